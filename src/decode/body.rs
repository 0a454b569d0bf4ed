//! The text below the header: marks, numbered paragraphs, signature, and the end of the message.

use memchr::{memchr, memchr_iter, memrchr};

use super::findings::{Begin, quoted};
use super::kind::is_paragraph;
use super::lines::{is_blank, lossy, trim, trim_end, trim_start, words};
use super::marks::{self, Mark, mark, portion};
use super::outline::{Opening, Outline};
use super::parse::{Parse, SUBSTITUTE};
use super::{Part, Token, Trace, cancellation, corrections, page_identification, starts};
use crate::message::{Code, Content, Dialect, Paragraph, Validation};
use std::borrow::Cow;
use std::ops::Range;

/// A line of the text, without its end and the blanks around it.
#[derive(Clone, Copy)]
pub(super) struct TextLine<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    pub(super) first: usize,
    pub(super) number: usize,
}

impl TextLine<'_> {
    pub(super) const fn place(&self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }
}

/// Reads the text from the end of the header on.
///
/// Of the outline come the lines that may be a mark, a paragraph's first or the end of the text; what one of them
/// needs to know of the lines above it is looked up when it is met.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>, outline: &mut Outline<'_>) {
    let Begin { offset, line: line_base, .. } = parse.begin;
    let base = offset - outline.base;
    let length = parse.bytes.len();
    let mut text_end = None;
    let top = base + parse.places.header_end;
    outline.skip_to(top, line_base - 1 + parse.places.line_at_header_end);
    while let Some(found) = outline.next_text(top, base + length) {
        let (first, end) = (found.first - base, found.end - base);
        if let Some(line) = line(parse.bytes, first, end, found.number + 1 - line_base) {
            read_line(parse, &line, &mut text_end);
        }
    }
    // The last line may be cut, or lack its end.
    let text = parse.bytes.get(parse.places.header_end..).unwrap_or_default();
    let last = length - text.len() + memrchr(b'\n', text).map_or(0, |end| end + 1);
    if last < length {
        let above = text.get(..text.len() - (length - last)).unwrap_or_default();
        let number = parse.places.line_at_header_end + memchr_iter(b'\n', above).count();
        if let Some(line) = line(parse.bytes, last, length, number) {
            read_line(parse, &line, &mut text_end);
        }
    }
    second_heading(parse, outline, length);
    let damaged = outline.is_damaged(top..base + length);
    close(parse, text_end.unwrap_or(length), damaged);
    if text_end.is_some() && parse.cable.end.is_none() {
        let end = parse.bytes.len();
        let message = "the text is closed, but the message has no end mark";
        parse.findings.add(Code::EndMissing, end..end, message, "end each message with a line `NNNN`");
    }
}

/// Says where a heading stands inside the text: another message was run into this one, or this one holds its own twice.
fn second_heading<T: Trace>(parse: &mut Parse<'_, '_, T>, outline: &mut Outline<'_>, length: usize) {
    let (base, top) = (parse.begin.offset - outline.base, parse.places.header_end);
    let bytes = parse.bytes;
    let start = outline.opening(Opening::From, base + top..base + length, |place| {
        starts::preamble_start(bytes, place.checked_sub(base)?).filter(|start| *start >= top)
    });
    if let Some(start) = start {
        let line = bytes.get(start..).unwrap_or_default();
        let line = trim_end(line.get(..memchr(b'\n', line).unwrap_or(line.len())).unwrap_or_default());
        let message = "a second heading stands inside the text";
        let help =
            "the end of this message and the beginning of the next may be lost; decode from here on its own";
        parse.findings.add(Code::HeadingInText, start..start + line.len(), message, help);
    }
}

