//! Section labels on the classification line (ACP 127(G) 208e; State writes two figures).

use super::class::between;
use super::cryptopart::count;
use super::findings::quoted;
use super::lines::{Line, first_word, span, trim_end, trim_start};
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
    /// It is not written as the book has it: letters for figures, blanks missing, a letter wrong.
    repaired: bool,
}

/// Whether these words begin a section label.
pub(super) fn is_label(rest: &[u8]) -> bool {
    let (word, after) = first_word(rest);
    is_spaced(rest)
        || opens(word).is_some()
        || (word.eq_ignore_ascii_case(b"FINAL") && opens(first_word(after).0).is_some())
}

/// Whether these words begin with `S E C T I O N`.
pub(super) fn is_spaced(rest: &[u8]) -> bool {
    rest.starts_with(SPACED)
}

/// The word as it is spaced on the line of a letter-spaced class.
const SPACED: &[u8] = b"S E C T I O N";

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
        if label.repaired {
            let message =
                format!("{} is read as section {} of {}", quoted(label.written), section.number, section.of);
            let place = line.place_of(label.written);
            parse.findings.add(Code::LabelMisspelt, place, message, "as in `SECTION 01 OF 04`");
        }
        check(parse, section);
    } else {
        let message =
            format!("expected `SECTION`, a number, `OF` and a number, but found {}", quoted(label.written));
        let help = "the page marks of the text count the sections too";
        parse.leftover(Code::SectionUnreadable, line, label.written, message, help);
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
    if let Some(label) = without_word(rest) {
        return Some(label);
    }
    let mut at = rest;
    while !at.is_empty() {
        let (first, after) = first_word(at);
        let last = first.eq_ignore_ascii_case(b"FINAL");
        let word = if last { first_word(after).0 } else { first };
        if let Some((length, exact)) = opens(word) {
            let numbers = span(rest, word, rest.get(rest.len()..)?).get(length..)?;
            let before = between(rest, rest, at);
            if let Some((section, behind, plain)) = numbers_of(numbers, last, exact) {
                let written = trim_end(between(at, at, behind));
                return Some(Label {
                    before,
                    written,
                    after: trim_start(behind),
                    section: Some(section),
                    repaired: !(plain && exact),
                });
            }
            if exact && let Some((section, behind)) = spelt_out(numbers, last) {
                let written = trim_end(between(at, at, behind));
                let section = Some(section);
                return Some(Label { before, written, after: trim_start(behind), section, repaired: true });
            }
            // A word that is only near `SECTION` is none without its numbers.
            if exact {
                // What is melted to the word belongs to it, and is not looked at twice.
                let behind = numbers.get(word.len() - length..).unwrap_or_default();
                let (written, after) = damaged(at, word, behind);
                return Some(Label { before, written, after, section: None, repaired: false });
            }
        }
        at = after;
    }
    None
}

/// `S E C T I O N 01 OF 02`, or `01 OF 02` where the word before it was lost.
fn without_word(rest: &[u8]) -> Option<Label<'_>> {
    let numbers = match rest.strip_prefix(SPACED) {
        Some(numbers) => numbers,
        None if rest.first().is_some_and(u8::is_ascii_digit) => rest,
        None => return None,
    };
    let (section, behind, _) =
        numbers_of(numbers, false, false).filter(|(section, ..)| section.number <= section.of)?;
    let written = trim_end(between(rest, rest, behind));
    Some(Label { before: &[], written, after: trim_start(behind), section: Some(section), repaired: true })
}

/// Whether a word is `SECTION`, or `SECTION` with its numbers melted to it, or one letter off: how long it is, and
/// whether it is spelt right.
fn opens(word: &[u8]) -> Option<(usize, bool)> {
    const WORD: &[u8] = b"SECTION";
    let start = word.get(..WORD.len()).unwrap_or(word);
    if start.eq_ignore_ascii_case(WORD)
        && word.get(WORD.len()).is_none_or(|next| !next.is_ascii_alphabetic() || *next == b'O')
    {
        return Some((WORD.len(), true));
    }
    if matches!(word, b"SEC" | b"SECT") {
        return Some((word.len(), false));
    }
    let letters = word.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let near = std::str::from_utf8(word.get(..letters)?).ok()?;
    ((5..=8).contains(&letters) && super::repair::near(near, "SECTION", 2)).then_some((letters, false))
}

