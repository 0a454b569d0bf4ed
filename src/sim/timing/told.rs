//! What a run tells to whoever watches it: the same as one of the wire. Nothing is named where nobody does.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Copy;
use super::engine::Engine;
use super::hop::{Flying, Load};
use super::slab::NONE;
use crate::message::{Precedence, RoutingIndicator, limits};
use crate::sim::report::{Settled, Slowest};
use crate::sim::scenario::Scenario;
use crate::sim::watch::{Happening, Transmission};
use crate::station::Unreachable;
use crate::station::channel::number;

/// Is told of what happens.
pub(crate) type Saw<'a> = Box<dyn FnMut(Duration, &Happening<'_>) + 'a>;

/// Who watches, and what is kept for them.
pub(super) struct Told<'s> {
    saw: Saw<'s>,
    /// The channel number of each copy that has left its queue, by the place of the copy.
    numbers: BTreeMap<u32, u32>,
    pub(super) slowest: Slowest,
}

impl<'s> Told<'s> {
    pub(super) fn to(saw: Saw<'s>) -> Self {
        Self { saw, numbers: BTreeMap::new(), slowest: Slowest::default() }
    }
}

/// How a transmission ends before its time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stopped {
    Cut,
    Preempted,
}

/// How something comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landed {
    Whole,
    Damaged,
    Missed,
}

impl Landed {
    const fn of<'h>(
        self,
        station: &'h str,
        transmission: Transmission<'h>,
        cancelled: bool,
    ) -> Happening<'h> {
        match self {
            Self::Missed => Happening::Missed { station, transmission },
            Self::Whole => Happening::Arrived { station, transmission, damaged: false, cancelled },
            Self::Damaged => Happening::Arrived { station, transmission, damaged: true, cancelled },
        }
    }
}

/// What happens most often costs one look where nobody watches.
impl Engine<'_> {
    /// A copy joins the queue of a circuit.
    #[inline]
    pub(super) fn tell_queued(&mut self, circuit: u32, copy: u32) {
        if self.told.is_some() {
            self.say_queued(circuit, copy);
        }
    }

    /// A copy leaves its queue and starts, having waited so long there.
    #[inline]
    pub(super) fn tell_sent(&mut self, circuit: u32, copy: u32) {
        if self.told.is_some() {
            self.say_sent(circuit, copy);
        }
    }

    /// A copy has come in whole.
    #[inline]
    pub(super) fn tell_arrived(&mut self, copy: u32, at: u32) {
        if self.told.is_some() {
            self.say_arrived(copy, at);
        }
    }

    #[inline]
    pub(super) fn tell_delivered(&mut self, cable: u32, to: u32, precedence: Precedence) {
        if self.told.is_some() {
            self.say_delivered(cable, to, precedence);
        }
    }
}

