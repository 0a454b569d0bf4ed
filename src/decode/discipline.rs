//! The discipline of lines that ACP 127 asks for and archives lose: columns, breaks (ACP 127(G) 137, 142).

use super::lines::trim_end;
use super::parse::Parse;
use super::{Trace, dialect};
use crate::message::{Code, Dialect, MessageForm, limits};
use memchr::memchr_iter;

/// Says what a military message does not keep to. State texts are not asked.
pub(super) fn run<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    match parse.cable.dialect {
        Dialect::Acp127 => {
            columns(parse);
            break_above_text(parse);
        }
        Dialect::Acp127Modified => columns(parse),
        _ => {}
    }
}

/// A line has at most 69 characters.
fn columns<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let (mut first, mut count, mut at) = (None, 0, 0);
    let mut look = |start: usize, end: usize| {
        let line = trim_end(parse.bytes.get(start..end).unwrap_or_default());
        if line.len() > limits::LINE_COLUMNS_MAX && columns_of(line) > limits::LINE_COLUMNS_MAX {
            count += 1;
            first.get_or_insert(start..start + line.len());
        }
    };
    for end in memchr_iter(b'\n', parse.bytes) {
        look(at, end);
        at = end + 1;
    }
    look(at, parse.bytes.len());
    let Some(place) = first else { return };
    let message = match count {
        1 => "a line is longer than 69 columns".to_owned(),
        _ => format!("{count} lines are longer than 69 columns, the first one here"),
    };
    parse.findings.add(
        Code::LineTooLong,
        place,
        message,
        "a teleprinter prints what follows over the last column",
    );
}

/// Characters that move the carriage.
fn columns_of(line: &[u8]) -> usize {
    let printed = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ' || *byte == b'\t';
    match std::str::from_utf8(line) {
        Ok(text) => text.chars().filter(|character| !character.is_control()).count(),
        Err(_) => line.iter().filter(|byte| printed(byte)).count(),
    }
}

/// The heading ends with a break.
fn break_above_text<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(start) = parse.places.text_start.filter(|_| !parse.places.broken) else { return };
    let operators = parse.cable.form == Some(MessageForm::StationService);
    if !operators && parse.cable.origin.is_some() && !dialect::has_state_address(parse.cable) {
        let message = "no break stands between heading and text";
        parse.findings.add(Code::BreakMissing, start..start, message, "write `BT` on a line of its own");
    }
}
