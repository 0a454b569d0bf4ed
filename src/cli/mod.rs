//! The command line: arguments, tables, progress, exit status. One file per command.
//!
//! To add a command: a file with `pub(crate) struct Args` and `pub(crate) fn run(args: &Args, io: &mut Io) ->
//! Result<Exit, Failure>`, a variant of `Command`, and its line in `Command::run`.

mod apart;
mod breach;
mod charset;
mod columns;
mod compare;
mod completions;
mod convert;
mod corpus;
mod decode;
mod directory;
mod encode;
mod exit;
mod explain;
mod finding;
mod folder;
mod generate;
mod grid;
mod ink;
mod input;
mod interrupt;
mod io;
mod join;
mod lint;
mod military;
mod number;
mod out_file;
#[cfg(feature = "parquet")]
mod parquet;
mod printer;
mod progress;
mod reading;
mod scenario;
mod simulate;
mod soak;
mod sources;
mod split;
mod stats;
mod svg;
mod sweep;
mod table;
mod unpack;
mod usage;
mod validate;
mod variant;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::filter::LevelFilter;

use exit::{Exit, Failure};
use io::Io;

/// The environment variable that turns the log on: `error`, `warn`, `info`, `debug` or `trace`.
const LOG_VARIABLE: &str = "TORNTAPE_LOG";

const AFTER_HELP: &str = "\
Exit status: 0 all is well, 1 something was found wrong, 2 the call was wrong
or a file could not be read. `torntape COMMAND --help` shows examples.
TORNTAPE_LOG=debug writes a log to standard error; NO_COLOR=1 turns colours off.";

/// Reads, checks, relays and simulates telegraphic cables (ACP 127, State dialect).
#[derive(Debug, Parser)]
#[command(name = "torntape", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What torntape can do, in the order in which help lists it.
#[derive(Debug, Subcommand)]
enum Command {
    Decode(decode::Args),
    Lint(lint::Args),
    Explain(explain::Args),
    Encode(encode::Args),
    Convert(convert::Args),
    Split(split::Args),
    Join(join::Args),
    Generate(generate::Args),
    Simulate(simulate::Args),
    Sweep(sweep::Args),
    Compare(compare::Args),
    Scenario(scenario::Args),
    Validate(validate::Args),
    Soak(soak::Args),
    Directory(directory::Args),
    Completions(completions::Args),
}

impl Command {
    fn run(&self, io: &mut Io) -> Result<Exit, Failure> {
        match self {
            Self::Decode(args) => decode::run(args, io),
            Self::Lint(args) => lint::run(args, io),
            Self::Explain(args) => explain::run(args, io),
            Self::Encode(args) => encode::run(args, io),
            Self::Convert(args) => convert::run(args, io),
            Self::Split(args) => split::run(args, io),
            Self::Join(args) => join::run(args, io),
            Self::Generate(args) => generate::run(args, io),
            Self::Simulate(args) => simulate::run(args, io),
            Self::Sweep(args) => sweep::run(args, io),
            Self::Compare(args) => compare::run(args, io),
            Self::Scenario(args) => scenario::run(args, io),
            Self::Validate(args) => validate::run(args, io),
            Self::Soak(args) => soak::run(args, io),
            Self::Directory(args) => directory::run(args, io),
            Self::Completions(args) => completions::run(args, io),
        }
    }
}

/// Runs the command that the program was called with.
pub fn main() -> ExitCode {
    interrupt::keep_lines_whole();
    let mut io = Io::standard();
    let result = run(std::env::args_os(), &mut io);
    exit::status(result, &mut io)
}

fn run(arguments: impl IntoIterator<Item = OsString>, io: &mut Io) -> Result<Exit, Failure> {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error, io),
    };
    start_log()?;
    cli.command.run(io)
}

/// Starts the log on standard error, where [`LOG_VARIABLE`] asks for one.
fn start_log() -> Result<(), Failure> {
    let Some(asked) = std::env::var_os(LOG_VARIABLE).filter(|asked| !asked.is_empty()) else { return Ok(()) };
    let level = asked.to_str().and_then(|word| word.parse::<LevelFilter>().ok()).ok_or_else(|| {
        let asked = asked.to_string_lossy();
        Failure::Call(format!("{LOG_VARIABLE} is `{asked}`, but should be error, warn, info, debug or trace"))
    })?;
    let colour = io::coloured(&std::io::stderr());
    // A second start can only come from a test that calls `run` twice; the first one's log goes on.
    _ = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(colour)
        .with_writer(std::io::stderr)
        .try_init();
    Ok(())
}
