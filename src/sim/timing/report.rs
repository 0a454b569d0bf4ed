//! The contract's report, filled from the figures of one run or of several.

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::figures::{LevelFigures, RunFigures};
use super::level;
use super::line::LineFigures;
use crate::message::Precedence;
use crate::sim::batches::Batches;
use crate::sim::figure::Figure;
use crate::sim::histogram::shares;
use crate::sim::ledger::hexadecimal;
use crate::sim::nanoseconds;
use crate::sim::report::{
    ByPrecedence, CircuitReport, Delivered, Offered, OneRun, Outcome, Report, Service, StationReport,
};
use crate::sim::scenario::Scenario;
use crate::sim::variation::{Precision, Variation};

/// Half the widths of the intervals of one precedence: of its wait, and of its transit.
type Widths = (Option<f64>, Option<f64>);

/// The report of one run: intervals from the means of its batches, where its load stays the same.
pub(super) fn outcome(scenario: &Scenario, figures: RunFigures) -> Outcome {
    let stays = scenario.changes_in_time().is_none();
    let width =
        |batches: &Batches| batches.half_width().filter(|_| stays).map(|nanoseconds| nanoseconds / 1e9);
    let widths = |level: &LevelFigures| (width(&level.wait_batches), width(&level.transit_batches));
    let widths: Vec<Widths> = figures.levels.iter().map(widths).collect();
    outcome_with(scenario, figures, &widths, 1)
}

/// Several runs of one scenario: counts added up, means and intervals from the means of the runs.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    sum: RunFigures,
    digest: Sha256,
    runs: Vec<OneRun>,
    variation: Variation,
}

impl Pool {
    pub(crate) const fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Adds the run of `scenario` with its seed.
    pub(crate) fn add(&mut self, scenario: &Scenario, run: &RunFigures) {
        self.digest.update(format!("{}\n", run.digest));
        let before = self.sum.undelivered.len();
        if self.runs.is_empty() {
            self.sum = run.clone();
        } else {
            self.sum.merge(run);
        }
        let seed = scenario.seed.wrapping_add(self.runs.len() as u64);
        for undelivered in self.sum.undelivered.iter_mut().skip(before) {
            undelivered.seed = Some(seed);
        }
        let report = outcome_with(scenario, run.clone(), &[], 1).report;
        self.variation.add(&report);
        let figures = Figure::usual().into_iter();
        let figures = figures.filter_map(|figure| Some((figure.to_string(), figure.in_report(&report)?)));
        self.runs.push(OneRun { seed, figures: figures.collect() });
    }

    /// How precise the means of waits and transits are.
    pub(crate) fn precision(&self) -> Precision {
        self.variation.precision()
    }

    /// The report of all of them.
    pub(crate) fn outcome(self, scenario: &Scenario) -> Outcome {
        let mut sum = self.sum;
        sum.digest = hexadecimal(self.digest.finalize());
        let mut outcome = outcome_with(scenario, sum, &[], self.runs.len() as u64);
        self.variation.tell(&mut outcome.report);
        outcome.report.runs = self.runs;
        outcome
    }
}

fn outcome_with(scenario: &Scenario, figures: RunFigures, widths: &[Widths], runs: u64) -> Outcome {
    let observed =
        u128::from(nanoseconds(scenario.duration).saturating_sub(figures.warm_up)) * u128::from(runs);
    let undelivered = figures.undelivered.len() as u64;
    let precedence = Precedence::ALL.into_iter().filter_map(|precedence| {
        let of_level = figures.levels.get(level(precedence)).filter(|level| level.offered > 0)?;
        let widths = widths.get(level(precedence)).copied().unwrap_or_default();
        Some((name(precedence), by_precedence(scenario.objectives.of(precedence), of_level, widths)))
    });
    let delays = delays(&figures.levels);
    let report = Report {
        scenario: scenario.name.clone(),
        seed: scenario.seed,
        fidelity: "timing".to_owned(),
        duration_s: Some(scenario.duration.as_secs_f64()),
        warm_up_s: Some(seconds(u128::from(figures.warm_up))),
        virtual_s: seconds(u128::from(figures.ended)),
        wall_s: None,
        events: figures.events,
        offered: Offered { cables: figures.cables, sections: figures.cables, deliveries: figures.offered },
        minimized: figures.minimized,
        delivered: Delivered {
            deliveries: figures.delivered,
            duplicates_suppressed: figures.suppressed,
            transmissions: figures.lines.iter().map(|line| line.transmissions).sum(),
        },
        lost: figures.offered - figures.delivered - undelivered,
        deliveries_by_hour: figures.hours.of_run(figures.ended),
        deliveries_by_hour_of_day: figures.hours.of_day(),
        precedence: precedence.collect(),
        stations: stations(scenario, &figures, observed),
        circuits: circuits(scenario, &figures.lines, observed),
        service: Service {
            repeats_requested: figures.stations.iter().map(|station| station.repeats_requested).sum(),
            repeats_sent: figures.repeats_sent,
            suspected_duplicates: Some(figures.suspected),
            inquiries: None,
            receipts: None,
            corrections: None,
            strays: None,
        },
        digest: figures.digest,
        undelivered: figures.undelivered,
        runs: Vec::new(),
    };
    Outcome { report, deliveries: Vec::new(), slowest: figures.slowest.into_vec(), delays }
}

