//! The ways that follow from the circuits: for each station the circuits that lead one hop nearer.
//!
//! Each station is looked for from its end of the circuits, over relays only, so that what is done for it grows with the
//! circuits between relays and not with the network.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

    /// Puts further circuits behind those to each station, which `further` is told.
    fn extend(&mut self, further: impl Fn(usize, &[usize]) -> Vec<usize>) {
        let (chosen, choices) = std::mem::replace(self, Self::new(self.chosen.len())).into_parts();
        for (to, place) in chosen.into_iter().enumerate() {
            let Some(nearer) = choices.get(place as usize) else { continue };
            self.choose(to, [nearer.as_slice(), &further(to, nearer)].concat());
        }
    }

    fn choose(&mut self, to: usize, own: Vec<usize>) {
        let next = u32::try_from(self.choices.len()).unwrap_or(u32::MAX);
        let choice = *self.choices.entry(own).or_insert(next);
        if let Some(slot) = self.chosen.get_mut(to) {
            *slot = choice;
        }
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

    /// Puts behind the circuits of each station those over which a destination is also reached by a longer way, without
    /// coming back through the station: in order of length, then of the scenario.
    pub(super) fn add_longer(&mut self, network: &Network, choosing: &[usize]) {
        // The circuits on which what a station forwards may go on.
        let mut onward: Vec<Vec<usize>> = vec![Vec::new(); self.feeders.len()];
        for (to, feeders) in self.feeders.iter().enumerate() {
            for feeder in feeders.iter().filter(|feeder| self.relays.get(feeder.from) == Some(&true)) {
                if let Some(onward) = onward.get_mut(feeder.from) {
                    onward.push(to);
                }
            }
        }
        let mut carrying: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); network.stations.len()];
        for feeder in self.feeders.iter().flatten() {
            if let Some(own) = carrying.get_mut(feeder.from) {
                own.insert(feeder.own);
            }
        }
        for (station, table) in choosing.iter().zip(&mut self.tables) {
            let outgoing = network.stations.get(*station).map_or(&[][..], |here| here.outgoing.as_slice());
            let relayed = outgoing.iter().enumerate().filter_map(|(own, place)| {
                let next = network.circuits.get(*place)?.to;
                let carries = carrying.get(*station)?.contains(&own);
                (carries && self.relays.get(next) == Some(&true)).then_some((own, next))
            });
            let relayed: Vec<_> = relayed.collect();
            // With one circuit there is no other.
            if outgoing.len() < 2 || relayed.is_empty() {
                continue;
            }
            let mut away: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
            for (_, next) in &relayed {
                away.entry(*next).or_insert_with(|| hops(&onward, &self.relays, *next, *station));
            }
            let length =
                |next: usize, to: usize| away.get(&next)?.get(to).copied().filter(|hops| *hops < u32::MAX);
            table.extend(|to, nearer| {
                let others = relayed.iter().filter(|(own, _)| !nearer.contains(own));
                let longer = others.filter_map(|(own, next)| Some((length(*next, to)?, *own)));
                let mut longer: Vec<_> = longer.collect();
                longer.sort_unstable();
                longer.into_iter().map(|(_, own)| own).collect()
            });
        }
    }

    /// A station sends what is for another over these circuits.
    fn choose(&mut self, station: usize, to: usize, mut own: Vec<usize>) {
        let place = self.chooser.get(station).copied().flatten();
        let Some(table) = place.and_then(|place| self.tables.get_mut(place)) else { return };
        own.sort_unstable();
        table.choose(to, own);
    }
}

/// How many hops each station is away from a relay by ways that do not lead through another; the greatest number where
/// there is none.
fn hops(onward: &[Vec<usize>], relays: &[bool], from: usize, without: usize) -> Vec<u32> {
    let mut away = vec![u32::MAX; onward.len()];
    let mut next = VecDeque::from([(from, 0)]);
    if let Some(slot) = away.get_mut(from) {
        *slot = 0;
    }
    while let Some((here, hops)) = next.pop_front() {
        for to in onward.get(here).into_iter().flatten().filter(|to| **to != without) {
            let Some(slot) = away.get_mut(*to).filter(|slot| **slot == u32::MAX) else { continue };
            *slot = hops + 1;
            if relays.get(*to) == Some(&true) {
                next.push_back((*to, hops + 1));
            }
        }
    }
    away
}
