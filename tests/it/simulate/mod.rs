//! Whole runs: what every run has to hold to, whatever network, cables, weather and seed.

mod arrivals;
mod command;
mod compare;
mod draft;
mod include;
mod intervals;
mod journal;
mod large;
mod laws;
mod length_ends;
mod length_faults;
mod lengths;
mod origins;
mod outages;
mod output_files;
mod preemption;
mod queue_waits;
mod random;
mod reach;
mod refused;
mod replay;
mod replicated;
mod report_page;
mod results;
mod scenario_command;
mod soak;
mod stops;
mod storm;
mod sweep;
mod timing;
mod told;
mod tracks;
mod traffic;
mod warned;
mod world;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::ops::Deref;
use std::time::Duration;

use sha2::{Digest, Sha256};
use torntape::Decoder;
use torntape::sim::scenario::{Files, Scenario};
use torntape::sim::watch::Transmission;
use torntape::sim::{Happening, Outcome, Watch, simulate};

/// Files in memory.
#[derive(Clone, Debug, Default)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.0.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Memory {
    fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.to_owned(), bytes.into());
        self
    }
}

/// A scenario file, written a table at a time.
#[derive(Clone, Debug)]
struct Network(String);

impl Network {
    fn new() -> Self {
        Self("start = \"2009-09-21T21:56:00Z\"\nduration = \"1h\"\n".to_owned())
    }

    fn station(mut self, indicator: &str, relay: bool) -> Self {
        writeln!(
            self.0,
            "[[station]]\nindicator = \"{indicator}\"\nplad = \"POST {indicator}\"\nrelay = {relay}"
        )
        .unwrap();
        self
    }

    fn circuit(mut self, from: &str, to: &str, channel: &str, more: &str) -> Self {
        let ends = format!("from = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"");
        let speed = if more.contains("speed") { "" } else { "speed = \"100cps\"\n" };
        writeln!(self.0, "[[circuit]]\n{ends}\n{speed}{more}").unwrap();
        self
    }

    /// Both ways: `channel` is two letters, 1 and 2 make it the way out and the way back.
    fn pair(self, one: &str, other: &str, channel: &str, more: &str) -> Self {
        self.circuit(one, other, &format!("{channel}1"), more).circuit(
            other,
            one,
            &format!("{channel}2"),
            more,
        )
    }

    fn table(mut self, table: &str) -> Self {
        writeln!(self.0, "{table}").unwrap();
        self
    }

    fn submit(self, at: &str, from: &str, file: &str) -> Self {
        self.table(&format!("[[submit]]\nat = \"{at}\"\nfrom = \"{from}\"\nfile = \"{file}\""))
    }

    fn read(&self, files: &Memory) -> Scenario {
        Scenario::read(&self.0, "test.toml", files).unwrap_or_else(|refusal| panic!("{refusal}\n{}", self.0))
    }
}

/// A cable of the Department to some stations.
fn cable(number: u32, to: &[&str], body: &str) -> String {
    let mut cable = format!("VZCZCXYZ0001\nPP {}\nDE RUEHC #{number} 2642216\nZNR UUUUU\n", to.join(" "));
    cable.push_str("P 212156Z SEP 09\nFM SECSTATE WASHDC\n");
    for (place, to) in to.iter().enumerate() {
        writeln!(cable, "{}{to}/POST {to} PRIORITY {number:04}", if place == 0 { "TO " } else { "" })
            .unwrap();
    }
    writeln!(cable, "UNCLAS STATE {number:06}").unwrap();
    cable + body
}

/// An outcome with its delivery log.
#[derive(Debug, PartialEq)]
struct Ran {
    outcome: Outcome,
    log: String,
}

impl Deref for Ran {
    type Target = Outcome;

    fn deref(&self) -> &Outcome {
        &self.outcome
    }
}

/// Keeps the delivery log and watches nothing else.
struct Logged<'a>(&'a mut String);

impl Watch for Logged<'_> {
    fn saw(&mut self, _: Duration, _: &Happening<'_>) {}

    fn logged(&mut self, lines: &str) {
        assert!(lines.is_empty() || lines.ends_with('\n'), "whole lines");
        self.0.push_str(lines);
    }
}

