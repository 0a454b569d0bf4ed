//! Format line 5: precedence and date-time group.

use torntape::Decoder;
use torntape::message::Precedence;

use super::{CLASS, TO, codes, one, plain, with};

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

/// Format line 5 has one prosign, or two with a blank between them, each a single letter.
///
/// - source: ACP 127(G) 151a, Annex B
/// - code: `src/decode/preamble.rs`
/// - finding: T0501
#[test]
fn the_precedence_of_format_line_5_is_one_letter() {
    for (letter, precedence) in [
        ("Y", Precedence::Emergency),
        ("Z", Precedence::Flash),
        ("O", Precedence::Immediate),
        ("P", Precedence::Priority),
        ("R", Precedence::Routine),
    ] {
        let input = format!("{letter} 212156Z SEP 09\nFM SECSTATE WASHDC\n");
        assert_eq!(one(&input).precedence.unwrap().action, precedence);
    }
    assert_eq!(codes(&one(&plain().replace("P 2121", "X 2121"))), ["T0501 5:1"]);
}

/// A date-time group is day, hour and minute, the zone, the month and the year.
///
/// - source: ACP 127(G) 113
/// - code: `src/decode/preamble.rs`
/// - finding: T0501
#[test]
fn a_date_time_group_has_six_figures() {
    let input = plain().replace("212156Z", "21?156Z");
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.dtg.is_none()), (vec!["T0501 5:3".to_owned()], true));
}

/// The day is one of its month, the hour below 24, the minute below 60; 2400 is not used.
///
/// - source: ACP 127(G) 113; US Navy training 14272 p34
/// - code: `src/decode/preamble.rs`
/// - finding: T0502
#[test]
fn a_date_time_group_exists() {
    for (written, exists) in [
        ("302359Z SEP 09", true),
        ("312156Z SEP 09", false),
        ("002156Z SEP 09", false),
        ("212400Z SEP 09", false),
        ("212160Z SEP 09", false),
        ("290000Z FEB 08", true),
        ("290000Z FEB 09", false),
    ] {
        let input = format!("P {written}\nFM SECSTATE WASHDC\n{TO}\n");
        let cable = one(&input);
        let dtg = cable.dtg.as_ref().unwrap();
        assert_eq!((&*dtg.text, dtg.at.is_some()), (written, exists));
        assert_eq!(codes(&cable).iter().any(|found| found == "T0502 1:3"), !exists, "{written}");
    }
}

/// Of two precedences the first is the higher one.
///
/// - source: ACP 127(G) 152a
/// - code: `src/decode/preamble.rs`
/// - finding: T0503
#[test]
fn the_first_of_two_precedences_is_the_higher() {
    let address = format!("{TO}\nINFO RUEHLN/AMCONSUL ST PETERSBURG");
    for written in ["R P", "P P"] {
        let input = with(&address, CLASS).replace("P 2121", &format!("{written} 2121"));
        assert_eq!(codes(&one(&input)), ["T0503 5:1"], "{written}");
    }
}

/// A group without a year is legal in headings inside other messages; its instant is not known.
///
/// - source: ACP 127(G) 113, 420g
/// - code: `src/decode/preamble.rs`
/// - finding: T0504
#[test]
fn a_date_time_group_may_lack_its_year() {
    for written in ["212156Z SEP", "212156Z"] {
        let input = plain().replace("212156Z SEP 09", written);
        let cable = one(&input);
        assert_eq!(codes(&cable), ["T0504 5:3"]);
        assert_eq!((&*cable.dtg.as_ref().unwrap().text, cable.dtg.as_ref().unwrap().at), (written, None));
        assert_eq!(cable.mrn.unwrap().id, None);
    }
}

/// Two precedences need both action and information addressees.
///
/// - source: ACP 127(G) 152a
/// - code: `src/decode/checks.rs`
/// - finding: T0505
#[test]
fn two_precedences_need_both_kinds_of_addressees() {
    assert_eq!(codes(&one(&plain().replace("P 2121", "P R 2121"))), ["T0505 5:1"]);
}

/// Date-time groups are in Z time; the instant of another zone is not worked out.
///
/// - source: ACP 127(G) 113
/// - code: `src/decode/preamble.rs`
/// - finding: T0506
#[test]
fn date_time_groups_are_in_z_time() {
    let input = plain().replace("212156Z", "212156R");
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.dtg.unwrap().at), (vec!["T0506 5:3".to_owned()], None));
}

/// Signals may follow the year: ZEX of a book message, ZFG of an exact duplicate.
///
/// - source: ACP 127(G) 206c, 438b
/// - code: `src/decode/preamble.rs`, `src/decode/signals.rs`
/// - finding: T0507
#[test]
fn signals_may_follow_the_year() {
    let input = plain().replace("SEP 09", "SEP 09 ZEX ZFG");
    assert_eq!(one(&input).dtg.unwrap().operating_signals, ["ZEX", "ZFG"]);
    assert_eq!(codes(&one(&plain().replace("SEP 09", "SEP 09 23730"))), ["T0507 5:18"]);
}

/// The year has two figures, or four since 2006.
///
/// - source: ACP 127(G) 113; State cables of 2009
/// - code: `src/decode/preamble.rs`, `src/decode/years.rs`
/// - finding: none
#[test]
fn a_year_has_two_figures_or_four() {
    for (written, at) in [
        ("212156Z SEP 09", "2009-09-21T21:56:00Z"),
        ("212156Z SEP 2009", "2009-09-21T21:56:00Z"),
        ("212156Z SEP 59", "2059-09-21T21:56:00Z"),
        ("212156Z SEP 60", "1960-09-21T21:56:00Z"),
        ("212156 Z SEP 09", "2009-09-21T21:56:00Z"),
    ] {
        let input = format!("P {written}\nFM SECSTATE WASHDC\n");
        let cable = one(&input);
        assert_eq!(cable.dtg.as_ref().unwrap().at.unwrap().to_string(), at, "{written}");
        assert_eq!(codes(&cable), [""; 0], "{written}");
    }
}

/// Midnight is written 0001Z or 2359Z, since 0000Z belongs to two days.
///
/// - source: US Navy training 14272 p34
/// - code: `src/decode/preamble.rs`
/// - finding: T0570
#[test]
fn midnight_is_not_used() {
    let input = plain().replace("212156Z", "210000Z");
    assert_eq!(one(&input).dtg.unwrap().at.unwrap().to_string(), "2009-09-21T00:00:00Z");
    assert_eq!(codes(&one(&input)), ["T0570 5:3"]);
    assert_eq!(codes(&one(&plain().replace("212156Z", "210001Z"))), [""; 0]);
}
