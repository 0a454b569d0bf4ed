//! Routing indicators: what their letters say, who has them, and whether they go with the names behind them.

use torntape::directory::{self, Way, describe};
use torntape::message::RoutingIndicator;

use super::{codes, one};

fn addressed(lines: &str) -> String {
    format!("P 212156Z SEP 09\nFM SECSTATE WASHDC\n{lines}\nBT\nUNCLAS STATE 097951\n")
}

/// The letters of a routing indicator, four to seven, are A to Z only: no figures, no small ones.
///
/// - source: ACP 117 3
/// - code: `src/message/station.rs`
/// - finding: none
#[test]
fn letters_of_a_routing_indicator_are_a_to_z() {
    for word in ["RUEH", "RUEHC", "RUEHMO", "RUEHDIR"] {
        assert!(RoutingIndicator::fits(word.as_bytes()), "{word}");
    }
    for word in ["RUE", "RUEHABCD", "RUEH1O", "ruehmo", "RUEH-M", ""] {
        assert!(!RoutingIndicator::fits(word.as_bytes()), "{word}");
    }
}

/// The second letter names the nation, service or alliance.
///
/// - source: ACP 117 3b
/// - code: `src/directory/nation.rs`
/// - finding: none
#[test]
fn the_second_letter_names_the_nation() {
    for (indicator, name) in [
        ("RAYWAE", "Australia"),
        ("RBDWC", "United Kingdom"),
        ("RCCB", "Canada"),
        ("RUEHMO", "United States"),
        ("RHMFIUU", "United States"),
        ("RXFPSH", "NATO"),
        ("RZYXAI", "New Zealand"),
    ] {
        assert_eq!(directory::nation_of(indicator).map(|nation| nation.name), Some(name), "{indicator}");
    }
    for indicator in ["RVAA", "QUEH", "R", ""] {
        assert_eq!(directory::nation_of(indicator), None, "{indicator}");
    }
    assert!(directory::nations().windows(2).all(|pair| pair[0].letter < pair[1].letter));
}

/// The United States interchange directly with Australia, Canada, Japan, NATO, New Zealand and the United Kingdom only;
/// the other members of NATO are reached through NATO.
///
/// - source: ACP 117 7b
/// - code: `src/directory/nation.rs`
/// - finding: none
#[test]
fn other_members_of_nato_are_reached_through_nato() {
    let direct: Vec<_> = directory::nations()
        .iter()
        .filter(|nation| matches!(nation.way, Way::Direct(_)))
        .map(|nation| nation.name)
        .collect();
    assert_eq!(direct, ["Australia", "United Kingdom", "Canada", "Japan", "NATO", "New Zealand"]);
    let canada = directory::nation_of("RCCB").unwrap();
    assert_eq!(canada.way, Way::Direct(&[("RUEA", "RCCB"), ("RUEO", "RCCS")]));
    assert_eq!(directory::nation_of("RFGW").unwrap().way, Way::ThroughNato);
}

/// Four letters are the relay itself; the first four letters of a longer one name the relay before it.
///
/// - source: ACP 117 3d
/// - code: `src/directory/book.rs`
/// - finding: none
#[test]
fn four_letters_are_the_relay_itself() {
    assert!(directory::is_relay("RUEH") && directory::relay_of("RUEH").is_none());
    assert!(!directory::is_relay("RUEHMO"));
    assert_eq!(directory::relay_of("RUEHMO").unwrap().indicator, "RUEH");
    assert_eq!(directory::relay_of("RUCNDT").unwrap().indicator, "RUCN");
    assert!(directory::relay_of("RUXXABC").is_none());
}

/// `C` and a letter behind a relay's own letters name a section of that relay, but a station that has such a routing
/// indicator of its own goes first.
///
/// - source: ACP 117 10
/// - code: `src/directory/suffix.rs`
/// - finding: none
#[test]
fn a_suffix_names_a_section_of_the_relay() {
    for (indicator, section) in [
        ("RUWFC", Some("local delivery or refile")),
        ("RUWFCI", Some("routing")),
        ("RUWFCS", Some("service section")),
        ("RUWFCSA", Some("service section")),
        ("RUWFCSD", Some("service messages made by machine")),
        ("RUWFCX", Some("commercial relay")),
        ("RUWFX", None),
        ("RUEHC", None),  // the Department of State
        ("RUEHCI", None), // Kolkata
        ("RXFPCI", None), // inside American networks only
    ] {
        assert_eq!(describe(indicator).suffix, section, "{indicator}");
    }
}

