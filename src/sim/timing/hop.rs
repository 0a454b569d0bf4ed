//! What is kept of a circuit on which something can go wrong, or on which the far end answers for one: the numbers, and what is
//! behind them. The accounts are those of the stations of the wire; there are no bytes.

use std::collections::BTreeMap;
use std::time::Duration;

use super::service::Message;
use super::slab::NONE;
use super::suspects::Ghost;
use crate::message::Precedence;
use crate::sim::scenario::{Circuit, Scenario};
use crate::sim::weather::{Befallen, Faults, Weather};
use crate::station::repair::Ledger;
use crate::station::request::Request;
use crate::station::sides::{Receiving, Said};

/// One circuit, as far as it can fail.
#[derive(Debug)]
pub(super) struct Hop {
    pub(super) weather: Option<Weather>,
    /// The circuit on which its receiver reports; none where nothing is repaired.
    pub(super) back: u32,
    /// The circuits of which the reports go out here.
    pub(super) carries: Vec<u32>,
    /// The number used last, counted on past 9999.
    pub(super) last: u64,
    /// What becomes of the transmission in progress.
    pub(super) fate: Befallen,
    /// When the transmission in progress began: before it started where it was interrupted and goes on.
    pub(super) begun: u64,
    /// Under which number the cable in progress left for the first time, where that was before.
    pub(super) first: Option<u64>,
    /// The service message in progress.
    pub(super) saying: Option<(Message, Said)>,
    /// The place of the service message that waits, or none.
    pub(super) service: u32,
    /// What has left and is not confirmed.
    pub(super) ledger: Ledger<Kept>,
    pub(super) ask: Request,
    patience: Duration,
    pub(super) receiving: Receiving,
    /// By number, what is on its way to the far end.
    pub(super) flying: BTreeMap<u64, Flying>,
    /// By number, what did not come in whole: here the cable is still with the sender.
    pub(super) failed: BTreeMap<u64, Missing>,
    /// By copy that waits, under which number it left for the first time.
    pub(super) again: BTreeMap<u32, u64>,
    /// By copy that waits to go on where it stopped, what becomes of it and when it began.
    pub(super) paused: BTreeMap<u32, (Befallen, u64)>,
    /// Flights that the next transmission overtakes.
    pub(super) held: Vec<u32>,
    /// When the first of its times is over.
    pub(super) due: u64,
    /// When it is looked at, which may be before, and the place of that in the order of the agenda.
    pub(super) alarm: (u64, u64),
    /// Its sender is stopped.
    pub(super) is_stopped: bool,
    /// The number that was in progress when its sender stopped.
    pub(super) in_doubt: Option<u64>,
    /// The last number that its receiver missed.
    pub(super) missed: u64,
    /// What is unconfirmed may have to take another way.
    pub(super) may_divert: bool,
}

/// What the sender keeps of a number: what it needs to send it another way, where it may have to.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(pub(super) Option<Box<Ghost>>);

/// A cable that did not come in whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missing {
    pub(super) copy: u32,
    /// Under which number it left for the first time.
    pub(super) first: u64,
}

/// What is on its way under one number.
#[derive(Debug)]
pub(super) struct Flying {
    pub(super) load: Load,
    /// How many copies are still to come.
    pub(super) landings: usize,
    /// One of them will come in whole.
    pub(super) whole: bool,
    /// One has come in whole.
    pub(super) taken: bool,
    /// How long its transmission took.
    pub(super) takes: u64,
    pub(super) precedence: Precedence,
}

#[derive(Debug)]
pub(super) enum Load {
    Cable(Missing),
    Service(Message),
    /// The sender has broken it off: nothing is behind the number.
    Cancelled,
}

/// One copy on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flight {
    pub(super) circuit: u32,
    pub(super) ordinal: u64,
    /// Damaged, and whether its number can be read.
    pub(super) damage: Option<Damage>,
    pub(super) overtaken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    Number,
    Behind,
}

/// `VZCZCXMO0007`: damage up to here hides whose copy it is.
const IDENTIFICATION: usize = 12;

impl Damage {
    pub(super) const fn from(place: usize) -> Self {
        if place < IDENTIFICATION { Self::Number } else { Self::Behind }
    }
}

