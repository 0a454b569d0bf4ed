//! One addressee: station, name, precedence word, message number (5 FAH-2 H-321.7; ACP 127(G) 206).

use memchr::{memchr, memmem};

use super::findings::quoted;
use super::grammar::value;
use super::kind::station_length;
use super::lines::{Line, is_blank, is_gap, last_word, span, trim, trim_end, words};
use super::name_repair;
use super::parse::Parse;
use super::repair;
use super::{Token, Trace, precedence_repair};
use crate::message::{Addressee, Code, Precedence, RoutingIndicator};

/// Reads `RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941`, `ZEN/AMEMBASSY PARIS`, `AIG 205`.
#[inline]
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
) -> Addressee<'a> {
    let (rest, served) = match entry.strip_prefix(b"ZEN/") {
        Some(rest) => {
            parse.token(Token::Zen, line, entry.get(..4).unwrap_or_default());
            (trim(rest), true)
        }
        None => (entry, false),
    };
    let (letters, rest) = station(parse, line, rest);
    let (rest, office) = office(parse, line, rest);
    let (name, number, precedence, night_action) = if parse.numbered {
        let (rest, number) = message_number(parse, line, rest);
        let (name, precedence, night_action) = precedence_word(parse, line, rest);
        (name, number, precedence, night_action)
    } else {
        (rest, None, None, false)
    };
    let plad = name_repair::checked(parse, line, name);
    if name.is_empty() {
        let place = line.place_of(entry);
        let message = format!("expected the name of an addressee in {}", quoted(entry));
        let help = "compare it with other copies of the message";
        parse.findings.add(Code::AddresseeUnreadable, place, message, help);
    } else {
        parse.token(Token::Plad, line, name);
    }
    // Built in one go, where it will stay: addressees are half of most headers.
    Addressee {
        indicator: letters.map(RoutingIndicator::fitting),
        plad,
        precedence,
        night_action,
        number,
        collective: is_collective(name),
        exempt: Vec::new(),
        served,
        office: office.map(|office| line.text_of(office)),
    }
}

/// `RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941`: an addressee with its station that is one of the posts by its usual name, a
/// precedence word and a number of four figures behind it or not; another where both stand, or where the name is the
/// station's routing indicator. `None` for all else.
#[inline]
pub(super) fn plain<'a>(line: &Line<'a>, entry: &'a [u8]) -> Option<Addressee<'a>> {
    let (letters, rest) = entry.split_at_checked(station_length(entry)?)?;
    let rest = rest.get(1..)?;
    let (rest, number) = match rest {
        [name @ .., b' ', a, b, c, d] if [a, b, c, d].into_iter().all(u8::is_ascii_digit) => {
            (name, Some(value(&[*a, *b, *c, *d])))
        }
        rest => (rest, None),
    };
    let (name, precedence) = match precedence_at_end(rest) {
        Some((precedence, word)) => (rest.get(..rest.len().checked_sub(word.len() + 1)?)?, Some(precedence)),
        None => (rest, None),
    };
    let urgent = precedence.is_some_and(|precedence| precedence != Precedence::Immediate);
    let collective = if name_repair::is_post(name) || name == letters && is_own_name(name) {
        false
    } else if urgent && number.is_some() && is_plain_name(name, entry) {
        is_collective(name)
    } else {
        return None;
    };
    Some(Addressee {
        indicator: Some(RoutingIndicator::fitting(letters)),
        plad: line.text_of(name),
        precedence,
        night_action: false,
        number,
        collective,
        exempt: Vec::new(),
        served: false,
        office: None,
    })
}

/// Whether a name is a routing indicator that looks like nothing else: no precedence, whole or garbled.
pub(super) fn is_own_name(name: &[u8]) -> bool {
    name.starts_with(b"RU") && RoutingIndicator::fits(name) && !name.ends_with(b"FLASH")
}

/// Whether a name is that of no post, and nothing around it is amiss: no blanks, no strokes, no word for the night at its
/// end, and no room for the next line in its entry.
#[inline(never)]
fn is_plain_name(name: &[u8], entry: &[u8]) -> bool {
    const ENTRY_MAX: usize = 44;
    let inner = |byte: Option<&u8>| byte.is_some_and(|byte| !is_blank(*byte) && *byte != b'/');
    inner(name.first())
        && inner(name.last())
        && !name.ends_with(b"NIACT")
        && entry.len() <= ENTRY_MAX
        && name_repair::is_plain(name)
}

