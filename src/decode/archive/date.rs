//! Format line 5 of the archive: blanks inside the group, letters for figures, years that only the attributes give.

use jiff::civil::Date;

use crate::decode::findings::quoted;
use crate::decode::grammar::{prosign, value, whole};
use crate::decode::header::{Header, Stage};
use crate::decode::lines::{Line, first_word, trim_start};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace, months, preamble, signals, years};
use crate::message::{Code, DateTimeGroup};

use super::Facts;
use super::spaced::figure;

/// The years of the archive.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1973..=1979;

/// A date-time group, letter by letter.
#[derive(Debug)]
struct Group {
    figures: [u8; 6],
    month: Option<i8>,
    year: Option<u32>,
    /// Four figures were written.
    full_year: bool,
    /// Bytes from its first figure to its last letter or figure.
    length: usize,
    /// Blanks stand where none belong, or letters for figures.
    torn: bool,
}

/// The bytes of a group one after the other, blanks between them passed by.
struct Letters<'a> {
    bytes: &'a [u8],
    at: usize,
    torn: bool,
}

impl Letters<'_> {
    /// The next byte and whether blanks stand before it.
    fn peek(&self) -> Option<(u8, usize)> {
        let rest = self.bytes.get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
        rest.get(blanks).map(|byte| (*byte, blanks))
    }

    /// The next byte as a figure; `first` of its word may have a blank before it.
    fn figure(&mut self, first: bool) -> Option<u8> {
        let (byte, blanks) = self.peek().filter(|(_, blanks)| *blanks <= 4)?;
        let figure = figure(byte)?;
        self.torn |= !byte.is_ascii_digit() || (blanks > 0 && !first);
        self.at += blanks + 1;
        Some(figure)
    }
}

/// `012345Z JAN 76`, `0 12345Z JA N 7 6`: six figures, Z, a month of three letters, a year of two or four figures.
fn group(bytes: &[u8]) -> Option<Group> {
    let mut letters = Letters { bytes, at: 0, torn: false };
    let mut figures = [0; 6];
    for (place, slot) in figures.iter_mut().enumerate() {
        *slot = b'0' + letters.figure(place == 0)?;
    }
    let (zone, blanks) = letters.peek().filter(|(_, blanks)| *blanks <= 4)?;
    if zone != b'Z' {
        return None;
    }
    letters.at += blanks + 1;
    let mut group =
        Group { figures, month: None, year: None, full_year: false, length: letters.at, torn: letters.torn };
    if let Some(month) = month(&mut letters) {
        group.month = Some(month);
        group.length = letters.at;
        group.torn = letters.torn;
        if let Some((year, full)) = year(&mut letters) {
            (group.year, group.full_year) = (Some(year), full);
            group.length = letters.at;
            group.torn = letters.torn;
        }
    }
    let ends = bytes.get(group.length).is_none_or(|byte| *byte == b' ');
    ends.then_some(group)
}

fn month(letters: &mut Letters<'_>) -> Option<i8> {
    let start = (letters.at, letters.torn);
    let mut word = [0; 3];
    for (place, slot) in word.iter_mut().enumerate() {
        let Some((byte, blanks)) = letters.peek().filter(|(_, blanks)| *blanks <= 4) else { break };
        letters.torn |= (blanks > 0 && place > 0) || byte == b'0';
        letters.at += blanks + 1;
        *slot = if byte == b'0' { b'O' } else { byte };
    }
    let month = months::month(&word);
    if month.is_none() {
        (letters.at, letters.torn) = start;
    }
    month
}

/// Two figures, or four that begin a year of the 1900s or 2000s.
fn year(letters: &mut Letters<'_>) -> Option<(u32, bool)> {
    let start = (letters.at, letters.torn);
    let (Some(first), Some(second)) = (letters.figure(true), letters.figure(false)) else {
        (letters.at, letters.torn) = start;
        return None;
    };
    let two = u32::from(first) * 10 + u32::from(second);
    let after = (letters.at, letters.torn);
    if matches!(two, 19 | 20)
        && let (Some(third), Some(fourth)) = (letters.figure(false), letters.figure(false))
    {
        return Some((two * 100 + u32::from(third) * 10 + u32::from(fourth), true));
    }
    (letters.at, letters.torn) = after;
    Some((two, false))
}

