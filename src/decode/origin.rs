//! Format line 3: the calling station, its serial and the filing time (ACP 127(G) 115, 116, 129).

use std::borrow::Cow;

use super::findings::quoted;
use super::grammar::{day_and_time, julian, serial, value, whole};
use super::lines::{Line, first_word, trim_start};
use super::parse::Parse;
use super::{Token, Trace, heading_repair};
use crate::message::{Code, Origin, RoutingIndicator, capitals};

/// Figures of a filing time with the day of the year; one with the day of the month is a character longer.
pub(super) const JULIAN_LENGTH: usize = 7;

/// Reads `DE RUEHC #7951/01 2642216`, `DE RUFDDO 131 2031417`, `DE RBFW 21/1230Z`.
#[inline(always)]
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let (word, rest) = first_word(line.bytes);
    let rest = if word == b"DE" {
        parse.token(Token::De, line, word);
        rest
    } else if let Some(behind) = heading_repair::behind_de(line.bytes) {
        let de = line.bytes.get(..2).unwrap_or_default();
        parse.token(Token::De, line, de);
        repaired(parse, line, de, "no blank stands behind `DE`".to_owned());
        behind
    } else if heading_repair::lacks_de(line.bytes) {
        let message = format!("expected `DE` before {}", quoted(word));
        parse.findings.add(Code::OriginRepaired, line.start..line.start, message, HELP);
        line.bytes
    } else {
        let message = format!("expected `DE`, but found {}", quoted(word));
        parse.leftover(
            Code::OriginUnreadable,
            line,
            word,
            message,
            "format line 3 opens with `DE` and the calling station",
        );
        rest
    };
    let (mut word, mut rest) = first_word(rest);
    if let Some((station, serial)) = heading_repair::station_and_serial(word) {
        let message = format!("no blank stands between {} and {}", quoted(station), quoted(serial));
        repaired(parse, line, word, message);
        (word, rest) = (station, super::lines::span(line.bytes, serial, line_end(line)));
    }
    let is_indicator = RoutingIndicator::fits(word);
    if is_indicator {
        parse.token(Token::OriginStation, line, word);
    } else {
        unreadable(parse, line, word, Code::OriginIndicatorUnreadable, "a routing indicator");
    }
    let (rest, serial, section) = read_serial(parse, line, rest);
    let filing = read_filing(parse, line, rest, serial.is_some());
    parse.cable.origin = Some(Origin {
        indicator: is_indicator.then(|| RoutingIndicator::fitting(word)),
        serial: serial.map(|serial| line.text_of(serial)),
        section,
        day: filing.as_ref().map(|(day, _)| *day),
        day_of_month: filing.is_some() && parse.places.filing.len() != JULIAN_LENGTH,
        time: filing.map(|(_, time)| time),
        filed: None,
    });
}

/// Takes `DE RUEHC #7951/01 2642216`, the section behind the serial or none; `false` for all else.
pub(super) fn take_plain<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    let Some(written) = Plain::of(line.bytes) else { return false };
    parse.token(Token::Serial, line, written.signed);
    parse.places.serial = line.place_of(written.signed);
    parse.places.serial_sign = true;
    if let Some((_, section)) = written.section {
        parse.token(Token::SerialSection, line, section);
        parse.places.serial_section = line.place_of(section);
    }
    parse.places.filing = line.place_of(written.filing);
    parse.cable.origin = Some(Origin {
        indicator: Some(RoutingIndicator::fitting(written.station)),
        serial: Some(line.text_of(written.signed.get(1..).unwrap_or_default())),
        section: written.section.map(|(section, _)| section),
        day: Some(written.day),
        day_of_month: false,
        time: Some(line.text_of(written.filing.get(3..).unwrap_or_default())),
        filed: None,
    });
    true
}

/// A line as State writes it, cut into its pieces.
struct Plain<'a> {
    station: &'a [u8],
    /// The serial with its sign.
    signed: &'a [u8],
    /// The section, and how it is written with its stroke.
    section: Option<(u8, &'a [u8])>,
    filing: &'a [u8],
    day: u16,
}

impl<'a> Plain<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        const SERIAL: std::ops::RangeInclusive<usize> = 1..=6;
        let rest = line.strip_prefix(b"DE ")?;
        let (station, rest) = rest.split_at_checked(capitals::leading(rest))?;
        let signed = rest.strip_prefix(b" ").filter(|_| RoutingIndicator::fits(station))?;
        let [b'#', figures @ ..] = signed else { return None };
        let figures = figures.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (signed, rest) = signed.split_at_checked(1 + figures).filter(|_| SERIAL.contains(&figures))?;
        let (section, rest) = match rest {
            [b'/', tens @ b'0'..=b'9', ones @ b'0'..=b'9', behind @ ..] => {
                (Some(((tens - b'0') * 10 + (ones - b'0'), rest.get(..3)?)), behind)
            }
            rest => (None, rest),
        };
        let filing = rest.strip_prefix(b" ")?;
        let (day, time) = filing.split_first_chunk::<3>()?;
        let time = <&[u8; 4]>::try_from(time).ok()?;
        let figures = day.iter().chain(time).all(u8::is_ascii_digit);
        let day = u16::try_from(value(day)).ok()?;
        (figures && (1..=366).contains(&day) && is_time(time)).then_some(Self {
            station,
            signed,
            section,
            filing,
            day,
        })
    }
}

