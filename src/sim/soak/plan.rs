//! A network and what happens on it, as parts that can be left out one by one.

use crate::message::{Classification, Precedence};

/// A scenario before it is written: whatever is left out of it, the rest can still be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub(super) seed: u64,
    pub(super) minutes: u32,
    pub(super) timing: bool,
    pub(super) preemption: &'static str,
    pub(super) resume: bool,
    pub(super) warm_up: WarmUp,
    pub(super) stations: Vec<Post>,
    pub(super) circuits: Vec<Line>,
    pub(super) cables: Vec<Handed>,
    pub(super) traffic: Vec<Stream>,
    pub(super) faults: Vec<Fault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WarmUp {
    None,
    Minutes(u32),
    Auto,
}

/// A station. Others name it by its number, which it keeps when others are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) number: u32,
    pub(super) relay: bool,
    pub(super) processing_ms: u32,
}

/// A circuit, and its weather in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) speed: u32,
    pub(super) latency_ms: u32,
    pub(super) overhead: u32,
    pub(super) redraw: Option<u32>,
    /// In seconds.
    pub(super) backlog: Option<u32>,
    /// The highest class that it may carry, if not all.
    pub(super) approved: Option<Classification>,
    pub(super) loss: u32,
    pub(super) garble: u32,
    pub(super) duplicate: u32,
    pub(super) reorder: u32,
}

/// Whom a cable names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Station(u32),
    /// A routing indicator that is no station of the network.
    Elsewhere,
    /// A name without a routing indicator, which nobody has.
    Nameless,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) whom: Whom,
    pub(super) precedence: Option<Precedence>,
}

/// A cable that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handed {
    pub(super) number: u32,
    pub(super) at_s: u32,
    pub(super) from: u32,
    pub(super) action: Precedence,
    pub(super) info_precedence: Option<Precedence>,
    pub(super) to: Vec<Called>,
    pub(super) info: Vec<Called>,
    pub(super) class: Classification,
    /// Lines of the text; some hundred are a section.
    pub(super) lines: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Exponential(u32),
    Fixed(u32),
    LogNormal(u32),
    Uniform(u32, u32),
}

/// Random traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) addressees: u32,
    pub(super) arrivals: &'static str,
    pub(super) per_hour: u32,
    /// Hundredths by precedence, the most urgent first; their sum is 100.
    pub(super) mix: [u32; 5],
    /// Hundredths that are secret; the others are unclassified.
    pub(super) secret: u32,
    pub(super) length: Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    Circuit(u32),
    Station(u32),
}

/// An outage of a circuit or a stop of a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at_s: u32,
    /// `None`: to the end.
    pub(super) for_s: Option<u32>,
    pub(super) touched: Touched,
}

impl Plan {
    /// Whether circuits carry lengths only.
    pub const fn is_timing(&self) -> bool {
        self.timing
    }

    /// Stations, circuits, cables handed in, streams of traffic and faults: how large it is.
    pub const fn parts(&self) -> [usize; 5] {
        [self.stations.len(), self.circuits.len(), self.cables.len(), self.traffic.len(), self.faults.len()]
    }

    /// Whether everything it offers has to arrive: every circuit has a way back, every fault ends, every addressee is a
    /// station, and relays join all of them.
    pub(super) fn must_arrive(&self) -> bool {
        let answered = |line: &Line| {
            self.timing || self.circuits.iter().any(|back| (back.from, back.to) == (line.to, line.from))
        };
        let known = |called: &Called| matches!(called.whom, Whom::Station(_));
        self.circuits.iter().all(answered)
            && self.circuits.iter().all(|line| line.approved.is_none())
            && self.faults.iter().all(|fault| fault.for_s.is_some())
            && self.cables.iter().all(|cable| cable.to.iter().chain(&cable.info).all(known))
            && self.stations.iter().all(|from| self.reached_from(from.number) == self.stations.len())
    }

    /// How many stations can be reached from one over relays, itself included.
    fn reached_from(&self, from: u32) -> usize {
        let relays = |number| self.stations.iter().any(|post| post.number == number && post.relay);
        let (mut reached, mut next) = (vec![from], vec![from]);
        while let Some(here) = next.pop() {
            for line in self.circuits.iter().filter(|line| line.from == here) {
                if !reached.contains(&line.to) {
                    reached.push(line.to);
                    if relays(line.to) {
                        next.push(line.to);
                    }
                }
            }
        }
        reached.len()
    }

    /// Takes out whatever names a part that is no longer there.
    pub(super) fn tidy(&mut self) {
        let stations: Vec<u32> = self.stations.iter().map(|post| post.number).collect();
        let there = |number: u32| stations.contains(&number);
        self.circuits.retain(|line| there(line.from) && there(line.to));
        let called = |called: &Called| match called.whom {
            Whom::Station(number) => there(number),
            Whom::Elsewhere | Whom::Nameless => true,
        };
        for cable in &mut self.cables {
            cable.to.retain(called);
            cable.info.retain(called);
        }
        self.cables.retain(|cable| there(cable.from) && !cable.to.is_empty());
        for stream in &mut self.traffic {
            stream.from.retain(|from| there(*from));
            stream.to.retain(|to| there(*to));
            if let [from] = stream.from.as_slice() {
                stream.to.retain(|to| to != from);
            }
            let choice = stream.to.iter().filter(|to| stream.from.len() == 1 || !stream.from.contains(to));
            let choice = u32::try_from(choice.count()).unwrap_or(u32::MAX);
            let own = u32::from(stream.from.len() > 1 && stream.to.len() > 1);
            stream.addressees = stream.addressees.clamp(1, choice.max(own).max(1));
        }
        self.traffic.retain(|stream| !stream.from.is_empty() && !stream.to.is_empty());
        let circuits: Vec<u32> = self.circuits.iter().map(|line| line.number).collect();
        self.faults.retain(|fault| match fault.touched {
            Touched::Circuit(number) => circuits.contains(&number),
            Touched::Station(number) => there(number),
        });
    }
}
