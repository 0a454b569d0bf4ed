//! Damage to what stands around the name of an addressee: blanks and strokes lost, letters among the figures of its number.

use super::addressee::precedence_at_end;
use super::findings::quoted;
use super::lines::{Line, first_word, last_word, span, trim_end};
use super::parse::Parse;
use super::posts::known_post;
use super::repair;
use super::{Token, Trace};
use crate::message::{Code, Precedence, RoutingIndicator};

/// `NAICT`, `NIAC`: the word before `IMMEDIATE` that calls for action at night.
pub(super) fn is_night(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(|word| word.len() >= 4 && repair::near(word, "NIACT", 1))
}

/// Says what a damaged word is read as.
pub(super) fn note<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, word: &[u8], right: &str) {
    let message = format!("{} is read as {right}", quoted(word));
    let code = if right.starts_with(|first: char| first.is_ascii_digit()) {
        Code::MessageNumberOdd
    } else {
        Code::PrecedenceWordUnreadable
    };
    parse.findings.add(code, line.place_of(word), message, "compare it with other copies of the message");
}

/// `AMEMBASSY MOSCOWPRIORITY`, `AMEMBASSY MOSCOW NIACTIMMEDIATE`: the blank before the precedence was lost. Gives the
/// name, and what the word behind it says.
pub(super) fn glued<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<Precedence>, bool) {
    if rest.last() == Some(&b')') {
        return in_parentheses(parse, line, rest);
    }
    let ending = Precedence::ALL.into_iter().find(|precedence| rest.ends_with(precedence.word().as_bytes()));
    let Some(precedence) = ending else { return (rest, None, false) };
    let (before, word) = rest.split_at(rest.len() - precedence.word().len());
    let night = precedence == Precedence::Immediate && before.ends_with(b"NIACT");
    let name = trim_end(before.strip_suffix(b"NIACT").filter(|_| night).unwrap_or(before));
    let (_, post) = first_word(name);
    let known = std::str::from_utf8(post).is_ok_and(|post| known_post(post).is_some());
    if name.is_empty() || !(known || night && name.len() + 5 < before.len()) {
        return (rest, None, false);
    }
    let written = span(rest, rest.get(name.len()..).unwrap_or_default(), word);
    let written = super::lines::trim_start(written);
    parse.token(Token::PrecedenceWord, line, written);
    let right = if night { "NIACT IMMEDIATE" } else { precedence.word() };
    note(parse, line, written, right);
    (name, Some(precedence), night)
}

/// `AMEMBASSY MOSCOW (PRIORITY)`
fn in_parentheses<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<Precedence>, bool) {
    let (name, written) = last_word(rest);
    let inside = written.strip_prefix(b"(").and_then(|word| word.strip_suffix(b")"));
    let precedence = Precedence::ALL.into_iter().find(|one| inside == Some(one.word().as_bytes()));
    let Some(precedence) = precedence.filter(|_| !name.is_empty()) else { return (rest, None, false) };
    parse.token(Token::PrecedenceWord, line, written);
    note(parse, line, written, precedence.word());
    (trim_end(name), Some(precedence), false)
}

/// `PRIORITY 394I`, `PRIORITY #0012`: behind a precedence word stands a number, letters among its figures or not.
pub(super) fn number(rest: &[u8]) -> Option<(&[u8], u32)> {
    let (name, word) = last_word(rest);
    if !word.iter().any(u8::is_ascii_digit) || word.len() > 9 || precedence_at_end(name).is_none() {
        return None;
    }
    let marked = word.strip_prefix(b"#").filter(|figures| figures.iter().all(u8::is_ascii_digit));
    let figures = match marked {
        Some(figures) => std::str::from_utf8(figures).ok()?.to_owned(),
        None => repair::figures(std::str::from_utf8(word).ok()?)?,
    };
    Some((trim_end(name), figures.parse().ok()?))
}

/// Words that open the name of an office, so that a station stands before it.
pub(super) const OFFICES: [&[u8]; 4] = [b"AMEMBASSY ", b"AMCONSUL ", b"USMISSION ", b"SECSTATE "];

/// `RUEHMO AMEMBASSY MOSCOW`: the stroke behind the routing indicator was lost.
pub(super) fn station<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
) -> (Option<&'a [u8]>, &'a [u8]) {
    if entry.first() != Some(&b'R') {
        return (None, entry);
    }
    let (word, name) = first_word(entry);
    if !RoutingIndicator::fits(word) || !OFFICES.iter().any(|office| name.starts_with(office)) {
        return (None, entry);
    }
    parse.token(Token::AddresseeStation, line, word);
    let message = format!("no stroke stands behind {}", quoted(word));
    let help = "as in `RUEHMO/AMEMBASSY MOSCOW`";
    parse.findings.add(Code::AddresseeIndicatorUnreadable, line.place_of(word), message, help);
    (Some(word), name)
}
