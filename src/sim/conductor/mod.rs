//! The conductor: circuits, their weather and the agenda, between stations that somebody else asks.
//!
//! A run is a loop that both drivers share. [`Conductor::step`] says what is due: to let time pass, to tell a station of an event, to
//! say how much work is left, or that the run is over. The driver asks the station, in its own way, and hands its
//! actions to [`Conductor::carry_out`]. All times are computed here from lengths and speeds; a driver that waits for
//! them changes nothing.

mod actions;
mod ending;
mod line;
mod rules;
mod stops;
#[cfg(test)]
mod tests;
mod waits;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use smallvec::SmallVec;

use super::agenda::Agenda;
use super::draft::{self, Texts};
use super::laws::BrokenLaw;
use super::ledger::Ledger;
use super::offer::{Offer, Offers};
use super::report::{Corrections, Inquiries, Receipts, Strays};
use super::scenario::{Circuit, Scenario, Station};
use super::watch::{Happening, Transmission, Watch};
use crate::message::RoutingIndicator;
use crate::station::{CableKey, Collective, Event, Incoming, Outgoing, Tape};
use line::{Line, Paused};
use stops::Power;
use waits::Waits;

/// A reordered transmission is held no longer than this.
const HOLD_MAX: Duration = Duration::from_secs(10);

/// What the driver has to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Nothing happens before this time since the start of the scenario. A driver that keeps time waits for it.
    Wait(Duration),
    /// Tell a station of an event, and give its actions to [`Conductor::carry_out`].
    Handle(Due),
    /// Open a station anew with [`Station::reopen`](crate::station::Station::reopen): it has stopped, and is back with its journal.
    Reopen(Reopening),
    /// Ask the stations what work is outstanding on each circuit, and give it to [`Conductor::survey`].
    Survey,
    /// The run is over: [`Conductor::finish`].
    End,
}

/// An event that is due at a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Time since the start of the scenario.
    pub at: Duration,
    /// The station, by its place in [`Scenario::plans`].
    pub station: usize,
    /// What happens to it.
    pub event: Event,
}

/// A station that is back after a stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Time since the start of the scenario.
    pub at: Duration,
    /// The station, by its place in [`Scenario::plans`].
    pub station: usize,
    /// All that it had on disk.
    pub journal: bytes::Bytes,
}

/// Conducts one run of a scenario.
#[derive(Debug)]
pub struct Conductor<'s, W> {
    scenario: &'s Scenario,
    watch: W,
    now: Duration,
    /// The time that the driver was told of last.
    told: Duration,
    agenda: Agenda<Entry>,
    /// What is due at this very moment, before the agenda's next.
    ready: VecDeque<Ready>,
    lines: Vec<Line>,
    stations: Vec<Figures>,
    power: Vec<Power>,
    /// The stations by the numbers that their routing indicators are, the lowest first.
    places: Vec<(u64, usize)>,
    /// The stations by name, where there are collectives.
    names: BTreeMap<String, RoutingIndicator<'static>>,
    collectives: Arc<[Collective]>,
    ledger: Ledger,
    /// The random cables that are still to come.
    offers: Offers<'s>,
    texts: Texts,
    /// What the station that is being asked was told of.
    asked: Asked,
    /// Cables that have not been handed in, and cables' transmissions on circuits or on their way.
    moving: usize,
    /// Until when a relay may still be handling a transmission.
    handling_until: Option<Duration>,
    /// How long each section waited in queues on its way to a station.
    waits: Waits,
    /// When a cable that waits for a post to open came, and how long it had waited in queues, by post.
    at_desk: BTreeMap<(usize, CableKey, [u8; 32]), (Duration, Duration)>,
    /// What was cut off or withdrawn, by station and ticket, until it joins its queues again.
    put_back: BTreeMap<(usize, u64), PutBack>,
    /// What was interrupted and waits to go on, by station and ticket.
    paused: BTreeMap<(usize, u64), Paused>,
    outlook: Outlook,
    events: u64,
    duplicates_suppressed: u64,
    repeats_sent: u64,
    suspected_duplicates: u64,
    inquiries: Option<Inquiries>,
    receipts: Option<Receipts>,
    corrections: Option<Corrections>,
    strays: Option<Strays>,
}

