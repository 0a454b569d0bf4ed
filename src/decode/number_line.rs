//! The message reference number that ends the classification line: `STATE 097951`.

use std::borrow::Cow;

use super::findings::quoted;
use super::grammar::{number, whole};
use super::lines::{Line, first_word, last_word, span, words};
use super::number_repair;
use super::parse::Parse;
use super::{Token, Trace};
use super::{captions, dialect};
use crate::message::{Code, MessageReference};

/// Words that stand where a station would and are none.
const NO_STATIONS: [&[u8]; 7] = [b"SECTION", b"OF", b"FINAL", b"PAGE", b"SVC", b"PART", b"REF"];

/// The word that stands inside a station's name, `PORT OF SPAIN`, and at neither end of it.
const INNER: &[u8] = b"OF";

/// A station's words and its number at the start of these words, and what follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) station: &'a [u8],
    pub(super) number: u32,
    pub(super) written: &'a [u8],
    pub(super) rest: &'a [u8],
}

/// `STATE 097951`, `PORT AU PRINCE 000123`: one to five words of letters and a number of up to eight figures.
pub(super) fn reference_number(rest: &[u8]) -> Option<Found<'_>> {
    let (first, mut after) = first_word(rest);
    let mut last = first;
    if !is_station_word(first) {
        return None;
    }
    for _ in 0..5 {
        let (word, next) = first_word(after);
        if let Some(number) = whole(number(1, 8), word) {
            if last == INNER {
                return None;
            }
            let station = span(rest, first, last);
            let long_enough = station.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= 2;
            return long_enough.then(|| Found {
                station,
                number,
                written: span(rest, first, word),
                rest: next,
            });
        }
        if !is_station_word(word) && word != INNER {
            return None;
        }
        (last, after) = (word, next);
    }
    None
}

fn is_station_word(word: &[u8]) -> bool {
    !word.is_empty()
        && word.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'\'' | b'-'))
        && word.first().is_some_and(u8::is_ascii_alphabetic)
        && !NO_STATIONS.contains(&word)
}

/// Reads the number and the captions that may follow it on the line.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) {
    if rest.is_empty() {
        return;
    }
    if parse.cable.mrn.is_some() || captions::is_listed_caption(rest) {
        captions::read_words(parse, line, rest);
        return;
    }
    if first_word(rest).0 == b"SVC" {
        // A service message: what follows is its text (ACP 127(G) 405c).
        parse.token(Token::Caption, line, first_word(rest).0);
        super::service::read(parse, line, first_word(rest).1);
        parse.cable.captions.push(Cow::Borrowed("SVC"));
        return;
    }
    if is_text(parse, rest) {
        parse.token(Token::TextBeginning, line, rest);
        return;
    }
    if let Some(found) = torn(parse, line, rest).or_else(|| reference_number(rest)) {
        if let Some(places) = &mut parse.places.archive {
            places.reference_number = line.place_of(found.written);
        }
        if matches!(found.station, b"TOSEC" | b"SECTO") && reference_number(found.rest).is_some() {
            // The number of the Secretary's party stands beside that of the message.
            captions::read_words(parse, line, found.written);
            return read(parse, line, found.rest);
        }
        take(parse, line, &found);
    } else if let Some((station, number, behind)) = number_repair::read(parse, line, rest) {
        keep(parse, station, number);
        if !behind.is_empty() {
            captions::read_words(parse, line, behind);
        }
    } else {
        unreadable(parse, line, rest);
    }
}

fn keep<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, station: Cow<'a, str>, number: u32) {
    let year = super::references::year_of(parse);
    parse.cable.mrn = Some(MessageReference {
        id: year.map(|year| MessageReference::id(year, &station, number)),
        station,
        number,
        year,
    });
}

/// The number of a text of 1973-79, where it is in pieces.
fn torn<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) -> Option<Found<'a>> {
    parse.places.archive.as_ref()?;
    let found = super::archive::spaced::number(rest)?;
    let message = format!("{} is read as number {}", quoted(found.written), found.number);
    let help = "the page heads of the text repeat the number";
    parse.findings.add(Code::ReferenceNumberSpaced, line.place_of(found.written), message, help);
    Some(found)
}

fn take<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: &Found<'a>) {
    parse.token(Token::ReferenceNumber, line, found.written);
    let station = line.text_of(found.station);
    let station = number_repair::station(parse, line, found, station);
    keep(parse, station, found.number);
    if !found.rest.is_empty() {
        captions::read_words(parse, line, found.rest);
    }
}

/// Military messages bear no message reference number: what follows the class is the beginning of the text
/// (ACP 127(G) 209).
fn is_text<T: Trace>(parse: &Parse<'_, '_, T>, rest: &[u8]) -> bool {
    if parse.cable.origin.is_none() || dialect::has_state_address(parse.cable) {
        return false;
    }
    let numbered = reference_number(rest)
        .is_some_and(|found| found.rest.is_empty() || captions::is_listed_caption(found.rest));
    !(numbered && parse.places.serial_sign)
}

/// The words that cannot be read end at the first listed caption.
fn unreadable<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) {
    let (before, last) = last_word(rest);
    let (damaged, caption) = if captions::is_listed_caption(last) { (before, last) } else { (rest, &[][..]) };
    let what = if words(damaged).any(|word| word.iter().any(u8::is_ascii_digit)) {
        "a station and its number"
    } else {
        "a message reference number"
    };
    let message = format!("expected {what}, but found {}", quoted(damaged));
    parse.leftover(
        Code::ReferenceNumberUnreadable,
        line,
        damaged,
        message,
        "the page marks of the text repeat the number",
    );
    if !caption.is_empty() {
        captions::read_words(parse, line, caption);
    }
}
