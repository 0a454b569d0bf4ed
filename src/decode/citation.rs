//! What one item of the REF list names: a cable, a message by its date-time group, a letter, a document.

use std::borrow::Cow;

use nom::Offset;

use super::grammar::value;
use super::years;
use crate::message::{MessageReference, Reference, ReferenceKind};

/// Words that stand before a number and are no station.
const NO_STATIONS: [&str; 16] = [
    "FAM", "FAH", "PARA", "PARAS", "TD", "IIR", "EMAIL", "E-MAIL", "TELCON", "MEMO", "LETTER", "NOTE", "USC",
    "CFR", "PL", "AND",
];

/// A cable named by station and number.
struct Cited<'t> {
    /// As written: from the year or the station to the number and its year.
    text: &'t str,
    year: Option<i16>,
    station: Option<&'t str>,
    number: u32,
}

#[expect(clippy::ptr_arg, reason = "a piece of a borrowed text has to borrow from the same bytes")]
/// Reads an item and adds what it names: one reference for each cable, or one of another kind. Says whether letters
/// had to be taken for the figures they look like, or figures for letters.
pub(super) fn read<'a>(
    text: &Cow<'a, str>,
    label: Option<&Cow<'a, str>>,
    default_year: Option<i16>,
    pivot: u8,
    references: &mut Vec<Reference<'a>>,
) -> bool {
    let trimmed = text.trim_matches([' ', ',', ';']);
    let trimmed = trimmed.strip_suffix('.').unwrap_or(trimmed);
    if trimmed.is_empty() || matches!(trimmed, "N/A" | "NONE" | "NA") {
        return false;
    }
    let piece = |piece: &str| match text {
        Cow::Borrowed(text) => borrowed(text, piece),
        Cow::Owned(_) => Cow::Owned(piece.to_owned()),
    };
    let id = |cited: &Cited<'_>| {
        let named = cited.year.or(default_year).zip(cited.station);
        named.map(|(year, station)| MessageReference::id(year, station, cited.number))
    };
    let label = label.cloned();
    let reference = |kind, text, id| Reference { label: label.clone(), kind, text, id };
    if is_email(trimmed) {
        references.push(reference(ReferenceKind::Email, piece(trimmed), None));
    } else if names_date_time(trimmed) {
        references.push(reference(ReferenceKind::Dtg, piece(trimmed), None));
    } else if let Some(cited) = cables(trimmed, pivot) {
        references
            .extend(cited.iter().map(|cited| reference(ReferenceKind::Cable, piece(cited.text), id(cited))));
    } else {
        let mended = unmixed(trimmed);
        let cited = cables(&mended, pivot).filter(|_| mended != trimmed);
        if let Some([cited]) = cited.as_deref()
            && cited.station.is_some()
        {
            references.push(reference(ReferenceKind::Cable, piece(trimmed), id(cited)));
            return true;
        }
        references.push(reference(ReferenceKind::Document, piece(trimmed), None));
    }
    false
}

/// O and I in a word of figures are figures, 0 and 1 in a word of letters are letters: `O4 CHENNAI 0944`,
/// `05 0TTAWA 3518`.
fn unmixed(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let figures = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let lookalikes = word.bytes().filter(|byte| matches!(byte, b'O' | b'I' | b'0' | b'1')).count();
        match () {
            () if figures == 0 || letters == 0 || lookalikes == 0 => word.to_owned(),
            () if word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'I')) => {
                word.replace('O', "0").replace('I', "1")
            }
            () if figures <= 2 && letters >= 3 => word.replace('0', "O").replace('1', "I"),
            () => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A piece of a borrowed text borrows from the same bytes.
fn borrowed<'a>(text: &'a str, piece: &str) -> Cow<'a, str> {
    let start = text.as_bytes().offset(piece.as_bytes());
    match text.get(start..start.saturating_add(piece.len())) {
        Some(same) => Cow::Borrowed(same),
        None => Cow::Owned(piece.to_owned()),
    }
}

fn is_email(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    bytes.contains(&b'@') || has(b"EMAIL") || has(b"E-MAIL")
}

/// Six figures and `Z`: the reference is to a message of that time.
fn names_date_time(text: &str) -> bool {
    let mut run = 0;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        if run == 6 {
            let rest = bytes.clone();
            let mut rest = rest.skip_while(|byte| *byte == b' ');
            if rest.next() == Some(b'Z') && !rest.next().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
                return true;
            }
        }
    }
    false
}

/// Every cable that the item names; `None` where it begins with none.
fn cables(text: &str, pivot: u8) -> Option<Vec<Cited<'_>>> {
    let mut cited = Vec::with_capacity(1);
    let mut cursor = Cursor { text, at: 0, pivot };
    let first = cursor.cable(None, None)?;
    cited.push(first);
    loop {
        let (station, year) = cited.last().map(|last| (last.station, last.year))?;
        match cursor.further(station, year) {
            Some(more) => cited.push(more),
            None => break,
        }
    }
    if let [only] = cited.as_mut_slice() {
        // Captions and remarks after a single number belong to the reference as written.
        only.text = text;
    }
    Some(cited)
}

