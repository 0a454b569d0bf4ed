//! Stations: what is for them is delivered, what is not goes on, a copy a branch.

use std::time::Duration;

use super::agenda::Due;
use super::engine::Engine;
use super::slab::NONE;
use super::stops::Aside;
use super::{Copy, Held, level};
use crate::message::{Classification, Precedence};
use crate::sim::laws::BrokenLaw;
use crate::sim::nanoseconds;
use crate::sim::settling::out_of_reach;
use crate::station::Unreachable;

/// The calls of a copy that leave on one circuit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    circuit: u32,
    /// The station that it came from, or none.
    back: u32,
    first: u32,
    last: u32,
    precedence: Precedence,
}

/// The circuit to take, and the first choice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) circuit: u32,
    first: u32,
}

impl Engine<'_> {
    /// A copy has come in whole.
    pub(super) fn arrive(&mut self, copy: u32) -> Result<(), BrokenLaw> {
        let Some((from, station)) = self.ends_of(copy) else { return Ok(()) };
        self.tell_arrived(copy, station);
        self.deliver(copy, station);
        if self.copies.get(copy).is_none_or(|copy| copy.first == NONE) {
            self.copies.free(copy);
            return Ok(());
        }
        match self.posts.get(station as usize).and_then(|post| post.relays_after) {
            None => {
                self.give_up(copy, station);
                Ok(())
            }
            Some(0) => self.forward(copy, from, station),
            Some(processing) => {
                self.agenda.put(self.now.saturating_add(processing), Due::Forward(copy));
                Ok(())
            }
        }
    }

    /// The stations that the circuit of a copy leads from and to.
    #[inline]
    pub(super) fn ends_of(&self, copy: u32) -> Option<(u32, u32)> {
        let line = self.lines.get(self.copies.get(copy)?.circuit as usize)?;
        Some((line.from, line.to))
    }

    /// A station that is no relay sends nothing on: whoever else is called has no route from there.
    fn give_up(&mut self, copy: u32, station: u32) {
        let Some(Copy { cable, first, .. }) = self.copies.get(copy) else { return };
        let (cable, mut place) = (*cable, *first);
        while let Some(call) = self.calls.get(place) {
            let (called, next) = (call.station, call.next);
            let to = self.meant(place, called);
            self.calls.free(place);
            self.tell_unroutable(cable, (station, to), Unreachable::NoRoute);
            self.undelivered(cable, to, Unreachable::NoRoute.to_string());
            self.forget_strays(cable, called);
            self.settle(cable);
            place = next;
        }
        self.copies.free(copy);
    }

    /// A copy has been handled at a station, where it came from another, and goes on.
    pub(super) fn forward(&mut self, copy: u32, from: u32, station: u32) -> Result<(), BrokenLaw> {
        if let Some(copy) = self.copies.get_mut(copy) {
            copy.back = from;
        }
        self.route(copy, station, NONE)
    }

    /// Takes the calls for this station off a copy: they are delivered.
    pub(super) fn deliver(&mut self, copy: u32, station: u32) {
        let Some(Copy { cable, first, waited, .. }) = self.copies.get(copy) else { return };
        let (cable, waited) = (*cable, *waited);
        let (mut place, mut before) = (*first, NONE);
        while let Some(call) = self.calls.get(place) {
            let (next, precedence, strayed, wakes) = (call.next, call.precedence, call.strayed, call.wakes);
            if call.station != station {
                (before, place) = (place, next);
                continue;
            }
            if !self.members.is_empty() && self.expand(place, station, cable) != station {
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
            self.act_on(Held { cable, station, precedence, waited, came: self.now }, wakes);
            place = next;
        }
    }

    /// Delivers a cable now if the post is open or has to act on it at once, else when it opens.
    fn act_on(&mut self, held: Held, wakes: bool) {
        if wakes || self.posts.get(held.station as usize).is_none_or(|post| post.is_always_open) {
            return self.record(held);
        }
        let opens = self.opens(held.station);
        if opens <= self.now {
            return self.record(held);
        }
        if let Some(figures) = self.figures.stations.get_mut(held.station as usize) {
            figures.held += 1;
        }
        self.tell_held(held.cable, held.station, opens);
        self.agenda.put(opens, Due::Open(self.desk.put(held)));
    }

    /// A post opens for a delivery that waited there.
    pub(super) fn open_desk(&mut self, place: u32) {
        if let Some(held) = self.desk.get(place).copied() {
            self.desk.free(place);
            if self.is_stopped(held.station) {
                self.put_aside(held.station, Aside::Held(held));
            } else {
                self.record(held);
            }
        }
    }

    /// A post that was stopped when it should have opened for a delivery is back.
    pub(super) fn open_again(&mut self, held: Held) {
        let opens = self.opens(held.station);
        if opens <= self.now {
            self.record(held);
        } else {
            self.agenda.put(opens, Due::Open(self.desk.put(held)));
        }
    }

    /// When a post opens next; now where it is open.
    fn opens(&self, station: u32) -> u64 {
        let scenario = self.scenario;
        let hours = scenario.stations.get(station as usize).and_then(|post| post.hours.as_ref());
        hours.map_or(0, |hours| nanoseconds(hours.open_from(scenario.start, Duration::from_nanos(self.now))))
    }

    fn record(&mut self, Held { cable: place, station, precedence, waited, came }: Held) {
        let Some(cable) = self.cables.get_mut(place) else { return };
        if cable.is_ghost {
            return self.suppress(place, station);
        }
        let taken = self.now - cable.at;
        self.figures.delivered += 1;
        self.figures.hours.add(self.now);
        let is_warm = cable.at >= self.window.from;
        if let Some(figures) = self.figures.stations.get_mut(station as usize) {
            figures.delivered += 1;
            if is_warm {
                figures.counted += 1;
                figures.taken += u128::from(taken);
                figures.longest = figures.longest.max(taken);
            }
        }
        if is_warm
            && let Some(figures) = self.figures.levels.get_mut(level(precedence))
            && let Some(objective) = self.objectives.get(level(precedence))
        {
            let (before, at_this) = (cable.delivered, 1 << level(precedence));
            cable.delivered = before | at_this;
            figures.add(waited, taken, *objective, before & at_this == 0);
            if let Some(arrivals) = &mut figures.arrivals {
                arrivals.add(came - cable.at, *objective);
            }
            self.figures.transit_batches.add(taken, before == 0);
            if let Some(post) = self.figures.posts.get_mut(station as usize) {
                post.add(taken);
            }
        }
        if let Some(series) = &mut self.figures.transits {
            series.add(cable.at, taken);
        }
        self.log.deliver(self.now, station, cable.source, cable.number);
        self.tell_delivered(place, station, precedence);
        self.settle(place);
    }

    /// A post has had this cable before.
    #[cold]
    fn suppress(&mut self, place: u32, station: u32) {
        self.figures.suppressed += 1;
        self.tell_suppressed(place, station);
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
    pub(super) fn forget_strays(&mut self, cable: u32, to: u32) {
        let of_call: Vec<_> = self.strays.range((cable, to, 0)..=(cable, to, NONE)).copied().collect();
        for stray in of_call {
            self.strays.remove(&stray);
        }
    }

    /// Sends a copy on from a station. `down` is the circuit that it leaves because it is down.
    pub(super) fn route(&mut self, copy: u32, station: u32, down: u32) -> Result<(), BrokenLaw> {
        let Some(routed) = self.copies.get_mut(copy) else { return Ok(()) };
        let Some(call) =
            self.calls.get(routed.first).filter(|call| call.next == NONE && !call.fresh && down == NONE)
        else {
            return self.segregate(copy, station, down);
        };
        let Some(cable) = self.cables.get(routed.cable) else { return Ok(()) };
        let limits = &self.scenario.limits;
        let Some(ways) = self.ways.get_mut(routes(limits, cable.class)) else { return Ok(()) };
        let circuit = ways.first(station, call.station);
        let line = self.lines.get_mut(circuit as usize);
        let Some(line) = line.filter(|line| line.takes(routed.precedence, routed.back)) else {
            return self.segregate(copy, station, down);
        };
        // One call and its first choice free: nearly always.
        let whole = line.time(cable.length);
        (routed.joined, routed.whole, routed.left) = (self.now, whole, whole);
        (routed.next, routed.circuit) = (NONE, circuit);
        if self.scenario.rules.dual_precedence {
            routed.precedence = routed.precedence.min(call.precedence);
        }
        self.join(circuit, copy)
    }

    /// Sends a copy on from a station: a copy for each circuit that leads to what it calls, in the order of the calls.
    fn segregate(&mut self, copy: u32, station: u32, down: u32) -> Result<(), BrokenLaw> {
        let Some(Copy { cable, first, waited, back, precedence, .. }) = self.copies.get(copy) else {
            return Ok(());
        };
        let (cable, waited, back, of_copy, mut place) = (*cable, *waited, *back, *precedence, *first);
        let mut branches = std::mem::take(&mut self.branches);
        branches.clear();
        let mut relieved = Vec::new();
        let by_addressee = self.scenario.rules.dual_precedence;
        let class = self.cables.get(cable).map_or(Classification::Unclassified, |cable| cable.class);
        let routes = routes(&self.scenario.limits, class);
        while let Some(call) = self.calls.get(place) {
            let (to, next, strayed) = (call.station, call.next, call.strayed);
            let precedence = if by_addressee { call.precedence.min(of_copy) } else { of_copy };
            // What stands in the place of a collective has come from nowhere.
            let back = if call.fresh { NONE } else { back };
            let strayed_here = strayed && self.strays.contains(&(cable, to, station));
            let way = self.way((station, to, back), routes, of_copy, strayed_here);
            let Some(Way { circuit, first }) = way else {
                let meant = self.meant(place, to);
                let why = self.unreachable(cable, (station, to), meant, class);
                self.undelivered(cable, meant, why);
                self.calls.free(place);
                self.forget_strays(cable, to);
                self.settle(cable);
                place = next;
                continue;
            };
            if circuit != first {
                self.strays.insert((cable, to, station));
                let up = self.lines.get_mut(first as usize).filter(|line| line.down == 0);
                if let Some(line) = up.filter(|_| !relieved.contains(&(first, circuit))) {
                    line.figures.alternate_routed += 1;
                    relieved.push((first, circuit));
                    self.tell_alternate(first, circuit);
                }
            }
            if let Some(call) = self.calls.get_mut(place) {
                call.next = NONE;
                call.fresh = false;
                call.strayed |= circuit != first;
            }
            match branches.iter_mut().find(|branch| branch.circuit == circuit) {
                Some(branch) => {
                    if let Some(last) = self.calls.get_mut(branch.last) {
                        last.next = place;
                    }
                    branch.last = place;
                    if back != NONE {
                        branch.back = back;
                    }
                    branch.precedence = branch.precedence.max(precedence);
                }
                None => branches.push(Branch { circuit, back, first: place, last: place, precedence }),
            }
            place = next;
        }
        let mut own = Some(copy);
        for Branch { circuit, back, first, precedence, .. } in &branches {
            let stays = *circuit == down;
            let joined =
                if stays { self.copies.get(copy).map_or(self.now, |copy| copy.joined) } else { self.now };
            let length = self.cables.get(cable).map_or(0, |cable| cable.length);
            let whole = self.lines.get_mut(*circuit as usize).map_or(0, |line| line.time(length));
            let place = own.take().unwrap_or_else(|| self.copies.put(Copy::NOTHING));
            // One after the other: a copy made elsewhere would have to be moved here as soon as it is written.
            if let Some(branch) = self.copies.get_mut(place) {
                branch.joined = joined;
                branch.since = self.now;
                branch.waited = waited;
                branch.whole = whole;
                branch.left = whole;
                branch.cable = cable;
                branch.first = *first;
                branch.next = NONE;
                branch.circuit = *circuit;
                branch.back = *back;
                branch.precedence = *precedence;
            }
            self.join(*circuit, place)?;
        }
        if let Some(unused) = own {
            self.copies.free(unused);
        }
        self.branches = branches;
        Ok(())
    }

    /// Why no circuit leads from a station to another for a class; the call is meant for a third where it is a collective's.
    fn unreachable(
        &mut self,
        cable: u32,
        (station, to): (u32, u32),
        meant: u32,
        class: Classification,
    ) -> String {
        let led = self.ways.first_mut().is_some_and(|ways| !ways.circuits(station, to).is_empty());
        let why = if led { Unreachable::NotApproved(class) } else { Unreachable::NoRoute };
        self.tell_unroutable(cable, (station, meant), why);
        let here = self.scenario.stations.get(station as usize).map_or("", |here| here.indicator.as_str());
        out_of_reach(here, why)
    }

    /// The circuit to take from a station to another, for what came from a third: the first choice while it is up and has
    /// no backlog, else an alternate that is and leads on, once at each station; else the first choice all the same.
    pub(super) fn way(
        &mut self,
        (station, to, back): (u32, u32, u32),
        routes: usize,
        precedence: Precedence,
        strayed: bool,
    ) -> Option<Way> {
        let ways = self.ways.get_mut(routes)?;
        let lines = &self.lines;
        // Nearly always.
        let first = ways.first(station, to);
        if lines.get(first as usize).is_some_and(|line| line.takes(precedence, back)) {
            return Some(Way { circuit: first, first });
        }
        let (first, others) = ways.circuits(station, to).split_first()?;
        let line = |circuit: u32| lines.get(circuit as usize);
        let leads_on = |circuit: u32| line(circuit).is_some_and(|line| line.to != back);
        let is_up = |circuit: u32| line(circuit).is_some_and(|line| line.down == 0);
        let is_free =
            |circuit: u32| line(circuit).is_some_and(|line| line.down == 0 && !line.has_backlog(precedence));
        let mut circuits = std::iter::once(first).chain(others).copied();
        let first = circuits.find(|circuit| leads_on(*circuit)).unwrap_or(*first);
        if strayed || is_free(first) {
            return Some(Way { circuit: first, first });
        }
        let mut open = others.iter().copied().filter(|circuit| *circuit != first && leads_on(*circuit));
        let alternate = open.clone().find(|circuit| is_free(*circuit));
        // Where there is a backlog everywhere, an alternate helps only while the first choice is down.
        let any = || if is_up(first) { None } else { open.find(|circuit| is_up(*circuit)) };
        Some(Way { circuit: alternate.or_else(any).unwrap_or(first), first })
    }
}

/// The place of a class among the routes of a station.
#[inline]
pub(super) fn routes(limits: &[Classification], class: Classification) -> usize {
    limits.iter().filter(|limit| class > **limit).count()
}
