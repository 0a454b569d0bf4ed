//! Format lines 2 to 4 with blanks lost, a prosign missing, or letters among their figures.

use super::grammar::{doubled_prosign, julian, whole};
use super::lines::first_word;
use super::repair;
use crate::message::{RoutingIndicator, SecuritySignal};

/// Whether a word is a routing indicator of the networks that are known: it begins as theirs do.
fn is_station(word: &[u8]) -> bool {
    matches!(word.first(), Some(b'R' | b'Q' | b'U')) && RoutingIndicator::fits(word)
}

/// `DERUEHC #7951 2642216`: what follows `DE` where the blank behind it was lost.
pub(super) fn behind_de(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(b"DE")?;
    is_station(first_word(rest).0).then_some(rest)
}

/// `RUEHC #7951 2642216`: format line 3 that lost its `DE`.
pub(super) fn lacks_de(line: &[u8]) -> bool {
    let (word, rest) = first_word(line);
    is_station(word) && rest.starts_with(b"#")
}

/// `RUEHC#7951`: station and serial without a blank between.
pub(super) fn station_and_serial(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let sign = word.iter().position(|byte| *byte == b'#')?;
    let (station, serial) = word.split_at(sign);
    is_station(station).then_some((station, serial))
}

/// `#79512642216`: serial and filing time without a blank between.
pub(super) fn serial_and_filing(word: &[u8]) -> Option<(&[u8], &[u8])> {
    const SERIAL: usize = 4;
    let (serial, filing) = word.split_at_checked(1 + SERIAL)?;
    let figures = serial.strip_prefix(b"#")?.iter().all(u8::is_ascii_digit);
    (figures && whole(julian, filing).is_some()).then_some((serial, filing))
}

/// `26422I6`: a filing time with letters among its figures.
pub(super) fn filing(word: &[u8]) -> Option<String> {
    let figures = repair::figures(std::str::from_utf8(word).ok()?)?;
    whole(julian, figures.as_bytes()).is_some().then_some(figures)
}

/// `PPRUEHLN`: the prosign, and the first station that stands behind it without a blank.
pub(super) fn prosign_and_station(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let (prosign, station) = word.split_at_checked(2)?;
    (whole(doubled_prosign, prosign).is_some() && is_station(station)).then_some((prosign, station))
}

/// Whether a routing line opens with a station, so that its prosign was lost.
pub(super) fn lacks_prosign(line: &[u8]) -> bool {
    let (word, rest) = first_word(line);
    is_station(word) && (rest.is_empty() || is_station(first_word(rest).0))
}

/// `RUEHLN/RUEHVK`: a stroke stands where a blank belongs.
pub(super) fn stations_at_stroke(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let stroke = word.iter().position(|byte| *byte == b'/')?;
    let (first, second) = (word.get(..stroke)?, word.get(stroke + 1..)?);
    (is_station(first) && is_station(second)).then_some((first, second))
}

/// `ZNRUUUUU ZZH`, `ZRN UUUUU`, `NY SSSSS`: the signal that a damaged word was, and what follows it.
///
/// The five letters have to be right: what they say decides between the signals where the word does not.
pub(super) fn security_signal(line: &[u8]) -> Option<(SecuritySignal, &'static str, &[u8], &[u8])> {
    let (word, rest) = first_word(line);
    let (written, marking) = if word.len() == 8 { (word.get(..3)?, line.get(3..)?) } else { (word, rest) };
    let (letters, _) = first_word(marking);
    let [class, ..] = *letters else { return None };
    let even = letters.len() == 5 && letters.iter().all(|letter| *letter == class);
    let signal = match class {
        b'U' => (SecuritySignal::Znr, "ZNR"),
        b'E' | b'R' | b'C' | b'S' | b'T' => (SecuritySignal::Zny, "ZNY"),
        _ => return None,
    };
    let word = repair::unshifted(written).filter(|word| !word.contains('?'))?;
    let near = (2..=4).contains(&word.len()) && repair::near(&word, signal.1, 1);
    (even && near).then_some((signal.0, signal.1, written, marking))
}
