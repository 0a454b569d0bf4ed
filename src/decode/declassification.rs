//! The date of an E.O. line that is not written month, day, year with strokes: `21 SEP 2019`, `2019/09/21`.

use jiff::civil::Date;
use nom::Offset;

use super::grammar::value;
use super::lines::span;
use super::{repair, years};
use crate::message::MONTHS;

/// Words that are looked at for a date.
const WORDS_MAX: usize = 16;

/// A date as it is written, and what it says. Without a date it is none that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub(super) text: &'a [u8],
    pub(super) date: Option<Date>,
    /// What it may have been, where it is none.
    pub(super) offer: Option<Date>,
}

/// A piece of the line: figures or letters alone.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a [u8],
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// How many figures, and their value.
    Figures(usize, u32),
    Month(i8),
}

/// The first date of a text in any order that leaves one reading.
#[cold]
pub(super) fn find(text: &[u8], pivot: u8) -> Option<Written<'_>> {
    let pieces = pieces(text);
    let dated = (0..pieces.len()).find_map(|at| {
        let [first, second, third, ..] = *pieces.get(at..)? else { return None };
        let follow = follows(text, first.text, second.text) && follows(text, second.text, third.text);
        let looks = [first.look, second.look, third.look];
        let whole = span(text, first.text, third.text);
        let follow = follow && stands_alone(text, whole);
        let (year, month, day) = if follow { of_three(looks, pivot)? } else { return None };
        let date = civil(year, month, day);
        let offer = if date.is_none() { day_first(looks, pivot) } else { None };
        Some(Written { text: whole, date, offer })
    });
    dated.or_else(|| pieces.iter().find_map(|piece| of_eight(*piece))).or_else(|| slipped(text, pivot))
}

/// `20190921`: a year that is still to come or not long past, then month and day.
fn of_eight(piece: Piece<'_>) -> Option<Written<'_>> {
    let Look::Figures(8, figures) = piece.look else { return None };
    let date = civil(figures / 10_000, figures / 100 % 100, figures % 100);
    date.filter(|date| (1950..2100).contains(&date.year())).map(|date| Written {
        text: piece.text,
        date: Some(date),
        offer: None,
    })
}

/// `1O/16/2016`, `09/ 21/2019`: letters among the figures, or a blank behind a stroke.
fn slipped(text: &[u8], pivot: u8) -> Option<Written<'_>> {
    let stops = |byte: &u8| matches!(byte, b'/' | b'-');
    let first = text.iter().position(stops)?;
    let last = first + 1 + text.get(first + 1..)?.iter().position(stops)?;
    let inner = |byte: &u8| byte.is_ascii_alphanumeric();
    let start = first - text.get(..first)?.iter().rev().take_while(|byte| inner(byte)).count();
    let behind = text.get(last + 1..)?;
    let blanks = behind.iter().take_while(|byte| **byte == b' ').count();
    let end = last + 1 + blanks + behind.get(blanks..)?.iter().take_while(|byte| inner(byte)).count();
    let written = text.get(start..end)?;
    let part = |part: &[u8]| {
        let tight: Vec<u8> = part.iter().copied().filter(|byte| *byte != b' ').collect();
        let tight = String::from_utf8(tight).ok()?;
        let plain = !tight.is_empty() && tight.bytes().all(|byte| byte.is_ascii_digit());
        if plain { Some(tight) } else { repair::figures(&tight) }.filter(|figures| figures.len() <= 4)
    };
    let parts: Option<Vec<String>> = written.split(stops).map(part).collect();
    let [month, day, year] = parts?.try_into().ok()?;
    let year = year_of(year.len(), value(year.as_bytes()), pivot)?;
    let date = civil(year, value(month.as_bytes()), value(day.as_bytes()))?;
    Some(Written { text: written, date: Some(date), offer: None })
}

