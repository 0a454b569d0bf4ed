//! A station tells the originator of a message that a relay can send it no further (ACP 127(G) 426i), or that it had been
//! misrouted (426f).
//!
//! ```text
//! VZCZCXRC0004
//! PP RUEHC                                at the precedence of the message
//! DE RUEH #0001 2642216                   with a serial: it is relayed (ACP 127(G) 405c)
//! ZNR UUUUU                               signals and identifications only (ACP 127(G) 406a)
//! BT
//! UNCLAS SVC ZEQ4 RUEHC 7951 2642156      whose: originator, serial, filing time
//! RUEHXX RUEHXY                           whom it does not reach
//! BT
//! NNNN
//! ```
//!
//! `ZEQ4` is said where no circuit leads on, `ZEQ5` where none that does is approved for the class; the book has both signals
//! for a message that cannot be sent on. The message stays where it is. A notice that cannot be sent on itself begets none,
//! and a message whose originator is told of a station is not told of again.
//!
//! `ZEQ3` is said of a misrouted message that has gone on, with the right routing indicators below.

use std::time::Duration;

use smallvec::smallvec;

use super::journal::Fact;
use super::machine::Station;
use super::queue::Copy;
use super::relayed::{self, Words};
use super::tape::Tape;
use super::{Action, CableKey, Unreachable};
use crate::message::{Precedence, RoutingIndicator};

/// What a station tells the originator of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who tells it.
    pub by: RoutingIndicator<'static>,
    /// Of which message.
    pub about: CableKey,
    /// `ZEQ4`, or `ZEQ5` where no circuit is approved for its class; `ZEQ3` where it had been misrouted and has gone on.
    pub signal: &'static str,
    /// The stations that it does not reach, or to which it has gone on.
    pub stations: Vec<RoutingIndicator<'static>>,
}

/// A message had the wrong routing indicator and has gone on.
const MISROUTED: &str = "ZEQ3";

/// The signal that tells why.
const fn signal(why: Unreachable) -> &'static str {
    match why {
        Unreachable::NoRoute | Unreachable::MissentTwice => "ZEQ4",
        Unreachable::NotApproved(_) => "ZEQ5",
    }
}

impl Notice {
    /// Whether the message has gone on.
    pub(crate) fn has_gone_on(&self) -> bool {
        self.signal == MISROUTED
    }

    fn write(&self, serial: u32, filed: &str) -> Tape {
        let Self { by, about: CableKey { origin, serial: of, filed: at }, signal, stations } = self;
        let words = Words::new([*signal, origin.as_str(), of, at]);
        let words = words.below(stations.iter().map(RoutingIndicator::as_str));
        relayed::write(by, &format!("#{serial:04}"), filed, &words)
    }

    /// Reads one, strictly: a message with addressees, however it reads, is none.
    pub(super) fn read(tape: &Tape) -> Option<Self> {
        let (own, words) = relayed::read(tape)?;
        let (by, _) = own.split_once(' ')?;
        let mut text = words.lines();
        let (word, of) = text.next()?.split_once(' ')?;
        let signal = [MISROUTED, "ZEQ4", "ZEQ5"].into_iter().find(|signal| *signal == word)?;
        let (origin, rest) = of.split_once(' ')?;
        let (serial, filed) = rest.rsplit_once(' ')?;
        let indicator = |letters: &str| RoutingIndicator::new(letters.to_owned()).ok();
        let about = CableKey { origin: indicator(origin)?, serial: serial.into(), filed: filed.into() };
        let stations = text.flat_map(|line| line.split(' ')).map(indicator).collect::<Option<_>>()?;
        Some(Self { by: indicator(by)?, about, signal, stations })
    }
}

impl Station {
    /// Tells the originator of a message that came in whom it does not reach from here.
    pub(super) fn tell_originator(
        &mut self,
        now: Duration,
        copy: &Copy,
        unreached: &[(RoutingIndicator<'static>, Unreachable)],
        actions: &mut Vec<Action>,
    ) {
        let Some((about, _)) =
            copy.name.clone().filter(|_| self.plan.tell_originators && copy.from.is_some())
        else {
            return;
        };
        if about.origin == self.plan.indicator || Notice::read(&copy.source).is_some() {
            return;
        }
        for word in ["ZEQ4", "ZEQ5"] {
            let of_word = unreached.iter().filter(|(_, why)| signal(*why) == word);
            let stations = of_word.map(|(station, _)| station.clone());
            let stations: Vec<_> = stations.filter(|station| self.is_first_told(&about, station)).collect();
            if !stations.is_empty() {
                let by = self.plan.indicator.clone();
                let notice = Notice { by, about: about.clone(), signal: word, stations };
                self.send_notice(now, &notice, copy.precedence, actions);
            }
        }
    }

    /// Tells the originator of a message that had been misrouted to this station to whom it has gone on.
    pub(super) fn tell_misrouted(
        &mut self,
        now: Duration,
        about: &CableKey,
        stations: &[RoutingIndicator<'static>],
        precedence: Precedence,
        actions: &mut Vec<Action>,
    ) {
        let by = self.plan.indicator.clone();
        if self.plan.tell_originators && about.origin != by && self.is_first_told(about, &by) {
            let (about, stations) = (about.clone(), stations.to_vec());
            self.send_notice(now, &Notice { by, about, signal: MISROUTED, stations }, precedence, actions);
        }
    }

    /// Whether nobody was told before that a message does not reach a station. What is told is kept in the journal, so that a
    /// station that comes back does not tell it again.
    fn is_first_told(&mut self, about: &CableKey, of: &RoutingIndicator<'static>) -> bool {
        let is_first = self.told.insert((about.clone(), of.clone()));
        if is_first {
            self.note(|| Fact::Told { about: about.clone(), of: of.clone() });
        }
        is_first
    }

    fn send_notice(
        &mut self,
        now: Duration,
        notice: &Notice,
        precedence: Precedence,
        actions: &mut Vec<Action>,
    ) {
        let source = notice.write(self.next_serial(), &self.filing_now(now));
        self.send_relayed(now, source, smallvec![notice.about.origin.clone()], precedence, actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicator(letters: &str) -> RoutingIndicator<'static> {
        RoutingIndicator::new(letters.to_owned()).unwrap()
    }

    /// Whatever the serial looks like and however many stations there are, what was written is read.
    #[test]
    fn a_notice_is_read_as_it_was_written() {
        for (serial, many) in [("7951", 1), ("123A", 2), ("A 7", 40)] {
            let about =
                CableKey { origin: indicator("RUEHC"), serial: serial.into(), filed: "2642156".into() };
            let stations = vec![indicator("RUEHXXA"); many];
            let notice = Notice { by: indicator("RUEH"), about, signal: "ZEQ5", stations };
            let tape = notice.write(7, "2642216");
            assert_eq!(Notice::read(&tape).as_ref(), Some(&notice));
            let label = tape.label().unwrap();
            assert_eq!((label.key.origin.as_str(), label.key.serial.as_str()), ("RUEH", "0007"));
        }
    }

    /// A cable that somebody addressed is one, though its text reads like a notice.
    #[test]
    fn a_cable_is_no_notice() {
        let cable = "VZCZCXRA0001\nRR RUEHC\nDE RUEH #0001 2642216\nZNR UUUUU\nR 212216Z SEP 09\nFM POST\nTO RUEHC/POST\n\
                     BT\nUNCLAS SVC ZEQ4 RUEHC 7951 2642156\nRUEHXX\nBT\nNNNN\n";
        assert_eq!(Notice::read(&cable.as_bytes().to_vec().into()), None);
    }
}
