//! What a run tells people: the same on the page and in the text, of the same deliveries.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use torntape::sim::scenario::{BuiltIn, Scenario};
use torntape::sim::{Happening, simulate};

use super::{Memory, Network, cable};

const TRAFFIC: &str = "[[traffic]]\nfrom = \"RUAAA\"\nto = \"RUBBB\"\nrate = \"200/h\"\n\
    precedence = { flash = 0.1, routine = 0.9 }\nlength = { distribution = \"exponential\", mean = 1000 }";

/// One circuit with random cables, and perhaps a key of the scenario and cables by name.
fn network(key: &str, named: &[&str]) -> Network {
    let mut network = Network::new();
    network.0 += key;
    network = network.station("RUAAA", false).station("RUBBB", false).circuit("RUAAA", "RUBBB", "XMO", "");
    for at in named {
        network = network.submit(at, "RUAAA", "one");
    }
    network.table(TRAFFIC)
}

fn files() -> Memory {
    Memory::default().with("one", cable(1, &["RUBBB"], "\nTEXT\n"))
}

/// What a call of `torntape simulate` prints of a scenario, and the page that it writes.
fn told(network: &Network, more: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("net.toml"), &network.0).unwrap();
    fs::write(folder.path().join("one"), cable(1, &["RUBBB"], "\nTEXT\n")).unwrap();
    (
        call(folder.path(), &[&["net.toml"], more].concat()),
        fs::read_to_string(folder.path().join("out.html")).unwrap(),
    )
}

fn call(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.arg("simulate").args(arguments).args(["--report", "out.html"]).current_dir(folder);
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, section) = page.split_once(&format!("<h2>{title}</h2>")).unwrap_or_else(|| panic!("no {title}"));
    section.split_once("<h2>").map_or(section, |(section, _)| section)
}

/// Every curve goes through the times of those deliveries that its row of the table counts, and of no others.
#[test]
fn curves_and_the_slowest_are_of_what_the_table_counts() {
    for (key, named) in [
        ("", &[][..]),
        ("", &["1m"]),
        ("warm_up = \"20m\"\n", &[]),
        ("warm_up = \"20m\"\n", &["1m"]),
        ("warm_up = \"20m\"\n", &["40m"]),
        ("warm_up = \"20m\"\nfidelity = \"timing\"\n", &[]),
    ] {
        let scenario = network(key, named).read(&files());
        let mut submitted: BTreeMap<String, u64> = BTreeMap::new();
        let mut transits = Vec::new();
        let warm = if key.contains("warm_up") { 20 * 60 * 1_000_000_000 } else { 0 };
        let watch = |at: std::time::Duration, happening: &Happening<'_>| {
            let now = u64::try_from(at.as_nanos()).unwrap();
            match happening {
                Happening::Submitted { cable, .. } => _ = submitted.insert((*cable).to_owned(), now),
                Happening::Delivered { cable, .. } if submitted[*cable] >= warm => {
                    transits.push(now - submitted[*cable]);
                }
                _ => {}
            }
        };
        let outcome = simulate(&scenario, watch).unwrap();
        let counted: Vec<_> =
            outcome.report.precedence.iter().filter(|(_, figures)| figures.deliveries > 0).collect();
        assert!(outcome.delays.keys().eq(counted.iter().map(|(name, _)| *name)), "{key} {named:?}");
        for (name, figures) in &counted {
            let curve = &outcome.delays[*name];
            let told = [50, 95, 99, 100].map(|share| Some(curve[share - 1]));
            assert_eq!(
                (curve.len(), told),
                (100, [figures.p50_s, figures.p95_s, figures.p99_s, figures.max_s]),
                "{key}"
            );
        }
        // As many as the table counts, and the longest of them are the slowest.
        assert_eq!(
            counted.iter().map(|(_, figures)| figures.deliveries).sum::<u64>(),
            transits.len() as u64,
            "{key}"
        );
        let stations = outcome.report.stations.iter();
        assert_eq!(
            stations.map(|station| station.counted.unwrap()).sum::<u64>(),
            transits.len() as u64,
            "{key}"
        );
        transits.sort_unstable_by_key(|taken| std::cmp::Reverse(*taken));
        let took = outcome
            .slowest
            .iter()
            .map(|one| one.outcome.as_ref().unwrap().saturating_sub(one.submitted).as_nanos());
        assert!(took.eq(transits.iter().take(10).map(|taken| u128::from(*taken))), "{key} {named:?}");
    }
}

/// The curves are drawn where random cables alone were delivered on the wire, and what is missing is said.
#[test]
fn a_page_of_random_cables_on_the_wire_has_curves() {
    let (_, page) = told(&network("", &[]), &[]);
    let curves = section(&page, "Delays by precedence");
    assert!(curves.contains("series flash") && curves.contains("series routine"), "{curves}");
    let (_, page) = told(&network("", &["1m"]), &[]);
    assert!(section(&page, "Delays by precedence").contains("series flash"), "those beside named ones");
    let late = TRAFFIC.replace("200/h", "1/h").replace("[[traffic]]", "[[traffic]]\narrivals = \"every\"");
    let late = Network(network("warm_up = \"59m\"\n", &["1m"]).0.replace(TRAFFIC, &late));
    let (_, page) = told(&late, &[]);
    assert!(
        section(&page, "Delays by precedence")
            .contains("Nothing was delivered of what was offered after the warm-up."),
        "{page}"
    );
}

