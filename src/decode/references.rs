//! The REF lines: which items they list.

use std::borrow::Cow;
use std::ops::Range;

use super::citation;
use super::findings::quoted;
use super::lines::{Line, span, trim, trim_start};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::Code;

/// The item of the list that is being read; it may go on over several lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Item<'a> {
    label: Option<Cow<'a, str>>,
    text: Cow<'a, str>,
    /// Where its first line lies.
    place: Range<usize>,
}

/// A letter that opens an item, cut out of the line.
#[derive(Clone, Copy, Debug)]
struct Bullet<'a> {
    letter: &'a [u8],
    written: &'a [u8],
    rest: &'a [u8],
    /// Marked by a stop or parentheses, so that it is one wherever it stands at the start of a line.
    stopped: bool,
}

/// The year for references and numbers that name none: the caller's, else that of the date-time group.
pub(super) fn year_of<T>(parse: &Parse<'_, '_, T>) -> Option<i16> {
    parse.settings.year.or(parse.dtg_year)
}

/// Reads the labelled line: `REF: A. 2008 STATE 132759`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    read_list(parse, line, line.bytes, label);
}

/// Reads a label and its list, being the whole line or the end of it.
pub(super) fn read_list<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    written: &'a [u8],
    label: usize,
) {
    finish(parse);
    if parse.cable.references.capacity() == 0 {
        parse.cable.references.reserve(4);
    }
    let (label, rest) = written.split_at_checked(label).unwrap_or((written, &[]));
    parse.token(Token::Label, line, label);
    parse.places.reference_label = line.place_of(label);
    let rest = trim_start(rest);
    take(parse, line, trim_start(rest.strip_prefix(b":").unwrap_or(rest)));
}

/// Reads a continuation line.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    take(parse, line, line.bytes);
}

/// Whether a line after a blank one goes on with the list: it opens with the letter that comes next.
pub(super) fn goes_on_after_blank<T>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    bullet(line).is_some_and(|bullet| bullet.stopped && is_next(parse, bullet.letter))
}

/// Closes the item that is open.
pub(super) fn finish<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(item) = parse.reference.take() else { return };
    let year = year_of(parse);
    let pivot = parse.settings.pivot;
    if parse.places.archive
        && let Some(joined) = super::archive::spaced::reference(&item.text)
    {
        return finish_torn(parse, item, &joined);
    }
    let mended = citation::read(&item.text, item.label.as_ref(), year, pivot, &mut parse.cable.references);
    if mended {
        let read =
            parse.cable.references.last().and_then(|reference| reference.id.as_deref()).unwrap_or("a cable");
        let message = format!("{} is read as {read}", quoted(item.text.as_bytes()));
        let help = "letters stand in for figures that look like them, or figures for letters";
        parse.findings.add(Code::ReferenceRepaired, item.place, message, help);
    }
}

/// Closes an item whose number is in pieces; `joined` has them put together.
fn finish_torn<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, item: Item<'a>, joined: &str) {
    let (year, pivot) = (year_of(parse), parse.settings.pivot);
    let text = Cow::Owned(joined.to_owned());
    citation::read(&text, item.label.as_ref(), year, pivot, &mut parse.cable.references);
    let message = format!("{} is read as {joined}", quoted(item.text.as_bytes()));
    if let Some(last) = parse.cable.references.last_mut() {
        last.text = item.text;
    }
    let help = "letters stand in for figures that look like them, or blanks inside the number";
    parse.findings.add(Code::ReferenceRepaired, item.place, message, help);
}

fn take<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, content: &'a [u8]) {
    let mut rest = content;
    if let Some(found) = bullet(rest).filter(|found| found.stopped || is_next(parse, found.letter)) {
        rest = open(parse, line, found);
    } else if parse.reference.is_none() && !rest.is_empty() {
        parse.reference = Some(Item::default());
    }
    while let Some((before, found)) = next_bullet(parse, rest) {
        piece(parse, line, before);
        rest = open(parse, line, found);
    }
    piece(parse, line, rest);
}

/// A bullet further along the line: only the letter that comes next is one.
fn next_bullet<'a, T>(parse: &Parse<'a, '_, T>, rest: &'a [u8]) -> Option<(&'a [u8], Bullet<'a>)> {
    rest.iter().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b';' | b',')).find_map(|(at, _)| {
        let (before, after) = rest.split_at(at + 1);
        let found = bullet(after).filter(|found| found.stopped && is_next(parse, found.letter))?;
        (!found.rest.is_empty()).then(|| (trim(before), found))
    })
}

fn open<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: Bullet<'a>) -> &'a [u8] {
    finish(parse);
    // `A. A) STATE 56282`: a bullet set by hand behind the one that the form supplied.
    let doubled = bullet(found.rest).filter(|second| second.letter == found.letter);
    let written = doubled.map_or(found.written, |second| span(line.bytes, found.written, second.written));
    parse.token(Token::ReferenceLabel, line, written);
    parse.reference =
        Some(Item { label: Some(line.text_of(found.letter)), text: Cow::Borrowed(""), place: 0..0 });
    doubled.map_or(found.rest, |second| second.rest)
}

/// Whether this letter follows that of the last item.
fn is_next<T>(parse: &Parse<'_, '_, T>, letter: &[u8]) -> bool {
    let open = parse.reference.as_ref().map(|item| item.label.as_deref());
    let last = open.unwrap_or_else(|| parse.cable.references.last().and_then(|last| last.label.as_deref()));
    match (last, letter) {
        (Some(last), [letter]) => last.as_bytes().first().is_some_and(|last| last.wrapping_add(1) == *letter),
        (None, letter) => letter == b"A" && parse.cable.references.is_empty(),
        _ => false,
    }
}

/// `A.`, `A)`, `(A)`, `[A]`, or `A` before a blank.
fn bullet(rest: &[u8]) -> Option<Bullet<'_>> {
    let length = match rest {
        [b'(', letter, b')', ..] | [b'[', letter, b']', ..] if letter.is_ascii_uppercase() => 3,
        [letter, b'.' | b')' | b':', next, ..]
            if letter.is_ascii_uppercase() && !next.is_ascii_uppercase() =>
        {
            2
        }
        [letter, b')' | b':', ..] if letter.is_ascii_uppercase() => 2,
        [letter, b' ', ..] if letter.is_ascii_uppercase() => 1,
        _ => return None,
    };
    let (written, after) = rest.split_at(length);
    let letter = if length == 3 { written.get(1..2)? } else { written.get(..1)? };
    Some(Bullet { letter, written, rest: trim_start(after), stopped: length > 1 })
}

/// Adds a piece of a line to the item that is open.
fn piece<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8]) {
    let written = trim(written);
    if written.is_empty() {
        return;
    }
    parse.token(Token::ReferenceText, line, written);
    let Some(item) = &mut parse.reference else { return };
    if item.text.is_empty() {
        item.text = line.text_of(written);
        item.place = line.place_of(written);
    } else {
        super::subject::join(&mut item.text, &line.text_of(written));
    }
}
