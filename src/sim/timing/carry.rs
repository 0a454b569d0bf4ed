//! Queues and circuits: joining, starting, interrupting, ending.

use std::time::Duration;

use super::agenda::Due;
use super::engine::Engine;
use super::slab::NONE;
use super::told::Stopped;
use crate::message::Precedence;
use crate::sim::laws::BrokenLaw;
use crate::sim::scenario::{Preemption, PreemptionMode};
use crate::station::channel::CABLES_AHEAD_MAX;

impl Engine<'_> {
    /// A copy joins a queue. Only what is still there when all is done has waited.
    pub(super) fn join(&mut self, circuit: u32, copy: u32) -> Result<(), BrokenLaw> {
        self.figures.events += 1;
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        if line.is_idle() {
            self.pass(circuit, copy);
            return Ok(());
        }
        line.join(&mut self.copies, copy, self.now, false);
        let (is_up, carrying, ends) = (line.down == 0, line.carrying, line.ends);
        self.note_queue(circuit, 1);
        self.tell_queued(circuit, copy);
        if is_up {
            if carrying == NONE {
                self.start(circuit)?;
            } else {
                self.press(circuit, copy, carrying, ends - self.now)?;
            }
        }
        self.note_longest(circuit);
        Ok(())
    }

    /// Goes through a queue in which nothing waits, to a circuit that is free.
    fn pass(&mut self, circuit: u32, copy: u32) {
        self.tell_queued(circuit, copy);
        let (Some(line), Some(passing)) = (self.lines.get_mut(circuit as usize), self.copies.get_mut(copy))
        else {
            return;
        };
        passing.since = self.now;
        line.begin(copy, self.now, passing.left);
        line.ending = self.agenda.put(line.ends, Due::End(circuit));
        self.tell_sent(circuit, copy);
    }

    /// What has come may interrupt what is in progress, of which so much is left.
    #[inline]
    pub(super) fn press(
        &mut self,
        circuit: u32,
        copy: u32,
        carrying: u32,
        left: u64,
    ) -> Result<(), BrokenLaw> {
        let arriving = self.copies.get(copy).map_or(Precedence::Routine, |copy| copy.precedence);
        let carrying = self.copies.get(carrying).map_or(Precedence::Emergency, |copy| copy.precedence);
        if arriving <= carrying {
            return Ok(());
        }
        let remaining = Duration::from_nanos(left);
        let section = Duration::from_nanos(self.sections.get(circuit as usize).copied().unwrap_or(0));
        let preemption: Preemption = self.scenario.preemption;
        if preemption.interrupts(arriving, carrying, remaining, Duration::ZERO, section) {
            return self.interrupt(circuit);
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.figures.inversions += 1;
        }
        Ok(())
    }

    /// What is in progress makes way and waits before its equals: it was received before them.
    pub(super) fn interrupt(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        if let Some(hop) = self.hop(circuit) {
            // Cables that may not be sent interrupt nothing.
            let may_send = hop.ahead() < CABLES_AHEAD_MAX;
            return if may_send { self.interrupt_hop(circuit) } else { Ok(()) };
        }
        // Its transmission ends, and it joins the queue again.
        self.figures.events += 2;
        self.note_queue(circuit, 1);
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        let left = line.ends - self.now;
        line.figures.preempted += 1;
        let stopped = line.stop(self.now);
        self.tell_stopped(stopped, Stopped::Preempted);
        if let Some(copy) = self.copies.get_mut(stopped)
            && self.scenario.preemption_mode == PreemptionMode::Resume
        {
            copy.left = left;
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.join(&mut self.copies, stopped, self.now, true);
        }
        self.tell_queued(circuit, stopped);
        self.start(circuit)
    }

    /// The circuit is free and up: what is first goes.
    pub(super) fn start(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        if line.down > 0 || line.length == 0 {
            return Ok(());
        }
        if line.hop.is_some() {
            return self.start_hop(circuit);
        }
        let taken = line.leave(&mut self.copies, self.now);
        let copy = match taken {
            Ok(copy) => copy,
            Err(law) => return Err(self.broken_on(circuit, law.to_owned())),
        };
        let left = self.copies.get(copy).map_or(0, |copy| copy.left);
        line.begin(copy, self.now, left);
        line.ending = self.agenda.put(line.ends, Due::End(circuit));
        self.note_queue(circuit, -1);
        self.tell_sent(circuit, copy);
        Ok(())
    }

    pub(super) fn end(&mut self, circuit: u32, order: u64) -> Result<(), BrokenLaw> {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        if line.carrying == NONE || line.ending != order {
            return Ok(());
        }
        self.figures.events += 1;
        line.advance(self.now, self.window);
        let started = line.started;
        let copy = line.stop(self.now);
        if line.hop.is_some() {
            return self.end_hop(circuit, copy, started);
        }
        if let Some(carried) = self.copies.get(copy)
            && self.cables.get(carried.cable).is_some_and(|cable| cable.at >= self.window.from)
        {
            line.figures.waited(carried.precedence, started - carried.joined);
        }
        let latency = line.latency;
        self.start(circuit)?;
        if latency == 0 {
            return self.arrive(copy);
        }
        self.agenda.put(self.now.saturating_add(latency), Due::Arrive(copy));
        Ok(())
    }

    /// One more or less waits at the station of a circuit.
    #[inline]
    pub(super) fn note_queue(&mut self, circuit: u32, change: i64) {
        let Some(station) = self.lines.get(circuit as usize).map(|line| line.from) else { return };
        let Some(waiting) = self.waiting.get_mut(station as usize) else { return };
        *waiting = waiting.saturating_add_signed(change);
    }

    #[inline]
    pub(super) fn note_longest(&mut self, circuit: u32) {
        let Some(station) = self.lines.get(circuit as usize).map(|line| line.from) else { return };
        let Some(waiting) = self.waiting.get(station as usize) else { return };
        if let Some(figures) = self.figures.stations.get_mut(station as usize) {
            figures.queue_max = figures.queue_max.max(*waiting);
        }
    }
}
