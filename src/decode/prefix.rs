//! Format line 10: accounting symbol and group count (ACP 127(G) 107, 133, 208g).

use super::address::Listing;
use super::grammar::{capitals, number, whole};
use super::kind::Kind;
use super::lines::{Line, first_word};
use super::parse::Parse;
use super::{Part, Token, Trace, dialect};
use crate::message::Code;
use nom::bytes::complete::tag;
use nom::sequence::preceded;

/// Whether a line is `GR37`, `GR 37`, `ACEX GR37`.
pub(super) fn is_prefix(line: &[u8]) -> bool {
    if memchr::memchr(b'G', line).is_none() {
        return false;
    }
    let (word, rest) = first_word(line);
    opens_count(word) || (opens_count(first_word(rest).0) && whole(capitals(2, 8), word).is_some())
}

/// `GR` alone, or with figures or what was meant as such behind it.
fn opens_count(word: &[u8]) -> bool {
    word.strip_prefix(b"GR").is_some_and(|rest| rest.is_empty() || rest.iter().all(u8::is_ascii_digit))
}

/// Whether a word alone between the last addressee and the break is the accounting symbol: the addressees have stations,
/// and it has none (ACP 127(G) 107).
pub(super) fn is_accounting_symbol<'a, T: Trace>(
    parse: &Parse<'a, '_, T>,
    line: &Line<'a>,
    listing: Listing,
) -> bool {
    let list = if listing.part() == Part::To { &parse.cable.to } else { &parse.cable.info };
    whole(capitals(2, 5), line.bytes).is_some()
        && list.last().is_some_and(|last| last.indicator.is_some())
        && parse.kind_after(line) == Kind::Break
        && !dialect::has_state_address(parse.cable)
}

/// Reads an accounting symbol without a group count.
pub(super) fn read_accounting_symbol<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.token(Token::Accounting, line, line.bytes);
    parse.cable.accounting = Some(line.text());
}

/// Reads `ACEX GR37`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let (word, rest) = first_word(line.bytes);
    let count = if opens_count(word) {
        line.bytes
    } else {
        parse.token(Token::Accounting, line, word);
        parse.cable.accounting = Some(line.text_of(word));
        rest
    };
    let compact: Vec<u8> = count.iter().copied().filter(|byte| *byte != b' ').collect();
    let groups = whole(preceded(tag(&b"GR"[..]), number(1, 5)), &compact);
    if let Some(groups) = groups {
        parse.token(Token::GroupCount, line, count);
        parse.cable.group_count = Some(groups);
    } else {
        let message = format!("expected `GR` and a number, but found {}", super::findings::quoted(count));
        parse.leftover(Code::GroupCountUnreadable, line, count, message, "count the groups of the text");
    }
}
