//! `torntape lint`: the findings of cables as a check, for those who write them and for their machines.

mod levels;
mod report;
mod sarif;

use std::io;
use std::path::PathBuf;

use super::apart::Output;
use super::corpus::{self, Desk, HandOn, Plan, Threads, Work};
use super::exit::{Exit, Failure};
use super::ink::Ink;
use super::io::Io;
use super::out_file::OutFile;
use super::reading::Reading;
use crate::message::{Cable, Severity};
use levels::{Group, Levels};
use report::Sheet;

const EXAMPLES: &str = "\
Examples:
  torntape lint draft.txt                          findings with the way out; status 1 at an error
  torntape lint --deny warnings --allow T0404 outbox/
                                                   status 1 at a warning too, but not at this one
  torntape lint --format sarif --out lint.sarif 'outbox/**/*.txt'
                                                   for tools that show findings beside the text
  torntape explain T0404                           what a code means

Exit status: 0 nothing to mend, 1 something was found, 2 the call was wrong.";

/// Check cables and say what is to be mended
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files, folders (every file below them), patterns such as 'outbox/**/*.txt', or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Take these for errors: a code such as T0412, `warnings`, or `notes` (and warnings with them)
    #[arg(long, value_name = "WHAT")]
    deny: Vec<Group>,
    /// Pass over these: a code, `warnings` or `notes`; a code goes before a group
    #[arg(long, value_name = "WHAT")]
    allow: Vec<Group>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the report to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One array of all findings
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let levels = Levels::new(&args.deny, &args.allow)?;
    if let Some(out) = Output::asked("--out", args.out.as_deref()) {
        out.refuse_inputs(&args.files)?;
    }
    match &args.out {
        Some(path) => OutFile::filled(path, io, |io| lint(args, levels, io)),
        None => lint(args, levels, io),
    }
}

fn lint(args: &Args, levels: Levels, io: &mut Io) -> Result<Exit, Failure> {
    let plan = Plan { decoder: args.reading.decoder(), charset: args.reading.charset, threads: args.threads };
    let linter = Linter { levels, format: args.format, ink: io.ink() };
    let mut reports = Reports { format: args.format, begun: false, counted: Sheet::default() };
    report::begin(args.format, &linter.levels, &mut io.out)?;
    let exit = corpus::run(&args.files, plan, linter, &mut reports, io)?;
    report::end(args.format, reports.begun, exit, &mut io.out)?;
    io.complain(&reports.counted.summary());
    Ok(if reports.counted.errors > 0 { exit.max(Exit::Findings) } else { exit })
}

/// Lays out findings.
#[derive(Debug)]
struct Linter {
    levels: Levels,
    format: Format,
    ink: Ink,
}

impl Work for Linter {
    type Sheet = Sheet;

    fn cable<'c>(
        &self,
        cable: &mut Cable<'c>,
        path: Option<&'c str>,
        sheet: &mut Sheet,
        _: &mut HandOn<'_, Sheet>,
    ) -> io::Result<()> {
        sheet.cables += 1;
        for mut found in std::mem::take(&mut cable.diagnostics) {
            let Some(level) = self.levels.of(found.code, found.severity) else {
                sheet.allowed += 1;
                continue;
            };
            found.severity = level;
            match level {
                Severity::Error => sheet.errors += 1,
                Severity::Warning => sheet.warnings += 1,
                Severity::Note => sheet.notes += 1,
            }
            sheet.push(&found, cable, path, self.format, self.ink)?;
        }
        Ok(())
    }

    fn weight(sheet: &Sheet) -> usize {
        sheet.bytes.len()
    }
}

/// Joins what was laid out.
#[derive(Debug)]
struct Reports {
    format: Format,
    /// A finding was written.
    begun: bool,
    /// Everything so far, without the text.
    counted: Sheet,
}

impl Desk<Sheet> for Reports {
    fn take(&mut self, sheet: &mut Sheet, io: &mut Io) -> Result<(), Failure> {
        let sheet = std::mem::take(sheet);
        if !sheet.bytes.is_empty() {
            let join = if self.begun { report::between(self.format) } else { b"" };
            io::Write::write_all(&mut io.out, join)?;
            io::Write::write_all(&mut io.out, &sheet.bytes)?;
            self.begun = true;
        }
        self.counted.add(&sheet);
        Ok(())
    }
}
