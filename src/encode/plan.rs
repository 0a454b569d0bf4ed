//! Which part of a text goes into which section.

use std::ops::Range;

use crate::message::{MessageReference, Section};

use super::frame::{Frame, count_lines};
use super::lines::{lines, part};
use super::marks::{Mark, marks, opens_with_mark};
use super::pages::{Budget, cuts};

/// Which part of the text goes into which section.
pub(super) struct Plan {
    /// How many sections there ought to be.
    pub(super) of: u8,
    /// Those that there are.
    pub(super) pieces: Vec<Piece>,
    /// The cable bears no label of its own: each section gets one.
    pub(super) label_anew: bool,
    /// Lines of a text that ought to be divided and cannot be.
    pub(super) undivided: Option<usize>,
    /// Sections whose marks stay in the text.
    pub(super) kept_marks: Vec<u8>,
}

/// One section.
pub(super) struct Piece {
    /// Which one.
    pub(super) number: u8,
    /// Its text: that of the first piece with the classification line, of later ones without.
    pub(super) place: Range<usize>,
}

impl Plan {
    /// At the marks of a cable that bears a section label, by length otherwise.
    pub(super) fn of(frame: &Frame<'_>) -> Self {
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
        let mut plan = Self {
            of: section.of,
            pieces: Vec::new(),
            label_anew: false,
            undivided: None,
            kept_marks: Vec::new(),
        };
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
        let pieces = (1..=of)
            .zip(starts.zip(ends))
            .map(|(number, (start, end))| Piece { number, place: start..end })
            .collect();
        Self { of, pieces, label_anew: of > 1, undivided, kept_marks: Vec::new() }
    }

    /// The sections that ought to be there and are not.
    pub(super) fn missing(&self) -> Vec<u8> {
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
