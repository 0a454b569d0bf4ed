//! Where in the input a cable begins: byte, line and column, counted once over the whole input.

use memchr::{memchr_iter, memrchr};

use super::findings::Begin;
use super::frame::Frame;

/// Where a cable lies in its input.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub(super) begin: Begin,
    /// The cable went on past the limit.
    pub(super) cut: bool,
}

impl Place {
    /// Its first byte, from 0.
    pub const fn offset(&self) -> usize {
        self.begin.offset
    }
}

/// Counts lines up to places that only grow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    /// The byte of the input up to which was counted.
    counted: usize,
    line: usize,
    /// The first byte of that line.
    first: usize,
}

impl Lines {
    /// Before the first byte of an input.
    pub(super) const FIRST: Self = Self { counted: 0, line: 1, first: 0 };

    /// Counts on to a place in `bytes`, whose first one is byte `base` of the input.
    pub(super) fn go_on(&mut self, bytes: &[u8], base: usize, to: usize) {
        let Some(between) = self.counted.checked_sub(base).and_then(|from| bytes.get(from..to)) else {
            return;
        };
        self.line += memchr_iter(b'\n', between).count();
        self.first = memrchr(b'\n', between).map_or(self.first, |end| self.counted + end + 1);
        self.counted = base + to;
    }

    /// Goes on from a line that was counted by others, where it is further on: its first byte and its number.
    pub(super) const fn go_on_from(&mut self, first: usize, line: usize) {
        if first > self.counted {
            *self = Self { counted: first, line, first };
        }
    }

    /// The first byte of the line up to which was counted, and how many lines stand before it.
    pub(super) const fn line(&self) -> (usize, usize) {
        (self.first, self.line - 1)
    }

    /// The place of a cable in `bytes`.
    pub(super) fn place(&mut self, bytes: &[u8], base: usize, frame: &Frame) -> Place {
        self.go_on(bytes, base, frame.place.start);
        let offset = base + frame.place.start;
        Place {
            begin: Begin { offset, line: self.line, column: offset - self.first + 1 },
            cut: frame.is_cut(),
        }
    }
}
