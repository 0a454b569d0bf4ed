//! How a command ends: its exit status, and the one line that says what went wrong.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::io::Io;

/// The end of a command that could do its work, in order of its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All is well: status 0.
    Ok,
    /// Something was found wrong in what was read, and said: status 1.
    Findings,
    /// Some input could not be read, and each was named on standard error: status 2.
    Incomplete,
}

/// Why a command could not do its work: status 2, but for a closed pipe, which is no failure.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The call was wrong.
    #[error("{0}")]
    Call(String),
    /// A file or folder cannot be read.
    #[error("{}: {}", path.display(), reason(source))]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("{}: cannot write: {}", path.display(), reason(source))]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard output cannot be written.
    #[error("standard output: {}", reason(.0))]
    Output(#[from] io::Error),
}

/// What the system says, without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Writes out what is left, says what failed, and gives the exit status.
pub(crate) fn status(result: Result<Exit, Failure>, io: &mut Io) -> ExitCode {
    let result = result.and_then(|exit| {
        io.out.flush()?;
        Ok(exit)
    });
    match result {
        Ok(Exit::Ok) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        Ok(Exit::Incomplete) => ExitCode::from(2),
        // The reader of our pipe has seen enough (`torntape decode … | head`): that is no failure.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            // What was answered before the failure is still an answer.
            _ = io.out.flush();
            io.complain(&failure);
            ExitCode::from(2)
        }
    }
}
