//! A station that comes back after a stop, with what it had on disk and nothing else.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use super::cables::Handled;
use super::exchange::each_once;
use super::journal::{self, Fact, Torn, Unreadable};
use super::machine::Station;
use super::post::Receipt;
use super::queue::Copy;
use super::sides::{Line, Load, Said, Sent};
use super::{Action, Outgoing, Plan};
use crate::message::Precedence;

/// A station while its journal is being read.
struct Reading {
    station: Station,
    /// By circuit and ticket, what waits.
    waiting: Vec<BTreeMap<u64, Copy>>,
}

impl Station {
    /// Opens a station from its journal. The first that it has to hear is [`Event::Opened`](super::Event::Opened).
    ///
    /// Where the last entry is torn the station is that of the entries before it, and the tear is told: the journal has to
    /// be cut off there before anything is added to it, and begun anew where nothing is left ([`journal::begin`]).
    ///
    /// # Errors
    ///
    /// Where the journal is damaged, of another version, or that of another station.
    pub fn reopen(plan: Plan, journal: &[u8]) -> Result<(Self, Option<Torn>), Unreadable> {
        let journal::Read { entries, torn } = journal::read(&plan, journal)?;
        let station = Self::new(plan);
        let mut reading = Reading { waiting: vec![BTreeMap::new(); station.sending.len()], station };
        for (at, facts) in entries {
            for fact in facts {
                reading.take_in(fact).ok_or(Unreadable::Contradiction { at })?;
            }
        }
        Ok((reading.close(), torn))
    }

    /// The station is open: what was being transmitted goes back to its place in the queue, what is unconfirmed is asked
    /// for, what is open is reported.
    pub(super) fn open(&mut self, now: Duration, down: &[Outgoing], actions: &mut Vec<Action>) {
        self.want_again(now);
        for delivery in std::mem::take(&mut self.undelivered) {
            self.act_on(now, delivery, actions);
        }
        for circuit in 0..self.sending.len() {
            let Some(side) = self.sending.get_mut(circuit) else { continue };
            let state = if down.contains(&Outgoing(circuit)) { Line::Down } else { Line::Free };
            let before = side.take_sent(state);
            if side.ledger.as_ref().is_some_and(|ledger| ledger.unconfirmed() > 0) {
                side.ask.want();
            }
            if let Some(Sent { ordinal, ticket, load, .. }) = before {
                if let Some(ledger) = &mut side.ledger {
                    ledger.blank(ordinal);
                }
                self.note(|| Fact::Cut { circuit });
                if let Load::Cable(copy) = load {
                    let copy = self.suspect(circuit, ordinal, copy, actions);
                    self.join(circuit, copy, Some(ticket), actions);
                }
            }
            self.touch_sending(circuit);
        }
        for Outgoing(circuit) in down {
            self.divert(*circuit, actions);
        }
        for circuit in 0..self.receiving.len() {
            if let Some(side) = self.receiving.get_mut(circuit) {
                side.review();
            }
            self.touch_receiving(circuit);
        }
    }
}

