//! A cable or transmission taken apart into format line 1, the rest of the heading, text and ending.

use std::ops::Range;

use crate::decode::{Decoder, Layout, Part, Parts, Token};
use crate::message::Cable;

use super::lines::{LineEnd, lines_back, lines_from, part};

/// The places of the four parts, and of the tokens that differ between the sections of one cable.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'a> {
    /// All bytes.
    pub(crate) bytes: &'a [u8],
    /// What the decoder says of them.
    pub(crate) cable: Cable<'a>,
    /// The line end of the first line.
    pub(crate) line_end: LineEnd,
    /// Format line 1 with its line end, from the first byte on; empty where there is none.
    pub(crate) identification: Range<usize>,
    /// From format line 2 to the end of the heading, without the break.
    pub(crate) heading: Range<usize>,
    /// From the classification line to the closing break, line ends included but for one that was supplied to the text
    /// when it was sent (see [`LineEnd::to_supply`]).
    pub(crate) text: Range<usize>,
    /// Closing break, validation and end of message, as far as they are there.
    pub(crate) ending: Ending,
    /// Whether a `BT` separates heading and text.
    pub(crate) heading_break: bool,
    /// The first line of the text with its line end, where it is a classification line.
    pub(crate) class_line: Range<usize>,
    /// `SECTION 01 OF 04`
    pub(crate) label: Option<Range<usize>>,
    /// `STATE 097951` on the classification line.
    pub(crate) reference: Option<Range<usize>>,
    /// `0809`
    pub(crate) channel_number: Option<Range<usize>>,
    /// `#7951`
    pub(crate) serial: Option<Range<usize>>,
    /// `/01`
    pub(crate) serial_section: Option<Range<usize>>,
}

/// Which lines end a message: format lines 13, 15 and 16.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each line is there or not, in any combination")]
pub(crate) struct Ending {
    /// From the first of them to the last byte.
    pub(crate) place: Range<usize>,
    /// `BT`
    pub(crate) text_break: bool,
    /// `#7951`
    pub(crate) validation: bool,
    /// Corrections to the text, `C WA 1500Z POSITION` (ACP 127(G) 211d).
    pub(crate) corrections: bool,
    /// `NNNN`
    pub(crate) end: bool,
}

impl<'a> Frame<'a> {
    /// Takes the bytes of one cable or transmission apart.
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        let mut parts = Parts::default();
        let cable = Decoder::new().cable_traced(bytes, &mut parts);
        Self::new(bytes, cable, &parts.0)
    }

    /// Takes bytes apart in which this was read at these places. A byte outside the four parts belongs to the break
    /// between heading and text or to a supplied line end.
    pub(crate) fn new(bytes: &'a [u8], cable: Cable<'a>, layout: &Layout) -> Self {
        let ending = Ending::of(bytes);
        let identification = Self::line(bytes, layout, Part::Transmission, ending.place.start);
        let identification = 0..identification.end;
        let class_line = Self::line(bytes, layout, Part::ClassLine, ending.place.start);
        let until = if class_line.is_empty() { ending.place.start } else { class_line.start };
        // Pilots stand between format lines 1 and 2 of this copy and the message's own heading.
        let message =
            layout.parts.iter().filter(|(part, _)| *part == Part::Pilot).map(|(_, place)| place.end).max();
        let message = message.map_or(identification.end, |end| past_line(bytes, end.saturating_sub(1)));
        let heading_break = lines_from(bytes, message)
            .take_while(|line| line.start < until)
            .find(|line| line.trimmed(bytes) == b"BT");
        let (heading_end, text_start) = match heading_break {
            Some(line) => (line.start, line.end),
            None if class_line.is_empty() => {
                let end = Self::heading_end(bytes, layout).clamp(identification.end, ending.place.start);
                (end, end)
            }
            None => (class_line.start, class_line.start),
        };
        let mut text = text_start..ending.place.start;
        let line_end = LineEnd::of(bytes);
        if ending.text_break {
            text.end = text.start + line_end.without_supplied(part(bytes, text.clone())).len();
        }
        let class_line = class_line.start..class_line.end.min(text.end);
        let token = |token: Token, within: &Range<usize>| {
            layout
                .tokens
                .iter()
                .find(|(kind, place)| {
                    *kind == token && within.start <= place.start && place.end <= within.end
                })
                .map(|(_, place)| place.clone())
        };
        let heading = identification.end..heading_end;
        Self {
            bytes,
            line_end,
            text,
            heading_break: heading_break.is_some(),
            label: token(Token::SectionLabel, &class_line),
            reference: token(Token::ReferenceNumber, &class_line),
            channel_number: token(Token::ChannelNumber, &identification),
            serial: token(Token::Serial, &(message..heading_end)),
            serial_section: token(Token::SerialSection, &(message..heading_end)),
            cable,
            identification,
            heading,
            ending,
            class_line,
        }
    }

    /// The bytes of one of its parts.
    pub(crate) fn part(&self, place: &Range<usize>) -> &'a [u8] {
        self.bytes.get(place.clone()).unwrap_or_default()
    }

    /// The lines that a transmission has and a joined cable has not.
    pub(crate) fn frame_lines(&self) -> Vec<&'static str> {
        let lines = [
            (self.heading_break || self.ending.text_break, "BT"),
            (self.ending.corrections, "corrections"),
            (self.ending.validation, "# and serial"),
            (self.ending.end, "NNNN"),
        ];
        lines.into_iter().filter_map(|(there, line)| there.then_some(line)).collect()
    }

    /// The text behind the classification line.
    pub(crate) fn body(&self) -> Range<usize> {
        self.class_line.end.clamp(self.text.start, self.text.end)..self.text.end
    }

    /// The lines of the first part of this kind with their line end, cut at `limit`; empty where there is none.
    fn line(bytes: &[u8], layout: &Layout, kind: Part, limit: usize) -> Range<usize> {
        let place = layout.parts.iter().find(|(part, _)| *part == kind).map(|(_, place)| place.clone());
        match place {
            Some(place) if place.start < limit => place.start..past_line(bytes, place.end).min(limit),
            _ => 0..0,
        }
    }

    fn heading_end(bytes: &[u8], layout: &Layout) -> usize {
        let heading = layout.parts.iter().filter(|(part, _)| *part <= Part::Readdressed);
        heading.map(|(_, place)| past_line(bytes, place.end)).max().unwrap_or(0)
    }
}

