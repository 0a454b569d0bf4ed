//! The distribution block: `ORIGIN INR-08` or `ACTION EUR-12`, then `INFO OCT-01 ISO-00 /089 R`, over several lines.

use std::ops::Range;

use crate::decode::findings::quoted;
use crate::decode::grammar::{figures, number, value, whole};
use crate::decode::lines::{Line, first_word, span, trim_start, words};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::{Code, DistributionKind, OfficeCopies};

use super::spelt;

/// Where the reading of the block stands.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The offices after `INFO` are being read.
    info: bool,
    total: Range<usize>,
    open: bool,
}

/// `EUR-12`, `S/S-15`, `NEAE-00`: an office and its copies.
fn pair(word: &[u8]) -> Option<(&[u8], u32)> {
    let dash = word.iter().rposition(|byte| *byte == b'-')?;
    let (office, copies) = word.split_at(dash);
    let copies = whole(number(1, 3), copies.get(1..)?)?;
    let named = office.first().is_some_and(u8::is_ascii_uppercase)
        && office.len() <= 8
        && office.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'/');
    named.then_some((office, copies))
}

/// The word that opens a block, and how long it is.
fn opening(line: &[u8]) -> Option<(DistributionKind, usize, bool)> {
    let (kind, letters): (_, &[u8]) = match line.first()? {
        b'O' => (DistributionKind::Origin, b"ORIGIN"),
        b'A' => (DistributionKind::Action, b"ACTION"),
        _ => return None,
    };
    spelt(line, letters).map(|(length, spaced)| (kind, length, spaced))
}

/// Whether a line opens a distribution block: its word, and a pair of office and copies.
pub(super) fn opens(line: &[u8]) -> bool {
    opening(line).is_some_and(|(_, length, _)| {
        let rest = line.get(length..).unwrap_or_default();
        pair(first_word(trim_start(rest)).0).is_some() || respaced(without_sum(rest).0).is_some()
    })
}

/// Whether a line goes on with the block.
fn goes_on(line: &[u8]) -> bool {
    let (line, sum) = without_sum(line);
    (!sum.is_empty() && line.is_empty())
        || pair(first_word(line).0).is_some()
        || (words(line).any(|word| pair(word).is_some()) && respaced(line).is_some())
}

/// Reads a line of the block; `false` where it is none.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, block: &mut Block) -> bool {
    let bytes = line.bytes;
    let (word, spaced) = if let Some((kind, length, spaced)) = opening(bytes).filter(|_| opens(bytes)) {
        parse.begin_or_extend(Part::Distribution, line);
        block.info = false;
        parse.cable.distribution.get_or_insert_default().kind.get_or_insert(kind);
        (length, spaced)
    } else if let Some((length, spaced)) = spelt(bytes, b"INFO").filter(|(length, _)| {
        let rest = trim_start(bytes.get(*length..).unwrap_or_default());
        (rest.is_empty() && block.open) || goes_on(rest)
    }) {
        parse.begin_or_extend(Part::Distribution, line);
        block.info = true;
        (length, spaced)
    } else if block.open && goes_on(bytes) {
        parse.begin_or_extend(Part::Distribution, line);
        (0, false)
    } else if parse.cable.distribution.is_none() && whole(figures(1, 3), bytes).is_some() {
        parse.begin_part(Part::Distribution, line);
        parse.token(Token::DistributionMark, line, bytes);
        parse.cable.distribution.get_or_insert_default().mark = Some(line.text());
        return true;
    } else {
        block.open = false;
        return false;
    };
    block.open = true;
    let (word, rest) = bytes.split_at_checked(word).unwrap_or((bytes, &[]));
    if !word.is_empty() {
        parse.token(Token::DistributionWord, line, word);
    }
    if spaced {
        say_spaced(parse, line, word, "the word of a distribution block");
    }
    offices(parse, line, trim_start(rest), block);
    true
}

fn say_spaced<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8], what: &str) {
    let message = format!("{} is read as {what}", quoted(written));
    let place = line.place_of(written);
    parse.findings.add(Code::WordSpaced, place, message, "blanks inside words are common in copies of 1973");
}

