//! Section labels on the classification line (ACP 127(G) 208e; State writes two figures).

use super::class::between;
use super::findings::quoted;
use super::grammar::{number, whole};
use super::lines::{Line, first_word, span, trim_start};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::{Code, Section};

/// A label, cut out of its line.
#[derive(Clone, Copy, Debug)]
struct Label<'a> {
    before: &'a [u8],
    written: &'a [u8],
    after: &'a [u8],
    section: Option<Section>,
}

/// Whether these words begin a section label.
pub(super) fn is_label(rest: &[u8]) -> bool {
    let (word, after) = first_word(rest);
    word.eq_ignore_ascii_case(b"SECTION")
        || (word.eq_ignore_ascii_case(b"FINAL") && first_word(after).0.eq_ignore_ascii_case(b"SECTION"))
}

/// Whether a readable section label stands anywhere in these words.
pub(super) fn is_anywhere(rest: &[u8]) -> bool {
    find(rest).is_some_and(|label| label.section.is_some())
}

/// Takes the label out of the line and gives back what follows it, or stands before it where nothing follows.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) -> &'a [u8] {
    let Some(label) = find(rest) else { return rest };
    parse.places.section = line.place_of(label.written);
    if let Some(section) = label.section {
        parse.token(Token::SectionLabel, line, label.written);
        parse.cable.section = Some(section);
        check(parse, section);
    } else {
        let message =
            format!("expected `SECTION`, a number, `OF` and a number, but found {}", quoted(label.written));
        parse.leftover(
            Code::SectionUnreadable,
            line,
            label.written,
            message,
            "the page marks of the text count the sections too",
        );
    }
    if label.before.is_empty() {
        return label.after;
    }
    if label.after.is_empty() {
        return label.before;
    }
    // `UNCLAS STATE 097951 SECTION 01 OF 02 NODIS`: the number stands before the label, captions behind it.
    super::number_line::read(parse, line, label.before);
    label.after
}

fn find(rest: &[u8]) -> Option<Label<'_>> {
    let mut at = rest;
    while !at.is_empty() {
        if is_label(at) {
            let (first, after) = first_word(at);
            let (last, after) =
                if first.eq_ignore_ascii_case(b"FINAL") { first_word(after) } else { (first, after) };
            let (section, last, after) = numbers(last, after, first.eq_ignore_ascii_case(b"FINAL"));
            return Some(Label {
                before: between(rest, rest, at),
                written: span(rest, first, last),
                after,
                section,
            });
        }
        at = first_word(at).1;
    }
    None
}

/// `01 OF 04`, or `OF 04` for a final section. Gives the last word taken and what follows it.
fn numbers<'a>(label: &'a [u8], rest: &'a [u8], last: bool) -> (Option<Section>, &'a [u8], &'a [u8]) {
    let figures = |word| whole(number(1, 3), word).and_then(|number| u8::try_from(number).ok());
    let (part, after_part) = first_word(rest);
    let (of, after_of) =
        if last && part.eq_ignore_ascii_case(b"OF") { (part, after_part) } else { first_word(after_part) };
    if !of.eq_ignore_ascii_case(b"OF") {
        return damaged(label, rest);
    }
    let (total, after) = first_word(after_of);
    let Some(of) = figures(total) else { return damaged(label, rest) };
    let number = if last { Some(of) } else { figures(part) };
    match number.filter(|number| *number > 0 && of > 0) {
        Some(number) => (Some(Section { number, of, last }), total, trim_start(after)),
        None => damaged(label, rest),
    }
}

/// A label that cannot be read ends with its last word that holds a figure or is `OF`.
fn damaged<'a>(label: &'a [u8], rest: &'a [u8]) -> (Option<Section>, &'a [u8], &'a [u8]) {
    let (mut last, mut after) = (label, rest);
    for _ in 0..3 {
        let (word, next) = first_word(after);
        let belongs = word.iter().any(u8::is_ascii_digit) || word.len() <= 2 && !word.is_empty();
        if !belongs {
            break;
        }
        (last, after) = (word, next);
    }
    (None, last, after)
}

fn check<T: Trace>(parse: &mut Parse<'_, '_, T>, section: Section) {
    if section.number > section.of {
        let place = parse.places.section.clone();
        parse.findings.add(
            Code::SectionPastTotal,
            place,
            format!("section {} is past the last of {}", section.number, section.of),
            "compare it with the other sections of the message",
        );
    }
}
