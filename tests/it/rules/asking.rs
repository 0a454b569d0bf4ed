//! Sections that a post asks the originator for.

use std::time::Duration;

use bytes::Bytes;
use torntape::Decoder;
use torntape::message::RoutingIndicator;
use torntape::station::{
    Action, Event, Incoming, IncomingCircuit, Outgoing, OutgoingCircuit, Plan, Rules, Station,
};

use crate::nets::{Net, Seen};

/// The Department sends to Moscow on a circuit that has no way back and loses some; Moscow answers by the relay that serves the
/// Department, over circuits that lose nothing.
fn one_way(more: &str, loss: &str) -> Net {
    let net = Net::new("wire");
    Net::from(&net, "preemption", &format!("{more}\npreemption"))
        .station("RUEHC", "")
        .station("RUEH", "relay = true")
        .station("RUEHMO", "")
        .circuit("RUEHC", "RUEHMO", "XMO", loss)
        .circuit("RUEHMO", "RUEH", "XRB", "")
        .circuit("RUEH", "RUEHC", "XCA", "")
}

const ASKING: &str = "seed = 2\nask_originator = \"30m\"";

/// The texts of the service messages that a station sends on a channel, on one line each.
fn said(seen: &Seen, station: &str, channel: &str) -> Vec<String> {
    let text = |message: &str| {
        let (_, text) = message.split_once("\nBT\nUNCLAS SVC ")?;
        Some(text.split_once("\nBT\n")?.0.replace('\n', " "))
    };
    seen.on(station, channel).into_iter().filter_map(text).collect()
}

/// A post that misses sections while no channel number is open asks the originator for them, in one message; the originator
/// answers, and sends them again.
///
/// - source: ACP 127(G) 405c, 416a, 417, 418
/// - code: `src/station/asking.rs`, `src/station/inquiry.rs`
/// - finding: none
#[test]
fn missing_sections_are_asked_of_the_originator() {
    let without = one_way("seed = 2", "loss = 0.4").submit_long("0s", 1, "O", &["RUEHMO"], 700).seen();
    assert_eq!(without.report.undelivered[0].why, "lost on XMO: no way back");
    assert_eq!(without.report.service.inquiries, None);

    let seen = one_way(ASKING, "loss = 0.4").submit_long("0s", 1, "O", &["RUEHMO"], 700).seen();
    assert_eq!((seen.report.delivered.deliveries, seen.report.undelivered.len()), (1, 0));
    let asked = said(&seen, "RUEHMO", "XRB");
    assert!(asked[0].starts_with("INT ZDK RUEHC 0001 2640000 SECTIONS 0"), "{asked:?}");
    let missing: Vec<_> = asked[0].split_once(" SECTIONS ").unwrap().1.split(' ').collect();
    let lost = without.report.circuits[0].lost;
    assert_eq!((missing.len() as u64, lost > 0), (lost, true), "{asked:?}");
    let message = seen.on("RUEHMO", "XRB")[0];
    assert!(message.contains("\nOO RUEHC\nDE RUEHMO 0001S 264"), "at the precedence of the cable: {message}");
    let read = Decoder::new().cable(message.as_bytes()).into_owned();
    assert_eq!((read.service, read.diagnostics.len()), (vec![asked[0].as_str().into()], 0));

    let answers = said(&seen, "RUEHC", "XMO");
    let [answer, ..] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(answer.starts_with("ZUI RUEHMO 0001S 264"), "{answer}");
    let again = format!("ZDK RUEHC 0001 2640000 SECTIONS {}", missing.join(" "));
    assert!(answer.ends_with(&again), "{answer}");
    let inquiries = seen.report.service.inquiries.unwrap();
    assert!(inquiries.sections >= lost && inquiries.requests == asked.len() as u64);
}

