//! A whole network in virtual time: scenario, weather, statistics, and the laws that every run is held to.
//!
//! [`simulate`] runs a [`Scenario`](scenario::Scenario) at once. Whoever wants to pace a run drives the [`Conductor`]
//! himself; `node::paced` does so with a task for each station.

mod agenda;
mod arrivals;
mod batches;
mod builtin;
mod by_hour;
mod compare;
mod conductor;
mod confidence;
mod draft;
mod draw;
mod figure;
mod histogram;
mod last;
mod laws;
mod ledger;
mod moments;
mod offer;
mod ordered;
mod places;
mod replicate;
pub mod report;
pub mod scenario;
mod service;
mod settling;
pub mod soak;
mod statistics;
mod sweep;
mod theory;
mod timing;
mod validate;
mod variation;
mod virtually;
mod warming;
pub mod watch;
mod weather;
mod wired;
mod workers;

pub use compare::{Comparison, Difference, Test, compare};
pub use conductor::{Conductor, Due, Reopening, Step};
pub use figure::{Figure, Quantity, Unit};
pub use last::last_events;
pub use laws::BrokenLaw;
pub use replicate::{Replicated, Replications, replicate};
pub use report::{Outcome, Report};
pub use sweep::{Estimate, sweep};
pub use validate::{Compared, Failed, validate};
pub use virtually::simulate;
#[cfg(feature = "live")]
pub(crate) use warming::warmed_up;
pub use watch::{Happening, Watch};
pub use weather::Faults;

/// A time in whole nanoseconds; what takes longer than they count takes as long as they count.
pub(crate) fn nanoseconds(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
