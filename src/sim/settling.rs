//! What came of single deliveries, for a report.

use super::ledger::{Expected, Ledger};
use super::report::{Run, Settled, Undelivered};
use crate::station::Unreachable;

/// What came of one delivery of a finished run.
pub(super) fn settled(run: &Run<'_>, expected: &Expected) -> Settled {
    let ledger = run.ledger;
    let station = expected.station.and_then(|station| run.scenario.stations.get(station));
    let outcome = match &expected.outcome {
        Some(Ok(made)) => Ok(made.at),
        Some(Err(why)) => Err(why.clone()),
        None => Err(String::new()),
    };
    Settled {
        cable: ledger.id(expected.cable).to_owned(),
        to: ledger.name(expected).to_owned(),
        plad: station.map(|station| station.plad.clone()),
        precedence: expected.precedence,
        submitted: ledger.offered_at(expected.cable),
        outcome,
        transmissions: Some(expected.transmissions),
        repeats: Some(expected.repeats),
    }
}

/// One that was not made, with its reason; `None` for one that was.
pub(super) fn undelivered(ledger: &Ledger, expected: &Expected) -> Option<Undelivered> {
    let why = expected.outcome.as_ref()?.as_ref().err()?.clone();
    Some(Undelivered {
        cable: ledger.id(expected.cable).to_owned(),
        to: ledger.name(expected).to_owned(),
        why,
    })
}

/// Why a station was found out of reach at another, for a report.
pub(crate) fn out_of_reach(station: &str, why: Unreachable) -> String {
    match why {
        Unreachable::NotApproved(_) | Unreachable::MissentTwice => format!("held at {station}: {why}"),
        Unreachable::NoRoute => why.to_string(),
    }
}
