//! A transmission in progress gives way to one of higher precedence (ACP 127(G) 151b to e, 424).
//!
//! It is cancelled by the error prosign, `AR` and the end of message; its channel number is spent, and the message goes
//! again whole under a new one. It is never cancelled before its format line 1 has left, so that the far end can
//! account for the number, nor where cancelling it would take longer than finishing it.

use std::time::Duration;

use super::channel::CABLES_AHEAD_MAX;
use super::machine::Station;
use super::sides::{Line, Load, Sent};
use super::{Action, Outgoing};
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
#[non_exhaustive]
pub enum Preemption {
    /// None does.
    None,
    /// FLASH and above do.
    #[default]
    Flash,
    /// FLASH and above; IMMEDIATE where the lower one would go on for more than 5 s longer than it takes to cancel;
    /// PRIORITY where it would go on for longer than a section takes (ACP 127(G) 151b to e).
    Book,
    /// Every higher one does.
    All,
}

impl Preemption {
    /// Whether a transmission of this precedence interrupts a lower one that has so long to go, where cancelling takes
    /// `cancelling`.
    fn interrupts(
        self,
        precedence: Precedence,
        remaining: Duration,
        cancelling: Duration,
        extra_long: Duration,
    ) -> bool {
        let allowed = match self {
            Self::None => false,
            Self::Flash => precedence >= Precedence::Flash,
            Self::All => true,
            Self::Book => match precedence {
                Precedence::Emergency | Precedence::Flash => true,
                Precedence::Immediate => remaining > cancelling.saturating_add(IMMEDIATE_MARGIN),
                Precedence::Priority => remaining > extra_long,
                Precedence::Routine => false,
            },
        };
        allowed && remaining > cancelling
    }
}

/// Whether a transmission was cancelled by its sender.
pub(super) fn is_cancelled(bytes: &[u8]) -> bool {
    bytes.ends_with(ENDING)
}

impl Station {
    /// Cancels the transmission in progress if what waits first is to interrupt it. It goes back to its place in the
    /// queue; its number is spent.
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
        if highest <= sent.precedence {
            return;
        }
        let time =
            |characters: usize| plan.character.saturating_mul(u32::try_from(characters).unwrap_or(u32::MAX));
        let gone = now.saturating_sub(sent.since).max(time(sent.first_line));
        let remaining = time(sent.length).saturating_sub(gone);
        if !rule.interrupts(highest, remaining, time(ENDING.len()), time(EXTRA_LONG)) {
            return;
        }
        let cancelling = Line::Cancelling(sent.ordinal);
        let Line::Busy(Sent { ordinal, load, first_line, .. }) =
            std::mem::replace(&mut side.line, cancelling)
        else {
            return;
        };
        if let Some(ledger) = &mut side.ledger {
            ledger.blank(ordinal);
        }
        actions.push(Action::Cancel {
            circuit: Outgoing(circuit),
            after: first_line,
            ending: bytes::Bytes::from_static(ENDING),
        });
        match load {
            Load::Cable(copy) => self.join(circuit, copy, actions),
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

    /// The table of the book, with its two default figures.
    #[test]
    fn who_interrupts_whom() {
        let interrupts = |rule: Preemption, precedence, remaining| {
            rule.interrupts(precedence, seconds(remaining), seconds(3), seconds(690))
        };
        use Precedence::{Emergency, Flash, Immediate, Priority, Routine};
        for precedence in [Emergency, Flash] {
            for rule in [Preemption::Flash, Preemption::Book, Preemption::All] {
                assert!(interrupts(rule, precedence, 4));
                assert!(!interrupts(rule, precedence, 3), "it takes as long to cancel as to finish");
            }
        }
        assert!(!interrupts(Preemption::Flash, Immediate, 10_000));
        assert!(interrupts(Preemption::All, Priority, 4));
        assert_eq!([8, 9].map(|left| interrupts(Preemption::Book, Immediate, left)), [false, true]);
        assert_eq!([690, 691].map(|left| interrupts(Preemption::Book, Priority, left)), [false, true]);
        assert!(!interrupts(Preemption::Book, Routine, 10_000));
        assert!(!interrupts(Preemption::None, Emergency, 10_000));
    }

    /// The decoder reads the same mark.
    #[test]
    fn the_ending_is_the_book_s() {
        let cut = [b"VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 1\n\nSUBJECT: TRI", ENDING].concat();
        assert!(is_cancelled(&cut));
        assert!(Decoder::new().cable(&cut).cancelled.is_some());
    }
}
