//! Accounting: channel numbers, serials, message numbers.

use crate::station::{all_delivered_once, back, cable, forth, pair, star, submit};
use crate::wires::{Fate, Wire, Wires};

/// Channel numbers begin with 0001 and run through their cycle; after 9999 comes 0001.
///
/// - source: ACP 127(G) 112b, 413a; State cables of 2009
/// - code: `src/station/channel.rs`
/// - finding: none
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

/// A number once used is not used again, even where its transmission was broken off: the message is sent whole
/// under a new one.
///
/// - source: ACP 127(G) 424
/// - code: `src/station/sides.rs`, `src/station/repair.rs`
/// - finding: none
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

/// Each direction of each channel has a series of its own.
///
/// - source: ACP 127(G) 112b
/// - code: `src/station/channel.rs`, `src/station/sides.rs`
/// - finding: none
#[test]
fn each_direction_has_its_own_series() {
    let wires = [Wire::new(0, 1, "XMO"), Wire::new(1, 0, "XHC")];
    let routes: [(usize, &str, &[usize]); 2] = [(0, "R", &[0]), (1, "R", &[1])];
    let mut world = Wires::new(1, &["RUEHC", "RUEHMO"], &[], &wires, &routes);
    submit(&mut world, 3);
    world.submit(0, 1, cable(9, "R", &["RUEHC"], 1).replace("DE RUEHC", "DE RUEHMO"));
    assert!(world.run(1));
    assert_eq!((&world.carried[0].numbers[..], &world.carried[1].numbers[..]), (&[1, 2, 3][..], &[1][..]));
}

/// A repeated transmission has a new channel number; its serial, its date-time group and every byte below format
/// line 2 are as before.
///
/// - source: ACP 127(G) 419c(1), 433b
/// - code: `src/station/repair.rs`, `src/encode/relay.rs`
/// - finding: none
#[test]
fn a_repetition_keeps_serial_and_group() {
    let mut world = pair(forth().fates(&[Fate::Lost]), Some(back().fates(&[])));
    let sent = cable(7, "R", &["RUEHMO"], 3);
    world.submit(0, 0, sent.clone());
    assert!(world.run(24));
    let received = String::from_utf8(world.delivered[0].1.sections[0].to_bytes().to_vec()).unwrap();
    let below = received.find("DE ").unwrap();
    assert_eq!(&received[..below], "VZCZCXMO0004\nRR RUEHMO\n");
    assert_eq!(&received[below..], sent);
}

/// A cable without serial and filing time gets the next serial of its station and the time at which it was handed
/// in.
///
/// - source: ACP 127(G) 115, 129
/// - code: `src/station/originator.rs`
/// - finding: none
#[test]
fn an_originator_fills_in_serial_and_filing_time() {
    let mut world = pair(forth(), None);
    let unnumbered =
        cable(1, "R", &["RUEHMO"], 1).replace("DE RUEHC #0001 2642216\n", "").replace("#0001\n", "");
    world.submit(0, 0, unnumbered.clone());
    world.submit(600, 0, unnumbered);
    assert!(world.run(1));
    let keys: Vec<_> =
        world.delivered.iter().map(|(_, one)| (one.key.serial.as_str(), one.key.filed.as_str())).collect();
    assert_eq!(keys, [("0001", "2642156"), ("0002", "2642206")]);
}

/// Each State addressee gets the next number of the series that the sender keeps for it; one that is there stays.
///
/// - source: 5 FAH-2 H-321.7
/// - code: `src/station/originator.rs`
/// - finding: none
#[test]
fn each_addressee_has_a_series_of_its_own() {
    let mut world = star(1, [0; 4]);
    let to = |posts: &[&str], serial| cable(serial, "R", posts, 1).replace(" 0001\n", "\n");
    world.submit(0, 0, to(&["RUEHMO"], 2));
    world.submit(1, 0, to(&["RUEHMO", "RUEHLN"], 3));
    assert!(world.run(1));
    let numbers = |delivery: &torntape::station::Delivery| -> Vec<_> {
        torntape::decode(&delivery.sections[0].to_bytes())[0]
            .to
            .iter()
            .map(|addressee| addressee.number)
            .collect()
    };
    let mut found: Vec<_> =
        world.delivered.iter().map(|(_, one)| (one.key.serial.as_str(), numbers(one))).collect();
    found.sort();
    let both = ("0003", vec![Some(2), Some(1)]);
    assert_eq!(found, [("0002", vec![Some(1)]), both.clone(), both]);
}
