//! Operating signals with their arguments, as they stand on format lines 4 and 5 (ACP 127(G) 135).

use super::findings::quoted;
use super::grammar::{signal, whole};
use super::lines::{Line, last_word, span, words};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::Code;
use std::borrow::Cow;

/// The first and the last word of a signal that may have more arguments.
type Open<'a> = (&'a [u8], &'a [u8]);

/// Reads `ZOV RUEHC ZDG`: each signal takes the words up to the next one with it.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    list: &'a [u8],
    unreadable: Code,
    signals: &mut Vec<Cow<'a, str>>,
) {
    let mut open: Option<Open<'a>> = None;
    for word in words(list) {
        if word.len() <= 2
            && word != b"T"
            && parse.leaves(line, span(list, word, list.get(list.len()..).unwrap_or_default()))
        {
            break;
        }
        if word == b"T" {
            let (before, first) = station_before(list, open, word);
            close(parse, line, list, before, signals);
            open = Some((first, word));
        } else if opens(word) && !matches!(open, Some((_, b"INT"))) {
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

/// `RXFPC T HAVF`: the station that is to transmit stands before the prosign `T` (ACP 127(G) 133). Where it could
/// be the only argument of a signal, as in `ZOV RUEP T RFFWBG`, it is that (ACP 127(G) 426g). Gives what stands before
/// the instruction, and its first word.
fn station_before<'a>(
    list: &'a [u8],
    open: Option<Open<'a>>,
    prosign: &'a [u8],
) -> (Option<Open<'a>>, &'a [u8]) {
    let Some((signal, station)) = open.filter(|(_, last)| super::routing::is_continuation(last)) else {
        return (open, prosign);
    };
    let (before, _) = last_word(span(list, signal, station));
    match words(before).count() {
        0 => (None, station),
        1 => (open, prosign),
        _ => (Some((signal, last_word(before).1)), station),
    }
}

/// Whether a word begins a signal: `ZZH`, `INT`, or the prosign `T` that names who transmits (ACP 127(G) 133).
pub(super) fn opens(word: &[u8]) -> bool {
    matches!(word, b"T" | b"INT") || whole(signal, word).is_some()
}

fn close<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    list: &'a [u8],
    open: Option<Open<'a>>,
    signals: &mut Vec<Cow<'a, str>>,
) {
    if let Some((first, last)) = open {
        let written = span(list, first, last);
        parse.token(Token::OperatingSignal, line, written);
        signals.push(line.text_of(written));
    }
}
