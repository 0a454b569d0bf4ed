//! Runs of circuits that carry bytes, counted as those of lengths are, so that many of them give one report.

use super::laws::BrokenLaw;
use super::report::{Outcome, Report, Run, by_hour};
use super::scenario::Scenario;
use super::service::{Corrections, Inquiries, Receipts, Strays};
use super::settling::undelivered;
use super::statistics::Tally;
use super::timing::{LevelFigures, LineFigures, Mishaps, RunFigures, StationFigures, level};
use super::{histogram, nanoseconds, virtually, warming};

/// What is counted of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) figures: RunFigures,
    said: Said,
}

/// What lengths do not say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    sections: u64,
    /// By station, the most sections that were missing there at one time, and what it was told that relays could not send on.
    stations: Vec<(u64, Option<u64>)>,
    inquiries: Option<Inquiries>,
    receipts: Option<Receipts>,
    corrections: Option<Corrections>,
    strays: Option<Strays>,
}

/// Runs a scenario, which may find its time to warm up, and counts.
///
/// # Errors
///
/// The law that the run broke.
pub(crate) fn run(scenario: &Scenario) -> Result<Counted, BrokenLaw> {
    let warm = warming::warmed_up(scenario)?;
    let mut counted = Counted::default();
    let mut count = |run: &Run<'_>| counted = Counted::of(run);
    let outcome = virtually::run(warm.as_ref().unwrap_or(scenario), (), &mut count)?;
    counted.take(outcome.report);
    Ok(counted)
}

impl Counted {
    /// What only the accounts of the run tell.
    fn of(run: &Run<'_>) -> Self {
        let mut figures = RunFigures {
            warm_up: nanoseconds(run.scenario.warm_up_time()),
            levels: LevelFigures::of(run.scenario),
            ..RunFigures::default()
        };
        let all = run.ledger.all();
        for expected in all {
            let offered_at = run.ledger.offered_at(expected.cable);
            if offered_at >= run.scenario.warm_up_time()
                && let Some(of_level) = figures.levels.get_mut(level(expected.precedence))
            {
                of_level.offered += 1;
            }
        }
        let many = run.scenario.stations.len();
        figures.stations = vec![StationFigures::default(); many];
        figures.posts = histogram::of_each(many);
        // By cable, the precedences at which it has been delivered to somebody, a bit each.
        let mut before = vec![0_u8; run.ledger.submissions().len()];
        // Batches are of values in the order of time.
        for (expected, made) in run.ledger.made() {
            let offered_at = run.ledger.offered_at(expected.cable);
            if offered_at < run.scenario.warm_up_time() {
                continue;
            }
            let objective = run.scenario.objectives.of(expected.precedence).map_or(u64::MAX, nanoseconds);
            let taken = nanoseconds(made.at.saturating_sub(offered_at));
            if let Some(of_level) = figures.levels.get_mut(level(expected.precedence)) {
                let mut is_first = true;
                if let Some(before) = before.get_mut(expected.cable) {
                    let at_this = 1 << level(expected.precedence);
                    is_first = std::mem::replace(before, *before | at_this) & at_this == 0;
                }
                of_level.add(nanoseconds(made.waited), taken, objective, is_first);
                if let Some(arrivals) = &mut of_level.arrivals {
                    arrivals.add(nanoseconds(made.came.saturating_sub(offered_at)), objective);
                }
            }
            let Some(station) = expected.station else { continue };
            if let Some(of_station) = figures.stations.get_mut(station) {
                of_station.counted += 1;
                of_station.taken += u128::from(taken);
                of_station.longest = of_station.longest.max(taken);
            }
            if let Some(post) = figures.posts.get_mut(station) {
                post.add(taken);
            }
        }
        figures.hours = by_hour(run);
        figures.ended = nanoseconds(run.ended);
        figures.undelivered = all.iter().filter_map(|expected| undelivered(run.ledger, expected)).collect();
        figures.lines = run.tallies.iter().map(|tally| line(tally)).collect();
        Self { figures, said: Said::default() }
    }

