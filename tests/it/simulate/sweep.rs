//! The command `torntape sweep`, and what stands behind it.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use torntape::sim::scenario::{BuiltIn, Scenario, Source};
use torntape::sim::{Estimate, Figure, sweep};

use super::Memory;

/// One circuit of ten characters a second and cables of a hundred characters on average: a service of ten seconds.
const LINE: &str = "name = \"Line\"\nstart = \"2009-09-21T00:00:00Z\"\nduration = \"2d\"\nwarm_up = \"2h\"\nfidelity = \"timing\"\n\
    [[station]]\nindicator = \"RUEHC\"\nplad = \"SECSTATE WASHDC\"\n[[station]]\nindicator = \"RUEHMO\"\nplad = \"AMEMBASSY MOSCOW\"\n\
    [[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XMO\"\nspeed = \"10cps\"\n\
    [[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"180/h\"\nlength = { distribution = \"exponential\", mean = 100 }\n";

/// Standard output, standard error and exit status of a call in a folder that holds `line.toml`.
fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    fs::write(folder.join("line.toml"), LINE).unwrap();
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(["sweep", "line.toml", "--replications", "6"]).args(arguments).current_dir(folder);
    let output = command.env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The estimates at each point, of each figure.
fn estimates(source: &Source, points: &[&str], figures: &[&str], cores: usize) -> Vec<Vec<Estimate>> {
    let scenarios: Vec<Scenario> =
        points.iter().map(|point| source.read(&[point.parse().unwrap()]).unwrap()).collect();
    let named = |name: &&str| Figure::named(name, &scenarios[0]).unwrap();
    let figures: Vec<Figure> = figures.iter().flat_map(named).collect();
    let number = |number| NonZeroUsize::new(number).unwrap();
    sweep(&scenarios, &figures, number(6), number(cores), &|| {}).unwrap()
}

fn line() -> Source {
    Source::new(LINE.to_owned(), "line.toml".to_owned(), Memory::default())
}

