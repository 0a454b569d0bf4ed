//! How far a mean can be trusted: Student's distribution, means of batches, and where a run has warmed up.

/// Batches that a run is divided into, at least; there are up to twice as many.
const BATCHES: usize = 16;

/// Fewer values than this a batch say nothing about their mean.
const VALUES_A_BATCH: u64 = 10;

/// Means of batches of equal size in order, for the interval of a mean over values that depend on one another.
///
/// The size doubles whenever there are too many, so that any number of values takes the same memory.
#[derive(Clone, Debug)]
pub(crate) struct Batches {
    size: u64,
    filled: u64,
    sum: u128,
    done: Vec<u128>,
}

impl Default for Batches {
    fn default() -> Self {
        Self { size: 1, filled: 0, sum: 0, done: Vec::with_capacity(2 * BATCHES) }
    }
}

impl Batches {
    #[inline]
    pub(crate) fn add(&mut self, value: u64) {
        self.sum += u128::from(value);
        self.filled += 1;
        if self.filled < self.size {
            return;
        }
        self.close();
    }

    /// A batch is full.
    #[cold]
    fn close(&mut self) {
        self.done.push(std::mem::take(&mut self.sum));
        self.filled = 0;
        if self.done.len() == 2 * BATCHES {
            self.done = self.done.chunks(2).map(|pair| pair.iter().sum()).collect();
            self.size *= 2;
        }
    }

    /// Half the width of the 95 % interval of the mean; `None` where there are too few values.
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures of a mean are enough")]
    pub(crate) fn half_width(&self) -> Option<f64> {
        let means: Vec<f64> = self.done.iter().map(|sum| *sum as f64 / self.size as f64).collect();
        if self.size < VALUES_A_BATCH { None } else { half_width(&means, 0.95) }
    }
}

/// The mean of values, and the deviation of a single one.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn mean_and_deviation(values: &[f64]) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((mean, libm::sqrt(squares / (count - 1.0))))
}

/// Half the width of the interval of a mean over independent values, at a level such as 0.95.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn half_width(values: &[f64], level: f64) -> Option<f64> {
    let (_, deviation) = mean_and_deviation(values)?;
    let count = values.len() as f64;
    Some(student(level, count - 1.0) * deviation / libm::sqrt(count))
}

/// The number that Student's t of so many degrees of freedom stays within, on both sides, with this probability.
pub(crate) fn student(level: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1e4);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if 1.0 - outside(middle, freedom) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The probability that Student's t of so many degrees of freedom lies further out than `bound`, on either side.
pub(crate) fn outside(bound: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + bound * bound))
}

/// The regularised incomplete beta function, by its continued fraction (Lentz).
fn incomplete_beta(alpha: f64, beta: f64, bound: f64) -> f64 {
    if bound <= 0.0 || bound >= 1.0 {
        return bound.clamp(0.0, 1.0);
    }
    if bound > (alpha + 1.0) / (alpha + beta + 2.0) {
        return 1.0 - incomplete_beta(beta, alpha, 1.0 - bound);
    }
    let gammas = libm::lgamma(alpha + beta) - libm::lgamma(alpha) - libm::lgamma(beta);
    let log_front = gammas + alpha * libm::log(bound) + beta * libm::log(1.0 - bound);
    let kept = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / kept(1.0 - (alpha + beta) * bound / (alpha + 1.0));
    let mut fraction = below;
    for step in 1..300 {
        let step = f64::from(step);
        let place = alpha + 2.0 * step;
        let even = step * (beta - step) * bound / ((place - 1.0) * place);
        let odd = -(alpha + step) * (alpha + beta + step) * bound / (place * (place + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = 1.0 / kept(1.0 + term * below);
            above = kept(1.0 + term / above);
            change = above * below;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    libm::exp(log_front) * fraction / alpha
}

/// A series of means of few values each, and when each begins, in bounded memory.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    size: u64,
    filled: u64,
    sum: u128,
    begun: u64,
    means: Vec<(u64, u128)>,
}

/// The five of MSER-5.
const FIVE: u64 = 5;

/// The longest series; then neighbours are put together.
const SERIES_MAX: usize = 16_384;

impl Default for Series {
    fn default() -> Self {
        Self { size: FIVE, filled: 0, sum: 0, begun: 0, means: Vec::new() }
    }
}

impl Series {
    pub(crate) fn add(&mut self, at: u64, value: u64) {
        if self.filled == 0 {
            self.begun = at;
        }
        self.sum += u128::from(value);
        self.filled += 1;
        if self.filled < self.size {
            return;
        }
        self.means.push((self.begun, std::mem::take(&mut self.sum)));
        self.filled = 0;
        if self.means.len() == SERIES_MAX {
            let pairs = self.means.chunks(2);
            self.means = pairs
                .map(|pair| (pair.first().map_or(0, |(at, _)| *at), pair.iter().map(|(_, sum)| sum).sum()))
                .collect();
            self.size *= 2;
        }
    }

    /// When the run has warmed up (MSER-5, White 1997): leaving out what comes before gives the mean of the rest its
    /// smallest standard error. Never more than half of the series.
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures of a mean are enough")]
    pub(crate) fn warmed_up(&self) -> u64 {
        let (mut sum, mut squares, mut best) = (0.0, 0.0, (f64::INFINITY, 0));
        let shift = self.means.last().map_or(0.0, |(_, sum)| *sum as f64);
        for (place, (at, value)) in self.means.iter().enumerate().rev() {
            let value = *value as f64 - shift;
            sum += value;
            squares += value * value;
            let count = (self.means.len() - place) as f64;
            let error = (squares - sum * sum / count) / (count * count);
            if place <= self.means.len() / 2 && error <= best.0 {
                best = (error, if place == 0 { 0 } else { *at });
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of Student's distribution.
    #[test]
    fn student_is_that_of_the_tables() {
        for (level, freedom, expected) in [
            (0.95, 1.0, 12.706),
            (0.95, 10.0, 2.228),
            (0.95, 31.0, 2.040),
            (0.999, 39.0, 3.558),
            (0.99, 100.0, 2.626),
        ] {
            let found = student(level, freedom);
            assert!((found - expected).abs() < 0.001, "{level} {freedom}: {found}");
        }
    }

    #[test]
    fn batches_of_any_number_of_values_are_few_and_equal() {
        let mut batches = Batches::default();
        for value in 0..100_000 {
            batches.add(value % 7);
        }
        assert!((BATCHES..2 * BATCHES).contains(&batches.done.len()));
        assert!(batches.half_width().is_some_and(|half| half < 0.01));
        let mut few = Batches::default();
        (0..100).for_each(|value| few.add(value));
        assert_eq!(few.half_width(), None);
    }

    #[test]
    fn a_bad_start_is_left_out() {
        let mut series = Series::default();
        for at in 0..10_000_u64 {
            series.add(at, if at < 1000 { 5_000 - 4 * at } else { 1_000 + at % 3 });
        }
        assert!((950..1_100).contains(&series.warmed_up()), "{}", series.warmed_up());
        let mut steady = Series::default();
        (0..10_000).for_each(|at| steady.add(at, 7));
        assert_eq!(steady.warmed_up(), 0);
    }
}
