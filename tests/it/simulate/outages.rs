//! Circuits that go down, lead nowhere, or cannot be asked: what arrives all the same, and the reasons of the rest.

use std::time::Duration;

use super::{Memory, Network, cable, reasons, run};

fn files(to: &[&str]) -> Memory {
    Memory::default().with("one", cable(1, to, "\nTEXT\n"))
}

fn two_stations() -> Network {
    Network::new().station("RUEHC", false).station("RUEHMO", false)
}

/// Two ways from the Department to Moscow, over RUEH and over RUES.
fn diamond() -> Network {
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUES", true);
    let network =
        network.station("RUEHMO", false).pair("RUEHC", "RUEH", "XA", "").pair("RUEHC", "RUES", "XB", "");
    network.pair("RUEH", "RUEHMO", "XC", "").pair("RUES", "RUEHMO", "XD", "").submit("1m", "RUEHC", "one")
}

/// A circuit that goes down loses the transmission in progress; the sender sends it again under a new number.
#[test]
fn a_transmission_cut_by_an_outage_goes_again() {
    let network =
        two_stations().circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"").submit("0s", "RUEHC", "one");
    let network = network.table("[[fault]]\nat = \"5s\"\nfor = \"10m\"\ncircuit = \"XMO\"");
    let outcome = run(&network.read(&files(&["RUEHMO"])));
    let settled = &outcome.deliveries[0];
    assert!(settled.outcome.clone().unwrap() > Duration::from_secs(605));
    assert_eq!(
        (settled.transmissions, settled.repeats, outcome.report.circuits[0].cut),
        (Some(2), Some(1), 1)
    );
}

/// Overlapping outages of one circuit are one.
#[test]
fn a_circuit_is_up_when_its_last_outage_has_ended() {
    let network = two_stations().circuit("RUEHC", "RUEHMO", "XMO", "").submit("1m", "RUEHC", "one");
    let network = network.table("[[fault]]\nat = \"0s\"\nfor = \"10m\"\ncircuit = \"XMO\"");
    let network = network.table("[[fault]]\nat = \"5m\"\nfor = \"1h\"\ncircuit = \"XMO\"");
    let outcome = run(&network.read(&files(&["RUEHMO"])));
    assert!(outcome.deliveries[0].outcome.clone().unwrap() > Duration::from_secs(65 * 60));
}

#[test]
fn what_waits_for_a_circuit_that_stays_down_is_undelivered() {
    let network = two_stations().pair("RUEHC", "RUEHMO", "XM", "").submit("1m", "RUEHC", "one");
    for fault in ["at = \"0s\"", "at = \"61s\""] {
        let network = network.clone().table(&format!("[[fault]]\n{fault}\ncircuit = \"XM1\""));
        let outcome = run(&network.read(&files(&["RUEHMO"])));
        assert_eq!(reasons(&outcome), [("RUEHMO", "circuit XM1 is down")], "{fault}");
    }
}

#[test]
fn an_alternate_takes_over_while_the_first_choice_is_down() {
    let routed = diamond().table("[[route]]\nat = \"RUEHC\"\nprefix = \"RUEHM\"\nvia = [\"XA1\", \"XB1\"]");
    let far = |fault: &str| {
        let outcome = run(&routed.clone().table(fault).read(&files(&["RUEHMO"])));
        let sent = |channel: &str| {
            let mut circuits = outcome.report.circuits.iter();
            circuits.find(|circuit| circuit.channel == channel).unwrap().transmissions > 0
        };
        (outcome.deliveries[0].outcome.is_ok(), sent("XA1"), sent("XB1"))
    };
    assert_eq!(far(""), (true, true, false));
    assert_eq!(far("[[fault]]\nat = \"0s\"\ncircuit = \"XA1\""), (true, false, true));
    assert_eq!(
        far("[[fault]]\nat = \"62s\"\ncircuit = \"XA1\""),
        (true, true, true),
        "cut, then the other way"
    );
}

/// Routes that follow from the circuits have the equally short ways as alternates.
#[test]
fn equally_short_ways_are_alternates_of_their_own_accord() {
    let outcome =
        run(&diamond().table("[[fault]]\nat = \"0s\"\ncircuit = \"XA1\"").read(&files(&["RUEHMO"])));
    assert_eq!(reasons(&outcome), []);
}

#[test]
fn without_a_circuit_left_the_first_choice_is_named() {
    let network = diamond()
        .table("[[fault]]\nat = \"0s\"\ncircuit = \"XC1\"")
        .table("[[fault]]\nat = \"0s\"\ncircuit = \"XD1\"");
    let outcome = run(&network.read(&files(&["RUEHMO"])));
    assert_eq!(reasons(&outcome), [("RUEHMO", "circuit XC1 is down")]);
}

