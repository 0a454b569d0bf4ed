//! Carrying out what a station wants done.

use std::time::Duration;

use smallvec::SmallVec;

use super::line::Start;
use super::{Asked, Carried, Conductor, Entry, Passage, PutBack, name_of, receives_on, sends_on, show};
use crate::message::{Precedence, RoutingIndicator};
use crate::sim::laws::BrokenLaw;
use crate::sim::settling::out_of_reach;
use crate::sim::statistics::Waiting;
use crate::sim::watch::{Happening, Watch};
use crate::station::{Action, Book, CableKey, Delivery, Incoming, Notice, Outgoing, Tape, Unreachable};

/// From so many transmissions on, a station may hold cables back until earlier ones are confirmed, and let a service
/// message of lower precedence go before them.
const WINDOW: u64 = 4000;

/// One transmission as a station hands it over.
struct Handed {
    circuit: usize,
    ticket: u64,
    number: u32,
    precedence: Precedence,
    service: bool,
    tape: Tape,
}

impl<W: Watch> Conductor<'_, W> {
    /// Carries out the actions of a station, in order. `missing` is how many sections its post misses by now.
    ///
    /// # Errors
    ///
    /// The law that they break.
    pub fn carry_out(
        &mut self,
        station: usize,
        actions: impl IntoIterator<Item = Action>,
        missing: usize,
    ) -> Result<(), BrokenLaw> {
        let (mut joined, mut back) = (SmallVec::<[_; 4]>::new(), Vec::new());
        for action in actions {
            if let Action::Queued { circuit, precedence, after, .. } = action {
                if let Some(circuit) = self.place(station, circuit) {
                    joined.push((circuit, precedence));
                }
                if let Some(after) = after {
                    back.push(after);
                }
            }
            self.carry_out_one(station, action)?;
        }
        // What was put back has joined its queues again, all of them at once.
        for ticket in back {
            self.put_back.remove(&(station, ticket));
        }
        if !joined.is_empty() {
            self.measure(station);
        }
        for (circuit, precedence) in joined {
            if let Some(line) = self.lines.get_mut(circuit) {
                line.tally.inversions += u64::from(line.is_before(precedence));
            }
        }
        if let Some(figures) = self.stations.get_mut(station) {
            figures.missing_peak = figures.missing_peak.max(missing);
        }
        Ok(())
    }

    fn carry_out_one(&mut self, station: usize, action: Action) -> Result<(), BrokenLaw> {
        match action {
            Action::Record(entry) => self.write_down(station, &entry),
            Action::Transmit { circuit, ticket, number, precedence, service, tape } => {
                let Some(circuit) = self.place(station, circuit) else { return Ok(()) };
                let handed = Handed { circuit, ticket, number, precedence, service, tape };
                return self.transmit(station, handed).map_err(|law| self.broken_on(circuit, law));
            }
            Action::Cancel { circuit, after, ending } => {
                let Some(circuit) = self.place(station, circuit) else { return Ok(()) };
                return self.cancel(circuit, after, &ending).map_err(|law| self.broken_on(circuit, law));
            }
            Action::Pause { circuit } => {
                let Some(circuit) = self.place(station, circuit) else { return Ok(()) };
                return self.pause(circuit).map_err(|law| self.broken_on(circuit, law));
            }
            Action::Wake { at } => self.agenda.put(at.max(self.now), Entry::Wake(station)),
            Action::Queued { circuit, ticket, precedence, service, after } => {
                let Some(circuit) = self.place(station, circuit) else { return Ok(()) };
                self.queue(station, circuit, ticket, precedence, service, after);
            }
            Action::Withdrawn { circuit, ticket } => return self.withdraw(station, circuit, ticket),
            Action::Accepted { key, sections } => {
                if let Asked::Submission(cable) = self.asked {
                    self.ledger.accept(cable, &key, sections);
                }
            }
            Action::Deliver(delivery) => return self.deliver(station, &delivery),
            Action::Held { key, seal, until } => self.hold_at_desk(station, key, seal, until),
            Action::Told(notice) => self.told_by_relay(station, &notice),
            Action::DuplicateSuppressed { key, section } => {
                self.duplicates_suppressed += 1;
                let cable = self.ledger.cable(&key).map_or("", |cable| self.ledger.id(cable));
                let station = name_of(self.scenario, station);
                self.watch.saw(self.now, &Happening::Duplicate { station, cable, section });
            }
            Action::Unroutable { key, indicator, why } => self.unroutable(station, &key, &indicator, why),
            // The ledger has known it from the start.
            Action::NoSuchStation { .. } => {}
            Action::RepeatRequested { circuit, numbers } => self.repeat_requested(station, circuit, &numbers),
            Action::RepeatSent { circuit, number } => {
                self.repeats_sent += 1;
                let Some(circuit) = self.place(station, circuit).and_then(|place| self.circuit(place)) else {
                    return Ok(());
                };
                let channel = circuit.channel.as_str();
                let station = name_of(self.scenario, station);
                self.see(&Happening::RepeatSent { station, channel, number });
            }
            Action::SuspectedDuplicate { circuit, number } => {
                self.suspected_duplicate(station, circuit, number);
            }
            Action::PassedInDoubt { circuit, number } => self.passed_in_doubt(station, circuit, number),
            Action::Corrected { key, section } => self.corrected(station, &key, section),
            Action::WentAstray { how, key, section, to } => {
                self.went_astray(station, how, &key, section, &to);
            }
            Action::SubjectToCorrection { key, section } => {
                self.subject_to_correction(station, &key, section);
            }
            Action::FlashReceipted { .. } => {
                if let Some(receipts) = &mut self.receipts {
                    receipts.given += 1;
                }
            }
            Action::ReceiptOverdue { circuit, number } => self.receipt_overdue(station, circuit, number),
            Action::SectionsAsked { key, sections, turn } => {
                self.sections_asked(station, &key, &sections, turn);
            }
            Action::SectionSent { key, section, to } => self.section_sent(station, &key, section, &to),
            Action::AlternateRouted { circuit, by } => self.alternate_routed(station, circuit, by),
            Action::Refused { circuit, why, .. } => return self.refused(station, circuit, &why.to_string()),
        }
        Ok(())
    }

    fn transmit(&mut self, station: usize, handed: Handed) -> Result<(), String> {
        let Handed { circuit, ticket, number, precedence, service, tape } = handed;
        let now = self.now;
        let Some(line) = self.lines.get_mut(circuit) else { return Ok(()) };
        let waiting = line.tally.leave(now, ticket);
        let waiting =
            waiting.ok_or_else(|| format!("number {number:04} starts without having been in the queue"))?;
        if let Some(figures) = self.stations.get_mut(station) {
            figures.waiting -= 1;
        }
        let held_back = service && line.transmissions >= WINDOW;
        if let Some(highest) = line.tally.highest().filter(|highest| *highest > precedence && !held_back) {
            return Err(format!(
                "number {number:04} of precedence {} starts while {} waits",
                precedence.word(),
                highest.word()
            ));
        }
        let mut offered = waiting.joined;
        let mut carried = Carried {
            number,
            precedence,
            cable: None,
            moves: !service,
            length: tape.len(),
            in_doubt: tape.is_in_doubt(),
            cancelled: false,
        };
        if !service {
            carried.cable = self.passage(station, &tape, waiting.in_queues(now));
            if let Some(passage) = &carried.cable {
                offered = self.ledger.offered_at(passage.cable);
                for to in &passage.called {
                    self.ledger.transmit(passage.cable, passage.section, circuit, *to);
                }
            }
        }
        // What was offered before the network had warmed up is left out of the statistics.
        let counted = offered >= self.scenario.warm_up_time();
        self.start(circuit, tape, carried, Start { ticket, waiting, counted })
    }

    /// What the heading of a cable's transmission says of its way.
    fn passage(&self, station: usize, tape: &Tape, waited: Duration) -> Option<Passage> {
        let label = tape.label()?;
        let (cable, section) = (self.ledger.cable(&label.key)?, label.section);
        let calls = &tape.call()?.stations;
        let mut called: SmallVec<_> = calls.iter().filter_map(|called| self.station_at(called)).collect();
        if !self.collectives.is_empty() {
            self.call_members(tape, calls, &mut called);
        }
        if self.scenario.rules.reroute {
            let behind = |to: &usize| self.ledger.meant_behind(cable, *to).collect::<SmallVec<[usize; 1]>>();
            called.extend(called.clone().iter().flat_map(behind));
        }
        let calls = if self.watch.listens() { calls.clone() } else { SmallVec::new() };
        let before = self.waits.of(cable, (section, station), &called);
        Some(Passage { cable, section, calls, called, waited: before + waited })
    }

    /// The place of the station with a routing indicator.
    fn station_at(&self, indicator: &RoutingIndicator<'static>) -> Option<usize> {
        let place = self.places.binary_search_by_key(&indicator.packed(), |(packed, _)| *packed).ok()?;
        self.places.get(place).map(|(_, station)| *station)
    }

    /// Adds those whom a transmission calls as members of a collective.
    fn call_members(
        &self,
        tape: &Tape,
        calls: &[RoutingIndicator<'static>],
        called: &mut SmallVec<[usize; 4]>,
    ) {
        let book = Book { stations: &self.names, collectives: &self.collectives };
        for by in calls.iter().filter_map(|indicator| book.called_by(indicator)) {
            let members = book.members_called(tape, by);
            called.extend(members.iter().filter_map(|member| self.station_at(member)));
        }
    }

    fn queue(
        &mut self,
        station: usize,
        place: usize,
        ticket: u64,
        precedence: Precedence,
        service: bool,
        after: Option<u64>,
    ) {
        self.events += 1;
        let mut waiting = Waiting::new(self.now, precedence);
        waiting.service = service;
        if let Some(after) = after {
            self.waits_on(station, after, ticket, place);
        }
        let (Some(plan), Some(line)) = (self.circuit(place), self.lines.get_mut(place)) else { return };
        if let Some(earlier) = after.and_then(|after| self.put_back.get(&(station, after))) {
            waiting.before = earlier.in_queues;
            if earlier.circuit == place {
                waiting.joined = earlier.joined;
            }
        }
        line.tally.join(ticket, waiting);
        if let Some(figures) = self.stations.get_mut(station) {
            figures.waiting += 1;
        }
        let channel = plan.channel.as_str();
        show(&mut self.watch, self.now, || {
            let station = name_of(self.scenario, station);
            Happening::Queued { station, channel, precedence, service }
        });
    }

    /// How much waits at a station, all its circuits together, when it has done its work.
    fn measure(&mut self, station: usize) {
        debug_assert_eq!(
            self.stations.get(station).map(|figures| figures.waiting),
            self.station(station).map(|plan| {
                let lines = plan.outgoing.iter().filter_map(|place| self.lines.get(*place));
                lines.map(|line| line.tally.queue_length()).sum()
            }),
            "what has joined and not left waits"
        );
        if let Some(figures) = self.stations.get_mut(station) {
            figures.queue_max = figures.queue_max.max(figures.waiting);
        }
    }

    fn withdraw(&mut self, station: usize, circuit: Outgoing, ticket: u64) -> Result<(), BrokenLaw> {
        let Some(place) = self.place(station, circuit) else { return Ok(()) };
        let (Some(plan), Some(line)) = (self.circuit(place), self.lines.get_mut(place)) else {
            return Ok(());
        };
        let Some(waiting) = line.tally.leave(self.now, ticket) else {
            return Err(self.broken_on(place, "what leaves the queue was not in it".to_owned()));
        };
        if let Some(figures) = self.stations.get_mut(station) {
            figures.waiting -= 1;
        }
        self.paused.remove(&(station, ticket));
        // A service message does not come back: it is made anew.
        if !waiting.service {
            let in_queues = waiting.in_queues(self.now);
            let put_back = PutBack { circuit: place, joined: waiting.joined, in_queues };
            self.put_back.insert((station, ticket), put_back);
        }
        let channel = plan.channel.as_str();
        let station = name_of(self.scenario, station);
        self.see(&Happening::Withdrawn { station, channel });
        Ok(())
    }

    /// How long what has just come in waited in queues on its way.
    fn waited(&self) -> Duration {
        match &self.asked {
            Asked::Arrival(carried) => {
                carried.cable.as_ref().map_or(Duration::ZERO, |passage| passage.waited)
            }
            Asked::Submission(_) | Asked::Other => Duration::ZERO,
        }
    }

    /// A cable waits for a post to open. A station that comes back finds again what it had.
    fn hold_at_desk(&mut self, station: usize, key: CableKey, seal: [u8; 32], until: Duration) {
        self.handling_until = Some(self.handling_until.map_or(until, |before| before.max(until)));
        let waited = self.waited();
        if let (Some(cable), Some(plan)) = (self.ledger.cable(&key), self.station(station)) {
            let (cable, opens_ns) =
                (self.ledger.id(cable), u64::try_from(until.as_nanos()).unwrap_or(u64::MAX));
            self.watch.saw(self.now, &Happening::Held { station: plan.indicator.as_str(), cable, opens_ns });
        }
        if self.at_desk.contains_key(&(station, key.clone(), seal)) {
            return;
        }
        self.at_desk.insert((station, key, seal), (self.now, waited));
        if let Some(figures) = self.stations.get_mut(station) {
            figures.held += 1;
        }
    }

    fn deliver(&mut self, station: usize, delivery: &Delivery) -> Result<(), BrokenLaw> {
        let mut at_desk = None;
        if !self.at_desk.is_empty() {
            at_desk = self.at_desk.remove(&(station, delivery.key.clone(), delivery.seal()));
        }
        let came = at_desk.unwrap_or_else(|| (self.now, self.waited()));
        let delivered = self.ledger.deliver(self.now, station, delivery, came);
        let cable = delivered.map_err(|law| self.broken(name_of(self.scenario, station), law))?;
        if let Some(figures) = self.stations.get_mut(station) {
            figures.delivered += 1;
        }
        show(&mut self.watch, self.now, || Happening::Delivered {
            station: name_of(self.scenario, station),
            cable: self.ledger.id(cable),
        });
        Ok(())
    }

    fn unroutable(
        &mut self,
        station: usize,
        key: &CableKey,
        indicator: &RoutingIndicator<'static>,
        why: Unreachable,
    ) {
        let Some(cable) = self.ledger.cable(key) else { return };
        let station = name_of(self.scenario, station);
        let why = out_of_reach(station, why);
        if let Some(to) = self.station_at(indicator) {
            self.ledger.out_of_reach(key, to, &why);
        }
        let cable = self.ledger.id(cable);
        self.watch
            .saw(self.now, &Happening::Unroutable { station, cable, to: indicator.as_str(), why: &why });
    }

    /// A relay has told a station that it could not send a cable on.
    fn told_by_relay(&mut self, station: usize, notice: &Notice) {
        if let Some(figures) = self.stations.get_mut(station).filter(|_| !notice.has_gone_on()) {
            figures.told += 1;
        }
        let Notice { by, about, signal, stations } = notice;
        let cable = self.ledger.cable(about).map_or("", |cable| self.ledger.id(cable));
        let (station, by) = (name_of(self.scenario, station), by.as_str());
        self.watch.saw(self.now, &Happening::Told { station, by, cable, signal, to: stations });
    }

    fn alternate_routed(&mut self, station: usize, circuit: Outgoing, by: Outgoing) {
        let (Some(place), Some(by)) = (self.place(station, circuit), self.place(station, by)) else { return };
        if let Some(line) = self.lines.get_mut(place) {
            line.tally.alternate_routed += 1;
        }
        let (Some(circuit), Some(by)) = (self.circuit(place), self.circuit(by)) else { return };
        let (channel, by) = (circuit.channel.as_str(), by.channel.as_str());
        self.see(&Happening::AlternateRouted { station: name_of(self.scenario, station), channel, by });
    }

    fn repeat_requested(&mut self, station: usize, circuit: Incoming, numbers: &[u32]) {
        if let Some(figures) = self.stations.get_mut(station) {
            figures.repeats_requested += numbers.len() as u64;
        }
        let place = self.station(station).and_then(|plan| receives_on(plan, circuit));
        let Some(circuit) = place.and_then(|place| self.circuit(place)) else { return };
        let channel = circuit.channel.as_str();
        let station = name_of(self.scenario, station);
        self.see(&Happening::RepeatRequested { station, channel, numbers });
    }

    /// A station cannot handle what it was given. A cable handed in stays undelivered; a transmission that arrived
    /// undamaged must be understood.
    fn refused(&mut self, station: usize, circuit: Option<Incoming>, why: &str) -> Result<(), BrokenLaw> {
        if let (None, Asked::Submission(cable)) = (circuit, &self.asked) {
            self.ledger.refuse(*cable, why);
            return Ok(());
        }
        let place = circuit.and_then(|circuit| receives_on(self.station(station)?, circuit));
        let law = format!("an undamaged transmission is not understood: {why}");
        Err(match place {
            Some(place) => self.broken_on(place, law),
            None => self.broken(name_of(self.scenario, station), law),
        })
    }

    /// The place among all circuits of one that a station sends on.
    pub(super) fn place(&self, station: usize, circuit: Outgoing) -> Option<usize> {
        sends_on(self.station(station)?, circuit)
    }

    pub(super) fn broken_on(&self, circuit: usize, law: String) -> BrokenLaw {
        self.broken(self.circuit(circuit).map_or("", |circuit| circuit.name.as_str()), law)
    }

    pub(super) fn see(&mut self, happening: &Happening<'_>) {
        self.watch.saw(self.now, happening);
    }
}
