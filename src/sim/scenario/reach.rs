//! Where the routes lead while every circuit is up, and random traffic for which they lead nowhere.

use std::collections::VecDeque;
use std::ops::Range;

use super::network::Network;
use super::refusal::Problems;
use super::routing::Places;
use super::{Circuit, Collective, Scenario, Station};
use crate::message::limits;

/// So many addressees without a way are named one by one.
const NAMED_MAX: usize = 20;

/// Where a `[[traffic]]` may send from, and to which stations and collectives, with the places at which they are named.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<(usize, Range<usize>)>,
}

/// A walk along first choices, as stations make them that have all of their circuits.
pub(super) struct Walk<'n> {
    stations: &'n [Station],
    circuits: &'n [Circuit],
    collectives: &'n [Collective],
    /// Stations that are no relays pass on, too, what is for others.
    reroute: bool,
    /// The place among the routes of each station of those that are followed: of a class, or of all.
    class: usize,
    /// By station, a destination that is reached from it with the class, and the station that comes next on the way.
    known: Vec<((usize, usize), usize)>,
    trail: Vec<(usize, usize)>,
}

/// A pair of stations without a way: sender, addressee, and where the way ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The station that has no circuit on.
    pub(super) end: usize,
}

impl<'n> Walk<'n> {
    pub(super) fn new(
        stations: &'n [Station],
        circuits: &'n [Circuit],
        collectives: &'n [Collective],
        reroute: bool,
    ) -> Self {
        let known = vec![((usize::MAX, usize::MAX), usize::MAX); stations.len()];
        Self { stations, circuits, collectives, reroute, class: 0, known, trail: Vec::new() }
    }

    /// Follows the routes of a class from here on, by its place among those of each station; 0: those of what any circuit
    /// may carry.
    pub(super) fn of_class(&mut self, place: usize) -> &mut Self {
        self.class = place;
        self
    }

    /// The circuit that a station takes by its rule, and whether it is its first choice: the first that does not lead back,
    /// or the first at all. What is not for a station stays with it, unless it passes such on or has it handed in.
    fn next(&self, here: usize, came_from: Option<usize>, to: usize) -> Option<(usize, &'n Circuit, bool)> {
        let station = self.stations.get(here)?;
        (came_from.is_none() || station.relay || self.reroute).then_some(())?;
        let called = &self.stations.get(to)?.indicator;
        let own = station.routes.table(self.class).circuits_to_number(to, called);
        let ways = own.iter().filter_map(|own| {
            let place = *station.outgoing.get(*own)?;
            Some((place, self.circuits.get(place)?))
        });
        let mut first = None;
        for (place, circuit) in ways {
            let (first, _) = *first.get_or_insert((place, circuit));
            if Some(circuit.to) != came_from {
                return Some((place, circuit, place == first));
            }
        }
        first.map(|(place, circuit)| (place, circuit, true))
    }

    /// Follows the routes from one station to another, and tells of each circuit on the way.
    ///
    /// # Errors
    ///
    /// The station where the way ends.
    pub(super) fn follow(&self, from: usize, to: usize, on: &mut dyn FnMut(usize)) -> Result<(), usize> {
        let (mut here, mut came_from) = (from, None);
        for _ in 0..=self.circuits.len() {
            if here == to {
                return Ok(());
            }
            let (place, circuit, _) = self.next(here, came_from, to).ok_or(here)?;
            on(place);
            (here, came_from) = (circuit.to, Some(here));
        }
        Err(here)
    }

    /// Whether the routes lead from one station to another. Asked for one destination after the other, it walks no part of a
    /// way twice.
    fn reaches(&mut self, from: usize, to: usize) -> Result<(), usize> {
        self.trail.clear();
        let (mut here, mut came_from) = (from, None);
        while here != to {
            if self.trail.len() > self.circuits.len() {
                return Err(here);
            }
            let goal = (self.class, to);
            if self.known.get(here).is_some_and(|(of, next)| *of == goal && Some(*next) != came_from) {
                break;
            }
            let (_, circuit, is_first) = self.next(here, came_from, to).ok_or(here)?;
            // What is not the first choice is one for who comes from there alone.
            self.trail.push((if is_first { here } else { usize::MAX }, circuit.to));
            (here, came_from) = (circuit.to, Some(here));
        }
        for (station, next) in &self.trail {
            if let Some(known) = self.known.get_mut(*station) {
                *known = ((self.class, to), *next);
            }
        }
        Ok(())
    }

    /// The relay that expands a collective, where one does.
    pub(super) fn expands(&self, by: usize) -> Option<usize> {
        self.collectives.get(by).and_then(|collective| collective.at)
    }

    /// The pair that keeps cables from reaching a station, on the way `over` one that has to send them on: the relay that
    /// expands a collective, or who is called by mistake.
    pub(super) fn cut(&mut self, from: usize, to: usize, over: Option<usize>) -> Option<Cut> {
        let legs = match over {
            Some(at) => [(from, at), (at, to)],
            None => [(from, to), (to, to)],
        };
        legs.into_iter().find_map(|(start, goal)| {
            let end = self.reaches(start, goal).err()?;
            Some(Cut { from: start, to: goal, end })
        })
    }