/// Whether a delivery can still be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outlook {
    /// Something has happened since it was last looked at.
    Unknown,
    Hope,
    None,
}

/// What stands on the agenda.
#[derive(Clone, Debug)]
enum Entry {
    Down(usize),
    Up(usize),
    Stop(usize),
    Back(usize),
    Submit(usize),
    /// The next random cable.
    Offer,
    /// The last character has left; void if the circuit went down meanwhile.
    Left {
        circuit: usize,
        transmission: u64,
    },
    Arrive {
        circuit: usize,
        copy: Copy,
        overtaken: bool,
    },
    /// A held copy has been held long enough; void if it was released before.
    Release {
        circuit: usize,
        transmission: u64,
    },
    Wake(usize),
}

/// One copy of a transmission on its way.
#[derive(Clone, Debug)]
struct Copy {
    tape: Tape,
    damaged: bool,
    transmission: u64,
    /// How long it was on the circuit.
    takes: Duration,
    what: Arc<Carried>,
}

/// What a transmission carries, as its heading says.
#[derive(Clone, Debug)]
struct Carried {
    number: u32,
    precedence: crate::message::Precedence,
    /// `None` for a service message, whether between two stations or to an originator.
    cable: Option<Passage>,
    /// It has to come through: all but service messages between two stations.
    moves: bool,
    length: usize,
    /// It goes subject to correction: nothing of it counts as received.
    in_doubt: bool,
    /// Its sender has cancelled it: nothing of the cable arrives.
    cancelled: bool,
}

impl Carried {
    /// Whether something arrives with it that is waited for.
    const fn is_moving(&self) -> bool {
        self.moves && !self.cancelled
    }

    /// The section of a cable that arrives with it.
    fn section(&self) -> Option<&Passage> {
        self.cable.as_ref().filter(|_| !self.cancelled)
    }
}

/// One section of a cable on its way to some of its addressees.
#[derive(Clone, Debug)]
struct Passage {
    cable: usize,
    section: u8,
    /// The stations it calls, as written, where anybody watches; and those of them that are in the scenario.
    calls: SmallVec<[RoutingIndicator<'static>; 4]>,
    called: SmallVec<[usize; 4]>,
    /// How long it has waited in queues so far, this circuit's included.
    waited: Duration,
}

/// The wait so far of something that was cut off or withdrawn.
#[derive(Clone, Copy, Debug)]
struct PutBack {
    circuit: usize,
    /// When it joined that circuit's queue for the first time.
    joined: Duration,
    in_queues: Duration,
}

#[derive(Clone, Debug)]
enum Ready {
    Tell { station: usize, event: Event, asked: Asked },
    Reopen(Reopening),
}

#[derive(Clone, Debug, Default)]
enum Asked {
    #[default]
    Other,
    Submission(usize),
    Arrival(Arc<Carried>),
}

/// A station's figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) delivered: u64,
    /// How much waits for its circuits at present, all together.
    pub(super) waiting: usize,
    pub(crate) queue_max: usize,
    pub(crate) missing_peak: usize,
    pub(crate) repeats_requested: u64,
    /// Deliveries that waited for it to open.
    pub(crate) held: u64,
    /// What relays told it that they could not send on.
    pub(crate) told: u64,
}

