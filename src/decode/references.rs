//! The REF lines: which items they list.

use std::borrow::Cow;
use std::ops::Range;

use smol_str::SmolStr;

use super::bullets::{self, Bullet, behind_label, bullet, names_cable, opens_cable};
use super::citation::{self, Remark};
use super::findings::quoted;
use super::lines::{Line, trim, trim_start};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::{Code, Reference, ReferenceKind};

/// The item of the list that is being read; it may go on over several lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Item<'a> {
    label: Option<Cow<'a, str>>,
    text: Cow<'a, str>,
    /// Where its first line lies.
    place: Range<usize>,
    /// The cable that it names, where it is written as most are and has no further line.
    id: Option<SmolStr>,
}

impl<'a> Item<'a> {
    /// `A. 2008 STATE 132759`: a letter and the number of one cable as most are written.
    #[inline]
    pub(super) fn plain<T>(parse: &Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8]) -> Option<Self> {
        let [b'A'..=b'Z', b'.', b' ', text @ ..] = written else { return None };
        let (label, Cow::Borrowed(text)) = (written.get(..1)?, line.text_of(text)) else { return None };
        let id = citation::plain(text, year_of(parse), parse.settings.pivot)?;
        Some(Self {
            label: Some(line.text_of(label)),
            text: Cow::Borrowed(text),
            place: line.place_of(text.as_bytes()),
            id: Some(id),
        })
    }
}

/// The year for references and numbers that name none: the caller's, else that of the date-time group.
pub(super) fn year_of<T>(parse: &Parse<'_, '_, T>) -> Option<i16> {
    parse.settings.year.or(parse.dtg_year)
}

/// Reads the labelled line: `REF: A. 2008 STATE 132759`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    let (label, rest) = line.bytes.split_at_checked(label).unwrap_or((line.bytes, &[]));
    parse.token(Token::Label, line, label);
    open_list(parse, line.place_of(label));
    let rest = trim_start(rest);
    take(parse, line, trim_start(rest.strip_prefix(b":").unwrap_or(rest)));
}

/// Closes what is open, and makes room for the items behind the label that lies here.
pub(super) fn open_list<T: Trace>(parse: &mut Parse<'_, '_, T>, label: Range<usize>) {
    finish(parse);
    if parse.cable.references.capacity() == 0 {
        parse.cable.references.reserve(4);
    }
    parse.places.reference_label = label;
}

/// Takes an item after the one that is open.
pub(super) fn follow<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, item: Item<'a>) {
    finish(parse);
    parse.reference = Some(item);
}

/// Reads a continuation line.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    take(parse, line, line.bytes);
}

/// Whether a line after a blank one goes on with the list: it opens with the letter that comes next, or names the number
/// of the item above, which has none.
pub(super) fn goes_on_after_blank<T>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    is_numbered(parse, line)
        || bullet(line).is_some_and(|bullet| bullet.stopped && is_next(parse, bullet.letter))
        || is_rest_of_item(parse, line)
}

/// `2. ROME 1098` below `1. STATE 41252`: an item that looks like a paragraph, but names a cable and has the number that
/// comes next in the list.
pub(super) fn is_numbered<T>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    let open = parse.reference.as_ref().is_some_and(|item| item.label.as_deref().is_some_and(is_figures));
    open && bullets::number(line).is_some_and(|found| is_next(parse, found.letter) && opens_cable(&found))
}

fn is_figures(label: &str) -> bool {
    label.starts_with(|first: char| first.is_ascii_digit())
}

/// `C) RIO`, a blank line, `DE JANEIRO 1291`; `D)`, a blank line, `TAIPEI 03196`.
fn is_rest_of_item<T>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    const LENGTH_MAX: usize = 69;
    let open = parse.reference.as_ref().filter(|item| item.label.is_some());
    open.is_some_and(|item| {
        let words = if item.text.len() <= LENGTH_MAX { item.text.as_bytes() } else { &[] };
        let numbered = item.text.bytes().any(|byte| byte.is_ascii_digit());
        !numbered
            && line.len() <= LENGTH_MAX
            && super::bullets::names_cable(trim(&[words, b" ", line].concat()))
    })
}

