//! Format line 2: the routing line.

use torntape::message::Precedence;

use super::{CLASS, codes, one, with};

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
