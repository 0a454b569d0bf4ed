//! Where a mean has an interval and where it has none.

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use torntape::sim::scenario::{BuiltIn, Folder, Scenario};

use super::run;

const STEADY: &str = r#"
start = "2009-09-21T00:00:00Z"
duration = "10d"
fidelity = "timing"
station = [
    { indicator = "RUEHC", plad = "WASHDC" },
    { indicator = "RUEHMO", plad = "MOSCOW" },
]
circuit = [{ from = "RUEHC", to = "RUEHMO", channel = "XMO", speed = "100cps" }]
"#;

const TRAFFIC: &str = r#"
[[traffic]]
from = "RUEHC"
to = "RUEHMO"
rate = "60/h"
precedence = { flash = 0.002, routine = 0.998 }
length = { distribution = "exponential", mean = 3000 }
"#;

const CURVE: &str = "arrivals = \"profile\"\n\
                     profile = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 4, 3, 1, 1, 1, 1, 1, 1, 1, 1]\n";

fn read(text: &str) -> Scenario {
    Scenario::read(text, "net.toml", &Folder(".".into())).unwrap()
}

/// One run is asked for intervals only where its load stays the same.
#[test]
fn one_run_of_a_network_that_changes_has_no_intervals() {
    let fault = |what: &str| format!("{STEADY}{TRAFFIC}[[fault]]\n{what}\n");
    let hours = STEADY.replace("plad = \"MOSCOW\"", "plad = \"MOSCOW\", hours = \"0830-1730\"");
    for (text, reason) in [
        (format!("{STEADY}{TRAFFIC}"), None),
        (fault("circuit = \"XMO\"\nat = \"1d\"\nfor = \"1h\""), Some("a circuit goes down")),
        (fault("station = \"RUEHC\"\nat = \"1d\"\nfor = \"1h\""), Some("a station stops")),
        (
            format!("{STEADY}{TRAFFIC}[[minimize]]\nat = \"1d\"\nbelow = \"immediate\"\n"),
            Some("MINIMIZE is imposed"),
        ),
        (format!("{STEADY}{TRAFFIC}[[minimize]]\nat = \"0s\"\nbelow = \"priority\"\n"), None),
        (format!("{STEADY}{TRAFFIC}{CURVE}"), Some("traffic follows the hours of the day")),
        (format!("{hours}{TRAFFIC}"), Some("posts open and close")),
        (STEADY.to_owned(), Some("each cable is handed in at a time of its own")),
    ] {
        let scenario = read(&text);
        assert_eq!(scenario.changes_in_time(), reason, "{text}");
        if let Some(figures) = run(&scenario).report.precedence.get("routine") {
            let found = (figures.wait_ci95_s.is_some(), figures.transit_ci95_s.is_some());
            assert_eq!(found, (reason.is_none(), reason.is_none()), "{text}");
        }
    }
    for built_in in BuiltIn::ALL {
        let changes = built_in.read().unwrap().changes_in_time().is_some();
        assert_eq!(changes, built_in.name != "star", "{}", built_in.name);
    }
}

/// Says so, and runs of several seeds have them.
#[test]
fn who_asks_one_run_is_told_to_ask_several() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("day.toml"), format!("{STEADY}{TRAFFIC}{CURVE}")).unwrap();
    let call = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("torntape"));
        let output = command.arg("simulate").args(arguments).current_dir(folder.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code())
    };
    let (table, _, _) = call(&["day.toml", "--report", "day.html"]);
    let why = "One run gives no intervals for a network that changes in time (traffic follows the hours of the day): \
               repeat it with --replications.";
    assert!(table.contains(why) && !table.contains('±'), "{table}");
    let page = fs::read_to_string(folder.path().join("day.html")).unwrap();
    assert!(page.contains(why) && !page.contains('±'));
    let (json, _, _) = call(&["day.toml", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.pointer("/precedence/routine/wait_ci95_s"), Some(&Value::Null));
    let (table, complaints, status) = call(&["day.toml", "--replications", "8"]);
    assert!(table.contains('±') && !table.contains("no intervals"), "{table}");
    let busiest = "torntape: circuit XMO is offered 1.455 of what it can carry from 13 to 14 h UTC: \
                   what waits there grows in that time\n";
    assert_eq!((complaints.as_str(), status), (busiest, Some(0)));
}

/// A class that never waits does not keep the others running: it is told that it has no interval.
#[test]
fn a_precision_is_not_waited_for_where_there_is_no_interval() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("preemption = \"all\"\n{STEADY}{TRAFFIC}").replace("\"10d\"", "\"1d\"");
    fs::write(folder.path().join("flash.toml"), text).unwrap();
    let mut command = Command::new(cargo_bin!("torntape"));
    let asked = ["simulate", "flash.toml", "--precision", "99%"];
    let output = command.args(asked).current_dir(folder.path()).output().unwrap();
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaints, "torntape: 32 runs give no interval of wait.flash: too few of them differ\n");
    assert_eq!(output.status.code(), Some(0));
}
