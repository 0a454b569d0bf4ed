//! `torntape simulate --report`: one page that needs nothing else.

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

use super::{Memory, Network, cable};

/// The page of a scenario in a folder.
fn page(folder: &std::path::Path, scenario: &str) -> String {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(["simulate", scenario, "--report", "out.html"]).current_dir(folder).assert().success();
    fs::read_to_string(folder.join("out.html")).unwrap()
}

/// Nothing is fetched, nothing runs: the page can be kept and printed.
#[test]
fn the_page_stands_alone_and_shows_every_part() {
    let folder = tempfile::tempdir().unwrap();
    let page = page(folder.path(), "moscow");
    for part in [
        "The network",
        "Speed of service",
        "Delays by precedence",
        "Queues over time",
        "The busiest circuits",
        "The slowest deliveries",
        "prefers-color-scheme: dark",
        "@media print",
        "<title>RUEHMO AMEMBASSY MOSCOW</title>",
        "1. ROUTINE 09STATE97955 to RUEHMO AMEMBASSY MOSCOW: 30 min 15 s",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for foreign in ["<script", "http:", "https:", "url(", "@import", " src=", "NaN", "inf"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert_eq!(page.matches("<svg").count(), 3);
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    assert_eq!(page.matches("<h3>").count(), 10, "the ten slowest of sixteen");
    // The slowest delivery: both hops, and the copy that was damaged.
    let (_, slowest) = page.split_once("<h3>1. ").unwrap();
    let (slowest, _) = slowest.split_once("<h3>2. ").unwrap();
    for hop in ["<td>XRA ", "<td>XMO ", "damaged</span> at RUEHMO"] {
        assert!(slowest.contains(hop), "{hop}\n{slowest}");
    }
}

/// Random cables too have queues, delays and the journeys of the slowest: one of a cable that was broken off and went on.
#[test]
fn a_page_of_lengths_shows_queues_delays_and_journeys() {
    let page = page(tempfile::tempdir().unwrap().path(), "storm");
    for part in [
        "Queues over time",
        "Deliveries by hour",
        "Posts that waited longest",
        "Delays by precedence",
        "class=\"series s1\"",
        "<span class=\"missed\">",
        "The slowest deliveries",
        "<span class=\"missed\">broken off</span> on ",
        "<h3>10. ",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("90\u{b0}N") && !page.contains("NaN"));
    assert_eq!(page.matches("<svg").count(), 4);
}

/// Names are text, whatever letters they have; what the directory does not know is drawn as a scheme.
#[test]
fn names_are_escaped_and_unknown_stations_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let network = Network::new().station("RUAAA", false).station("RUBBB", false);
    let network = network.circuit("RUAAA", "RUBBB", "XMO", "loss = 1.0").submit("0s", "RUAAA", "one");
    let text = format!("name = \"<script>&\"\n{}", network.0);
    fs::write(folder.path().join("net.toml"), &text).unwrap();
    fs::write(folder.path().join("one"), cable(1, &["RUBBB"], "\nTEXT\n")).unwrap();
    let page = page(folder.path(), "net.toml");
    assert!(page.contains("<h1>&lt;script&gt;&amp;</h1>") && !page.contains("<script"), "{page}");
    assert!(page.contains("A scheme: the directory knows none of these stations."));
    assert!(page.contains("lost on XMO: no way back") && page.contains("Nothing was delivered."));
    // Without traffic there is nothing to draw, and the page is whole.
    let quiet =
        Network::new().station("RUAAA", false).station("RUBBB", false).circuit("RUAAA", "RUBBB", "XMO", "");
    assert_eq!(quiet.read(&Memory::default()).deliveries().count(), 0);
    fs::write(folder.path().join("quiet.toml"), quiet.0).unwrap();
    let page = self::page(folder.path(), "quiet.toml");
    assert!(page.ends_with("</html>\n") && !page.contains("NaN"));
}
