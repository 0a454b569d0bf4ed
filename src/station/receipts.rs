//! Every FLASH is receipted to the station that it came from (ACP 127(G) 151b).
//!
//! A receipt is a service message at FLASH with `R Z` and the number under which the FLASH came in, and nothing else. It is
//! given for each FLASH that came in undamaged on a circuit with a way back, unless format line 4 says `ZGC`: no receipt is
//! needed. It proves to the sender that the copy came in, which need not be kept any longer.
//!
//! Where no receipt has come in the time that the circuit has for an answer, the sender asks at FLASH what came in (`ZIC`).
//! A circuit that can neither lose nor garble nor fail has no accounts to ask for: there the sender sends the FLASH once
//! more, as a suspected duplicate. The book has no figure for the time.

use std::collections::BTreeMap;
use std::time::Duration;

use super::channel::{self, Run};
use super::exchange::numbers;
use super::journal::Fact;
use super::machine::Station;
use super::queue::Copy;
use super::service::{ServiceText, Signal};
use super::sides::Said;
use super::{Action, Incoming, Outgoing, Tape};
use crate::encode::PilotSignal;
use crate::message::Precedence;

/// FLASH that has left a station and is not receipted.
#[derive(Clone, Debug, Default)]
pub(super) struct Unreceipted(BTreeMap<u64, Awaited>);

#[derive(Clone, Debug)]
struct Awaited {
    /// When the receipt is overdue; `None` where it is.
    due: Option<Duration>,
    /// What to send again then, where nobody can be asked.
    copy: Option<Copy>,
}

impl Unreceipted {
    /// When the next receipt is overdue.
    pub(super) fn due(&self) -> Option<Duration> {
        self.0.values().filter_map(|awaited| awaited.due).min()
    }

    /// Whether some receipt is.
    pub(super) fn is_overdue(&self) -> bool {
        self.0.values().any(|awaited| awaited.due.is_none())
    }

    /// Leaves those only that are kept.
    pub(super) fn retain(&mut self, kept: impl Fn(u64) -> bool) {
        self.0.retain(|ordinal, _| kept(*ordinal));
    }
}

fn is_flash(tape: &Tape, precedence: Precedence) -> bool {
    precedence >= Precedence::Flash && !tape.waives_receipt()
}

impl Station {
    /// A FLASH has come in undamaged, and will be receipted.
    pub(super) fn owe_receipt(
        &mut self,
        circuit: usize,
        (day, number): (u64, u32),
        tape: &Tape,
        actions: &mut Vec<Action>,
    ) {
        let answered = self.plan.incoming.get(circuit).is_some_and(|incoming| incoming.way_back.is_some());
        if !self.plan.rules.flash_receipts || !answered {
            return;
        }
        let precedence = tape.call().and_then(|call| call.precedence);
        let Some(side) = self.receiving.get_mut(circuit) else { return };
        let Some(ordinal) = channel::ordinal(number, side.register.last_of(day)) else { return };
        if precedence.is_some_and(|precedence| is_flash(tape, precedence)) {
            side.receipts.insert(ordinal);
            actions.push(Action::FlashReceipted { circuit: Incoming(circuit), number });
            self.touch_receiving(circuit);
        }
    }

    /// A copy has left: if it is a FLASH, its receipt is awaited.
    pub(super) fn await_receipt(&mut self, now: Duration, circuit: usize, ordinal: u64, copy: &Copy) {
        let Some(plan) = self.plan.outgoing.get(circuit).filter(|plan| plan.way_back.is_some()) else {
            return;
        };
        if !self.plan.rules.flash_receipts || !is_flash(&copy.source, copy.precedence) {
            return;
        }
        let due = Some(now.saturating_add(plan.patience));
        let Some(side) = self.sending.get_mut(circuit) else { return };
        let again = side.ledger.is_none();
        // What has been sent again once is left at that: nothing is lost there.
        if again && copy.source.pilots().any(|signal| signal == PilotSignal::SuspectedDuplicate) {
            return;
        }
        side.unreceipted.0.insert(ordinal, Awaited { due, copy: again.then(|| copy.clone()) });
    }

    /// Receipts are overdue: asks, or sends again what nobody can be asked for.
    pub(super) fn miss_receipts(&mut self, now: Duration, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get_mut(circuit) else { return };
        let mut again = Vec::new();
        for (ordinal, awaited) in &mut side.unreceipted.0 {
            if awaited.due.take_if(|due| *due <= now).is_some() {
                let number = channel::number(*ordinal);
                actions.push(Action::ReceiptOverdue { circuit: Outgoing(circuit), number });
                again.extend(awaited.copy.take().map(|copy| (*ordinal, copy)));
            }
        }
        for (ordinal, _) in &again {
            side.unreceipted.0.remove(ordinal);
        }
        side.forget_receipts();
        if side.unreceipted.is_overdue() {
            side.ask.want();
        }
        for (ordinal, copy) in again {
            let copy = self.suspect(circuit, ordinal, copy, actions);
            self.join(circuit, copy, None, actions);
        }
    }

    /// Says that FLASH came in.
    pub(super) fn say_receipts(&mut self, circuit: usize, text: &mut ServiceText, said: &mut Said) {
        let days = self.days();
        let receipts_for = self.sending.get(circuit).map_or_else(Vec::new, |side| side.receipts_for.clone());
        for incoming in receipts_for {
            let (Some(side), Some(plan)) =
                (self.receiving.get_mut(incoming), self.plan.incoming.get(incoming))
            else {
                continue;
            };
            let receipts = std::mem::take(&mut side.receipts);
            let runs: Vec<Run> = receipts.iter().map(|ordinal| (*ordinal, *ordinal)).collect();
            text.say(Signal::Receipt, numbers(&plan.channel, days, &runs));
            said.receipts.extend(receipts.into_iter().map(|ordinal| (incoming, ordinal)));
        }
    }

    /// FLASH that this station sent under these ordinals has come in at the far end.
    pub(super) fn heed_receipt(&mut self, now: Duration, outgoing: usize, (first, last): Run) {
        let Some(side) = self.sending.get_mut(outgoing) else { return };
        let last = last.min(side.end().saturating_sub(1));
        side.unreceipted.0.retain(|ordinal, _| !(first..=last).contains(ordinal));
        let confirmed = side.ledger.as_mut().map_or(0, |ledger| ledger.receipted((first, last)));
        if confirmed > 0 {
            side.progress(now);
            self.note(|| Fact::Receipted { circuit: outgoing, run: (first, last) });
        }
        self.touch_sending(outgoing);
    }
}
