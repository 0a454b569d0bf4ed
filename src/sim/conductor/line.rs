//! A circuit in motion: what is on it, what becomes of it, when it is down.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{
    Asked, Carried, Conductor, Copy, Entry, HOLD_MAX, Happening, PutBack, incoming, name_of, outgoing, seen,
    show,
};
use crate::message::Precedence;
use crate::sim::histogram;
use crate::sim::ledger::Ledger;
use crate::sim::ordered::Ordered;
use crate::sim::scenario::Scenario;
use crate::sim::statistics::{Tally, Waiting};
use crate::sim::watch::Watch;
use crate::sim::weather::{Befallen, Weather};
use crate::station::{Event, Incoming, Outgoing, Tape};

/// One circuit.
#[derive(Debug)]
pub(super) struct Line {
    weather: Weather,
    pub(super) tally: Tally,
    pub(super) carrying: Option<Carrying>,
    pub(super) transmissions: u64,
    /// How many outages it is in: they may overlap.
    pub(super) down: usize,
    /// How many outages are still to end.
    ups_ahead: usize,
    down_for_good: bool,
    /// Reordered copies, until the next one has arrived.
    held: Vec<Copy>,
    /// The sections that were lost or damaged here and did not come through since, where nobody can be asked for them.
    pub(super) failed: BTreeSet<Section>,
    came_through: Ordered<Section>,
    /// The last transmission that its receiver missed.
    missed: Option<u64>,
    /// Whether anything may be lost here, and stay lost.
    unrepaired: bool,
    /// The sender, and its place among the sender's circuits.
    pub(super) sender: (usize, Outgoing),
    receiver: (usize, Incoming),
}

/// A cable, a section of it, and a station that it calls.
pub(super) type Section = (usize, u8, usize);

/// The transmission in progress.
#[derive(Debug)]
pub(super) struct Carrying {
    pub(super) started: Duration,
    takes: Duration,
    ends: Duration,
    what: Arc<Carried>,
    tape: Tape,
    fate: Befallen,
    /// When it began: before `started` where it was interrupted and goes on.
    begun: Duration,
    start: Start,
}

/// A transmission that was interrupted and will go on where it stopped.
#[derive(Clone, Debug)]
pub(super) struct Paused {
    circuit: usize,
    /// When it began.
    begun: Duration,
    /// How long it will still take.
    left: Duration,
    fate: Befallen,
}

/// What starts, as it left its queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) ticket: u64,
    pub(super) waiting: Waiting,
    /// It is part of the statistics.
    pub(super) counted: bool,
}

impl Start {
    /// The time from joining the queue to the start, where it is part of the statistics.
    fn wait(&self, started: Duration) -> Option<Duration> {
        self.counted.then(|| started.saturating_sub(self.waiting.joined))
    }
}

impl Carrying {
    /// The time from joining the queue to the start, where it is part of the statistics.
    fn waited(&self) -> Option<Duration> {
        self.start.wait(self.started)
    }

    /// The wait of what does not get away. A service message does not come back: it is made anew.
    fn put_back(&self, circuit: usize) -> Option<PutBack> {
        let waiting = &self.start.waiting;
        let in_queues = waiting.in_queues(self.started);
        (!waiting.service).then_some(PutBack { circuit, joined: waiting.joined, in_queues })
    }
}

