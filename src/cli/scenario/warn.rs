//! What is odd about a scenario, though it can be run.

use crate::cli::io::Io;
use crate::sim::scenario::Scenario;

/// So many circuits or cables are named one by one.
const NAMED_MAX: usize = 5;

/// Says how many cables of known content can never arrive.
pub(super) fn of_cables(file: &str, scenario: &Scenario, io: &mut Io) {
    let (to, them) = match scenario.cut_off() {
        0 => return,
        1 => ("station of 1 delivery".to_owned(), "it"),
        many => (format!("stations of {many} deliveries"), "they"),
    };
    io.complain(&format!("{file}: no way leads to the {to}: {them} will be undelivered"));
}

/// Names the first of the cables of archives that cannot be handed in, each with the reason.
pub(super) fn of_left_out(file: &str, scenario: &Scenario, io: &mut Io) {
    let left_out = scenario.left_out();
    for why in left_out.iter().take(NAMED_MAX) {
        io.complain(&format!("{file}: left out: {why}"));
    }
    if let Some(more @ 1..) = left_out.len().checked_sub(NAMED_MAX) {
        io.complain(&format!("{file}: and {more} more"));
    }
}

/// Names the circuits that are offered more than they can carry.
pub(in crate::cli) fn of_load(scenario: &Scenario, io: &mut Io) {
    let loads = scenario.offered_loads();
    let above: Vec<_> = loads.into_iter().filter(|(_, load)| *load > 1.0).collect();
    for (circuit, load) in above.iter().take(NAMED_MAX) {
        let shown = if *load < 1.0005 { "just more than 1".to_owned() } else { format!("{load:.3}") };
        io.complain(&format!(
            "circuit {circuit} is offered {shown} of what it can carry: what waits there grows without end"
        ));
    }
    if let Some(more @ 1..) = above.len().checked_sub(NAMED_MAX) {
        io.complain(&format!("and {more} more circuits"));
    }
}
