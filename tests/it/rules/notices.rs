//! A relay that can send a message no further tells its originator.

use crate::nets::{Net, Ran};

const SECRET: (&str, &str) = ("ZNY SSSSS", "S E C R E T");

/// What the relays know, whatever the class.
const ROUTES: [(&str, &str, &str); 3] =
    [("RUEH", "RUEHMO", "XRB"), ("RUES", "RUEHMO", "XMO"), ("RUES", "RUEHC", "XBB")];

fn route(at: &str, to: &str, via: &str) -> String {
    format!("[[route]]\nat = \"{at}\"\nprefix = \"{to}\"\nvia = \"{via}\"\n")
}

/// The Department, two relays in a line, and a post behind them; all circuits have a way back but that to the post.
fn line(switch: &str, last: &str, weather: &str) -> Net {
    Net::new("wire")
        .switch(switch)
        .station("RUEHC", "")
        .station("RUEH", "relay = true")
        .station("RUES", "relay = true")
        .station("RUEHMO", "")
        .circuit("RUEHC", "RUEH", "XRA", weather)
        .circuit("RUEH", "RUES", "XRB", weather)
        .circuit("RUEH", "RUEHC", "XBA", weather)
        .circuit("RUES", "RUEH", "XBB", weather)
        .circuit("RUES", "RUEHMO", "XMO", last)
        .add(&ROUTES.map(|(at, to, via)| route(at, to, via)).concat())
        .add(&route("RUEH", "RUEHC", "XBA"))
}

fn told(ran: &Ran) -> Vec<Option<u64>> {
    ran.report.stations.iter().map(|station| station.told).collect()
}

/// The relay that has no route, or no circuit for the class, tells the originator, once for each message; it is a transmission
/// on each circuit of the way back. What is told of is undelivered as before.
///
/// - source: ACP 127(G) 405c, 426i
/// - code: `src/station/notice.rs`, `src/station/cables.rs`
/// - finding: none
#[test]
fn the_originator_is_told_of_what_cannot_be_sent_on() {
    let held = "classification = \"confidential\"";
    let net = |switch| {
        line(switch, held, "")
            .submit_as("0s", 1, "O", &["RUEHMO"], SECRET)
            .submit("1h", 2, "R", &["RUEHMO"])
            .submit("2h", 3, "R", &["RUEHMO", "RUEHXX"])
    };
    let (silent, telling) = (net("").run(), net("tell_originators = true").run());
    assert_eq!(told(&silent), [None; 4]);
    // The first is held at the second relay, the stranger of the third is unknown to the first one.
    assert_eq!(told(&telling), [Some(2), Some(0), Some(0), Some(0)]);
    let sent = |ran: &Ran| ran.report.delivered.transmissions;
    assert_eq!(sent(&telling), sent(&silent) + 2 + 1);
    assert_eq!(telling.report.undelivered, silent.report.undelivered);
    assert_eq!(telling.report.digest, silent.report.digest);
    assert_eq!((telling.report.lost, telling.report.undelivered.len()), (0, 2));
}

/// What is told comes through bad weather, once, and a relay that stops does not forget what it was telling.
///
/// - source: ACP 127(G) 405c, 419, 426i
/// - code: `src/station/notice.rs`, `src/station/machine.rs`
/// - finding: none
#[test]
fn what_originators_are_told_is_repaired_like_any_transmission() {
    let weather = "loss = 0.3\ngarble = 0.3\nduplicate = 0.2";
    let stops = "[[fault]]\nat = \"30m\"\nfor = \"10m\"\nstation = \"RUES\"\n";
    let held = "classification = \"confidential\"";
    for more in ["", stops] {
        let net = (1..=20).fold(line("tell_originators = true", held, weather).add(more), |net, number| {
            net.submit_as(&format!("{}m", 2 * number), number, "R", &["RUEHMO"], SECRET)
        });
        let ran = net.run();
        assert_eq!(told(&ran), [Some(20), Some(0), Some(0), Some(0)], "{more}");
        assert_eq!(ran.report.undelivered.len(), 20, "{more}");
        assert!(ran.report.service.repeats_sent > 0);
    }
}

/// A notice that cannot be sent on itself begets none, neither to the relay that wrote it nor to the originator.
///
/// - source: ACP 127(G) 426i; torntape's own
/// - code: `src/station/notice.rs`
/// - finding: none
#[test]
fn a_notice_begets_no_notice() {
    let held = "classification = \"confidential\"";
    let ran = Net::new("wire")
        .switch("tell_originators = true")
        .station("RUEHC", "")
        .station("RUEH", "relay = true")
        .station("RUES", "relay = true")
        .station("RUEHMO", "")
        .circuit("RUEHC", "RUEH", "XRA", "")
        .circuit("RUEH", "RUES", "XRB", "")
        .circuit("RUES", "RUEH", "XBB", "")
        .circuit("RUES", "RUEHMO", "XMO", held)
        .add(&ROUTES.map(|(at, to, via)| route(at, to, via)).concat())
        .submit_as("0s", 1, "R", &["RUEHMO"], SECRET)
        .run();
    // To the first relay and the second, back to the first, and no further.
    assert_eq!((told(&ran), ran.report.delivered.transmissions), (vec![Some(0); 4], 3));
    assert_eq!(ran.report.undelivered.len(), 1);
}

/// Without service messages nobody could be told.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/unsupported.rs`
/// - finding: none
#[test]
fn in_timing_fidelity_nobody_is_told() {
    for (fidelity, switch, expected) in [
        (
            "timing",
            "tell_originators = true",
            "net.toml:1:20: tell_originators: `tell_originators` in timing fidelity, where nothing is read, is not supported yet",
        ),
        (
            "wire",
            "tell_originators = \"yes\"",
            "net.toml:1:20: tell_originators: expected true or false, but found `yes`",
        ),
        ("wire", "tell_originator = true", "is `tell_originators` meant?"),
    ] {
        let said = Net::star(fidelity).switch(switch).refused();
        assert!(said.contains(expected), "{said}");
    }
}
