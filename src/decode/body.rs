//! The text below the header: marks, numbered paragraphs, signature, and the end of the message.

use memchr::{memchr, memchr_iter};

use super::findings::quoted;
use super::kind::is_paragraph;
use super::lines::{trim, trim_end, trim_start, words};
use super::marks::{self, Mark, mark, portion};
use super::parse::{Parse, SUBSTITUTE};
use super::{Part, Token, Trace};
use crate::message::{Code, Content, Paragraph, Validation};
use std::borrow::Cow;

/// A line of the text.
#[derive(Clone, Copy)]
struct TextLine<'a> {
    bytes: &'a [u8],
    start: usize,
    first: usize,
    next: usize,
    number: usize,
}

/// Where the reading of the text stands.
#[derive(Default)]
struct Text {
    /// The end of the last line that is neither blank nor a mark.
    end: usize,
    /// The same of the line before it.
    end_before: usize,
    /// The first byte of that last line, and of how many such lines there are.
    last: usize,
    lines: usize,
    after_blank: bool,
}

/// Reads the text from the end of the header on.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let mut at = parse.places.header_end;
    let mut number = parse.places.line_at_header_end;
    let mut text = Text { after_blank: true, end: at, end_before: at, ..Text::default() };
    let mut text_end = None;
    while let Some(line) = next(parse.bytes, at, number) {
        at = line.next;
        number += 1;
        if line.bytes.is_empty() {
            text.after_blank = true;
            continue;
        }
        if text_end.is_none() && !ends_text(&line) {
            look(parse, &line, &mut text);
            text.after_blank = false;
        } else {
            text_end.get_or_insert(line.first);
            ending(parse, &line);
        }
    }
    let end = text_end.unwrap_or(parse.bytes.len());
    let signed = signature(parse, &text);
    close_paragraph(parse, if signed { text.end_before } else { text.end });
    damage(parse, end);
    let start = parse.places.text_start.unwrap_or(parse.places.header_end).min(end);
    parse.cable.text = parse.bytes.get(start..end).map(|text| Content(Cow::Borrowed(text)));
    if text_end.is_some() && parse.cable.end.is_none() {
        let end = parse.bytes.len();
        let message = "the text is closed, but the message has no end mark";
        parse.findings.add(Code::EndMissing, end..end, message, "end each message with a line `NNNN`");
    }
}

fn next(bytes: &[u8], first: usize, number: usize) -> Option<TextLine<'_>> {
    let rest = bytes.get(first..).filter(|rest| !rest.is_empty())?;
    let length = memchr(b'\n', rest);
    let line = trim_end(rest.get(..length.unwrap_or(rest.len()))?);
    let content = trim_start(line);
    let start = first + line.len() - content.len();
    let next = length.map_or(bytes.len(), |length| first + length + 1);
    Some(TextLine { bytes: content, start, first, next, number })
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

fn look<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>, text: &mut Text) {
    let [first, .., last] = line.bytes else { return text.take(line) };
    match first {
        b'0'..=b'9' if line.start == line.first && is_paragraph(line.bytes) => {
            paragraph(parse, line, line.bytes, text);
        }
        // The pilcrow that web pages put before a paragraph.
        0xc2 if line.bytes.starts_with("¶".as_bytes()) => {
            let rest = trim_start(line.bytes.get(2..).unwrap_or_default());
            if is_paragraph(rest) {
                paragraph(parse, line, rest, text);
            }
        }
        b'A'..=b'Z' if last.is_ascii_digit() || first == &b'P' => {
            if let Some(mark) = mark(line.bytes) {
                return page(parse, line, &mark, text);
            }
        }
        _ => {}
    }
    text.take(line);
}

impl Text {
    fn take(&mut self, line: &TextLine<'_>) {
        self.end_before = self.end;
        self.end = line.start + line.bytes.len();
        self.last = line.start;
        self.lines += 1;
    }
}

fn page<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &TextLine<'a>, mark: &Mark<'a>, before: &Text) {
    if !before.after_blank && mark.of.is_none() {
        let banner = parse.bytes.get(before.last..before.end).unwrap_or_default();
        if super::class::level(banner).is_some_and(|level| level.rest.is_empty()) {
            marks::class_of(parse, banner);
        }
    }
    let place = line.start..line.start + line.bytes.len();
    parse.trace.part(Part::Page, place.clone());
    parse.trace.token(Token::PageMark, place);
    let text = String::from_utf8_lossy(line.bytes);
    super::checks::page(parse, mark, line.start, line.bytes.len());
    marks::take(parse, mark, text, line.number, line.start);
}

/// A numbered paragraph begins where its number is the next one, or a later one after a blank line.
fn paragraph<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &TextLine<'a>,
    content: &'a [u8],
    text: &Text,
) {
    let digits = content.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = super::grammar::value(content.get(..digits).unwrap_or_default());
    let Ok(number) = u16::try_from(number) else { return };
    let expected = parse.cable.paragraphs.last().map_or(1, |last| last.number + 1);
    let first = parse.cable.paragraphs.is_empty();
    let near = number > expected && number <= expected.saturating_add(2) && text.after_blank;
    if number == 0 || !(number == expected || near || (first && text.after_blank)) {
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
    close_paragraph(parse, text.end);
    let rest = trim_start(content.get(digits + 1..).unwrap_or_default());
    let portion = portion(rest).map(|(mark, _)| String::from_utf8_lossy(mark));
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
fn signature<T: Trace>(parse: &mut Parse<'_, '_, T>, text: &Text) -> bool {
    let part = parse.cable.section.is_some_and(|section| {
        section.number < section.of
            && !parse.cable.pages.iter().any(|page| page.number == u16::from(section.of))
    });
    let known = parse.cable.classification.is_some()
        || !parse.cable.paragraphs.is_empty()
        || parse.cable.from.is_some();
    if part || !known || text.lines < 2 {
        return false;
    }
    let Some(line) = parse.bytes.get(text.last..text.end).map(trim) else { return false };
    let named =
        line.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-' | b'\'' | b'.'))
            && !line.ends_with(b".")
            && (2..=30).contains(&line.len())
            && words(line).count() <= 3;
    // `END TEXT`, `END SUMMARY` close a text that bears no name.
    let closing = words(line).next() == Some(b"END") || line.contains(&b'.') && words(line).count() == 1;
    if !named || closing {
        return false;
    }
    let place = text.last..text.end;
    parse.trace.part(Part::Signature, place);
    parse.cable.signature = Some(String::from_utf8_lossy(line));
    true
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
    let place = line.start..line.start + line.bytes.len();
    if line.bytes == b"BT" {
        parse.trace.part(Part::TextBreak, place);
    } else if let Some(serial) = serial(line.bytes).filter(|_| line.bytes.starts_with(b"#")) {
        parse.trace.part(Part::Validation, place);
        parse.cable.validation = Some(Validation { serial: String::from_utf8_lossy(serial) });
    } else if is_end(line.bytes) {
        parse.trace.part(Part::End, place.clone());
        parse.cable.end = Some(String::from_utf8_lossy(line.bytes));
        let padded = line.bytes.strip_prefix(b"NNNN").map(|rest| rest.iter().all(u8::is_ascii_control));
        if padded != Some(true) {
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
