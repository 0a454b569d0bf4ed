//! The drafting block of outgoing telegrams: `DRAFTED BY: INR/RES:LHARROW`, `APPROVED BY: INR:TBECK`, and below it the
//! offices that cleared the text.

use crate::decode::findings::quoted;
use crate::decode::lines::{Line, trim_start};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::{Code, Drafting};

use super::spelt;

/// Which entry the lines belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Drafted,
    Approved,
    Cleared,
}

/// The labels, without their colon; a blank is one or more.
const LABELS: [(&[u8], Entry); 7] = [
    (b"DRAFTED BY", Entry::Drafted),
    (b"DRAFTED", Entry::Drafted),
    (b"APPROVED BY", Entry::Approved),
    (b"APPROVED", Entry::Approved),
    (b"CLEARED BY", Entry::Cleared),
    (b"CLEARANCES", Entry::Cleared),
    (b"CLEARED", Entry::Cleared),
];

/// The label that opens a line, its length with its colon, and whether blanks stand inside it.
fn label(line: &[u8]) -> Option<(Entry, usize, bool)> {
    if !matches!(line.first(), Some(b'D' | b'A' | b'C')) {
        return None;
    }
    LABELS.iter().find_map(|(letters, entry)| {
        let (length, spaced) = spelt(line, letters)?;
        let rest = line.get(length..).unwrap_or_default();
        let blanks = rest.len() - trim_start(rest).len();
        let colon = rest.get(blanks) == Some(&b':');
        let named = colon || letters.ends_with(b" BY");
        named.then_some((*entry, length + if colon { blanks + 1 } else { 0 }, spaced))
    })
}

/// Reads a line of the block; `false` where it is none. `open` is the entry that is open.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    open: &mut Option<Entry>,
    after_blank: bool,
) -> bool {
    if let Some((entry, length, spaced)) = label(line.bytes) {
        parse.begin_or_extend(Part::Drafting, line);
        let written = line.bytes.get(..length).unwrap_or_default();
        parse.token(Token::DraftingLabel, line, written);
        if spaced {
            let message = format!("{} is read as a label", quoted(written));
            let help = "blanks inside words are common in copies of 1973";
            parse.findings.add(Code::WordSpaced, line.place_of(written), message, help);
        }
        *open = Some(entry);
        let text = line.after(length);
        if !text.is_empty() {
            push(parse, line, text, entry, true);
        }
        return true;
    }
    let Some(entry) = *open else { return false };
    if after_blank || line.bytes.iter().any(u8::is_ascii_lowercase) {
        return false;
    }
    parse.begin_or_extend(Part::Drafting, line);
    let opens_entry = names_office(line.bytes) && !is_unfinished(parse, entry);
    let entry = if opens_entry && entry == Entry::Approved { Entry::Cleared } else { entry };
    *open = Some(entry);
    push(parse, line, line.bytes, entry, opens_entry);
    true
}

fn list<'p, 'a, T: Trace>(
    parse: &'p mut Parse<'a, '_, T>,
    entry: Entry,
) -> &'p mut Vec<std::borrow::Cow<'a, str>> {
    let drafting = parse.cable.drafting.get_or_insert_with(|| Box::new(Drafting::default()));
    match entry {
        Entry::Drafted => &mut drafting.drafted_by,
        Entry::Approved => &mut drafting.approved_by,
        Entry::Cleared => &mut drafting.cleared_by,
    }
}

/// A new entry, or more of the last one.
fn push<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    text: &'a [u8],
    entry: Entry,
    new: bool,
) {
    parse.token(Token::DraftingText, line, text);
    let text = line.text_of(text);
    let entries = list(parse, entry);
    match entries.last_mut() {
        Some(open) if !new => crate::decode::subject::join(open, &text),
        _ => entries.push(text),
    }
}

/// `EUR/RPM:MROWAN`, `S/S - MR. ASHBY`: an office before a colon or a dash.
fn names_office(line: &[u8]) -> bool {
    let stop = line.iter().position(|byte| matches!(byte, b':' | b'-'));
    let office = line.get(..stop.unwrap_or(0)).unwrap_or_default().trim_ascii_end();
    let letter =
        |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'-');
    (1..=12).contains(&office.len())
        && office.iter().all(letter)
        && stop.is_some_and(|stop| stop + 1 < line.len())
}

/// The entry before this line ends in the middle: with a stop that something has to follow, or with nothing at all.
fn is_unfinished<T: Trace>(parse: &mut Parse<'_, '_, T>, entry: Entry) -> bool {
    list(parse, entry).last().is_none_or(|last| last.ends_with([':', ',', '-', '/', ';']))
}
