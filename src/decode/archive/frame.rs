//! Where documents of the archive begin and end in a run of bytes.
//!
//! A document begins at `Message Text`; without that line at a first page head, at a distribution block, or at a format
//! line 5 with its `FM`. It ends where the next one begins. All in one pass over the lines.

use memchr::memmem::{self, Finder};

use crate::decode::frame::Frame;
use crate::decode::grammar::whole;
use crate::decode::kind::{Kind, kind};
use crate::decode::lines::{Line, trim_start};

use super::{attributes, distribution, ending, pages, relay_counter};

const TITLE: &[u8] = b"Message Text";

/// Whether a line opens the frame of a document.
pub(super) fn is_title(line: &[u8]) -> bool {
    line == TITLE
}

/// Whether bytes that begin with no format line 1 to 3 are a document: their first lines show it, or they have
/// attributes.
pub(super) fn opens(bytes: &[u8]) -> bool {
    first_lines_open(bytes) || attributes::find(bytes).is_some()
}

/// Whether the first lines show a document.
pub(super) fn first_lines_open(bytes: &[u8]) -> bool {
    let mut at = 0;
    for _ in 0..32 {
        let Some(line) = Line::at(bytes, "", at) else { break };
        if line.bytes.len() > 200 {
            break;
        }
        let content = without_mark(line.bytes);
        if begins(content).is_some() {
            return true;
        }
        if !(content.is_empty()
            || pages::is_banner(content)
            || pages::is_stamp(content)
            || pages::is_signer(content)
            || is_mark(content))
        {
            break;
        }
        at = line.next;
    }
    false
}

/// Figures alone, as they stand between page head and distribution.
fn is_mark(line: &[u8]) -> bool {
    whole(crate::decode::grammar::figures(1, 3), line).is_some()
}

/// What a byte order mark or the tag of a page leaves before a line.
fn without_mark(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let tagged = line.first() == Some(&b'<') && line.len() < 200;
    match line.iter().rposition(|byte| *byte == b'>') {
        Some(at) if tagged && at + 1 < line.len() => trim_start(line.get(at + 1..).unwrap_or_default()),
        _ => line,
    }
}

/// A cable with its first line begins here.
fn is_start_of_message(line: &[u8]) -> bool {
    line.starts_with(b"VZCZC") || line.starts_with(b"ZCZC")
}

/// What a line says of the beginning of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beginning {
    /// `Message Text`
    Title,
    /// `Message Attributes`
    Attributes,
    /// `PAGE 01`
    Page,
    /// A distribution block or a dashed line. A drafting block alone tells nothing: it stands in other texts too.
    Block,
}

fn begins(line: &[u8]) -> Option<Beginning> {
    let beginning = match line.first()? {
        b'M' if is_title(line) => Some(Beginning::Title),
        b'M' if attributes::is_title(line) => Some(Beginning::Attributes),
        b'P' => is_first_page(line).then_some(Beginning::Page),
        b'O' | b'A' if distribution::opens(line) => Some(Beginning::Block),
        b'-' => relay_counter::is_line(line).then_some(Beginning::Block),
        _ => None,
    };
    // A cable may have been run into it.
    beginning.filter(|_| memchr::memmem::find(line, b"ZCZC").is_none())
}

/// `PAGE 01        STATE  012345`: a page head of a document, not the bare mark of a page in a text.
fn is_first_page(line: &[u8]) -> bool {
    pages::head(line).is_some_and(|(mark, _)| mark.number == 1 && mark.serial.is_some())
}

/// Lines that may stand between the first line of a document and its format line 5.
const OPENING_LINES_MAX: usize = 40;

/// Where a document begins whose format line 5 stands at `start`: at the first line of the archive above it, if there
/// is one.
pub(in crate::decode) fn opening_above(input: &[u8], start: usize) -> usize {
    let (mut found, mut end) = (start, start);
    for _ in 0..OPENING_LINES_MAX {
        let Some(before) = input.get(end.saturating_sub(200)..end) else { break };
        let Some(before) = before.strip_suffix(b"\n") else { break };
        let first = match memchr::memrchr(b'\n', before) {
            Some(feed) => end - (before.len() - feed),
            None if before.len() + 1 == end => 0,
            None => break,
        };
        let Some(line) = Line::at(input, "", first) else { break };
        let content = without_mark(line.bytes);
        if ending::ends_document(content) || kind(content) == Kind::Paragraph {
            break;
        }
        if begins(content).is_some() {
            found = line.start + line.bytes.len() - content.len();
        }
        end = first;
    }
    found
}

/// Where the reading of the lines stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between documents.
    Outside,
    /// In the lines above format line 5.
    Opening,
    /// In a text.
    Text,
    /// Below the end mark of a text.
    Ended,
    /// In the attributes.
    Attributes,
}

