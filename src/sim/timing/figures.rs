//! What is counted of a run: by precedence, by station and by circuit.

use super::line::{LEVELS, LineFigures};
use crate::sim::batches::Batches;
use crate::sim::by_hour::ByHour;
use crate::sim::confidence::Series;
use crate::sim::report::{Minimized, Slowest, Undelivered};

/// Times by size: up to `EXACT` of them one by one, then in buckets whose values differ by at most one part in two to the power
/// of `BITS`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Histogram<const EXACT: usize = 4096, const BITS: u32 = 8> {
    exact: Vec<u64>,
    buckets: Vec<u64>,
    count: u64,
}

/// Times of one of many things: fewer exact values, and an eighth of the buckets.
pub(crate) type SmallHistogram = Histogram<256, 5>;

impl<const EXACT: usize, const BITS: u32> Histogram<EXACT, BITS> {
    const PARTS: u64 = 1 << BITS;

    #[inline]
    pub(crate) fn add(&mut self, value: u64) {
        self.count += 1;
        if self.buckets.is_empty() {
            self.exact.push(value);
            if self.exact.len() > EXACT {
                self.spread();
            }
        } else {
            self.count_in(value, 1);
        }
    }

    fn spread(&mut self) {
        self.buckets = vec![0; Self::bucket(u64::MAX) + 1];
        for value in std::mem::take(&mut self.exact) {
            self.count_in(value, 1);
        }
    }

    fn count_in(&mut self, value: u64, many: u64) {
        if let Some(count) = self.buckets.get_mut(Self::bucket(value)) {
            *count += many;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for value in &other.exact {
            self.add(*value);
        }
        if !other.buckets.is_empty() {
            if self.buckets.is_empty() {
                self.spread();
            }
            for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
                *mine += theirs;
            }
            self.count += other.buckets.iter().sum::<u64>();
        }
    }

    /// The value that so many hundredths, 1 to 100, do not exceed, by nearest rank.
    pub(crate) fn percentile(&self, hundredths: usize) -> Option<u64> {
        self.hundredths().get(hundredths.checked_sub(1)?).copied()
    }

    /// The values that one hundredth, two and so on up to all do not exceed; none where there are no values.
    pub(crate) fn hundredths(&self) -> Vec<u64> {
        let ranks = (1..=100).map(|share| (self.count * share).div_ceil(100).max(1));
        if self.buckets.is_empty() {
            let mut sorted = self.exact.clone();
            sorted.sort_unstable();
            return ranks.filter_map(|rank| sorted.get(usize::try_from(rank - 1).ok()?).copied()).collect();
        }
        // Ranks rise, so that the buckets are gone through once.
        let mut buckets = self.buckets.iter().enumerate();
        let (mut place, mut below) = (0, 0);
        ranks
            .map_while(|rank| {
                while below < rank {
                    let (next, count) = buckets.next()?;
                    (place, below) = (next, below + count);
                }
                Some(Self::middle(place))
            })
            .collect()
    }

    /// The bucket of a value: its leading bit and the bits after it.
    fn bucket(value: u64) -> usize {
        let place = if value < Self::PARTS {
            value
        } else {
            let exponent = u64::from(value.ilog2() - BITS);
            (exponent + 1) * Self::PARTS + ((value >> exponent) - Self::PARTS)
        };
        usize::try_from(place).unwrap_or(0)
    }

    /// The value in the middle of a bucket.
    fn middle(place: usize) -> u64 {
        let place = place as u64;
        if place < Self::PARTS {
            return place;
        }
        let exponent = place / Self::PARTS - 1;
        let low = (place % Self::PARTS + Self::PARTS) << exponent;
        low + ((1 << exponent) - 1) / 2
    }
}

/// Deliveries of one precedence.
#[derive(Clone, Debug, Default)]
pub(crate) struct LevelFigures {
    pub(crate) offered: u64,
    pub(crate) deliveries: u64,
    pub(crate) waited: u128,
    pub(crate) taken: u128,
    pub(crate) longest: u64,
    pub(crate) met: u64,
    pub(crate) transits: Histogram,
    pub(crate) wait_batches: Batches,
    pub(crate) transit_batches: Batches,
}

impl LevelFigures {
    /// A delivery was made, the first of its cable or another one.
    #[inline]
    pub(crate) fn add(&mut self, waited: u64, taken: u64, objective: u64, is_first: bool) {
        self.deliveries += 1;
        self.waited += u128::from(waited);
        self.taken += u128::from(taken);
        self.longest = self.longest.max(taken);
        self.met += u64::from(taken <= objective);
        self.transits.add(taken);
        self.wait_batches.add(waited, is_first);
        self.transit_batches.add(taken, is_first);
    }

    /// The means of one run: time in queues, and from hand-in to delivery.
    pub(crate) fn means(&self) -> Option<(f64, f64)> {
        let mean = |sum: u128| super::report::ratio(sum, u128::from(self.deliveries)) / 1e9;
        (self.deliveries > 0).then(|| (mean(self.waited), mean(self.taken)))
    }

    fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.deliveries += other.deliveries;
        self.waited += other.waited;
        self.taken += other.taken;
        self.longest = self.longest.max(other.longest);
        self.met += other.met;
        self.transits.merge(&other.transits);
    }
}

/// Percentiles of single stations are kept of up to so many: at 15 kB each where there are many deliveries.
pub(crate) const STATIONS_MAX: usize = 2000;

/// A station.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StationFigures {
    pub(crate) delivered: u64,
    /// Those of cables offered when the network had warmed up, how long they took together, and the longest.
    pub(crate) counted: u64,
    pub(crate) taken: u128,
    pub(crate) longest: u64,
    pub(crate) queue_max: u64,
    /// Deliveries that waited for it to open.
    pub(crate) held: u64,
    pub(crate) repeats_requested: u64,
}

/// All that is counted of a run, or of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunFigures {
    pub(crate) ended: u64,
    pub(crate) warm_up: u64,
    pub(crate) events: u64,
    pub(crate) cables: u64,
    pub(crate) offered: u64,
    pub(crate) minimized: Option<Minimized>,
    pub(crate) delivered: u64,
    pub(crate) undelivered: Vec<Undelivered>,
    pub(crate) repeats_sent: u64,
    pub(crate) suspected: u64,
    /// Second copies of a cable that posts put aside.
    pub(crate) suppressed: u64,
    pub(crate) levels: [LevelFigures; LEVELS],
    /// Transits of all precedences together.
    pub(crate) transit_batches: Batches,
    pub(crate) stations: Vec<StationFigures>,
    /// By station, how long its deliveries took; none where there are too many stations.
    pub(crate) posts: Vec<SmallHistogram>,
    pub(crate) hours: ByHour,
    pub(crate) lines: Vec<LineFigures>,
    pub(crate) digest: String,
    pub(crate) transits: Option<Series>,
    /// Where the run is watched.
    pub(crate) slowest: Slowest,
}

impl RunFigures {
    /// When it had warmed up; 0 where nobody asked.
    pub(crate) fn warm_up_found(&self) -> u64 {
        self.transits.as_ref().map_or(0, Series::warmed_up)
    }

    /// The mean transit of all precedences together, in seconds.
    pub(crate) fn transit_mean(&self) -> f64 {
        let sum = self.levels.iter().map(|level| level.taken).sum();
        super::report::ratio(sum, self.levels.iter().map(|level| u128::from(level.deliveries)).sum()) / 1e9
    }

    /// Adds another run of the same network.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.ended = self.ended.max(other.ended);
        self.warm_up = self.warm_up.max(other.warm_up);
        self.events += other.events;
        self.cables += other.cables;
        self.offered += other.offered;
        if let (Some(mine), Some(theirs)) = (&mut self.minimized, other.minimized) {
            mine.cables += theirs.cables;
            mine.deliveries += theirs.deliveries;
        }
        self.delivered += other.delivered;
        self.undelivered.extend_from_slice(&other.undelivered);
        self.repeats_sent += other.repeats_sent;
        self.suspected += other.suspected;
        self.suppressed += other.suppressed;
        for (mine, theirs) in self.levels.iter_mut().zip(&other.levels) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.stations.iter_mut().zip(&other.stations) {
            mine.delivered += theirs.delivered;
            mine.counted += theirs.counted;
            mine.taken += theirs.taken;
            mine.longest = mine.longest.max(theirs.longest);
            mine.queue_max = mine.queue_max.max(theirs.queue_max);
            mine.held += theirs.held;
            mine.repeats_requested += theirs.repeats_requested;
        }
        for (mine, theirs) in self.posts.iter_mut().zip(&other.posts) {
            mine.merge(theirs);
        }
        self.hours.merge(&other.hours);
        for (mine, theirs) in self.lines.iter_mut().zip(&other.lines) {
            mine.merge(theirs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Of = Histogram;

    const EXACT: u64 = 4096;
    const PARTS: u64 = Of::PARTS;

    #[test]
    fn buckets_are_narrow_and_in_order() {
        for value in (0..64)
            .flat_map(|shift| [1_u64 << shift, (1_u64 << shift) + (1_u64 << shift) / 3, u64::MAX >> shift])
        {
            let back = Of::middle(Of::bucket(value));
            assert!(back.abs_diff(value) <= value / PARTS, "{value} {back}");
            let back = SmallHistogram::middle(SmallHistogram::bucket(value));
            assert!(back.abs_diff(value) <= value / 32, "{value} {back}");
        }
        assert!((0..100_000_u64).map(Of::bucket).is_sorted());
    }

    #[test]
    fn many_values_give_the_percentiles_of_few() {
        let mut histogram = Of::default();
        (1..=EXACT).for_each(|value| histogram.add(value * 1000));
        let exact = histogram.percentile(95).unwrap();
        assert_eq!(exact, (EXACT * 95).div_ceil(100) * 1000);
        let mut other = histogram.clone();
        other.merge(&histogram);
        assert!(other.percentile(95).unwrap().abs_diff(exact) <= exact / PARTS);
        assert_eq!(other.count, 2 * EXACT);
    }
}
