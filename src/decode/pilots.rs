//! Pilots: headings that stations put before the whole of a received message (ACP 127(G) 419, 420, 426, 427).
//!
//! A routing line without `DE` below it is that of a pilot: its instruction follows, then the older heading from its
//! format line 1 on. A rerun for a tributary has a whole service message for a pilot, whose text says what is rerun.

use std::borrow::Cow;
use std::ops::Range;

use super::format_lines::repeated;
use super::header::{Header, Stage, Verdict};
use super::kind::{Kind, kind, word_is};
use super::lines::{Line, first_word, trim_start, words};
use super::parse::Parse;
use super::{Part, Token, Trace, class, origin, security};
use crate::message::{Call, Pilot, Transmission, limits};
use memchr::memchr;

/// What has been read of pilots.
pub(super) struct Pilots<'a> {
    /// Format lines 1 and 2 of the newest pilot, which are those of the cable.
    newest: Option<Newest<'a>>,
    /// The instruction of a pilot was read; the heading below it has not begun.
    open: bool,
    /// Where the lines of a service message that is a pilot end.
    service_end: usize,
}

struct Newest<'a> {
    transmission: Option<Transmission<'a>>,
    call: Option<Call<'a>>,
    call_precedence: Range<usize>,
    called: Range<usize>,
}

impl Pilots<'_> {
    /// None has been met.
    pub(super) const NONE: Self = Self { newest: None, open: false, service_end: 0 };
}

/// Whether a line has the look of a pilot's instruction: a security warning, a signal, or who transmits to whom.
pub(super) fn is_instruction(line: &[u8]) -> bool {
    word_is(line, b"ZNR") || word_is(line, b"ZNY") || security::is_continuation(line)
}

/// Whether an older heading begins below this line, instructions in between passed over.
pub(super) fn heads_heading(bytes: &[u8], below: usize) -> bool {
    let mut at = below;
    for _ in 0..8 {
        let Some(line) = Line::at(bytes, "", at) else { return false };
        at = line.next;
        match kind(line.bytes) {
            Kind::Transmission | Kind::Call => return true,
            Kind::Blank => {}
            _ if is_instruction(line.bytes) => {}
            _ => return false,
        }
    }
    false
}

/// Where the service message that is the pilot of a rerun ends, if one begins with the `DE` line at `from`:
/// `… BT`, `UNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z`, and the heading of the message directly below
/// (ACP 127(G) 419e).
pub(super) fn service_end(bytes: &[u8], from: usize) -> Option<usize> {
    let below = Line::at(bytes, "", from)?.next;
    if !may_break(bytes, below) {
        return None;
    }
    let mut line = Line::at(bytes, "", below)?;
    while is_instruction(line.bytes) {
        line = Line::at(bytes, "", line.next)?;
    }
    if line.bytes != b"BT" {
        return None;
    }
    let mut line = Line::at(bytes, "", line.next)?;
    let level = class::level(line.bytes)?;
    let (word, mut said) = first_word(level.rest);
    let mut repeats = false;
    if word != b"SVC" || first_word(said).0 != b"ZUI" {
        return None;
    }
    for _ in 0..4 {
        repeats |= words(said).any(|word| word == b"ZDK");
        let end = line.next;
        line = Line::at(bytes, "", end)?;
        match kind(line.bytes) {
            Kind::Transmission | Kind::Call => return repeats.then_some(end),
            Kind::Break | Kind::Blank => return None,
            _ => said = line.bytes,
        }
    }
    None
}

