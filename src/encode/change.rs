//! Changed fields written into bytes that are otherwise kept.

use std::ops::Range;

use crate::decode::{Decoder, Layout, Part, line_marks};
use crate::message::{Cable, Content};

#[cfg(feature = "sim")]
use super::frame::Frame;
use super::lines::part as bytes_of;
use super::patch::{Care, Edit, Patch};
use super::render::{PARTS, lines_of};
use super::settle::settled;
use super::spot::spot_edits;

/// A part, the lines that it has and those that it is to have.
pub(super) struct Change {
    part: Part,
    before: Vec<String>,
    lines: Vec<String>,
}

impl Change {
    /// A part that had these lines.
    #[cfg(feature = "sim")]
    pub(super) fn new(part: Part, before: Vec<String>, new: &Cable<'_>) -> Self {
        Self { part, before, lines: lines_of(part, new) }
    }

    /// Of these parts, those whose lines differ.
    fn all(parts: impl Iterator<Item = Part>, old: &Cable<'_>, new: &Cable<'_>) -> Vec<Self> {
        parts
            .map(|part| Self { part, before: lines_of(part, old), lines: lines_of(part, new) })
            .filter(|change| change.lines != change.before)
            .collect()
    }
}

/// The bytes of `raw` with the fields in which `cable` differs from them.
pub(super) fn rewrite(raw: &[u8], cable: &Cable<'_>) -> Vec<u8> {
    let decoder = Decoder::again(cable);
    let (old, _) = read(&decoder, raw);
    let target = settled(&old, cable);
    let changes = Change::all(PARTS.into_iter(), &old, &target);
    let text = new_text(raw, &old, cable);
    let spots = if text.is_some() { Vec::new() } else { spot_edits(raw, &old, cable) };
    if changes.is_empty() && text.is_none() && spots.is_empty() {
        return raw.to_vec();
    }
    if let Some(lines) = line_marks::restored(raw) {
        // The lines of a changed cable end in line feeds, all of them.
        let text = cable.text.as_ref().map(|text| Content(line_marks::with_line_feeds(text.as_ref()).into()));
        return rewrite(&lines, &Cable { text, ..cable.clone() });
    }
    let base = match text {
        Some((place, text)) => applied(raw, vec![Edit { place, with: text.to_vec() }]),
        None => applied(raw, spots),
    };
    write(&decoder, &base, changes)
}

/// The bytes of `raw`, which lies as the layout says, with these changes: `read` reads them for whoever takes them.
#[cfg(feature = "sim")]
pub(super) fn written_and_read<R>(
    raw: &[u8],
    layout: &Layout,
    changes: &[Change],
    read: impl for<'b> Fn(&'b [u8]) -> Frame<'b>,
    then: impl FnOnce(&Frame<'_>) -> R,
) -> R {
    let mut cares = vec![Care::Words; changes.len()];
    loop {
        let written = applied(raw, edits(raw, layout, changes, &cares));
        let frame = read(&written);
        if !takes_more(&frame.cable, changes, &mut cares) {
            return then(&frame);
        }
    }
}

/// New bytes around a given text, with those fields of the text in which `cable` differs from it.
pub(super) fn complete(written: &[u8], cable: &Cable<'_>) -> Vec<u8> {
    let decoder = Decoder::again(cable);
    let (old, _) = read(&decoder, written);
    let target = settled(&old, cable);
    let parts = PARTS.into_iter().filter(|part| (Part::ClassLine..=Part::Signature).contains(part));
    let mut changes = Change::all(parts, &old, &target);
    changes.retain(|change| !change.lines.is_empty());
    write(&decoder, written, changes)
}

/// Reads bytes with these settings.
fn read<'a>(decoder: &Decoder, bytes: &'a [u8]) -> (Cable<'a>, Layout) {
    let mut layout = Layout::default();
    let cable = decoder.cable_traced(bytes, &mut layout);
    (cable, layout)
}

/// The place of the text in `raw` and what is to stand there, where that is something else.
fn new_text<'c>(raw: &[u8], old: &Cable<'_>, cable: &'c Cable<'_>) -> Option<(Range<usize>, &'c [u8])> {
    let text = cable.text.as_ref()?.as_ref();
    let place = match &old.text {
        Some(old) => {
            let start = old.as_ref().as_ptr().addr().checked_sub(raw.as_ptr().addr())?;
            start..start + old.as_ref().len()
        }
        None => raw.len()..raw.len(),
    };
    (bytes_of(raw, place.clone()) != text).then_some((place, text))
}

/// Writes the changes with the least disturbance that says what they say: words first, lines where the words of a
/// line are not those of the book, the whole part where its lines are not.
fn write(decoder: &Decoder, base: &[u8], mut changes: Vec<Change>) -> Vec<u8> {
    let (old, layout) = read(decoder, base);
    for change in &mut changes {
        change.before = lines_of(change.part, &old);
    }
    let mut cares = vec![Care::Words; changes.len()];
    loop {
        let written = applied(base, edits(base, &layout, &changes, &cares));
        let (new, _) = read(decoder, &written);
        if !takes_more(&new, &changes, &mut cares) {
            return written;
        }
    }
}

/// What has to be done for the changes, each with so much care.
fn edits(base: &[u8], layout: &Layout, changes: &[Change], cares: &[Care]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (change, care) in changes.iter().zip(cares).filter(|(change, _)| change.lines != change.before) {
        let patch = Patch { bytes: base, layout, part: change.part };
        edits.extend(patch.edits(&change.before, &change.lines, *care));
    }
    edits
}

/// Whether what was written does not say what it should; then less is kept the next time.
fn takes_more(new: &Cable<'_>, changes: &[Change], cares: &mut [Care]) -> bool {
    let mut again = false;
    for (change, care) in changes.iter().zip(cares) {
        if *care == Care::Words && lines_of(change.part, new) != change.lines {
            *care = Care::Part;
            again = true;
        }
    }
    again
}

/// Carries the edits out, in the order of their places; of two that overlap, the first one.
fn applied(bytes: &[u8], mut edits: Vec<Edit>) -> Vec<u8> {
    edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let mut written =
        Vec::with_capacity(bytes.len() + edits.iter().map(|edit| edit.with.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        if edit.place.start < done {
            continue;
        }
        written.extend_from_slice(bytes_of(bytes, done..edit.place.start));
        written.extend_from_slice(&edit.with);
        done = edit.place.end;
    }
    written.extend_from_slice(bytes.get(done..).unwrap_or_default());
    written
}
