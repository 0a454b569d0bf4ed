//! The lines of an input whose first byte says that they may mean something, and the signs between them.
//!
//! Most lines of a text begin with a small letter, or are blank. Some blocks are compared one after the other, without a
//! question that depends on what is in them; what they hold is asked behind it, and of those blocks alone that hold any.

use std::num::{NonZeroU32, NonZeroU64};

use fearless_simd::{Level, Simd, dispatch};
use memchr::memchr;

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

/// What is met in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    /// The first byte of the block.
    pub(super) block: usize,
    /// A bit for the first byte of each line.
    lines: u64,
    /// A bit for each sign.
    pub(super) signs: u64,
}

impl Met {
    /// The first byte of the next line.
    #[inline]
    pub(super) fn take_line(&mut self) -> Option<usize> {
        let lines = NonZeroU64::new(self.lines)?;
        self.lines &= self.lines - 1;
        Some(self.block + lines.trailing_zeros() as usize)
    }
}

/// Blocks that are compared one after the other.
const RUN: usize = 16;

/// What is known of a block that was compared.
#[derive(Clone, Copy, Debug, Default)]
struct Compared {
    newlines: u64,
    /// How many newlines stand before it.
    number: usize,
    /// A bit for each line that has not been given out.
    loud: u64,
    /// The signs, until they have been given out.
    signs: u64,
}

impl Compared {
    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    fn new<S: Simd>(simd: S, bytes: &[u8; BLOCK], number: usize, opens: &mut u64) -> Self {
        let Block { newlines, quiet, signs } = Block::new(simd, bytes);
        // A line of one character means nothing.
        let nothing = quiet | newlines | newlines >> 1;
        let loud = (newlines << 1 | *opens) & !nothing;
        *opens = newlines >> (BLOCK - 1);
        Self { newlines, number, loud, signs }
    }
}

/// The go over the lines. It goes forward only.
#[derive(Debug)]
pub(super) struct LoudLines<'a> {
    input: &'a [u8],
    level: Level,
    /// The blocks that were compared last, and the place of the first byte of the first of them.
    run: [Compared; RUN],
    place: usize,
    /// A bit for each block of the run in which something has not been given out.
    found: u32,
    /// The first byte that has not been compared, and how many newlines stand before it.
    next: usize,
    number: usize,
    /// Whether a line begins there, as a bit.
    opens: u64,
}

impl<'a> LoudLines<'a> {
    /// From a place on, which begins a line with `number` lines before it.
    pub(super) fn new(input: &'a [u8], from: usize, number: usize) -> Self {
        Self {
            input,
            level: Level::new(),
            run: [Compared::default(); RUN],
            place: from,
            found: 0,
            next: from,
            number,
            opens: 1,
        }
    }

    /// No line before it is still to be given out.
    pub(super) fn next_place(&self) -> usize {
        let number = self.found.trailing_zeros() as usize;
        match self.run.get(number) {
            Some(Compared { loud, .. }) => self.place + number * BLOCK + loud.trailing_zeros() as usize,
            None => self.next,
        }
    }

    /// What is met next before `to`, in a block. Signs past `to` may be given out too, lines not.
    #[inline]
    pub(super) fn next_before(&mut self, to: usize) -> Option<Met> {
        let found = loop {
            match NonZeroU32::new(self.found) {
                Some(found) => break found,
                None if self.next >= to || !self.compare() => return None,
                None => {}
            }
        };
        let number = found.trailing_zeros() as usize;
        let compared = self.run.get_mut(number)?;
        let block = self.place + number * BLOCK;
        let bytes = to.saturating_sub(block);
        let past = if bytes < BLOCK { compared.loud & u64::MAX << bytes } else { 0 };
        let met = Met { block, lines: compared.loud & !past, signs: std::mem::take(&mut compared.signs) };
        compared.loud = past;
        if past == 0 {
            self.found &= self.found - 1;
        }
        (met.lines | met.signs != 0).then_some(met)
    }

    /// Takes lines back that were given out last, to give them out once more.
    pub(super) fn take_back(&mut self, met: &Met) {
        let number = (met.block - self.place) / BLOCK;
        if let Some(block) = self.run.get_mut(number).filter(|_| met.lines != 0) {
            block.loud |= met.lines;
            self.found |= 1 << number;
        }
    }

