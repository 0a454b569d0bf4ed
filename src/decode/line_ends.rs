//! Where lines end, found sixty-four bytes at a time.
//!
//! Texts have short lines. A search that begins anew after each one spends most of its time beginning; this one
//! compares a block at once and keeps what it found as bits.

use fearless_simd::{Level, dispatch};

use super::blocks::{BLOCK, filled, newlines};

/// The places of the newlines of a run of bytes from some place on, in order.
#[derive(Clone, Debug)]
pub(super) struct LineEnds<'a> {
    /// What has not been compared yet.
    rest: &'a [u8],
    /// The place of the first byte of the block that the bits are of.
    base: usize,
    /// A bit for each newline of that block that has not been given out; the lowest is the first byte.
    found: u64,
    level: Level,
}

impl<'a> LineEnds<'a> {
    /// The newlines at or after `from`.
    pub(super) fn new(bytes: &'a [u8], from: usize) -> Self {
        let rest = bytes.get(from..).unwrap_or_default();
        // The first block to come begins at `from`.
        Self { rest, base: from.wrapping_sub(BLOCK), found: 0, level: Level::new() }
    }

    /// Goes on to the next block that has newlines; `false` where there is none.
    fn advance(&mut self) -> bool {
        while let Some((block, rest)) = self.rest.split_first_chunk::<BLOCK>() {
            self.found = dispatch!(self.level, simd => newlines(simd, block));
            self.rest = rest;
            self.base = self.base.wrapping_add(BLOCK);
            if self.found != 0 {
                return true;
            }
        }
        if self.rest.is_empty() {
            return false;
        }
        let block = filled(self.rest);
        self.found = dispatch!(self.level, simd => newlines(simd, &block));
        self.rest = &[];
        self.base = self.base.wrapping_add(BLOCK);
        self.found != 0
    }
}

impl Iterator for LineEnds<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.found == 0 && !self.advance() {
            return None;
        }
        let place = self.base + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::LineEnds;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn line_ends_are_those_that_memchr_finds(
            bytes in vec(prop_oneof![Just(b'\n'), Just(b'\n' | 0x80), any::<u8>()], 0..300),
            from in 0_usize..310,
        ) {
            let all = memchr::memchr_iter(b'\n', &bytes).filter(|place| *place >= from);
            prop_assert!(LineEnds::new(&bytes, from).eq(all));
        }
    }
}
