//! The run: offers, queues, circuits, relays and posts, one event after the other.

use std::time::Duration;

use super::agenda::{Agenda, Due};
use super::figures::{RunFigures, StationFigures};
use super::line::{LEVELS, Line};
use super::log::Log;
use super::slab::{NONE, Slab};
use super::source::Source;
use super::ways::Ways;
use super::{Cable, Call, Copy, Window, level, nanoseconds};
use crate::message::{Precedence, limits};
use crate::sim::confidence::Series;
use crate::sim::draw::Draw;
use crate::sim::laws::{BrokenLaw, balance};
use crate::sim::offer::{Offer, Offers};
use crate::sim::report::{Undelivered, objective};
use crate::sim::scenario::{Preemption, PreemptionMode, Scenario, Submission};

/// Characters of one section: what takes longer is extra long (ACP 127(G) 151d).
const SECTION: usize = limits::SECTION_LINES_MAX * limits::LINE_COLUMNS_MAX;

/// The calls of a copy that leave on one circuit.
#[derive(Clone, Copy, Debug)]
struct Branch {
    circuit: u32,
    first: u32,
    last: u32,
    precedence: Precedence,
}

struct Engine<'s> {
    scenario: &'s Scenario,
    sources: &'s [Source],
    window: Window,
    now: u64,
    agenda: Agenda,
    lines: Vec<Line>,
    /// What each circuit takes for one section.
    sections: Vec<u64>,
    cables: Slab<Cable>,
    copies: Slab<Copy>,
    calls: Slab<Call>,
    ways: Ways<'s>,
    branches: Vec<Branch>,
    /// By station, how many wait there.
    waiting: Vec<u64>,
    objectives: [u64; LEVELS],
    figures: RunFigures,
    log: Log<'s>,
}

/// Runs a scenario. Figures are taken of cables offered from `warm_up` on.
pub(super) fn run(
    scenario: &Scenario,
    warm_up: u64,
    keep_log: bool,
    find_warm_up: bool,
) -> Result<RunFigures, BrokenLaw> {
    let sources = Source::all(scenario);
    let mut engine = Engine::new(scenario, &sources, warm_up, keep_log);
    engine.figures.transits = find_warm_up.then(Series::default);
    engine.run()?;
    engine.finish()
}

impl<'s> Engine<'s> {
    fn new(scenario: &'s Scenario, sources: &'s [Source], warm_up: u64, keep_log: bool) -> Self {
        let mut agenda = Agenda::default();
        for (place, outage) in (0..).zip(&scenario.outages) {
            agenda.put(nanoseconds(outage.from), Due::Down(place));
            if let Some(until) = outage.until {
                agenda.put(nanoseconds(until), Due::Up(place));
            }
        }
        for (place, submission) in (0..).zip(&scenario.submissions) {
            agenda.put(nanoseconds(submission.at), Due::Submit(place));
        }
        let line = |circuit: &crate::sim::scenario::Circuit| {
            let redraw = circuit.redraw.map(|mean| (Draw::of_circuit(scenario.seed, &circuit.name), mean));
            Line::new(circuit, redraw)
        };
        let section = |circuit: &crate::sim::scenario::Circuit| nanoseconds(circuit.speed.time(SECTION));
        let to = nanoseconds(scenario.duration);
        let mut objectives = [u64::MAX; LEVELS];
        for precedence in Precedence::ALL {
            if let Some(slot) = objectives.get_mut(level(precedence)) {
                *slot = objective(precedence).map_or(u64::MAX, nanoseconds);
            }
        }
        let stations = scenario.stations.len();
        Self {
            scenario,
            sources,
            window: Window { from: warm_up.min(to), to },
            now: 0,
            agenda,
            lines: scenario.circuits.iter().map(line).collect(),
            sections: scenario.circuits.iter().map(section).collect(),
            cables: Slab::default(),
            copies: Slab::default(),
            calls: Slab::default(),
            ways: Ways::new(scenario),
            branches: Vec::new(),
            waiting: vec![0; stations],
            objectives,
            figures: RunFigures {
                warm_up,
                stations: vec![StationFigures::default(); stations],
                ..RunFigures::default()
            },
            log: Log::new(scenario, sources, keep_log),
        }
    }

