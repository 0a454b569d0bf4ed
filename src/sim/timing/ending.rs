//! The end of a run: what still waits, and the laws of the whole.

use super::Copy;
use super::engine::Engine;
use super::figures::RunFigures;
use super::slab::NONE;
use crate::sim::laws::{BrokenLaw, balance};

impl Engine<'_> {
    /// What still waits never goes; the laws of the whole.
    pub(super) fn finish(mut self) -> Result<RunFigures, BrokenLaw> {
        for place in 0..self.lines.len() {
            let Some(line) = self.lines.get_mut(place) else { continue };
            let checked = line.check(&self.copies, self.now, self.window);
            let circuit = u32::try_from(place).unwrap_or(NONE);
            checked.map_err(|law| self.broken_on(circuit, law))?;
            self.strand(circuit)?;
            if let Some(line) = self.lines.get_mut(place) {
                line.advance(self.window.to.max(self.now), self.window);
            }
        }
        let settled = self.figures.delivered + self.figures.undelivered.len() as u64;
        balance(
            "deliveries offered against delivered and undelivered",
            u128::from(self.figures.offered),
            u128::from(settled),
        )
        .map_err(|law| self.broken("the network", law))?;
        self.figures.ended = self.now;
        self.figures.lines = self.lines.into_iter().map(|line| line.figures).collect();
        self.figures.digest = self.log.close();
        self.figures.slowest = self.told.map(|told| told.slowest).unwrap_or_default();
        Ok(self.figures)
    }

    /// What waits for a circuit that stays down is undelivered.
    pub(super) fn strand(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let label = self.scenario.circuits.get(circuit as usize).map_or("", |circuit| circuit.label.as_str());
        let mut stranded = Vec::new();
        while let Some(line) =
            self.lines.get_mut(circuit as usize).filter(|line| line.down > 0 && line.length > 0)
        {
            let taken = line.leave(&mut self.copies, self.now);
            stranded.push(taken.map_err(|law| self.broken_on(circuit, law.to_owned()))?);
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.length = u32::try_from(stranded.len()).unwrap_or(u32::MAX);
        }
        for copy in stranded {
            let Some(Copy { cable, first, .. }) = self.copies.get(copy) else { continue };
            let (cable, mut place) = (*cable, *first);
            while let Some(call) = self.calls.get(place) {
                let (called, next) = (call.station, call.next);
                let to = self.meant(place, called);
                self.undelivered(cable, to, format!("circuit {label} is down"));
                self.settle(cable);
                place = next;
            }
        }
        Ok(())
    }
}
