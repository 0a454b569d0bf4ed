//! MINIMIZE: what is not urgent is kept from the circuits.

use std::collections::BTreeSet;

use crate::nets::{Net, Ran, routine_and_priority};

/// Which cable of the log went to whom.
fn delivered(ran: &Ran) -> BTreeSet<(String, String)> {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| value[name].as_str().unwrap().to_owned();
        (field("cable"), field("to"))
    };
    ran.log.lines().map(line).collect()
}

/// While MINIMIZE is imposed, traffic below a precedence is not sent; what is above it goes on as it would have without.
///
/// - source: US Navy training 14222 p61
/// - code: `src/sim/scenario/minimize.rs`, `src/sim/offer.rs`
/// - finding: none
#[test]
fn minimize_keeps_back_what_is_less_urgent() {
    for fidelity in ["wire", "timing"] {
        let plain = Net::star(fidelity).add(&routine_and_priority("RUEHC"));
        let (free, kept) =
            (plain.run(), plain.add("[[minimize]]\nat = \"2h\"\nfor = \"3h\"\nbelow = \"priority\"\n").run());
        assert_eq!(free.report.minimized, None);
        let said = kept.report.minimized.unwrap();
        // From 2:00 to 4:50 a ROUTINE cable each ten minutes, to two stations.
        assert_eq!((said.cables, said.deliveries), (18, 36), "{fidelity}");
        assert_eq!(kept.report.offered.deliveries + said.deliveries, free.report.offered.deliveries);
        assert_eq!(kept.report.offered.cables + said.cables, free.report.offered.cables);
        let urgent = |ran: &Ran| ran.report.precedence["priority"].deliveries;
        assert_eq!(urgent(&kept), urgent(&free));
        let wait = |ran: &Ran| ran.report.precedence["priority"].wait_mean_s;
        assert!(wait(&kept) < wait(&free), "{fidelity}: nothing is in progress before it");
        assert_eq!((kept.report.lost, kept.report.undelivered.len()), (0, 0));
        let gone: BTreeSet<_> = delivered(&free).difference(&delivered(&kept)).cloned().collect();
        assert_eq!(gone.len(), 36, "{fidelity}");
        assert!(gone.iter().all(|(cable, _)| cable.starts_with("T1-")), "{fidelity}: {gone:?}");
    }
}

/// MINIMIZE is imposed on an area: traffic from other stations, or to others, is sent; a cable to both sides goes to those
/// that are left.
///
/// - source: US Navy training 14222 p61
/// - code: `src/sim/scenario/minimize.rs`, `src/sim/offer.rs`
/// - finding: none
#[test]
fn minimize_is_for_an_area() {
    for fidelity in ["wire", "timing"] {
        let plain = Net::star(fidelity).add(&routine_and_priority("RUEHC"));
        let minimize = "[[minimize]]\nat = \"0s\"\nbelow = \"emergency\"\n";
        let elsewhere = plain.add(&format!("{minimize}from = \"RUEHMO\"\n")).run();
        assert_eq!(elsewhere.report.minimized.unwrap().deliveries, 0, "{fidelity}: nobody sends from there");
        assert_eq!(elsewhere.report.digest, plain.run().report.digest);
        let there = plain.add(&format!("{minimize}to = [\"RUEHMO\"]\n")).run();
        let said = there.report.minimized.unwrap();
        assert_eq!((said.cables, said.deliveries), (0, there.report.delivered.deliveries), "{fidelity}");
        assert!(there.log.contains("RUEHLN") && !there.log.contains("RUEHMO"), "{fidelity}");
    }
}

/// A cable that somebody has written and hands in counts as considered, and passes.
///
/// - source: US Navy training 14222 p61; which cables are considered is the scenario's to say
/// - code: `src/sim/scenario/minimize.rs`
/// - finding: none
#[test]
fn a_submitted_cable_passes_minimize() {
    for fidelity in ["wire", "timing"] {
        let minimize = "[[minimize]]\nat = \"0s\"\nbelow = \"emergency\"\n";
        let ran = Net::star(fidelity).submit("1h", 1, "R", &["RUEHMO"]).add(minimize).run();
        assert_eq!((ran.report.delivered.deliveries, ran.report.minimized.unwrap().cables), (1, 0));
    }
}

/// A time that would keep nothing back, or of which nobody says what it keeps back, is a slip.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/minimize.rs`
/// - finding: none
#[test]
fn minimize_says_below_what() {
    for (minimize, expected) in [
        ("at = \"0s\"\nbelow = \"routine\"", "minimize.below: nothing is lower than ROUTINE"),
        ("at = \"0s\"", "minimize.below: is missing"),
        ("below = \"flash\"", "minimize.at: is missing"),
        ("at = \"0s\"\nbelow = \"flsh\"", "is `flash` meant?"),
        ("at = \"0s\"\nbelow = \"flash\"\nto = \"RUEHXX\"", "minimize.to: there is no station `RUEHXX`"),
        ("at = \"0s\"\nbelow = \"flash\"\nfrom = []", "minimize.from: names no station"),
    ] {
        let said = Net::star("timing").add(&format!("[[minimize]]\n{minimize}\n")).refused();
        assert!(said.contains(expected), "{minimize}: {said}");
    }
}
