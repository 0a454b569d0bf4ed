//! `torntape scenario`: the built-in scenarios, and whether a file is one.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::io::Io;
use crate::cli::ink::Tone;
use crate::sim::scenario::{BuiltIn, Folder, Refusal, Scenario, Source};

const EXAMPLES: &str = "\
Examples:
  torntape scenario list                    the built-in scenarios, a line each
  torntape scenario show moscow > mine.toml a file to start from
  torntape scenario check mine.toml         what is wrong with it, with file, line, column and key

Exit status: 0 all is well; 2 a scenario is wrong, cannot be read, or there is no such built-in one.";

/// The scenario that is run where none is named.
pub(super) const DEFAULT: &str = "moscow";

/// List and show the built-in scenarios, and check scenario files
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
    /// The file of a built-in scenario
    Show {
        /// Which one
        name: String,
    },
    /// Read scenario files and tell everything that is wrong with them
    Check {
        /// Scenario files, - for standard input, or built-in scenarios where no file has that name
        #[arg(value_name = "SCENARIO", required = true)]
        scenarios: Vec<PathBuf>,
    },
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    match &args.what {
        What::List => list(io),
        What::Show { name } => show(name, io),
        What::Check { scenarios } => check(scenarios, io),
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

fn show(name: &str, io: &mut Io) -> Result<Exit, Failure> {
    let Some(built_in) = BuiltIn::named(name) else {
        let instead = BuiltIn::instead_of(name);
        return Err(Failure::Call(format!("there is no scenario `{}`: {instead}", name.escape_debug())));
    };
    io.out.write_all(built_in.text.as_bytes())?;
    Ok(Exit::Ok)
}

/// Checks all of them: the first bad one does not hide the next.
fn check(scenarios: &[PathBuf], io: &mut Io) -> Result<Exit, Failure> {
    let mut exit = Exit::Ok;
    for path in scenarios {
        match load(path, io)? {
            Ok(scenario) => writeln!(io.out, "{}: {}", path.display(), scenario.size())?,
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
pub(super) fn load(path: &Path, io: &mut Io) -> Result<Result<Scenario, Refusal>, Failure> {
    Ok(source(path, io)?.and_then(|source| source.read(&[])))
}

/// The scenario that was asked for, to be read; from standard input its files are looked for in the working folder.
pub(super) fn source(path: &Path, io: &mut Io) -> Result<Result<Source, Refusal>, Failure> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        let failure = |source| Failure::Read { path: PathBuf::from("<stdin>"), source };
        io.input.read_to_string(&mut text).map_err(failure)?;
        return Ok(Ok(Source::new(text, "<stdin>".to_owned(), Folder(PathBuf::new()))));
    }
    let Some(name) = path.to_str().filter(|_| !path.exists()) else { return Ok(Source::load(path)) };
    match BuiltIn::named(name) {
        Some(built_in) => Ok(Ok(built_in.source())),
        // A file would most likely have an ending.
        None if path.extension().is_none() => {
            let instead = BuiltIn::instead_of(name);
            let message = format!("there is no file of the name `{}`; {instead}", name.escape_debug());
            Err(Failure::Call(message))
        }
        None => Ok(Source::load(path)),
    }
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
