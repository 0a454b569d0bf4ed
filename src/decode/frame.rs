//! Where cables begin and end in a run of bytes.
//!
//! A cable begins at its start of message, `ZCZC`; failing that at a routing line with its `DE` below; outside other
//! cables also at a format line 5 with its `FM` below. It ends after its `NNNN`, before the next start, or where a
//! mailbox or a web page sets it off. All searches go forward only, so that the whole takes linear time.

use std::ops::Range;

use memchr::memmem::{self, FindIter, Finder};
use memchr::{Memchr, memchr, memchr_iter, memrchr};

use super::archive;
use super::grammar::{identification, whole};
use super::kind::{Kind, kind};
use super::lines::{Line, trim_end, trim_start};
use super::outline::{Opening, Outline};
use super::pilots;
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

/// The search for something that may stand anywhere on a line.
struct Search<I> {
    found: Option<usize>,
    search: I,
}

impl<I: Iterator<Item = usize>> Search<I> {
    /// `search` gives every place of it, in order.
    fn new(mut search: I) -> Self {
        Self { found: search.next(), search }
    }

    /// The first place at or after `from` that `accept` takes for what is searched, as what it gives for it.
    fn at_or_after<R>(&mut self, from: usize, accept: impl Fn(usize) -> Option<R>) -> Option<R> {
        while let Some(found) = self.found {
            if found >= from
                && let Some(accepted) = accept(found)
            {
                return Some(accepted);
            }
            self.found = self.search.next();
        }
        None
    }
}

