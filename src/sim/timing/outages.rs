//! Circuits that go down and come up.

use super::engine::Engine;
use super::slab::NONE;
use super::told::Stopped;
use crate::sim::laws::BrokenLaw;

impl Engine<'_> {
    /// A circuit goes down: what is in progress is sent again whole, what waits goes another way where there is one.
    pub(super) fn go_down(&mut self, outage: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.circuit_of(outage) else { return Ok(()) };
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        line.down += 1;
        if line.carrying != NONE && line.hop.is_some() {
            self.cut_hop(circuit, true);
        } else if line.carrying != NONE {
            line.figures.cut += 1;
            let cut = line.stop(self.now);
            if let Some(copy) = self.copies.get_mut(cut) {
                copy.left = copy.whole;
            }
            line.join(&mut self.copies, cut, self.now, true);
            self.tell_stopped(cut, Stopped::Cut);
            self.tell_queued(circuit, cut);
            // Its transmission ends, and it joins the queue again.
            self.figures.events += 2;
            self.note_queue(circuit, 1);
            self.note_longest(circuit);
        }
        // A sender that is stopped hears of it when it is back.
        let is_stopped = self.hop(circuit).is_some_and(|hop| hop.is_stopped);
        let others = 1 + u32::from(is_stopped);
        if self.lines.get(circuit as usize).is_some_and(|line| line.down > others) {
            return Ok(());
        }
        self.tell_outage(circuit, false);
        if is_stopped {
            return Ok(());
        }
        self.divert(circuit)?;
        self.settle_sending(circuit)
    }

    /// Moves what waits for a circuit that is down to alternates that are up, where there are any.
    pub(super) fn divert(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let station = self.scenario.circuits.get(circuit as usize).map_or(usize::MAX, |circuit| circuit.from);
        let station = u32::try_from(station).unwrap_or(NONE);
        if !self.has_alternates(station) {
            return Ok(());
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.advance(self.now, self.window);
        }
        // What it has to say is for the far end of this circuit alone.
        let said = self.drop_service(circuit);
        let mut leaving = Vec::new();
        while let Some(line) = self.lines.get_mut(circuit as usize).filter(|line| line.length > 0) {
            let taken = line.leave(&mut self.copies, self.now);
            leaving.push(taken.map_err(|law| self.broken_on(circuit, law.to_owned()))?);
            self.note_queue(circuit, -1);
            self.tell_withdrawn(circuit);
        }
        if let Some(hop) = self.hop_mut(circuit) {
            for copy in &leaving {
                hop.forget(*copy);
            }
        }
        for copy in leaving {
            self.route(copy, station, circuit)?;
        }
        self.divert_kept(circuit, station)?;
        if said { self.settle_sending(circuit) } else { Ok(()) }
    }

    fn has_alternates(&self, station: u32) -> bool {
        self.scenario.stations.get(station as usize).is_some_and(|station| station.outgoing.len() > 1)
    }

    /// A circuit is up again: it goes on with its queue, and helps those that are still down.
    pub(super) fn come_up(&mut self, outage: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.circuit_of(outage) else { return Ok(()) };
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        line.down = line.down.saturating_sub(1);
        let is_stopped = line.hop.as_ref().is_some_and(|hop| hop.is_stopped);
        if line.down > u32::from(is_stopped) || line.carrying != NONE {
            return Ok(());
        }
        self.tell_outage(circuit, true);
        if is_stopped {
            return Ok(());
        }
        self.start(circuit)?;
        self.settle_sending(circuit)?;
        let scenario = self.scenario;
        let station = scenario.circuits.get(circuit as usize).map(|circuit| circuit.from);
        let sender = station.and_then(|station| scenario.stations.get(station));
        for other in sender.map_or(&[][..], |sender| sender.outgoing.as_slice()) {
            let other = u32::try_from(*other).unwrap_or(NONE);
            if self.lines.get(other as usize).is_some_and(|line| line.down > 0) {
                self.divert(other)?;
            }
        }
        Ok(())
    }

    pub(super) fn circuit_of(&self, outage: u32) -> Option<u32> {
        let outage = self.scenario.outages.get(outage as usize)?;
        u32::try_from(outage.circuit).ok()
    }
}