/// Reads a line that is format line 5; `false` where it is none, or is in another zone.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    header: &mut Header<'a>,
    line: &Line<'a>,
    facts: &Facts<'a>,
) -> bool {
    if header.stage >= Stage::From || parse.cable.dtg.is_some() {
        return false;
    }
    let (word, rest) = first_word(line.bytes);
    if whole(prosign, word).is_none() {
        return false;
    }
    let (second, after) = first_word(rest);
    let rest = if whole(prosign, second).is_some() { after } else { rest };
    let Some(group) = group(rest) else { return false };
    header.enter(parse, Part::Preamble, line, Stage::Preamble);
    preamble::read_precedence(parse, line);
    let (written, behind) = rest.split_at_checked(group.length).unwrap_or((rest, &[]));
    parse.token(Token::DateTime, line, written);
    let at = instant(parse, line, &group, written, facts);
    let mut dtg =
        DateTimeGroup { text: line.text_of(written), at, operating_signals: Vec::new(), indicator: None };
    let behind = trim_start(behind);
    signals::read(parse, line, behind, Code::DateTimeSignalUnreadable, &mut dtg.operating_signals);
    parse.cable.dtg = Some(dtg);
    true
}

fn instant<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    group: &Group,
    written: &'a [u8],
    facts: &Facts<'a>,
) -> Option<jiff::Timestamp> {
    let place = line.place_of(written);
    let [tens, ones, ..] = group.figures;
    let day = value(&[tens, ones]);
    let stated = group.year.map(|year| {
        let two = i16::try_from(year % 100).unwrap_or_default();
        match group.full_year {
            true => i16::try_from(year).unwrap_or_default(),
            false if YEARS.contains(&(1900 + two)) => 1900 + two,
            false => years::of_two_figures(year, parse.settings.pivot),
        }
    });
    let (month, year) = match (group.month, stated) {
        (Some(month), Some(year)) => (Some(month), Some(year)),
        (Some(month), None) => (Some(month), facts.year()),
        (None, _) => match facts.drafted.and_then(|drafted| nearest(day, drafted)) {
            Some(date) => (Some(date.month()), Some(date.year())),
            None => (None, facts.year()),
        },
    };
    let text = quoted(written);
    let (Some(month), Some(year)) = (month, year) else {
        let message = format!("{text} names no year, so its instant is not known");
        parse.findings.add(Code::YearMissing, place, message, "write month and year, as in `212156Z SEP 09`");
        return None;
    };
    parse.dtg_year = Some(year);
    let at = preamble::civil(&group.figures, month, year);
    if at.is_none() {
        let message = format!("{text} names a day or time that does not exist");
        let help = "compare it with the times of the page heads and of the dashed line";
        parse.findings.add(Code::DateTimeImpossible, place.clone(), message, help);
    }
    if group.torn {
        let message = match at {
            Some(at) => format!("{text} is read as {at}"),
            None => format!("{text} is read without its blanks, O as 0"),
        };
        let help = "compare it with the times of the page heads and of the dashed line";
        parse.findings.add(Code::DateTimeSpaced, place.clone(), message, help);
    }
    if stated.is_none() {
        let message = match group.month {
            Some(_) => format!("{text} names no year; {year} is that of the attributes"),
            None => format!("{text} names no month; the one nearest to the draft date is taken"),
        };
        let help = "the document number and the draft date of the attributes give it";
        parse.findings.add(Code::DateFromAttributes, place, message, help);
    } else if !YEARS.contains(&year) {
        let message = format!("{text} is of {year}; the archive holds texts of 1973 to 1979");
        let help = "one of its figures may be damaged; compare it with the document number";
        parse.findings.add(Code::DateOutsideArchive, place, message, help);
    }
    at
}

/// The date with this day of the month that is nearest to another one.
fn nearest(day: u32, near: Date) -> Option<Date> {
    let day = i8::try_from(day).ok()?;
    let first = near.first_of_month();
    let months =
        [first.yesterday().ok().map(Date::first_of_month), Some(first), near.last_of_month().tomorrow().ok()];
    months
        .into_iter()
        .flatten()
        .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
        .min_by_key(|date| near.until(*date).map_or(i32::MAX, |span| span.get_days().abs()))
}