/// Closes the item that is open.
pub(super) fn finish<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(item) = parse.reference.take() else { return };
    if item.id.is_some() {
        let Item { label, text, id, .. } = item;
        parse.cable.references.push(Reference { label, kind: ReferenceKind::Cable, text, id });
        return;
    }
    if parse.places.archive.is_some()
        && let Some(joined) = super::archive::spaced::reference(&item.text)
    {
        return finish_torn(parse, item, &joined);
    }
    if item.text.is_empty() && item.label.is_some() {
        let message = "nothing stands behind the letter of a reference";
        parse.findings.add(Code::ReferenceLabelOdd, item.place, message, "a reference may have been lost");
        return;
    }
    let (year, pivot) = (year_of(parse), parse.settings.pivot);
    if let Some(id) = citation::plain(&item.text, year, pivot) {
        let Item { label, text, .. } = item;
        parse.cable.references.push(Reference { label, kind: ReferenceKind::Cable, text, id: Some(id) });
        return;
    }
    let bare = citation::may_lack_station(&item.text);
    let before = || parse.cable.references.iter().rev().find_map(station_of);
    let context = citation::Context {
        year,
        pivot,
        before: if bare { before() } else { None },
        own: if bare { parse.cable.mrn.as_ref().map(|mrn| mrn.station.to_string()) } else { None },
    };
    let remarks = citation::read(&item.text, item.label.as_ref(), &context, &mut parse.cable.references);
    for remark in remarks {
        let place = item.place.clone();
        match remark {
            Remark::Repaired { how } => {
                let help = "its text is kept as written; compare it with the message that it names";
                parse.findings.add(Code::ReferenceRepaired, place, how, help);
            }
            Remark::Doubtful { what, offer } => {
                parse.findings.add(Code::ReferenceDoubtful, place, what, format!("it may have been {offer}"));
            }
        }
    }
}

/// The station of a reference, taken out of its identification.
fn station_of(reference: &Reference<'_>) -> Option<String> {
    let id = reference.id.as_deref()?;
    Some(id.chars().filter(char::is_ascii_alphabetic).collect())
        .filter(|station: &String| !station.is_empty())
}

/// Closes an item whose number is in pieces; `joined` has them put together.
fn finish_torn<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, item: Item<'a>, joined: &str) {
    let context =
        citation::Context { year: year_of(parse), pivot: parse.settings.pivot, before: None, own: None };
    let text = Cow::Owned(joined.to_owned());
    citation::read(&text, item.label.as_ref(), &context, &mut parse.cable.references);
    let message = format!("{} is read as {joined}", quoted(item.text.as_bytes()));
    if let Some(last) = parse.cable.references.last_mut() {
        last.text = item.text;
    }
    let help = "letters stand in for figures that look like them, or blanks inside the number";
    parse.findings.add(Code::ReferenceRepaired, item.place, message, help);
}

fn take<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, content: &'a [u8]) {
    let mut rest = content;
    if parse.reference.is_none() {
        rest = without_label(parse, line, rest);
    }
    if let Some(found) = bullet(rest).filter(|found| {
        (found.stopped
            && (found.letter.first().is_some_and(u8::is_ascii_uppercase) || is_next(parse, found.letter)))
            || is_next(parse, found.letter)
    }) {
        rest = open(parse, line, found);
    } else if let Some(found) = bullets::number(rest).filter(|found| is_next(parse, found.letter)) {
        rest = open(parse, line, found);
    } else if is_item_of_its_own(parse, rest) {
        // A list without letters, or one letter for two: the second cable is one of its own.
        let label = parse.reference.as_ref().and_then(|item| item.label.clone());
        finish(parse);
        parse.reference = Some(Item { label, place: line.place_of(rest), ..Item::default() });
    } else if parse.reference.is_none() && !rest.is_empty() {
        parse.reference = Some(Item { place: line.place_of(rest), ..Item::default() });
    }
    while let Some((before, found)) = next_bullet(parse, rest) {
        piece(parse, line, before);
        rest = open(parse, line, found);
    }
    piece(parse, line, rest);
}

/// Whether a line names a cable where the item above it already names one, and nothing says that it goes on.
fn is_item_of_its_own<T>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    // Items that go on and on are no references.
    const LENGTH_MAX: usize = 128;
    parse.reference.as_ref().filter(|item| item.text.len() <= LENGTH_MAX).is_some_and(|item| {
        let above = citation::without_remarks(&item.text).trim_end_matches([' ', ';', '.']);
        above.ends_with(|last: char| last.is_ascii_digit())
            && names_cable(line)
            && names_cable(item.text.as_bytes())
    })
}

/// A label behind the label, left out.
fn without_label<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) -> &'a [u8] {
    let Some(content) = behind_label(rest) else { return rest };
    let written = trim(rest.get(..rest.len() - content.len()).unwrap_or_default());
    parse.token(Token::Label, line, written);
    odd_label(parse, line, written);
    content
}

fn odd_label<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, written: &[u8]) {
    let message = format!("{} says the same twice", quoted(written));
    parse.findings.add(
        Code::ReferenceLabelOdd,
        line.place_of(written),
        message,
        "nothing: the second is left out",
    );
}

/// A bullet further along the line: only the letter that comes next is one.
fn next_bullet<'a, T>(parse: &Parse<'a, '_, T>, rest: &'a [u8]) -> Option<(&'a [u8], Bullet<'a>)> {
    rest.iter().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b';' | b',')).find_map(|(at, _)| {
        let (before, after) = rest.split_at(at + 1);
        let found = bullet(after).or_else(|| bullets::number(after));
        let found = found.filter(|found| is_next(parse, found.letter) || is_later(parse, found))?;
        let opens =
            found.stopped && found.letter.first().is_some_and(u8::is_ascii_uppercase) || opens_cable(&found);
        (opens && (found.stopped || !found.rest.is_empty())).then(|| (trim(before), found))
    })
}