/// What to do about a line that was put right.
const HELP: &str = "compare it with other copies of the message";

#[cold]
fn repaired<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, word: &[u8], message: String) {
    parse.findings.add(Code::OriginRepaired, line.place_of(word), message, HELP);
}

fn line_end<'a>(line: &Line<'a>) -> &'a [u8] {
    line.bytes.get(line.bytes.len()..).unwrap_or_default()
}

#[cold]
fn unreadable<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    code: Code,
    expected: &str,
) {
    if word.is_empty() {
        let end = line.place().end;
        parse.findings.add(
            code,
            end..end,
            format!("expected {expected}, but the line ends"),
            "ask the originating station for a rerun",
        );
    } else {
        let message = format!("expected {expected}, but found {}", quoted(word));
        parse.leftover(code, line, word, message, "compare it with other copies of the message");
    }
}

/// A service message between connected stations has no serial (ACP 127(G) 405b): then the filing time, if any, follows.
#[inline(always)]
fn read_serial<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<&'a [u8]>, Option<u8>) {
    let (word, after) = first_word(rest);
    if word.is_empty()
        || (after.is_empty() && (whole(julian, word).is_some() || whole(day_and_time, word).is_some()))
    {
        parse.places.without_serial = true;
        return (rest, None, None);
    }
    let (word, after) = match heading_repair::serial_and_filing(word) {
        Some((serial, filing)) => {
            let message = format!("no blank stands between {} and {}", quoted(serial), quoted(filing));
            repaired(parse, line, word, message);
            (serial, super::lines::span(rest, filing, rest.get(rest.len()..).unwrap_or_default()))
        }
        None => (word, after),
    };
    // `# 7951`: a blank that slipped in behind the sign.
    let (word, after) = if word == b"#" {
        let (figures, after) = first_word(after);
        (super::lines::span(rest, word, figures), after)
    } else {
        (word, after)
    };
    let tight = word.strip_prefix(b"#").map_or(word, trim_start);
    if let Some((_, number, section)) = whole(serial, tight) {
        parse.token(Token::Serial, line, super::lines::span(word, word, number));
        parse.places.serial = line.place_of(super::lines::span(word, word, number));
        parse.places.serial_sign = word.starts_with(b"#");
        if section.is_some() {
            let written = word.get(word.len().saturating_sub(section_length(word))..).unwrap_or_default();
            parse.token(Token::SerialSection, line, written);
            parse.places.serial_section = line.place_of(written);
        }
        (after, Some(number), section.and_then(|section| u8::try_from(section).ok()))
    } else {
        parse.places.serial_sign = word.starts_with(b"#");
        unreadable(parse, line, word, Code::SerialUnreadable, "a station serial number");
        (after, None, None)
    }
}

fn section_length(word: &[u8]) -> usize {
    word.iter().rev().take_while(|byte| **byte != b'/').count() + 1
}

#[inline(always)]
fn read_filing<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    expected: bool,
) -> Option<(u16, Cow<'a, str>)> {
    let (word, after) = first_word(rest);
    if word.is_empty() {
        if expected {
            unreadable(parse, line, word, Code::FilingTimeUnreadable, "a filing time");
        }
        return None;
    }
    let read = whole(julian, word).or_else(|| whole(day_and_time, word));
    let filing = read.and_then(|(day, time)| {
        let day = u16::try_from(value(day)).ok().filter(|day| (1..=366).contains(day) && is_time(time))?;
        Some((day, time))
    });
    let mut told = filing.map(|(day, time)| (day, line.text_of(time)));
    if let (Some((day, time)), Some(_)) = (read, filing) {
        let end = word.get(word.len()..).unwrap_or_default();
        parse.token(Token::FilingDay, line, day);
        parse.token(Token::FilingTime, line, super::lines::span(word, time, end));
        parse.places.filing = line.place_of(word);
    } else if let Some(meant) = heading_repair::filing(word).filter(|_| read.is_none())
        && let Some((day, time)) = meant.split_at_checked(3)
        && let Some(day) = u16::try_from(value(day.as_bytes())).ok().filter(|day| (1..=366).contains(day))
        && is_time(time.as_bytes())
    {
        parse.token(Token::FilingTime, line, word);
        parse.places.filing = line.place_of(word);
        repaired(parse, line, word, format!("{} is read as `{meant}`", quoted(word)));
        told = Some((day, Cow::Owned(time.to_owned())));
    } else {
        let expected = "a filing time, day of the year and hour";
        unreadable(parse, line, word, Code::FilingTimeUnreadable, expected);
    }
    if !after.is_empty() && !parse.leaves(line, after) {
        let message = format!("nothing follows the filing time, but found {}", quoted(after));
        parse.leftover(Code::LineUnreadable, line, after, message, "put it where it belongs");
    }
    told
}

/// `2216`: an hour and a minute that exist.
pub(super) fn is_time(time: &[u8]) -> bool {
    let (hour, minute) = (value(time) / 100, value(time) % 100);
    hour < 24 && minute < 60
}
