//! What came of single deliveries, for a report.

use std::time::Duration;

use super::ledger::{Expected, Ledger};
use super::report::{Run, Undelivered, is_warm};
use crate::message::Precedence;
use crate::station::Unreachable;

/// What came of one delivery: one cable to one addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The cable.
    pub cable: String,
    /// The addressee: its routing indicator, or its name where it has none.
    pub to: String,
    /// The name of that station; `None` where the scenario has no such station.
    pub plad: Option<String>,
    /// Its precedence.
    pub precedence: Precedence,
    /// When the cable was handed in, since the start of the scenario.
    pub submitted: Duration,
    /// When it was whole there, since the start of the scenario, or why it never was.
    pub outcome: Result<Duration, String>,
    /// How many transmissions on all circuits carried it there; `None` where nobody counts, in timing fidelity.
    pub transmissions: Option<u64>,
    /// How many of these sent a section again over the same circuit.
    pub repeats: Option<u64>,
}

/// The deliveries that took longest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slowest(Vec<(Duration, Settled)>);

impl Slowest {
    const MANY: usize = 10;

    /// Whether a delivery that took so long is one of them.
    pub(crate) fn takes(&self, took: Duration) -> bool {
        self.0.len() < Self::MANY || self.0.last().is_some_and(|(shortest, _)| *shortest < took)
    }

    /// Takes a delivery in, behind those that took as long.
    pub(crate) fn add(&mut self, settled: Settled) {
        let Ok(at) = settled.outcome else { return };
        let took = at.saturating_sub(settled.submitted);
        if self.takes(took) {
            let place = self.0.partition_point(|(longer, _)| *longer >= took);
            self.0.insert(place, (took, settled));
            self.0.truncate(Self::MANY);
        }
    }

    /// The longest first.
    pub(crate) fn into_vec(self) -> Vec<Settled> {
        self.0.into_iter().map(|(_, settled)| settled).collect()
    }
}

/// Those of a finished run, of cables offered when the network had warmed up.
pub(super) fn slowest(run: &Run<'_>) -> Vec<Settled> {
    let mut slowest = Slowest::default();
    for (expected, transit) in transits(run) {
        if slowest.takes(transit) {
            slowest.add(settled(run, expected));
        }
    }
    slowest.into_vec()
}

/// What was delivered of cables offered when the network had warmed up, in the order in which it was offered, and how long
/// each took.
fn transits<'r>(run: &'r Run<'_>) -> impl Iterator<Item = (&'r Expected, Duration)> {
    let warm = run.ledger.all().iter().filter(|expected| is_warm(run, expected));
    warm.filter_map(|expected| {
        let made = expected.outcome.as_ref()?.as_ref().ok()?;
        Some((expected, made.at.saturating_sub(run.ledger.offered_at(expected.cable))))
    })
}

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
        seed: None,
    })
}

/// Why a station was found out of reach at another, for a report.
pub(crate) fn out_of_reach(station: &str, why: Unreachable) -> String {
    match why {
        Unreachable::NotApproved(_) | Unreachable::MissentTwice => format!("held at {station}: {why}"),
        Unreachable::NoRoute => why.to_string(),
    }
}
