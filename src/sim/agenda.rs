//! What is still to happen, and when.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Duration;

/// Things due at a time, earliest first; those due together leave in the order in which they were put in.
#[derive(Clone, Debug)]
pub(crate) struct Agenda<T> {
    /// A binary heap gives its greatest element first: the earliest has to be that.
    due: BinaryHeap<Reverse<Due>>,
    /// What is due: what is large stays where it is.
    what: Vec<Option<T>>,
    /// Places in it that are free.
    free: Vec<usize>,
    /// The first has been taken and is still in the heap: what is put in next takes its place.
    taken: bool,
    /// The time of what was taken last, and what was put in for that very time since: it leaves after what was put in for it
    /// before, and needs no heap.
    now: Duration,
    at_once: VecDeque<T>,
    order_next: u64,
}

/// Bits for the place in the order: any time leaves room for so many.
const ORDER_BITS: u32 = 34;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    /// Nanoseconds and place in the order as one number, compared at once.
    rank: u128,
    place: usize,
}

impl Due {
    fn at(self) -> Duration {
        const SECOND: u128 = 1_000_000_000;
        let nanoseconds = self.rank >> ORDER_BITS;
        // Within some centuries it takes a division of numbers that the machine has.
        u64::try_from(nanoseconds).map_or_else(
            |_| {
                let seconds = u64::try_from(nanoseconds / SECOND).unwrap_or(u64::MAX);
                Duration::new(seconds, u32::try_from(nanoseconds % SECOND).unwrap_or_default())
            },
            Duration::from_nanos,
        )
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self {
            due: BinaryHeap::new(),
            what: Vec::new(),
            free: Vec::new(),
            taken: false,
            now: Duration::ZERO,
            at_once: VecDeque::new(),
            order_next: 0,
        }
    }
}

impl<T> Agenda<T> {
    /// Notes what is to happen at a time.
    pub(crate) fn put(&mut self, at: Duration, what: T) {
        if at == self.now {
            self.at_once.push_back(what);
            return;
        }
        let place = self.free.pop().unwrap_or(self.what.len());
        match self.what.get_mut(place) {
            Some(free) => *free = Some(what),
            None => self.what.push(Some(what)),
        }
        let rank = at.as_nanos() << ORDER_BITS | u128::from(self.order_next);
        self.order_next += 1;
        let due = Reverse(Due { rank, place });
        if std::mem::take(&mut self.taken)
            && let Some(mut first) = self.due.peek_mut()
        {
            *first = due;
            return;
        }
        self.due.push(due);
    }

    /// Takes out of the heap what has been taken.
    fn close(&mut self) {
        if std::mem::take(&mut self.taken) {
            self.due.pop();
        }
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&mut self) -> Option<Duration> {
        self.close();
        let at = self.due.peek().map(|Reverse(due)| due.at());
        if self.at_once.is_empty() { at } else { Some(at.map_or(self.now, |at| at.min(self.now))) }
    }

    /// Takes what is next.
    pub(crate) fn take_next(&mut self) -> Option<(Duration, T)> {
        self.close();
        if !self.at_once.is_empty() && self.due.peek().is_none_or(|Reverse(due)| due.at() > self.now) {
            return Some((self.now, self.at_once.pop_front()?));
        }
        let Reverse(due) = *self.due.peek()?;
        self.taken = true;
        let at = due.at();
        self.now = self.now.max(at);
        self.free.push(due.place);
        Some((at, self.what.get_mut(due.place)?.take()?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The order is that of a stable sort by time.
        #[test]
        fn earliest_first_and_ties_in_the_order_put_in(times in prop::collection::vec(0_u64..20, 0..100)) {
            let mut agenda = Agenda::default();
            for (place, at) in times.iter().enumerate() {
                agenda.put(Duration::from_secs(*at), place);
            }
            let mut expected: Vec<_> = times.iter().enumerate().map(|(place, at)| (Duration::from_secs(*at), place)).collect();
            expected.sort_by_key(|(at, _)| *at);
            prop_assert_eq!(std::iter::from_fn(|| agenda.take_next()).collect::<Vec<_>>(), expected);
        }
    }

    proptest! {
        /// What is put in while things are taken comes after all that was put in for its time before.
        #[test]
        fn what_is_put_in_later_waits_its_turn(steps in prop::collection::vec(prop::option::of(0_u64..4), 0..100)) {
            let (mut agenda, mut expected) = (Agenda::default(), Vec::<(Duration, usize)>::new());
            let mut now = Duration::ZERO;
            for (place, step) in steps.into_iter().enumerate() {
                if let Some(later) = step {
                    let at = now + Duration::from_secs(later);
                    agenda.put(at, place);
                    expected.push((at, place));
                    expected.sort_by_key(|(at, _)| *at);
                } else {
                    prop_assert_eq!(agenda.next_at(), expected.first().map(|(at, _)| *at));
                    let next = (!expected.is_empty()).then(|| expected.remove(0));
                    now = next.map_or(now, |(at, _)| at);
                    prop_assert_eq!(agenda.take_next(), next);
                }
            }
        }
    }

    #[test]
    fn the_longest_time_is_kept() {
        let mut agenda = Agenda::default();
        for at in [Duration::MAX, Duration::from_nanos(u64::MAX), Duration::from_nanos(1)] {
            agenda.put(at, ());
            assert_eq!(agenda.take_next(), Some((at, ())));
        }
    }
}