    fn run(&mut self) -> Result<(), BrokenLaw> {
        let scenario = self.scenario;
        let mut offers = Offers::new(scenario);
        let mut offer = Offer::default();
        let mut offered = offers.next_at().unwrap_or(u64::MAX);
        loop {
            let due = self.agenda.next_at();
            if offered != u64::MAX && due.is_none_or(|due| offered <= due) {
                offers.next_into(&mut offer);
                self.now = offered;
                self.offer(&offer)?;
                offered = offers.next_at().unwrap_or(u64::MAX);
                continue;
            }
            let Some((at, due)) = self.agenda.take() else { return Ok(()) };
            self.now = at;
            match due {
                Due::End(circuit, generation) => self.end(circuit, generation)?,
                Due::Arrive(copy) => self.arrive(copy)?,
                Due::Forward(copy) => self.forward(copy)?,
                Due::Submit(place) => {
                    if let Some(submission) = scenario.submissions.get(place as usize) {
                        self.submit(place, submission)?;
                    }
                }
                Due::Down(outage) => self.go_down(outage)?,
                Due::Up(outage) => self.come_up(outage)?,
            }
        }
    }

    fn offer(&mut self, offer: &Offer) -> Result<(), BrokenLaw> {
        let precedence = offer.precedence.unwrap_or(Precedence::Routine);
        let mut first = NONE;
        for station in offer.to.iter().rev() {
            let station = u32::try_from(*station).unwrap_or(NONE);
            first = self.calls.put(Call { station, next: first, precedence, strayed: false });
        }
        let source = u32::try_from(offer.stream).unwrap_or(NONE);
        let open = u32::try_from(offer.to.len()).unwrap_or(NONE);
        self.count_offered(precedence, u64::from(open));
        let cable = Cable { at: self.now, number: offer.number, source, length: offer.length, open };
        self.hand_in(cable, first)
    }

    fn submit(&mut self, place: u32, submission: &Submission) -> Result<(), BrokenLaw> {
        let (mut first, mut open) = (NONE, 0);
        for addressed in submission.addressees.iter().rev() {
            self.count_offered(addressed.precedence, 1);
            match addressed.station.and_then(|station| u32::try_from(station).ok()) {
                Some(station) => {
                    open += 1;
                    let precedence = addressed.precedence;
                    first = self.calls.put(Call { station, next: first, precedence, strayed: false });
                }
                None => self.figures.undelivered.push(Undelivered {
                    cable: submission.id.clone(),
                    to: addressed.name.clone(),
                    why: "no such station".to_owned(),
                }),
            }
        }
        let source = u32::try_from(self.scenario.traffic.len()).unwrap_or(NONE).saturating_add(place);
        let length = u32::try_from(submission.text.len()).unwrap_or(u32::MAX);
        self.hand_in(Cable { at: self.now, number: 0, source, length, open }, first)
    }

    fn count_offered(&mut self, precedence: Precedence, many: u64) {
        self.figures.offered += many;
        if self.now >= self.window.from
            && let Some(figures) = self.figures.levels.get_mut(level(precedence))
        {
            figures.offered += many;
        }
    }

    fn hand_in(&mut self, cable: Cable, first: u32) -> Result<(), BrokenLaw> {
        self.figures.cables += 1;
        let from = self.sources.get(cable.source as usize).map_or(NONE, Source::from);
        let cable = self.cables.put(cable);
        if cable == NONE {
            return Err(self.broken("the network", "more cables on their way than can be counted".to_owned()));
        }
        let copy = Copy {
            joined: 0,
            since: 0,
            waited: 0,
            whole: 0,
            left: 0,
            cable,
            first,
            next: NONE,
            circuit: NONE,
            precedence: Precedence::Routine,
        };
        let copy = self.copies.put(copy);
        self.deliver(copy, from);
        self.route(copy, from, NONE, NONE)
    }

