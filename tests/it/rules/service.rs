//! Service messages between connected stations.

use crate::station::{all_delivered_once, back, forth, pair, submit};
use crate::wires::Fate;

/// What the receiver says first when these fates befall so many cables.
fn heard(fates: &[Fate], cables: u32) -> String {
    let mut world = pair(forth().fates(fates), Some(back().fates(&[])));
    submit(&mut world, cables);
    assert!(world.run(24));
    all_delivered_once(&world, cables as usize);
    world.carried[1].first.clone()
}

/// A service message between connected stations has format lines 1 to 4, no serial, no break, and its signals as
/// text.
///
/// - source: ACP 127(G) 405b, 406a
/// - code: `src/station/service.rs`
/// - finding: none
#[test]
fn a_service_message_has_neither_serial_nor_break() {
    let told = heard(&[Fate::Lost, Fate::Fine], 2);
    assert_eq!(told, "VZCZCXHC0001\nOO RUEHC\nDE RUEHMO\nZNR UUUUU\nZID XMO0002 ZFX XMO0001\nNNNN\n");
    let read = &torntape::decode(told.as_bytes())[0];
    assert_eq!((read.diagnostics.len(), read.end.as_deref()), (0, Some("NNNN")));
}

/// An open number is reported at IMMEDIATE.
///
/// - source: ACP 127(G) 433
/// - code: `src/station/service.rs`, `src/station/exchange.rs`
/// - finding: none
#[test]
fn an_open_number_is_reported_at_immediate() {
    let told = heard(&[Fate::Lost, Fate::Fine], 2);
    assert!(told.contains("\nOO RUEHC\n") && told.contains(" ZFX XMO0001\n"), "{told}");
}

/// Several open numbers are reported in one message, a run of them as its ends.
///
/// - source: ACP 127(G) 417a, 433
/// - code: `src/station/service.rs`
/// - finding: none
#[test]
fn a_run_of_open_numbers_is_named_by_its_ends() {
    let told = heard(&[Fate::Lost, Fate::Lost, Fate::Lost, Fate::Fine], 4);
    assert!(told.contains("ZID XMO0004 ZFX XMO0001 THRU XMO0003\n"), "{told}");
}

/// Where nothing is behind a number any more, the sender says so.
///
/// - source: ACP 127(G) 424, 433b
/// - code: `src/station/service.rs`, `src/station/repair.rs`
/// - finding: none
#[test]
fn nothing_behind_a_number_is_said() {
    let mut world = pair(forth().down(4, 30), Some(back().fates(&[])));
    submit(&mut world, 8);
    assert!(world.run(24));
    all_delivered_once(&world, 8);
    assert!(world.said.iter().any(|told| told.ends_with("ZFX XMO0002")), "{:#?}", world.said);
    assert!(world.said.iter().any(|told| told.ends_with("ZFR XMO0002")), "{:#?}", world.said);
    assert_eq!((world.requested, world.repeats), (1, 0));
}

/// A request is repeated while no answer comes, each time after a longer wait.
///
/// - source: ACP 127(G) 419f; our own times
/// - code: `src/station/repair.rs`
/// - finding: none
#[test]
fn a_request_is_repeated_until_it_is_answered() {
    let lost = [Fate::Lost, Fate::Lost, Fate::Lost];
    let mut world = pair(forth().fates(&[Fate::Lost, Fate::Fine]), Some(back().fates(&lost)));
    submit(&mut world, 2);
    assert!(world.run(24));
    all_delivered_once(&world, 2);
    let asked: Vec<_> = world
        .said
        .iter()
        .filter(|told| told.contains(" XHC") && told.contains(" ZFX XMO0001"))
        .map(|told| told.trim_start().split(' ').next().unwrap().parse::<u32>().unwrap())
        .collect();
    assert!(asked.len() >= 3, "{:#?}", world.said);
    assert!(asked.windows(3).all(|times| times[2] - times[1] >= times[1] - times[0]), "{asked:?}");
}
