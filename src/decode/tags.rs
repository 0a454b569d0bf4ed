//! The TAGS lines: codes of subject and geography.

use std::borrow::Cow;

use super::findings::quoted;
use super::lines::{Line, span};
use super::parse::Parse;
use super::{Token, Trace, tag_repair, tag_words};
use crate::message::{Code, capitals};

/// Letters of the longest tags.
const TAG_LENGTH_MAX: usize = 5;

/// Words that are looked at for tags run together; no list has more tags.
const REPAIRS_MAX: usize = 64;

/// Reads the labelled line: `TAGS: KCRM KWMN`, `TAGS: PREL, PGOV`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    if parse.cable.tags.capacity() == 0 {
        parse.cable.tags.reserve(8);
    }
    take(parse, line, line.after(label));
}

/// Takes a list of nothing but tags of two to five letters with one blank between; `false` where it is another, of which
/// nothing is taken.
pub(super) fn take_plain<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    mut list: &'a [u8],
) -> bool {
    if !parse.cable.tags.is_empty() {
        return false;
    }
    loop {
        let (tag, rest) = list.split_at_checked(capitals::leading(list)).unwrap_or((list, &[]));
        // Names may stand behind the tag of visits, and some words are no tags.
        let plain =
            (2..=TAG_LENGTH_MAX).contains(&tag.len()) && !matches!(tag, b"OVIP" | b"NA" | b"AND" | b"NONE");
        parse.cable.tags.push(line.text_of(tag));
        match rest {
            [] if plain => return true,
            [b' ', more @ ..] if plain => list = more,
            _ => {
                parse.cable.tags.clear();
                return false;
            }
        }
    }
}

/// Reads a continuation line.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    take(parse, line, line.bytes);
}

/// Whether a line can go on with the tags: capitals of two to six letters, separated by blanks and commas.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    split(line).next().is_some() && split(line).all(|word| (2..=6).contains(&word.len()) && is_tag(word))
}

/// Whether a line holds tags of the list and nothing else.
pub(super) fn are_known(line: &[u8]) -> bool {
    let known = |word: &[u8]| std::str::from_utf8(word).is_ok_and(tag_words::is_known);
    split(line).next().is_some() && split(line).all(known)
}

fn split(line: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    line.split(|byte| matches!(byte, b' ' | b'\t' | b',' | b';')).filter(|word| !word.is_empty())
}

fn is_tag(word: &[u8]) -> bool {
    word.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
        && word.iter().any(u8::is_ascii_uppercase)
}

/// `N/A` and its like stand for no tags at all.
fn is_placeholder(word: &[u8]) -> bool {
    matches!(word, b"N/A" | b"NA" | b"NONE" | b"N-A")
}

fn take<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, list: &'a [u8]) {
    let mut words = split(list);
    while let Some(word) = words.next() {
        let tag = bare(word);
        let name = word.starts_with(b"(") || follows_visit(parse);
        if let [letter @ b'A'..=b'Z'] = tag
            && let Some(joined) = joined(*letter, words.clone().next())
        {
            let rest = words.next().unwrap_or_default();
            push_right(parse, line, span(line.bytes, word, rest), vec![joined]);
        } else if matches!(word, [b'(', _, b')']) && parse.cable.tags.is_empty() {
            // `TAGS: (U) PREL`: the mark of the line's own portion.
            parse.token(Token::LabelText, line, word);
        } else if is_placeholder(tag) || matches!(word, b"." | b"AND" | b"&") {
            parse.token(Token::LabelText, line, word);
        } else if name && is_name(tag) {
            let open = word.starts_with(b"(") && !word.ends_with(b")");
            let mut more = words.clone();
            let given = more.next().filter(|given| is_name(bare(given)));
            let given = given.filter(|given| open || !given.starts_with(b"("));
            // Words as short as tags may be tags that the list lacks, where no parentheses set them apart.
            let long = |word: &[u8]| bare(word).len() > TAG_LENGTH_MAX;
            if !word.starts_with(b"(") && !long(word) && !given.is_some_and(long) {
                push(parse, line, word, tag);
                continue;
            }
            if given.is_some() {
                words = more;
            }
            push_name(parse, line, word, given);
        } else if is_tag(tag) {
            push(parse, line, word, tag);
        } else if let Some(right) = tag_repair::read(tag) {
            push_right(parse, line, word, right);
        } else {
            let message = format!("expected a tag, capital letters, but found {}", quoted(word));
            parse.leftover(Code::TagUnreadable, line, word, message, "compare it with the list of tags");
        }
    }
}

/// `A ORG`: a known tag with a blank behind its first letter.
#[cold]
fn joined(letter: u8, rest: Option<&[u8]>) -> Option<Cow<'static, str>> {
    let rest = rest.filter(|rest| rest.len() <= TAG_LENGTH_MAX)?;
    let tag = [&[letter], rest].concat();
    let tag = String::from_utf8(tag).ok().filter(|tag| tag_words::is_known(tag))?;
    Some(Cow::Owned(tag))
}

/// A word without the parentheses around it.
fn bare(word: &[u8]) -> &[u8] {
    let word = word.strip_prefix(b"(").unwrap_or(word);
    word.strip_suffix(b")").filter(|word| !word.is_empty()).unwrap_or(word)
}

/// Behind `OVIP`, the tag of visits, stands the name of the visitor.
fn follows_visit<T>(parse: &Parse<'_, '_, T>) -> bool {
    parse.cable.tags.last().is_some_and(|tag| tag == "OVIP")
}

/// A word of letters that is no known tag.
fn is_name(word: &[u8]) -> bool {
    word.len() >= 3
        && word.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'' | b'.'))
        && std::str::from_utf8(word)
            .is_ok_and(|word| !tag_words::is_known(word) && tag_repair::together(word).is_none())
}

fn push<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, word: &'a [u8], tag: &'a [u8]) {
    let odd = tag.len() > TAG_LENGTH_MAX || tag.iter().any(|byte| !byte.is_ascii_uppercase());
    if odd && let Some(right) = tag_repair::read(tag).filter(|_| parse.cable.tags.len() < REPAIRS_MAX) {
        return push_right(parse, line, word, right);
    }
    parse.token(Token::Tag, line, word);
    parse.cable.tags.push(line.text_of(tag));
    if tag.len() > TAG_LENGTH_MAX {
        let message = format!("{} is longer than a tag", quoted(tag));
        let help = "it may be a name, or several tags without blanks between";
        parse.findings.add(Code::TagUnreadable, line.place_of(tag), message, help);
    }
}

/// Takes a garbled word for the tags that it was.
fn push_right<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    right: Vec<Cow<'static, str>>,
) {
    parse.token(Token::Tag, line, word);
    let message = format!("{} is read as {}", quoted(word), right.join(", "));
    parse.findings.add(Code::TagRepaired, line.place_of(word), message, "compare it with the list of tags");
    parse.cable.tags.extend(right);
}

/// `CLINTON HILLARY`, `(CLINTON, HILLARY)`: kept as one, the way it stands in parentheses.
fn push_name<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    given: Option<&'a [u8]>,
) {
    let written = given.map_or(word, |given| span(line.bytes, word, given));
    let name = match given {
        Some(given) => Cow::Owned(format!("{}, {}", line.text_of(bare(word)), line.text_of(bare(given)))),
        None => line.text_of(bare(word)),
    };
    parse.token(Token::Tag, line, written);
    let message = format!("{} is a name, kept as `{name}`", quoted(written));
    parse.findings.add(
        Code::TagIsName,
        line.place_of(written),
        message,
        "nothing: names stand behind `OVIP`",
    );
    parse.cable.tags.push(name);
}
