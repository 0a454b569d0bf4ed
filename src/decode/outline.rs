//! The lines of an input that may mean something, found in one go over its line ends.
//!
//! Nearly every line of a cable is text, and its first byte tells. What is left over is looked at closer: lines that
//! a cable may begin or end at for the framing, lines that may be marks or paragraphs for the reading of the text.

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};

use super::findings::Begin;
use super::lines::is_blank;
use super::loud_lines::{LoudLines, Met, TextLine};
use super::parse::SUBSTITUTE;
use super::waiting::Waiting;

/// What a cable may begin or end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// `VV `: a transmission sent by hand.
    Manual,
    /// `DE `: format line 3.
    De,
    /// `FM `: format line 6.
    From,
    /// `NNN`: the end of the message.
    End,
    /// `From `: the next mail of a mailbox.
    Mail,
    /// `ZCZC`, anywhere on a line.
    Message,
    /// `</pre>` and its like, anywhere on a line.
    PageEnd,
}

/// What the framing found out about the lines of a cable and the reading of its text needs, so that nobody looks twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Counted from the first byte of the cable; their numbers are those of the input.
    text: Vec<TextLine>,
    /// The newlines above lines that may be `FM`.
    headings: Vec<usize>,
    /// Characters may be damaged.
    damaged: bool,
}

impl Known {
    /// Bytes of memory that it takes.
    #[cfg(feature = "cli")]
    pub(super) const fn weight(&self) -> usize {
        self.text.len() * size_of::<TextLine>() + self.headings.len() * size_of::<usize>()
    }
}

/// The outline of an input. It goes forward only, as far as it is asked about.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    input: &'a [u8],
    /// Where its places are counted from: the first byte of a whole input, or of one cable.
    pub(super) base: usize,
    lines: LoudLines<'a>,
    level: Level,
    /// Openings that were met while something else was looked for.
    met: [Waiting<usize>; 7],
    /// The last damaged character that was met.
    damaged: Option<usize>,
    /// Lines of texts.
    text: Waiting<TextLine>,
    /// The line of a text that was done with last.
    done: Option<TextLine>,
}

impl<'a> Outline<'a> {
    /// The outline from a place on, which begins a line with `number` lines before it.
    pub(super) fn new(input: &'a [u8], from: usize, number: usize) -> Self {
        Self {
            input,
            base: 0,
            lines: LoudLines::new(input, from, number),
            level: Level::new(),
            met: Default::default(),
            damaged: None,
            text: Waiting::default(),
            done: None,
        }
    }

    /// The outline of a cable alone that begins somewhere in an input.
    pub(super) fn of_cable(cable: &'a [u8], begin: Begin) -> Self {
        Self { base: begin.offset, ..Self::new(cable, 0, begin.line - 1) }
    }

    /// The outline of a cable alone, of which all is known.
    pub(super) fn known(cable: &'a [u8], begin: Begin, known: Known) -> Self {
        let text = known.text.into();
        let damaged = known.damaged.then_some(cable.len());
        let mut outline = Self { base: begin.offset, text, damaged, ..Self::new(cable, cable.len(), 0) };
        *outline.met(Opening::From) = known.headings.into();
        outline
    }

    /// What a cable that lies there needs of it.
    pub(super) fn part(&mut self, place: Range<usize>) -> Known {
        let start = place.start;
        while self.advance(place.end, false) != Stop::Done {}
        // Behind the look: documents are found without it, and lines may stand above the first.
        self.forget(start);
        let moved = |line: TextLine| TextLine { first: line.first - start, end: line.end - start, ..line };
        let text = self.text.iter().take_while(|line| line.end < place.end).map(moved).collect();
        let headings = self.met(Opening::From).iter().filter(|at| place.contains(at));
        let headings = headings.map(|at| at - start).collect();
        Known { text, headings, damaged: self.is_damaged(place) }
    }

