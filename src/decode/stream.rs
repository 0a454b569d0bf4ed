//! Cables out of bytes that come piece by piece: an archive larger than memory, a line that never closes.
//!
//! What is found is what [`Decoder::cables`](super::Decoder::cables) finds in the whole, wherever the pieces are cut.
//! Each look goes over what has come and keeps the frames that more bytes cannot change; the rest waits.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::frame::{self, Frame, Frames};
use super::line_marks;
use super::outline::{Known, Outline};
use super::place::{Lines, Place};
use crate::message::limits;

/// No decision about a frame looks further ahead than this from where the frame ends.
const AHEAD_MAX: usize = 4 * 1024;

/// No decision about where a frame begins looks further back than this: ten lines of a heading, each bounded.
const BACK_MAX: usize = 16 * 1024;

/// Up to this much that waits is looked through at once where an end of message comes in; more has to double first.
const PROMPT_MAX: usize = 256 * 1024;

/// Texts without format lines 1 to 3 wait for the next cable that has them, since what follows may show that they are
/// documents of the archive; but not for longer than this.
const WEAK_MAX: usize = 4 * 1024 * 1024;

/// No more than this comes between two looks at a cable past the limit.
const NEW_MAX: usize = 8 * 1024 * 1024;

/// Room that is kept where little is in it.
const ROOM_MAX: usize = 1024 * 1024;

/// The most that waits, but for the last piece that came.
const BUFFER_MAX: usize = 2 * limits::CABLE_BYTES_MAX + AHEAD_MAX + NEW_MAX;

/// Bytes that come piece by piece, and the cables found in them so far.
///
/// Memory is bounded by the longest cable, [`limits::CABLE_BYTES_MAX`]. A cable that ends with `NNNN` is given out as
/// soon as that line has come; another one when what follows shows that it has ended, or at the end of the input.
///
/// ```
/// use torntape::Decoder;
/// use torntape::decode::Stream;
///
/// let (mut stream, decoder) = (Stream::new(), Decoder::new());
/// let mut serials = Vec::new();
/// for piece in ["VZCZCXRO0809\nPP RUEHLN\nDE RUE", "HC #7951 2642216\nNN", "NN\nVZCZCXRO0810\n"] {
///     stream.feed(piece.as_bytes());
///     while let Some(found) = stream.next_found() {
///         serials.push(decoder.found(found).source.offset);
///     }
/// }
/// assert_eq!(serials, [0], "the second goes on");
/// stream.end();
/// assert_eq!(stream.next_found().unwrap().bytes, b"VZCZCXRO0810\n");
/// ```
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about what has come")]
pub struct Stream {
    /// What is still needed; its first byte is byte `base` of the input.
    buffer: Vec<u8>,
    base: usize,
    /// What follows is counted in bytes of the buffer. No cable begins before `at`.
    at: usize,
    /// The end of what the last look went over.
    looked: usize,
    ready: VecDeque<Framed>,
    /// What was found last is a document of those that open the input.
    in_documents: bool,
    /// A cable was cut at the limit, and its own end has not come yet.
    skipping: bool,
    ended: bool,
    /// The end has been looked at.
    finished: bool,
    /// A cable with a start was found: texts that lack one are passed over.
    any: bool,
    /// Lines end in other marks than line feeds.
    marked: bool,
    /// The answer where no cable has a start, once what has come is too long to wait.
    fallback: Option<(Vec<u8>, Place)>,
    lines: Lines,
}

/// A cable as it lies in the input.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// All its bytes.
    pub bytes: &'a [u8],
    /// Where they lie.
    pub place: Place,
    pub(super) known: Option<Known>,
}

impl Found<'_> {
    /// What is known of the cable, with a copy of its bytes.
    #[cfg(feature = "cli")]
    pub(crate) fn with_bytes(self, bytes: &[u8]) -> Found<'_> {
        Found { bytes, place: self.place, known: self.known }
    }

    /// Bytes of memory that it takes.
    #[cfg(feature = "cli")]
    pub(crate) fn weight(&self) -> usize {
        self.bytes.len() + self.known.as_ref().map_or(0, Known::weight)
    }
}

/// A cable in the buffer.
#[derive(Debug)]
struct Framed {
    frame: Frame,
    place: Place,
    known: Option<Known>,
    /// The lines counted up to it.
    lines: Lines,
}

impl Default for Stream {
    fn default() -> Self {
        Self::new()
    }
}