/// The delay of each hundredth, by precedence.
fn delays(levels: &[LevelFigures]) -> BTreeMap<String, Vec<f64>> {
    let delays = Precedence::ALL.into_iter().filter_map(|precedence| {
        let transits = &levels.get(level(precedence)).filter(|level| level.deliveries > 0)?.transits;
        let times = transits.hundredths().into_iter();
        Some((name(precedence), times.map(|time| seconds(u128::from(time))).collect()))
    });
    delays.collect()
}

fn by_precedence(
    objective: Option<Duration>,
    figures: &LevelFigures,
    (wait, transit): Widths,
) -> ByPrecedence {
    let means = figures.means();
    let share = |hundredths| figures.transits.percentile(hundredths).map(|time| seconds(u128::from(time)));
    let (any, any_objective) = (figures.deliveries > 0, objective.is_some());
    ByPrecedence {
        deliveries: figures.deliveries,
        wait_mean_s: means.map(|(wait, _)| wait),
        wait_ci95_s: wait,
        transit_mean_s: means.map(|(_, transit)| transit),
        transit_ci95_s: transit,
        p50_s: share(50),
        p95_s: share(95),
        p99_s: share(99),
        max_s: any.then(|| seconds(u128::from(figures.longest))),
        objective_s: objective.map(|objective| objective.as_secs_f64()),
        objective_met: objective.map(|_| ratio(u128::from(figures.met), u128::from(figures.offered))),
        arrival: figures.arrivals.as_ref().map(|arrivals| arrivals.report(figures.offered, any_objective)),
    }
}

fn stations(scenario: &Scenario, figures: &RunFigures, observed: u128) -> Vec<StationReport> {
    let stations = scenario.stations.iter().zip(&figures.stations);
    let report = stations.enumerate().map(|(place, (station, of_station))| {
        let [p50_s, p95_s, p99_s] = shares(figures.posts.get(place));
        let any = of_station.counted > 0;
        let queues = station.outgoing.iter().filter_map(|place| figures.lines.get(*place));
        StationReport {
            indicator: station.indicator.to_string(),
            delivered: of_station.delivered,
            counted: Some(of_station.counted),
            transit_mean_s: any.then(|| ratio(of_station.taken, u128::from(of_station.counted)) / 1e9),
            transit_ci95_s: None,
            p50_s,
            p95_s,
            p99_s,
            max_s: any.then(|| seconds(u128::from(of_station.longest))),
            queue_mean: ratio(queues.map(|line| line.length_observed).sum(), observed),
            queue_mean_ci95: None,
            queue_max: of_station.queue_max,
            sections_missing_peak: 0,
            repeats_requested: of_station.repeats_requested,
            held: station.hours.as_ref().map(|_| of_station.held),
            told: None,
        }
    });
    report.collect()
}

fn circuits(scenario: &Scenario, lines: &[LineFigures], observed: u128) -> Vec<CircuitReport> {
    let name_of = |station: usize| {
        scenario.stations.get(station).map_or_else(String::new, |station| station.indicator.to_string())
    };
    let report = scenario.circuits.iter().zip(lines).map(|(circuit, line)| {
        let [wait_p50_s, wait_p95_s, wait_p99_s] = shares(line.times.as_ref());
        let mishaps = line.mishaps.as_deref().cloned().unwrap_or_default();
        CircuitReport {
            channel: circuit.channel.clone(),
            from: name_of(circuit.from),
            to: name_of(circuit.to),
            utilisation: ratio(line.busy_observed, observed),
            utilisation_ci95: None,
            transmissions: line.transmissions,
            preempted: line.preempted,
            inversions: Some(line.inversions),
            garbled: mishaps.garbled,
            lost: mishaps.lost,
            duplicated: mishaps.duplicated,
            reordered: mishaps.overtaken,
            cut: line.cut,
            alternate_routed: circuit.backlog.map(|_| line.alternate_routed),
            queue_mean: ratio(line.length_observed, observed),
            queue_mean_ci95: None,
            queue_max: line.queue_max,
            wait_ci95_s: CircuitReport::no_intervals(&waits(line)),
            wait_mean_s: waits(line),
            wait_p50_s,
            wait_p95_s,
            wait_p99_s,
        }
    });
    report.collect()
}

fn waits(line: &LineFigures) -> BTreeMap<String, Option<f64>> {
    let waits = Precedence::ALL.into_iter().filter_map(|precedence| {
        let (count, sum) = line.waits.get(level(precedence)).copied()?;
        let mean = (count > 0).then(|| ratio(sum, u128::from(count)) / 1e9);
        (count > 0 || precedence != Precedence::Emergency).then(|| (name(precedence), mean))
    });
    waits.collect()
}

fn name(precedence: Precedence) -> String {
    precedence.word().to_lowercase()
}

#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a time are enough to read")]
fn seconds(nanoseconds: u128) -> f64 {
    nanoseconds as f64 / 1e9
}

#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a ratio are enough to read")]
pub(super) fn ratio(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
