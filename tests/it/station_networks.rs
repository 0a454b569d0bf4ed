//! Networks of stations on bad wires: every cable arrives whole, once, and the talk about it comes to an end.

#![expect(
    clippy::indexing_slicing,
    reason = "a place out of range is a mistake of the test, and should end it"
)]

use proptest::prelude::*;
use torntape::Decoder;
use torntape::reassembly::{self, Form};
use torntape::station::{Preemption, Tape};

use crate::station::{all_delivered_once, cable, star};
use crate::wires::{PATIENCE, Wire, Wires};

/// Three times the requests that timers make, and one for each transmission of a cable, as `repair` states it.
fn service_bound(world: &Wires, there: usize, back: usize) -> u64 {
    let hours = world.now.as_secs() / 3600 + 1;
    let steps = u64::from((1800 / PATIENCE.as_secs()).next_power_of_two().ilog2());
    let requests = |cables: u64| 2 * ((cables + 1) * (steps + 2) + 2 * hours);
    let cables = [there, back].map(|wire| world.carried[wire].cables);
    cables.iter().map(|cables| 3 * requests(*cables) + cables).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Loss, garble, duplication and overtaking up to a half each, both ways: whole, once, everywhere, then silence.
    #[test]
    fn every_cable_arrives_once_and_then_all_is_silent(
        seed in any::<u64>(),
        faults in [0_u64..=50, 0..=50, 0..=50, 0..=50],
        lines in prop::collection::vec(0_usize..40, 1..12),
    ) {
        let mut world = star(seed, faults);
        for (serial, lines) in lines.iter().enumerate() {
            let serial = u32::try_from(serial).unwrap() + 1;
            world.submit(u64::from(serial) * 7, 0, cable(serial, ["R", "P", "O", "Z"][lines % 4], &["RUEHMO", "RUEHLN"], *lines));
        }
        prop_assert!(world.run(24 * 365), "still busy after a year");
        prop_assert_eq!(&world.complaints, &[]);
        let tally = world.tally();
        prop_assert_eq!(tally.len(), lines.len() * 2);
        prop_assert!(tally.values().all(|times| *times == 1));
        prop_assert!(world.is_idle());
        for (there, back) in [(0, 1), (2, 3), (4, 5)] {
            let service = world.carried[there].service + world.carried[back].service;
            prop_assert!(service <= service_bound(&world, there, back), "{} service messages", service);
        }
    }
}

/// Faults of one circuit; `None` for one that does no harm.
fn circuit_faults() -> impl Strategy<Value = Option<[u64; 4]>> {
    prop::option::weighted(0.8, [0_u64..=50, 0..=50, 0..=50, 0..=50])
}

/// From when to when a circuit is down, in seconds.
fn outage() -> impl Strategy<Value = (usize, u64, u64)> {
    (0_usize..8, 1_u64..3_000, 1_u64..4_000).prop_map(|(wire, from, length)| (wire, from, from + length))
}

