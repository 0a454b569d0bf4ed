//! Precedence against a transmission in progress.

use torntape::station::Preemption;

use crate::station::{all_delivered_once, back, cable, forth, pair};
use crate::wires::{Fate, Wires};

/// A long cable of one precedence is under way when a short one of another comes in; the order of delivery.
fn after_two_seconds(rule: Preemption, first: &str, lines: usize, second: &str) -> (Wires, Vec<String>) {
    let mut world = pair(forth().fates(&[]), Some(back().fates(&[]))).preempting(rule);
    world.submit(0, 0, cable(1, first, &["RUEHMO"], lines));
    world.submit(2, 0, cable(2, second, &["RUEHMO"], 1));
    assert!(world.run(24));
    all_delivered_once(&world, 2);
    let order = world.delivered.iter().map(|(_, delivery)| delivery.key.serial.to_string()).collect();
    (world, order)
}

fn interrupts(rule: Preemption, first: &str, lines: usize, second: &str) -> bool {
    let (world, order) = after_two_seconds(rule, first, lines, second);
    assert_eq!(order == ["0002", "0001"], world.cancelled == 1);
    world.cancelled == 1
}

/// FLASH interrupts whatever is lower. The interrupted transmission is sent again whole under a new number.
///
/// - source: ACP 127(G) 151b, 424
/// - code: `src/station/preemption.rs`
/// - finding: none
#[test]
fn flash_interrupts_what_is_lower() {
    let (world, order) = after_two_seconds(Preemption::Flash, "R", 40, "Z");
    assert_eq!(order, ["0002", "0001"]);
    assert_eq!(world.carried[0].numbers[..3], [1, 2, 3]);
    assert_eq!(world.carried[0].calls, ["RR RUEHMO", "ZZ RUEHMO", "RR RUEHMO"]);
    assert!(!interrupts(Preemption::Flash, "R", 40, "O"));
    assert!(!interrupts(Preemption::Flash, "Z", 40, "Z"));
    assert!(!interrupts(Preemption::None, "R", 40, "Z"));
}

/// A cancelled transmission has its number accounted for by the receiver, and nothing of it counts as received: no
/// number stays open, nothing is asked for.
///
/// - source: ACP 127(G) 424
/// - code: `src/station/preemption.rs`, `src/station/cables.rs`
/// - finding: none
#[test]
fn a_cancelled_transmission_spends_its_number() {
    let (world, _) = after_two_seconds(Preemption::Flash, "R", 40, "Z");
    assert_eq!((world.requested, world.repeats, world.suppressed), (0, 0, 0));
    let said = world.said.join("\n");
    assert!(said.contains("ZID XMO0004"), "{said}");
    assert!(!said.contains("ZFX"), "{said}");
}

/// A cancelled transmission that is lost or damaged is reported like any other; nothing is behind its number.
///
/// - source: ACP 127(G) 424, 433
/// - code: `src/station/preemption.rs`, `src/station/repair.rs`
/// - finding: none
#[test]
fn nothing_is_behind_the_number_of_a_lost_cancelled_transmission() {
    for fate in [Fate::Lost, Fate::Garbled(60)] {
        let mut world = pair(forth().fates(&[fate]), Some(back().fates(&[]))).preempting(Preemption::Flash);
        world.submit(0, 0, cable(1, "R", &["RUEHMO"], 40));
        world.submit(2, 0, cable(2, "Z", &["RUEHMO"], 1));
        assert!(world.run(24));
        all_delivered_once(&world, 2);
        assert_eq!((world.requested, world.repeats, world.suppressed), (1, 0, 0));
        assert!(world.said.iter().any(|said| said.contains("ZFR XMO0001")), "{:?}", world.said);
    }
}

/// By the book, IMMEDIATE interrupts unless interrupting and cancelling takes longer than finishing.
///
/// - source: ACP 127(G) 151c
/// - code: `src/station/preemption.rs`
/// - finding: none
#[test]
fn immediate_interrupts_what_takes_longer_to_finish() {
    assert!(interrupts(Preemption::Book, "R", 60, "O"));
    assert!(!interrupts(Preemption::Book, "R", 20, "O"), "it is over in less than five seconds");
}

/// By the book, PRIORITY interrupts only a transmission that is extra long: one that has more than a section to go.
///
/// - source: ACP 127(G) 151d
/// - code: `src/station/preemption.rs`
/// - finding: none
#[test]
fn priority_interrupts_an_extra_long_transmission() {
    assert!(!interrupts(Preemption::Book, "R", 90, "P"));
    assert!(interrupts(Preemption::All, "R", 90, "P"), "every higher one interrupts");
}

/// ROUTINE never interrupts, nor does what has the same precedence.
///
/// - source: ACP 127(G) 151e
/// - code: `src/station/preemption.rs`
/// - finding: none
#[test]
fn routine_never_interrupts() {
    for rule in [Preemption::Flash, Preemption::Book, Preemption::All] {
        assert!(!interrupts(rule, "R", 60, "R"));
    }
}

/// A transmission is not interrupted where cancelling it takes longer than finishing it.
///
/// - source: ACP 127(G) 151c
/// - code: `src/station/preemption.rs`
/// - finding: none
#[test]
fn what_is_nearly_over_is_finished() {
    assert!(!interrupts(Preemption::All, "R", 1, "Z"));
}
