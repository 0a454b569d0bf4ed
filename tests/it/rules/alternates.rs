//! Alternative routing while a circuit has a backlog.

use crate::nets::{Net, Ran};

/// Two ways from the Department to Moscow: over RUEH, and over RUES.
fn two_ways(fidelity: &str, backlog: &str) -> Net {
    Net::new(fidelity)
        .station("RUEHC", "")
        .station("RUEH", "relay = true")
        .station("RUES", "relay = true")
        .station("RUEHMO", "")
        .circuit("RUEHC", "RUEH", "XA1", backlog)
        .circuit("RUEHC", "RUES", "XB1", backlog)
        .circuit("RUEH", "RUEHMO", "XC1", "")
        .circuit("RUES", "RUEHMO", "XD1", "")
        .add("[[route]]\nat = \"RUEHC\"\nprefix = \"RUEHM\"\nvia = [\"XA1\", \"XB1\"]\n")
}

/// As many short cables of a precedence at once.
fn many(net: Net, cables: std::ops::Range<u32>, prosign: &str) -> Net {
    cables.fold(net, |net, number| net.submit("0s", number, prosign, &["RUEHMO"]))
}

/// Transmissions on a circuit, and how many took an alternate instead.
fn carried(ran: &Ran, channel: &str) -> (u64, Option<u64>) {
    let circuit = ran.report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap();
    (circuit.transmissions, circuit.alternate_routed)
}

/// What cannot be sent in reasonable time, since too much waits for a circuit, takes an alternate; it joins the queue there
/// like any other, and the first choice is taken again when its backlog has gone. The scenario says what is reasonable.
///
/// - source: ACP 127(G) 307, 308d; it gives no figure
/// - code: `src/station/ways.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn a_backlog_is_a_reason_for_an_alternate() {
    for fidelity in ["wire", "timing"] {
        // One a second, each of which takes two or more; the last when the circuit is free again.
        let at = |number: u32| if number == 41 { 3600 } else { number };
        let offered = |backlog: &str| {
            let more = format!("overhead = 220\n{backlog}");
            (1..42).fold(two_ways(fidelity, &more), |net, number| {
                net.submit(&format!("{}s", at(number)), number, "R", &["RUEHMO"])
            })
        };
        let (without, with) = (offered("").run(), offered("backlog = \"5s\"").run());
        assert_eq!([carried(&without, "XA1"), carried(&without, "XB1")], [(41, None), (0, None)]);
        let ((first, moved), (other, none)) = (carried(&with, "XA1"), carried(&with, "XB1"));
        assert_eq!((first + other, moved, none), (41, Some(other), Some(0)), "{fidelity}");
        assert!((3..=20).contains(&other), "{fidelity}: {other}");
        assert_eq!(with.report.delivered.deliveries, 41);
        let longest = |ran: &Ran| ran.report.precedence["routine"].max_s.unwrap();
        assert!(longest(&with) < 0.8 * longest(&without), "{fidelity}");
    }
}

/// A backlog is what goes before: a FLASH finds none where only ROUTINE waits.
///
/// - source: ACP 127(G) 151, 307
/// - code: `src/station/queue.rs`, `src/sim/timing/line.rs`
/// - finding: none
#[test]
fn a_backlog_is_what_goes_before_by_precedence() {
    for fidelity in ["wire", "timing"] {
        let net = many(two_ways(fidelity, "backlog = \"0s\""), 1..11, "R");
        let before = carried(&net.run(), "XB1").0;
        assert!(before > 0, "{fidelity}");
        assert_eq!(carried(&net.submit("0s", 11, "Z", &["RUEHMO"]).run(), "XB1").0, before, "{fidelity}");
    }
}

/// Where there is a backlog everywhere, the first choice is as good as any.
///
/// - source: ACP 127(G) 307
/// - code: `src/station/ways.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn with_a_backlog_everywhere_the_first_choice_is_taken() {
    for fidelity in ["wire", "timing"] {
        let ran = many(two_ways(fidelity, "backlog = \"0s\""), 1..21, "R").run();
        // One is in progress and one waits on each circuit; whatever comes then joins the first.
        assert_eq!([carried(&ran, "XA1").0, carried(&ran, "XB1").0], [18, 2], "{fidelity}");
    }
}

/// Two relays that are each other's alternates, both with a backlog, send nothing to and fro: not back the way it came, and
/// by an alternate once at each station.
///
/// - source: ACP 127(G) 307; torntape's own rule against circles
/// - code: `src/station/ways.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn relays_with_backlogs_send_nothing_to_and_fro() {
    for fidelity in ["wire", "timing"] {
        let net = Net::new(fidelity)
            .station("RUEHC", "")
            .station("RUEA", "relay = true")
            .station("RUEB", "relay = true")
            .station("RUED", "relay = true")
            .station("RUEHMO", "")
            .circuit("RUEHC", "RUEA", "XA1", "");
        let ring = [("RUEA", "RUEB", "1"), ("RUEB", "RUED", "2"), ("RUED", "RUEA", "3")];
        let net = ring.iter().fold(net, |net, (from, to, number)| {
            net.circuit(from, "RUEHMO", &format!("XM{number}"), "backlog = \"0s\"")
                .circuit(from, to, &format!("XR{number}"), "")
                .circuit(to, from, &format!("XL{number}"), "")
                .add(&format!(
                    "[[route]]\nat = \"{from}\"\nprefix = \"\"\nvia = [\"XM{number}\", \"XR{number}\"]\n"
                ))
        });
        let ran = many(net, 1..61, "R").run();
        assert_eq!((ran.report.delivered.deliveries, ran.report.lost), (60, 0), "{fidelity}");
        for number in 1..=3 {
            let (sent, _) = carried(&ran, &format!("XR{number}"));
            assert!(sent <= 60, "{fidelity}: XR{number} {sent}");
            assert_eq!(carried(&ran, &format!("XL{number}")).0, 0, "{fidelity}");
        }
    }
}

