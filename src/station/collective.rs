//! Collectives: names that stand for many stations, and who calls the members (ACP 127(G) 205, 206, 221).
//!
//! The originator calls each member by itself, or calls the collective by a routing indicator of its own, and a relay puts
//! the members in its place. Either way the members that `XMT` leaves out are taken out first, and who is named by itself, or
//! by an earlier collective, is served by that alone.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::machine::Station;
use super::tape::Tape;
use crate::message::{Addressee, Cable, RoutingIndicator};

/// A name that stands for many stations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collective {
    /// The name as addresses write it.
    pub name: String,
    /// What calls it on routing lines.
    pub indicator: Option<RoutingIndicator<'static>>,
    /// Its members: routing indicator and plain language address designator.
    pub members: Vec<(RoutingIndicator<'static>, String)>,
    /// The relay that puts the members in its place; `None`: each originator does.
    pub at: Option<RoutingIndicator<'static>>,
}

/// Whom a cable is to be delivered to, and how it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Served {
    /// The station; the name where there is none.
    pub(crate) to: Result<RoutingIndicator<'static>, String>,
    /// The collective as whose member it is called, by its place; `None` where it is named by itself.
    pub(crate) by: Option<usize>,
}

/// What tells whom an address means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Book<'a> {
    /// Stations by their plain language address designators, for addressees without routing indicator.
    pub(crate) stations: &'a BTreeMap<String, RoutingIndicator<'static>>,
    pub(crate) collectives: &'a [Collective],
}

impl Book<'_> {
    /// Whom a cable is to be delivered to, each once, in the order of its addressees.
    ///
    /// Not served are those with `ZEN/`, who have the cable already (ACP 127(G) 206b), and those whom format line 9 exempts. A
    /// member that a collective exempts and that is addressed by itself as well is served.
    pub(crate) fn served(&self, cable: &Cable<'_>) -> SmallVec<[Served; 4]> {
        let addressees = || cable.to.iter().chain(&cable.info);
        let mut served = SmallVec::<[Served; 4]>::new();
        // The place of each collective among those named by themselves, and the addressee.
        let mut collectives = Vec::new();
        let mut have_it = Vec::new();
        for addressee in addressees() {
            if let Some(by) = self.collective(addressee) {
                if !addressee.served {
                    collectives.push((served.len(), by, addressee));
                }
                continue;
            }
            let (indicator, plad) = (addressee.indicator.as_ref(), addressee.plad.as_ref());
            let exempt = cable.exempt.iter().any(|exempt| is_named(indicator, plad, exempt));
            if addressee.served || exempt {
                have_it.extend(self.station(addressee));
                continue;
            }
            let to = self.station(addressee).ok_or_else(|| addressee.plad.to_string());
            if !served.iter().any(|earlier| earlier.to == to) {
                served.push(Served { to, by: None });
            }
        }
        let mut added = 0;
        for (place, by, addressee) in collectives {
            let members =
                self.collectives.get(by).map_or(&[][..], |collective| collective.members.as_slice());
            let exempt = |indicator: &RoutingIndicator<'_>, plad: &str| {
                let mut names = cable.exempt.iter().chain(&addressee.exempt);
                names.any(|exempt| is_member(indicator, plad, exempt))
            };
            for (indicator, plad) in members {
                let to = Ok(indicator.clone());
                let twice = have_it.contains(indicator) || served.iter().any(|earlier| earlier.to == to);
                if !twice && !exempt(indicator, plad) {
                    served.insert((place + added).min(served.len()), Served { to, by: Some(by) });
                    added += 1;
                }
            }
        }
        served
    }

    /// Whether an addressee is a station, by its routing indicator or its name, or a collective to which it belongs.
    pub(crate) fn is_meant(&self, addressee: &Addressee<'_>, station: &RoutingIndicator<'_>) -> bool {
        let Some(collective) = self.collective(addressee).and_then(|by| self.collectives.get(by)) else {
            let listed = || self.stations.get(addressee.plad.as_ref());
            return addressee.indicator.as_ref() == Some(station)
                || listed().is_some_and(|own| own == station);
        };
        let member = |(indicator, plad): &(RoutingIndicator<'static>, String)| {
            let exempt = addressee.exempt.iter().any(|exempt| is_member(indicator, plad, exempt));
            indicator == station && !exempt
        };
        collective.members.iter().any(member)
    }

    /// The collective that an addressee is, by its place: it bears the name, or the routing indicator.
    fn collective(&self, addressee: &Addressee<'_>) -> Option<usize> {
        let is = |collective: &Collective| {
            collective.name == addressee.plad
                || (collective.indicator.is_some() && collective.indicator == addressee.indicator)
        };
        self.collectives.iter().position(is)
    }

    fn station(&self, addressee: &Addressee<'_>) -> Option<RoutingIndicator<'static>> {
        let known = addressee.indicator.clone().map(RoutingIndicator::into_owned);
        known.or_else(|| self.stations.get(addressee.plad.as_ref()).cloned())
    }

    /// The place of the collective that a routing line calls by this indicator.
    pub(crate) fn called_by(&self, indicator: &RoutingIndicator<'_>) -> Option<usize> {
        self.collectives.iter().position(|collective| {
            collective.at.is_some() && collective.indicator.as_ref() == Some(indicator)
        })
    }

    /// The members that a transmission calls by a collective, from its heading.
    pub(crate) fn members_called(&self, tape: &Tape, by: usize) -> Vec<RoutingIndicator<'static>> {
        let served = tape.with_heading(|heading| self.served(heading));
        served
            .into_iter()
            .filter(|served| served.by == Some(by))
            .filter_map(|served| served.to.ok())
            .collect()
    }
}

