//! The run: offers, queues, circuits, relays and posts, one event after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::agenda::{Agenda, Due};
use super::figures::{LevelFigures, RunFigures, StationFigures};
use super::hop::{Flight, Hop};
use super::line::{LEVELS, Line};
use super::log::Log;
use super::slab::{NONE, Slab};
use super::source::Source;
use super::stops::{Aside, Power};
use super::told::Told;
use super::travel::Branch;
use super::ways::Ways;
use super::{Cable, Call, Copy, Held, Logged, Member, Saw, Window, level};
use crate::message::{Precedence, limits};
use crate::sim::by_hour::ByHour;
use crate::sim::confidence::Series;
use crate::sim::draw::Draw;
use crate::sim::histogram;
use crate::sim::laws::BrokenLaw;
use crate::sim::nanoseconds;
use crate::sim::offer::{Offer, Offers};
use crate::sim::report::Undelivered;
use crate::sim::scenario::{Scenario, Station, Submission};
use crate::station::Urgency;

/// The state of a run.
pub(super) struct Engine<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) sources: &'s [Source],
    pub(super) window: Window,
    pub(super) now: u64,
    pub(super) agenda: Agenda,
    pub(super) lines: Vec<Line>,
    /// What each circuit takes for one section.
    pub(super) sections: Vec<u64>,
    pub(super) cables: Slab<Cable>,
    pub(super) copies: Slab<Copy>,
    pub(super) calls: Slab<Call>,
    /// Calls of collectives, by their places among the calls.
    pub(super) members: BTreeMap<u32, Member>,
    /// Deliveries that wait for a post to open.
    pub(super) desk: Slab<Held>,
    pub(super) posts: Vec<Post>,
    /// By the place of a class among the routes.
    pub(super) ways: Vec<Ways<'s>>,
    pub(super) branches: Vec<Branch>,
    /// What has left a station by an alternate: the cable, whom it calls, and the station.
    pub(super) strays: BTreeSet<(u32, u32, u32)>,
    /// By station, how many wait there.
    pub(super) waiting: Vec<u64>,
    pub(super) objectives: [u64; LEVELS],
    pub(super) figures: RunFigures,
    pub(super) log: Log<'s>,
    pub(super) told: Option<Told<'s>>,
    /// Copies on circuits on which something can go wrong.
    pub(super) flights: Slab<Flight>,
    /// Numbers that are held until the next has arrived, by circuit.
    pub(super) holds: Slab<(u32, u64)>,
    /// How much of what is due carries no cable: service messages, and looks at circuits for what is to be said.
    pub(super) idle: usize,
    /// Known cables that have been handed in, or lie at a desk.
    submitted: usize,
    /// By station; none where no station stops.
    pub(super) power: Vec<Power>,
}

/// What is asked of a station for each copy.
#[derive(Debug)]
pub(super) struct Post {
    /// A relay, and how long it handles what goes on; none where it is no relay.
    pub(super) relays_after: Option<u64>,
    pub(super) is_always_open: bool,
    pub(super) is_stopped: bool,
}

impl Post {
    fn of(station: &Station) -> Self {
        Self {
            relays_after: station.relay.then(|| nanoseconds(station.processing)),
            is_always_open: station.hours.is_none(),
            is_stopped: false,
        }
    }
}

/// Characters of one section: what takes longer is extra long (ACP 127(G) 151d).
const SECTION: usize = limits::SECTION_LINES_MAX * limits::LINE_COLUMNS_MAX;

/// Runs a scenario. Figures are taken of cables offered from `warm_up` on.
pub(super) fn run(
    scenario: &Scenario,
    warm_up: u64,
    logged: &mut Logged<'_>,
    find_warm_up: bool,
    saw: Option<Saw<'_>>,
) -> Result<RunFigures, BrokenLaw> {
    let sources = Source::all(scenario);
    let mut engine = Engine::new(scenario, &sources, warm_up, logged);
    engine.told = saw.map(Told::to);
    engine.figures.transits = find_warm_up.then(Series::default);
    engine.run()?;
    engine.finish()
}

