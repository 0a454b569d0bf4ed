//! The lines of one part changed in place.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::decode::{Layout, Part};

use super::lines::{Line, LineEnd, lines_from, part as bytes_of};
use super::words::{is_like, reworded};

/// Bytes that take the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What goes; empty where something is only put in.
    pub(super) place: Range<usize>,
    /// What comes.
    pub(super) with: Vec<u8>,
}

impl Edit {
    fn removal(line: &Line) -> Self {
        Self { place: line.start..line.end, with: Vec::new() }
    }
}

/// How much of a part is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// All lines and words that do not change.
    Words,
    /// Nothing: the part is written anew.
    Part,
}

/// One part of a cable, to be changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patch<'a> {
    /// The cable.
    pub(super) bytes: &'a [u8],
    /// Where its parts lie.
    pub(super) layout: &'a Layout,
    /// Which part.
    pub(super) part: Part,
}

impl<'a> Patch<'a> {
    /// What has to be done so that the part, whose lines the book writes as `old`, says what `new` says.
    pub(super) fn edits(self, old: &[String], new: &[String], care: Care) -> Vec<Edit> {
        let own = self.own_lines();
        let Some(&first) = own.first() else { return self.inserted(new) };
        let alike = own.len() == old.len()
            && own.iter().zip(old).all(|(line, old)| is_like(line.content(self.bytes), old));
        if care == Care::Part || !alike {
            return self.replaced(&own, new);
        }
        let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - before;
        let behind =
            old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
        let going = own.get(before..own.len() - behind).unwrap_or_default();
        let former = old.get(before..old.len() - behind).unwrap_or_default();
        let coming = new.get(before..new.len() - behind).unwrap_or_default();
        if going.len() == coming.len() {
            return going
                .iter()
                .zip(former.iter().zip(coming))
                .map(|(line, (old, new))| Edit {
                    place: line.start..line.stop,
                    with: reworded(line.content(self.bytes), old, new),
                })
                .collect();
        }
        if !going.is_empty() {
            return self.replaced(going, coming);
        }
        match before.checked_sub(1).and_then(|at| own.get(at)) {
            Some(&line) => vec![self.put_behind(line, coming)],
            None => vec![Edit { place: first.start..first.start, with: self.written_like(first, coming) }],
        }
    }

    /// The lines of the part. Lines of page marks inside it and blank lines are not its own.
    fn own_lines(self) -> Vec<Line> {
        let marks: BTreeSet<usize> = [Part::Page, Part::Banner, Part::Stamp]
            .into_iter()
            .flat_map(|part| self.places(part))
            .map(|mark| mark.start)
            .collect();
        let mut own: Vec<Line> = Vec::new();
        for place in self.places(self.part) {
            let end = place.end.max(place.start + 1);
            own.extend(
                lines_from(self.bytes, place.start)
                    .take_while(|line| line.start < end)
                    .filter(|line| !marks.contains(&line.start) && !line.trimmed(self.bytes).is_empty()),
            );
        }
        own
    }

    fn places(self, wanted: Part) -> impl Iterator<Item = &'a Range<usize>> {
        self.layout.parts.iter().filter(move |(part, _)| *part == wanted).map(|(_, place)| place)
    }

    /// The new lines in the place of the first of these; the others go. A page mark that stands on one of them stays,
    /// on a line of its own.
    fn replaced(self, lines: &[Line], new: &[String]) -> Vec<Edit> {
        let Some((first, rest)) = lines.split_first() else { return Vec::new() };
        let stands =
            |mark: &Range<usize>| lines.iter().any(|line| (line.start..line.stop).contains(&mark.start));
        let marks = self.places(Part::Page).filter(|mark| stands(mark));
        let marks =
            marks.map(|mark| String::from_utf8_lossy(bytes_of(self.bytes, mark.clone())).into_owned());
        let new: Vec<String> = new.iter().cloned().chain(marks).collect();
        let mut edits = Vec::with_capacity(lines.len());
        if new.is_empty() {
            edits.push(Edit::removal(first));
        } else {
            let mut with = self.written_like(*first, &new);
            let end = self.line_end(*first).len() + self.trailing(*first).len();
            with.truncate(with.len().saturating_sub(end));
            let stop = first.stop - self.trailing(*first).len();
            edits.push(Edit { place: first.start..stop, with });
        }
        edits.extend(rest.iter().map(Edit::removal));
        edits
    }

    /// The lines of a part that is not there yet, behind the last one that stands before it in the order of the book.
    fn inserted(self, new: &[String]) -> Vec<Edit> {
        if new.is_empty() {
            return Vec::new();
        }
        let closing =
            |part: Part| matches!(part, Part::TextBreak | Part::Validation | Part::End | Part::Attributes);
        let mut lines = new.to_vec();
        let behind = if self.part >= Part::Signature {
            let earlier = |part: Part| closing(part) && part < self.part;
            let end =
                self.layout.parts.iter().filter(|(part, _)| earlier(*part)).map(|(_, place)| place.end).max();
            let stop = self
                .layout
                .parts
                .iter()
                .filter(|(part, _)| closing(*part))
                .map(|(_, place)| place.start)
                .min();
            if self.part == Part::Validation && end.is_none() {
                lines.insert(0, String::from("BT"));
            }
            match (end, stop) {
                (Some(end), _) => self.line_of(end.saturating_sub(1)),
                (None, Some(stop)) => stop.checked_sub(1).and_then(|at| self.line_of(at)),
                (None, None) => self.bytes.len().checked_sub(1).and_then(|at| self.line_of(at)),
            }
        } else {
            let earlier = self.layout.parts.iter().filter(|(part, _)| *part < self.part);
            earlier.map(|(_, place)| place.end).max().and_then(|end| self.line_of(end.saturating_sub(1)))
        };
        if let Some(line) = behind {
            return vec![self.put_behind(line, &lines)];
        }
        let end = LineEnd::of(self.bytes).as_bytes();
        let with = lines.iter().flat_map(|line| [line.as_bytes(), end].concat()).collect();
        vec![Edit { place: 0..0, with }]
    }

    /// The line in which a byte lies.
    fn line_of(self, at: usize) -> Option<Line> {
        let before = self.bytes.get(..at)?;
        let start = memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1);
        lines_from(self.bytes, start).next()
    }

    fn put_behind(self, line: Line, new: &[String]) -> Edit {
        let mut with = self.written_like(line, new);
        if line.end == line.stop {
            // The line has no end: it gets one, and the last new line goes without.
            let end = self.line_end(line);
            with.truncate(with.len().saturating_sub(end.len()));
            with.splice(0..0, end);
        }
        Edit { place: line.end..line.end, with }
    }

    /// Lines in the manner of this one: with the same blanks at their ends and the same line ends.
    fn written_like(self, like: Line, lines: &[String]) -> Vec<u8> {
        let (trailing, end) = (self.trailing(like), self.line_end(like));
        lines.iter().flat_map(|line| [line.as_bytes(), trailing, &end].concat()).collect()
    }

    fn line_end(self, line: Line) -> Vec<u8> {
        let own = bytes_of(self.bytes, line.stop..line.end);
        if own.is_empty() { LineEnd::of(self.bytes).as_bytes().to_vec() } else { own.to_vec() }
    }

    fn trailing(self, line: Line) -> &'a [u8] {
        let content = line.content(self.bytes);
        content.get(content.trim_ascii_end().len()..).unwrap_or_default()
    }
}
