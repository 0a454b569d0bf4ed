//! Corrections by the sending operator: at the end of a page, or behind the text in format line 15
//! (ACP 127(G) 211d, 223).

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::lines::{first_word, trim, trim_end, trim_start};
use super::parse::Parse;
use super::{Part, Token, Trace};
use crate::message::Correction;

/// Blank lines between a correction and the page mark below it: two carriage returns and four line feeds end a page.
const BLANK_LINES_MAX: usize = 8;

/// Whether a line has the form of a correction: the prosign `C` and what it is about.
///
/// `C WA 1500Z POSITION`, `C LINE 8 WA DAMAGED LANDING`, `C PAGE 3 LINE 2 WAS 1400Z`, `C7 - PROXU 9 - ECPDF`.
pub(crate) fn is_correction(line: &[u8]) -> bool {
    match line {
        [b'C', b' ', rest @ ..] => {
            let (word, after) = first_word(trim_start(rest));
            let place =
                matches!(word, b"WA" | b"WB" | b"AA" | b"AB" | b"PAGE" | b"LINE" | b"LINES" | b"GROUP");
            let group = !word.is_empty() && word.iter().all(u8::is_ascii_digit) && after.starts_with(b"-");
            (place && !after.is_empty()) || group
        }
        [b'C', b'0'..=b'9', rest @ ..] => {
            let behind = trim_start(
                rest.get(rest.iter().take_while(|byte| byte.is_ascii_digit()).count()..).unwrap_or_default(),
            );
            behind.starts_with(b"- ")
        }
        _ => false,
    }
}

/// Takes the corrections that stand right above a page mark. `at` is the first byte of the mark's line, `number` how
/// many lines stand before it in the cable.
pub(super) fn above_mark<T: Trace>(parse: &mut Parse<'_, '_, T>, at: usize, number: usize) {
    let top = parse.places.header_end;
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let (mut end, mut lines, mut blank) = (at, number, 0);
    while let Some(above) = parse.bytes.get(top..end).and_then(|text| text.strip_suffix(b"\n")) {
        let first = memrchr(b'\n', above).map_or(0, |newline| newline + 1);
        let line = above.get(first..).unwrap_or_default();
        let content = trim(line);
        lines = lines.saturating_sub(1);
        end = top + first;
        if content.is_empty() && blank < BLANK_LINES_MAX {
            blank += 1;
        } else if is_correction(content) {
            let start = end + trim_end(line).len() - content.len();
            found.push((start..start + content.len(), lines));
        } else {
            break;
        }
    }
    for (place, lines) in found.into_iter().rev() {
        take(parse, place, lines);
    }
}

/// Takes the corrections of format line 15: the lines below the break at `from` down to the end of the message. A line
/// that does not open with the prosign goes on with the one above.
pub(super) fn below_text<T: Trace>(parse: &mut Parse<'_, '_, T>, from: usize) {
    let Some(ending) = parse.bytes.get(from..) else { return };
    let first = memchr(b'\n', ending).map_or(ending.len(), |newline| newline + 1);
    // Most endings hold a break, a serial and an end mark.
    let opening = ending.get(..first).map(|line| line.strip_suffix(b"\n").unwrap_or(line));
    if opening.map(trim) != Some(b"BT") || memchr(b'C', ending).is_none() {
        return;
    }
    let (mut at, mut open) = (from + first, false);
    let mut number = memchr_iter(b'\n', parse.bytes.get(..at).unwrap_or_default()).count();
    while let Some(rest) = parse.bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let length = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        let line = rest.get(..length).unwrap_or_default();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let content = trim(line);
        let start = at + trim_end(line).len() - content.len();
        let place = start..start + content.len();
        if content.starts_with(b"NNN") || content.starts_with(b"#") || content == b"BT" {
            return;
        }
        if is_correction(content) || content.starts_with(b"C ") {
            take(parse, place, number);
            open = true;
        } else if open && !content.is_empty() {
            parse.trace.part(Part::Correction, place.clone());
            parse.trace.token(Token::CorrectionText, place);
            if let Some(last) = parse.cable.corrections.last_mut() {
                let text = last.text.to_mut();
                text.push(' ');
                text.push_str(&String::from_utf8_lossy(content));
            }
        }
        at += length;
        number += 1;
    }
}

fn take<T: Trace>(parse: &mut Parse<'_, '_, T>, place: Range<usize>, lines: usize) {
    let bytes = parse.bytes;
    let written = bytes.get(place.clone()).unwrap_or_default();
    let text = trim_start(written.get(1..).unwrap_or_default());
    parse.trace.part(Part::Correction, place.clone());
    parse.trace.token(Token::CorrectionText, place.clone());
    let correction = Correction {
        text: String::from_utf8_lossy(text),
        line: parse.line_number(lines),
        offset: parse.begin.offset + place.start,
    };
    parse.cable.corrections.push(correction);
}
