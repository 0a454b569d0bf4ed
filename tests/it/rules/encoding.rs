//! Writing cables.

use torntape::encode::encode;

use super::{CLASS, TO, one, plain, with};

/// What nobody changes is written byte for byte as it came, damage and all.
///
/// - source: our own promise
/// - code: `src/encode/mod.rs`, `src/encode/change.rs`
/// - finding: none
#[test]
fn what_is_not_changed_stays_as_it_came() {
    for input in [
        plain(),
        plain().replace('\n', "\r\r\n"),
        plain().replace("ZNR", "Z?R").replace("TO RUEHMO/", "TO  RUE7MO/"),
    ] {
        assert_eq!(encode(&one(&input)), input.as_bytes());
    }
}

/// A new cable has its format lines in the order of the book, the prosign doubled on line 2 and single on line 5.
///
/// - source: ACP 127(G) 142b, 151a
/// - code: `src/encode/compose.rs`, `src/encode/heading.rs`
/// - finding: none
#[test]
fn a_new_cable_is_laid_out_by_the_book() {
    let input = with(&format!("{TO}\nINFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 0007\nBT"), CLASS);
    let mut cable = one(&input).into_owned();
    cable.raw = None;
    assert_eq!(String::from_utf8(encode(&cable)).unwrap(), input);
}

/// Station serial and message numbers are written with four figures, the section with two.
///
/// - source: State cables of 2009
/// - code: `src/encode/heading.rs`
/// - finding: none
#[test]
fn numbers_are_written_with_their_zeros() {
    let mut cable = one(&plain()).into_owned();
    cable.transmission.as_mut().unwrap().number = Some(7);
    cable.origin.as_mut().unwrap().section = Some(1);
    cable.to[0].number = Some(0);
    let written = String::from_utf8(encode(&cable)).unwrap();
    for line in
        ["VZCZCXRO0007\n", "DE RUEHC #7951/01 2642216\n", "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 0000\n"]
    {
        assert!(written.contains(line), "{written}");
    }
}

/// Day and time of filing follow the instant, in Z time; a date-time group keeps its two figures of the year.
///
/// - source: ACP 127(G) 113, 115
/// - code: `src/encode/settle.rs`
/// - finding: none
#[test]
fn times_are_written_in_z_time() {
    let mut cable = one(&plain()).into_owned();
    cable.origin.as_mut().unwrap().filed = Some("2010-01-02T04:05:00Z".parse().unwrap());
    cable.dtg.as_mut().unwrap().at = Some("2010-01-02T03:04:00Z".parse().unwrap());
    let written = String::from_utf8(encode(&cable)).unwrap();
    assert!(written.contains("#7951 0020405\n") && written.contains("\nP 020304Z JAN 10\n"), "{written}");
}
