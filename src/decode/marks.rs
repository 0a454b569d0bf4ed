//! Page and section marks, in the header or in the text.

use nom::bytes::complete::tag;
use nom::sequence::preceded;
use nom::{Offset, Parser};

use super::findings::quoted;
use super::grammar::{figures, number, value, whole};
use super::lines::{Line, first_word, is_gap, last_word, trim, trim_end};
use super::parse::Parse;
use super::{Part, Token, Trace, page_identification};
use crate::message::{ClassLine, Code, Page};

/// A mark, cut into its pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'a> {
    /// The message's number.
    pub(super) serial: Option<u32>,
    pub(super) number: u16,
    pub(super) of: Option<u16>,
    /// The last bytes of the mark, in which a class may stand.
    pub(super) tail: &'a [u8],
}

/// Whether a line is a mark.
pub(super) fn is_page_mark(line: &[u8]) -> bool {
    mark(line).is_some()
}

/// Reads `STATE 00097951  002 OF 004`, `PAGE 02        STATE   015113  182333Z`, `PAGE 2 RBDTRQ 115B UNCLAS`.
pub(super) fn mark(line: &[u8]) -> Option<Mark<'_>> {
    if line.len() > 80 || !line.first()?.is_ascii_uppercase() {
        return None;
    }
    section_mark(line).or_else(|| page_mark(line))
}

/// Station, serial of four to eight figures, number of three (with a part after a stop), `OF`, total.
fn section_mark(line: &[u8]) -> Option<Mark<'_>> {
    let figures_of = line.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, of) = line.split_at(line.len() - figures_of);
    let ends_word = |rest: &&[u8]| rest.last().is_some_and(|byte| is_gap(*byte));
    if !(2..=3).contains(&figures_of) || !ends_word(&rest) {
        return None;
    }
    let rest = trim_end(rest).strip_suffix(b"OF").filter(ends_word)?;
    let (rest, part) = last_word(trim_end(rest));
    let number = part.split(|byte| *byte == b'.').next()?;
    let number = whole(figures(3, 3), number)?;
    let (station, serial) = last_word(rest);
    let serial = whole(figures(4, 8), serial)?;
    // `N'DJAMENA`, `MAZAR-E SHARIF`
    let letter = |byte: &u8| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-' | b'\'' | b'.');
    let named = station.iter().all(letter) && station.len() >= 2;
    named.then_some(Mark {
        serial: Some(value(serial)),
        number: u16::try_from(value(number)).ok()?,
        of: u16::try_from(value(of)).ok(),
        tail: &[],
    })
}

/// `PAGE`, a number, and either the archive's station, number and time, or the station's indicator and serial.
fn page_mark(line: &[u8]) -> Option<Mark<'_>> {
    let (rest, _) =
        preceded(tag::<_, _, super::grammar::Misfit>(&b"PAGE"[..]), nom::character::complete::space1)
            .parse(line)
            .ok()?;
    let (word, rest) = first_word(rest);
    let number = whole(number(1, 3), word)?;
    if rest.starts_with(b"LINE") {
        // `PAGE 1 LINES 3 AND 4`: an operator asks for them, or corrects them.
        return None;
    }
    let (mut at, mut serial) = (rest, None);
    while !at.is_empty() {
        let (word, after) = first_word(at);
        let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits >= 1 && digits + 1 >= word.len() {
            serial = (digits <= 8).then(|| value(word.get(..digits).unwrap_or_default()));
            at = after;
            break;
        }
        at = after;
    }
    let known = serial.is_some() || rest.is_empty() || super::class::level(rest).is_some();
    (known && rest.len() <= 70).then_some(Mark {
        serial,
        number: u16::try_from(number).ok()?,
        // `01 OF 02` behind the number counts sections, not pages.
        of: None,
        tail: if serial.is_some() { at } else { rest },
    })
}

/// Takes a mark that interrupts the header.
///
/// `written` is all of it, a banner of the class before it included; `content` is the mark alone.
pub(super) fn note_in_header<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    written: &'a [u8],
    content: &'a [u8],
) {
    let place = line.place_of(written);
    parse.trace.part(Part::Page, place.clone());
    parse.token(Token::PageMark, line, written);
    if !page_identification::is_own(parse, content) {
        let message = format!(
            "the page mark {} stands inside the header; it is taken out of what it interrupts",
            quoted(written)
        );
        parse.findings.add(Code::PageMarkInHeader, place, message, "nothing: it is kept among the pages");
    }
    if let Some(mark) = mark(content) {
        let lines = parse.places.lines;
        let start = line.place_of(content).start;
        push(parse, &mark, line.text_of(content), lines, start);
    }
}

/// Takes a mark of the text; `lines` is how many lines stand before it in the cable.
pub(super) fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    mark: &Mark<'a>,
    text: std::borrow::Cow<'a, str>,
    lines: usize,
    start: usize,
) {
    push(parse, mark, text, lines, start);
    class_of(parse, mark.tail);
}

fn push<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    mark: &Mark<'a>,
    text: std::borrow::Cow<'a, str>,
    lines: usize,
    start: usize,
) {
    let page = Page {
        text,
        number: mark.number,
        of: mark.of,
        line: parse.line_number(lines),
        offset: parse.begin.offset + start,
    };
    parse.cable.pages.push(page);
}

/// The header is read and has no classification line: a mark in it may say the class.
pub(super) fn class_of_header<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    if parse.cable.classification.is_some() || parse.cable.pages.is_empty() {
        return;
    }
    let starts = parse.cable.pages.iter().filter_map(|page| page.offset.checked_sub(parse.begin.offset));
    let lines = starts.filter_map(|start| parse.bytes.get(start..)?.split(|byte| *byte == b'\n').next());
    let said =
        lines.filter_map(|line| mark(trim(line))).find(|mark| super::class::level(mark.tail).is_some());
    if let Some(mark) = said {
        class_of(parse, mark.tail);
    }
}

/// Without a classification line, the class of a page mark or of the banner above it fills its place. The banner is a
/// piece of the cable's bytes.
pub(super) fn class_of<T: Trace>(parse: &mut Parse<'_, '_, T>, banner: &[u8]) {
    if parse.cable.classification.is_some() {
        return;
    }
    let Some(level) = super::class::level(banner) else { return };
    let start = parse.bytes.offset(banner);
    parse.cable.classification = Some(ClassLine {
        level: level.classification,
        text: String::from_utf8_lossy(level.written).into_owned().into(),
        caveats: Vec::new(),
    });
    parse.findings.add(
        Code::ClassFromPage,
        start..start + level.written.len(),
        format!(
            "{} of a page mark is taken for the class, since no classification line says it",
            quoted(level.written)
        ),
        "compare it with the security warning of format line 4",
    );
}

/// A portion mark at the start of a paragraph or subject, and what follows: `(SBU) Begin`.
pub(super) fn portion(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let inside = text.strip_prefix(b"(")?;
    let end = inside.iter().take(24).position(|byte| *byte == b')')?;
    let (mark, after) = inside.split_at(end);
    let level = mark.split(|byte| matches!(byte, b'/' | b' ' | b'-')).next()?;
    let known = [&b"U"[..], b"C", b"S", b"TS", b"SBU", b"LOU", b"R", b"FOUO"];
    let listed = known.iter().any(|known| level.eq_ignore_ascii_case(known));
    let follows = after
        .get(1..)
        .is_some_and(|after| after.first().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')));
    (listed && follows).then(|| (mark, super::lines::trim_start(after.get(1..).unwrap_or_default())))
}