/// The letters of the routing indicator before the stroke; a first word that is none stays part of the name.
#[inline(always)]
pub(super) fn station<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
) -> (Option<&'a [u8]>, &'a [u8]) {
    if let Some(length) = station_length(entry)
        && let (word, [_, name @ ..]) = entry.split_at(length)
        && name.first() != Some(&b'/')
    {
        parse.token(Token::AddresseeStation, line, entry.get(..=length).unwrap_or_default());
        return (Some(word), trim(name));
    }
    no_station(parse, line, entry)
}

/// An entry that opens with no routing indicator is all name; said where one is damaged.
#[cold]
fn no_station<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
) -> (Option<&'a [u8]>, &'a [u8]) {
    let look = entry.get(..RoutingIndicator::LENGTH_MAX + 4).unwrap_or(entry);
    let Some(stroke) = memchr(b'/', look) else { return precedence_repair::station(parse, line, entry) };
    let (word, after) = entry.split_at(stroke);
    if let Some(name) = after.strip_prefix(b"//") {
        // `RUEHNY//AMEMBASSY OSLO`
        if word.first() == Some(&b'R')
            && RoutingIndicator::fits(word)
            && precedence_repair::OFFICES.iter().any(|office| name.starts_with(office))
        {
            parse.token(Token::AddresseeStation, line, word);
            let message = format!("two strokes stand behind {}", quoted(word));
            let help = "as in `RUEHMO/AMEMBASSY MOSCOW`";
            parse.findings.add(Code::AddresseeIndicatorUnreadable, line.place_of(word), message, help);
            return (Some(word), name);
        }
        return (None, entry);
    }
    let word = trim(word);
    let damaged = word.iter().any(|byte| !byte.is_ascii_alphanumeric() && *byte != b' ' && *byte != b'-');
    let looks_like_one = word.starts_with(b"R") && !word.contains(&b' ') && word.len() >= 4;
    if damaged || looks_like_one {
        parse.findings.add(
            Code::AddresseeIndicatorUnreadable,
            line.place_of(word),
            format!("expected a routing indicator before the stroke, but found {}", quoted(word)),
            "it is kept as part of the name; compare it with the routing line",
        );
    }
    (None, entry)
}

/// `//N02319//`: the office behind the name.
#[inline(always)]
pub(super) fn office<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
) -> (&'a [u8], Option<&'a [u8]>) {
    let Some(closed) = entry.strip_suffix(b"//") else { return (entry, None) };
    let Some(start) = memmem::rfind(closed, b"//") else { return (entry, None) };
    let (name, office) = closed.split_at(start);
    parse.token(Token::Office, line, entry.get(start..).unwrap_or_default());
    (trim(name), Some(trim(office.get(2..).unwrap_or_default())))
}

/// A last word of four or more figures is the message continuity number, except in `AIG 8712`, where it is the name.
#[inline(always)]
fn message_number<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<u32>) {
    if let [name @ .., b' ', a, b, c, d] = rest
        && [a, b, c, d].into_iter().all(u8::is_ascii_digit)
        && name.last().is_some_and(|last| !is_gap(*last))
        && name != b"AIG"
    {
        let word = rest.get(name.len() + 1..).unwrap_or_default();
        parse.token(Token::MessageNumber, line, word);
        return (name, Some(value(word)));
    }
    let figures = rest.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (before, word) = rest.split_at(rest.len() - figures);
    let name = trim_end(before);
    if (1..=9).contains(&figures) && !(figures >= 4 && name.len() < before.len()) && follows_precedence(name)
    {
        short_number(parse, line, word);
        return (name, Some(value(word)));
    }
    if let Some((name, number)) =
        precedence_repair::number(rest).filter(|_| figures < 4 || before.ends_with(b"#"))
    {
        let word = last_word(rest).1;
        parse.token(Token::MessageNumber, line, word);
        precedence_repair::note(parse, line, word, &format!("{number:04}"));
        return (name, Some(number));
    }
    if !(4..=9).contains(&figures) || name.len() == before.len() || name.is_empty() || name == b"AIG" {
        return (rest, None);
    }
    parse.token(Token::MessageNumber, line, word);
    (name, Some(value(word)))
}

/// Whether a name ends with a precedence word: then what follows is a number, however short or close it stands.
fn follows_precedence(name: &[u8]) -> bool {
    let (before, word) = last_word(name);
    !before.is_empty() && (precedence_at_end(word).is_some() || (word.len() >= 6 && misspelt(word).is_some()))
}

