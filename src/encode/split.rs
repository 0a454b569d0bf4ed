//! A cable into the transmissions that carry it (spec: sections and pages; ACP 127(G) 208e).

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::message::{Cable, Dialect, MessageReference, Section};

use super::frame::{Frame, count_lines, would_end};
use super::lines::{lines, part};
use super::marks::{Mark, marks, opens_with_mark};
use super::pages::{Budget, cuts};
use super::{encode, text};

/// The transmissions of one cable, and what has to be said about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The message reference number in the form `09STATE97951`, where there is one.
    pub id: Option<String>,
    /// Into how many sections the cable is divided; 1 where it is not.
    pub of: u8,
    /// Each section's number and transmission, in order.
    pub transmissions: Vec<(u8, Vec<u8>)>,
    /// The sections that the cable should have and does not have.
    pub missing: Vec<u8>,
    /// What joining the transmissions cannot give back, and what else is out of the ordinary.
    pub notes: Vec<SplitNote>,
}

/// What is out of the ordinary about a division.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitNote {
    /// The cable bears lines of its own that every transmission bears; joined, it lacks them.
    OwnLines {
        /// Which: `BT`, `#7951`, `NNNN`.
        lines: Vec<String>,
    },
    /// The cable has no format line 1 with a number to count on from.
    NoChannelNumber,
    /// A mark in unusual surroundings stays in the text of the section that begins with it.
    MarkKept {
        /// Which section.
        number: u8,
    },
    /// The cable is too long for one transmission and has no classification line that could bear a section label.
    Undivided {
        /// Its lines.
        lines: usize,
    },
    /// A line of the text would be read as the end of the text or of the message.
    LineEnds {
        /// Which line of the cable, from 1.
        line: usize,
    },
    /// Format line 3 already bore a section, though the text has no label; joined in plain form, it lacks it.
    SectionUnlabelled,
}

impl fmt::Display for SplitNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnLines { lines } => {
                write!(f, "its own {} cannot be restored by joining", lines.join(", "))
            }
            Self::NoChannelNumber => f.write_str("it has no channel number, so its transmissions bear none"),
            Self::MarkKept { number } => {
                write!(f, "the mark of section {number:02} is of unusual form and stays in the text")
            }
            Self::Undivided { lines } => write!(
                f,
                "it has {lines} lines, but no classification line for section labels, and stays in one piece"
            ),
            Self::LineEnds { line } => {
                write!(f, "line {line} of it would be read as the end or start of a transmission")
            }
            Self::SectionUnlabelled => {
                f.write_str("its format line 3 bears a section and its text no label: this cannot be restored by joining")
            }
        }
    }
}

/// Why a cable could not be divided into transmissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// Nothing of a cable was recognised in it.
    #[error("nothing of a cable was recognised, so there is nothing to transmit")]
    NotACable,
}

/// Gives the transmissions of a cable in order: one, where it is not divided.
///
/// As [`divide`], for callers who need the bytes only.
///
/// # Errors
///
/// [`SplitError::NotACable`] where nothing of a cable is recognised.
pub fn split(cable: &Cable<'_>) -> Result<Vec<Vec<u8>>, SplitError> {
    Ok(divide(cable)?.transmissions.into_iter().map(|(_, transmission)| transmission).collect())
}