impl Hop {
    /// Those of a scenario, in the order of its circuits: what loses, damages, doubles or lets overtake, what a station stops
    /// on, and what is the way back of one of these.
    pub(super) fn all(scenario: &Scenario) -> Vec<Option<Box<Self>>> {
        let stops = |station: usize| scenario.stations.get(station).is_some_and(|station| station.stops);
        let touched = |circuit: &Circuit| stops(circuit.from) || stops(circuit.to);
        let can_lose =
            |circuit: &Circuit| circuit.faults.loss > 0.0 || circuit.faults.garble > 0.0 || touched(circuit);
        let number = |place: usize| u32::try_from(place).unwrap_or(NONE);
        let mut carries: Vec<Vec<u32>> = vec![Vec::new(); scenario.circuits.len()];
        for (place, circuit) in scenario.circuits.iter().enumerate().filter(|(_, circuit)| can_lose(circuit))
        {
            if let Some(own) = circuit.way_back.and_then(|back| carries.get_mut(back)) {
                own.push(number(place));
            }
        }
        let circuits = scenario.circuits.iter().enumerate().zip(carries);
        let hop = |((place, circuit), carries): ((usize, &Circuit), Vec<u32>)| {
            let fails = circuit.faults != Faults::default() || touched(circuit);
            (fails || !carries.is_empty()).then(|| {
                let back = circuit.way_back.filter(|_| can_lose(circuit)).map_or(NONE, number);
                let ways = scenario.stations.get(circuit.from).map_or(0, |from| from.outgoing.len());
                let mut outages = scenario.outages.iter();
                let may_divert = ways > 1 && outages.any(|outage| outage.circuit == place);
                Box::new(Self::new(scenario.seed, circuit, (back, carries), may_divert))
            })
        };
        circuits.map(hop).collect()
    }

    fn new(seed: u64, circuit: &Circuit, (back, carries): (u32, Vec<u32>), may_divert: bool) -> Self {
        // Lengths that are drawn anew have the circuit's own stream to themselves.
        let stream =
            if circuit.redraw.is_some() { format!("{} weather", circuit.name) } else { circuit.name.clone() };
        let has_weather = circuit.faults != Faults::default();
        Self {
            weather: has_weather.then(|| Weather::new(seed, &stream, &circuit.faults)),
            back,
            carries,
            last: 0,
            fate: Befallen::default(),
            begun: 0,
            first: None,
            saying: None,
            service: NONE,
            ledger: Ledger::default(),
            ask: Request::new(circuit.patience),
            patience: circuit.patience,
            receiving: Receiving::of(back != NONE, circuit.patience),
            flying: BTreeMap::new(),
            failed: BTreeMap::new(),
            again: BTreeMap::new(),
            paused: BTreeMap::new(),
            held: Vec::new(),
            due: u64::MAX,
            alarm: (u64::MAX, u64::MAX),
            is_stopped: false,
            in_doubt: None,
            missed: 0,
            may_divert,
        }
    }

    /// Whether what is lost on it is sent again.
    pub(super) const fn is_repaired(&self) -> bool {
        self.back != NONE
    }

    /// How far the next number is from the oldest that the far end has not accounted for.
    pub(super) fn ahead(&self) -> u64 {
        self.ledger.oldest().map_or(0, |oldest| self.last + 1 - oldest)
    }

    /// Takes the next number, with nothing behind it.
    pub(super) fn spend(&mut self) -> u64 {
        self.last += 1;
        if self.is_repaired() {
            self.ledger.blank(self.last);
        }
        self.last
    }

    /// A cable has left: the sender asks after a quiet time, or at once where many are kept.
    pub(super) fn keep(&mut self, ordinal: u64, kept: Kept, now: Duration) {
        if !self.is_repaired() {
            return;
        }
        self.ledger.keep(ordinal, kept);
        self.ask.kept(&self.ledger, now);
    }

    /// A service message has left. Nothing is behind its number that would have to be repeated.
    pub(super) fn said(&mut self, ordinal: u64, asked: bool, now: Duration) {
        if self.is_repaired() {
            self.ledger.blank(ordinal);
            self.ask.said(asked, self.ledger.unconfirmed(), now);
        }
    }

    /// The sender's quiet time, or its time to wait for an account, is over.
    pub(super) fn ring(&mut self, now: Duration) {
        self.ask.ring(self.ledger.unconfirmed(), now);
    }

    /// Copies were confirmed, or go again: the wait is for the others, if any.
    pub(super) fn progress(&mut self, now: Duration) {
        self.ask.settled(self.ledger.unconfirmed(), now);
    }

    /// The sender has come back: it knows what it has not confirmed, and nothing of what it was saying.
    pub(super) fn reopen_sender(&mut self) {
        self.ask = Request::new(self.patience);
        self.ledger.take_owed();
        if self.ledger.unconfirmed() > 0 {
            self.ask.want();
        }
    }

    /// The receiver has come back: it knows which numbers are open.
    pub(super) fn reopen_receiver(&mut self) {
        self.receiving.report = Request::new(self.patience);
        self.receiving.owes_account = false;
        self.receiving.review();
    }

    /// A copy no longer waits here.
    pub(super) fn forget(&mut self, copy: u32) {
        self.again.remove(&copy);
        self.paused.remove(&copy);
    }
}
