//! `torntape convert`: cables laid out anew in another variant.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::charset;
use super::exit::{Exit, Failure};
use super::folder::{Folder, Names, file_stem};
use super::input::Inputs;
use super::io::Io;
use super::reading::{Reading, dialects};
use crate::encode::{self, Settings, encode_as};
use crate::message::{Cable, Dialect};
use crate::reassembly::Identity;

const EXAMPLES: &str = "\
Examples:
  torntape convert --to acp127 cable.txt                  on standard output, what is lost on standard error
  torntape convert --to janap128 --out converted/ cables/  one file a message
  torntape convert --to acp127 --line-ends teleprinter --strict cable.txt

The variant is always named, never guessed. What it cannot carry is said on standard error, one line a field: with
--strict the exit status is then 1. Exit status 2 where a file cannot be read.";

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
    /// How lines end; without it as in the cable
    #[arg(long, value_name = "ENDS")]
    line_ends: Option<LineEnds>,
    /// Exit status 1 where anything could not be carried over
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
    /// Files, folders, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineEnds {
    /// One line feed
    Lf,
    /// Carriage return and line feed
    Crlf,
    /// The machine functions of a teleprinter
    Teleprinter,
}

impl From<LineEnds> for encode::LineEnds {
    fn from(ends: LineEnds) -> Self {
        match ends {
            LineEnds::Lf => Self::Feed,
            LineEnds::Crlf => Self::ReturnFeed,
            LineEnds::Teleprinter => Self::Teleprinter,
        }
    }
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let folder = if args.out == Path::new("-") { None } else { Some(Folder::empty(&args.out)?) };
    let settings = Settings { line_ends: args.line_ends.map(encode::LineEnds::from) };
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
            let written = encode_as(cable, args.to, &settings);
            for loss in &written.losses {
                let what = name.as_deref().map_or_else(|| format!("cable {at}"), str::to_owned);
                io.complain(&format!("{}: {what}: not carried over: {loss}", input.name()));
            }
            if args.strict && !written.losses.is_empty() {
                exit = Exit::Findings;
            }
            match &folder {
                Some(folder) => {
                    let of = written.messages.len();
                    let stem = file_stem(name.as_deref().unwrap_or("cable"));
                    for (message, number) in written.messages.iter().zip(1..) {
                        let stem =
                            if of > 1 { format!("{stem}-{number:02}-of-{of:02}") } else { stem.clone() };
                        let path = folder.write(&names.unused(&stem), message)?;
                        writeln!(io.out, "{}", path.display())?;
                    }
                }
                None => io.out.write_all(&written.into_bytes())?,
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