/// Two relays, each the alternate of the other on the way to Moscow; two circuits from the originator share a way back.
fn diamond(seed: u64, faults: &[Option<[u64; 4]>], outages: &[(usize, u64, u64)]) -> Wires {
    let mut wires = vec![
        Wire::new(0, 1, "XRA").answered_by(2),
        Wire::new(0, 1, "XRB").answered_by(2),
        Wire::new(1, 0, "XCA").answered_by(0),
        Wire::new(1, 2, "XMO").answered_by(4),
        Wire::new(2, 1, "XMO").answered_by(3),
        Wire::new(1, 3, "XAL").answered_by(6),
        Wire::new(3, 1, "XBK").answered_by(5),
        Wire::new(3, 2, "XMB").answered_by(8),
        Wire::new(2, 3, "XRN").answered_by(7),
    ];
    for (wire, faults) in wires.iter_mut().zip(faults) {
        if let Some(faults) = faults {
            *wire = wire.clone().faults(*faults);
        }
    }
    let routes: [(usize, &str, &[usize]); 6] = [
        (0, "RUEH", &[0, 1]),
        (0, "RUES", &[1]),
        (1, "R", &[3, 5]),
        (1, "RUES", &[5]),
        (3, "R", &[7, 6]),
        (3, "RUEH", &[6]),
    ];
    let mut world = Wires::new(seed, &["RUEHC", "RUEH", "RUEHMO", "RUES"], &[1, 3], &wires, &routes);
    for (wire, from, to) in outages {
        world.take_down(*wire, *from, *to);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The same where some circuits do no harm, some go down for a while, two share a way back, relays help out
    /// and urgent cables interrupt.
    #[test]
    fn every_cable_arrives_once_whatever_goes_down_for_a_while(
        seed in any::<u64>(),
        faults in prop::collection::vec(circuit_faults(), 9),
        outages in prop::collection::vec(outage(), 0..5),
        posts in prop::collection::vec((0_usize..3, 0_usize..4), 1..15),
        rule in prop::sample::select(vec![Preemption::None, Preemption::Flash, Preemption::Book, Preemption::All]),
    ) {
        let mut world = diamond(seed, &faults, &outages).preempting(rule);
        let mut deliveries = 0;
        for (serial, (posts, precedence)) in posts.iter().enumerate() {
            let serial = u32::try_from(serial).unwrap() + 1;
            let posts: &[&str] = [&["RUEHMO"][..], &["RUES", "RUEHMO"], &["RUEH", "RUES"]][*posts];
            deliveries += posts.len();
            world.submit(u64::from(serial) * 3, 0, cable(serial, ["R", "P", "O", "Z"][*precedence], posts, 5 + 20 * (3 - precedence)));
        }
        prop_assert!(world.run(24 * 365), "still busy after a year");
        prop_assert_eq!(&world.complaints, &[]);
        let tally = world.tally();
        prop_assert!(tally.values().all(|times| *times == 1));
        prop_assert_eq!(tally.len(), deliveries);
        prop_assert!(world.is_idle());
    }
}

/// Washington, the relay, Moscow; behind the circuit XRO the second relay and the three consulates.
fn moscow(seed: u64, faults: [u64; 4]) -> Wires {
    let names = ["RUEHC", "RUEH", "RUEHMO", "RUCN", "RUEHLN", "RUEHVK", "RUEHYG"];
    let there: [(usize, usize, &str); 6] =
        [(0, 1, "XRA"), (1, 2, "XMO"), (1, 3, "XRO"), (3, 4, "XLN"), (3, 5, "XVK"), (3, 6, "XYG")];
    let mut wires = Vec::new();
    for (place, (from, to, channel)) in there.into_iter().enumerate() {
        wires.push(Wire::new(from, to, channel).faults(faults).answered_by(2 * place + 1));
        wires.push(
            Wire::new(to, from, ["XBA", "XBB", "XBC", "XBD", "XBE", "XBF"][place])
                .faults(faults)
                .answered_by(2 * place),
        );
    }
    let routes: [(usize, &str, &[usize]); 6] = [
        (0, "R", &[0]),
        (1, "RUEH", &[4]),
        (1, "RUEHMO", &[2]),
        (3, "RUEHLN", &[6]),
        (3, "RUEHVK", &[8]),
        (3, "RUEHYG", &[10]),
    ];
    Wires::new(seed, &names, &[1, 3], &wires, &routes)
}

/// The cable of four sections reaches all four posts whole, its text byte for byte, at any of these faults; each copy
/// on XRO calls the three consulates, as the real one did.
#[test]
fn the_four_section_cable_reaches_four_posts_byte_for_byte() {
    let submitted =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/field/09STATE97951.cable")).unwrap();
    let text = Decoder::new().cable(&submitted).text.unwrap();
    for (faults, seed) in
        [0, 10, 30, 50].into_iter().flat_map(|faults| (0..6).map(move |seed| (faults, seed)))
    {
        let mut world = moscow(seed, [faults; 4]);
        world.submit(0, 0, submitted.clone());
        assert!(world.run(24 * 365));
        all_delivered_once(&world, 4);
        for (_, delivery) in &world.delivered {
            assert_eq!(delivery.sections.len(), 4);
            let sections: Vec<_> = delivery.sections.iter().map(Tape::to_bytes).collect();
            let sections: Vec<&[u8]> = sections.iter().map(AsRef::as_ref).collect();
            let whole = reassembly::join(&sections, Form::Archive).unwrap();
            assert_eq!(Decoder::new().cable(&whole).text.unwrap(), text, "seed {seed}, faults {faults}");
        }
        assert!(world.carried[4].calls.iter().all(|call| call == "PP RUEHLN RUEHVK RUEHYG"));
    }
}
