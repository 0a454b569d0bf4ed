//! The places of an input at which something may stand: lines whose first byte is no small letter, and signs between.
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

/// The places of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places {
    /// Which of the run it is, and its first byte.
    number: usize,
    block: usize,
    /// A bit for each place that is left.
    bits: u64,
}

impl Places {
    /// The next place.
    #[inline]
    pub(super) fn front(&self) -> Option<usize> {
        Some(self.block + NonZeroU64::new(self.bits)?.trailing_zeros() as usize)
    }

    /// Lets it go.
    #[inline]
    pub(super) const fn pop(&mut self) {
        self.bits &= self.bits.wrapping_sub(1);
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
    /// A bit for each place that is left.
    places: u64,
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
        Self { newlines, number, places: loud | signs }
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
    /// A bit for each block of the run in which places are left.
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

    /// No place before it is left.
    pub(super) fn next_place(&self) -> usize {
        let number = self.found.trailing_zeros() as usize;
        match self.run.get(number) {
            Some(Compared { places, .. }) => self.place + number * BLOCK + places.trailing_zeros() as usize,
            None => self.next,
        }
    }

    /// The places that come next, where blocks that begin before `to` have any left; some may lie past it.
    #[inline]
    pub(super) fn next_before(&mut self, to: usize) -> Option<Places> {
        loop {
            if let Some(found) = NonZeroU32::new(self.found) {
                let number = found.trailing_zeros() as usize % RUN;
                let bits = self.run.get(number)?.places;
                return Some(Places { number, block: self.place + number * BLOCK, bits });
            }
            if self.next >= to || !self.compare() {
                return None;
            }
        }
    }

    /// What is left of the places that were given out last.
    #[inline]
    pub(super) fn leave(&mut self, places: Places) {
        if places.bits == 0 {
            self.found &= self.found.wrapping_sub(1);
        } else if let Some(block) = self.run.get_mut(places.number) {
            block.places = places.bits;
        }
    }

    /// The end of a line of the places that were given out last: its newline, or the end of the input.
    #[inline]
    pub(super) fn end_of(&self, first: usize) -> usize {
        let (mut number, at) = ((first - self.place) / BLOCK, (first - self.place) % BLOCK);
        let (mut place, mut passed) = (first, at);
        while let Some(block) = self.run.get(number) {
            if let Some(below) = NonZeroU64::new(block.newlines >> passed) {
                return place + below.trailing_zeros() as usize;
            }
            (place, number, passed) = (place + BLOCK - passed, number + 1, 0);
        }
        let rest = self.input.get(self.next..).unwrap_or_default();
        self.next + memchr(b'\n', rest).unwrap_or(rest.len())
    }

    /// How many lines stand before one of the places that were given out last.
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
            found |= if slot.places == 0 { 0 } else { bit };
            bit <<= 1;
        }
        self.next += RUN.min(blocks.len()) * BLOCK;
        if let Some((slot, more)) = self.run.get_mut(blocks.len()..).and_then(<[_]>::split_first_mut) {
            *slot = Compared::new(simd, &filled(last), number, &mut opens);
            number += slot.newlines.count_ones() as usize;
            found |= if slot.places == 0 { 0 } else { bit };
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
        fn places_are_those_of_the_bytes_one_by_one(
            bytes in vec(prop_oneof![4 => Just(b'\n'), 1 => Just(b'Z'), 1 => Just(0x1a), 8 => Just(b'a'), 2 => any::<u8>()], 0..2600),
            steps in vec((0_usize..2800, any::<bool>()), 0..8),
        ) {
            let (mut loud, mut found) = (LoudLines::new(&bytes, 0, 0), Vec::new());
            for (to, one_by_one) in steps.into_iter().chain([(usize::MAX, false)]) {
                while let Some(mut places) = loud.next_before(to) {
                    while let Some(place) = places.front().filter(|place| *place < to) {
                        found.push(TextLine { first: place, end: loud.end_of(place), number: loud.number_of(place) });
                        places.pop();
                        if one_by_one {
                            break;
                        }
                    }
                    loud.leave(places);
                    if places.front().is_some_and(|place| place >= to) {
                        break;
                    }
                }
                prop_assert!(loud.next_place() >= to.min(bytes.len()));
            }
            let (mut lines, mut signs) = (lines(&bytes), Vec::new());
            found.retain(|place| {
                let sign = matches!(bytes[place.first], b'Z' | b'<' | 0x1a);
                signs.extend(sign.then_some(place.first));
                // One character alone is met where its end stands in another block, or nowhere.
                !sign && place.end - place.first > 1
            });
            lines.retain(|line| !matches!(bytes[line.first], b'Z' | b'<' | 0x1a));
            prop_assert_eq!(found, lines);
            let expected: Vec<_> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b'Z' | b'<' | 0x1a)).collect();
            prop_assert_eq!(signs, expected);
        }
    }
}