/// The runs of figures and the names of months among the first words.
fn pieces(text: &[u8]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.first() {
        let alike = |byte: &u8| match first {
            b'0'..=b'9' => byte.is_ascii_digit(),
            first if first.is_ascii_alphabetic() => byte.is_ascii_alphabetic(),
            _ => false,
        };
        let length = rest.iter().take_while(|byte| alike(byte)).count().max(1);
        let (run, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let look = match first {
            b'0'..=b'9' if length <= 8 => Some(Look::Figures(length, value(run))),
            b'0'..=b'9' => None,
            _ => month(run).map(Look::Month),
        };
        pieces.extend(look.map(|look| Piece { text: run, look }));
        if pieces.len() >= WORDS_MAX {
            break;
        }
        rest = behind;
    }
    pieces
}

/// A month in full or by its first three or four letters, in any case.
fn month(word: &[u8]) -> Option<i8> {
    let named = |name: &&str| {
        let whole = name.as_bytes().eq_ignore_ascii_case(word);
        let cut = (3..=4).contains(&word.len())
            && name.as_bytes().get(..word.len()).is_some_and(|name| name.eq_ignore_ascii_case(word));
        whole || cut
    };
    let at = MONTHS.iter().position(named)?;
    i8::try_from(at + 1).ok()
}

/// Whether neither a letter nor a figure stands before or behind a piece.
fn stands_alone(text: &[u8], piece: &[u8]) -> bool {
    let start = text.offset(piece);
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    let behind = text.get(start + piece.len());
    !before.into_iter().chain(behind).any(u8::is_ascii_alphanumeric)
}

/// Whether one piece follows another with nothing between but what stands inside a date.
fn follows(text: &[u8], first: &[u8], second: &[u8]) -> bool {
    let whole = span(text, first, second);
    let between = whole.get(first.len()..whole.len() - second.len()).unwrap_or_default();
    between.len() <= 3 && between.iter().all(|byte| matches!(byte, b' ' | b'/' | b'-' | b'.' | b','))
}

/// The year, month and day that three pieces name, whether such a day exists or not.
fn of_three(looks: [Look; 3], pivot: u8) -> Option<(u32, u32, u32)> {
    let date = match looks {
        // `2019/09/21`
        [Look::Figures(4, year), Look::Figures(1 | 2, month), Look::Figures(1 | 2, day)] => {
            (year, month, day)
        }
        // `21 SEP 2019`, `SEP 21, 2019`
        [Look::Figures(1 | 2, day), Look::Month(month), Look::Figures(length @ (2 | 4), year)]
        | [Look::Month(month), Look::Figures(1 | 2, day), Look::Figures(length @ (2 | 4), year)] => {
            (year_of(length, year, pivot)?, u32::try_from(month).ok()?, day)
        }
        // `2019 SEP 21`
        [Look::Figures(4, year), Look::Month(month), Look::Figures(1 | 2, day)] => {
            (year, u32::try_from(month).ok()?, day)
        }
        // `09.21.2019`
        [Look::Figures(1 | 2, month), Look::Figures(1 | 2, day), Look::Figures(length @ (2 | 4), year)] => {
            (year_of(length, year, pivot)?, month, day)
        }
        _ => return None,
    };
    Some(date)
}

/// `21/09/2019`: day and month changed places, or a figure of the month is damaged.
fn day_first(looks: [Look; 3], pivot: u8) -> Option<Date> {
    let [Look::Figures(1 | 2, day), Look::Figures(1 | 2, month), Look::Figures(length, year)] = looks else {
        return None;
    };
    civil(year_of(length, year, pivot)?, month, day)
}

fn year_of(length: usize, year: u32, pivot: u8) -> Option<u32> {
    match length {
        2 => u32::try_from(years::of_two_figures(year, pivot)).ok(),
        4 => Some(year),
        _ => None,
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn dates_are_read_in_every_order() {
        for written in [
            "21 SEP 2019",
            "21 SEPTEMBER 2019",
            "21SEP2019",
            "21-SEP-19",
            "September 21, 2019",
            "SEPT. 21 2019",
            "2019/09/21",
            "2019-9-21",
            "2019 SEP 21",
            "09.21.2019",
            "20190921",
            "O9/21/2019",
            "09/ 21/2019",
        ] {
            let text = format!("DECL: {written}");
            let found = find(text.as_bytes(), 60).unwrap();
            assert_eq!(found.date.unwrap().to_string(), "2019-09-21", "{written}");
            assert_eq!(found.text, written.as_bytes());
        }
        let none = find(b"DECL: 2019/13/21", 60).unwrap();
        assert_eq!((none.text, none.date), (&b"2019/13/21"[..], None));
        let offered = find(b"DECL: 21/09/2019", 60).unwrap();
        assert_eq!((offered.date, offered.offer.unwrap().to_string().as_str()), (None, "2019-09-21"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "DECL: 10 YEARS",
            "OADR",
            "DECL: X1",
            "DECL: 1.6X1",
            "DECL: 09/2019",
            "REASON 1.4 (B) AND (D)",
            "GDS",
        ] {
            assert_eq!(find(text.as_bytes(), 60), None, "{text}");
        }
    }
}
