//! Repair, hop by hop: what the sender keeps until it is confirmed, and requests that repeat until they are answered.
//!
//! # The exchange
//!
//! It takes place on a circuit that can lose, garble or fail and has a way back. The receiver reports what is open or
//! damaged (`ZID` and `ZFX`). The sender sends what was behind these numbers again under new ones (`ZDK`), or says that
//! nothing was behind them (`ZFR`). A sender that has heard nothing for a quiet time asks (`ZIC`); the receiver gives
//! its account (`ZID`, and `ZFX` where something is open). Only an account lets the sender throw copies away.
//!
//! Where two circuits are each other's way back, the same goes on in both directions, and one message says all there is
//! to say at the time. A report that was damaged on its way shows as a damaged number in its turn, and so is asked for
//! before its own time is over.
//!
//! # Why it comes to an end, and how much of it there is
//!
//! - Only reports and questions are repeated, by a timer that starts when the last one left: first after the circuit's
//!   patience, then twice as long each time, up to 30 minutes. It starts afresh only when a cable's number is settled:
//!   it came in, was confirmed, or is repeated.
//! - An answer is sent once for each request that came in undamaged, and never otherwise. Nothing asks for it again but
//!   the request itself. An answer that also reports open numbers is a request in its turn; but the answer to that one
//!   settles all that was reported before, so it is answered with a report only where a cable's number is newly open.
//! - Service messages are never repeated. Each one cancels the numbers of the earlier ones that the far end has not
//!   yet accounted for, so a lost one leaves no number open behind the next that comes through.
//! - When all is accounted for, no timer runs.
//!
//! So, for two circuits that are each other's way back, on which `n` and `m` cables' transmissions were begun,
//! repetitions included, and whose patience doubles to 30 minutes in `k` steps: timers make at most `(n + 1) * (k + 2)`
//! reports and as many questions about the first circuit, `(m + 1) * (k + 2)` of each about the second, and two an hour
//! of each besides. Each of these brings at most an answer and the answer to that; with the reports of what is newly
//! open there are never more service messages than three times these requests, and `n + m`. In fact there are two for
//! each burst of cables where nothing goes wrong.

use super::channel::{self, Run, extend_runs};
use std::collections::{BTreeMap, BTreeSet};

/// How many copies are kept before the sender asks without waiting for a quiet time.
const ASK_AFTER: usize = 100;

/// What the sender says of a number that is reported open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `ZDK`: what was behind it is repeated.
    Repeated,
    /// `ZFR`: nothing was behind it.
    Nothing,
}

/// What a report changes at the sender.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome<C> {
    /// To be sent again, with the ordinals under which they were missed.
    pub repeat: Vec<(u64, C)>,
    /// How many copies were confirmed.
    pub confirmed: usize,
}

impl<C> Default for Outcome<C> {
    fn default() -> Self {
        Self { repeat: Vec::new(), confirmed: 0 }
    }
}

/// The sending station's record of one channel: what it keeps until the far end has accounted for it.
#[derive(Clone, Debug)]
pub(crate) struct Ledger<C> {
    kept: BTreeMap<u64, C>,
    /// Own service messages and transmissions cut by an outage: nothing is behind these.
    blank: BTreeSet<u64>,
    /// Answers given, in case they are asked for again.
    answered: BTreeMap<u64, Answer>,
    /// Answers to give with the next service message.
    owed: BTreeMap<u64, Answer>,
}

impl<C> Default for Ledger<C> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
            blank: BTreeSet::new(),
            answered: BTreeMap::new(),
            owed: BTreeMap::new(),
        }
    }
}

impl<C> Ledger<C> {
    /// Keeps what has left under this ordinal.
    pub(crate) fn keep(&mut self, ordinal: u64, copy: C) {
        self.kept.insert(ordinal, copy);
    }

    /// Notes that nothing is behind this ordinal.
    pub(crate) fn blank(&mut self, ordinal: u64) {
        self.blank.insert(ordinal);
    }

    /// Whether a copy is kept under an ordinal.
    pub(crate) fn keeps(&self, ordinal: u64) -> bool {
        self.kept.contains_key(&ordinal)
    }