/// A limit is a time, and a slip in its name is told.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/network.rs`
/// - finding: none
#[test]
fn a_backlog_is_a_time() {
    for (key, expected) in [
        ("backlog = \"soon\"", "circuit.backlog: expected a duration"),
        ("backlog = 5", "circuit.backlog: expected a text"),
        ("backlg = \"5m\"", "is `backlog` meant?"),
    ] {
        let said = two_ways("timing", key).refused();
        assert!(said.contains(expected), "{key}: {said}");
    }
}

/// From the Department to Moscow over RUEH, over RUES and RUEB, or over three more: no way of these is as short as another.
fn longer_ways(fidelity: &str, more: &str) -> Net {
    let stations = ["RUEH", "RUES", "RUEB", "RUFA", "RUFB", "RUFC"];
    let net = Net::new(fidelity).add("alternates = true\n").station("RUEHC", "").station("RUEHMO", "");
    let net = stations.iter().fold(net, |net, station| net.station(station, "relay = true"));
    net.circuit("RUEHC", "RUFA", "XC1", "")
        .circuit("RUFA", "RUFB", "XC2", "")
        .circuit("RUFB", "RUFC", "XC3", "")
        .circuit("RUFC", "RUEHMO", "XC4", "")
        .circuit("RUEHC", "RUES", "XB1", "")
        .circuit("RUES", "RUEB", "XB2", "")
        .circuit("RUEB", "RUEHMO", "XB3", "")
        .circuit("RUEHC", "RUEH", "XA1", "")
        .circuit("RUEH", "RUEHMO", "XA2", "")
        .add(more)
}

/// With `alternates` the routes that follow from the circuits go on with longer ways, the shorter of them first; without,
/// only ways of one length help each other.
///
/// - source: ACP 127(G) 307, 308; that longer ways count is torntape's own
/// - code: `src/sim/scenario/ways.rs`
/// - finding: none
#[test]
fn longer_ways_are_alternates_where_asked_for() {
    for fidelity in ["wire", "timing"] {
        let down = |channel: &str| format!("[[fault]]\nat = \"0s\"\ncircuit = \"{channel}\"\n");
        let ways = |net: &Net| {
            let ran = net.submit("1m", 1, "R", &["RUEHMO"]).run();
            let sent = ["XA1", "XB1", "XC1"].map(|channel| carried(&ran, channel).0);
            (sent, ran.report.delivered.deliveries)
        };
        let both = down("XA1") + &down("XB1");
        assert_eq!(ways(&longer_ways(fidelity, "")), ([1, 0, 0], 1), "{fidelity}");
        assert_eq!(ways(&longer_ways(fidelity, &down("XA1"))), ([0, 1, 0], 1), "{fidelity}");
        assert_eq!(ways(&longer_ways(fidelity, &both)), ([0, 0, 1], 1), "{fidelity}");
        let without = Net::from(&longer_ways(fidelity, &down("XA1")), "alternates = true\n", "");
        assert_eq!(ways(&without), ([0, 0, 0], 0), "{fidelity}");
        // A route of its own, and those that follow do not count.
        let route = "[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = \"XA1\"\n".to_owned();
        assert_eq!(ways(&longer_ways(fidelity, &(route + &down("XA1")))), ([0, 0, 0], 0), "{fidelity}");
    }
}

/// A longer way leads not back through the station that takes it: what has left by one and comes to a relay goes on from
/// there, by another circuit than the one on which it came.
///
/// - source: ACP 127(G) 307; torntape's own rule against circles
/// - code: `src/sim/scenario/ways.rs`, `src/station/ways.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn a_longer_way_does_not_lead_back() {
    for fidelity in ["wire", "timing"] {
        let net = Net::new(fidelity)
            .add("alternates = true\n")
            .station("RUEHC", "")
            .station("RUEA", "relay = true")
            .station("RUEB", "relay = true")
            .station("RUED", "relay = true")
            .station("RUEDEAD", "relay = true")
            .station("RUEHMO", "")
            .circuit("RUEHC", "RUEA", "XH1", "");
        let pairs = [("RUEA", "RUEDEAD", "D"), ("RUEA", "RUEB", "B"), ("RUEB", "RUED", "C")];
        let net = pairs.iter().fold(net, |net, (one, other, name)| {
            net.circuit(one, other, &format!("X{name}1"), "").circuit(other, one, &format!("X{name}2"), "")
        });
        let net = net.circuit("RUEA", "RUEHMO", "XM1", "").circuit("RUED", "RUEHMO", "XM2", "");
        let net = net.add("[[fault]]\nat = \"0s\"\ncircuit = \"XM1\"\n");
        let ran = net.submit("1m", 1, "R", &["RUEHMO"]).run();
        let sent = ["XH1", "XD1", "XB1", "XB2", "XC1", "XM2"].map(|channel| carried(&ran, channel).0);
        // RUEB is as near to Moscow by RUED as by RUEA, whence it came.
        assert_eq!((sent, ran.report.delivered.deliveries), ([1, 0, 1, 0, 1, 1], 1), "{fidelity}");
    }
}
