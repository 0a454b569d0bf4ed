//! Stations: what is for them is delivered, what is not goes on, a copy a branch.

use std::time::Duration;

use super::agenda::Due;
use super::engine::Engine;
use super::slab::NONE;
use super::{Copy, level, nanoseconds};
use crate::message::Precedence;
use crate::sim::laws::BrokenLaw;

/// The calls of a copy that leave on one circuit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    circuit: u32,
    first: u32,
    last: u32,
    precedence: Precedence,
}

impl Engine<'_> {
    /// A copy has come in whole.
    pub(super) fn arrive(&mut self, copy: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.copies.get(copy).map(|copy| copy.circuit) else { return Ok(()) };
        let Some(station) = self.lines.get(circuit as usize).map(|line| line.to) else { return Ok(()) };
        self.deliver(copy, station);
        if self.copies.get(copy).is_none_or(|copy| copy.first == NONE) {
            self.copies.free(copy);
            return Ok(());
        }
        let plan = self.scenario.stations.get(station as usize);
        let processing = plan.map_or(Duration::ZERO, |plan| plan.processing);
        if processing.is_zero() {
            return self.forward(copy);
        }
        self.agenda.put(self.now.saturating_add(nanoseconds(processing)), Due::Forward(copy));
        Ok(())
    }

    pub(super) fn forward(&mut self, copy: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.copies.get(copy).map(|copy| copy.circuit) else { return Ok(()) };
        let Some(station) = self.lines.get(circuit as usize).map(|line| line.to) else { return Ok(()) };
        let back = self.scenario.circuits.get(circuit as usize).map(|circuit| circuit.from);
        let back = back.and_then(|back| u32::try_from(back).ok()).unwrap_or(NONE);
        if let Some(copy) = self.copies.get_mut(copy) {
            copy.back = back;
        }
        self.route(copy, station, NONE)
    }

    /// Takes the calls for this station off a copy: they are delivered.
    pub(super) fn deliver(&mut self, copy: u32, station: u32) {
        let Some(Copy { cable, first, waited, .. }) = self.copies.get(copy) else { return };
        let (cable, waited) = (*cable, *waited);
        let (mut place, mut before) = (*first, NONE);
        while let Some(call) = self.calls.get(place) {
            let (next, precedence, strayed) = (call.next, call.precedence, call.strayed);
            if call.station != station {
                (before, place) = (place, next);
                continue;
            }
            if before == NONE {
                if let Some(copy) = self.copies.get_mut(copy) {
                    copy.first = next;
                }
            } else if let Some(before) = self.calls.get_mut(before) {
                before.next = next;
            }
            self.calls.free(place);
            if strayed {
                self.forget_strays(cable, station);
            }
            self.record(cable, station, precedence, waited);
            place = next;
        }
    }

    pub(super) fn record(&mut self, place: u32, station: u32, precedence: Precedence, waited: u64) {
        let Some(cable) = self.cables.get(place) else { return };
        let taken = self.now - cable.at;
        self.figures.delivered += 1;
        if let Some(figures) = self.figures.stations.get_mut(station as usize) {
            figures.delivered += 1;
        }
        if cable.at >= self.window.from
            && let Some(figures) = self.figures.levels.get_mut(level(precedence))
            && let Some(objective) = self.objectives.get(level(precedence))
        {
            figures.add(waited, taken, *objective);
            self.figures.transit_batches.add(taken);
        }
        if let Some(series) = &mut self.figures.transits {
            series.add(cable.at, taken);
        }
        self.log.deliver(self.now, station, cable.source, cable.number);
        self.settle(place);
    }

    /// One delivery of a cable less is open.
    pub(super) fn settle(&mut self, place: u32) {
        let Some(cable) = self.cables.get_mut(place) else { return };
        cable.open -= 1;
        if cable.open == 0 {
            self.cables.free(place);
        }
    }

    /// A cable has come to a station, or never will: where it went by alternates is of no account any more.
    fn forget_strays(&mut self, cable: u32, to: u32) {
        let of_call: Vec<_> = self.strays.range((cable, to, 0)..=(cable, to, NONE)).copied().collect();
        for stray in of_call {
            self.strays.remove(&stray);
        }
    }

    /// Sends a copy on from a station: a copy for each circuit that leads to what it calls, in the order of the calls.
    /// `down` is the circuit that it leaves because it is down.
    pub(super) fn route(&mut self, copy: u32, station: u32, down: u32) -> Result<(), BrokenLaw> {
        let Some(Copy { cable, first, waited, back, .. }) = self.copies.get(copy) else { return Ok(()) };
        let (cable, waited, back, mut place) = (*cable, *waited, *back, *first);
        let mut branches = std::mem::take(&mut self.branches);
        branches.clear();
        while let Some(call) = self.calls.get(place) {
            let (to, precedence, next, strayed) = (call.station, call.precedence, call.next, call.strayed);
            let strayed_here = strayed && self.strays.contains(&(cable, to, station));
            let Some((circuit, by_alternate)) = self.way(station, to, back, strayed_here) else {
                self.undelivered(cable, to, "no route".to_owned());
                self.calls.free(place);
                self.forget_strays(cable, to);
                self.settle(cable);
                place = next;
                continue;
            };
            if by_alternate {
                self.strays.insert((cable, to, station));
            }
            if let Some(call) = self.calls.get_mut(place) {
                call.next = NONE;
                call.strayed |= by_alternate;
            }
            match branches.iter_mut().find(|branch| branch.circuit == circuit) {
                Some(branch) => {
                    if let Some(last) = self.calls.get_mut(branch.last) {
                        last.next = place;
                    }
                    branch.last = place;
                    branch.precedence = branch.precedence.max(precedence);
                }
                None => branches.push(Branch { circuit, first: place, last: place, precedence }),
            }
            place = next;
        }
        let mut own = Some(copy);
        for Branch { circuit, first, precedence, .. } in &branches {
            let stays = *circuit == down;
            let joined =
                if stays { self.copies.get(copy).map_or(self.now, |copy| copy.joined) } else { self.now };
            let length = self.cables.get(cable).map_or(0, |cable| cable.length);
            let whole = self.lines.get_mut(*circuit as usize).map_or(0, |line| line.time(length));
            let place = own.take().unwrap_or_else(|| self.copies.put(Copy::NOTHING));
            if let Some(slot) = self.copies.get_mut(place) {
                *slot = Copy {
                    joined,
                    since: self.now,
                    waited,
                    whole,
                    left: whole,
                    cable,
                    first: *first,
                    next: NONE,
                    circuit: *circuit,
                    back,
                    precedence: *precedence,
                };
            }
            self.join(*circuit, place)?;
        }
        if let Some(unused) = own {
            self.copies.free(unused);
        }
        self.branches = branches;
        Ok(())
    }

    /// The circuit to take, and whether it is an alternate: the first choice while it is up, else an alternate that is
    /// up and leads on, once at each station; else the first choice all the same.
    pub(super) fn way(&mut self, station: u32, to: u32, back: u32, strayed: bool) -> Option<(u32, bool)> {
        let circuits = self.ways.circuits(station, to);
        let (first, others) = circuits.split_first()?;
        let lines = &self.lines;
        let line = |circuit: u32| lines.get(circuit as usize);
        let leads_on = |circuit: u32| line(circuit).is_some_and(|line| line.to != back);
        let is_up = |circuit: u32| line(circuit).is_some_and(|line| line.down == 0);
        // Nearly always.
        if leads_on(*first) && is_up(*first) {
            return Some((*first, false));
        }
        let first = circuits.iter().copied().find(|circuit| leads_on(*circuit)).unwrap_or(*first);
        if strayed || is_up(first) {
            return Some((first, false));
        }
        let alternate = others.iter().copied().find(|circuit| is_up(*circuit) && leads_on(*circuit));
        Some(alternate.map_or((first, false), |alternate| (alternate, true)))
    }
}