    /// The first line in a range with this opening that `accept` takes, as what it gives for it. The place is that of
    /// the newline above it, or for what may stand behind blanks that of the opening itself.
    pub(super) fn opening<R>(
        &mut self,
        opening: Opening,
        within: Range<usize>,
        accept: impl Fn(usize) -> Option<R>,
    ) -> Option<R> {
        loop {
            while let Some(place) = self.met(opening).front() {
                if place >= within.end {
                    return None;
                }
                if place >= within.start
                    && let Some(accepted) = accept(place)
                {
                    return Some(accepted);
                }
                self.met(opening).pop();
            }
            if self.advance(within.end, false) == Stop::Done && self.met(opening).front().is_none() {
                return None;
            }
        }
    }

    /// Whether characters may be damaged in a range; `false` is certain.
    pub(super) fn is_damaged(&mut self, range: Range<usize>) -> bool {
        while self.advance(range.end, false) != Stop::Done {}
        self.damaged.is_some_and(|damaged| damaged >= range.start)
    }

    /// Passes over the lines before a place that begins a line with `number` lines before it, if none has been met yet.
    pub(super) fn skip_to(&mut self, from: usize, number: usize) {
        if self.lines.next_place() < from {
            self.lines = LoudLines::new(self.input, from, number);
        }
    }

    /// The next line of a text between two places, of those that lie in it whole. Lines before it are forgotten.
    pub(super) fn next_text(&mut self, from: usize, to: usize) -> Option<TextLine> {
        loop {
            match self.text.front() {
                Some(line) if line.first < from => self.take_text(line),
                Some(line) if line.end < to => {
                    self.take_text(line);
                    return Some(line);
                }
                Some(_) => return None,
                None => {
                    if self.advance(to, true) == Stop::Done && self.text.front().is_none() {
                        return None;
                    }
                }
            }
        }
    }

    fn take_text(&mut self, line: TextLine) {
        self.done = Some(line);
        self.text.pop();
    }

    /// Forgets the lines before a place; gives back the last of them.
    pub(super) fn forget(&mut self, from: usize) -> Option<TextLine> {
        while let Some(line) = self.text.front().filter(|line| line.first < from) {
            self.take_text(line);
        }
        self.done.filter(|line| line.first < from)
    }

    /// Goes on over the lines that begin before `to`; stops where something is met that a cable begins or ends at.
    /// With `little` it stops as well where as many lines of texts wait as need no memory.
    fn advance(&mut self, to: usize, little: bool) -> Stop {
        dispatch!(self.level, simd => self.advance_with(simd, to, little))
    }

    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    fn advance_with<S: Simd>(&mut self, simd: S, to: usize, little: bool) -> Stop {
        loop {
            match self.lines.next_before(simd, to) {
                None => return Stop::Done,
                Some(Met::Signs { block, signs }) => {
                    if self.meet_signs(block, signs) {
                        return Stop::Opening;
                    }
                }
                Some(Met::Line(line)) => {
                    let look = self.input.get(line.first).map_or(Look::Nothing, |byte| look(*byte));
                    if look == Look::Nothing {
                        continue;
                    }
                    if self.meet(&line, look) {
                        return Stop::Opening;
                    }
                    if little && self.text.is_full() {
                        return Stop::Full;
                    }
                }
            }
        }
    }

    /// Keeps what stands at the signs of a block; says whether a cable may begin or end at one.
    #[inline(never)]
    fn meet_signs(&mut self, block: usize, mut signs: u64) -> bool {
        let mut opens = false;
        while signs != 0 {
            let place = block + signs.trailing_zeros() as usize;
            signs &= signs - 1;
            let opening = match self.input.get(place..) {
                Some([b'Z', b'C', b'Z', b'C', ..]) => Opening::Message,
                Some([b'<', b'/', name @ ..]) if ends_page(name) => Opening::PageEnd,
                Some([SUBSTITUTE, ..]) => {
                    self.damaged = Some(place);
                    continue;
                }
                _ => continue,
            };
            self.met(opening).push(place);
            opens = true;
        }
        opens
    }