    /// The first of these senders that does not reach a station or, past all stations, a member of a collective.
    fn first_cut(&mut self, from: &[usize], to: usize) -> Option<Cut> {
        let Some(by) = to.checked_sub(self.stations.len()) else {
            return from.iter().filter(|from| **from != to).find_map(|from| self.cut(*from, to, None));
        };
        let at = self.expands(by);
        let members = self.collectives.get(by).map_or(&[][..], |collective| collective.members.as_slice());
        members.iter().find_map(|member| {
            from.iter().filter(|from| *from != member).find_map(|from| self.cut(*from, *member, at))
        })
    }

    /// How many pairs a `[[traffic]]` may draw.
    fn pairs(&self, drawn: &Drawn) -> usize {
        let many = |to: &usize| {
            let collective = to.checked_sub(self.stations.len()).and_then(|by| self.collectives.get(by));
            collective.map_or(1, |collective| collective.members.len())
        };
        let addressees: usize = drawn.to.iter().map(|(to, _)| many(to)).sum();
        addressees.saturating_mul(drawn.from.len())
    }
}

/// Refuses random traffic between stations of which the routes do not lead from the one to the other, however good the
/// circuits are. Tables with more pairs than [`limits::PAIRS_WALKED_MAX`] are taken as they are.
pub(super) fn refuse(
    network: &Network,
    drawn: &[Drawn],
    given: &Places,
    reroute: bool,
    problems: &mut Problems,
) {
    let mut walk = Walk::new(&network.stations, &network.circuits, &network.collectives, reroute);
    let mut left = limits::PAIRS_WALKED_MAX;
    for table in drawn {
        let Some(fewer) = left.checked_sub(walk.pairs(table)) else { continue };
        left = fewer;
        let mut cuts = table.to.iter().filter_map(|(to, at)| Some((walk.first_cut(&table.from, *to)?, at)));
        for (cut, at) in cuts.by_ref().take(NAMED_MAX) {
            let name = |station: usize| {
                network.stations.get(station).map_or("", |station| station.indicator.as_str())
            };
            let message = format!(
                "no way leads from {} to {}: it ends at {}",
                name(cut.from),
                name(cut.to),
                name(cut.end)
            );
            problems.add_with_help(at, "traffic.to", message, missing(network, given, reroute, cut));
        }
        if let Some((_, at)) = cuts.next() {
            let message = format!("nor is there a way to {} others", cuts.count() + 1);
            problems.add(at, "traffic.to", message);
        }
    }
}

/// What the way lacks where it ends.
fn missing(network: &Network, given: &Places, reroute: bool, Cut { from, to, end }: Cut) -> Option<String> {
    let (goal, last) = (network.stations.get(to)?, network.stations.get(end)?);
    if goal.incoming.is_empty() {
        return Some(format!("no circuit leads to {}", goal.indicator));
    }
    if end != from && !last.relay && !reroute {
        return Some(format!("{} is no relay", last.indicator));
    }
    if given.contains_key(&end) {
        return Some(format!(
            "a [[route]] at {} leaves it without one for {}",
            last.indicator, goal.indicator
        ));
    }
    let Some(between) = between(network, end, to) else {
        return Some(format!("no circuits lead on from {} to {}", last.indicator, goal.indicator));
    };
    let mut between = between.into_iter().filter_map(|station| network.stations.get(station));
    Some(format!("{} is no relay", between.find(|station| !station.relay)?.indicator))
}

/// The stations between two, were all of them relays; `None` where no circuits join the two.
fn between(network: &Network, from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = vec![usize::MAX; network.stations.len()];
    let mut next = VecDeque::from([from]);
    while let Some(here) = next.pop_front() {
        let outgoing = network.stations.get(here)?.outgoing.iter();
        for circuit in outgoing.filter_map(|place| network.circuits.get(*place)) {
            let slot = before.get_mut(circuit.to)?;
            if circuit.to != from && *slot == usize::MAX {
                *slot = here;
                next.push_back(circuit.to);
            }
        }
    }
    let mut way = Vec::new();
    let mut here = *before.get(to).filter(|here| **here != usize::MAX)?;
    while here != from {
        way.push(here);
        here = *before.get(here)?;
    }
    way.reverse();
    Some(way)
}

impl Scenario {
    /// A walk along its routes.
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk::new(&self.stations, &self.circuits, &self.collectives, self.rules.reroute)
    }

    /// Whether the routes lead from one station to another, every circuit up.
    pub(crate) fn leads(&self, from: &str, to: &str) -> bool {
        let place = |name: &str| self.stations.iter().position(|station| station.indicator == name);
        let walk = self.walk();
        place(from).zip(place(to)).is_some_and(|(from, to)| walk.follow(from, to, &mut |_| ()).is_ok())
    }
}
