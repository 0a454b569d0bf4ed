//! Where cables begin and end in a run of bytes.
//!
//! A cable begins at its start of message, `ZCZC`; failing that at a routing line with its `DE` below; outside other
//! cables also at a format line 5 with its `FM` below. It ends after its `NNNN`, before the next start, or where a
//! mailbox or a web page sets it off. All searches go forward only, so that the whole takes linear time.

use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;

use super::archive;
use super::grammar::{identification, whole};
use super::kind::{Kind, kind};
use super::lines::{Line, trim_end, trim_start};
use super::outline::{Opening, Outline, ends_page};
use super::starts::{
    HEADING_BYTES_MAX, LOOK_BYTES_MAX, after_on_line, before_on_line, call_start, content_start, heading_end,
    line_before, manual_start, message_start, names_station, preamble_start,
};
use crate::message::limits;

/// A cable found in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) place: Range<usize>,
    /// Where it ends; past its place where that was cut at [`limits::CABLE_BYTES_MAX`].
    pub(super) end: usize,
    /// It begins with one of format lines 1 to 3; what others are may hang on all up to the next such one.
    pub(super) strong: bool,
}

impl Frame {
    /// A text without format lines 1 to 3.
    pub(super) fn weak(start: usize, end: usize) -> Self {
        Self { place: start..end.min(start + limits::CABLE_BYTES_MAX), end, strong: false }
    }

    /// The cable went on past [`limits::CABLE_BYTES_MAX`].
    pub(super) const fn is_cut(&self) -> bool {
        self.end > self.place.end
    }
}

/// The cables of an input, one after the other.
pub(super) struct Frames<'a> {
    input: &'a [u8],
    /// What is known of its lines; the reading of a cable goes on with it.
    pub(super) outline: Outline<'a>,
    /// Documents of the archive that have been found and not been given out.
    documents: std::vec::IntoIter<Frame>,
    /// Up to where they have been looked for.
    looked: usize,
    /// Everything before it has been given out or passed over.
    at: usize,
}

impl<'a> Frames<'a> {
    /// The search from the first byte of the input on.
    pub(super) fn new(input: &'a [u8]) -> Self {
        if archive::opens_input(input) { Self::documents(input, 0) } else { Self::resumed(input, 0) }
    }

    /// The search goes on at a document of those that open an input, which is known to open with one.
    pub(super) fn documents(input: &'a [u8], from: usize) -> Self {
        let (documents, at) = archive::frame::documents(input, from, input.len(), true);
        Self { documents: documents.into_iter(), ..Self::resumed(input, at) }
    }

    /// How many documents come next.
    pub(super) fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// The search goes on at a place at which one stood before.
    pub(super) fn resumed(input: &'a [u8], at: usize) -> Self {
        Self { input, outline: Outline::new(input, 0, 0), documents: Vec::new().into_iter(), looked: 0, at }
    }

    /// Where a cable ends of which no more is known than that it has not ended before a place.
    pub(super) fn end_of(input: &'a [u8], from: usize) -> usize {
        let mut frames = Self::resumed(input, from);
        let below = frames.strong(from).unwrap_or(input.len());
        frames.cut(from, below).end
    }

    /// The next cable of the input. A search that ran on for one cable is still right for the next: places only grow.
    pub(super) fn next(&mut self) -> Option<Frame> {
        if let Some(document) = self.documents.next() {
            return Some(document);
        }
        let at = self.at;
        let Some(first) = self.strong(at) else {
            // Only texts without format lines 1 to 3 are left.
            let weak = self.weak(at..self.input.len());
            if let Some(document) = self.document(self.input.len()) {
                return Some(document);
            }
            return weak.map(|start| self.cut(start, self.input.len()));
        };
        let weak = self.weak(at..first);
        if weak.is_some_and(|weak| weak < first)
            && let Some(document) = self.document(first)
        {
            return Some(document);
        }
        if let Some(start) = weak.filter(|weak| *weak < first) {
            return Some(self.cut(start, first));
        }
        // What ends the page ends the heading, on whatever line it stands.
        let heading_end = heading_end(self.input, first);
        let page = self.outline.opening(Opening::PageEnd, first..heading_end, Some);
        let below = self.strong(page.unwrap_or(heading_end).max(first + 1));
        let frame = self.cut(first, below.unwrap_or(self.input.len()));
        Some(Frame { strong: true, ..frame })
    }

    /// The next document of the archive, where some stand before `until`.
    fn document(&mut self, until: usize) -> Option<Frame> {
        if self.looked >= until {
            return None;
        }
        self.looked = until;
        let (documents, end) = archive::frame::documents(self.input, self.at, until, false);
        self.at = end;
        self.documents = documents.into_iter();
        self.documents.next()
    }

    /// The next start of a whole cable.
    fn strong(&mut self, from: usize) -> Option<usize> {
        let input = self.input;
        let message = self.outline.opening(Opening::Message, from..input.len(), |place| {
            message_start(input, place).filter(|start| *start >= from)
        });
        // A heading that begins above that one has its routing line or its `DE` below, at most so far.
        let until = message.map_or(input.len(), |start| input.len().min(start + HEADING_BYTES_MAX));
        let manual = self.outline.opening(Opening::Manual, from..until, |place| {
            manual_start(input, place).filter(|start| *start >= from)
        });
        let called = self.outline.opening(Opening::De, from..until, |place| {
            call_start(input, place).filter(|start| *start >= from)
        });
        [message, manual, called].into_iter().flatten().min()
    }

