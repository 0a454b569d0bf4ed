//! What cannot arrive even with every circuit up: no way leads there, or none over circuits approved for its class.
//!
//! The ways are those of the run: the routes of each station for the class that a cable needs (ACP 127, 203).

use std::collections::BTreeSet;

use super::cables::{Addressed, Submission};
use super::reach::{Cut, Walk};
use super::traffic::Traffic;
use super::{Circuit, Scenario};
use crate::message::{Classification, limits};

/// A delivery of a cable that is handed in, and the pair of stations between which it has no way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'s> {
    pub(super) cable: &'s Submission,
    pub(super) to: &'s Addressed,
    pub(super) cut: Cut,
}

/// The part of a `[[traffic]]` that is of a class, and what it cannot reach.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// The place of the table.
    pub(super) table: usize,
    pub(super) class: Classification,
    /// Its share of the cables.
    pub(super) share: f64,
    /// Pairs of stations, each once.
    pub(super) pairs: Vec<(usize, usize)>,
}

impl Scenario {
    /// How many deliveries of the cables that it hands in are to stations to which no way leads from where they are handed in,
    /// even with every circuit up. They are undelivered, as the scenario has it.
    ///
    /// ```
    /// assert_eq!(torntape::sim::scenario::Scenario::moscow()?.cut_off(), 0);
    /// # Ok::<(), torntape::sim::scenario::Refusal>(())
    /// ```
    pub fn cut_off(&self) -> usize {
        let mut walk = self.walk();
        self.handed_in().filter(|(cable, to)| cut(walk.of_class(0), cable, to).is_some()).count()
    }

    /// The deliveries of cables that are handed in to which ways lead, but none for their class.
    pub(super) fn held(&self) -> Vec<Held<'_>> {
        let mut walk = self.walk();
        let mut held = Vec::new();
        for (cable, to) in self.handed_in() {
            let place = self.place_of(cable.class);
            if place == 0 || cut(walk.of_class(0), cable, to).is_some() {
                continue;
            }
            if let Some(cut) = cut(walk.of_class(place), cable, to) {
                held.push(Held { cable, to, cut });
            }
        }
        held
    }

    fn handed_in(&self) -> impl Iterator<Item = (&Submission, &Addressed)> {
        self.submissions.iter().flat_map(|cable| cable.addressees.iter().map(move |to| (cable, to)))
    }

    /// The parts of random traffic that are of a class for which no way leads to some whom it may name. Streams that may
    /// draw more pairs than are walked on reading are passed over.
    pub(super) fn parts_held(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        if self.limits.is_empty() {
            return parts;
        }
        let mut walk = self.walk();
        let mut left = limits::PAIRS_WALKED_MAX;
        for traffic in &self.traffic {
            for (class, share) in traffic.class_shares().filter(|(_, share)| *share > 0.0) {
                let place = self.place_of(class);
                let Some(fewer) = left.checked_sub(self.called(&traffic.to)) else { return parts };
                if place == 0 {
                    continue;
                }
                left = fewer;
                let pairs = self.pairs_held(walk.of_class(place), traffic);
                if pairs.is_empty() {
                    continue;
                }
                let known = parts.iter_mut().find(|part| part.table == traffic.table && part.class == class);
                match known {
                    Some(part) => part.pairs.extend(pairs),
                    None => parts.push(Part { table: traffic.table, class, share, pairs }),
                }
            }
        }
        parts
    }

    /// Whom a stream may name and does not reach.
    fn pairs_held(&self, walk: &mut Walk<'_>, traffic: &Traffic) -> Vec<(usize, usize)> {
        let weights = traffic.weights.as_ref();
        let drawn =
            |place: usize| weights.is_none_or(|weights| weights.get(place).is_some_and(|one| *one > 0));
        let named = traffic.to.iter().enumerate().filter(|(place, _)| drawn(*place));
        let mut pairs = BTreeSet::new();
        for (_, to) in named {
            let at = to.checked_sub(self.stations.len()).and_then(|by| walk.expands(by));
            for member in self.members(to).iter().filter(|member| **member != traffic.from) {
                if walk.cut(traffic.from, *member, at).is_some() {
                    pairs.insert((traffic.from, *member));
                }
            }
        }
        pairs.into_iter().collect()
    }

    /// The relays that may have to tell an originator that they can send a cable no further, and have no way back to it.
    pub(super) fn cannot_tell(&self) -> Vec<Cut> {
        let mut cuts: Vec<Cut> = Vec::new();
        if !self.tell_originators {
            return cuts;
        }
        let mut senders: Vec<usize> = self.submissions.iter().map(|cable| cable.from).collect();
        senders.extend(self.traffic.iter().map(|traffic| traffic.from));
        senders.sort_unstable();
        senders.dedup();
        let mut walk = self.walk();
        let mut left = limits::PAIRS_WALKED_MAX;
        for sender in senders {
            let Some(fewer) = left.checked_sub(self.circuits.len()) else { return cuts };
            left = fewer;
            let relays = self.relays_from(sender).into_iter();
            cuts.extend(relays.filter_map(|relay| walk.cut(relay, sender, None)));
        }
        cuts
    }

    /// The relays to which what a station sends may come.
    fn relays_from(&self, station: usize) -> Vec<usize> {
        let mut found = vec![false; self.stations.len()];
        let (mut relays, mut next) = (Vec::new(), vec![station]);
        while let Some(here) = next.pop() {
            let circuits = self.stations.get(here).map_or(&[][..], |here| here.outgoing.as_slice());
            for Circuit { to, .. } in circuits.iter().filter_map(|place| self.circuits.get(*place)) {
                let relay = self.stations.get(*to).is_some_and(|station| station.relay) && *to != station;
                let Some(found) = found.get_mut(*to).filter(|found| relay && !**found) else { continue };
                *found = true;
                relays.push(*to);
                next.push(*to);
            }
        }
        relays.sort_unstable();
        relays
    }

    /// The place of a class among the routes of each station.
    fn place_of(&self, class: Classification) -> usize {
        self.limits.iter().filter(|limit| class > **limit).count()
    }
}

/// Where a cable has no way to an addressee that is a station.
fn cut(walk: &mut Walk<'_>, cable: &Submission, to: &Addressed) -> Option<Cut> {
    let over = to.by.and_then(|by| walk.expands(by)).or(to.via);
    walk.cut(cable.from, to.station?, over)
}
