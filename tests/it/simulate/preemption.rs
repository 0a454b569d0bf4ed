//! Transmissions that give way, in whole runs.

use std::time::Duration;

use proptest::prelude::*;
use torntape::message::Precedence;
use torntape::sim::{Happening, simulate};

use super::{Memory, Network, cable, run};

const RULES: [&str; 4] = ["none", "flash", "book", "all"];

/// A long cable of one precedence, and two seconds later a short FLASH.
fn network(rule: &str, more: &str) -> (Network, Memory) {
    handled(&format!("preemption = \"{rule}\""), more)
}

fn handled(how: &str, more: &str) -> (Network, Memory) {
    let network = Network::new().table(how).station("RUEHC", false);
    let network = network.station("RUEHMO", false).pair("RUEHC", "RUEHMO", "XM", more);
    let urgent = cable(2, &["RUEHMO"], "\nTEXT\n").replace("P 212156Z", "Z 212156Z").replace(" PRIORITY", "");
    let files = Memory::default()
        .with("long", cable(1, &["RUEHMO"], &"\nA LONG LINE OF TEXT TO SEND.".repeat(50)))
        .with("urgent", urgent);
    (network.submit("0s", "RUEHC", "long").submit("5s", "RUEHC", "urgent"), files)
}

/// The report counts what was interrupted, and the figures are those of a hand calculation.
#[test]
fn a_flash_interrupts_and_the_report_says_so() {
    let (network, files) = network("flash", "");
    let mut seen = Vec::new();
    let watch = |at: Duration, happening: &Happening<'_>| match happening {
        Happening::Preempted { transmission, .. } => seen.push((at, transmission.number, "broken off")),
        Happening::Arrived { transmission, cancelled: true, .. } => {
            seen.push((at, transmission.number, "arrives broken off"));
        }
        _ => {}
    };
    let outcome = simulate(&network.read(&files), watch).unwrap();
    // 500 characters have left after five seconds; the ending has 25.
    let ending = "\nE E E E E E E E AR\nNNNN\n".len() as u64;
    let at = Duration::from_secs(5);
    let gone = at + Duration::from_millis(10 * ending);
    assert_eq!(seen, [(at, 1, "broken off"), (gone, 1, "arrives broken off")]);
    let circuit = &outcome.report.circuits[0];
    assert_eq!((circuit.preempted, circuit.transmissions), (1, 3));
    assert_eq!(outcome.report.precedence["flash"].wait_mean_s, Some(gone.saturating_sub(at).as_secs_f64()));
    assert_eq!(outcome.report.delivered.deliveries, 2);
    let preempted = RULES.map(|rule| {
        let (network, files) = self::network(rule, "");
        run(&network.read(&files)).report.circuits[0].preempted
    });
    assert_eq!(preempted, [0, 1, 1, 1]);
}

/// What goes on where it stopped takes its time on the circuit once, in two parts, and has the number after that of the FLASH.
#[test]
fn what_is_interrupted_goes_on_where_it_stopped() {
    let (network, files) = handled("preemption_mode = \"resume\"", "");
    let (mut sent, mut arrived) = (Vec::new(), Vec::new());
    let watch = |at: Duration, happening: &Happening<'_>| match happening {
        Happening::Sent { transmission, takes_ns, .. } => {
            sent.push((transmission.number, at, Duration::from_nanos(*takes_ns)));
        }
        Happening::Arrived { transmission, cancelled, damaged, .. } => {
            assert!(!cancelled && !damaged);
            arrived.push((transmission.number, at));
        }
        _ => {}
    };
    let outcome = simulate(&network.read(&files), watch).unwrap();
    let [first, flash, second] = sent[..] else { panic!("three parts: {sent:?}") };
    let at = Duration::from_secs(5);
    assert_eq!((first.0, flash.0, second.0), (1, 1, 2), "what has not left has no number");
    assert_eq!((first.1, flash.1, second.1), (Duration::ZERO, at, at + flash.2));
    assert_eq!(first.2, at + second.2, "not a character twice");
    assert_eq!(arrived, [(1, at + flash.2), (2, at + flash.2 + second.2)]);
    let circuit = &outcome.report.circuits[0];
    assert_eq!((circuit.preempted, circuit.transmissions), (1, 3));
    assert_eq!(outcome.report.precedence["flash"].wait_mean_s, Some(0.0));
    assert_eq!(outcome.report.precedence["priority"].wait_mean_s, Some(flash.2.as_secs_f64()));
    assert_eq!(outcome.report.delivered.deliveries, 2);
}

/// The parts in which the long cable goes: when they start and what they take, in milliseconds.
fn parts(fidelity: &str, fault: &str) -> Vec<(u128, u64)> {
    let how = format!("fidelity = \"{fidelity}\"\npreemption_mode = \"resume\"");
    let (network, files) = handled(&how, "overhead = 200");
    let network = network.table(fault);
    let mut sent = Vec::new();
    let watch = |at: Duration, happening: &Happening<'_>| {
        if let Happening::Sent { transmission, takes_ns, .. } = happening
            && transmission.cable.is_some()
            && transmission.precedence == Precedence::Priority
        {
            sent.push((at.as_millis(), takes_ns / 1_000_000));
        }
    };
    assert_eq!(simulate(&network.read(&files), watch).unwrap().report.delivered.deliveries, 2);
    sent
}

