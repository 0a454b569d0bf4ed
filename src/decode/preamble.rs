//! Format line 5: precedence and date-time group (ACP 127(G) 113, 151, 152).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::dtg_repair::{self, Damaged, Filed};
use super::findings::quoted;
use super::grammar::{figures, prosign, value, whole};
use super::kind::Kind;
use super::lines::{Line, first_word, last_word, span, trim_start};
use super::months::month;
use super::parse::Parse;
use super::{Token, Trace, signals, years};
use crate::message::{Code, DateTimeGroup, DualPrecedence, Precedence};
use nom::Parser;

/// Reads `P 212156Z SEP 09`, `O P 301318Z MAR 1971 ZEX`.
#[inline(always)]
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let opening = Opening::of(line.bytes);
    let group = written(opening.group());
    if group.is_none_or(|group| group.year.is_none())
        && let Some(damaged) = dtg_repair::read(line.bytes, parse.cable.origin.as_ref().and_then(Filed::of))
    {
        return read_damaged(parse, line, &damaged);
    }
    let rest = read_opening(parse, line, &opening);
    let Some(written) = group.or_else(|| written(rest)) else {
        let message =
            format!("expected day, time and zone, as in `212156Z SEP 09`, but found {}", quoted(rest));
        let help = "compare it with the number and the references of the message";
        if rest.is_empty() {
            let end = line.place().end;
            parse.findings.add(Code::DateTimeGroupUnreadable, end..end, message, help);
        } else {
            parse.leftover(Code::DateTimeGroupUnreadable, line, rest, message, help);
        }
        return;
    };
    parse.token(Token::DateTime, line, written.text);
    let at = instant(parse, line, &written);
    let (rest, indicator) = cipher_indicator(parse, line, written.rest);
    let mut dtg = DateTimeGroup {
        text: line.text_of(written.text),
        at,
        operating_signals: Vec::new(),
        indicator: indicator.map(|indicator| line.text_of(indicator)),
    };
    signals::read(parse, line, rest, Code::DateTimeSignalUnreadable, &mut dtg.operating_signals);
    if let Some(indicator) = indicator {
        parse.token(Token::CipherIndicator, line, indicator);
    }
    parse.cable.dtg = Some(dtg);
}

/// Takes `P 212156Z SEP 09`, one prosign and a date-time group of two figures of the year; `false` for all else.
pub(super) fn take_plain<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    const GROUP: usize = b"212156Z SEP 09".len();
    let [prosign, b' ', text @ ..] = line.bytes else { return false };
    let Some(action) = Precedence::from_prosign(*prosign).filter(|_| text.len() == GROUP) else {
        return false;
    };
    let Some(written) = written(text).filter(|written| written.zone == b'Z' && written.text.len() == GROUP)
    else {
        return false;
    };
    if written.year.is_none() {
        return false;
    }
    parse.places.precedence = line.place_of(line.bytes.get(..1).unwrap_or_default());
    precedence(parse, action, None);
    let at = instant(parse, line, &written);
    parse.cable.dtg =
        Some(DateTimeGroup { text: line.text_of(text), at, operating_signals: Vec::new(), indicator: None });
    true
}

/// `23730`: the group of five figures by which the receiver of a CODRESS message knows the cipher. No address stands
/// below it (ACP 127(G) 146); where one does, it is out of place.
fn cipher_indicator<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> (&'a [u8], Option<&'a [u8]>) {
    let (before, word) = last_word(rest);
    let Some(indicator) = whole(figures(5, 5), word) else { return (rest, None) };
    if matches!(parse.kind_after(line), Kind::From | Kind::To | Kind::Info) {
        parse.findings.add(
            Code::DateTimeSignalUnreadable,
            line.place_of(indicator),
            format!("{} stands where a signal is expected; it is kept apart", quoted(indicator)),
            "five figures name the key of a message whose addresses are encrypted",
        );
    }
    (before, Some(indicator))
}

