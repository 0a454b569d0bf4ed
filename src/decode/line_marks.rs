//! Texts whose lines end in another mark than a line feed: in a carriage return alone, or as web pages spell a line end.
//!
//! Everything in here looks for line feeds, so such a text is read from a copy in which each mark is a line feed, with
//! blanks before it for as many bytes as the mark is longer: all places are those of the text itself.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr3};
use nom::Offset;

use super::Trace;
use super::findings::quoted;
use super::kind::{Kind, kind};
use super::lines::trim;
use super::outline::Outline;
use super::parse::{Parse, Spare};
use crate::message::{Cable, Code, Content};

/// A text without a line feed up to here has other line ends, if any.
const LOOK_BYTES: usize = 1024;

/// Lines that are looked at for the form of a cable's.
const LINES_MAX: usize = 16;

/// The text with line feeds, where its lines end in other marks.
#[inline]
pub(crate) fn restored(text: &[u8]) -> Option<Vec<u8>> {
    if end_lines(text) { Some(with_line_feeds(text)) } else { None }
}

/// The text with nothing but a line feed at the end of each line, for what copies bytes on: shorter than what came.
pub(crate) fn fed(text: &[u8]) -> Cow<'_, [u8]> {
    if !end_lines(text) {
        return Cow::Borrowed(text);
    }
    let mut lines = Vec::with_capacity(text.len());
    let mut done = 0;
    for (at, length) in marks(text) {
        lines.extend_from_slice(text.get(done..at).unwrap_or_default());
        let ends = if text.get(at) == Some(&b'\r') { length } else { 1 };
        lines.extend(std::iter::repeat_n(b'\n', ends));
        done = at + length;
    }
    lines.extend_from_slice(text.get(done..).unwrap_or_default());
    Cow::Owned(lines)
}

/// Whether the lines of a text end in other marks than line feeds.
#[inline]
pub(super) fn end_lines(text: &[u8]) -> bool {
    let look = text.get(..LOOK_BYTES).unwrap_or(text);
    memchr(b'\n', look).is_none() && ends_otherwise(look)
}

/// Whether lines that have the form of a cable's end in marks.
#[cold]
fn ends_otherwise(look: &[u8]) -> bool {
    let ends: Vec<_> = marks(look).map(|(at, length)| at + length).take(LINES_MAX).collect();
    let starts = std::iter::once(0).chain(ends);
    let lines: Vec<usize> = starts.collect();
    let known = |pair: &[usize]| {
        let line = look.get(*pair.first()?..*pair.last()?)?;
        let content = marks(line).next().and_then(|(at, _)| line.get(..at)).unwrap_or(line);
        Some(!matches!(kind(trim(content)), Kind::Other | Kind::Blank | Kind::Paragraph))
    };
    lines.windows(2).any(|pair| known(pair) == Some(true))
}

/// The marks of a text that stand for a line end, with no line feed behind them: where they begin and how long they are.
fn marks(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut done = 0;
    text.iter().enumerate().filter(|(_, byte)| matches!(byte, b'\r' | b'<' | b'&')).filter_map(
        move |(at, _)| {
            let length = mark(text.get(at..)?).filter(|_| at >= done)?;
            done = at + length;
            Some((at, length))
        },
    )
}

/// Where a mark may stand first, in what is usually looked at of a cable.
pub(super) fn first(text: &[u8]) -> usize {
    let look = text.get(..LOOK_BYTES).unwrap_or(text);
    memchr3(b'\r', b'<', b'&', look).unwrap_or(look.len())
}

/// The marks of line ends inside a line.
pub(super) fn inside(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let first = memchr3(b'\r', b'<', b'&', line).unwrap_or(line.len());
    let rest = line.get(first..).unwrap_or_default();
    marks(rest).map(move |(at, length)| first + at..first + at + length)
}

/// How long the mark is that opens these bytes.
fn mark(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.first()? {
        b'\r' => bytes.iter().take_while(|byte| **byte == b'\r').count(),
        b'<' => page_break(bytes)?,
        b'&' => entity(bytes)?,
        _ => return None,
    };
    // Carriage returns before a line feed are of the line end.
    let behind = bytes.get(length..).unwrap_or_default();
    let fed = behind.iter().find(|byte| **byte != b'\r') == Some(&b'\n');
    (!fed || bytes.first() != Some(&b'\r')).then_some(length)
}

/// `<br>`, `<br/>`, `<BR />`
pub(super) fn page_break(bytes: &[u8]) -> Option<usize> {
    let [b'<', b'b' | b'B', b'r' | b'R', rest @ ..] = bytes else { return None };
    let blanks = rest.iter().take(2).take_while(|byte| **byte == b' ').count();
    let stroke = usize::from(rest.get(blanks) == Some(&b'/'));
    (rest.get(blanks + stroke) == Some(&b'>')).then_some(3 + blanks + stroke + 1)
}