    /// Keeps a line for those who ask for it; says whether it has an opening.
    #[inline(never)]
    fn meet(&mut self, line: &TextLine, mut look: Look) -> bool {
        let Some(mut content) = self.input.get(line.first..line.end) else { return false };
        let mut start = line.first;
        if look == Look::Blank {
            let Some(blanks) = content.iter().position(|byte| !is_blank(*byte)) else {
                return false;
            };
            content = content.get(blanks..).unwrap_or_default();
            start += blanks;
            look = content.first().map_or(Look::Nothing, |byte| self::look(*byte));
        }
        let text = match look {
            Look::Nothing | Look::Blank => false,
            Look::Text => true,
            Look::Capital => ends_in_figure(content) || matches!(content, [b'B' | b'N' | b'P', ..]),
        };
        if text {
            self.text.push(*line);
        }
        let opening = match content {
            [b'D', b'E', b' ', ..] => Opening::De,
            [b'F', b'M', b' ', ..] => Opening::From,
            [b'F', b'r', b'o', b'm', b' ', ..] => Opening::Mail,
            [b'V', b'V', b' ', ..] => Opening::Manual,
            [b'N', b'N', b'N', ..] => Opening::End,
            _ => return false,
        };
        let place = match opening {
            Opening::Manual | Opening::End => start,
            // They need a line above them and stand at the first byte of their own.
            _ if start != line.first => return false,
            _ => match start.checked_sub(1) {
                Some(above) => above,
                None => return false,
            },
        };
        self.met(opening).push(place);
        true
    }

    fn met(&mut self, opening: Opening) -> &mut Waiting<usize> {
        let [manual, de, from, end, mail, message, page_end] = &mut self.met;
        match opening {
            Opening::Manual => manual,
            Opening::De => de,
            Opening::From => from,
            Opening::End => end,
            Opening::Mail => mail,
            Opening::Message => message,
            Opening::PageEnd => page_end,
        }
    }
}

/// Whether a closing tag of this name ends preformatted text.
pub(super) fn ends_page(name: &[u8]) -> bool {
    [&b"pre>"[..], b"PRE>", b"code>", b"body>", b"td>"].iter().any(|end| name.starts_with(end))
}

/// Why the go over the lines stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Something was met that a cable begins or ends at.
    Opening,
    /// No more lines of texts can wait without memory.
    Full,
    /// All lines were looked at.
    Done,
}

/// What the first byte of a line says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// It is text.
    Nothing,
    /// It may be a paragraph or a serial.
    Text,
    /// It may be a mark or have an opening.
    Capital,
    /// The first byte that is no blank says more.
    Blank,
}

/// What each byte says: looked up, since every line is asked.
static LOOKS: [Look; 256] = {
    let mut looks = [Look::Nothing; 256];
    let (mut rest, mut byte) = (looks.as_mut_slice(), 0);
    while let Some((look, more)) = rest.split_first_mut() {
        *look = match byte {
            b'0'..=b'9' | b'#' | 0xc2 => Look::Text,
            b'A'..=b'Z' => Look::Capital,
            other if is_blank(other) => Look::Blank,
            _ => Look::Nothing,
        };
        byte = byte.wrapping_add(1);
        rest = more;
    }
    looks
};

fn look(byte: u8) -> Look {
    LOOKS.get(usize::from(byte)).copied().unwrap_or(Look::Nothing)
}

/// Whether the last byte of a line that is no blank is a figure.
fn ends_in_figure(line: &[u8]) -> bool {
    line.iter().rev().find(|byte| !is_blank(**byte)).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::{Look, look};
    use crate::decode::blocks::{BLOCK, Block};

    /// Lines that begin with a quiet byte are passed over without a look at them.
    #[test]
    fn a_quiet_byte_opens_no_line_that_means_something() {
        let mut quiet = 0;
        for byte in 0..=u8::MAX {
            let block = dispatch!(Level::new(), simd => Block::new(simd, &[byte; BLOCK]));
            if block.quiet != 0 {
                quiet += 1;
                assert_eq!(look(byte), Look::Nothing, "{byte:#04x}");
            }
        }
        assert_eq!(quiet, 64);
    }
}
