//! The simulator against the theory of queues: where theory has an answer, the intervals of runs have to hold it.

use std::num::NonZeroUsize;

use super::confidence::{half_width, mean_and_deviation};
use super::laws::BrokenLaw;
use super::replicate;
use super::scenario::{Folder, Refusal, Scenario};
use super::theory::{self, Service};
use super::timing::RunFigures;
use crate::message::Precedence;

/// Shares of the precedences, the most urgent first.
const SHARES: [f64; 4] = [0.1, 0.2, 0.3, 0.4];

const LEVELS: [Precedence; 4] =
    [Precedence::Flash, Precedence::Immediate, Precedence::Priority, Precedence::Routine];

/// Characters of a service of one second: so many that whole characters are as good as any length.
const SECOND: u64 = 1_000_000;

/// The share of intervals at 95 % that has to hold the true value: of 40, 34.
const COVERED_MIN: f64 = 0.85;

/// A mean, by theory and by simulation, in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The system: `M/M/1, none interrupts`.
    pub system: String,
    /// What of it: `wait, flash`.
    pub what: String,
    /// What theory says.
    pub theory: f64,
    /// The mean of all runs.
    pub pooled: f64,
    /// Half the width of its 99.9 % interval.
    pub half_width: f64,
    /// How many of the runs' own 95 % intervals hold theory; `None` where runs give none for this mean.
    pub covered: Option<usize>,
    /// How many runs there were.
    pub runs: usize,
}

impl Compared {
    /// Whether enough intervals hold theory, and the pooled one does.
    #[expect(clippy::cast_precision_loss, reason = "a few dozen runs")]
    pub fn holds(&self) -> bool {
        let enough = self.covered.is_none_or(|covered| covered as f64 >= COVERED_MIN * self.runs as f64);
        enough && (self.pooled - self.theory).abs() <= self.half_width
    }
}

/// One system and how to look at it.
struct System {
    name: &'static str,
    scenario: String,
    means: Vec<Mean>,
}

/// One mean: its name, what theory says, and what a run says of it with half its interval.
type Mean = (String, f64, fn(&RunFigures, usize) -> Option<(f64, Option<f64>)>, usize);

