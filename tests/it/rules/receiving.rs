//! Receiving stations: open, damaged and double numbers.

use crate::station::{all_delivered_once, back, cable, forth, pair, star, submit};
use crate::wires::Fate;

/// Open and damaged numbers are reported at once; the sender runs what was behind them again under new numbers.
///
/// - source: ACP 127(G) 412, 419, 433
/// - code: `src/station/repair.rs`, `src/station/exchange.rs`
/// - finding: none
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

/// What the next transmission overtakes is late, not lost.
///
/// - source: no book; sections 412 and 433 of ACP 127(G) know no overtaking
/// - code: `src/station/channel.rs`
/// - finding: none
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

/// A second copy under the same number is filed, and goes no further.
///
/// - source: ACP 127(G) 428
/// - code: `src/station/channel.rs`
/// - finding: none
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

/// A damaged service message is not read, however much of it is legible.
///
/// - source: ACP 127(G) 419
/// - code: `src/station/machine.rs`
/// - finding: none
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

/// After a silence the sender tells the last number it sent, and the receiver the last it received.
///
/// - source: ACP 127(G) 412
/// - code: `src/station/repair.rs`, `src/station/exchange.rs`
/// - finding: none
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

/// Where nothing is open, nothing is said.
///
/// - source: ACP 127(G) 433
/// - code: `src/station/repair.rs`
/// - finding: none
#[test]
fn clean_circuits_need_no_service_messages() {
    let mut world = pair(forth(), Some(back()));
    submit(&mut world, 50);
    assert!(world.run(1));
    all_delivered_once(&world, 50);
    assert_eq!((world.carried[0].cables, world.carried[0].service, world.carried[1].service), (50, 0, 0));
}
