//! A transmission in progress gives way to one of higher precedence (ACP 127(G) 151b to e, 424).
//!
//! It is cancelled by the error prosign, `AR` and the end of message; its channel number is spent, and the message goes
//! again whole under a new one. It is never cancelled before its format line 1 has left, so that the far end can
//! account for the number, nor where cancelling it would take longer than finishing it.
//!
//! A network may have it go on where it stopped instead, which no book has. Then nothing is cancelled: what has left of it is
//! kept at the far end, and it takes its number when it goes on, so that numbers come in in their order.

use std::time::Duration;

use super::channel::CABLES_AHEAD_MAX;
use super::journal::Fact;
use super::machine::Station;
use super::sides::{Begun, Line, Load, Sent};
use super::{Action, Outgoing, Tape};
use crate::message::Precedence;
use crate::message::limits::{LINE_COLUMNS_MAX, SECTION_LINES_MAX};

/// What follows the last character of a cancelled transmission.
const ENDING: &[u8] = b"\nE E E E E E E E AR\nNNNN\n";

/// How much longer than cancelling it a transmission has to go on for an IMMEDIATE to interrupt it. The book gives no
/// figure for "longer to interrupt and cancel than to finish".
const IMMEDIATE_MARGIN: Duration = Duration::from_secs(5);

/// A transmission that has to go on for more characters than a section has is extra long. The book gives no figure.
const EXTRA_LONG: usize = SECTION_LINES_MAX * LINE_COLUMNS_MAX;

/// Which transmissions interrupt a lower one in progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preemption {
    /// None does.
    None,
    /// FLASH, and what stands above it, interrupts anything lower.
    #[default]
    Flash,
    /// FLASH always, IMMEDIATE where the lower one would go on for more than 5 s longer than it takes to cancel,
    /// PRIORITY where it would go on for longer than a section takes (ACP 127(G) 151b to e).
    Book,
    /// Every higher one does.
    All,
}

/// What becomes of a transmission that was interrupted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreemptionMode {
    /// It is sent again whole, under a new number (ACP 127(G) 424).
    #[default]
    Restart,
    /// It goes on where it stopped. No book has this; it is there to be compared with theory. A service message between two
    /// stations is made anew all the same.
    Resume,
}

impl Preemption {
    /// Whether `arriving` interrupts `in_progress`, of which `remaining` is still to be sent. `cancelling` is the time to
    /// send the cancellation, `section` that of one section: longer than that is extra long (ACP 127(G) 151d).
    pub(crate) fn interrupts(
        self,
        arriving: Precedence,
        in_progress: Precedence,
        remaining: Duration,
        cancelling: Duration,
        section: Duration,
    ) -> bool {
        if arriving <= in_progress {
            return false;
        }
        match self {
            Self::None => false,
            Self::Flash => arriving >= Precedence::Flash,
            Self::All => true,
            Self::Book => match arriving {
                Precedence::Emergency | Precedence::Flash => true,
                Precedence::Immediate => remaining > cancelling.saturating_add(IMMEDIATE_MARGIN),
                Precedence::Priority => remaining > section,
                Precedence::Routine => false,
            },
        }
    }
}

/// Whether a transmission was cancelled by its sender.
pub(super) fn is_cancelled(tape: &Tape) -> bool {
    tape.ends_with(ENDING)
}

impl Station {
    /// Interrupts the transmission in progress if what waits first is to. It goes back to its place in the queue.
    pub(super) fn interrupt(&mut self, now: Duration, circuit: usize, actions: &mut Vec<Action>) {
        let rule = self.plan.preemption;
        let (Some(side), Some(plan)) = (self.sending.get_mut(circuit), self.plan.outgoing.get(circuit))
        else {
            return;
        };
        // Cables that may not be sent interrupt nothing.
        let highest = side.queue.highest().filter(|_| side.ahead() < CABLES_AHEAD_MAX);
        let (Line::Busy(sent), Some(highest)) = (&side.line, highest) else {
            return;
        };
        let time =
            |characters: usize| plan.character.saturating_mul(u32::try_from(characters).unwrap_or(u32::MAX));
        let goes_on =
            self.plan.preemption_mode == PreemptionMode::Resume && matches!(sent.load, Load::Cable(_));
        let (least, cancelling) =
            if goes_on { (0, Duration::ZERO) } else { (sent.first_line, time(ENDING.len())) };
        let gone = now.saturating_sub(sent.since).max(time(least));
        let remaining = time(sent.length).saturating_sub(gone);
        if remaining <= cancelling
            || !rule.interrupts(highest, sent.precedence, remaining, cancelling, time(EXTRA_LONG))
        {
            return;
        }
        if goes_on { self.pause(now, circuit, actions) } else { self.cancel(circuit, actions) }
    }

