//! Many runs of one scenario, with a seed each: on all cores, with one answer however many there are.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use super::laws::BrokenLaw;
use super::report::Outcome;
use super::scenario::{Fidelity, Scenario};
use super::timing::{self, Pool, RunFigures};
use super::wired::{self, Said};
use super::workers;

/// Runs that are made before any is looked at: the same for any number of cores.
const ROUND: usize = 8;

/// Fewer runs than this say nothing about how precise their mean is.
const RUNS_MIN: usize = 4;

/// After so many runs a mean that has no interval yet is waited for no longer: the class hardly waits.
const RUNS_WAITED: usize = 32;

/// How many runs to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replications {
    /// So many, or at most so many where a precision is asked for.
    pub most: NonZeroUsize,
    /// Stop when half the width of every precedence's 95 % interval, of wait and of transit, is at most this share of its
    /// mean. A mean that has no interval after 32 runs is waited for no longer.
    pub precision: Option<f64>,
    /// Threads to run them on.
    pub cores: NonZeroUsize,
}

/// What came of many runs.
#[derive(Clone, Debug)]
pub struct Replicated {
    /// The report of all of them together. Its digest is the SHA-256 of their digests, a line each.
    pub outcome: Outcome,
    /// How many runs were made.
    pub runs: usize,
    /// The precision that was reached: the mean with the widest interval for its size, as [`Figure`](super::Figure) names it, and
    /// half that interval as a share of it; `None` where none could be told.
    pub precision: Option<(String, f64)>,
    /// The means for which no interval could be told, as [`Figure`](super::Figure) names them: `wait.flash`.
    pub without_interval: Vec<String>,
}

/// Runs a scenario with its seed, the seed after it, and so on.
///
/// ```
/// use std::num::NonZeroUsize;
/// use torntape::sim::scenario::{Folder, Scenario};
/// use torntape::sim::{Replications, replicate};
///
/// let scenario = r#"
///     start = "2009-09-21T00:00:00Z"
///     duration = "2d"
///     fidelity = "timing"
///     station = [{ indicator = "RUEHC", plad = "WASHDC" }, { indicator = "RUEHMO", plad = "MOSCOW" }]
///     circuit = [{ from = "RUEHC", to = "RUEHMO", channel = "XMO", speed = "100cps" }]
///     [[traffic]]
///     from = "RUEHC"
///     to = "RUEHMO"
///     rate = "60/h"
///     length = { distribution = "exponential", mean = 3000 }
/// "#;
/// let scenario = Scenario::read(scenario, "one.toml", &Folder(".".into()))?;
/// let most = NonZeroUsize::new(8).unwrap();
/// let on = |cores| Replications { most, precision: None, cores: NonZeroUsize::new(cores).unwrap() };
/// let replicated = replicate(&scenario, on(1))?;
/// assert_eq!(replicated.outcome, replicate(&scenario, on(2))?.outcome);
/// assert!(replicated.outcome.report.precedence["routine"].wait_ci95_s.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The law that the first of the broken runs broke.
pub fn replicate(scenario: &Scenario, wanted: Replications) -> Result<Replicated, BrokenLaw> {
    let mut pool = Pool::default();
    let mut all_said: Option<Said> = None;
    let most = wanted.most.get();
    let mut reached = false;
    while pool.runs() < most && !reached {
        let first = pool.runs();
        for run in in_turn(scenario, first, ROUND.min(most - first), wanted.cores, one) {
            let (figures, said) = run?;
            pool.add(scenario, &figures);
            match (&mut all_said, said) {
                (Some(all), Some(said)) => all.merge(said),
                (all, said) => *all = said,
            }
            reached = wanted.precision.is_some_and(|wanted| is_reached(&pool, wanted));
            if reached {
                break;
            }
        }
    }
    let (runs, precision) = (pool.runs(), pool.precision());
    let mut outcome = pool.outcome(scenario);
    if let Some(said) = all_said {
        said.put_into(&mut outcome);
    }
    Ok(Replicated {
        outcome,
        runs,
        precision: precision.widest,
        without_interval: precision.without_interval,
    })
}

fn is_reached(pool: &Pool, wanted: f64) -> bool {
    if pool.runs() < RUNS_MIN {
        return false;
    }
    let precision = pool.precision();
    let told = precision.without_interval.is_empty() || pool.runs() >= RUNS_WAITED;
    told && precision.widest.is_some_and(|(_, widest)| widest <= wanted)
}

/// One run, in the fidelity of its scenario.
fn one(scenario: &Scenario) -> Result<(RunFigures, Option<Said>), BrokenLaw> {
    match scenario.fidelity() {
        Fidelity::Timing => timing::run(scenario).map(|figures| (figures, None)),
        Fidelity::Wire => {
            let (figures, said) = wired::run(scenario)?.into_parts();
            Ok((figures, Some(said)))
        }
    }
}

/// So many runs of timing fidelity from one on, in their order.
pub(super) fn round(
    scenario: &Scenario,
    first: usize,
    many: usize,
    cores: NonZeroUsize,
) -> Vec<Result<RunFigures, BrokenLaw>> {
    in_turn(scenario, first, many, cores, timing::run)
}

fn in_turn<T: Send>(
    scenario: &Scenario,
    first: usize,
    many: usize,
    cores: NonZeroUsize,
    run: fn(&Scenario) -> Result<T, BrokenLaw>,
) -> Vec<Result<T, BrokenLaw>> {
    let run = |place: u64| {
        let seed = scenario.seed.wrapping_add(first as u64).wrapping_add(place);
        run(&scenario.clone().with_seed(seed))
    };
    let mut runs = Vec::with_capacity(many);
    workers::in_order(many as u64, cores, run, |_, run| {
        runs.push(run);
        ControlFlow::Continue(())
    });
    runs
}
