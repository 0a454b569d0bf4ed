//! The command `torntape compare`, and how often it is wrong.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use torntape::sim::{Difference, Replications, Report, Test, compare, replicate};

use super::{Memory, Network, run};

/// One circuit with a load of 0.6; a service of ten seconds on average, drawn by the circuit.
fn line(channel: &str, rate: &str, seed: u64) -> torntape::sim::scenario::Scenario {
    let network =
        Network::new().table("fidelity = \"timing\"").station("RUEHC", false).station("RUEHMO", false);
    let mut network = network.circuit("RUEHC", "RUEHMO", channel, "speed = \"10cps\"\nredraw = 100").table(
        &format!(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"{rate}/h\"\n\
             precedence = {{ immediate = 0.3, routine = 0.7 }}\nlength = {{ distribution = \"fixed\", mean = 1 }}"
        ),
    );
    network.0 = network.0.replace("duration = \"1h\"", "duration = \"8h\"");
    network.read(&Memory::default()).with_seed(seed)
}

fn report(channel: &str, rate: &str, seed: u64, runs: usize) -> Report {
    let most = NonZeroUsize::new(runs).unwrap();
    let wanted = Replications { most, precision: None, cores: NonZeroUsize::MIN };
    replicate(&line(channel, rate, seed), wanted).unwrap().outcome.report
}

fn real(one: &Report, other: &Report) -> Vec<String> {
    let compared = compare(one, other);
    let real = compared.differences.iter().filter(|difference| difference.is_real());
    real.map(|difference| difference.figure.to_string()).collect()
}

/// Of forty comparisons of equal systems two may call something different; more than five would be a chance of one in seventy.
const WRONG_MAX: usize = 5;

#[test]
fn equal_systems_of_other_seeds_are_seldom_called_different() {
    let wrong = (0..40).filter(|number| {
        let (one, other) =
            (report("XMO", "216", number * 100, 6), report("XMO", "216", number * 100 + 50, 6));
        assert_eq!(compare(&one, &other).test, Test::Welch);
        !real(&one, &other).is_empty()
    });
    let wrong = wrong.count();
    assert!(wrong <= WRONG_MAX, "{wrong} of 40");
}

/// The channel's name decides what the circuit draws, the seed what comes when: equal systems whose runs are alike in part.
#[test]
fn equal_systems_of_the_same_seeds_are_seldom_called_different() {
    let wrong = (0..40).filter(|number| {
        let (one, other) = (report("XMO", "216", number * 100, 6), report("XMP", "216", number * 100, 6));
        let compared = compare(&one, &other);
        assert_eq!(compared.test, Test::Paired);
        assert!(compared.differences.iter().any(|difference| difference.half_width > Some(0.0)));
        compared.differences.iter().any(Difference::is_real)
    });
    let wrong = wrong.count();
    assert!(wrong <= WRONG_MAX, "{wrong} of 40");
}

#[test]
fn equal_systems_of_single_runs_are_seldom_called_different() {
    let single = |seed| run(&line("XMO", "216", seed)).outcome.report;
    let wrong = (0..40).filter(|number| {
        let (one, other) = (single(number * 2), single(number * 2 + 1));
        assert_eq!(compare(&one, &other).test, Test::Intervals);
        !real(&one, &other).is_empty()
    });
    let wrong = wrong.count();
    assert!(wrong <= WRONG_MAX, "{wrong} of 40");
}

/// A load of 0.6 against one of 0.65: a third more to wait for, and seen.
#[test]
fn a_known_difference_is_found() {
    let (one, other) = (report("XMO", "216", 1, 12), report("XMO", "234", 1, 12));
    let compared = compare(&one, &other);
    let of = |name: &str| {
        compared.differences.iter().find(|difference| difference.figure.to_string() == name).unwrap()
    };
    for name in ["wait.routine", "transit.routine", "utilisation", "deliveries"] {
        assert!(of(name).is_real() && of(name).difference() > 0.0, "{name}: {:?}", of(name));
    }
    // Kleinrock, Queueing Systems I, 3.23: 0.65, less 0.6, hundredths of the time.
    let (busy, half) = (of("utilisation").difference(), of("utilisation").half_width.unwrap());
    assert!((busy - 0.05).abs() < 1.5 * half, "{busy} ± {half}");
    assert!(!of("undelivered").is_real());
    // The same numbers make it sharper than other ones would.
    let apart = compare(&one, &report("XMO", "234", 500, 12));
    let loose =
        apart.differences.iter().find(|difference| difference.figure.to_string() == "wait.routine").unwrap();
    assert!(of("wait.routine").half_width.unwrap() < 0.7 * loose.half_width.unwrap());
}

fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.arg("compare").args(arguments).current_dir(folder);
    let output = command.env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, report: &Report| {
        fs::write(folder.path().join(name), serde_json::to_string(report).unwrap()).unwrap();
    };
    write("a.json", &report("XMO", "216", 1, 6));
    write("b.json", &report("XMO", "270", 1, 6));
    write("c.json", &report("XMO", "216", 50, 6));
    write("one.json", &run(&line("XMO", "216", 1)).report);
    let mut other = report("XMO", "216", 1, 6);
    (other.scenario, other.fidelity, other.warm_up_s) = ("other".to_owned(), "wire".to_owned(), Some(60.0));
    write("other.json", &other);
    folder
}

