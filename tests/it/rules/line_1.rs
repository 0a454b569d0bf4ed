//! Format line 1: the transmission identification.

use torntape::message::SecurityProsign;

use super::{codes, one};

/// A transmission is identified in one unbroken string: start of transmission, start of message, channel and
/// number.
///
/// - source: ACP 127(G) 202c
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_transmission_is_identified_by_channel_and_number() {
    let cable = one("VZCZCABC027     UU\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
    let transmission = cable.transmission.unwrap();
    assert_eq!((&*transmission.id, transmission.number), ("VZCZCABC027", Some(27)));
    assert_eq!(
        (transmission.channel.as_deref(), transmission.prosign),
        (Some("ABC"), Some(SecurityProsign::Unclassified))
    );
}

/// Identifications of earlier relays stay behind the newest one, with or without `VV` between them.
///
/// - source: ACP 127(G) 311c, 426k
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn transmission_identifications_stack_newest_first() {
    for line in ["FDA035EUA024ERA017", "VV   FDA035VV   EUA024VV   ERA017"] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        let transmission = cable.transmission.unwrap();
        assert_eq!(transmission.id, "FDA035", "{line}");
        assert_eq!(transmission.earlier, ["EUA024", "ERA017"], "{line}");
    }
}

/// The start of transmission is `V`, or `VV` and blanks where no machine reads it; `ZCZC` may be missing there.
///
/// - source: ACP 127(G) 202c(1), 202c(2)
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_transmission_starts_by_machine_or_by_hand() {
    for (line, id) in [
        ("VZCZCABC027", "VZCZCABC027"),
        ("ZCZCABC027", "ZCZCABC027"),
        ("VV   ABC027", "ABC027"),
        ("ABC027", "ABC027"),
    ] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        assert_eq!(cable.transmission.as_ref().unwrap().id, id);
        assert_eq!(codes(&cable), [""; 0], "{line}");
    }
}

/// The channel number has three figures; State cables have four.
///
/// - source: ACP 127(G) 112b; State cables of 2009
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_channel_number_has_three_or_four_figures() {
    for (line, number) in [("VZCZCXRO080", 80), ("VZCZCXRO0809", 809), ("VZCZC051", 51)] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        assert_eq!(one(&input).transmission.unwrap().number, Some(number), "{line}");
    }
}

/// The security prosign `UU` or `HH` may end format line 1.
///
/// - source: ACP 127(G) 124a, 203c
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_security_prosign_may_end_format_line_1() {
    for (line, prosign) in [
        ("VV   PCB111     UU", SecurityProsign::Unclassified),
        ("VZCZCPCB111     HH", SecurityProsign::Approved),
    ] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        assert_eq!(one(&input).transmission.unwrap().prosign, Some(prosign), "{line}");
    }
}

/// An identification that cannot be read costs nothing but itself.
///
/// - source: ACP 127(G) 112, 202
/// - code: `src/decode/transmission.rs`
/// - finding: T0101
#[test]
fn an_identification_has_a_channel_and_a_number() {
    for line in ["VZCZCX?O08", "VZCZCXRO08"] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        assert_eq!(codes(&cable), ["T0101 1:1"], "{line}");
        assert!(cable.transmission.is_none() && cable.call.is_some());
    }
}

/// Damage behind the newest identification leaves the newest whole.
///
/// - source: ACP 127(G) 311c
/// - code: `src/decode/transmission.rs`
/// - finding: T0102
#[test]
fn damage_to_an_earlier_identification_leaves_the_newest() {
    let cable = one("VV   DLA128VV   QT?1\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(codes(&cable), ["T0102 1:12"]);
    assert_eq!(cable.transmission.unwrap().id, "DLA128");
}

/// `ZCZC` stands once in a transmission; identifications of earlier relays stand behind it without.
///
/// - source: ACP 127(G) 202c(1)(b)
/// - code: `src/decode/transmission.rs`
/// - finding: T0170
#[test]
fn the_start_of_message_stands_once() {
    let cable = one("VZCZCABC027VZCZCDEF028\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(codes(&cable), ["T0170 1:12"]);
    assert_eq!(cable.transmission.unwrap().earlier, ["VZCZCDEF028"]);
    let cable = one("VZCZCABC027DEF028\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!((codes(&cable), &*cable.transmission.unwrap().earlier[0]), (vec![], "DEF028"));
}
