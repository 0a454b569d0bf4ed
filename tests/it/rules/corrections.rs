//! Messages that are passed on garbled, subject to correction, and their corrected copies.

use torntape::Decoder;

use crate::nets::{Net, Seen};

/// The Department, a relay and two posts, with all ways back; the circuit to the relay garbles.
fn star(garble: &str) -> Net {
    let net = Net::from(&Net::star("wire"), "preemption", "subject_to_correction = true\npreemption")
        .circuit("RUEH", "RUEHC", "XCA", "")
        .circuit("RUEHMO", "RUEH", "XRB", "")
        .circuit("RUEHLN", "RUEH", "XRC", "");
    Net::from(&net, "channel = \"XRA\"", &format!("channel = \"XRA\"\n{garble}"))
}

/// Twelve cables of some lines, ten minutes apart.
fn twelve(net: Net, prosign: &str, lines: usize) -> Seen {
    let handed_in = (1..=12).fold(net, |net, number| {
        net.submit_long(&format!("{}m", 10 * number), number, prosign, &["RUEHMO", "RUEHLN"], lines)
    });
    handed_in.seen()
}

/// All was delivered undamaged; what was passed on, corrected, and had in advance.
fn corrections(seen: &Seen) -> (u64, u64, u64) {
    assert_eq!((seen.report.undelivered.len(), seen.report.lost), (0, 0));
    let corrections = seen.report.service.corrections.unwrap();
    (corrections.passed, corrections.corrected, corrections.advance)
}

/// What of the transmissions on a channel bears a pilot with this signal.
fn marked<'a>(seen: &'a Seen, channel: &str, signal: &str) -> Vec<&'a str> {
    let line = format!("\n{signal} RUEH\n");
    seen.on("RUEH", channel).into_iter().filter(|sent| sent.contains(&line)).collect()
}

/// A relay passes a FLASH or IMMEDIATE on whose text is garbled, at once and with a pilot that says `ZDG`; when the message
/// has been repeated to it, it sends the corrected copy with a pilot that says `ZEL` to the same stations. The preceding
/// station is asked for the repetition like for any other.
///
/// - source: ACP 127(G) 420
/// - code: `src/station/doubt.rs`, `src/encode/pilot.rs`
/// - finding: none
#[test]
fn a_garbled_flash_goes_on_subject_to_correction() {
    for prosign in ["Z", "O"] {
        let seen = twelve(star("garble = 0.5"), prosign, 60);
        let (passed, corrected, advance) = corrections(&seen);
        assert!(passed >= 3, "{prosign}: {passed}");
        assert_eq!((corrected, advance), (passed, 2 * passed), "{prosign}");
        assert!(seen.report.service.repeats_sent >= passed);
        for channel in ["XMO", "XLN"] {
            let (doubted, clean) = (marked(&seen, channel, "ZDG"), marked(&seen, channel, "ZEL"));
            assert_eq!((doubted.len() as u64, clean.len() as u64), (passed, passed));
            for (doubted, clean) in doubted.iter().zip(&clean) {
                let read = Decoder::new().cable(doubted.as_bytes()).into_owned();
                assert_eq!(read.pilots[0].security.as_ref().unwrap().operating_signals, ["ZDG RUEH"]);
                assert!(read.pilots[0].transmission.as_ref().unwrap().id.starts_with("VZCZCXRA"));
                let below = |message: &str| message[message.find("\nDE ").unwrap()..].to_owned();
                let (doubted, clean) = (below(doubted), below(clean));
                assert_eq!(doubted.len(), clean.len());
                let mut differ = doubted.chars().zip(clean.chars()).filter(|(one, other)| one != other);
                assert!(differ.clone().count() > 0 && differ.all(|(garbled, _)| garbled == '?'));
            }
        }
    }
}

