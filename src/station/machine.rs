//! The station itself: takes an event, lets each part do its work, and puts on the circuits what is next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use super::alarm::{Alarm, Alarms};
use super::asking::{Kept, Want, Wanted};
use super::cables::Handled;
use super::channel::{self, CABLES_AHEAD_MAX, Identification, SERVICE_AHEAD_MAX};
use super::desk::Desk;
use super::journal::Fact;
use super::originator::Originator;
use super::post::{Label, Post};
use super::queue::{Copy, Place, Waiting};
use super::repair::Ledger;
use super::sides::{Line, Load, Receiving, Sending, Sent};
use super::ways::Stray;
use super::{
    Action, CableKey, Delivery, Entry, Event, Notice, Outgoing, Outstanding, Plan, Preemption, Tape,
};
use crate::message::{Precedence, RoutingIndicator};

/// One station. It changes only in [`handle`](Self::handle), and only by what it is given.
#[derive(Clone, Debug)]
pub struct Station {
    pub(super) plan: Plan,
    pub(super) sending: Vec<Sending>,
    pub(super) receiving: Vec<Receiving>,
    pub(super) originator: Originator,
    pub(super) post: Post,
    pub(super) handling: VecDeque<Handled>,
    /// What is whole and waits for the post to open.
    pub(super) desk: Desk,
    /// What has left by an alternate, and for which stations.
    pub(super) strays: BTreeSet<Stray>,
    /// Cables of which sections are missing, and have been or will be asked for.
    pub(super) wants: BTreeMap<Wanted, Want>,
    /// Sections that it may be asked for.
    pub(super) kept: Kept,
    /// How many service messages it has sent that are relayed.
    pub(super) inquiries: u32,
    /// The messages whose originators were told of stations that they do not reach.
    pub(super) told: BTreeSet<(CableKey, RoutingIndicator<'static>)>,
    /// What has been passed on subject to correction, and for which stations.
    pub(super) doubts: BTreeMap<Label, Vec<RoutingIndicator<'static>>>,
    alarms: Alarms,
    pub(super) receipts: u64,
    pub(super) tickets: u64,
    /// What the present event has brought that has to be written down, and the cables that it delivered.
    pub(super) facts: Vec<Fact>,
    handed_over: Vec<CableKey>,
    /// Cables that were whole when the station stopped, and of which it is not written that they were delivered.
    pub(super) undelivered: Vec<Delivery>,
    /// The circuits that the present event has to do with.
    touched: Touched,
}

/// Circuits to look at before the event is done with.
#[derive(Clone, Debug, Default)]
struct Touched {
    sending: Vec<usize>,
    receiving: Vec<usize>,
}

impl Touched {
    /// Takes the circuits of a list, each once and in order.
    #[inline]
    fn take(list: &mut Vec<usize>) -> Vec<usize> {
        let mut circuits = std::mem::take(list);
        if circuits.len() > 1 {
            circuits.sort_unstable();
            circuits.dedup();
        }
        circuits
    }

    /// Empties a list, and keeps its memory.
    fn clear(list: &mut Vec<usize>, mut taken: Vec<usize>) {
        taken.clear();
        *list = taken;
    }
}

impl Station {
    /// Opens a station with empty queues; every channel begins at 0001.
    pub fn new(plan: Plan) -> Self {
        let receiving: Vec<Receiving> = plan.incoming.iter().map(Receiving::new).collect();
        let sending = plan.outgoing.iter().enumerate().map(|(place, circuit)| {
            let back = |incoming: usize| {
                let way_back = plan.incoming.get(incoming).and_then(|circuit| circuit.way_back);
                way_back == Some(Outgoing(place))
            };
            let repaired = receiving.iter().enumerate().filter(|(_, side)| side.repaired);
            let carries = repaired.map(|(incoming, _)| incoming).filter(|incoming| back(*incoming)).collect();
            let receipts_for = (0..receiving.len()).filter(|incoming| back(*incoming));
            let receipts_for = receipts_for.filter(|_| plan.rules.flash_receipts).collect();
            Sending::new(circuit, carries, receipts_for)
        });
        Self {
            sending: sending.collect(),
            receiving,
            originator: Originator::default(),
            post: Post::default(),
            handling: VecDeque::new(),
            desk: Desk::new(),
            strays: BTreeSet::new(),
            wants: BTreeMap::new(),
            kept: Kept::new(),
            inquiries: 0,
            told: BTreeSet::new(),
            doubts: BTreeMap::new(),
            alarms: Alarms::default(),
            receipts: 0,
            tickets: 0,
            facts: Vec::new(),
            handed_over: Vec::new(),
            undelivered: Vec::new(),
            touched: Touched::default(),
            plan,
        }
    }

