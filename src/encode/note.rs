//! What joining the transmissions of a cable cannot give back, and what else is out of the ordinary about them.

use std::fmt;

use super::frame::{Frame, count_lines, would_end};
use super::lines::lines;
use super::plan::Plan;

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
    /// Its lines end in other marks than line feeds, which the transmissions have instead.
    LineEndMarks,
    /// The heading, which is all there is, ends without a line end and gets one.
    LineEndAdded,
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
            Self::LineEndMarks => f.write_str(
                "its lines end in other marks than line feeds; its transmissions have line feeds, which joining keeps",
            ),
            Self::LineEndAdded => f.write_str("its last line has no line end and gets one"),
            Self::SectionUnlabelled => f.write_str(
                "its format line 3 bears a section and its text no label: this cannot be restored by joining",
            ),
        }
    }
}

/// What there is to say.
pub(super) fn notes(frame: &Frame<'_>, plan: &Plan) -> Vec<SplitNote> {
    let mut notes = Vec::new();
    let serial = frame.cable.origin.as_ref().and_then(|origin| origin.serial.as_deref()).unwrap_or_default();
    let written = |line: &str| if line.starts_with('#') { format!("#{serial}") } else { line.to_owned() };
    let own: Vec<String> = frame.frame_lines().into_iter().map(written).collect();
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
    let heading = frame.part(&(0..frame.heading.end));
    if !heading.is_empty() && !heading.ends_with(b"\n") {
        notes.push(SplitNote::LineEndAdded);
    }
    let text_line = count_lines(frame.part(&(0..frame.text.start)));
    let text = frame.part(&frame.text);
    let ends = lines(text).zip(text_line + 1..).find(|(line, _)| would_end(line.trimmed(text)));
    notes.extend(ends.map(|(_, line)| SplitNote::LineEnds { line }));
    notes
}
