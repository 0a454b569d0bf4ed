//! One plan, run in every way that has to give the same answer.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::Paced;
use super::plan::Plan;
use crate::sim::laws::BrokenLaw;
use crate::sim::replicate::{Replications, replicate};
use crate::sim::report::Outcome;
use crate::sim::scenario::Scenario;
use crate::sim::virtually::simulate;
use crate::sim::watch::{Happening, Watch};

/// More happens in no run that comes to an end: ten times what the longest of some thousand has.
const HAPPENINGS_MAX: u64 = 10_000_000;

/// The paced driver runs one of so many plans.
const PACED_EVERY: u64 = 4;

/// Runs that one and two cores make of a plan of timing fidelity.
const REPLICATIONS: usize = 3;

/// What a plan was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cables handed in.
    pub cables: u64,
    /// Deliveries made.
    pub deliveries: u64,
    /// Deliveries that could not be made.
    pub undelivered: u64,
    /// All transmissions, service included.
    pub transmissions: u64,
    /// Plans on which the paced driver was compared.
    pub paced: u64,
    /// Plans of timing fidelity.
    pub timing: u64,
}

/// What was not as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The scenario was refused.
    Refused,
    /// The run broke a law.
    Law,
    /// The run panicked.
    Panic,
    /// Deliveries were lost.
    Lost,
    /// Something was not delivered though nothing keeps it from arriving.
    Undelivered,
    /// A second run had another outcome.
    Again,
    /// The paced driver had another outcome.
    Paced,
    /// Two cores had another outcome than one.
    Cores,
}

/// Why a plan failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Failure {
    /// What was not as it has to be.
    pub kind: Kind,
    /// The same in words.
    pub what: String,
    /// The virtual time, where it is known.
    pub at: Option<Duration>,
    /// The law that broke, if one did.
    pub law: Option<BrokenLaw>,
}

impl Failure {
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), at: None, law: None }
    }

    /// Whether both tell of the same fault: the same kind in the same words, whatever names and numbers they bear.
    pub fn is_like(&self, other: &Self) -> bool {
        let plain =
            |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_punctuation());
        let words = |failure: &Self| -> Vec<String> {
            failure.what.split_whitespace().filter(plain).map(str::to_owned).collect()
        };
        self.kind == other.kind && words(self) == words(other)
    }
}

impl From<BrokenLaw> for Failure {
    fn from(broken: BrokenLaw) -> Self {
        let what = format!("on {}: {}", broken.place, broken.law);
        Self { kind: Kind::Law, what, at: Some(broken.at), law: Some(broken) }
    }
}

/// Ends a run that does not come to its end, by a panic that is caught.
struct Bounded(u64);

impl Watch for Bounded {
    fn saw(&mut self, at: Duration, _: &Happening<'_>) {
        self.0 += 1;
        assert!(self.0 < HAPPENINGS_MAX, "no end after {HAPPENINGS_MAX} happenings and {} s", at.as_secs());
    }
}

impl Counts {
    pub(super) const fn add(&mut self, one: &Self) {
        self.cables += one.cables;
        self.deliveries += one.deliveries;
        self.undelivered += one.undelivered;
        self.transmissions += one.transmissions;
        self.paced += one.paced;
        self.timing += one.timing;
    }
}

/// Runs a plan and holds it to everything that is true of all runs. Gives back what it was, and the digest of its run.
///
/// # Errors
///
/// The first thing that is not as it has to be.
pub fn check(plan: &Plan, paced: Option<Paced<'_>>) -> Result<(Counts, String), Failure> {
    caught(|| check_uncaught(plan, paced))
}

fn caught<T>(run: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no words");
        Err(Failure::new(Kind::Panic, format!("panicked: {said}")))
    })
}

fn check_uncaught(plan: &Plan, paced: Option<Paced<'_>>) -> Result<(Counts, String), Failure> {
    let scenario = plan.scenario().map_err(|refusal| Failure::new(Kind::Refused, refusal.to_string()))?;
    let outcome = simulate(&scenario, Bounded(0))?;
    let report = &outcome.report;
    if report.lost > 0 {
        return Err(Failure::new(Kind::Lost, format!("{} deliveries are lost", report.lost)));
    }
    if let Some(first) = report.undelivered.iter().find(|one| !plan.may_say(&one.why)) {
        let (cable, to, why) = (&first.cable, &first.to, &first.why);
        let what = format!("{cable} did not reach {to} though nothing keeps it from there: {why}");
        return Err(Failure::new(Kind::Undelivered, what));
    }
    same(Kind::Again, "a second run", &outcome, &simulate(&scenario, Bounded(0))?)?;
    let paced = paced.filter(|_| !plan.is_timing() && plan.seed.is_multiple_of(PACED_EVERY));
    if let Some(paced) = paced {
        let other = paced(&scenario).map_err(|error| Failure::new(Kind::Paced, error))?;
        same(Kind::Paced, "the paced driver", &outcome, &other)?;
    }
    if plan.is_timing() {
        let one = replicated(&scenario, NonZeroUsize::MIN)?;
        let two = replicated(&scenario, NonZeroUsize::MIN.saturating_add(1))?;
        same(Kind::Cores, "two cores", &one, &two)?;
    }
    let counts = Counts {
        cables: report.offered.cables,
        deliveries: report.delivered.deliveries,
        undelivered: report.undelivered.len() as u64,
        transmissions: report.delivered.transmissions,
        paced: u64::from(paced.is_some()),
        timing: u64::from(plan.is_timing()),
    };
    Ok((counts, outcome.report.digest))
}

fn replicated(scenario: &Scenario, cores: NonZeroUsize) -> Result<Outcome, Failure> {
    let most = NonZeroUsize::new(REPLICATIONS).unwrap_or(NonZeroUsize::MIN);
    Ok(replicate(scenario, Replications { most, precision: None, cores })?.outcome)
}

fn same(kind: Kind, who: &str, one: &Outcome, other: &Outcome) -> Result<(), Failure> {
    if one == other {
        return Ok(());
    }
    let digests = if one.report.digest == other.report.digest { "one digest" } else { "another digest" };
    Err(Failure::new(kind, format!("{who} had another outcome, with {digests}")))
}