    /// Takes in one event and adds what is to be done to `actions`, in order.
    ///
    /// `now` is the time since the start of the scenario; it never goes back from one call to the next.
    pub fn handle(&mut self, now: Duration, event: Event, actions: &mut Vec<Action>) {
        let first = actions.len();
        match event {
            Event::Submit { cable } => self.submit(now, &cable, actions),
            Event::Arrived { circuit, tape } => self.arrived(now, circuit, &tape, actions),
            Event::Free { circuit } => self.left(now, circuit.0),
            Event::Down { circuit } => self.go_down(circuit.0, actions),
            Event::Up { circuit } => self.come_up(circuit.0, actions),
            Event::Opened { down } => self.open(now, &down, actions),
            Event::Wake => {}
        }
        // Settling may find that something was due already, such as numbers open all the while an answer was awaited.
        loop {
            self.ring(now, actions);
            self.settle(now, actions);
            if !self.alarms.is_due(now) {
                break;
            }
        }
        if let Some(at) = self.alarms.call(now) {
            actions.push(Action::Wake { at });
        }
        self.record(first, actions);
    }

    /// What the event brought is written down ahead of all that follows from it; that a cable was delivered, after that.
    fn record(&mut self, first: usize, actions: &mut Vec<Action>) {
        if !self.facts.is_empty() {
            actions.insert(first, Action::Record(Entry::of(std::mem::take(&mut self.facts))));
        }
        if !self.handed_over.is_empty() {
            let delivered = std::mem::take(&mut self.handed_over).into_iter();
            let facts = delivered.map(|key| Fact::Delivered { key }).collect();
            actions.push(Action::Record(Entry::of(facts)));
        }
    }

    /// Has a fact written down, where a journal is kept.
    pub(super) fn note(&mut self, fact: impl FnOnce() -> Fact) {
        if self.plan.journal {
            self.facts.push(fact());
        }
    }

    /// Delivers a cable here.
    pub(super) fn hand_over(&mut self, delivery: Delivery, actions: &mut Vec<Action>) {
        if self.plan.journal {
            self.handed_over.push(delivery.key.clone());
        }
        let notice = delivery.sections.first().and_then(Notice::read);
        actions.push(notice.map_or_else(|| Action::Deliver(delivery), Action::Told));
    }

    /// What still has to go over a circuit.
    pub fn outstanding(&self, circuit: Outgoing) -> Outstanding {
        self.sending.get(circuit.0).map_or_else(Outstanding::default, |side| Outstanding {
            queued: side.queue.cables_count(),
            unconfirmed: side.ledger.as_ref().map_or(0, Ledger::unconfirmed),
            awaited: self.awaited(),
        })
    }

    /// How many sections this post misses of cables of which some sections have come in.
    pub const fn sections_missing(&self) -> usize {
        self.post.sections_missing()
    }

    /// The next serial of this station, written down.
    pub(super) fn next_serial(&mut self) -> u32 {
        let serial = self.originator.next_serial();
        if let Some((serial, numbers)) = self.originator.counted() {
            self.note(|| Fact::Originated { serial, numbers });
        }
        serial
    }

    /// The next place in the order of receipt.
    pub(super) const fn next_receipt(&mut self) -> u64 {
        self.receipts += 1;
        self.receipts
    }

    /// Adds a copy to the queue of a circuit.
    ///
    /// `after` is the ticket that it had before, where it did not get away under that.
    pub(super) fn join(&mut self, circuit: usize, copy: Copy, after: Option<u64>, actions: &mut Vec<Action>) {
        self.tickets += 1;
        let ticket = self.tickets;
        self.keep_own(&copy);
        self.note(|| Fact::Queued { circuit, ticket, copy: copy.clone() });
        if let Some(side) = self.sending.get_mut(circuit) {
            let (circuit, precedence) = (Outgoing(circuit), copy.precedence);
            actions.push(Action::Queued { circuit, ticket, precedence, service: false, after });
            side.queue.join(ticket, copy);
            self.touched.sending.push(circuit.0);
        }
    }

    /// Has an outgoing circuit looked at before the event is done with.
    pub(super) fn touch_sending(&mut self, circuit: usize) {
        self.touched.sending.push(circuit);
    }

    /// Has an incoming circuit looked at, and the way back, which may have something to say of it.
    pub(super) fn touch_receiving(&mut self, circuit: usize) {
        self.touched.receiving.push(circuit);
        if let Some(Outgoing(back)) = self.plan.incoming.get(circuit).and_then(|incoming| incoming.way_back) {
            self.touched.sending.push(back);
        }
    }

