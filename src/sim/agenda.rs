//! What is still to happen, and when.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::time::Duration;

/// Things due at a time, earliest first; those due together leave in the order in which they were put in.
#[derive(Clone, Debug)]
pub(crate) struct Agenda<T> {
    due: BinaryHeap<Entry<T>>,
    order_next: u64,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    at: Duration,
    order: u64,
    what: T,
}

impl<T> Entry<T> {
    /// A binary heap gives its greatest element first: the earliest entry has to be that.
    fn rank(&self, other: &Self) -> Ordering {
        (other.at, other.order).cmp(&(self.at, self.order))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rank(other).is_eq()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank(other)
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self { due: BinaryHeap::new(), order_next: 0 }
    }
}

impl<T> Agenda<T> {
    /// Notes what is to happen at a time.
    pub(crate) fn put(&mut self, at: Duration, what: T) {
        self.due.push(Entry { at, order: self.order_next, what });
        self.order_next += 1;
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&self) -> Option<Duration> {
        self.due.peek().map(|entry| entry.at)
    }

    /// Takes what is next.
    pub(crate) fn take_next(&mut self) -> Option<(Duration, T)> {
        self.due.pop().map(|entry| (entry.at, entry.what))
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
