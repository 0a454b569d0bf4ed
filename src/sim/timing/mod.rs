//! Timing fidelity: the rules of the network on lengths alone, with no bytes, for millions of cables.
//!
//! A transmission takes the time of its cable's length and of the circuit's overhead. Stations, routes, precedence, order
//! of receipt, pre-emption and outages are those of the wire; there is no heading and no division into sections. What
//! waits takes some hundred bytes, and names things by numbers only.
//!
//! Where something can be lost the way of a copy is another ([`passage`]): each transmission has a number, what becomes of it is
//! drawn from the circuit's weather, and what does not come in is asked for and sent again, by the accounts of the wire's
//! stations ([`hop`], [`service`]). The copy itself is in one place always: with the receiver when it has come in whole, else with
//! the sender. So nothing is lost or delivered twice, whatever the accounts say.

mod agenda;
mod carry;
mod collectives;
mod ending;
mod engine;
mod figures;
mod hop;
mod line;
mod log;
mod outages;
mod passage;
mod report;
mod service;
mod slab;
mod source;
mod stops;
mod suspects;
mod told;
mod travel;
mod ways;

use crate::message::{Classification, Precedence};
use crate::sim::laws::BrokenLaw;
use crate::sim::report::Outcome;
use crate::sim::scenario::{Scenario, WarmUp};

pub(crate) use figures::{LevelFigures, RunFigures, StationFigures};
pub(crate) use line::{LineFigures, Mishaps};
pub(crate) use report::Pool;
pub(crate) use told::Saw;

/// The time from which and up to which figures are taken, in nanoseconds.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: u64,
    to: u64,
}

/// A cable on its way.
#[derive(Debug)]
struct Cable {
    at: u64,
    number: u64,
    source: u32,
    length: u32,
    /// Deliveries that are still to be made.
    open: u32,
    /// The class for which circuits have to be approved to carry it.
    class: Classification,
    /// The precedences at which it has been delivered to some post, a bit each.
    delivered: u8,
    /// It has come in before: nobody waits for it, and it is put aside.
    is_ghost: bool,
}

/// One copy of a cable: in a queue, on a circuit or at a station. One of no cable is a service message.
#[derive(Debug)]
struct Copy {
    /// When it first joined this queue.
    joined: u64,
    /// When it last joined this queue.
    since: u64,
    /// Its time in queues so far, on its whole way.
    waited: u64,
    /// What its transmission takes.
    whole: u64,
    /// What of it is left to send.
    left: u64,
    cable: u32,
    /// The first of the stations that it calls.
    first: u32,
    next: u32,
    circuit: u32,
    /// The station it came from, or none.
    back: u32,
    precedence: Precedence,
}

impl Copy {
    /// A copy of nothing, called to nobody.
    const NOTHING: Self = Self {
        joined: 0,
        since: 0,
        waited: 0,
        whole: 0,
        left: 0,
        cable: slab::NONE,
        first: slab::NONE,
        next: slab::NONE,
        circuit: slab::NONE,
        back: slab::NONE,
        precedence: Precedence::Routine,
    };
}

/// One station that a copy calls.
#[derive(Clone, Copy, Debug)]
struct Call {
    station: u32,
    next: u32,
    precedence: Precedence,
    /// The post acts on it at once, day or night.
    wakes: bool,
    /// The copy has left for it by an alternate, at one station or more.
    strayed: bool,
    /// It stands in the place of a collective that has just been expanded: it is called from here.
    fresh: bool,
}

/// A member of a collective that is called by it: the call is to the relay that expands it.
#[derive(Clone, Copy, Debug)]
struct Member {
    station: u32,
    /// The collective, by its place.
    of: u32,
}

/// A delivery that waits for the post to open.
#[derive(Clone, Copy, Debug)]
struct Held {
    cable: u32,
    station: u32,
    precedence: Precedence,
    waited: u64,
    /// When it came, whether the post was open or not.
    came: u64,
}

pub(crate) const fn level(precedence: Precedence) -> usize {
    precedence as usize
}

/// Takes the delivery log as it grows, in pieces of whole lines.
pub(crate) type Logged<'l> = dyn FnMut(&str) + 'l;

/// Runs a scenario of timing fidelity.
pub(crate) fn simulate(
    scenario: &Scenario,
    logged: &mut Logged<'_>,
    saw: Option<Saw<'_>>,
) -> Result<Outcome, BrokenLaw> {
    let figures = run_watched(scenario, logged, saw)?;
    Ok(report::outcome(scenario, figures))
}

/// The figures of one run. Where the run is to find its time to warm up it is made twice.
pub(crate) fn run(scenario: &Scenario) -> Result<RunFigures, BrokenLaw> {
    run_watched(scenario, &mut |_| (), None)
}

fn run_watched(
    scenario: &Scenario,
    logged: &mut Logged<'_>,
    saw: Option<Saw<'_>>,
) -> Result<RunFigures, BrokenLaw> {
    let warm_up = match scenario.warm_up {
        WarmUp::Fixed(time) => crate::sim::nanoseconds(time),
        WarmUp::Auto => engine::run(scenario, 0, &mut |_| (), true, None)?.warm_up_found(),
    };
    engine::run(scenario, warm_up, logged, false, saw)
}