impl<'s> Engine<'s> {
    fn new(scenario: &'s Scenario, sources: &'s [Source], warm_up: u64, logged: &'s mut Logged<'s>) -> Self {
        let mut agenda = Agenda::default();
        for (place, outage) in (0..).zip(&scenario.outages) {
            agenda.put(nanoseconds(outage.from), Due::Down(place));
            if let Some(until) = outage.until {
                agenda.put(nanoseconds(until), Due::Up(place));
            }
        }
        for (place, stop) in (0..).zip(&scenario.stops) {
            agenda.put(nanoseconds(stop.from), Due::Stop(place));
            if let Some(until) = stop.until {
                agenda.put(nanoseconds(until), Due::Back(place));
            }
        }
        for (place, submission) in (0..).zip(&scenario.submissions) {
            agenda.put(nanoseconds(submission.at), Due::Submit(place));
        }
        let line = |(circuit, hop): (&crate::sim::scenario::Circuit, Option<Box<Hop>>)| {
            let redraw = circuit.redraw.map(|mean| (Draw::of_circuit(scenario.seed, &circuit.name), mean));
            Line::new(circuit, redraw, hop, histogram::of_one(scenario.circuits.len()))
        };
        let section = |circuit: &crate::sim::scenario::Circuit| nanoseconds(circuit.speed.time(SECTION));
        let to = nanoseconds(scenario.duration);
        let mut objectives = [u64::MAX; LEVELS];
        for precedence in Precedence::ALL {
            if let Some(slot) = objectives.get_mut(level(precedence)) {
                *slot = scenario.objectives.of(precedence).map_or(u64::MAX, nanoseconds);
            }
        }
        let stations = scenario.stations.len();
        Self {
            scenario,
            sources,
            window: Window { from: warm_up.min(to), to },
            now: 0,
            agenda,
            lines: scenario.circuits.iter().zip(Hop::all(scenario)).map(line).collect(),
            sections: scenario.circuits.iter().map(section).collect(),
            cables: Slab::default(),
            copies: Slab::default(),
            calls: Slab::default(),
            members: BTreeMap::new(),
            desk: Slab::default(),
            posts: scenario.stations.iter().map(Post::of).collect(),
            ways: (0..=scenario.limits.len()).map(|class| Ways::new(scenario, class)).collect(),
            branches: Vec::new(),
            strays: BTreeSet::new(),
            waiting: vec![0; stations],
            objectives,
            figures: RunFigures {
                warm_up,
                levels: LevelFigures::of(scenario),
                stations: vec![StationFigures::default(); stations],
                posts: histogram::of_each(stations),
                hours: ByHour::from(scenario.start()),
                ..RunFigures::default()
            },
            log: Log::new(scenario, sources, logged),
            told: None,
            flights: Slab::default(),
            holds: Slab::default(),
            idle: 0,
            submitted: 0,
            power: if scenario.stops.is_empty() {
                Vec::new()
            } else {
                scenario.stations.iter().map(|_| Power::default()).collect()
            },
        }
    }

    fn run(&mut self) -> Result<(), BrokenLaw> {
        let scenario = self.scenario;
        let mut offers = Offers::new(scenario);
        let mut offer = Offer::default();
        let mut offered = offers.next_at().unwrap_or(u64::MAX);
        loop {
            let due = self.agenda.next_at();
            if offered != u64::MAX && due.is_none_or(|due| offered <= due) {
                offers.next_into(&mut offer);
                self.now = offered;
                if !offer.to.is_empty() {
                    self.offer(&offer)?;
                }
                offered = offers.next_at().unwrap_or(u64::MAX);
                continue;
            }
            let Some((at, order, due)) = self.agenda.take() else {
                break;
            };
            let before = std::mem::replace(&mut self.now, at);
            match due {
                Due::End(circuit) => self.end(circuit, order)?,
                Due::Arrive(copy) => self.arrive(copy)?,
                Due::Forward(copy) => {
                    if let Some((from, station)) = self.ends_of(copy) {
                        if self.is_stopped(station) {
                            self.put_aside(station, Aside::Handled(copy));
                        } else {
                            self.forward(copy, from, station)?;
                        }
                    }
                }
                Due::Open(place) => self.open_desk(place),
                Due::Submit(place) => {
                    self.submitted += 1;
                    if let Some(submission) = scenario.submissions.get(place as usize) {
                        self.submit(place, submission)?;
                    }
                }
                Due::Down(outage) => self.go_down(outage)?,
                Due::Up(outage) => self.come_up(outage)?,
                Due::Stop(stop) => self.stop(stop),
                Due::Back(stop) => self.come_back(stop)?,
                Due::Release(hold) => self.release(hold)?,
                // Where all is settled the rest of a confirmation, or a second copy, is of no account.
                _ if offered == u64::MAX && self.is_settled() => {
                    self.now = before;
                    break;
                }
                Due::Land(flight) => self.land(flight)?,
                Due::Said(_) | Due::Heard(_) | Due::Ring(_) if offered == u64::MAX && self.is_stuck() => {
                    self.now = before;
                    break;
                }
                Due::Said(circuit) => {
                    self.idle -= 1;
                    self.end(circuit, order)?;
                }
                Due::Heard(flight) => {
                    self.idle -= 1;
                    self.land(flight)?;
                }
                Due::Ring(circuit) => {
                    self.idle -= 1;
                    self.ring(circuit, order)?;
                }
            }
        }
        self.figures.minimized = offers.minimized();
        Ok(())
    }