/// `&#x000A;`, `&#10;`, and the same of the carriage return.
fn entity(bytes: &[u8]) -> Option<usize> {
    const ENTITIES: [&[u8]; 8] =
        [b"&#x000A;", b"&#x000D;", b"&#xA;", b"&#xD;", b"&#x0A;", b"&#x0D;", b"&#10;", b"&#13;"];
    let look = bytes.get(..8).unwrap_or(bytes);
    let entity =
        ENTITIES.iter().find(|entity| look.to_ascii_uppercase().starts_with(&entity.to_ascii_uppercase()))?;
    Some(entity.len())
}

/// The text with a line feed at the end of each mark. A run of marks is as many lines, but `\r` before another is of it.
pub(crate) fn with_line_feeds(text: &[u8]) -> Vec<u8> {
    let mut lines = text.to_vec();
    for (at, length) in marks(text) {
        let returns = text.get(at) == Some(&b'\r');
        if let Some(mark) = lines.get_mut(at..at + length) {
            // Each return of a run may end a line: on a circuit there are two, in a file an empty line.
            mark.fill(if returns { b'\n' } else { b' ' });
            if let Some(last) = mark.last_mut() {
                *last = b'\n';
            }
        }
    }
    lines
}

impl<T: Trace> Parse<'_, '_, T> {
    /// Reads a cable from a copy with line feeds, and says so; what borrows from the text does so again.
    #[cold]
    pub(super) fn read_restored(&mut self, lines: &[u8], whole: bool) {
        let mut cable = Cable::default();
        let begin = self.begin;
        let mut parse =
            Parse::new(self.settings, lines, begin, &mut *self.trace, &mut cable, Spare::default());
        parse.cut = self.cut;
        parse.marked = Some(self.bytes);
        if whole {
            parse.read_cable(&mut Outline::of_cable(lines, begin));
        } else {
            parse.read_heading();
        }
        let text = cable.text.as_ref().and_then(|text| match &text.0 {
            Cow::Borrowed(text) => self.bytes.get(lines.offset(text)..lines.offset(text) + text.len()),
            Cow::Owned(_) => None,
        });
        // What borrows from the text itself below is not copied.
        cable.raw = None;
        if text.is_some() {
            cable.text = None;
        }
        let mut cable = cable.into_owned();
        if let Some(text) = text {
            cable.text = Some(Content(Cow::Borrowed(text)));
        }
        cable.raw = Some(Content(Cow::Borrowed(self.bytes)));
        *self.cable = cable;
    }
}

impl<T: Trace> Parse<'_, '_, T> {
    /// Says which marks are read as line ends. One that is no blank belongs to no field.
    #[cold]
    pub(super) fn note_marks(&mut self, text: &[u8]) {
        let help = "write a line feed at the end of each line";
        let header = self.places.header_end;
        for (at, length) in marks(text).take_while(|(at, length)| at + length <= header) {
            let place = at..at + length;
            let written = text.get(place.clone()).unwrap_or_default();
            if written.starts_with(b"\r") {
                let message = "lines end in a carriage return without a line feed";
                return self.findings.add(Code::LineEndMark, place, message, help);
            }
            let message = format!("{} is read as the end of a line", quoted(written));
            self.findings.add_leftover(Code::LineEndMark, place, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::restored;

    #[test]
    fn marks_are_line_feeds_at_the_same_places() {
        for (text, lines) in [
            ("FM SECSTATE WASHDC\rTO AMEMBASSY ROME\r", "FM SECSTATE WASHDC\nTO AMEMBASSY ROME\n"),
            ("UNCLAS STATE 1<br/>SIPDIS<BR >", "UNCLAS STATE 1    \nSIPDIS    \n"),
            ("TAGS: PREL&#x000A;SUBJECT: LAMPS&#10;", "TAGS: PREL       \nSUBJECT: LAMPS    \n"),
            ("UNCLAS STATE 1\r\rSIPDIS\r\r", "UNCLAS STATE 1\n\nSIPDIS\n\n"),
        ] {
            assert_eq!(restored(text.as_bytes()).as_deref(), Some(lines.as_bytes()));
        }
        for text in
            ["FM SECSTATE WASHDC\r\nTO AMEMBASSY ROME\r", "A lamp<br/>and oil<br/>", "TAGS: PREL", "\r", ""]
        {
            assert_eq!(restored(text.as_bytes()), None, "{text:?}");
        }
    }
}