impl Engine<'_> {
    pub(super) fn tell_submitted(&mut self, cable: u32, from: u32) {
        if self.told.is_some() {
            let (cable, station) = (self.name_of(cable), station(self.scenario, from));
            self.tell(&Happening::Submitted { station, cable: &cable });
        }
    }

    #[cold]
    fn say_queued(&mut self, circuit: u32, copy: u32) {
        let copy = self.copies.get(copy).unwrap_or(&Copy::NOTHING);
        let (precedence, service) = (copy.precedence, copy.cable == NONE);
        let (station, channel) = ends(self.scenario, circuit);
        self.tell(&Happening::Queued { station, channel, precedence, service });
    }

    pub(super) fn tell_withdrawn(&mut self, circuit: u32) {
        if self.told.is_some() {
            let (station, channel) = ends(self.scenario, circuit);
            self.tell(&Happening::Withdrawn { station, channel });
        }
    }

    #[cold]
    fn say_sent(&mut self, circuit: u32, copy: u32) {
        let Some(told) = &mut self.told else { return };
        let line = self.lines.get(circuit as usize);
        let after = |line: &super::line::Line| {
            let sent = line.figures.transmissions.saturating_sub(1);
            line.hop.as_ref().map_or(sent, |hop| hop.last)
        };
        let after = line.map_or(0, after) % u64::from(limits::CHANNEL_NUMBER_MAX);
        told.numbers.insert(copy, u32::try_from(after).unwrap_or(0) + 1);
        let (waited_ns, takes_ns) =
            self.copies.get(copy).map_or((0, 0), |copy| (self.now - copy.since, copy.left));
        self.tell_of(copy, None, |station, transmission| Happening::Sent {
            station,
            transmission,
            waited_ns,
            takes_ns,
        });
    }

    pub(super) fn tell_stopped(&mut self, copy: u32, how: Stopped) {
        self.tell_of(copy, None, |station, transmission| match how {
            Stopped::Cut => Happening::Cut { station, transmission },
            Stopped::Preempted => Happening::Preempted { station, transmission },
        });
        self.forget_number(copy);
    }

    #[cold]
    fn say_arrived(&mut self, copy: u32, at: u32) {
        self.tell_of(copy, Some(at), |station, transmission| Happening::Arrived {
            station,
            transmission,
            damaged: false,
            cancelled: false,
        });
        self.forget_number(copy);
    }

    /// A cable lies at a closed post until it opens.
    pub(super) fn tell_held(&mut self, cable: u32, at: u32, opens_ns: u64) {
        if self.told.is_some() {
            let (cable, station) = (self.name_of(cable), station(self.scenario, at));
            self.tell(&Happening::Held { station, cable: &cable, opens_ns });
        }
    }

    #[cold]
    fn say_delivered(&mut self, cable: u32, to: u32, precedence: Precedence) {
        let (name, station) = (self.name_of(cable), station(self.scenario, to));
        self.tell(&Happening::Delivered { station, cable: &name });
        let submitted = self.cables.get(cable).map_or(self.now, |cable| cable.at);
        let took = Duration::from_nanos(self.now - submitted);
        let is_warm = submitted >= self.window.from;
        let Some(told) = self.told.as_mut().filter(|told| is_warm && told.slowest.takes(took)) else {
            return;
        };
        told.slowest.add(Settled {
            cable: name,
            to: station.to_owned(),
            plad: self.scenario.stations.get(to as usize).map(|station| station.plad.clone()),
            precedence,
            submitted: Duration::from_nanos(submitted),
            outcome: Ok(Duration::from_nanos(self.now)),
            transmissions: None,
            repeats: None,
        });
    }

    /// A station that a copy of a cable calls cannot be reached from another.
    pub(super) fn tell_unroutable(&mut self, cable: u32, (from, to): (u32, u32), why: Unreachable) {
        if self.told.is_some() {
            let (cable, why) = (self.name_of(cable), why.to_string());
            let (station, to) = (station(self.scenario, from), station(self.scenario, to));
            self.tell(&Happening::Unroutable { station, cable: &cable, to, why: &why });
        }
    }

    pub(super) fn tell_undelivered(&mut self, cable: &str, to: &str, why: &str) {
        self.tell(&Happening::Undelivered { to, cable, why });
    }

    pub(super) fn tell_alternate(&mut self, first: u32, alternate: u32) {
        let ((station, channel), (_, by)) = (ends(self.scenario, first), ends(self.scenario, alternate));
        self.tell(&Happening::AlternateRouted { station, channel, by });
    }

    /// A circuit goes down or comes up.
    pub(super) fn tell_outage(&mut self, circuit: u32, is_up: bool) {
        let (station, channel) = ends(self.scenario, circuit);
        self.tell(&if is_up {
            Happening::Up { station, channel }
        } else {
            Happening::Down { station, channel }
        });
    }

    /// A transmission does not arrive.
    pub(super) fn tell_lost(&mut self, copy: u32) {
        self.tell_of(copy, None, |station, transmission| Happening::Lost { station, transmission });
    }

    /// Something comes in on a circuit on which it may be damaged, or nobody may be there. That a second whole copy came
    /// in is not told.
    pub(super) fn tell_landed(&mut self, circuit: u32, ordinal: u64, how: Landed) {
        let Some(line) = self.lines.get(circuit as usize).filter(|_| self.told.is_some()) else { return };
        let at = line.to;
        let flying = line.hop.as_ref().and_then(|hop| hop.flying.get(&ordinal));
        let Some(Flying { load, precedence, .. }) = flying.filter(|flying| !flying.taken) else { return };
        let cancelled = matches!(load, Load::Cancelled);
        if let Load::Cable(missing) = load {
            // That it came in whole is told where it is taken in.
            if how != Landed::Whole {
                self.tell_of(missing.copy, Some(at), |station, transmission| {
                    how.of(station, transmission, false)
                });
            }
            return;
        }
        let (_, channel) = ends(self.scenario, circuit);
        let (number, precedence) = (number(ordinal), *precedence);
        let nothing = Transmission { channel, number, precedence, cable: None, section: None, calls: &[] };
        self.tell(&how.of(station(self.scenario, at), nothing, cancelled));
    }

    pub(super) fn tell_repeats_requested(&mut self, circuit: u32, ordinals: &[u64]) {
        if self.told.is_some() {
            let to = self.lines.get(circuit as usize).map_or(NONE, |line| line.to);
            let ((_, channel), station) = (ends(self.scenario, circuit), station(self.scenario, to));
            let numbers: Vec<u32> = ordinals.iter().copied().map(number).collect();
            self.tell(&Happening::RepeatRequested { station, channel, numbers: &numbers });
        }
    }

    pub(super) fn tell_repeat_sent(&mut self, circuit: u32, number: u32) {
        let (station, channel) = ends(self.scenario, circuit);
        self.tell(&Happening::RepeatSent { station, channel, number });
    }

    pub(super) fn tell_suspected(&mut self, circuit: u32, number: u32) {
        let (station, channel) = ends(self.scenario, circuit);
        self.tell(&Happening::SuspectedDuplicate { station, channel, number });
    }

    /// A post puts a second copy of a cable aside.
    pub(super) fn tell_suppressed(&mut self, cable: u32, at: u32) {
        if self.told.is_some() {
            let (cable, station) = (self.name_of(cable), station(self.scenario, at));
            self.tell(&Happening::Duplicate { station, cable: &cable, section: 1 });
        }
    }

    /// A station stops or comes back.
    pub(super) fn tell_stop(&mut self, at: u32, is_back: bool) {
        let station = station(self.scenario, at);
        self.tell(&if is_back { Happening::Reopened { station } } else { Happening::Stopped { station } });
    }

    fn tell(&mut self, happening: &Happening<'_>) {
        if let Some(told) = &mut self.told {
            (told.saw)(Duration::from_nanos(self.now), happening);
        }
    }

    /// Tells of a copy on its circuit, at the station that sends it or at another one.
    fn tell_of(
        &mut self,
        copy: u32,
        at: Option<u32>,
        happening: impl for<'h> FnOnce(&'h str, Transmission<'h>) -> Happening<'h>,
    ) {
        let (Some(told), Some(sent)) = (&self.told, self.copies.get(copy)) else { return };
        let (sender, channel) = ends(self.scenario, sent.circuit);
        let name = self.name_of(sent.cable);
        let transmission = Transmission {
            channel,
            number: told.numbers.get(&copy).copied().unwrap_or(0),
            precedence: sent.precedence,
            cable: Some(name.as_str()).filter(|_| sent.cable != NONE),
            section: (sent.cable != NONE).then_some(1),
            calls: &self.called(sent),
        };
        let station = at.map_or(sender, |at| station(self.scenario, at));
        self.tell(&happening(station, transmission));
    }

    fn called(&self, copy: &Copy) -> Vec<RoutingIndicator<'static>> {
        let (mut called, mut place) = (Vec::<RoutingIndicator<'static>>::new(), copy.first);
        while let Some(call) = self.calls.get(place) {
            let station = self.scenario.stations.get(call.station as usize).map(|station| &station.indicator);
            let member = self.members.get(&place);
            let collective = member.and_then(|member| self.scenario.collectives.get(member.of as usize));
            let indicator = collective.and_then(|collective| collective.indicator.as_ref()).or(station);
            let first = indicator.filter(|indicator| !called.contains(indicator)).cloned();
            called.extend(first);
            place = call.next;
        }
        called
    }

    pub(super) fn forget_number(&mut self, copy: u32) {
        if let Some(told) = &mut self.told {
            told.numbers.remove(&copy);
        }
    }

    fn name_of(&self, cable: u32) -> String {
        let cable = self.cables.get(cable);
        let source = cable.and_then(|cable| self.sources.get(cable.source as usize)).zip(cable);
        source.map_or_else(String::new, |(source, cable)| source.id(cable.number))
    }
}

/// The routing indicator of a station.
fn station(scenario: &Scenario, place: u32) -> &str {
    scenario.stations.get(place as usize).map_or("", |station| station.indicator.as_str())
}

/// The sender of a circuit, and its channel.
fn ends(scenario: &Scenario, circuit: u32) -> (&str, &str) {
    let circuit = scenario.circuits.get(circuit as usize);
    let from = circuit.and_then(|circuit| scenario.stations.get(circuit.from));
    (from.map_or("", |from| from.indicator.as_str()), circuit.map_or("", |circuit| circuit.channel.as_str()))
}
