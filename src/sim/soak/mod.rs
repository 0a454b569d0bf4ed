//! Runs of networks that nobody thought of: from a seed a scenario is drawn, run, and held to all that is true of every run.
//!
//! What fails is made smaller for as long as it still fails in the same way, and told as a scenario that can be run again.

mod check;
mod drawn;
mod plan;
mod render;
mod rules;
mod shrink;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

use super::report::Outcome;
use super::scenario::Scenario;

pub use check::{Counts, Failure, Kind, check};
pub use plan::Plan;
pub use shrink::shrink;

/// How many smaller plans are tried for one that fails.
const TRIES: usize = 600;

/// The driver that has to tell the same story as [`simulate`](super::simulate).
pub type Paced<'p> = &'p (dyn Fn(&Scenario) -> Result<Outcome, String> + Sync);

/// A seed whose run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The seed that the scenario was drawn from.
    pub seed: u64,
    /// What was wrong with the scenario as it was drawn.
    pub drawn: Failure,
    /// What is wrong with the smallest scenario that was found.
    pub failure: Failure,
    /// The smallest scenario that was found to fail in the same way.
    pub plan: Plan,
}

/// Draws a scenario from each seed, runs and checks it, and tells of each in the order of the seeds: what was run, or the
/// smallest scenario that fails. What is told does not depend on the number of cores.
///
/// ```
/// use std::num::NonZeroUsize;
/// use torntape::sim::soak::soak;
///
/// let mut held = 0;
/// soak(1..=4, NonZeroUsize::MIN, None, &mut |told| held += u32::from(told.is_ok()));
/// assert_eq!(held, 4);
/// ```
pub fn soak(
    seeds: RangeInclusive<u64>,
    cores: NonZeroUsize,
    paced: Option<Paced<'_>>,
    told: &mut dyn FnMut(Result<Counts, Box<Broken>>),
) {
    let (first, last) = (*seeds.start(), *seeds.end());
    if seeds.is_empty() {
        return;
    }
    let next = AtomicU64::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..cores.get() {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(seed) = first.checked_add(place).filter(|seed| *seed <= last) else { return };
                    if sender.send((place, one(seed, paced))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Seeds end out of turn; they are told in it.
        let (mut early, mut turn) = (BTreeMap::new(), 0);
        for (place, result) in receiver {
            early.insert(place, result);
            while let Some(result) = early.remove(&turn) {
                told(result);
                turn += 1;
            }
        }
    });
}

fn one(seed: u64, paced: Option<Paced<'_>>) -> Result<Counts, Box<Broken>> {
    let plan = Plan::draw(seed);
    check(&plan, paced).map_err(|drawn| {
        let fails = |smaller: &Plan| check(smaller, paced).is_err_and(|failure| failure.is_like(&drawn));
        let plan = shrink(&plan, TRIES, &fails);
        let failure = check(&plan, paced).err().unwrap_or_else(|| drawn.clone());
        Box::new(Broken { seed, drawn, failure, plan })
    })
}