impl Line {
    /// The circuits of a scenario before anything is on them.
    pub(super) fn all(scenario: &Scenario) -> Vec<Self> {
        let numbered = scenario.circuits.iter().enumerate();
        let times = || histogram::of_one(scenario.circuits.len());
        let line = |(place, circuit): (usize, &crate::sim::scenario::Circuit)| {
            let outages = |of: usize| scenario.outages.iter().filter(move |outage| outage.circuit == of);
            let stops_for_good = |station: usize| {
                let mut stops = scenario.stops.iter().filter(|stop| stop.station == station);
                stops.any(|stop| stop.until.is_none())
            };
            let is_cut_off = |of: usize| {
                outages(of).any(|outage| outage.until.is_none())
                    || scenario.circuits.get(of).is_some_and(|circuit| {
                        circuit.faults.stop_everything()
                            || stops_for_good(circuit.from)
                            || stops_for_good(circuit.to)
                    })
            };
            let stops = scenario.stops.iter().any(|stop| stop.station == circuit.to);
            let loses = stops || circuit.faults.loss > 0.0 || circuit.faults.garble > 0.0;
            Some(Self {
                weather: Weather::new(scenario.seed, &circuit.name, &circuit.faults),
                tally: Tally::new(scenario.warm_up_time(), scenario.duration).with_times(times()),
                carrying: None,
                transmissions: 0,
                down: 0,
                ups_ahead: outages(place).filter(|outage| outage.until.is_some()).count(),
                down_for_good: false,
                held: Vec::new(),
                failed: BTreeSet::new(),
                came_through: Ordered::default(),
                missed: None,
                unrepaired: loses && (circuit.way_back.is_none_or(is_cut_off) || is_cut_off(place)),
                sender: outgoing(scenario, place)?,
                receiver: incoming(scenario, place)?,
            })
        };
        numbered.filter_map(line).collect()
    }

    /// Whether something of lower precedence is in progress, and goes on.
    pub(super) fn is_before(&self, precedence: Precedence) -> bool {
        let carried = self.carrying.as_ref().map(|carrying| &carrying.what);
        carried.is_some_and(|carried| carried.precedence < precedence && !carried.cancelled)
    }

    /// Down, and never up again.
    pub(super) const fn is_down_for_good(&self) -> bool {
        self.down_for_good
    }

    /// Down, but not for ever.
    pub(super) const fn will_come_up(&self) -> bool {
        self.down > 0 && self.ups_ahead > 0 && !self.down_for_good
    }
}

