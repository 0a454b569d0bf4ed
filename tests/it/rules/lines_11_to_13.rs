//! Format lines 11 to 13: the text between its breaks.

use super::{CLASS, TO, codes, one, with};

/// `BT` alone on its line parts the heading from the text, and the text from the ending.
///
/// - source: ACP 127(G) Annex B
/// - code: `src/decode/header.rs`, `src/decode/body.rs`
/// - finding: none
#[test]
fn a_break_stands_before_and_after_the_text() {
    let input = with(&format!("{TO}\nBT"), &format!("{CLASS}\n\n1. Text.\nBT\n#7951\nNNNN"));
    let cable = one(&input);
    assert_eq!(codes(&cable), [""; 0]);
    assert_eq!((cable.paragraphs[0].length, cable.end.as_deref()), ("1. Text.".len(), Some("NNNN")));
}

/// Archives leave the breaks out; the classification line opens the text all the same.
///
/// - source: State cables of 2009
/// - code: `src/decode/header.rs`
/// - finding: none
#[test]
fn the_breaks_may_be_missing() {
    let input = with(TO, &format!("{CLASS}\n\n1. Text."));
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.paragraphs.len()), (vec![], 1));
}

/// A service message between connected stations has no break at all.
///
/// - source: ACP 127(G) 405b
/// - code: `src/decode/header.rs`, `src/decode/body.rs`
/// - finding: none
#[test]
fn a_service_message_to_the_next_station_has_no_break() {
    let cable = one("VZCZCXMO0010\nPP RUEHMO\nDE RUEH\nZNR UUUUU\nZID XMO0007\nNNNN\n");
    assert_eq!((codes(&cable), cable.end.as_deref()), (vec![], Some("NNNN")));
}

/// A service message to be relayed has its breaks, its class, and `SVC`.
///
/// - source: ACP 127(G) 405c
/// - code: `src/decode/number_line.rs`
/// - finding: none
#[test]
fn a_service_message_for_relay_says_so_behind_its_class() {
    let cable = one(
        "VZCZCDOA123\nRR RUFDAE\nDE RUFDDO 131 2031417\nZNR UUUUU\nBT\nUNCLAS SVC INT ZDK RUFDAE 145 21/1352\nBT\nNNNN\n",
    );
    assert_eq!((codes(&cable), &*cable.captions[0], cable.mrn), (vec![], "SVC", None));
}

/// Damage in the text is said once, at its first place.
///
/// - source: ACP 127(G) 419, 420
/// - code: `src/decode/body.rs`
/// - finding: T1405
#[test]
fn damage_to_the_text_is_said_once() {
    let input = with(TO, &format!("{CLASS}\n\n1. The la\u{1a}\u{1a}s c\u{1a}me."));
    assert_eq!(codes(&one(&input)), ["T1405 10:10"]);
}
