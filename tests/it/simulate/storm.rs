//! The built-in `storm`: made of the directory, and showing what it is there to show.

use torntape::directory::Post;
use torntape::sim::scenario::BuiltIn;

use super::draft::{Draft, Relay, channel, circuit, hold, named, profile, relay, station};
use super::run;

const RELAYS: [Relay; 3] = [
    ("RUEH", "RELAY WASHINGTON", (38.89, -77.05)),
    ("RUXA", "RELAY FRANKFURT", (50.11, 8.68)),
    ("RUXB", "RELAY ATHENS", (37.98, 23.73)),
];

/// Posts with a circuit to each relay abroad: London, Paris, Rome, Ankara, Cairo, Tel Aviv, Amman, Riyadh,
/// Baghdad.
const BOTH: [&str; 9] =
    ["RUEHLO", "RUEHFR", "RUEHRO", "RUEHAK", "RUEHEG", "RUEHTV", "RUEHAM", "RUEHRH", "RUEHGB"];

/// Posts behind Athens alone.
const ATHENS: [&str; 20] = [
    "RUEHAD", "RUEHAS", "RUEHTH", "RUEHDA", "RUEHDE", "RUEHDH", "RUEHDM", "RUEHDO", "RUEHIT", "RUEHJI",
    "RUEHJM", "RUEHKU", "RUEHLB", "RUEHMK", "RUEHMS", "RUEHNC", "RUEHRB", "RUEHTRO", "RUEHTU", "RUEHYN",
];

/// The posts in the middle of it.
const CRISIS: [&str; 8] = ["RUEHEG", "RUEHTV", "RUEHAM", "RUEHDM", "RUEHLB", "RUEHJM", "RUEHGB", "RUEHRH"];

const LETTER: &str = "length = { distribution = \"lognormal\", mean = 2400, sigma = 0.9 }";
const URGENT: &str = "length = { distribution = \"lognormal\", mean = 1200, sigma = 0.5 }";
const DAILY: &str = "precedence = { flash = 0.005, immediate = 0.115, priority = 0.28, routine = 0.6 }";
const ALARM: &str = "precedence = { flash = 0.4, immediate = 0.6 }";
/// From 12 to 17 UTC.
const SURGE: &str = "profile = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 4, 3, 1, 0, 0, 0, 0, 0, 0, 0]\n";

fn drafted() -> String {
    let both = named(&BOTH);
    let athens = named(&ATHENS);
    let posts: Vec<&Post> = both.iter().chain(&athens).copied().collect();
    let mut draft = Draft(include_str!("storm.head.txt").to_owned());
    let mut stations = vec![station("RUEHC", "SECSTATE WASHDC", "")];
    stations.extend(RELAYS.iter().map(|of_storm| relay(of_storm, "1m")));
    stations.extend(posts.iter().map(|post| station(post.indicator, post.plad, "")));
    draft.rows("station", &stations);
    let (circuits, routes) = network(&both, &athens);
    draft.rows("circuit", &circuits);
    draft.rows("route", &routes);
    let outage = |at: &str, length: &str, circuit: &str| {
        format!("at = \"{at}\", for = \"{length}\", circuit = \"{circuit}\"")
    };
    // The run begins at 04:00.
    draft.rows(
        "fault",
        &[
            outage("9.5h", "2h", "THB"),
            outage("9.5h", "2h", "TBH"),
            outage("10.25h", "1h", "BAE"),
            outage("10.25h", "1h", "QAE"),
        ],
    );
    traffic(&mut draft, &posts);
    draft.0
}

/// Circuits, and the routes at the stations that have a choice.
fn network(both: &[&Post], athens: &[&Post]) -> (Vec<String>, Vec<String>) {
    let (mut circuits, mut routes) = (Vec::new(), Vec::new());
    let mut pair = |one: &str, other: &str, there: &str, back: &str, speed: &str| {
        let more = format!("speed = \"{speed}\", latency = \"270ms\", overhead = 300");
        circuits.push(circuit(one, other, there, &more));
        circuits.push(circuit(other, one, back, &more));
    };
    pair("RUEHC", "RUEH", "TCH", "THC", "1800bps");
    pair("RUEH", "RUXA", "THA", "TAH", "600bps");
    pair("RUEH", "RUXB", "THB", "TBH", "600bps");
    pair("RUXA", "RUXB", "TAB", "TBA", "300bps");
    let mut route = |at: &str, prefix: &str, via: &[&str]| {
        routes.push(format!("at = \"{at}\", prefix = \"{prefix}\", via = {via:?}"));
    };
    for (place, post) in both.iter().enumerate() {
        let (over_a, over_b, to_a, to_b) =
            (channel('A', place), channel('B', place), channel('P', place), channel('Q', place));
        pair("RUXA", post.indicator, &over_a, &to_a, "100wpm");
        pair("RUXB", post.indicator, &over_b, &to_b, "100wpm");
        // Athens is nearer, but for London, Paris and Rome.
        let near_athens = place > 2;
        let order = |athens: &'static str, frankfurt: &'static str| {
            if near_athens { [athens, frankfurt] } else { [frankfurt, athens] }
        };
        route("RUEH", post.indicator, &order("THB", "THA"));
        route("RUXA", post.indicator, &[&over_a, "TAB"]);
        route("RUXB", post.indicator, &[&over_b, "TBA"]);
        route(
            post.indicator,
            "",
            if near_athens { [&to_b, &to_a] } else { [&to_a, &to_b] }.map(String::as_str).as_slice(),
        );
    }
    for (place, post) in athens.iter().enumerate() {
        pair("RUXB", post.indicator, &channel('C', place), &channel('R', place), "100wpm");
        route("RUXB", post.indicator, &[&channel('C', place)]);
    }
    route("RUEH", "", &["THB", "THA"]);
    route("RUEH", "RUEHC", &["THC"]);
    route("RUXA", "", &["TAB"]);
    route("RUXA", "RUEHC", &["TAH", "TAB"]);
    route("RUXB", "RUEHC", &["TBH", "TBA"]);
    (circuits, routes)
}

