//! The paced driver: a tokio task for each station, and a conductor that waits for the hour of each event.
//!
//! The conductor releases events in the agenda's order and awaits each station's actions before the next, so a run has
//! the delivery log of [`simulate`](crate::sim::simulate), whatever its pace. Times are computed by the circuits; the
//! clock only delays.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tracing::{Instrument, debug, trace};

use crate::bus::local::{self, Caller, Closed, Desk};
use crate::sim::scenario::Scenario;
use crate::sim::{BrokenLaw, Conductor, Due, Outcome, Reopening, Step, Watch, warmed_up};
use crate::station::{Action, Event, Outgoing, Outstanding, Plan, Station};

/// Questions that a station's desk takes before its caller has to wait. The conductor asks one at a time.
const DESK_CAPACITY: usize = 1;

/// How many virtual seconds go by in one second: `60x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(NonZeroU32);

impl Pace {
    /// So many times as fast as real time.
    pub const fn times(times: NonZeroU32) -> Self {
        Self(times)
    }

    /// How long it takes for a virtual time to go by.
    fn takes(self, virtual_time: Duration) -> Duration {
        virtual_time / self.0.get()
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x", self.0)
    }
}

/// Said of a word that is no pace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected how many times as fast as real time, such as 60x, but found `{0}`")]
pub struct NotAPace(pub String);

impl FromStr for Pace {
    type Err = NotAPace;

    /// Reads `60x`.
    ///
    /// ```
    /// # use torntape::node::paced::Pace;
    /// assert_eq!("60x".parse::<Pace>()?.to_string(), "60x");
    /// assert!("fast".parse::<Pace>().is_err());
    /// # Ok::<(), torntape::node::paced::NotAPace>(())
    /// ```
    fn from_str(written: &str) -> Result<Self, NotAPace> {
        let times = written.strip_suffix('x').filter(|times| times.bytes().all(|byte| byte.is_ascii_digit()));
        times.and_then(|times| times.parse().ok()).map(Self).ok_or_else(|| NotAPace(written.to_owned()))
    }
}

