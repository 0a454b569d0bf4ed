//! Which circuit leads to a station: the rules of the stations themselves, looked up once for each pair.

use super::slab::NONE;
use crate::sim::scenario::{Scenario, Station};

/// The circuits that lead to stations, first choice first. Rows are filled as they are asked for.
#[derive(Debug)]
pub(super) struct Ways<'s> {
    scenario: &'s Scenario,
    rows: Vec<Vec<u32>>,
    choices: Vec<Vec<u32>>,
}

impl<'s> Ways<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        Self { scenario, rows: vec![Vec::new(); scenario.stations.len()], choices: Vec::new() }
    }

    /// The circuits at `station` that lead to `to`, by their places among all.
    pub(super) fn circuits(&mut self, station: u32, to: u32) -> &[u32] {
        let Some(row) = self.rows.get_mut(station as usize) else { return &[] };
        if row.is_empty() {
            row.resize(self.scenario.stations.len(), NONE);
        }
        let Some(slot) = row.get_mut(to as usize) else { return &[] };
        if *slot == NONE {
            let circuits = look_up(self.scenario, station, to).unwrap_or_default();
            let known = self.choices.iter().position(|choice| *choice == circuits);
            let place = known.unwrap_or_else(|| {
                self.choices.push(circuits);
                self.choices.len() - 1
            });
            *slot = u32::try_from(place).unwrap_or(NONE);
        }
        let place = *slot as usize;
        self.choices.get(place).map_or(&[], Vec::as_slice)
    }
}

fn look_up(scenario: &Scenario, station: u32, to: u32) -> Option<Vec<u32>> {
    let here: &Station = scenario.stations.get(station as usize)?;
    let to = scenario.stations.get(to as usize)?;
    let own = here.routes.circuits(to.indicator.as_str()).iter();
    let circuits =
        own.filter_map(|own| here.outgoing.get(*own)).filter_map(|place| u32::try_from(*place).ok());
    Some(circuits.collect())
}
