//! The mean of the values of independent runs, which come one by one, and how far it can be trusted.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::confidence::student;

/// Fewer values than this that differ from the one most of them have say nothing of how far apart they are.
const DIFFERENT: u32 = 5;

/// Mean, squares and cubes of values (Welford; Pébay, Formulas for robust, one-pass parallel computation of covariances and
/// arbitrary-order statistical moments, 2008).
#[derive(Clone, Debug, Default)]
pub(crate) struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
    cubes: f64,
    same: Same,
}

/// Each value with how many there are of it, as long as there are few values.
#[derive(Clone, Debug)]
enum Same {
    Few(SmallVec<[(f64, u32); 1]>),
    /// More than [`DIFFERENT`]: whichever most are, enough others differ from it.
    Many,
}

impl Default for Same {
    fn default() -> Self {
        Self::Few(SmallVec::new())
    }
}

impl Same {
    fn add(&mut self, value: f64) {
        let Self::Few(known) = self else { return };
        if let Some((_, count)) = known.iter_mut().find(|(other, _)| other.total_cmp(&value).is_eq()) {
            *count += 1;
        } else if known.len() < DIFFERENT as usize {
            known.push((value, 1));
        } else {
            *self = Self::Many;
        }
    }

    /// Whether nearly all of so many values are the same. Two of few counts may well be.
    fn nearly_all(&self, count: u32) -> bool {
        let Self::Few(known) = self else { return false };
        let most = known.iter().map(|(_, count)| *count).max().unwrap_or(0);
        most > 2 && count - most < DIFFERENT
    }
}

/// Student's bounds by degrees of freedom: most figures have as many values.
#[derive(Debug, Default)]
pub(crate) struct Bounds(BTreeMap<u32, f64>);

impl Bounds {
    fn of(&mut self, freedom: u32) -> f64 {
        *self.0.entry(freedom).or_insert_with(|| student(0.95, f64::from(freedom)))
    }
}

impl Moments {
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut moments = Self::default();
        for value in values {
            moments.add(*value);
        }
        moments
    }

    pub(crate) fn add(&mut self, value: f64) {
        let before = f64::from(self.count);
        self.count += 1;
        let count = f64::from(self.count);
        let off = value - self.mean;
        let step = off / count;
        let square = off * step * before;
        self.mean += step;
        self.cubes += square * step * (count - 2.0) - 3.0 * step * self.squares;
        self.squares += square;
        self.same.add(value);
    }

    pub(crate) fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Half the width of the 95 % interval of the mean; `None` where it cannot be told: of fewer than two values, and where most
    /// runs of a class that hardly waits say 0, and the few others nearly all.
    ///
    /// Student's quantile is moved by what skewness does to it to the first order (Johnson, Modified t tests and confidence
    /// intervals for asymmetrical populations, 1978), to the side where that makes it wider, and the same is taken for the other. The full
    /// adjustment, [`skewed`](super::confidence::skewed), would make more than twice as wide what a few values make look skewed.
    pub(crate) fn half_width(&self, bounds: &mut Bounds) -> Option<f64> {
        let freedom = self.count.checked_sub(1).filter(|freedom| *freedom > 0)?;
        if self.same.nearly_all(self.count) {
            return None;
        }
        let (count, bound) = (f64::from(self.count), bounds.of(freedom));
        let variance = self.squares / f64::from(freedom);
        let moved = self.skewness().abs() / (6.0 * libm::sqrt(count)) * (1.0 + 2.0 * bound * bound);
        Some((bound + moved) * libm::sqrt(variance / count))
    }

    /// The third moment about the mean beside the variance, without bias in either; 0 where two values or none tell it.
    fn skewness(&self) -> f64 {
        let count = f64::from(self.count);
        if self.count < 3 || self.squares <= 0.0 {
            return 0.0;
        }
        let deviation = libm::sqrt(self.squares / (count - 1.0));
        self.cubes * count / ((count - 1.0) * (count - 2.0)) / (deviation * deviation * deviation)
    }
}

/// Half the width of the 95 % interval of a mean over the values of independent runs, as [`Moments::half_width`] has it.
pub(crate) fn half_width_of_runs(values: &[f64]) -> Option<f64> {
    Moments::of(values).half_width(&mut Bounds::default())
}

#[cfg(test)]
mod tests {
    use super::super::confidence::half_width;
    use super::*;

    /// One by one they give the third moment of all at once.
    #[test]
    fn moments_are_those_of_the_definition() {
        let values = [3.5, 4.25, 1e3, 7.0, -2.0, 11.0, 4.25];
        let moments = Moments::of(&values);
        let mean = values.iter().sum::<f64>() / 7.0;
        let sum = |power: i32| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>();
        for (one, other) in [(moments.mean, mean), (moments.squares, sum(2)), (moments.cubes, sum(3))] {
            assert!((one - other).abs() < 1e-9 * other.abs(), "{one} {other}");
        }
    }

    #[test]
    fn runs_that_nearly_all_say_the_same_have_no_interval() {
        assert_eq!(half_width_of_runs(&[0.0, 0.0, 23.1, 0.0, 0.0, 0.0, 4.0, 0.0]), None);
        assert_eq!(half_width_of_runs(&[0.0; 8]), None);
        assert!(half_width_of_runs(&[3.0, 4.0, 3.0, 6.0]).is_some());
        assert_eq!(half_width_of_runs(&[3.0]), None);
        assert!(half_width_of_runs(&[0.0, 0.0, 23.1, 0.5, 1.0, 12.0, 4.0, 0.0]).is_some());
        assert!(half_width_of_runs(&[3.0, 4.0]).is_some());
        assert_eq!(half_width_of_runs(&[1.0, 2.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0]), None);
        assert!(half_width_of_runs(&[1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 0.0, 0.0]).is_some());
        let even = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!((half_width_of_runs(&even).unwrap() - half_width(&even, 0.95).unwrap()).abs() < 1e-12);
    }

    /// Runs of an exponential value, the most skewed that a mean of anything is likely to be: nine of ten intervals hold it.
    #[test]
    fn intervals_of_skewed_runs_hold_the_mean() {
        let mut draw = crate::sim::draw::Draw::of_traffic(1, 1);
        let mut hold = [0, 0];
        for _ in 0..2000 {
            let values: Vec<f64> = (0..8).map(|_| draw.exponential()).collect();
            let off = (values.iter().sum::<f64>() / 8.0 - 1.0).abs();
            hold[0] += u32::from(half_width_of_runs(&values).is_some_and(|half| off <= half));
            hold[1] += u32::from(half_width(&values, 0.95).is_some_and(|half| off <= half));
        }
        assert!(hold[0] > 1820 && hold[1] < 1800, "{hold:?}");
    }
}
