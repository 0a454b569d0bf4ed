//! Messages that may have been sent before.

use torntape::Decoder;

use super::codes;
use crate::nets::{Net, Seen};

/// The Department, a relay and two posts, with all ways back.
fn star() -> Net {
    Net::star("wire")
        .circuit("RUEH", "RUEHC", "XCA", "")
        .circuit("RUEHMO", "RUEH", "XRB", "")
        .circuit("RUEHLN", "RUEH", "XRC", "")
}

fn stop(station: &str, at: &str, length: &str) -> String {
    format!("[[fault]]\nat = \"{at}\"\nfor = \"{length}\"\nstation = \"{station}\"\n")
}

/// Everything that was offered was delivered; so many went as suspected duplicates, and so many were filed.
fn figures(seen: &Seen) -> (usize, u64, Option<u64>, u64) {
    let report = &seen.report;
    assert_eq!(report.offered.deliveries, report.delivered.deliveries);
    let suspected = report.service.suspected_duplicates;
    (report.undelivered.len(), report.lost, suspected, report.delivered.duplicates_suppressed)
}

/// A station that comes back from a stop sends again what it had begun to send: it cannot tell whether that has left. A
/// pilot with `ZFD` and the station's own routing indicator stands before the message as it was begun.
///
/// - source: ACP 127(G) 427
/// - code: `src/station/suspicion.rs`, `src/station/tape.rs`, `src/encode/pilot.rs`
/// - finding: none
#[test]
fn what_was_begun_before_a_stop_goes_again_as_a_suspected_duplicate() {
    let net = star().submit("0s", 1, "R", &["RUEHMO", "RUEHLN"]).add(&stop("RUEHC", "1s", "60s"));
    let seen = net.seen();
    assert_eq!(figures(&seen), (0, 0, Some(1), 0));
    let [begun, again, ..] = seen.on("RUEHC", "XRA")[..] else { panic!("{:?}", seen.sent) };
    assert!(begun.starts_with("VZCZCXRA0001\nRR RUEHMO RUEHLN\nDE RUEHC #0001 2640000\n"), "{begun}");
    assert_eq!(again, format!("VZCZCXRA0002\nRR RUEHMO RUEHLN\nZFD RUEHC\n{begun}"));
    let read = Decoder::new().cable(again.as_bytes()).into_owned();
    let [pilot] = read.pilots.as_slice() else { panic!("{:?}", read.pilots) };
    assert_eq!(pilot.security.as_ref().unwrap().operating_signals, ["ZFD RUEHC"]);
    assert_eq!(pilot.transmission.as_ref().unwrap().id, "VZCZCXRA0001");
    assert_eq!(read.transmission.as_ref().unwrap().number, Some(2));
    let found = |text: &str| Decoder::new().cable(text.as_bytes()).diagnostics.len();
    assert_eq!(found(again), found(begun), "{:?}", codes(&read));
}

/// A relay passes a suspected duplicate on with its pilot; who has not had the message is delivered it with the pilot.
///
/// - source: ACP 127(G) 427
/// - code: `src/station/tape.rs`, `src/station/post.rs`
/// - finding: none
#[test]
fn a_suspected_duplicate_keeps_its_pilot_on_the_way() {
    let net = star().submit("0s", 1, "R", &["RUEHMO", "RUEHLN"]).add(&stop("RUEHC", "1s", "60s"));
    let seen = net.seen();
    for (channel, post) in [("XMO", "RUEHMO"), ("XLN", "RUEHLN")] {
        let passed = seen.on("RUEH", channel)[0];
        let opening =
            format!("VZCZC{channel}0001\nRR {post}\nZFD RUEHC\nVZCZCXRA0001\nRR RUEHMO RUEHLN\nDE ");
        assert!(passed.starts_with(&opening), "{passed}");
        let delivered = seen.delivered.iter().find(|(_, to, _)| to == post).unwrap();
        assert_eq!(delivered.2.sections[0].to_bytes(), passed.as_bytes());
    }
}

/// A station that has the message files the suspected duplicate; nobody is delivered it twice.
///
/// - source: ACP 127(G) 427
/// - code: `src/station/post.rs`
/// - finding: none
#[test]
fn a_suspected_duplicate_of_what_is_there_is_filed() {
    // Moscow has what the relay kept when the circuit goes down, and could not say so.
    let net = star()
        .circuit("RUEH", "RUEHLN", "XL2", "")
        .circuit("RUEHLN", "RUEHMO", "XM2", "")
        .add("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHMO\"\nvia = [\"XMO\", \"XL2\"]\n")
        .add("[[fault]]\nat = \"30s\"\nfor = \"1h\"\ncircuit = \"XMO\"\n");
    let net = Net::from(&net, "indicator = \"RUEHLN\"", "indicator = \"RUEHLN\"\nrelay = true");
    let seen = net.submit("0s", 1, "O", &["RUEHMO"]).submit("20m", 2, "O", &["RUEHMO"]).seen();
    assert_eq!(figures(&seen), (0, 0, Some(1), 1));
    let first = seen.on("RUEH", "XMO")[0];
    assert_eq!(seen.on("RUEH", "XL2")[0], format!("VZCZCXL20001\nOO RUEHMO\nZFD RUEH\n{first}"));
    let told = seen.on("RUEHLN", "XM2")[0];
    assert_eq!(told, format!("VZCZCXM20001\nOO RUEHMO\nZFD RUEH\n{first}"));
}

/// What is known not to have come in is no suspect: a circuit failed under it, it was broken off, or it is reported open.
///
/// - source: ACP 127(G) 424, 427
/// - code: `src/station/suspicion.rs`
/// - finding: none
#[test]
fn what_is_known_to_be_lost_is_no_suspected_duplicate() {
    let down = "[[fault]]\nat = \"1s\"\nfor = \"60s\"\ncircuit = \"XRA\"\n";
    let seen = star().add(down).submit("0s", 1, "R", &["RUEHMO"]).seen();
    assert_eq!((figures(&seen), seen.on("RUEHC", "XRA").len()), ((0, 0, Some(0), 0), 2));
    let lossy = Net::from(&star(), "channel = \"XMO\"", "channel = \"XMO\"\nloss = 0.5");
    let lossy = (0..20).fold(lossy, |net, number| net.submit("0s", number, "R", &["RUEHMO"]));
    let seen = lossy.seen();
    assert_eq!(figures(&seen), (0, 0, Some(0), 0));
    assert!(seen.report.service.repeats_sent > 0);
}

/// What has been suspected once bears one pilot, however often it has to go again.
///
/// - source: ACP 127(G) 427
/// - code: `src/station/suspicion.rs`
/// - finding: none
#[test]
fn what_is_suspected_twice_bears_one_pilot() {
    let net = star().submit("0s", 1, "R", &["RUEHMO"]);
    let net = net.add(&stop("RUEHC", "1s", "60s")).add(&stop("RUEHC", "62s", "60s"));
    let seen = net.seen();
    assert_eq!(figures(&seen), (0, 0, Some(2), 0));
    let sent = seen.on("RUEHC", "XRA");
    assert_eq!(sent[2], sent[1].replacen("XRA0002", "XRA0003", 1));
}
