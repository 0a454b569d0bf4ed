//! Format line 4: the security warning and transmission instructions (ACP 127(G) 124b, 203; ACP 117, 7d).

use super::findings::quoted;
use super::lines::{Line, first_word};
use super::parse::Parse;
use super::{Token, Trace, signals};
use crate::message::{Classification, Code, Security, SecuritySignal};

/// Reads `ZNR UUUUU ZZH`, `ZNY SSSBB/FFFFF ZOV RUEHC`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let mut security = Security {
        signal: None,
        marking: None,
        classification: None,
        release: None,
        handling: None,
        operating_signals: Vec::new(),
    };
    let (word, rest) = first_word(line.bytes);
    let rest = if let Some(signal) = security_signal(word) {
        parse.token(Token::SecuritySignal, line, word);
        parse.places.signal = line.place_of(word);
        security.signal = Some(signal);
        read_marking(parse, line, rest, &mut security)
    } else if signals::opens(word) {
        line.bytes
    } else {
        let message = format!("expected `ZNR` or `ZNY`, but found {}", quoted(word));
        parse.leftover(
            Code::SecurityUnreadable,
            line,
            word,
            message,
            "treat the message as classified until another copy says otherwise",
        );
        if rest.len() >= 5 { read_marking(parse, line, rest, &mut security) } else { rest }
    };
    signals::read(parse, line, rest, Code::SignalUnreadable, &mut security.operating_signals);
    parse.cable.security = Some(security);
}

/// Reads a continuation line: `RXFPC T HAVF` (ACP 127(G) 220).
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let Some(mut security) = parse.cable.security.take() else { return };
    signals::read(parse, line, line.bytes, Code::SignalUnreadable, &mut security.operating_signals);
    parse.cable.security = Some(security);
}

/// Whether a line can go on with format line 4.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    let (word, rest) = first_word(line);
    let (second, _) = first_word(rest);
    signals::opens(word) || (super::routing::is_continuation(word) && second == b"T")
}

fn security_signal(word: &[u8]) -> Option<SecuritySignal> {
    match word {
        b"ZNR" => Some(SecuritySignal::Znr),
        b"ZNY" => Some(SecuritySignal::Zny),
        _ => None,
    }
}

fn read_marking<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    security: &mut Security<'a>,
) -> &'a [u8] {
    let (word, after) = first_word(rest);
    let stroke = word.iter().position(|byte| *byte == b'/');
    let (letters, handling) = word.split_at(stroke.unwrap_or(word.len()));
    if letters.len() != 5 || !letters.iter().all(u8::is_ascii_uppercase) {
        let place = line.place_of(word);
        let message = format!("expected five letters of the classification, but found {}", quoted(word));
        let help = "treat the message as classified until another copy says otherwise";
        if word.is_empty() || signals::opens(word) {
            parse.findings.add(Code::SecurityUnreadable, place.start..place.start, message, help);
            return rest;
        }
        parse.leftover(Code::SecurityUnreadable, line, word, message, help);
        return after;
    }
    parse.token(Token::Marking, line, letters);
    parse.places.marking = line.place_of(letters);
    security.marking = Some(line.text_of(letters));
    read_letters(parse, line, letters, security);
    if let Some(letters) = handling.strip_prefix(b"/") {
        parse.token(Token::Handling, line, handling);
        security.handling = Some(line.text_of(letters));
    }
    after
}

/// One letter five times; the last two may be a release code instead.
fn read_letters<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    letters: &'a [u8],
    security: &mut Security<'a>,
) {
    let [class, second, third, fourth, fifth] = *letters else { return };
    let even = class == second && class == third;
    let release = (fourth, fifth) != (class, class);
    let released = is_nation(fourth) && is_nation(fifth);
    security.classification = classification(class).filter(|_| even && (!release || released));
    if security.classification.is_none() {
        parse.findings.add(
            Code::MarkingUneven,
            line.place_of(letters),
            format!(
                "{} is not one class letter five times, nor three times with a release code",
                quoted(letters)
            ),
            "treat the message as classified until another copy says otherwise",
        );
    } else if release {
        let code = letters.get(3..).unwrap_or_default();
        security.release = Some(line.text_of(code));
        if fourth > fifth {
            parse.findings.add(
                Code::ReleaseCodeDisordered,
                line.place_of(code),
                format!("the nations of the release code {} are not in alphabetical order", quoted(code)),
                "write the lower letter first",
            );
        }
    }
}

/// The letters of nations in a release code (ACP 117, 7d(1)).
const fn is_nation(letter: u8) -> bool {
    matches!(letter, b'A' | b'B' | b'C' | b'O' | b'U' | b'X' | b'Z')
}

/// The letter of format line 4; `E` is UNCLAS EFTO, which is unclassified.
const fn classification(letter: u8) -> Option<Classification> {
    Some(match letter {
        b'U' | b'E' => Classification::Unclassified,
        b'R' => Classification::Restricted,
        b'C' => Classification::Confidential,
        b'S' => Classification::Secret,
        b'T' => Classification::TopSecret,
        _ => return None,
    })
}
