//! Running a scenario on the driver that was asked for, watched by the trace, the bar and the lines.

use std::io::{self, Write};
use std::time::Duration;

use tokio::sync::oneshot;

use super::live;
use super::outputs::Outputs;
use super::progress::Progress;
use crate::cli::exit::Failure;
use crate::cli::io::Io;
use crate::node::paced::{self, Pace, Stopped};
use crate::sim::scenario::{Fidelity, Scenario};
use crate::sim::{self, BrokenLaw, Happening, Outcome, Watch};

/// Where the lines of --watch go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    None,
    Out,
    Err,
}

/// A run, and how long it took.
pub(super) struct Ran {
    pub(super) outcome: Result<Outcome, BrokenLaw>,
    pub(super) wall: Duration,
}

/// Runs the scenario: on the virtual clock where there is no pace, else in time.
pub(super) fn run(
    scenario: &Scenario,
    pace: Option<Pace>,
    lines: Lines,
    outputs: &mut Outputs,
    io: &mut Io,
) -> Result<Ran, Failure> {
    // In timing fidelity no delivery is told of, and there may be millions.
    let wire = scenario.fidelity() == Fidelity::Wire;
    let deliveries = if wire { scenario.deliveries_offered() } else { 0 };
    let mut progress = Progress::new(deliveries, wire && lines == Lines::None, io);
    let (give_up, abandoned) = oneshot::channel::<io::Error>();
    let line = Printer { live: live::Live::new(scenario, lines_coloured(lines, io)), lines, io };
    let watcher = Watcher { outputs, progress: &mut progress, line, give_up: Some(give_up) };
    let outcome = match pace {
        None => sim::simulate(scenario, watcher),
        Some(pace) => paced_until(scenario, pace, watcher, abandoned)?,
    };
    Ok(Ran { outcome, wall: progress.end() })
}

/// Tells everything that happens to everyone who wants to know.
struct Watcher<'a> {
    outputs: &'a mut Outputs,
    progress: &'a mut Progress,
    line: Printer<'a>,
    /// Used once the reader of the lines has seen enough: the run is not worth the wait any more.
    give_up: Option<oneshot::Sender<io::Error>>,
}

impl Watch for Watcher<'_> {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        self.outputs.saw(at, happening);
        self.progress.step(at, happening);
        if let Err(error) = self.line.print(at, happening)
            && let Some(give_up) = self.give_up.take()
        {
            _ = give_up.send(error);
        }
    }

    fn logged(&mut self, lines: &str) {
        self.outputs.logged(lines);
    }
}

fn paced_until(
    scenario: &Scenario,
    pace: Pace,
    watch: impl Watch,
    abandoned: oneshot::Receiver<io::Error>,
) -> Result<Result<Outcome, BrokenLaw>, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(async {
        tokio::select! {
            biased;
            Ok(error) = abandoned => Err(Failure::Output(error)),
            outcome = paced::simulate(scenario, pace, watch) => match outcome {
                Ok(outcome) => Ok(Ok(outcome)),
                Err(Stopped::Law(broken)) => Ok(Err(broken)),
                Err(stopped) => Err(Failure::Call(stopped.to_string())),
            },
        }
    })
}

fn lines_coloured(lines: Lines, io: &Io) -> bool {
    if lines == Lines::Err { io.err_colour } else { io.colour }
}

/// Prints lines, each at once.
struct Printer<'a> {
    live: live::Live<'a>,
    lines: Lines,
    io: &'a mut Io,
}

impl Printer<'_> {
    fn print(&mut self, at: Duration, happening: &Happening<'_>) -> io::Result<()> {
        if self.lines == Lines::None {
            return Ok(());
        }
        let Some(line) = self.live.line(at, happening) else { return Ok(()) };
        match self.lines {
            Lines::None => Ok(()),
            Lines::Out => {
                self.io.out.write_all(line.as_bytes())?;
                self.io.out.flush()
            }
            Lines::Err => self.io.err.write_all(line.as_bytes()),
        }
    }
}
