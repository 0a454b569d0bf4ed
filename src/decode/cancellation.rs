//! A transmission that the sending station broke off (ACP 127(G) 424).

use std::ops::Range;

use super::findings::quoted;
use super::lines::words;
use super::parse::Parse;
use super::{Part, Trace};
use crate::message::Code;

/// Times that the error prosign stands before `AR`; the book has eight, of which some may be lost.
const ERRORS_MIN: usize = 4;

/// Whether a line breaks the transmission off: `E E E E E E E E AR`, `ZXB ZXB`, `ZPH`.
pub(super) fn is_cancellation(line: &[u8]) -> bool {
    match line {
        [b'E', b' ' | b'E', ..] => {
            let mut words = words(line);
            let ended = words.next_back() == Some(b"AR");
            ended
                && words.clone().all(|word| word.iter().all(|byte| *byte == b'E'))
                && words.map(<[u8]>::len).sum::<usize>() >= ERRORS_MIN
        }
        [b'Z', b'X' | b'P', ..] => {
            words(line).all(|word| word == b"ZXB") || words(line).all(|word| word == b"ZPH")
        }
        _ => false,
    }
}

/// Looks at the last line of the text. Its place may be empty.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>, last: Option<&Range<usize>>) {
    let Some(place) = last.cloned() else { return };
    let bytes = parse.bytes;
    let Some(line) = bytes.get(place.clone()).filter(|line| is_cancellation(line)) else { return };
    parse.trace.part(Part::Cancellation, place.clone());
    parse.cable.cancelled = Some(String::from_utf8_lossy(line));
    let help = match line.first() {
        Some(b'Z') if line.starts_with(b"ZXB") => "ask the sending station for the copy",
        Some(b'Z') => "wait for the copy, which follows unasked",
        _ => "the message follows under another number",
    };
    let message = format!("{} breaks the transmission off", quoted(line));
    parse.findings.add(Code::TransmissionCancelled, place, message, help);
}
