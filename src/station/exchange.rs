//! What a station says in a service message, and what it does on receiving one. The rules are those of `repair`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::channel::{self, Run, extend_runs};
use super::days::Days;
use super::journal::Fact;
use super::machine::Station;
use super::repair::{self, Outcome};
use super::service::{self, Numbers, ServiceText, Signal};
use super::sides::Said;
use super::{Action, Incoming, Outgoing, Tape};
use crate::message::Precedence;

/// What a service message says of one channel of this station: the last number that came in, and the open ones.
type Account = (Option<u64>, Vec<Run>);

impl Station {
    /// Puts together all that there is to say on a circuit. `None` where nothing is left to say.
    pub(super) fn compose(
        &mut self,
        now: Duration,
        circuit: usize,
        actions: &mut Vec<Action>,
    ) -> Option<(ServiceText, Said)> {
        self.need(now, circuit)?;
        let mut text = ServiceText::default();
        let mut said = Said::default();
        self.say_receipts(circuit, &mut text, &mut said);
        if !text.0.is_empty() {
            // A receipt goes at once: what else there is to say has a lower precedence. But what does not name the end of
            // a day says that all of it was heard.
            self.say_days(circuit, &mut text);
            return Some((text, said));
        }
        self.say_question(circuit, &mut text, &mut said);
        let carries = self.sending.get(circuit)?.carries.clone();
        for incoming in carries {
            self.say_account(now, incoming, &mut text, &mut said, actions);
        }
        self.say_answers(circuit, &mut text, &mut said);
        if !text.0.is_empty() {
            self.say_days(circuit, &mut text);
        }
        (!text.0.is_empty()).then_some((text, said))
    }

    /// Writes a service message to the far end of a circuit.
    pub(super) fn write(&self, circuit: usize, id: &str, precedence: Precedence, text: &ServiceText) -> Tape {
        let Some(to) = self.plan.outgoing.get(circuit).map(|outgoing| &outgoing.to) else {
            return Vec::new().into();
        };
        service::write(id, precedence, to, &self.plan.indicator, text).into_bytes().into()
    }

    fn say_question(&mut self, circuit: usize, text: &mut ServiceText, said: &mut Said) {
        let days = self.days();
        let (Some(side), Some(outgoing)) = (self.sending.get_mut(circuit), self.plan.outgoing.get(circuit))
        else {
            return;
        };
        if let Some(last) = side.last_used().filter(|_| side.ask.is_wanted()) {
            text.say(Signal::LastSent, numbers(&outgoing.channel, days, &[(last, last)]));
            side.ask.leave();
            said.asks = true;
        }
    }

    /// With what numbers days closed that the far end has not accounted for.
    fn say_days(&self, circuit: usize, text: &mut ServiceText) {
        let (Some(side), Some(outgoing)) = (self.sending.get(circuit), self.plan.outgoing.get(circuit))
        else {
            return;
        };
        // Where nothing is accounted for, nobody asks.
        let ends = side.ends.values().filter(|_| side.ledger.is_some());
        let ends: Vec<Run> = ends.map(|end| (*end, *end)).collect();
        text.say(Signal::DayClosed, numbers(&outgoing.channel, self.days(), &ends));
    }

    fn say_account(
        &mut self,
        now: Duration,
        incoming: usize,
        text: &mut ServiceText,
        said: &mut Said,
        actions: &mut Vec<Action>,
    ) {
        let days = self.days();
        let (Some(side), Some(plan)) = (self.receiving.get_mut(incoming), self.plan.incoming.get(incoming))
        else {
            return;
        };
        let account = side.register.account(now);
        let opens_day = std::mem::take(&mut side.opens_day);
        if side.owes_account && side.can_account(now) {
            side.owes_account = false;
            said.accounts.push(incoming);
        }
        if account.last > channel::before(channel::day(account.last)) {
            text.say(Signal::LastReceived, numbers(&plan.channel, days, &[(account.last, account.last)]));
            let awaited = |run: &Run| opens_day && (run.0..=run.1).all(|one| side.register.was_reported(one));
            let (awaited, open): (Vec<Run>, Vec<Run>) = account.open.iter().copied().partition(awaited);
            text.say(Signal::Open, numbers(&plan.channel, days, &open));
            text.say(Signal::Awaited, numbers(&plan.channel, days, &awaited));
        }
        if !account.open.is_empty() {
            let new = side.register.reported(&account.open);
            if !new.is_empty() {
                let numbers = new.into_iter().map(channel::number).collect();
                actions.push(Action::RepeatRequested { circuit: Incoming(incoming), numbers });
                if self.plan.journal {
                    self.facts.push(Fact::Reported { circuit: incoming, open: account.open.clone() });
                }
            }
            side.report.leave();
            said.reports.push(incoming);
        }
        self.touch_receiving(incoming);
    }