    /// Everything has been handed in, and each delivery is made or can no longer be.
    fn is_settled(&self) -> bool {
        let settled = self.figures.delivered + self.figures.undelivered.len() as u64;
        settled == self.figures.offered && self.submitted == self.scenario.submissions.len()
    }

    fn offer(&mut self, offer: &Offer) -> Result<(), BrokenLaw> {
        let precedence = offer.precedence.unwrap_or(Precedence::Routine);
        let wakes = Urgency { precedence, night_action: offer.night_action }.wakes();
        let mut first = NONE;
        let mut call = Call { station: NONE, next: NONE, precedence, wakes, strayed: false, fresh: false };
        for (place, station) in offer.to.iter().enumerate().rev() {
            (call.station, call.next) = (u32::try_from(*station).unwrap_or(NONE), first);
            first = self.calls.put(call);
            if let Some(Some(by)) = offer.by.get(place) {
                self.call_by(first, *by);
            }
        }
        let source = u32::try_from(offer.stream).unwrap_or(NONE);
        let open = u32::try_from(offer.to.len()).unwrap_or(NONE);
        self.count_offered(precedence, u64::from(open));
        let (number, length, class) = (offer.number, offer.length, offer.class);
        let cable =
            Cable { at: self.now, number, source, length, open, class, delivered: 0, is_ghost: false };
        self.hand_in(cable, first, precedence)
    }

    fn submit(&mut self, place: u32, submission: &Submission) -> Result<(), BrokenLaw> {
        let (mut first, mut open) = (NONE, 0);
        for addressed in submission.addressees.iter().rev() {
            let precedence = addressed.urgency.precedence;
            self.count_offered(precedence, 1);
            if let Some(station) = addressed.station.and_then(|station| u32::try_from(station).ok()) {
                open += 1;
                let wakes = addressed.urgency.wakes();
                let call = Call { station, next: first, precedence, wakes, strayed: false, fresh: false };
                first = self.calls.put(call);
                if let Some(by) = addressed.by {
                    self.call_by(first, by);
                }
            } else {
                let (cable, to) = (submission.id.to_string(), addressed.name.to_string());
                let why = "no such station".to_owned();
                self.tell_undelivered(&cable, &to, &why);
                self.figures.undelivered.push(Undelivered { cable, to, why, seed: None });
            }
        }
        let source = u32::try_from(self.scenario.traffic.len()).unwrap_or(NONE).saturating_add(place);
        let length = u32::try_from(submission.text.len()).unwrap_or(u32::MAX);
        let class = submission.class;
        let at = self.now;
        let cable = Cable { at, number: 0, source, length, open, class, delivered: 0, is_ghost: false };
        self.hand_in(cable, first, submission.precedence)
    }

    fn count_offered(&mut self, precedence: Precedence, many: u64) {
        self.figures.offered += many;
        if self.now >= self.window.from
            && let Some(figures) = self.figures.levels.get_mut(level(precedence))
        {
            figures.offered += many;
        }
    }

    fn hand_in(&mut self, cable: Cable, first: u32, precedence: Precedence) -> Result<(), BrokenLaw> {
        self.figures.cables += 1;
        let from = self.sources.get(cable.source as usize).map_or(NONE, Source::from);
        let cable = self.cables.put(cable);
        if cable == NONE {
            return Err(self.broken("the network", "more cables on their way than can be counted".to_owned()));
        }
        let copy = self.copies.put(Copy::NOTHING);
        if let Some(copy) = self.copies.get_mut(copy) {
            (copy.cable, copy.first, copy.precedence) = (cable, first, precedence);
        }
        if self.is_stopped(from) {
            self.put_aside(from, Aside::Cable(copy));
            return Ok(());
        }
        self.accept(copy, from)
    }

    pub(super) fn undelivered(&mut self, cable: u32, to: u32, why: String) {
        let Some(cable) = self.cables.get(cable).filter(|cable| !cable.is_ghost) else { return };
        let Some(source) = self.sources.get(cable.source as usize) else { return };
        let to =
            self.scenario.stations.get(to as usize).map_or_else(String::new, |to| to.indicator.to_string());
        let cable = source.id(cable.number);
        self.tell_undelivered(&cable, &to, &why);
        self.figures.undelivered.push(Undelivered { cable, to, why, seed: None });
    }

    pub(super) fn broken_on(&self, circuit: u32, law: String) -> BrokenLaw {
        let name = self.scenario.circuits.get(circuit as usize).map_or("", |circuit| circuit.name.as_str());
        self.broken(name, law)
    }

    pub(super) fn broken(&self, place: &str, law: String) -> BrokenLaw {
        BrokenLaw {
            seed: self.scenario.seed,
            at: Duration::from_nanos(self.now),
            place: place.to_owned(),
            law,
        }
    }
}