/// A cable by name takes nothing from what is told of the random ones, and of which of them the means are is said.
#[test]
fn the_text_tells_of_named_and_of_random_cables() {
    let (text, page) = told(&network("warm_up = \"20m\"\n", &["1m"]), &[]);
    for part in [
        "cable, and to whom",
        "\nprecedence  delivered",
        "\nROUTINE ",
        "\nOf cables offered from 20 min on.\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    for title in
        ["Speed of service", "Delays by precedence", "Posts that waited longest", "The slowest deliveries"]
    {
        assert!(section(&page, title).contains("Of cables offered from 20 min on."), "{title}");
    }
    let auto = network("warm_up = \"auto\"\n", &[]);
    let (text, _) = told(&auto, &[]);
    assert!(text.contains("on, the warm-up that was found.\n"), "{text}");
    let (text, _) = told(&auto, &["--replications", "3"]);
    assert!(
        text.contains("Of cables offered after the warm-up, which each run found for itself: up to "),
        "{text}"
    );
}

/// A post's deliveries stand beside their mean: those from before the warm-up are in neither.
#[test]
fn posts_count_what_their_times_are_of() {
    let network = network("warm_up = \"20m\"\n", &[]);
    let (json, page) = told(&network, &["--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    let (delivered, counted) = (&report["stations"][1]["delivered"], &report["stations"][1]["counted"]);
    assert!(counted.as_u64().unwrap() < delivered.as_u64().unwrap());
    let row = format!("<td>RUBBB POST RUBBB</td><td class=\"n\">{counted}</td>");
    assert!(section(&page, "Posts that waited longest").contains(&row), "{row}\n{page}");
}

/// What lay at a closed post says so, and was whole when it came.
#[test]
fn a_delivery_that_waited_for_a_post_to_open_says_so() {
    for fidelity in ["wire", "timing"] {
        let key = format!("fidelity = \"{fidelity}\"\n");
        let text = network(&key, &[]).0.replacen(
            "plad = \"POST RUBBB\"",
            "plad = \"POST RUBBB\"\nhours = \"0830-1730\"",
            1,
        );
        let (_, page) = told(&Network(text), &[]);
        let (_, slowest) = section(&page, "The slowest deliveries").split_once("<h3>1. ").unwrap();
        let (slowest, _) = slowest.split_once("<h3>2. ").unwrap();
        for part in [
            ", whole on 21 2",
            ", delivered when RUBBB opened on 22 08:30:00Z.",
            "held until RUBBB opened, 10 h ",
        ] {
            assert!(slowest.contains(part), "{fidelity}: {part}\n{slowest}");
        }
    }
}

/// A share that is not all is never said to be all, and the column says the share that was in time.
#[test]
fn the_page_says_who_was_in_time_as_the_text_does() {
    let folder = tempfile::tempdir().unwrap();
    let text = call(folder.path(), &["storm"]);
    let page = fs::read_to_string(folder.path().join("out.html")).unwrap();
    assert!(text.lines().any(|line| line.starts_with("FLASH") && line.ends_with("  89 %")), "{text}");
    let service = section(&page, "Speed of service");
    assert!(
        service.contains(">in time<") && service.contains("<span class=\"missed\">89 %</span>"),
        "{service}"
    );
    assert!(text.contains("\n8 of 84 circuits carried nothing.\n"), "{text}");
}

/// A length that stood for no time is none that waited: the chart has the peaks of the table.
#[test]
fn the_chart_of_queues_peaks_where_the_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let json = call(folder.path(), &["storm", "--format", "json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    let circuits = report["circuits"].as_array().unwrap();
    let peak =
        circuits.iter().find(|circuit| circuit["channel"] == "TBA").unwrap()["queue_max"].as_f64().unwrap();
    let page = fs::read_to_string(folder.path().join("out.html")).unwrap();
    let chart = section(&page, "Queues over time");
    assert!(chart.contains("<span class=\"key k1\">TBA</span>"), "{chart}");
    let curve =
        chart.split("<polyline points=\"").find(|curve| curve.contains("class=\"series s1\"")).unwrap();
    let points = curve.split_once('"').unwrap().0.split(' ');
    let highest =
        points.map(|point| point.split_once(',').unwrap().1.parse::<f64>().unwrap()).fold(f64::MAX, f64::min);
    // The scale goes from 0 to the label of the uppermost line.
    let labels = chart.split("class=\"axis\">").skip(1).map(|label| label.split('<').next().unwrap());
    let top = labels.filter_map(|label| label.parse::<f64>().ok()).fold(0.0, f64::max);
    let drawn = (236.0 - highest) / 220.0 * top;
    assert!((drawn - peak).abs() < 0.4, "{drawn} {peak}");
}

/// Two charts of one run have one scale of time, and of several runs the hours are those of one.
#[test]
fn charts_over_time_line_up() {
    let folder = tempfile::tempdir().unwrap();
    let ticks = |chart: &str| -> Vec<String> {
        let ticks = chart.split("<line ").filter(|line| line.contains("class=\"tick\""));
        ticks.map(|line| line.split("y1").next().unwrap().to_owned()).collect()
    };
    call(folder.path(), &["storm"]);
    let page = fs::read_to_string(folder.path().join("out.html")).unwrap();
    let (queues, hours) = (section(&page, "Queues over time"), section(&page, "Deliveries by hour"));
    assert_eq!(ticks(queues), ticks(hours));
    assert!(hours.contains(">deliveries made<") && hours.contains("class=\"outage\""), "{hours}");
    call(folder.path(), &["storm", "--replications", "3"]);
    let page = fs::read_to_string(folder.path().join("out.html")).unwrap();
    let hours = section(&page, "Deliveries by hour");
    let made = |hours: &str| -> f64 {
        let bars = hours.split("class=\"hour\"><title>").skip(1);
        bars.map(|bar| bar.split('<').next().unwrap().parse::<f64>().unwrap()).sum()
    };
    assert!(hours.contains("deliveries made, mean of 3 runs") && made(hours) < 3000.0, "{hours}");
}

/// A day of the month says nothing in a run of more than one.
#[test]
fn a_run_of_more_than_a_month_has_dates() {
    let long = network("fidelity = \"timing\"\n", &[]).0.replace("200/h", "60/h");
    let text = long.replace("\"1h\"", "\"40d\"");
    let (_, page) = told(&Network(text), &[]);
    let queues = section(&page, "Queues over time");
    assert!(queues.contains(">2009-09-28 21:56Z<") && queues.contains("date and time, UTC"), "{queues}");
    assert!(section(&page, "The slowest deliveries").contains("Handed in on 2009-"), "{page}");
    let text = long.replace("\"1h\"", "\"4d\"");
    let (_, page) = told(&Network(text), &[]);
    assert!(section(&page, "Queues over time").contains("day and time, UTC"), "{page}");
}

/// The page has what the text says below its tables, and one thing is said to be one.
#[test]
fn the_page_says_what_repair_came_to() {
    let mut network = network("tell_originators = true\nflash_receipts = true\n", &[]);
    network.0 = network
        .0
        .replace("circuit = ", "")
        .replace("channel = \"XMO\"", "channel = \"XMO\"\nclassification = \"confidential\"");
    let text =
        network.0.replace(TRAFFIC, "[[minimize]]\nat = \"10m\"\nfor = \"10m\"\nbelow = \"immediate\"\n")
            + TRAFFIC;
    let (text, page) = told(&Network(text), &[]);
    let service = section(&page, "Repair and service");
    let said = [
        "Receipts of FLASH: ",
        "Kept back by MINIMIZE: ",
        "Told by relays that they could not send on: 0 messages.",
    ];
    for part in said {
        assert!(text.contains(part) && service.contains(part), "{part}\n{text}\n{service}");
    }
    assert!(page.contains("0 named cables, 1 stream of random traffic"), "{page}");
    assert!(section(&page, "Queues over time").contains("class=\"minimize\""));
    assert!(section(&page, "The network").contains("approved up to CONFIDENTIAL"));
    assert!(page.contains("<span>repeats of lost or damaged ones</span>"));
}

/// A long reason goes on in the next line, so that the other columns stay.
#[test]
fn a_long_reason_is_wrapped() {
    let network = Network::new()
        .station("RUAAA", false)
        .station("RUBBB", false)
        .circuit("RUAAA", "RUBBB", "XMO", "classification = \"confidential\"")
        .submit("0s", "RUAAA", "one");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("net.toml"), &network.0).unwrap();
    let secret =
        cable(1, &["RUBBB"], "\nTEXT\n").replace("ZNR UUUUU", "ZNY SSSSS").replace("UNCLAS", "S E C R E T");
    fs::write(folder.path().join("one"), secret).unwrap();
    let text = call(folder.path(), &["net.toml"]);
    let table = text.split("\n\n").nth(1).unwrap();
    assert!(table.contains("not: held at RUAAA") && table.contains("SECRET"), "{text}");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

/// What a built-in scenario of the wire tells has not lost a delivery.
#[test]
fn every_named_delivery_is_in_the_curves() {
    let outcome = simulate(&BuiltIn::named("moscow").unwrap().source().read(&[]).unwrap(), ()).unwrap();
    assert_eq!(outcome.delays.keys().collect::<Vec<_>>(), ["flash", "immediate", "priority", "routine"]);
    let silent = Scenario::read(&network("", &[]).0.replace("200/h", "0.001/h"), "n.toml", &files()).unwrap();
    assert!(simulate(&silent, ()).unwrap().delays.is_empty());
}
