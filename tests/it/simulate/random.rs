//! Random networks, cables, weather and seeds.

use std::collections::BTreeMap;

use proptest::prelude::*;
use torntape::Decoder;
use torntape::node::paced;
use torntape::sim::scenario::Scenario;
use torntape::sim::{Happening, simulate};

use super::{Memory, Network, cable, run, sha256};

const NAMES: [&str; 8] = ["RUEA", "RUEB", "RUEC", "RUED", "RUEE", "RUEF", "RUEG", "RUEI"];

/// A network of some stations, every one of which can reach every other over relays.
#[derive(Clone, Debug)]
struct Plan {
    /// The relay that each station but the first hangs on, and whether it is a relay itself.
    tree: Vec<(prop::sample::Index, bool)>,
    /// Further pairs of circuits.
    extra: Vec<(prop::sample::Index, prop::sample::Index)>,
    /// Loss, garble, duplicate and reorder of each circuit, in percent, in turn.
    weather: Vec<[u8; 4]>,
    /// Which stations stop, when, and for how long.
    stops: Vec<(prop::sample::Index, u16, u16)>,
    /// Random cables: from where, to whom, and how long on average.
    traffic: Vec<(prop::sample::Index, prop::sample::Index, u16)>,
    /// When, from where, to whom, how long.
    cables: Vec<(u16, prop::sample::Index, Vec<prop::sample::Index>, Vec<String>)>,
    seed: u64,
}

fn plans() -> impl Strategy<Value = Plan> {
    let index = any::<prop::sample::Index>;
    let weather = prop::collection::vec(prop::array::uniform4(0_u8..=50), 1..6);
    let line = "[ -~]{0,60}[!-~]";
    let body = prop_oneof![prop::collection::vec(line, 1..6), prop::collection::vec(line, 90..350)];
    let cables =
        prop::collection::vec((0_u16..600, index(), prop::collection::vec(index(), 1..5), body), 1..5);
    let tree = prop::collection::vec((index(), any::<bool>()), 1..7);
    let extra = prop::collection::vec((index(), index()), 0..4);
    let stops = prop::collection::vec((index(), 0_u16..900, 1_u16..900), 0..4);
    let traffic = prop::collection::vec((index(), index(), 1_u16..9000), 0..3);
    (tree, extra, weather, stops, traffic, cables, any::<u64>()).prop_map(
        |(tree, extra, weather, stops, traffic, cables, seed)| Plan {
            tree,
            extra,
            weather,
            stops,
            traffic,
            cables,
            seed,
        },
    )
}

impl Plan {
    fn names(&self) -> &'static [&'static str] {
        &NAMES[..=self.tree.len()]
    }

    /// The scenario, and the SHA-256 of each cable's text.
    fn build(&self) -> (Scenario, Vec<String>) {
        let names = self.names();
        let mut relays = vec![0];
        let mut pairs = Vec::new();
        let mut network = Network::new().station(names[0], true);
        for (place, (parent, relay)) in self.tree.iter().enumerate() {
            pairs.push((relays[parent.index(relays.len())], place + 1));
            network = network.station(names[place + 1], *relay);
            if *relay {
                relays.push(place + 1);
            }
        }
        let further =
            self.extra.iter().map(|(one, other)| (one.index(names.len()), other.index(names.len())));
        pairs.extend(further.filter(|(one, other)| one != other));
        for (place, (one, other)) in pairs.iter().enumerate() {
            for (way, from, to) in [('1', one, other), ('2', other, one)] {
                let [loss, garble, duplicate, reorder] =
                    self.weather[(place * 2 + usize::from(way == '2')) % self.weather.len()];
                let weather = format!(
                    "loss = 0.{loss:02}\ngarble = 0.{garble:02}\nduplicate = 0.{duplicate:02}\nreorder = 0.{reorder:02}\nlatency = \"{}ms\"",
                    place * 300
                );
                network = network.circuit(names[*from], names[*to], &format!("C{place:x}{way}"), &weather);
            }
        }
        let mut files = Memory::default();
        let mut texts = Vec::new();
        for (place, (at, from, to, body)) in self.cables.iter().enumerate() {
            let mut called: Vec<_> = to.iter().map(|to| names[to.index(names.len())]).collect();
            called.sort_unstable();
            called.dedup();
            let bytes = cable(u32::try_from(place).unwrap() + 1, &called, &paragraphs(body));
            let decoded = Decoder::new().cable(bytes.as_bytes());
            texts.push(sha256(decoded.text.as_ref().unwrap().as_ref()));
            files = files.with(&place.to_string(), bytes.as_bytes());
            network = network.submit(&format!("{at}s"), names[from.index(names.len())], &place.to_string());
        }
        for (station, at, length) in &self.stops {
            let station = names[station.index(names.len())];
            network = network
                .table(&format!("[[fault]]\nat = \"{at}s\"\nfor = \"{length}s\"\nstation = \"{station}\""));
        }
        let traffic = self
            .traffic
            .iter()
            .map(|(from, to, mean)| (from.index(names.len()), to.index(names.len()), mean));
        for (from, to, mean) in traffic.filter(|(from, to, _)| from != to) {
            let (from, to) = (names[from], names[to]);
            network = network.table(&format!(
                "[[traffic]]\nfrom = \"{from}\"\nto = \"{to}\"\nrate = \"10/h\"\nprecedence = {{ flash = 0.2, routine = 0.8 }}\n\
                 length = {{ distribution = \"exponential\", mean = {mean} }}"
            ));
        }
        (network.read(&files).with_seed(self.seed), texts)
    }
}

