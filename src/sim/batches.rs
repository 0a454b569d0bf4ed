//! The interval of a mean over values that depend on one another, from means of batches.

use std::collections::BTreeSet;
use std::time::Duration;

use super::confidence::{Spread, skewed};

/// Batches that values are kept in, at least; there are up to twice as many.
const KEPT: usize = 128;

/// Fewer batches than this say nothing of how far apart they are.
const FEWEST: usize = 6;

/// Fewer cables than this in a batch say nothing of its mean.
const CABLES_A_BATCH: u64 = 32;

/// Fewer batches than this in which anything waited say nothing of a class that hardly waits.
const WAITED: usize = 5;

/// Batches are so many times as large as would pass the test of independence.
const SAFE: usize = 3;

/// The normal deviate that is passed upwards once in five times: batches that correlate more are not independent.
const ONE_IN_FIVE: f64 = 0.8416;

/// The sum of some values, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Batch {
    sum: u128,
    values: u64,
}

/// Values in order, in batches of as many cables each. What one cable gives at many posts is in one batch or two, however
/// many values it is.
///
/// The interval is that of Skart (Tafazzoli, Wilson: Skart, a skewness- and autoregression-adjusted batch-means procedure
/// for simulation analysis, 2011), in these steps.
///
/// 1. Batches are put together, by two, by three and so on, until the ratio of von Neumann no longer shows at a level of
///    0.2 that they depend on their neighbours. That is the test of LBATCH and ABATCH too (Fishman, Yarberry: An
///    implementation of the batch means method, 1997).
/// 2. Where that never comes about while six batches are left, there is no interval.
/// 3. For safety batches are made three times as large, as far as six are left: a test that shows nothing has not shown that
///    there is nothing. Skart has spacers between batches for that.
/// 4. What correlation of neighbours is left, φ, widens the variance by (1 + φ) / (1 − φ).
/// 5. The quantiles of Student's distribution are adjusted for the skewness of the batches (Willink 2005), see [`skewed`].
///    The wider side is taken for both.
///
/// A batch with more values than another counts for more: what is tested and measured is not its mean but by how much its
/// sum differs from what the mean of all values would give, which is the usual way for a ratio of means.
///
/// The size of batches doubles whenever there are too many, so that any number of values takes the same memory.
#[derive(Clone, Debug)]
pub(crate) struct Batches {
    size: u64,
    cables: u64,
    open: Batch,
    done: Vec<Batch>,
}

impl Default for Batches {
    fn default() -> Self {
        Self { size: 1, cables: 0, open: Batch::default(), done: Vec::with_capacity(2 * KEPT) }
    }
}

impl Batches {
    /// The next value: the first of its cable, or another one.
    #[inline]
    pub(crate) fn add(&mut self, value: u64, is_first: bool) {
        self.open.sum += u128::from(value);
        self.open.values += 1;
        self.cables += u64::from(is_first);
        if self.cables < self.size {
            return;
        }
        self.close();
    }

    /// A batch is full.
    #[cold]
    fn close(&mut self) {
        self.done.push(std::mem::take(&mut self.open));
        self.cables = 0;
        if self.done.len() == 2 * KEPT {
            self.done = together(&self.done, 2);
            self.size *= 2;
        }
    }

    /// Half the width of the 95 % interval of the mean; `None` where it cannot be told.
    pub(crate) fn half_width(&self) -> Option<f64> {
        let most = self.done.len() / FEWEST;
        let enough = usize::try_from(CABLES_A_BATCH.div_ceil(self.size)).ok()?;
        let seems_independent = |many: &usize| {
            spread(&together(&self.done, *many)).is_some_and(|spread| spread.von_neumann() < ONE_IN_FIVE)
        };
        let many = (enough..=most).find(seems_independent)?;
        let batches = together(&self.done, (SAFE * many).min(most));
        if batches.iter().filter(|batch| batch.sum > 0).count() < WAITED {
            return None;
        }
        let spread = spread(&batches)?;
        let left = spread.correlation().max(0.0);
        let (below, above) = skewed(&spread, 0.95);
        Some(below.max(above) * libm::sqrt((1.0 + left) / (1.0 - left)))
    }
}

/// Half the widths of the 95 % intervals of the means of two times of each delivery, in seconds, from deliveries in order: the
/// cable and the times.
pub(crate) fn half_widths(deliveries: impl Iterator<Item = (usize, [Duration; 2])>) -> [Option<f64>; 2] {
    let (mut batches, mut cables) = ([Batches::default(), Batches::default()], BTreeSet::new());
    for (cable, times) in deliveries {
        let is_first = cables.insert(cable);
        for (batches, time) in batches.iter_mut().zip(times) {
            batches.add(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX), is_first);
        }
    }
    batches.map(|batches| batches.half_width().map(|nanoseconds| nanoseconds / 1e9))
}

