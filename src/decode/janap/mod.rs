//! Format line 2 of JANAP 128: a header of fixed positions, then the routing indicators, up to a full stop.
//!
//! ```text
//! RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.
//! 1        10     17   22     30  34
//! ```
//!
//! Positions 1 to 8, 34 and the end are as the US Navy's course 14226 gives them; the others are worked out from its
//! basic header of 43 positions.

mod agreement;
mod grid;

use std::ops::Range;

use crate::decode::findings::quoted;
use crate::decode::grammar::value;
use crate::decode::lines::{Line, span, words};
use crate::decode::origin::is_time;
use crate::decode::parse::Parse;
use crate::decode::{Token, Trace, routing};
use crate::message::{Call, Code, Janap, Origin, Precedence, RoutingIndicator, limits};
use grid::{GRID, ROUTING, dashes, fits, pieces};

pub(super) use agreement::finish;
pub(super) use grid::{is_damaged, is_header};

const PRECEDENCE: Range<usize> = 0..1;
const MEDIA: Range<usize> = 1..3;
const CLASS: Range<usize> = 3..4;
const CONTENT: Range<usize> = 4..8;
const STATION: Range<usize> = 9..16;
const SERIAL: Range<usize> = 16..20;
const DAY: Range<usize> = 21..24;
const TIME: Range<usize> = 24..28;
const MARKING: Range<usize> = 29..33;

/// The fields before the routing, each as written; empty where it cannot be told where it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Fields<'a> {
    precedence: &'a [u8],
    media: &'a [u8],
    class: &'a [u8],
    content: &'a [u8],
    station: &'a [u8],
    serial: &'a [u8],
    day: &'a [u8],
    time: &'a [u8],
    marking: &'a [u8],
}

/// Reads the header and the routing on its line.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let dashes = dashes(line.bytes);
    let (fields, routing) = match dashes {
        Some(dashes) if dashes != ROUTING => (by_words(parse, line, dashes), dashes + 2),
        _ => (by_columns(parse, line), ROUTING + 2),
    };
    let mut call = Call { precedence: None, indicators: Vec::with_capacity(4) };
    let mut janap = Janap::default();
    let mut origin = Origin::default();
    let letters = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_uppercase);
    let figures = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);

    let prosign = fields.precedence.first().copied().and_then(Precedence::from_prosign);
    if take(parse, line, fields.precedence, Token::CallPrecedence, "a precedence prosign", prosign.is_some())
    {
        call.precedence = prosign;
        parse.places.call_precedence = line.place_of(fields.precedence);
    }
    if take(
        parse,
        line,
        fields.media,
        Token::LanguageMedia,
        "two letters of the media",
        letters(fields.media),
    ) {
        janap.language_media_format = Some(line.text_of(fields.media));
    }
    if take(parse, line, fields.class, Token::ClassLetter, "the class, one letter", letters(fields.class)) {
        janap.class_letter = Some(line.text_of(fields.class));
    }
    let content = matches!(fields.content, [first, ..] if first.is_ascii_uppercase())
        && fields.content.iter().all(|byte| fits(*byte, b'N'));
    if take(
        parse,
        line,
        fields.content,
        Token::ContentIndicator,
        "a content indicator, four letters",
        content,
    ) {
        janap.content_indicator = Some(line.text_of(fields.content));
    }
    let station = fields.station.trim_ascii_end();
    let fit = RoutingIndicator::fits(station);
    if take(parse, line, fields.station, Token::OriginStation, "a station of four to seven letters", fit) {
        origin.indicator = RoutingIndicator::read(line.text_of(station));
    }
    if take(parse, line, fields.serial, Token::Serial, "a serial of four figures", figures(fields.serial)) {
        origin.serial = Some(line.text_of(fields.serial));
        parse.places.serial = line.place_of(fields.serial);
    }
    let day = u16::try_from(value(fields.day)).ok().filter(|day| (1..=366).contains(day));
    let day = day.filter(|_| figures(fields.day));
    if take(parse, line, fields.day, Token::FilingDay, "a day of the year", day.is_some()) {
        origin.day = day;
    }
    let timed = figures(fields.time) && is_time(fields.time);
    if take(parse, line, fields.time, Token::FilingTime, "an hour and a minute", timed) {
        origin.time = Some(line.text_of(fields.time));
    }
    if origin.day.is_some() && origin.time.is_some() {
        parse.places.filing = line.place_of(span(line.bytes, fields.day, fields.time));
    }
    let marked = letters(fields.marking);
    if take(parse, line, fields.marking, Token::Marking, "four letters of the class", marked) {
        janap.marking = Some(line.text_of(fields.marking));
        parse.places.header_marking = line.place_of(fields.marking);
    }

    parse.cable.janap = Some(janap);
    parse.cable.origin = Some(origin);
    parse.numbered = false;
    parse.places.routing_open = true;
    let list = line.after(routing.min(line.bytes.len()));
    parse.places.called = line.place_of(list);
    called(parse, line, list, &mut call);
    parse.cable.call = Some(call);
}