impl<'s, W: Watch> Conductor<'s, W> {
    /// Sets the scene: nothing has happened yet.
    pub fn new(scenario: &'s Scenario, watch: W) -> Self {
        let mut agenda = Agenda::default();
        for outage in &scenario.outages {
            agenda.put(outage.from, Entry::Down(outage.circuit));
            if let Some(until) = outage.until {
                agenda.put(until, Entry::Up(outage.circuit));
            }
        }
        for (place, stop) in scenario.stops.iter().enumerate() {
            agenda.put(stop.from, Entry::Stop(place));
            if let Some(until) = stop.until {
                agenda.put(until, Entry::Back(place));
            }
        }
        for (cable, submission) in scenario.submissions.iter().enumerate() {
            agenda.put(submission.at, Entry::Submit(cable));
        }
        let offers = Offers::new(scenario);
        if let Some(at) = offers.next_at() {
            agenda.put(Duration::from_nanos(at), Entry::Offer);
        }
        let stations = scenario.stations.iter().enumerate();
        let mut places: Vec<_> =
            stations.map(|(place, station)| (station.indicator.packed(), place)).collect();
        places.sort_unstable();
        Self {
            scenario,
            watch,
            now: Duration::ZERO,
            told: Duration::ZERO,
            agenda,
            ready: VecDeque::new(),
            lines: Line::all(scenario),
            stations: vec![Figures::default(); scenario.stations.len()],
            power: Power::all(scenario),
            names: if scenario.collectives.is_empty() {
                BTreeMap::new()
            } else {
                scenario.stations_by_name()
            },
            collectives: scenario.collectives_known(),
            places,
            ledger: Ledger::new(scenario),
            asked: Asked::Other,
            moving: scenario.submissions.len() + usize::from(offers.next_at().is_some()),
            offers,
            texts: Texts::default(),
            handling_until: None,
            waits: Waits::default(),
            at_desk: BTreeMap::new(),
            put_back: BTreeMap::new(),
            paused: BTreeMap::new(),
            outlook: Outlook::Unknown,
            events: 0,
            duplicates_suppressed: 0,
            repeats_sent: 0,
            suspected_duplicates: 0,
            corrections: scenario.rules.subject_to_correction.then(Corrections::default),
            strays: scenario.rules.reroute.then(Strays::default),
            receipts: scenario.rules.flash_receipts.then(Receipts::default),
            inquiries: scenario.rules.ask_originator.map(|_| Inquiries::default()),
        }
    }

    /// The time up to which the run has come.
    pub const fn now(&self) -> Duration {
        self.now
    }

    /// How many deliveries are still to be made. Of random traffic that is still to come, only the next cable counts, and as
    /// one.
    pub fn open(&self) -> usize {
        self.ledger.open() + usize::from(self.offers.next_at().is_some())
    }

    /// What has to be done next.
    ///
    /// The run is over when every delivery is made or can no longer be made; whatever is still on its way then (a
    /// confirmation, a second copy) is of no account.
    pub fn step(&mut self) -> Step {
        loop {
            match self.ready.pop_front() {
                Some(Ready::Reopen(reopening)) => return Step::Reopen(reopening),
                Some(Ready::Tell { station, event, asked }) => {
                    self.asked = asked;
                    self.outlook = Outlook::Unknown;
                    return Step::Handle(Due { at: self.now, station, event });
                }
                None => {}
            }
            // What originators are told comes after the last delivery, or where there is none to be made.
            let done = self.open() == 0 && !self.scenario.tell_originators;
            if done || self.outlook == Outlook::None {
                return Step::End;
            }
            let handling = self.handling_until.is_some_and(|until| self.now <= until);
            if self.moving == 0 && !handling && self.outlook == Outlook::Unknown {
                return Step::Survey;
            }
            if let Some(at) = self.agenda.next_at().filter(|at| *at > self.told) {
                self.told = at;
                return Step::Wait(at);
            }
            let Some((at, entry)) = self.agenda.take_next() else {
                return Step::End;
            };
            self.now = at;
            self.enter(entry);
        }
    }

    fn enter(&mut self, entry: Entry) {
        match entry {
            Entry::Down(circuit) => self.go_down(circuit),
            Entry::Up(circuit) => self.come_up(circuit),
            Entry::Stop(stop) => self.stop(stop),
            Entry::Back(stop) => self.come_back(stop),
            Entry::Submit(cable) => self.submit(cable),
            Entry::Offer => self.offer(),
            Entry::Left { circuit, transmission } => self.leave(circuit, transmission),
            Entry::Arrive { circuit, copy, overtaken: true } => self.hold(circuit, copy),
            Entry::Arrive { circuit, copy, overtaken: false } => self.arrive(circuit, copy),
            Entry::Release { circuit, transmission } => self.release(circuit, transmission),
            Entry::Wake(station) => self.tell(station, Event::Wake, Asked::Other),
        }
    }

