//! The end of a run: when it is over, what still waits and why, and the laws of the whole.

use super::engine::Engine;
use super::figures::RunFigures;
use super::hop::{Hop, Load};
use super::slab::NONE;
use super::source::Source;
use super::{Copy, Held};
use crate::sim::laws::{BrokenLaw, balance};
use crate::sim::scenario::Circuit;
use crate::station::channel::CABLES_AHEAD_MAX;

/// Where something is that goes no further.
#[derive(Clone, Copy, Debug)]
enum Stuck {
    /// It waits for a circuit.
    Waits(u32),
    /// It was lost on one.
    Lost(u32),
    /// It is at a station.
    At(u32),
}

impl Engine<'_> {
    /// What still waits never goes; the laws of the whole.
    pub(super) fn finish(mut self) -> Result<RunFigures, BrokenLaw> {
        for place in 0..self.lines.len() {
            let Some(line) = self.lines.get_mut(place) else { continue };
            line.advance(self.now, self.window);
            // The rest of a confirmation, or a second copy.
            if line.carrying != NONE {
                line.stop(self.now);
            }
            let checked = line.check(&self.copies, self.now, self.window);
            let circuit = u32::try_from(place).unwrap_or(NONE);
            checked.map_err(|law| self.broken_on(circuit, law))?;
            self.strand(circuit)?;
            self.lose(circuit);
            if let Some(line) = self.lines.get_mut(place) {
                line.advance(self.window.to.max(self.now), self.window);
            }
        }
        for station in 0..self.power.len() {
            self.leave_behind(u32::try_from(station).unwrap_or(NONE));
        }
        let settled = self.figures.delivered + self.figures.undelivered.len() as u64;
        balance(
            "deliveries offered against delivered and undelivered",
            u128::from(self.figures.offered),
            u128::from(settled),
        )
        .map_err(|law| self.broken("the network", law))?;
        self.figures.ended = self.now;
        self.figures.hours.close(self.now);
        self.figures.lines = self.lines.into_iter().map(|line| line.figures).collect();
        self.figures.digest = self.log.close();
        self.figures.slowest = self.told.map(|told| told.slowest).unwrap_or_default();
        Ok(self.figures)
    }

    /// Whether nothing but service messages was left when the last was taken, and nothing can come of these: on no circuit that
    /// can still carry something do cables wait that may go, or that go or are sent again when there is an answer.
    pub(super) fn is_stuck(&self) -> bool {
        let hopes = |(place, hop): (usize, &Hop)| {
            let waits =
                self.lines.get(place).is_some_and(|line| line.length > u32::from(hop.service != NONE));
            let may_go = waits && hop.ahead() < CABLES_AHEAD_MAX;
            let for_an_answer = (waits || !hop.failed.is_empty()) && self.can_carry(hop.back as usize);
            (may_go || for_an_answer) && self.can_carry(place)
        };
        let lines = self.lines.iter().enumerate();
        let mut all = lines.filter_map(|(place, line)| Some((place, line.hop.as_deref()?)));
        self.agenda.len() + 1 == self.idle && !all.any(hopes)
    }

    /// Whether anything can still come through a circuit.
    fn can_carry(&self, circuit: usize) -> bool {
        let Some(plan) = self.scenario.circuits.get(circuit) else { return false };
        !self.is_down_for_good(circuit) && !plan.faults.stop_everything() && self.has_stopped(plan).is_none()
    }

    fn is_down_for_good(&self, circuit: usize) -> bool {
        let mut outages = self.scenario.outages.iter().filter(|outage| outage.circuit == circuit);
        outages.any(|outage| outage.until.is_none() && crate::sim::nanoseconds(outage.from) <= self.now)
    }

    /// That the receiver or the sender of a circuit has stopped for good, as a reason.
    fn has_stopped(&self, circuit: &Circuit) -> Option<String> {
        let ends = [circuit.to, circuit.from].map(|station| u32::try_from(station).unwrap_or(NONE));
        self.stopped_of(&ends)
    }

    fn stopped_of(&self, stations: &[u32]) -> Option<String> {
        let station = stations.iter().find(|station| self.is_stopped_for_good(**station))?;
        let station = self.scenario.stations.get(*station as usize)?;
        Some(format!("station {} has stopped", station.indicator))
    }

    /// What waits for a circuit that stays down is undelivered.
    pub(super) fn strand(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let mut stranded = Vec::new();
        while let Some(line) = self.lines.get_mut(circuit as usize).filter(|line| line.length > 0) {
            let taken = line.leave(&mut self.copies, self.now);
            stranded.push(taken.map_err(|law| self.broken_on(circuit, law.to_owned()))?);
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.length = u32::try_from(stranded.len()).unwrap_or(u32::MAX);
        }
        for copy in stranded {
            self.abandon(copy, Stuck::Waits(circuit));
        }
        Ok(())
    }

    /// What was lost on a circuit, and was not sent again, is undelivered.
    fn lose(&mut self, circuit: u32) {
        let Some(hop) = self.hop_mut(circuit) else { return };
        let flying = std::mem::take(&mut hop.flying).into_values().map(|flying| flying.load);
        let flying =
            flying.filter_map(|load| if let Load::Cable(missing) = load { Some(missing) } else { None });
        let lost: Vec<_> = std::mem::take(&mut hop.failed).into_values().chain(flying).collect();
        for missing in lost {
            self.abandon(missing.copy, Stuck::Lost(circuit));
        }
    }

    /// What lies at a station that does not come back is undelivered.
    fn leave_behind(&mut self, station: u32) {
        let Some(power) = self.power.get_mut(station as usize) else { return };
        let copies = [std::mem::take(&mut power.at_the_desk), std::mem::take(&mut power.handled)].concat();
        let held = std::mem::take(&mut power.held);
        for copy in copies {
            self.abandon(copy, Stuck::At(station));
        }
        for Held { cable, station, .. } in held {
            self.give_up_on(cable, station, Stuck::At(station));
        }
    }

    /// Whomever a copy calls does not get it.
    fn abandon(&mut self, copy: u32, stuck: Stuck) {
        let Some(Copy { cable, first, .. }) = self.copies.get(copy) else { return };
        let (cable, mut place) = (*cable, *first);
        while let Some(call) = self.calls.get(place) {
            let (called, next) = (call.station, call.next);
            let to = self.meant(place, called);
            self.give_up_on(cable, to, stuck);
            place = next;
        }
    }

    /// A cable does not come to a station. What has no reason stays open: the law of the whole will tell.
    fn give_up_on(&mut self, cable: u32, to: u32, stuck: Stuck) {
        if let Some(why) = self.reason(cable, to, stuck) {
            self.undelivered(cable, to, why);
            self.settle(cable);
        }
    }

    /// Why a cable does not come to a station. `None` where nothing explains it.
    fn reason(&self, cable: u32, to: u32, stuck: Stuck) -> Option<String> {
        let source = self.cables.get(cable).and_then(|cable| self.sources.get(cable.source as usize));
        let from = source.map_or(NONE, Source::from);
        let ends = if self.power.is_empty() { None } else { self.stopped_of(&[to, from]) };
        let circuit = |place: u32| self.scenario.circuits.get(place as usize);
        let why = || match stuck {
            Stuck::At(station) => self.stopped_of(&[station]),
            Stuck::Waits(place) => circuit(place).and_then(|circuit| self.block(place, circuit)),
            Stuck::Lost(place) => circuit(place).and_then(|circuit| self.loss(place, circuit)),
        };
        ends.or_else(why)
    }

    /// Why what waits for a circuit never goes.
    fn block(&self, place: u32, circuit: &Circuit) -> Option<String> {
        let label = &circuit.label;
        let is_down = self.lines.get(place as usize).is_some_and(|line| line.down > 0);
        self.has_stopped(circuit).or_else(|| {
            if is_down {
                return Some(format!("circuit {label} is down"));
            }
            if circuit.faults.stop_everything() {
                return Some(format!("lost on {label}: nothing comes through whole"));
            }
            let back = &self.scenario.circuits.get(circuit.way_back?)?.label;
            Some(format!("waits for {label}: nothing is confirmed on {back}"))
        })
    }

    /// Why what was lost on a circuit is not sent again.
    fn loss(&self, place: u32, circuit: &Circuit) -> Option<String> {
        let label = &circuit.label;
        if let Some(stopped) = self.has_stopped(circuit) {
            return Some(stopped);
        }
        if self.is_down_for_good(place as usize) {
            return Some(format!("circuit {label} is down"));
        }
        let Some(back) = circuit.way_back else { return Some(format!("lost on {label}: no way back")) };
        if circuit.faults.stop_everything() {
            return Some(format!("lost on {label}: nothing comes through whole"));
        }
        let back_label = &self.scenario.circuits.get(back)?.label;
        Some(if self.is_down_for_good(back) {
            format!("lost on {label}: the way back {back_label} is down")
        } else {
            format!("lost on {label}: nothing comes back on {back_label}")
        })
    }
}