    /// A copy has come in whole.
    fn arrive(&mut self, copy: u32) -> Result<(), BrokenLaw> {
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

    fn forward(&mut self, copy: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.copies.get(copy).map(|copy| copy.circuit) else { return Ok(()) };
        let Some(station) = self.lines.get(circuit as usize).map(|line| line.to) else { return Ok(()) };
        let back = self.scenario.circuits.get(circuit as usize).map(|circuit| circuit.from);
        let back = back.and_then(|back| u32::try_from(back).ok()).unwrap_or(NONE);
        self.route(copy, station, back, NONE)
    }

    /// Takes the calls for this station off a copy: they are delivered.
    fn deliver(&mut self, copy: u32, station: u32) {
        let Some(Copy { cable, first, waited, .. }) = self.copies.get(copy) else { return };
        let (cable, waited) = (*cable, *waited);
        let (mut place, mut before) = (*first, NONE);
        while let Some(call) = self.calls.get(place) {
            let (next, precedence) = (call.next, call.precedence);
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
            self.record(cable, station, precedence, waited);
            place = next;
        }
    }

    fn record(&mut self, place: u32, station: u32, precedence: Precedence, waited: u64) {
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
    fn settle(&mut self, place: u32) {
        let Some(cable) = self.cables.get_mut(place) else { return };
        cable.open -= 1;
        if cable.open == 0 {
            self.cables.free(place);
        }
    }

    /// Sends a copy on from a station: a copy for each circuit that leads to what it calls, in the order of the calls.
    /// `back` is where it came from; `down` the circuit that it leaves because it is down.
    fn route(&mut self, copy: u32, station: u32, back: u32, down: u32) -> Result<(), BrokenLaw> {
        let Some(Copy { cable, first, waited, .. }) = self.copies.get(copy) else { return Ok(()) };
        let (cable, waited, mut place) = (*cable, *waited, *first);
        let mut branches = std::mem::take(&mut self.branches);
        branches.clear();
        while let Some(call) = self.calls.get(place) {
            let (to, precedence, next, strayed) = (call.station, call.precedence, call.next, call.strayed);
            let way = self.way(station, to, back, strayed);
            let Some((circuit, by_alternate)) = way else {
                self.undelivered(cable, to, "no route".to_owned());
                self.calls.free(place);
                self.settle(cable);
                place = next;
                continue;
            };
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
            let leaving = Copy {
                joined,
                since: self.now,
                waited,
                whole,
                left: whole,
                cable,
                first: *first,
                next: NONE,
                circuit: *circuit,
                precedence: *precedence,
            };
            let place = match own.take() {
                Some(place) => {
                    if let Some(slot) = self.copies.get_mut(place) {
                        *slot = leaving;
                    }
                    place
                }
                None => self.copies.put(leaving),
            };
            self.join(*circuit, place)?;
        }
        if let Some(unused) = own {
            self.copies.free(unused);
        }
        self.branches = branches;
        Ok(())
    }

    /// The circuit to take, and whether it is an alternate: the first choice while it is up, else an alternate that is
    /// up and leads on, once; else the first choice all the same.
    fn way(&mut self, station: u32, to: u32, back: u32, strayed: bool) -> Option<(u32, bool)> {
        let circuits = self.ways.circuits(station, to);
        let lines = &self.lines;
        let line = |circuit: u32| lines.get(circuit as usize);
        let leads_on = |circuit: &u32| line(*circuit).is_some_and(|line| line.to != back);
        let first = circuits.iter().copied().find(leads_on).or(circuits.first().copied())?;
        let is_up = |circuit: u32| line(circuit).is_some_and(|line| line.down == 0);
        if strayed || is_up(first) {
            return Some((first, false));
        }
        let alternate = circuits.iter().copied().find(|circuit| is_up(*circuit) && leads_on(circuit));
        Some(alternate.map_or((first, false), |alternate| (alternate, true)))
    }

    /// A copy joins a queue. Only what is still there when all is done has waited.
    fn join(&mut self, circuit: u32, copy: u32) -> Result<(), BrokenLaw> {
        self.join_and_start(circuit, copy)?;
        self.note_longest(circuit);
        Ok(())
    }

    fn join_and_start(&mut self, circuit: u32, copy: u32) -> Result<(), BrokenLaw> {
        self.figures.events += 1;
        self.note_queue(circuit, 1);
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        line.join(&mut self.copies, copy, self.now, false);
        if line.down > 0 {
            return Ok(());
        }
        if line.carrying == NONE {
            return self.start(circuit);
        }
        let arriving = self.copies.get(copy).map_or(Precedence::Routine, |copy| copy.precedence);
        let carrying = self.copies.get(line.carrying).map_or(Precedence::Emergency, |copy| copy.precedence);
        if arriving <= carrying {
            return Ok(());
        }
        let remaining = Duration::from_nanos(line.ends - self.now);
        let section = Duration::from_nanos(self.sections.get(circuit as usize).copied().unwrap_or(0));
        let preemption: Preemption = self.scenario.preemption;
        if preemption.interrupts(arriving, carrying, remaining, Duration::ZERO, section) {
            self.interrupt(circuit)
        } else {
            line.figures.inversions += 1;
            Ok(())
        }
    }

    /// What is in progress makes way and waits before its equals: it was received before them.
    fn interrupt(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        self.figures.events += 1;
        self.note_queue(circuit, 1);
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        let left = line.ends - self.now;
        line.figures.preempted += 1;
        let stopped = line.stop(self.now);
        if let Some(copy) = self.copies.get_mut(stopped)
            && self.scenario.preemption_mode == PreemptionMode::Resume
        {
            copy.left = left;
        }
        line.join(&mut self.copies, stopped, self.now, true);
        self.start(circuit)
    }

    /// The circuit is free and up: what is first goes.
    fn start(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        if line.down > 0 || line.length == 0 {
            return Ok(());
        }
        let taken = line.leave(&mut self.copies, self.now);
        let copy = taken.map_err(|law| self.broken_on(circuit, law))?;
        self.note_queue(circuit, -1);
        let left = self.copies.get(copy).map_or(0, |copy| copy.left);
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.carrying = copy;
        line.started = self.now;
        line.ends = self.now.saturating_add(left);
        line.figures.transmissions += 1;
        self.agenda.put(line.ends, Due::End(circuit, line.generation));
        Ok(())
    }

    fn end(&mut self, circuit: u32, generation: u32) -> Result<(), BrokenLaw> {
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        if line.generation != generation || line.carrying == NONE {
            return Ok(());
        }
        self.figures.events += 1;
        line.advance(self.now, self.window);
        let started = line.started;
        let copy = line.stop(self.now);
        if let Some(carried) = self.copies.get(copy)
            && self.cables.get(carried.cable).is_some_and(|cable| cable.at >= self.window.from)
            && let Some((count, sum)) = line.figures.waits.get_mut(level(carried.precedence))
        {
            *count += 1;
            *sum += u128::from(started - carried.joined);
        }
        let latency = line.latency;
        self.start(circuit)?;
        if latency == 0 {
            return self.arrive(copy);
        }
        self.agenda.put(self.now.saturating_add(latency), Due::Arrive(copy));
        Ok(())
    }

    /// A circuit goes down: what is in progress is sent again whole, what waits goes another way where there is one.
    fn go_down(&mut self, outage: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.circuit_of(outage) else { return Ok(()) };
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        line.down += 1;
        if line.carrying != NONE {
            line.figures.cut += 1;
            let cut = line.stop(self.now);
            if let Some(copy) = self.copies.get_mut(cut) {
                copy.left = copy.whole;
            }
            line.join(&mut self.copies, cut, self.now, true);
            self.figures.events += 1;
            self.note_queue(circuit, 1);
            self.note_longest(circuit);
        }
        let station = self.scenario.circuits.get(circuit as usize).map_or(usize::MAX, |circuit| circuit.from);
        let station = u32::try_from(station).unwrap_or(NONE);
        if self.lines.get(circuit as usize).is_some_and(|line| line.down > 1) || !self.has_alternates(station)
        {
            return Ok(());
        }
        let mut leaving = Vec::new();
        while let Some(line) = self.lines.get_mut(circuit as usize).filter(|line| line.length > 0) {
            let taken = line.leave(&mut self.copies, self.now);
            leaving.push(taken.map_err(|law| self.broken_on(circuit, law))?);
            self.note_queue(circuit, -1);
        }
        for copy in leaving {
            self.route(copy, station, NONE, circuit)?;
        }
        Ok(())
    }

    fn has_alternates(&self, station: u32) -> bool {
        self.scenario.stations.get(station as usize).is_some_and(|station| station.outgoing.len() > 1)
    }

    fn come_up(&mut self, outage: u32) -> Result<(), BrokenLaw> {
        let Some(circuit) = self.circuit_of(outage) else { return Ok(()) };
        let Some(line) = self.lines.get_mut(circuit as usize) else { return Ok(()) };
        line.advance(self.now, self.window);
        line.down = line.down.saturating_sub(1);
        if line.down == 0 && line.carrying == NONE { self.start(circuit) } else { Ok(()) }
    }

    fn circuit_of(&self, outage: u32) -> Option<u32> {
        let outage = self.scenario.outages.get(outage as usize)?;
        u32::try_from(outage.circuit).ok()
    }

    /// One more or less waits at the station of a circuit.
    fn note_queue(&mut self, circuit: u32, change: i64) {
        let Some(station) = self.scenario.circuits.get(circuit as usize).map(|circuit| circuit.from) else {
            return;
        };
        let Some(waiting) = self.waiting.get_mut(station) else { return };
        *waiting = waiting.saturating_add_signed(change);
    }

    fn note_longest(&mut self, circuit: u32) {
        let Some(station) = self.scenario.circuits.get(circuit as usize).map(|circuit| circuit.from) else {
            return;
        };
        let Some(waiting) = self.waiting.get(station) else { return };
        if let Some(figures) = self.figures.stations.get_mut(station) {
            figures.queue_max = figures.queue_max.max(*waiting);
        }
    }

    fn undelivered(&mut self, cable: u32, to: u32, why: String) {
        let Some(cable) = self.cables.get(cable) else { return };
        let Some(source) = self.sources.get(cable.source as usize) else { return };
        let to =
            self.scenario.stations.get(to as usize).map_or_else(String::new, |to| to.indicator.to_string());
        self.figures.undelivered.push(Undelivered { cable: source.id(cable.number), to, why });
    }

    /// What still waits never goes; the laws of the whole.
    fn finish(mut self) -> Result<RunFigures, BrokenLaw> {
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
        (self.figures.digest, self.figures.log) = self.log.close();
        Ok(self.figures)
    }

    /// What waits for a circuit that stays down is undelivered.
    fn strand(&mut self, circuit: u32) -> Result<(), BrokenLaw> {
        let label = self.scenario.circuits.get(circuit as usize).map_or("", |circuit| circuit.label.as_str());
        let mut stranded = Vec::new();
        while let Some(line) =
            self.lines.get_mut(circuit as usize).filter(|line| line.down > 0 && line.length > 0)
        {
            let taken = line.leave(&mut self.copies, self.now);
            stranded.push(taken.map_err(|law| self.broken_on(circuit, law))?);
        }
        if let Some(line) = self.lines.get_mut(circuit as usize) {
            line.length = u32::try_from(stranded.len()).unwrap_or(u32::MAX);
        }
        for copy in stranded {
            let Some(Copy { cable, first, .. }) = self.copies.get(copy) else { continue };
            let (cable, mut place) = (*cable, *first);
            while let Some(call) = self.calls.get(place) {
                let (to, next) = (call.station, call.next);
                self.undelivered(cable, to, format!("circuit {label} is down"));
                self.settle(cable);
                place = next;
            }
        }
        Ok(())
    }

    fn broken_on(&self, circuit: u32, law: String) -> BrokenLaw {
        let name = self.scenario.circuits.get(circuit as usize).map_or("", |circuit| circuit.name.as_str());
        self.broken(name, law)
    }

    fn broken(&self, place: &str, law: String) -> BrokenLaw {
        BrokenLaw {
            seed: self.scenario.seed,
            at: Duration::from_nanos(self.now),
            place: place.to_owned(),
            law,
        }
    }
}