/// The pairs of a line, and the sum with its letter.
fn offices<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, list: &'a [u8], block: &mut Block) {
    let (list, sum) = without_sum(list);
    let plain = words(list).all(|word| pair(word).is_some());
    let respaced = if plain { None } else { respaced(list) };
    if let Some(found) = respaced {
        let written = span(list, list, words(list).next_back().unwrap_or_default());
        for (place, office, copies) in found {
            let piece = list.get(place).unwrap_or_default();
            parse.token(Token::OfficeCopies, line, piece);
            push(parse, block.info, OfficeCopies { office: office.into(), copies });
        }
        say_spaced(parse, line, written, "offices and their copies");
    } else {
        for word in words(list) {
            if let Some((office, copies)) = pair(word) {
                parse.token(Token::OfficeCopies, line, word);
                let copies = u16::try_from(copies).unwrap_or(u16::MAX);
                push(parse, block.info, OfficeCopies { office: line.text_of(office), copies });
            } else {
                let message =
                    format!("expected an office and its copies, as in `EUR-12`, but found {}", quoted(word));
                let help = "the sum at the end of the block counts its copies";
                parse.leftover(Code::DistributionUnreadable, line, word, message, help);
            }
        }
    }
    if !sum.is_empty() {
        take_sum(parse, line, sum, block);
    }
}

fn push<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, info: bool, office: OfficeCopies<'a>) {
    let block = parse.cable.distribution.get_or_insert_default();
    if info { block.info.push(office) } else { block.action.push(office) }
}

/// The pairs of a line, and the sum behind them.
fn without_sum(list: &[u8]) -> (&[u8], &[u8]) {
    match list.iter().rposition(|byte| *byte == b'/') {
        Some(at) if is_sum(list.get(at..).unwrap_or_default()) => list.split_at(at),
        _ => (list, &[]),
    }
}

/// `/089 R`, `/089`
fn is_sum(written: &[u8]) -> bool {
    let digits = written.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    let rest = trim_start(written.get(digits + 1..).unwrap_or_default());
    (1..=4).contains(&digits) && (rest.is_empty() || matches!(rest, [b'A'..=b'Z']))
}

fn take_sum<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, sum: &'a [u8], block: &mut Block) {
    parse.token(Token::CopiesTotal, line, sum);
    block.total = line.place_of(sum);
    let digits = sum.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    let total = value(sum.get(1..=digits).unwrap_or_default());
    let distribution = parse.cable.distribution.get_or_insert_default();
    distribution.total = u16::try_from(total).ok();
    distribution.letter = sum.last().filter(|byte| byte.is_ascii_uppercase()).map(|byte| char::from(*byte));
}

/// The copies make the sum that the block states.
pub(super) fn check<T: Trace>(parse: &mut Parse<'_, '_, T>, block: &Block) {
    let Some(distribution) = &parse.cable.distribution else { return };
    let Some(total) = distribution.total else { return };
    let counted: u32 =
        distribution.action.iter().chain(&distribution.info).map(|office| u32::from(office.copies)).sum();
    if counted != u32::from(total) {
        let message = format!("the offices get {counted} copies, the block states {total}");
        let help = "an office may be missing or its copies damaged";
        parse.findings.add(Code::DistributionTotalDiffers, block.total.clone(), message, help);
    }
}

/// Pairs with blanks inside, or the letter O for a figure: `OCT- 01 I SO-00`. Copies have two figures there, so that
/// it is plain where a pair ends. `None` where that does not account for every byte.
fn respaced(list: &[u8]) -> Option<Vec<(Range<usize>, String, u16)>> {
    let mut found = Vec::new();
    let mut bytes = list.iter().copied().enumerate().filter(|(_, byte)| *byte != b' ').peekable();
    while let Some(&(start, _)) = bytes.peek() {
        let mut office = String::new();
        let dash = loop {
            let (at, byte) = bytes.next()?;
            match byte {
                b'-' => break at,
                b'A'..=b'Z' | b'/' => office.push(char::from(byte)),
                b'0'..=b'9' if !office.is_empty() => office.push(char::from(byte)),
                _ => return None,
            }
        };
        let (mut copies, mut end) = (0, dash);
        for _ in 0..2 {
            let (at, byte) = bytes.next()?;
            let figure = match byte {
                b'0'..=b'9' => byte - b'0',
                b'O' => 0,
                _ => return None,
            };
            copies = copies * 10 + u16::from(figure);
            end = at + 1;
        }
        if office.is_empty() || office.len() > 8 || office.starts_with('/') {
            return None;
        }
        found.push((start..end, office, copies));
    }
    (!found.is_empty()).then_some(found)
}
