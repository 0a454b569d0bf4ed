//! The lines of an input whose first byte says that they may mean something, and the signs between them.
//!
//! Most lines of a text begin with a small letter, or are blank: a block of bytes in which no other begins is passed over
//! with a few instructions.

use fearless_simd::Simd;

use super::blocks::{BLOCK, Block, filled};

/// A line that may be a mark, a paragraph's first line or the end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextLine {
    /// Its first byte.
    pub(super) first: usize,
    /// Its newline, or the end of the input.
    pub(super) end: usize,
    /// How many lines stand before it.
    pub(super) number: usize,
}

/// What is met on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    Line(TextLine),
    /// A bit for each sign of the block that begins at this place.
    Signs {
        block: usize,
        signs: u64,
    },
}

/// The go over the lines. It goes forward only.
#[derive(Debug)]
pub(super) struct LoudLines<'a> {
    /// What has not been compared yet.
    rest: &'a [u8],
    /// The end of the input.
    end: usize,
    /// The place of the first byte of the block that was compared last, and how many newlines stand before it.
    block: usize,
    number: usize,
    newlines: u64,
    /// A bit for each line of the block that has not been given out.
    loud: u64,
    /// The signs of the block, until they have been given out.
    signs: u64,
    /// A line begins with the block to come.
    opens: bool,
    /// A line whose end has not come yet.
    open: Option<TextLine>,
}

impl<'a> LoudLines<'a> {
    /// From a place on, which begins a line with `number` lines before it.
    pub(super) fn new(input: &'a [u8], from: usize, number: usize) -> Self {
        Self {
            rest: input.get(from..).unwrap_or_default(),
            end: input.len(),
            // The first block to come begins at `from`.
            block: from.wrapping_sub(BLOCK),
            number,
            newlines: 0,
            loud: 0,
            signs: 0,
            opens: true,
            open: None,
        }
    }

    /// No line before it is still to be given out.
    pub(super) fn next_place(&self) -> usize {
        let block = match self.loud {
            0 => self.block.wrapping_add(BLOCK),
            loud => self.block + loud.trailing_zeros() as usize,
        };
        self.open.map_or(block, |line| line.first)
    }

    /// The next line that begins before `to`, or the signs between. Signs past `to` may be given out too, lines not.
    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    pub(super) fn next_before<S: Simd>(&mut self, simd: S, to: usize) -> Option<Met> {
        loop {
            if self.signs != 0 {
                let signs = std::mem::take(&mut self.signs);
                return Some(Met::Signs { block: self.block, signs });
            }
            if self.newlines != 0
                && let Some(line) = self.open.take()
            {
                let end = self.block + self.newlines.trailing_zeros() as usize;
                return Some(Met::Line(TextLine { end, ..line }));
            }
            if self.loud != 0 {
                let at = self.loud.trailing_zeros();
                let first = self.block + at as usize;
                if first >= to {
                    return None;
                }
                self.loud &= self.loud - 1;
                let below = self.newlines >> at;
                let number = self.number + (self.newlines ^ below << at).count_ones() as usize;
                if below != 0 {
                    let end = first + below.trailing_zeros() as usize;
                    return Some(Met::Line(TextLine { first, end, number }));
                }
                self.newlines = 0;
                self.number = number;
                self.open = Some(TextLine { first, end: first, number });
            }
            if self.open.is_none() && self.block.wrapping_add(BLOCK) >= to {
                return None;
            }
            if !self.compare(simd, to) {
                // The last line lacks its end.
                let end = self.end;
                return self.open.take().map(|line| Met::Line(TextLine { end, ..line }));
            }
        }
    }

    /// Goes on to the next block, or past those in which nothing is to be met; `false` where none is left.
    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    fn compare<S: Simd>(&mut self, simd: S, to: usize) -> bool {
        let (mut place, mut rest) = (self.block.wrapping_add(BLOCK), self.rest);
        let mut number = self.number + self.newlines.count_ones() as usize;
        let mut opens = u64::from(self.opens);
        let mut last = None;
        let found = loop {
            let (bytes, length) = match rest.split_first_chunk::<BLOCK>() {
                Some((bytes, after)) => {
                    rest = after;
                    (bytes, BLOCK)
                }
                None if rest.is_empty() => {
                    (self.newlines, self.loud) = (0, 0);
                    break false;
                }
                None => {
                    let length = rest.len();
                    let bytes = last.insert(filled(rest));
                    rest = &[];
                    (&*bytes, length)
                }
            };
            let Block { newlines, quiet, signs } = Block::new(simd, bytes);
            // A line of one character means nothing.
            let nothing = quiet | newlines | newlines >> 1;
            let loud = (newlines << 1 | opens) & !nothing & u64::MAX >> (BLOCK - length);
            opens = newlines >> (BLOCK - 1);
            // Kept for each block, met or passed over: what is made of them behind the loop alone takes the compiler
            // five times the instructions, since it carries the comparisons out of it instead of their bits.
            (self.newlines, self.loud, self.signs) = (newlines, loud, signs);
            if loud | signs != 0 || self.open.is_some() || place + BLOCK >= to {
                break true;
            }
            place += BLOCK;
            number += newlines.count_ones() as usize;
        };
        (self.block, self.number, self.rest, self.opens) = (place, number, rest, opens != 0);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{LoudLines, Met, TextLine};
    use fearless_simd::{Level, dispatch};
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The lines that begin with no small letter and have two bytes at least.
    fn lines(bytes: &[u8]) -> Vec<TextLine> {
        let mut first = 0;
        let mut found = Vec::new();
        for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let end = first + line.len();
            if line.len() > 1 && line[0].wrapping_add(1) & 0x60 != 0x60 {
                found.push(TextLine { first, end, number });
            }
            first = end + 1;
        }
        found
    }

    proptest! {
        #[test]
        fn lines_and_signs_are_those_of_the_bytes_one_by_one(
            bytes in vec(prop_oneof![4 => Just(b'\n'), 1 => Just(b'Z'), 1 => Just(0x1a), 8 => Just(b'a'), 2 => any::<u8>()], 0..700),
            steps in vec(0_usize..800, 0..8),
        ) {
            let (mut loud, mut found, mut signs) = (LoudLines::new(&bytes, 0, 0), Vec::new(), Vec::new());
            for to in steps.into_iter().chain([usize::MAX / 2]) {
                while let Some(met) = dispatch!(Level::new(), simd => loud.next_before(simd, to)) {
                    match met {
                        Met::Line(line) => {
                            prop_assert!(line.first < to);
                            found.push(line);
                        }
                        Met::Signs { block, signs: bits } => {
                            signs.extend((0..64).filter(|at| bits >> at & 1 == 1).map(|at| block + at));
                        }
                    }
                }
                let next = loud.next_place();
                prop_assert!(lines(&bytes).iter().all(|line| found.contains(line) || line.first >= next.min(to)));
            }
            // One character alone is given out where its end stands in another block.
            found.retain(|line| line.end - line.first > 1);
            prop_assert_eq!(found, lines(&bytes));
            let expected: Vec<_> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'Z' | b'<' | 0x1a)).collect();
            prop_assert_eq!(signs, expected);
        }
    }
}
