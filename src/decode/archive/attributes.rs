//! What the archive notes about a document: `key: value` lines below `Message Attributes`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem::Finder;
use memchr::{memchr, memrchr};

use crate::decode::findings::quoted;
use crate::decode::grammar::{figures, value, whole};
use crate::decode::lines::{Line, trim, words};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace, months};
use crate::message::{Attribute, Code};

use super::Facts;

const TITLE: &[u8] = b"Message Attributes";

/// Letters of the longest key with some to spare.
const KEY_LENGTH_MAX: usize = 48;

/// The line that opens the attributes: from its first byte to the first byte of the next line.
pub(super) fn find(bytes: &[u8]) -> Option<Range<usize>> {
    // It is asked of inputs that are short, too: what is looked for is the same for all.
    static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(TITLE));
    FINDER.find_iter(bytes).find_map(|at| {
        let window = at.saturating_sub(64);
        let before = bytes.get(window..at)?;
        let first = memrchr(b'\n', before).map_or(window, |end| window + end + 1);
        let opens = trim(bytes.get(first..at)?).is_empty() && (first > 0 || window == 0);
        let rest = bytes.get(at + TITLE.len()..)?;
        let next = memchr(b'\n', rest).map_or(bytes.len(), |end| at + TITLE.len() + end + 1);
        let closes = rest.iter().take_while(|byte| **byte != b'\n').all(u8::is_ascii_whitespace);
        (opens && closes).then_some(first..next)
    })
}

/// Whether a line is the title.
pub(super) fn is_title(line: &[u8]) -> bool {
    line == TITLE
}

/// The key that opens a line, with its colon: one to six words with small letters in them, or `TAGS`.
fn key<'a>(line: &Line<'a>) -> Option<&'a [u8]> {
    if line.start != line.first || !line.bytes.first()?.is_ascii_uppercase() {
        return None;
    }
    let colon = line.bytes.iter().take(KEY_LENGTH_MAX).position(|byte| *byte == b':')?;
    let (key, rest) = line.bytes.split_at_checked(colon + 1)?;
    let named = key.get(..colon)?;
    let word = |word: &[u8]| {
        word == b"TAGS"
            || (word.iter().any(u8::is_ascii_lowercase)
                && word
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_')))
    };
    let fits = words(named).all(word) && (1..=6).contains(&words(named).count());
    (fits && rest.first().is_none_or(|byte| *byte == b' ' || *byte == b'\t')).then_some(key)
}

/// Reads the attributes into the cable, and what they say of the text.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, title: Range<usize>) -> Facts<'a> {
    let mut facts = Facts::default();
    let mut at = title.end;
    let mut located = None;
    let mut blanks = 0;
    while let Some(line) = Line::at(parse.bytes, parse.text, at) {
        at = line.next;
        if line.is_blank() {
            blanks += 1;
            continue;
        }
        if let Some(key) = key(&line) {
            let text = line.after(key.len());
            let name = line.text_of(key.get(..key.len() - 1).unwrap_or_default());
            match &*name {
                "Document Number" => facts.document = document(text, &line),
                "Draft Date" => facts.drafted = date(text),
                "Locator" => located = Some((line.place_of(if text.is_empty() { key } else { text }), text)),
                _ => {}
            }
            parse.cable.attributes.push(Attribute { key: name, value: line.text_of(text) });
        } else if let Some(last) = parse.cable.attributes.last_mut() {
            let value = last.value.to_mut();
            value.extend(std::iter::repeat_n('\n', if value.is_empty() { 0 } else { blanks + 1 }));
            value.push_str(&line.text());
        } else {
            let message = format!("expected a key and a colon, but found {}", quoted(line.bytes));
            let help = "attributes are written as in `Document Number: 1976STATE290286`";
            parse.findings.add(Code::AttributeUnreadable, line.place(), message, help);
        }
        blanks = 0;
    }
    facts.without_text = located.filter(|(_, text)| !holds_text(text)).map(|(place, _)| place);
    facts
}

/// `TEXT ON-LINE`, `TEXT ON MICROFILM,TEXT ON-LINE`
fn holds_text(locator: &[u8]) -> bool {
    memchr::memmem::find(locator, b"TEXT ON-LINE").is_some()
}

/// `1976STATE290286`: year, station, number. What a record may have behind the number is no part of it.
fn document<'a>(text: &'a [u8], line: &Line<'a>) -> Option<(i16, Cow<'a, str>, u32)> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = whole(figures(4, 4), year).and_then(|year| i16::try_from(value(year)).ok())?;
    let letters = rest.iter().take_while(|byte| byte.is_ascii_uppercase() || **byte == b' ').count();
    let (station, number) = rest.split_at_checked(letters)?;
    let figures = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let station = trim(station);
    let fits = (1..=8).contains(&figures) && station.len() >= 2 && super::date::YEARS.contains(&year);
    fits.then(|| (year, line.text_of(station), value(number.get(..figures).unwrap_or_default())))
}

/// `17 JAN 1975`
fn date(text: &[u8]) -> Option<Date> {
    let mut words = words(text);
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let number = |word| whole(figures(1, 4), word).map(value);
    let year = i16::try_from(number(year)?).ok().filter(|year| super::date::YEARS.contains(year))?;
    Date::new(year, months::month(&month.to_ascii_uppercase())?, i8::try_from(number(day)?).ok()?).ok()
}

/// Tells the trace where keys and values lie, after everything that stands before them.
pub(super) fn report<T: Trace>(parse: &mut Parse<'_, '_, T>, title: Range<usize>) {
    let Some(head) = Line::at(parse.bytes, parse.text, title.start) else { return };
    let (mut at, mut end) = (title.end, head.place().end);
    parse.trace.token(Token::FrameMark, head.place());
    while let Some(line) = Line::at(parse.bytes, parse.text, at) {
        at = line.next;
        if line.is_blank() {
            continue;
        }
        end = line.place().end;
        let key = key(&line).unwrap_or_default();
        if !key.is_empty() {
            parse.token(Token::AttributeKey, &line, key);
        }
        let value = line.after(key.len());
        if !value.is_empty() {
            parse.token(Token::AttributeValue, &line, value);
        }
    }
    parse.trace.part(Part::Attributes, head.start..end);
}
