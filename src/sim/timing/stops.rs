//! Stations that stop, and come back with all that they had accepted.

use super::engine::Engine;
use super::slab::NONE;
use super::{Copy, Held};
use crate::sim::laws::BrokenLaw;
use crate::station::channel::number;

/// A station, as far as it can stop.
#[derive(Debug, Default)]
pub(super) struct Power {
    /// How many faults it is in: they may overlap.
    stopped: u32,
    pub(super) for_good: bool,
    /// When it was opened last.
    open_since: u64,
    /// Cables to be handed in when it is back.
    pub(super) at_the_desk: Vec<u32>,
    /// Copies that were handled while it was stopped.
    pub(super) handled: Vec<u32>,
    /// Deliveries for which it would have opened while it was stopped.
    pub(super) held: Vec<Held>,
}

impl Engine<'_> {
    /// A station stops. What it was sending is cut off, and service messages that wait are gone with it.
    #[cold]
    #[inline(never)]
    pub(super) fn stop(&mut self, stop: u32) {
        let scenario = self.scenario;
        let Some(stop) = scenario.stops.get(stop as usize) else { return };
        let Some(power) = self.power.get_mut(stop.station) else { return };
        power.stopped += 1;
        power.for_good |= stop.until.is_none();
        if power.stopped > 1 {
            return;
        }
        if let Some(post) = self.posts.get_mut(stop.station) {
            post.is_stopped = true;
        }
        let station = u32::try_from(stop.station).unwrap_or(NONE);
        self.tell_stop(station, false);
        for circuit in self.outgoing(station) {
            if self.lines.get(circuit as usize).is_some_and(|line| line.carrying != NONE) {
                self.cut_hop(circuit, false);
            }
            self.drop_service(circuit);
            if let Some(line) = self.lines.get_mut(circuit as usize) {
                line.advance(self.now, self.window);
                line.down += 1;
                line.begin_anew(&mut self.copies);
            }
            if let Some(hop) = self.hop_mut(circuit) {
                hop.is_stopped = true;
            }
            self.set_alarm(circuit);
        }
        for circuit in self.incoming(station) {
            self.set_alarm(circuit);
        }
    }

    /// A station comes back: what was in progress goes again, what is unconfirmed is asked for, what is open is reported,
    /// and what lies at its desk is handed in.
    #[cold]
    #[inline(never)]
    pub(super) fn come_back(&mut self, stop: u32) -> Result<(), BrokenLaw> {
        let Some(stop) = self.scenario.stops.get(stop as usize) else { return Ok(()) };
        let Some(power) = self.power.get_mut(stop.station) else { return Ok(()) };
        power.stopped -= 1;
        if power.stopped > 0 {
            return Ok(());
        }
        power.open_since = self.now;
        let (cables, handled) = (std::mem::take(&mut power.at_the_desk), std::mem::take(&mut power.handled));
        let held = std::mem::take(&mut power.held);
        if let Some(post) = self.posts.get_mut(stop.station) {
            post.is_stopped = false;
        }
        let station = u32::try_from(stop.station).unwrap_or(NONE);
        self.tell_stop(station, true);
        for one in held {
            self.open_again(one);
        }
        let (outgoing, incoming) = (self.outgoing(station), self.incoming(station));
        for circuit in &outgoing {
            self.reopen(*circuit);
        }
        for circuit in &outgoing {
            if self.lines.get(*circuit as usize).is_some_and(|line| line.down > 0) {
                self.divert(*circuit)?;
            }
        }
        for circuit in &incoming {
            if let Some(hop) = self.hop_mut(*circuit) {
                hop.reopen_receiver();
            }
        }
        for copy in handled {
            if let Some((from, station)) = self.ends_of(copy) {
                self.forward(copy, from, station)?;
            }
        }
        for copy in cables {
            self.accept(copy, station)?;
        }
        for circuit in outgoing {
            self.settle_sending(circuit)?;
        }
        for circuit in incoming {
            self.settle_receiving(circuit)?;
        }
        Ok(())
    }

    /// The sender of a circuit is back.
    fn reopen(&mut self, circuit: u32) {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        line.advance(self.now, self.window);
        line.down = line.down.saturating_sub(1);
        let Some(hop) = line.hop.as_deref_mut() else { return };
        hop.is_stopped = false;
        hop.reopen_sender();
        // It may have left, for all that the journal says.
        if let Some(ordinal) = hop.in_doubt.take() {
            self.figures.suspected += 1;
            self.tell_suspected(circuit, number(ordinal));
        }
    }

    pub(super) fn is_stopped(&self, station: u32) -> bool {
        self.posts.get(station as usize).is_some_and(|post| post.is_stopped)
    }

    pub(super) fn is_stopped_for_good(&self, station: u32) -> bool {
        self.power.get(station as usize).is_some_and(|power| power.for_good)
    }

    /// Whether a station was stopped while something came in that took so long.
    pub(super) fn missed(&self, station: u32, takes: u64) -> bool {
        let begun = self.now.saturating_sub(takes);
        self.power.get(station as usize).is_some_and(|power| power.stopped > 0 || power.open_since > begun)
    }

    /// Puts aside what a stopped station is to do when it is back.
    #[cold]
    #[inline(never)]
    pub(super) fn put_aside(&mut self, station: u32, what: Aside) {
        let Some(power) = self.power.get_mut(station as usize) else { return };
        match what {
            Aside::Cable(copy) => power.at_the_desk.push(copy),
            Aside::Handled(copy) => power.handled.push(copy),
            Aside::Held(held) => power.held.push(held),
        }
    }

    /// A cable is handed in at a station that is there.
    pub(super) fn accept(&mut self, copy: u32, station: u32) -> Result<(), BrokenLaw> {
        let cable = self.copies.get(copy).map_or(NONE, |Copy { cable, .. }| *cable);
        self.tell_submitted(cable, station);
        self.deliver(copy, station);
        self.route(copy, station, NONE)
    }

    fn outgoing(&self, station: u32) -> Vec<u32> {
        let circuits = self.scenario.stations.get(station as usize).map(|station| &station.outgoing);
        circuits.into_iter().flatten().filter_map(|circuit| u32::try_from(*circuit).ok()).collect()
    }

    fn incoming(&self, station: u32) -> Vec<u32> {
        let circuits = self.scenario.stations.get(station as usize).map(|station| &station.incoming);
        circuits.into_iter().flatten().filter_map(|circuit| u32::try_from(*circuit).ok()).collect()
    }
}

/// What waits for a station to come back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aside {
    Cable(u32),
    Handled(u32),
    Held(Held),
}