impl<W: Watch> Conductor<'_, W> {
    /// A transmission starts.
    pub(super) fn start(
        &mut self,
        circuit: usize,
        tape: Tape,
        what: Carried,
        start: Start,
    ) -> Result<(), String> {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else {
            return Ok(());
        };
        if line.carrying.is_some() || line.down > 0 {
            return Err(format!("number {:04} starts while the circuit is busy or down", what.number));
        }
        let sender = line.sender.0;
        let paused = self.paused.remove(&(sender, start.ticket));
        let takes = paused.as_ref().map_or_else(|| plan.speed.time(what.length), |paused| paused.left);
        show(&mut self.watch, self.now, || {
            let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
            Happening::Sent {
                station: name_of(self.scenario, sender),
                transmission: seen(&self.ledger, plan, &what),
                waited_ns: nanoseconds(self.now.saturating_sub(start.waiting.since)),
                takes_ns: nanoseconds(takes),
            }
        });
        line.tally.start(self.now, what.precedence, start.wait(self.now));
        line.transmissions += 1;
        let ends = self.now.saturating_add(takes);
        self.agenda.put(ends, Entry::Left { circuit, transmission: line.transmissions });
        self.moving += usize::from(what.moves);
        let (begun, fate) = match paused {
            Some(paused) => (paused.begun, paused.fate),
            None => (self.now, line.weather.draw(what.length)),
        };
        let what = Arc::new(what);
        line.carrying = Some(Carrying { started: self.now, takes, ends, what, tape, fate, begun, start });
        Ok(())
    }

    /// The last character has left: the sender may go on, and the copies are on their way.
    pub(super) fn leave(&mut self, circuit: usize, transmission: u64) {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else { return };
        // The end that it would have had before it was cancelled is void.
        let now = self.now;
        let ends = |carrying: &mut Carrying| line.transmissions == transmission && carrying.ends == now;
        let Some(Carrying { takes, what, tape, fate, begun, .. }) = line.carrying.take_if(ends) else {
            return;
        };
        self.events += 1;
        line.tally.end(self.now, takes);
        line.tally.lost += u64::from(fate.lost);
        line.tally.garbled += u64::from(fate.is_garbled());
        line.tally.duplicated += u64::from(fate.copies.len() > 1);
        line.tally.overtaken += u64::from(fate.overtaken);
        let (sender, own) = line.sender;
        if fate.copies.iter().all(Option::is_some) {
            line.fail(&what, &self.ledger);
            self.waits_on_at(sender, &what);
        }
        if what.is_moving() {
            self.moving = self.moving + fate.copies.len() - 1;
        }
        if fate.lost {
            let transmission = seen(&self.ledger, plan, &what);
            self.watch
                .saw(self.now, &Happening::Lost { station: name_of(self.scenario, sender), transmission });
        }
        let arrives = self.now.saturating_add(plan.latency);
        let takes = self.now.saturating_sub(begun);
        for tape in fate.befall(&tape) {
            let damaged = tape.is_damaged();
            let copy = Copy { tape, damaged, transmission, takes, what: Arc::clone(&what) };
            self.agenda.put(arrives, Entry::Arrive { circuit, copy, overtaken: fate.overtaken });
        }
        self.tell(sender, Event::Free { circuit: own }, Asked::Other);
    }

    /// The transmission in progress is cancelled: the characters that have begun leave, and the ending behind them.
    pub(super) fn cancel(&mut self, circuit: usize, after: usize, ending: &Bytes) -> Result<(), String> {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else {
            return Ok(());
        };
        let transmission = line.transmissions;
        let Some(carrying) = line.carrying.as_mut().filter(|carrying| !carrying.what.cancelled) else {
            return Err("a transmission is cancelled that is not in progress".to_owned());
        };
        let waited = carrying.waited();
        if let Some(put_back) = carrying.put_back(circuit) {
            self.put_back.insert((line.sender.0, carrying.start.ticket), put_back);
        }
        let what = Arc::make_mut(&mut carrying.what);
        let highest = line.tally.highest();
        if highest.is_none_or(|highest| highest <= what.precedence) {
            return Err(format!("number {:04} is interrupted, but nothing higher waits", what.number));
        }
        let out = plan.speed.begun(self.now.saturating_sub(carrying.started)).max(after).min(what.length);
        carrying.takes = plan.speed.time(out.saturating_add(ending.len()));
        carrying.ends = carrying.started.saturating_add(carrying.takes);
        let whole = carrying.tape.to_bytes();
        carrying.tape = [whole.get(..out).unwrap_or(&whole), ending].concat().into();
        carrying.fate.cut_short(out);
        self.agenda.put(carrying.ends, Entry::Left { circuit, transmission });
        self.moving -= usize::from(what.moves);
        what.cancelled = true;
        line.tally.cut_off(what.precedence, waited);
        line.tally.preempted += 1;
        let station = name_of(self.scenario, line.sender.0);
        let transmission = seen(&self.ledger, plan, what);
        self.watch.saw(self.now, &Happening::Preempted { station, transmission });
        Ok(())
    }

    /// The transmission in progress stops and will go on.
    pub(super) fn pause(&mut self, circuit: usize) -> Result<(), String> {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else {
            return Ok(());
        };
        let Some(carrying) = line.carrying.take_if(|carrying| !carrying.what.cancelled) else {
            return Err("a transmission is interrupted that is not in progress".to_owned());
        };
        let sender = line.sender.0;
        let place = (sender, carrying.start.ticket);
        self.put_back.extend(carrying.put_back(circuit).map(|put_back| (place, put_back)));
        let waited = carrying.waited();
        let Carrying { started, ends, what, fate, begun, .. } = carrying;
        if line.tally.highest().is_none_or(|highest| highest <= what.precedence) {
            return Err(format!("number {:04} is interrupted, but nothing higher waits", what.number));
        }
        self.events += 1;
        line.tally.end(self.now, self.now.saturating_sub(started));
        line.tally.cut_off(what.precedence, waited);
        line.tally.preempted += 1;
        self.moving -= usize::from(what.is_moving());
        let left = ends.saturating_sub(self.now);
        self.paused.insert(place, Paused { circuit, begun, left, fate });
        let transmission = seen(&self.ledger, plan, &what);
        self.watch
            .saw(self.now, &Happening::Preempted { station: name_of(self.scenario, sender), transmission });
        Ok(())
    }

    /// What was interrupted waits under another ticket. On another circuit it begins anew.
    pub(super) fn waits_on(&mut self, station: usize, before: u64, ticket: u64, circuit: usize) {
        if let Some(paused) =
            self.paused.remove(&(station, before)).filter(|paused| paused.circuit == circuit)
        {
            self.paused.insert((station, ticket), paused);
        }
    }

    /// A reordered copy is held until the next transmission has arrived.
    pub(super) fn hold(&mut self, circuit: usize, copy: Copy) {
        let transmission = copy.transmission;
        let Some(line) = self.lines.get_mut(circuit) else { return };
        // Both copies of a doubled transmission are held by one hold.
        if !line.held.iter().any(|held| held.transmission == transmission) {
            self.agenda.put(self.now.saturating_add(HOLD_MAX), Entry::Release { circuit, transmission });
        }
        line.held.push(copy);
    }

    /// A copy has been held long enough. What was held for it to arrive goes with it.
    pub(super) fn release(&mut self, circuit: usize, transmission: u64) {
        let Some(line) = self.lines.get_mut(circuit) else { return };
        let held = line.held.iter().rposition(|held| held.transmission == transmission);
        let Some(last) = held else { return };
        let mut released: Vec<Copy> = line.held.drain(..=last).collect();
        self.overtaken_arrive(circuit, &mut released);
    }

    /// A copy arrives, and after it those that waited for that.
    pub(super) fn arrive(&mut self, circuit: usize, copy: Copy) {
        let Some(line) = self.lines.get_mut(circuit) else { return };
        let mut released = std::mem::take(&mut line.held);
        self.give(circuit, copy);
        self.overtaken_arrive(circuit, &mut released);
    }

    /// Each held one waits for its successor: the last to be sent is the first to follow. The copies of one transmission
    /// keep their order.
    fn overtaken_arrive(&mut self, circuit: usize, released: &mut [Copy]) {
        released.sort_by_key(|copy| std::cmp::Reverse(copy.transmission));
        for copy in released {
            self.give(circuit, copy.clone());
        }
    }

    /// Nobody takes in a copy: the receiver was stopped while it came.
    fn miss(&mut self, circuit: usize, copy: &Copy) {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else { return };
        self.moving -= usize::from(copy.what.is_moving());
        line.fail(&copy.what, &self.ledger);
        let sender = line.sender.0;
        // Two copies of one transmission are one.
        if line.missed.replace(copy.transmission) != Some(copy.transmission) {
            line.tally.lost += 1;
        }
        let station = name_of(self.scenario, line.receiver.0);
        let transmission = seen(&self.ledger, plan, &copy.what);
        self.watch.saw(self.now, &Happening::Missed { station, transmission });
        self.waits_on_at(sender, &copy.what);
    }

    /// Nothing whole of a transmission arrives: where it is sent again, what it has waited counts on.
    fn waits_on_at(&mut self, sender: usize, what: &Carried) {
        if let Some(passage) = what.section() {
            self.waits.keep(passage.cable, (passage.section, sender), &passage.called, passage.waited);
        }
    }

    /// The receiver gets a copy.
    fn give(&mut self, circuit: usize, copy: Copy) {
        let receiver = self.lines.get(circuit).map(|line| line.receiver.0);
        if receiver.is_some_and(|receiver| self.missed(receiver, copy.takes)) {
            self.miss(circuit, &copy);
            return;
        }
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else { return };
        let Copy { tape, damaged, what, .. } = copy;
        let (station, own) = line.receiver;
        let receiver = self.scenario.stations.get(station);
        if let Some(passage) = what.section().filter(|_| !damaged) {
            line.come_through(&what, &self.ledger);
            // Nothing goes on from a station that is no relay, but for what has gone astray.
            let may_go_on = self.scenario.rules.reroute || receiver.is_some_and(|receiver| receiver.relay);
            if may_go_on && !what.in_doubt {
                self.waits.note(passage.cable, (passage.section, station), &passage.called, passage.waited);
            }
        }
        if what.is_moving() {
            self.moving -= 1;
            let processing = receiver.map_or(Duration::ZERO, |receiver| receiver.processing);
            if !processing.is_zero() {
                let until = self.now.saturating_add(processing);
                self.handling_until = Some(self.handling_until.map_or(until, |before| before.max(until)));
            }
        }
        show(&mut self.watch, self.now, || Happening::Arrived {
            station: name_of(self.scenario, station),
            transmission: seen(&self.ledger, plan, &what),
            damaged,
            cancelled: what.cancelled,
        });
        self.tell(station, Event::Arrived { circuit: own, tape }, Asked::Arrival(what));
    }

    pub(super) fn go_down(&mut self, circuit: usize) {
        let Some(plan) = self.circuit(circuit) else { return };
        let for_good = self
            .scenario
            .outages
            .iter()
            .any(|outage| outage.circuit == circuit && outage.until.is_none() && outage.from <= self.now);
        let Some(line) = self.lines.get_mut(circuit) else { return };
        line.down += 1;
        line.down_for_good = for_good;
        if line.down > 1 {
            self.outlook = super::Outlook::Unknown;
            return;
        }
        let (sender, own) = line.sender;
        self.cut(circuit);
        let station = name_of(self.scenario, sender);
        self.watch.saw(self.now, &Happening::Down { station, channel: &plan.channel });
        self.tell(sender, Event::Down { circuit: own }, Asked::Other);
    }

    /// What is on a circuit is cut off: the circuit has gone down, or the sender has stopped.
    pub(super) fn cut(&mut self, circuit: usize) {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else { return };
        let Some(carrying) = line.carrying.take() else { return };
        let sender = line.sender.0;
        self.events += 1;
        line.tally.end(self.now, self.now.saturating_sub(carrying.started));
        line.tally.cut += 1;
        if !carrying.what.cancelled {
            line.tally.cut_off(carrying.what.precedence, carrying.waited());
            if let Some(put_back) = carrying.put_back(circuit) {
                self.put_back.insert((sender, carrying.start.ticket), put_back);
            }
        }
        let what = carrying.what;
        self.moving -= usize::from(what.is_moving());
        let transmission = seen(&self.ledger, plan, &what);
        self.watch.saw(self.now, &Happening::Cut { station: name_of(self.scenario, sender), transmission });
    }

    pub(super) fn come_up(&mut self, circuit: usize) {
        let (Some(plan), Some(line)) = (self.circuit(circuit), self.lines.get_mut(circuit)) else { return };
        line.ups_ahead -= 1;
        line.down -= 1;
        self.outlook = super::Outlook::Unknown;
        if line.down == 0 {
            let (sender, own) = line.sender;
            let station = name_of(self.scenario, sender);
            self.watch.saw(self.now, &Happening::Up { station, channel: &plan.channel });
            self.tell(sender, Event::Up { circuit: own }, Asked::Other);
        }
    }
}

impl Line {
    /// Nothing whole of a transmission arrives. Where another cable goes by the same identification, it may be that one which
    /// came through before.
    fn fail(&mut self, what: &Carried, ledger: &Ledger) {
        for section in sections(what).filter(|_| self.unrepaired) {
            if ledger.is_shared(section.0) || !self.came_through.contains(&section) {
                self.failed.insert(section);
            }
        }
    }

    fn come_through(&mut self, what: &Carried, ledger: &Ledger) {
        for section in sections(what).filter(|_| self.unrepaired) {
            if !ledger.is_shared(section.0) {
                self.failed.remove(&section);
            }
            self.came_through.insert(section);
        }
    }
}

fn sections(what: &Carried) -> impl Iterator<Item = Section> {
    what.section()
        .filter(|_| !what.in_doubt)
        .into_iter()
        .flat_map(|passage| passage.called.iter().map(|to| (passage.cable, passage.section, *to)))
}
