//! What the network does is told apart from the hours that posts keep.

use std::num::NonZeroUsize;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use torntape::sim::report::{Arrival, Report};
use torntape::sim::{Figure, Replications, replicate};

use super::{Memory, Network, run};

/// One source and one post with these hours, as more lines of its table.
fn network(fidelity: &str, hours: &str) -> Network {
    let network = Network::new()
        .station("RUEHC", false)
        .table(&format!("[[station]]\nindicator = \"RUEHMO\"\nplad = \"POST RUEHMO\"\n{hours}"))
        .circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"")
        .table(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"40/h\"\n\
             precedence = { immediate = 0.3, routine = 0.7 }\n\
             length = { distribution = \"exponential\", mean = 500 }",
        );
    let day = network.0.replace("duration = \"1h\"", "duration = \"2d\"\nwarm_up = \"2h\"");
    Network(format!("fidelity = \"{fidelity}\"\n{day}"))
}

fn arrivals(report: &Report) -> Vec<(String, Arrival)> {
    let of = report.precedence.iter();
    of.map(|(name, figures)| (name.clone(), figures.arrival.clone().unwrap())).collect()
}

/// When cables had come to a post that closes is when they are delivered to one that does not.
#[test]
fn what_has_come_is_what_an_open_post_is_delivered() {
    for fidelity in ["wire", "timing"] {
        let open = run(&network(fidelity, "").read(&Memory::default())).outcome.report;
        let closed = run(&network(fidelity, "hours = \"0830-1730\"").read(&Memory::default())).outcome.report;
        assert!(open.precedence.values().all(|figures| figures.arrival.is_none()), "{fidelity}");
        let delivered: Vec<_> = open
            .precedence
            .iter()
            .map(|(name, of)| {
                let (mean_s, p95_s, objective_met) = (of.transit_mean_s, of.p95_s, of.objective_met);
                (name.clone(), Arrival { mean_s, ci95_s: None, p95_s, objective_met })
            })
            .collect();
        assert_eq!(arrivals(&closed), delivered, "{fidelity}");
        let immediate = &closed.precedence["immediate"];
        let in_time = |share: Option<f64>| share.unwrap();
        assert!(
            in_time(immediate.objective_met) < 0.6
                && in_time(immediate.arrival.as_ref().unwrap().objective_met) > 0.9
        );
    }
}

/// Text and page say it where posts close, and nowhere else.
#[test]
fn people_are_told_what_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let told = |hours: &str| {
        std::fs::write(folder.path().join("net.toml"), network("timing", hours).0).unwrap();
        let mut command = Command::new(cargo_bin!("torntape"));
        command.args(["simulate", "net.toml", "--report", "out.html"]).current_dir(folder.path());
        let text = String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap();
        [text, std::fs::read_to_string(folder.path().join("out.html")).unwrap()]
    };
    let open = told("");
    for (closed, open) in told("hours = \"0830-1730\"").into_iter().zip(open) {
        assert_eq!(closed.matches("At posts, open or not, ").count(), 2, "{closed}");
        assert!(closed.contains("open or not, IMMEDIATE was after ") && !open.contains("open or not"));
    }
}

/// Of several runs the mean is that of the runs, and `sweep` and `compare` know both figures by name.
#[test]
fn several_runs_tell_what_has_come() {
    let scenario = network("timing", "hours = \"0830-1730\"").read(&Memory::default());
    let most = NonZeroUsize::new(3).unwrap();
    let wanted = Replications { most, precision: None, cores: NonZeroUsize::MIN };
    let report = replicate(&scenario, wanted).unwrap().outcome.report;
    for (name, of) in [
        ("arrival.immediate", |arrival: &Arrival| arrival.mean_s.unwrap()),
        ("arrived_in_time.immediate", |arrival| arrival.objective_met.unwrap()),
    ] as [(&str, fn(&Arrival) -> f64); 2]
    {
        let figure = Figure::named(name, &scenario).unwrap().remove(0);
        let told = report.runs.iter().map(|run| run.figures[name]).sum::<f64>() / 3.0;
        let found = of(report.precedence["immediate"].arrival.as_ref().unwrap());
        assert_eq!(figure.in_report(&report), Some(found));
        assert!((found - told).abs() < 0.01 * told, "{name}: {found} {told}");
    }
    let arrival = report.precedence["immediate"].arrival.as_ref().unwrap();
    assert!(arrival.ci95_s > Some(0.0) && report.stations[0].queue_mean_ci95 > Some(0.0));
}