/// Divides a cable into transmissions.
///
/// Each has a format line 1 with the number of the cable's own or one of the next (9999 is followed by 0001), format
/// lines 2 to 9 as in the cable, `BT`, the classification line, its part of the text byte for byte, `BT`, the serial
/// and `NNNN`. Where there are several, format line 3 bears the section (`/01`) and the classification line its label.
/// A cable with archival section marks is cut at them; one without label is cut where it exceeds about 100 lines, at
/// ends of paragraphs or sentences.
///
/// A text whose last line does not end as those of the heading do gets a line end with one carriage return more, by
/// which [`join`](crate::reassembly::join) sees that it is not part of the text.
///
/// ```
/// let cable = torntape::Decoder::new().cable(
///     b"VZCZCXMO0007\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\nFM SECSTATE WASHDC\n\
///       TO RUEHMO/AMEMBASSY MOSCOW\nUNCLAS STATE 000012\nTAGS: AMGT\nSUBJECT: CLOCKS\n",
/// );
/// let division = torntape::encode::divide(&cable)?;
/// assert_eq!(division.of, 1);
/// assert!(division.transmissions[0].1.ends_with(b"\nBT\n#0012\nNNNN\n"));
/// # Ok::<(), torntape::encode::SplitError>(())
/// ```
///
/// # Errors
///
/// [`SplitError::NotACable`] where nothing of a cable is recognised.
pub fn divide(cable: &Cable<'_>) -> Result<Division, SplitError> {
    let bytes: Cow<'_, [u8]> = Cow::Owned(encode(cable));
    let frame = Frame::of(&bytes);
    if frame.bytes.is_empty() || frame.cable.dialect == Dialect::Unknown {
        return Err(SplitError::NotACable);
    }
    let plan = Plan::of(&frame);
    let transmissions = plan
        .pieces
        .iter()
        .zip(0..)
        .map(|(piece, later)| (piece.number, transmission(&frame, &plan, piece, later)))
        .collect();
    Ok(Division {
        id: frame.cable.mrn.as_ref().and_then(|mrn| mrn.id.clone()).map(Cow::into_owned),
        of: plan.of,
        transmissions,
        missing: plan.missing(),
        notes: notes(&frame, &plan),
    })
}

/// Which part of the text goes into which section.
struct Plan {
    of: u8,
    pieces: Vec<Piece>,
    /// The cable bears no label of its own: each section gets one.
    label_anew: bool,
    /// Lines of a text that ought to be divided and cannot be.
    undivided: Option<usize>,
    kept_marks: Vec<u8>,
}

struct Piece {
    number: u8,
    /// Of the first piece with the classification line, of later ones without.
    place: Range<usize>,
}

impl Plan {
    fn of(frame: &Frame<'_>) -> Self {
        match frame.cable.section {
            Some(section) if frame.label.is_some() && (1..=section.of).contains(&section.number) => {
                Self::at_marks(frame, section)
            }
            _ => Self::by_length(frame),
        }
    }

    fn at_marks(frame: &Frame<'_>, section: Section) -> Self {
        let body = frame.body();
        let text = frame.part(&body);
        let mut plan =
            Self { of: section.of, pieces: Vec::new(), label_anew: false, undivided: None, kept_marks: Vec::new() };
        let marks = frame
            .cable
            .mrn
            .as_ref()
            .map(|mrn| (mrn, marks(text, mrn, section.of, frame.line_end)))
            .map(|(mrn, marks)| chosen(&marks, section, text, mrn));
        let (mut number, mut start) = (section.number, frame.text.start);
        for cut in marks.unwrap_or_default() {
            plan.pieces.push(Piece { number, place: start..body.start + cut.from });
            (number, start) = (cut.number, body.start + cut.to);
            if cut.kept {
                plan.kept_marks.push(number);
            }
        }
        plan.pieces.push(Piece { number, place: start..frame.text.end });
        plan
    }

    fn by_length(frame: &Frame<'_>) -> Self {
        let heading_lines = count_lines(frame.part(&(0..frame.heading.end))) + 1;
        let text = frame.part(&frame.text);
        let cuts = cuts(text, Budget::beside(heading_lines));
        let class_line = frame.class_line.end.saturating_sub(frame.text.start);
        // Only a text that opens with its classification line can bear labels.
        let can_bear = !frame.class_line.is_empty() && frame.label.is_none();
        let undivided = (!can_bear && !cuts.is_empty()).then(|| heading_lines + count_lines(text));
        let cuts: Vec<usize> = cuts.into_iter().filter(|&at| can_bear && at > class_line).collect();
        let of = u8::try_from(cuts.len() + 1).unwrap_or(u8::MAX);
        let ends = cuts.iter().map(|&at| frame.text.start + at).chain([frame.text.end]);
        let starts = [frame.text.start].into_iter().chain(cuts.iter().map(|&at| frame.text.start + at));
        let pieces =
            (1..=of).zip(starts.zip(ends)).map(|(number, (start, end))| Piece { number, place: start..end }).collect();
        Self { of, pieces, label_anew: of > 1, undivided, kept_marks: Vec::new() }
    }