fn open<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: Bullet<'a>) -> &'a [u8] {
    finish(parse);
    // `A. A) STATE 56282`, `A. REF A HAVANA 639`: a bullet set by hand behind the one that the form supplied.
    let behind = behind_label(found.rest).unwrap_or(found.rest);
    let doubled = bullet(behind).filter(|second| second.letter == found.letter);
    let rest = doubled.map_or(behind, |second| second.rest);
    let written = line.bytes.get(place_in(line, found.written)..place_in(line, rest)).map(trim);
    let written = written.unwrap_or(found.written);
    parse.token(Token::ReferenceLabel, line, written);
    if written.len() > found.written.len() {
        odd_label(parse, line, written);
    }
    parse.reference = Some(Item {
        label: Some(line.text_of(found.letter)),
        place: line.place_of(found.written),
        ..Item::default()
    });
    // `B. C. ROME 1098`: nothing stands behind the first of them.
    match bullet(rest).filter(|next| next.stopped && is_next(parse, next.letter)) {
        Some(next) => open(parse, line, next),
        None => rest,
    }
}

fn place_in(line: &Line<'_>, piece: &[u8]) -> usize {
    line.place_of(piece).start - line.start
}

/// Whether a letter is not the next, but a later one: that between was lost.
fn is_later<T>(parse: &Parse<'_, '_, T>, found: &Bullet<'_>) -> bool {
    let last =
        parse.reference.as_ref().and_then(|item| item.label.as_deref()).and_then(|last| last.bytes().next());
    let later = last.zip(found.letter.first()).is_some_and(|(last, letter)| {
        last.is_ascii_uppercase() && letter.is_ascii_uppercase() && (last + 2..=last + 4).contains(letter)
    });
    later && found.stopped && opens_cable(found)
}

/// Whether this letter follows that of the last item.
fn is_next<T>(parse: &Parse<'_, '_, T>, letter: &[u8]) -> bool {
    let open = parse.reference.as_ref().map(|item| item.label.as_deref());
    let last = open.unwrap_or_else(|| parse.cable.references.last().and_then(|last| last.label.as_deref()));
    match (last, letter) {
        (Some(last), [b'0'..=b'9', ..]) => {
            last.parse::<u32>().is_ok_and(|last| last + 1 == super::grammar::value(letter))
        }
        (None, [b'0'..=b'9', ..]) => letter == b"1" && parse.cable.references.is_empty(),
        (Some(last), _) if is_figures(last) => false,
        (Some(last), [letter]) => last
            .as_bytes()
            .first()
            .is_some_and(|last| last.to_ascii_uppercase() + 1 == letter.to_ascii_uppercase()),
        (None, letter) => letter.eq_ignore_ascii_case(b"A") && parse.cable.references.is_empty(),
        _ => false,
    }
}

/// Adds a piece of a line to the item that is open.
fn piece<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8]) {
    let written = trim(written);
    if written.is_empty() {
        return;
    }
    parse.token(Token::ReferenceText, line, written);
    let Some(item) = &mut parse.reference else { return };
    item.id = None;
    if item.text.is_empty() {
        item.text = line.text_of(written);
        item.place = line.place_of(written);
    } else {
        super::subject::join(&mut item.text, &line.text_of(written));
    }
}

#[cfg(test)]
mod tests {
    use super::citation::{Context, plain, read};
    use crate::message::ReferenceKind;
    use proptest::prelude::*;
    use std::borrow::Cow;

    proptest! {
        #[test]
        fn plain_items_are_read_as_all_are(
            year in "((08|99|2008|1899|008|[0-9]{1,5}) )?",
            station in proptest::sample::select(crate::directory::known_posts().collect::<Vec<_>>()),
            number in "[0-9]{1,9}",
            behind in "([.]| [(]NOTAL[)]|Z)?",
        ) {
            let text = Cow::Owned(format!("{year}{station} {number}{behind}"));
            let Some(id) = plain(&text, Some(2009), 60) else { return Ok(()) };
            let context = Context { year: Some(2009), pivot: 60, before: None, own: None };
            let mut references = Vec::new();
            let remarks = read(&text, None, &context, &mut references);
            prop_assert!(remarks.is_empty(), "{remarks:?}");
            let [reference] = references.as_slice() else { panic!("one cable is named: {references:?}") };
            prop_assert_eq!(reference.kind, ReferenceKind::Cable);
            prop_assert_eq!(&reference.text, &text);
            prop_assert_eq!(reference.id.as_ref(), Some(&id));
        }
    }
}
