//! What is unconfirmed on a circuit that has gone down takes an alternate as a suspected duplicate (ACP 127(G) 427), whether it
//! came in or not. The run knows: what came in goes a second time only to be put aside by the post.

use super::engine::Engine;
use super::hop::{Flying, Load};
use super::slab::NONE;
use super::travel::routes;
use super::{Cable, Call, Copy};
use crate::message::{Classification, Precedence};
use crate::sim::laws::BrokenLaw;
use crate::station::channel::number;

/// A cable as it was sent, to be sent a second time.
#[derive(Clone, Debug)]
pub(super) struct Ghost {
    at: u64,
    number: u64,
    source: u32,
    length: u32,
    class: Classification,
    back: u32,
    waited: u64,
    calls: Vec<Called>,
}

/// A station that it calls.
#[derive(Clone, Copy, Debug)]
struct Called {
    station: u32,
    precedence: Precedence,
    wakes: bool,
    strayed: bool,
    /// The collective that it is called by, and the member.
    by: Option<super::Member>,
}

impl Engine<'_> {
    /// What a copy is, for the case that it has to go a second time.
    pub(super) fn ghost_of(&self, copy: u32) -> Ghost {
        let (mut calls, mut place) = (Vec::new(), self.copies.get(copy).map_or(NONE, |copy| copy.first));
        while let Some(Call { station, next, precedence, wakes, strayed, .. }) = self.calls.get(place) {
            let by = self.members.get(&place).copied();
            let (station, precedence, wakes, strayed) = (*station, *precedence, *wakes, *strayed);
            calls.push(Called { station, precedence, wakes, strayed, by });
            place = *next;
        }
        let cable = self.copies.get(copy).and_then(|copy| self.cables.get(copy.cable));
        let (back, waited) = self.copies.get(copy).map_or((NONE, 0), |copy| (copy.back, copy.waited));
        Ghost {
            at: cable.map_or(0, |cable| cable.at),
            number: cable.map_or(0, |cable| cable.number),
            source: cable.map_or(NONE, |cable| cable.source),
            length: cable.map_or(0, |cable| cable.length),
            class: cable.map_or(Classification::Unclassified, |cable| cable.class),
            back,
            waited,
            calls,
        }
    }

    /// Sends what is unconfirmed on a circuit that is down by alternates, where there are any.
    pub(super) fn divert_kept(&mut self, circuit: u32, station: u32) -> Result<(), BrokenLaw> {
        let Some(hop) = self.hop(circuit).filter(|hop| hop.is_repaired()) else { return Ok(()) };
        let kept: Vec<u64> = hop.ledger.kept().map(|(ordinal, _)| ordinal).collect();
        for ordinal in kept {
            let Some(hop) = self.hop(circuit) else { return Ok(()) };
            let lost = match hop.flying.get(&ordinal) {
                Some(Flying { load: Load::Cable(missing), whole: false, .. }) => Some(*missing),
                _ => hop.failed.get(&ordinal).copied(),
            };
            let kept = hop.ledger.kept().find(|(kept, _)| *kept == ordinal);
            let ghost = match (lost, kept) {
                (Some(missing), _) => self.ghost_of(missing.copy),
                (None, Some((_, super::hop::Kept(Some(ghost))))) => (**ghost).clone(),
                (None, _) => continue,
            };
            let ghost = self.by_alternates(ghost, circuit, station);
            if ghost.calls.is_empty() {
                continue;
            }
            if let Some(hop) = self.hop_mut(circuit) {
                hop.ledger.divert(ordinal, None);
                hop.failed.remove(&ordinal);
                if let Some(flying) = hop.flying.get_mut(&ordinal).filter(|_| lost.is_some()) {
                    flying.load = Load::Cancelled;
                }
            }
            self.figures.suspected += 1;
            self.tell_suspected(circuit, number(ordinal));
            let copy = lost.map_or_else(|| self.raise(ghost), |missing| missing.copy);
            self.route(copy, station, circuit)?;
            self.figures.repeats_sent += 1;
            self.tell_repeat_sent(circuit, number(ordinal));
        }
        Ok(())
    }

    /// The same, calling only whom an alternate leads to.
    fn by_alternates(&mut self, mut ghost: Ghost, down: u32, station: u32) -> Ghost {
        let routes = routes(&self.scenario.limits, ghost.class);
        let precedence = ghost.calls.iter().map(|called| called.precedence).max();
        let (back, precedence) = (ghost.back, precedence.unwrap_or(Precedence::Routine));
        ghost.calls.retain(|called| {
            let way = self.way((station, called.station, back), routes, precedence, false);
            way.is_some_and(|way| way.circuit != down)
        });
        ghost
    }

    /// A copy of what came in, which nobody waits for.
    fn raise(&mut self, ghost: Ghost) -> u32 {
        let Ghost { at, number, source, length, class, back, waited, calls } = ghost;
        let open = u32::try_from(calls.len()).unwrap_or(NONE);
        let cable =
            self.cables.put(Cable { at, number, source, length, open, class, delivered: 0, is_ghost: true });
        let (mut first, mut highest) = (NONE, Precedence::Routine);
        for Called { station, precedence, wakes, strayed, by } in calls.into_iter().rev() {
            highest = highest.max(precedence);
            first = self.calls.put(Call { station, next: first, precedence, wakes, strayed, fresh: false });
            if let Some(by) = by {
                self.members.insert(first, by);
            }
        }
        self.copies.put(Copy { cable, first, back, waited, precedence: highest, ..Copy::NOTHING })
    }
}
