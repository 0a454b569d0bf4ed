//! Routes that lead in a circle. A transmission on one would go round for ever: nothing in its heading counts hops.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use std::time::Duration;

use super::Outage;
use super::network::Network;
use super::refusal::Problems;
use super::routing::Places;
use crate::message::RoutingIndicator;

/// A station, and the neighbour from which a transmission came to it.
type Step = (usize, Option<usize>);

/// What a transmission calls: a station, or an indicator that none has.
#[derive(Clone, Copy, Debug)]
struct Called<'a> {
    station: Option<usize>,
    indicator: &'a str,
}

/// Follows the routes to every station and stranger, as they are at the start and after each beginning and end of an
/// outage.
///
/// A circle takes a station with given routes, for those that follow from the circuits come nearer at each step. So the
/// ways through such stations are followed, from every neighbour.
pub(super) fn refuse(
    network: &Network,
    given: &Places,
    strangers: &BTreeSet<RoutingIndicator<'static>>,
    problems: &mut Problems,
) {
    let mut moments: BTreeSet<Duration> = BTreeSet::from([Duration::ZERO]);
    for outage in &network.outages {
        moments.insert(outage.from);
        moments.extend(outage.until);
    }
    let starts: Vec<Step> = given.keys().flat_map(|station| ways_in(network, *station)).collect();
    let mut told = BTreeSet::new();
    // The routes of each class, at each moment.
    let places = 0..=network.limits().len();
    for (moment, routes) in
        moments.iter().flat_map(|moment| places.clone().map(move |place| (*moment, place)))
    {
        let down = down_at(&network.outages, moment);
        let stations = network.stations.iter().enumerate();
        let stations = stations
            .map(|(place, station)| Called { station: Some(place), indicator: station.indicator.as_str() });
        let strangers =
            strangers.iter().map(|stranger| Called { station: None, indicator: stranger.as_str() });
        for to in stations.chain(strangers) {
            let mut safe = BTreeSet::new();
            for start in &starts {
                let Some(circle) = circle((network, routes), *start, to, &down, &mut safe) else { continue };
                // The last of the routes in the file closes the circle.
                let numbered = circle.iter().enumerate();
                let routes = numbered
                    .filter_map(|(place, station)| Some((place, taken(given.get(station)?, to.indicator)?)));
                let Some((first, at)) = routes.max_by_key(|(_, at)| at.start) else { continue };
                if told.insert(at.start) {
                    let circle: Vec<_> =
                        circle.iter().cycle().skip(first).take(circle.len()).copied().collect();
                    problems.add(at, "route.via", describe(network, to.indicator, &circle, &down));
                }
            }
        }
    }
}

/// Where the route of a station that leads to an indicator stands: that of the longest prefix.
fn taken<'r>(routes: &'r [(String, Range<usize>)], to: &str) -> Option<&'r Range<usize>> {
    let leading = routes.iter().filter(|(prefix, _)| to.starts_with(prefix.as_str()));
    leading.max_by_key(|(prefix, _)| prefix.len()).map(|(_, at)| at)
}

/// What is handed in at a station, and what comes from each of its neighbours.
fn ways_in(network: &Network, station: usize) -> BTreeSet<Step> {
    let incoming = network.stations.get(station).map_or(&[][..], |station| station.incoming.as_slice());
    let neighbours =
        incoming.iter().filter_map(|place| network.circuits.get(*place)).map(|circuit| circuit.from);
    std::iter::once((station, None)).chain(neighbours.map(|from| (station, Some(from)))).collect()
}

fn down_at(outages: &[Outage], moment: Duration) -> BTreeSet<usize> {
    let during = |outage: &&Outage| outage.from <= moment && outage.until.is_none_or(|until| moment < until);
    outages.iter().filter(during).map(|outage| outage.circuit).collect()
}

/// The stations of the circle in which a transmission called to `to` would go from here on. Steps from which it comes
/// to an end are added to `safe`, so that each is followed once.
fn circle(
    (network, routes): (&Network, usize),
    start: Step,
    to: Called<'_>,
    down: &BTreeSet<usize>,
    safe: &mut BTreeSet<Step>,
) -> Option<Vec<usize>> {
    let mut way = vec![start];
    let mut met = BTreeSet::from([start]);
    while let Some(&(station, came_from)) = way.last() {
        let relays =
            came_from.is_none() || network.stations.get(station).is_some_and(|station| station.relay);
        let goes_on = Some(station) != to.station && relays && !safe.contains(&(station, came_from));
        let Some(next) = goes_on
            .then(|| next_station((network, routes), (station, came_from), to.indicator, down))
            .flatten()
        else {
            break;
        };
        let step = (next, Some(station));
        if !met.insert(step) {
            let first = way.iter().position(|before| *before == step)?;
            return Some(way.iter().skip(first).map(|(station, _)| *station).collect());
        }
        way.push(step);
    }
    safe.extend(way);
    None
}

/// Where a station sends what is called to `to`, by the rule of the station itself: over the first circuit that is up and
/// does not lead back to where it came from. `None` where it keeps it.
fn next_station(
    (network, routes): (&Network, usize),
    (station, came_from): Step,
    to: &str,
    down: &BTreeSet<usize>,
) -> Option<usize> {
    let here = network.stations.get(station)?;
    let circuits = here.routes.table(routes).circuits(to).iter();
    let ways: Vec<(usize, usize)> = circuits
        .filter_map(|own| here.outgoing.get(*own))
        .filter_map(|place| Some((*place, network.circuits.get(*place)?.to)))
        .collect();
    let onward = || ways.iter().filter(|(_, next)| Some(*next) != came_from);
    let chosen =
        onward().find(|(place, _)| !down.contains(place)).or_else(|| onward().next()).or(ways.first())?;
    (!down.contains(&chosen.0)).then_some(chosen.1)
}

fn describe(network: &Network, to: &str, circle: &[usize], down: &BTreeSet<usize>) -> String {
    let name =
        |station: &usize| network.stations.get(*station).map_or("", |station| station.indicator.as_str());
    let stations: Vec<_> = circle.iter().chain(circle.first()).map(name).collect();
    let mut message = format!("the routes to {to} loop: {}", stations.join(" to "));
    let down: Vec<_> = down.iter().filter_map(|place| network.circuits.get(*place)).collect();
    if !down.is_empty() {
        let labels: Vec<_> = down.iter().map(|circuit| circuit.label.as_str()).collect();
        // Writing to a string cannot fail.
        _ = write!(message, ", while {} is down", labels.join(" and "));
    }
    message
}
