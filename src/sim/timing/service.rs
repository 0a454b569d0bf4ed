//! Service messages between two stations, by what they say and how long they are. The rules are those of the wire.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Copy;
use super::agenda::Due;
use super::engine::Engine;
use super::slab::NONE;
use crate::message::Precedence;
use crate::sim::laws::BrokenLaw;
use crate::station::channel::{self, Run};
use crate::station::repair::{Outcome, repeated};
use crate::station::sides::Said;

/// Characters of a service message on the wire beside those of its text: format lines 1 to 4 and the end.
///
/// ```text
/// VZCZCXRO0010
/// OO RUEHMO
/// DE RUEH
/// ZNR UUUUU
/// ZID XMO0007 ZFX XMO0003 XMO0005 THRU XMO0006
/// NNNN
/// ```
const HEADING: u64 = 46;

/// Those of an operating signal and the blank after it.
const SIGNAL: u64 = 4;

/// Those of a number and of the blank or the end of line after it.
const NUMBER: u64 = 8;

/// Those of `THRU` and the blank after it.
const THRU: u64 = 5;

/// What a service message says. That of its own circuit is said by the sender, the rest of those whose reports go out on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// `ZIC`: the last number sent.
    asks: Option<u64>,
    accounts: Vec<Account>,
    /// `ZDK`
    repeated: Vec<Run>,
    /// `ZFR`
    cancelled: Vec<Run>,
}

/// What a receiver says of a circuit: `ZID`, and `ZFX` where something is open.
#[derive(Clone, Debug)]
struct Account {
    circuit: u32,
    last: u64,
    open: Vec<Run>,
}

impl Message {
    const fn is_empty(&self) -> bool {
        self.asks.is_none()
            && self.accounts.is_empty()
            && self.repeated.is_empty()
            && self.cancelled.is_empty()
    }

    /// Its characters on the wire.
    pub(super) fn length(&self) -> u64 {
        let runs = |runs: &[Run]| {
            let run = |(first, last): &Run| NUMBER + if first == last { 0 } else { THRU + NUMBER };
            if runs.is_empty() { 0 } else { SIGNAL + runs.iter().map(run).sum::<u64>() }
        };
        let accounts = self.accounts.iter().map(|account| SIGNAL + NUMBER + runs(&account.open));
        let asks = if self.asks.is_some() { SIGNAL + NUMBER } else { 0 };
        HEADING + asks + accounts.sum::<u64>() + runs(&self.repeated) + runs(&self.cancelled)
    }
}