fn run(scenario: &Scenario) -> Ran {
    let mut log = String::new();
    let outcome = simulate(scenario, Logged(&mut log)).unwrap_or_else(|broken| panic!("{broken}"));
    Ran { outcome, log }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The reasons of what was not delivered.
fn reasons(outcome: &Outcome) -> Vec<(&str, &str)> {
    let undelivered = outcome.report.undelivered.iter();
    undelivered.map(|undelivered| (undelivered.to.as_str(), undelivered.why.as_str())).collect()
}

const POSTS: [&str; 4] = ["RUEHMO", "RUEHLN", "RUEHVK", "RUEHYG"];

/// The routing line is segregated branch by branch (ACP 127(G) 303): the copy on XRO is the one that was found in the
/// archive.
#[test]
fn the_copy_on_xro_calls_exactly_the_three_consulates() {
    let mut calls = BTreeMap::new();
    let watch = |_, happening: &Happening<'_>| {
        if let Happening::Sent {
            transmission: Transmission { channel, calls: called, cable: Some("09STATE97951"), .. },
            ..
        } = happening
        {
            let called: Vec<_> = called.iter().map(|called| called.as_str().to_owned()).collect();
            calls.entry((*channel).to_owned()).or_insert_with(Vec::new).push(called.join(" "));
        }
    };
    let outcome = simulate(&Scenario::moscow().unwrap(), watch).unwrap();
    for (channel, called) in
        [("XRA", "RUEHMO RUEHLN RUEHVK RUEHYG"), ("XMO", "RUEHMO"), ("XRO", "RUEHLN RUEHVK RUEHYG")]
    {
        let seen = &calls[channel];
        assert!(seen.len() >= 4 && seen.iter().all(|line| line == called), "{channel}: {seen:?}");
    }
    assert_eq!(outcome.report.undelivered, []);
    assert_eq!((outcome.report.offered.cables, outcome.report.offered.sections), (5, 8));
    assert_eq!((outcome.report.delivered.deliveries, outcome.report.lost), (16, 0));
    assert!(outcome.report.service.repeats_sent > 0, "the built-in run shows what repair is");
}

/// The field cable reaches the four posts byte for byte in any weather.
#[test]
fn the_field_cable_reaches_four_posts_in_any_weather() {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/field/09STATE97951.cable")).unwrap();
    let decoded = Decoder::new().cable(&bytes);
    let text = sha256(decoded.text.as_ref().unwrap().as_ref());
    let files = Memory::default().with("09STATE97951.cable", bytes.clone());
    for chance in ["0.0", "0.1", "0.3", "0.5"] {
        let weather = format!("loss = {chance}\ngarble = {chance}\nduplicate = {chance}\nreorder = {chance}");
        let mut network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUES", true);
        for post in POSTS {
            network = network.station(post, false);
        }
        network = network.pair("RUEHC", "RUEH", "XR", &weather).pair("RUEH", "RUES", "XS", &weather);
        network = network.pair("RUEH", "RUEHMO", "XM", &weather).pair("RUES", "RUEHLN", "XL", &weather);
        network = network.pair("RUES", "RUEHVK", "XV", &weather).pair("RUES", "RUEHYG", "XY", &weather);
        let scenario = network.submit("0s", "RUEHC", "09STATE97951.cable").read(&files);
        for seed in 1..=25 {
            let outcome = run(&scenario.clone().with_seed(seed));
            assert_eq!(
                outcome.report.delivered.deliveries, 4,
                "{chance}, seed {seed}: {:?}",
                outcome.report.undelivered
            );
            for line in outcome.log.lines() {
                assert!(
                    line.ends_with(&format!("\"text_sha256\": \"{text}\"}}")),
                    "{chance}, seed {seed}: {line}"
                );
            }
        }
    }
}

/// `{"time_ns": …, "cable": "09STATE97951", "to": "RUEHMO", "text_sha256": "…"}`, ordered by time, post, cable; the
/// digest is the SHA-256 of those lines.
#[test]
fn the_delivery_log_has_the_form_of_the_contract() {
    let outcome = run(&Scenario::moscow().unwrap());
    let mut keys = Vec::new();
    for line in outcome.log.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| value[name].as_str().unwrap().to_owned();
        let time = value["time_ns"].as_u64().unwrap();
        let (cable, to, text) = (field("cable"), field("to"), field("text_sha256"));
        assert_eq!(
            line,
            format!(
                "{{\"time_ns\": {time}, \"cable\": \"{cable}\", \"to\": \"{to}\", \"text_sha256\": \"{text}\"}}"
            )
        );
        keys.push((time, to, cable));
    }
    assert_eq!(keys.len(), 16);
    assert!(keys.is_sorted());
    assert_eq!(outcome.report.digest, sha256(outcome.log.as_bytes()));
}

#[test]
fn the_seed_reaches_the_circuits() {
    let scenario = Scenario::moscow().unwrap();
    let digest = |seed| run(&scenario.clone().with_seed(seed)).report.digest.clone();
    assert_eq!(digest(7), digest(7));
    assert_ne!(digest(7), digest(9));
}
