//! What a station says in a service message, and what it does on receiving one. The rules are those of `repair`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::channel::{self, Run, extend_runs};
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
            // A receipt goes at once and by itself: what else there is to say has a lower precedence.
            return Some((text, said));
        }
        self.say_question(circuit, &mut text, &mut said);
        let carries = self.sending.get(circuit)?.carries.clone();
        for incoming in carries {
            self.say_account(now, incoming, &mut text, &mut said, actions);
        }
        self.say_answers(circuit, &mut text, &mut said);
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
        let Some(side) = self.sending.get_mut(circuit).filter(|side| side.ask.is_wanted()) else {
            return;
        };
        if let (true, Some(outgoing)) = (side.last > 0, self.plan.outgoing.get(circuit)) {
            text.say(Signal::LastSent, numbers(&outgoing.channel, &[(side.last, side.last)]));
            side.ask.leave();
            said.asks = true;
        }
    }

    fn say_account(
        &mut self,
        now: Duration,
        incoming: usize,
        text: &mut ServiceText,
        said: &mut Said,
        actions: &mut Vec<Action>,
    ) {
        let (Some(side), Some(plan)) = (self.receiving.get_mut(incoming), self.plan.incoming.get(incoming))
        else {
            return;
        };
        let account = side.register.account(now);
        if side.owes_account && side.can_account(now) {
            side.owes_account = false;
            said.accounts.push(incoming);
        }
        if account.last > 0 {
            text.say(Signal::LastReceived, numbers(&plan.channel, &[(account.last, account.last)]));
            text.say(Signal::Open, numbers(&plan.channel, &account.open));
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
        let (Some(side), Some(outgoing)) = (self.sending.get_mut(circuit), self.plan.outgoing.get(circuit))
        else {
            return;
        };
        if let Some(ledger) = &mut side.ledger {
            said.answers = ledger.take_owed();
            text.say(Signal::Repeated, numbers(&outgoing.channel, &repair::repeated(&said.answers)));
            text.say(Signal::Cancelled, numbers(&outgoing.channel, &ledger.cancelled(&said.answers)));
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
        circuit: Incoming,
        text: &ServiceText,
        actions: &mut Vec<Action>,
    ) {
        let mut accounts: BTreeMap<usize, Account> = BTreeMap::new();
        for (signal, numbers) in &text.0 {
            for run in numbers {
                match signal {
                    Signal::LastSent | Signal::Repeated | Signal::Cancelled => {
                        self.heed_sender(now, circuit, *signal, run);
                    }
                    Signal::LastReceived | Signal::Open => {
                        self.note_account(circuit, *signal, run, &mut accounts);
                    }
                    Signal::Receipt => {
                        let named = self.named_outgoing(circuit, run);
                        let side = named.and_then(|place| self.sending.get(place));
                        let ordinals = side.and_then(|side| ordinals(run, side.last));
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

    /// What the sender of one of our incoming circuits says of its own numbers.
    fn heed_sender(&mut self, now: Duration, circuit: Incoming, signal: Signal, run: &Numbers) {
        let from = self.plan.incoming.get(circuit.0).map(|incoming| &incoming.from);
        let named = self
            .plan
            .incoming
            .iter()
            .position(|other| Some(&other.from) == from && other.channel == run.channel);
        let Some(incoming) = named else {
            return;
        };
        let Some(side) = self.receiving.get_mut(incoming).filter(|side| side.repaired) else {
            return;
        };
        if signal == Signal::LastSent {
            side.owes_account = true;
        } else if let Some(ordinals) = ordinals(run, side.register.last()) {
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
        if let Some((first, last)) = ordinals(run, side.last) {
            if signal == Signal::LastReceived {
                account.0 = Some(first);
            } else {
                // What lies beyond the last number sent is not read: the run's length comes from the wire.
                account.1.push((first, last.min(side.last)));
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
pub(super) fn numbers(channel: &str, runs: &[Run]) -> Vec<Numbers> {
    let written = runs.iter().map(|(first, last)| Numbers {
        channel: channel.to_owned(),
        first: channel::number(*first),
        last: channel::number(*last),
    });
    written.collect()
}

/// A run of numbers as ordinals. `None` where it lies before the first.
fn ordinals(run: &Numbers, near: u64) -> Option<Run> {
    let last = channel::ordinal(run.last, near)?;
    Some((last.saturating_sub(u64::from(run.past_first())).max(1), last))
}
