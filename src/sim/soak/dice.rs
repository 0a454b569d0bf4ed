//! Draws what plans are made of.

use crate::message::Precedence;
use crate::sim::draw::Draw;

pub(super) struct Dice(Draw);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(Draw::of_soak(seed))
    }

    /// From one number to another, both included.
    pub(super) fn from(&mut self, low: u32, high: u32) -> u32 {
        let many = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + u32::try_from(self.0.below(many)).unwrap_or(0)
    }

    /// True so many times of a hundred.
    pub(super) fn in_hundred(&mut self, times: u32) -> bool {
        self.from(1, 100) <= times
    }

    /// One of some; the default of its kind where there are none.
    pub(super) fn one_of<T: Copy + Default>(&mut self, some: &[T]) -> T {
        let place = self.0.below(some.len());
        some.get(place).copied().unwrap_or_default()
    }

    pub(super) fn precedence(&mut self) -> Precedence {
        let place = self.0.below(Precedence::ALL.len());
        Precedence::ALL.get(place).copied().unwrap_or(Precedence::Routine)
    }

    /// Some of a list, each once, in an order of their own.
    pub(super) fn some_of(&mut self, all: &[u32], many: u32) -> Vec<u32> {
        let mut left = all.to_vec();
        let mut some = Vec::new();
        while !left.is_empty() && some.len() < usize::try_from(many).unwrap_or(0) {
            some.push(left.swap_remove(self.0.below(left.len())));
        }
        some
    }
}
