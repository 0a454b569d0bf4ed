//! How far a mean can be trusted: Student's distribution, values that are skewed, and where a run has warmed up.

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

/// Half the width of Student's interval of a mean over independent values, at a level such as 0.95.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn half_width(values: &[f64], level: f64) -> Option<f64> {
    let (_, deviation) = mean_and_deviation(values)?;
    let count = values.len() as f64;
    Some(student(level, count - 1.0) * deviation / libm::sqrt(count))
}

/// Values in order, and how they lie about their mean.
#[derive(Clone, Debug)]
pub(crate) struct Spread {
    /// What each value differs from the mean.
    off: Vec<f64>,
    squares: f64,
}

impl Spread {
    /// That of at least three values, which are not all the same.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Self> {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        for value in &mut values {
            *value -= mean;
        }
        let squares = values.iter().map(|off| off * off).sum();
        (values.len() > 2 && squares > 0.0).then_some(Self { off: values, squares })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    const fn count(&self) -> f64 {
        self.off.len() as f64
    }

    /// The standard error of the mean, if the values are independent.
    fn error(&self) -> f64 {
        libm::sqrt(self.squares / (self.count() - 1.0) / self.count())
    }

    /// The correlation of neighbours.
    pub(crate) fn correlation(&self) -> f64 {
        self.off.iter().zip(self.off.iter().skip(1)).map(|(one, next)| one * next).sum::<f64>() / self.squares
    }

    /// One less half the ratio of von Neumann: how far neighbours are alike, as a normal deviate if the values are
    /// independent (von Neumann 1941; Fishman, Grouping observations in digital simulation, 1978).
    pub(crate) fn von_neumann(&self) -> f64 {
        let ends =
            [self.off.first(), self.off.last()].into_iter().flatten().map(|off| off * off).sum::<f64>() / 2.0;
        let count = self.count();
        (self.correlation() + ends / self.squares) * libm::sqrt((count * count - 1.0) / (count - 2.0))
    }

    /// The third moment about the mean beside the variance, without bias in either.
    fn skewness(&self) -> f64 {
        let cubes: f64 = self.off.iter().map(|off| off * off * off).sum();
        let (count, deviation) = (self.count(), libm::sqrt(self.squares / (self.count() - 1.0)));
        cubes * count / ((count - 1.0) * (count - 2.0)) / (deviation * deviation * deviation)
    }
}

/// How far the interval of a mean over independent values reaches below and above it, at a level such as 0.95: Student's
/// quantiles, adjusted for skewness by the transformation of Hall, with a cube root (Willink, A confidence interval and test for the
/// mean of an asymmetric distribution, 2005).
pub(crate) fn skewed(spread: &Spread, level: f64) -> (f64, f64) {
    let (error, bound) = (spread.error(), student(level, spread.count() - 1.0));
    let share = spread.skewness() / (6.0 * libm::sqrt(spread.count()));
    let adjusted = |bound: f64| {
        // The limit where there is no skewness.
        if share.abs() < 1e-6 {
            return bound;
        }
        (libm::cbrt(1.0 + 6.0 * share * (bound - share)) - 1.0) / (2.0 * share)
    };
    (adjusted(bound) * error, -adjusted(-bound) * error)
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

    /// The adjusted bound is where the transformed statistic is the bound of Student.
    #[test]
    fn bounds_are_adjusted_for_skewness() {
        let values = [0.1, 0.4, 0.2, 1.9, 0.3, 0.7, 0.2, 5.1, 0.6, 0.5];
        let spread = Spread::of(values.to_vec()).unwrap();
        let (below, above) = skewed(&spread, 0.95);
        let share = spread.skewness() / (6.0 * libm::sqrt(10.0));
        for (bound, sign) in [(below, 1.0), (-above, -1.0)] {
            let bound = bound / spread.error();
            let back =
                bound + 2.0 * share * bound.powi(2) + 4.0 / 3.0 * share.powi(2) * bound.powi(3) + share;
            assert!((back - sign * student(0.95, 9.0)).abs() < 1e-9, "{back}");
        }
        assert!(above > 2.0 * below, "{below} {above}");
        let even = Spread::of(vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        let (below, above) = skewed(&even, 0.95);
        let half = half_width(&[1.0, 2.0, 3.0, 4.0], 0.95).unwrap();
        assert!((below - above).abs() < 1e-9 && (below - half).abs() < 1e-9);
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
