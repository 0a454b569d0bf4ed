//! Format line 4: the security warning and transmission instructions.

use torntape::message::Classification;

use super::{CLASS, TO, codes, one, plain, with};

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

/// Each class has its letter, five times behind `ZNR` or `ZNY`.
///
/// - source: ACP 127(G) 124b; US Navy training 14226 p21
/// - code: `src/decode/security.rs`
/// - finding: T0402
#[test]
fn each_class_has_its_letter() {
    for (marking, class, classification) in [
        ("ZNR UUUUU", "UNCLAS", Some(Classification::Unclassified)),
        ("ZNY EEEEE", "UNCLAS EFTO", Some(Classification::Unclassified)),
        ("ZNY RRRRR", "R E S T R I C T E D", Some(Classification::Restricted)),
        ("ZNY CCCCC", "C O N F I D E N T I A L", Some(Classification::Confidential)),
        ("ZNY SSSSS", "S E C R E T", Some(Classification::Secret)),
        ("ZNY TTTTT", "T O P  S E C R E T", Some(Classification::TopSecret)),
        ("ZNR XXXXX", "UNCLAS", None),
        ("ZNR UUCUU", "UNCLAS", None),
    ] {
        let input = with(TO, &format!("{class} STATE 097951")).replace("ZNR UUUUU", marking);
        let cable = one(&input);
        assert_eq!(cable.security.as_ref().unwrap().classification, classification, "{marking}");
        assert_eq!(
            codes(&cable).join(" "),
            if classification.is_some() { "" } else { "T0402 4:5" },
            "{marking}"
        );
    }
}

/// The warning is `ZNR` or `ZNY`, a blank and five letters; what cannot be read is no class.
///
/// - source: ACP 127(G) 124b, 203
/// - code: `src/decode/security.rs`
/// - finding: T0401
#[test]
fn the_security_warning_is_a_signal_and_five_letters() {
    for (line, place) in [("ZN? UUUUU", "4:1"), ("ZNR UUU", "4:5"), ("ZNR", "4:4")] {
        let input = plain().replace("ZNR UUUUU ZZH", line);
        assert_eq!(codes(&one(&input)), [format!("T0401 {place}")], "{line}");
    }
}

/// `ZNR` goes with `UUUUU` alone, `ZNY` with every other class.
///
/// - source: ACP 127(G) 124b; US Navy training 14226 p21
/// - code: `src/decode/checks.rs`
/// - finding: T0406
#[test]
fn the_signal_goes_with_its_letters() {
    let marked = |marking: &str, class: &str| {
        codes(&one(&with(TO, &format!("{class} STATE 097951")).replace("ZNR UUUUU", marking)))
    };
    assert_eq!(marked("ZNR CCCCC", "CONFIDENTIAL"), ["T0406 4:1"]);
    assert_eq!(marked("ZNY UUUUU", "UNCLAS"), ["T0406 4:1"]);
    assert_eq!(marked("ZNR EEEEE", "UNCLAS EFTO"), ["T0406 4:1"]);
    assert_eq!(marked("ZNR UUUAA", "UNCLAS"), [""; 0]);
}

/// A release code for one nation has its letter twice; letters of no nation are no code.
///
/// - source: ACP 117 7d
/// - code: `src/decode/security.rs`
/// - finding: T0402
#[test]
fn a_release_code_names_nations() {
    let marked = |marking: &str| with(TO, CLASS).replace("ZNR UUUUU", marking);
    for nation in ["AA", "BB", "CC", "OO", "XX", "ZZ"] {
        let input = marked(&format!("ZNR UUU{nation}"));
        assert_eq!(one(&input).security.unwrap().release.as_deref(), Some(nation));
    }
    let nobody = marked("ZNR UUUAQ");
    assert_eq!(codes(&one(&nobody)), ["T0402 4:5"]);
}

/// What follows the warning is operating signals; a word that can be none is pointed at.
///
/// - source: ACP 127(G) 133, 135
/// - code: `src/decode/signals.rs`
/// - finding: T0404
#[test]
fn operating_signals_follow_the_warning() {
    let input = plain().replace("ZZH", "ZZH ZFF3 INT ZDK RUEHC");
    assert_eq!(one(&input).security.unwrap().operating_signals, ["ZZH", "ZFF3", "INT ZDK RUEHC"]);
    assert_eq!(codes(&one(&plain().replace("ZZH", "Z?H"))), ["T0404 4:11"]);
    assert_eq!(codes(&one(&plain().replace("ZZH", "23730"))), ["T0404 4:11"]);
}

/// The prosign T says who transmits to whom; it may stand on a second line.
///
/// - source: ACP 127(G) 133, 220
/// - code: `src/decode/security.rs`, `src/decode/signals.rs`
/// - finding: none
#[test]
fn transmission_instructions_may_take_a_second_line() {
    let input = plain().replace("ZNR UUUUU ZZH", "ZNR UUUUU\nRXFPC T HAVF");
    let cable = one(&input);
    assert_eq!(codes(&cable), [""; 0]);
    let signals = cable.security.unwrap().operating_signals.join(" ");
    assert_eq!(signals, "RXFPC T HAVF");
}

/// A message without format line 4 has no security warning; that alone is no fault.
///
/// - source: ACP 127(G) 203b
/// - code: `src/decode/header.rs`
/// - finding: none
#[test]
fn the_warning_may_be_missing() {
    let input = plain().replace("ZNR UUUUU ZZH\n", "");
    let cable = one(&input);
    assert_eq!((cable.security.is_none(), codes(&cable)), (true, vec![]));
}

/// LIMITED OFFICIAL USE has no letter: it goes as unclassified without a finding.
///
/// - source: State archive 1973-79
/// - code: `src/decode/checks.rs`
/// - finding: none
#[test]
fn limited_official_use_has_no_letter() {
    assert_eq!(codes(&one(&with(TO, "LIMITED OFFICIAL USE STATE 097951"))), [""; 0]);
}

/// The security warning is the first group of format line 4; further back it is read all the same.
///
/// - source: ACP 127(G) 203d
/// - code: `src/decode/security.rs`
/// - finding: T0470
#[test]
fn the_warning_opens_format_line_4() {
    let input = plain().replace("ZNR UUUUU ZZH", "ZZH ZNR UUUUU ZDG");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0470 4:5"]);
    let security = cable.security.unwrap();
    assert_eq!(
        (security.classification, security.operating_signals.join(" ")),
        (Some(Classification::Unclassified), "ZZH ZDG".to_owned())
    );
}

/// `EEEEE` on format line 4 goes with EFTO on the classification line.
///
/// - source: US Navy training 14226 p21; 5 FAH-2 H-222
/// - code: `src/decode/agreement.rs`
/// - finding: T0471
#[test]
fn efto_is_said_twice() {
    let marked = |marking: &str, class: &str| {
        codes(&one(&with(TO, &format!("{class} STATE 097951")).replace("ZNR UUUUU", marking)))
    };
    assert_eq!(marked("ZNY EEEEE", "UNCLAS EFTO"), [""; 0]);
    assert_eq!(marked("ZNY EEEEE", "UNCLAS"), ["T0471 4:5"]);
    assert_eq!(marked("ZNR UUUUU", "UNCLAS EFTO"), ["T0471 4:5"]);
}
