//! The rules a station keeps, each on wires where one thing goes wrong.

use torntape::station::Action;

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
fn pair(there: Wire, back: Option<Wire>) -> Wires {
    let wires = match back {
        Some(back) => vec![there.answered_by(1), back.answered_by(0)],
        None => vec![there],
    };
    Wires::new(1, &["RUEHC", "RUEHMO"], &[], &wires, &[(0, "R", &[0])])
}

fn forth() -> Wire {
    Wire::new(0, 1, "XMO")
}

fn back() -> Wire {
    Wire::new(1, 0, "XHC")
}

fn submit(world: &mut Wires, count: u32) {
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

/// The exchange word for word: 2 is lost, 3 is damaged. Both are reported at once and repeated under new numbers; then
/// the sender asks what came in (ACP 127(G) 412, 433; the repetition of requests is our own).
#[test]
fn open_and_damaged_numbers_are_repeated_under_new_ones() {
    let mut world = pair(
        forth().fates(&[Fate::Fine, Fate::Lost, Fate::Garbled(60), Fate::Fine]),
        Some(back().fates(&[])),
    );
    submit(&mut world, 4);
    assert!(world.run(24));
    all_delivered_once(&world, 4);
    insta::assert_snapshot!(world.said.join("\n"), @r"
     0 XMO0001 RR RUEHMO / DE RUEHC #0001 2642216
     2 XMO0002 RR RUEHMO / DE RUEHC #0002 2642216
     4 XMO0003 RR RUEHMO / DE RUEHC #0003 2642216
     6 XMO0004 RR RUEHMO / DE RUEHC #0004 2642216
    16 XHC0001 ZID XMO0004 ZFX XMO0002 THRU XMO0003
    16 XMO0005 ZID XHC0001 ZDK XMO0002 THRU XMO0003
    17 XMO0006 RR RUEHMO / DE RUEHC #0002 2642216
    19 XMO0007 RR RUEHMO / DE RUEHC #0003 2642216
    81 XMO0008 ZIC XMO0007 ZID XHC0001 ZFR XMO0005
    82 XHC0002 ZID XMO0008
    ");
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

/// A question is answered when nothing that was overtaken can come in any more; till then nothing is queued to be said.
#[test]
fn a_question_about_what_was_lost_last_is_answered_after_the_grace() {
    let mut world = pair(forth().fates(&[Fate::Lost]), Some(back().fates(&[])));
    submit(&mut world, 1);
    assert!(world.run(24));
    all_delivered_once(&world, 1);
    assert_eq!(world.withdrawn, 0);
    insta::assert_snapshot!(world.said.join("\n"), @r"
      0 XMO0001 RR RUEHMO / DE RUEHC #0001 2642216
     62 XMO0002 ZIC XMO0001
     72 XHC0001 ZID XMO0002 ZFX XMO0001
     73 XMO0003 ZID XHC0001 ZDK XMO0001
     74 XMO0004 RR RUEHMO / DE RUEHC #0001 2642216
    136 XMO0005 ZIC XMO0004 ZID XHC0001 ZFR XMO0003
    136 XHC0002 ZID XMO0005
    ");
}

/// A transmission that the next one overtakes is late, not lost: nobody asks for it.
#[test]
fn what_is_overtaken_is_not_asked_for() {
    let mut world = pair(forth().fates(&[Fate::Overtaken, Fate::Fine]), Some(back().fates(&[])));
    submit(&mut world, 3);
    assert!(world.run(24));
    all_delivered_once(&world, 3);
    let order: Vec<_> = world.delivered.iter().map(|(_, delivery)| delivery.key.serial.as_str()).collect();
    assert_eq!(order, ["0002", "0001", "0003"]);
    assert_eq!((world.requested, world.repeats, world.suppressed), (0, 0, 0));
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

/// A damaged report is not read, however much of it is legible: what it does not name would count as received.
#[test]
fn a_damaged_report_is_not_read() {
    // The first report is lost. The next names both open numbers; the second of them is damaged.
    let report = "VZCZCXHC0002\nOO RUEHC\nDE RUEHMO\nZNR UUUUU\nZID XMO0004 ZFX XMO0001 ".len();
    let fates = [Fate::Lost, Fate::Fine, Fate::Lost];
    let mut world = pair(forth().fates(&fates), Some(back().fates(&[Fate::Lost, Fate::Garbled(report)])));
    submit(&mut world, 4);
    assert!(world.run(24));
    all_delivered_once(&world, 4);
    assert!(
        world.said.iter().any(|told| told.contains("XHC0002 ZID XMO0005 ZFX XMO0001 XMO0003")),
        "{:#?}",
        world.said
    );
    assert_eq!(world.repeats, 2);
}

/// On a circuit that does no harm, nothing is said beside the cables themselves.
#[test]
fn clean_circuits_need_no_service_messages() {
    let mut world = pair(forth(), Some(back()));
    submit(&mut world, 50);
    assert!(world.run(1));
    all_delivered_once(&world, 50);
    assert_eq!((world.carried[0].cables, world.carried[0].service, world.carried[1].service), (50, 0, 0));
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

/// A second copy under the same number is dropped, before the post or the next circuit sees it.
#[test]
fn a_second_copy_under_one_number_is_dropped() {
    let mut world = star(5, [0, 0, 100, 0]);
    for serial in 1..=20 {
        world.submit(0, 0, cable(serial, "R", &["RUEHMO"], 1));
    }
    assert!(world.run(24));
    all_delivered_once(&world, 20);
    assert_eq!((world.carried[2].cables, world.suppressed), (20, 0));
}

/// 9999 is followed by 0001, and repair goes on across it.
#[test]
fn channel_numbers_go_round() {
    let mut world = pair(forth().faults([10, 10, 10, 10]), Some(back().faults([10, 10, 10, 10])));
    submit(&mut world, 9_900);
    assert!(world.run(24 * 365));
    all_delivered_once(&world, 9_900);
    let numbers = &world.carried[0].numbers;
    assert!(numbers.len() > 10_500, "{}", numbers.len());
    for pair in numbers.windows(2) {
        assert_eq!(pair[1], pair[0] % 9999 + 1);
    }
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

/// What was on a circuit when it went down is sent again under a new number; nothing is behind the old one.
#[test]
fn an_outage_costs_the_number_not_the_cable() {
    let mut world = pair(forth().down(4, 600), Some(back().fates(&[])));
    submit(&mut world, 3);
    assert!(world.run(24));
    all_delivered_once(&world, 3);
    insta::assert_snapshot!(world.said.join("\n"), @r"
      0 XMO0001 RR RUEHMO / DE RUEHC #0001 2642216
      2 XMO0002 RR RUEHMO / DE RUEHC #0002 2642216
    600 XMO0003 ZIC XMO0002 ZFR XMO0002
    600 XMO0004 RR RUEHMO / DE RUEHC #0002 2642216
    600 XHC0001 ZID XMO0003
    602 XMO0005 RR RUEHMO / DE RUEHC #0003 2642216
    664 XMO0006 ZIC XMO0005 ZID XHC0001
    665 XHC0002 ZID XMO0006
    ");
}

/// A short outage: the receiver finds the number open before anybody has told it, and hears that nothing is behind it.
#[test]
fn a_number_cut_by_an_outage_is_cancelled() {
    let mut world = pair(forth().down(4, 30), Some(back().fates(&[])));
    submit(&mut world, 8);
    assert!(world.run(24));
    all_delivered_once(&world, 8);
    assert!(world.said.iter().any(|told| told.ends_with("ZFX XMO0002")), "{:#?}", world.said);
    assert!(world.said.iter().any(|told| told.ends_with("ZFR XMO0002")), "{:#?}", world.said);
    assert_eq!((world.requested, world.repeats), (1, 0));
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
fn two_ways(first: Wire) -> Wires {
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

/// While a circuit is down, its queue takes the alternate, and so does what nobody has confirmed yet; the post puts
/// aside what it gets twice (ACP 127(G) 307 to 309).
#[test]
fn a_queue_takes_the_alternate_while_its_circuit_is_down() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(20, 5_000).answered_by(5));
    submit(&mut world, 12);
    assert!(world.run(24));
    all_delivered_once(&world, 12);
    assert!(world.delivered_at.iter().all(|at| at.as_secs() < 100), "{:?}", world.delivered_at);
    assert!(world.suppressed > 0, "those already received came again over the alternate");
    assert_eq!(world.carried[4].cables, 0);
}

/// A relay does not send a cable back the way it came while there is another, so two relays that are each other's
/// alternates do not pass it to and fro while both ways onward are down.
#[test]
fn alternates_of_each_other_do_not_play_ball() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(1, 5_000).answered_by(5));
    // The second relay's own way is down as well: it can only give back what it gets.
    world.take_down(3, 1, 9_000);
    submit(&mut world, 5);
    assert!(world.run(24));
    all_delivered_once(&world, 5);
    assert_eq!((world.carried[2].cables, world.carried[4].cables), (5, 0));
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

/// The routing line of each branch calls the stations of that branch only, in their order (ACP 127(G) 303).
#[test]
fn each_branch_calls_its_own_stations() {
    let mut world = star(1, [0; 4]);
    world.submit(0, 0, cable(1, "P", &["RUEHMO", "RUEHLN"], 1));
    assert!(world.run(1));
    all_delivered_once(&world, 2);
    assert_eq!(world.carried[0].calls, ["PP RUEHMO RUEHLN"]);
    assert_eq!(
        (&world.carried[2].calls, &world.carried[4].calls),
        (&vec!["PP RUEHMO".to_owned()], &vec!["PP RUEHLN".to_owned()])
    );
}

/// Precedence first, then order of receipt (ACP 127(G) 151).
#[test]
fn flash_goes_before_what_waits() {
    let mut world = pair(forth(), None);
    for (serial, precedence) in [(1, "R"), (2, "R"), (3, "P"), (4, "Z"), (5, "P")] {
        world.submit(0, 0, cable(serial, precedence, &["RUEHMO"], 1));
    }
    assert!(world.run(1));
    let order: Vec<_> = world.delivered.iter().map(|(_, delivery)| delivery.key.serial.as_str()).collect();
    assert_eq!(order, ["0001", "0004", "0003", "0005", "0002"]);
}

/// A copy that calls this very station is delivered here and goes no further; others are passed on all the same.
#[test]
fn a_relay_is_a_post_as_well() {
    let mut world = star(1, [0; 4]);
    world.submit(0, 0, cable(1, "P", &["RUEH", "RUEHLN", "RUEHC"], 1));
    assert!(world.run(1));
    all_delivered_once(&world, 3);
    assert_eq!(world.carried[4].calls, ["PP RUEHLN"]);
    assert_eq!(world.carried[2].cables + world.carried[1].cables, 0);
}

/// A station that is no relay passes nothing on, and says so.
#[test]
fn a_post_passes_nothing_on() {
    let wires = vec![Wire::new(0, 1, "XMO"), Wire::new(1, 2, "XLN")];
    let routes: [(usize, &str, &[usize]); 2] = [(0, "R", &[0]), (1, "R", &[1])];
    let mut world = Wires::new(1, &["RUEHC", "RUEHMO", "RUEHLN"], &[], &wires, &routes);
    world.submit(0, 0, cable(1, "P", &["RUEHLN"], 1));
    assert!(world.run(1));
    assert!(
        matches!(&world.complaints[..], [Action::Unroutable { indicator, .. }] if *indicator == "RUEHLN")
    );
    assert_eq!(world.carried[1].cables, 0);
}
