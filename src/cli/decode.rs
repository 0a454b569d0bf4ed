//! `torntape decode`: the fields of every cable in the input.

use std::io::Write;
use std::path::PathBuf;

use super::apart::Output;
use super::columns;
use super::corpus::{self, Plan, Threads};
use super::exit::{Exit, Failure};
use super::io::Io;
use super::out_file::OutFile;
use super::printer::{Format, Joined, Printer};
use super::reading::Reading;
use super::stats::{Counter, Stats};

const EXAMPLES: &str = "\
Examples:
  torntape decode 09STATE97951.txt           a table, findings below it
  torntape decode --format json page.html    every cable on the page, as one array
  torntape decode --format ndjson archive/   every file below a folder, a cable a line
  torntape decode --charset ita2 tape.bin    five-unit code, as a teleprinter punched it
  torntape decode 'archive/**/*.txt.gz'      every file of a pattern, unpacked
  torntape decode --format csv --out cables.csv archive/
                                             a table for a spreadsheet
  torntape decode --stats archive/           what the archive holds, and how well it was read
  nc -l 4000 | torntape decode               what a line receives, as it comes

Exit status: 0 all is well, 1 a cable carries an error, 2 the call was wrong.";

/// Find every cable in the input and print its fields
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// Files, folders (every file below them), patterns such as 'archive/**/*.cable', or - for standard input;
    /// what is packed with gzip or Zstandard is unpacked
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the answer to this file, whole or not at all; - for standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// List the columns of csv and parquet, and stop
    #[arg(long)]
    columns: bool,
    /// Count instead: the share of the header that was read, dialects, fields, findings by code
    #[arg(long, conflicts_with = "with_text")]
    stats: bool,
    #[command(flatten)]
    threads: Threads,
    /// Also print the bytes and the text of each cable (JSON: `encode` needs them; csv: the text)
    #[arg(long)]
    with_text: bool,
    /// Show subject and text with the quotes and apostrophes that the circuits lost; `encode` then writes the changed text
    #[arg(long)]
    restore_punctuation: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.columns {
        columns::explain(io.ink(), &mut io.out)?;
        return Ok(Exit::Ok);
    }
    if let Some(out) = Output::asked("--out", args.out.as_deref()) {
        out.refuse_inputs(&args.files)?;
    }
    #[cfg(feature = "parquet")]
    if args.format == Format::Parquet && !args.stats {
        let hint = "a Parquet table is no text: name its file with --out";
        let path = args
            .out
            .as_deref()
            .filter(|path| !super::out_file::is_standard(path))
            .ok_or_else(|| Failure::Call(hint.to_owned()))?;
        return super::parquet::decode(&args.files, plan(args), args.with_text, path, io);
    }
    match &args.out {
        Some(path) => OutFile::filled(path, io, |io| decode(args, io)),
        None => decode(args, io),
    }
}

/// How the inputs are read.
fn plan(args: &Args) -> Plan {
    let decoder = args.reading.decoder();
    let decoder = if args.restore_punctuation { decoder.restore_punctuation() } else { decoder };
    Plan { decoder, charset: args.reading.charset, threads: args.threads }
}

fn decode(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if args.stats {
        return count(args, io);
    }
    let printer = Printer { format: args.format, with_text: args.with_text, ink: io.ink() };
    let mut joined = Joined::new(args.format, args.with_text);
    joined.begin(io)?;
    let exit = corpus::run(&args.files, plan(args), printer, &mut joined, io)?;
    joined.end(io)?;
    Ok(if joined.bad { exit.max(Exit::Findings) } else { exit })
}

/// Counts instead of printing.
fn count(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if !matches!(args.format, Format::Table | Format::Json | Format::Ndjson) {
        return Err(Failure::Call("--stats is printed as a table or as json".to_owned()));
    }
    let mut stats = Stats::default();
    let exit = corpus::run(&args.files, plan(args), Counter, &mut stats, io)?;
    match args.format {
        Format::Table => stats.table(io.ink(), &mut io.out)?,
        Format::Json => writeln!(io.out, "{:#}", stats.json())?,
        _ => writeln!(io.out, "{}", stats.json())?,
    }
    Ok(if stats.bad() { exit.max(Exit::Findings) } else { exit })
}
