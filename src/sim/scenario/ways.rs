//! The ways that follow from the circuits: for each station the circuits that lead one hop nearer.
//!
//! Each station is looked for from its end of the circuits, over relays only, so that what is done for it grows with the
//! circuits between relays and not with the network.

use std::collections::{BTreeMap, VecDeque};

use super::network::Network;
use crate::message::Classification;

/// A circuit that leads to a station.
#[derive(Clone, Copy, Debug)]
struct Feeder {
    from: usize,
    /// Its place among those of its sender.
    own: usize,
}

/// Where one station sends what is for others.
#[derive(Debug)]
pub(super) struct Table {
    /// By station, the place of its circuits among the choices, or a place past them.
    chosen: Vec<u32>,
    choices: BTreeMap<Vec<usize>, u32>,
}

impl Table {
    fn new(stations: usize) -> Self {
        Self { chosen: vec![u32::MAX; stations], choices: BTreeMap::new() }
    }

    /// By station the place of its circuits, and the choices in the order of their places.
    pub(super) fn into_parts(self) -> (Vec<u32>, Vec<Vec<usize>>) {
        let mut choices: Vec<_> = self.choices.into_iter().collect();
        choices.sort_unstable_by_key(|(_, place)| *place);
        (self.chosen, choices.into_iter().map(|(circuits, _)| circuits).collect())
    }
}

/// The search for ways.
pub(super) struct Ways {
    /// By station, the circuits that lead there from those that forward or choose.
    feeders: Vec<Vec<Feeder>>,
    relays: Vec<bool>,
    /// By station, its place among those that choose.
    chooser: Vec<Option<usize>>,
    /// By place among those that choose.
    pub(super) tables: Vec<Table>,
    /// By station, the last one that was looked for from it, how many hops it is away, and the circuits that lead nearer.
    met: Vec<(usize, usize, Vec<usize>)>,
    next: VecDeque<usize>,
}

impl Ways {
    /// Looks over circuits that carry what is above a class.
    pub(super) fn new(network: &Network, choosing: &[usize], above: Option<Classification>) -> Self {
        let stations = network.stations.len();
        let relays: Vec<bool> = network.stations.iter().map(|station| station.relay).collect();
        let mut chooser = vec![None; stations];
        for (place, station) in choosing.iter().enumerate() {
            if let Some(slot) = chooser.get_mut(*station) {
                *slot = Some(place);
            }
        }
        let mut feeders = vec![Vec::new(); stations];
        for (from, station) in network.stations.iter().enumerate() {
            if !station.relay && chooser.get(from).is_none_or(Option::is_none) {
                continue;
            }
            let carrying =
                station.outgoing.iter().enumerate().filter(|(_, place)| network.carries(**place, above));
            for (own, place) in carrying {
                let to = network.circuits.get(*place).and_then(|circuit| feeders.get_mut(circuit.to));
                if let Some(feeders) = to {
                    feeders.push(Feeder { from, own });
                }
            }
        }
        Self {
            feeders,
            relays,
            chooser,
            tables: choosing.iter().map(|_| Table::new(stations)).collect(),
            met: vec![(usize::MAX, 0, Vec::new()); stations],
            next: VecDeque::new(),
        }
    }

    /// Finds the ways to one station.
    pub(super) fn follow_to(&mut self, to: usize) {
        if let Some(met) = self.met.get_mut(to) {
            *met = (to, 0, Vec::new());
        }
        self.next.push_back(to);
        while let Some(here) = self.next.pop_front() {
            let Some((_, hops, own)) = self.met.get_mut(here) else { continue };
            let hops = *hops;
            let own = std::mem::take(own);
            if here != to {
                self.choose(here, to, own);
            }
            if here != to && !self.relays.get(here).copied().unwrap_or(false) {
                continue;
            }
            for feeder in self.feeders.get(here).into_iter().flatten() {
                let Some((looked_for, away, nearer)) = self.met.get_mut(feeder.from) else { continue };
                if *looked_for != to {
                    (*looked_for, *away) = (to, hops + 1);
                    nearer.clear();
                    self.next.push_back(feeder.from);
                }
                if *away == hops + 1 {
                    nearer.push(feeder.own);
                }
            }
        }
    }

    /// A station sends what is for another over these circuits.
    fn choose(&mut self, station: usize, to: usize, mut own: Vec<usize>) {
        let place = self.chooser.get(station).copied().flatten();
        let Some(table) = place.and_then(|place| self.tables.get_mut(place)) else { return };
        own.sort_unstable();
        let next = u32::try_from(table.choices.len()).unwrap_or(u32::MAX);
        let choice = *table.choices.entry(own).or_insert(next);
        if let Some(slot) = table.chosen.get_mut(to) {
            *slot = choice;
        }
    }
}
