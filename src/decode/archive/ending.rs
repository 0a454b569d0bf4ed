//! How texts of the archive end: `NNN`, `NNNN`, `NNNN` run into the next start of message, `<< END OF DOCUMENT >>`.

use crate::decode::findings::quoted;
use crate::decode::lines::{Line, words};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::Code;

/// Whether a line ends a document.
pub(super) fn ends_document(line: &[u8]) -> bool {
    match line.first() {
        Some(b'N') => is_end_of_message(line),
        Some(b'<' | b'E') => is_end_of_document(line),
        _ => false,
    }
}

/// `NNN`, `NNNN`, `NNNNMAFVVZCZ`
fn is_end_of_message(line: &[u8]) -> bool {
    line == b"NNN"
        || (line.len() <= 40
            && line.strip_prefix(b"NNNN").is_some_and(|rest| !rest.iter().any(u8::is_ascii_lowercase)))
}

/// `<< END OF DOCUMENT >>`, its angles and blanks as the copy has them.
fn is_end_of_document(line: &[u8]) -> bool {
    let bare = |byte: &u8| matches!(byte, b'<' | b'>' | b' ');
    line.len() <= 60
        && line.contains(&b'<')
        && line.split(bare).filter(|word| !word.is_empty()).eq(words(b"END OF DOCUMENT"))
}

/// Takes an end mark out of the text that goes on below it.
pub(super) fn set_off<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>) {
    parse.trace.part(Part::End, line.place());
    parse.trace.token(Token::EndOfMessage, line.place());
    if let Some(places) = &mut parse.places.archive {
        places.set_off.push(line.start);
    }
}

/// Reads a line that ends a document; the first one is `end`.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>, start: usize, length: usize) {
    let bytes = parse.bytes;
    let line = bytes.get(start..start + length).unwrap_or_default();
    let place = start..start + length;
    parse.trace.part(Part::End, place.clone());
    parse.trace.token(Token::EndOfMessage, place.clone());
    if parse.cable.end.is_none() {
        parse.cable.end = Some(String::from_utf8_lossy(line));
    }
    let fused = line.strip_prefix(b"NNNN").is_some_and(|rest| rest.iter().any(u8::is_ascii_graphic));
    if fused {
        let message = format!("the end of the message reads {} instead of `NNNN`", quoted(line));
        let help = "the start of the next message was run into this one; compare it with the next document";
        parse.findings.add(Code::EndGarbled, place, message, help);
    }
}
