//! The way of a cable through a station: handed in or received, delivered here, passed on.

use std::time::Duration;

use bytes::Bytes;

use super::channel::{self, Copies};
use super::machine::Station;
use super::originator::Dispatch;
use super::post::{Part, Receipt};
use super::queue::{Copy, Place};
use super::relay::segregate;
use super::service;
use super::{Action, CableKey, Incoming, Outgoing, Refusal};
use crate::decode::Decoder;
use crate::message::{Precedence, RoutingIndicator};

/// What a receiver with parity puts in place of a damaged character.
const SUB: u8 = 0x1a;

/// A transmission that is being handled before it is queued onward.
#[derive(Clone, Debug)]
pub(super) struct Handled {
    /// When that is done.
    pub due: Duration,
    copy: Copy,
    key: Option<CableKey>,
}

/// A copy that goes another way than the one it waited for, with what has to stay.
struct Diversion {
    branches: Vec<(usize, Vec<RoutingIndicator<'static>>)>,
    rest: Option<Copy>,
}

impl Station {
    /// A cable is handed in: it is completed, divided, and its transmissions go out in the order of the sections.
    pub(super) fn submit(&mut self, now: Duration, cable: &Bytes, actions: &mut Vec<Action>) {
        let dispatch = match self.originator.dispatch(&self.plan, now, cable) {
            Ok(dispatch) => dispatch,
            Err(why) => {
                actions.push(Action::Refused { circuit: None, why, bytes: cable.clone() });
                return;
            }
        };
        let Dispatch { key, called, unknown, precedence, sections } = dispatch;
        actions.push(Action::Accepted { key: key.clone() });
        for plad in unknown {
            actions.push(Action::NoSuchStation { key: key.clone(), plad });
        }
        let local = called.contains(&self.plan.indicator);
        for source in sections {
            if local {
                let part = Part::new(&Decoder::new().heading(&source), source.clone());
                self.deliver(None, part, &source, actions);
            }
            let receipt = self.next_receipt();
            let copy = Copy { source, called: called.clone(), precedence, receipt, from: None };
            self.forward(&copy, Some(&key), true, actions);
        }
    }

    /// A transmission has come in: its number is noted, a second copy dropped, the rest read.
    pub(super) fn arrived(
        &mut self,
        now: Duration,
        circuit: Incoming,
        bytes: Bytes,
        actions: &mut Vec<Action>,
    ) {
        let (Some(side), Some(plan)) = (self.receiving.get_mut(circuit.0), self.plan.incoming.get(circuit.0))
        else {
            return;
        };
        let damaged = memchr::memchr(SUB, &bytes).is_some();
        let Some(number) = channel_number(&bytes, &plan.channel) else {
            if !damaged {
                actions.push(Action::Refused {
                    circuit: Some(circuit),
                    why: Refusal::NoChannelNumber,
                    bytes,
                });
            }
            return;
        };
        if damaged {
            side.register.damaged(number, now);
            side.review();
            self.touch_receiving(circuit.0);
            return;
        }
        if side.register.intact(number, now) == Copies::Second {
            return;
        }
        let text = service::read(&bytes, &self.plan.indicator, &plan.from);
        if text.is_none() && side.repaired {
            side.report.progress(now);
        }
        side.review();
        self.touch_receiving(circuit.0);
        match text {
            Some(text) => self.heed(now, circuit, &text, actions),
            None => self.receive_cable(now, circuit, bytes, actions),
        }
    }

    fn receive_cable(&mut self, now: Duration, circuit: Incoming, bytes: Bytes, actions: &mut Vec<Action>) {
        let heading = Decoder::new().heading(&bytes);
        let Some(call) = heading.call.as_ref().filter(|call| !call.indicators.is_empty()) else {
            actions.push(Action::Refused { circuit: Some(circuit), why: Refusal::NoRoutingLine, bytes });
            return;
        };
        if call.indicators.contains(&self.plan.indicator) {
            self.deliver(Some(circuit), Part::new(&heading, bytes.clone()), &bytes, actions);
        }
        if call.indicators.iter().all(|indicator| *indicator == self.plan.indicator) {
            return;
        }
        let key = Part::key(heading.origin.as_ref());
        let receipt = self.next_receipt();
        let precedence = call.precedence.unwrap_or(Precedence::Routine);
        let called = call.indicators.iter().map(|indicator| indicator.clone().into_owned()).collect();
        let copy = Copy { source: bytes.clone(), called, precedence, receipt, from: Some(circuit) };
        if self.plan.processing.is_zero() || !self.plan.relay {
            self.forward(&copy, key.as_ref(), self.plan.relay, actions);
        } else {
            self.handling.push_back(Handled { due: now + self.plan.processing, copy, key });
        }
    }

    /// Queues onward what has been handled.
    pub(super) fn pass_on(&mut self, now: Duration, actions: &mut Vec<Action>) {
        while self.handling.front().is_some_and(|handled| handled.due <= now) {
            if let Some(Handled { copy, key, .. }) = self.handling.pop_front() {
                self.forward(&copy, key.as_ref(), true, actions);
            }
        }
    }

    /// Gives one transmission to the post of this station.
    fn deliver(
        &mut self,
        circuit: Option<Incoming>,
        part: Option<Part>,
        bytes: &Bytes,
        actions: &mut Vec<Action>,
    ) {
        let Some(part) = part else {
            actions.push(Action::Refused { circuit, why: Refusal::NoIdentification, bytes: bytes.clone() });
            return;
        };
        let (key, section) = (part.key.clone(), part.section);
        match self.post.take_in(part) {
            Receipt::Partial => {}
            Receipt::Whole(delivery) => actions.push(Action::Deliver(delivery)),
            Receipt::Duplicate => actions.push(Action::DuplicateSuppressed { key, section }),
        }
    }

