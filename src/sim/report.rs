//! What came of a run: the report as data, and who got what when.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use super::arrivals::Arrival;
use super::arrivals::Arrivals;
use super::batches::half_widths;
use super::by_hour::ByHour;
use super::conductor::Figures;
use super::histogram::shares;
use super::ledger::{Expected, Ledger, Made, hexadecimal};
use super::nanoseconds;
pub use super::places::{CircuitReport, StationReport};
use super::scenario::{Scenario, WarmUp};
pub use super::service::{Corrections, Inquiries, Receipts, Service, Strays};
pub use super::settling::Settled;
pub(crate) use super::settling::Slowest;
use super::settling::{settled, slowest, undelivered};
use super::statistics::{Tally, Wait, percentile};
use crate::message::Precedence;

const NANOSECONDS: f64 = 1e9;

/// All that is left of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The figures.
    pub report: Report,
    /// What came of each delivery of the cables that the scenario names, in its order. Random ones are in the log.
    pub deliveries: Vec<Settled>,
    /// The ten deliveries that took longest, the longest first, of cables offered when the network had warmed up. In timing
    /// fidelity they are kept where the run is watched, and nobody counts what carried them.
    pub slowest: Vec<Settled>,
    /// By precedence, for each in which any cable was delivered that was offered when the network had warmed up: the seconds
    /// within which each hundredth of these deliveries was made, from the first to the hundredth.
    pub delays: BTreeMap<String, Vec<f64>>,
}

/// The report of a run. What this version cannot tell is `None`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The scenario's name.
    pub scenario: String,
    /// What all random numbers followed from.
    pub seed: u64,
    /// How the circuits were modelled: `wire`.
    pub fidelity: String,
    /// The scenario's duration in seconds; `None` in reports that were made before it was told.
    #[serde(default)]
    pub duration_s: Option<f64>,
    /// Cables offered before this many seconds are left out of the statistics; `None` as above.
    #[serde(default)]
    pub warm_up_s: Option<f64>,
    /// Virtual seconds to the end of the run.
    pub virtual_s: f64,
    /// Seconds the run took. The simulator looks at no clock: whoever runs it fills this in.
    pub wall_s: Option<f64>,
    /// Arrivals at a circuit's queue and ends of transmission.
    pub events: u64,
    /// What was to be done.
    pub offered: Offered,
    /// What MINIMIZE kept from being offered; `None` where the scenario never imposes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimized: Option<Minimized>,
    /// What was done.
    pub delivered: Delivered,
    /// What could not be done.
    pub undelivered: Vec<Undelivered>,
    /// Deliveries neither made nor undelivered: 0, by law.
    pub lost: u64,
    /// Deliveries made in each hour since the start, up to the end of the run; `None` where it took more than 31 days, and in
    /// reports that were made before it was told. Of several runs: of all together.
    #[serde(default)]
    pub deliveries_by_hour: Option<Vec<u64>>,
    /// Deliveries made in each hour of the day, UTC, from 0 to 23. Empty in reports that were made before it was told.
    #[serde(default)]
    pub deliveries_by_hour_of_day: Vec<u64>,
    /// By the addressee's precedence, for each that was offered.
    pub precedence: BTreeMap<String, ByPrecedence>,
    /// In the order of the scenario.
    pub stations: Vec<StationReport>,
    /// In the order of the scenario.
    pub circuits: Vec<CircuitReport>,
    /// What repair took.
    pub service: Service,
    /// SHA-256 of the delivery log.
    pub digest: String,
    /// Of several runs: what each says, in the order of the seeds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<OneRun>,
}

impl Report {
    /// Deliveries that waited for a post to open; `None` where all are open day and night.
    pub fn held(&self) -> Option<u64> {
        self.stations.iter().filter_map(|station| station.held).reduce(|one, other| one + other)
    }

    /// What relays told originators that they could not send on; `None` where they tell nothing.
    pub fn told(&self) -> Option<u64> {
        self.stations.iter().filter_map(|station| station.told).reduce(|one, other| one + other)
    }
}

/// One of several runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneRun {
    /// What its random numbers followed from.
    pub seed: u64,
    /// Figures by name, as [`Figure`](super::Figure) names them: `wait.flash`.
    pub figures: BTreeMap<String, f64>,
}

/// What was to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Cables handed in.
    pub cables: u64,
    /// Their sections.
    pub sections: u64,
    /// Cable by addressee.
    pub deliveries: u64,
}

/// What MINIMIZE kept from being offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minimized {
    /// Cables that were not sent at all.
    pub cables: u64,
    /// Cable by addressee, of these and of those that were sent to fewer stations.
    pub deliveries: u64,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Cable by addressee.
    pub deliveries: u64,
    /// Sections that a post had already.
    pub duplicates_suppressed: u64,
    /// All of them, service messages included.
    pub transmissions: u64,
}

