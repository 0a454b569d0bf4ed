//! `torntape scenario`: the built-in scenarios, what a scenario may say, and whether a file is one.

mod asked;
mod keys;
mod show;
mod warn;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::io::Io;
use crate::cli::ink::Tone;
use crate::sim::scenario::{BuiltIn, Refusal, Scenario};

const EXAMPLES: &str = "\
Examples:
  torntape scenario list                    the built-in scenarios, a line each
  torntape scenario show star > mine.toml   a file to start from
  torntape scenario show moscow --out mine  the same with the cables that it names, in a folder
  torntape scenario keys                    all that a scenario may say
  torntape scenario check mine.toml         what is wrong with it, with file, line, column and key

Exit status: 0 all is well; 2 a scenario is wrong, cannot be read, or there is no such built-in one.";

pub(super) use asked::{Asked, source};
pub(super) use warn::{of as warn_of, of_overload as warn_of_overload};

/// The scenario that is run where none is named.
pub(super) const DEFAULT: &str = "moscow";

/// List and show the built-in scenarios, check scenario files, and tell their keys
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// The built-in scenarios, a line each
    List,
    /// The file of a built-in scenario; with --out, all files that it names as well
    Show(show::Args),
    /// Read scenario files and tell everything that is wrong with them
    Check {
        /// Scenario files, - for standard input, or built-in scenarios where no file has that name
        #[arg(value_name = "SCENARIO", required = true)]
        scenarios: Vec<PathBuf>,
    },
    /// All keys of a scenario, what they mean and what holds where they are left out
    Keys,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    match &args.what {
        What::List => list(io),
        What::Show(args) => show::run(args, io),
        What::Check { scenarios } => check(scenarios, io),
        What::Keys => keys::run(io),
    }
}

fn list(io: &mut Io) -> Result<Exit, Failure> {
    let ink = io.ink();
    let width = BuiltIn::ALL.iter().map(|built_in| built_in.name.len()).max().unwrap_or(0);
    for BuiltIn { name, about, .. } in BuiltIn::ALL {
        writeln!(io.out, "{}  {about}", ink.paint(Tone::Title, format!("{name:width$}")))?;
    }
    Ok(Exit::Ok)
}

/// Checks all of them: the first bad one does not hide the next.
fn check(scenarios: &[PathBuf], io: &mut Io) -> Result<Exit, Failure> {
    let mut exit = Exit::Ok;
    for path in scenarios {
        match load(path, io)? {
            Ok(scenario) => {
                let file = path.display().to_string();
                writeln!(io.out, "{file}: {}", scenario.size())?;
                for replay in scenario.replays() {
                    writeln!(io.out, "{file}: {replay}")?;
                }
                warn::of_file(&file, &scenario, io);
            }
            Err(refusal) => {
                exit = Exit::Incomplete;
                for problem in &refusal.problems {
                    io.complain(&format!("{}:{problem}", refusal.file_of(problem)));
                }
            }
        }
    }
    Ok(exit)
}

/// Reads the scenario that was asked for.
fn load(path: &Path, io: &mut Io) -> Result<Result<Scenario, Refusal>, Failure> {
    Ok(source(path, io)?.and_then(|asked| asked.source.read(&[])))
}

/// Names every problem, a line each.
pub(super) fn refuse(mut refusal: Refusal, io: &mut Io) -> Result<Exit, Failure> {
    let last = refusal.problems.pop();
    for problem in &refusal.problems {
        io.complain(&format!("{}:{problem}", refusal.file_of(problem)));
    }
    Err(Failure::Call(
        last.map_or_else(String::new, |problem| format!("{}:{problem}", refusal.file_of(&problem))),
    ))
}
