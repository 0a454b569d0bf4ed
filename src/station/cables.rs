//! The way of a cable through a station: handed in or received, delivered here, passed on.

use std::cell::Cell;
use std::time::Duration;

use bytes::Bytes;

use super::channel::Copies;
use super::days::Days;
use super::journal::Fact;
use super::machine::Station;
use super::originator::Dispatch;
use super::post::{Label, Part, Receipt};
use super::preemption::is_cancelled;
use super::queue::{Copy, Stations};
use super::relay::segregate;
use super::service;
use super::{Action, Incoming, Refusal, Tape, Unreachable, inquiry};
use crate::message::{Precedence, RoutingIndicator};

/// A transmission that is being handled before it is queued onward.
#[derive(Clone, Debug)]
pub(super) struct Handled {
    /// When that is done.
    pub due: Duration,
    pub copy: Copy,
}

impl Station {
    /// A cable is handed in: it is completed, divided, and its transmissions go out in the order of the sections.
    pub(super) fn submit(&mut self, now: Duration, cable: &Bytes, actions: &mut Vec<Action>) {
        let dispatch = self.originator.dispatch(&self.plan, now, cable);
        if let Some((serial, numbers)) = self.originator.counted() {
            self.note(|| Fact::Originated { serial, numbers });
        }
        let dispatch = match dispatch {
            Ok(dispatch) => dispatch,
            Err(why) => {
                actions.push(Action::Refused { circuit: None, why, bytes: cable.clone() });
                return;
            }
        };
        let Dispatch { key, called, unknown, precedence, sections } = dispatch;
        actions.push(Action::Accepted { key: key.clone(), sections: sections.len() });
        for plad in unknown {
            actions.push(Action::NoSuchStation { key: key.clone(), plad });
        }
        for source in sections {
            let here = self.expanded(&source, &called);
            let local = here.as_ref().map_or(called.as_slice(), |here| &here.called);
            let local = local.contains(&self.plan.indicator);
            let name = source.label().map(Label::name);
            if local {
                self.deliver(now, None, &source, actions);
            }
            let receipt = self.next_receipt();
            let copy = Copy { source, called: called.clone(), precedence, receipt, from: None, name };
            self.forward(now, &copy, true, actions);
        }
    }

    /// A transmission has come in: its number is noted, a second copy dropped, the rest read.
    pub(super) fn arrived(
        &mut self,
        now: Duration,
        circuit: Incoming,
        tape: &Tape,
        actions: &mut Vec<Action>,
    ) {
        let (Some(side), Some(plan)) = (self.receiving.get_mut(circuit.0), self.plan.incoming.get(circuit.0))
        else {
            return;
        };
        let damaged = tape.is_damaged();
        let Some(number) = channel_number(tape, &plan.channel) else {
            if !damaged {
                let bytes = tape.to_bytes();
                actions.push(Action::Refused {
                    circuit: Some(circuit),
                    why: Refusal::NoChannelNumber,
                    bytes,
                });
            }
            return;
        };
        let days = self.plan.day_change.then(|| Days::from(self.plan.start));
        let length = u32::try_from(tape.len()).unwrap_or(u32::MAX);
        let took = plan.character.saturating_mul(length).saturating_add(plan.latency);
        let day = days.map_or(0, |days| days.of_arrival(now, took));
        if damaged {
            let open = side.register.damaged(day, number, now);
            side.review();
            self.note_heard(now, circuit.0, (day, number), damaged);
            if open {
                self.pass_in_doubt(now, circuit, number, tape, actions);
            }
            return;
        }
        if side.register.intact(day, number, now) == Copies::Second {
            return;
        }
        // Its number is accounted for: nothing is missing behind it, and nothing was received.
        let cancelled = is_cancelled(tape);
        let text = service::read(tape, &self.plan.indicator, &plan.from);
        if !cancelled && text.is_none() && side.repaired {
            side.report.progress(now);
            side.day_ends = side.day_ends.or(days.map(|days| days.opens(day + 1).max(now)));
        }
        side.review();
        self.note_heard(now, circuit.0, (day, number), damaged);
        match text {
            _ if cancelled => {}
            Some(text) => self.heed(now, (circuit, day), &text, actions),
            None => {
                self.owe_receipt(circuit.0, (day, number), tape, actions);
                self.receive_cable(now, circuit, tape, actions);
            }
        }
    }

    /// A number was heard.
    fn note_heard(&mut self, now: Duration, circuit: usize, (day, number): (u64, u32), damaged: bool) {
        let at = now;
        self.note(|| match day {
            0 => Fact::Heard { circuit, number, damaged, at },
            _ => Fact::HeardOn { circuit, day, number, damaged, at },
        });
        self.touch_receiving(circuit);
    }

    fn receive_cable(&mut self, now: Duration, circuit: Incoming, tape: &Tape, actions: &mut Vec<Action>) {
        let Some(call) = tape.call().filter(|call| !call.stations.is_empty()) else {
            let bytes = tape.to_bytes();
            actions.push(Action::Refused { circuit: Some(circuit), why: Refusal::NoRoutingLine, bytes });
            return;
        };
        let precedence = call.precedence.unwrap_or(Precedence::Routine);
        let here = self.expanded(tape, &call.stations);
        let called = here.as_ref().map_or(call.stations.as_slice(), |here| &here.called);
        if called.contains(&self.plan.indicator) {
            match inquiry::read(tape) {
                Some((from, inquiry)) => self.heed_inquiry(now, from, inquiry, precedence, actions),
                None => {
                    if self.reroute(now, circuit, tape, call, actions) {
                        self.deliver(now, Some(circuit), tape, actions);
                    }
                }
            }
        }
        if called.iter().all(|indicator| *indicator == self.plan.indicator) {
            return;
        }
        let source = self.corrected(tape, call, actions);
        self.pass(now, circuit, source, call.stations.clone(), call.precedence, actions);
    }

