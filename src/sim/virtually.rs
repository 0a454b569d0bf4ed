//! The virtual driver: one thread, no waiting, the stations called one after the other.

use std::time::Duration;

use super::conductor::{Conductor, Step};
use super::laws::BrokenLaw;
use super::report::Outcome;
use super::scenario::{Fidelity, Scenario};
use super::timing::{self, Queues};
use super::watch::{Happening, Watch};
use crate::station::{Outstanding, Station};

/// Runs a scenario as fast as the processor allows. The same scenario and seed give the same outcome.
///
/// In timing fidelity `watch` is told of nothing but the lengths of queues, and the outcome names no single deliveries but
/// those of its log.
///
/// ```
/// use torntape::sim::{scenario::Scenario, simulate};
///
/// let scenario = Scenario::moscow()?;
/// let outcome = simulate(&scenario, ())?;
/// assert_eq!(outcome.report.delivered.deliveries, outcome.report.offered.deliveries);
/// assert_eq!(simulate(&scenario, ())?.report.digest, outcome.report.digest);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The law that the run broke: then torntape has a fault.
pub fn simulate(scenario: &Scenario, mut watch: impl Watch) -> Result<Outcome, BrokenLaw> {
    if scenario.fidelity() == Fidelity::Timing {
        let listens = watch.listens();
        let queues = |at: u64, circuit: u32, length: u32| {
            let Some(circuit) = scenario.circuits.get(circuit as usize) else { return };
            let Some(from) = scenario.stations.get(circuit.from) else { return };
            let (station, channel) = (from.indicator.as_str(), circuit.channel.as_str());
            watch.saw(Duration::from_nanos(at), &Happening::Queue { station, channel, length });
        };
        return timing::simulate(scenario, true, listens.then(|| Box::new(queues) as Queues<'_>));
    }
    let mut stations: Vec<Station> = scenario.plans().into_iter().map(Station::new).collect();
    let mut conductor = Conductor::new(scenario, watch);
    let mut actions = Vec::new();
    loop {
        match conductor.step() {
            Step::Handle(due) => {
                let Some(station) = stations.get_mut(due.station) else { continue };
                station.handle(due.at, due.event, &mut actions);
                conductor.carry_out(due.station, actions.drain(..), station.sections_missing())?;
            }
            Step::Wait(_) => {}
            Step::Survey => conductor.survey(|station, circuit| {
                stations
                    .get(station)
                    .map_or_else(Outstanding::default, |station| station.outstanding(circuit))
            }),
            Step::End => return conductor.finish(),
        }
    }
}
