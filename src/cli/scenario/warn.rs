//! What is odd about a scenario, though it can be run.

use crate::cli::io::Io;
use crate::sim::scenario::Scenario;

/// Names it, a line each.
pub(in crate::cli) fn of(scenario: &Scenario, io: &mut Io) {
    for odd in scenario.oddities() {
        io.complain(&odd);
    }
}

/// The same of one of several files.
pub(super) fn of_file(file: &str, scenario: &Scenario, io: &mut Io) {
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