/// Two relays that are each other's alternates keep a cable when both are cut off.
#[test]
fn two_relays_that_help_each_other_do_not_play_ball() {
    let network = diamond().pair("RUEH", "RUES", "XE", "");
    let network = network.table("[[route]]\nat = \"RUEH\"\nprefix = \"\"\nvia = [\"XC1\", \"XE1\"]");
    let network = network.table("[[route]]\nat = \"RUES\"\nprefix = \"\"\nvia = [\"XD1\", \"XE2\"]");
    let both = network.clone().table("[[fault]]\nat = \"0s\"\ncircuit = \"XC1\"");
    let outcome = run(&both.read(&files(&["RUEHMO"])));
    assert_eq!(reasons(&outcome), [], "over RUES");
    let both = both.table("[[fault]]\nat = \"0s\"\ncircuit = \"XD1\"");
    let outcome = run(&both.read(&files(&["RUEHMO"])));
    assert_eq!(reasons(&outcome), [("RUEHMO", "circuit XC1 is down")]);
}

#[test]
fn what_is_lost_where_nobody_can_ask_is_undelivered() {
    for faults in ["loss = 1.0", "garble = 1.0"] {
        let network = two_stations().circuit("RUEHC", "RUEHMO", "XMO", faults).submit("0s", "RUEHC", "one");
        let outcome = run(&network.read(&files(&["RUEHMO"])));
        assert_eq!(reasons(&outcome), [("RUEHMO", "lost on XMO: no way back")]);
    }
    let network =
        two_stations().circuit("RUEHC", "RUEHMO", "XM1", "loss = 1.0").circuit("RUEHMO", "RUEHC", "XM2", "");
    let outcome = run(&network.submit("0s", "RUEHC", "one").read(&files(&["RUEHMO"])));
    assert_eq!(reasons(&outcome), [("RUEHMO", "lost on XM1: nothing comes through whole")]);
}

#[test]
fn what_is_lost_while_the_way_back_is_down_is_undelivered() {
    let network =
        two_stations().circuit("RUEHC", "RUEHMO", "XM1", "loss = 0.5").circuit("RUEHMO", "RUEHC", "XM2", "");
    let network = network.submit("0s", "RUEHC", "one");
    let dead = network.clone().table("[[fault]]\nat = \"0s\"\ncircuit = \"XM2\"").read(&files(&["RUEHMO"]));
    let mut seen = Vec::new();
    for seed in 1..=20 {
        let outcome = run(&dead.clone().with_seed(seed));
        seen.extend(reasons(&outcome).into_iter().map(|(_, why)| why.to_owned()));
    }
    assert!((1..20).contains(&seen.len()), "{}", seen.len());
    assert!(seen.iter().all(|why| why == "lost on XM1: the way back XM2 is down"), "{seen:?}");
    // Down for a day is not down for ever.
    let network =
        network.table("[[fault]]\nat = \"0s\"\nfor = \"1d\"\ncircuit = \"XM2\"").read(&files(&["RUEHMO"]));
    for seed in 1..=20 {
        assert_eq!(reasons(&run(&network.clone().with_seed(seed))), []);
    }
}

#[test]
fn who_cannot_be_reached_is_undelivered() {
    let network = Network::new().station("RUEHC", false).station("RUEH", false).station("RUEHMO", false);
    let network =
        network.pair("RUEHC", "RUEH", "XA", "").pair("RUEH", "RUEHMO", "XB", "").submit("0s", "RUEHC", "one");
    let via = network.clone().table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = \"XA1\"");
    for fidelity in ["wire", "timing"] {
        let mut via = via.clone();
        via.0.insert_str(0, &format!("fidelity = \"{fidelity}\"\n"));
        let outcome = run(&via.read(&files(&["RUEHMO"])));
        assert_eq!(reasons(&outcome), [("RUEHMO", "no route")], "{fidelity}: RUEH forwards nothing");
    }
    let outcome = run(&network.read(&files(&["RUEHMO", "RUEH", "RUEHLN"])));
    let expected = [("RUEHMO", "no route"), ("RUEHLN", "no such station")];
    assert_eq!(reasons(&outcome), expected, "RUEH is no relay");
    let log: Vec<_> = outcome.deliveries.iter().map(|settled| settled.outcome.is_ok()).collect();
    assert_eq!(log, [false, true, false]);
    assert_eq!((outcome.report.offered.deliveries, outcome.report.delivered.deliveries), (3, 1));
}

