//! The built-in `world` and `world-1975` are made of the directory, and behave as their heads say.

use std::fmt::Write;

use torntape::directory::{Post, listing};
use torntape::sim::scenario::BuiltIn;
use torntape::sim::{Replications, replicate};

use super::draft::{
    AREAS, Draft, Relay, area, channel, circuit, hold, nearest, posts, profile, relay, station, weight,
};
use super::{Memory, Network, run};

/// What tells one variant from the other.
struct Era {
    file: &'static str,
    head: &'static str,
    relays: &'static [Relay],
    /// How long a relay handles a transmission: the first, and the others.
    processing: [&'static str; 2],
    /// Speeds of circuits to posts by weight 8, 3 and 1.
    posts: [&'static str; 3],
    trunk: fn(&str, &str) -> Option<&'static str>,
    home: fn(&Post, &[Relay]) -> usize,
    /// Cables a day: the Department's to one post, to several, to all; the posts' to the Department, among each other.
    a_day: [u32; 5],
    length: &'static str,
    shares: &'static str,
}

const OLD: Era = Era {
    file: "world-1975.toml",
    head: include_str!("world-1975.head.txt"),
    relays: &[
        ("RUEH", "RELAY WASHINGTON", (38.89, -77.05)),
        ("RUXA", "RELAY FRANKFURT", (50.11, 8.68)),
        ("RUXB", "RELAY ATHENS", (37.98, 23.73)),
        ("RUXC", "RELAY MONROVIA", (6.30, -10.80)),
        ("RUXD", "RELAY MANILA", (14.60, 120.98)),
        ("RUXE", "RELAY PANAMA", (8.98, -79.52)),
    ],
    processing: ["5s", "2m"],
    posts: ["150baud", "100wpm", "75baud"],
    trunk: |from, to| match (from, to) {
        ("RUEHC", "RUEH") | ("RUEH", "RUEHC") => Some("1200bps"),
        ("RUEH", _) | (_, "RUEH") => Some("600bps"),
        ("RUXA" | "RUXB" | "RUXD", "RUXA" | "RUXB" | "RUXD") => Some("100wpm"),
        _ => None,
    },
    home: nearest,
    a_day: [700, 130, 6, 2200, 520],
    length: "length = { distribution = \"lognormal\", mean = 2700, sigma = 0.9 }",
    shares: "precedence = { flash = 0.005, immediate = 0.115, priority = 0.28, routine = 0.6 }",
};

const NEW: Era = Era {
    file: "world.toml",
    head: include_str!("world.head.txt"),
    relays: &[
        ("RUEH", "RELAY BELTSVILLE MD", (39.03, -76.92)),
        ("RUES", "RELAY BRANDYWINE MD", (38.70, -76.85)),
        ("RUCN", "RELAY STATE WASHINGTON", (38.89, -77.05)),
    ],
    processing: ["1s", "1s"],
    posts: ["64000bps", "9600bps", "2400bps"],
    trunk: |_, _| Some("64000bps"),
    home: |post, _| match post.plad.split_once(' ') {
        _ if post.indicator.starts_with("RUCN") => 2,
        Some(("AMEMBASSY" | "USMISSION", _)) => 0,
        _ => 1,
    },
    a_day: [290, 77, 4, 900, 250],
    length: "length = { distribution = \"lognormal\", mean = 7000, sigma = 0.9 }",
    shares: "precedence = { flash = 0.001, immediate = 0.119, priority = 0.33, routine = 0.55 }",
};

fn drafted(era: &Era) -> String {
    let posts = posts();
    let mut draft = Draft(era.head.to_owned());
    stations(&mut draft, era, &posts);
    circuits(&mut draft, era, &posts);
    traffic(&mut draft, era, &posts);
    draft.0
}

fn stations(draft: &mut Draft, era: &Era, posts: &[&Post]) {
    let mut rows = vec![station("RUEHC", "SECSTATE WASHDC", "")];
    for (place, of_era) in era.relays.iter().enumerate() {
        rows.push(relay(of_era, era.processing[place.min(1)]));
    }
    rows.extend(posts.iter().map(|post| station(post.indicator, post.plad, "")));
    draft.rows("station", &rows);
}

fn circuits(draft: &mut Draft, era: &Era, posts: &[&Post]) {
    let overhead = "overhead = 300";
    let mut hubs = vec!["RUEHC"];
    hubs.extend(era.relays.iter().map(|relay| relay.0));
    let mut rows = Vec::new();
    for (from, one) in hubs.iter().enumerate() {
        for (to, other) in hubs.iter().enumerate().filter(|(to, _)| *to != from) {
            if let Some(speed) = (era.trunk)(one, other) {
                let more = format!("speed = \"{speed}\", {overhead}");
                rows.push(circuit(one, other, &format!("T{from}{to}"), &more));
            }
        }
    }
    for (number, post) in posts.iter().enumerate() {
        let home = (era.home)(post, era.relays);
        let speed = era.posts[match weight(post) {
            8 => 0,
            3 => 1,
            _ => 2,
        }];
        let more = format!("speed = \"{speed}\", latency = \"270ms\", {overhead}");
        let letter = char::from(b'A' + u8::try_from(home).unwrap());
        rows.push(circuit(era.relays[home].0, post.indicator, &channel(letter, number), &more));
        rows.push(circuit(post.indicator, era.relays[home].0, &channel('P', number), &more));
    }
    draft.rows("circuit", &rows);
}

fn traffic(draft: &mut Draft, era: &Era, posts: &[&Post]) {
    let [one, several, all, home, among] = era.a_day;
    let everywhere = posts.len();
    let stream = |draft: &mut Draft, title: &str, rate: u32, ahead: i32| {
        draft.line(format!("\n# {title}\n\n[[traffic]]\nrate = \"{rate}/d\"\narrivals = \"profile\""));
        draft.0 += &profile(ahead);
        draft.line(format!("{}\n{}", era.shares, era.length));
    };
    for (title, rate, addressees) in [
        ("The Department to one post.", one, 1),
        ("The Department to one post for action and eleven to know.", several, 12),
        ("The Department to all posts.", all, everywhere),
    ] {
        stream(draft, title, rate, -5);
        draft.line(format!("from = \"RUEHC\"\naddressees = {addressees}"));
        draft.to("to", posts);
        if addressees < everywhere {
            draft.weights("weights", posts);
        }
    }
    let sum: u32 = posts.iter().map(|post| weight(post)).sum();
    for (place, of_area) in AREAS.iter().enumerate() {
        let own: Vec<&Post> = posts.iter().copied().filter(|post| area(post) == place).collect();
        let part: u32 = own.iter().map(|post| weight(post)).sum();
        let share = |rate: u32| (rate * part + sum / 2) / sum;
        stream(
            draft,
            &format!("The posts of {} to the Department.", of_area.name),
            share(home),
            of_area.ahead,
        );
        draft.line("to = \"RUEHC\"");
        draft.to("from", &own);
        draft.weights("from_weights", &own);
        let title = format!("The posts of {} to three others of the world.", of_area.name);
        stream(draft, &title, share(among), of_area.ahead);
        draft.line("addressees = 3");
        draft.to("from", &own);
        draft.weights("from_weights", &own);
        draft.to("to", posts);
        draft.weights("weights", posts);
    }
}

#[test]
fn the_world_is_that_of_the_directory() {
    let many = posts().len();
    assert!((265..280).contains(&many), "{many}");
    for relay in OLD.relays.iter().filter(|relay| relay.0.starts_with("RUX")) {
        assert_eq!(listing(relay.0), None, "made up: no station of the book");
    }
    for era in [&OLD, &NEW] {
        hold(era.file, &drafted(era));
    }
}

/// Everything is delivered, as it was when this was written; circuits of 2009 are all but idle.
#[test]
fn both_worlds_run_to_the_end() {
    let mut seen = String::new();
    for (name, busiest) in [("world-1975", 0.25..0.6), ("world", 0.0..0.05)] {
        let report = run(&BuiltIn::named(name).unwrap().read().unwrap()).outcome.report;
        assert_eq!((report.lost, report.undelivered.len()), (0, 0), "{name}");
        assert_eq!(report.delivered.deliveries, report.offered.deliveries);
        let load = report.circuits.iter().map(|circuit| circuit.utilisation).fold(0.0, f64::max);
        assert!(busiest.contains(&load), "{name}: {load}");
        writeln!(seen, "{name} {}", report.digest).unwrap();
    }
    insta::assert_snapshot!(seen, @r"
    world-1975 bb80e867e979eca5591050d2d1dbd90381cbd8239658f8631dd84e62ac7ba2b3
    world 1fb7a2accc7aeed67555495ac1b884b2759e6f03bf63fb903d70a3f862c28c80
    ");
}

/// From 13 to 17 UTC, when Europe has not gone home and Washington is at work, trunks of 1975 are busy for half to four fifths
/// of the time: none is overloaded.
#[test]
fn trunks_of_1975_are_busy_and_not_overloaded() {
    let text = BuiltIn::named("world-1975").unwrap().text;
    let text = text
        .replace("warm_up  = \"1d\"", "warm_up = \"37h\"")
        .replace("duration = \"2d\"", "duration = \"41h\"");
    let scenario = Network(text).read(&Memory::default());
    let cores = std::num::NonZeroUsize::new(2).unwrap();
    let most = std::num::NonZeroUsize::new(4).unwrap();
    let report = replicate(&scenario, Replications { most, precision: None, cores }).unwrap().outcome.report;
    let mut loads: Vec<_> = report
        .circuits
        .iter()
        .filter(|circuit| circuit.channel.starts_with('T'))
        .map(|circuit| (circuit.utilisation, circuit.channel.as_str()))
        .collect();
    loads.sort_by(|one, other| other.0.total_cmp(&one.0));
    assert!((0.5..0.8).contains(&loads[0].0) && loads[3].0 > 0.45, "{loads:?}");
}