/// Whether an exempt name, `AMEMBASSY SOFIA` or `RUEHSF/AMEMBASSY SOFIA`, is that of an addressee.
fn is_named(indicator: Option<&RoutingIndicator<'_>>, plad: &str, exempt: &str) -> bool {
    match exempt.split_once('/') {
        Some((written, name)) if RoutingIndicator::fits(written.as_bytes()) => {
            name == plad && indicator.is_none_or(|own| *own == written)
        }
        _ => exempt == plad,
    }
}

/// Whether an exempt name is that of a member: its name or, before a stroke, its routing indicator.
fn is_member(indicator: &RoutingIndicator<'_>, plad: &str, exempt: &str) -> bool {
    exempt == plad || exempt.split_once('/').is_some_and(|(written, _)| *indicator == written)
}

/// What a routing line calls, with the members in the place of the collectives that this station expands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expansion {
    pub(super) called: Vec<RoutingIndicator<'static>>,
    /// Those that stand in the place of a collective: they are called from here.
    pub(super) members: Vec<RoutingIndicator<'static>>,
}

impl Station {
    pub(super) fn book(&self) -> Book<'_> {
        Book { stations: &self.plan.stations, collectives: &self.plan.collectives }
    }

    /// Puts the members in the place of the collectives that are expanded here. `None` where none is called.
    pub(super) fn expanded(&self, source: &Tape, called: &[RoutingIndicator<'static>]) -> Option<Expansion> {
        if self.plan.collectives.is_empty() {
            return None;
        }
        let book = self.book();
        let here = |indicator: &RoutingIndicator<'static>| {
            let by = book.called_by(indicator)?;
            let at = book.collectives.get(by)?.at.as_ref();
            (at == Some(&self.plan.indicator)).then_some(by)
        };
        called.iter().any(|indicator| here(indicator).is_some()).then(|| {
            let mut expansion = Expansion::default();
            for indicator in called {
                match here(indicator) {
                    None => expansion.called.push(indicator.clone()),
                    Some(by) => {
                        let members = book.members_called(source, by);
                        expansion.called.extend(members.iter().cloned());
                        expansion.members.extend(members);
                    }
                }
            }
            expansion
        })
    }

    /// The station that has to be reached for what a routing line calls: for a collective, the one that expands it.
    pub(super) fn way_to<'i>(
        &'i self,
        called: &'i RoutingIndicator<'static>,
    ) -> &'i RoutingIndicator<'static> {
        let collective = self.book().called_by(called).and_then(|by| self.plan.collectives.get(by));
        collective.and_then(|collective| collective.at.as_ref()).unwrap_or(called)
    }
}
