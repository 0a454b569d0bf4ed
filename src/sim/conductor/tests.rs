//! What a conductor keeps while a run goes on.

use super::*;
use crate::sim::soak::Plan;
use crate::station::{self, Outstanding};

/// The waits of what was cut off or withdrawn are kept until it joins its queues again, and no longer: at the end there may
/// be those of circuits whose sender stopped for good.
#[test]
fn what_was_put_back_is_forgotten_when_it_has_joined_again() {
    let mut put_back = 0;
    for seed in 1..=40 {
        let plan = Plan::draw(seed);
        if plan.is_timing() {
            continue;
        }
        let scenario = plan.scenario().unwrap();
        let mut interrupted = 0_usize;
        let left = run(&scenario, &mut |happening| {
            let back = matches!(
                happening,
                Happening::Preempted { .. } | Happening::Cut { .. } | Happening::Withdrawn { .. }
            );
            interrupted += usize::from(back);
        });
        assert!(left <= scenario.circuits.len(), "seed {seed}: {left} of {interrupted} are kept");
        put_back += interrupted;
    }
    assert!(put_back > 100, "{put_back}");
}

/// Runs a scenario; what is kept at its end.
fn run(scenario: &Scenario, saw: &mut dyn FnMut(&Happening<'_>)) -> usize {
    let plans = scenario.plans();
    let mut stations: Vec<_> = plans.iter().cloned().map(station::Station::new).collect();
    let mut conductor = Conductor::new(scenario, |_: Duration, happening: &Happening<'_>| saw(happening));
    let mut actions = Vec::new();
    loop {
        match conductor.step() {
            Step::Handle(due) => {
                let station = &mut stations[due.station];
                station.handle(due.at, due.event, &mut actions);
                conductor.carry_out(due.station, actions.drain(..), station.sections_missing()).unwrap();
            }
            Step::Wait(_) => {}
            Step::Reopen(Reopening { station, journal, .. }) => {
                (stations[station], _) = station::Station::reopen(plans[station].clone(), &journal).unwrap();
            }
            Step::Survey => conductor.survey(|station, circuit| {
                stations
                    .get(station)
                    .map_or_else(Outstanding::default, |station| station.outstanding(circuit))
            }),
            Step::End => return conductor.put_back.len(),
        }
    }
}