/// Takes a field that fits, or says what belongs there; an empty one has been spoken of.
fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    piece: &'a [u8],
    token: Token,
    what: &str,
    fits: bool,
) -> bool {
    if piece.is_empty() {
        return false;
    }
    if fits {
        parse.token(token, line, piece);
        return true;
    }
    let place = line.place_of(piece);
    let first = place.start - line.start + 1;
    let columns = match piece.len() {
        1 => format!("position {first}"),
        length => format!("positions {first} to {}", first + length - 1),
    };
    let message = format!("expected {what} in {columns}, but found {}", quoted(piece));
    let help = "compare it with the later lines, or with other copies of the message";
    parse.leftover(Code::HeaderPositionUnreadable, line, piece, message, help);
    false
}

fn by_columns<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Fields<'a> {
    let piece = |columns: Range<usize>| {
        line.bytes.get(columns.start..columns.end.min(line.bytes.len())).unwrap_or_default()
    };
    for (columns, what) in [
        (8..9, "a blank"),
        (20..21, "a blank"),
        (28..29, "a dash"),
        (ROUTING..ROUTING + 1, "a dash"),
        (ROUTING + 1..ROUTING + 2, "a dash"),
    ] {
        let holds = GRID.get(columns.start).copied().unwrap_or_default();
        let begins = columns.start;
        let found = piece(columns);
        match found.first() {
            Some(byte) if *byte != holds => misplaced(parse, line, found, what),
            Some(b'-') if begins < ROUTING => parse.token(Token::HeaderDash, line, found),
            _ => {}
        }
    }
    // Either of the two may be damaged; what is left of them begins the routing.
    let dashes = piece(ROUTING..ROUTING + 2);
    let start = dashes.iter().take_while(|byte| **byte != b'-').count();
    let dashes = dashes.get(start..).unwrap_or_default();
    let length = dashes.iter().take_while(|byte| **byte == b'-').count();
    if length > 0 {
        parse.token(Token::HeaderDash, line, dashes.get(..length).unwrap_or_default());
    }
    if line.bytes.len() < GRID.len() {
        let end = line.place().end;
        let message = format!("the header ends in position {}, before the routing", line.bytes.len());
        let help = "compare it with other copies of the message";
        parse.findings.add(Code::HeaderPositionUnreadable, end..end, message, help);
    }
    Fields {
        precedence: piece(PRECEDENCE),
        media: piece(MEDIA),
        class: piece(CLASS),
        content: piece(CONTENT),
        station: piece(STATION),
        serial: piece(SERIAL),
        day: piece(DAY),
        time: piece(TIME),
        marking: piece(MARKING),
    }
}

fn misplaced<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: &'a [u8], what: &str) {
    let place = line.place_of(found);
    let message =
        format!("expected {what} in position {}, but found {}", place.start - line.start + 1, quoted(found));
    let help = "compare it with other copies of the message";
    if found == b" " {
        parse.findings.add(Code::HeaderPositionUnreadable, place, message, help);
    } else {
        parse.leftover(Code::HeaderPositionUnreadable, line, found, message, help);
    }
}