    /// Has a station told of something. One that is stopped hears nothing.
    fn tell(&mut self, station: usize, event: Event, asked: Asked) {
        if !self.is_stopped(station) {
            self.ready.push_back(Ready::Tell { station, event, asked });
        }
    }

    /// The next random cable is written out and handed in, and the one after it noted.
    fn offer(&mut self) {
        let mut offer = Offer::default();
        let come = self.offers.next_into(&mut offer);
        let ordinal = self.ledger.submissions().len() as u64 + 1;
        // This cable is in the place of the one that was noted.
        if let Some(at) = self.offers.next_at() {
            self.agenda.put(Duration::from_nanos(at), Entry::Offer);
            self.moving += 1;
        }
        if !come {
            return;
        }
        if offer.to.is_empty() {
            self.moving -= 1;
            return;
        }
        let (submission, refused) = draft::cable(self.scenario, &self.texts, &offer, ordinal);
        let cable = self.ledger.offer(submission);
        match refused {
            None => self.submit(cable),
            Some(why) => {
                self.ledger.refuse(cable, &why);
                self.moving -= 1;
            }
        }
    }

    fn submit(&mut self, cable: usize) {
        let Some(submission) = self.ledger.submission(cable) else { return };
        if !self.waits_at_the_desk(cable, submission.from) {
            self.hand_in(cable);
        }
    }

    fn hand_in(&mut self, cable: usize) {
        self.moving -= 1;
        let Some(submission) = self.ledger.submission(cable).cloned() else { return };
        let station = submission.from;
        show(&mut self.watch, self.now, || Happening::Submitted {
            station: name_of(self.scenario, station),
            cable: &submission.id,
        });
        self.tell(station, Event::Submit { cable: submission.bytes.clone() }, Asked::Submission(cable));
    }

    /// A law broke at a circuit or station.
    fn broken(&self, place: impl Into<String>, law: String) -> BrokenLaw {
        BrokenLaw { seed: self.scenario.seed, at: self.now, place: place.into(), law }
    }

    fn circuit(&self, circuit: usize) -> Option<&'s Circuit> {
        self.scenario.circuits.get(circuit)
    }

    fn station(&self, station: usize) -> Option<&'s Station> {
        self.scenario.stations.get(station)
    }
}

/// Tells a watch what has happened. Where nobody listens, nothing is looked up for it.
fn show<'h>(watch: &mut impl Watch, at: Duration, happening: impl FnOnce() -> Happening<'h>) {
    if watch.listens() {
        watch.saw(at, &happening());
    }
}

fn name_of(scenario: &Scenario, station: usize) -> &str {
    scenario.stations.get(station).map_or("", |station| station.indicator.as_str())
}

/// The circuit out of a station, by its place among all.
fn sends_on(station: &Station, Outgoing(own): Outgoing) -> Option<usize> {
    station.outgoing.get(own).copied()
}

/// The circuit into a station, by its place among all.
fn receives_on(station: &Station, Incoming(own): Incoming) -> Option<usize> {
    station.incoming.get(own).copied()
}

/// The place of a circuit among those of its sender.
fn outgoing(scenario: &Scenario, circuit: usize) -> Option<(usize, Outgoing)> {
    let from = scenario.circuits.get(circuit)?.from;
    let own = scenario.stations.get(from)?.outgoing.iter().position(|place| *place == circuit)?;
    Some((from, Outgoing(own)))
}

/// The place of a circuit among those of its receiver.
fn incoming(scenario: &Scenario, circuit: usize) -> Option<(usize, Incoming)> {
    let to = scenario.circuits.get(circuit)?.to;
    let own = scenario.stations.get(to)?.incoming.iter().position(|place| *place == circuit)?;
    Some((to, Incoming(own)))
}

/// A transmission as watchers see it.
fn seen<'a>(ledger: &'a Ledger, circuit: &'a Circuit, carried: &'a Carried) -> Transmission<'a> {
    Transmission {
        channel: &circuit.channel,
        number: carried.number,
        precedence: carried.precedence,
        cable: carried.cable.as_ref().map(|passage| ledger.id(passage.cable)),
        section: carried.cable.as_ref().map(|passage| passage.section),
        calls: carried.cable.as_ref().map_or(&[], |passage| passage.calls.as_slice()),
    }
}
