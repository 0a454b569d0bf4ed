//! Operating signals with their arguments, as they stand on format lines 4 and 5 (ACP 127(G) 135).

use super::findings::quoted;
use super::grammar::{signal, whole};
use super::lines::{Line, span, words};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::Code;
use std::borrow::Cow;

/// Reads `ZOV RUEHC ZDG`: each signal takes the words up to the next one with it.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    list: &'a [u8],
    unreadable: Code,
    signals: &mut Vec<Cow<'a, str>>,
) {
    let mut open: Option<(&'a [u8], &'a [u8])> = None;
    for word in words(list) {
        if opens(word) && !matches!(open, Some((_, b"INT"))) {
            close(parse, line, list, open, signals);
            open = Some((word, word));
        } else if !word.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-')) {
            close(parse, line, list, open.take(), signals);
            let message = format!("expected an operating signal or its argument, but found {}", quoted(word));
            parse.leftover(unreadable, line, word, message, "compare it with other copies of the message");
        } else if let Some((_, last)) = &mut open {
            *last = word;
        } else if word.iter().all(u8::is_ascii_uppercase) && super::routing::is_continuation(word) {
            // `RXFPC T HAVF`: the station that is to transmit stands before the prosign.
            open = Some((word, word));
        } else {
            let message = format!("expected an operating signal, but found {}", quoted(word));
            parse.leftover(
                unreadable,
                line,
                word,
                message,
                "a signal is three letters that begin with Z or Q",
            );
        }
    }
    close(parse, line, list, open, signals);
}

/// Whether a word begins a signal: `ZZH`, `INT`, or the prosign `T` that names who transmits (ACP 127(G) 133).
pub(super) fn opens(word: &[u8]) -> bool {
    matches!(word, b"T" | b"INT") || whole(signal, word).is_some()
}

fn close<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    list: &'a [u8],
    open: Option<(&'a [u8], &'a [u8])>,
    signals: &mut Vec<Cow<'a, str>>,
) {
    if let Some((first, last)) = open {
        let written = span(list, first, last);
        parse.token(Token::OperatingSignal, line, written);
        signals.push(line.text_of(written));
    }
}
