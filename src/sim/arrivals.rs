//! When what was delivered had come to its post, whether that was open or not: what the network does, without the hours that
//! people keep.

use serde::{Deserialize, Serialize};

use super::histogram::Histogram;
use super::scenario::Scenario;

/// From hand-in to the moment in which a cable was whole at the post, of the deliveries of one precedence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrival {
    /// The mean, in seconds.
    pub mean_s: Option<f64>,
    /// Of several runs: half the width of the 95 % confidence interval of that mean.
    #[serde(default)]
    pub ci95_s: Option<f64>,
    /// 95 % took no longer.
    pub p95_s: Option<f64>,
    /// The share of all deliveries offered that had come within the objective.
    pub objective_met: Option<f64>,
}

/// Counts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrivals {
    count: u64,
    taken: u128,
    met: u64,
    times: Histogram,
}

impl Arrivals {
    /// Those of a scenario in which posts close; elsewhere they are the deliveries.
    pub(crate) fn of(scenario: &Scenario) -> Option<Box<Self>> {
        scenario.stations.iter().any(|station| station.hours.is_some()).then(Box::default)
    }

    /// One more, that took so many nanoseconds.
    pub(crate) fn add(&mut self, taken: u64, objective: u64) {
        self.count += 1;
        self.taken += u128::from(taken);
        self.met += u64::from(taken <= objective);
        self.times.add(taken);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.taken += other.taken;
        self.met += other.met;
        self.times.merge(&other.times);
    }

    /// What is reported of them, of so many that were offered.
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures are enough to read")]
    pub(crate) fn report(&self, offered: u64, has_objective: bool) -> Arrival {
        Arrival {
            mean_s: (self.count > 0).then(|| self.taken as f64 / self.count as f64 / 1e9),
            ci95_s: None,
            p95_s: self.times.percentile(95).map(|time| time as f64 / 1e9),
            objective_met: (has_objective && offered > 0).then(|| self.met as f64 / offered as f64),
        }
    }
}
