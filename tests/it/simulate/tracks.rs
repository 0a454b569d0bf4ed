//! `torntape simulate --trace-format perfetto`: the Trace Event format.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

use super::{Network, cable};

fn call(folder: &std::path::Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(cargo_bin!("torntape")).arg("simulate").args(arguments).current_dir(folder).assert()
}

/// A track for each station and circuit, a slice for each transmission, a flow for each cable.
#[test]
fn every_transmission_is_a_slice_on_the_track_of_its_circuit() {
    let folder = tempfile::tempdir().unwrap();
    call(folder.path(), &["moscow", "--trace", "out.json", "--trace-format", "perfetto"]).success();
    call(folder.path(), &["moscow", "--trace", "out.ndjson"]).success();
    let document: Value = serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    let events = document["traceEvents"].as_array().unwrap();
    let of = |phase: &'static str| events.iter().filter(move |event| event["ph"] == phase);
    let processes: BTreeSet<_> = of("M")
        .filter(|event| event["name"] == "process_name")
        .map(|event| event["args"]["name"].as_str().unwrap())
        .collect();
    assert!(processes.len() == 7 && processes.contains("RUEHMO AMEMBASSY MOSCOW"), "{processes:?}");
    let threads: BTreeMap<_, _> = of("M")
        .filter(|event| event["name"] == "thread_name" && event["tid"] != 0)
        .map(|event| {
            (
                (event["pid"].as_u64().unwrap(), event["tid"].as_u64().unwrap()),
                event["args"]["name"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(threads.len(), 12);

    // Each slice lies on the track of a circuit, and none begins before the one ahead of it has ended.
    let lines = fs::read_to_string(folder.path().join("out.ndjson")).unwrap();
    let sent = lines.lines().filter(|line| line.contains("\"event\":\"sent\"")).count();
    let mut busy: BTreeMap<(u64, u64), Vec<(f64, f64)>> = BTreeMap::new();
    for slice in of("X").filter(|event| event["tid"] != 0) {
        let track = (slice["pid"].as_u64().unwrap(), slice["tid"].as_u64().unwrap());
        assert!(threads.contains_key(&track));
        busy.entry(track).or_default().push((slice["ts"].as_f64().unwrap(), slice["dur"].as_f64().unwrap()));
    }
    assert_eq!(busy.values().map(Vec::len).sum::<usize>(), sent);
    for slices in busy.values() {
        for pair in slices.windows(2) {
            assert!(pair[0].0 + pair[0].1 <= pair[1].0 + 0.001, "{pair:?}");
        }
    }
    // The one that the outage broke off ends with it: six minutes into the run.
    let down = of("i").find(|event| event["name"] == "down").unwrap();
    assert_eq!(down["ts"].as_f64(), Some(360e6));
    let track = (down["pid"].as_u64().unwrap(), down["tid"].as_u64().unwrap());
    assert!(busy[&track].iter().any(|(start, length)| (start + length - 360e6).abs() < 0.001));

    let flow = |phase| of(phase).filter(|event| event["id"] == "09STATE97951").count();
    assert_eq!((flow("s"), flow("f")), (1, 4), "handed in once, delivered to four");
    assert!(flow("t") > 16);
}

/// A station that stops and comes back is marked on its track, and what came in meanwhile.
#[test]
fn a_station_that_stops_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEHMO", "XM", "").submit("0s", "RUEHC", "one");
    let network = network.table("[[fault]]\nat = \"1s\"\nfor = \"2m\"\nstation = \"RUEHMO\"");
    fs::write(folder.path().join("net.toml"), network.0).unwrap();
    fs::write(folder.path().join("one"), cable(1, &["RUEHMO"], "\nTEXT\n")).unwrap();
    call(folder.path(), &["net.toml", "--trace", "out.json", "--trace-format", "perfetto"]).success();
    let document: Value = serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    let marks = document["traceEvents"].as_array().unwrap().iter().filter(|event| event["ph"] == "i");
    let marks: Vec<_> =
        marks.map(|mark| (mark["name"].as_str().unwrap(), &mark["pid"], &mark["tid"])).collect();
    let (moscow, desk) = (&Value::from(2), &Value::from(0));
    for name in ["stopped", "missed XM1 0001", "reopened"] {
        assert!(marks.contains(&(name, moscow, desk)), "{name}: {marks:?}");
    }
}

/// Circuits that carry lengths are drawn as those that carry bytes, pre-emption and outages included.
#[test]
fn a_run_of_lengths_has_tracks_too() {
    let folder = tempfile::tempdir().unwrap();
    call(folder.path(), &["storm", "--trace", "out.json", "--trace-format", "perfetto"]).success();
    let document: Value = serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    let events = document["traceEvents"].as_array().unwrap();
    let of = |phase: &'static str| events.iter().filter(move |event| event["ph"] == phase);
    let slices = of("X").filter(|event| event["cat"] == "cable").count();
    assert!(slices > 3000, "{slices}");
    assert_eq!(of("s").count(), of("X").filter(|event| event["cat"] == "handed in").count());
    assert_eq!(of("f").count(), of("X").filter(|event| event["cat"] == "delivered").count());
    assert!(of("i").any(|event| event["name"] == "down") && of("i").any(|event| event["name"] == "up"));
}

#[test]
fn a_format_without_a_trace_is_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    call(folder.path(), &["--trace-format", "perfetto"]).code(2);
}

/// What happens to a station as a whole is a mark across its tracks: that it stops and is back, what it missed meanwhile,
/// and what waits there for it to open.
#[test]
fn what_happens_to_a_station_is_a_mark() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = "start = \"2009-09-21T00:00:00Z\"\nduration = \"2h\"\n\
        [[station]]\nindicator = \"RUEHC\"\nplad = \"SECSTATE WASHDC\"\n\
        [[station]]\nindicator = \"RUEHMO\"\nplad = \"AMEMBASSY MOSCOW\"\nhours = \"0600-1500\"\n\
        [[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XMO\"\nspeed = \"10cps\"\n\
        [[circuit]]\nfrom = \"RUEHMO\"\nto = \"RUEHC\"\nchannel = \"XRA\"\nspeed = \"10cps\"\n\
        [[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"6/h\"\n\
        length = { distribution = \"fixed\", mean = 300 }\n\
        [[fault]]\nat = \"15m\"\nfor = \"10m\"\nstation = \"RUEHMO\"\n";
    fs::write(folder.path().join("net.toml"), scenario).unwrap();
    call(folder.path(), &["net.toml", "--trace", "out.json", "--trace-format", "perfetto"]).success();
    let document: Value = serde_json::from_slice(&fs::read(folder.path().join("out.json")).unwrap()).unwrap();
    let marks: Vec<_> = document["traceEvents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["ph"] == "i" && event["s"] == "p" && event["pid"] == 2)
        .map(|event| (event["name"].as_str().unwrap(), event["ts"].as_f64().unwrap() / 60e6))
        .collect();
    let at = |name: &str| marks.iter().find(|(mark, _)| *mark == name).map(|(_, minutes)| *minutes);
    assert_eq!((at("stopped"), at("reopened")), (Some(15.0), Some(25.0)), "{marks:?}");
    let missed: Vec<_> = marks.iter().filter(|(mark, _)| mark.starts_with("missed XMO 00")).collect();
    assert!(!missed.is_empty() && missed.iter().all(|(_, at)| (15.0..26.0).contains(at)), "{marks:?}");
    assert!(at("T1-1 waits for the post to open").is_some_and(|at| (10.0..12.0).contains(&at)), "{marks:?}");
}
