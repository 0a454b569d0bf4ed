//! A short queue that keeps its first members where it stands itself, and asks for memory only where more wait.

use smallvec::SmallVec;

/// Members that a queue holds without memory of its own.
const HELD: usize = 16;

/// What waits, first in first out.
#[derive(Debug)]
pub(super) struct Waiting<T> {
    /// Those before `taken` have left.
    members: SmallVec<[T; HELD]>,
    taken: usize,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self { members: SmallVec::new(), taken: 0 }
    }
}

impl<T> From<Vec<T>> for Waiting<T> {
    fn from(members: Vec<T>) -> Self {
        Self { members: members.into(), taken: 0 }
    }
}

impl<T: Copy> Waiting<T> {
    /// All that wait, the first one first.
    pub(super) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.members.get(self.taken..).unwrap_or_default().iter().copied()
    }

    /// The one that has waited longest.
    #[inline]
    pub(super) fn front(&self) -> Option<T> {
        self.members.get(self.taken).copied()
    }

    /// Before it asks for more room it makes some, where half have left: so each is moved about once.
    #[inline]
    pub(super) fn push(&mut self, member: T) {
        if self.members.len() == self.members.capacity() && self.taken * 2 >= self.members.len() {
            self.members.drain(..self.taken);
            self.taken = 0;
        }
        self.members.push(member);
    }

    /// Lets the first one go.
    #[inline]
    pub(super) fn pop(&mut self) {
        self.taken += 1;
        if self.taken >= self.members.len() {
            self.members.clear();
            self.taken = 0;
        }
    }

    /// Whether so many wait that no more are held without memory.
    pub(super) fn is_full(&self) -> bool {
        self.members.len() >= HELD
    }
}

#[cfg(test)]
mod tests {
    use super::Waiting;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    proptest! {
        #[test]
        fn what_waits_leaves_in_its_order(pushes in proptest::collection::vec(0_usize..40, 0..20)) {
            let (mut waiting, mut queue, mut next) = (Waiting::default(), VecDeque::new(), 0_u32);
            for count in pushes {
                for _ in 0..count {
                    waiting.push(next);
                    queue.push_back(next);
                    next += 1;
                }
                for _ in 0..count * 3 / 2 {
                    prop_assert_eq!(waiting.front(), queue.front().copied());
                    if queue.pop_front().is_some() {
                        waiting.pop();
                    }
                }
            }
        }
    }
}