/// Finds the documents of `input` from `from` to `until`, and says where they end: at a cable with a start of message,
/// or at `until`. None where no line of the archive stands there and it is not known that they do; they end at `from`
/// then.
pub(in crate::decode) fn documents(
    input: &[u8],
    from: usize,
    until: usize,
    known: bool,
) -> (Vec<Frame>, usize) {
    let region = input.get(..until).unwrap_or(input);
    if !known && !shows_archive(region.get(from..).unwrap_or_default()) {
        return (Vec::new(), from);
    }
    let mut search = Search::new(region);
    let mut at = from;
    while let Some(line) = Line::at(region, "", at) {
        if !search.take(&line) {
            at = line.start;
            break;
        }
        at = line.next;
    }
    search.close(at);
    (search.found, at)
}

/// The search for documents, line by line.
struct Search<'a> {
    region: &'a [u8],
    found: Vec<Frame>,
    /// Where the document that is open begins.
    open: Option<usize>,
    place: Place,
    /// It was opened by `Message Text`.
    titled: bool,
    /// The number on its first page head.
    serial: Option<u32>,
    /// The first of the banners and stamps that may stand above the next document.
    above: Option<usize>,
}

impl<'a> Search<'a> {
    const fn new(region: &'a [u8]) -> Self {
        Self {
            region,
            found: Vec::new(),
            open: None,
            place: Place::Outside,
            titled: false,
            serial: None,
            above: None,
        }
    }

    /// Takes the next line; `false` where a cable with its first line begins there.
    fn take(&mut self, line: &Line<'a>) -> bool {
        let content = without_mark(line.bytes);
        let busy = matches!(self.place, Place::Opening | Place::Text);
        if !busy && is_start_of_message(content) {
            return false;
        }
        let beginning = begins(content);
        let new = self.begins_new(line, content, beginning);
        if new {
            let own = line.start + line.bytes.len() - content.len();
            let above = self.above.take().filter(|_| beginning != Some(Beginning::Title));
            self.close(above.unwrap_or(own));
            self.open = Some(above.unwrap_or(own));
            self.titled = beginning == Some(Beginning::Title);
            self.serial = None;
        }
        if beginning == Some(Beginning::Page) && self.serial.is_none() {
            self.serial = serial(content);
        }
        self.place = self.place_after(content, beginning, new);
        let between = matches!(self.place, Place::Outside | Place::Attributes);
        let stamped = self.place == Place::Outside && pages::is_stamp(content);
        if between && (stamped || pages::is_banner(content)) {
            self.above.get_or_insert(line.start);
        } else if !line.is_blank() {
            self.above = None;
        }
        true
    }

    /// Whether a document begins on a line.
    fn begins_new(&self, line: &Line<'a>, content: &[u8], beginning: Option<Beginning>) -> bool {
        let free = !self.titled;
        match (beginning, self.place) {
            (Some(Beginning::Title), _)
            | (Some(_), Place::Outside)
            | (Some(Beginning::Attributes | Beginning::Page), Place::Attributes) => true,
            (Some(Beginning::Page), Place::Ended) => free,
            (Some(Beginning::Page), Place::Text) => free && self.serial != serial(content),
            (Some(Beginning::Block), Place::Attributes | Place::Ended) => {
                free && distribution::opens(content)
            }
            (None, Place::Outside | Place::Attributes | Place::Ended) => {
                free && kind(content) == Kind::Preamble
                    && Line::at(self.region, "", line.next).is_some_and(|next| kind(next.bytes) == Kind::From)
            }
            _ => false,
        }
    }

    fn place_after(&self, content: &[u8], beginning: Option<Beginning>, new: bool) -> Place {
        if self.place != Place::Outside && ending::ends_document(content) {
            return Place::Ended;
        }
        let heading = || matches!(kind(content), Kind::From | Kind::Preamble | Kind::Class | Kind::Label(_));
        match beginning {
            Some(Beginning::Attributes) => Place::Attributes,
            Some(_) if new => Place::Opening,
            None if new || (self.place == Place::Opening && heading()) => Place::Text,
            _ => self.place,
        }
    }

    /// Ends the document that is open, if one is.
    fn close(&mut self, end: usize) {
        if let Some(start) = self.open.take() {
            self.found.push(Frame::weak(start, end));
        }
    }
}

/// The number on a page head.
fn serial(line: &[u8]) -> Option<u32> {
    pages::head(line)?.0.serial
}

/// A quick look before the slow one.
fn shows_archive(bytes: &[u8]) -> bool {
    [TITLE, b"Message Attributes", b"PAGE 01", b"ORIGIN", b"ACTION", b"----------"]
        .iter()
        .any(|piece| memmem::find(bytes, piece).is_some())
        && (opens(bytes) || Finder::new(TITLE).find(bytes).is_some() || first_block(bytes))
}

/// A page head or a distribution block stands above the first `FM`.
fn first_block(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(line) = Line::at(bytes, "", at) {
        if matches!(kind(line.bytes), Kind::From | Kind::Preamble) {
            return false;
        }
        if begins(line.bytes).is_some() {
            return true;
        }
        at = line.next;
    }
    false
}
