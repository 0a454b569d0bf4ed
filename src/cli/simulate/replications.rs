//! A scenario run many times.

use std::num::NonZeroUsize;
use std::time::Instant;

use super::{Args, tell};
use crate::cli::exit::{Exit, Failure};
use crate::cli::io::Io;
use crate::sim::scenario::{Fidelity, Scenario};
use crate::sim::{Replications, replicate};

/// As many runs as a precision may take where nobody says.
const RUNS_MAX: NonZeroUsize = NonZeroUsize::MIN.saturating_add(999);

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
pub(super) fn run(scenario: &Scenario, args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if scenario.fidelity() == Fidelity::Wire {
        let message =
            "--replications and --precision are for scenarios of timing fidelity, and this is one of wire";
        return Err(Failure::Call(message.to_owned()));
    }
    let begun = Instant::now();
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let most = args.replications.unwrap_or(RUNS_MAX);
    let replicated = match replicate(scenario, Replications { most, precision: args.precision, cores }) {
        Ok(replicated) => replicated,
        Err(broken) => {
            io.complain(&broken);
            return Ok(Exit::Findings);
        }
    };
    if let Some(wanted) = args.precision
        && replicated.precision.is_none_or(|reached| reached > wanted)
    {
        let reached =
            replicated.precision.map_or_else(|| "none".to_owned(), |share| format!("{:.1}%", share * 100.0));
        io.complain(&format!("the precision reached after {} runs is {reached}", replicated.runs));
    }
    if args.precision.is_some() && !replicated.without_interval.is_empty() {
        let which = replicated.without_interval.join(", ");
        io.complain(&format!("{} runs give no interval of {which}: too few of them differ", replicated.runs));
    }
    let mut report = replicated.outcome.report;
    report.wall_s = Some(begun.elapsed().as_secs_f64());
    tell(scenario, args, &report, &[], io)
}