/// `ONE OF TWO`, `OF TWO` behind `FINAL SECTION`.
fn spelt_out(rest: &[u8], last: bool) -> Option<(Section, &[u8])> {
    let (first, after) = first_word(trim_start(rest));
    let (number, after) = if last && first == b"OF" {
        (None, trim_start(rest))
    } else {
        (Some(count(first).filter(|_| !first.iter().any(u8::is_ascii_digit))?), after)
    };
    let (of, after) = first_word(after);
    let (total, after) = first_word(after);
    let total = count(total).filter(|_| of == b"OF")?;
    let number = number.unwrap_or(total);
    (0 < number && number <= total).then_some((Section { number, of: total, last }, after))
}

/// `01 OF 04`, or `OF 04` for a final section: the section, what follows, and whether figures and blanks stand as
/// they should.
fn numbers_of(rest: &[u8], last: bool, exact: bool) -> Option<(Section, &[u8], bool)> {
    let gap = |rest| {
        let after = trim_start(rest);
        (after, rest.len() > after.len())
    };
    let (rest, gap_before) = gap(rest);
    let (part, rest, plain_part) = figures(rest);
    let (rest, gap_part) = gap(rest);
    // `SECTION 01 F 02`: one of the two letters was lost.
    let short = exact && part.is_some() && matches!(rest, [b'F' | b'O', b' ', b'0'..=b'9', ..]);
    let (of, rest) = rest.split_at_checked(if short { 1 } else { 2 })?;
    let plain_word = of.eq_ignore_ascii_case(b"OF");
    // `GF`, `0F`, `OE`: one of the two letters is enough between two numbers, where the word before is right.
    if !plain_word && !(exact && part.is_some() && (of.ends_with(b"F") || of.starts_with(b"O"))) {
        return None;
    }
    let (rest, gap_of) = gap(rest);
    let (of, rest, plain_of) = figures(rest);
    let of = of?;
    let number = if last { of } else { part? };
    let plain = gap_before
        && (part.is_none() || gap_part)
        && gap_of
        && plain_word
        && plain_part
        && plain_of
        && !rest.first().is_some_and(u8::is_ascii_alphanumeric);
    (number > 0 && of > 0).then_some((Section { number, of, last }, rest, plain))
}

/// One to three figures; the letters O and I stand in for the figures they look like.
fn figures(rest: &[u8]) -> (Option<u8>, &[u8], bool) {
    let figure = |byte: &u8| match byte {
        b'0'..=b'9' => Some((u32::from(byte - b'0'), true)),
        b'O' => Some((0, false)),
        b'I' => Some((1, false)),
        _ => None,
    };
    let (mut number, mut length, mut plain) = (0, 0, true);
    // `OF` is no number, though it begins with a letter that could be one.
    let of = |at: usize| {
        rest.get(at..).is_some_and(|rest| rest.get(..2).is_some_and(|of| of.eq_ignore_ascii_case(b"OF")))
    };
    while length < 3 && !of(length) {
        let Some((digit, right)) = rest.get(length).and_then(figure) else { break };
        number = number * 10 + digit;
        plain &= right;
        length += 1;
    }
    let found = (length > 0).then(|| u8::try_from(number).ok()).flatten();
    (found, rest.get(length..).unwrap_or_default(), plain)
}

/// A label that cannot be read ends with its last word that holds a figure or is `OF`.
fn damaged<'a>(at: &'a [u8], word: &'a [u8], rest: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let (mut last, mut after) = (word, trim_start(rest));
    for _ in 0..3 {
        let (word, next) = first_word(after);
        let belongs = word.iter().any(u8::is_ascii_digit) || (word.len() <= 2 && !word.is_empty());
        if !belongs {
            break;
        }
        (last, after) = (word, next);
    }
    (span(at, at, last), after)
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