/// A point a row, a block a quantity.
#[test]
fn a_table_shows_means_and_intervals() {
    let folder = folder();
    let (table, complaints, status) = call(folder.path(), &["--vary", "traffic[0].rate=72/h..288/h/4"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(table, @r"
    Line: 4 points of 6 runs, seeds 1 to 6 at each; means and 95 % intervals

    mean time in queues, s
    traffic[0].rate       routine
    72/h              2.56 ± 0.24
    144/h             6.51 ± 0.30
    216/h            14.75 ± 0.80
    288/h              37.5 ± 3.6

    mean time from hand-in to delivery, s
    traffic[0].rate       routine
    72/h             12.51 ± 0.41
    144/h            16.48 ± 0.38
    216/h            24.72 ± 0.80
    288/h              47.5 ± 3.7

    traffic[0].rate  utilisation, %   deliveries
    72/h               20.17 ± 0.52    3492 ± 89
    144/h              39.98 ± 0.82    6912 ± 81
    216/h                59.9 ± 1.1  10376 ± 153
    288/h                79.6 ± 1.4  13794 ± 249
    ");
}

/// One run has no interval, and no mean of several.
#[test]
fn one_run_a_point_is_not_called_a_mean() {
    let folder = folder();
    let mut command = Command::new(cargo_bin!("torntape"));
    let arguments = ["sweep", "line.toml", "--replications", "1", "--vary", "traffic[0].rate=72/h,144/h"];
    fs::write(folder.path().join("line.toml"), LINE).unwrap();
    let output = command.args(arguments).current_dir(folder.path()).output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        table.lines().next(),
        Some("Line: 2 points of 1 run, seed 1 at each; one run has no interval: --replications gives them")
    );
}

/// What a range was cut to is shown in few figures, and run and exported as it is.
#[test]
fn values_are_shown_in_few_figures() {
    let folder = folder();
    let vary = ["--vary", "duration=10h..20h/4", "--figure", "deliveries"];
    let (table, complaints, status) = call(folder.path(), &vary);
    assert_eq!((complaints.as_str(), status), ("", 0));
    let shown: Vec<_> = table.lines().skip(3).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(shown, ["10h", "13.33h", "16.67h", "20h"]);
    let (csv, _, _) = call(folder.path(), &[&vary[..], &["--format", "csv", "--plot", "out.svg"]].concat());
    assert!(csv.contains("\n13.333333333h,deliveries,"), "{csv}");
    let plot = fs::read_to_string(folder.path().join("out.svg")).unwrap();
    assert!(!plot.contains("333333333"), "{plot}");
}

/// Kleinrock, Queueing Systems I, 3.23: the mean wait of M/M/1 is the load over one less the load, in services.
#[test]
fn the_waits_are_those_of_theory() {
    let loads = [0.2, 0.5, 0.8];
    let points: Vec<String> =
        loads.iter().map(|load| format!("traffic[0].rate={}/h", load * 360.0)).collect();
    let points: Vec<&str> = points.iter().map(String::as_str).collect();
    let found = estimates(&line(), &points, &["wait.routine", "utilisation"], 2);
    for (load, of_point) in loads.iter().zip(&found) {
        let theory = 10.0 * load / (1.0 - load);
        let (wait, half) = (of_point[0].mean().unwrap(), of_point[0].half_width().unwrap());
        assert!((wait - theory).abs() < 1.5 * half, "{load}: {wait} ± {half}, not {theory}");
        let busy = of_point[1].mean().unwrap();
        assert!((busy - load).abs() < 0.02, "{load}: {busy}");
    }
}

#[test]
fn the_number_of_cores_changes_nothing() {
    let points = ["traffic[0].rate=x0.5", "traffic[0].rate=x1.5", "traffic[0].rate=x1"];
    let figures = ["wait", "p95.routine", "deliveries", "queue.XMO"];
    let one = estimates(&line(), &points, &figures, 1);
    assert_eq!(one, estimates(&line(), &points, &figures, 3));
    assert_eq!(one[2].last().unwrap().values.len(), 6, "a value a run");
}

/// The same numbers are drawn at each point: what differs between two points varies less than either of them.
#[test]
fn common_random_numbers_sharpen_differences() {
    let found =
        estimates(&line(), &["circuit[XMO].speed=10cps", "circuit[XMO].speed=10.5cps"], &["wait.routine"], 2);
    let [slow, fast] = [&found[0][0].values, &found[1][0].values];
    let differences = Estimate { values: slow.iter().zip(fast).map(|(slow, fast)| slow - fast).collect() };
    let half = |point: usize| found[point][0].half_width().unwrap();
    assert!(differences.mean().unwrap() > 2.0 * differences.half_width().unwrap(), "{differences:?}");
    assert!(differences.half_width().unwrap() < 0.4 * half(0).hypot(half(1)));
}

/// Keys of tables that an included file has are found too, and what a file says itself wins.
#[test]
fn keys_of_included_files_are_set() {
    let (head, tables) = LINE.split_at(LINE.find("[[").unwrap());
    let files = Memory::default().with("net.toml", format!("duration = \"9d\"\n{tables}"));
    let source = Source::new(format!("include = [\"net.toml\"]\n{head}"), "line.toml".to_owned(), files);
    let parted = estimates(&source, &["circuit[RUEHC:XMO].speed=12cps"], &["wait.routine"], 1);
    assert_eq!(parted, estimates(&line(), &["circuit[0].speed=12cps"], &["wait.routine"], 1));
    let short = estimates(&source, &["duration=5h"], &["deliveries"], 1)[0][0].mean().unwrap();
    assert!((800.0..1000.0).contains(&short), "five hours of 180: {short}");
}

/// Wire fidelity has weather of its own for each seed.
#[test]
fn the_weather_of_the_wire_can_be_swept() {
    let source = BuiltIn::named("moscow").unwrap().source();
    let found =
        estimates(&source, &["circuit[*].loss=0", "circuit[*].loss=0.3"], &["repeats", "deliveries"], 2);
    assert!(found[1][0].mean() > found[0][0].mean());
    assert_eq!((found[0][1].mean(), found[1][1].mean()), (Some(16.0), Some(16.0)));
}

#[test]
fn csv_has_a_line_a_point_and_figure_and_json_each_run() {
    let folder = folder();
    let vary = [
        "--vary",
        "traffic[0].rate=60/h,120/h",
        "--vary",
        "preemption=none,all",
        "--figure",
        "wait.routine,utilisation.XMO",
    ];
    let (csv, _, status) = call(folder.path(), &[&vary[..], &["--format", "csv"]].concat());
    assert_eq!((csv.lines().count(), status), (1 + 4 * 2, 0));
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("traffic[0].rate,preemption,figure,unit,mean,half_width_95,runs"));
    assert!(lines.next().unwrap().starts_with("60/h,none,wait.routine,s,"));
    let (json, _, _) = call(folder.path(), &[&vary[..], &["--format", "json", "--seed", "7"]].concat());
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&found["seed"], &found["replications"]), (&7.into(), &6.into()));
    let point = &found["points"][3];
    assert_eq!(
        (&point["values"]["traffic[0].rate"], &point["values"]["preemption"]),
        (&"120/h".into(), &"all".into())
    );
    assert_eq!(point["figures"]["wait.routine"]["runs"].as_array().unwrap().len(), 6);
    assert!(point["figures"]["utilisation.XMO"]["ci95"].as_f64().unwrap() > 0.0);
}

