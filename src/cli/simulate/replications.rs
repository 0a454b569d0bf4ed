//! A scenario run many times.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use super::outputs::Outputs;
use super::report::{Told, page};
use super::run::{self, Lines};
use super::spell::counted;
use super::{Args, tell};
use crate::cli::breach;
use crate::cli::exit::{Exit, Failure};
use crate::cli::io::Io;
use crate::sim::scenario::Scenario;
use crate::sim::{Outcome, Replications, replicate};

/// As many runs as a precision may take where nobody says.
const RUNS_MAX: NonZeroUsize = NonZeroUsize::MIN.saturating_add(999);

/// A share with as many figures as matter: `19.5 %`.
fn percent(share: f64) -> String {
    let percent = format!("{:.1}", share * 100.0);
    format!("{} %", percent.strip_suffix(".0").unwrap_or(&percent))
}

/// Only the stations of the wire live as long as a person watches.
pub(super) fn refuse_what_needs_bytes(args: &Args) -> Result<(), Failure> {
    let asked = [("--pace", args.pace.is_some()), ("--watch", args.watch)];
    match asked.iter().find(|(_, asked)| *asked) {
        None => Ok(()),
        Some((option, _)) => Err(Failure::Call(format!(
            "{option} is for scenarios of wire fidelity, and this is one of timing"
        ))),
    }
}

/// Runs all of them and writes the report of them together.
#[expect(clippy::disallowed_methods, reason = "a person waits in real time")]
pub(super) fn replications(scenario: &Scenario, args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    // A page that cannot be written is told before anything runs.
    let mut outputs = Outputs::open(args, scenario)?;
    let begun = Instant::now();
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let most = args.replications.unwrap_or(RUNS_MAX);
    let replicated = match replicate(scenario, Replications { most, precision: args.precision, cores }) {
        Ok(replicated) => replicated,
        Err(broken) => {
            breach::tell(&broken, scenario, io);
            return Ok(Exit::Findings);
        }
    };
    if let Some(wanted) = args.precision
        && replicated.precision.as_ref().is_none_or(|(_, reached)| *reached > wanted)
    {
        let runs = counted(replicated.runs as u64, "run", "runs");
        io.complain(&match &replicated.precision {
            None => format!("after {runs} no mean has an interval: the precision asked for is not reached"),
            Some((figure, reached)) => format!(
                "after {runs} {figure} is known to \u{b1} {} of its mean, not to the \u{b1} {} asked for: \
                 give --replications more than {}",
                percent(*reached),
                percent(wanted),
                replicated.runs
            ),
        });
    }
    if args.precision.is_some() && replicated.precision.is_some() && !replicated.without_interval.is_empty() {
        let which = replicated.without_interval.join(", ");
        let why = if replicated.runs == 1 { "one run gives none" } else { "too few of them differ" };
        let runs = counted(replicated.runs as u64, "run gives", "runs give");
        io.complain(&format!("{runs} no interval of {which}: {why}"));
    }
    let Outcome { mut report, delays, .. } = replicated.outcome;
    report.wall_s = Some(begun.elapsed().as_secs_f64());
    if args.report.is_some() {
        // Nobody watched: what can be seen of a run is seen in the first of them, made again.
        let Ok(first) = run::run(scenario, None, Lines::None, &mut outputs, io)?.outcome else {
            return Ok(Exit::Findings);
        };
        let told = Told {
            slowest: &first.slowest,
            delays: &delays,
            ended: Duration::try_from_secs_f64(first.report.virtual_s).unwrap_or_default(),
        };
        outputs.keep_report(|recorder| page(scenario, &report, told, recorder))?;
    }
    tell(scenario, args, &report, &[], io)
}
