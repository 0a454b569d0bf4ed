//! Sections that are missing while no channel number is open: the post asks the originator (ACP 127(G) 416 to 419).
//!
//! What a circuit lost is asked for hop by hop as long as its number is open somewhere (see `repair`). Where a circuit has
//! no way back nobody knows of a loss but the post, which has some sections of a cable and not the others. When nothing more
//! of it has come in for a while, and no number is open on any circuit into the post, it asks the calling station. A
//! request without answer is repeated once, marked `ZAR2`, and then goes to the relay that serves the originator, marked
//! `ZAR3`; that relay chases the originator, with the post as information addressee. The waits are those of the book, by
//! precedence of the cable. After the third the post asks no more, unless another section comes in.
//!
//! An originator keeps the sections of what it has sent, and answers every request: what it holds is sent again to who
//! asked, and a service message says so, or says that it holds nothing of the kind.

use std::collections::BTreeMap;
use std::time::Duration;

use smallvec::smallvec;
use smol_str::SmolStr;

use super::inquiry::{self, Inquiry, Sections};
use super::machine::Station;
use super::queue::{Copy, Stations};
use super::{Action, CableKey, Tape};
use crate::message::{Precedence, RoutingIndicator};

/// A cable of which sections are missing: its key, and what tells apart two that share one.
pub(super) type Wanted = (CableKey, (SmolStr, u8));

/// Where the wait for a cable's missing sections stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Want {
    /// When to ask, or to ask again.
    pub due: Duration,
    /// How often it was asked for.
    asked: u8,
}

/// The sections that an originator keeps, by cable.
pub(super) type Kept = BTreeMap<CableKey, Vec<(u8, Precedence, Tape)>>;

/// How long to wait for an answer before asking again (ACP 127(G) 419f, which has no figure for FLASH).
const fn follow_up(precedence: Precedence) -> Duration {
    let hours = match precedence {
        Precedence::Emergency | Precedence::Flash | Precedence::Immediate => 2,
        Precedence::Priority => 8,
        Precedence::Routine => 16,
    };
    Duration::from_secs(hours * 3600)
}

/// How long to wait for a number that is open, at least, before looking whether it still is.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Requests for one cable, the last to the relay that serves the originator.
const ASKED_MAX: u8 = 3;

impl Station {
    /// A section of a cable has come in: the wait for the others begins anew, if there are any.
    pub(super) fn want(&mut self, now: Duration, wanted: Wanted) {
        let Some(patience) = self.plan.rules.ask_originator else { return };
        if !inquiry::is_nameable(&wanted.0) {
            return;
        }
        if self.post.missing(&wanted).is_none() {
            self.wants.remove(&wanted);
        } else {
            self.wants.insert(wanted, Want { due: now.saturating_add(patience), asked: 0 });
        }
    }

    /// The station is back from a stop: what it has asked for is forgotten, what is missing is not.
    pub(super) fn want_again(&mut self, now: Duration) {
        if self.plan.rules.ask_originator.is_some() {
            for wanted in self.post.incomplete() {
                self.want(now, wanted);
            }
        }
    }

    /// When to look at what is missing.
    pub(super) fn wants_due(&self) -> Option<Duration> {
        self.wants.values().map(|want| want.due).min()
    }

    /// For how many cables something may still come of asking.
    pub(super) fn awaited(&self) -> usize {
        let open = self.is_number_open();
        self.wants.values().filter(|want| want.asked > 0 || !open).count()
    }

    fn is_number_open(&self) -> bool {
        self.receiving.iter().any(|side| side.repaired && side.register.is_open())
    }

    /// Asks for what has been missing for too long.
    pub(super) fn ask_for_sections(&mut self, now: Duration, actions: &mut Vec<Action>) {
        let due = self.wants.iter().filter(|(_, want)| want.due <= now);
        for wanted in due.map(|(wanted, _)| wanted.clone()).collect::<Vec<_>>() {
            self.ask_for(now, wanted, actions);
        }
    }