/// Closes the text, which ends at this place: its signature, its last paragraph, itself. Damage is counted where there
/// may be any.
pub(super) fn close<T: Trace>(parse: &mut Parse<'_, '_, T>, end: usize, damaged: bool) {
    let last = text_above(parse, end);
    let before = last.as_ref().and_then(|last| text_above(parse, last.start));
    let signed = signature(parse, last.as_ref(), before.is_some());
    let closing = if signed { before } else { last };
    cancellation::read(parse, closing.as_ref());
    corrections::below_text(parse, end);
    close_paragraph(parse, closing.clone().map_or(parse.places.header_end, |line| line.end));
    if damaged {
        damage(parse, end);
    }
    let start = parse.places.text_start.unwrap_or(parse.places.header_end).min(end);
    parse.cable.text = parse.bytes.get(start..end).map(|text| Content(Cow::Borrowed(text)));
}

fn read_line<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>, text_end: &mut Option<usize>) {
    if text_end.is_none() && !ends_text(line) {
        look(parse, line);
    } else {
        text_end.get_or_insert(line.first);
        ending(parse, line);
    }
}

/// The line between two places; `None` where it is blank.
fn line(bytes: &[u8], first: usize, end: usize, number: usize) -> Option<TextLine<'_>> {
    let line = trim_end(bytes.get(first..end)?);
    let content = trim_start(line);
    let start = first + line.len() - content.len();
    (!content.is_empty()).then_some(TextLine { bytes: content, start, first, number })
}

/// The line right above a place that begins a line: its first byte and its content's place, empty where it is blank.
/// `None` at the beginning of the text.
fn line_above<T>(parse: &Parse<'_, '_, T>, at: usize) -> Option<(usize, Range<usize>)> {
    let top = parse.places.header_end;
    let text = parse.bytes.get(top..at).filter(|text| !text.is_empty())?;
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let text = trim_end(text);
    if matches!(text.last(), None | Some(b'\n')) {
        let blank = top + text.len();
        return Some((blank, blank..blank));
    }
    let first = memrchr(b'\n', text).map_or(0, |end| end + 1);
    let line = text.get(first..)?;
    let start = first + line.len() - trim_start(line).len();
    Some((top + first, top + start..top + first + line.len()))
}

/// Whether a place that begins a line lies below a blank line or at the beginning of the text.
fn after_blank<T>(parse: &Parse<'_, '_, T>, at: usize) -> bool {
    line_above(parse, at).is_none_or(|(_, line)| line.is_empty())
}

/// The last line above a place that is neither blank nor a mark nor a correction.
fn text_above<T>(parse: &Parse<'_, '_, T>, mut at: usize) -> Option<Range<usize>> {
    let mut marks = parse.cable.pages.iter().rev().map(|page| page.offset - parse.begin.offset).peekable();
    let set_off = parse.places.archive.as_deref().map(|places| places.set_off.as_slice()).unwrap_or_default();
    let mut set_off = set_off.iter().rev().copied().peekable();
    while let Some((first, line)) = line_above(parse, at) {
        while marks.next_if(|mark| *mark > line.start).is_some() {}
        while set_off.next_if(|line_set_off| *line_set_off > line.start).is_some() {}
        let corrected = || {
            let offset = parse.begin.offset + line.start;
            parse.cable.corrections.binary_search_by_key(&offset, |correction| correction.offset).is_ok()
        };
        let is_text = marks.peek() != Some(&line.start) && set_off.peek() != Some(&line.start);
        if !line.is_empty() && is_text && !corrected() {
            return Some(line);
        }
        at = first;
    }
    None
}

/// Where the paragraph that is open ends, above a place that begins a line.
fn end_above<T>(parse: &Parse<'_, '_, T>, at: usize) -> usize {
    let top = parse.places.header_end;
    let begun = parse.cable.paragraphs.last().map_or(0, |last| last.offset);
    let marked = parse.cable.pages.last().is_some_and(|mark| mark.offset > begun)
        || !parse.cable.corrections.is_empty()
        || parse.places.archive.is_some();
    if marked {
        return text_above(parse, at).map_or(top, |line| line.end);
    }
    let text = parse.bytes.get(top..at).unwrap_or_default();
    let last = text.iter().rposition(|byte| *byte != b'\n' && !is_blank(*byte));
    top + last.map_or(0, |last| last + 1)
}