    /// The next start of a text that lacks its first lines.
    fn weak(&mut self, within: Range<usize>) -> Option<usize> {
        let (input, from) = (self.input, within.start);
        self.outline.opening(Opening::From, within, |place| {
            preamble_start(input, place).filter(|start| *start >= from)
        })
    }

    /// The cable that begins at `start` and ends before `below` or at its own end.
    fn cut(&mut self, start: usize, below: usize) -> Frame {
        let input = self.input;
        let own = self
            .outline
            .opening(Opening::End, start..below, |place| message_end(input, place).filter(|_| place > start));
        let mail = self.outline.opening(Opening::Mail, start..below, |place| mail_start(input, place));
        let page = self.outline.opening(Opening::PageEnd, start..below, Some);
        let end = [own, mail, page].into_iter().flatten().fold(below, usize::min).max(start);
        self.at = end;
        Frame::weak(start, end)
    }
}

/// The byte after an `NNNN` line and its line end; `NNN` alone counts where nothing but blanks follows it.
fn message_end(input: &[u8], place: usize) -> Option<usize> {
    if !trim_start(before_on_line(input, place)).is_empty() {
        return None;
    }
    let rest = input.get(place..input.len().min(place + LOOK_BYTES_MAX))?;
    let length = match memchr(b'\n', rest) {
        Some(end) => end + 1,
        None if place + rest.len() == input.len() => rest.len(),
        None => 4,
    };
    let line = trim_end(trim_end_of_line(rest.get(..length)?));
    let fused = line.strip_prefix(b"NNNN")?;
    let start = memchr::memmem::find(fused, b"ZCZC");
    match start {
        // The next message was run into the end of this one.
        Some(start) => Some(place + 4 + start - usize::from(fused.get(..start)?.ends_with(b"V"))),
        None => (!fused.first().is_some_and(u8::is_ascii_lowercase)).then_some(place + length),
    }
}

/// Whether the line that ends at a place is the end of a message, and all of it has come.
pub(super) fn is_message_end(input: &[u8], end: usize) -> bool {
    let Some(line) = input.get(..end).and_then(|before| before.strip_suffix(b"\n")) else { return false };
    let Some((first, content)) = line_before(input, line.len()) else { return false };
    let place = content_start(first, content);
    message_end(input, place) == Some(end)
}

fn trim_end_of_line(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\n").unwrap_or(line)
}

/// `From someone Mon Sep 21 22:16:00 2009`: the line that sets off the next mail of a mailbox.
fn mail_start(input: &[u8], place: usize) -> Option<usize> {
    let line = after_on_line(input, place + 1);
    let year = line.get(line.len().checked_sub(4)?..)?;
    let dated = year.iter().all(u8::is_ascii_digit) && memchr(b':', line).is_some();
    dated.then_some(place + 1)
}

/// `</pre>`, `</code>`: the end of preformatted text in a page.
fn page_end(input: &[u8], place: usize) -> Option<usize> {
    let name = input.get(place + 1..)?.strip_prefix(b"/")?;
    ends_page(name).then_some(place)
}

/// Input without any start of message: the text from its first line of a known form on, which has to come within
/// [`limits::CABLE_BYTES_MAX`], else all of it.
pub(super) fn headless_or_whole(input: &[u8]) -> Frame {
    let mut at = 0;
    while at < limits::CABLE_BYTES_MAX
        && let Some(line) = Line::at(input, "", at)
    {
        if is_first_line(&line) {
            return headless(input, line.start);
        }
        at = line.next;
    }
    Frame::weak(0, input.len())
}

/// A text without a start, from its first line on.
fn headless(input: &[u8], start: usize) -> Frame {
    let most = start + limits::CABLE_BYTES_MAX + LOOK_BYTES_MAX;
    let rest = input.get(start..input.len().min(most)).unwrap_or_default();
    let stop = Finder::new("\nFrom ").find_iter(rest).find_map(|place| mail_start(rest, place));
    let stop = [stop, Finder::new("</").find_iter(rest).find_map(|place| page_end(rest, place))];
    let end = stop.into_iter().flatten().min().unwrap_or(rest.len());
    let own = Finder::new("NNNN").find_iter(rest).find_map(|place| message_end(rest, place));
    Frame::weak(start, start + own.unwrap_or(end).min(end))
}

/// Whether a line on its own tells that a cable, or a piece of one, begins here.
fn is_first_line(line: &Line<'_>) -> bool {
    let bytes = line.bytes;
    let loud = !bytes.iter().any(u8::is_ascii_lowercase);
    match kind(bytes) {
        Kind::Transmission => whole(identification, bytes).is_some(),
        Kind::Security | Kind::Preamble | Kind::Class | Kind::Caption | Kind::Janap | Kind::CallSigns => true,
        Kind::Origin | Kind::Call => loud && names_station(bytes),
        Kind::Break => bytes == b"BT",
        Kind::From | Kind::To | Kind::Info => {
            loud && bytes.len() > 4 && bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count() > 4
        }
        Kind::Exempt | Kind::Prefix => loud,
        Kind::Other => super::dtg_repair::is_one(bytes),
        Kind::Label(_) => bytes.iter().take(4).all(|byte| !byte.is_ascii_lowercase()),
        _ => false,
    }
}