/// A delivery is made when the undamaged text is there, and names the copies that it corrects.
///
/// - source: ACP 127(G) 420g
/// - code: `src/station/post.rs`, `src/station/doubt.rs`
/// - finding: none
#[test]
fn a_corrected_copy_is_delivered_naming_the_earlier() {
    let seen = twelve(star("garble = 0.5"), "Z", 60);
    let (passed, ..) = corrections(&seen);
    assert_eq!(seen.delivered.len(), 24);
    let correcting: Vec<_> = seen.delivered.iter().filter(|(.., one)| !one.corrects.is_empty()).collect();
    assert_eq!(correcting.len() as u64, 2 * passed);
    for (_, to, delivery) in correcting {
        let channel = if to == "RUEHMO" { "XMO" } else { "XLN" };
        let earlier = marked(&seen, channel, "ZDG").into_iter();
        let serial = format!("\nDE RUEHC #{} ", delivery.key.serial);
        let named: Vec<_> = earlier.filter(|sent| sent.contains(&serial)).map(|sent| &sent[..12]).collect();
        assert_eq!(delivery.corrects, named);
        let sent = String::from_utf8_lossy(&delivery.sections[0].to_bytes()).into_owned();
        assert!(sent.contains("\nZEL RUEH\n") && !sent.contains('?'), "{sent}");
    }
}

/// Nothing goes on that is garbled in the heading: it could be misrouted. Nor does what is less urgent than IMMEDIATE.
///
/// - source: ACP 127(G) 420
/// - code: `src/station/doubt.rs`, `src/station/tape.rs`
/// - finding: none
#[test]
fn what_is_garbled_in_the_heading_waits_for_its_repetition() {
    // All of it is heading, but for two lines.
    let seen = twelve(star("garble = 0.5"), "Z", 0);
    assert!(seen.report.service.repeats_sent >= 3);
    assert_eq!(corrections(&seen), (0, 0, 0));
    for prosign in ["P", "R"] {
        let seen = twelve(star("garble = 0.5"), prosign, 60);
        assert!(seen.report.service.repeats_sent >= 3);
        assert_eq!(corrections(&seen), (0, 0, 0), "{prosign}");
    }
}

/// What is in doubt already and is garbled once more is repeated first; a relay passes copies subject to correction and
/// corrected copies on with their pilots.
///
/// - source: ACP 127(G) 420
/// - code: `src/station/doubt.rs`
/// - finding: none
#[test]
fn what_is_in_doubt_is_not_doubted_twice() {
    let net = star("garble = 0.4")
        .station("RUES", "relay = true")
        .station("RUEHVK", "")
        .circuit("RUEH", "RUES", "XSA", "garble = 0.4")
        .circuit("RUES", "RUEH", "XSB", "")
        .circuit("RUES", "RUEHVK", "XVK", "")
        .circuit("RUEHVK", "RUES", "XSC", "");
    let handed_in = (1..=12)
        .fold(net, |net, number| net.submit_long(&format!("{}m", 10 * number), number, "Z", &["RUEHVK"], 60));
    let seen = handed_in.seen();
    let (passed, corrected, _) = corrections(&seen);
    assert!(passed > 3 && corrected == passed);
    for sent in seen.on("RUES", "XVK") {
        let count = |signal: &str| sent.lines().filter(|line| line.starts_with(signal)).count();
        assert!(count("ZDG ") <= 1 && count("ZEL ") <= 1, "{sent}");
    }
    let of = |station: &str| {
        seen.on("RUES", "XVK").iter().any(|sent| sent.contains(&format!("\nZDG {station}\n")))
    };
    assert!(of("RUEH") && of("RUES"));
}

/// The rule is a matter of the scenario, and of circuits that carry bytes.
///
/// - source: ACP 127(G) 420
/// - code: `src/sim/scenario/handling.rs`, `src/sim/scenario/unsupported.rs`
/// - finding: none
#[test]
fn whether_garbled_messages_go_on_is_said() {
    let seen = twelve(Net::from(&star("garble = 0.5"), "subject_to_correction = true", ""), "Z", 60);
    assert_eq!((seen.report.service.corrections, marked(&seen, "XMO", "ZDG").len()), (None, 0));
    let timing = Net::from(&star(""), "\"wire\"", "\"timing\"");
    assert!(timing.refused().contains("subject_to_correction: `subject_to_correction` in timing fidelity"));
    let wrong = Net::from(&star(""), "subject_to_correction = true", "subject_to_correction = 1");
    assert!(wrong.refused().contains("subject_to_correction: expected true or false"));
}