    /// The end of a line that was given out last: its newline, or the end of the input.
    #[inline]
    pub(super) fn end_of(&self, first: usize) -> usize {
        let (number, at) = ((first - self.place) / BLOCK, (first - self.place) % BLOCK);
        let mut blocks = self.run.get(number..).unwrap_or_default().iter();
        let (mut place, mut below) = (first, blocks.next().map_or(0, |block| block.newlines >> at));
        let mut after = first - at;
        loop {
            if let Some(below) = NonZeroU64::new(below) {
                return place + below.trailing_zeros() as usize;
            }
            let Some(block) = blocks.next() else {
                let rest = self.input.get(self.next..).unwrap_or_default();
                return self.next + memchr(b'\n', rest).unwrap_or(rest.len());
            };
            after += BLOCK;
            (place, below) = (after, block.newlines);
        }
    }

    /// How many lines stand before the one that was given out last.
    #[inline]
    pub(super) fn number_of(&self, first: usize) -> usize {
        let (number, at) = ((first - self.place) / BLOCK, (first - self.place) % BLOCK);
        let block = self.run.get(number).copied().unwrap_or_default();
        let (mut before, mut number) = (block.newlines & !(u64::MAX << at), block.number);
        // They are few: to count them one by one is quicker where the processor is not asked what it can.
        while before != 0 {
            before &= before - 1;
            number += 1;
        }
        number
    }

    /// Goes on to the next blocks; `false` where none is left.
    #[inline(never)]
    fn compare(&mut self) -> bool {
        dispatch!(self.level, simd => self.compare_with(simd))
    }

    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    fn compare_with<S: Simd>(&mut self, simd: S) -> bool {
        let rest = self.input.get(self.next..).unwrap_or_default();
        let (blocks, last) = rest.as_chunks::<BLOCK>();
        self.place = self.next;
        let (mut number, mut opens, mut found) = (self.number, self.opens, 0);
        let mut bit = 1_u32;
        for (bytes, slot) in blocks.iter().zip(&mut self.run) {
            *slot = Compared::new(simd, bytes, number, &mut opens);
            number += slot.newlines.count_ones() as usize;
            found |= if slot.loud | slot.signs == 0 { 0 } else { bit };
            bit <<= 1;
        }
        self.next += RUN.min(blocks.len()) * BLOCK;
        if let Some((slot, more)) = self.run.get_mut(blocks.len()..).and_then(<[_]>::split_first_mut) {
            *slot = Compared::new(simd, &filled(last), number, &mut opens);
            number += slot.newlines.count_ones() as usize;
            found |= if slot.loud | slot.signs == 0 { 0 } else { bit };
            // What an earlier run left behind it.
            more.fill(Compared::default());
            self.next = self.input.len();
        }
        (self.number, self.opens) = (number, opens);
        self.found = found;
        !rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{LoudLines, TextLine};
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The lines that begin with no small letter and have two bytes at least.
    fn lines(bytes: &[u8]) -> Vec<TextLine> {
        let mut first = 0;
        let mut found = Vec::new();
        for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let end = first + line.len();
            if line.len() > 1 && !(b'_'..0x7f).contains(&line[0]) {
                found.push(TextLine { first, end, number });
            }
            first = end + 1;
        }
        found
    }

    proptest! {
        #[test]
        fn lines_and_signs_are_those_of_the_bytes_one_by_one(
            bytes in vec(prop_oneof![4 => Just(b'\n'), 1 => Just(b'Z'), 1 => Just(0x1a), 8 => Just(b'a'), 2 => any::<u8>()], 0..1400),
            steps in vec(0_usize..1500, 0..4),
        ) {
            let (mut loud, mut found, mut signs) = (LoudLines::new(&bytes, 0, 0), Vec::new(), Vec::new());
            for to in steps.into_iter().chain([usize::MAX / 2]) {
                while let Some(mut met) = loud.next_before(to) {
                    signs.extend((0..64).filter(|at| met.signs >> at & 1 == 1).map(|at| met.block + at));
                    // Each second line of a block is taken back once.
                    let (first, second) = (met.take_line(), met);
                    if let Some(first) = first {
                        prop_assert!(first < to);
                        found.push(TextLine { first, end: loud.end_of(first), number: loud.number_of(first) });
                        loud.take_back(&second);
                    }
                }
                let next = loud.next_place();
                prop_assert!(lines(&bytes).iter().all(|line| found.contains(line) || line.first >= next.min(to)));
            }
            // One character alone is given out where its end stands in another block, or nowhere.
            found.retain(|line| line.end - line.first > 1);
            prop_assert_eq!(found, lines(&bytes));
            let expected: Vec<_> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'Z' | b'<' | 0x1a)).collect();
            prop_assert_eq!(signs, expected);
        }
    }
}