#[test]
fn the_command_tells_which_differences_are_real() {
    let folder = folder();
    let (table, complaints, status) = call(folder.path(), &["a.json", "b.json"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    assert!(
        table
            .starts_with("A a.json, B b.json: compared run by run, both made with the same seeds\n\nfigure "),
        "{table}"
    );
    let row = table.lines().find(|line| line.starts_with("utilisation, %")).unwrap();
    assert!(row.ends_with("higher") && row.contains("<0.001"), "{row}");
    assert!(table.contains(" (at 5 %, with Holm's correction for "), "{table}");
    assert_eq!(call(folder.path(), &["a.json", "b.json", "--fail-on-difference"]).2, 1);
    let (table, complaints, status) = call(folder.path(), &["a.json", "c.json", "--fail-on-difference"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    assert!(table.contains("by Welch's test of the runs") && table.contains("none of "), "{table}");
    let (json, _, _) = call(folder.path(), &["a.json", "b.json", "--format", "json"]);
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&found["test"], &found["correction"]), (&"paired".into(), &"holm".into()));
    let figures = found["figures"].as_array().unwrap();
    let wait = figures.iter().find(|figure| figure["figure"] == "wait.routine").unwrap();
    assert_eq!((&wait["unit"], &wait["real"]), (&"s".into(), &true.into()));
    assert!(wait["ci95"].as_f64().unwrap() > 0.0 && wait["chance"].as_f64().unwrap() < 0.05);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = folder();
    let (_, complaints, status) = call(folder.path(), &["a.json", "other.json"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(complaints, @r"
    torntape: the scenario differs: test and other
    torntape: the fidelity differs: timing and wire
    torntape: the time to warm up differs: 0 s and 60 s
    torntape: both reports are of the same runs: they have one digest
    ");
    let (table, complaints, status) = call(folder.path(), &["one.json", "c.json"]);
    assert_eq!(status, 0);
    assert!(
        complaints.contains("the first report is of one run") && table.contains("no interval"),
        "{table}"
    );
    fs::write(folder.path().join("bad.json"), "{\"scenario\": 3}").unwrap();
    for (arguments, expected) in [
        (&["a.json", "none.json"][..], "torntape: none.json: no such file or directory"),
        (&["bad.json", "a.json"], "torntape: bad.json: is no report of `torntape simulate --format json`: "),
        (&["a.json"], "torntape: the following required arguments were not provided"),
    ] {
        let (out, complaint, status) = call(folder.path(), arguments);
        assert_eq!((out.as_str(), status), ("", 2), "{arguments:?}");
        assert!(complaint.starts_with(expected), "{complaint}");
    }
}

/// A share in time says nothing of two networks where it is the share of something else in each.
#[test]
fn objectives_that_differ_are_said() {
    let folder = folder();
    let mut other = report("XMO", "216", 50, 6);
    other.precedence.get_mut("immediate").unwrap().objective_s = Some(3600.0);
    other.precedence.get_mut("routine").unwrap().objective_s = None;
    fs::write(folder.path().join("d.json"), serde_json::to_string(&other).unwrap()).unwrap();
    let (_, complaints, status) = call(folder.path(), &["a.json", "d.json"]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(complaints, @r"
    torntape: the objective of immediate differs: 1800 s and 3600 s
    torntape: the objective of routine differs: 21600 s and none
    ");
    let (json, _, _) = call(folder.path(), &["a.json", "d.json", "--format", "json"]);
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["warnings"][0], "the objective of immediate differs: 1800 s and 3600 s");
}

#[test]
fn what_is_no_report_is_told_in_plain_words() {
    let folder = folder();
    let whole = fs::read_to_string(folder.path().join("a.json")).unwrap();
    for (text, told) in [
        ("", "it is empty"),
        (" \n\n", "it is empty"),
        ("Line, seed 1: 3 of 3\nmore", "it is not JSON, but begins `Line, seed 1: 3 of 3`"),
        (&whole[..whole.len() / 2], "it ends before it is complete"),
        ("{\"scenario\": maybe}", "it is not JSON at line 1, column 14"),
        ("[]", "it is JSON, but of another kind"),
        ("{}", "it is JSON, but has no `scenario`"),
        ("{\n\"scenario\": 3}", "it is JSON, but line 2, column 13 is not what a report has there"),
    ] {
        fs::write(folder.path().join("bad.json"), text).unwrap();
        let (out, complaint, status) = call(folder.path(), &["a.json", "bad.json"]);
        let expected =
            format!("torntape: bad.json: is no report of `torntape simulate --format json`: {told}\n");
        assert_eq!((out.as_str(), complaint, status), ("", expected, 2), "{text}");
    }
    let expected =
        "torntape: only one of the reports can come from standard input: name a file for the other\n";
    assert_eq!(call(folder.path(), &["-", "-"]), (String::new(), expected.to_owned(), 2));
}

/// Reports of before runs were kept are read too.
#[test]
fn reports_of_single_runs_have_no_list_of_runs() {
    let report = run(&line("XMO", "216", 1)).outcome.report;
    let mut value = serde_json::to_value(&report).unwrap();
    assert!(value.get("runs").is_none());
    for key in ["duration_s", "warm_up_s"] {
        assert!(value.as_object_mut().unwrap().remove(key).is_some(), "{key}");
    }
    let old: Report = serde_json::from_value(value).unwrap();
    assert_eq!((old.duration_s, old.warm_up_s), (None, None));
    assert_eq!(old.precedence, report.precedence);
}
