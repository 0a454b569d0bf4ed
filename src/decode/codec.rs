//! A stream of bytes, cut into transmissions as they end: for a socket or a serial line.
//!
//! Made for tokio's `Framed`, but free of any runtime: it sees buffers only.
//!
//! It stands apart from [`Stream`](super::Stream), which answers another question. That one looks for cables in whatever
//! they are kept in, has to wait for bytes behind the end of one that could still belong to it, and passes over the rest.
//! On a circuit the start of message and `NNNN` alone say where a transmission lies: it is given out with its last byte,
//! however little is known of its text, and so are noise and stragglers, of which an operator has to be told.

use std::io;

use bytes::{BufMut, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder};

use crate::message::limits;

/// Bytes of noise that are kept back at most; past them a piece of it is given out.
const NOISE_BYTES_MAX: usize = 64 * 1024;

/// Functions that pad the end of a transmission: twelve LTRS, in IA5 twelve DEL (ACP 127(G) 138; AUTODIN).
const PADDING_MAX: usize = 12;

/// Blanks that an archive may have left after `NNNN`, carriage returns before a line end: more are something else.
const END_BLANKS_MAX: usize = 64;

/// A piece of the stream. The pieces in their order are the stream, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A whole transmission: from its start of message to `NNNN` with its padding or line end.
    Transmission(Bytes),
    /// A transmission that was begun and not ended.
    Unfinished(Bytes, Cut),
    /// Bytes that belong to no transmission.
    Noise(Bytes),
}

/// Why a transmission has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The next one began before it ended: a straggler (ACP 127(G) 430).
    NextBegan,
    /// It is longer than the limit; what follows up to the next start of message is noise.
    TooLong,
    /// The stream ended.
    StreamEnded,
}

/// Cuts a stream into transmissions.
///
/// A transmission begins at a line that opens with `ZCZC`, `VZCZC` or `VV   ABC027` (ACP 127(G) 202) and ends with
/// `NNNN` alone on its line (ACP 127(G) 138). A line that opens with `ZCZC` inside a transmission begins the next
/// one, since it stands once in each (202c), unless only identifications stand above it: those are stacked (311c). Where the bytes are cut does not depend
/// on the portions in which they arrive. Memory is bounded by the limit, time is linear.
///
/// ```
/// use bytes::BytesMut;
/// use tokio_util::codec::Decoder;
/// use torntape::decode::codec::{Frame, TransmissionCodec};
///
/// let mut codec = TransmissionCodec::new();
/// let mut line = BytesMut::from("~~\r\nZCZCXRO0809\r\nPP RUEHLN\r\nDE RUEHC 2642216\r\nZID XRO0808\r\nNN");
/// assert_eq!(codec.decode(&mut line)?, Some(Frame::Noise("~~\r\n".into())));
/// assert_eq!(codec.decode(&mut line)?, None, "it goes on");
/// line.extend_from_slice(b"NN\r\n");
/// let Some(Frame::Transmission(bytes)) = codec.decode(&mut line)? else { panic!("it has ended") };
/// assert_eq!(torntape::decode(&bytes).len(), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TransmissionCodec {
    limit: usize,
    noise_bytes: u64,
    place: Place,
    /// Bytes at the front of the buffer that have been looked at.
    seen: usize,
    /// Nothing but padding stands between the last line end and `seen`.
    line_opens: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Between,
    /// In format line 1, stacked identifications included.
    Identification,
    Message,
}

/// The answer to a question about bytes of which more may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer<T> {
    Yes(T),
    No,
    MoreNeeded,
}

impl Default for TransmissionCodec {
    fn default() -> Self {
        Self::new()
    }
}

impl TransmissionCodec {
    /// A codec at the start of a stream, with the limit of a cable: 16 MiB.
    pub const fn new() -> Self {
        Self::with_limit(limits::CABLE_BYTES_MAX)
    }

    /// A codec that cuts transmissions longer than `limit` bytes.
    pub const fn with_limit(limit: usize) -> Self {
        Self { limit, noise_bytes: 0, place: Place::Between, seen: 0, line_opens: true }
    }

    /// Bytes given out as noise so far.
    pub const fn noise_bytes(&self) -> u64 {
        self.noise_bytes
    }

    /// The next piece, where enough of it has come. `last`: nothing comes after these bytes.
    fn next_frame(&mut self, buffer: &mut BytesMut, last: bool) -> Option<Frame> {
        loop {
            let frame = if self.place == Place::Between {
                self.look_for_start(buffer, last)
            } else {
                self.look_for_end(buffer, last)
            };
            match frame {
                Answer::Yes(frame) => return Some(frame),
                // The place changed: look again.
                Answer::No => {}
                Answer::MoreNeeded => return None,
            }
        }
    }