    fn say_answers(&mut self, circuit: usize, text: &mut ServiceText, said: &mut Said) {
        let days = self.days();
        let (Some(side), Some(outgoing)) = (self.sending.get_mut(circuit), self.plan.outgoing.get(circuit))
        else {
            return;
        };
        if let Some(ledger) = &mut side.ledger {
            said.answers = ledger.take_owed();
            text.say(Signal::Repeated, numbers(&outgoing.channel, days, &repair::repeated(&said.answers)));
            text.say(Signal::Cancelled, numbers(&outgoing.channel, days, &ledger.cancelled(&said.answers)));
        }
    }

    /// A service message was cut by an outage: all of it has still to be said.
    pub(super) fn unsay(&mut self, circuit: usize, said: Said) {
        for incoming in &said.reports {
            if let Some(side) = self.receiving.get_mut(*incoming) {
                side.report.cut();
                side.review();
            }
            self.touch_receiving(*incoming);
        }
        for incoming in &said.accounts {
            if let Some(side) = self.receiving.get_mut(*incoming) {
                side.owes_account = true;
            }
            self.touch_receiving(*incoming);
        }
        for (incoming, ordinal) in said.receipts {
            if let Some(side) = self.receiving.get_mut(incoming) {
                side.receipts.insert(ordinal);
            }
        }
        let Some(side) = self.sending.get_mut(circuit) else {
            return;
        };
        if said.asks {
            side.ask.cut();
        }
        if let Some(ledger) = &mut side.ledger {
            ledger.owe_again(said.answers);
        }
    }

    /// Takes in a service message.
    pub(super) fn heed(
        &mut self,
        now: Duration,
        (circuit, day): (Incoming, u64),
        text: &ServiceText,
        actions: &mut Vec<Action>,
    ) {
        if self.plan.day_change {
            self.heed_days(now, (circuit, day), text);
        }
        let mut accounts: BTreeMap<usize, Account> = BTreeMap::new();
        for (signal, numbers) in &text.0 {
            for run in numbers {
                match signal {
                    Signal::LastSent | Signal::Repeated | Signal::Cancelled => {
                        self.heed_sender(now, circuit, *signal, run);
                    }
                    Signal::LastReceived | Signal::Open | Signal::Awaited => {
                        self.note_account(now, circuit, *signal, run, &mut accounts);
                    }
                    Signal::DayClosed => {}
                    Signal::Receipt => {
                        let named = self.named_outgoing(circuit, run);
                        let side = named.and_then(|place| self.sending.get(place));
                        let day = self.day_of(now, run);
                        let near = side.zip(day).and_then(|(side, day)| side.last_of(day));
                        let ordinals = near.and_then(|near| ordinals(run, near));
                        if let Some((outgoing, ordinals)) = named.zip(ordinals) {
                            self.heed_receipt(now, outgoing, ordinals);
                        }
                    }
                }
            }
        }
        for (outgoing, (last, open)) in accounts {
            self.heed_account(now, outgoing, last, &each_once(open), actions);
        }
    }

    /// What a message of a day says of the days before it, on the channel on which it came in.
    fn heed_days(&mut self, now: Duration, (circuit, day): (Incoming, u64), text: &ServiceText) {
        let Some(plan) = self.plan.incoming.get(circuit.0) else { return };
        let named = text.0.iter().filter(|(signal, _)| *signal == Signal::DayClosed);
        let named = named.flat_map(|(_, numbers)| numbers).filter(|run| run.channel == plan.channel);
        let mut ends = BTreeMap::new();
        for run in named {
            let Some(of) = self.day_of(now, run) else { continue };
            let last = self.receiving.get(circuit.0).map_or(0, |side| side.register.last_of(of));
            ends.extend(ordinals(run, last).map(|(_, end)| (of, end)));
        }
        // Where nobody keeps accounts the sender names no ends: a copy of yesterday may be on its way still.
        let Some(side) = self.receiving.get_mut(circuit.0).filter(|side| side.repaired) else { return };
        if side.register.close_days(day, &ends, now) {
            side.review();
            self.note(|| Fact::DaysClosed {
                circuit: circuit.0,
                day,
                ends: ends.into_iter().collect(),
                at: now,
            });
        }
        self.touch_receiving(circuit.0);
    }

    /// The day of numbers; the first where they do not begin again.
    fn day_of(&self, now: Duration, run: &Numbers) -> Option<u64> {
        match (self.days(), run.day) {
            (Some(days), Some(day)) => days.named(day, days.at(now)),
            (None, None) => Some(0),
            _ => None,
        }
    }