/// Format lines 13, 15 and 16 end the text.
fn ends_text(line: &TextLine<'_>) -> bool {
    match line.bytes.first() {
        Some(b'B') => line.bytes == b"BT",
        Some(b'N') => is_end(line.bytes),
        Some(b'#') => serial(line.bytes).is_some(),
        _ => false,
    }
}

/// `NNNN`, with what a receiver may have run into it.
fn is_end(line: &[u8]) -> bool {
    line.strip_prefix(b"NNNN").is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_lowercase))
        || line == b"NNN"
}

fn serial(line: &[u8]) -> Option<&[u8]> {
    let serial = trim_start(line.strip_prefix(b"#")?);
    let figures = serial.iter().filter(|byte| byte.is_ascii_digit()).count();
    let fits = (1..=7).contains(&serial.len()) && figures > 0 && figures + 1 >= serial.len();
    fits.then_some(serial)
}

pub(super) fn look<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>) {
    let [first, .., last] = line.bytes else { return };
    match first {
        b'0'..=b'9' if line.start == line.first && is_paragraph(line.bytes) => {
            paragraph(parse, line, line.bytes);
        }
        // The pilcrow that web pages put before a paragraph.
        0xc2 if line.bytes.starts_with("¶".as_bytes()) => {
            let rest = trim_start(line.bytes.get(2..).unwrap_or_default());
            if is_paragraph(rest) {
                paragraph(parse, line, rest);
            }
        }
        b'A'..=b'Z' if last.is_ascii_digit() || first == &b'P' => {
            if let Some(mark) = mark(line.bytes) {
                page(parse, line, &mark);
            }
        }
        _ => {}
    }
}

fn page<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>, mark: &Mark<'a>) {
    if mark.of.is_none()
        && let Some((_, above)) = line_above(parse, line.first)
    {
        let banner = parse.bytes.get(above).unwrap_or_default();
        if super::class::level(banner).is_some_and(|level| level.rest.is_empty()) {
            marks::class_of(parse, banner);
        }
    }
    if mark.of.is_none() {
        corrections::above_mark(parse, line.first, line.number);
        page_identification::check(parse, line.bytes, line.place());
    }
    parse.trace.part(Part::Page, line.place());
    parse.trace.token(Token::PageMark, line.place());
    let text = lossy(line.bytes);
    super::checks::page(parse, mark, line.start, line.bytes.len());
    marks::take(parse, mark, text, line.number, line.start);
}

/// A numbered paragraph begins where its number is the next one, or a later one after a blank line.
fn paragraph<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>, content: &'a [u8]) {
    let digits = content.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = super::grammar::value(content.get(..digits).unwrap_or_default());
    let Ok(number) = u16::try_from(number) else { return };
    let expected = parse.cable.paragraphs.last().map_or(1, |last| last.number + 1);
    let first = parse.cable.paragraphs.is_empty();
    let near = number > expected && number <= expected.saturating_add(2);
    // A later section begins with any number, and may begin a page.
    let opens = || after_blank(parse, line.first) || first && text_above(parse, line.first).is_none();
    let fits = number == expected || (near || first) && opens();
    if number == 0 || !fits {
        return;
    }
    if near && !first {
        let place = line.start..line.start + digits;
        let message = format!("paragraph {number} follows paragraph {}", expected - 1);
        parse.findings.add(
            Code::ParagraphNumberGap,
            place,
            message,
            "a paragraph may be missing or misnumbered",
        );
    }
    if !first {
        let end = end_above(parse, line.first);
        close_paragraph(parse, end);
    }
    let rest = trim_start(content.get(digits + 1..).unwrap_or_default());
    let portion = portion(rest).map(|(mark, _)| lossy(mark));
    let number_line = parse.line_number(line.number);
    parse.cable.paragraphs.push(Paragraph {
        number,
        portion,
        line: number_line,
        offset: parse.begin.offset + line.start,
        length: 0,
    });
}

/// The open paragraph runs to `end`.
fn close_paragraph<T: Trace>(parse: &mut Parse<'_, '_, T>, end: usize) {
    let base = parse.begin.offset;
    if let Some(last) = parse.cable.paragraphs.last_mut()
        && last.length == 0
    {
        last.length = (base + end).saturating_sub(last.offset);
    }
}

