//! What is still to happen, and when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
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
    order_next: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at: Duration,
    order: u64,
    place: usize,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self { due: BinaryHeap::new(), what: Vec::new(), free: Vec::new(), order_next: 0 }
    }
}

impl<T> Agenda<T> {
    /// Notes what is to happen at a time.
    pub(crate) fn put(&mut self, at: Duration, what: T) {
        let place = self.free.pop().unwrap_or(self.what.len());
        match self.what.get_mut(place) {
            Some(free) => *free = Some(what),
            None => self.what.push(Some(what)),
        }
        self.due.push(Reverse(Due { at, order: self.order_next, place }));
        self.order_next += 1;
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&self) -> Option<Duration> {
        self.due.peek().map(|Reverse(due)| due.at)
    }

    /// Takes what is next.
    pub(crate) fn take_next(&mut self) -> Option<(Duration, T)> {
        let Reverse(Due { at, place, .. }) = self.due.pop()?;
        self.free.push(place);
        Some((at, self.what.get_mut(place)?.take()?))
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
}
