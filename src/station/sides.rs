//! The two sides of a circuit: what the sending station and what the receiving station keep of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::channel::{self, Register};
use super::queue::{Copy, Queue};
use super::receipts::Unreceipted;
use super::repair::{Answer, Ledger};
use super::request::Request;
use super::{IncomingCircuit, OutgoingCircuit};
use crate::message::Precedence;

/// What goes over a circuit at present.
#[expect(
    clippy::large_enum_variant,
    reason = "most circuits are busy, and each transmission would ask for memory"
)]
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// Nothing.
    Free,
    /// A transmission.
    Busy(Sent),
    /// What was on it under this ordinal is being cancelled.
    Cancelling(u64),
    /// It is down.
    Down,
}

/// A transmission in progress.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// Its ordinal.
    pub ordinal: u64,
    /// The ticket under which it waited.
    pub ticket: u64,
    /// What it carries.
    pub load: Load,
    /// The precedence of its routing line.
    pub precedence: Precedence,
    /// When it began.
    pub since: Duration,
    /// Its characters.
    pub length: usize,
    /// Those of format line 1, with the end of the line.
    pub first_line: usize,
}

/// What was interrupted, and goes on where it stopped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    /// The precedence at which it waits.
    pub precedence: Precedence,
    /// How long it has been on the circuit.
    pub gone: Duration,
}

/// What is being transmitted.
#[derive(Clone, Debug)]
pub(super) enum Load {
    /// A cable's transmission.
    Cable(Copy),
    /// A service message.
    Service(Said),
}

/// What a service message says that has to be said again if it is cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// The incoming circuits whose open numbers it reports.
    pub reports: Vec<usize>,
    /// The incoming circuits whose account was asked for.
    pub accounts: Vec<usize>,
    /// Whether it asks for an account.
    pub asks: bool,
    /// The answers it gives.
    pub answers: BTreeMap<u64, Answer>,
    /// The FLASH that it receipts, by incoming circuit.
    pub receipts: Vec<(usize, u64)>,
}

/// The sending side of a circuit.
#[derive(Clone, Debug)]
pub(super) struct Sending {
    /// What goes over it.
    pub line: Line,
    /// The ordinal used last; 0 for none.
    pub last: u64,
    /// The last ordinals of earlier days, by day, until the far end has accounted for them.
    pub ends: BTreeMap<u64, u64>,
    /// What waits for it.
    pub queue: Queue,
    /// What has begun of that, by ticket.
    pub begun: BTreeMap<u64, Begun>,
    /// What is kept until confirmed; `None` where nothing has to be, or nobody could confirm it.
    pub ledger: Option<Ledger<Copy>>,
    /// The question what came in (`ZIC`).
    pub ask: Request,
    /// The incoming circuits whose reports go out here.
    pub carries: Vec<usize>,
    /// The incoming circuits whose receipts go out here.
    pub receipts_for: Vec<usize>,
    /// FLASH that has left and is not receipted.
    pub unreceipted: Unreceipted,
}

impl Sending {
    /// A circuit that is up and has carried nothing.
    pub(super) fn new(circuit: &OutgoingCircuit, carries: Vec<usize>, receipts_for: Vec<usize>) -> Self {
        let repaired = circuit.faulty && circuit.way_back.is_some();
        Self {
            line: Line::Free,
            last: 0,
            ends: BTreeMap::new(),
            queue: Queue::default(),
            begun: BTreeMap::new(),
            ledger: repaired.then(Ledger::default),
            ask: Request::new(circuit.patience),
            carries,
            receipts_for,
            unreceipted: Unreceipted::default(),
        }
    }

    /// Whether it is not down.
    pub(super) const fn is_up(&self) -> bool {
        !matches!(self.line, Line::Down)
    }

    /// Takes the transmission in progress off the circuit, if there is one.
    pub(super) fn take_sent(&mut self, then: Line) -> Option<Sent> {
        match std::mem::replace(&mut self.line, then) {
            Line::Busy(sent) => Some(sent),
            _ => None,
        }
    }

    /// How much of what goes before a transmission at a precedence has left already.
    pub(super) fn gone_before(&self, precedence: Precedence) -> Duration {
        let before = self.begun.values().filter(|begun| begun.precedence >= precedence);
        before.map(|begun| begun.gone).sum()
    }

    /// The first ordinal that has not left yet.
    pub(super) const fn end(&self) -> u64 {
        match self.line {
            Line::Busy(ref sent) => sent.ordinal,
            Line::Cancelling(ordinal) => ordinal,
            Line::Free | Line::Down => self.last + 1,
        }
    }

    /// How far the next ordinal is from the oldest that the far end has not accounted for.
    pub(super) fn ahead(&self) -> u64 {
        let first = channel::before(channel::day(self.last)) + 1;
        let oldest = self.ledger.as_ref().and_then(Ledger::oldest);
        oldest.map_or(0, |oldest| self.last + 1 - oldest.max(first))
    }

    /// The last ordinal that was used, today or before.
    pub(super) fn last_used(&self) -> Option<u64> {
        let today = channel::before(channel::day(self.last));
        if self.last > today { Some(self.last) } else { self.ends.last_key_value().map(|(_, end)| *end) }
    }

    /// The last ordinal of a day; `None` where nobody needs to know any more.
    pub(super) fn last_of(&self, day: u64) -> Option<u64> {
        if day == channel::day(self.last) { Some(self.last) } else { self.ends.get(&day).copied() }
    }

