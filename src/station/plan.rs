//! What a station knows when it opens: itself, its circuits, the rules of its network.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{Collective, Incoming, OpeningHours, Outgoing, Preemption, PreemptionMode};
use crate::directory::Routes;
use crate::message::RoutingIndicator;

/// All that a station knows of itself and its surroundings when it opens.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Plan {
    /// Its routing indicator.
    pub indicator: RoutingIndicator<'static>,
    /// Its plain language address designator.
    pub plad: String,
    /// Whether it forwards what is not for itself.
    pub relay: bool,
    /// The time to handle one transmission before it is queued onward.
    pub processing: Duration,
    /// When it acts on what is for itself, but for FLASH and NIACT IMMEDIATE; `None`: day and night.
    pub hours: Option<OpeningHours>,
    /// Which transmissions interrupt a lower one in progress.
    pub preemption: Preemption,
    /// What becomes of the one that was interrupted.
    pub preemption_mode: PreemptionMode,
    /// Rules of handling that a network may have or lack.
    pub rules: Rules,
    /// Whether it says what has to be written down before its actions are carried out, for [`Station::reopen`](super::Station::reopen).
    pub journal: bool,
    /// The date and time at the start of the scenario: fills in filing times.
    pub start: Timestamp,
    /// Whether channel numbers begin again at 0001 with each day, UTC (ACP 127(G) 413).
    pub day_change: bool,
    /// Whether it tells originators of what it cannot send on, where it relays (ACP 127(G) 426i).
    pub tell_originators: bool,
    /// The circuits it sends on.
    pub outgoing: Vec<OutgoingCircuit>,
    /// The circuits it receives on.
    pub incoming: Vec<IncomingCircuit>,
    /// Which of `outgoing` leads to which routing indicator, alternates after the first choice.
    pub routes: Routes,
    /// The stations known by their plain language address designators, for addressees without routing indicator.
    pub stations: Arc<BTreeMap<String, RoutingIndicator<'static>>>,
    /// The collectives that are known.
    pub collectives: Arc<[Collective]>,
}

impl Plan {
    /// A station without circuits, open day and night, that is no relay and interrupts nothing.
    pub fn new(indicator: RoutingIndicator<'static>, plad: &str, start: Timestamp) -> Self {
        Self {
            indicator,
            plad: plad.to_owned(),
            relay: false,
            processing: Duration::ZERO,
            hours: None,
            preemption: Preemption::None,
            preemption_mode: PreemptionMode::default(),
            rules: Rules::default(),
            journal: false,
            start,
            tell_originators: false,
            day_change: false,
            outgoing: Vec::new(),
            incoming: Vec::new(),
            routes: Routes::default(),
            stations: Arc::default(),
            collectives: Vec::new().into(),
        }
    }
}

/// Rules of handling that a network may have or lack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Rules {
    /// How long a post waits for missing sections, while no channel number is open, before it asks their originator; `None`: it
    /// never asks.
    pub ask_originator: Option<Duration>,
    /// Every FLASH is receipted to the station that it came from.
    pub flash_receipts: bool,
    /// Relays pass FLASH and IMMEDIATE that are garbled in the text on at once, subject to correction.
    pub subject_to_correction: bool,
    /// A branch goes at the highest precedence of the addressees that it serves, not at that of the message.
    pub dual_precedence: bool,
    /// Stations pass on what comes to them and is for others: missent messages as they are, misrouted ones with a pilot.
    pub reroute: bool,
    /// The relay that serves each originator, which is asked at last.
    pub serving: BTreeMap<RoutingIndicator<'static>, RoutingIndicator<'static>>,
}

/// What the sender knows of a circuit.
#[derive(Clone, Debug)]
pub struct OutgoingCircuit {
    /// The channel designator of format line 1.
    pub channel: String,
    /// The station at the far end.
    pub to: RoutingIndicator<'static>,
    /// The time that one character takes.
    pub character: Duration,
    /// The circuit on which the far end answers, if there is one.
    pub way_back: Option<Incoming>,
    /// The circuit can lose, garble or fail: with a way back, what is sent on it is kept until confirmed.
    pub faulty: bool,
    /// How long to wait for the answer to a request at first; it doubles with each repetition.
    pub patience: Duration,
    /// What would wait longer than this for what goes before it takes an alternate. `None`: only while it is down.
    pub backlog: Option<Duration>,
}

/// What the receiver knows of a circuit.
#[derive(Clone, Debug)]
pub struct IncomingCircuit {
    /// The channel designator of format line 1.
    pub channel: String,
    /// The station at the far end.
    pub from: RoutingIndicator<'static>,
    /// The time that one character takes.
    pub character: Duration,
    /// The time that it is on its way.
    pub latency: Duration,
    /// The circuit on which to report open and damaged numbers, if there is one.
    pub way_back: Option<Outgoing>,
    /// The circuit can lose, garble or fail: with a way back, open numbers are reported until answered.
    pub faulty: bool,
    /// How long to wait for the answer to a report at first; it doubles with each repetition.
    pub patience: Duration,
}