/// A quick look that most headings do not pass: whether the line at this place, or below others that may be instructions,
/// may be `BT`.
pub(super) fn may_break(bytes: &[u8], from: usize) -> bool {
    let mut rest = bytes.get(from..).unwrap_or_default();
    for _ in 0..16 {
        match trim_start(rest).first() {
            Some(b'B') => return true,
            Some(b'Z' | b'Q' | b'T' | b'I' | b'R' | b'U') => {}
            _ => return false,
        }
        let Some(end) = memchr(b'\n', rest) else { return false };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    false
}

impl<'a> Header<'a> {
    /// Takes a line between a routing line and the `DE` of the message. `None` where it belongs to no pilot.
    pub(super) fn pilot<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> Option<Verdict> {
        let service = kind == Kind::Origin;
        let belongs = match kind {
            Kind::Origin => {
                self.pilots.service_end = service_end(parse.bytes, line.first)?;
                true
            }
            // Behind an instruction it is that of the heading that the pilot was put before.
            Kind::Transmission => !self.pilots.open && heads_heading(parse.bytes, line.next),
            _ => is_instruction(line.bytes) && heads_heading(parse.bytes, line.next),
        };
        if !belongs {
            return None;
        }
        if parse.cable.pilots.len() == limits::PILOTS_MAX {
            return Some(repeated(parse, line));
        }
        self.begin_pilot(parse);
        parse.begin_or_extend(Part::Pilot, line);
        if service {
            return Some(self.service_line(parse, line));
        }
        self.pilots.open = true;
        if kind == Kind::Transmission {
            return Some(self.procedure(parse, line, kind));
        }
        (self.stage, self.last) = (Stage::Security, Stage::Security);
        security::read(parse, line);
        Some(Verdict::Known)
    }

    /// Puts format lines 1 and 2 that were read so far where they belong, and a new pilot below them.
    fn begin_pilot<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        let (transmission, call) = (parse.cable.transmission.take(), parse.cable.call.take());
        if let Some(last) = parse.cable.pilots.last_mut() {
            (last.transmission, last.call) = (transmission, call);
        } else {
            let call_precedence = std::mem::take(&mut parse.places.call_precedence);
            let called = std::mem::take(&mut parse.places.called);
            self.pilots.newest = Some(Newest { transmission, call, call_precedence, called });
        }
        parse.cable.pilots.push(Pilot::default());
    }

    /// Whether a line belongs to a service message that is a pilot.
    pub(super) const fn in_service(&self, line: &Line<'_>) -> bool {
        line.first < self.pilots.service_end
    }

    /// Reads a line of a service message that is a pilot.
    pub(super) fn service_line<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
    ) -> Verdict {
        parse.begin_or_extend(Part::Pilot, line);
        self.pilots.open = true;
        match kind(line.bytes) {
            Kind::Origin => origin::read(parse, line),
            Kind::Break => parse.token(Token::Break, line, line.bytes),
            _ if parse.cable.security.is_none() && is_instruction(line.bytes) => security::read(parse, line),
            _ => {
                let said = match class::level(line.bytes) {
                    Some(level) => {
                        parse.token(Token::ClassWord, line, level.written);
                        level.rest
                    }
                    None => line.bytes,
                };
                parse.token(Token::ServiceText, line, said);
                if let Some(pilot) = parse.cable.pilots.last_mut() {
                    let text = line.text();
                    pilot.service = Some(match pilot.service.take() {
                        Some(above) => Cow::Owned(format!("{above} {text}")),
                        None => text,
                    });
                }
            }
        }
        Verdict::Known
    }

    /// The heading that a pilot was put before begins: what was read since its routing line is the pilot's.
    pub(super) fn close_pilot<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        if !std::mem::take(&mut self.pilots.open) {
            return;
        }
        let cable = &mut *parse.cable;
        if let Some(pilot) = cable.pilots.last_mut() {
            pilot.security = cable.security.take();
            pilot.origin = cable.origin.take();
        }
        (self.stage, self.last) = (Stage::Start, Stage::Start);
        parse.places.without_serial = false;
        parse.places.signal = 0..0;
        parse.places.marking = 0..0;
    }

    /// Puts the newest format lines 1 and 2 back in their place, and the message's own with the last pilot.
    pub(super) fn finish_pilots<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        let Some(newest) = self.pilots.newest.take() else { return };
        self.close_pilot(parse);
        let cable = &mut *parse.cable;
        let transmission = std::mem::replace(&mut cable.transmission, newest.transmission);
        let call = std::mem::replace(&mut cable.call, newest.call);
        if let Some(pilot) = cable.pilots.last_mut() {
            (pilot.transmission, pilot.call) = (transmission, call);
        }
        parse.places.call_precedence = newest.call_precedence;
        parse.places.called = newest.called;
    }
}
