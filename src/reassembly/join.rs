//! The sections of one cable, put together.

use std::borrow::Cow;

use crate::decode::line_marks;
use crate::encode::{Frame, mark_block, opens_with_mark};
use crate::message::Cable;

use super::Identity;

/// How a joined cable is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As an archive writes it: one heading, and a mark between two sections.
    #[default]
    Archive,
    /// As its drafter wrote it: no marks, no section label, no section behind the serial.
    Plain,
}

/// Why transmissions do not make one whole cable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JoinError {
    /// There is nothing to join.
    #[error("there is no transmission to join")]
    Nothing,
    /// The transmissions are of more than one cable.
    #[error("the transmissions are of different cables: {first} and {second}")]
    DifferentCables {
        /// The cable of the first transmission.
        first: String,
        /// Another one.
        second: String,
    },
    /// Sections are not there.
    #[error("missing: section {} of {of:02} of {cable}", listed(sections))]
    Missing {
        /// Which cable.
        cable: String,
        /// Which sections.
        sections: Vec<u8>,
        /// Of how many.
        of: u8,
    },
    /// A section came with two texts.
    #[error("contradictory: section {section:02} of {of:02} of {cable} is there with different texts")]
    Contradiction {
        /// Which cable.
        cable: String,
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
    },
    /// A section's number cannot be: it is 0 or larger than the total.
    #[error("contradictory: section {section:02} of {of:02} of {cable} cannot be")]
    OutOfRange {
        /// Which cable.
        cable: String,
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
    },
    /// The cable has no message reference number, so no mark can name it; the plain form needs none.
    #[error(
        "{cable} has no message reference number for the marks of the archive form; the plain form has none"
    )]
    NoReference {
        /// Which cable.
        cable: String,
    },
}

fn listed(sections: &[u8]) -> String {
    sections.iter().map(|section| format!("{section:02}")).collect::<Vec<_>>().join(", ")
}

/// Puts the transmissions of one cable together, in whatever order they are given.
///
/// The heading is that of section 1, its format lines 1 and 2 included; breaks, serial and end of message are left out.
/// What [`divide`](crate::encode::divide) made of a cable in one of the two forms becomes that cable again, byte for byte.
///
/// ```
/// use torntape::reassembly::{Form, join};
///
/// let section = |number: u8| {
///     format!("VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012/0{number} 2642216\nZNR UUUUU\nR 212156Z SEP 09\n\
///              FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\n\
///              UNCLAS SECTION 0{number} OF 02 STATE 000012\n{number}. TEXT\nBT\n#0012\nNNNN\n")
/// };
/// let cable = join(&[section(2).as_bytes(), section(1).as_bytes()], Form::Plain)?;
/// assert_eq!(
///     String::from_utf8_lossy(&cable),
///     "VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\n\
///      FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nUNCLAS STATE 000012\n1. TEXT\n2. TEXT\n"
/// );
/// # Ok::<(), torntape::reassembly::JoinError>(())
/// ```
///
/// Transmissions whose lines end in other marks than line feeds are joined with line feeds.
///
/// # Errors
///
/// Where the transmissions are not all the sections of one cable, each with one text; and where the archive form is
/// asked for and there is no message reference number.
pub fn join(sections: &[&[u8]], form: Form) -> Result<Vec<u8>, JoinError> {
    let sections: Vec<Cow<'_, [u8]>> = sections.iter().map(|section| line_marks::fed(section)).collect();
    let frames = in_order(&sections)?;
    let (first, later) = frames.split_first().ok_or(JoinError::Nothing)?;
    let of = total(&first.cable);
    let mut joined = Vec::with_capacity(sections.iter().map(|section| section.len()).sum());
    joined.extend_from_slice(first.part(&first.identification));
    push_heading(first, form, of, &mut joined);
    push_class_line(first, form, of, &mut joined);
    joined.extend_from_slice(body(first));
    for (frame, number) in later.iter().zip(2_u8..) {
        let body = body(frame);
        if form == Form::Archive {
            let mrn = first
                .cable
                .mrn
                .as_ref()
                .ok_or_else(|| JoinError::NoReference { cable: name(&first.cable) })?;
            if !opens_with_mark(body, mrn, number, of) {
                joined.extend_from_slice(&mark_block(mrn, number, of, first.line_end));
            }
        }
        joined.extend_from_slice(body);
    }
    Ok(joined)
}

