//! What a station fills in where a cable that is handed in lacks it: format line 3, and numbers behind addressees.
//!
//! Most cables come in one form: from format line 4 on, each addressee as the book writes it. There what is filled in can
//! be read in one way only, and so is put in without being read again.

use std::ops::Range;

use smallvec::SmallVec;

use crate::decode::{Layout, Part};
use crate::message::limits::LINE_COLUMNS_MAX;
use crate::message::{Addressee, Cable, in_figures};

use super::change::{self, Change};
use super::frame::{Ending, Frame};
use super::heading::{self, push_entry};
use super::lines::lines_from;
use super::render::lines_of;

/// The parts that a station fills in.
const FILLED_IN: [Part; 3] = [Part::Origin, Part::To, Part::Info];

/// Format lines 3, 7 and 8 of a cable as they are before anything is filled in.
pub(crate) enum Unfilled {
    /// There is no format line 3, and nothing where it belongs; at these places the lines of the addressees end, and each
    /// can bear a number there.
    Plain(SmallVec<[usize; 4]>),
    /// Any other form: the lines.
    Other([Vec<String>; 3]),
}

impl Unfilled {
    /// Those of a cable that lies as the layout says.
    pub(crate) fn of(frame: &Frame<'_>, layout: &Layout) -> Self {
        match ends(frame, layout) {
            Some(ends) => Self::Plain(ends),
            None => Self::Other(FILLED_IN.map(|part| lines_of(part, &frame.cable))),
        }
    }

    /// Writes into the bytes of the frame what its cable has got in the meantime. The frame that follows is that of the
    /// bytes that this gives, as `read` reads them.
    pub(crate) fn filled_in<R>(
        self,
        frame: Frame<'_>,
        layout: &Layout,
        read: impl for<'b> Fn(&'b [u8]) -> Frame<'b>,
        then: impl FnOnce(&Frame<'_>) -> R,
    ) -> R {
        match self {
            Self::Plain(ends) => {
                let (written, serial) = written(&frame, &ends);
                let moved = frame.moved(&written, serial);
                debug_assert!(moved.is_like(&read(&written)), "it is read as it was written");
                then(&moved)
            }
            Self::Other(before) => {
                let parts = FILLED_IN.into_iter().zip(before);
                let changes: Vec<_> =
                    parts.map(|(part, before)| Change::new(part, before, &frame.cable)).collect();
                change::written_and_read(frame.bytes, layout, &changes, read, then)
            }
        }
    }
}

/// Where the lines of the addressees end, if the cable begins below format line 3 and a number behind each addressee can
/// be nothing else.
fn ends(frame: &Frame<'_>, layout: &Layout) -> Option<SmallVec<[usize; 4]>> {
    let Frame { cable, bytes, .. } = frame;
    if cable.origin.is_some() || layout.parts.iter().any(|(part, _)| *part <= Part::Origin) {
        return None;
    }
    let places = layout.parts.iter().filter(|(part, _)| matches!(part, Part::To | Part::Info));
    let mut lines = places
        .flat_map(|(_, place)| lines_from(bytes, place.start).take_while(|line| line.start < place.end));
    let mut ends = SmallVec::new();
    let mut book = String::with_capacity(LINE_COLUMNS_MAX);
    for (prosign, addressees) in [("TO ", &cable.to), ("INFO ", &cable.info)] {
        for (place, addressee) in addressees.iter().enumerate() {
            book.clear();
            book.push_str(if place == 0 { prosign } else { "" });
            push_entry(&mut book, addressee);
            let line = lines.next()?;
            (can_bear_a_number(addressee) && line.content(bytes) == book.as_bytes()).then_some(())?;
            ends.push(line.stop);
        }
    }
    lines.next().is_none().then_some(ends)
}

/// Whether the name ends the line, and with a letter, so that figures behind it are no part of it.
fn can_bear_a_number(addressee: &Addressee<'_>) -> bool {
    let Addressee { number, precedence, office, exempt, .. } = addressee;
    number.is_none()
        && precedence.is_none()
        && office.is_none()
        && exempt.is_empty()
        && !addressee.night_action
        && addressee.plad.ends_with(|last: char| last.is_ascii_uppercase())
}

/// The bytes with format line 3 before them and a number at each of these places; and where the serial stands.
fn written(frame: &Frame<'_>, ends: &[usize]) -> (Vec<u8>, Range<usize>) {
    let Frame { cable, bytes, line_end, .. } = frame;
    let mut written = Vec::with_capacity(bytes.len() + 128);
    let origin = cable.origin.iter().flat_map(|origin| heading::origin(origin, cable.dialect));
    for line in origin {
        written.extend_from_slice(line.as_bytes());
        written.extend_from_slice(line_end.as_bytes());
    }
    let serial = serial(cable, &written);
    let mut done = 0;
    for (end, addressee) in ends.iter().zip(cable.to.iter().chain(&cable.info)) {
        if let Some(number) = addressee.number {
            written.extend_from_slice(bytes.get(done..*end).unwrap_or_default());
            written.push(b' ');
            in_figures(number, 4, |figures| written.extend_from_slice(figures.as_bytes()));
            done = *end;
        }
    }
    written.extend_from_slice(bytes.get(done..).unwrap_or_default());
    (written, serial)
}

/// The serial with its sign, which all but one dialect write.
fn serial(cable: &Cable<'_>, line: &[u8]) -> Range<usize> {
    let serial = cable.origin.as_ref().and_then(|origin| origin.serial.as_deref()).unwrap_or_default();
    let sign = memchr::memchr(b'#', line).unwrap_or(0);
    sign..sign + 1 + serial.len()
}

impl<'a> Frame<'a> {
    /// The frame of `bytes`, which are its own with format line 3 put before them and its heading grown.
    fn moved(self, bytes: &'a [u8], serial: Range<usize>) -> Self {
        let grown = bytes.len() - self.bytes.len();
        let on = |place: Range<usize>| place.start + grown..place.end + grown;
        Self {
            bytes,
            heading: self.heading.start..self.heading.end + grown,
            text: on(self.text),
            ending: Ending { place: on(self.ending.place), ..self.ending },
            class_line: if self.class_line.is_empty() { self.class_line } else { on(self.class_line) },
            label: self.label.map(on),
            reference: self.reference.map(on),
            serial: Some(serial),
            ..self
        }
    }

    /// Whether both divide their bytes in the same way, for the same stations.
    fn is_like(&self, other: &Self) -> bool {
        let places = |frame: &Self| {
            let Self { heading, text, ending, class_line, label, reference, serial, .. } = frame.clone();
            (frame.identification.clone(), heading, text, ending, class_line, label, reference, serial)
        };
        let origin = |frame: &Self| {
            let origin = frame.cable.origin.clone().unwrap_or_default();
            (origin.indicator, origin.serial, origin.day, origin.time)
        };
        let (one, two) = (&self.cable, &other.cable);
        places(self) == places(other)
            && origin(self) == origin(other)
            && (&one.to, &one.info, &one.mrn, one.section) == (&two.to, &two.info, &two.mrn, two.section)
    }
}