/// The words before the date-time group.
struct Opening<'a> {
    line: &'a [u8],
    action: (&'a [u8], Option<Precedence>),
    /// The second word, if both are prosigns.
    info: Option<(&'a [u8], Precedence)>,
    /// What follows the prosigns, or the first word if it is none.
    rest: &'a [u8],
}

impl<'a> Opening<'a> {
    fn of(line: &'a [u8]) -> Self {
        let (first, rest) = first_word(line);
        let action = (first, whole(prosign, first));
        let (second, after) = first_word(rest);
        match whole(prosign, second).filter(|_| action.1.is_some()) {
            Some(info) => Self { line, action, info: Some((second, info)), rest: after },
            None => Self { line, action, info: None, rest },
        }
    }

    /// What stands behind the prosigns; all of the line where it opens with none.
    const fn group(&self) -> &'a [u8] {
        if self.action.1.is_some() { self.rest } else { self.line }
    }
}

/// Reads a line that was told in spite of its damage.
fn read_damaged<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, damaged: &Damaged<'a>) {
    if let Some(action) = damaged.action {
        parse.token(Token::ActionPrecedence, line, damaged.prosigns);
        parse.places.precedence = line.place_of(damaged.prosigns);
        precedence(parse, action, damaged.info);
    }
    parse.token(Token::DateTime, line, damaged.written);
    let place = line.place_of(damaged.written);
    let at = if let Some(meant) = damaged.sure() {
        let right = meant.written(&damaged.year);
        if right.as_bytes() != damaged.written {
            let message = format!("{} is read as `{right}`", quoted(damaged.written));
            let help = "compare it with the filing time of format line 3";
            parse.findings.add(Code::DateTimeRepaired, place, message, help);
        }
        let written = Written {
            text: damaged.written,
            figures: meant.figures.as_bytes(),
            zone: b'Z',
            month: Some(meant.month),
            year: Some(damaged.year.as_bytes()),
            rest: damaged.rest,
        };
        instant(parse, line, &written)
    } else {
        let offers = damaged.offers().map(|offers| format!("it may have been {offers}"));
        let help = offers.unwrap_or_else(|| "compare it with other copies of the message".to_owned());
        let message = format!("a figure or a letter of {} is lost", quoted(damaged.written));
        parse.findings.add(Code::DateTimeDoubtful, place, message, help);
        parse.dtg_year = year_of(damaged.year.as_bytes(), parse.settings.pivot);
        None
    };
    let mut operating_signals = Vec::new();
    signals::read(parse, line, damaged.rest, Code::DateTimeSignalUnreadable, &mut operating_signals);
    parse.cable.dtg =
        Some(DateTimeGroup { text: line.text_of(damaged.written), at, operating_signals, indicator: None });
}

/// Reads the prosigns that open a line; gives what follows them.
pub(super) fn read_precedence<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> &'a [u8] {
    read_opening(parse, line, &Opening::of(line.bytes))
}

fn read_opening<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    opening: &Opening<'a>,
) -> &'a [u8] {
    let (word, Some(action)) = opening.action else {
        let (word, _) = opening.action;
        if written(line.bytes).is_some() {
            return line.bytes;
        }
        let message = format!("expected a precedence prosign, but found {}", quoted(word));
        parse.leftover(
            Code::DateTimeGroupUnreadable,
            line,
            word,
            message,
            "one of `Z`, `O`, `P`, `R` opens format line 5",
        );
        return opening.rest;
    };
    parse.token(Token::ActionPrecedence, line, word);
    parse.places.precedence = line.place_of(word);
    let info = opening.info.map(|(second, info)| {
        parse.token(Token::InfoPrecedence, line, second);
        parse.places.precedence = line.place_of(span(line.bytes, word, second));
        info
    });
    precedence(parse, action, info);
    opening.rest
}

/// Takes what the prosigns say. The higher of two precedences stands first (ACP 127(G) 152a); one that stands twice is
/// one that was sent twice.
#[inline(always)]
fn precedence<T: Trace>(parse: &mut Parse<'_, '_, T>, action: Precedence, info: Option<Precedence>) {
    parse.cable.precedence = Some(DualPrecedence { action, info: info.filter(|info| *info != action) });
    if let Some(info) = info.filter(|info| action <= *info) {
        disordered(parse, action, info);
    }
}

