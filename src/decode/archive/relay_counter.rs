//! The dashed line: a relay's running number, from December 1976 on with the filing time and the copies.
//!
//! Three shapes: `--------------------- 054819`, `------------------201212Z 109980 /20`, and the last with its two groups
//! the other way round.

use std::borrow::Cow;

use super::relay_repair::{self, Group};
use crate::decode::findings::quoted;
use crate::decode::grammar::{figures, number, value, whole};
use crate::decode::lines::{Line, first_word, span, trim_start, words};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::{Code, RelayCounter};

/// What to do about a damaged line.
const HELP: &str = "compare it with the dashed lines of the documents before and after it";

/// Dashes that make a dashed line.
const DASHES_MIN: usize = 10;

/// The dashes that open a line, and what follows them.
fn dashes(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = line.iter().take_while(|byte| **byte == b'-').count();
    (count >= DASHES_MIN).then(|| line.split_at(count))
}

/// Whether a line is the dashed line: dashes, and figures behind them.
pub(super) fn is_line(line: &[u8]) -> bool {
    let plain = dashes(line).is_some_and(|(_, rest)| {
        rest.len() <= 40
            && trim_start(rest).first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'/')
    });
    plain || matches!(line.first(), Some(b'-' | b'_' | b'=' | b'*')) && relay_repair::dashes(line).is_some()
}

/// Reads it; a second one is no longer the relay's that is nearest to the reader.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.begin_part(Part::RelayCounter, line);
    let plain = dashes(line.bytes).filter(|(_, rest)| is_plain(rest));
    let Some((dashes, rest)) =
        plain.or_else(|| relay_repair::dashes(line.bytes)).or_else(|| dashes(line.bytes))
    else {
        return;
    };
    parse.token(Token::Dashes, line, dashes);
    if dashes.iter().any(|byte| *byte != b'-') {
        let message = "the dashes of the line are damaged".to_owned();
        parse.findings.add(Code::RelayCounterRepaired, line.place_of(dashes), message, HELP);
    }
    let mut read = RelayCounter { counter: None, filed: None, copies: None };
    if plain.is_none() {
        mended(parse, line, rest, &mut read);
    }
    let mut rest = if plain.is_some() { trim_start(rest) } else { &[] };
    while !rest.is_empty() {
        let (word, after) = group(rest);
        take(parse, line, word, &mut read);
        rest = after;
    }
    if read.counter.is_some() || read.filed.is_some() || read.copies.is_some() {
        parse.cable.relay_counter.get_or_insert(read);
    }
}

/// The first group and what follows it; `/ 20`, where the stroke of the copies stands apart, is one.
fn group(rest: &[u8]) -> (&[u8], &[u8]) {
    let (word, after) = first_word(rest);
    if word != b"/" {
        return (word, after);
    }
    let (figures, after) = first_word(after);
    (span(rest, word, figures), after)
}

/// The look of a group.
fn look(word: &[u8]) -> Option<usize> {
    let time = word.strip_suffix(b"Z").is_some_and(|time| whole(figures(6, 6), time).is_some());
    let copies =
        word.strip_prefix(b"/").map(trim_start).is_some_and(|word| whole(number(1, 4), word).is_some());
    let counter = whole(figures(1, 6), word).is_some();
    [time, copies, counter].into_iter().position(|found| found)
}

/// Whether each group is one that a relay writes, and each of them stands once.
fn is_plain(rest: &[u8]) -> bool {
    let mut seen = [false; 3];
    let mut rest = trim_start(rest);
    while !rest.is_empty() {
        let (word, after) = group(rest);
        let Some(slot) = look(word).and_then(|look| seen.get_mut(look)).filter(|slot| !**slot) else {
            return false;
        };
        *slot = true;
        rest = after;
    }
    true
}

fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    read: &mut RelayCounter<'a>,
) {
    match look(word) {
        Some(0) => {
            parse.token(Token::RelayTime, line, word);
            read.filed = Some(line.text_of(word));
        }
        Some(1) => {
            parse.token(Token::RelayCopies, line, word);
            let copies = trim_start(word.strip_prefix(b"/").unwrap_or(word));
            read.copies = u16::try_from(value(copies)).ok();
        }
        _ => {
            parse.token(Token::RelayNumber, line, word);
            read.counter = Some(value(word));
        }
    }
}

/// Takes the groups of a damaged line, and says what they are read as and which belong to no field.
#[cold]
fn mended<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    read: &mut RelayCounter<'a>,
) {
    let mut known = Vec::new();
    for (written, group) in relay_repair::read(rest) {
        let (token, right, looks) = match &group {
            Group::Time(time) => (Token::RelayTime, time.clone(), 0),
            Group::Copies(copies) => (Token::RelayCopies, format!("/{copies:02}"), 1),
            Group::Counter(counter) => (Token::RelayNumber, format!("{counter:06}"), 2),
        };
        match group {
            Group::Time(time) if read.filed.is_none() => read.filed = Some(Cow::Owned(time)),
            Group::Copies(copies) if read.copies.is_none() => read.copies = Some(copies),
            Group::Counter(counter) if read.counter.is_none() => read.counter = Some(counter),
            _ => continue,
        }
        known.push(line.place_of(written));
        parse.token(token, line, written);
        if look(written) != Some(looks) {
            let message = format!("{} is read as `{right}`", quoted(written));
            parse.findings.add(Code::RelayCounterRepaired, line.place_of(written), message, HELP);
        }
    }
    for word in words(rest).filter(|word| relay_repair::parts(word).len() > 1) {
        let message = format!("no blank stands between the groups of {}", quoted(word));
        parse.findings.add(Code::RelayCounterRepaired, line.place_of(word), message, HELP);
    }
    for word in relay_repair::parts(rest) {
        let place = line.place_of(word);
        let read = known.iter().any(|known| known.start < place.end && place.start < known.end);
        if !read {
            let message = format!(
                "expected a number, a time such as `201212Z` or copies such as `/20`, but found {}",
                quoted(word)
            );
            parse.leftover(Code::RelayCounterUnreadable, line, word, message, HELP);
        }
    }
}
