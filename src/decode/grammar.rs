//! The small words of the format, as nom parsers. nom's types stay inside the decoder.

use nom::bytes::complete::{take, take_while, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{all_consuming, map_opt, opt, recognize, verify};
use nom::error::{ErrorKind, ParseError};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

use crate::message::{Precedence, RoutingIndicator};

/// nom's error inside this room: that a rule does not fit. Which one, the caller knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Misfit;

impl<I> ParseError<I> for Misfit {
    fn from_error_kind(_: I, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: I, _: ErrorKind, other: Self) -> Self {
        other
    }
}

impl<I, E> nom::error::FromExternalError<I, E> for Misfit {
    fn from_external_error(_: I, _: ErrorKind, _: E) -> Self {
        Self
    }
}

pub(super) type Parsed<'a, O> = IResult<&'a [u8], O, Misfit>;

/// Runs a rule over a whole word; `None` where it does not fit from first byte to last.
pub(super) fn whole<'a, O>(
    rule: impl Parser<&'a [u8], Output = O, Error = Misfit>,
    word: &'a [u8],
) -> Option<O> {
    all_consuming(rule).parse(word).ok().map(|(_, value)| value)
}

/// At least `min` and at most `max` figures, as written.
pub(super) fn figures<'a>(
    min: usize,
    max: usize,
) -> impl Parser<&'a [u8], Output = &'a [u8], Error = Misfit> {
    take_while_m_n(min, max, |byte: u8| byte.is_ascii_digit())
}

/// Figures as a number; at most nine are taken, so that it always fits.
pub(super) fn number<'a>(min: usize, max: usize) -> impl Parser<&'a [u8], Output = u32, Error = Misfit> {
    figures(min, max.min(9)).map(value)
}

/// The value of a run of figures.
pub(super) fn value(figures: &[u8]) -> u32 {
    figures
        .iter()
        .fold(0, |sum: u32, figure| sum.wrapping_mul(10).wrapping_add(u32::from(figure.wrapping_sub(b'0'))))
}

/// Capital letters.
pub(super) fn capitals<'a>(
    min: usize,
    max: usize,
) -> impl Parser<&'a [u8], Output = &'a [u8], Error = Misfit> {
    take_while_m_n(min, max, |byte: u8| byte.is_ascii_uppercase())
}

/// `RUEHMO`: four to seven letters (ACP 117, 3).
pub(super) fn indicator(input: &[u8]) -> Parsed<'_, &[u8]> {
    verify(take_while(|byte: u8| byte.is_ascii_uppercase()), RoutingIndicator::fits).parse(input)
}

/// One precedence prosign (ACP 127(G) 151).
pub(super) fn prosign(input: &[u8]) -> Parsed<'_, Precedence> {
    map_opt(take(1usize), |letter: &[u8]| letter.first().copied().and_then(Precedence::from_prosign))
        .parse(input)
}

/// `PP`, with the bell signal that an operator or a converter may have left in front of `ZZ`
/// (ACP 127(G) 137e).
pub(super) fn doubled_prosign(input: &[u8]) -> Parsed<'_, (&[u8], Precedence)> {
    let bell = take_while(|byte| matches!(byte, b'J' | b'S' | 0x07));
    let twice = verify(pair(prosign, prosign), |(first, second)| first == second);
    pair(bell, twice.map(|(precedence, _)| precedence)).parse(input)
}

const fn is_of_channel(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

/// One identification of format line 1, as in `VZCZCXRO0809`, `ABC027`, `VZCZC051`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identification<'a> {
    /// `V` or `VV` before it that does not belong to `ZCZC`.
    pub(super) start: &'a [u8],
    /// `VZCZC`, `ZCZC` or nothing.
    pub(super) message_start: &'a [u8],
    pub(super) channel: Option<&'a [u8]>,
    pub(super) number: &'a [u8],
}

/// `[VV   ] [[V]ZCZC] [channel] number` (ACP 127(G) 202c).
#[inline(always)]
pub(super) fn identification(input: &[u8]) -> Parsed<'_, Identification<'_>> {
    let start = match input {
        [b'V', b'V', after @ ..] => 2 + after.iter().take_while(|byte| **byte == b' ').count(),
        _ => 0,
    };
    let (start, input) = input.split_at(start);
    let after = input.strip_prefix(b"V").unwrap_or(input);
    let after = after.strip_prefix(b"ZCZC").unwrap_or(input);
    let (message_start, input) = input.split_at(input.len() - after.len());
    let channel =
        input.first_chunk::<3>().filter(|letters| letters.iter().all(|letter| is_of_channel(*letter)));
    let numbered = channel.and_then(|channel| {
        let (rest, number) = figures(3, 4).parse(input.get(3..)?).ok()?;
        Some((rest, Some(channel.as_slice()), number))
    });
    let bare = || figures(3, 4).parse(input).map(|(rest, number)| (rest, None, number));
    let (input, channel, number) = match numbered {
        Some(numbered) => numbered,
        None if message_start.is_empty() => return Err(nom::Err::Error(Misfit)),
        None => bare()?,
    };
    Ok((input, Identification { start, message_start, channel, number }))
}

/// `#7951/01`, `7951`, `123A`: `#`, serial, section.
#[inline(always)]
pub(super) fn serial(input: &[u8]) -> Parsed<'_, (bool, &[u8], Option<u32>)> {
    let number = recognize(pair(figures(1, 6), opt(capitals(1, 1))));
    (opt(char('#')).map(|sign| sign.is_some()), number, opt(preceded(char('/'), number_of_section)))
        .parse(input)
}

fn number_of_section(input: &[u8]) -> Parsed<'_, u32> {
    number(1, 2).parse(input)
}

/// `2642216`: day of the year, hour and minute.
pub(super) fn julian(input: &[u8]) -> Parsed<'_, (&[u8], &[u8])> {
    (figures(3, 3), figures(4, 4)).parse(input)
}

/// `11/1215Z`: day of the month, hour and minute.
pub(super) fn day_and_time(input: &[u8]) -> Parsed<'_, (&[u8], &[u8])> {
    (terminated(figures(2, 2), char('/')), terminated(figures(4, 4), char('Z'))).parse(input)
}

/// `ZZH`, `ZES2`, `QSL`: an operating signal (ACP 131).
pub(super) fn signal(input: &[u8]) -> Parsed<'_, &[u8]> {
    let opened = verify(capitals(3, 3), |letters: &[u8]| matches!(letters.first(), Some(b'Z' | b'Q')));
    recognize(pair(opened, figures(0, 1))).parse(input)
}
