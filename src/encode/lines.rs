//! Lines and their ends: carriage returns, as many as there are, and one line feed.

use std::ops::Range;

use crate::message::limits;

/// The line end of a cable: `\n`, `\r\n`, or the two carriage returns and one line feed of a teleprinter
/// (ACP 127(G) 137).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineEnd {
    returns: usize,
}

impl LineEnd {
    /// That of the first line; `\n` where no line ends. More than two carriage returns are not taken over: they
    /// would be written again with every line.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let returns = lines(bytes).next().map_or(0, |line| line.returns(bytes));
        Self { returns: returns.min(2) }
    }

    /// Its bytes.
    pub(crate) const fn as_bytes(self) -> &'static [u8] {
        match self.returns {
            0 => b"\n",
            1 => b"\r\n",
            _ => b"\r\r\n",
        }
    }

    /// The line end that is supplied to a text whose last line does not end as the lines of its heading do: it has
    /// one carriage return more, so that a reader can tell that it is not part of the text.
    const fn supplied(self) -> &'static [u8] {
        match self.returns {
            0 => b"\r\n",
            1 => b"\r\r\n",
            _ => b"\r\r\r\n",
        }
    }

    /// Whether the last line of `bytes` ends in exactly this way.
    fn ends(self, bytes: &[u8]) -> bool {
        returns_before_last_feed(bytes) == Some(self.returns)
    }

    /// What has to be written between a text and its closing break.
    pub(crate) fn to_supply(self, text: &[u8]) -> &'static [u8] {
        if self.ends(text) { b"" } else { self.supplied() }
    }

    /// The text without a line end that [`to_supply`](Self::to_supply) gave it.
    pub(crate) fn without_supplied(self, text: &[u8]) -> &[u8] {
        if self.ends(text) { text } else { text.strip_suffix(self.supplied()).unwrap_or(text) }
    }
}

fn returns_before_last_feed(bytes: &[u8]) -> Option<usize> {
    let line = bytes.strip_suffix(b"\n")?;
    Some(line.iter().rev().take_while(|&&byte| byte == b'\r').count())
}

/// The place of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its first byte.
    pub(crate) start: usize,
    /// Past its last byte, carriage returns and line feed excluded.
    pub(crate) stop: usize,
    /// Past its line end: where the next line starts.
    pub(crate) end: usize,
}

impl Line {
    /// Its bytes without the line end.
    pub(crate) fn content(self, bytes: &[u8]) -> &[u8] {
        part(bytes, self.start..self.stop)
    }

    /// Its bytes without blanks at either end.
    pub(crate) fn trimmed(self, bytes: &[u8]) -> &[u8] {
        self.content(bytes).trim_ascii()
    }

    fn returns(self, bytes: &[u8]) -> usize {
        if bytes.get(..self.end).is_some_and(|line| line.ends_with(b"\n")) {
            self.end.saturating_sub(self.stop).saturating_sub(1)
        } else {
            0
        }
    }
}

/// The lines of `bytes`, first to last. A last line without line end is one, too; after a last line end there is none.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = Line> {
    lines_from(bytes, 0)
}

/// The lines from `start`, which begins a line.
pub(crate) fn lines_from(bytes: &[u8], start: usize) -> impl Iterator<Item = Line> {
    let mut start = start;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let line = match memchr::memchr(b'\n', rest) {
            Some(feed) => {
                let content = part(rest, 0..feed);
                let returns = content.iter().rev().take_while(|&&byte| byte == b'\r').count();
                Line { start, stop: start + feed - returns, end: start + feed + 1 }
            }
            None => Line { start, stop: bytes.len(), end: bytes.len() },
        };
        start = line.end;
        Some(line)
    })
}

/// The lines of `bytes` before `end`, last to first.
pub(crate) fn lines_back(bytes: &[u8], end: usize) -> impl Iterator<Item = Line> {
    let mut end = end;
    std::iter::from_fn(move || {
        let before = bytes.get(..end).filter(|before| !before.is_empty())?;
        let body = before.strip_suffix(b"\n").unwrap_or(before);
        let start = memchr::memrchr(b'\n', body).map_or(0, |feed| feed + 1);
        let stop = if body.len() < before.len() {
            let content = part(body, start..body.len());
            body.len() - content.iter().rev().take_while(|&&byte| byte == b'\r').count()
        } else {
            end
        };
        let line = Line { start, stop, end };
        end = start;
        Some(line)
    })
}

/// A part of `bytes`; nothing where it lies outside.
pub(crate) fn part(bytes: &[u8], place: Range<usize>) -> &[u8] {
    bytes.get(place).unwrap_or_default()
}

/// Puts words on lines of at most 69 columns, one blank between two (ACP 127(G) 137).
pub(crate) fn wrap<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= limits::LINE_COLUMNS_MAX => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contents(bytes: &[u8]) -> Vec<&[u8]> {
        lines(bytes).map(|line| line.content(bytes)).collect()
    }

    #[test]
    fn each_kind_of_line_end_is_seen() {
        assert_eq!(contents(b"A\nB\r\nC\r\r\n\nD"), [&b"A"[..], b"B", b"C", b"", b"D"]);
        assert_eq!(LineEnd::of(b"A\r\r\nB\n").as_bytes(), b"\r\r\n");
        assert_eq!(LineEnd::of(b"A").as_bytes(), b"\n");
        assert_eq!(contents(b""), [&b""[..]; 0]);
    }

    proptest! {
        #[test]
        fn lines_backwards_are_lines_forwards(bytes in "[A\r\n ]{0,40}") {
            let bytes = bytes.as_bytes();
            let mut back: Vec<Line> = lines_back(bytes, bytes.len()).collect();
            back.reverse();
            prop_assert_eq!(back, lines(bytes).collect::<Vec<_>>());
        }

        /// Whatever a text ends in, the reader finds it again behind what was supplied.
        #[test]
        fn a_supplied_line_end_can_be_told_from_the_text(
            text in "[A\r\n]{0,12}", heading in prop::sample::select(vec!["X\n", "X\r\n", "X\r\r\n"]),
        ) {
            let end = LineEnd::of(heading.as_bytes());
            let mut sent = text.clone().into_bytes();
            sent.extend_from_slice(end.to_supply(text.as_bytes()));
            prop_assert!(sent.ends_with(b"\n"));
            prop_assert_eq!(end.without_supplied(&sent), text.as_bytes());
        }
    }
}
