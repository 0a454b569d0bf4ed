//! What is answered to a call that is a question (`--help`, `--version`) or a mistake.

use std::io::Write;

use clap::error::ErrorKind;

use super::exit::{Exit, Failure};
use super::io::Io;

/// Prints help and version; turns a mistake into one line.
pub(crate) fn answer(error: &clap::Error, io: &mut Io) -> Result<Exit, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            if io.colour {
                write!(io.out, "{}", text.ansi())?;
            } else {
                write!(io.out, "{text}")?;
            }
            Ok(Exit::Ok)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // There is nobody left to tell where standard error is closed.
            _ = if io.err_colour {
                write!(io.err, "{}", error.render().ansi())
            } else {
                write!(io.err, "{}", error.render())
            };
            Ok(Exit::Incomplete)
        }
        _ => Err(Failure::Call(one_sentence(&error.render().to_string()))),
    }
}

/// Joins the blocks of clap's answer: the error, then its tips; the usage is left to `--help`.
fn one_sentence(answer: &str) -> String {
    let mut sentence = String::new();
    for block in answer.split("\n\n") {
        let block = block.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(error) = block.strip_prefix("error: ") {
            sentence.push_str(error);
        } else if block.starts_with("tip: ") {
            sentence.push_str("; ");
            sentence.push_str(&block);
        }
    }
    sentence.push_str(" (--help says more)");
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_one_line_with_its_tip() {
        let answer = "error: unexpected argument '--formt' found\n\n  tip: a similar argument exists: '--format'\n\n\
                      Usage: torntape decode --format <FORMAT>\n\nFor more information, try '--help'.\n";
        assert_eq!(
            one_sentence(answer),
            "unexpected argument '--formt' found; tip: a similar argument exists: '--format' (--help says more)"
        );
    }

    #[test]
    fn what_is_missing_stays_on_the_line() {
        let answer = "error: the following required arguments were not provided:\n  <SHELL>\n\nUsage: x\n";
        assert_eq!(
            one_sentence(answer),
            "the following required arguments were not provided: <SHELL> (--help says more)"
        );
    }
}
