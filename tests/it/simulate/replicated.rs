//! Many runs of circuits that carry bytes, as one report.

use std::num::NonZeroUsize;

use torntape::sim::report::Report;
use torntape::sim::scenario::Scenario;
use torntape::sim::{Replications, replicate, simulate};

use super::{Memory, Network};

/// Three stations in rough weather, with rules that only stations of the wire follow.
fn scenario() -> Scenario {
    let weather = "loss = 0.1\ngarble = 0.1";
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEH", "XA", weather).pair("RUEH", "RUEHMO", "XM", weather);
    let network = network.table(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEH\", \"RUEHMO\"]\nrate = \"120/h\"\n\
         precedence = { flash = 0.2, routine = 0.8 }\nlength = { distribution = \"exponential\", mean = 6000 }",
    );
    let top = "warm_up = \"5m\"\npreemption = \"all\"\nflash_receipts = true\nsubject_to_correction = true\n";
    Network(top.to_owned() + &network.0).read(&Memory::default())
}

fn replicated(scenario: &Scenario, runs: usize, cores: usize) -> Report {
    let (most, cores) = (NonZeroUsize::new(runs).unwrap(), NonZeroUsize::new(cores).unwrap());
    let replicated = replicate(scenario, Replications { most, precision: None, cores }).unwrap();
    assert_eq!(replicated.runs, runs);
    replicated.outcome.report
}

fn close(one: f64, other: f64, what: &str) {
    assert!((one - other).abs() <= 1e-12 * one.abs().max(1.0), "{what}: {one} {other}");
}

/// One run gives the report that it gives alone, but for intervals, which are those of runs, and the digest of digests.
#[test]
fn one_run_is_what_it_is_alone() {
    let scenario = scenario();
    let alone = simulate(&scenario, ()).unwrap().report;
    let mut pooled = replicated(&scenario, 1, 1);
    assert_eq!((pooled.runs.len(), pooled.runs[0].seed), (1, alone.seed));
    pooled.runs.clear();
    pooled.digest.clone_from(&alone.digest);
    for (level, figures) in &mut pooled.precedence {
        let of_alone = &alone.precedence[level];
        (figures.wait_ci95_s, figures.transit_ci95_s) = (of_alone.wait_ci95_s, of_alone.transit_ci95_s);
    }
    assert_eq!(pooled, alone);
}

/// Of several, counts are added up, and means are those of the runs.
#[test]
fn several_runs_are_added_up() {
    let scenario = scenario();
    let seeds = 1..=3;
    let alone: Vec<Report> =
        seeds.map(|seed| simulate(&scenario.clone().with_seed(seed), ()).unwrap().report).collect();
    let pooled = replicated(&scenario.with_seed(1), 3, 2);
    let sum = |of: fn(&Report) -> u64| alone.iter().map(of).sum::<u64>();
    assert_eq!(pooled.fidelity, "wire");
    assert_eq!(pooled.offered.sections, sum(|report| report.offered.sections));
    assert_eq!(pooled.delivered.transmissions, sum(|report| report.delivered.transmissions));
    assert_eq!(pooled.delivered.deliveries, sum(|report| report.delivered.deliveries));
    let receipts = sum(|report| report.service.receipts.unwrap().given);
    assert!(receipts > 0);
    assert_eq!(pooled.service.receipts.unwrap().given, receipts);
    assert_eq!(pooled.runs.iter().map(|run| run.seed).collect::<Vec<_>>(), [1, 2, 3]);
    // Each run counts as one, as it does for the interval.
    let waits = alone.iter().map(|report| report.precedence["routine"].wait_mean_s.unwrap());
    let mean = waits.sum::<f64>() / 3.0;
    let routine = &pooled.precedence["routine"];
    close(routine.wait_mean_s.unwrap(), mean, "mean wait");
    assert!(routine.wait_ci95_s.is_some() && routine.p95_s.is_some());
    for (place, circuit) in pooled.circuits.iter().enumerate() {
        let mean = alone.iter().map(|report| report.circuits[place].utilisation).sum::<f64>() / 3.0;
        close(circuit.utilisation, mean, &circuit.channel);
    }
}

#[test]
fn cores_make_no_difference() {
    for scenario in [scenario(), Scenario::moscow().unwrap()] {
        assert_eq!(replicated(&scenario, 4, 1), replicated(&scenario, 4, 3));
    }
}

/// The same cable may be lost in several runs: each says of which.
#[test]
fn what_is_undelivered_names_its_run() {
    for fidelity in ["wire", "timing"] {
        let network = Network::new()
            .station("RUEHC", false)
            .station("RUEHMO", false)
            .circuit("RUEHC", "RUEHMO", "XMO", "loss = 0.5")
            .table(
                "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"20/h\"\n\
                 length = { distribution = \"fixed\", mean = 600 }",
            );
        let scenario = Network(format!("fidelity = \"{fidelity}\"\n{}", network.0)).read(&Memory::default());
        let pooled = replicated(&scenario.clone().with_seed(1), 3, 2);
        let mut found: Vec<_> = Vec::new();
        for seed in 1..=3 {
            let alone = simulate(&scenario.clone().with_seed(seed), ()).unwrap().report;
            assert!(alone.undelivered.len() > 2 && alone.undelivered.iter().all(|one| one.seed.is_none()));
            found.extend(alone.undelivered.into_iter().map(|one| (one.cable, one.to, Some(seed))));
        }
        let told: Vec<_> = pooled.undelivered.into_iter().map(|one| (one.cable, one.to, one.seed)).collect();
        assert_eq!(told, found, "{fidelity}");
    }
}
