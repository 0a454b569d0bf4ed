//! What is counted of a run: by precedence, by station and by circuit.

use super::line::{LEVELS, LineFigures};
use crate::sim::arrivals::Arrivals;
use crate::sim::batches::Batches;
use crate::sim::by_hour::ByHour;
use crate::sim::confidence::Series;
use crate::sim::histogram::{Histogram, SmallHistogram};
use crate::sim::report::{Minimized, Slowest, Undelivered};
use crate::sim::scenario::Scenario;

/// Deliveries of one precedence.
#[derive(Clone, Debug, Default)]
pub(crate) struct LevelFigures {
    pub(crate) offered: u64,
    pub(crate) deliveries: u64,
    pub(crate) waited: u128,
    pub(crate) taken: u128,
    pub(crate) longest: u64,
    pub(crate) met: u64,
    pub(crate) transits: Histogram,
    pub(crate) wait_batches: Batches,
    pub(crate) transit_batches: Batches,
    /// Where posts close.
    pub(crate) arrivals: Option<Box<Arrivals>>,
}

impl LevelFigures {
    /// Those of all precedences, before anything is delivered.
    pub(crate) fn of(scenario: &Scenario) -> [Self; LEVELS] {
        std::array::from_fn(|_| Self { arrivals: Arrivals::of(scenario), ..Self::default() })
    }

    /// A delivery was made, the first of its cable or another one.
    #[inline]
    pub(crate) fn add(&mut self, waited: u64, taken: u64, objective: u64, is_first: bool) {
        self.deliveries += 1;
        self.waited += u128::from(waited);
        self.taken += u128::from(taken);
        self.longest = self.longest.max(taken);
        self.met += u64::from(taken <= objective);
        self.transits.add(taken);
        self.wait_batches.add(waited, is_first);
        self.transit_batches.add(taken, is_first);
    }

    /// The means of one run: time in queues, and from hand-in to delivery.
    pub(crate) fn means(&self) -> Option<(f64, f64)> {
        let mean = |sum: u128| super::report::ratio(sum, u128::from(self.deliveries)) / 1e9;
        (self.deliveries > 0).then(|| (mean(self.waited), mean(self.taken)))
    }

    fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.deliveries += other.deliveries;
        self.waited += other.waited;
        self.taken += other.taken;
        self.longest = self.longest.max(other.longest);
        self.met += other.met;
        self.transits.merge(&other.transits);
        if let Some((mine, theirs)) = self.arrivals.as_mut().zip(other.arrivals.as_ref()) {
            mine.merge(theirs);
        }
    }
}

/// A station.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StationFigures {
    pub(crate) delivered: u64,
    /// Those of cables offered when the network had warmed up, how long they took together, and the longest.
    pub(crate) counted: u64,
    pub(crate) taken: u128,
    pub(crate) longest: u64,
    pub(crate) queue_max: u64,
    /// Deliveries that waited for it to open.
    pub(crate) held: u64,
    pub(crate) repeats_requested: u64,
}

/// All that is counted of a run, or of several.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunFigures {
    pub(crate) ended: u64,
    pub(crate) warm_up: u64,
    pub(crate) events: u64,
    pub(crate) cables: u64,
    pub(crate) offered: u64,
    pub(crate) minimized: Option<Minimized>,
    pub(crate) delivered: u64,
    pub(crate) undelivered: Vec<Undelivered>,
    pub(crate) repeats_sent: u64,
    pub(crate) suspected: u64,
    /// Second copies of a cable that posts put aside.
    pub(crate) suppressed: u64,
    pub(crate) levels: [LevelFigures; LEVELS],
    /// Transits of all precedences together.
    pub(crate) transit_batches: Batches,
    pub(crate) stations: Vec<StationFigures>,
    /// By station, how long its deliveries took; none where there are too many stations.
    pub(crate) posts: Vec<SmallHistogram>,
    pub(crate) hours: ByHour,
    pub(crate) lines: Vec<LineFigures>,
    pub(crate) digest: String,
    pub(crate) transits: Option<Series>,
    /// Where the run is watched.
    pub(crate) slowest: Slowest,
}

impl RunFigures {
    /// When it had warmed up; 0 where nobody asked.
    pub(crate) fn warm_up_found(&self) -> u64 {
        self.transits.as_ref().map_or(0, Series::warmed_up)
    }

    /// The mean transit of all precedences together, in seconds.
    pub(crate) fn transit_mean(&self) -> f64 {
        let sum = self.levels.iter().map(|level| level.taken).sum();
        super::report::ratio(sum, self.levels.iter().map(|level| u128::from(level.deliveries)).sum()) / 1e9
    }

    /// Adds another run of the same network.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.ended = self.ended.max(other.ended);
        self.warm_up = self.warm_up.max(other.warm_up);
        self.events += other.events;
        self.cables += other.cables;
        self.offered += other.offered;
        if let (Some(mine), Some(theirs)) = (&mut self.minimized, other.minimized) {
            mine.cables += theirs.cables;
            mine.deliveries += theirs.deliveries;
        }
        self.delivered += other.delivered;
        self.undelivered.extend_from_slice(&other.undelivered);
        self.repeats_sent += other.repeats_sent;
        self.suspected += other.suspected;
        self.suppressed += other.suppressed;
        for (mine, theirs) in self.levels.iter_mut().zip(&other.levels) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.stations.iter_mut().zip(&other.stations) {
            mine.delivered += theirs.delivered;
            mine.counted += theirs.counted;
            mine.taken += theirs.taken;
            mine.longest = mine.longest.max(theirs.longest);
            mine.queue_max = mine.queue_max.max(theirs.queue_max);
            mine.held += theirs.held;
            mine.repeats_requested += theirs.repeats_requested;
        }
        for (mine, theirs) in self.posts.iter_mut().zip(&other.posts) {
            mine.merge(theirs);
        }
        self.hours.merge(&other.hours);
        for (mine, theirs) in self.lines.iter_mut().zip(&other.lines) {
            mine.merge(theirs);
        }
    }
}
