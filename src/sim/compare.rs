//! Two reports side by side: which differences are more than chance.
//!
//! Reports of several runs are compared by what each run says. Where both were made with the same seeds, run by run (the
//! test of paired differences): the runs saw the same random numbers, and what they share falls out. Otherwise by Welch's
//! test, which asks nothing of the variances. A report of one run gives only its means and their intervals: Welch's test again,
//! for waits and transits.
//!
//! Many figures are compared at once, and some of many differ by chance. Holm's correction keeps the chance that any difference
//! is called real where there is none at five in a hundred, however many are compared and however they hang together.

use std::collections::BTreeMap;

use super::confidence::{mean_and_deviation, outside, student};
use super::figure::{Figure, Quantity};
use super::report::Report;

/// The chance that a comparison calls anything different where nothing is.
const CHANCE: f64 = 0.05;

/// The interval of one run comes from 6 to 256 batches. Both ends are taken where they make a test more cautious.
const BATCHES: (f64, f64) = (5.0, 255.0);

/// How two reports were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Run by run, since both have the same seeds.
    Paired,
    /// By the means and variances of the runs of each.
    Welch,
    /// By means and their intervals.
    Intervals,
}

/// One figure in two reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which.
    pub figure: Figure,
    /// What the first report says.
    pub one: f64,
    /// What the second says.
    pub other: f64,
    /// Half the width of the 95 % interval of the difference; `None` where nothing is known of it.
    pub half_width: Option<f64>,
    /// The chance of a difference at least as great where there is none, with Holm's correction for all that [`is_tested`](Self::is_tested).
    pub chance: Option<f64>,
}

impl Difference {
    /// The second less the first.
    pub fn difference(&self) -> f64 {
        self.other - self.one
    }

    /// Whether the two differ in any run: what is the same in all of them is no question, and no test is made of it.
    pub fn is_tested(&self) -> bool {
        self.chance.is_some() && (self.half_width > Some(0.0) || self.chance < Some(1.0))
    }

    /// Whether it is called real.
    pub fn is_real(&self) -> bool {
        self.chance.is_some_and(|chance| chance < CHANCE)
    }
}

/// What is the same and what is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How it was found out.
    pub test: Test,
    /// Every figure that both have.
    pub differences: Vec<Difference>,
    /// Why the reports may not be comparable.
    pub warnings: Vec<String>,
}

/// A mean, what it may be wrong by, and how well that is known.
#[derive(Clone, Copy, Debug)]
struct Sample {
    mean: f64,
    error: f64,
    freedom: f64,
}

/// Compares two reports.
///
/// ```
/// use std::num::NonZeroUsize;
/// use torntape::sim::scenario::BuiltIn;
/// use torntape::sim::{Replications, compare, replicate};
///
/// let source = BuiltIn::named("storm").unwrap().source();
/// let report = |setting: &str| {
///     let scenario = source.read(&[setting.parse()?]).map_err(|no| no.to_string())?;
///     let most = NonZeroUsize::new(5).unwrap();
///     let replicated = replicate(&scenario, Replications { most, precision: None, cores: NonZeroUsize::MIN });
///     replicated.map(|replicated| replicated.outcome.report).map_err(|broken| broken.to_string())
/// };
/// let compared = compare(&report("preemption=none")?, &report("preemption=flash")?);
/// let flash = compared.differences.iter().find(|one| one.figure.to_string() == "wait.flash").unwrap();
/// assert!(flash.is_real() && flash.difference() < 0.0);
/// # Ok::<(), String>(())
/// ```
pub fn compare(one: &Report, other: &Report) -> Comparison {
    let seeds = |report: &Report| report.runs.iter().map(|run| run.seed).collect::<Vec<_>>();
    let (ours, theirs) = (seeds(one), seeds(other));
    let test = match (ours.len(), theirs.len()) {
        (2.., 2..) if ours == theirs => Test::Paired,
        (2.., 2..) => Test::Welch,
        _ => Test::Intervals,
    };
    let mut differences: Vec<Difference> = Vec::new();
    for figure in Figure::usual() {
        let found = match test {
            Test::Paired => paired(&figure, one, other),
            Test::Welch | Test::Intervals => welch(&figure, one, other),
        };
        differences.extend(found);
    }
    correct(&mut differences);
    Comparison { test, differences, warnings: warnings(one, other) }
}

