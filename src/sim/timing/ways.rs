//! Which circuit leads to a station: the rules of the stations themselves, looked up once for each pair.

use std::collections::BTreeMap;

use super::slab::NONE;
use crate::sim::scenario::{Scenario, Station};

/// The circuits that lead to stations, first choice first. They are looked up as they are asked for.
#[derive(Debug)]
pub(super) struct Ways<'s> {
    scenario: &'s Scenario,
    /// The place of the class among the routes of each station.
    class: usize,
    stations: Vec<Row>,
    choices: Vec<Vec<u32>>,
    /// The first of each choice, or none.
    firsts: Vec<u32>,
    /// The place of each choice.
    places: BTreeMap<Vec<u32>, u32>,
}

/// What is known of the ways from one station: the places of choices.
#[derive(Clone, Debug)]
enum Row {
    Unknown,
    /// Everything goes the same way.
    All(u32),
    /// By station, where it has been asked for.
    Each(Vec<u32>),
}

impl<'s> Ways<'s> {
    /// Those of the classes in a place among the routes.
    pub(super) fn new(scenario: &'s Scenario, class: usize) -> Self {
        Self {
            scenario,
            class,
            stations: vec![Row::Unknown; scenario.stations.len()],
            choices: Vec::new(),
            firsts: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// The circuits at `station` that lead to `to`, by their places among all.
    #[inline]
    pub(super) fn circuits(&mut self, station: u32, to: u32) -> &[u32] {
        let place = self.place(station, to);
        self.choices.get(place as usize).map_or(&[], Vec::as_slice)
    }

    /// The first choice among them, or none.
    #[inline]
    pub(super) fn first(&mut self, station: u32, to: u32) -> u32 {
        let place = self.place(station, to);
        self.firsts.get(place as usize).copied().unwrap_or(NONE)
    }

    #[inline]
    fn place(&mut self, station: u32, to: u32) -> u32 {
        let known = match self.stations.get(station as usize) {
            Some(Row::All(place)) => *place,
            Some(Row::Each(row)) => row.get(to as usize).copied().unwrap_or(NONE),
            _ => NONE,
        };
        if known == NONE { self.look_up(station, to).unwrap_or(NONE) } else { known }
    }

    #[cold]
    fn look_up(&mut self, station: u32, to: u32) -> Option<u32> {
        let scenario = self.scenario;
        let here: &Station = scenario.stations.get(station as usize)?;
        let to_station = scenario.stations.get(to as usize)?;
        let routes = here.routes.table(self.class);
        let for_all = routes.for_all();
        let own = for_all.unwrap_or_else(|| routes.circuits(to_station.indicator.as_str())).iter();
        let circuits =
            own.filter_map(|own| here.outgoing.get(*own)).filter_map(|place| u32::try_from(*place).ok());
        let circuits: Vec<u32> = circuits.collect();
        let next = u32::try_from(self.choices.len()).unwrap_or(NONE);
        let place = *self.places.entry(circuits).or_insert_with_key(|circuits| {
            self.firsts.push(circuits.first().copied().unwrap_or(NONE));
            self.choices.push(circuits.clone());
            next
        });
        let row = self.stations.get_mut(station as usize)?;
        if for_all.is_some() {
            *row = Row::All(place);
            return Some(place);
        }
        if !matches!(row, Row::Each(_)) {
            *row = Row::Each(vec![NONE; scenario.stations.len()]);
        }
        if let Row::Each(row) = row {
            *row.get_mut(to as usize)? = place;
        }
        Some(place)
    }
}
