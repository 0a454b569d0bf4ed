//! Random numbers that any machine draws alike: one stream for each circuit and each stream of traffic, all of them
//! from the seed. Logarithms and exponentials are those of a library in plain Rust: a system's own may differ.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of random numbers: `ChaCha8`, keyed with the SHA-256 of the seed and of the name of who draws.
#[derive(Clone, Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of the circuit `name`, as in `RUEH:XRO`.
    pub(crate) fn of_circuit(seed: u64, name: &str) -> Self {
        Self::named(seed, b"circuit\0", name)
    }

    /// The stream of the `[[traffic]]` at this place of the scenario, from 1.
    pub(crate) fn of_traffic(seed: u64, ordinal: usize) -> Self {
        Self::named(seed, b"traffic\0", &ordinal.to_string())
    }

    /// The stream that decides the classes of the `[[traffic]]` at this place of the scenario, from 1.
    pub(crate) fn of_classes(seed: u64, ordinal: usize) -> Self {
        Self::named(seed, b"classes\0", &ordinal.to_string())
    }

    /// The stream that decides which cables of that `[[traffic]]` ask for action in the night.
    pub(crate) fn of_nights(seed: u64, ordinal: usize) -> Self {
        Self::named(seed, b"nights\0", &ordinal.to_string())
    }

    /// The stream that the scenario of a soak is drawn from.
    pub(crate) fn of_soak(seed: u64) -> Self {
        Self::named(seed, b"soak\0", "")
    }

    fn named(seed: u64, kind: &[u8], name: &str) -> Self {
        let mut key = Sha256::new();
        key.update(kind);
        key.update(seed.to_le_bytes());
        key.update(name.as_bytes());
        Self(ChaCha8Rng::from_seed(key.finalize().into()))
    }

    /// A 64-bit number. Takes one number of the stream.
    pub(crate) fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number above 0, up to and including 1, of 53 bits. Takes one number of the stream.
    #[expect(clippy::cast_precision_loss, reason = "2^53 and less are exact")]
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) + 1) as f64 / 9_007_199_254_740_992.0
    }

    /// Exponentially distributed with mean 1. Takes one number of the stream.
    pub(crate) fn exponential(&mut self) -> f64 {
        -libm::log(self.unit())
    }

    /// Normally distributed with mean 0 and deviation 1 (Box and Muller). Takes two numbers of the stream.
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(2.0 * self.exponential());
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// Whether what happens with this chance happens. Takes one number of the stream.
    pub(crate) fn happens(&mut self, chance: Chance) -> bool {
        chance.is_above(self.word())
    }

    /// A number from 0 up to, not including, `end`; 0 where `end` is 0. Takes one number of the stream.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

/// A probability as a whole number of 2^64ths, so that it is tested without floating point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chance(u128);

impl Chance {
    /// From a probability; what lies outside 0 to 1 counts as the nearer of the two.
    pub(crate) fn new(probability: f64) -> Self {
        // 2^64 is a power of two: the product is exact but for what is smaller than one 2^64th.
        let scaled = probability.clamp(0.0, 1.0) * 18_446_744_073_709_551_616.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 2^64, see above"
        )]
        Self(scaled as u128)
    }

    /// Whether a number of a stream lies below it.
    pub(crate) fn is_above(self, word: u64) -> bool {
        u128::from(word) < self.0
    }

    /// As a share, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures of a share are enough")]
    pub(crate) fn probability(self) -> f64 {
        self.0 as f64 / 18_446_744_073_709_551_616.0
    }

    /// Whether it always happens.
    pub(crate) const fn is_certain(self) -> bool {
        self.0 == 1 << 64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator is named and fixed: these figures hold on any machine and in any version.
    #[test]
    fn a_stream_is_the_same_everywhere() {
        let mut draw = Draw::of_circuit(1, "RUEH:XRO");
        assert_eq!([(); 6].map(|()| draw.below(1000)), [712, 380, 78, 319, 433, 629]);
    }

    #[test]
    fn seed_and_circuit_each_reach_the_stream() {
        let story = |seed, name| {
            let mut draw = Draw::of_circuit(seed, name);
            [(); 8].map(|()| draw.below(1_000_000))
        };
        assert_eq!(story(1, "RUEH:XRO"), story(1, "RUEH:XRO"));
        assert_ne!(story(1, "RUEH:XRO"), story(2, "RUEH:XRO"));
        assert_ne!(story(1, "RUEH:XRO"), story(1, "RUEH:XMO"));
    }

    #[test]
    fn chances_come_true_as_often_as_they_say() {
        let mut draw = Draw::of_circuit(7, "RUEH:XRO");
        for (probability, expected) in [(0.0, 0..=0), (1.0, 10_000..=10_000), (0.3, 2_800..=3_200)] {
            let chance = Chance::new(probability);
            let came_true = (0..10_000).filter(|_| draw.happens(chance)).count();
            assert!(expected.contains(&came_true), "{came_true} of 10000 at {probability}");
        }
        assert!(Chance::new(1.0).is_certain() && !Chance::new(0.999_999).is_certain());
    }
}
