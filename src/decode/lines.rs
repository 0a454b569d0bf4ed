//! Lines of a cable, without their ends and the blanks around them.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memrchr};
use nom::Offset;

use super::line_marks::page_break;

/// One line. All places are bytes from the start of the cable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// What stands on it, without line end and without blanks around it.
    pub(super) bytes: &'a [u8],
    /// The first of `bytes`.
    pub(super) start: usize,
    /// The first byte of the line, blanks included.
    pub(super) first: usize,
    /// The first byte of the next line.
    pub(super) next: usize,
    /// The cable as text as far as it is UTF-8, or as far as a header goes.
    text: &'a str,
    /// A backslash was taken off its end.
    pub(super) marked: bool,
}

/// Bytes of a cable that are looked at as text in one go: the length of a long header.
const TEXT_BYTES_MAX: usize = 1024;

/// The beginning of a cable as text, up to the first byte that is none.
pub(super) fn text_of_header(cable: &[u8]) -> &str {
    let start = cable.get(..TEXT_BYTES_MAX).unwrap_or(cable);
    let valid = match std::str::from_utf8(start) {
        Ok(text) => return text,
        Err(fault) => fault.valid_up_to(),
    };
    start.get(..valid).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or_default()
}

impl<'a> Line<'a> {
    /// The line that begins at `first`; `None` at the end of the cable.
    pub(super) fn at(cable: &'a [u8], text: &'a str, first: usize) -> Option<Self> {
        let rest = cable.get(first..).filter(|rest| !rest.is_empty())?;
        Self::between(cable, text, first, memchr(b'\n', rest).map(|end| first + end))
    }

    /// The line that begins at `first` and whose newline stands at `end`; without one it ends with the cable.
    #[inline]
    pub(super) fn between(cable: &'a [u8], text: &'a str, first: usize, end: Option<usize>) -> Option<Self> {
        let line = cable.get(first..end.unwrap_or(cable.len()))?;
        let next = end.map_or(cable.len(), |end| end + 1);
        let bytes = trim(line);
        let start = first + line.offset(bytes);
        (next > first).then_some(Self { bytes, start, first, next, text, marked: false })
    }

    /// Takes off what some archives left where they broke the lines of a heading: a backslash, or the line end as web
    /// pages spell it.
    #[inline]
    pub(super) fn take_end_mark(&mut self) {
        if self.may_end_in_mark() {
            self.take_mark();
        }
    }

    /// Whether the last character is one with which the mark of a line end ends.
    #[inline]
    pub(super) fn may_end_in_mark(&self) -> bool {
        matches!(self.bytes.last(), Some(b'\\' | b';' | b'>'))
    }

    #[cold]
    fn take_mark(&mut self) {
        const MARKS: [&[u8]; 5] = [b"\\", b"&#x000A;", b"&#x000D;", b"&#10;", b"&#xA;"];
        let tag =
            || self.bytes.get(memrchr(b'<', self.bytes)?..).filter(|tag| page_break(tag) == Some(tag.len()));
        let listed = MARKS.into_iter().find(|mark| self.bytes.ends_with(mark));
        let Some(mark) = listed.or_else(tag) else { return };
        if let Some(content) = self.bytes.strip_suffix(mark).filter(|content| !content.is_empty()) {
            self.bytes = trim_end(content);
            self.marked = true;
        }
    }

    /// Whether nothing but the mark of a line end stands on the line.
    pub(super) fn is_end_mark(&self) -> bool {
        matches!(self.bytes, b"\\" | b"&#x000A;" | b"&#x000D;" | b"&#10;" | b"&#xA;")
            || self.bytes.last() == Some(&b'>') && page_break(self.bytes) == Some(self.bytes.len())
    }

    /// A piece of this line as a line of its own.
    pub(super) fn piece(&self, place: Range<usize>) -> Self {
        let bytes = trim(self.bytes.get(place).unwrap_or_default());
        Self { bytes, start: self.start + self.bytes.offset(bytes), ..*self }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Where the line's content lies.
    pub(super) fn place(&self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }

    /// Where a piece of this line's content lies.
    pub(super) fn place_of(&self, piece: &[u8]) -> Range<usize> {
        let start = self.start + self.bytes.offset(piece);
        start..start + piece.len()
    }

    /// A piece of this line's content as text; bytes that are no UTF-8 are shown as U+FFFD.
    pub(super) fn text_of(&self, piece: &'a [u8]) -> Cow<'a, str> {
        let start = self.start + self.bytes.offset(piece);
        match self.text.get(start..start + piece.len()) {
            Some(text) => Cow::Borrowed(text),
            // Text that is not UTF-8, or stands below the header.
            None => lossy(piece),
        }
    }

    /// The content as text.
    pub(super) fn text(&self) -> Cow<'a, str> {
        self.text_of(self.bytes)
    }

    /// The rest of the line after `count` bytes of its content, blanks before it skipped.
    pub(super) fn after(&self, count: usize) -> &'a [u8] {
        trim_start(self.bytes.get(count..).unwrap_or_default())
    }
}

/// Bytes as text; those that are no UTF-8 are shown as U+FFFD. Nearly all are, which is asked first since it is quick.
pub(super) fn lossy(piece: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(piece) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(piece),
    }
}

/// Blanks in the widest sense: what teleprinters and line ends leave around a line.
pub(super) const fn is_blank(byte: u8) -> bool {
    // Nearly all bytes are told by the first look.
    (byte <= b' ' || byte == 0x7f) && matches!(byte, b' ' | b'\t' | b'\r' | 0x7f | 0)
}

pub(super) fn trim_start(mut bytes: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = bytes {
        if !is_blank(*first) {
            break;
        }
        bytes = rest;
    }
    bytes
}

pub(super) fn trim_end(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., last] = bytes {
        if !is_blank(*last) {
            break;
        }
        bytes = rest;
    }
    bytes
}

pub(super) fn trim(bytes: &[u8]) -> &[u8] {
    trim_end(trim_start(bytes))
}

/// What separates words inside a line.
pub(super) const fn is_gap(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// The words of a run of bytes, separated by blanks.
pub(super) fn words(bytes: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> + Clone {
    bytes.split(|byte| is_gap(*byte)).filter(|word| !word.is_empty())
}

/// The first word, and what follows it without the blanks between.
pub(super) fn first_word(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| is_gap(*byte)).unwrap_or(bytes.len());
    let (word, rest) = bytes.split_at(end);
    (word, trim_start(rest))
}

/// The last word, and what stands before it without the blanks between.
pub(super) fn last_word(bytes: &[u8]) -> (&[u8], &[u8]) {
    let start = bytes.iter().rposition(|byte| is_gap(*byte)).map_or(0, |blank| blank + 1);
    let (rest, word) = bytes.split_at(start);
    (trim_end(rest), word)
}

/// From the first byte of `first` to the last of `last`, both being pieces of `whole`.
pub(super) fn span<'a>(whole: &'a [u8], first: &[u8], last: &[u8]) -> &'a [u8] {
    let (start, end) = (whole.offset(first), whole.offset(last) + last.len());
    whole.get(start..end).unwrap_or_default()
}
