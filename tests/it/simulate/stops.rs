//! Stations that stop: they come back with what they had on disk, and nothing that was accepted is lost.

use std::time::Duration;

use torntape::sim::{Happening, Outcome, simulate};

use super::{Memory, Network, cable, reasons, run};

fn stop(station: &str, at: &str, length: &str) -> String {
    let length = if length.is_empty() { String::new() } else { format!("for = \"{length}\"\n") };
    format!("[[fault]]\nat = \"{at}\"\n{length}station = \"{station}\"\n")
}

/// The Department, a relay and Moscow, all at 10 characters a second; cables come each ten seconds.
fn chain(cables: u32, lines: usize) -> (Network, Memory) {
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEH", "XA", "speed = \"100cps\"");
    let mut network = network.pair("RUEH", "RUEHMO", "XM", "speed = \"20cps\"");
    let mut files = Memory::default();
    for number in 1..=cables {
        let text = "\nA LINE OF THE TEXT OF THIS CABLE.".repeat(lines);
        files = files.with(&number.to_string(), cable(number, &["RUEHMO"], &(text + "\n")));
        network = network.submit(&format!("{}s", number * 10), "RUEHC", &number.to_string());
    }
    (network, files)
}

fn channel<'a>(outcome: &'a Outcome, channel: &str) -> &'a torntape::sim::report::CircuitReport {
    outcome.report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap()
}

/// The way on is five times as slow as the way in: when the relay stops, most of the cables wait there.
#[test]
fn a_relay_that_stops_while_cables_queue_there_loses_nothing() {
    let (network, files) = chain(20, 10);
    let network = network.table(&stop("RUEH", "150s", "10m"));
    let mut seen = Vec::new();
    let mut waiting = 0_i32;
    let watch = |at: Duration, happening: &Happening<'_>| match happening {
        Happening::Queued { station: "RUEH", channel: "XM1", service: false, .. } => waiting += 1,
        Happening::Sent { transmission, .. }
            if transmission.channel == "XM1" && transmission.cable.is_some() =>
        {
            waiting -= 1;
        }
        Happening::Stopped { station } => {
            seen.push((at.as_secs(), format!("{station} stops with {waiting}")));
        }
        Happening::Reopened { station } => seen.push((at.as_secs(), format!("{station} is back"))),
        _ => {}
    };
    let outcome = simulate(&network.read(&files), watch).unwrap();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert_eq!((seen[0].0, seen[1].0), (150, 750));
    let queued: i32 = seen[0].1.strip_prefix("RUEH stops with ").unwrap().parse().unwrap();
    assert!(queued >= 5, "{seen:?}");
    assert_eq!(reasons(&outcome), []);
    assert_eq!((outcome.report.delivered.deliveries, outcome.report.lost), (20, 0));
    assert_eq!(channel(&outcome, "XM1").cut, 1, "what it was sending is cut off");
    assert!(channel(&outcome, "XA1").lost >= 5, "what came meanwhile is lost, and asked for");
    assert!(outcome.report.service.repeats_sent >= 5);
    let queue = channel(&outcome, "XM1");
    assert!(
        queue.wait_mean_s["priority"].unwrap() > 300.0,
        "it waits while the station is stopped: {queue:?}"
    );
}

/// Sections that came in before the stop are on disk; none is asked for again that was confirmed, and the cable is
/// delivered once, when the last is there.
#[test]
fn a_post_that_stops_in_the_middle_of_a_multi_section_cable_delivers_it_once() {
    let (network, files) = chain(1, 400);
    for at in [120, 300, 500, 700] {
        let scenario = network.clone().table(&stop("RUEHMO", &format!("{at}s"), "2m")).read(&files);
        let (mut before, mut missed, mut delivered) = (0, 0, 0);
        let watch = |now: Duration, happening: &Happening<'_>| match happening {
            Happening::Arrived { station: "RUEHMO", transmission, .. } if transmission.cable.is_some() => {
                before += usize::from(now.as_secs() < at);
            }
            Happening::Missed { station: "RUEHMO", .. } => missed += 1,
            Happening::Delivered { .. } => delivered += 1,
            _ => {}
        };
        let outcome = simulate(&scenario, watch).unwrap();
        assert_eq!(outcome.report.offered.sections, 5, "{at}");
        assert_eq!((delivered, outcome.report.undelivered.len()), (1, 0), "{at}");
        assert!(before < 5 && (at < 300 || before > 0), "{at}: {before} sections before the stop");
        assert!((1..=2).contains(&missed), "{at}: {missed}");
        let circuit = channel(&outcome, "XM1");
        // Five sections, those that were missed once more, and what the repair says; no section a third time.
        let cables = outcome.deliveries[0].transmissions.unwrap() - 5;
        assert_eq!(cables, 5 + missed, "{at}: {circuit:?}");
    }
}

