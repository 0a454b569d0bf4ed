//! A cable taken apart: its fields, and its text below the header, free of the marks of pages.

use std::borrow::Cow;

use crate::decode::Decoder;
use crate::decode::corrections::is_correction;
use crate::encode::lines::{Line, LineEnd, lines, lines_back, lines_from, part};
use crate::encode::settle::settled;
use crate::encode::text::class_word;
use crate::message::{Cable, Classification, Dialect, Page};

use super::loss::{Loss, Losses};

/// What is laid out.
pub(super) struct Matter<'a> {
    pub(super) fields: Cable<'a>,
    /// From the line behind the header to the end of the text.
    pub(super) body: Cow<'a, [u8]>,
    pub(super) line_end: LineEnd,
}

/// Takes a cable apart; `bytes` are those that it is written as.
pub(super) fn of<'a>(
    cable: &Cable<'a>,
    bytes: &'a [u8],
    target: Dialect,
    losses: &mut Vec<Loss>,
) -> Matter<'a> {
    let read = Decoder::again(cable).cable(bytes);
    let coverage = read.coverage;
    if coverage.attributed_bytes < coverage.header_bytes {
        let left = coverage.header_bytes - coverage.attributed_bytes;
        losses.lost(
            "header",
            format!("{left} bytes"),
            "they belong to no field; the diagnostics point at them",
        );
    }
    let text = read.text.as_ref().map_or(0..0, |text| {
        let text = text.as_ref();
        let start = text.as_ptr().addr().saturating_sub(bytes.as_ptr().addr());
        start..start + text.len()
    });
    let start = coverage.header_bytes.clamp(text.start, text.end);
    // Section marks of an archived State cable are its own; page marks are those of the sheet it was printed on.
    let archived = |dialect| matches!(dialect, Dialect::Acp127State | Dialect::Headless);
    let stays = |page: &Page<'_>| archived(target) && archived(read.dialect) && page.of.is_some();
    let marks: Vec<usize> = read
        .pages
        .iter()
        .filter(|page| page.offset >= start && !stays(page))
        .map(|page| page.offset)
        .collect();
    let mut end = text.end;
    if !read.attributes.is_empty() && read.end.is_none() {
        // The blank line above the attributes is theirs.
        end = blanks_above(bytes, end, 1).max(start);
    }
    let body = without_marks(bytes, start..end, &marks, read.dialect);
    let mut fields = settled(&read, cable);
    // Corrections of a page stand in the text; those of the whole stand below it.
    fields.corrections.retain(|correction| correction.offset >= text.end + cable.source.offset);
    fields.dialect = read.dialect;
    if fields.section.is_some() && !archived(target) && read.pages.iter().any(|page| page.of.is_some()) {
        // All sections are there, joined by an archive: the text is divided anew.
        fields.section = None;
        if let Some(origin) = &mut fields.origin {
            origin.section = None;
        }
    }
    Matter { fields, body, line_end: LineEnd::of(bytes) }
}

/// The text without the lines of its marks and the blank lines that belong to them.
fn without_marks<'a>(
    bytes: &'a [u8],
    text: std::ops::Range<usize>,
    marks: &[usize],
    dialect: Dialect,
) -> Cow<'a, [u8]> {
    if marks.is_empty() {
        return Cow::Borrowed(part(bytes, text));
    }
    let (above, below) = match dialect {
        Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128 => (3, 0),
        Dialect::Archive1973 => (1, 1),
        _ => (1, 2),
    };
    let mut body = Vec::with_capacity(text.len());
    let mut done = text.start;
    for &mark in marks {
        let Some(line) = line_at(bytes, mark) else { continue };
        let mut start = blanks_above(bytes, line.start, above);
        if dialect == Dialect::Archive1973 {
            start = banner_above(bytes, start);
        }
        let end = lines_from(bytes, line.end)
            .take(below)
            .take_while(|line| line.trimmed(bytes).is_empty())
            .last()
            .map_or(line.end, |line| line.end);
        if start >= done && end <= text.end {
            body.extend_from_slice(part(bytes, done..start));
            done = end;
        }
    }
    body.extend_from_slice(part(bytes, done..text.end));
    Cow::Owned(body)
}

/// The line in which a place lies.
fn line_at(bytes: &[u8], place: usize) -> Option<Line> {
    let start = memchr::memrchr(b'\n', bytes.get(..place)?).map_or(0, |end| end + 1);
    lines_from(bytes, start).next()
}

/// Where up to so many blank lines above a place begin.
fn blanks_above(bytes: &[u8], place: usize, most: usize) -> usize {
    lines_back(bytes, place)
        .take(most)
        .take_while(|line| line.trimmed(bytes).is_empty())
        .last()
        .map_or(place, |line| line.start)
}

/// Where the class stands alone above a place; the place itself where it does not.
fn banner_above(bytes: &[u8], place: usize) -> usize {
    let banner = lines_back(bytes, place).next().filter(|line| {
        [
            Classification::Unclassified,
            Classification::Restricted,
            Classification::LimitedOfficialUse,
            Classification::Confidential,
            Classification::Secret,
            Classification::TopSecret,
        ]
        .into_iter()
        .any(|level| {
            let spaced = class_word(level).as_bytes();
            let plain = level.word().as_bytes();
            line.trimmed(bytes) == spaced || line.trimmed(bytes) == plain
        })
    });
    banner.map_or(place, |line| line.start)
}

/// The number of lines of a text that count on a page: a correction at its end does not.
pub(super) fn count(text: &[u8]) -> usize {
    lines(text).filter(|line| !is_correction(line.trimmed(text))).count()
}