/// How far batches are from the mean of all.
#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a mean are enough")]
fn spread(batches: &[Batch]) -> Option<Spread> {
    let sum: u128 = batches.iter().map(|batch| batch.sum).sum();
    let values: u64 = batches.iter().map(|batch| batch.values).sum();
    let (mean, of_each) = (sum as f64 / values as f64, values as f64 / batches.len() as f64);
    let off = |batch: &Batch| (batch.sum as f64 - mean * batch.values as f64) / of_each;
    Spread::of(batches.iter().map(off).collect())
}

/// So many neighbours each put together; what is left over at the end is left out.
fn together(batches: &[Batch], many: usize) -> Vec<Batch> {
    let sum = |batches: &[Batch]| Batch {
        sum: batches.iter().map(|batch| batch.sum).sum(),
        values: batches.iter().map(|batch| batch.values).sum(),
    };
    batches.chunks_exact(many).map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::draw::Draw;

    #[test]
    fn batches_of_any_number_of_values_are_few_and_equal() {
        let mut batches = Batches::default();
        let mut draw = Draw::of_traffic(1, 1);
        (0..100_000).for_each(|_| batches.add(draw.word() % 7, true));
        assert!((KEPT..2 * KEPT).contains(&batches.done.len()));
        assert!(batches.half_width().is_some_and(|half| half < 0.02));
        let mut few = Batches::default();
        (0..191).for_each(|_| few.add(draw.word() % 7, true));
        assert_eq!(few.half_width(), None);
    }

    #[test]
    fn what_drifts_has_no_interval() {
        let mut batches = Batches::default();
        let mut draw = Draw::of_traffic(1, 1);
        (0..100_000_u64).for_each(|value| batches.add(value + draw.word() % 10_000, true));
        assert_eq!(batches.half_width(), None);
    }

    #[test]
    fn values_of_one_cable_are_worth_one() {
        let mut draw = Draw::of_traffic(1, 1);
        let (mut once, mut at_sixty_posts) = (Batches::default(), Batches::default());
        for _ in 0..2000 {
            let value = draw.word() % 1_000_000;
            once.add(value, true);
            (0..60).for_each(|post| at_sixty_posts.add(value, post == 0));
        }
        let (once, at_sixty_posts) = (once.half_width().unwrap(), at_sixty_posts.half_width().unwrap());
        assert!((at_sixty_posts / once - 1.0).abs() < 0.15, "{once} {at_sixty_posts}");
        let mut few = Batches::default();
        (0..150 * 60).for_each(|delivery| few.add(draw.word() % 7, delivery % 60 == 0));
        assert_eq!(few.half_width(), None);
    }

    #[test]
    fn what_hardly_waits_has_no_interval() {
        let waits = |many: u64| {
            let mut batches = Batches::default();
            for cable in 0..1000_u64 {
                batches.add(if cable % (1000 / many) == 0 { 5 + cable * 7919 % 13 } else { 0 }, true);
            }
            batches.half_width()
        };
        assert_eq!((waits(4), waits(1)), (None, None));
        assert!(waits(100).is_some());
    }

    /// Waits of an M/M/1 queue at a load of 0.8 by the recursion of Lindley, which warms up for a ninth of its length: their mean
    /// is 4 services.
    fn queue(seed: u64, cables: u64) -> (f64, Option<f64>) {
        let mut draw = Draw::of_traffic(seed, 1);
        let (mut batches, mut wait, mut sum) = (Batches::default(), 0.0_f64, 0.0);
        for cable in 0..cables + cables / 9 {
            if cable >= cables / 9 {
                sum += wait;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "waits are not negative"
                )]
                batches.add((wait * 1e6) as u64, true);
            }
            wait = (wait + draw.exponential() - draw.exponential() / 0.8).max(0.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let mean = sum / cables as f64;
        (mean, batches.half_width().map(|half| half / 1e6))
    }

    /// What 95 % intervals say holds in nine of ten runs at the least, however short they are, and nearly all have one.
    #[test]
    fn intervals_of_a_busy_queue_hold_the_mean() {
        for cables in [1300, 4000, 12_000] {
            let intervals: Vec<_> = (1..=400)
                .map(|seed| queue(seed, cables))
                .filter_map(|(mean, half)| Some((mean, half?)))
                .collect();
            let hold = intervals.iter().filter(|(mean, half)| (mean - 4.0).abs() <= *half).count();
            assert!(intervals.len() > 360, "{cables}: {}", intervals.len());
            assert!(10 * hold >= 9 * intervals.len(), "{cables}: {hold} of {}", intervals.len());
        }
    }
}
