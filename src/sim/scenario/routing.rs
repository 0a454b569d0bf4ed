//! Which circuit leads to which station: as the scenario says, or as the circuits have it; and never in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::circles;
use super::fields::{Fields, Located};
use super::network::Network;
use super::refusal::Problems;
use super::suggest::meant;

/// Where the first route of a station stands in the file.
pub(super) type Places = BTreeMap<usize, Range<usize>>;

/// Gives every station its routes and refuses those that lead in a circle.
pub(super) fn route(network: &mut Network, given: &[Fields<'_>], problems: &mut Problems) {
    let mut places = Places::new();
    let mut seen = BTreeSet::new();
    for fields in given {
        if let Some((station, at)) = read_route(network, fields, &mut seen, problems) {
            places.entry(station).or_insert(at);
        }
    }
    follow_circuits(network, &places);
    // Routes that follow from the circuits come one hop nearer at each step: only given ones can lead in a circle.
    if !places.is_empty() && problems.is_empty() {
        circles::refuse(network, &places, problems);
    }
}

/// Reads one `[[route]]` into the table of its station.
fn read_route(
    network: &mut Network,
    fields: &Fields<'_>,
    seen: &mut BTreeSet<(usize, String)>,
    problems: &mut Problems,
) -> Option<(usize, Range<usize>)> {
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
        return Some((at.value, fields.place("via")));
    };
    if !seen.insert((at.value, prefix.value.clone())) {
        let message = format!("there is a route for `{}` at this station already", prefix.value);
        problems.add(&prefix.at, &fields.key("prefix"), message);
    }
    if let Some(station) = network.stations.get_mut(at.value) {
        station.routes.insert(&prefix.value, circuits);
    }
    Some((at.value, fields.place("via")))
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

/// How many circuits lie between each station and `to`, over relays only; `None` where there is no way.
fn hops_to(network: &Network, to: usize) -> Vec<Option<usize>> {
    let mut hops = vec![None; network.stations.len()];
    if let Some(own) = hops.get_mut(to) {
        *own = Some(0);
    }
    let mut next = VecDeque::from([(to, 0)]);
    while let Some((station, so_far)) = next.pop_front() {
        let Some(here) = network.stations.get(station).filter(|here| here.relay || station == to) else {
            continue;
        };
        for circuit in here.incoming.iter().filter_map(|place| network.circuits.get(*place)) {
            if let Some(hops @ None) = hops.get_mut(circuit.from) {
                *hops = Some(so_far + 1);
                next.push_back((circuit.from, so_far + 1));
            }
        }
    }
    hops
}

/// Gives the stations without routes of their own those that follow from the circuits: for each destination, each
/// circuit that leads one hop nearer, in the order of the file.
///
/// A station with one circuit to a relay sends everything there: the relay knows who can be reached.
fn follow_circuits(network: &mut Network, given: &Places) {
    let mut choosing = Vec::new();
    for station in (0..network.stations.len()).filter(|station| !given.contains_key(station)) {
        if leads_to_one_relay(network, station) {
            if let Some(here) = network.stations.get_mut(station) {
                here.routes.insert("", vec![0]);
            }
        } else {
            choosing.push(station);
        }
    }
    for to in 0..network.stations.len() {
        let hops = hops_to(network, to);
        for station in choosing.iter().copied().filter(|station| *station != to) {
            let circuits = circuits_nearer(network, station, to, &hops);
            let indicator = network.stations.get(to).map(|to| to.indicator.as_str().to_owned());
            let (Some(here), Some(indicator)) = (network.stations.get_mut(station), indicator) else {
                continue;
            };
            if !circuits.is_empty() {
                here.routes.insert(&indicator, circuits);
            }
        }
    }
}

fn leads_to_one_relay(network: &Network, station: usize) -> bool {
    let Some([circuit]) = network.stations.get(station).map(|station| station.outgoing.as_slice()) else {
        return false;
    };
    let next = network.circuits.get(*circuit).and_then(|circuit| network.stations.get(circuit.to));
    next.is_some_and(|next| next.relay)
}

/// The places, among those of a station, of the circuits that lead one hop nearer to `to`.
fn circuits_nearer(network: &Network, station: usize, to: usize, hops: &[Option<usize>]) -> Vec<usize> {
    let (Some(here), Some(Some(away))) = (network.stations.get(station), hops.get(station)) else {
        return Vec::new();
    };
    let leads_nearer = |place: &usize| {
        let next = network.circuits.get(*place).map(|circuit| circuit.to);
        next.is_some_and(|next| {
            let forwards = next == to || network.stations.get(next).is_some_and(|next| next.relay);
            forwards && hops.get(next).copied().flatten().is_some_and(|left| left + 1 == *away)
        })
    };
    here.outgoing.iter().enumerate().filter(|(_, place)| leads_nearer(place)).map(|(own, _)| own).collect()
}
