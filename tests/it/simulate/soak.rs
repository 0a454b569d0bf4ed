//! Networks drawn from a seed: they hold, and what fails is made small.

use std::num::NonZeroUsize;

use torntape::sim::soak::{Counts, Plan, shrink, soak};

use super::run;

#[test]
fn a_dozen_drawn_networks_hold_on_any_number_of_cores() {
    let told = |cores| {
        let mut told = Vec::new();
        soak(1..=12, NonZeroUsize::new(cores).unwrap(), None, &mut |result| told.push(result));
        told.into_iter()
            .map(|result| result.unwrap_or_else(|broken| panic!("{broken:?}")))
            .collect::<Vec<Counts>>()
    };
    let counts = told(2);
    assert_eq!(counts.len(), 12);
    assert!(counts.iter().map(|counts| counts.transmissions).sum::<u64>() > 1000, "{counts:?}");
    assert_eq!(counts, told(1));
}

#[test]
fn every_seed_draws_a_network_that_can_be_read() {
    for seed in (1..=100).chain([3777]) {
        if let Err(refusal) = Plan::draw(seed).scenario() {
            panic!("seed {seed}: {refusal}");
        }
    }
}

/// What is asked of the plan here stands for a fault: the smallest network in which something is interrupted.
#[test]
fn what_fails_is_made_smaller_while_it_does() {
    let interrupts = |plan: &Plan| {
        plan.scenario()
            .is_ok_and(|scenario| run(&scenario).report.circuits.iter().any(|circuit| circuit.preempted > 0))
    };
    let parts = |plan: &Plan| plan.parts().iter().sum::<usize>();
    let plan = (1..500).map(Plan::draw).find(|plan| parts(plan) > 15 && interrupts(plan)).unwrap();
    let small = shrink(&plan, 200, &interrupts);
    assert!(interrupts(&small));
    assert!(parts(&small) * 2 < parts(&plan), "{:?} of {:?}", small.parts(), plan.parts());
}
