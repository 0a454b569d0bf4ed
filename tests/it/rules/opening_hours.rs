//! Posts that are closed in the night, and what they act on all the same.

use crate::nets::{Net, Ran};

/// The Department and two posts; Moscow is open from nine to six by its own clock, three hours ahead. The run begins on a
/// Monday at midnight UTC.
fn net(fidelity: &str, days: &str) -> Net {
    let hours = format!("hours = \"0900-1800\"\nzone = \"+03:00\"\n{days}");
    Net::new(fidelity)
        .station("RUEHC", "")
        .station("RUEHMO", &hours)
        .station("RUEHLN", "")
        .circuit("RUEHC", "RUEHMO", "XMO", "")
        .circuit("RUEHC", "RUEHLN", "XLN", "")
}

/// When each cable was delivered to Moscow, in whole minutes since the start.
fn delivered(ran: &Ran) -> Vec<(String, u64)> {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let cable = value["cable"].as_str().unwrap().trim_start_matches("09STATE").to_owned();
        (value["to"] == "RUEHMO").then(|| (cable, value["time_ns"].as_u64().unwrap() / 60_000_000_000))
    };
    ran.log.lines().filter_map(line).collect()
}

fn held(ran: &Ran, station: &str) -> Option<u64> {
    ran.report.stations.iter().find(|report| report.indicator == station).unwrap().held
}

/// What comes when a post is closed is delivered when it opens; its time to delivery is that.
///
/// - source: 5 FAH-2 H-421; ACP 117 5b(5)(b)
/// - code: `src/station/hours.rs`, `src/station/desk.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn what_comes_in_the_night_waits_for_the_post_to_open() {
    for fidelity in ["wire", "timing"] {
        let ran = net(fidelity, "")
            .submit("1h", 1, "R", &["RUEHMO", "RUEHLN"])
            .submit("2h", 2, "O", &["RUEHMO"])
            .submit("8h", 3, "R", &["RUEHMO"])
            .submit("11h", 4, "P", &["RUEHMO"])
            .run();
        let expected = [("1", 6 * 60), ("2", 6 * 60), ("3", 8 * 60), ("4", 11 * 60)];
        assert_eq!(delivered(&ran), expected.map(|(cable, at)| (cable.to_owned(), at)), "{fidelity}");
        assert_eq!([held(&ran, "RUEHMO"), held(&ran, "RUEHLN")], [Some(2), None], "{fidelity}");
        let immediate = &ran.report.precedence["immediate"];
        assert_eq!((immediate.objective_met, immediate.max_s), (Some(0.0), Some(4.0 * 3600.0)), "{fidelity}");
        assert_eq!(immediate.wait_mean_s, Some(0.0), "{fidelity}: in no queue");
    }
}

/// FLASH is acted on at once, and so is IMMEDIATE to whom the line asks for action in the night; a plain IMMEDIATE in
/// the same cable waits.
///
/// - source: 5 FAH-2 H-421
/// - code: `src/station/hours.rs`
/// - finding: none
#[test]
fn flash_and_niact_immediate_are_acted_on_at_once() {
    for fidelity in ["wire", "timing"] {
        let ran = net(fidelity, "")
            .submit("1h", 1, "Z", &["RUEHMO"])
            .submit_night("2h", 2, &["RUEHLN", "RUEHMO"], "RUEHMO")
            .submit_night("3h", 3, &["RUEHLN", "RUEHMO"], "RUEHLN")
            .run();
        let expected = [("1", 60), ("2", 120), ("3", 6 * 60)];
        assert_eq!(delivered(&ran), expected.map(|(cable, at)| (cable.to_owned(), at)), "{fidelity}");
    }
}

/// What comes after hours on a Friday waits for Monday.
///
/// - source: ATO of the speed of service: filed too late, on the next business day
/// - code: `src/station/hours.rs`
/// - finding: none
#[test]
fn a_post_opens_on_its_days() {
    for fidelity in ["wire", "timing"] {
        let net = net(fidelity, "days = [\"tue\", \"fri\"]");
        let ran = net.submit("1h", 1, "R", &["RUEHMO"]).submit("9h", 2, "P", &["RUEHMO"]).run();
        let expected = [("1", 30 * 60), ("2", 30 * 60)];
        assert_eq!(delivered(&ran), expected.map(|(cable, at)| (cable.to_owned(), at)), "{fidelity}");
    }
}

/// A share of random IMMEDIATE cables asks for action in the night; the others wait.
///
/// - source: 5 FAH-2 H-421
/// - code: `src/sim/offer.rs`, `src/sim/draft.rs`
/// - finding: none
#[test]
fn random_traffic_asks_for_action_in_the_night() {
    for fidelity in ["wire", "timing"] {
        let stream = |share: &str| {
            format!(
                "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"60/h\"\n{share}\n\
                 precedence = {{ immediate = 1.0 }}\nlength = {{ distribution = \"fixed\", mean = 100 }}\n"
            )
        };
        // From midnight to 6:00 it is closed: 359 cables.
        let held = |share: &str| held(&net(fidelity, "").add(&stream(share)).run(), "RUEHMO").unwrap();
        let (none, some, all) = (held(""), held("night_action = 0.3"), held("night_action = 1.0"));
        assert!((358..=360).contains(&none) && all == 0, "{fidelity}: {none} {all}");
        assert!((220..=280).contains(&some), "{fidelity}: {some}");
    }
}

/// A post that stops with cables at its desk delivers them when it is back and open.
///
/// - source: torntape's own
/// - code: `src/station/reopen.rs`, `src/station/desk.rs`
/// - finding: none
#[test]
fn cables_at_the_desk_outlast_a_stop() {
    for (at, lasts, expected) in [("2h", "1h", 6 * 60), ("2h", "5h", 7 * 60), ("359m", "2m", 6 * 60 + 1)] {
        let fault = format!("[[fault]]\nat = \"{at}\"\nfor = \"{lasts}\"\nstation = \"RUEHMO\"\n");
        let ran = net("wire", "").submit("1h", 1, "R", &["RUEHMO"]).add(&fault).run();
        assert_eq!(delivered(&ran), [("1".to_owned(), expected)], "{at} {lasts}");
        assert_eq!(held(&ran, "RUEHMO"), Some(1));
    }
}

/// Hours are two times of day; a slip is told.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/hours.rs`
/// - finding: none
#[test]
fn hours_are_two_times_of_day() {
    for (keys, expected) in [
        ("hours = \"9-18\"", "station.hours: expected two times of day that differ"),
        ("hours = \"0900-0900\"", "station.hours: expected two times of day that differ"),
        ("hours = \"0900-2460\"", "station.hours: expected two times of day that differ"),
        ("zone = \"+03:00\"", "station.zone: has no effect here (say hours"),
        ("hours = \"0900-1800\"\nzone = \"MSK\"", "station.zone: expected hours ahead of UTC"),
        ("hours = \"0900-1800\"\ndays = [\"mom\"]", "is `mon` meant?"),
        ("hours = \"0900-1800\"\ndays = []", "station.days: names no day"),
        ("hors = \"0900-1800\"", "is `hours` meant?"),
    ] {
        let said = Net::new("wire").station("RUEHC", keys).refused();
        assert!(said.contains(expected), "{keys}: {said}");
    }
}
