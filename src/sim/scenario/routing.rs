//! Which circuit leads to which station: as the scenario says, or as the circuits have it; and never in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write;
use std::ops::Range;
use std::time::Duration;

use super::Outage;
use super::fields::{Fields, Located};
use super::network::Network;
use super::refusal::Problems;
use super::suggest::meant;

/// Where the routes of a station stand in the file.
type Places = BTreeMap<usize, Range<usize>>;

/// Gives every station its routes and refuses those that lead in a circle.
pub(super) fn route(network: &mut Network, given: &[Fields<'_>], problems: &mut Problems) {
    let mut places = Places::new();
    let mut seen = BTreeSet::new();
    for fields in given {
        if let Some((station, at)) = read_route(network, fields, &mut seen, problems) {
            places.entry(station).or_insert(at);
        }
    }
    let hops: Vec<_> = (0..network.stations.len()).map(|to| hops_to(network, to)).collect();
    for station in 0..network.stations.len() {
        if !places.contains_key(&station) {
            follow_circuits(network, station, &hops);
        }
    }
    // Routes that follow from the circuits come one hop nearer at each step: only given ones can lead in a circle.
    if !places.is_empty() && problems.is_empty() {
        refuse_circles(network, &places, problems);
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

/// The routes that follow from the circuits: each circuit that leads one hop nearer, in the order of the file.
fn follow_circuits(network: &mut Network, station: usize, hops: &[Vec<Option<usize>>]) {
    let mut found = Vec::new();
    for (to, hops) in hops.iter().enumerate().filter(|(to, _)| *to != station) {
        let (Some(here), Some(Some(away))) = (network.stations.get(station), hops.get(station)) else {
            continue;
        };
        let leads_nearer = |place: &usize| {
            let next = network.circuits.get(*place).map(|circuit| circuit.to);
            next.is_some_and(|next| {
                let forwards = next == to || network.stations.get(next).is_some_and(|next| next.relay);
                forwards && hops.get(next).copied().flatten().is_some_and(|left| left + 1 == *away)
            })
        };
        let numbered = here.outgoing.iter().enumerate();
        let circuits = numbered.filter(|(_, place)| leads_nearer(place)).map(|(own, _)| own).collect();
        found.extend(network.stations.get(to).map(|to| (to.indicator.as_str().to_owned(), circuits)));
    }
    if let Some(here) = network.stations.get_mut(station) {
        for (indicator, circuits) in found {
            here.routes.insert(&indicator, circuits);
        }
    }
}

/// Follows the routes from every station to every other, as they are at the start and after each outage.
fn refuse_circles(network: &Network, places: &Places, problems: &mut Problems) {
    let mut moments: BTreeSet<Duration> = BTreeSet::from([Duration::ZERO]);
    for outage in &network.outages {
        moments.insert(outage.from);
        moments.extend(outage.until);
    }
    let mut told = BTreeSet::new();
    for moment in moments {
        let down = down_at(&network.outages, moment);
        for to in 0..network.stations.len() {
            for from in 0..network.stations.len() {
                let Some(circle) = circle(network, from, to, &down) else { continue };
                // The last of the routes in the file closes the circle.
                let numbered = circle.iter().enumerate();
                let given = numbered.filter_map(|(place, station)| Some((place, places.get(station)?)));
                let Some((first, at)) = given.max_by_key(|(_, at)| at.start) else { continue };
                if told.insert(at.start) {
                    let circle: Vec<_> =
                        circle.iter().cycle().skip(first).take(circle.len()).copied().collect();
                    problems.add(at, "route.via", describe(network, to, &circle, &down));
                }
            }
        }
    }
}

fn down_at(outages: &[Outage], moment: Duration) -> BTreeSet<usize> {
    let during = |outage: &&Outage| outage.from <= moment && outage.until.is_none_or(|until| moment < until);
    outages.iter().filter(during).map(|outage| outage.circuit).collect()
}

/// The stations of the circle in which a transmission would go that starts at `from`, called to `to`.
fn circle(network: &Network, from: usize, to: usize, down: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let mut way: Vec<(usize, Option<usize>)> = Vec::new();
    let mut step = (from, None);
    while step.0 != to {
        if let Some(met) = way.iter().position(|before| *before == step) {
            return Some(way.iter().skip(met).map(|(station, _)| *station).collect());
        }
        // A station that is no relay forwards only what is handed in there.
        if !way.is_empty() && !network.stations.get(step.0).is_some_and(|station| station.relay) {
            return None;
        }
        way.push(step);
        step = (next_station(network, step, to, down)?, Some(step.0));
    }
    None
}

/// Where a station sends what is called to `to` and came from a neighbour: over the first circuit that is up and does not
/// lead back to that neighbour. `None` where it keeps it.
fn next_station(
    network: &Network,
    (station, came_from): (usize, Option<usize>),
    to: usize,
    down: &BTreeSet<usize>,
) -> Option<usize> {
    let (here, target) = (network.stations.get(station)?, network.stations.get(to)?);
    let ways =
        here.routes.circuits(target.indicator.as_str()).iter().filter_map(|own| here.outgoing.get(*own));
    let ways: Vec<(usize, usize)> =
        ways.filter_map(|place| Some((*place, network.circuits.get(*place)?.to))).collect();
    let mut onward = ways.iter().filter(|(_, next)| Some(*next) != came_from);
    let chosen =
        onward.clone().find(|(place, _)| !down.contains(place)).or_else(|| onward.next()).or(ways.first())?;
    (!down.contains(&chosen.0)).then_some(chosen.1)
}

fn describe(network: &Network, to: usize, circle: &[usize], down: &BTreeSet<usize>) -> String {
    let name =
        |station: &usize| network.stations.get(*station).map_or("", |station| station.indicator.as_str());
    let stations: Vec<_> = circle.iter().chain(circle.first()).map(name).collect();
    let mut message = format!("the routes to {} loop: {}", name(&to), stations.join(" to "));
    let down: Vec<_> = down.iter().filter_map(|place| network.circuits.get(*place)).collect();
    if !down.is_empty() {
        let labels: Vec<_> = down.iter().map(|circuit| circuit.label.as_str()).collect();
        // Writing to a string cannot fail.
        _ = write!(message, ", while {} is down", labels.join(" and "));
    }
    message
}