/// A delivery that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undelivered {
    /// The cable.
    pub cable: String,
    /// The addressee.
    pub to: String,
    /// The reason.
    pub why: String,
    /// Of several runs: the seed of the one in which it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}

/// Deliveries of one precedence. Times are in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByPrecedence {
    /// Deliveries made.
    pub deliveries: u64,
    /// Mean time in queues on the way of the section that made the cable whole.
    pub wait_mean_s: Option<f64>,
    /// Half the width of the 95 % confidence interval of that mean; `None` where it cannot be told, as in a single run of a
    /// network that changes in time.
    pub wait_ci95_s: Option<f64>,
    /// Mean time from hand-in to whole delivery.
    pub transit_mean_s: Option<f64>,
    /// Half the width of the 95 % confidence interval of that mean; `None` as above.
    pub transit_ci95_s: Option<f64>,
    /// Half of the deliveries took no longer.
    pub p50_s: Option<f64>,
    /// 95 % of the deliveries took no longer.
    pub p95_s: Option<f64>,
    /// 99 % of the deliveries took no longer.
    pub p99_s: Option<f64>,
    /// None took longer.
    pub max_s: Option<f64>,
    /// The time within which such a cable should be delivered.
    pub objective_s: Option<f64>,
    /// The share of all deliveries offered that were made and took no longer than that: one that could not be made has missed
    /// its objective.
    pub objective_met: Option<f64>,
    /// When they had come, whether their posts were open or not; `None` where no post closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
}

/// What a finished run hands over.
pub(crate) struct Run<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) ended: Duration,
    pub(crate) events: u64,
    pub(crate) ledger: &'a Ledger,
    pub(crate) tallies: Vec<&'a Tally>,
    pub(crate) stations: &'a [Figures],
    pub(crate) duplicates_suppressed: u64,
    pub(crate) repeats_sent: u64,
    pub(crate) suspected_duplicates: u64,
    pub(crate) inquiries: Option<Inquiries>,
    pub(crate) receipts: Option<Receipts>,
    pub(crate) corrections: Option<Corrections>,
    pub(crate) strays: Option<Strays>,
    pub(crate) minimized: Option<Minimized>,
}

/// The time within which a cable of a precedence should be delivered, unless its scenario says otherwise. ACP 127 gives none
/// for the highest.
pub const fn objective(precedence: Precedence) -> Option<Duration> {
    match precedence {
        Precedence::Emergency => None,
        Precedence::Flash => Some(Duration::from_secs(10 * 60)),
        Precedence::Immediate => Some(Duration::from_secs(30 * 60)),
        Precedence::Priority => Some(Duration::from_secs(3 * 3600)),
        Precedence::Routine => Some(Duration::from_secs(6 * 3600)),
    }
}

/// Works out the report; `log` is the delivery log.
pub(crate) fn outcome(run: &Run<'_>, log: &str) -> Outcome {
    let all = run.ledger.all();
    let known = all.iter().filter(|expected| run.ledger.is_known(expected.cable));
    let deliveries = known.map(|expected| settled(run, expected)).collect();
    let made = all.iter().filter(|expected| matches!(expected.outcome, Some(Ok(_)))).count() as u64;
    let undelivered: Vec<_> = all.iter().filter_map(|expected| undelivered(run.ledger, expected)).collect();
    let offered = all.len() as u64;
    let hours = by_hour(run);
    let (precedence, delays) = by_precedence(run);
    let report = Report {
        scenario: run.scenario.name.clone(),
        seed: run.scenario.seed,
        fidelity: "wire".to_owned(),
        duration_s: Some(seconds(run.scenario.duration.as_nanos())),
        warm_up_s: match run.scenario.warm_up {
            WarmUp::Fixed(time) => Some(seconds(time.as_nanos())),
            WarmUp::Auto => None,
        },
        virtual_s: seconds(run.ended.as_nanos()),
        wall_s: None,
        events: run.events,
        offered: Offered {
            cables: run.ledger.submissions().len() as u64,
            sections: run.ledger.submissions().map(|cable| cable.sections as u64).sum(),
            deliveries: offered,
        },
        minimized: run.minimized,
        delivered: Delivered {
            deliveries: made,
            duplicates_suppressed: run.duplicates_suppressed,
            transmissions: run.tallies.iter().map(|tally| tally.transmissions).sum(),
        },
        lost: offered - made - undelivered.len() as u64,
        undelivered,
        deliveries_by_hour: hours.of_run(nanoseconds(run.ended)),
        deliveries_by_hour_of_day: hours.of_day(),
        precedence,
        stations: stations(run),
        circuits: circuits(run),
        service: Service {
            repeats_requested: run.stations.iter().map(|figures| figures.repeats_requested).sum(),
            repeats_sent: run.repeats_sent,
            suspected_duplicates: Some(run.suspected_duplicates),
            inquiries: run.inquiries,
            receipts: run.receipts,
            corrections: run.corrections,
            strays: run.strays,
        },
        digest: hexadecimal(Sha256::digest(log)),
        runs: Vec::new(),
    };
    Outcome { report, deliveries, slowest: slowest(run), delays }
}