    /// What has left of it stays at the far end, and its number is free for what interrupts it.
    fn pause(&mut self, now: Duration, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get_mut(circuit) else { return };
        let Some(Sent { ticket, load: Load::Cable(copy), since, .. }) = side.take_sent(Line::Free) else {
            return;
        };
        side.last -= 1;
        self.note(|| Fact::Paused { circuit });
        actions.push(Action::Pause { circuit: Outgoing(circuit) });
        let begun = Begun { precedence: copy.precedence, gone: now.saturating_sub(since) };
        self.join(circuit, copy, Some(ticket), actions);
        let ticket = self.tickets;
        if let Some(side) = self.sending.get_mut(circuit) {
            side.begun.insert(ticket, begun);
        }
    }

    /// The far end is told to put away what has come in of it; its number is spent.
    fn cancel(&mut self, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get_mut(circuit) else { return };
        let cancelling = Line::Cancelling(side.end());
        let Some(Sent { ordinal, ticket, load, first_line, .. }) = side.take_sent(cancelling) else {
            return;
        };
        if let Some(ledger) = &mut side.ledger {
            ledger.blank(ordinal);
        }
        self.note(|| Fact::Cut { circuit });
        actions.push(Action::Cancel {
            circuit: Outgoing(circuit),
            after: first_line,
            ending: bytes::Bytes::from_static(ENDING),
        });
        match load {
            Load::Cable(copy) => self.join(circuit, copy, Some(ticket), actions),
            Load::Service(said) => self.unsay(circuit, said),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Decoder;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn interrupts(rule: Preemption, arriving: Precedence, remaining: u64) -> bool {
        rule.interrupts(arriving, Precedence::Routine, seconds(remaining), seconds(2), seconds(300))
    }

    /// The table of the book, with its two default figures.
    #[test]
    fn what_interrupts_by_the_book() {
        let by_the_book = |arriving, remaining| interrupts(Preemption::Book, arriving, remaining);
        assert!(by_the_book(Precedence::Emergency, 1) && by_the_book(Precedence::Flash, 1));
        assert_eq!([7, 8].map(|left| by_the_book(Precedence::Immediate, left)), [false, true]);
        assert_eq!([300, 301].map(|left| by_the_book(Precedence::Priority, left)), [false, true]);
        assert!(!by_the_book(Precedence::Routine, 3000));
    }

    #[test]
    fn what_interrupts_by_the_other_rules() {
        assert!(interrupts(Preemption::Flash, Precedence::Emergency, 1));
        assert!(!interrupts(Preemption::Flash, Precedence::Immediate, 3000));
        assert!(interrupts(Preemption::All, Precedence::Priority, 1));
        assert!(!interrupts(Preemption::None, Precedence::Emergency, 3000));
    }

    #[test]
    fn nothing_interrupts_its_equal() {
        for rule in [Preemption::None, Preemption::Flash, Preemption::Book, Preemption::All] {
            for precedence in Precedence::ALL {
                let long = Duration::MAX;
                assert!(
                    !rule.interrupts(precedence, precedence, long, seconds(0), seconds(0)),
                    "{precedence:?}"
                );
            }
        }
    }

    /// The decoder reads the same mark.
    #[test]
    fn the_ending_is_the_book_s() {
        let cut = [b"VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 1\n\nSUBJECT: TRI", ENDING].concat();
        assert!(is_cancelled(&cut.clone().into()));
        assert!(Decoder::new().cable(&cut).cancelled.is_some());
    }
}