/// Reads a header that lost or gained positions: each word that has its length keeps its fields.
fn by_words<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, dashes: usize) -> Fields<'a> {
    let left = line.bytes.get(..dashes).unwrap_or_default();
    let [first, second, third] = pieces(left);
    let mut fields = Fields::default();
    let wrong =
        [(first, 8), (second, 11), (third, 12)].into_iter().find(|(word, length)| word.len() != *length);
    if let Some((word, length)) = wrong {
        let message = format!("expected {length} characters, but {} has {}", quoted(word), word.len());
        let help = "a character was lost or put in; the words that have their length are read";
        // A word that is missing is missing before the routing.
        let place = if word.is_empty() { line.place_of(left).end } else { line.place_of(word).start };
        parse.findings.add(Code::HeaderShifted, place..place + word.len(), message, help);
    } else {
        let first = line.bytes.iter().zip(GRID).take_while(|(byte, holds)| fits(**byte, **holds)).count();
        let place = line.place().start + first;
        let message = format!("a blank too many moves all from position {} on", first + 1);
        parse.findings.add(
            Code::HeaderShifted,
            place..place + 1,
            message,
            "one blank stands between two words",
        );
    }
    if let ([precedence, ..], 8) = (first, first.len()) {
        let rest = |columns: Range<usize>| first.get(columns).unwrap_or_default();
        fields.precedence = std::slice::from_ref(precedence);
        (fields.media, fields.class, fields.content) = (rest(MEDIA), rest(CLASS), rest(CONTENT));
    } else {
        unread(parse, line, first);
    }
    // Few stations fill all seven positions, so that one of fewer letters without blanks behind it is read.
    let letters = second.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (station, rest) = second.split_at(letters);
    let serial = rest.trim_ascii_start();
    if RoutingIndicator::fits(station) && serial.len() == 4 {
        (fields.station, fields.serial) = (station, serial);
    } else {
        unread(parse, line, second);
    }
    let dash = third.iter().position(|byte| *byte == b'-').unwrap_or(third.len());
    let (filing, marking) = third.split_at(dash);
    let marking = marking.strip_prefix(b"-").unwrap_or(marking);
    if dash < third.len() {
        parse.token(Token::HeaderDash, line, third.get(dash..=dash).unwrap_or_default());
    }
    parse.token(Token::HeaderDash, line, line.bytes.get(dashes..dashes + 2).unwrap_or_default());
    if let Some((day, time)) = filing.split_at_checked(3).filter(|(_, time)| time.len() == 4) {
        (fields.day, fields.time) = (day, time);
    } else {
        unread(parse, line, filing);
    }
    if marking.len() == 4 {
        fields.marking = marking;
    } else {
        unread(parse, line, marking);
    }
    fields
}

fn unread<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, word: &'a [u8]) {
    let message = format!("{} cannot be read by its positions", quoted(word));
    let help = "compare it with the later lines, or with other copies of the message";
    parse.leftover(Code::HeaderPositionUnreadable, line, word, message, help);
}

/// Reads a line on which the routing goes on.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let Some(mut call) = parse.cable.call.take() else { return };
    called(parse, line, line.bytes, &mut call);
    parse.places.called.end = line.place().end;
    parse.cable.call = Some(call);
}

/// Whether a line can go on with the routing.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    let word = words(line).next().unwrap_or_default();
    routing::is_continuation(word.strip_suffix(b".").unwrap_or(word)) || word == b"."
}

fn called<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, list: &'a [u8], call: &mut Call<'a>) {
    for word in words(list) {
        if word == b"SUSDUPE" {
            parse.token(Token::SuspectedDuplicate, line, word);
            if let Some(janap) = &mut parse.cable.janap {
                janap.suspected_duplicate = true;
            }
            continue;
        }
        if !parse.places.routing_open {
            let message = format!("the routing has ended, but {} follows", quoted(word));
            parse.leftover(Code::RoutingEndMisplaced, line, word, message, "a full stop ends the routing");
            continue;
        }
        let (letters, end) = match word.strip_suffix(b".") {
            Some(letters) => (letters, word.get(letters.len()..).unwrap_or_default()),
            None => (word, &[][..]),
        };
        if let Some(station) = RoutingIndicator::read(line.text_of(letters)) {
            parse.token(Token::CalledStation, line, letters);
            call.indicators.push(station);
            if call.indicators.len() == limits::JANAP_INDICATORS_MAX + 1 {
                too_many(parse, line, letters);
            }
        } else if letters.is_empty() {
            let message = "a blank stands before the full stop that ends the routing";
            let help = "it follows the last indicator at once";
            parse.findings.add(Code::RoutingEndMisplaced, line.place_of(word), message, help);
        } else {
            let message = format!(
                "expected a routing indicator, four to seven capital letters, but found {}",
                quoted(letters)
            );
            let help = "compare it with the stations before the strokes of the addressees";
            parse.leftover(Code::CallIndicatorUnreadable, line, letters, message, help);
        }
        if !end.is_empty() {
            parse.token(Token::RoutingEnd, line, end);
            parse.places.routing_open = false;
        }
    }
}

fn too_many<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, station: &[u8]) {
    let message = format!(
        "{} is more than the {} indicators that one transmission may call",
        quoted(station),
        limits::JANAP_INDICATORS_MAX
    );
    let help = "make two transmissions, and keep indicators with the same first four letters together";
    parse.findings.add(Code::RoutingTooLong, line.place_of(station), message, help);
}