/// What has left is at the far end, whatever becomes of the circuit meanwhile; a sender that stops has forgotten how much that
/// was, and a circuit that goes down loses the part that is on it with all before.
#[test]
fn what_has_left_is_forgotten_by_who_stops_and_by_what_is_cut() {
    for fidelity in ["wire", "timing"] {
        let parts = |fault: &str| parts(fidelity, fault);
        let [(0, whole), (flash_over, rest)] = parts("")[..] else { panic!("{:?}", parts("")) };
        // While the FLASH is on it, the circuit goes down.
        let down = parts("[[fault]]\nat = \"6s\"\nfor = \"10s\"\ncircuit = \"XM1\"");
        assert!(
            matches!(down[..], [(0, first), (_, second)] if first == whole && second == rest),
            "{down:?}"
        );
        // The sender stops.
        let stops = parts("[[fault]]\nat = \"6s\"\nfor = \"10s\"\nstation = \"RUEHC\"");
        assert!(
            matches!(stops[..], [(0, first), (_, second)] if first == whole && second >= whole),
            "{stops:?}"
        );
        // The circuit goes down while the rest is on it.
        let at = flash_over / 1000 + 1;
        let cut = parts(&format!("[[fault]]\nat = \"{at}s\"\nfor = \"10s\"\ncircuit = \"XM1\""));
        assert_eq!(cut.iter().map(|part| part.1).collect::<Vec<_>>(), [whole, rest, whole]);
    }
}

/// Without the key, FLASH interrupts.
#[test]
fn flash_is_the_default() {
    let (network, files) = network("none", "");
    let text = network.0.replace("preemption = \"none\"\n", "");
    let scenario = torntape::sim::scenario::Scenario::read(&text, "test.toml", &files).unwrap();
    assert_eq!(run(&scenario).report.circuits[0].preempted, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever interrupts what in whatever weather, the laws hold and every cable arrives.
    #[test]
    fn the_laws_hold_whatever_is_interrupted(
        rule in prop::sample::select(RULES.to_vec()),
        mode in prop::sample::select(vec!["restart", "resume"]),
        weather in [0_u32..40, 0..40, 0..40, 0..40],
        outage in prop::option::of((0_u32..120, 1_u32..60)),
        stop in prop::option::of((0_usize..3, 0_u32..120, 1_u32..60)),
        cables in prop::collection::vec((0_usize..4, 0_usize..120, 0_u32..90), 1..16),
        seed in any::<u64>(),
    ) {
        let [loss, garble, duplicate, reorder] = weather.map(|percent| f64::from(percent) / 100.0);
        let more = format!("loss = {loss:?}\ngarble = {garble:?}\nduplicate = {duplicate:?}\nreorder = {reorder:?}");
        let handling = format!("preemption = \"{rule}\"\npreemption_mode = \"{mode}\"");
        let mut network = Network::new().table(&handling).station("RUEHC", false);
        network = network.station("RUEH", true).station("RUEHMO", false);
        network = network.pair("RUEHC", "RUEH", "XA", &more).pair("RUEH", "RUEHMO", "XM", &more);
        if let Some((at, length)) = outage {
            network = network.table(&format!("[[fault]]\nat = \"{at}s\"\nfor = \"{length}s\"\ncircuit = \"XM1\""));
        }
        if let Some((station, at, length)) = stop {
            let station = ["RUEHC", "RUEH", "RUEHMO"][station];
            network = network.table(&format!("[[fault]]\nat = \"{at}s\"\nfor = \"{length}s\"\nstation = \"{station}\""));
        }
        let mut files = Memory::default();
        for (number, (precedence, lines, at)) in (1..).zip(&cables) {
            let prosign = ["R", "P", "O", "Z"][*precedence];
            let text = cable(number, &["RUEHMO"], &"\nA LINE OF TEXT.".repeat(*lines));
            let text = text.replace("P 212156Z", &format!("{prosign} 212156Z")).replace(" PRIORITY", "");
            files = files.with(&number.to_string(), text);
            network = network.submit(&format!("{at}s"), "RUEHC", &number.to_string());
        }
        let outcome = run(&network.read(&files).with_seed(seed));
        prop_assert_eq!(outcome.report.delivered.deliveries, cables.len() as u64);
        if rule == "none" {
            prop_assert!(outcome.report.circuits.iter().all(|circuit| circuit.preempted == 0));
        }
    }
}

/// `wait_mean_s` of a circuit is the time from joining its queue to the start of the last transmission; the wait of a
/// delivery is the time in queues only.
#[test]
fn an_interrupted_transmission_waits_from_its_joining_to_its_last_start() {
    let (network, files) = network("flash", "");
    let mut started = Vec::new();
    let watch = |at: Duration, happening: &Happening<'_>| {
        if let Happening::Sent { transmission: sent, waited_ns, .. } = happening
            && sent.channel == "XM1"
        {
            started.push((sent.number, at, Duration::from_nanos(*waited_ns)));
        }
    };
    let outcome = simulate(&network.read(&files), watch).unwrap();
    let [first, flash, again] = started[..] else { panic!("three transmissions: {started:?}") };
    assert_eq!((first.0, first.1, first.2), (1, Duration::ZERO, Duration::ZERO));
    let wait = |level: &str| Duration::from_secs_f64(outcome.report.circuits[0].wait_mean_s[level].unwrap());
    assert_eq!(wait("flash"), flash.2);
    assert_eq!(wait("priority"), again.1, "it joined at the very beginning");
    let in_queues = again.2;
    assert_eq!(
        in_queues,
        again.1.saturating_sub(Duration::from_secs(5)),
        "it joined again when it was broken off"
    );
    let delivered = outcome.report.precedence["priority"].wait_mean_s.map(Duration::from_secs_f64);
    assert_eq!(delivered, Some(in_queues));
}
