//! Circuits approved for a class: nothing above it goes over them.

use crate::nets::{Net, Ran};

const UNCLASSIFIED: (&str, &str) = ("ZNR UUUUU", "UNCLAS");
const EFTO: (&str, &str) = ("ZNY EEEEE", "UNCLAS EFTO");
const CONFIDENTIAL: (&str, &str) = ("ZNY CCCCC", "C O N F I D E N T I A L");
const SECRET: (&str, &str) = ("ZNY SSSSS", "S E C R E T");

/// The addressees of what was not delivered, and why.
fn held(ran: &Ran) -> Vec<(&str, &str)> {
    let undelivered = ran.report.undelivered.iter();
    undelivered.map(|undelivered| (undelivered.to.as_str(), undelivered.why.as_str())).collect()
}

fn sent(ran: &Ran, channel: &str) -> u64 {
    ran.report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap().transmissions
}

/// From the Department to Moscow over RUEH, or over RUES and RUEB, which is longer.
fn two_ways(fidelity: &str, first: &str) -> Net {
    let stations = ["RUEH", "RUES", "RUEB"];
    let net = Net::new(fidelity).station("RUEHC", "").station("RUEHMO", "");
    let net = stations.iter().fold(net, |net, station| net.station(station, "relay = true"));
    net.circuit("RUEHC", "RUEH", "XA1", "")
        .circuit("RUEH", "RUEHMO", "XA2", first)
        .circuit("RUEHC", "RUES", "XB1", "")
        .circuit("RUES", "RUEB", "XB2", "")
        .circuit("RUEB", "RUEHMO", "XB3", "")
}

/// A relay never forwards what is above the class for which a circuit is approved; it holds it, and sends on what it may.
///
/// - source: ACP 127(G) 124, 203
/// - code: `src/station/approval.rs`, `src/station/ways.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn nothing_goes_over_a_circuit_that_is_not_approved_for_it() {
    for fidelity in ["wire", "timing"] {
        let net = Net::new(fidelity)
            .station("RUEHC", "")
            .station("RUEH", "relay = true")
            .station("RUEHMO", "")
            .station("RUEHLN", "")
            .circuit("RUEHC", "RUEH", "XRA", "")
            .circuit("RUEH", "RUEHMO", "XMO", "classification = \"confidential\"")
            .circuit("RUEH", "RUEHLN", "XLN", "classification = \"secret\"");
        let ran = net
            .submit_as("0s", 1, "R", &["RUEHMO", "RUEHLN"], SECRET)
            .submit_as("1h", 2, "R", &["RUEHMO", "RUEHLN"], CONFIDENTIAL)
            .run();
        let why = "held at RUEH: no circuit on the way is approved for SECRET";
        assert_eq!(held(&ran), [("RUEHMO", why)], "{fidelity}");
        assert_eq!((ran.report.delivered.deliveries, ran.report.lost), (3, 0), "{fidelity}");
        assert_eq!((sent(&ran, "XMO"), sent(&ran, "XLN")), (1, 2), "{fidelity}");
    }
}

/// What may go in clear goes over any circuit. UNCLAS EFTO is unclassified, but does not go in clear. Without a security
/// warning a message needs an approved circuit.
///
/// - source: ACP 127(G) 124, 203b; 5 FAH-2 H-222(2)
/// - code: `src/station/approval.rs`
/// - finding: none
#[test]
fn what_goes_in_clear_is_said_on_format_line_4() {
    for fidelity in ["wire", "timing"] {
        let net = Net::new(fidelity).station("RUEHC", "").station("RUEHMO", "").circuit(
            "RUEHC",
            "RUEHMO",
            "XMO",
            "classification = \"unclassified\"",
        );
        let why = |class: (&str, &str)| {
            let ran = net.submit_as("0s", 1, "R", &["RUEHMO"], class).run();
            held(&ran).first().map(|(_, why)| (*why).to_owned())
        };
        let not_for =
            |class: &str| Some(format!("held at RUEHC: no circuit on the way is approved for {class}"));
        assert_eq!(why(UNCLASSIFIED), None, "{fidelity}");
        assert_eq!(why(EFTO), not_for("RESTRICTED"), "{fidelity}");
        assert_eq!(why(CONFIDENTIAL), not_for("CONFIDENTIAL"), "{fidelity}");
        assert_eq!(why(("ZZH", "UNCLAS")), not_for("TOP SECRET"), "{fidelity}: no warning");
    }
}

