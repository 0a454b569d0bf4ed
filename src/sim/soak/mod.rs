//! Runs of networks that nobody thought of: from a seed a scenario is drawn, run, and held to all that is true of every run.
//!
//! What fails is made smaller for as long as it still fails in the same way, and told as a scenario that can be run again.

mod check;
mod dice;
mod group;
mod handed;
mod network;
mod options;
mod plan;
mod shrink;
mod stream;
mod trouble;

use std::num::NonZeroUsize;
use std::ops::{ControlFlow, RangeInclusive};

use sha2::{Digest, Sha256};

use super::ledger::hexadecimal;
use super::report::Outcome;
use super::scenario::Scenario;
use super::workers;

pub use check::{Counts, Failure, Kind, check};
pub use plan::Plan;
pub use shrink::shrink;

/// How many smaller plans are tried for one that fails.
const TRIES: usize = 400;

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

/// What all seeds were together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soaked {
    /// How many were run.
    pub seeds: u64,
    /// How many of them failed.
    pub failed: u64,
    /// What those that held were.
    pub counts: Counts,
    /// The SHA-256 of their digests, a line each in the order of the seeds.
    pub digest: String,
}

/// Draws a scenario from each seed, runs and checks it, and tells of each in the order of the seeds: what was run, or the
/// smallest scenario that fails. What is told does not depend on the number of cores. Whoever is told may break off.
///
/// ```
/// use std::num::NonZeroUsize;
/// use std::ops::ControlFlow;
/// use torntape::sim::soak::soak;
///
/// let mut held = 0;
/// let soaked = soak(1..=4, NonZeroUsize::MIN, None, &mut |told| {
///     held += u32::from(told.is_ok());
///     ControlFlow::Continue(())
/// });
/// assert_eq!((held, soaked.seeds, soaked.failed), (4, 4, 0));
/// ```
pub fn soak(
    seeds: RangeInclusive<u64>,
    cores: NonZeroUsize,
    paced: Option<Paced<'_>>,
    told: &mut dyn FnMut(Result<Counts, Box<Broken>>) -> ControlFlow<()>,
) -> Soaked {
    let first = *seeds.start();
    let many = if seeds.is_empty() { 0 } else { (seeds.end() - first).saturating_add(1) };
    let mut soaked = Soaked { seeds: 0, failed: 0, counts: Counts::default(), digest: String::new() };
    let mut digests = Sha256::new();
    let run = |place: u64| one(first.wrapping_add(place), paced);
    workers::in_order(many, cores, run, |_, result| {
        soaked.seeds += 1;
        let result = result.map(|(counts, digest)| {
            soaked.counts.add(&counts);
            digests.update(digest);
            counts
        });
        soaked.failed += u64::from(result.is_err());
        digests.update(b"\n");
        told(result)
    });
    soaked.digest = hexadecimal(digests.finalize());
    soaked
}

/// What the run of a seed was, and its digest.
fn one(seed: u64, paced: Option<Paced<'_>>) -> Result<(Counts, String), Box<Broken>> {
    let plan = Plan::draw(seed);
    check(&plan, paced).map_err(|drawn| {
        let fails = |smaller: &Plan| check(smaller, paced).is_err_and(|failure| failure.is_like(&drawn));
        let plan = shrink(&plan, TRIES, &fails);
        let failure = check(&plan, paced).err().unwrap_or_else(|| drawn.clone());
        Box::new(Broken { seed, drawn, failure, plan })
    })
}