/// One station may serve several names, and one name may have several stations.
///
/// - source: State cables of 2009
/// - code: `src/directory/exact.rs`
/// - finding: none
#[test]
fn a_station_may_have_two_names_and_a_name_two_stations() {
    let plads: Vec<_> = directory::by_indicator("RUEHBS").iter().map(|post| post.plad).collect();
    assert_eq!(plads, ["AMEMBASSY BRUSSELS", "USEU BRUSSELS"]);
    let stations: Vec<_> = directory::by_plad("AMCONSUL BELFAST").map(|post| post.indicator).collect();
    assert_eq!(stations, ["RUEHBL", "RUEHLOB"]);
    let lines = "TO RUEHBS/USEU BRUSSELS PRIORITY\nRUEHLOB/AMCONSUL BELFAST PRIORITY";
    assert_eq!(codes(&one(&addressed(lines))), [""; 0]);
}

/// A range of routing indicators runs through the last letter.
///
/// - source: ACP 117
/// - code: `src/directory/book.rs`
/// - finding: none
#[test]
fn a_range_runs_through_the_last_letter() {
    for letter in 'A'..='Z' {
        let listing = directory::listing(&format!("RHFJAA{letter}")).unwrap();
        assert_eq!((listing.indicator, listing.last), ("RHFJAAA", Some("RHFJAAZ")));
    }
    assert_eq!(directory::listing("RHFJABA"), None);
}

/// The station before the stroke delivers to the name behind it: where the directory has them as two posts in two
/// cities, that is noted, and both are kept.
///
/// - source: ACP 127(G) 206a
/// - code: `src/decode/whereabouts.rs`
/// - finding: T0770
#[test]
fn station_and_name_are_of_one_post() {
    let lines = "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY\nRUEHLN/AMEMBASSY MOSCOW PRIORITY 3621\nINFO RUEHVK/ AMEMBASSY PARIS PRIORITY";
    let input = addressed(lines);
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0770 4:1", "T0770 5:6"]);
    let found = &cable.diagnostics[0];
    assert_eq!(&input[found.offset..found.offset + found.length], "RUEHLN/AMEMBASSY MOSCOW");
    assert_eq!(
        found.message,
        "`RUEHLN` is AMCONSUL ST PETERSBURG in St. Petersburg, Russia, not AMEMBASSY MOSCOW"
    );
    assert_eq!(cable.to[1].indicator.as_ref().unwrap(), "RUEHLN");
    assert_eq!(cable.to[1].plad, "AMEMBASSY MOSCOW");
}

/// What the directory does not have, an older name, another office in the same city, a collective: nothing is noted.
///
/// - source: State cables of 2009
/// - code: `src/decode/whereabouts.rs`
/// - finding: none
#[test]
fn an_unknown_station_or_name_is_let_be() {
    for addressee in [
        "RUEHMO/AMEMBASSY ATLANTIS",
        "RUEHXYZ/AMEMBASSY MOSCOW",
        "RHMFIUU/39OS INCIRLIK AB TU",
        "RUEHKV/AMEMBASSY KIEV",
        "RUEHBI/AMCONSUL BOMBAY",
        "RUEHFR/USMISSION UNESCO PARIS",
        "RUEHVI/USMISSION UNVIE VIENNA",
        "RUEHOO/CHINA POSTS COLLECTIVE",
        "AMEMBASSY MOSCOW",
    ] {
        assert_eq!(codes(&one(&addressed(&format!("TO {addressee} PRIORITY")))), [""; 0], "{addressee}");
    }
}

/// Every post of the directory, addressed as its row says, raises nothing.
///
/// - source: ACP 117
/// - code: `src/decode/whereabouts.rs`
/// - finding: none
#[test]
fn every_post_is_addressed_without_a_finding() {
    for post in directory::posts() {
        let input = addressed(&format!("TO {}/{} PRIORITY 0001", post.indicator, post.plad));
        let cable = one(&input);
        assert_eq!(codes(&cable), [""; 0], "{input}");
        assert_eq!(cable.to[0].plad, post.plad);
        assert_eq!(cable.to[0].number, Some(1));
    }
}