    fn missing(&self) -> Vec<u8> {
        (1..=self.of).filter(|number| self.pieces.iter().all(|piece| piece.number != *number)).collect()
    }
}

/// The end of one section and the start of the next, as places in the text behind the classification line.
struct Cut {
    number: u8,
    from: usize,
    to: usize,
    kept: bool,
}

/// For each section number in turn the first mark block behind the one before; failing a block, the first mark in
/// other surroundings, which then stays in the text.
fn chosen(marks: &[Mark], section: Section, text: &[u8], mrn: &MessageReference<'_>) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for number in section.number.saturating_add(1)..=section.of {
        let past = cuts.last().map_or(0, |cut| cut.to);
        let mut of_number = marks.iter().filter(|mark| mark.number == number && mark.line.start >= past);
        let first = of_number.clone().next();
        let proper = of_number.find_map(|mark| mark.block.clone().filter(|block| block.start >= past));
        if let Some(block) = proper {
            // A text that goes on with a mark of its own keeps the block, or joining would take the mark for it.
            let kept = opens_with_mark(part(text, block.end..text.len()), mrn, number, section.of);
            let line = first_line_of(text, &block);
            cuts.push(if kept {
                Cut { number, from: line, to: line, kept }
            } else {
                Cut { number, from: block.start, to: block.end, kept }
            });
        } else if let Some(mark) = first {
            cuts.push(Cut { number, from: mark.line.start, to: mark.line.start, kept: true });
        }
    }
    cuts
}

/// Where the mark line of a block starts, behind its first line.
fn first_line_of(text: &[u8], block: &Range<usize>) -> usize {
    lines(part(text, block.clone())).next().map_or(block.start, |line| block.start + line.end)
}

fn transmission(frame: &Frame<'_>, plan: &Plan, piece: &Piece, later: u32) -> Vec<u8> {
    let end = frame.line_end.as_bytes();
    let mut sent = Vec::with_capacity(frame.heading.end + piece.place.len() + 64);
    push_identification(frame, later, &mut sent);
    push_heading(frame, plan, piece.number, &mut sent);
    sent.extend_from_slice(b"BT");
    sent.extend_from_slice(end);
    let text_start = sent.len();
    let mut rest = piece.place.clone();
    if !frame.class_line.is_empty() {
        if later == 0 {
            // Blank lines may stand between a break and the classification line.
            sent.extend_from_slice(frame.part(&(rest.start..frame.class_line.start)));
            rest.start = frame.body().start;
        }
        push_class_line(frame, plan, piece.number, &mut sent);
    }
    sent.extend_from_slice(frame.part(&rest));
    let supplied = frame.line_end.to_supply(sent.get(text_start..).unwrap_or_default());
    sent.extend_from_slice(supplied);
    push_ending(frame, later + 1 == u32::try_from(plan.pieces.len()).unwrap_or(u32::MAX), &mut sent);
    sent
}

/// Format line 1 with the next channel number of the same width; past all nines it goes on with 1.
fn push_identification(frame: &Frame<'_>, later: u32, sent: &mut Vec<u8>) {
    let line = frame.identification.clone();
    let Some(place) = frame.channel_number.clone() else {
        sent.extend_from_slice(frame.part(&line));
        return;
    };
    let figures = String::from_utf8_lossy(frame.part(&place));
    let most = 10_u32.saturating_pow(u32::try_from(figures.len()).unwrap_or(4)).saturating_sub(1).max(1);
    let number = figures.parse::<u32>().unwrap_or(0);
    let next = if later == 0 { number } else { (number.saturating_sub(1).saturating_add(later)) % most + 1 };
    sent.extend_from_slice(frame.part(&(line.start..place.start)));
    sent.extend_from_slice(format!("{next:0width$}", width = figures.len()).as_bytes());
    sent.extend_from_slice(frame.part(&(place.end..line.end)));
}

