//! A whole network in virtual time: scenario, weather, statistics, and the laws that every run is held to.
//!
//! [`simulate`] runs a [`Scenario`](scenario::Scenario) at once. Whoever wants to pace a run drives the [`Conductor`]
//! himself; `node::paced` does so with a task for each station.

mod agenda;
mod builtin;
mod conductor;
mod draw;
mod laws;
mod ledger;
#[allow(dead_code, reason = "whoever drives random traffic asks for it")]
mod offer;
pub mod report;
pub mod scenario;
mod statistics;
mod virtually;
pub mod watch;
mod weather;

pub use conductor::{Conductor, Due, Step};
pub use laws::BrokenLaw;
pub use report::{Outcome, Report};
pub use virtually::simulate;
pub use watch::{Happening, Watch};
pub use weather::Faults;