    /// What left under these ordinals came in: it is kept no longer. Says how many copies that were.
    pub(super) fn receipted(&mut self, (first, last): Run) -> usize {
        let before = self.kept.len();
        self.kept.retain(|ordinal, _| !(first..=last).contains(ordinal));
        before - self.kept.len()
    }

    /// How many copies are unconfirmed.
    pub(crate) fn unconfirmed(&self) -> usize {
        self.kept.len()
    }

    /// Whether so much is unconfirmed that it is time to ask.
    pub(crate) fn is_long(&self) -> bool {
        self.kept.len() >= ASK_AFTER
    }

    /// The oldest ordinal that is not accounted for.
    pub(crate) fn oldest(&self) -> Option<u64> {
        self.kept.keys().next().into_iter().chain(self.blank.first()).min().copied()
    }

    /// The kept copies, for those that can go another way.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (u64, &C)> {
        self.kept.iter().map(|(ordinal, copy)| (*ordinal, copy))
    }

    /// Gives up a kept copy, since it goes another way; keeps what is left of it, if anything.
    pub(crate) fn divert(&mut self, ordinal: u64, rest: Option<C>) -> Option<C> {
        let copy = self.kept.remove(&ordinal)?;
        match rest {
            Some(rest) => _ = self.kept.insert(ordinal, rest),
            None => _ = self.answered.insert(ordinal, Answer::Repeated),
        }
        Some(copy)
    }

    /// Takes in the receiver's account: all up to `last` came in, but for `open`. Ordinals from `end` on were not sent yet.
    pub(crate) fn account(&mut self, last: Option<u64>, open: &BTreeSet<u64>, end: u64) -> Outcome<C> {
        let mut outcome = Outcome::default();
        for ordinal in open.iter().copied().filter(|ordinal| *ordinal < end) {
            if let Some(copy) = self.kept.remove(&ordinal) {
                outcome.repeat.push((ordinal, copy));
                self.answered.insert(ordinal, Answer::Repeated);
            }
            let answer = *self.answered.entry(ordinal).or_insert(Answer::Nothing);
            self.owed.insert(ordinal, answer);
        }
        if let Some(last) = last.filter(|last| *last < end) {
            let before = self.kept.len();
            let covered = |ordinal: &u64| *ordinal <= last && !open.contains(ordinal);
            self.kept.retain(|ordinal, _| !covered(ordinal));
            self.blank.retain(|ordinal| !covered(ordinal));
            self.answered.retain(|ordinal, _| !covered(ordinal));
            outcome.confirmed = before - self.kept.len();
        }
        outcome
    }

    /// Whether the far end waits for an answer.
    pub(crate) fn owes_answer(&self) -> bool {
        !self.owed.is_empty()
    }

    /// Takes the answers to give.
    pub(crate) fn take_owed(&mut self) -> BTreeMap<u64, Answer> {
        std::mem::take(&mut self.owed)
    }

    /// They were not given after all.
    pub(crate) fn owe_again(&mut self, owed: BTreeMap<u64, Answer>) {
        for (ordinal, answer) in owed {
            self.owed.entry(ordinal).or_insert(answer);
        }
    }

    /// The ordinals with nothing behind them, as few runs as possible: what lies between two of them belongs to the
    /// run unless a kept copy is among it, for everything else has come in or is repeated under another number.
    pub(crate) fn cancelled(&self, owed: &BTreeMap<u64, Answer>) -> Vec<Run> {
        let nothing =
            owed.iter().filter(|(_, answer)| **answer == Answer::Nothing).map(|(ordinal, _)| *ordinal);
        let all: BTreeSet<u64> = nothing.chain(self.blank.iter().copied()).collect();
        let mut runs: Vec<Run> = Vec::new();
        for ordinal in all {
            match runs.last_mut() {
                Some(run)
                    if channel::day(run.1) == channel::day(ordinal)
                        && self.kept.range(run.1..ordinal).next().is_none() =>
                {
                    run.1 = ordinal;
                }
                _ => runs.push((ordinal, ordinal)),
            }
        }
        runs
    }
}

