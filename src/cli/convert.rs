//! `torntape convert`: cables laid out anew in another variant.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::charset::{self, Charset};
use super::exit::{Exit, Failure};
use super::folder::{Folder, Names, file_stem};
use super::input::Inputs;
use super::io::Io;
use super::reading::{Reading, dialects};
use super::variant::Manner;
use crate::message::{Cable, Dialect};
use crate::reassembly::Identity;

const EXAMPLES: &str = "\
Examples:
  torntape convert --to acp127 cable.txt                  on standard output, what is lost on standard error
  torntape convert --to janap128 --out converted/ cables/  one file a message
  torntape convert --to acp127 --line-ends teleprinter --strict cable.txt
  torntape convert --to acp127_modified --charset ita2 --to-charset ita2-us tape.bin
                                                          from one five-unit code to another

The variant is always named, never guessed. What it cannot carry is said on standard error, one line a field: with
--strict the exit status is then 1. What the code of the output lacks is written by the book's substitutes, and said:
exit status 1. Exit status 2 where a file cannot be read.";

/// Write cables in another variant, and say what it cannot carry
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The variant to write
    #[arg(long, value_name = "VARIANT", value_parser = dialects())]
    to: Dialect,
    /// Where to write: a folder that is empty or yet to be made, one file a message; - for standard output
    #[arg(long, value_name = "FOLDER", default_value = "-")]
    out: PathBuf,
    /// The code to write in; what it lacks is said, and written by the book's substitutes
    #[arg(long, value_enum, value_name = "CODE")]
    to_charset: Option<Charset>,
    #[command(flatten)]
    manner: Manner,
    #[command(flatten)]
    reading: Reading,
    /// Files, folders, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let folder = if args.out == Path::new("-") { None } else { Some(Folder::empty(&args.out)?) };
    let mut inputs = Inputs::new(&args.files, io)?;
    let mut names = Names::default();
    let mut exit = Exit::Ok;
    while let Some(input) = inputs.next(io) {
        let (input, findings) = charset::read(args.reading.charset, input?);
        let mut cables = args.reading.decoder().cables(&input.bytes);
        charset::attach(findings, &mut cables, &input, io);
        for (cable, at) in cables.iter().zip(1..) {
            let name = name(cable);
            if cable.dialect == Dialect::Unknown {
                io.complain(&format!("{}: nothing of a cable was recognised", input.name()));
                exit = Exit::Findings;
                continue;
            }
            let what = name.as_deref().map_or_else(|| format!("cable {at}"), str::to_owned);
            let what = format!("{}: {what}", input.name());
            let (mut messages, said) = args.manner.lay_out(cable, args.to, &what, io);
            exit = exit.max(said);
            for message in &mut messages {
                exit = exit.max(charset::write(args.to_charset, message, &what, io));
            }
            match &folder {
                Some(folder) => {
                    let of = messages.len();
                    let stem = file_stem(name.as_deref().unwrap_or("cable"));
                    for (message, number) in messages.iter().zip(1..) {
                        let stem =
                            if of > 1 { format!("{stem}-{number:02}-of-{of:02}") } else { stem.clone() };
                        let path = folder.write(&names.unused(&stem), message)?;
                        writeln!(io.out, "{}", path.display())?;
                    }
                }
                None => io.out.write_all(&messages.concat())?,
            }
        }
    }
    Ok(exit)
}

/// `09STATE97951`; without a reference number what else tells the cable from others.
fn name(cable: &Cable<'_>) -> Option<String> {
    let id = cable.mrn.as_ref().and_then(|mrn| mrn.id.as_deref()).map(str::to_owned);
    id.or_else(|| Identity::of(cable).map(|identity| identity.to_string()))
}
