//! `torntape decode`: the fields of every cable in the input.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::input::{Input, Inputs};
use super::io::Io;
use super::progress::Progress;
use super::reading::Reading;
use super::{charset, finding, table};
use crate::decode::Decoder;
use crate::message::{Cable, Diagnostic, Severity};

const EXAMPLES: &str = "\
Examples:
  torntape decode 09STATE97951.txt           a table, findings below it
  torntape decode --format json page.html    every cable on the page, as one array
  torntape decode --format ndjson archive/   every file below a folder, a cable a line
  torntape decode --charset ita2 tape.bin    five-unit code, as a teleprinter punched it
  nc -l 4000 | torntape decode               what a line received, once it closes

Exit status: 0 all is well, 1 a cable carries an error, 2 the call was wrong.";

/// Find every cable in the input and print its fields
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files, folders (every file below them), or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Also print the bytes and the text of each cable (JSON only): `encode` needs them
    #[arg(long)]
    with_text: bool,
    /// Show subject and text with the quotes and apostrophes that the circuits lost; `encode` then writes the changed text
    #[arg(long)]
    restore_punctuation: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One array of all cables
    Json,
    /// One cable a line
    Ndjson,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let decoder = args.reading.decoder();
    let decoder = if args.restore_punctuation { decoder.restore_punctuation() } else { decoder };
    let mut inputs = Inputs::new(&args.files, io)?;
    let mut printer = Printer { format: args.format, with_text: args.with_text, printed: 0 };
    let mut progress = Progress::new(io);
    let mut exit = Exit::Ok;
    while let Some(input) = inputs.next(io) {
        match input {
            Ok(input) => {
                progress.step(input.bytes.len());
                let (input, findings) = charset::read(args.reading.charset, input);
                if print_input(&decoder, &input, findings, &mut printer, io)? && exit == Exit::Ok {
                    exit = Exit::Findings;
                }
            }
            Err(failure) => {
                progress.suspend(|| io.complain(&failure));
                exit = Exit::Incomplete;
            }
        }
    }
    progress.clear();
    printer.end(io)?;
    Ok(exit)
}

/// Prints the cables of one input; whether one of them carries an error.
fn print_input(
    decoder: &Decoder,
    input: &Input,
    findings: Vec<Diagnostic<'static>>,
    printer: &mut Printer,
    io: &mut Io,
) -> Result<bool, Failure> {
    let name = input.path.as_ref().map(|path| path.to_string_lossy());
    let mut bad = false;
    let mut cables = decoder.cables(&input.bytes);
    charset::attach(findings, &mut cables, input, io);
    for mut cable in cables {
        cable.source.path = name.as_deref().map(Cow::Borrowed);
        bad |= cable.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        printer.print(cable, input, io)?;
    }
    Ok(bad)
}

struct Printer {
    format: Format,
    with_text: bool,
    printed: usize,
}

impl Printer {
    fn print(&mut self, mut cable: Cable<'_>, input: &Input, io: &mut Io) -> Result<(), Failure> {
        if !self.with_text {
            cable.raw = None;
            cable.text = None;
        }
        match self.format {
            Format::Table => self.print_table(&cable, input, io)?,
            Format::Json => {
                io.out.write_all(if self.printed == 0 { b"[\n" } else { b",\n" })?;
                serde_json::to_writer_pretty(&mut io.out, &cable).map_err(io::Error::from)?;
            }
            Format::Ndjson => {
                serde_json::to_writer(&mut io.out, &cable).map_err(io::Error::from)?;
                io.out.write_all(b"\n")?;
            }
        }
        self.printed += 1;
        Ok(())
    }

    fn print_table(&self, cable: &Cable<'_>, input: &Input, io: &mut Io) -> io::Result<()> {
        if self.printed > 0 {
            writeln!(io.out)?;
        }
        let name = input.name();
        table::write(cable, &name, io.ink(), &mut io.out)?;
        for finding in &cable.diagnostics {
            let text = finding::render(finding, &input.bytes, &name, io.colour);
            write!(io.out, "\n{text}")?;
        }
        Ok(())
    }

    fn end(&self, io: &mut Io) -> Result<(), Failure> {
        if self.format == Format::Json {
            io.out.write_all(if self.printed == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        Ok(())
    }
}
