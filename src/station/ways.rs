//! Which circuit leads to a station, and what becomes of a queue while its circuit is down (ACP 127(G) 307 to 309).
//!
//! The first circuit of a route is its first choice, the others are alternates, for when it is down or so much waits for
//! it that a cable could not go in reasonable time. Two rules keep a cable from going round in circles: it is not sent back
//! the way it came while there is another way, and a cable that has left for a station by an alternate and comes round
//! again waits for the first choice.

use std::collections::BTreeSet;

use super::channel;
use super::journal::Fact;
use super::machine::Station;
use super::post::Name;
use super::queue::{Copy, Place};
use super::relay::{Branches, segregate};
use super::repair::Ledger;
use super::sides::Sending;
use super::{Action, Incoming, Outgoing, Unreachable};
use crate::directory::Routes;
use crate::message::RoutingIndicator;

/// A transmission that has left for a station by an alternate.
pub(super) type Stray = (Name, RoutingIndicator<'static>);

/// The branches of a copy that goes another way than the one it waited for, with what has to stay.
struct Diversion {
    branches: Branches,
    rest: Option<Copy>,
}

impl Station {
    /// The circuit on which a copy should go to a station: the first choice while it is up and has no backlog, else an
    /// alternate that is, else the first choice all the same; and whether it is an alternate. `None` where no circuit leads
    /// there.
    pub(super) fn way(
        &self,
        routes: &Routes,
        to: &RoutingIndicator<'static>,
        copy: &Copy,
    ) -> Option<(usize, bool)> {
        let first = self.first_choice(routes, to, copy)?;
        let up = self.is_up(first);
        if up && !self.has_backlog(first, copy) {
            return Some((first, false));
        }
        // Where there is a backlog everywhere, an alternate helps only while the first choice is down.
        let helps = |way: &usize| !up || !self.has_backlog(*way, copy);
        let way = self.alternate(routes, first, to, copy).filter(helps).unwrap_or(first);
        Some((way, way != first))
    }

    /// The routes for a copy: over circuits that are approved for its class.
    pub(super) fn routes(&self, copy: &Copy) -> &Routes {
        let routes = &self.plan.routes;
        if routes.is_for_all_classes() { routes } else { routes.of_class(copy.source.class()) }
    }

    /// Why no circuit leads to a station that a copy calls.
    pub(super) fn unreachable(&self, to: &RoutingIndicator<'static>, copy: &Copy) -> Unreachable {
        let led = !self.plan.routes.circuits_to(self.way_to(to)).is_empty();
        if led { Unreachable::NotApproved(copy.source.class()) } else { Unreachable::NoRoute }
    }

    /// Remembers for which stations a copy leaves by an alternate, and says so where only a backlog is the reason.
    pub(super) fn note_strays(
        &mut self,
        circuit: usize,
        called: &[RoutingIndicator<'static>],
        copy: &Copy,
        actions: &mut Vec<Action>,
    ) {
        let Some(name) = &copy.name else {
            return;
        };
        let mut relieved = BTreeSet::new();
        let routes = self.routes(copy);
        let firsts = called.iter().map(|to| self.first_choice(routes, to, copy)).collect::<Vec<_>>();
        for (to, first) in called.iter().zip(firsts) {
            let Some(first) = first.filter(|first| *first != circuit) else { continue };
            self.note(|| Fact::Strayed { name: name.clone(), to: to.clone() });
            self.strays.insert((name.clone(), to.clone()));
            if self.is_up(first) && relieved.insert(first) {
                actions.push(Action::AlternateRouted { circuit: Outgoing(first), by: Outgoing(circuit) });
            }
        }
    }

    /// The first circuit that leads on, not back; the first at all where every circuit leads back.
    fn first_choice(&self, routes: &Routes, to: &RoutingIndicator<'static>, copy: &Copy) -> Option<usize> {
        let mut circuits = self.circuits(routes, to);
        circuits.clone().find(|circuit| !self.leads_back(*circuit, copy.from)).or_else(|| circuits.next())
    }

    /// The first circuit other than `down` that is up, leads on and has no backlog, or else the first that is up and
    /// leads on; for what has left by an alternate before, the first choice only. A copy of which it is not known which
    /// cable it is counts as such: nobody could tell if it came round.
    fn alternate(
        &self,
        routes: &Routes,
        down: usize,
        to: &RoutingIndicator<'static>,
        copy: &Copy,
    ) -> Option<usize> {
        let open = |way: &usize| *way != down && self.is_up(*way);
        let strayed = copy.name.as_ref().is_none_or(|name| self.strays.contains(&(name.clone(), to.clone())));
        if strayed {
            return self.first_choice(routes, to, copy).filter(open);
        }
        let ways = self.circuits(routes, to).filter(|way| open(way) && !self.leads_back(*way, copy.from));
        ways.clone().find(|way| !self.has_backlog(*way, copy)).or_else(|| ways.clone().next())
    }

    /// Whether what goes before a copy takes longer than the circuit's limit.
    fn has_backlog(&self, circuit: usize, copy: &Copy) -> bool {
        let (Some(plan), Some(side)) = (self.plan.outgoing.get(circuit), self.sending.get(circuit)) else {
            return false;
        };
        plan.backlog.is_some_and(|limit| {
            let before = side.queue.characters_before(copy.precedence);
            let whole = plan.character.saturating_mul(u32::try_from(before).unwrap_or(u32::MAX));
            whole.saturating_sub(side.gone_before(copy.precedence)) > limit
        })
    }

    fn circuits<'r>(
        &self,
        routes: &'r Routes,
        to: &RoutingIndicator<'static>,
    ) -> impl Iterator<Item = usize> + Clone + use<'r, '_> {
        let all = routes.circuits_to(self.way_to(to)).iter().copied();
        all.filter(|circuit| *circuit < self.sending.len())
    }

    fn leads_back(&self, circuit: usize, from: Option<Incoming>) -> bool {
        let came_from =
            from.and_then(|Incoming(place)| self.plan.incoming.get(place)).map(|incoming| &incoming.from);
        came_from.is_some() && self.plan.outgoing.get(circuit).map(|outgoing| &outgoing.to) == came_from
    }

    fn is_up(&self, circuit: usize) -> bool {
        self.sending.get(circuit).is_some_and(Sending::is_up)
    }

    /// Moves what waits for a circuit that is down, and what is kept of it unconfirmed, to alternates that are up.
    /// What was kept may arrive twice that way: it goes as a suspected duplicate.
    pub(super) fn divert(&mut self, circuit: usize, actions: &mut Vec<Action>) {
        let Some(side) = self.sending.get(circuit) else {
            return;
        };
        let waiting: Vec<(Place, Diversion)> = side
            .queue
            .cables()
            .filter_map(|(place, copy)| Some((place, self.diversion(circuit, copy)?)))
            .collect();
        let kept = side.ledger.iter().flat_map(Ledger::kept);
        let kept: Vec<(u64, Diversion)> =
            kept.filter_map(|(ordinal, copy)| Some((ordinal, self.diversion(circuit, copy)?))).collect();
        for (place, Diversion { branches, rest }) in waiting {
            let Some(side) = self.sending.get_mut(circuit) else { continue };
            let Some(copy) = side.queue.withdraw(place) else { continue };
            let ticket = place.ticket();
            side.begun.remove(&ticket);
            self.note(|| Fact::Withdrawn { circuit, ticket });
            actions.push(Action::Withdrawn { circuit: Outgoing(circuit), ticket });
            self.branch_off(branches, &copy, Some(ticket), actions);
            if let Some(rest) = rest {
                self.join(circuit, rest, Some(ticket), actions);
            }
        }
        for (ordinal, Diversion { branches, rest }) in kept {
            let ledger = self.sending.get_mut(circuit).and_then(|side| side.ledger.as_mut());
            let kept = rest.clone();
            let Some(copy) = ledger.and_then(|ledger| ledger.divert(ordinal, rest)) else {
                continue;
            };
            self.note(|| Fact::Diverted { circuit, ordinal, rest: kept });
            let copy = self.suspect(circuit, ordinal, copy, actions);
            self.branch_off(branches, &copy, None, actions);
            let number = channel::number(ordinal);
            actions.push(Action::RepeatSent { circuit: Outgoing(circuit), number });
        }
    }

    fn branch_off(&mut self, branches: Branches, copy: &Copy, after: Option<u64>, actions: &mut Vec<Action>) {
        for (circuit, called) in branches {
            self.note_strays(circuit, &called, copy, actions);
            self.join(circuit, self.branch(copy, called), after, actions);
        }
    }

    /// Which stations of a copy can be reached another way while `down` is down. `None` where none can.
    fn diversion(&self, down: usize, copy: &Copy) -> Option<Diversion> {
        let routes = self.routes(copy);
        let parts =
            segregate(&copy.called, &self.plan.indicator, |to| self.alternate(routes, down, to, copy));
        if parts.branches.is_empty() {
            return None;
        }
        let called = parts.unroutable;
        let rest = (!called.is_empty()).then(|| copy.calling(called));
        Some(Diversion { branches: parts.branches, rest })
    }
}
