//! One section as a transmission: a full message with its own channel number, section and label.

use crate::message::{Dialect, Section};

use super::frame::Frame;
use super::plan::{Piece, Plan};
use super::text;

/// The transmission of one section, so many behind the first.
pub(super) fn transmission(frame: &Frame<'_>, plan: &Plan, piece: &Piece, later: u32) -> Vec<u8> {
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
    // A run of figures that no number could be is left as it stands.
    let Some(place) = frame.channel_number.clone().filter(|place| place.len() < 10) else {
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
    let written = || text::section_label(Section { number, of: plan.of, last: false }, Dialect::Acp127State);
    let own = frame.cable.section.is_some_and(|section| section.number == number);
    let (before, label, after) = match (&frame.label, &frame.reference) {
        (Some(place), _) if !own => (line.start..place.start, written(), place.end..line.end),
        (None, Some(reference)) if plan.label_anew => {
            (line.start..reference.start, format!("{} ", written()), reference.start..line.end)
        }
        (None, None) if plan.label_anew => {
            let words = line.start + frame.part(&line).trim_ascii_end().len();
            (line.start..words, format!(" {}", written()), words..line.end)
        }
        _ => (line.clone(), String::new(), line.end..line.end),
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
