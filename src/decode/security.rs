//! Format line 4: the security warning and transmission instructions (ACP 127(G) 124b, 203; ACP 117, 7d).

use super::findings::quoted;
use super::lines::{Line, first_word};
use super::parse::Parse;
use super::{Token, Trace, heading_repair, signals};
use crate::message::{Classification, Code, Security, SecuritySignal};

/// Reads `ZNR UUUUU ZZH`, `ZNY SSSBB/FFFFF ZOV RUEHC`.
#[inline(always)]
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let mut marking = Marking::default();
    let mut operating_signals = std::mem::take(&mut parse.spare.signals);
    let (word, rest) = first_word(line.bytes);
    let mut signal = security_signal(word);
    let rest = if signal.is_some() {
        parse.token(Token::SecuritySignal, line, word);
        parse.places.signal = line.place_of(word);
        read_marking(parse, line, rest, &mut marking)
    } else if let Some((before, warning)) = warning_behind(line.bytes).filter(|_| signals::opens(word)) {
        signals::read(parse, line, before, Code::SignalUnreadable, &mut operating_signals);
        let (word, rest) = first_word(warning);
        signal = security_signal(word);
        parse.token(Token::SecuritySignal, line, word);
        parse.places.signal = line.place_of(word);
        let message = format!("{} stands behind other signals", quoted(word));
        let help = "the security warning is the first group of format line 4";
        parse.findings.add(Code::SecurityNotFirst, line.place_of(word), message, help);
        read_marking(parse, line, rest, &mut marking)
    } else if let Some((found, right, written, marked)) = heading_repair::security_signal(line.bytes) {
        signal = Some(found);
        parse.token(Token::SecuritySignal, line, written);
        parse.places.signal = line.place_of(written);
        let message = if written == right.as_bytes() {
            format!("no blank stands behind {}", quoted(written))
        } else {
            format!("{} is read as `{right}`", quoted(written))
        };
        let help = "the five letters behind it are whole";
        parse.findings.add(Code::SecurityRepaired, line.place_of(written), message, help);
        read_marking(parse, line, marked, &mut marking)
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
        if rest.len() >= 5 { read_marking(parse, line, rest, &mut marking) } else { rest }
    };
    signals::read(parse, line, rest, Code::SignalUnreadable, &mut operating_signals);
    parse.cable.security = Some(Security {
        signal,
        marking: marking.letters.map(|letters| line.text_of(letters)),
        classification: marking.classification,
        release: marking.release.map(|code| line.text_of(code)),
        handling: marking.handling.map(|letters| line.text_of(letters)),
        operating_signals,
    });
}

/// Takes `ZNR UUUUU ZZH`, one letter five times and one signal of three letters or none; `false` for all else.
pub(super) fn take_plain<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    let (signal, rest) = match line.bytes {
        [b'Z', b'N', b'R', b' ', rest @ ..] => (SecuritySignal::Znr, rest),
        [b'Z', b'N', b'Y', b' ', rest @ ..] => (SecuritySignal::Zny, rest),
        _ => return false,
    };
    let Some((letters, rest)) = rest.split_first_chunk::<5>() else { return false };
    let [letter, ..] = *letters;
    let Some(class) = classification(letter).filter(|_| *letters == [letter; 5]) else { return false };
    let behind = match rest {
        [] => None,
        [b' ', b'Z' | b'Q', b'A'..=b'Z', b'A'..=b'Z'] => rest.get(1..),
        _ => return false,
    };
    parse.places.signal = line.place_of(line.bytes.get(..3).unwrap_or_default());
    parse.places.marking = line.place_of(letters);
    let mut operating_signals = std::mem::take(&mut parse.spare.signals);
    operating_signals.extend(behind.map(|signal| line.text_of(signal)));
    parse.cable.security = Some(Security {
        signal: Some(signal),
        marking: Some(line.text_of(letters)),
        classification: Some(class),
        release: None,
        handling: None,
        operating_signals,
    });
    true
}

/// The second word of the line, `UUUAA/BBBBB`, cut into its pieces.
#[derive(Clone, Copy, Debug, Default)]
struct Marking<'a> {
    letters: Option<&'a [u8]>,
    classification: Option<Classification>,
    release: Option<&'a [u8]>,
    handling: Option<&'a [u8]>,
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

/// `ZZH ZNR UUUUU`: what stands before the warning, and from the warning on (ACP 127(G) 203d).
fn warning_behind(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = [&b" ZNR "[..], b" ZNY "].iter().find_map(|signal| memchr::memmem::find(line, signal))?;
    Some((line.get(..at)?, line.get(at + 1..)?))
}

fn security_signal(word: &[u8]) -> Option<SecuritySignal> {
    match word {
        b"ZNR" => Some(SecuritySignal::Znr),
        b"ZNY" => Some(SecuritySignal::Zny),
        _ => None,
    }
}

#[inline(always)]
fn read_marking<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    marking: &mut Marking<'a>,
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
    marking.letters = Some(letters);
    read_letters(parse, line, letters, marking);
    if let Some(letters) = handling.strip_prefix(b"/") {
        parse.token(Token::Handling, line, handling);
        marking.handling = Some(letters);
    }
    after
}

/// One letter five times; the last two may be a release code instead.
fn read_letters<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    letters: &'a [u8],
    marking: &mut Marking<'a>,
) {
    let [class, second, third, fourth, fifth] = *letters else { return };
    let even = class == second && class == third;
    let release = (fourth, fifth) != (class, class);
    let released = is_nation(fourth) && is_nation(fifth);
    marking.classification = classification(class).filter(|_| even && (!release || released));
    if marking.classification.is_none() {
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
        marking.release = Some(code);
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
pub(super) const fn is_nation(letter: u8) -> bool {
    matches!(letter, b'A' | b'B' | b'C' | b'O' | b'U' | b'X' | b'Z')
}

/// The letter of format line 4; `E` is UNCLAS EFTO, which is unclassified.
pub(super) const fn classification(letter: u8) -> Option<Classification> {
    Some(match letter {
        b'U' | b'E' => Classification::Unclassified,
        b'R' => Classification::Restricted,
        b'C' => Classification::Confidential,
        b'S' => Classification::Secret,
        b'T' => Classification::TopSecret,
        _ => return None,
    })
}