impl Stream {
    /// A stream at its beginning.
    pub const fn new() -> Self {
        Self {
            buffer: Vec::new(),
            base: 0,
            at: 0,
            looked: 0,
            ready: VecDeque::new(),
            in_documents: false,
            skipping: false,
            ended: false,
            finished: false,
            any: false,
            marked: false,
            fallback: None,
            lines: Lines::FIRST,
        }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.let_go();
        let length = self.buffer.len() + bytes.len();
        if length > ROOM_MAX && length > self.buffer.capacity() {
            // Room for the longest at once, which is memory only where it fills: to grow step by step takes twice as much.
            self.buffer.reserve_exact(BUFFER_MAX.max(length) - self.buffer.len());
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Nothing comes any more.
    pub const fn end(&mut self) {
        self.ended = true;
    }

    /// Bytes that were taken and are still kept.
    pub const fn kept_bytes(&self) -> usize {
        self.buffer.len()
    }

    /// The next cable, where enough of it has come.
    pub fn next_found(&mut self) -> Option<Found<'_>> {
        let Framed { frame, place, known, .. } = loop {
            match self.ready.pop_front() {
                Some(framed) => break framed,
                None if self.is_due() => self.look(),
                None => return self.take_fallback(),
            }
        };
        self.buffer.get(frame.place).map(|bytes| Found { bytes, place, known })
    }

    /// Whether another look is worth its time: for all the looks together to be linear in the input, what waits has
    /// to grow by a part of itself first.
    fn is_due(&self) -> bool {
        if self.ended {
            return !self.finished;
        }
        let new = self.buffer.get(self.looked..).unwrap_or_default();
        let waiting = self.buffer.len() - self.at;
        let prompt = || {
            let new = self.buffer.get(self.looked.saturating_sub(4)..).unwrap_or_default();
            waiting <= PROMPT_MAX && memchr::memmem::find(new, b"NNNN").is_some()
        };
        let seen = self.looked.saturating_sub(self.at);
        let limit = limits::CABLE_BYTES_MAX + AHEAD_MAX + 1;
        let enough = if seen < limit { (seen / 2).min(limit - seen) } else { NEW_MAX };
        !new.is_empty() && (new.len() >= enough || memchr::memchr(b'\n', new).is_some() && prompt())
    }

    /// Looks for cables in what has come.
    fn look(&mut self) {
        self.looked = self.buffer.len();
        self.finished = self.ended;
        if self.skipping && !self.skip() {
            return;
        }
        if self.base + self.at == 0 {
            self.marked = line_marks::end_lines(&self.buffer);
        }
        let (frames, documents) = self.frames();
        if frames.is_empty() {
            self.pass_over();
        }
        let long = self.is_long();
        let last_start = frames.iter().rposition(|Framed { frame, .. }| frame.strong && self.is_start(frame));
        for (number, framed) in frames.into_iter().enumerate() {
            let frame = &framed.frame;
            let (start, end) = (frame.place.start, frame.end);
            let above_start = last_start.is_some_and(|last| number < last);
            if above_start || ((frame.strong || long) && self.is_settled(end)) || self.ended {
                self.at = end;
                self.in_documents = number < documents;
            } else if self.looked - start > limits::CABLE_BYTES_MAX + AHEAD_MAX {
                // Wherever it ends, that is past the limit.
                self.at = frame.place.end;
                self.skipping = true;
            } else {
                self.wait_for(frame);
                return;
            }
            self.any = true;
            self.lines = framed.lines;
            let skips = self.skipping;
            self.ready.push_back(framed);
            if skips {
                return;
            }
        }
    }

    /// The cables in what has come, and how many of them are documents that open the input.
    fn frames(&self) -> (Vec<Framed>, usize) {
        let bytes = &*self.lines_of_buffer();
        let mut search = match (self.base + self.at, self.in_documents) {
            (0, _) => Frames::new(bytes),
            (_, true) => Frames::documents(bytes, self.at),
            (_, false) => Frames::resumed(bytes, self.at),
        };
        let documents = search.document_count();
        let mut lines = self.lines;
        lines.go_on(bytes, self.base, self.at);
        // No line before that of `at` is of use.
        let (first, number) = lines.line();
        search.outline = Outline::new(bytes, first.saturating_sub(self.base), number);
        let mut frames = Vec::new();
        while let Some(frame) = search.next() {
            if let Some(known) = search.outline.forget(frame.place.start) {
                // From there on is less to count.
                lines.go_on_from(self.base + known.first, known.number + 1);
            }
            let place = lines.place(bytes, self.base, &frame);
            // A cable with other line ends is read from bytes in which its lines lie otherwise.
            let known = if self.marked { None } else { search.outline.part(frame.place.clone()) };
            frames.push(Framed { frame, place, known, lines });
        }
        (frames, documents)
    }

    /// What has come, with a line feed at the end of each line.
    fn lines_of_buffer(&self) -> Cow<'_, [u8]> {
        if self.marked {
            Cow::Owned(line_marks::with_line_feeds(&self.buffer))
        } else {
            Cow::Borrowed(&self.buffer)
        }
    }