/// Routes that follow from the circuits do so for each class: what is above that of the short way takes a longer one.
///
/// - source: ACP 127(G) 203; torntape's own way of finding routes
/// - code: `src/sim/scenario/routing.rs`, `src/sim/scenario/ways.rs`
/// - finding: none
#[test]
fn a_higher_class_takes_a_longer_way() {
    for fidelity in ["wire", "timing"] {
        let ran = two_ways(fidelity, "classification = \"confidential\"")
            .submit_as("0s", 1, "R", &["RUEHMO"], CONFIDENTIAL)
            .submit_as("1h", 2, "R", &["RUEHMO"], SECRET)
            .run();
        assert_eq!((held(&ran), ran.report.delivered.deliveries), (vec![], 2), "{fidelity}");
        assert_eq!((sent(&ran, "XA2"), sent(&ran, "XB3")), (1, 1), "{fidelity}");
    }
}

/// Of given routes, a class takes the circuits that are approved for it; what would go round in a circle is refused.
///
/// - source: ACP 127(G) 203, 307
/// - code: `src/sim/scenario/routing.rs`, `src/sim/scenario/circles.rs`
/// - finding: none
#[test]
fn given_routes_are_those_of_the_approved_circuits() {
    for fidelity in ["wire", "timing"] {
        let net = two_ways(fidelity, "classification = \"confidential\"")
            .circuit("RUEH", "RUES", "XC1", "")
            .circuit("RUES", "RUEH", "XC2", "")
            .add("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHM\"\nvia = [\"XA2\", \"XC1\"]\n");
        let ran = net.submit_as("0s", 1, "R", &["RUEHMO"], SECRET).run();
        assert_eq!((held(&ran), ran.report.delivered.deliveries), (vec![], 1), "{fidelity}");
        let circle = net.add("[[route]]\nat = \"RUES\"\nprefix = \"\"\nvia = \"XC2\"\n").refused();
        assert!(circle.contains("the routes to RUEHMO loop"), "{circle}");
    }
}

/// Random traffic has classes in the shares that the scenario says; without a limit on a circuit they change nothing.
///
/// - source: torntape's own
/// - code: `src/sim/offer.rs`, `src/sim/draft.rs`, `src/sim/scenario/classes.rs`
/// - finding: none
#[test]
fn random_traffic_has_classes() {
    let stream = |classes: &str| {
        format!(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"60/h\"\n{classes}\n\
             length = {{ distribution = \"fixed\", mean = 300 }}\n"
        )
    };
    let mix = "classification = { unclassified = 0.5, confidential = 0.3, secret = 0.2 }";
    for fidelity in ["wire", "timing"] {
        let limited = two_ways(fidelity, "classification = \"confidential\"");
        let ran = limited.add(&stream(mix)).run();
        assert_eq!(ran.report.delivered.deliveries, ran.report.offered.deliveries, "{fidelity}");
        let (short, long) = (sent(&ran, "XA2"), sent(&ran, "XB3"));
        let hundredths = 100 * long / (short + long);
        assert!((15..25).contains(&hundredths), "{fidelity}: {long} of {}", short + long);
    }
    let digest = |classes: &str| two_ways("timing", "").add(&stream(classes)).run().report.digest;
    assert_eq!(digest(mix), digest(""));
}

/// A class is one of five words, and shares of them add up to 1.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/classes.rs`
/// - finding: none
#[test]
fn classes_are_words() {
    let said = two_ways("timing", "classification = \"top secret\"").refused();
    assert!(
        said.contains("circuit.classification: expected") && said.contains("is `top_secret` meant?"),
        "{said}"
    );
    for (classes, expected) in [
        ("{ secrt = 1.0 }", "is `secret` meant?"),
        ("{ secret = 0.3 }", "traffic.classification: the shares add up to 0.3, not to 1"),
        ("\"secret\"", "traffic.classification: expected a table in braces"),
    ] {
        let traffic = format!(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"6/h\"\nclassification = {classes}\n\
             length = {{ distribution = \"fixed\", mean = 300 }}\n"
        );
        let said = two_ways("timing", "").add(&traffic).refused();
        assert!(said.contains(expected), "{classes}: {said}");
    }
}
