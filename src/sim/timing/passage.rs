//! The passage over a circuit on which something can go wrong: what becomes of a transmission, what arrives, what goes again.

use super::agenda::Due;
use super::engine::Engine;
use super::hop::{Damage, Flight, Flying, Hop, Kept, Load, Missing};
use super::level;
use super::slab::NONE;
use super::told::{Landed, Stopped};
use crate::message::Precedence;
use crate::sim::laws::BrokenLaw;
use crate::sim::scenario::PreemptionMode;
use crate::sim::weather::Befallen;
use crate::station::channel::{CABLES_AHEAD_MAX, Copies, GRACE, SERVICE_AHEAD_MAX, number};

impl Engine<'_> {
    pub(super) fn hop(&self, circuit: u32) -> Option<&Hop> {
        self.lines.get(circuit as usize)?.hop.as_deref()
    }

    pub(super) fn hop_mut(&mut self, circuit: u32) -> Option<&mut Hop> {
        self.lines.get_mut(circuit as usize)?.hop.as_deref_mut()
    }

    /// The circuit is free and up: what is first goes, cables only while not too much is unconfirmed.
    #[cold]
    #[inline(never)]
    pub(super) fn start_hop(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        loop {
            let now = self.now;
            let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
            let Some(hop) = line.hop.as_deref_mut() else { return Ok(()) };
            let (ahead, service) = (hop.ahead(), hop.service);
            if line.carrying != NONE || line.down > 0 || line.length == 0 || ahead >= SERVICE_AHEAD_MAX {
                return Ok(());
            }
            line.advance(now, self.window);
            let taken = if ahead < CABLES_AHEAD_MAX {
                line.leave(&mut self.copies, now)
            } else if service == NONE {
                return Ok(());
            } else {
                line.withdraw(&mut self.copies, service, now);
                Ok(service)
            };
            let copy = taken.map_err(|law| self.broken_on(circuit, law.to_owned()))?;
            self.note_queue(circuit, -1);
            if copy != service {
                self.begin(circuit, copy);
                return Ok(());
            }
            if let Some(hop) = self.hop_mut(circuit) {
                hop.service = NONE;
            }
            let Some(saying) = self.compose(circuit) else {
                self.tell_withdrawn(circuit);
                self.copies.free(copy);
                continue;
            };
            let length = saying.0.length();
            let whole = self.lines.get(circuit as usize).map_or(0, |line| line.span(length));
            if let Some(copy) = self.copies.get_mut(copy) {
                (copy.whole, copy.left) = (whole, whole);
            }
            if let Some(hop) = self.hop_mut(circuit) {
                hop.saying = Some(saying);
            }
            self.begin(circuit, copy);
            return Ok(());
        }
    }

    fn begin(&mut self, circuit: u32, copy: u32) {
        let (whole, left) = self.copies.get(copy).map_or((0, 0), |copy| (copy.whole, copy.left));
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        let length = line.characters(whole);
        if let Some(hop) = line.hop.as_deref_mut() {
            hop.first = hop.again.remove(&copy);
            let weather = hop.weather.as_mut();
            let draw = || weather.map_or_else(Befallen::calm, |weather| weather.draw(length));
            (hop.fate, hop.begun) = hop.paused.remove(&copy).unwrap_or_else(|| (draw(), self.now));
        }
        line.begin(copy, self.now, left);
        let says = line.hop.as_ref().is_some_and(|hop| hop.saying.is_some());
        let due = if says { Due::Said(circuit) } else { Due::End(circuit) };
        line.ending = self.agenda.put(line.ends, due);
        self.idle += usize::from(says);
        self.tell_sent(circuit, copy);
    }

    /// The last character has left: the sender goes on, and the copies are on their way.
    #[cold]
    #[inline(never)]
    pub(super) fn end_hop(&mut self, circuit: u32, copy: u32, started: u64) -> Result<(), BrokenLaw> {
        let now = self.time();
        let Some(sent) = self.copies.get(copy) else { return Ok(()) };
        let (precedence, joined, cable) = (sent.precedence, sent.joined, sent.cable);
        let offered = if cable == NONE { Some(joined) } else { self.cables.get(cable).map(|cable| cable.at) };
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        if offered.is_some_and(|at| at >= self.window.from) {
            line.figures.waited(precedence, started - joined);
        }
        let Some(hop) = line.hop.as_deref_mut() else { return Ok(()) };
        hop.last += 1;
        let takes = self.now - hop.begun;
        let (ordinal, fate) = (hop.last, std::mem::take(&mut hop.fate));
        let first = hop.first.take().unwrap_or(ordinal);
        let (saying, may_divert) = (hop.saying.take(), hop.may_divert && hop.is_repaired());
        if fate.lost {
            self.tell_lost(copy);
        }
        if let Some((message, said)) = saying {
            self.forget_number(copy);
            self.copies.free(copy);
            self.launch(circuit, ordinal, &fate, Load::Service(message), (takes, precedence));
            self.say(circuit, ordinal, said);
        } else {
            let kept = Kept(may_divert.then(|| Box::new(self.ghost_of(copy))));
            self.launch(circuit, ordinal, &fate, Load::Cable(Missing { copy, first }), (takes, precedence));
            if let Some(hop) = self.hop_mut(circuit) {
                hop.keep(ordinal, kept, now);
            }
        }
        self.settle_sending(circuit)
    }

    /// Puts the copies of a transmission on their way.
    fn launch(
        &mut self,
        circuit: u32,
        ordinal: u64,
        fate: &Befallen,
        load: Load,
        (takes, precedence): (u64, Precedence),
    ) {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        line.figures.befall(fate);
        let lands = self.now.saturating_add(line.latency);
        let Some(hop) = line.hop.as_deref_mut() else { return };
        let carries = matches!(load, Load::Cable(_));
        match load {
            Load::Cable(missing) if fate.copies.is_empty() => {
                hop.failed.insert(ordinal, missing);
            }
            load => {
                let whole = fate.copies.iter().any(Option::is_none);
                let landings = fate.copies.len();
                if landings > 0 {
                    hop.flying
                        .insert(ordinal, Flying { load, landings, whole, taken: false, takes, precedence });
                }
            }
        }
        for spot in &fate.copies {
            let damage = spot.map(|spot| Damage::from(spot.start));
            let flight = Flight { circuit, ordinal, damage, overtaken: fate.overtaken };
            let flight = self.flights.put(flight);
            self.agenda.put(lands, if carries { Due::Land(flight) } else { Due::Heard(flight) });
            self.idle += usize::from(!carries);
        }
    }

    /// A copy comes in. One that is overtaken is held until the next transmission has, or for as long as that is waited for.
    #[cold]
    #[inline(never)]
    pub(super) fn land(&mut self, flight: u32) -> Result<(), BrokenLaw> {
        let Some(Flight { circuit, ordinal, overtaken, .. }) = self.flights.get(flight).copied() else {
            return Ok(());
        };
        let is_first = !self.holds(circuit, ordinal);
        let Some(hop) = self.hop_mut(circuit) else { return Ok(()) };
        if overtaken {
            hop.held.push(flight);
            if is_first {
                let until = self.now.saturating_add(crate::sim::nanoseconds(GRACE));
                let hold = self.holds.put((circuit, ordinal));
                self.agenda.put(until, Due::Release(hold));
            }
            return Ok(());
        }
        let mut released = std::mem::take(&mut hop.held);
        self.give(flight)?;
        self.follow(&mut released)
    }

    fn holds(&self, circuit: u32, ordinal: u64) -> bool {
        let held = self.hop(circuit).map_or(&[][..], |hop| hop.held.as_slice());
        held.iter().any(|held| self.flights.get(*held).is_some_and(|held| held.ordinal == ordinal))
    }

    /// A copy has been held long enough. What was held for it to arrive goes with it.
    #[cold]
    #[inline(never)]
    pub(super) fn release(&mut self, hold: u32) -> Result<(), BrokenLaw> {
        let Some((circuit, ordinal)) = self.holds.get(hold).copied() else { return Ok(()) };
        self.holds.free(hold);
        let Some(hop) = self.lines.get_mut(circuit as usize).and_then(|line| line.hop.as_deref_mut()) else {
            return Ok(());
        };
        let flights = &self.flights;
        let is_of = |held: &u32| flights.get(*held).is_some_and(|held| held.ordinal == ordinal);
        let Some(last) = hop.held.iter().rposition(is_of) else { return Ok(()) };
        let mut released: Vec<u32> = hop.held.drain(..=last).collect();
        self.follow(&mut released)
    }

    /// Each held one waits for its successor: the last to be sent is the first to follow. The copies of one transmission
    /// keep their order.
    fn follow(&mut self, released: &mut [u32]) -> Result<(), BrokenLaw> {
        released.sort_by_key(|flight| std::cmp::Reverse(self.flights.get(*flight).map(|one| one.ordinal)));
        released.iter().try_for_each(|flight| self.give(*flight))
    }

    /// The receiver gets a copy, where it was there all the time while it came.
    fn give(&mut self, flight: u32) -> Result<(), BrokenLaw> {
        let Some(Flight { circuit, ordinal, damage, .. }) = self.flights.get(flight).copied() else {
            return Ok(());
        };
        self.flights.free(flight);
        let to = self.lines.get(circuit as usize).map_or(NONE, |line| line.to);
        let takes =
            self.hop(circuit).and_then(|hop| hop.flying.get(&ordinal)).map_or(0, |flying| flying.takes);
        if self.missed(to, takes) {
            self.miss(circuit, ordinal);
        } else if let Some(damage) = damage {
            self.give_damaged(circuit, ordinal, damage);
        } else {
            self.give_whole(circuit, ordinal)?;
        }
        self.close_flight(circuit, ordinal)?;
        self.settle_receiving(circuit)
    }

    fn give_damaged(&mut self, circuit: u32, ordinal: u64, damage: Damage) {
        let now = self.time();
        self.tell_landed(circuit, ordinal, Landed::Damaged);
        let Some(hop) = self.hop_mut(circuit) else { return };
        if damage == Damage::Behind && hop.is_repaired() {
            hop.receiving.register.damaged(0, number(ordinal), now);
            hop.receiving.review();
        }
    }

    fn give_whole(&mut self, circuit: u32, ordinal: u64) -> Result<(), BrokenLaw> {
        let now = self.time();
        self.tell_landed(circuit, ordinal, Landed::Whole);
        let Some(hop) = self.hop_mut(circuit) else { return Ok(()) };
        let repaired = hop.is_repaired();
        let Some(flying) = hop.flying.get_mut(&ordinal) else { return Ok(()) };
        let is_first = if repaired {
            hop.receiving.register.intact(0, number(ordinal), now) == Copies::First
        } else {
            !flying.taken
        };
        if !is_first {
            return Ok(());
        }
        flying.taken = true;
        let load = std::mem::replace(&mut flying.load, Load::Cancelled);
        if repaired {
            if matches!(load, Load::Cable(_)) {
                hop.receiving.report.progress(now);
            }
            hop.receiving.review();
        }
        match load {
            Load::Cable(Missing { copy, .. }) => self.arrive(copy),
            Load::Service(message) => self.heed(circuit, message),
            Load::Cancelled => Ok(()),
        }
    }

    /// One copy less is on its way. What none of them brought is with the sender still.
    fn close_flight(&mut self, circuit: u32, ordinal: u64) -> Result<(), BrokenLaw> {
        let Some(hop) = self.hop_mut(circuit) else { return Ok(()) };
        let Some(flying) = hop.flying.get_mut(&ordinal) else { return Ok(()) };
        flying.landings = flying.landings.saturating_sub(1);
        if flying.landings > 0 {
            return Ok(());
        }
        let Some(Flying { load: Load::Cable(missing), .. }) = hop.flying.remove(&ordinal) else {
            return Ok(());
        };
        if hop.is_repaired() && !hop.ledger.keeps(ordinal) {
            // The sender has given the number up before it was known that nothing came of it.
            return self.send_again(circuit, missing);
        }
        hop.failed.insert(ordinal, missing);
        Ok(())
    }

    /// Nobody takes in a copy: the receiver was stopped while it came.
    fn miss(&mut self, circuit: u32, ordinal: u64) {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        let Some(hop) = line.hop.as_deref_mut() else { return };
        // Two copies of one transmission are one.
        if std::mem::replace(&mut hop.missed, ordinal) != ordinal {
            line.figures.mishaps.get_or_insert_default().lost += 1;
        }
        self.tell_landed(circuit, ordinal, Landed::Missed);
    }

    /// A cable goes again, in the order of receipt: before its equals that have not left yet.
    pub(super) fn send_again(&mut self, circuit: u32, missing: Missing) -> Result<(), BrokenLaw> {
        let Missing { copy, first } = missing;
        if let Some(copy) = self.copies.get_mut(copy) {
            (copy.joined, copy.left) = (self.now, copy.whole);
        }
        self.put_back(circuit, copy, first);
        let line = self.lines.get(circuit as usize);
        match line.map(|line| (line.down == 0, line.carrying, line.ends)) {
            Some((true, NONE, _)) => self.start(circuit)?,
            Some((true, carrying, ends)) => self.press(circuit, copy, carrying, ends - self.now)?,
            _ => {}
        }
        self.note_longest(circuit);
        Ok(())
    }

    /// A copy that has begun before goes back to its place in the queue.
    fn put_back(&mut self, circuit: u32, copy: u32, first: u64) {
        self.figures.events += 1;
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        line.advance(self.now, self.window);
        let mut before = NONE;
        if let Some(hop) = line.hop.as_deref_mut() {
            let mut place = self.copies.get(copy).map_or(NONE, |copy| {
                let heads = line.heads;
                heads.get(level(copy.precedence)).copied().unwrap_or(NONE)
            });
            while hop.again.get(&place).is_some_and(|other| *other < first) {
                before = place;
                place = self.copies.get(place).map_or(NONE, |copy| copy.next);
            }
            hop.again.insert(copy, first);
        }
        line.join_after(&mut self.copies, copy, self.now, before);
        self.note_queue(circuit, 1);
        self.tell_queued(circuit, copy);
    }

    /// What is in progress makes way: it is broken off and its number spent, or it waits to go on.
    #[cold]
    #[inline(never)]
    pub(super) fn interrupt_hop(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let resumes = self.scenario.preemption_mode == PreemptionMode::Resume;
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        let (left, begun) = (line.ends - self.now, line.characters(self.now - line.started));
        line.advance(self.now, self.window);
        line.figures.preempted += 1;
        self.figures.events += 1;
        let stopped = line.stop(self.now);
        let Some(hop) = line.hop.as_deref_mut() else { return Ok(()) };
        let (mut fate, first) = (std::mem::take(&mut hop.fate), hop.first.take());
        let saying = hop.saying.take();
        let resumes = resumes && saying.is_none();
        if fate.lost && !resumes {
            self.tell_lost(stopped);
        }
        self.tell_stopped(stopped, Stopped::Preempted);
        let Some(hop) = self.hop_mut(circuit) else { return Ok(()) };
        if resumes {
            let first = first.unwrap_or(hop.last + 1);
            hop.paused.insert(stopped, (fate, hop.begun));
            if let Some(copy) = self.copies.get_mut(stopped) {
                copy.left = left;
            }
            self.put_back(circuit, stopped, first);
            return self.start(circuit);
        }
        let ordinal = hop.spend();
        let precedence = self.copies.get(stopped).map_or(Precedence::Routine, |copy| copy.precedence);
        for spot in &mut fate.copies {
            *spot = spot.filter(|spot| spot.start < begun);
        }
        self.launch(circuit, ordinal, &fate, Load::Cancelled, (0, precedence));
        self.recall(circuit, stopped, saying, first.unwrap_or(ordinal), true);
        self.start(circuit)?;
        self.settle_sending(circuit)
    }

    /// What is in progress is cut off: nothing of it arrives, and its number is spent. A sender that stops forgets what it
    /// was saying.
    #[cold]
    #[inline(never)]
    pub(super) fn cut_hop(&mut self, circuit: u32, says_again: bool) {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return };
        line.advance(self.now, self.window);
        line.figures.cut += 1;
        self.figures.events += 1;
        let stopped = line.stop(self.now);
        self.tell_stopped(stopped, Stopped::Cut);
        let Some(hop) = self.hop_mut(circuit) else { return };
        hop.fate = Befallen::default();
        let (first, saying) = (hop.first.take(), hop.saying.take());
        let ordinal = hop.spend();
        hop.in_doubt = (!says_again && saying.is_none()).then_some(ordinal);
        self.recall(circuit, stopped, saying, first.unwrap_or(ordinal), says_again);
        self.note_longest(circuit);
    }

    fn recall(
        &mut self,
        circuit: u32,
        stopped: u32,
        saying: Option<(super::service::Message, crate::station::sides::Said)>,
        first: u64,
        says_again: bool,
    ) {
        let Some((_, said)) = saying else {
            if let Some(copy) = self.copies.get_mut(stopped) {
                copy.left = copy.whole;
            }
            return self.put_back(circuit, stopped, first);
        };
        self.copies.free(stopped);
        if says_again {
            self.unsay(circuit, said);
        }
    }
}
