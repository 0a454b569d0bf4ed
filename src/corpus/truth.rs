//! What a reader of a made cable should find, known from how it was made.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::body::Body;
use crate::encode::Sheet;
use crate::message::{Cable, Coverage, MessageForm, Page, Paragraph, Source};

/// The cable that a message should be read as; its first byte is byte 0 of line 1.
pub(super) fn of(sheet: &mut Sheet<'static>, body: &Body) -> Cable<'static> {
    let mut cable = std::mem::take(&mut sheet.fields);
    let place = sheet.place.clone();
    let mut lines = Lines { bytes: &sheet.bytes, at: 0, line: 1 };
    let moved = |at: usize| {
        let run = sheet.runs.partition_point(|(from, _)| *from <= at);
        let (from, to) = run.checked_sub(1).and_then(|run| sheet.runs.get(run)).copied().unwrap_or_default();
        to + at - from
    };
    let inside = body.paragraphs.iter().filter(|paragraph| place.contains(&paragraph.start));
    for paragraph in inside {
        let offset = moved(paragraph.start);
        let end = moved(last_letter(&body.bytes, paragraph.start, paragraph.end.min(place.end)) - 1) + 1;
        cable.paragraphs.push(Paragraph {
            number: paragraph.number,
            portion: paragraph.portion.map(Cow::Borrowed),
            line: lines.number_of(offset),
            offset,
            length: end - offset,
        });
    }
    let mut lines = Lines { bytes: &sheet.bytes, at: 0, line: 1 };
    cable.pages = std::mem::take(&mut sheet.pages);
    for mark in body.marks.iter().filter(|mark| place.contains(&mark.start)) {
        let offset = moved(mark.start);
        cable.pages.push(Page {
            text: Cow::Owned(mark.text.clone()),
            number: mark.number,
            of: Some(mark.of),
            line: lines.number_of(offset),
            offset,
        });
    }
    if place.end == body.bytes.len() {
        cable.signature = body.signature.map(Cow::Borrowed);
    }
    cable.form.get_or_insert(MessageForm::Plaindress);
    cable.coverage = Coverage { header_bytes: sheet.header_end, attributed_bytes: sheet.header_end };
    cable.source = Source { path: None, offset: 0, length: sheet.bytes.len() };
    cable
}

/// Past the last letter of a piece of the text: blank lines at its end are not its own.
fn last_letter(text: &[u8], start: usize, end: usize) -> usize {
    start + text.get(start..end).unwrap_or_default().trim_ascii_end().len().max(1)
}

/// Line numbers of places that are asked for in their order.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn number_of(&mut self, place: usize) -> usize {
        self.line += memchr_iter(b'\n', self.bytes.get(self.at..place).unwrap_or_default()).count();
        self.at = self.at.max(place);
        self.line
    }
}

/// Says where a cable lies that stands so many bytes and lines behind the first of its input.
pub fn moved(cable: &mut Cable<'_>, bytes: usize, lines: usize) {
    cable.source.offset += bytes;
    for page in &mut cable.pages {
        page.offset += bytes;
        page.line += lines;
    }
    for correction in &mut cable.corrections {
        correction.offset += bytes;
        correction.line += lines;
    }
    for paragraph in &mut cable.paragraphs {
        paragraph.offset += bytes;
        paragraph.line += lines;
    }
}