fn traffic(draft: &mut Draft, posts: &[&Post]) {
    let crisis = named(&CRISIS);
    let stream = |draft: &mut Draft, title: &str, rate: u32, hours: &str, more: [&str; 2]| {
        draft.line(format!("\n# {title}\n\n[[traffic]]\nrate = \"{rate}/d\"\narrivals = \"profile\""));
        draft.0 += hours;
        draft.line(more.join("\n"));
    };
    let daily = [DAILY, LETTER];
    stream(draft, "An ordinary day: the Department to one post.", 200, &profile(-5), daily);
    draft.line("from = \"RUEHC\"");
    draft.to("to", posts);
    stream(draft, "The Department to eight posts.", 40, &profile(-5), daily);
    draft.line("from = \"RUEHC\"\naddressees = 8");
    draft.to("to", posts);
    stream(draft, "The posts to the Department.", 420, &profile(2), daily);
    draft.line("to = \"RUEHC\"");
    draft.to("from", posts);
    stream(draft, "The posts among each other.", 140, &profile(2), daily);
    draft.line("addressees = 2");
    draft.to("from", posts);
    draft.to("to", posts);
    let alarm = [ALARM, URGENT];
    stream(draft, "The crisis: its posts to the Department and to three of each other.", 170, SURGE, alarm);
    draft.line("addressees = 4");
    draft.to("from", &crisis);
    draft.list("to", std::iter::once("RUEHC").chain(CRISIS).map(|to| format!("\"{to}\"")));
    draft.list("weights", std::iter::once(40).chain([1; 8]).map(|weight| weight.to_string()));
    stream(draft, "The Department to all of them.", 40, SURGE, alarm);
    draft.line("from = \"RUEHC\"\naddressees = 8");
    draft.to("to", &crisis);
}

#[test]
fn the_storm_is_that_of_the_directory() {
    hold("storm.toml", &drafted());
}

/// FLASH interrupts what is lower, and alternates carry what the broken circuits cannot.
#[test]
fn the_storm_shows_interruptions_and_alternates() {
    let text = BuiltIn::named("storm").unwrap().text;
    let calm: String = text
        .lines()
        .filter(|line| !line.contains("for = "))
        .fold(String::new(), |all, line| all + line + "\n");
    let read = |text: &str| super::Network(text.to_owned()).read(&super::Memory::default());
    let (storm, calm) = (run(&read(text)).outcome.report, run(&read(&calm)).outcome.report);
    assert_eq!((storm.lost, storm.undelivered.len()), (0, 0));
    assert_eq!(storm.offered, calm.offered);
    let of = |report: &torntape::sim::Report, channel: &str| {
        report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap().clone()
    };
    assert!(storm.circuits.iter().map(|circuit| circuit.preempted).sum::<u64>() > 50);
    for broken in ["THB", "TBH", "BAE", "QAE"] {
        assert!(of(&storm, broken).transmissions < of(&calm, broken).transmissions, "{broken}");
    }
    for alternate in ["THA", "TAH", "TAB", "AAE", "PAE"] {
        assert!(of(&storm, alternate).transmissions > of(&calm, alternate).transmissions, "{alternate}");
    }
    let met = |precedence: &str| storm.precedence[precedence].objective_met.unwrap();
    assert!(met("flash") > 0.5 && met("flash") < 1.0, "some of the flood comes too late: {}", met("flash"));
    // The digest is the same on every machine, in debug and release.
    assert_eq!(storm.digest, "ac689346758142c6fb8374ac00cd9535149c1499f79a43f255c15e03373f4459");
}