    fn ask_for(&mut self, now: Duration, wanted: Wanted, actions: &mut Vec<Action>) {
        let Some(patience) = self.plan.rules.ask_originator else { return };
        let (Some(want), Some((numbers, precedence))) =
            (self.wants.get(&wanted).copied(), self.post.missing(&wanted))
        else {
            self.wants.remove(&wanted);
            return;
        };
        if want.asked == 0 && self.is_number_open() {
            self.wants.insert(wanted, Want { due: now.saturating_add(patience.max(LOOK_AGAIN)), asked: 0 });
            return;
        }
        if want.asked == ASKED_MAX {
            self.wants.remove(&wanted);
            return;
        }
        let turn = want.asked + 1;
        let key = wanted.0.clone();
        let relay = self.plan.rules.serving.get(&key.origin).filter(|relay| **relay != self.plan.indicator);
        let whom = relay.filter(|_| turn == ASKED_MAX).unwrap_or(&key.origin).clone();
        let due = now.saturating_add(follow_up(precedence));
        self.wants.insert(wanted, Want { due, asked: turn });
        actions.push(Action::SectionsAsked { key: key.clone(), sections: numbers.clone(), turn });
        let inquiry = Inquiry::Ask { turn, sections: Sections { key, numbers } };
        self.inquire(now, smallvec![whom], precedence, &inquiry, actions);
    }

    /// Sends a service message that is relayed.
    fn inquire(
        &mut self,
        now: Duration,
        called: Stations,
        precedence: Precedence,
        inquiry: &Inquiry,
        actions: &mut Vec<Action>,
    ) {
        let (serial, filed) = (inquiry::serial(self.inquiries + 1), self.filing_now(now));
        let own = CableKey { origin: self.plan.indicator.clone(), serial, filed };
        self.send_relayed(now, inquiry::write(&own, inquiry), called, precedence, actions);
    }

    /// Takes note of what this station sends of its own: the sections that it may be asked for, and the serials of its
    /// service messages.
    pub(super) fn keep_own(&mut self, copy: &Copy) {
        let (Some(_), None, Some((key, section))) =
            (self.plan.rules.ask_originator, copy.from, copy.name.as_ref())
        else {
            return;
        };
        let serial = inquiry::number(&key.serial).filter(|_| key.origin == self.plan.indicator);
        if let Some(number) = serial {
            self.inquiries = self.inquiries.max(number);
        } else if copy.source.label().is_some_and(|label| label.identity.1 > 1) {
            let kept = self.kept.entry(key.clone()).or_default();
            let known = kept.iter().any(|(of, _, tape)| of == section && tape.seal() == copy.source.seal());
            if !known {
                kept.push((*section, copy.precedence, copy.source.clone()));
            }
        }
    }

    /// Takes in a service message that was relayed.
    pub(super) fn heed_inquiry(
        &mut self,
        now: Duration,
        from: CableKey,
        inquiry: Inquiry,
        precedence: Precedence,
        actions: &mut Vec<Action>,
    ) {
        let own = self.plan.indicator.clone();
        match inquiry {
            Inquiry::Ask { turn: ASKED_MAX, sections } if sections.key.origin != own => {
                let to = from.origin.clone();
                let called = smallvec![sections.key.origin.clone(), to.clone()];
                let chase = Inquiry::Chase { sections, to, citing: from };
                self.inquire(now, called, precedence, &chase, actions);
            }
            Inquiry::Ask { sections, .. } => {
                self.answer(now, &from.origin.clone(), from, &sections, precedence, actions);
            }
            // Who is served by it has it for information.
            Inquiry::Chase { to, .. } if to == own => {}
            Inquiry::Chase { sections, to, citing } => {
                self.answer(now, &to, citing, &sections, precedence, actions);
            }
            Inquiry::Answer { held: true, .. } => {}
            Inquiry::Answer { sections, .. } => self.wants.retain(|(key, _), _| *key != sections.key),
        }
    }

    fn answer(
        &mut self,
        now: Duration,
        to: &RoutingIndicator<'static>,
        request: CableKey,
        sections: &Sections,
        precedence: Precedence,
        actions: &mut Vec<Action>,
    ) {
        let kept = self.kept.get(&sections.key).into_iter().flatten();
        let asked = kept.filter(|(section, ..)| sections.numbers.contains(section));
        let again: Vec<_> = asked.cloned().collect();
        let inquiry = Inquiry::Answer { request, sections: sections.clone(), held: !again.is_empty() };
        self.inquire(now, smallvec![to.clone()], precedence, &inquiry, actions);
        for (section, precedence, source) in again {
            let receipt = self.next_receipt();
            let name = Some((sections.key.clone(), section));
            actions.push(Action::SectionSent { key: sections.key.clone(), section, to: to.clone() });
            let copy = Copy { source, called: smallvec![to.clone()], precedence, receipt, from: None, name };
            self.forward(now, &copy, true, actions);
        }
    }
}
