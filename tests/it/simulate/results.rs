//! What a report says of a run: shares of what was offered, hours, posts, intervals.

use std::fs;
use std::num::NonZeroUsize;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use torntape::sim::scenario::{BuiltIn, Scenario, Source};
use torntape::sim::{Figure, Outcome, Replications, Report, replicate, sweep};

use super::{Memory, run};

/// One source and two posts, the circuit to one of them down from the first moment on.
const HALF: &str = "name = \"Half\"\nstart = \"2009-09-21T21:56:00Z\"\nduration = \"1d\"\nwarm_up = \"2h\"\n\
    station = [{ indicator = \"RUEHC\", plad = \"WASHDC\" }, { indicator = \"RUEHMO\", plad = \"MOSCOW\" },\n\
    { indicator = \"RUEHLN\", plad = \"LENINGRAD\" }]\n\
    circuit = [{ from = \"RUEHC\", to = \"RUEHMO\", channel = \"XMO\", speed = \"100cps\" },\n\
    { from = \"RUEHC\", to = \"RUEHLN\", channel = \"XLN\", speed = \"100cps\" }]\n\
    [[fault]]\nat = \"0s\"\ncircuit = \"XMO\"\n\
    [[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\", \"RUEHLN\"]\naddressees = 2\narrivals = \"every\"\nrate = \"12/h\"\n\
    length = { distribution = \"fixed\", mean = 500 }\n";

fn half(fidelity: &str) -> Source {
    Source::new(format!("fidelity = \"{fidelity}\"\n{HALF}"), "half.toml".to_owned(), Memory::default())
}

