//! The virtual driver: one thread, no waiting, the stations called one after the other.

use std::cell::RefCell;
use std::time::Duration;

use super::conductor::{Conductor, Step};
use super::laws::BrokenLaw;
use super::report::{Outcome, Run};
use super::scenario::{Fidelity, Scenario};
use super::timing::{self, Saw};
use super::warming;
use super::watch::{Happening, Watch};
use crate::station::{Outstanding, Station};

/// Runs a scenario as fast as the processor allows. The same scenario and seed give the same outcome.
///
/// Where the run is to find its time to warm up it is made twice, and `watch` sees the second.
/// In timing fidelity the outcome names no single deliveries but the slowest, and those only where `watch` listens.
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
pub fn simulate(scenario: &Scenario, watch: impl Watch) -> Result<Outcome, BrokenLaw> {
    if scenario.fidelity() == Fidelity::Timing {
        let listens = watch.listens();
        let watch = RefCell::new(watch);
        let saw = |at: Duration, happening: &Happening<'_>| watch.borrow_mut().saw(at, happening);
        let saw = listens.then(|| Box::new(saw) as Saw<'_>);
        return timing::simulate(scenario, &mut |lines| watch.borrow_mut().logged(lines), saw);
    }
    let warm = warming::warmed_up(scenario)?;
    run(warm.as_ref().unwrap_or(scenario), watch, &mut |_| ())
}

/// Runs the stations of a scenario of wire fidelity that knows its time to warm up; `count` sees the run as it ended.
pub(super) fn run(
    scenario: &Scenario,
    watch: impl Watch,
    count: &mut dyn FnMut(&Run<'_>),
) -> Result<Outcome, BrokenLaw> {
    let plans = scenario.plans();
    let mut stations: Vec<Station> = plans.iter().cloned().map(Station::new).collect();
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
            Step::Reopen(reopening) => {
                let opened = plans.get(reopening.station).cloned();
                let Some((plan, station)) = opened.zip(stations.get_mut(reopening.station)) else { continue };
                let opened = Station::reopen(plan, &reopening.journal);
                (*station, _) = opened.map_err(|error| conductor.unreadable(reopening.station, &error))?;
            }
            Step::Survey => conductor.survey(|station, circuit| {
                stations
                    .get(station)
                    .map_or_else(Outstanding::default, |station| station.outstanding(circuit))
            }),
            Step::End => return conductor.finish_counted(count),
        }
    }
}
