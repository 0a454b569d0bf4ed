//! The dashed line: a relay's running number, from December 1976 on with the filing time and the copies.
//!
//! Three shapes: `--------------------- 054819`, `------------------201212Z 109980 /20`, and the last with its two groups
//! the other way round.

use crate::decode::findings::quoted;
use crate::decode::grammar::{figures, number, value, whole};
use crate::decode::lines::{Line, first_word, trim_start};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::{Code, RelayCounter};

/// Dashes that make a dashed line.
const DASHES_MIN: usize = 10;

/// The dashes that open a line, and what follows them.
fn dashes(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let count = line.iter().take_while(|byte| **byte == b'-').count();
    (count >= DASHES_MIN).then(|| line.split_at(count))
}

/// Whether a line is the dashed line: dashes, and figures behind them.
pub(super) fn is_line(line: &[u8]) -> bool {
    dashes(line).is_some_and(|(_, rest)| {
        rest.len() <= 40
            && trim_start(rest).first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'/')
    })
}

/// Reads it; a second one is no longer the relay's that is nearest to the reader.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.begin_part(Part::RelayCounter, line);
    let Some((dashes, rest)) = dashes(line.bytes) else { return };
    parse.token(Token::Dashes, line, dashes);
    let mut read = RelayCounter { counter: None, filed: None, copies: None };
    let mut rest = trim_start(rest);
    while !rest.is_empty() {
        let (word, after) = first_word(rest);
        // `/ 20`: the stroke of the copies stands apart.
        let (word, after) = if word == b"/" {
            let (figures, after) = first_word(after);
            (crate::decode::lines::span(line.bytes, word, figures), after)
        } else {
            (word, after)
        };
        take(parse, line, word, &mut read);
        rest = after;
    }
    if read.counter.is_some() || read.filed.is_some() || read.copies.is_some() {
        parse.cable.relay_counter.get_or_insert(read);
    }
}

fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    read: &mut RelayCounter<'a>,
) {
    let time = word.strip_suffix(b"Z").and_then(|time| whole(figures(6, 6), time));
    let copies = word.strip_prefix(b"/").map(trim_start).and_then(|copies| whole(number(1, 4), copies));
    if time.is_some() && read.filed.is_none() {
        parse.token(Token::RelayTime, line, word);
        read.filed = Some(line.text_of(word));
    } else if let Some(copies) = copies.filter(|_| read.copies.is_none()) {
        parse.token(Token::RelayCopies, line, word);
        read.copies = u16::try_from(copies).ok();
    } else if let Some(counter) = whole(figures(1, 6), word).filter(|_| read.counter.is_none()) {
        parse.token(Token::RelayNumber, line, word);
        read.counter = Some(value(counter));
    } else {
        let message = format!(
            "expected a number, a time such as `201212Z` or copies such as `/20`, but found {}",
            quoted(word)
        );
        let help = "compare it with the dashed lines of the documents before and after it";
        parse.leftover(Code::RelayCounterUnreadable, line, word, message, help);
    }
}
