//! Networks drawn from a seed: they hold, and what fails is made small.

use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::ControlFlow;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use torntape::node::paced::{self, Pace};
use torntape::sim::Outcome;
use torntape::sim::scenario::Scenario;
use torntape::sim::soak::{Counts, Kind, Plan, shrink, soak};

use super::run;

/// A live run at the greatest pace there is.
fn paced_run(scenario: &Scenario) -> Result<Outcome, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let run = paced::simulate(scenario, Pace::times(NonZeroU32::MAX), ());
    runtime.block_on(run).map_err(|stopped| stopped.to_string())
}

#[test]
fn drawn_networks_hold_on_any_number_of_cores_and_with_both_drivers() {
    let told = |cores| {
        let mut told = Vec::new();
        let soaked = soak(1..=8, NonZeroUsize::new(cores).unwrap(), Some(&paced_run), &mut |result| {
            told.push(result.unwrap_or_else(|broken| panic!("{broken:?}")));
            ControlFlow::Continue(())
        });
        assert_eq!((soaked.seeds, soaked.failed, soaked.digest.len()), (8, 0, 64));
        (told, soaked)
    };
    let (counts, soaked) = told(2);
    assert_eq!(counts.len(), 8);
    let sum = |figure: fn(&Counts) -> u64| counts.iter().map(figure).sum::<u64>();
    assert!(sum(|counts| counts.transmissions) > 1000, "{counts:?}");
    assert!(sum(|counts| counts.paced) > 0 && sum(|counts| counts.timing) > 0, "{counts:?}");
    assert_eq!((counts, soaked), told(1));
}

/// The drivers have to agree: one that tells another story is a fault, and the smallest network that shows it is told.
#[test]
fn a_driver_that_tells_another_story_is_found_out() {
    let other = |scenario: &Scenario| {
        let mut outcome = paced_run(scenario)?;
        outcome.report.digest.push('0');
        Ok(outcome)
    };
    let mut broken = None;
    soak(1..=40, NonZeroUsize::MIN, Some(&other), &mut |result| {
        broken = result.err();
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let broken = broken.unwrap();
    assert_eq!(broken.failure.kind, Kind::Paced, "{broken:?}");
    assert_eq!(broken.failure.to_string(), "the paced driver had another outcome, with another digest");
    assert!(broken.plan.parts() <= 4, "{:?}", broken.plan);
}

/// Standard output, standard error and exit status of `torntape soak`.
fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.arg("soak").args(arguments).current_dir(folder);
    let output = command.env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_command_tells_the_same_on_any_number_of_cores() {
    let folder = tempfile::tempdir().unwrap();
    let (out, complaints, status) =
        call(folder.path(), &["--seeds", "3..6", "--cores", "2", "--out", "failed"]);
    assert_eq!((complaints.as_str(), status), ("", 0), "{out}");
    assert!(out.ends_with("\nall laws held for all 4 seeds\n"), "{out}");
    assert_eq!((out, complaints, status), call(folder.path(), &["--seeds", "3..6", "--cores", "1"]));
    assert!(!folder.path().join("failed").exists(), "nothing failed, and nothing was written");
    let (one, _, _) = call(folder.path(), &["--seeds", "3..3"]);
    assert!(one.ends_with("\nall laws held for the one seed\n"), "{one}");
}

#[test]
fn a_wrong_call_is_told_in_a_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("old"), "").unwrap();
    let calls: [&[&str]; 4] =
        [&["--seeds", "9..1"], &["--seeds", "x"], &["--cores", "0"], &["--seeds", "1", "--out", "."]];
    for arguments in calls {
        let (out, complaint, status) = call(folder.path(), arguments);
        assert_eq!((out.as_str(), status), ("", 2), "{arguments:?}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
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
    let plan = (1..500).map(Plan::draw).find(|plan| plan.parts() > 15 && interrupts(plan)).unwrap();
    let small = shrink(&plan, 200, &interrupts);
    assert!(interrupts(&small));
    assert!(small.parts() * 2 < plan.parts(), "{} of {}: {small:?}", small.parts(), plan.parts());
}