/// Why a comparison could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// A run broke a law.
    #[error(transparent)]
    Law(#[from] BrokenLaw),
    /// A scenario was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Runs every system with the seeds 1 to `seeds`, `cables` cables each, and compares each mean with theory.
///
/// # Errors
///
/// A law that broke.
pub fn validate(seeds: usize, cables: u32, cores: NonZeroUsize) -> Result<Vec<Compared>, Failed> {
    let mut rows = Vec::new();
    for system in systems(cables) {
        let scenario = Scenario::read(&system.scenario, system.name, &Folder(".".into()))?;
        let runs: Result<Vec<_>, _> = replicate::round(&scenario, 0, seeds, cores).into_iter().collect();
        let runs = runs?;
        for (what, theory, of, level) in &system.means {
            let seen: Vec<(f64, Option<f64>)> = runs.iter().filter_map(|run| of(run, *level)).collect();
            let means: Vec<f64> = seen.iter().map(|(mean, _)| *mean).collect();
            let intervals = seen.iter().filter_map(|(mean, half)| Some((*mean, (*half)?)));
            let has_intervals = seen.iter().any(|(_, half)| half.is_some());
            let covered = intervals.filter(|(mean, half)| (mean - theory).abs() <= *half).count();
            rows.push(Compared {
                system: system.name.to_owned(),
                what: what.clone(),
                theory: *theory,
                pooled: mean_and_deviation(&means).map_or(f64::NAN, |(mean, _)| mean),
                half_width: half_width(&means, 0.999).unwrap_or(f64::NAN),
                covered: has_intervals.then_some(covered),
                runs: runs.len(),
            });
        }
    }
    Ok(rows)
}

fn systems(cables: u32) -> Vec<System> {
    let mut systems = Vec::new();
    let by_level = |what: &str, theory: &[f64], of| -> Vec<Mean> {
        let named = LEVELS.into_iter().zip(theory);
        let mean = |(level, theory): (Precedence, &f64)| {
            (format!("{what}, {}", level.word().to_lowercase()), *theory, of, super::timing::level(level))
        };
        named.map(mean).collect()
    };
    for (service, names) in [
        (Service::Exponential, ["M/M/1, nothing interrupts", "M/M/1, resume", "M/M/1, restart"]),
        (Service::Fixed, ["M/D/1, nothing interrupts", "M/D/1, resume", "M/D/1, restart"]),
    ] {
        let [none, resume, restart] = names;
        let rates = |all: f64| SHARES.map(|share| share * all);
        systems.push(System {
            name: none,
            scenario: scenario(service, 0.6, "none", "restart", cables),
            means: by_level("wait", &theory::non_preemptive(&rates(0.6), service), wait),
        });
        // Time in queues is what is left of the time in the system without the service.
        let waits: Vec<f64> = theory::resume(&rates(0.6), service).iter().map(|time| time - 1.0).collect();
        systems.push(System {
            name: resume,
            scenario: scenario(service, 0.6, "all", "resume", cables),
            means: by_level("wait", &waits, wait),
        });
        // At a rate of 0.3 what stands above ROUTINE comes at 0.18: the fourth moment of a completion time, which the
        // interval of an interval needs, exists below a quarter.
        systems.push(System {
            name: restart,
            scenario: scenario(service, 0.3, "all", "restart", cables),
            means: by_level("transit", &theory::repeat(&rates(0.3), service), transit),
        });
    }
    let mut means: Vec<Mean> =
        vec![("transit, all".to_owned(), theory::tandem(0.6, &[1.0, 0.8]), transit_of_all, 0)];
    let rates = SHARES.map(|share| share * 0.6);
    means.extend(by_level(
        "wait at the first",
        &theory::non_preemptive(&rates, Service::Exponential),
        wait_at_first,
    ));
    systems.push(System { name: "tandem of two M/M/1", scenario: tandem(0.6, cables), means });
    systems
}

fn wait(run: &RunFigures, level: usize) -> Option<(f64, Option<f64>)> {
    let level = run.levels.get(level)?;
    Some((level.means()?.0, level.wait_batches.half_width().map(|half| half / 1e9)))
}

fn transit(run: &RunFigures, level: usize) -> Option<(f64, Option<f64>)> {
    let level = run.levels.get(level)?;
    Some((level.means()?.1, level.transit_batches.half_width().map(|half| half / 1e9)))
}

fn transit_of_all(run: &RunFigures, _: usize) -> Option<(f64, Option<f64>)> {
    let half_width = run.transit_batches.half_width().map(|half| half / 1e9);
    (run.delivered > 0).then(|| (run.transit_mean(), half_width))
}

fn wait_at_first(run: &RunFigures, level: usize) -> Option<(f64, Option<f64>)> {
    Some((run.lines.first()?.wait_mean(level)?, None))
}

/// Time in which so many cables come, and a twentieth of it to warm up.
fn head(rate: f64, cables: u32, preemption: &str, mode: &str) -> String {
    let duration = f64::from(cables) / rate;
    let (duration, warm_up) = (libm::ceil(duration), libm::floor(duration / 20.0));
    format!(
        "start = \"2009-09-21T00:00:00Z\"\nduration = \"{duration}s\"\nwarm_up = \"{warm_up}s\"\nseed = 1\n\
         fidelity = \"timing\"\npreemption = \"{preemption}\"\npreemption_mode = \"{mode}\"\n\
         [[station]]\nindicator = \"RUEHA\"\nplad = \"ORIGINATOR\"\n[[station]]\nindicator = \"RUEHB\"\nplad = \"POST\"\n"
    )
}

fn traffic(rate: f64, to: &str, length: &str) -> String {
    let [flash, immediate, priority, routine] = SHARES;
    format!(
        "[[traffic]]\nfrom = \"RUEHA\"\nto = \"{to}\"\nrate = \"{rate}/s\"\n\
         precedence = {{ flash = {flash}, immediate = {immediate}, priority = {priority}, routine = {routine} }}\n\
         length = {{ distribution = \"{length}\", mean = {SECOND} }}\n"
    )
}

fn scenario(service: Service, rate: f64, preemption: &str, mode: &str, cables: u32) -> String {
    let length = if service == Service::Fixed { "fixed" } else { "exponential" };
    let circuit = format!(
        "[[circuit]]\nfrom = \"RUEHA\"\nto = \"RUEHB\"\nchannel = \"AAB\"\nspeed = \"{SECOND}cps\"\n"
    );
    head(rate, cables, preemption, mode) + &circuit + &traffic(rate, "RUEHB", length)
}

/// Two circuits in a row, the second faster, with a length of its own for each transmission on it.
fn tandem(rate: f64, cables: u32) -> String {
    let second = SECOND * 8 / 10;
    let circuits = format!(
        "[[station]]\nindicator = \"RUEHR\"\nplad = \"RELAY\"\nrelay = true\n\
         [[circuit]]\nfrom = \"RUEHA\"\nto = \"RUEHR\"\nchannel = \"AAR\"\nspeed = \"{SECOND}cps\"\n\
         [[circuit]]\nfrom = \"RUEHR\"\nto = \"RUEHB\"\nchannel = \"ARB\"\nspeed = \"{SECOND}cps\"\nredraw = {second}\n"
    );
    head(rate, cables, "none", "restart") + &circuits + &traffic(rate, "RUEHB", "exponential")
}