/// Figures of the runs, by their seeds.
fn values(figure: &Figure, report: &Report) -> BTreeMap<u64, f64> {
    let name = figure.to_string();
    report.runs.iter().filter_map(|run| Some((run.seed, *run.figures.get(&name)?))).collect()
}

fn paired(figure: &Figure, one: &Report, other: &Report) -> Option<Difference> {
    let (ours, theirs) = (values(figure, one), values(figure, other));
    let both: Vec<(f64, f64)> =
        ours.iter().filter_map(|(seed, value)| Some((*value, *theirs.get(seed)?))).collect();
    let differences: Vec<f64> = both.iter().map(|(one, other)| other - one).collect();
    let spread = sample(&differences);
    let mean = |of: fn(&(f64, f64)) -> f64| mean(&both.iter().map(of).collect::<Vec<_>>());
    let (one, other) = (mean(|pair| pair.0)?, mean(|pair| pair.1)?);
    Some(judged(figure, one, other, spread))
}

fn welch(figure: &Figure, one: &Report, other: &Report) -> Option<Difference> {
    let ours = of_report(figure, one)?;
    let theirs = of_report(figure, other)?;
    let spread = match (ours.1, theirs.1) {
        (Some(ours), Some(theirs)) => Some(joined(ours, theirs)),
        _ => None,
    };
    Some(judged(figure, ours.0, theirs.0, spread))
}