/// Format lines 2 to 10, the section behind the serial of format line 3 where the cable is divided. Section 1 of an
/// archived cable keeps format line 3 as it is, for that is the one that the archive kept.
fn push_heading(frame: &Frame<'_>, plan: &Plan, number: u8, sent: &mut Vec<u8>) {
    let heading = frame.heading.clone();
    let place = match (&frame.serial, &frame.serial_section) {
        (Some(_), Some(section)) => section.clone(),
        (Some(serial), None) => serial.end..serial.end,
        (None, _) => heading.end..heading.end,
    };
    let divided = plan.of > 1 && frame.serial.is_some();
    let as_it_is = !plan.label_anew && frame.cable.section.is_some_and(|section| section.number == number);
    if divided && !as_it_is {
        sent.extend_from_slice(frame.part(&(heading.start..place.start)));
        sent.extend_from_slice(format!("/{number:02}").as_bytes());
        sent.extend_from_slice(frame.part(&(place.end..heading.end)));
    } else {
        sent.extend_from_slice(frame.part(&heading));
    }
    if !sent.is_empty() && !sent.ends_with(b"\n") {
        sent.extend_from_slice(frame.line_end.as_bytes());
    }
}

/// The classification line with the label of this section.
fn push_class_line(frame: &Frame<'_>, plan: &Plan, number: u8, sent: &mut Vec<u8>) {
    let line = frame.class_line.clone();
    let written = text::section_label(Section { number, of: plan.of, last: false });
    let (before, label, after) = match &frame.label {
        Some(place) if frame.cable.section.is_some_and(|section| section.number == number) => {
            (line.start..place.start, String::from_utf8_lossy(frame.part(place)).into_owned(), place.end..line.end)
        }
        Some(place) => (line.start..place.start, written, place.end..line.end),
        None if !plan.label_anew => (line.clone(), String::new(), line.end..line.end),
        None => match &frame.reference {
            Some(place) => (line.start..place.start, format!("{written} "), place.start..line.end),
            None => {
                let words = line.start + frame.part(&line).trim_ascii_end().len();
                (line.start..words, format!(" {written}"), words..line.end)
            }
        },
    };
    sent.extend_from_slice(frame.part(&before));
    sent.extend_from_slice(label.as_bytes());
    sent.extend_from_slice(frame.part(&after));
}

/// Format lines 13, 15 and 16. Corrections of the cable's own end stay with its last section.
fn push_ending(frame: &Frame<'_>, last: bool, sent: &mut Vec<u8>) {
    let end = frame.line_end.as_bytes();
    if last && frame.ending.corrections {
        sent.extend_from_slice(frame.part(&frame.ending.place));
        if frame.ending.end {
            return;
        }
    } else {
        sent.extend_from_slice(b"BT");
        sent.extend_from_slice(end);
        if let Some(serial) = frame.cable.origin.as_ref().and_then(|origin| origin.serial.as_deref()) {
            sent.extend_from_slice(b"#");
            sent.extend_from_slice(serial.as_bytes());
            sent.extend_from_slice(end);
        }
    }
    sent.extend_from_slice(b"NNNN");
    sent.extend_from_slice(end);
}

fn notes(frame: &Frame<'_>, plan: &Plan) -> Vec<SplitNote> {
    let mut notes = Vec::new();
    let ending = &frame.ending;
    let serial = frame.cable.origin.as_ref().and_then(|origin| origin.serial.as_deref()).unwrap_or_default();
    let own: Vec<String> = [
        (frame.heading_break || ending.text_break, String::from("BT")),
        (ending.validation, format!("#{serial}")),
        (ending.end, String::from("NNNN")),
    ]
    .into_iter()
    .filter_map(|(there, line)| there.then_some(line))
    .collect();
    if !own.is_empty() {
        notes.push(SplitNote::OwnLines { lines: own });
    }
    if frame.channel_number.is_none() {
        notes.push(SplitNote::NoChannelNumber);
    }
    notes.extend(plan.kept_marks.iter().map(|&number| SplitNote::MarkKept { number }));
    notes.extend(plan.undivided.map(|lines| SplitNote::Undivided { lines }));
    if plan.label_anew && frame.serial_section.is_some() {
        notes.push(SplitNote::SectionUnlabelled);
    }
    let text_line = count_lines(frame.part(&(0..frame.text.start)));
    let text = frame.part(&frame.text);
    let ends = lines(text).zip(text_line + 1..).find(|(line, _)| would_end(line.trimmed(text)));
    notes.extend(ends.map(|(_, line)| SplitNote::LineEnds { line }));
    notes
}