/// Why a paced run did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Stopped {
    /// The run broke a law.
    #[error(transparent)]
    Law(#[from] BrokenLaw),
    /// A station's task ended before the run.
    #[error("the task of a station ended before the run")]
    Station(#[from] Closed),
}

/// What the conductor says to a station.
enum Question {
    Handle { at: Duration, event: Event },
    Outstanding,
}

/// What a station answers.
struct Answer {
    actions: Vec<Action>,
    sections_missing: usize,
    outstanding: Vec<Outstanding>,
}

type StationDesk = Caller<Question, Answer>;

/// Runs a scenario at a pace. Needs a tokio runtime with its clock enabled.
///
/// Dropping the future ends the run and the tasks of its stations.
///
/// # Errors
///
/// The law that the run broke.
pub async fn simulate(scenario: &Scenario, pace: Pace, watch: impl Watch) -> Result<Outcome, Stopped> {
    let warm = warmed_up(scenario)?;
    let scenario = warm.as_ref().unwrap_or(scenario);
    let mut tasks = JoinSet::new();
    let plans = scenario.plans();
    let mut stations =
        plans.iter().map(|plan| open(Station::new(plan.clone()), plan, &mut tasks)).collect::<Vec<_>>();
    let outcome = conduct(Conductor::new(scenario, watch), &plans, &mut stations, &mut tasks, pace).await;
    // The desks close with their last caller, and the tasks with the desks.
    drop(stations);
    while tasks.join_next().await.is_some() {}
    outcome
}

/// Starts the task of a station.
fn open(station: Station, plan: &Plan, tasks: &mut JoinSet<()>) -> StationDesk {
    let span = tracing::info_span!("station", indicator = %plan.indicator);
    let (caller, desk) = local::open(DESK_CAPACITY);
    tasks.spawn(work(station, plan.outgoing.len(), desk).instrument(span));
    caller
}

async fn conduct<W: Watch>(
    mut conductor: Conductor<'_, W>,
    plans: &[Plan],
    stations: &mut [StationDesk],
    tasks: &mut JoinSet<()>,
    pace: Pace,
) -> Result<Outcome, Stopped> {
    let begun = Instant::now();
    loop {
        match conductor.step() {
            Step::Wait(at) => {
                if let Some(hour) = begun.checked_add(pace.takes(at)) {
                    sleep_until(hour).await;
                }
            }
            Step::Handle(Due { at, station, event }) => {
                let caller = stations.get(station).ok_or(Closed)?;
                let answer = caller.ask(Question::Handle { at, event }).await?;
                conductor.carry_out(station, answer.actions, answer.sections_missing)?;
            }
            Step::Reopen(reopening) => {
                let Reopening { station, journal, .. } = reopening;
                let (plan, desk) = plans.get(station).zip(stations.get_mut(station)).ok_or(Closed)?;
                let opened = Station::reopen(plan.clone(), &journal);
                let (station, _) = opened.map_err(|error| conductor.unreadable(station, &error))?;
                // The task that it had ends with the last of its callers, which goes here.
                *desk = open(station, plan, tasks);
            }
            Step::Survey => {
                let mut outstanding = Vec::with_capacity(stations.len());
                for station in stations.iter() {
                    outstanding.push(station.ask(Question::Outstanding).await?.outstanding);
                }
                conductor.survey(|station, Outgoing(circuit)| {
                    let found = outstanding.get(station).and_then(|circuits: &Vec<_>| circuits.get(circuit));
                    found.copied().unwrap_or_default()
                });
            }
            Step::End => return Ok(conductor.finish()?),
        }
    }
}

/// Works the desk of one station until nobody asks any more.
async fn work(mut station: Station, circuits: usize, mut desk: Desk<Question, Answer>) {
    debug!(circuits, "opened");
    while let Some((question, ticket)) = desk.next().await {
        let mut answer = Answer { actions: Vec::new(), sections_missing: 0, outstanding: Vec::new() };
        match question {
            Question::Handle { at, event } => {
                station.handle(at, event, &mut answer.actions);
                answer.sections_missing = station.sections_missing();
                trace!(at_ns = at.as_nanos(), actions = answer.actions.len(), "handled");
            }
            Question::Outstanding => {
                answer.outstanding =
                    (0..circuits).map(|place| station.outstanding(Outgoing(place))).collect();
            }
        }
        ticket.answer(answer);
    }
    debug!("closed");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both drivers give the same log and digest, to the nanosecond.
    #[tokio::test(start_paused = true)]
    async fn a_paced_run_has_the_log_of_the_virtual_one() {
        for seed in [1, 2, 3] {
            let scenario = Scenario::moscow().unwrap().with_seed(seed);
            let virtual_run = crate::sim::simulate(&scenario, ()).unwrap();
            for pace in ["1x", "60x", "1000000x"] {
                let paced_run = simulate(&scenario, pace.parse().unwrap(), ()).await.unwrap();
                assert_eq!(paced_run, virtual_run, "seed {seed}, pace {pace}");
            }
        }
    }

    /// The clock is tokio's: an event comes at its hour, not before, and not more than tokio's grain after.
    #[tokio::test(start_paused = true)]
    async fn events_come_at_their_hour() {
        let scenario = Scenario::moscow().unwrap();
        let begun = Instant::now();
        let mut off = Vec::new();
        let watch = |at: Duration, _: &crate::sim::Happening<'_>| {
            off.push((begun.elapsed(), at / 60));
        };
        simulate(&scenario, "60x".parse().unwrap(), watch).await.unwrap();
        assert!(off.len() > 200, "{}", off.len());
        let grain = Duration::from_millis(3);
        assert!(off.iter().all(|(at, hour)| (*hour..*hour + grain).contains(at)), "{off:?}");
    }

    #[test]
    fn paces() {
        for written in ["1x", "60x"] {
            assert_eq!(written.parse::<Pace>().unwrap().to_string(), written);
        }
        for written in ["", "x", "0x", "60", "-1x", "+1x", "1.5x", "99999999999x", "max"] {
            assert_eq!(written.parse::<Pace>(), Err(NotAPace(written.to_owned())));
        }
    }
}