/// What a report says of a figure, and with what error where that is known.
fn of_report(figure: &Figure, report: &Report) -> Option<(f64, Option<Sample>)> {
    if report.runs.len() > 1 {
        let values: Vec<f64> = values(figure, report).into_values().collect();
        return Some((mean(&values)?, sample(&values)));
    }
    let value = figure.in_report(report)?;
    let of_precedence = figure.of().and_then(|of| report.precedence.get(&of));
    let half_width = of_precedence.and_then(|figures| match figure.quantity {
        Quantity::Wait => figures.wait_ci95_s,
        Quantity::Transit => figures.transit_ci95_s,
        _ => None,
    });
    let (fewest, most) = BATCHES;
    let sample = |half: f64| Sample { mean: value, error: half / student(0.95, most), freedom: fewest };
    Some((value, half_width.map(sample)))
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn sample(values: &[f64]) -> Option<Sample> {
    let (mean, deviation) = mean_and_deviation(values)?;
    let count = values.len() as f64;
    Some(Sample { mean, error: deviation / libm::sqrt(count), freedom: count - 1.0 })
}

/// The difference of two independent means, with the degrees of freedom of Welch and Satterthwaite.
fn joined(one: Sample, other: Sample) -> Sample {
    let (ours, theirs) = (one.error * one.error, other.error * other.error);
    let sum = ours + theirs;
    let freedom = sum * sum / (ours * ours / one.freedom + theirs * theirs / other.freedom);
    let freedom = if freedom.is_finite() { freedom } else { one.freedom.min(other.freedom) };
    Sample { mean: other.mean - one.mean, error: libm::sqrt(sum), freedom }
}

fn judged(figure: &Figure, one: f64, other: f64, spread: Option<Sample>) -> Difference {
    let chance = spread.map(|spread| match spread.error {
        error if error > 0.0 => outside(spread.mean.abs() / error, spread.freedom),
        // Every run says the same.
        _ if spread.mean.abs() > 0.0 => 0.0,
        _ => 1.0,
    });
    let half_width = spread.map(|spread| student(0.95, spread.freedom) * spread.error);
    Difference { figure: figure.clone(), one, other, half_width, chance }
}

/// Holm's correction: the least chance is taken as many times as there are figures, the next one time less, and so on; none is
/// below one before it.
fn correct(differences: &mut [Difference]) {
    let mut asked: Vec<&mut Difference> =
        differences.iter_mut().filter(|difference| difference.is_tested()).collect();
    asked.sort_by(|one, other| one.chance.partial_cmp(&other.chance).unwrap_or(std::cmp::Ordering::Equal));
    let mut before: f64 = 0.0;
    let mut left = u32::try_from(asked.len()).unwrap_or(u32::MAX);
    for difference in asked {
        if let Some(chance) = &mut difference.chance {
            before = before.max((*chance * f64::from(left)).min(1.0));
            *chance = before;
        }
        left -= 1;
    }
}

fn warnings(one: &Report, other: &Report) -> Vec<String> {
    let mut warnings = Vec::new();
    let mut unlike = |what: &str, one: String, other: String| {
        if one != other {
            warnings.push(format!("{what} differs: {one} and {other}"));
        }
    };
    let seconds = |time: Option<f64>| time.map_or_else(|| "unknown".to_owned(), |time| format!("{time} s"));
    unlike("the scenario", one.scenario.clone(), other.scenario.clone());
    unlike("the fidelity", one.fidelity.clone(), other.fidelity.clone());
    unlike("the duration", seconds(one.duration_s), seconds(other.duration_s));
    unlike("the time to warm up", seconds(one.warm_up_s), seconds(other.warm_up_s));
    // A share in time is then the share of something else in each report.
    for (precedence, figures) in &one.precedence {
        if let Some(others) = other.precedence.get(precedence) {
            let objective =
                |time: Option<f64>| time.map_or_else(|| "none".to_owned(), |time| format!("{time} s"));
            unlike(
                &format!("the objective of {precedence}"),
                objective(figures.objective_s),
                objective(others.objective_s),
            );
        }
    }
    if one.digest == other.digest {
        warnings.push("both reports are of the same runs: they have one digest".to_owned());
    }
    for (report, which) in [(one, "first"), (other, "second")] {
        if report.runs.len() < 2 {
            warnings.push(format!(
                "the {which} report is of one run, whose means alone have intervals: --replications tells more"
            ));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Welch, The generalization of Student's problem (1947), and tables of Student's distribution.
    #[test]
    fn two_means_are_compared_by_welch() {
        let one = sample(&[
            27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4,
        ]);
        let other = sample(&[
            27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.0, 23.9,
        ]);
        let joined = joined(one.unwrap(), other.unwrap());
        assert!((joined.freedom - 27.9).abs() < 0.3, "{}", joined.freedom);
        let chance = outside(joined.mean / joined.error, joined.freedom);
        assert!((0.001..0.03).contains(&chance), "{chance}");
        assert!((outside(2.228, 10.0) - 0.05).abs() < 1e-4 && (outside(0.0, 3.0) - 1.0).abs() < 1e-12);
    }

    /// Holm, A simple sequentially rejective multiple test procedure (1979).
    #[test]
    fn many_comparisons_are_corrected() {
        let figures = Figure::usual();
        let difference = |place: usize, chance: f64| Difference {
            figure: figures[place].clone(),
            one: 1.0,
            other: 2.0,
            half_width: Some(0.5),
            chance: Some(chance),
        };
        let mut differences: Vec<_> = [0.04, 0.01, 0.03, 0.005]
            .into_iter()
            .enumerate()
            .map(|(place, chance)| difference(place, chance))
            .collect();
        // The same in every run: no question.
        differences.push(Difference { half_width: Some(0.0), ..difference(4, 1.0) });
        correct(&mut differences);
        let chances: Vec<f64> = differences.iter().map(|one| one.chance.unwrap()).collect();
        for (found, expected) in chances.iter().zip([0.06, 0.03, 0.06, 0.02, 1.0]) {
            assert!((found - expected).abs() < 1e-12, "{chances:?}");
        }
    }
}