/// Stations never give up, but a run ends when nothing can change any more, however many circuits go on asking.
#[test]
fn a_run_ends_while_stations_still_ask() {
    let network =
        two_stations().circuit("RUEHC", "RUEHMO", "XM1", "").circuit("RUEHMO", "RUEHC", "XM2", "loss = 0.3");
    let mut network = network.table("[[fault]]\nat = \"30s\"\ncircuit = \"XM1\"");
    let mut files = Memory::default();
    for number in 1..=20 {
        files = files.with(&number.to_string(), cable(number, &["RUEHMO"], "\nTEXT\n"));
        network = network.submit(&format!("{}s", number * 4), "RUEHC", &number.to_string());
    }
    let outcome = run(&network.read(&files));
    assert_eq!(outcome.report.delivered.deliveries + outcome.report.undelivered.len() as u64, 20);
    assert!(
        outcome.report.undelivered.len() >= 10 && outcome.report.virtual_s < 3600.0,
        "{}",
        outcome.report.virtual_s
    );
}

/// What an outage cuts off goes on waiting: from its joining to the start of its last transmission. What takes another way
/// joins another queue; its time in queues is that of both.
#[test]
fn what_was_cut_off_waits_from_its_joining_to_its_last_start() {
    let network =
        two_stations().circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"").submit("0s", "RUEHC", "one");
    let network = network.table("[[fault]]\nat = \"5s\"\nfor = \"10m\"\ncircuit = \"XMO\"");
    let outcome = run(&network.read(&files(&["RUEHMO"])));
    assert_eq!(outcome.report.circuits[0].wait_mean_s["priority"], Some(605.0));
    assert_eq!(
        outcome.report.precedence["priority"].wait_mean_s,
        Some(600.0),
        "in the queue while it was down"
    );

    let network = diamond().table("[[route]]\nat = \"RUEHC\"\nprefix = \"RUEHM\"\nvia = [\"XA1\", \"XB1\"]");
    let network = network.table("[[fault]]\nat = \"30s\"\nfor = \"1h\"\ncircuit = \"XA1\"");
    let network = network.table("[[fault]]\nat = \"30s\"\nfor = \"90s\"\ncircuit = \"XB1\"");
    let outcome = run(&network.read(&files(&["RUEHMO"])));
    let wait = |channel: &str| {
        let mut circuits = outcome.report.circuits.iter();
        circuits.find(|circuit| circuit.channel == channel).unwrap().wait_mean_s["priority"]
    };
    assert_eq!((wait("XA1"), wait("XB1")), (None, Some(0.0)));
    assert_eq!(outcome.report.precedence["priority"].wait_mean_s, Some(60.0), "before it went over RUES");
}

/// Two relays with nothing but each other: what neither can reach has no route, and does not go to and fro for ever.
#[test]
fn relays_that_face_each_other_send_nothing_round() {
    let network = Network::new().station("RUEA", true).station("RUEC", true).station("RUEHMO", false);
    let network = network.pair("RUEA", "RUEC", "XA", "").circuit("RUEHMO", "RUEA", "XMO", "");
    let files = Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    for fidelity in ["wire", "timing"] {
        let mut network = network.clone().submit("0s", "RUEC", "one");
        network.0.insert_str(0, &format!("fidelity = \"{fidelity}\"\n"));
        let outcome = run(&network.read(&files));
        assert_eq!(reasons(&outcome), [("RUEHMO", "no route")], "{fidelity}");
    }
}

/// In either fidelity a station takes an alternate though the one before it took one too.
#[test]
fn each_station_on_the_way_may_take_an_alternate() {
    for fidelity in ["wire", "timing"] {
        let mut network =
            diamond().table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = [\"XA1\", \"XB1\"]");
        network.0.insert_str(0, &format!("fidelity = \"{fidelity}\"\n"));
        let network =
            network.station("RUCN", true).pair("RUES", "RUCN", "XE", "").pair("RUCN", "RUEHMO", "XF", "");
        let network = network.table("[[route]]\nat = \"RUES\"\nprefix = \"\"\nvia = [\"XD1\", \"XE1\"]");
        let network = network.table("[[fault]]\nat = \"0s\"\ncircuit = \"XA1\"");
        let network = network.table("[[fault]]\nat = \"0s\"\ncircuit = \"XD1\"");
        let outcome = run(&network.read(&files(&["RUEHMO"])));
        assert_eq!(reasons(&outcome), [], "{fidelity}");
    }
}

/// In either fidelity an alternate that comes up takes over what waits for a first choice that is still down.
#[test]
fn an_alternate_that_comes_up_helps_at_once() {
    for fidelity in ["wire", "timing"] {
        let mut network =
            diamond().table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = [\"XA1\", \"XB1\"]");
        network.0.insert_str(0, &format!("fidelity = \"{fidelity}\"\n"));
        let network = network.table("[[fault]]\nat = \"0s\"\ncircuit = \"XA1\"");
        let network = network.table("[[fault]]\nat = \"0s\"\nfor = \"10m\"\ncircuit = \"XB1\"");
        let outcome = run(&network.read(&files(&["RUEHMO"])));
        assert_eq!((reasons(&outcome), outcome.report.virtual_s > 600.0), (vec![], true), "{fidelity}");
    }
}