/// The last line of a whole text is its signature where it is a name in capitals.
fn signature<T: Trace>(parse: &mut Parse<'_, '_, T>, last: Option<&Range<usize>>, below_text: bool) -> bool {
    let Some(place) = last.filter(|_| below_text).cloned() else { return false };
    let part = parse.cable.section.is_some_and(|section| {
        section.number < section.of
            && !parse.cable.pages.iter().any(|page| page.number == u16::from(section.of))
    });
    let known = parse.cable.classification.is_some()
        || !parse.cable.paragraphs.is_empty()
        || parse.cable.from.is_some();
    // Groups of five letters are no name.
    let counted = parse.cable.group_count.is_some() && parse.cable.classification.is_none();
    let enciphered = counted || parse.cable.part.is_some();
    if part || enciphered || !known {
        return false;
    }
    let line = parse.bytes.get(place.clone()).map(trim).unwrap_or_default();
    let named =
        line.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-' | b'\'' | b'.'))
            && !line.ends_with(b".")
            && (2..=30).contains(&line.len())
            && words(line).count() <= 3;
    // `END TEXT`, `END SUMMARY` close a text that bears no name.
    let closing = words(line).next() == Some(b"END") || line.contains(&b'.') && words(line).count() == 1;
    if !named || closing || is_military(parse) {
        return false;
    }
    parse.trace.part(Part::Signature, place);
    parse.cable.signature = Some(lossy(line));
    true
}

/// Military messages are not signed.
fn is_military<T: Trace>(parse: &Parse<'_, '_, T>) -> bool {
    matches!(super::dialect::so_far(parse), Dialect::Acp127 | Dialect::Acp127Modified)
}

/// Says once where the text is damaged, and how often.
fn damage<T: Trace>(parse: &mut Parse<'_, '_, T>, end: usize) {
    let header_end = parse.places.header_end;
    let text = parse.bytes.get(header_end..end).unwrap_or_default();
    if let Some(first) = memchr(SUBSTITUTE, text) {
        let damaged = memchr_iter(SUBSTITUTE, text).count();
        let run =
            text.get(first..).unwrap_or_default().iter().take_while(|byte| **byte == SUBSTITUTE).count();
        let start = header_end + first;
        let message = format!("{damaged} characters of the text are damaged, the first ones here");
        parse.findings.add(
            Code::TextDamaged,
            start..start + run,
            message,
            "compare it with other copies of the message",
        );
    }
}

/// Format lines 13 to 16, and corrections between them.
fn ending<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>) {
    let place = line.place();
    if line.bytes == b"BT" {
        parse.trace.part(Part::TextBreak, place);
    } else if let Some(serial) = serial(line.bytes).filter(|_| line.bytes.starts_with(b"#")) {
        parse.trace.part(Part::Validation, place);
        parse.cable.validation = Some(Validation { serial: lossy(serial) });
    } else if is_end(line.bytes) {
        parse.trace.part(Part::End, place.clone());
        // Letter shifts fill up behind the end of message (ACP 127(G) 138).
        let fill = line.bytes.strip_prefix(b"NNNN").filter(|rest| rest.iter().all(u8::is_ascii_control));
        let length = line.bytes.len() - fill.map_or(0, <[u8]>::len);
        parse.cable.end = line.bytes.get(..length).map(lossy);
        if fill.is_none() {
            let message = format!("the end of the message reads {} instead of `NNNN`", quoted(line.bytes));
            parse.findings.add(
                Code::EndGarbled,
                place,
                message,
                "check that the next message was not run into this one",
            );
        }
    } else if line.bytes.starts_with(b"#") {
        parse.trace.part(Part::Validation, place.clone());
        let message = format!("expected `#` and the serial, but found {}", quoted(line.bytes));
        parse.findings.add(
            Code::ValidationUnreadable,
            place,
            message,
            "compare it with the serial of format line 3",
        );
    }
}
