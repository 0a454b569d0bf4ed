//! What an operator adds while a message is sent: bells before FLASH, corrections at the end of a page.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem, memrchr};

use super::Sample;
use super::draw::Draw;
use crate::message::{Cable, Correction, Dialect, Precedence};

/// Adds to the messages of a sample what only the sending machine knows.
pub(super) fn add(draw: &mut Draw, sample: &mut Sample) {
    for message in 0..sample.truth.len() {
        bell(draw, sample, message);
        correction(draw, sample, message);
    }
}

/// Bells call the operator to a FLASH: `JJJJJSSSSS`, in the letters or as the machine rings them, directly before `ZZ`
/// (ACP 127(G) 137e).
fn bell(draw: &mut Draw, sample: &mut Sample, message: usize) {
    let Some(truth) = sample.truth.get(message) else { return };
    let flash = truth.call.as_ref().and_then(|call| call.precedence) == Some(Precedence::Flash);
    let doubled = !matches!(truth.dialect, Dialect::Janap128 | Dialect::Acp126);
    if !(flash && doubled && draw.happens(500)) {
        return;
    }
    let bells: &[u8] =
        if draw.happens(700) { b"JJJJJSSSSS" } else { b"\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07" };
    let header = sample.bytes.get(truth.source.offset..truth.source.offset + truth.coverage.header_bytes);
    if let Some(line) = header.and_then(|header| memmem::find(header, b"\nZZ ")) {
        insert(sample, message, truth.source.offset + line + 1, bells);
    }
}

/// A correction may stand at the end of the page that it is about, above the end of the page (ACP 127(G) 211d, 223).
fn correction(draw: &mut Draw, sample: &mut Sample, message: usize) {
    let Some(truth) = sample.truth.get(message) else { return };
    let military = matches!(truth.dialect, Dialect::Acp127 | Dialect::Acp127Modified);
    if !military || truth.pages.is_empty() || truth.group_count.is_some() || !draw.happens(200) {
        return;
    }
    let count = truth.pages.len();
    let page = draw.below(count);
    let Some(at) = truth.pages.get(page).and_then(|page| end_of_page(&sample.bytes, page.offset)) else {
        return;
    };
    let within = |start: usize, length: usize| start < at && at < start + length;
    if !truth.paragraphs.iter().any(|paragraph| within(paragraph.offset, paragraph.length)) {
        return;
    }
    let said = format!("LINE {} WA DAMAGED LANDING", draw.between(1, 18));
    let before = sample.bytes.get(truth.source.offset..at).unwrap_or_default();
    let line = first_line(truth, &sample.bytes) + memchr_iter(b'\n', before).count();
    insert(sample, message, at, format!("C {said}\n").as_bytes());
    if let Some(truth) = sample.truth.get_mut(message) {
        let place = truth.corrections.partition_point(|correction| correction.offset < at);
        truth.corrections.insert(place, Correction { text: Cow::Owned(said), line, offset: at });
    }
}

/// The line of the sample on which a message begins, from 1.
fn first_line(truth: &Cable<'_>, bytes: &[u8]) -> usize {
    memchr_iter(b'\n', bytes.get(..truth.source.offset).unwrap_or_default()).count() + 1
}

/// Where the blank lines above a page mark begin.
fn end_of_page(bytes: &[u8], mark: usize) -> Option<usize> {
    let mut end = mark;
    loop {
        let above = bytes.get(..end)?.strip_suffix(b"\n")?;
        let first = memrchr(b'\n', above).map_or(0, |newline| newline + 1);
        if !above.get(first..)?.trim_ascii().is_empty() {
            return Some(end);
        }
        end = first;
    }
}

/// Puts bytes into a message, and moves what the truth says of places behind them.
fn insert(sample: &mut Sample, message: usize, at: usize, bytes: &[u8]) {
    let (grown, lines) = (bytes.len(), memchr_iter(b'\n', bytes).count());
    sample.bytes.splice(at..at, bytes.iter().copied());
    for (number, truth) in sample.truth.iter_mut().enumerate().skip(message) {
        if number > message {
            super::moved(truth, grown, lines);
            continue;
        }
        truth.source.length += grown;
        if at - truth.source.offset < truth.coverage.header_bytes {
            truth.coverage.header_bytes += grown;
            truth.coverage.attributed_bytes += grown;
        }
        for paragraph in &mut truth.paragraphs {
            if paragraph.offset < at && at < paragraph.offset + paragraph.length {
                paragraph.length += grown;
            }
        }
        let pages = truth.pages.iter_mut().map(|page| (&mut page.offset, &mut page.line));
        let paragraphs = truth.paragraphs.iter_mut().map(|found| (&mut found.offset, &mut found.line));
        let corrections = truth.corrections.iter_mut().map(|found| (&mut found.offset, &mut found.line));
        for (offset, line) in pages.chain(paragraphs).chain(corrections) {
            if *offset >= at {
                *offset += grown;
                *line += lines;
            }
        }
    }
}