/// A place in the item.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    pivot: u8,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, stops: &[char]) {
        self.at = self.text.len() - self.rest().trim_start_matches(stops).len();
    }

    /// A run of bytes of one kind.
    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(|byte| belongs(*byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// `[year] station number [year]`; without a station the number alone, where `station` is already known or the
    /// item names none.
    fn cable(&mut self, station: Option<&'t str>, year: Option<i16>) -> Option<Cited<'t>> {
        self.skip(&[' ']);
        let start = self.at;
        let before = self.year_before();
        let named = self.station();
        if named.is_none() && station.is_none() && before.is_some() {
            return None;
        }
        self.skip(&[' ', '-', '#']);
        let number = self.run(|byte| byte.is_ascii_digit());
        let bare = named.is_none();
        if number.is_empty()
            || number.len() > 8
            || (bare && number.len() < 3)
            || self.rest().starts_with(|next: char| next.is_alphanumeric())
        {
            self.at = start;
            return None;
        }
        let mut end = self.at;
        let after = if before.is_none() { self.year_after() } else { None };
        if after.is_some() {
            end = self.at;
        }
        let text = self.text.get(start..end).unwrap_or_default();
        let year = before.or(after).or(if bare { year } else { None });
        Some(Cited { text, year, station: named.or(station), number: value(number.as_bytes()) })
    }

    /// What may follow a number: `AND 44603`, `, 44603`, `/317`, `AND MOSCOW 2345`.
    fn further(&mut self, station: Option<&'t str>, year: Option<i16>) -> Option<Cited<'t>> {
        let start = self.at;
        self.skip_remarks();
        let rest = self.rest();
        let joined =
            ["AND ", "and ", "& ", ", ", ",", "/", "; "].iter().find(|join| rest.starts_with(**join));
        self.at += joined?.len();
        self.skip(&[' ']);
        if self.rest().starts_with("AND ") {
            self.at += 4;
        }
        let more = self.cable(station, year);
        if more.is_none() {
            self.at = start;
        }
        more
    }

    /// `(NOTAL)` and its like.
    fn skip_remarks(&mut self) {
        self.skip(&[' ']);
        while self.rest().starts_with('(') {
            let Some(end) = self.rest().find(')') else { return };
            self.at += end + 1;
            self.skip(&[' ']);
        }
    }

    /// `2008 `, `08 `, `'08 `, `(99) `, `10-`, or glued to the station as in `09CAIRO0561`.
    fn year_before(&mut self) -> Option<i16> {
        let start = self.at;
        let open = self.rest().starts_with('(');
        self.skip(&['(', '\'']);
        let figures = self.run(|byte| byte.is_ascii_digit());
        let closed = !open || self.rest().starts_with(')');
        self.skip(&[')', '-', ' ']);
        let year = self.year(figures);
        let station_follows = self.rest().starts_with(|next: char| next.is_ascii_alphabetic());
        if year.is_none() || !closed || !station_follows {
            self.at = start;
            return None;
        }
        year
    }

    /// `(08)`, ` 99`, `-91`, `/08` behind the number.
    fn year_after(&mut self) -> Option<i16> {
        let start = self.at;
        let stops = self.run(|byte| matches!(byte, b' ' | b'(' | b'-' | b'/' | b'\''));
        let figures = self.run(|byte| byte.is_ascii_digit());
        let ends = !self.rest().starts_with(|next: char| next.is_alphanumeric());
        let year = self.year(figures).filter(|_| ends && !stops.is_empty());
        let next_number = stops.starts_with('/') && self.rest().starts_with('/');
        if year.is_none() || next_number {
            self.at = start;
            return None;
        }
        if stops.contains('(') {
            self.skip(&[')']);
        }
        year
    }

    fn year(&self, figures: &str) -> Option<i16> {
        let number = value(figures.as_bytes());
        match figures.len() {
            2 => Some(years::of_two_figures(number, self.pivot)),
            4 if (1900..2100).contains(&number) => i16::try_from(number).ok(),
            _ => None,
        }
    }

    /// One to five words of letters before a number.
    fn station(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut end = start;
        for _ in 0..5 {
            let word = self.run(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'\''));
            let glued = self.rest().starts_with(|next: char| next.is_ascii_digit());
            if glued && !word.is_empty() && end > start {
                // `LAGOS O1512`: a letter in the number, not a word of the station.
                self.at = start;
                return None;
            }
            if word.is_empty() || NO_STATIONS.iter().any(|other| other.eq_ignore_ascii_case(word)) {
                break;
            }
            end = self.at;
            self.skip(&[' ']);
            if self.rest().starts_with(|next: char| next.is_ascii_digit() || matches!(next, '-' | '#')) {
                break;
            }
        }
        let station = self.text.get(start..end).unwrap_or_default();
        let next = self.rest().trim_start_matches([' ', '-', '#']);
        if station.len() < 2 || !next.starts_with(|next: char| next.is_ascii_digit()) {
            self.at = start;
            return None;
        }
        Some(station)
    }
}
