//! How many times there were of each size, for percentiles.

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

/// Percentiles of single stations and circuits are kept of up to so many: at 16 kB each where much is counted.
const PLACES_MAX: usize = 2000;

/// One for each of so many stations; none where they are too many.
pub(crate) fn of_each(many: usize) -> Vec<SmallHistogram> {
    (0..many).filter_map(|_| of_one(many)).collect()
}

/// That of one of so many circuits; `None` where they are too many.
pub(crate) fn of_one(of: usize) -> Option<SmallHistogram> {
    (of <= PLACES_MAX).then(SmallHistogram::default)
}

impl<const EXACT: usize, const BITS: u32> Histogram<EXACT, BITS> {
    const PARTS: u64 = 1 << BITS;

    /// Counts one more.
    #[inline]
    pub(crate) fn add(&mut self, value: u64) {
        self.count += 1;
        match self.buckets.get_mut(Self::bucket(value)) {
            Some(count) => *count += 1,
            None => self.add_exact(value),
        }
    }

    #[cold]
    fn add_exact(&mut self, value: u64) {
        self.exact.push(value);
        if self.exact.len() > EXACT {
            self.spread();
        }
    }

    /// Counts one less, which was counted before.
    pub(crate) fn take_back(&mut self, value: u64) {
        self.count -= 1;
        if let Some(place) = self.exact.iter().rposition(|counted| *counted == value) {
            self.exact.swap_remove(place);
        } else if let Some(count) = self.buckets.get_mut(Self::bucket(value)) {
            *count -= 1;
        }
    }

    fn spread(&mut self) {
        self.buckets = vec![0; Self::bucket(u64::MAX) + 1];
        for value in std::mem::take(&mut self.exact) {
            if let Some(count) = self.buckets.get_mut(Self::bucket(value)) {
                *count += 1;
            }
        }
    }

    /// Counts what another one has.
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
    #[inline]
    fn bucket(value: u64) -> usize {
        let exponent = (value | Self::PARTS).ilog2() - BITS;
        let place = u64::from(exponent) * Self::PARTS + (value >> exponent);
        usize::try_from(place).unwrap_or(usize::MAX)
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

/// The times that half, 95 % and 99 % do not exceed, in seconds.
pub(crate) fn shares(nanoseconds: Option<&SmallHistogram>) -> [Option<f64>; 3] {
    let times = nanoseconds.map(SmallHistogram::hundredths).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures of a time are enough to read")]
    [50, 95, 99].map(|share: usize| times.get(share - 1).map(|time| *time as f64 / 1e9))
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

    /// What is taken back was never there, one by one or in buckets.
    #[test]
    fn what_is_taken_back_was_not_counted() {
        for many in [20, EXACT, 2 * EXACT] {
            let mut histogram = Of::default();
            (1..=many).for_each(|value| histogram.add(value * 1000));
            let mut fewer = histogram.clone();
            (many / 2 + 1..=many).for_each(|value| fewer.take_back(value * 1000));
            let half = fewer.percentile(100).unwrap();
            assert!(half.abs_diff(many / 2 * 1000) <= many * 1000 / PARTS, "{many}: {half}");
            assert_eq!(fewer.count, many / 2);
        }
    }
}