impl Engine<'_> {
    /// The present time as the accounts have it.
    pub(super) const fn time(&self) -> Duration {
        Duration::from_nanos(self.now)
    }

    /// The precedence at which a service message should go out on a circuit, if there is anything to say.
    fn need(&self, circuit: u32) -> Option<Precedence> {
        let hop = self.hop(circuit)?;
        let answers = hop.ledger.owes_answer().then_some(Precedence::Immediate);
        let ask = hop.ask.is_wanted().then_some(Precedence::Priority);
        let reports = hop.carries.iter().filter_map(|of| self.hop(*of)?.receiving.need(self.time()));
        reports.chain(answers).chain(ask).max()
    }

    /// Puts on a circuit what its sender has to say, and what is next; notes when to look at it again.
    pub(super) fn settle_sending(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        if self.hop(circuit).is_none_or(|hop| hop.is_stopped) {
            return Ok(());
        }
        self.queue_service(circuit)?;
        if self.lines.get(circuit as usize).is_some_and(|line| line.carrying == NONE) {
            self.start(circuit)?;
        }
        self.set_alarm(circuit);
        Ok(())
    }

    /// What a receiver knows of a circuit has changed: it may have something to say on the way back.
    pub(super) fn settle_receiving(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        if let Some(back) = self.hop(circuit).map(|hop| hop.back).filter(|back| *back != NONE) {
            self.settle_sending(back)?;
            self.set_alarm(circuit);
        }
        Ok(())
    }

    /// Gives the service message that has something to say a place in the queue, at its precedence.
    fn queue_service(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let Some(precedence) = self.need(circuit) else { return Ok(()) };
        let waits = self.hop(circuit).map_or(NONE, |hop| hop.service);
        if self.copies.get(waits).is_some_and(|waits| waits.precedence >= precedence) {
            return Ok(());
        }
        self.drop_service(circuit);
        let joined = self.now;
        let copy = self.copies.put(Copy { joined, circuit, precedence, ..Copy::NOTHING });
        if let Some(hop) = self.hop_mut(circuit) {
            hop.service = copy;
        }
        self.join(circuit, copy)
    }

    /// A service message that waits is taken back; whether there was one.
    pub(super) fn drop_service(&mut self, circuit: u32) -> bool {
        let (now, window) = (self.now, self.window);
        let Some(line) = self.lines.get_mut(circuit as usize) else { return false };
        let Some(hop) = line.hop.as_deref_mut() else { return false };
        let copy = std::mem::replace(&mut hop.service, NONE);
        if copy == NONE {
            return false;
        }
        line.advance(now, window);
        line.withdraw(&mut self.copies, copy, now);
        self.copies.free(copy);
        self.note_queue(circuit, -1);
        self.tell_withdrawn(circuit);
        true
    }

    /// Puts together all that there is to say on a circuit. `None` where nothing is left to say.
    pub(super) fn compose(&mut self, circuit: u32) -> Option<(Message, Said)> {
        self.need(circuit)?;
        let (mut message, mut said) = (Message::default(), Said::default());
        let hop = self.hop_mut(circuit)?;
        if hop.ask.is_wanted() && hop.last > 0 {
            message.asks = Some(hop.last);
            hop.ask.leave();
            said.asks = true;
        }
        for of in hop.carries.clone() {
            self.say_account(of, &mut message, &mut said);
        }
        let hop = self.hop_mut(circuit)?;
        if hop.is_repaired() {
            said.answers = hop.ledger.take_owed();
            message.repeated = repeated(&said.answers);
            message.cancelled = hop.ledger.cancelled(&said.answers);
        }
        (!message.is_empty()).then_some((message, said))
    }

    fn say_account(&mut self, circuit: u32, message: &mut Message, said: &mut Said) {
        let now = self.time();
        let Some(hop) = self.hop_mut(circuit) else { return };
        let account = hop.receiving.register.account(now);
        if hop.receiving.owes_account && hop.receiving.can_account(now) {
            hop.receiving.owes_account = false;
            said.accounts.push(circuit as usize);
        }
        if !account.open.is_empty() {
            let new = hop.receiving.register.reported(&account.open);
            hop.receiving.report.leave();
            said.reports.push(circuit as usize);
            self.request_repeats(circuit, &new);
        }
        if account.last > 0 {
            message.accounts.push(Account { circuit, last: account.last, open: account.open });
        }
        self.set_alarm(circuit);
    }

    /// Numbers are reported for the first time.
    fn request_repeats(&mut self, circuit: u32, new: &[u64]) {
        let to = self.lines.get(circuit as usize).map_or(NONE, |line| line.to);
        if let Some(figures) = self.figures.stations.get_mut(to as usize).filter(|_| !new.is_empty()) {
            figures.repeats_requested += new.len() as u64;
            self.tell_repeats_requested(circuit, new);
        }
    }

    /// A service message did not get away: all of it has still to be said.
    pub(super) fn unsay(&mut self, circuit: u32, said: Said) {
        for of in &said.reports {
            if let Some(hop) = u32::try_from(*of).ok().and_then(|of| self.hop_mut(of)) {
                hop.receiving.report.cut();
                hop.receiving.review();
            }
        }
        for of in &said.accounts {
            if let Some(hop) = u32::try_from(*of).ok().and_then(|of| self.hop_mut(of)) {
                hop.receiving.owes_account = true;
            }
        }
        if let Some(hop) = self.hop_mut(circuit) {
            if said.asks {
                hop.ask.cut();
            }
            hop.ledger.owe_again(said.answers);
        }
    }

    /// The service message under a number has left.
    pub(super) fn say(&mut self, circuit: u32, ordinal: u64, said: Said) {
        let now = self.time();
        if let Some(hop) = self.hop_mut(circuit) {
            hop.said(ordinal, said.asks, now);
        }
        for of in said.reports.into_iter().filter_map(|of| u32::try_from(of).ok()) {
            if let Some(hop) = self.hop_mut(of) {
                hop.receiving.report.left(now);
                hop.receiving.review();
            }
            self.set_alarm(of);
        }
    }

    /// Takes in a service message that has come in on a circuit.
    pub(super) fn heed(&mut self, circuit: u32, message: Message) -> Result<(), BrokenLaw> {
        let now = self.time();
        if let Some(hop) = self.hop_mut(circuit).filter(|hop| hop.is_repaired()) {
            let receiving = &mut hop.receiving;
            receiving.owes_account |= message.asks.is_some();
            for run in message.repeated {
                if receiving.register.close(run, now) > 0 {
                    receiving.report.progress(now);
                }
            }
            for run in message.cancelled {
                receiving.register.close(run, now);
            }
            receiving.review();
        }
        for account in message.accounts {
            self.heed_account(&account)?;
        }
        self.settle_receiving(circuit)
    }

    /// The sender of a circuit hears what came in on it, and what is open: that goes again.
    fn heed_account(&mut self, Account { circuit, last, open }: &Account) -> Result<(), BrokenLaw> {
        let now = self.time();
        let Some(hop) = self.hop_mut(*circuit) else { return Ok(()) };
        let ordinals: BTreeSet<u64> = open.iter().flat_map(|(first, last)| *first..=*last).collect();
        let end = hop.last + 1;
        let Outcome { repeat, confirmed } = hop.ledger.account(Some(*last), &ordinals, end);
        if confirmed > 0 || !repeat.is_empty() {
            hop.progress(now);
        }
        let repeats = !repeat.is_empty();
        for (ordinal, _) in repeat {
            self.figures.repeats_sent += 1;
            self.tell_repeat_sent(*circuit, channel::number(ordinal));
            let missing = self.hop_mut(*circuit).and_then(|hop| hop.failed.remove(&ordinal));
            if let Some(missing) = missing {
                self.send_again(*circuit, missing)?;
            }
        }
        let is_down = self.lines.get(*circuit as usize).is_some_and(|line| line.down > 0);
        // Only what goes again is new to a circuit that is down: the rest was looked at when it went down.
        if is_down && repeats {
            self.divert(*circuit)?;
        }
        self.settle_sending(*circuit)
    }

    /// Has a circuit looked at when the first of its times is over.
    pub(super) fn set_alarm(&mut self, circuit: u32) {
        let to = self.lines.get(circuit as usize).map_or(NONE, |line| line.to);
        let hears = !self.is_stopped(to);
        let (time, now) = (self.time(), self.now);
        let Some(hop) = self.hop_mut(circuit) else { return };
        let asks = hop.ask.due().filter(|_| !hop.is_stopped);
        let reports = if hears { hop.receiving.due(time) } else { None };
        let due = asks.into_iter().chain(reports).min();
        hop.due = due.map_or(u64::MAX, |due| crate::sim::nanoseconds(due).max(now));
        self.arm(circuit);
    }

    /// What is looked at before its time is looked at again.
    fn arm(&mut self, circuit: u32) {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        if let Some(hop) = line.hop.as_deref_mut().filter(|hop| hop.due < hop.alarm.0) {
            hop.alarm = (hop.due, self.agenda.put(hop.due, Due::Ring(circuit)));
            self.idle += 1;
        }
    }

    /// A time is over, or was to be and is put off.
    #[cold]
    #[inline(never)]
    pub(super) fn ring(&mut self, circuit: u32, order: u64) -> Result<(), BrokenLaw> {
        let (time, now) = (self.time(), self.now);
        let to = self.lines.get(circuit as usize).map_or(NONE, |line| line.to);
        let hears = !self.is_stopped(to);
        let Some(hop) = self.hop_mut(circuit).filter(|hop| hop.alarm.1 == order) else { return Ok(()) };
        hop.alarm = (u64::MAX, u64::MAX);
        if hop.due > now {
            self.arm(circuit);
            return Ok(());
        }
        if hears {
            hop.receiving.ring(time);
        }
        if !hop.is_stopped {
            hop.ring(time);
        }
        self.settle_sending(circuit)?;
        self.settle_receiving(circuit)?;
        self.set_alarm(circuit);
        Ok(())
    }
}