/// What was accepted before the stop goes on after it; what is brought during the stop is handed in when the station is
/// back; message numbers and serials go on where they were.
#[test]
fn an_originator_that_stops_goes_on_with_what_it_had_accepted() {
    let bare = |number: u32| {
        format!(
            "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO POST RUEHMO\nUNCLAS STATE {number:06}\n\nTEXT {number}\n"
        )
    };
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let mut network = network.pair("RUEHC", "RUEHMO", "XM", "speed = \"10cps\"");
    let mut files = Memory::default();
    for number in 1..=6 {
        files = files.with(&number.to_string(), bare(number));
        network = network.submit(&format!("{number}s"), "RUEHC", &number.to_string());
    }
    files = files.with("late", bare(7));
    let network = network.submit("5m", "RUEHC", "late").table(&stop("RUEHC", "40s", "10m"));
    let mut handed_in = Vec::new();
    let mut serials = Vec::new();
    let scenario = network.read(&files);
    let watch = |at: Duration, happening: &Happening<'_>| {
        if let Happening::Submitted { cable, .. } = happening {
            handed_in.push((at.as_secs(), (*cable).to_owned()));
        }
    };
    let outcome = simulate(&scenario, watch).unwrap();
    assert_eq!(handed_in.last(), Some(&(640, "09STATE7".to_owned())));
    assert_eq!((outcome.report.delivered.deliveries, outcome.report.lost), (7, 0));
    let late = &outcome.deliveries[6];
    assert_eq!(late.submitted, Duration::from_secs(300), "it was offered then");
    assert!(late.outcome.clone().unwrap() > Duration::from_secs(640));
    // The driver sees what is delivered: each cable has a serial of its own.
    let plans = scenario.plans();
    let mut stations: Vec<_> = plans.iter().cloned().map(torntape::station::Station::new).collect();
    let mut conductor = torntape::sim::Conductor::new(&scenario, ());
    loop {
        match conductor.step() {
            torntape::sim::Step::Handle(due) => {
                let mut actions = Vec::new();
                stations[due.station].handle(due.at, due.event, &mut actions);
                for action in &actions {
                    if let torntape::station::Action::Accepted { key, .. } = action {
                        serials.push(key.serial.clone());
                    }
                }
                conductor.carry_out(due.station, actions, 0).unwrap();
            }
            torntape::sim::Step::Reopen(back) => {
                let plan = plans[back.station].clone();
                let (station, torn) = torntape::station::Station::reopen(plan, &back.journal).unwrap();
                assert_eq!(torn, None);
                stations[back.station] = station;
            }
            torntape::sim::Step::Survey => {
                conductor.survey(|station, circuit| stations[station].outstanding(circuit));
            }
            torntape::sim::Step::End => break,
            _ => {}
        }
    }
    assert_eq!(serials, (1..=7).map(|serial| format!("{serial:04}")).collect::<Vec<_>>());
}

/// A station that never comes back is the reason of all that it was to get, send or pass on; nothing is lost.
#[test]
fn what_a_station_that_never_comes_back_had_to_do_is_undelivered() {
    let (network, files) = chain(20, 10);
    for (station, at) in [("RUEHMO", 100), ("RUEH", 100), ("RUEHC", 100), ("RUEHC", 5), ("RUEH", 0)] {
        let scenario = network.clone().table(&stop(station, &format!("{at}s"), "")).read(&files);
        let outcome = run(&scenario);
        let made = outcome.report.delivered.deliveries;
        assert_eq!(made + outcome.report.undelivered.len() as u64, 20);
        assert_eq!(outcome.report.lost, 0);
        assert!(made < 10 && (made > 0) == (at == 100), "{station} at {at}: {made}");
        let why = format!("station {station} has stopped");
        assert!(reasons(&outcome).iter().all(|reason| *reason == ("RUEHMO", why.as_str())), "{outcome:?}");
        assert!(outcome.report.virtual_s < 1000.0, "{}", outcome.report.virtual_s);
    }
}

/// Stops that overlap are one; a stop without an end within one that has an end has none.
#[test]
fn a_station_is_back_when_its_last_stop_has_ended() {
    let (network, files) = chain(2, 1);
    let network = network.table(&stop("RUEH", "0s", "10m")).table(&stop("RUEH", "5m", "1h"));
    let outcome = run(&network.read(&files));
    assert!(outcome.deliveries[0].outcome.clone().unwrap() > Duration::from_secs(65 * 60));
    let outcome = run(&network.table(&stop("RUEH", "7m", "")).read(&files));
    assert_eq!(reasons(&outcome), [("RUEHMO", "station RUEH has stopped"); 2]);
}

/// Where nobody can ask, what a stopped station did not hear is lost for good, and told.
#[test]
fn what_a_stopped_station_misses_without_a_way_back_is_undelivered() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", "").submit("0s", "RUEHC", "one");
    let files = Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    let outcome = run(&network.table(&stop("RUEHMO", "1s", "1s")).read(&files));
    assert_eq!(reasons(&outcome), [("RUEHMO", "lost on XMO: no way back")]);
}

/// A relay that takes its time has what it is handling on disk, and a circuit that is down stays down over a stop.
#[test]
fn what_a_relay_was_handling_goes_on_when_it_is_back() {
    let relay = "[[station]]\nindicator = \"RUEH\"\nplad = \"RELAY\"\nrelay = true\nprocessing = \"60s\"";
    let network = Network::new().station("RUEHC", false).table(relay).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEH", "XA", "").pair("RUEH", "RUEHMO", "XM", "");
    let network = network.submit("0s", "RUEHC", "one").table(&stop("RUEH", "30s", "2m"));
    let files = Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    let outcome = run(&network.read(&files));
    let delivered = outcome.deliveries[0].outcome.clone().unwrap().as_secs();
    assert!((150..155).contains(&delivered), "at once when it is back: {delivered}");
    let network = network.table("[[fault]]\nat = \"10s\"\nfor = \"5m\"\ncircuit = \"XM1\"");
    let outcome = run(&network.read(&files));
    let delivered = outcome.deliveries[0].outcome.clone().unwrap().as_secs();
    assert!((310..315).contains(&delivered), "when the circuit is up: {delivered}");
}
