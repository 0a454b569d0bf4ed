//! The rules a station keeps, each on wires where one thing goes wrong.

use crate::wires::{Fate, Wire, Wires};

/// A cable of this serial to these posts, with so many lines of text.
pub(crate) fn cable(serial: u32, precedence: &str, posts: &[&str], lines: usize) -> String {
    let addressees: Vec<_> = posts.iter().map(|post| format!("{post}/AMEMBASSY {post} 0001")).collect();
    let (addressees, text) = (addressees.join("\n"), "The quick brown fox.\n".repeat(lines));
    format!(
        "DE RUEHC #{serial:04} 2642216\nZNR UUUUU ZZH\n{precedence} 212156Z SEP 09\nFM SECSTATE WASHDC\n\
         TO {addressees}\nBT\nUNCLAS STATE {serial:06}\n\nSUBJECT: TRIAL\n\n{text}BT\n#{serial:04}\nNNNN\n"
    )
}

const NAMES: [&str; 4] = ["RUEHC", "RUEH", "RUEHMO", "RUEHLN"];

/// The originator, a relay, two posts, each pair of circuits with the faults.
pub(crate) fn star(seed: u64, faults: [u64; 4]) -> Wires {
    let wires = vec![
        Wire::new(0, 1, "XRA").faults(faults).answered_by(1),
        Wire::new(1, 0, "XCA").faults(faults).answered_by(0),
        Wire::new(1, 2, "XMO").faults(faults).answered_by(3),
        Wire::new(2, 1, "XRB").faults(faults).answered_by(2),
        Wire::new(1, 3, "XLN").faults(faults).answered_by(5),
        Wire::new(3, 1, "XRC").faults(faults).answered_by(4),
    ];
    let routes: [(usize, &str, &[usize]); 4] =
        [(0, "R", &[0]), (1, "RUEHMO", &[2]), (1, "RUEHLN", &[4]), (1, "RUEHC", &[1])];
    Wires::new(seed, &NAMES, &[1], &wires, &routes)
}

/// An originator and a post, and the circuits between them.
pub(crate) fn pair(there: Wire, back: Option<Wire>) -> Wires {
    let wires = match back {
        Some(back) => vec![there.answered_by(1), back.answered_by(0)],
        None => vec![there],
    };
    Wires::new(1, &["RUEHC", "RUEHMO"], &[], &wires, &[(0, "R", &[0])])
}

pub(crate) fn forth() -> Wire {
    Wire::new(0, 1, "XMO")
}

pub(crate) fn back() -> Wire {
    Wire::new(1, 0, "XHC")
}

pub(crate) fn submit(world: &mut Wires, count: u32) {
    for serial in 1..=count {
        world.submit(0, 0, cable(serial, "R", &["RUEHMO"], 1));
    }
}

pub(crate) fn all_delivered_once(world: &Wires, deliveries: usize) {
    assert_eq!(world.complaints, []);
    let tally = world.tally();
    assert_eq!(tally.len(), deliveries);
    assert!(tally.values().all(|times| *times == 1), "{tally:?}");
    assert!(world.is_idle());
}