/// What is asked for repeatedly is marked: the second request `ZAR2`, the third `ZAR3`, to the relay that serves the
/// originator; it chases the originator, with who asked for information. The waits are 2 hours for IMMEDIATE, 8 for PRIORITY,
/// 16 for ROUTINE.
///
/// - source: ACP 127(G) 419c, 419f
/// - code: `src/station/asking.rs`
/// - finding: none
#[test]
fn a_request_without_answer_is_followed_up() {
    for (prosign, hours) in [("Z", 2), ("O", 2), ("P", 8), ("R", 16)] {
        // From the third minute on nothing of the originator comes through.
        let down = "[[fault]]\nat = \"3m\"\ncircuit = \"XMO\"\n";
        let net = one_way(ASKING, "loss = 0.4").add(down).submit_long("0s", 1, prosign, &["RUEHMO"], 700);
        let net = net.circuit("RUEH", "RUEHMO", "XRM", "");
        let seen = net.seen();
        let asked = said(&seen, "RUEHMO", "XRB");
        let [first, second, third] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!([second, third], [&format!("ZAR2 {first}"), &format!("ZAR3 {first}")]);
        let all = seen.on("RUEHMO", "XRB");
        let called = |message: &str| message.lines().nth(1).unwrap()[3..].to_owned();
        assert_eq!([0, 1, 2].map(|place| called(all[place])), ["RUEHC", "RUEHC", "RUEH"]);
        let filed = |message: &str| {
            let line = message.lines().nth(2).unwrap().rsplit(' ').next().unwrap().to_owned();
            let (day, hour, minute) = (&line[..3], &line[3..5], &line[5..7]);
            [day, hour, minute].map(|figures| figures.parse::<u64>().unwrap())
        };
        let minutes = |message: &str| {
            let [day, hour, minute] = filed(message);
            (day * 24 + hour) * 60 + minute
        };
        for (one, other) in [(0, 1), (1, 2)] {
            assert_eq!(minutes(all[other]) - minutes(all[one]), 60 * hours, "{prosign}");
        }
        let chase = said(&seen, "RUEH", "XCA").pop().unwrap();
        let citing = format!("{first} TO RUEHMO CITING RUEHMO 0003S ");
        assert!(chase.starts_with(&citing), "{chase}");
        let informed = said(&seen, "RUEH", "XRM").pop().unwrap();
        assert_eq!(informed, chase);
        assert_eq!(seen.report.undelivered[0].why, "circuit XMO is down");
    }
}

/// Where a number is open, what is missing is asked for under that: nobody asks the originator.
///
/// - source: ACP 127(G) 419a, 433
/// - code: `src/station/asking.rs`
/// - finding: none
#[test]
fn what_is_open_is_not_asked_of_the_originator() {
    let net = Net::from(&Net::star("wire"), "preemption", "ask_originator = \"30m\"\npreemption")
        .circuit("RUEH", "RUEHC", "XCA", "")
        .circuit("RUEHMO", "RUEH", "XRB", "")
        .add("[[fault]]\nat = \"0s\"\nfor = \"5h\"\ncircuit = \"XRB\"\n");
    let net = Net::from(&net, "channel = \"XMO\"", "channel = \"XMO\"\nloss = 0.5");
    let seen = net.submit_long("0s", 1, "R", &["RUEHMO"], 700).seen();
    assert_eq!(seen.report.delivered.deliveries, 1);
    assert!(
        seen.report.service.repeats_sent > 0 && seen.report.precedence["routine"].max_s > Some(5.0 * 3600.0)
    );
    assert_eq!(seen.report.service.inquiries.unwrap().requests, 0);
}

/// A request is answered even where nothing of the kind is held: then nothing more is asked.
///
/// - source: ACP 127(G) 418
/// - code: `src/station/asking.rs`
/// - finding: none
#[test]
fn a_request_is_answered_by_who_holds_nothing() {
    // The cable names the relay as its calling station.
    let net = one_way(ASKING, "loss = 0.4").circuit("RUEH", "RUEHMO", "XRM", "").submit_long(
        "0s",
        1,
        "O",
        &["RUEHMO"],
        700,
    );
    let seen = net.handed_in_for("RUEHC", "RUEH").seen();
    let asked = said(&seen, "RUEHMO", "XRB");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("INT ZDK RUEH 0001 "), "{asked:?}");
    let answer = said(&seen, "RUEH", "XRM").pop().unwrap();
    assert!(answer.starts_with("ZUI RUEHMO 0001S ") && answer.ends_with(" NOT HELD"), "{answer}");
    assert_eq!(seen.report.undelivered[0].why, "lost on XMO: no way back");
}

