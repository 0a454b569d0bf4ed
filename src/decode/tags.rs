//! The TAGS lines: codes of subject and geography.

use super::findings::quoted;
use super::lines::Line;
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::Code;

/// Letters of the longest tags.
const TAG_LENGTH_MAX: usize = 5;

/// Reads the labelled line: `TAGS: KCRM KWMN`, `TAGS: PREL, PGOV`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    if parse.cable.tags.capacity() == 0 {
        parse.cable.tags.reserve(8);
    }
    take(parse, line, line.after(label));
}

/// Reads a continuation line.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    take(parse, line, line.bytes);
}

/// Whether a line can go on with the tags: capitals of two to six letters, separated by blanks and commas.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    split(line).next().is_some() && split(line).all(|word| (2..=6).contains(&word.len()) && is_tag(word))
}

fn split(line: &[u8]) -> impl Iterator<Item = &[u8]> {
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
    for word in split(list) {
        let open = usize::from(word.starts_with(b"("));
        let end = word.len() - usize::from(word.ends_with(b")") && word.len() > open);
        let tag = word.get(open..end).unwrap_or(word);
        if is_placeholder(tag) || word == b"." {
            parse.token(Token::LabelText, line, word);
        } else if is_tag(tag) {
            parse.token(Token::Tag, line, word);
            parse.cable.tags.push(line.text_of(tag));
            if tag.len() > TAG_LENGTH_MAX {
                let message = format!("{} is longer than a tag", quoted(tag));
                let help = "it may be a name, or several tags without blanks between";
                parse.findings.add(Code::TagUnreadable, line.place_of(tag), message, help);
            }
        } else {
            let message = format!("expected a tag, capital letters, but found {}", quoted(word));
            parse.leftover(Code::TagUnreadable, line, word, message, "compare it with the list of tags");
        }
    }
}
