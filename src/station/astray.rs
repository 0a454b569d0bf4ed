//! What comes to a station that it is not for is passed on (ACP 127(G) 426).
//!
//! A message is *missent* where its routing indicators are right and a relay sent it to a station that they do not call. The
//! station passes it on unchanged, with its own identification before the one it came with (426d). It does so once: what comes to
//! it again stays, and is told.
//!
//! ```text
//! VZCZCXLB0001                            as this station sends it
//! VZCZCXLN0003                            as it came
//! RR RUEHMO
//! ```
//!
//! A message is *misrouted* where an addressee has the routing indicator of another station than the one that bears his name. The
//! station that it calls puts a pilot before it with the right one (426e), and says in it whom this copy is to serve where there
//! are more (426g). Where originators are told what becomes of their messages, this one is (426f).
//!
//! ```text
//! VZCZCXLB0002                            the new identification
//! RR RUEHMO                               precedence and destination
//! ZOV RUEHLN T RUEHMO                     rerouted by this station, for that one alone
//! VZCZCXLN0004                            the message, as it came
//! RR RUEHLN
//! DE RUEHC #7951 2642216
//! ```

use std::time::Duration;

use serde::Serialize;

use super::collective::Book;
use super::head::Called;
use super::journal::Fact;
use super::machine::Station;
use super::post::Label;
use super::queue::Copy;
use super::{Action, Incoming, Tape};
use crate::encode::PilotSignal;
use crate::message::{Cable, Precedence, RoutingIndicator};

/// How a section came to a station that it is not for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Astray {
    /// It has the routing indicator of that station and the name of another: it goes on with a pilot.
    Misrouted,
    /// It calls another station: it goes on as it came.
    Missent,
}

/// For whom a message is that calls a station.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meant {
    /// For that station.
    pub(crate) own: bool,
    /// For these, who bear the names behind its routing indicator.
    pub(crate) others: Vec<RoutingIndicator<'static>>,
}

impl Book<'_> {
    /// For whom a cable is that calls `station`, whose name is `plad`.
    pub(crate) fn meant(&self, cable: &Cable<'_>, station: &RoutingIndicator<'_>, plad: &str) -> Meant {
        let mut meant = Meant::default();
        let called = cable.to.iter().chain(&cable.info).filter(|addressee| !addressee.served);
        for addressee in called.filter(|addressee| addressee.indicator.as_ref() == Some(station)) {
            let right = self.stations.get(addressee.plad.as_ref());
            match right.filter(|right| addressee.plad != plad && *right != station) {
                Some(right) if !meant.others.contains(right) => meant.others.push(right.clone()),
                Some(_) => {}
                None => meant.own = true,
            }
        }
        meant.own |= meant.others.is_empty();
        meant
    }
}

impl Station {
    /// Passes what is for others on to them. Whether any of it is for this station.
    pub(super) fn reroute(
        &mut self,
        now: Duration,
        circuit: Incoming,
        tape: &Tape,
        call: &Called,
        actions: &mut Vec<Action>,
    ) -> bool {
        if !self.plan.rules.reroute {
            return true;
        }
        let (own, plad) = (self.plan.indicator.clone(), &self.plan.plad);
        let book = self.book();
        let (meant, addressees) = tape
            .with_heading(|heading| (book.meant(heading, &own, plad), heading.to.len() + heading.info.len()));
        let Some((key, section)) = tape.label().map(Label::name).filter(|_| !meant.others.is_empty()) else {
            return true;
        };
        for to in &meant.others {
            let (key, to) = (key.clone(), to.clone());
            actions.push(Action::WentAstray { how: Astray::Misrouted, key, section, to });
        }
        let precedence = call.precedence.unwrap_or(Precedence::Routine);
        let to = if addressees > 1 { meant.others.as_slice() } else { &[] };
        let source = tape.clone().below_pilot(PilotSignal::Rerouted, &own, to);
        let receipt = self.next_receipt();
        let (called, name) = (meant.others.as_slice().into(), Some((key.clone(), section)));
        let copy = Copy { source, called, precedence, receipt, from: Some(circuit), name };
        self.forward(now, &copy, true, actions);
        self.tell_misrouted(now, &key, &meant.others, precedence, actions);
        meant.own
    }

    /// Whether this station may pass on a copy that came in for others: a relay may, another one what is missent, once.
    pub(super) fn may_pass(&mut self, copy: &Copy, actions: &mut Vec<Action>) -> bool {
        if self.plan.relay || !self.plan.rules.reroute {
            return self.plan.relay;
        }
        let Some(name) = copy.name.clone() else { return false };
        let own = self.plan.indicator.clone();
        let others: Vec<_> = copy.called.iter().filter(|to| **to != own).cloned().collect();
        let is_new = |to: &RoutingIndicator<'static>| !self.strays.contains(&(name.clone(), to.clone()));
        if !others.iter().all(is_new) {
            return false;
        }
        for to in others {
            let ((key, section), of) = (name.clone(), to.clone());
            actions.push(Action::WentAstray { how: Astray::Missent, key, section, to: of });
            self.note(|| Fact::Strayed { name: name.clone(), to: to.clone() });
            self.strays.insert((name.clone(), to));
        }
        true
    }
}
