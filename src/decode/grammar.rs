//! The small words of the format, as nom parsers. nom's types stay inside the decoder.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_while, take_while_m_n};
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
pub(super) fn identification(input: &[u8]) -> Parsed<'_, Identification<'_>> {
    let start = opt(recognize(pair(tag("VV"), take_while(|byte| byte == b' '))));
    let message_start = recognize(opt(alt((tag("VZCZC"), tag("ZCZC")))));
    let (input, (start, message_start)) = (start, message_start).parse(input)?;
    let letters =
        verify(take_while_m_n(3, 3, |byte: u8| byte.is_ascii_alphanumeric()), |channel: &[u8]| {
            channel.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        });
    let mut numbered = pair(letters.map(Some), figures(3, 4));
    let (input, (channel, number)) = if message_start.is_empty() {
        numbered.parse(input)?
    } else {
        alt((numbered, figures(3, 4).map(|number| (None, number)))).parse(input)?
    };
    Ok((input, Identification { start: start.unwrap_or_default(), message_start, channel, number }))
}

/// `#7951/01`, `7951`, `123A`: `#`, serial, section.
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
