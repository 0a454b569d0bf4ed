//! Format line 1: the transmission identification.

use torntape::message::SecurityProsign;

use super::one;

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
