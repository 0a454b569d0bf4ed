//! What is still to happen, in 32 bytes each.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// A post opens for a delivery that waits there.
    Open(u32),
}

/// Earliest first; those due together in the order in which they were put in.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    heap: BinaryHeap<Entry>,
    order: u64,
}

/// What is due at a time. The greatest is the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// The time above the place in the order, both turned round: one number to compare, and no two alike.
    rank: u128,
    due: Due,
}

impl Entry {
    fn new(at: u64, order: u64, due: Due) -> Self {
        Self { rank: !(u128::from(at) << 64 | u128::from(order)), due }
    }

    const fn at(self) -> u64 {
        (!self.rank >> 64) as u64
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Agenda {
    pub(super) fn put(&mut self, at: u64, due: Due) {
        self.heap.push(Entry::new(at, self.order, due));
        self.order += 1;
    }

    pub(super) fn next_at(&self) -> Option<u64> {
        self.heap.peek().map(|entry| entry.at())
    }

    pub(super) fn take(&mut self) -> Option<(u64, Due)> {
        self.heap.pop().map(|entry| (entry.at(), entry.due))
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Due};

    #[test]
    fn the_earliest_comes_first_and_those_together_in_their_order() {
        let mut agenda = Agenda::default();
        for (at, place) in [(5, 0), (u64::MAX, 1), (0, 2), (5, 3), (0, 4), (1 << 40, 5)] {
            agenda.put(at, Due::Arrive(place));
        }
        assert_eq!(agenda.next_at(), Some(0));
        let taken: Vec<_> = std::iter::from_fn(|| agenda.take()).collect();
        let expected = [(0, 2), (0, 4), (5, 0), (5, 3), (1 << 40, 5), (u64::MAX, 1)];
        assert_eq!(taken, expected.map(|(at, place)| (at, Due::Arrive(place))));
    }
}