    /// Queues one copy for each branch of the routing line. Stations that cannot be reached are named; a station that
    /// may not forward reaches none.
    fn forward(&mut self, copy: &Copy, key: Option<&CableKey>, may: bool, actions: &mut Vec<Action>) {
        let parts =
            segregate(
                &copy.called,
                &self.plan.indicator,
                |to| {
                    if may { self.way(to, copy.from) } else { None }
                },
            );
        for (circuit, called) in parts.branches {
            self.join(circuit, Copy { called, ..copy.clone() }, actions);
        }
        for indicator in parts.unroutable {
            actions.push(match key {
                Some(key) => Action::Unroutable { key: key.clone(), indicator },
                None => Action::Refused {
                    circuit: copy.from,
                    why: Refusal::NoIdentification,
                    bytes: copy.source.clone(),
                },
            });
        }
    }

    /// The circuit for a station: the first that is up, else the first. The way it came is taken only where there is no
    /// other, so that two relays that are each other's alternates do not pass a cable to and fro.
    fn way(&self, to: &RoutingIndicator<'_>, from: Option<Incoming>) -> Option<usize> {
        let circuits =
            || self.plan.routes.circuits(to.as_str()).iter().copied().filter(|way| *way < self.sending.len());
        let onward = || circuits().filter(|circuit| !self.leads_back(*circuit, from));
        onward()
            .find(|circuit| self.is_up(*circuit))
            .or_else(|| onward().next())
            .or_else(|| circuits().next())
    }

    fn leads_back(&self, circuit: usize, from: Option<Incoming>) -> bool {
        let came_from =
            from.and_then(|Incoming(place)| self.plan.incoming.get(place)).map(|incoming| &incoming.from);
        came_from.is_some() && self.plan.outgoing.get(circuit).map(|outgoing| &outgoing.to) == came_from
    }

    fn is_up(&self, circuit: usize) -> bool {
        self.sending.get(circuit).is_some_and(super::sides::Sending::is_up)
    }

    /// Moves what waits for a circuit that is down, and what is kept of it unconfirmed, to alternates that are up.
    /// What was kept may arrive twice that way; the posts see to that.
    pub(super) fn divert(&mut self, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get(circuit) else {
            return;
        };
        let waiting: Vec<(Place, Diversion)> = side
            .queue
            .cables()
            .filter_map(|(place, copy)| Some((place, self.diversion(circuit, copy)?)))
            .collect();
        let kept: Vec<(u64, Diversion)> = side
            .ledger
            .iter()
            .flat_map(super::repair::Ledger::kept)
            .filter_map(|(ordinal, copy)| Some((ordinal, self.diversion(circuit, copy)?)))
            .collect();
        for (place, Diversion { branches, rest }) in waiting {
            let Some(copy) = self.sending.get_mut(circuit).and_then(|side| side.queue.withdraw(place)) else {
                continue;
            };
            actions.push(Action::Withdrawn { circuit: Outgoing(circuit), ticket: place.ticket() });
            for (other, called) in branches {
                self.join(other, Copy { called, ..copy.clone() }, actions);
            }
            if let Some(rest) = rest {
                self.join(circuit, rest, actions);
            }
        }
        for (ordinal, Diversion { branches, rest }) in kept {
            self.divert_kept(circuit, ordinal, branches, rest, actions);
        }
    }

    fn divert_kept(
        &mut self,
        circuit: usize,
        ordinal: u64,
        branches: Vec<(usize, Vec<RoutingIndicator<'static>>)>,
        rest: Option<Copy>,
        actions: &mut Vec<Action>,
    ) {
        let Some(ledger) = self.sending.get_mut(circuit).and_then(|side| side.ledger.as_mut()) else {
            return;
        };
        let Some(copy) = ledger.divert(ordinal, rest) else {
            return;
        };
        for (other, called) in branches {
            self.join(other, Copy { called, ..copy.clone() }, actions);
        }
        let number = channel::number(ordinal);
        actions.push(Action::RepeatSent { circuit: Outgoing(circuit), number });
        self.touch_sending(circuit);
    }

    /// Which stations of a copy can be reached another way while `down` is down. `None` where none can.
    fn diversion(&self, down: usize, copy: &Copy) -> Option<Diversion> {
        let around = |to: &RoutingIndicator<'static>| {
            let circuits = self.plan.routes.circuits(to.as_str()).iter().copied();
            circuits
                .into_iter()
                .find(|way| *way != down && self.is_up(*way) && !self.leads_back(*way, copy.from))
        };
        let parts = segregate(&copy.called, &self.plan.indicator, around);
        if parts.branches.is_empty() {
            return None;
        }
        let called = parts.unroutable;
        let rest = (!called.is_empty()).then(|| Copy { called, ..copy.clone() });
        Some(Diversion { branches: parts.branches, rest })
    }
}

/// The number on the first line, if the line is the identification of a transmission on this channel.
fn channel_number(bytes: &[u8], channel: &str) -> Option<u32> {
    let end = memchr::memchr(b'\n', bytes)?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?.trim_end_matches('\r');
    let (on, number) = service::channel_number(line.strip_prefix("VZCZC")?)?;
    (on == channel).then_some(number)
}