/// `PRIORITY 415`, `PRIORITY0415`
#[cold]
fn short_number<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, word: &'a [u8]) {
    parse.token(Token::MessageNumber, line, word);
    let message = format!("{} is read as the message number", quoted(word));
    let help = "a message number has at least four figures and a blank before it";
    parse.findings.add(Code::MessageNumberOdd, line.place_of(word), message, help);
}

fn precedence_word<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<Precedence>, bool) {
    let exact = precedence_at_end(rest);
    let (precedence, before, word) = if let Some((precedence, word)) = exact {
        let (before, word) = rest.split_at(rest.len() - word.len());
        (precedence, trim_end(before), word)
    } else {
        let (before, word) = last_word(rest);
        let Some(slip) = misspelt(word).filter(|_| !before.is_empty()) else {
            return precedence_repair::glued(parse, line, rest);
        };
        (slip, before, word)
    };
    let (mut name, mut written, mut night_action) = (before, word, false);
    if before.ends_with(b"NIACT") {
        let (shorter, night) = last_word(before);
        if night == b"NIACT" {
            (name, written, night_action) = (shorter, span(rest, night, word), true);
        }
    } else if precedence == Precedence::Immediate && precedence_repair::is_night(last_word(before).1) {
        let (shorter, night) = last_word(before);
        precedence_repair::note(parse, line, night, "NIACT");
        (name, written, night_action) = (shorter, span(rest, night, word), true);
    }
    parse.token(Token::PrecedenceWord, line, written);
    if exact.is_none() {
        parse.findings.add(
            Code::PrecedenceWordUnreadable,
            line.place_of(word),
            format!("{} is read as {}", quoted(word), precedence.word()),
            "write the word in full",
        );
    }
    (name, Some(precedence), night_action)
}

/// The precedence word that ends a line, told apart by its last letter first.
#[inline(always)]
pub(super) fn precedence_at_end(rest: &[u8]) -> Option<(Precedence, &'static [u8])> {
    let (precedence, word): (_, &'static [u8]) = match rest.last()? {
        b'Y' if rest.ends_with(b"PRIORITY") => (Precedence::Priority, b"PRIORITY"),
        b'Y' if rest.ends_with(b"EMERGENCY") => (Precedence::Emergency, b"EMERGENCY"),
        b'E' if rest.ends_with(b"IMMEDIATE") => (Precedence::Immediate, b"IMMEDIATE"),
        b'E' if rest.ends_with(b"ROUTINE") => (Precedence::Routine, b"ROUTINE"),
        b'H' if rest.ends_with(b"FLASH") => (Precedence::Flash, b"FLASH"),
        _ => return None,
    };
    let before = rest.get(..rest.len() - word.len())?;
    before.last().is_none_or(|byte| *byte == b' ').then_some((precedence, word))
}

/// A word that can only be one of the precedence words with a slip or two: `PRIOITY`, `PIORITY`.
#[cold]
fn misspelt(word: &[u8]) -> Option<Precedence> {
    let word = std::str::from_utf8(word).ok().filter(|word| (4..=11).contains(&word.len()))?;
    let slips = |precedence: &Precedence| if precedence.word().len() > 6 { 2 } else { 1 };
    Precedence::ALL.into_iter().skip(1).find(|precedence| {
        word.len().abs_diff(precedence.word().len()) <= 2
            && (word.as_bytes().first() == precedence.word().as_bytes().first()
                || word.ends_with(&precedence.word()[precedence.word().len() - 2..]))
            && repair::near(word, precedence.word(), slips(precedence))
    })
}

/// `CHINA POSTS COLLECTIVE`, `ALL DIPLOMATIC POSTS COLLECTIVE`, `AIG 205` (ACP 127(G) 205; 5 FAH-2 H-321.9).
fn is_collective(name: &[u8]) -> bool {
    name.ends_with(b"COLLECTIVE")
        || (name.starts_with(b"ALL ") && words(name).any(|word| word == b"POSTS"))
        || name.strip_prefix(b"AIG").is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b' '))
}

/// A name with neither station nor precedence nor number, as exempt posts are written.
pub(super) fn is_bare_name(entry: &[u8]) -> bool {
    let (_, word) = last_word(entry);
    let stroke = entry.iter().take(RoutingIndicator::LENGTH_MAX + 1).position(|byte| *byte == b'/');
    let numbered = word.len() >= 4 && word.iter().all(u8::is_ascii_digit);
    let urgent = Precedence::from_word(word).is_some();
    stroke.is_none() && !numbered && !urgent && !is_collective(entry)
}
