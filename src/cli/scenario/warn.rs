//! What is odd about a scenario, though it can be run.

use crate::cli::io::Io;
use crate::sim::scenario::Scenario;

/// So many cables are named one by one.
const NAMED_MAX: usize = 5;

/// Names the first of the cables of archives that cannot be handed in, each with the reason.
fn of_left_out(file: &str, scenario: &Scenario, io: &mut Io) {
    let mut left_out = scenario.left_out();
    for why in left_out.by_ref().take(NAMED_MAX) {
        io.complain(&format!("{file}: left out: {why}"));
    }
    if let more @ 1.. = left_out.count() {
        io.complain(&format!("{file}: and {more} more"));
    }
}

/// Names it, a line each.
pub(in crate::cli) fn of(scenario: &Scenario, io: &mut Io) {
    for odd in scenario.oddities() {
        io.complain(&odd);
    }
}

/// The same of one of several files.
pub(super) fn of_file(file: &str, scenario: &Scenario, io: &mut Io) {
    of_left_out(file, scenario, io);
    for odd in scenario.oddities() {
        io.complain(&format!("{file}: {odd}"));
    }
}

/// Says in a line which circuits are offered more than they can carry where a scenario was read with these settings.
pub(in crate::cli) fn of_overload(scenario: &Scenario, with: &[String], io: &mut Io) {
    if let Some(overload) = scenario.overload() {
        io.complain(&format!("with {}: {overload}", with.join(" and ")));
    }
}