#[cold]
fn disordered<T: Trace>(parse: &mut Parse<'_, '_, T>, action: Precedence, info: Precedence) {
    let place = parse.places.precedence.clone();
    let written = parse.bytes.get(place.clone()).unwrap_or_default();
    let (message, help) = if action == info {
        (format!("{} names {} twice; it counts once", quoted(written), action.word()), "write one letter")
    } else {
        let help = "write the higher precedence, that of the action addressees, first";
        (format!("{} does not stand above {}", action.word(), info.word()), help)
    };
    parse.findings.add(Code::DualPrecedenceDisordered, place, message, help);
}

/// A date-time group, cut into its pieces.
#[derive(Clone, Copy, Debug)]
struct Written<'a> {
    text: &'a [u8],
    figures: &'a [u8],
    zone: u8,
    month: Option<i8>,
    year: Option<&'a [u8]>,
    rest: &'a [u8],
}

/// `ddhhmm`, zone letter, month and year, the last two optional; archives leave a blank before the zone.
#[inline(always)]
fn written(bytes: &[u8]) -> Option<Written<'_>> {
    let (after, digits) = figures(6, 6).parse(bytes).ok()?;
    let zoned = trim_start(after);
    let (zone, after) = zoned.split_at_checked(1)?;
    let letter = *zone.first().filter(|letter| letter.is_ascii_uppercase())?;
    let (month_word, rest) = first_word(trim_start(after));
    let Some(month) = month(month_word).filter(|_| after.first().is_none_or(|byte| *byte == b' ')) else {
        let text = span(bytes, digits, zone);
        return (after.is_empty() || after.starts_with(b" ")).then_some(Written {
            text,
            figures: digits,
            zone: letter,
            month: None,
            year: None,
            rest: trim_start(after),
        });
    };
    let (year_word, after_year) = first_word(rest);
    let year = whole(figures(2, 4), year_word).filter(|year| year.len() != 3);
    let (last, rest) = if year.is_some() { (year_word, after_year) } else { (month_word, rest) };
    Some(Written {
        text: span(bytes, digits, last),
        figures: digits,
        zone: letter,
        month: Some(month),
        year,
        rest,
    })
}

fn instant<T: Trace>(
    parse: &mut Parse<'_, '_, T>,
    line: &Line<'_>,
    written: &Written<'_>,
) -> Option<Timestamp> {
    let place = line.place_of(written.text);
    let (Some(month), Some(year)) = (written.month, written.year) else {
        parse.findings.add(
            Code::YearMissing,
            place,
            format!("{} names no year, so its instant is not known", quoted(written.text)),
            "write month and year, as in `212156Z SEP 09`",
        );
        return None;
    };
    if written.zone != b'Z' {
        parse.findings.add(
            Code::ZoneUnusual,
            place,
            format!(
                "{} is in the time of zone {}; its instant is not worked out",
                quoted(written.text),
                char::from(written.zone)
            ),
            "write date-time groups in Z time",
        );
        return None;
    }
    let year = year_of(year, parse.settings.pivot)?;
    parse.dtg_year = Some(year);
    let at = civil(written.figures, month, year);
    if at.is_none() {
        parse.findings.add(
            Code::DateTimeImpossible,
            place,
            format!("{} names a day or time that does not exist", quoted(written.text)),
            "compare it with the filing time of format line 3",
        );
    } else if written.figures.ends_with(b"0000") {
        let message = format!("{} names midnight, which belongs to two days", quoted(written.text));
        parse.findings.add(Code::MidnightUnusual, place, message, "write 0001Z, or 2359Z of the day before");
    }
    at
}

/// The year that two or four figures name.
fn year_of(figures: &[u8], pivot: u8) -> Option<i16> {
    match figures.len() {
        2 => Some(years::of_two_figures(value(figures), pivot)),
        _ => i16::try_from(value(figures)).ok(),
    }
}

/// `ddhhmm` in a month of a year, in UTC.
pub(super) fn civil(figures: &[u8], month: i8, year: i16) -> Option<Timestamp> {
    let number = value(figures);
    let part = |divisor: u32| i8::try_from(number / divisor % 100).ok();
    let at = Date::new(year, month, part(10_000)?).ok()?;
    let (hour, minute) = (part(100)?, part(1)?);
    if hour > 23 || minute > 59 {
        return None;
    }
    TimeZone::UTC.to_timestamp(at.at(hour, minute, 0, 0)).ok()
}