fn total(cable: &Cable<'_>) -> u8 {
    cable.section.map_or(1, |section| section.of.max(1))
}

fn name(cable: &Cable<'_>) -> String {
    Identity::of(cable).map_or_else(|| String::from("an unnamed cable"), |identity| identity.to_string())
}

/// One frame a section, by number.
fn in_order<'a>(sections: &'a [Cow<'_, [u8]>]) -> Result<Vec<Frame<'a>>, JoinError> {
    let mut frames: Vec<(u8, Frame<'a>)> = sections
        .iter()
        .map(|section| Frame::of(section))
        .map(|frame| (frame.cable.section.map_or(1, |section| section.number), frame))
        .collect();
    frames.sort_by_key(|(number, _)| *number);
    let Some((_, first)) = frames.first() else { return Err(JoinError::Nothing) };
    let (cable, of, identity) = (name(&first.cable), total(&first.cable), Identity::of(&first.cable));
    for (section, frame) in &frames {
        if Identity::of(&frame.cable) != identity {
            return Err(JoinError::DifferentCables { first: cable, second: name(&frame.cable) });
        }
        if !(1..=of).contains(section) {
            return Err(JoinError::OutOfRange { cable, section: *section, of });
        }
    }
    let mut kept: Vec<(u8, Frame<'a>)> = Vec::with_capacity(frames.len());
    for (section, frame) in frames {
        match kept.last() {
            Some((number, other)) if *number == section => {
                if other.part(&other.text) != frame.part(&frame.text) {
                    return Err(JoinError::Contradiction { cable, section, of });
                }
            }
            _ => kept.push((section, frame)),
        }
    }
    let absent: Vec<u8> =
        (1..=of).filter(|section| kept.iter().all(|(number, _)| number != section)).collect();
    if absent.is_empty() {
        Ok(kept.into_iter().map(|(_, frame)| frame).collect())
    } else {
        Err(JoinError::Missing { cable, sections: absent, of })
    }
}

/// Format lines 2 to 10; in plain form without the section behind the serial of a divided cable.
fn push_heading(frame: &Frame<'_>, form: Form, of: u8, joined: &mut Vec<u8>) {
    let heading = frame.heading.clone();
    match &frame.serial_section {
        Some(section) if form == Form::Plain && of > 1 => {
            joined.extend_from_slice(frame.part(&(heading.start..section.start)));
            joined.extend_from_slice(frame.part(&(section.end..heading.end)));
        }
        _ => joined.extend_from_slice(frame.part(&heading)),
    }
}

/// What stands before the body of section 1: its classification line, in plain form without the label and the blank
/// that came with it.
fn push_class_line(frame: &Frame<'_>, form: Form, of: u8, joined: &mut Vec<u8>) {
    let whole = frame.text.start..frame.body().start;
    match &frame.label {
        Some(label) if form == Form::Plain && of > 1 => {
            let behind = frame.part(&(label.end..whole.end));
            let last = behind.trim_ascii().is_empty();
            let (stop, resume) = match (last, behind.first(), frame.part(&(whole.start..label.start)).last())
            {
                (true, _, Some(b' ')) => (label.start - 1, label.end),
                (false, Some(b' '), _) => (label.start, label.end + 1),
                _ => (label.start, label.end),
            };
            joined.extend_from_slice(frame.part(&(whole.start..stop)));
            joined.extend_from_slice(frame.part(&(resume..whole.end)));
        }
        _ => joined.extend_from_slice(frame.part(&whole)),
    }
}

/// The text behind the classification line.
fn body<'a>(frame: &Frame<'a>) -> &'a [u8] {
    frame.part(&frame.body())
}
