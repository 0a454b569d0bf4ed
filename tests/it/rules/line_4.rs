//! Format line 4: the security warning and transmission instructions.

use torntape::message::Classification;

use super::{CLASS, TO, codes, one, with};

/// A release code replaces the last two of the five letters; two nations stand in alphabetical order.
///
/// - source: ACP 117 7d
/// - code: `src/decode/security.rs`
/// - finding: T0405
#[test]
fn a_release_code_replaces_the_last_two_letters() {
    let input = with(TO, CLASS).replace("ZNR UUUUU", "ZNR UUUAB");
    let security = one(&input).security.unwrap();
    assert_eq!(security.release.as_deref(), Some("AB"));
    assert_eq!(security.classification, Some(Classification::Unclassified));
    let input = with(TO, CLASS).replace("ZNR UUUUU", "ZNR UUUBA");
    assert_eq!(codes(&one(&input)), ["T0405 4:8"]);
}

/// Special handling letters follow a stroke; operating signals take their arguments with them.
///
/// - source: ACP 127(G) 124b, 135
/// - code: `src/decode/security.rs`, `src/decode/signals.rs`
/// - finding: none
#[test]
fn signals_carry_their_arguments() {
    let input =
        with(TO, "S E C R E T STATE 097951").replace("ZNR UUUUU ZZH", "ZNY SSSSS/BBBBB ZOV RUEHC ZDG");
    let cable = one(&input);
    let security = cable.security.as_ref().unwrap();
    assert_eq!(security.handling.as_deref(), Some("BBBBB"));
    assert_eq!(security.operating_signals, ["ZOV RUEHC", "ZDG"]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// Format line 4 and the classification line say the same class.
///
/// - source: ACP 127(G) 124b, 209
/// - code: `src/decode/checks.rs`
/// - finding: T0403
#[test]
fn the_security_warning_agrees_with_the_classification_line() {
    let input = with(TO, "C O N F I D E N T I A L STATE 097951");
    assert_eq!(codes(&one(&input)), ["T0403 4:5"]);
}