    fn look_for_start(&mut self, buffer: &mut BytesMut, last: bool) -> Answer<Frame> {
        loop {
            if self.line_opens {
                self.seen += line_padding(tail(buffer, self.seen));
            }
            if self.seen >= NOISE_BYTES_MAX {
                return Answer::Yes(self.noise(buffer, NOISE_BYTES_MAX));
            }
            let rest = tail(buffer, self.seen);
            if rest.is_empty() {
                break;
            }
            if self.line_opens {
                match opens(rest, last) {
                    Answer::Yes(()) if self.seen == 0 => {
                        self.place = Place::Identification;
                        self.line_opens = false;
                        return Answer::No;
                    }
                    Answer::Yes(()) => return Answer::Yes(self.noise(buffer, self.seen)),
                    Answer::No => self.line_opens = false,
                    Answer::MoreNeeded => return Answer::MoreNeeded,
                }
            }
            self.skip_line(buffer);
        }
        if last && !buffer.is_empty() {
            return Answer::Yes(self.noise(buffer, buffer.len()));
        }
        Answer::MoreNeeded
    }

    fn look_for_end(&mut self, buffer: &mut BytesMut, last: bool) -> Answer<Frame> {
        loop {
            if self.line_opens {
                self.seen += line_padding(tail(buffer, self.seen));
            }
            if self.seen > self.limit {
                return Answer::Yes(self.cut(buffer, self.limit, Cut::TooLong));
            }
            let rest = tail(buffer, self.seen);
            if rest.is_empty() {
                break;
            }
            if self.line_opens {
                match self.at_line(rest, last) {
                    Answer::Yes(Turn::Ended(length)) if self.seen + length > self.limit => {
                        return Answer::Yes(self.cut(buffer, self.limit, Cut::TooLong));
                    }
                    Answer::Yes(Turn::Ended(length)) => {
                        let whole = self.take(buffer, self.seen + length);
                        self.line_opens = true;
                        return Answer::Yes(Frame::Transmission(whole));
                    }
                    Answer::Yes(Turn::NextBegan) => {
                        return Answer::Yes(self.cut(buffer, self.seen, Cut::NextBegan));
                    }
                    Answer::No => self.line_opens = false,
                    Answer::MoreNeeded => return Answer::MoreNeeded,
                }
            }
            self.skip_line(buffer);
        }
        if last && !buffer.is_empty() {
            return Answer::Yes(self.cut(buffer, buffer.len(), Cut::StreamEnded));
        }
        Answer::MoreNeeded
    }

    /// What the line that opens `rest` means inside a transmission.
    fn at_line(&mut self, rest: &[u8], last: bool) -> Answer<Turn> {
        let stacks = self.place == Place::Identification;
        let opened = if stacks { opens(rest, last) } else { opens_with_zczc(rest, last) };
        match (ends(rest, last), opened) {
            (Answer::Yes(length), _) => Answer::Yes(Turn::Ended(length)),
            (_, Answer::Yes(())) if stacks => Answer::No,
            (_, Answer::Yes(())) => Answer::Yes(Turn::NextBegan),
            (Answer::MoreNeeded, _) | (_, Answer::MoreNeeded) => Answer::MoreNeeded,
            (Answer::No, Answer::No) => {
                if rest.first() != Some(&b'\n') {
                    self.place = Place::Message;
                }
                Answer::No
            }
        }
    }

    /// Goes on to the next line, or to the end of what has come.
    fn skip_line(&mut self, buffer: &BytesMut) {
        match memchr::memchr(b'\n', tail(buffer, self.seen)) {
            Some(length) => {
                self.seen += length + 1;
                self.line_opens = true;
            }
            None => self.seen = buffer.len(),
        }
    }

    fn noise(&mut self, buffer: &mut BytesMut, length: usize) -> Frame {
        let kept = self.seen.saturating_sub(length);
        let noise = buffer.split_to(length.min(buffer.len())).freeze();
        self.seen = kept;
        self.noise_bytes += noise.len() as u64;
        Frame::Noise(noise)
    }

    fn cut(&mut self, buffer: &mut BytesMut, length: usize, why: Cut) -> Frame {
        let begun = self.take(buffer, length);
        self.line_opens = why == Cut::NextBegan || begun.ends_with(b"\n");
        Frame::Unfinished(begun, why)
    }

    fn take(&mut self, buffer: &mut BytesMut, length: usize) -> Bytes {
        self.place = Place::Between;
        self.seen = 0;
        buffer.split_to(length.min(buffer.len())).freeze()
    }
}

enum Turn {
    Ended(usize),
    NextBegan,
}

impl Decoder for TransmissionCodec {
    type Item = Frame;
    type Error = io::Error;

    fn decode(&mut self, buffer: &mut BytesMut) -> Result<Option<Frame>, io::Error> {
        Ok(self.next_frame(buffer, false))
    }

    fn decode_eof(&mut self, buffer: &mut BytesMut) -> Result<Option<Frame>, io::Error> {
        Ok(self.next_frame(buffer, true))
    }
}

impl<T: AsRef<[u8]>> Encoder<T> for TransmissionCodec {
    type Error = io::Error;

