//! What a header line looks like, from its first bytes alone.

use super::captions::is_listed_caption;
use super::class::opens_with_class;
use super::grammar::{doubled_prosign, figures, identification, prosign, whole};
use super::labels::{Label, label};
use super::lines::first_word;
use super::marks::is_page_mark;
use super::{call_signs, janap};
use crate::message::{RoutingIndicator, capitals};
use nom::Parser;

/// The look of a line. Whether it may stand here is another matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Transmission,
    Call,
    /// The fixed header of JANAP 128.
    Janap,
    /// The call signs of ACP 126, with a number.
    CallSigns,
    Origin,
    Security,
    Preamble,
    From,
    To,
    Info,
    Exempt,
    /// `RUEHVK/AMCONSUL VLADIVOSTOK`, the most frequent line that goes on with another.
    Addressee,
    Prefix,
    Break,
    Class,
    Page,
    Label(Label),
    Caption,
    Paragraph,
    Other,
}

/// Looks at the content of a line.
pub(super) fn kind(line: &[u8]) -> Kind {
    let Some(first) = line.first() else { return Kind::Blank };
    let found = match first {
        b'V' if line.starts_with(b"VZCZC") || line.starts_with(b"VV ") => Some(Kind::Transmission),
        b'Z' if line.starts_with(b"ZCZC") => Some(Kind::Transmission),
        b'Z' if is_security(line) => Some(Kind::Security),
        b'D' if word_is(line, b"DE") => Some(Kind::Origin),
        b'F' if word_is(line, b"FM") => Some(Kind::From),
        b'T' if word_is(line, b"TO") => Some(Kind::To),
        b'I' if word_is(line, b"INFO") => Some(Kind::Info),
        b'X' if is_exempt(line) => Some(Kind::Exempt),
        b'B' if line == b"BT" => Some(Kind::Break),
        b'0'..=b'9' if is_paragraph(line) => Some(Kind::Paragraph),
        _ => None,
    };
    found.unwrap_or_else(|| longer_look(line, *first))
}

fn longer_look(line: &[u8], first: u8) -> Kind {
    if matches!(first, b'R' | b'Q' | b'U') && station_length(line).is_some() && !line.starts_with(b"UNCLAS/")
    {
        return Kind::Addressee;
    }
    if may_open_with_prosign(line, first) {
        if is_call(line) {
            return Kind::Call;
        }
        if is_preamble(line) {
            return Kind::Preamble;
        }
    }
    if first.is_ascii_digit() {
        return if is_date_time(line) { Kind::Preamble } else { last_look(line) };
    }
    if let Some((label, _)) = label(line) {
        return Kind::Label(label);
    }
    if matches!(first, b'P' | b'O' | b'R' | b'Z' | b'Y') && janap::is_header(line) {
        return Kind::Janap;
    }
    if opens_with_class(line) {
        return Kind::Class;
    }
    if is_page_mark(line) {
        return Kind::Page;
    }
    if is_listed_caption(line) {
        return Kind::Caption;
    }
    if super::prefix::is_prefix(line) {
        return Kind::Prefix;
    }
    if is_bare_transmission(line) {
        return Kind::Transmission;
    }
    last_look(line)
}

fn last_look(line: &[u8]) -> Kind {
    if call_signs::is_call(line, true) { Kind::CallSigns } else { Kind::Other }
}

/// A prosign stands alone or twice; bells in either case may stand before one.
fn may_open_with_prosign(line: &[u8], first: u8) -> bool {
    let second = line.get(1).copied().unwrap_or(b' ');
    match first {
        b'P' | b'O' | b'R' | b'Z' | b'Y' => second == first || second == b' ' || second == b'\t',
        b'J' | b'S' | 0x07 => matches!(second, b'J' | b'S' | 0x07 | b'P' | b'O' | b'R' | b'Z' | b'Y'),
        _ => false,
    }
}

/// The length of the routing indicator that opens a line with a stroke behind it: `RUEHVK/AMCONSUL VLADIVOSTOK`.
pub(super) fn station_length(line: &[u8]) -> Option<usize> {
    let letters = capitals::leading(line);
    let fits = (RoutingIndicator::LENGTH_MIN..=RoutingIndicator::LENGTH_MAX).contains(&letters)
        && line.get(letters) == Some(&b'/');
    fits.then_some(letters)
}

/// The line is this word, or opens with it and a blank.
pub(super) fn word_is(line: &[u8], word: &[u8]) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b' '))
}

fn is_security(line: &[u8]) -> bool {
    word_is(line, b"ZNR") || word_is(line, b"ZNY")
}

fn is_exempt(line: &[u8]) -> bool {
    line.strip_prefix(b"XMT").is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | b'/' | b':')))
}

/// `PP RUEHLN`: a doubled prosign and at least one more word.
fn is_call(line: &[u8]) -> bool {
    let (word, rest) = first_word(line);
    // Behind one of format line 5 that was doubled by hand stand figures.
    rest.first().is_some_and(|next| !next.is_ascii_digit()) && whole(doubled_prosign, word).is_some()
}

/// `P 212156Z …`, `O P 212156Z …`
fn is_preamble(line: &[u8]) -> bool {
    let (word, rest) = first_word(line);
    if whole(prosign, word).is_none() {
        return false;
    }
    let (second, after) = first_word(rest);
    is_date_time(rest) || (whole(prosign, second).is_some() && is_date_time(after))
}

/// Six figures that begin a date-time group.
fn is_date_time(bytes: &[u8]) -> bool {
    figures(6, 6).parse(bytes).is_ok_and(|(rest, _)| {
        let zone = super::lines::trim_start(rest);
        matches!(zone.first(), Some(b'A'..=b'Z'))
            && zone.get(1).is_none_or(|byte| !byte.is_ascii_alphabetic())
    })
}

/// `1.  This`, `12. (SBU)`: figures, a full stop and a blank.
pub(super) fn is_paragraph(line: &[u8]) -> bool {
    figures(1, 3)
        .parse(line)
        .is_ok_and(|(rest, _)| matches!(rest, [b'.', next, ..] if matches!(next, b' ' | b'(' | b'\t')))
}

/// Identifications without `V` and `ZCZC`, as older relays stack them: `FDA035EUA024ERA017`.
fn is_bare_transmission(line: &[u8]) -> bool {
    let bare = line.strip_prefix(b"VV").unwrap_or(line);
    if !bare.get(3..6).is_some_and(|figures| figures.iter().all(u8::is_ascii_digit)) {
        return false;
    }
    let (word, _) = first_word(line);
    word.len() >= 6
        && identification(word).is_ok_and(|(rest, _)| rest.is_empty() || identification(rest).is_ok())
}
