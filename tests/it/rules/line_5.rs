//! Format line 5: precedence and date-time group.

use torntape::Decoder;
use torntape::message::Precedence;

use super::{CLASS, codes, one, with};

/// Of two precedences the higher one, that of the action addressees, stands first.
///
/// - source: ACP 127(G) 152a
/// - code: `src/decode/preamble.rs`
/// - finding: none
#[test]
fn dual_precedence_puts_action_first() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nINFO RUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    let input = input.replace("P 212156Z", "O P 212156Z").replace("PP RUEHMO", "OO RUEHMO");
    let cable = one(&input);
    let precedence = cable.precedence.unwrap();
    assert_eq!((precedence.action, precedence.info), (Precedence::Immediate, Some(Precedence::Priority)));
    assert_eq!(codes(&cable), [""; 0]);
}

/// A year of two figures is the nearest to our days, 60 to 99 of the last century, unless the caller sets another
/// pivot.
///
/// - source: ACP 127(G) 113
/// - code: `src/decode/years.rs`, `src/decode/preamble.rs`
/// - finding: none
#[test]
fn two_digit_years_turn_at_the_pivot() {
    let line = b"R 301318Z MAR 71\n";
    let year = |decoder: &Decoder| decoder.cables(line)[0].dtg.as_ref().unwrap().at.unwrap().to_string();
    assert_eq!(year(&Decoder::new()), "1971-03-30T13:18:00Z");
    assert_eq!(year(&Decoder::new().pivot(80)), "2071-03-30T13:18:00Z");
}
