//! How far long work has come, on standard error.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::io::Io;

/// Work shorter than this passes without a word.
const QUIET: Duration = Duration::from_secs(1);

/// Counts inputs. A line shows the count while a terminal is at standard error, none at standard output (the
/// answer itself would run through it), and the work takes longer than a second.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
    files: u64,
    bytes: u64,
}

impl Progress {
    #[expect(clippy::disallowed_methods, reason = "a person waits in real time")]
    pub(crate) fn new(io: &Io) -> Self {
        let watched = io.err_is_terminal && !io.out_is_terminal;
        let bar = watched.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            // The template is our own and holds, so the plain style is never fallen back on.
            let style = ProgressStyle::with_template("{spinner} {msg} in {elapsed}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        });
        Self { bar, begun: Instant::now(), shown: false, files: 0, bytes: 0 }
    }

    /// So many more inputs and bytes have been read.
    pub(crate) fn step(&mut self, inputs: u64, bytes: u64) {
        self.files += inputs;
        self.bytes += bytes;
        let Some(bar) = &self.bar else { return };
        if !self.shown && self.begun.elapsed() >= QUIET {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        if self.shown {
            bar.set_message(format!("{} files, {}", HumanCount(self.files), HumanBytes(self.bytes)));
            bar.tick();
        }
    }

    /// Takes the line away, such as before another is written.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Lets another line be written above.
    pub(crate) fn suspend<R>(&self, write: impl FnOnce() -> R) -> R {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}
