//! Which circuit leads to a station, and what becomes of a queue while its circuit is down (ACP 127(G) 307 to 309).
//!
//! The first circuit of a route is its first choice, the others are alternates. Two rules keep a cable from going round
//! in circles while circuits are down: it is not sent back the way it came while there is another way, and a cable that
//! has left for a station by an alternate and comes round again waits for the first choice.

use super::channel;
use super::journal::Fact;
use super::machine::Station;
use super::post::Name;
use super::queue::{Copy, Place};
use super::relay::segregate;
use super::repair::Ledger;
use super::sides::Sending;
use super::{Action, Incoming, Outgoing};
use crate::message::RoutingIndicator;

/// A transmission that has left for a station by an alternate.
pub(super) type Stray = (Name, RoutingIndicator<'static>);

/// The branches of a copy that goes another way than the one it waited for, with what has to stay.
struct Diversion {
    branches: Vec<(usize, Vec<RoutingIndicator<'static>>)>,
    rest: Option<Copy>,
}

impl Station {
    /// The circuit on which a copy should go to a station: the first choice while it is up, else an alternate that is
    /// up, else the first choice all the same. `None` where no circuit leads there.
    pub(super) fn way(&self, to: &RoutingIndicator<'static>, copy: &Copy) -> Option<usize> {
        let first = self.first_choice(to, copy)?;
        if self.is_up(first) { Some(first) } else { self.alternate(first, to, copy).or(Some(first)) }
    }

    /// Remembers for which stations a copy leaves by an alternate.
    pub(super) fn note_strays(&mut self, circuit: usize, called: &[RoutingIndicator<'static>], copy: &Copy) {
        let Some(name) = &copy.name else {
            return;
        };
        for to in called {
            if self.first_choice(to, copy) != Some(circuit) {
                self.note(|| Fact::Strayed { name: name.clone(), to: to.clone() });
                self.strays.insert((name.clone(), to.clone()));
            }
        }
    }

    /// The first circuit that leads on, not back; the first at all where every circuit leads back.
    fn first_choice(&self, to: &RoutingIndicator<'static>, copy: &Copy) -> Option<usize> {
        let mut circuits = self.circuits(to);
        circuits.clone().find(|circuit| !self.leads_back(*circuit, copy.from)).or_else(|| circuits.next())
    }

    /// The first circuit other than `down` that is up and leads on; for what has left by an alternate before, the first
    /// choice only. A copy of which it is not known which cable it is counts as such: nobody could tell if it came round.
    fn alternate(&self, down: usize, to: &RoutingIndicator<'static>, copy: &Copy) -> Option<usize> {
        let open = |way: &usize| *way != down && self.is_up(*way);
        let strayed = copy.name.as_ref().is_none_or(|name| self.strays.contains(&(name.clone(), to.clone())));
        if strayed {
            return self.first_choice(to, copy).filter(open);
        }
        self.circuits(to).find(|way| open(way) && !self.leads_back(*way, copy.from))
    }

    fn circuits(&self, to: &RoutingIndicator<'static>) -> impl Iterator<Item = usize> + Clone + use<'_> {
        let all = self.plan.routes.circuits(to.as_str()).iter().copied();
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
    /// What was kept may arrive twice that way; the posts see to that.
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
            let Some(copy) = self.sending.get_mut(circuit).and_then(|side| side.queue.withdraw(place)) else {
                continue;
            };
            let ticket = place.ticket();
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
            self.branch_off(branches, &copy, None, actions);
            let number = channel::number(ordinal);
            actions.push(Action::RepeatSent { circuit: Outgoing(circuit), number });
        }
    }

    fn branch_off(
        &mut self,
        branches: Vec<(usize, Vec<RoutingIndicator<'static>>)>,
        copy: &Copy,
        after: Option<u64>,
        actions: &mut Vec<Action>,
    ) {
        for (circuit, called) in branches {
            self.note_strays(circuit, &called, copy);
            self.join(circuit, Copy { called, ..copy.clone() }, after, actions);
        }
    }

    /// Which stations of a copy can be reached another way while `down` is down. `None` where none can.
    fn diversion(&self, down: usize, copy: &Copy) -> Option<Diversion> {
        let parts = segregate(&copy.called, &self.plan.indicator, |to| self.alternate(down, to, copy));
        if parts.branches.is_empty() {
            return None;
        }
        let called = parts.unroutable;
        let rest = (!called.is_empty()).then(|| Copy { called, ..copy.clone() });
        Some(Diversion { branches: parts.branches, rest })
    }
}