/// The picture is one file that needs nothing else; it is whole, or it is not there.
#[test]
fn a_plot_stands_alone() {
    let folder = folder();
    let vary = ["--vary", "traffic[0].rate=60/h..240/h/4", "--plot", "out.svg"];
    for more in [&["--log-y"][..], &["--vary", "preemption=none,all"], &["--replications", "1"]] {
        let replaced = more.first() == Some(&"--replications");
        let arguments = if replaced { vec!["--figure", "deliveries"] } else { more.to_vec() };
        let (_, complaints, status) = call(folder.path(), &[&vary[..], &arguments].concat());
        assert_eq!((complaints.as_str(), status), ("", 0));
        let plot = fs::read_to_string(folder.path().join("out.svg")).unwrap();
        assert!(plot.starts_with("<svg xmlns=") && plot.ends_with("</svg>\n"));
        for foreign in ["<script", "url(", "@import", "NaN", "inf\"", "href"] {
            assert!(!plot.contains(foreign), "{foreign}");
        }
        assert_eq!(plot.matches("<g ").count(), plot.matches("</g>").count());
        assert!(plot.contains("240/h") && plot.contains("class=\"dot"));
    }
    let (_, complaints, status) =
        call(folder.path(), &["--vary", "preemption=none", "--plot", "none/out.svg"]);
    assert_eq!(status, 2);
    assert!(complaints.contains("cannot write"), "{complaints}");
}

#[test]
fn what_cannot_be_varied_is_refused_with_a_way_out() {
    let folder = folder();
    for (vary, expected) in [
        (
            "traffic[0].rat=1/h",
            "line.toml:17:1: traffic.rat: there is no such key (is `rate` meant?), with traffic[0].rat=1/h",
        ),
        ("traffic[1].rate=1/h", "line.toml: traffic[1].rate: there is one table [[traffic]], traffic[0]"),
        (
            "circuit[XM].speed=9cps",
            "line.toml: circuit[XM].speed: there is no circuit `XM` (is `XMO` meant?)",
        ),
        (
            "trafic[0].rate=1/h",
            "line.toml: trafic[0].rate: there are no tables [[trafic]] in a scenario (is `traffic` meant?)",
        ),
        (
            "traffic.rate=1/h",
            "line.toml: traffic.rate: there may be several tables [[traffic]] (say traffic[0] for the first, traffic[*] for all)",
        ),
        ("traffic[0]=1", "line.toml: traffic[0]: names a table and none of its keys (say traffic[0].KEY)"),
        (
            "traffic[0].lenght.mean=9",
            "line.toml: traffic[0].lenght.mean: `lenght` is not there (is `length` meant?)",
        ),
        (
            "traffic[fast].rate=1/h",
            "line.toml: traffic[fast].rate: `fast` is no number; there is one table [[traffic]], traffic[0]",
        ),
        ("warmup=1h", "line.toml:1:1: warmup: there is no such key (is `warm_up` meant?), with warmup=1h"),
        (
            "traffic[0].to=x2",
            "line.toml: traffic[0].to: is no number that could be multiplied (`x` is for what is a number, with a unit or without)",
        ),
    ] {
        let (out, complaints, status) = call(folder.path(), &["--vary", vary]);
        assert_eq!(
            (out.as_str(), complaints.trim_end(), status),
            ("", format!("torntape: {expected}").as_str(), 2),
            "{vary}"
        );
    }
    let (_, told, status) = call(folder.path(), &["--vary", "seed=1,2"]);
    assert!(status == 2 && told.contains("are set by --seed and --replications"), "{told}");
    for arguments in [
        &["--vary", "preemption"][..],
        &["--vary", "warm_up=1..9"],
        &["--vary", "preemption=none", "--figure", "wiat"],
        &["--vary", "preemption=none", "--figure", "wait.flsh"],
        &["--vary", "preemption=none", "--figure", "utilisation.XM"],
        &["--vary", "preemption=none", "--log-y"],
        &["--vary", "preemption=none", "--replications", "0"],
        &[],
    ] {
        let (out, complaints, status) = call(folder.path(), arguments);
        assert_eq!(
            (out.as_str(), complaints.lines().count(), status),
            ("", 1, 2),
            "{arguments:?}: {complaints}"
        );
    }
}