/// The runs of the answers that say `repeated`.
pub(crate) fn repeated(owed: &BTreeMap<u64, Answer>) -> Vec<Run> {
    let mut runs = Vec::new();
    for (ordinal, _) in owed.iter().filter(|(_, answer)| **answer == Answer::Repeated) {
        extend_runs(&mut runs, *ordinal);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Precedence;
    use crate::station::queue::Copy;

    fn copy(receipt: u64) -> Copy {
        Copy {
            source: Vec::new().into(),
            called: super::super::queue::Stations::new(),
            precedence: Precedence::Routine,
            receipt,
            from: None,
            name: None,
        }
    }

    fn open(ordinals: &[u64]) -> BTreeSet<u64> {
        ordinals.iter().copied().collect()
    }

    /// Cables under 1, 2 and 4, a service message under 3.
    fn ledger() -> Ledger<Copy> {
        let mut ledger = Ledger::default();
        for ordinal in [1, 2, 4] {
            ledger.keep(ordinal, copy(ordinal));
        }
        ledger.blank(3);
        ledger
    }

    /// All up to the last number is confirmed but what is open; what is open is repeated, once.
    #[test]
    fn an_account_confirms_and_repeats() {
        let mut ledger = ledger();
        let outcome = ledger.account(Some(4), &open(&[2, 3]), 5);
        assert_eq!(outcome, Outcome { repeat: vec![(2, copy(2))], confirmed: 2 });
        let owed = ledger.take_owed();
        assert_eq!((repeated(&owed), ledger.cancelled(&owed)), (vec![(2, 2)], vec![(3, 3)]));
        assert_eq!(ledger.unconfirmed(), 0);

        let again = ledger.account(Some(4), &open(&[2]), 5);
        assert_eq!(again, Outcome::default(), "the same answer, no second repetition");
        assert_eq!(ledger.take_owed(), BTreeMap::from([(2, Answer::Repeated)]));
    }

    /// An account that comes late confirms what it could at the time, and no more.
    #[test]
    fn a_late_account_does_no_harm() {
        let mut ledger = ledger();
        assert_eq!(ledger.account(Some(1), &open(&[]), 5).confirmed, 1);
        assert_eq!(ledger.account(Some(4), &open(&[2]), 5).confirmed, 1);
        assert_eq!(ledger.account(Some(1), &open(&[]), 5), Outcome::default());
        assert_eq!(ledger.take_owed(), BTreeMap::from([(2, Answer::Repeated)]));
    }

    /// Numbers that were never sent are not believed.
    #[test]
    fn an_account_of_what_was_not_sent_is_not_believed() {
        let mut ledger = ledger();
        assert_eq!(ledger.account(Some(5), &open(&[5, 6]), 5), Outcome::default());
        assert!(!ledger.owes_answer());
        assert_eq!(ledger.unconfirmed(), 3);
    }

    /// One run cancels all service numbers with nothing kept between them.
    #[test]
    fn cancelled_numbers_make_few_runs() {
        let mut ledger = ledger();
        ledger.blank(5);
        ledger.blank(7);
        let none = BTreeMap::new();
        assert_eq!(ledger.cancelled(&none), [(3, 3), (5, 7)]);
        ledger.account(Some(2), &open(&[]), 8);
        ledger.account(Some(4), &open(&[3]), 8);
        assert_eq!(ledger.cancelled(&ledger.clone().take_owed()), [(3, 7)]);
    }

    #[test]
    fn what_goes_another_way_is_answered_as_repeated() {
        let mut ledger = ledger();
        assert_eq!(ledger.divert(1, None), Some(copy(1)));
        assert_eq!(ledger.divert(2, Some(copy(9))), Some(copy(2)));
        assert_eq!(ledger.divert(3, None), None);
        assert_eq!(ledger.account(Some(4), &open(&[1, 2]), 5).repeat, [(2, copy(9))]);
        assert_eq!(repeated(&ledger.take_owed()), [(1, 2)]);
    }
}