    /// Writes a transmission as it is, with a line end after an `NNNN` that has none: the receiver would
    /// otherwise wait for it.
    fn encode(&mut self, transmission: T, buffer: &mut BytesMut) -> Result<(), io::Error> {
        let bytes = transmission.as_ref();
        let line_end: &[u8] = if bytes.ends_with(b"NNNN") { b"\n" } else { b"" };
        let length = bytes.len() + line_end.len();
        if length > self.limit {
            let why = format!("a transmission of {length} bytes is over the limit of {}", self.limit);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        buffer.reserve(length);
        buffer.put_slice(bytes);
        buffer.put_slice(line_end);
        Ok(())
    }
}

fn tail(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or_default()
}

/// DEL, or LTRS and BLANK as converters leave them.
fn pads(byte: u8) -> bool {
    matches!(byte, 0x7f | 0x1f | 0x0f | 0x0e | 0x00)
}

/// How many bytes at the front of a line print nothing.
fn line_padding(line: &[u8]) -> usize {
    line.iter().take_while(|byte| pads(**byte) || **byte == b'\r').count()
}

fn run_of(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take(END_BLANKS_MAX).take_while(|byte| wanted(**byte)).count()
}

/// Whether a word stands at the front; the rest behind it.
fn word<'a>(bytes: &'a [u8], word: &[u8], last: bool) -> Answer<&'a [u8]> {
    if let Some(rest) = bytes.strip_prefix(word) {
        Answer::Yes(rest)
    } else if !last && word.starts_with(bytes) {
        Answer::MoreNeeded
    } else {
        Answer::No
    }
}

/// Whether a line opens a transmission: with `ZCZC`, or as an operator sends it, `VV   ABC027`.
fn opens(line: &[u8], last: bool) -> Answer<()> {
    match (opens_with_zczc(line, last), opens_by_hand(line, last)) {
        (Answer::Yes(()), _) | (_, Answer::Yes(())) => Answer::Yes(()),
        (Answer::MoreNeeded, _) | (_, Answer::MoreNeeded) => Answer::MoreNeeded,
        (Answer::No, Answer::No) => Answer::No,
    }
}

/// `ZCZC`, `VZCZC`, `VV   ZCZC`
fn opens_with_zczc(line: &[u8], last: bool) -> Answer<()> {
    let calls = line.iter().take(2).take_while(|byte| **byte == b'V').count();
    let blanks =
        if calls == 0 { 0 } else { tail(line, calls).iter().take(3).take_while(|b| **b == b' ').count() };
    match word(tail(line, calls + blanks), b"ZCZC", last) {
        Answer::Yes(_) => Answer::Yes(()),
        Answer::No => Answer::No,
        Answer::MoreNeeded => Answer::MoreNeeded,
    }
}

/// `VV`, one to three blanks, three letters or figures for the channel, three figures of its number.
fn opens_by_hand(line: &[u8], last: bool) -> Answer<()> {
    let rest = match word(line, b"VV", last) {
        Answer::Yes(rest) => rest,
        Answer::No => return Answer::No,
        Answer::MoreNeeded => return Answer::MoreNeeded,
    };
    let blanks = rest.iter().take(3).take_while(|byte| **byte == b' ').count();
    let identification = tail(rest, blanks);
    let fits = |(place, byte): (usize, &u8)| {
        if place < 3 { byte.is_ascii_uppercase() || byte.is_ascii_digit() } else { byte.is_ascii_digit() }
    };
    let fitting = identification.iter().enumerate().take(6).take_while(|found| fits(*found)).count();
    if blanks > 0 && fitting == 6 {
        Answer::Yes(())
    } else if !last && fitting == identification.len() && (blanks > 0 || identification.is_empty()) {
        Answer::MoreNeeded
    } else {
        Answer::No
    }
}

/// Whether a line is the end of a message, and how long it is with all that belongs to it.
fn ends(line: &[u8], last: bool) -> Answer<usize> {
    const END: &[u8] = b"NNNN";
    let rest = match word(line, END, last) {
        Answer::Yes(rest) => rest,
        Answer::No => return Answer::No,
        Answer::MoreNeeded => return Answer::MoreNeeded,
    };
    let blanks = run_of(rest, |byte| byte == b' ' || byte == b'\t');
    let after = tail(rest, blanks);
    let padding = after.iter().take(PADDING_MAX).take_while(|byte| pads(**byte)).count();
    if padding == PADDING_MAX {
        return Answer::Yes(END.len() + blanks + padding);
    }
    let behind = tail(after, padding);
    let returns = run_of(behind, |byte| byte == b'\r');
    match behind.get(returns) {
        Some(b'\n') => Answer::Yes(END.len() + blanks + padding + returns + 1),
        None if !last => Answer::MoreNeeded,
        None => Answer::Yes(line.len()),
        // What does not print, such as padding that arrived damaged, takes nothing away from the end.
        Some(next) if padding > 0 || returns > 0 || !next.is_ascii_graphic() => {
            Answer::Yes(END.len() + blanks + padding)
        }
        // The next transmission follows on the same line: `NNNNZCZC`.
        Some(_) => match opens_with_zczc(behind, last) {
            Answer::Yes(()) => Answer::Yes(END.len() + blanks),
            Answer::No => Answer::No,
            Answer::MoreNeeded => Answer::MoreNeeded,
        },
    }
}