/// How long to wait before asking is said in the scenario; circuits that carry lengths have no such messages.
///
/// - source: ACP 127(G) 416; it gives no figure
/// - code: `src/sim/scenario/handling.rs`, `src/sim/scenario/unsupported.rs`
/// - finding: none
#[test]
fn how_long_to_wait_before_asking_is_said() {
    let refused = |fidelity: &str, wait: &str| {
        let net = Net::star(fidelity);
        Net::from(&net, "preemption", &format!("ask_originator = {wait}\npreemption")).refused()
    };
    assert!(refused("wire", "\"0s\"").contains("ask_originator: what has not come in yet is not missing"));
    assert!(refused("wire", "true").contains("ask_originator: expected a text in quotes"));
    assert!(refused("wire", "\"soon\"").contains("ask_originator: expected a duration"));
    assert!(refused("timing", "\"1h\"").contains("ask_originator: `ask_originator` in timing fidelity"));
}

/// However short the wait, a post looks once a minute whether the number that it waits for is still open.
///
/// - source: torntape's own
/// - code: `src/station/asking.rs`
/// - finding: none
#[test]
fn what_is_open_is_looked_at_once_a_minute() {
    let indicator = |letters: &'static str| RoutingIndicator::new(letters).unwrap();
    let (character, patience) = (Duration::from_millis(1), Duration::from_secs(60));
    let start = "2009-09-21T21:56:00Z".parse().unwrap();
    let outgoing = OutgoingCircuit {
        channel: "XOM".to_owned(),
        to: indicator("RUEHC"),
        character,
        way_back: Some(Incoming(0)),
        faulty: true,
        patience,
        backlog: None,
    };
    let incoming = IncomingCircuit {
        channel: "XMO".to_owned(),
        from: indicator("RUEHC"),
        character,
        latency: Duration::ZERO,
        way_back: Some(Outgoing(0)),
        faulty: true,
        patience,
    };
    let rules = Rules { ask_originator: Some(Duration::from_millis(1)), ..Rules::default() };
    let plan = Plan {
        rules,
        outgoing: vec![outgoing],
        incoming: vec![incoming],
        ..Plan::new(indicator("RUEHMO"), "AMEMBASSY MOSCOW", start)
    };
    let mut post = Station::new(plan);
    // The first number is open, and so is the second section.
    let first = "VZCZCXMO0002\nRR RUEHMO\nDE RUEHC #0001/01 2642156\nZNR UUUUU\nBT\nUNCLAS SECTION 01 OF 02\nX\nBT\nNNNN\n";
    let (mut now, mut actions, mut looks) = (Duration::from_secs(1), Vec::new(), 0);
    post.handle(now, Event::Arrived { circuit: Incoming(0), tape: Bytes::from(first).into() }, &mut actions);
    let hour = Duration::from_secs(3600);
    while now < hour && looks < 1_000 {
        let wakes = actions.iter().filter_map(|action| match action {
            Action::Wake { at } if *at > now => Some(*at),
            _ => None,
        });
        let Some(next) = wakes.min() else { panic!("nobody looks any more at {now:?}: {actions:?}") };
        let busy = actions.iter().any(|action| matches!(action, Action::Transmit { .. }));
        actions.retain(|action| matches!(action, Action::Wake { at } if *at > next));
        if busy {
            post.handle(now, Event::Free { circuit: Outgoing(0) }, &mut actions);
        }
        now = next;
        looks += 1;
        post.handle(now, Event::Wake, &mut actions);
    }
    assert!((55..200).contains(&looks), "{looks} looks until {now:?}");
}