    /// Passes on what came in, when it has been handled.
    pub(super) fn pass(
        &mut self,
        now: Duration,
        circuit: Incoming,
        source: Tape,
        called: Stations,
        precedence: Option<Precedence>,
        actions: &mut Vec<Action>,
    ) {
        let (receipt, name) = (self.next_receipt(), source.label().map(Label::name));
        let precedence = precedence.unwrap_or(Precedence::Routine);
        let copy = Copy { source, called, precedence, receipt, from: Some(circuit), name };
        let may = self.may_pass(&copy, actions);
        if self.plan.processing.is_zero() || !self.plan.relay {
            self.forward(now, &copy, may, actions);
        } else {
            let due = now + self.plan.processing;
            self.note(|| Fact::Handling { due, copy: copy.clone() });
            self.handling.push_back(Handled { due, copy });
        }
    }

    /// Queues onward what has been handled.
    pub(super) fn pass_on(&mut self, now: Duration, actions: &mut Vec<Action>) {
        while self.handling.front().is_some_and(|handled| handled.due <= now) {
            if let Some(Handled { copy, .. }) = self.handling.pop_front() {
                self.note(|| Fact::Handled);
                self.forward(now, &copy, true, actions);
            }
        }
    }

    /// Gives one transmission to the post of this station.
    fn deliver(&mut self, now: Duration, circuit: Option<Incoming>, tape: &Tape, actions: &mut Vec<Action>) {
        let Some(part) = Part::of(tape) else {
            let bytes = tape.to_bytes();
            actions.push(Action::Refused { circuit, why: Refusal::NoIdentification, bytes });
            return;
        };
        if tape.is_in_doubt() {
            self.advance(tape, &part.label, actions);
            return;
        }
        let (key, section) = part.label.name();
        let kept = self.plan.journal.then(|| part.clone());
        let wanted = (part.label.identity.1 > 1).then(|| (key.clone(), part.label.identity.clone()));
        match self.post.take_in(part) {
            Receipt::Duplicate => {
                actions.push(Action::DuplicateSuppressed { key, section });
                return;
            }
            Receipt::Whole(delivery) => self.act_on(now, delivery, actions),
            Receipt::Partial => {}
        }
        if let Some(part) = kept {
            self.note(|| Fact::Received { part });
        }
        if let Some(wanted) = wanted {
            self.want(now, wanted);
        }
    }

    /// Queues one copy for each branch of the routing line. Stations that cannot be reached are named; a station that
    /// may not forward reaches none. Members of a collective that is expanded here are called from here: whatever way the
    /// copy came, none of theirs leads back.
    pub(super) fn forward(&mut self, now: Duration, copy: &Copy, may: bool, actions: &mut Vec<Action>) {
        let expansion = self.expanded(&copy.source, &copy.called).unwrap_or_default();
        let (members, called) = (&expansion.members, &expansion.called);
        let called = if called.is_empty() { copy.called.as_slice() } else { called };
        let fresh = (!members.is_empty()).then(|| Copy { from: None, ..copy.clone() });
        let of = |to: &RoutingIndicator<'static>| match &fresh {
            Some(fresh) if members.contains(to) => fresh,
            _ => copy,
        };
        let routes = self.routes(copy);
        let strays = Cell::new(false);
        let parts = segregate(called, &self.plan.indicator, |to| {
            let (circuit, by_alternate) = may.then(|| self.way(routes, to, of(to))).flatten()?;
            strays.set(strays.get() || by_alternate);
            Some(circuit)
        });
        for (circuit, called) in parts.branches {
            let Some(fresh) = &fresh else {
                if strays.get() {
                    self.note_strays(circuit, &called, copy, actions);
                }
                self.join(circuit, self.branch(copy, called), None, actions);
                continue;
            };
            let (own, others): (Stations, Stations) =
                called.iter().cloned().partition(|to| members.contains(to));
            if strays.get() {
                self.note_strays(circuit, &own, fresh, actions);
                self.note_strays(circuit, &others, copy, actions);
            }
            let copy = if others.is_empty() { fresh } else { copy };
            self.join(circuit, self.branch(copy, called), None, actions);
        }
        let mut unreached = Vec::new();
        for indicator in parts.unroutable {
            let why = match may {
                true => self.unreachable(&indicator, copy),
                false if self.plan.rules.reroute => Unreachable::MissentTwice,
                false => Unreachable::NoRoute,
            };
            let Some((key, _)) = &copy.name else {
                actions.push(Action::Refused {
                    circuit: copy.from,
                    why: Refusal::NoIdentification,
                    bytes: copy.source.to_bytes(),
                });
                continue;
            };
            let book = self.book();
            let members = book.called_by(&indicator).map(|by| book.members_called(&copy.source, by));
            for indicator in members.unwrap_or_else(|| vec![indicator]) {
                actions.push(Action::Unroutable { key: key.clone(), indicator: indicator.clone(), why });
                unreached.push((indicator, why));
            }
        }
        if (may || self.plan.rules.reroute) && !unreached.is_empty() {
            self.tell_originator(now, copy, &unreached, actions);
        }
    }
}

/// The number on the first line, if the line is the identification of a transmission on this channel.
fn channel_number(tape: &Tape, channel: &str) -> Option<u32> {
    let mut line = tape.first_line()?;
    while let [rest @ .., b'\r'] = line {
        line = rest;
    }
    let (on, number) = service::channel_number(line.strip_prefix(b"VZCZC")?)?;
    (on == channel.as_bytes()).then_some(number)
}