    /// A transmission has left.
    fn left(&mut self, now: Duration, circuit: usize) {
        let Some(side) = self.sending.get_mut(circuit) else {
            return;
        };
        let sent = match std::mem::replace(&mut side.line, Line::Free) {
            Line::Busy(sent) => sent,
            Line::Free | Line::Cancelling(_) => {
                self.touch_sending(circuit);
                return;
            }
            Line::Down => {
                side.line = Line::Down;
                return;
            }
        };
        let Sent { ordinal, load, .. } = sent;
        if self.plan.journal {
            self.facts.push(Fact::Left { circuit });
        }
        match load {
            Load::Cable(copy) => {
                self.await_receipt(now, circuit, ordinal, &copy);
                if let Some(side) = self.sending.get_mut(circuit) {
                    side.keep(ordinal, copy, now);
                }
            }
            Load::Service(said) => {
                side.said(ordinal, said.asks, now);
                for incoming in said.reports {
                    if let Some(side) = self.receiving.get_mut(incoming) {
                        side.report.left(now);
                        side.review();
                    }
                    self.touch_receiving(incoming);
                }
            }
        }
        self.touch_sending(circuit);
    }

    /// A circuit has gone down. What was on it goes back to its place in the queue; its number is spent.
    fn go_down(&mut self, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get_mut(circuit) else {
            return;
        };
        if let Some(Sent { ordinal, ticket, load, .. }) = side.take_sent(Line::Down) {
            if let Some(ledger) = &mut side.ledger {
                ledger.blank(ordinal);
            }
            self.note(|| Fact::Cut { circuit });
            match load {
                Load::Cable(copy) => self.join(circuit, copy, Some(ticket), actions),
                Load::Service(said) => self.unsay(circuit, said),
            }
        }
        self.divert(circuit, actions);
        self.touch_sending(circuit);
    }

    /// A circuit is up again: it goes on with its queue, and helps those that are still down.
    fn come_up(&mut self, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get_mut(circuit) else {
            return;
        };
        if side.is_up() {
            return;
        }
        side.line = Line::Free;
        self.touch_sending(circuit);
        for other in 0..self.sending.len() {
            if self.sending.get(other).is_some_and(|side| !side.is_up()) {
                self.divert(other, actions);
            }
        }
    }

    /// Does what is due.
    fn ring(&mut self, now: Duration, actions: &mut Vec<Action>) {
        while let Some(alarm) = self.alarms.take_due(now) {
            match alarm {
                Alarm::Handling => self.pass_on(now, actions),
                Alarm::Opening => self.open_desk(now, actions),
                Alarm::Wanting => self.ask_for_sections(now, actions),
                Alarm::Receiving(circuit) => {
                    if let Some(side) = self.receiving.get_mut(circuit) {
                        side.ring(now);
                    }
                    self.touch_receiving(circuit);
                }
                Alarm::Sending(circuit) => {
                    if let Some(side) = self.sending.get_mut(circuit) {
                        side.ring(now);
                    }
                    self.miss_receipts(now, circuit, actions);
                    self.touch_sending(circuit);
                }
            }
        }
    }

    /// Puts on each circuit concerned what is next, and notes when it has to be looked at again.
    fn settle(&mut self, now: Duration, actions: &mut Vec<Action>) {
        let sending = Touched::take(&mut self.touched.sending);
        for circuit in sending.iter().copied() {
            self.queue_service(now, circuit, actions);
            if self.plan.preemption != Preemption::None {
                self.interrupt(now, circuit, actions);
            }
            self.transmit_next(now, circuit, actions);
            let due = self.sending.get(circuit).and_then(Sending::due);
            let due = due.into_iter().chain(self.paused_until(now, circuit)).min();
            self.alarms.set(Alarm::Sending(circuit), due);
        }
        let receiving = Touched::take(&mut self.touched.receiving);
        for circuit in receiving.iter().copied() {
            let due = self.receiving.get(circuit).and_then(|side| side.due(now));
            self.alarms.set(Alarm::Receiving(circuit), due);
        }
        // Writing a service message touches its own circuit's sides only, which have just been looked at.
        Touched::clear(&mut self.touched.sending, sending);
        Touched::clear(&mut self.touched.receiving, receiving);
        self.alarms.set(Alarm::Handling, self.handling.front().map(|handled| handled.due));
        self.alarms.set(Alarm::Opening, self.desk.front().map(|(opens, _)| *opens));
        self.alarms.set(Alarm::Wanting, self.wants_due());
    }

    /// Gives the service message that has something to say a place in the queue, at its precedence.
    fn queue_service(&mut self, now: Duration, circuit: usize, actions: &mut Vec<Action>) {
        let Some(precedence) = self.need(now, circuit) else {
            return;
        };
        let waits = self.sending.get(circuit).and_then(|side| side.queue.service());
        if waits.is_some_and(|place| place.precedence() >= precedence) {
            return;
        }
        if let Some(place) = waits {
            actions.push(Action::Withdrawn { circuit: Outgoing(circuit), ticket: place.ticket() });
        }
        self.tickets += 1;
        let (ticket, receipt) = (self.tickets, self.next_receipt());
        if let Some(side) = self.sending.get_mut(circuit) {
            side.queue.join_service(ticket, precedence, receipt);
            let circuit = Outgoing(circuit);
            actions.push(Action::Queued { circuit, ticket, precedence, service: true, after: None });
        }
    }