    /// What the report tells as well.
    fn take(&mut self, report: Report) {
        let Self { figures, said } = self;
        figures.events = report.events;
        figures.cables = report.offered.cables;
        figures.offered = report.offered.deliveries;
        figures.minimized = report.minimized;
        figures.delivered = report.delivered.deliveries;
        figures.suppressed = report.delivered.duplicates_suppressed;
        figures.repeats_sent = report.service.repeats_sent;
        figures.suspected = report.service.suspected_duplicates.unwrap_or(0);
        figures.digest = report.digest;
        for (of_station, station) in figures.stations.iter_mut().zip(&report.stations) {
            of_station.delivered = station.delivered;
            of_station.queue_max = station.queue_max;
            of_station.held = station.held.unwrap_or(0);
            of_station.repeats_requested = station.repeats_requested;
        }
        said.sections = report.offered.sections;
        said.stations =
            report.stations.iter().map(|station| (station.sections_missing_peak, station.told)).collect();
        (said.inquiries, said.receipts) = (report.service.inquiries, report.service.receipts);
        (said.corrections, said.strays) = (report.service.corrections, report.service.strays);
    }

    /// What a run of lengths has as well, and what it has not.
    pub(crate) fn into_parts(self) -> (RunFigures, Said) {
        (self.figures, self.said)
    }
}

impl Said {
    /// Adds another run of the same network.
    pub(crate) fn merge(&mut self, other: Self) {
        self.sections += other.sections;
        for ((peak, told), (other_peak, other_told)) in self.stations.iter_mut().zip(other.stations) {
            *peak = (*peak).max(other_peak);
            *told = told.zip(other_told).map(|(one, other)| one + other);
        }
        if let Some((mine, theirs)) = self.inquiries.as_mut().zip(other.inquiries) {
            mine.requests += theirs.requests;
            mine.sections += theirs.sections;
        }
        if let Some((mine, theirs)) = self.receipts.as_mut().zip(other.receipts) {
            mine.given += theirs.given;
            mine.overdue += theirs.overdue;
        }
        if let Some((mine, theirs)) = self.corrections.as_mut().zip(other.corrections) {
            mine.passed += theirs.passed;
            mine.corrected += theirs.corrected;
            mine.advance += theirs.advance;
        }
        if let Some((mine, theirs)) = self.strays.as_mut().zip(other.strays) {
            mine.misrouted += theirs.misrouted;
            mine.missent += theirs.missent;
        }
    }

    /// Puts it into the report of all runs, which was made as for lengths.
    pub(crate) fn put_into(self, outcome: &mut Outcome) {
        let report = &mut outcome.report;
        "wire".clone_into(&mut report.fidelity);
        report.offered.sections = self.sections;
        for (station, (peak, told)) in report.stations.iter_mut().zip(self.stations) {
            (station.sections_missing_peak, station.told) = (peak, told);
        }
        (report.service.inquiries, report.service.receipts) = (self.inquiries, self.receipts);
        (report.service.corrections, report.service.strays) = (self.corrections, self.strays);
    }
}

fn line(tally: &Tally) -> LineFigures {
    let mut figures = LineFigures {
        length_observed: tally.queue_time(),
        busy_observed: tally.busy_time(),
        queue_max: tally.queue_max as u64,
        transmissions: tally.transmissions,
        preempted: tally.preempted,
        cut: tally.cut,
        alternate_routed: tally.alternate_routed,
        inversions: tally.inversions,
        times: tally.times.clone(),
        mishaps: Some(Box::new(Mishaps {
            lost: tally.lost,
            garbled: tally.garbled,
            duplicated: tally.duplicated,
            overtaken: tally.overtaken,
        })),
        ..LineFigures::default()
    };
    for (precedence, wait) in &tally.waits {
        if let Some(waits) = figures.waits.get_mut(level(*precedence)) {
            *waits = (wait.count, wait.nanoseconds);
        }
    }
    figures
}
