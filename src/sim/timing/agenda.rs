//! What is still to happen, in 24 bytes each.

/// Places below each place of the heap.
const BRANCHES: usize = 4;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// A known cable is handed in.
    Submit(u32),
    Down(u32),
    Up(u32),
    /// A circuit's transmission ends.
    End(u32),
    /// A copy comes in at the far end.
    Arrive(u32),
    /// A copy has been handled and goes on.
    Forward(u32),
    /// A post opens for a delivery that waits there.
    Open(u32),
    /// A copy comes in on a circuit on which something can go wrong.
    Land(u32),
    /// A copy that was to be overtaken has been held long enough.
    Release(u32),
    /// A circuit's service message ends.
    Said(u32),
    /// The same comes in at the far end, or what was broken off does.
    Heard(u32),
    /// A circuit is looked at, for what has to be asked or reported.
    Ring(u32),
    /// A station stops.
    Stop(u32),
    /// A station comes back.
    Back(u32),
}

/// Earliest first; those due together in the order in which they were put in.
///
/// A heap with four branches at each place, filled up with [`Entry::NEVER`] so that there are always all four to choose
/// from. What is taken leaves its place to what is put in next, nearly always a circuit's next end.
#[derive(Debug)]
pub(super) struct Agenda {
    heap: Vec<Entry>,
    /// How many of them are due at some time.
    filled: usize,
    /// The first has been taken and its place is free.
    taken: bool,
    order: u64,
}

/// What is due at a time.
#[derive(Clone, Copy, Debug)]
struct Entry {
    at: u64,
    order: u64,
    due: Due,
}

impl Entry {
    /// After all others.
    const NEVER: Self = Self { at: u64::MAX, order: u64::MAX, due: Due::Submit(u32::MAX) };

    /// No two are alike.
    #[inline(always)]
    const fn rank(&self) -> u128 {
        (self.at as u128) << 64 | self.order as u128
    }
}

impl Default for Agenda {
    fn default() -> Self {
        Self { heap: vec![Entry::NEVER], filled: 0, taken: false, order: 0 }
    }
}

impl Agenda {
    /// Puts something in. What it is known by among all that ever was: its place in the order.
    #[inline]
    pub(super) fn put(&mut self, at: u64, due: Due) -> u64 {
        let order = self.order;
        self.order += 1;
        let entry = Entry { at, order, due };
        if self.taken {
            self.taken = false;
            self.sink(entry);
        } else {
            self.rise(entry);
        }
        order
    }

    /// How much is still to happen.
    pub(super) fn len(&self) -> usize {
        self.filled - usize::from(self.taken)
    }

    #[inline]
    pub(super) fn next_at(&mut self) -> Option<u64> {
        self.close();
        self.heap.first().filter(|_| self.filled > 0).map(|entry| entry.at)
    }

    /// Takes the first: when it is due, its place in the order, and what it is.
    #[inline]
    pub(super) fn take(&mut self) -> Option<(u64, u64, Due)> {
        self.close();
        let Entry { at, order, due } = *self.heap.first().filter(|_| self.filled > 0)?;
        self.taken = true;
        Some((at, order, due))
    }

    /// Gives the place of what was taken to the last.
    #[inline]
    fn close(&mut self) {
        if !self.taken {
            return;
        }
        self.taken = false;
        self.filled -= 1;
        let Some(last) = self.heap.get_mut(self.filled) else { return };
        let last = std::mem::replace(last, Entry::NEVER);
        if self.filled > 0 {
            self.sink(last);
        }
    }

    /// Puts an entry in the first place or below it, where the first is free.
    #[inline]
    fn sink(&mut self, entry: Entry) {
        let (mut place, rank) = (0, entry.rank());
        loop {
            let below = BRANCHES * place + 1;
            let branches = self.heap.get(below..).and_then(|below| below.first_chunk::<BRANCHES>());
            let Some([one, two, three, four]) = branches else { break };
            let left = if two.rank() < one.rank() { (two.rank(), below + 1) } else { (one.rank(), below) };
            let right =
                if four.rank() < three.rank() { (four.rank(), below + 3) } else { (three.rank(), below + 2) };
            let (least, branch) = if right.0 < left.0 { right } else { left };
            if rank < least {
                break;
            }
            let Some(rising) = self.heap.get(branch).copied() else { break };
            if let Some(slot) = self.heap.get_mut(place) {
                *slot = rising;
            }
            place = branch;
        }
        if let Some(slot) = self.heap.get_mut(place) {
            *slot = entry;
        }
    }

    /// Puts an entry in the last place or above it.
    #[inline]
    fn rise(&mut self, entry: Entry) {
        let (mut place, rank) = (self.filled, entry.rank());
        self.filled += 1;
        if place == self.heap.len() {
            self.heap.extend_from_slice(&[Entry::NEVER; BRANCHES]);
        }
        while place > 0 {
            let above = (place - 1) / BRANCHES;
            let Some(sinking) = self.heap.get(above).copied().filter(|above| rank < above.rank()) else {
                break;
            };
            if let Some(slot) = self.heap.get_mut(place) {
                *slot = sinking;
            }
            place = above;
        }
        if let Some(slot) = self.heap.get_mut(place) {
            *slot = entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Due};

    #[test]
    fn the_earliest_comes_first_and_those_together_in_their_order() {
        let mut agenda = Agenda::default();
        for (at, place) in [(5, 0), (u64::MAX, 1), (0, 2), (5, 3), (0, 4), (1 << 40, 5)] {
            assert_eq!(agenda.put(at, Due::Arrive(place)), u64::from(place));
        }
        assert_eq!(agenda.next_at(), Some(0));
        let taken: Vec<_> = std::iter::from_fn(|| agenda.take()).collect();
        let expected = [(0, 2), (0, 4), (5, 0), (5, 3), (1 << 40, 5), (u64::MAX, 1)];
        assert_eq!(taken, expected.map(|(at, place)| (at, u64::from(place), Due::Arrive(place))));
        assert_eq!((agenda.next_at(), agenda.take()), (None, None));
    }

    #[test]
    fn what_is_put_in_between_comes_in_its_turn() {
        let mut agenda = Agenda::default();
        let mut open = std::collections::BTreeSet::new();
        let mut word = 1_u64;
        for step in 0..20_000_u64 {
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // First more are put in than taken, then the other way round.
            let puts = (word >> 60) < if step < 10_000 { 9 } else { 7 };
            if puts {
                let at = (word >> 33) % 1000;
                let order = agenda.put(at, Due::Forward(0));
                open.insert((at, order));
            } else {
                let taken = agenda.take().map(|(at, order, _)| (at, order));
                assert_eq!(taken, open.pop_first());
            }
            if word & (1 << 40) != 0 {
                assert_eq!(agenda.next_at(), open.first().map(|(at, _)| *at));
            }
        }
        while let Some(first) = open.pop_first() {
            assert_eq!(agenda.take().map(|(at, order, _)| (at, order)), Some(first));
        }
        assert_eq!(agenda.take(), None);
    }
}
