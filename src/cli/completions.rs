//! `torntape completions SHELL`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::exit::{Exit, Failure};
use super::io::Io;

const EXAMPLES: &str = "\
Examples:
  torntape completions bash > ~/.local/share/bash-completion/completions/torntape
  torntape completions zsh > ~/.zfunc/_torntape
  torntape completions fish > ~/.config/fish/completions/torntape.fish";

/// Print a script that completes torntape's arguments in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    // clap_complete panics where a write fails, so the script is made in memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Cli::command(), "torntape", &mut script);
    io.out.write_all(&script)?;
    Ok(Exit::Ok)
}