/// Deliveries by hour.
pub(super) fn by_hour(run: &Run<'_>) -> ByHour {
    let mut hours = ByHour::from(run.scenario.start());
    for expected in run.ledger.all() {
        if let Some(Ok(made)) = &expected.outcome {
            hours.put(nanoseconds(made.at), 1);
        }
    }
    hours.close(nanoseconds(run.ended));
    hours
}

/// A delivery that was made, and how long it took.
struct Delivery<'a> {
    cable: usize,
    transit: Duration,
    made: &'a Made,
}

/// The figures of each precedence, and its delays where any delivery was made. Cables offered before the network had warmed up
/// are left out.
fn by_precedence(run: &Run<'_>) -> (BTreeMap<String, ByPrecedence>, BTreeMap<String, Vec<f64>>) {
    let mut all: BTreeMap<Precedence, (u64, Vec<Delivery<'_>>)> = BTreeMap::new();
    for expected in run.ledger.all().iter().filter(|expected| is_warm(run, expected)) {
        all.entry(expected.precedence).or_default().0 += 1;
    }
    for (expected, made) in run.ledger.made().filter(|(expected, _)| is_warm(run, expected)) {
        let submitted = run.ledger.offered_at(expected.cable);
        let transit = made.at.saturating_sub(submitted);
        let delivery = Delivery { cable: expected.cable, transit, made };
        all.entry(expected.precedence).or_default().1.push(delivery);
    }
    let stays = run.scenario.changes_in_time().is_none();
    let (mut precedences, mut delays) = (BTreeMap::new(), BTreeMap::new());
    for (precedence, (offered, made)) in all {
        let (objective, arrivals) = (run.scenario.objectives.of(precedence), Arrivals::of(run.scenario));
        let (figures, hundredths) = figures(objective, offered, &made, stays, arrivals);
        precedences.insert(name(precedence), figures);
        if !made.is_empty() {
            delays.insert(name(precedence), hundredths);
        }
    }
    (precedences, delays)
}

pub(super) fn is_warm(run: &Run<'_>, expected: &Expected) -> bool {
    run.ledger.offered_at(expected.cable) >= run.scenario.warm_up_time()
}

/// The transits of what each station was delivered, the shortest first: a list a station.
fn transits_by_station(run: &Run<'_>) -> Vec<Vec<u128>> {
    let mut transits = vec![Vec::new(); run.scenario.stations.len()];
    for expected in run.ledger.all().iter().filter(|expected| is_warm(run, expected)) {
        let of_station = expected.station.and_then(|station| transits.get_mut(station));
        if let (Some(of_station), Some(Ok(made))) = (of_station, &expected.outcome) {
            let submitted = run.ledger.offered_at(expected.cable);
            of_station.push(made.at.saturating_sub(submitted).as_nanos());
        }
    }
    for of_station in &mut transits {
        of_station.sort_unstable();
    }
    transits
}

/// The figures of what was made, in the order of time, of so many that were offered, and how long each hundredth took at most.
/// `stays`: the load stays the same.
fn figures(
    objective: Option<Duration>,
    offered: u64,
    made: &[Delivery<'_>],
    stays: bool,
    mut arrivals: Option<Box<Arrivals>>,
) -> (ByPrecedence, Vec<f64>) {
    let (mut waits, mut transits) = (Wait::default(), Wait::default());
    let mut sorted: Vec<u128> = made.iter().map(|delivery| delivery.transit.as_nanos()).collect();
    sorted.sort_unstable();
    for Delivery { transit, made, .. } in made {
        waits.add(made.waited);
        transits.add(*transit);
        if let Some(arrivals) = &mut arrivals {
            let held = made.at.saturating_sub(made.came);
            let objective = objective.map_or(u64::MAX, nanoseconds);
            arrivals.add(nanoseconds(transit.saturating_sub(held)), objective);
        }
    }
    let times = made.iter().map(|delivery| (delivery.cable, [delivery.made.waited, delivery.transit]));
    let [wait_ci95_s, transit_ci95_s] = if stays { half_widths(times) } else { [None, None] };
    let share = |hundredths| percentile(&sorted, hundredths).map(seconds);
    let met = objective.map(|objective| sorted.partition_point(|transit| *transit <= objective.as_nanos()));
    let figures = ByPrecedence {
        deliveries: made.len() as u64,
        wait_mean_s: mean(&waits),
        wait_ci95_s,
        transit_mean_s: mean(&transits),
        transit_ci95_s,
        p50_s: share(50),
        p95_s: share(95),
        p99_s: share(99),
        max_s: share(100),
        objective_s: objective.map(|objective| seconds(objective.as_nanos())),
        objective_met: met.map(|met| ratio(met as u128, u128::from(offered))),
        arrival: arrivals.map(|arrivals| arrivals.report(offered, objective.is_some())),
    };
    (figures, (1..=100).filter_map(share).collect())
}

/// The time over which means are taken, in nanoseconds.
fn observed(run: &Run<'_>) -> u128 {
    run.scenario.duration.saturating_sub(run.scenario.warm_up_time()).as_nanos()
}

fn stations(run: &Run<'_>) -> Vec<StationReport> {
    let report = |((station, figures), transits): ((&super::scenario::Station, &Figures), Vec<u128>)| {
        let share = |hundredths| percentile(&transits, hundredths).map(seconds);
        let (sum, count) = (transits.iter().sum::<u128>(), transits.len() as u128);
        let queues = station.outgoing.iter().filter_map(|place| run.tallies.get(*place));
        StationReport {
            indicator: station.indicator.to_string(),
            delivered: figures.delivered,
            counted: Some(transits.len() as u64),
            transit_mean_s: (count > 0).then(|| ratio(sum, count) / NANOSECONDS),
            transit_ci95_s: None,
            p50_s: share(50),
            p95_s: share(95),
            p99_s: share(99),
            max_s: share(100),
            queue_mean: ratio(queues.map(|tally| tally.queue_time()).sum(), observed(run)),
            queue_mean_ci95: None,
            queue_max: figures.queue_max as u64,
            sections_missing_peak: figures.missing_peak as u64,
            repeats_requested: figures.repeats_requested,
            held: station.hours.as_ref().map(|_| figures.held),
            told: run.scenario.tell_originators.then_some(figures.told),
        }
    };
    run.scenario.stations.iter().zip(run.stations).zip(transits_by_station(run)).map(report).collect()
}

fn circuits(run: &Run<'_>) -> Vec<CircuitReport> {
    let name_of = |station: usize| {
        run.scenario.stations.get(station).map_or_else(String::new, |station| station.indicator.to_string())
    };
    let observed = observed(run);
    let report = |(circuit, tally): (&super::scenario::Circuit, &&Tally)| {
        let [wait_p50_s, wait_p95_s, wait_p99_s] = shares(tally.times.as_ref());
        CircuitReport {
            wait_ci95_s: CircuitReport::no_intervals(&waits(tally)),
            channel: circuit.channel.clone(),
            from: name_of(circuit.from),
            to: name_of(circuit.to),
            utilisation: ratio(tally.busy_time(), observed),
            utilisation_ci95: None,
            transmissions: tally.transmissions,
            preempted: tally.preempted,
            inversions: Some(tally.inversions),
            garbled: tally.garbled,
            lost: tally.lost,
            duplicated: tally.duplicated,
            reordered: tally.overtaken,
            cut: tally.cut,
            alternate_routed: circuit.backlog.map(|_| tally.alternate_routed),
            queue_mean: ratio(tally.queue_time(), observed),
            queue_mean_ci95: None,
            queue_max: tally.queue_max as u64,
            wait_mean_s: waits(tally),
            wait_p50_s,
            wait_p95_s,
            wait_p99_s,
        }
    };
    run.scenario.circuits.iter().zip(&run.tallies).map(report).collect()
}

/// The four precedences of the book are always named, the one above them where it was met.
fn waits(tally: &Tally) -> BTreeMap<String, Option<f64>> {
    let book = [Precedence::Flash, Precedence::Immediate, Precedence::Priority, Precedence::Routine];
    let mut waits: BTreeMap<_, _> = book.into_iter().map(|precedence| (name(precedence), None)).collect();
    waits.extend(tally.waits.iter().map(|(precedence, wait)| (name(*precedence), mean(wait))));
    waits
}

/// The name of a precedence in JSON.
fn name(precedence: Precedence) -> String {
    precedence.word().to_lowercase()
}

fn mean(wait: &Wait) -> Option<f64> {
    (wait.count > 0).then(|| ratio(wait.nanoseconds, u128::from(wait.count)) / NANOSECONDS)
}

#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a time are enough to read")]
fn seconds(nanoseconds: u128) -> f64 {
    nanoseconds as f64 / NANOSECONDS
}

#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a ratio are enough to read")]
fn ratio(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