impl Reading {
    /// Takes in a fact. `None` where it cannot be.
    fn take_in(&mut self, fact: Fact) -> Option<()> {
        if !fact.is_sound() {
            return None;
        }
        match fact {
            Fact::Originated { serial, numbers } => self.station.originator.go_on_from(serial, numbers),
            Fact::Queued { circuit, ticket, copy } => {
                self.count(copy.receipt, ticket);
                self.station.keep_own(&copy);
                self.waiting.get_mut(circuit)?.insert(ticket, copy);
            }
            Fact::Withdrawn { circuit, ticket } => _ = self.waiting.get_mut(circuit)?.remove(&ticket)?,
            Fact::Started { circuit, ticket, service } => self.start(circuit, ticket, service)?,
            Fact::Left { circuit } => {
                let side = self.station.sending.get_mut(circuit)?;
                let Sent { ordinal, load, .. } = side.take_sent(Line::Free)?;
                if let Some(ledger) = &mut side.ledger {
                    match load {
                        Load::Cable(copy) => ledger.keep(ordinal, copy),
                        Load::Service(_) => ledger.blank(ordinal),
                    }
                }
            }
            Fact::Cut { circuit } => {
                let side = self.station.sending.get_mut(circuit)?;
                let ordinal = side.take_sent(Line::Free)?.ordinal;
                if let Some(ledger) = &mut side.ledger {
                    ledger.blank(ordinal);
                }
            }
            Fact::Paused { circuit } => {
                let side = self.station.sending.get_mut(circuit)?;
                side.take_sent(Line::Free)?;
                side.last = side.last.checked_sub(1)?;
            }
            Fact::Accounted { circuit, last, open, end } => {
                let side = self.station.sending.get_mut(circuit)?;
                let (highest, ledger) = (side.last, side.ledger.as_mut()?);
                let open = open.into_iter().map(|run| (run.0, run.1.min(highest)));
                // What goes again is in the queue by a fact of its own, and answers that were not given are asked for again.
                let end = end.min(highest + 1);
                ledger.account(last, &each_once(open.collect()), end);
                ledger.take_owed();
                side.forget_days(last.filter(|last| *last < end));
            }
            Fact::Diverted { circuit, ordinal, rest } => {
                self.station.sending.get_mut(circuit)?.ledger.as_mut()?.divert(ordinal, rest)?;
            }
            Fact::Strayed { name, to } => _ = self.station.strays.insert((name, to)),
            Fact::Told { about, of } => _ = self.station.told.insert((about, of)),
            Fact::Heard { circuit, number, damaged, at } => {
                let register = &mut self.station.receiving.get_mut(circuit)?.register;
                if damaged {
                    register.damaged(0, number, at);
                } else {
                    register.intact(0, number, at);
                }
            }
            Fact::HeardOn { circuit, day, number, damaged, at } => {
                let register = &mut self.station.receiving.get_mut(circuit)?.register;
                if damaged {
                    register.damaged(day, number, at);
                } else {
                    register.intact(day, number, at);
                }
            }
            Fact::DaysClosed { circuit, day, ends, at } => {
                let register = &mut self.station.receiving.get_mut(circuit)?.register;
                register.close_days(day, &ends.into_iter().collect(), at);
            }
            Fact::DayBegun { circuit, before } => {
                let side = self.station.sending.get_mut(circuit)?;
                (before > side.last).then(|| side.begin_day(before))?;
            }
            Fact::Closed { circuit, run, at } => {
                self.station.receiving.get_mut(circuit)?.register.close(run, at);
            }
            Fact::Reported { circuit, open } => {
                self.station.receiving.get_mut(circuit)?.register.reported(&open);
            }
            Fact::Handling { due, copy } => {
                self.count(copy.receipt, 0);
                self.station.handling.push_back(Handled { due, copy });
            }
            Fact::Handled => _ = self.station.handling.pop_front()?,
            Fact::Received { part } => match self.station.post.take_in(part) {
                Receipt::Duplicate => return None,
                Receipt::Whole(delivery) => self.station.undelivered.push(delivery),
                Receipt::Partial => {}
            },
            Fact::Delivered { key } => self.station.strike_off(&key)?,
            Fact::Doubted { label, called } => self.station.set_doubt(label, called),
            Fact::Advanced { label, id } => _ = self.station.post.advance(label, id),
            Fact::Receipted { circuit, run } => {
                self.station.sending.get_mut(circuit)?.ledger.as_mut()?.receipted(run);
            }
        }
        Some(())
    }

    /// Receipts and tickets go on from the highest.
    fn count(&mut self, receipt: u64, ticket: u64) {
        self.station.receipts = self.station.receipts.max(receipt);
        self.station.tickets = self.station.tickets.max(ticket);
    }

    fn start(&mut self, circuit: usize, ticket: u64, service: bool) -> Option<()> {
        self.count(0, ticket);
        let side = self.station.sending.get_mut(circuit)?;
        let (load, precedence) = if service {
            (Load::Service(Said::default()), Precedence::Routine)
        } else {
            let copy = self.waiting.get_mut(circuit)?.remove(&ticket)?;
            let precedence = copy.precedence;
            (Load::Cable(copy), precedence)
        };
        if !matches!(side.line, Line::Free) {
            return None;
        }
        side.last += 1;
        let (ordinal, since) = (side.last, Duration::ZERO);
        side.line = Line::Busy(Sent { ordinal, ticket, load, precedence, since, length: 0, first_line: 0 });
        Some(())
    }

    /// The station, with what waits in its queues.
    fn close(mut self) -> Station {
        for (side, waiting) in self.station.sending.iter_mut().zip(self.waiting) {
            for (ticket, copy) in waiting {
                side.queue.join(ticket, copy);
            }
        }
        self.station
    }
}