    /// What the sender of one of our incoming circuits says of its own numbers.
    fn heed_sender(&mut self, now: Duration, circuit: Incoming, signal: Signal, run: &Numbers) {
        let from = self.plan.incoming.get(circuit.0).map(|incoming| &incoming.from);
        let named = self
            .plan
            .incoming
            .iter()
            .position(|other| Some(&other.from) == from && other.channel == run.channel);
        let Some((incoming, day)) = named.zip(self.day_of(now, run)) else {
            return;
        };
        let Some(side) = self.receiving.get_mut(incoming).filter(|side| side.repaired) else {
            return;
        };
        if signal == Signal::LastSent {
            side.owes_account = true;
        } else if let Some(ordinals) = ordinals(run, side.register.last_of(day)) {
            let closed = side.register.close(ordinals, now);
            if closed > 0 && self.plan.journal {
                self.facts.push(Fact::Closed { circuit: incoming, run: ordinals, at: now });
            }
            if closed > 0 && signal == Signal::Repeated {
                side.report.progress(now);
            }
            side.review();
        }
        self.touch_receiving(incoming);
    }

    /// The outgoing circuit of which the station at the far end of an incoming one names numbers.
    fn named_outgoing(&self, circuit: Incoming, run: &Numbers) -> Option<usize> {
        let from = self.plan.incoming.get(circuit.0).map(|incoming| &incoming.from);
        let mut all = self.plan.outgoing.iter();
        all.position(|other| Some(&other.to) == from && other.channel == run.channel)
    }

    /// What the receiver of one of our outgoing circuits says of our numbers.
    fn note_account(
        &self,
        now: Duration,
        circuit: Incoming,
        signal: Signal,
        run: &Numbers,
        accounts: &mut BTreeMap<usize, Account>,
    ) {
        let named = self.named_outgoing(circuit, run);
        let Some((outgoing, side)) = named.and_then(|place| Some((place, self.sending.get(place)?))) else {
            return;
        };
        if side.ledger.is_none() {
            return;
        }
        let account = accounts.entry(outgoing).or_default();
        let near = self.day_of(now, run).and_then(|day| side.last_of(day));
        if let Some((first, last)) = near.and_then(|near| ordinals(run, near)) {
            if signal == Signal::LastReceived {
                account.0 = Some(first);
            } else {
                // What lies beyond the last number sent is not read: the run's length comes from the wire.
                account.1.push((first, last.min(near.unwrap_or(0))));
            }
        }
    }

    fn heed_account(
        &mut self,
        now: Duration,
        outgoing: usize,
        last: Option<u64>,
        open: &BTreeSet<u64>,
        actions: &mut Vec<Action>,
    ) {
        let Some(side) = self.sending.get_mut(outgoing) else {
            return;
        };
        let end = side.end();
        let Some(Outcome { repeat, confirmed }) =
            side.ledger.as_mut().map(|ledger| ledger.account(last, open, end))
        else {
            return;
        };
        if confirmed > 0 || !repeat.is_empty() {
            side.progress(now);
        }
        side.forget_days(last.filter(|last| *last < end));
        side.forget_receipts();
        let down = !side.is_up();
        self.note(|| Fact::Accounted { circuit: outgoing, last, open: runs_of(open), end });
        for (ordinal, copy) in repeat {
            self.join(outgoing, copy, None, actions);
            let number = channel::number(ordinal);
            actions.push(Action::RepeatSent { circuit: Outgoing(outgoing), number });
        }
        if down {
            self.divert(outgoing, actions);
        }
        self.touch_sending(outgoing);
    }
}

/// Ordinals as runs.
fn runs_of(ordinals: &BTreeSet<u64>) -> Vec<Run> {
    let mut runs = Vec::new();
    for ordinal in ordinals {
        extend_runs(&mut runs, *ordinal);
    }
    runs
}

/// The ordinals of runs that may overlap, in time that does not depend on how often they do.
pub(super) fn each_once(mut runs: Vec<Run>) -> BTreeSet<u64> {
    runs.sort_unstable();
    let mut ordinals = BTreeSet::new();
    let mut next = 0;
    for (first, last) in runs {
        ordinals.extend(first.max(next)..=last);
        next = next.max(last + 1);
    }
    ordinals
}

/// Runs of ordinals as they are written.
pub(super) fn numbers(channel: &str, days: Option<Days>, runs: &[Run]) -> Vec<Numbers> {
    let written = runs.iter().map(|(first, last)| Numbers {
        channel: channel.to_owned(),
        first: channel::number(*first),
        last: channel::number(*last),
        day: days.map(|days| days.of_year(channel::day(*first))),
    });
    written.collect()
}

/// A run of numbers as ordinals. `None` where it lies before the first.
fn ordinals(run: &Numbers, near: u64) -> Option<Run> {
    let last = channel::ordinal(run.last, near)?;
    let lowest = channel::before(channel::day(near)) + 1;
    Some((last.saturating_sub(u64::from(run.past_first())).max(lowest), last))
}