    /// Turns to the numbers of another day.
    pub(super) fn begin_day(&mut self, before: u64) {
        if let Some(last) = self.last_used().filter(|last| channel::day(*last) == channel::day(self.last)) {
            self.ends.insert(channel::day(last), last);
        }
        self.last = before;
    }

    /// The far end has accounted for all up to an ordinal: for the days before it, too.
    pub(super) fn forget_days(&mut self, accounted: Option<u64>) {
        if let Some(last) = accounted {
            self.ends = self.ends.split_off(&channel::day(last));
        }
    }

    /// A copy has left and is kept: asks after a quiet time, or at once where many are kept.
    pub(super) fn keep(&mut self, ordinal: u64, copy: Copy, now: Duration) {
        let Some(ledger) = &mut self.ledger else {
            return;
        };
        ledger.keep(ordinal, copy);
        self.ask.kept(ledger, now);
    }

    /// A service message has left. Nothing is behind its number that would have to be repeated.
    pub(super) fn said(&mut self, ordinal: u64, asked: bool, now: Duration) {
        if let Some(ledger) = &mut self.ledger {
            ledger.blank(ordinal);
            self.ask.said(asked, ledger.unconfirmed(), now);
        }
    }

    /// When to look at it again.
    pub(super) fn due(&self) -> Option<Duration> {
        self.ask.due().into_iter().chain(self.unreceipted.due()).min()
    }

    /// What is accounted for, or goes another way, needs no receipt.
    pub(super) fn forget_receipts(&mut self) {
        if let Some(ledger) = &self.ledger {
            self.unreceipted.retain(|ordinal| ledger.keeps(ordinal));
        }
    }

    /// The quiet time, or the time to wait for an account, is over.
    pub(super) fn ring(&mut self, now: Duration) {
        self.ask.ring(self.unconfirmed(), now);
    }

    /// Copies were confirmed, or go again: the wait is for the others, if any.
    pub(super) fn progress(&mut self, now: Duration) {
        self.ask.settled(self.unconfirmed(), now);
    }

    /// How many copies are kept.
    fn unconfirmed(&self) -> usize {
        self.ledger.as_ref().map_or(0, Ledger::unconfirmed)
    }
}

/// The receiving side of a circuit.
#[derive(Clone, Debug)]
pub(crate) struct Receiving {
    /// Which numbers came in.
    pub register: Register,
    /// Whether open numbers are reported.
    pub repaired: bool,
    /// The report of open numbers (`ZFX`).
    pub report: Request,
    /// The sender asked for the account (`ZIC`).
    pub owes_account: bool,
    /// When the next day is to be opened with the last number of this one.
    pub day_ends: Option<Duration>,
    /// The account opens a day.
    pub opens_day: bool,
    /// FLASH that came in and is not receipted yet.
    pub receipts: BTreeSet<u64>,
}

impl Receiving {
    /// A circuit on which nothing came in.
    pub(super) fn new(circuit: &IncomingCircuit) -> Self {
        Self::of(circuit.faulty && circuit.way_back.is_some(), circuit.patience)
    }

    /// That of a circuit that is repaired or not, and whose answers may take so long.
    pub(crate) fn of(repaired: bool, patience: Duration) -> Self {
        Self {
            register: Register::default(),
            repaired,
            report: Request::new(patience),
            owes_account: false,
            day_ends: None,
            opens_day: false,
            receipts: BTreeSet::new(),
        }
    }

    /// Whether the account can be given now: nothing that has been overtaken may still come in.
    pub(crate) fn can_account(&self, now: Duration) -> bool {
        self.register.all_ripe_at().is_none_or(|at| at <= now)
    }

    /// Brings the report in line with what is open.
    pub(crate) fn review(&mut self) {
        if !self.repaired {
            return;
        }
        let Some(ripe_at) = self.register.ripe_at() else {
            self.report.rest();
            return;
        };
        if self.report.is_unanswered() && !self.register.awaits_answer() {
            self.report.answered();
        }
        if self.report.is_idle() {
            self.report.make_at(ripe_at);
        }
    }

    /// The grace, or the time to wait for an answer, is over.
    pub(crate) fn ring(&mut self, now: Duration) {
        if self.day_ends.take_if(|at| *at <= now).is_some() {
            (self.owes_account, self.opens_day) = (true, true);
        }
        if self.report.due().is_none_or(|due| due > now) {
            return;
        }
        match self.register.ripe_at() {
            None => self.report.rest(),
            Some(ripe_at) if ripe_at > now => self.report.make_at(ripe_at),
            Some(_) => self.report.want(),
        }
    }

    /// When to look at it again.
    pub(crate) fn due(&self, now: Duration) -> Option<Duration> {
        let account = self.register.all_ripe_at().filter(|at| self.owes_account && *at > now);
        self.report.due().into_iter().chain(account).chain(self.day_ends).min()
    }

    /// The precedence at which something has to be said of it, if anything: a report goes at IMMEDIATE, an account
    /// at PRIORITY (ACP 127(G) 412, 433).
    pub(crate) fn need(&self, now: Duration) -> Option<Precedence> {
        if self.report.is_wanted() {
            Some(Precedence::Immediate)
        } else {
            (self.owes_account && self.can_account(now)).then_some(Precedence::Priority)
        }
    }
}