/// A service message that is lost leaves no number open behind the next one: nobody ever asks for it.
#[test]
fn a_lost_service_message_is_never_asked_for() {
    let fates = [Fate::Fine, Fate::Lost, Fate::Lost, Fate::Fine];
    let mut world = pair(forth().fates(&fates), Some(back().fates(&[Fate::Lost])));
    submit(&mut world, 1);
    assert!(world.run(24));
    all_delivered_once(&world, 1);
    insta::assert_snapshot!(world.said.join("\n"), @r"
      0 XMO0001 RR RUEHMO / DE RUEHC #0001 2642216
     62 XMO0002 ZIC XMO0001
    122 XMO0003 ZIC XMO0002 ZFR XMO0002
    243 XMO0004 ZIC XMO0003 ZFR XMO0002 THRU XMO0003
    244 XHC0001 ZID XMO0004
    484 XMO0005 ZIC XMO0004 ZFR XMO0002 THRU XMO0004
    485 XHC0002 ZID XMO0005 ZFR XHC0001
    ");
}

/// A report that comes twice, or late, is answered without a second repetition.
#[test]
fn a_report_that_comes_twice_causes_one_repetition() {
    for fate in [Fate::Doubled, Fate::Overtaken] {
        let mut world = pair(forth().fates(&[Fate::Lost]), Some(back().fates(&[fate, fate])));
        submit(&mut world, 3);
        assert!(world.run(24));
        all_delivered_once(&world, 3);
        assert_eq!((world.requested, world.repeats), (1, 1));
    }
}

/// A burst that comes through costs one question and one account.
#[test]
fn a_burst_costs_two_service_messages() {
    let mut world = pair(forth().fates(&[]), Some(back().fates(&[])));
    submit(&mut world, 50);
    assert!(world.run(1));
    all_delivered_once(&world, 50);
    assert_eq!((world.carried[0].service, world.carried[1].service), (1, 1));
}

/// Where there is no way back, what is lost is lost, and nothing waits for an answer that cannot come.
#[test]
fn without_a_way_back_nothing_is_kept() {
    let mut world = pair(forth().faults([30, 30, 30, 30]), None);
    submit(&mut world, 200);
    assert!(world.run(24));
    assert!(world.is_idle());
    assert_eq!((world.carried[0].cables, world.carried[0].service), (200, 0));
    let tally = world.tally();
    assert!((40..180).contains(&tally.len()), "{}", tally.len());
    assert!(tally.values().all(|times| *times == 1));
}

/// While nobody confirms, a sender stops before numbers could be taken for those of the round before.
#[test]
fn a_sender_stays_within_the_numbers_that_compare() {
    let mut world = pair(forth().fates(&[Fate::Fine, Fate::Lost]), Some(back().down(0, 1_000_000)));
    submit(&mut world, 4_200);
    assert!(!world.run(250));
    assert!((3_900..=4_000).contains(&world.carried[0].cables), "{}", world.carried[0].cables);
    assert!(world.run(24 * 365));
    all_delivered_once(&world, 4_200);
}

/// The same on a circuit without way back: the sender knows by itself.
#[test]
fn an_outage_without_a_way_back_loses_nothing() {
    let mut world = pair(forth().down(4, 600), None);
    submit(&mut world, 3);
    assert!(world.run(24));
    all_delivered_once(&world, 3);
}

/// A relay with two ways to Moscow, the second through another relay.
pub(crate) fn two_ways(first: Wire) -> Wires {
    let wires = vec![
        Wire::new(0, 1, "XRA"),
        first,
        Wire::new(1, 3, "XAL"),
        Wire::new(3, 2, "XMB"),
        Wire::new(3, 1, "XBK"),
        Wire::new(2, 1, "XRM").fates(&[]).answered_by(1),
    ];
    let routes: [(usize, &str, &[usize]); 3] = [(0, "R", &[0]), (1, "R", &[1, 2]), (3, "R", &[3, 4])];
    Wires::new(1, &["RUEHC", "RUEH", "RUEHMO", "RUES"], &[1, 3], &wires, &routes)
}

/// While the alternate is down as well, a queue stays where it is.
#[test]
fn a_queue_stays_while_all_ways_are_down() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(1, 500).answered_by(5));
    world.take_down(2, 1, 9_000);
    submit(&mut world, 5);
    assert!(world.run(24));
    all_delivered_once(&world, 5);
    assert_eq!((world.withdrawn, world.carried[2].cables), (0, 0));
}

/// A queue that has taken an alternate goes back when that is down and the first choice is up again.
#[test]
fn a_queue_goes_back_to_the_first_choice() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(1, 30).answered_by(5));
    world.take_down(2, 40, 9_000);
    submit(&mut world, 30);
    assert!(world.run(24));
    all_delivered_once(&world, 30);
    assert!(world.carried[1].cables > 0 && world.carried[2].cables > 0);
    assert!(world.delivered_at.iter().all(|at| at.as_secs() < 200), "{:?}", world.delivered_at);
}

/// Three relays in a ring, each the alternate of the one before: a cable that comes round waits for the first choice.
/// The queues move back when a first choice is up again and the alternate is not.
#[test]
fn a_cable_does_not_go_round_in_a_ring() {
    let names = ["RUEHC", "RUEH", "RUES", "RUCN", "RUEHMO"];
    let wires = vec![
        Wire::new(0, 1, "XRA"),
        Wire::new(1, 4, "XMA"),
        Wire::new(2, 4, "XMB"),
        Wire::new(3, 4, "XMC"),
        Wire::new(1, 2, "XRB"),
        Wire::new(2, 3, "XRC"),
        Wire::new(3, 1, "XRD"),
    ];
    let routes: [(usize, &str, &[usize]); 4] =
        [(0, "R", &[0]), (1, "R", &[1, 4]), (2, "R", &[2, 5]), (3, "R", &[3, 6])];
    let mut world = Wires::new(1, &names, &[1, 2, 3], &wires, &routes);
    for wire in [1, 2, 3] {
        world.take_down(wire, 1, 5_000 + 1_000 * wire as u64);
    }
    submit(&mut world, 5);
    assert!(world.run(24));
    all_delivered_once(&world, 5);
    let round: u64 = [4, 5, 6].map(|wire| world.carried[wire].cables).iter().sum();
    assert_eq!(round, 15, "each goes round once");
}