/// The cables of an input, one after the other.
pub(super) struct Frames<'a> {
    input: &'a [u8],
    /// What is known of its lines; the reading of a cable goes on with it.
    pub(super) outline: Outline<'a>,
    zczc: Search<FindIter<'a, 'static>>,
    tag: Search<Memchr<'a>>,
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

    /// The search goes on at a document of those that open an input.
    pub(super) fn documents(input: &'a [u8], from: usize) -> Self {
        let (documents, at) = archive::frame::documents(input, from, input.len(), from > 0);
        Self { documents: documents.into_iter(), ..Self::resumed(input, at) }
    }

    /// How many documents come next.
    pub(super) fn document_count(&self) -> usize {
        self.documents.len()
    }

    /// The search goes on at a place at which one stood before.
    pub(super) fn resumed(input: &'a [u8], at: usize) -> Self {
        Self {
            input,
            outline: Outline::new(input, 0, 0),
            zczc: Search::new(memmem::find_iter(input, b"ZCZC")),
            tag: Search::new(memchr_iter(b'<', input)),
            documents: Vec::new().into_iter(),
            looked: 0,
            at,
        }
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
        let below = self.strong(heading_end(self.input, first));
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
        let message =
            self.zczc.at_or_after(from, |place| message_start(input, place).filter(|start| *start >= from));
        let manual = self.outline.opening(Opening::Manual, from..input.len(), |place| {
            manual_start(input, place).filter(|start| *start >= from)
        });
        let called = self.outline.opening(Opening::De, from..input.len(), |place| {
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
        let page = self.tag.at_or_after(start, |place| page_end(input, place));
        let end = [own, mail, page].into_iter().flatten().fold(below, usize::min).max(start);
        self.at = end;
        Frame::weak(start, end)
    }
}

/// How far a look along a line goes. Heading lines are far shorter, even with noise around them; the bound keeps
/// the search linear where lines are not.
const LOOK_BYTES_MAX: usize = 1024;

/// The line that ends at a place: its first byte and its content. `None` where it is too long for a heading.
fn line_before(input: &[u8], end: usize) -> Option<(usize, &[u8])> {
    let window = end.saturating_sub(LOOK_BYTES_MAX);
    let before = input.get(window..end)?;
    let first = match memrchr(b'\n', before) {
        Some(newline) => window + newline + 1,
        None if window == 0 => 0,
        None => return None,
    };
    Some((first, trim_end(input.get(first..end)?)))
}

/// A look back at what stands on the line before a place. Lines of a web page may be long: only the end is looked at.
fn before_on_line(input: &[u8], place: usize) -> &[u8] {
    let window = input.get(place.saturating_sub(64)..place).unwrap_or_default();
    memrchr(b'\n', window).map_or(window, |end| window.get(end + 1..).unwrap_or_default())
}

/// The rest of the line after a place, at most as long as a line of a heading may be with some noise.
fn after_on_line(input: &[u8], place: usize) -> &[u8] {
    let rest = input.get(place..input.len().min(place + 256)).unwrap_or_default();
    trim_end(rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default())
}

/// The kind of the first line that is not blank after the line of a place.
fn kind_below(input: &[u8], place: usize) -> Kind {
    let window = input.get(..input.len().min(place + LOOK_BYTES_MAX)).unwrap_or_default();
    let mut at =
        window.get(place..).and_then(|rest| memchr(b'\n', rest)).map_or(window.len(), |end| place + end + 1);
    while let Some(line) = Line::at(window, "", at) {
        if !line.is_blank() {
            return kind(line.bytes);
        }
        at = line.next;
    }
    Kind::Blank
}

/// `ZCZC`: at the start of its line or behind what pages and fused messages leave there, with an identification
/// behind it or a routing line below.
fn message_start(input: &[u8], place: usize) -> Option<usize> {
    let before = before_on_line(input, place);
    let (before, start) = match before {
        [before @ .., b'V', b'V'] => (before, place - 2),
        [before @ .., b'V'] => (before, place - 1),
        before => (before, place),
    };
    let opens_line = trim_start(before).iter().all(|byte| !byte.is_ascii_graphic() && byte.is_ascii())
        || before.ends_with(b">")
        || before.ends_with(b"NNNN")
        || before.ends_with(b"\xef\xbb\xbf");
    let below = || opens_procedure(kind_below(input, place), Kind::Origin);
    let words = after_on_line(input, place);
    let identified =
        identification(words).is_ok_and(|(rest, _)| !rest.first().is_some_and(u8::is_ascii_lowercase));
    let glued = words.get(4).is_some_and(|byte| *byte != b' ');
    (opens_line && (identified || (glued && below()))).then_some(start)
}

/// Whether a line of this kind may stand right below a transmission identification.
fn opens_procedure(below: Kind, origin: Kind) -> bool {
    matches!(below, Kind::Call | Kind::Janap | Kind::CallSigns | Kind::Transmission) || below == origin
}

/// `VV   ABC027`: only with a routing line below (ACP 127(G) 202c(2)).
fn manual_start(input: &[u8], place: usize) -> Option<usize> {
    let opens_line = trim_start(before_on_line(input, place)).is_empty();
    let identified = identification(after_on_line(input, place)).is_ok();
    (opens_line && identified && opens_procedure(kind_below(input, place), Kind::Call)).then_some(place)
}

/// A `DE` line with a routing line right above it. A routing line may go on over some lines.
fn call_start(input: &[u8], de: usize) -> Option<usize> {
    let mut end = de;
    for _ in 0..8 {
        let (first, line) = line_before(input, end)?;
        let content = trim_start(line);
        if kind(content) == Kind::Call {
            let start = bare_identification(input, first).unwrap_or_else(|| content_start(first, line));
            return Some(pilot_above(input, start).unwrap_or(start));
        }
        if !super::routing::is_continuation(content) {
            return None;
        }
        end = first.checked_sub(1)?;
    }
    None
}

/// A line above a routing line that holds identifications alone, as relays stack them: `FDA035EUA024ERA017`.
fn bare_identification(input: &[u8], below: usize) -> Option<usize> {
    let (first, line) = line_before(input, below.checked_sub(1)?)?;
    (kind(trim_start(line)) == Kind::Transmission).then(|| content_start(first, line))
}

/// An `FM` line with a format line 5 right above it; page marks and banners above that belong to the cable too.
pub(super) fn preamble_start(input: &[u8], fm: usize) -> Option<usize> {
    let (first, line) = line_before(input, fm)?;
    let preamble = |line| kind(line) == Kind::Preamble || super::dtg_repair::is_one(line);
    let mut start = preamble(trim_start(line)).then(|| content_start(first, line))?;
    let mut above = first;
    for _ in 0..4 {
        let Some((first, line)) = above.checked_sub(1).and_then(|end| line_before(input, end)) else { break };
        let content = trim_start(line);
        let banner = super::class::level(content).is_some_and(|level| level.rest.is_empty());
        match kind(content) {
            Kind::Blank => {}
            Kind::Page | Kind::Security => start = content_start(first, line),
            Kind::Origin | Kind::Call if names_station(content) => start = content_start(first, line),
            Kind::Janap | Kind::CallSigns => return Some(procedure_start(input, first, line)),
            _ if is_routing_above(content) => {
                return Some(routing_start(input, first).unwrap_or(start));
            }
            Kind::Class if banner => start = content_start(first, line),
            _ => break,
        }
        above = first;
    }
    Some(archive::frame::opening_above(input, start))
}

/// Whether a routing indicator follows `DE` or the doubled prosign.
fn names_station(line: &[u8]) -> bool {
    super::routing::is_continuation(line.get(3..).unwrap_or_default())
}

/// Where a cable begins whose routing of JANAP 128, or whose call of ACP 126, stands on this line.
fn procedure_start(input: &[u8], first: usize, line: &[u8]) -> usize {
    bare_identification(input, first).unwrap_or_else(|| content_start(first, line))
}

/// Whether a line above format line 4 or 5 can be the end of the routing of JANAP 128, or a call without a number.
fn is_routing_above(line: &[u8]) -> bool {
    line.ends_with(b".") && super::janap::is_continuation(line) || super::call_signs::is_call(line, false)
}

/// Lines of routing that are looked back over: so many as five hundred indicators need, eight on a line.
const ROUTING_LINES_MAX: usize = 64;

/// The start of the cable to which the line at `first` belongs as the last one of its routing.
fn routing_start(input: &[u8], last: usize) -> Option<usize> {
    let mut first = last;
    let (_, line) =
        line_before(input, memchr(b'\n', input.get(last..)?).map_or(input.len(), |end| last + end))?;
    if super::call_signs::is_call(trim_start(line), false) {
        return Some(procedure_start(input, last, line));
    }
    for _ in 0..ROUTING_LINES_MAX {
        let (above, line) = line_before(input, first.checked_sub(1)?)?;
        let content = trim_start(line);
        if kind(content) == Kind::Janap {
            return Some(procedure_start(input, above, line));
        }
        if !super::janap::is_continuation(content) {
            return None;
        }
        first = above;
    }
    None
}

/// Where the newest of the pilots begins that stand right above a heading, if there are any.
fn pilot_above(input: &[u8], heading: usize) -> Option<usize> {
    let mut newest = None;
    let mut below = heading;
    for _ in 0..limits::PILOTS_MAX {
        let (mut first, mut line) = line_before(input, below.checked_sub(1)?)?;
        let mut instructions = 0;
        while instructions < 4 && pilots::is_instruction(trim_start(line)) {
            instructions += 1;
            let Some(above) = first.checked_sub(1).and_then(|end| line_before(input, end)) else { break };
            (first, line) = above;
        }
        if instructions == 0 || kind(trim_start(line)) != Kind::Call {
            break;
        }
        below = bare_identification(input, first).unwrap_or_else(|| content_start(first, line));
        newest = Some(below);
    }
    newest
}

/// The first byte of a line that is no blank.
fn content_start(first: usize, line: &[u8]) -> usize {
    first + line.len() - trim_start(line).len()
}

/// How far format lines 1 to 3 may reach, with the identifications that relays stacked above them.
const HEADING_BYTES_MAX: usize = 64 * 1024;

/// Past the lines of format lines 1 to 3, which are starts themselves but belong to the cable that begins here.
fn heading_end(input: &[u8], start: usize) -> usize {
    let input = input.get(..start + HEADING_BYTES_MAX).unwrap_or(input);
    let mut at = start;
    let mut end = start;
    while let Some(line) = Line::at(input, "", at) {
        let follows = match kind(line.bytes) {
            Kind::Blank | Kind::Transmission | Kind::Call => true,
            Kind::Janap | Kind::CallSigns => return line.next,
            Kind::Origin => match pilots::service_end(input, at) {
                Some(below) => {
                    (at, end) = (below, below);
                    continue;
                }
                None => return line.next,
            },
            _ => {
                super::routing::is_continuation(line.bytes)
                    || (at == start)
                    || pilots::is_instruction(line.bytes)
            }
        };
        if !follows {
            break;
        }
        at = line.next;
        if !line.is_blank() {
            end = line.next;
        }
    }
    end.max(start + 1)
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
    let ends = [&b"pre>"[..], b"PRE>", b"code>", b"body>", b"td>"].iter().any(|end| name.starts_with(end));
    ends.then_some(place)
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