    /// Transmits what is next, if the circuit is free.
    fn transmit_next(&mut self, now: Duration, circuit: usize, actions: &mut Vec<Action>) {
        while let Some(side) = self.sending.get_mut(circuit) {
            if !matches!(side.line, Line::Free)
                || side.queue.highest().is_none()
                || !self.begin_day(now, circuit)
            {
                return;
            }
            let Some(side) = self.sending.get_mut(circuit) else { return };
            let ahead = side.ahead();
            if ahead >= SERVICE_AHEAD_MAX {
                return;
            }
            let Some((place, waiting)) = side.queue.take(ahead >= CABLES_AHEAD_MAX) else {
                return;
            };
            match waiting {
                Waiting::Cable(copy) => self.transmit_cable(now, circuit, place, copy, actions),
                Waiting::Service => self.transmit_service(now, circuit, place, actions),
            }
        }
    }

    fn transmit_cable(
        &mut self,
        now: Duration,
        circuit: usize,
        place: Place,
        copy: Copy,
        actions: &mut Vec<Action>,
    ) {
        let Some((id, number)) = self.next_identification(circuit) else {
            return;
        };
        // What came in at a station that is no relay, and was not for it, had been missent.
        let missent = !self.plan.relay && copy.from.is_some();
        let write = if missent { Tape::missent } else { Tape::copy };
        let tape = write(&copy.source, &id, copy.precedence, &copy.called);
        let (ticket, precedence) = (place.ticket(), copy.precedence);
        let begun = self.sending.get_mut(circuit).and_then(|side| side.begun.remove(&ticket));
        let since = begun.map_or(now, |begun| now.saturating_sub(begun.gone));
        let circuit = self.occupy(since, circuit, ticket, Load::Cable(copy), precedence, &tape);
        actions.push(Action::Transmit { circuit, ticket, number, precedence, service: false, tape });
    }

    fn transmit_service(&mut self, now: Duration, circuit: usize, place: Place, actions: &mut Vec<Action>) {
        let Some((text, said)) = self.compose(now, circuit, actions) else {
            actions.push(Action::Withdrawn { circuit: Outgoing(circuit), ticket: place.ticket() });
            return;
        };
        let Some((id, number)) = self.next_identification(circuit) else {
            return;
        };
        let (ticket, precedence) = (place.ticket(), place.precedence());
        let id = std::str::from_utf8(&id).unwrap_or_default();
        let tape = self.write(circuit, id, precedence, &text);
        let circuit = self.occupy(now, circuit, ticket, Load::Service(said), precedence, &tape);
        actions.push(Action::Transmit { circuit, ticket, number, precedence, service: true, tape });
    }

    /// `VZCZCXMO0007` and 7, for the next transmission.
    fn next_identification(&self, circuit: usize) -> Option<(Identification, u32)> {
        let number = channel::number(self.sending.get(circuit)?.last + 1);
        let channel = &self.plan.outgoing.get(circuit)?.channel;
        Some((channel::identification(channel, number), number))
    }

    fn occupy(
        &mut self,
        since: Duration,
        circuit: usize,
        ticket: u64,
        load: Load,
        precedence: Precedence,
        tape: &Tape,
    ) -> Outgoing {
        self.note(|| Fact::Started { circuit, ticket, service: matches!(load, Load::Service(_)) });
        if let Some(side) = self.sending.get_mut(circuit) {
            side.last += 1;
            let first_line = tape.first_line().map_or(tape.len(), |line| line.len() + 1);
            let (ordinal, length) = (side.last, tape.len());
            side.line = Line::Busy(Sent { ordinal, ticket, load, precedence, since, length, first_line });
        }
        Outgoing(circuit)
    }

    /// The precedence at which a service message should go out on a circuit, if it has anything to say.
    pub(super) fn need(&self, now: Duration, circuit: usize) -> Option<Precedence> {
        let side = self.sending.get(circuit)?;
        let answers = side.ledger.as_ref().is_some_and(Ledger::owes_answer).then_some(Precedence::Immediate);
        let overdue = side.unreceipted.is_overdue();
        let ask =
            side.ask.is_wanted().then_some(if overdue { Precedence::Flash } else { Precedence::Priority });
        let owed =
            |incoming: &usize| self.receiving.get(*incoming).is_some_and(|side| !side.receipts.is_empty());
        let receipts = side.receipts_for.iter().any(owed).then_some(Precedence::Flash);
        let reports = side.carries.iter().filter_map(|incoming| self.receiving.get(*incoming)?.need(now));
        reports.chain(answers).chain(ask).chain(receipts).max()
    }
}