/// Lines as they come, none of which ends or starts a transmission.
fn paragraphs(lines: &[String]) -> String {
    let marks = |line: &&String| {
        let line = line.trim();
        let serial =
            line.strip_prefix('#').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        !(line == "BT" || line == "NNNN" || line.starts_with("ZCZC") || serial)
    };
    lines.iter().filter(marks).fold("\n".to_owned(), |text, line| text + line + "\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// With loss, garble, duplication and reordering of up to 50 % each on every circuit and stations that stop for a
    /// while, every cable still arrives whole, once, everywhere, its text byte for byte. (Once, and byte for byte, are laws that the run itself checks.)
    #[test]
    fn every_cable_arrives_whole_once_everywhere(plan in plans()) {
        let (scenario, texts) = plan.build();
        let outcome = run(&scenario);
        prop_assert_eq!(&outcome.report.undelivered, &[]);
        prop_assert_eq!(outcome.report.delivered.deliveries, outcome.report.offered.deliveries);
        prop_assert_eq!(outcome.log.lines().count() as u64, outcome.report.offered.deliveries);
        prop_assert_eq!(outcome.deliveries.len(), scenario.deliveries().count());
        for (place, text) in texts.iter().enumerate() {
            let cable = format!("\"cable\": \"09STATE{}\"", place + 1);
            for line in outcome.log.lines().filter(|line| line.contains(&cable)) {
                prop_assert!(line.contains(text), "{}", line);
            }
        }
        prop_assert_eq!(run(&scenario), outcome, "a seed tells one story");
    }

    /// Both drivers tell the same story.
    #[test]
    fn paced_and_virtual_runs_are_the_same(plan in plans()) {
        let (scenario, _) = plan.build();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let paced = runtime.block_on(paced::simulate(&scenario, "60x".parse().unwrap(), ())).unwrap();
        prop_assert_eq!(paced, run(&scenario).outcome);
    }

    /// The bound that the station states for two circuits that are each other's way back: with `n` and `m` cables'
    /// transmissions begun on them, timers make at most `(n + 1) * (k + 2)` and `(m + 1) * (k + 2)` reports and as many
    /// questions, and two of each an hour; there are no more service messages than three times these, and `n + m`.
    #[test]
    fn service_traffic_stays_bounded(plan in plans()) {
        let (scenario, _) = plan.build();
        let mut sent: BTreeMap<String, [u64; 2]> = BTreeMap::new();
        let watch = |_, happening: &Happening<'_>| {
            if let Happening::Sent { transmission, .. } = happening {
                // The circuits of a pair differ in the last figure of their channels only.
                let pair = transmission.channel[..2].to_owned();
                sent.entry(pair).or_default()[usize::from(transmission.cable.is_none())] += 1;
            }
        };
        let outcome = simulate(&scenario, watch).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "hours of a run")]
        let hours = (outcome.report.virtual_s / 3600.0) as u64 + 1;
        // From a minute, six doublings reach half an hour whatever the circuits of these networks.
        let doublings = 6;
        for (pair, [cables, service]) in sent {
            let requests = 2 * (cables + 2) * (doublings + 2) + 8 * hours;
            let bound = 3 * requests + cables;
            prop_assert!(service <= bound, "{}: {} of at most {}", pair, service, bound);
        }
    }
}

/// The same at the worst weather allowed, with many cables at once.
#[test]
fn a_hundred_cables_at_the_worst_weather() {
    let weather = "loss = 0.5\ngarble = 0.5\nduplicate = 0.5\nreorder = 0.5";
    let network = Network::new()
        .station("RUEHC", false)
        .station("RUEH", true)
        .station("RUEHMO", false)
        .station("RUEHLN", false);
    let network = network.pair("RUEHC", "RUEH", "XA", weather).pair("RUEH", "RUEHMO", "XB", weather);
    let mut network = network.pair("RUEH", "RUEHLN", "XC", weather);
    let mut files = Memory::default();
    for number in 1..=100 {
        files = files.with(
            &number.to_string(),
            cable(number, &["RUEHMO", "RUEHLN"], &format!("\n1.  TEXT {number}.\n")),
        );
        network = network.submit(&format!("{}s", number % 10), "RUEHC", &number.to_string());
    }
    let scenario = network.read(&files);
    for seed in 1..=3 {
        let outcome = run(&scenario.clone().with_seed(seed));
        assert_eq!(outcome.report.delivered.deliveries, 200, "seed {seed}");
    }
}
