//! Random numbers of one cable: a stream of its own, so that cables can be made in any order and side by side.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The stream of the cable with this place in the corpus: `ChaCha8`, keyed with the seed.
#[derive(Clone, Debug)]
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    pub(super) fn of_cable(seed: u64, place: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(place);
        Self(stream)
    }

    /// A number from 0 up to, not including, `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        let product = u64::from(self.0.next_u32()) * u64::from(end);
        usize::try_from(product >> 32).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// Whether what happens so many times of a thousand happens.
    pub(super) fn happens(&mut self, of_thousand: usize) -> bool {
        self.below(1000) < of_thousand
    }

    /// Whether what happens with this probability happens.
    pub(super) fn comes_true(&mut self, probability: f64) -> bool {
        // Drawn as 32 bits: finer steps than any rate that a caller gives.
        f64::from(self.0.next_u32()) < probability * 4_294_967_296.0
    }

    /// One of several; the default where there is none.
    pub(super) fn one<T: Copy + Default>(&mut self, of: &[T]) -> T {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }

    /// Some of several, in their order, none twice.
    pub(super) fn some<T: Copy>(&mut self, of: &[T], mut count: usize) -> Vec<T> {
        let mut left = of.len();
        let mut taken = Vec::with_capacity(count.min(left));
        for item in of {
            if self.below(left) < count {
                taken.push(*item);
                count -= 1;
            }
            left -= 1;
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator is named and fixed: these figures hold on any machine and in any version.
    #[test]
    fn a_stream_is_the_same_everywhere() {
        let mut draw = Draw::of_cable(1, 7);
        let drawn = [(); 6].map(|()| draw.below(1000));
        assert_eq!(
            drawn,
            [(); 6].map({
                let mut again = Draw::of_cable(1, 7);
                move |()| again.below(1000)
            })
        );
        let mut other = Draw::of_cable(1, 8);
        assert_ne!(drawn, [(); 6].map(|()| other.below(1000)));
    }

    #[test]
    fn some_of_several_are_none_twice() {
        let mut draw = Draw::of_cable(3, 3);
        for count in 0..6 {
            let taken = draw.some(&[1, 2, 3, 4, 5], count);
            assert_eq!(taken.len(), count.min(5));
            assert!(taken.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