fn number(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

fn replicated(scenario: &Scenario, most: usize) -> Outcome {
    replicate(scenario, Replications { most: number(most), precision: None, cores: number(2) })
        .unwrap()
        .outcome
}

/// The page of a call, and what it printed. A scenario of one word is built in.
fn page(scenario: &str, arguments: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let name = if scenario.contains('\n') { "net.toml" } else { scenario };
    fs::write(folder.path().join("net.toml"), scenario).unwrap();
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(["simulate", name, "--report", "out.html"]).args(arguments).current_dir(folder.path());
    let printed = command.assert().success().get_output().stdout.clone();
    (fs::read_to_string(folder.path().join("out.html")).unwrap(), String::from_utf8(printed).unwrap())
}

/// What is never delivered has missed its objective, in either fidelity and wherever the share is told.
#[test]
fn what_is_never_delivered_has_missed_its_objective() {
    for fidelity in ["wire", "timing"] {
        let scenario = half(fidelity).read(&[]).unwrap();
        let report = run(&scenario).outcome.report;
        let routine = &report.precedence["routine"];
        assert_eq!(report.undelivered.len() as u64, report.delivered.deliveries, "{fidelity}");
        // Half of what was offered after two hours: the mean of those made is untouched.
        assert_eq!(routine.objective_met, Some(0.5), "{fidelity}");
        assert_eq!(routine.deliveries, report.delivered.deliveries - 23, "{fidelity}");
        let figures = Figure::named("in_time.routine", &scenario).unwrap();
        let found = sweep(&[scenario], &figures, number(2), number(1), &|| {}).unwrap();
        assert_eq!(found[0][0].values, [0.5, 0.5], "{fidelity}");
    }
    let pooled = replicated(&half("timing").read(&[]).unwrap(), 3).report;
    assert_eq!(pooled.precedence["routine"].objective_met, Some(0.5));
    assert!(pooled.runs.iter().all(|run| run.figures.get("in_time.routine") == Some(&0.5)));
}

/// Where nothing at all arrives nothing was in time, and no page says that all was well.
#[test]
fn where_nothing_arrives_nothing_is_in_time() {
    let dead = format!("fidelity = \"timing\"\n{HALF}[[fault]]\nat = \"0s\"\ncircuit = \"XLN\"\n");
    let source = Source::new(dead.clone(), "dead.toml".to_owned(), Memory::default());
    let routine = &run(&source.read(&[]).unwrap()).outcome.report.precedence["routine"];
    assert_eq!((routine.deliveries, routine.objective_met, routine.transit_mean_s), (0, Some(0.0), None));
    let (html, text) = page(&dead, &[]);
    assert!(!html.contains("class=\"met\"") && html.contains("<span class=\"missed\">0 %</span>"), "{html}");
    assert!(text.contains("ROUTINE             0") && text.contains("  0 %\n"), "{text}");
}

/// Each delivery counts in one hour of the run and one of the day.
#[test]
fn deliveries_are_counted_by_hour() {
    for fidelity in ["wire", "timing"] {
        let report = run(&half(fidelity).read(&[]).unwrap()).outcome.report;
        let hours = report.deliveries_by_hour.unwrap();
        assert_eq!((hours.len(), hours.iter().sum()), (24, report.delivered.deliveries), "{fidelity}");
        assert!(hours.iter().all(|many| (11..=12).contains(many)), "{fidelity}: {hours:?}");
        let of_day = report.deliveries_by_hour_of_day;
        assert_eq!((of_day.len(), of_day.iter().sum()), (24, report.delivered.deliveries), "{fidelity}");
    }
    let read = |setting: &str| half("timing").read(&[setting.parse().unwrap()]).unwrap();
    let long = run(&read("duration=40d")).outcome.report;
    assert_eq!(long.deliveries_by_hour, None);
    assert_eq!(long.deliveries_by_hour_of_day.iter().sum::<u64>(), long.delivered.deliveries);
    let one = run(&read("duration=1d")).outcome.report;
    let all = replicated(&read("duration=1d"), 3).report;
    assert_eq!(all.deliveries_by_hour.unwrap().iter().sum::<u64>(), 3 * one.delivered.deliveries);
}

/// Of each post the times of what came to it; nothing where nothing came.
#[test]
fn posts_have_times_of_their_own() {
    for fidelity in ["wire", "timing"] {
        let report = run(&half(fidelity).read(&[]).unwrap()).outcome.report;
        let routine = &report.precedence["routine"];
        let [source, moscow, leningrad] = report.stations.as_slice() else { panic!("three stations") };
        for silent in [source, moscow] {
            let times = [silent.transit_mean_s, silent.p50_s, silent.p95_s, silent.p99_s, silent.max_s];
            assert_eq!(times, [None; 5], "{fidelity}");
        }
        assert_eq!(leningrad.transit_mean_s, routine.transit_mean_s, "{fidelity}");
        assert_eq!(leningrad.max_s, routine.max_s, "{fidelity}");
        let near =
            |one: Option<f64>, other: Option<f64>| (one.unwrap() / other.unwrap() - 1.0).abs() <= 1.0 / 32.0;
        for (ours, all) in [
            (leningrad.p50_s, routine.p50_s),
            (leningrad.p95_s, routine.p95_s),
            (leningrad.p99_s, routine.p99_s),
        ] {
            assert!(near(ours, all), "{fidelity}: {ours:?} {all:?}");
        }
    }
}

/// Several runs give intervals of circuits and posts, one run none.
#[test]
fn circuits_and_posts_of_several_runs_have_intervals() {
    let scenario = BuiltIn::named("storm").unwrap().source().read(&[]).unwrap();
    let ours = |report: &Report| {
        let circuit =
            report.circuits.iter().find(|circuit| circuit.wait_mean_s["flash"] > Some(0.0)).unwrap().clone();
        let place = report.circuits.iter().position(|other| *other == circuit).unwrap();
        let busy = report.stations.iter().position(|station| station.delivered > 100).unwrap();
        (place, circuit, busy)
    };
    let runs: Vec<Report> = (0..4)
        .map(|run_of| run(&scenario.clone().with_seed(scenario.seed() + run_of)).outcome.report)
        .collect();
    let (place, circuit, busy) = ours(&runs[0]);
    assert_eq!((circuit.utilisation_ci95, circuit.queue_mean_ci95), (None, None));
    assert!(circuit.wait_ci95_s.keys().eq(circuit.wait_mean_s.keys()));
    assert!(
        circuit.wait_ci95_s.values().all(Option::is_none) && runs[0].stations[busy].transit_ci95_s.is_none()
    );
    let pooled = replicated(&scenario, 4).report;
    // Student's t of three degrees of freedom, moved by the skewness (Johnson 1978).
    let half_width = |of: &dyn Fn(&Report) -> f64| {
        let values: Vec<f64> = runs.iter().map(of).collect();
        let mean = values.iter().sum::<f64>() / 4.0;
        let sum = |power: i32| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>();
        let (variance, student) = (sum(2) / 3.0, 3.182_446_f64);
        let skewness = sum(3) * 4.0 / (3.0 * 2.0) / variance.powf(1.5);
        (student + skewness.abs() / 12.0 * (1.0 + 2.0 * student.powi(2))) * (variance / 4.0).sqrt()
    };
    let close =
        |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-5 * expected.max(1e-9);
    let found = &pooled.circuits[place];
    assert!(close(found.utilisation_ci95, half_width(&|report| report.circuits[place].utilisation)));
    assert!(close(found.queue_mean_ci95, half_width(&|report| report.circuits[place].queue_mean)));
    let wait = |report: &Report| report.circuits[place].wait_mean_s["flash"].unwrap();
    assert!(close(found.wait_ci95_s["flash"], half_width(&wait)));
    let transit = |report: &Report| report.stations[busy].transit_mean_s.unwrap();
    assert!(close(pooled.stations[busy].transit_ci95_s, half_width(&transit)));
}

/// A page of several runs: the figures of all, the pictures of the first, and it says so.
#[test]
fn a_page_of_several_runs_says_what_is_of_which() {
    let scenario = format!("fidelity = \"timing\"\n{HALF}");
    let (one, _) = page(&scenario, &[]);
    let (all, _) = page(&scenario, &["--replications", "3"]);
    assert!(one.contains(", seed 1, timing fidelity") && !one.contains(" runs together"), "{one}");
    assert!(all.contains(", 3 runs, seeds 1 to 3, timing fidelity") && all.contains("of the first, seed 1."));
    let tile =
        |page: &str| page.split("<b>").nth(1).unwrap().split('<').next().unwrap().parse::<u64>().unwrap();
    assert_eq!(tile(&all), 3 * tile(&one));
    // Where all runs are busy for the same time there is no interval.
    assert!(!all.contains(" % ± "), "the utilisation of circuits");
    let random = scenario.replace("arrivals = \"every\"\n", "");
    let (one_of_random, _) = page(&random, &[]);
    let (all_of_random, _) = page(&random, &["--replications", "3"]);
    assert!(
        all_of_random.contains(" % ± ") && !one_of_random.contains(" % ± "),
        "the utilisation of circuits"
    );
    let slowest = |page: &str| {
        page.split_once("<h2>The slowest deliveries</h2>")
            .unwrap()
            .1
            .split_once("<p class=\"note\">Digest")
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(slowest(&all), slowest(&one));
    let queues = |page: &str| {
        page.split_once("<h2>Queues over time</h2>").unwrap().1.split_once("<h2>").unwrap().0.to_owned()
    };
    assert_eq!(queues(&all), queues(&one));
    // What is down is shaded, from the first moment to the last.
    assert!(queues(&one).contains("class=\"outage\"><title>XMO</title>"), "{}", queues(&one));
}

/// Posts and hours have their places on the page, and nothing in it is markup that was not meant.
#[test]
fn a_page_shows_hours_and_posts() {
    let (html, _) = page(&format!("fidelity = \"timing\"\n{HALF}"), &[]);
    let hours = html.split_once("<h2>Deliveries by hour</h2>").unwrap().1.split_once("<h2>").unwrap().0;
    assert_eq!(hours.matches("class=\"hour\"").count(), 24);
    let posts =
        html.split_once("<h2>Posts that waited longest</h2>").unwrap().1.split_once("<h2>").unwrap().0;
    assert!(posts.contains("<td>RUEHLN LENINGRAD</td>") && !posts.contains("RUEHMO"), "{posts}");
    let (fast, _) = page(&format!("fidelity = \"timing\"\n{}", HALF.replace("100cps", "1000cps")), &[]);
    assert!(!fast.contains(">< 1 %") && fast.contains("&lt; 1 %"), "what is less than one is text");
    let (storm, _) = page("storm", &[]);
    assert!(storm.contains("class=\"outage\""));
}

/// A timing run says in a few lines what was not delivered, and why.
#[test]
fn the_text_of_lengths_says_what_was_not_delivered() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("net.toml"), format!("fidelity = \"timing\"\n{HALF}")).unwrap();
    let mut command = Command::new(cargo_bin!("torntape"));
    let printed = command.args(["simulate", "net.toml"]).current_dir(folder.path()).assert().success();
    let text = String::from_utf8(printed.get_output().stdout.clone()).unwrap();
    assert!(text.contains("\nnot delivered\n287 deliveries to RUEHMO: circuit XMO is down\n"), "{text}");
}
