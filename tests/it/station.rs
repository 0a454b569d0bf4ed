//! Stations on bad wires: every cable arrives whole, once, and the talk about it comes to an end.

use proptest::prelude::*;

use crate::wires::{PATIENCE, SPEED, Wire, Wires};

/// A cable of this serial to these posts, with so many lines of text.
fn cable(serial: u32, precedence: &str, posts: &[&str], lines: usize) -> String {
    let mut cable = format!("DE RUEHC #{serial:04} 2642216\nZNR UUUUU ZZH\n{precedence} 212156Z SEP 09\nFM SECSTATE WASHDC\n");
    for (place, post) in posts.iter().enumerate() {
        let lead = if place == 0 { "TO " } else { "" };
        cable.push_str(&format!("{lead}{post}/AMEMBASSY {post} 0001\n"));
    }
    cable.push_str(&format!("BT\nUNCLAS STATE {serial:06}\n\nSUBJECT: TRIAL\n\n"));
    for line in 0..lines {
        cable.push_str(&format!("{line}.  The quick brown fox.\n"));
    }
    cable.push_str(&format!("BT\n#{serial:04}\nNNNN\n"));
    cable
}

const NAMES: [&str; 4] = ["RUEHC", "RUEH", "RUEHMO", "RUEHLN"];

/// The originator, a relay, two posts, each pair of circuits with the faults.
fn star(seed: u64, faults: [u64; 4]) -> Wires {
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
    Wires::new(seed, &NAMES, &[1], wires, &routes)
}

/// Twice the requests that timers make, and one for each number of a cable, as `repair` states it.
fn service_bound(world: &Wires, there: usize, back: usize) -> u64 {
    let hours = world.now.as_secs() / 3600 + 1;
    let steps = (1800.0 / PATIENCE.as_secs_f64()).log2().ceil() as u64;
    let requests = |cables: u64| 2 * ((cables + 1) * (steps + 2) + 2 * hours);
    let cables = [there, back].map(|wire| world.carried[wire].cables);
    2 * cables.iter().map(|cables| requests(*cables) + cables).sum::<u64>()
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