/// Where the line ends in which `at` lies.
fn past_line(bytes: &[u8], at: usize) -> usize {
    lines_from(bytes, at).next().map_or(bytes.len(), |line| line.end)
}

impl Ending {
    /// Looks at the last lines only: the end of message, before it validation or corrections, before them the break.
    fn of(bytes: &[u8]) -> Self {
        let mut ending = Self { place: bytes.len()..bytes.len(), ..Self::default() };
        let mut seen = Self::default();
        for line in lines_back(bytes, bytes.len()) {
            let content = without_fill(line.content(bytes));
            if content.is_empty() {
                continue;
            }
            if content == b"BT" {
                seen.text_break = true;
            } else if content == b"NNNN" && seen == Self::default() {
                seen.end = true;
            } else if is_validation(content) && !seen.validation {
                seen.validation = true;
            } else if matches!(content, [b'C', b' ' | b'0'..=b'9', ..]) {
                seen.corrections = true;
            } else {
                break;
            }
            // A validation or a correction alone is a line of text like any other.
            if seen.text_break || (seen.end && !seen.corrections) {
                ending = Self { place: line.start..bytes.len(), ..seen.clone() };
            }
            if seen.text_break {
                break;
            }
        }
        ending
    }
}

/// Without blanks, and without the letter shifts or deletes that fill up after an end of message.
fn without_fill(mut content: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t' | b'\r' | 0x00 | 0x1f | 0x7f] = content {
        content = rest;
    }
    content.trim_ascii_start()
}

/// `#7951`, `#0051`
fn is_validation(line: &[u8]) -> bool {
    line.strip_prefix(b"#").is_some_and(|serial| {
        (1..=8).contains(&serial.len())
            && serial.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || *byte == b'/')
    })
}

/// How many lines these bytes hold.
pub(crate) fn count_lines(bytes: &[u8]) -> usize {
    // What follows the last line feed is a line, too.
    memchr::memchr_iter(b'\n', bytes).count() + usize::from(bytes.last().is_some_and(|last| *last != b'\n'))
}

/// Whether a line of the text, sent as it is, would be read as the end of its text or message, or as the start of
/// another one.
pub(crate) fn would_end(line: &[u8]) -> bool {
    line == b"BT" || line == b"NNNN" || line.starts_with(b"ZCZC") || part(line, 0..5) == b"VZCZC"
}
