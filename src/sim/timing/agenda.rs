//! What is still to happen, in 24 bytes each.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Due {
    /// A known cable is handed in.
    Submit(u32),
    Down(u32),
    Up(u32),
    /// A circuit's transmission of this generation ends.
    End(u32, u32),
    /// A copy comes in at the far end.
    Arrive(u32),
    /// A copy has been handled and goes on.
    Forward(u32),
}

/// Earliest first; those due together in the order in which they were put in.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Reverse<(u64, u64, Due)>>,
    order: u64,
}

impl Agenda {
    pub(super) fn put(&mut self, at: u64, due: Due) {
        self.heap.push(Reverse((at, self.order, due)));
        self.order += 1;
    }

    pub(super) fn next_at(&self) -> Option<u64> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }

    pub(super) fn take(&mut self) -> Option<(u64, Due)> {
        self.heap.pop().map(|Reverse((at, _, due))| (at, due))
    }
}
