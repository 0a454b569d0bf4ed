//! How far a run has come, on standard error.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::io::Io;
use crate::sim::Happening;

/// A run shorter than this passes without a word.
const QUIET: Duration = Duration::from_secs(1);

/// Counts deliveries. A bar shows them while a terminal is at standard error and the run takes longer than a second.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
}

impl Progress {
    #[expect(clippy::disallowed_methods, reason = "a person waits in real time")]
    pub(super) fn new(deliveries: usize, wanted: bool, io: &Io) -> Self {
        let bar = (wanted && io.err_is_terminal).then(|| {
            let bar = ProgressBar::with_draw_target(Some(deliveries as u64), ProgressDrawTarget::hidden());
            let style =
                ProgressStyle::with_template("{bar:30} {pos} of {len} deliveries, {msg} in {elapsed}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, begun: Instant::now(), shown: false }
    }

    /// Something has happened at this virtual time.
    pub(super) fn step(&mut self, at: Duration, happening: &Happening<'_>) {
        let Some(bar) = &self.bar else { return };
        if matches!(happening, Happening::Delivered { .. }) {
            bar.inc(1);
        }
        if !self.shown && self.begun.elapsed() >= QUIET {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        if self.shown {
            bar.set_message(format!("{} h of virtual time", at.as_secs() / 3600));
        }
    }

    /// Takes the bar away; how long the run took.
    pub(super) fn end(self) -> Duration {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.begun.elapsed()
    }
}
