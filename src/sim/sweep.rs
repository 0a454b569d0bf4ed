//! One scenario at many points: the same seeds at each of them, on all cores, with one answer however many there are.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::confidence::{half_width, mean_and_deviation};
use super::figure::Figure;
use super::laws::BrokenLaw;
use super::report::Report;
use super::scenario::{Fidelity, Scenario};
use super::{timing, virtually};

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

    /// Half the width of the 95 % interval of the mean (Student); `None` with fewer than two runs.
    pub fn half_width(&self) -> Option<f64> {
        mean_and_deviation(&self.values)?;
        half_width(&self.values, 0.95)
    }
}

/// Runs each scenario so many times, with its seed, the next and so on, and says what the runs say of each figure.
///
/// All points see the same random numbers, as far as they draw the same ones: a stream of traffic and a circuit have numbers
/// of their own, so that what differs between two points is what was changed. `done` is told of each run that ends.
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
    let (next, broken) = (AtomicUsize::new(0), AtomicBool::new(false));
    let many = points.len().saturating_mul(runs.get());
    let found: Mutex<Vec<(usize, Values)>> = Mutex::default();
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            // The point of a run before those that start later: the first broken run is always among those that are made.
            let Some(point) = points.get(place / runs).filter(|_| !broken.load(Ordering::Relaxed)) else {
                return;
            };
            let seed = point.seed.wrapping_add((place % runs) as u64);
            let report = run(&point.clone().with_seed(seed));
            broken.fetch_or(report.is_err(), Ordering::Relaxed);
            let values =
                report.map(|report| figures.iter().map(|figure| figure.in_report(&report)).collect());
            if let Ok(mut found) = found.lock() {
                found.push((place, values));
            }
            done();
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..cores.get().min(many) {
            scope.spawn(work);
        }
        work();
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(place, _)| *place);
    let mut estimates =
        vec![vec![Estimate { values: Vec::with_capacity(runs.get()) }; figures.len()]; points.len()];
    for (place, values) in found {
        let Some(of_point) = estimates.get_mut(place / runs) else { continue };
        for (estimate, value) in of_point.iter_mut().zip(values?) {
            estimate.values.extend(value);
        }
    }
    Ok(estimates)
}

/// The report of one run; nothing else of it is kept.
pub(super) fn run(scenario: &Scenario) -> Result<Report, BrokenLaw> {
    match scenario.fidelity() {
        Fidelity::Timing => timing::simulate(scenario, &mut |_| (), None),
        Fidelity::Wire => virtually::simulate(scenario, ()),
    }
    .map(|outcome| outcome.report)
}