    /// Too much waits for a cable with one of format lines 1 to 3.
    const fn is_long(&self) -> bool {
        self.looked - self.at > WEAK_MAX
    }

    /// Whether bytes to come cannot change that a cable with one of format lines 1 to 3 begins here.
    fn is_start(&self, frame: &Frame) -> bool {
        frame.place.start + BACK_MAX + AHEAD_MAX <= self.looked || self.is_settled(frame.end)
    }

    /// Whether bytes to come cannot change that a cable ends here.
    fn is_settled(&self, end: usize) -> bool {
        self.ended || end + AHEAD_MAX <= self.looked || frame::is_message_end(&self.buffer, end)
    }

    /// Goes past the rest of a cable that was cut; whether its end has come.
    fn skip(&mut self) -> bool {
        let end = Frames::end_of(&self.buffer, self.at);
        self.skipping = !self.is_settled(end);
        self.at = if self.skipping { self.at.max(self.looked.saturating_sub(BACK_MAX)) } else { end };
        !self.skipping
    }

    /// Keeps what a cable that goes on may hang on.
    fn wait_for(&mut self, frame: &Frame) {
        let start = frame.place.start;
        // Close to the end of what has come a start may turn out to be none.
        self.any |= start + BACK_MAX + AHEAD_MAX <= self.looked;
        if frame.strong || self.is_long() {
            self.keep_from(start.saturating_sub(BACK_MAX));
        }
    }

    /// No cable begins in what has come.
    fn pass_over(&mut self) {
        let waits = !self.any && self.fallback.is_none();
        if waits && self.ended && !self.buffer.is_empty() {
            let (bytes, mut lines) = (self.lines_of_buffer(), self.lines);
            let frame = frame::headless_or_whole(&bytes);
            let place = lines.place(&bytes, self.base, &frame);
            drop(bytes);
            self.ready.push_back(Framed { frame, place, known: None, lines });
            self.any = true;
        } else if waits && self.buffer.len() > 2 * limits::CABLE_BYTES_MAX + AHEAD_MAX {
            let frame = frame::headless_or_whole(&self.buffer);
            let mut lines = Lines::FIRST;
            let place = lines.place(&self.buffer, self.base, &frame);
            self.fallback = Some((self.buffer.get(frame.place).unwrap_or_default().to_vec(), place));
        }
        if self.is_long() {
            self.keep_from(self.looked.saturating_sub(BACK_MAX));
        }
    }

    /// No cable begins before this place, if the answer is not all of the input.
    fn keep_from(&mut self, place: usize) {
        if self.any || self.fallback.is_some() {
            self.at = self.at.max(place);
        }
    }

    fn take_fallback(&mut self) -> Option<Found<'_>> {
        if self.any || !self.finished {
            return None;
        }
        self.any = true;
        self.fallback.as_ref().map(|(bytes, place)| Found { bytes, place: *place, known: None })
    }

    /// Lets go of what no look to come needs: what was given out since the last look is not kept any longer.
    pub(crate) fn let_go(&mut self) {
        if self.any {
            self.fallback = None;
        }
        let past = self.at.saturating_sub(BACK_MAX);
        // The rest is moved to the front: rarely, or when there is little of it.
        if self.ready.is_empty() && past >= self.buffer.len() / 2 {
            let mut lines = self.lines;
            lines.go_on(&self.lines_of_buffer(), self.base, past);
            self.lines = lines;
            self.buffer.drain(..past);
            self.base += past;
            self.at -= past;
            self.looked -= past;
            if self.buffer.capacity() > ROOM_MAX.max(4 * self.buffer.len()) {
                self.buffer.shrink_to(ROOM_MAX);
            }
        }
    }
}
