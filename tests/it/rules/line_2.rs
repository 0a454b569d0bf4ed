//! Format line 2: the routing line.

use torntape::encode::encode;
use torntape::message::Precedence;

use super::{CLASS, TO, codes, one, plain, with};

/// The precedence prosign of the routing line is written twice.
///
/// - source: ACP 127(G) 151a
/// - code: `src/decode/routing.rs`
/// - finding: T0207
#[test]
fn the_routing_line_writes_its_prosign_twice() {
    let cable = one("VZCZCXRO0809\nO RUEHMO RUEHLN\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Immediate));
    assert_eq!(codes(&cable), ["T0207 2:1"]);
}

/// Further lines of format line 2 hold routing indicators only, up to the line that begins with `DE`.
///
/// - source: ACP 127(G) 222c
/// - code: `src/decode/routing.rs`
/// - finding: none
#[test]
fn a_routing_line_goes_on_until_de() {
    let cable = one("VZCZCXRO0809\nPP RUEHMO RUEHLN\nRUEHVK\nRUEHYG RUEHC\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.unwrap().indicators, ["RUEHMO", "RUEHLN", "RUEHVK", "RUEHYG", "RUEHC"]);
}

/// The bell before a FLASH, written `JJJJJSSSSS`, is no part of the prosign.
///
/// - source: ACP 127(G) 137e
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn the_bell_before_a_flash_is_stripped() {
    let cable = one("VZCZCXRO0809\nJJJJJSSSSSZZ RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Flash));
    assert_eq!(codes(&cable), [""; 0]);
}

/// A station stands once in format line 2, however many addressees it serves.
///
/// - source: ACP 127(G) 204c
/// - code: `src/decode/routing.rs`
/// - finding: T0203
#[test]
fn a_station_is_called_once() {
    let cable = one("VZCZCXRO0809\nPP RUEHMO RUEHLN RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(codes(&cable), ["T0203 2:18"]);
}

/// A copy calls the stations of one branch only; that is no fault.
///
/// - source: ACP 127(G) 303a
/// - code: `src/decode/checks.rs`
/// - finding: none
#[test]
fn a_copy_may_call_fewer_stations_than_are_addressed() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nRUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    assert_eq!(codes(&one(&input)), [""; 0]);
}

/// A station that serves no addressee is called only where a collective is addressed.
///
/// - source: ACP 127(G) 204, 303a
/// - code: `src/decode/checks.rs`
/// - finding: T0204
#[test]
fn a_stranger_is_called_only_for_a_collective() {
    let stranger = with("TO RUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    assert_eq!(codes(&one(&stranger)), ["T0204 2:4"]);
    let collective = with("TO RUEHLN/AMCONSUL ST PETERSBURG\nALL DIPLOMATIC POSTS COLLECTIVE", CLASS);
    assert_eq!(codes(&one(&collective)), [""; 0]);
}

/// The prosigns of the routing line are ZZ, OO, PP and RR, in AUTODIN also YY.
///
/// - source: ACP 127(G) 151; US Navy training 14226 p20
/// - code: `src/decode/routing.rs`, `src/decode/grammar.rs`
/// - finding: T0201
#[test]
fn the_routing_line_opens_with_one_of_five_prosigns() {
    for (prosign, precedence) in [
        ("YY", Some(Precedence::Emergency)),
        ("ZZ", Some(Precedence::Flash)),
        ("OO", Some(Precedence::Immediate)),
        ("PP", Some(Precedence::Priority)),
        ("RR", Some(Precedence::Routine)),
        ("PQ", None),
    ] {
        let input = format!("VZCZCXRO0809\n{prosign} RUEHMO\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        assert_eq!(cable.call.as_ref().unwrap().precedence, precedence, "{prosign}");
        assert_eq!(codes(&cable).join(" "), if precedence.is_some() { "" } else { "T0201 2:1" });
    }
}

/// A routing indicator is four to seven capital letters.
///
/// - source: ACP 117 3
/// - code: `src/message/station.rs`, `src/decode/routing.rs`
/// - finding: T0202
#[test]
fn a_routing_indicator_has_four_to_seven_letters() {
    for (word, fits) in [
        ("RUEH", true),
        ("RUEHMO", true),
        ("RUEHXYZ", true),
        ("RUE", false),
        ("RUEHMOXX", false),
        ("RUE7LN", false),
    ] {
        let input = format!("VZCZCXRO0809\nPP {word} RUEHVK\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        assert_eq!(cable.call.as_ref().unwrap().indicators.len(), 1 + usize::from(fits), "{word}");
        assert_eq!(codes(&cable).join(" "), if fits { "" } else { "T0202 2:4" }, "{word}");
    }
}

/// The routing line carries the highest precedence of the message; nobody raises it on the way.
///
/// - source: ACP 127(G) 152b; 5 FAH-2 H-321.2
/// - code: `src/decode/checks.rs`
/// - finding: T0205
#[test]
fn the_routing_line_is_never_above_the_message() {
    assert_eq!(codes(&one(&plain().replace("PP RUEHMO", "OO RUEHMO"))), ["T0205 2:1"]);
}

/// Only a message of two precedences goes lower, on a branch of information addressees, and then to the second of them.
///
/// - source: ACP 127(G) 152c, 152d
/// - code: `src/decode/checks.rs`
/// - finding: T0206
#[test]
fn a_branch_may_go_at_the_lower_of_two_precedences() {
    assert_eq!(codes(&one(&plain().replace("PP RUEHMO", "RR RUEHMO"))), ["T0206 2:1"]);
    let dual =
        with(&format!("{TO}\nINFO RUEHLN/AMCONSUL ST PETERSBURG"), CLASS).replace("P 2121", "O P 2121");
    assert_eq!(codes(&one(&dual.replace("PP RUEHMO", "PP RUEHLN"))), [""; 0]);
    assert_eq!(codes(&one(&dual.replace("PP RUEHMO", "RR RUEHLN"))), ["T0206 2:1"]);
}

/// The bell itself, sent as a character, is stripped like its letters.
///
/// - source: ACP 127(G) 137e, 151b
/// - code: `src/decode/lines.rs`
/// - finding: none
#[test]
fn a_bell_sent_as_a_character_is_stripped() {
    let cable = one("VZCZCXRO0809\n\u{7}\u{7}\u{7}\u{7}\u{7}ZZ RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Flash));
    assert_eq!(codes(&cable), [""; 0]);
}

/// One blank parts the words of a line; more than one is read all the same, and stays in the bytes.
///
/// - source: ACP 127(G) 137
/// - code: `src/decode/lines.rs`
/// - finding: none
#[test]
fn blanks_between_words_may_be_many() {
    let input = plain().replace("PP RUEHMO", "PP   RUEHMO").replace("DE RUEHC", "DE  RUEHC");
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.call.as_ref().unwrap().indicators[0].as_str()), (vec![], "RUEHMO"));
    assert_eq!(encode(&cable), input.as_bytes());
}

/// An addressee whose delivery is arranged already (`ZEN/`) has no station among the called ones.
///
/// - source: ACP 127(G) 206b
/// - code: `src/decode/checks.rs`
/// - finding: T0204
#[test]
fn who_is_served_already_is_not_called() {
    let input = with(&format!("{TO}\nZEN/AMEMBASSY PARIS"), CLASS);
    assert_eq!(codes(&one(&input)), [""; 0]);
    assert_eq!(codes(&one(&input.replace("PP RUEHMO", "PP RUEHMO RUFHFR"))), ["T0204 2:11"]);
}

/// A routing indicator begins with R, with Q in a closed network, in some books with U.
///
/// - source: ACP 117 3a
/// - code: `src/decode/agreement.rs`
/// - finding: T0270
#[test]
fn a_routing_indicator_names_its_network() {
    let called = |word: &str| format!("VZCZCXRO0809\nPP RUEHLN {word}\nDE RUEHC #7951 2642216\n");
    for word in ["RUEHMO", "QUEHMO", "UUEHMO"] {
        assert_eq!(codes(&one(&called(word))), [""; 0], "{word}");
    }
    let input = called("AUEHMO");
    assert_eq!(
        (codes(&one(&input)), one(&input).call.unwrap().indicators.len()),
        (vec!["T0270 2:11".to_owned()], 2)
    );
}

/// The routing line calls somebody.
///
/// - source: ACP 127(G) 204
/// - code: `src/decode/agreement.rs`
/// - finding: T0271
#[test]
fn the_routing_line_calls_somebody() {
    assert_eq!(codes(&one("VZCZCXRO0809\nPP\nDE RUEHC #7951 2642216\n")), ["T0271 2:3"]);
}

/// FLASH goes to stations of action addressees only; the others get a transmission of their own.
///
/// - source: ACP 127(G) 152e; 5 FAH-2 H-321.2
/// - code: `src/decode/agreement.rs`
/// - finding: T0272
#[test]
fn flash_is_sent_to_action_addressees_only() {
    let sent = |called: &str, informed: &str| {
        with(&format!("TO RUEHMO/AMEMBASSY MOSCOW FLASH\nINFO {informed}"), CLASS)
            .replace("PP RUEHMO", called)
            .replace("P 2121", "Z P 2121")
    };
    assert_eq!(codes(&one(&sent("ZZ RUEHMO RUEHLN", "RUEHLN/AMCONSUL ST PETERSBURG"))), ["T0272 2:1"]);
    assert_eq!(codes(&one(&sent("ZZ RUEHMO", "RUEHLN/AMCONSUL ST PETERSBURG"))), [""; 0]);
    assert_eq!(codes(&one(&sent("PP RUEHLN", "RUEHLN/AMCONSUL ST PETERSBURG"))), [""; 0]);
    assert_eq!(codes(&one(&sent("ZZ RUEHMO", "RUEHMO/DAO MOSCOW"))), [""; 0], "one station serves both");
}
