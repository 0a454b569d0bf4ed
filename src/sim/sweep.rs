//! One scenario at many points: the same seeds at each of them, on all cores, with one answer however many there are.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use super::figure::Figure;
use super::laws::BrokenLaw;
use super::moments::half_width_of_runs;
use super::report::Report;
use super::scenario::{Fidelity, Scenario};
use super::{timing, virtually, workers};

/// What one run says of each figure.
type Values = Result<Vec<Option<f64>>, BrokenLaw>;

/// What the runs of one point say of one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The value of each run that has one, in the order of the seeds.
    pub values: Vec<f64>,
}

impl Estimate {
    /// The mean of the runs; `None` where no run has a value.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub fn mean(&self) -> Option<f64> {
        let many = self.values.len();
        (many > 0).then(|| self.values.iter().sum::<f64>() / many as f64)
    }

    /// Half the width of the 95 % interval of the mean (Student, moved for skewness); `None` with fewer than two
    /// runs, and where nearly all of them say the same.
    pub fn half_width(&self) -> Option<f64> {
        half_width_of_runs(&self.values)
    }
}

/// Runs each scenario so many times, with its seed, the next and so on, and says what the runs say of each figure.
///
/// All points see the same random numbers, as far as they draw the same ones: a stream of traffic and a circuit have numbers
/// of their own, so that what differs between two points is what was changed. `done` is told of each run that has ended.
///
/// ```
/// use std::num::NonZeroUsize;
/// use torntape::sim::scenario::{BuiltIn, Setting};
/// use torntape::sim::{Figure, sweep};
///
/// let source = BuiltIn::named("moscow").unwrap().source();
/// let read = |speed: &str| source.read(&[format!("circuit[XMO].speed={speed}").parse::<Setting>()?]).map_err(|no| no.to_string());
/// let points = [read("600bps")?, read("2400bps")?];
/// let figures = Figure::named("transit.flash", &points[0])?;
/// let (runs, cores) = (NonZeroUsize::new(4).unwrap(), NonZeroUsize::MIN);
/// let found = sweep(&points, &figures, runs, cores, &|| {}).unwrap();
/// assert!(found[0][0].mean() > found[1][0].mean());
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
///
/// The law that the first of the broken runs broke.
pub fn sweep(
    points: &[Scenario],
    figures: &[Figure],
    runs: NonZeroUsize,
    cores: NonZeroUsize,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Vec<Estimate>>, BrokenLaw> {
    let many = points.len().saturating_mul(runs.get());
    let place_of = |turn: u64| usize::try_from(turn).unwrap_or(usize::MAX);
    let run = |turn| -> Values {
        let place = place_of(turn);
        let Some(point) = points.get(place / runs) else { return Ok(Vec::new()) };
        let seed = point.seed.wrapping_add((place % runs) as u64);
        let report = run(&point.clone().with_seed(seed))?;
        Ok(figures.iter().map(|figure| figure.in_report(&report)).collect())
    };
    let mut estimates =
        vec![vec![Estimate { values: Vec::with_capacity(runs.get()) }; figures.len()]; points.len()];
    let mut broken = None;
    workers::in_order(many as u64, cores, run, |turn, values| {
        done();
        let values = match values {
            Ok(values) => values,
            Err(law) => {
                broken = Some(law);
                return ControlFlow::Break(());
            }
        };
        let of_point = estimates.get_mut(place_of(turn) / runs).into_iter().flatten();
        for (estimate, value) in of_point.zip(values) {
            estimate.values.extend(value);
        }
        ControlFlow::Continue(())
    });
    broken.map_or(Ok(estimates), Err)
}

/// The report of one run; nothing else of it is kept.
pub(super) fn run(scenario: &Scenario) -> Result<Report, BrokenLaw> {
    match scenario.fidelity() {
        Fidelity::Timing => timing::simulate(scenario, &mut |_| (), None),
        Fidelity::Wire => virtually::simulate(scenario, ()),
    }
    .map(|outcome| outcome.report)
}
