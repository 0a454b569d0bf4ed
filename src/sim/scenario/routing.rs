//! Which circuit leads to which station: as the scenario says, or as the circuits have it; and never in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::circles;
use super::fields::{Fields, Located};
use super::network::Network;
use super::refusal::Problems;
use super::suggest::meant;
use super::ways::Ways;
use crate::directory::{Names, Routes};
use crate::message::{Classification, RoutingIndicator, limits};

/// By station, the prefixes of its routes and where they stand in the file.
pub(super) type Places = BTreeMap<usize, Vec<(String, Range<usize>)>>;

/// What one `[[route]]` says: the circuits of a station, by their places among its own, for a prefix.
#[derive(Debug)]
struct Given {
    station: usize,
    prefix: String,
    circuits: Vec<usize>,
}

/// Gives every station its routes and refuses those that lead in a circle. Says where the scenario gives them.
/// `strangers` are called, and no station. With `alternates` those that follow from the circuits have longer ways, too.
pub(super) fn route(
    network: &mut Network,
    (routes, alternates): (&[Fields<'_>], bool),
    strangers: &BTreeSet<RoutingIndicator<'static>>,
    problems: &mut Problems,
) -> Places {
    let (mut places, mut given) = (Places::new(), Vec::new());
    for fields in routes {
        if let Some((station, route)) = read_route(network, fields, &mut given, problems) {
            places.entry(station).or_default().push(route);
        }
    }
    let Some(follow) = Follow::new(network, &places, alternates, problems) else { return places };
    let mut tables = follow.tables(network, &given, None);
    for limit in network.limits() {
        for (table, above) in tables.iter_mut().zip(follow.tables(network, &given, Some(limit))) {
            table.restrict(limit, above);
        }
    }
    for (station, table) in network.stations.iter_mut().zip(tables) {
        station.routes = table;
    }
    // Routes that follow from the circuits come one hop nearer at each step: only given ones can lead in a circle.
    if !places.is_empty() && problems.is_empty() {
        circles::refuse(network, &places, strangers, problems);
    }
    places
}

/// Reads one `[[route]]` into the table of its station.
fn read_route(
    network: &Network,
    fields: &Fields<'_>,
    given: &mut Vec<Given>,
    problems: &mut Problems,
) -> Option<(usize, (String, Range<usize>))> {
    fields.refuse_others(&["at", "prefix", "via"], problems);
    for key in ["at", "prefix", "via"] {
        fields.require(key, problems);
    }
    let at = network.named_station(fields, "at", problems);
    let prefix = fields.parsed("prefix", prefix, problems);
    let via = fields.texts("via", problems);
    if fields.has("via") && via.is_empty() {
        problems.add(&fields.place("via"), &fields.key("via"), "names no circuit");
    }
    let at = at?;
    let circuits: Option<Vec<usize>> =
        via.iter().map(|name| own_circuit(network, at.value, name, &fields.key("via"), problems)).collect();
    let (Some(prefix), Some(circuits)) = (prefix, circuits) else {
        return Some((at.value, (String::new(), fields.place("via"))));
    };
    let twice = |before: &Given| (before.station, &before.prefix) == (at.value, &prefix.value);
    if given.iter().any(twice) {
        let message = format!("there is a route for `{}` at this station already", prefix.value);
        problems.add(&prefix.at, &fields.key("prefix"), message);
    }
    given.push(Given { station: at.value, prefix: prefix.value.clone(), circuits });
    Some((at.value, (prefix.value, fields.place("via"))))
}

/// A prefix of routing indicators: up to seven capital letters. The empty one stands for all.
fn prefix(written: &str) -> Result<String, String> {
    if written.len() <= 7 && written.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(written.to_owned())
    } else {
        Err(format!(
            "expected up to seven capital letters such as \"RUEHM\", but found `{}`",
            written.escape_debug()
        ))
    }
}

/// The place of a circuit among those that a station sends on.
fn own_circuit(
    network: &Network,
    station: usize,
    name: &Located<&str>,
    key: &str,
    problems: &mut Problems,
) -> Option<usize> {
    let sender = network.stations.get(station)?;
    let own = || sender.outgoing.iter().filter_map(|place| network.circuits.get(*place));
    let place = own().position(|circuit| circuit.channel == name.value || circuit.name == name.value);
    if place.is_none() {
        let help = meant(name.value, own().map(|circuit| circuit.channel.as_str()));
        let message = format!("{} sends on no circuit `{}`", sender.indicator, name.value.escape_debug());
        problems.add_with_help(&name.at, key, message, help);
    }
    place
}

/// The stations without routes of their own, which have those that follow from the circuits: for each destination, each
/// circuit that leads one hop nearer, in the order of the file.
///
/// A post with one circuit to a relay sends everything there: the relay knows who can be reached. A relay looks itself:
/// two that faced each other would send what neither can reach to and fro for ever.
struct Follow {
    to_relay: Vec<usize>,
    choosing: Vec<usize>,
    names: Names,
    /// Behind the circuits that lead one hop nearer come those of longer ways.
    alternates: bool,
}

impl Follow {
    fn new(network: &Network, given: &Places, alternates: bool, problems: &mut Problems) -> Option<Self> {
        let without = (0..network.stations.len()).filter(|station| !given.contains_key(station));
        let (to_relay, choosing): (Vec<_>, Vec<_>) =
            without.partition(|station| leads_to_one_relay(network, *station));
        let tables = network.limits().len() + 1;
        // With alternates each of their circuits is a way of its own.
        let own = |station: &usize| network.stations.get(*station).map_or(0, |here| here.outgoing.len());
        let ways = if alternates { choosing.iter().map(own).sum() } else { choosing.len() };
        let routes = ways.saturating_mul(network.stations.len()).saturating_mul(tables);
        if routes > limits::ROUTES_MAX {
            let many = choosing.len();
            let message =
                format!("{many} stations would have to know the way to {} each", network.stations.len());
            let help = "give those that relay for others `[[route]]` tables with prefixes".to_owned();
            problems.add_with_help(&(0..0), "station", message, Some(help));
            return None;
        }
        let names = network.stations.iter().map(|station| station.indicator.clone()).zip(0..);
        Some(Self { to_relay, choosing, names: Arc::new(names.collect()), alternates })
    }

    /// The routes of each station over circuits that carry what is above a class.
    fn tables(&self, network: &Network, given: &[Given], above: Option<Classification>) -> Vec<Routes> {
        let mut tables = vec![Routes::default(); network.stations.len()];
        let mut insert = |station: usize, prefix: &str, circuits: &[usize]| {
            let own = network.stations.get(station).map_or(&[][..], |station| station.outgoing.as_slice());
            let carries =
                |circuit: &usize| own.get(*circuit).is_some_and(|place| network.carries(*place, above));
            if let Some(table) = tables.get_mut(station) {
                table.insert(prefix, circuits.iter().copied().filter(carries).collect());
            }
        };
        for Given { station, prefix, circuits } in given {
            insert(*station, prefix, circuits);
        }
        for station in &self.to_relay {
            insert(*station, "", &[0]);
        }
        let mut ways = Ways::new(network, &self.choosing, above);
        for to in 0..network.stations.len() {
            ways.follow_to(to);
        }
        if self.alternates {
            ways.add_longer(network, &self.choosing);
        }
        for (station, table) in self.choosing.iter().zip(ways.tables) {
            if let Some(routes) = tables.get_mut(*station) {
                let (chosen, choices) = table.into_parts();
                routes.add_names(Arc::clone(&self.names), chosen, choices);
            }
        }
        tables
    }
}

fn leads_to_one_relay(network: &Network, station: usize) -> bool {
    let post = network.stations.get(station).filter(|station| !station.relay);
    let Some([circuit]) = post.map(|station| station.outgoing.as_slice()) else {
        return false;
    };
    let next = network.circuits.get(*circuit).and_then(|circuit| network.stations.get(circuit.to));
    next.is_some_and(|next| next.relay)
}
