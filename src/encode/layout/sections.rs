//! A long text as several messages (ACP 127(G) 208e, 208f).

use std::borrow::Cow;
use std::ops::Range;

use crate::encode::pages::{Budget, cuts};
use crate::message::{Cable, Dialect, Section, Validation};

use super::sheet::PAGE_LINES;
use super::{heading, matter};

/// Pages that hold nothing but text.
const TEXT_PAGES_MAX: usize = 5;

/// One message of several.
pub(super) struct Piece<'a> {
    pub(super) fields: Cable<'a>,
    /// Its part of the text.
    pub(super) place: Range<usize>,
}

/// One message, or several with serials that follow each other where the text fills more than five pages.
pub(super) fn of<'a>(fields: &Cable<'a>, body: &[u8]) -> Vec<Piece<'a>> {
    let whole = || vec![Piece { fields: fields.clone(), place: 0..body.len() }];
    let paged = matches!(fields.dialect, Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128);
    if !paged || fields.section.is_some() {
        return whole();
    }
    let heading_lines = heading::address(fields).len() + 1;
    let room = heading_lines.next_multiple_of(PAGE_LINES) + TEXT_PAGES_MAX * PAGE_LINES - heading_lines;
    let opening = heading::opening(fields);
    let parts = || opening.iter().flatten().map(Vec::len);
    // A part that is kept together may leave some lines of its page empty.
    let kept = parts().max().unwrap_or(1).saturating_sub(1).min(PAGE_LINES);
    let opening_lines = parts().sum::<usize>() + opening.len().saturating_sub(1) + kept;
    let budget = Budget {
        first: room.saturating_sub(opening_lines).max(1),
        later: room - 1,
        within: Some(PAGE_LINES),
    };
    // Counting lines is dearer than looking at the length: a line has one byte at least.
    if body.len() <= budget.first || matter::count(body) <= budget.first {
        return whole();
    }
    let cuts = cuts(body, budget);
    let count = u8::try_from(cuts.len() + 1).unwrap_or(u8::MAX);
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([body.len()]);
    let pieces = (1..=count).zip(starts.zip(ends));
    pieces
        .map(|(number, (start, end))| Piece { fields: section(fields, number, count), place: start..end })
        .collect()
}

/// The fields of one section: its own serial and channel number, the label, captions in the first one only, and
/// corrections of the whole in the last.
fn section<'a>(fields: &Cable<'a>, number: u8, of: u8) -> Cable<'a> {
    let mut section = fields.clone();
    section.section = Some(Section { number, of, last: number == of });
    let later = u32::from(number - 1);
    if let Some(serial) = section.origin.as_mut().and_then(|origin| origin.serial.as_mut()) {
        *serial = Cow::Owned(next_serial(serial, later));
        if section.validation.is_some() {
            section.validation = Some(Validation { serial: serial.clone() });
        }
    }
    if let Some(transmission) = &mut section.transmission
        && let Some(first) = transmission.number
    {
        let next = (first.max(1) - 1 + later) % 999 + 1;
        let figures = transmission.id.bytes().rev().take_while(u8::is_ascii_digit).count().min(3);
        let before = transmission.id.len() - figures;
        let start = transmission.id.get(..before).unwrap_or_default();
        transmission.id = Cow::Owned(format!("{start}{next:03}"));
        transmission.number = Some(next);
    }
    if number > 1 {
        section.captions = Vec::new();
        section.passing = Vec::new();
        section.executive_order = None;
        section.classified_by = None;
        section.tags = Vec::new();
        section.subject = None;
        section.references = Vec::new();
    }
    if number < of {
        section.corrections = Vec::new();
    }
    section
}

/// `115B` and one later is `116B`; the width stays, and past all nines the count begins again.
fn next_serial(serial: &str, later: u32) -> String {
    let figures = serial.bytes().take_while(u8::is_ascii_digit).count();
    let (number, letters) = serial.split_at_checked(figures).unwrap_or((serial, ""));
    let Ok(first) = number.parse::<u32>() else { return serial.to_owned() };
    let most =
        10_u32.checked_pow(u32::try_from(figures.max(1)).unwrap_or(9)).map_or(u32::MAX, |past| past - 1);
    let next = first.max(1).saturating_sub(1).saturating_add(later) % most.max(1) + 1;
    if later == 0 { serial.to_owned() } else { format!("{next:0figures$}{letters}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_follow_each_other() {
        assert_eq!(next_serial("115B", 0), "115B");
        assert_eq!(next_serial("115B", 1), "116B");
        assert_eq!(next_serial("0099", 1), "0100");
        assert_eq!(next_serial("9999", 1), "0001");
        assert_eq!(next_serial("AB", 1), "AB");
    }
}
