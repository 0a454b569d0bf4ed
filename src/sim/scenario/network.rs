//! Stations, circuits and their outages: reading them, and whether they make a network.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use super::fields::{Fields, Located};
use super::refusal::Problems;
use super::suggest::meant;
use super::value::{self, Speed};
use super::{Circuit, Collective, Outage, Station, Stop, classes, hours};
use crate::directory::Routes;
use crate::message::{Classification, RoutingIndicator, limits};
use crate::sim::draft;
use crate::sim::weather::Faults;

/// The shortest time to wait for an answer to a service message.
const PATIENCE_MIN: Duration = Duration::from_secs(60);

/// A network while it is being read.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) stations: Vec<Station>,
    pub(super) circuits: Vec<Circuit>,
    pub(super) outages: Vec<Outage>,
    pub(super) stops: Vec<Stop>,
    pub(super) collectives: Vec<Collective>,
    by_indicator: BTreeMap<RoutingIndicator<'static>, usize>,
    names: BTreeSet<String>,
}

impl Network {
    /// Reads `[[station]]` and `[[circuit]]`.
    pub(super) fn read(top: &Fields<'_>, problems: &mut Problems) -> Self {
        let mut network = Self::default();
        let mut places = Vec::new();
        for fields in at_most(limits::STATIONS_MAX, top.tables("station", problems), problems) {
            network.read_station(&fields, &mut places, problems);
        }
        let circuits = at_most(limits::CIRCUITS_MAX, top.tables("circuit", problems), problems);
        for fields in &circuits {
            network.read_circuit(fields, problems);
        }
        network.label_circuits();
        // A circuit that could not be read may be the one that the station had.
        if network.circuits.len() < circuits.len() {
            return network;
        }
        for (station, at) in network.stations.iter().zip(&places) {
            if station.outgoing.is_empty() && station.incoming.is_empty() {
                let message = format!("{} has no circuit in or out", station.indicator);
                problems.add(at, "station.indicator", message);
            }
        }
        network
    }

    fn read_station(
        &mut self,
        fields: &Fields<'_>,
        places: &mut Vec<std::ops::Range<usize>>,
        problems: &mut Problems,
    ) {
        fields.refuse_others(
            &["indicator", "plad", "relay", "processing", "hours", "zone", "days", "place"],
            problems,
        );
        fields.require("indicator", problems);
        fields.require("plad", problems);
        let indicator = fields.parsed("indicator", indicator, problems);
        let plad = fields.parsed("plad", plad, problems);
        let relay = fields.boolean("relay", problems).unwrap_or(false);
        let processing =
            fields.parsed("processing", value::duration, problems).map_or(Duration::ZERO, |time| time.value);
        let hours = hours::read(fields, problems);
        let place = fields.coordinates("place", problems);
        let Some(Located { value: indicator, at }) = indicator else { return };
        if self.station(indicator.as_str()).is_some() {
            problems.add(&at, &fields.key("indicator"), format!("{indicator} is a station already"));
            return;
        }
        places.push(at);
        self.by_indicator.insert(indicator.clone(), self.stations.len());
        let plad = plad.map_or_else(String::new, |plad| plad.value);
        self.stations.push(Station {
            entry: draft::entry(&indicator, &plad),
            indicator,
            plad,
            relay,
            processing,
            hours,
            stops: false,
            place,
            outgoing: Vec::new(),
            incoming: Vec::new(),
            routes: Routes::default(),
        });
    }

    fn read_circuit(&mut self, fields: &Fields<'_>, problems: &mut Problems) {
        let known = [
            "from",
            "to",
            "channel",
            "speed",
            "latency",
            "overhead",
            "redraw",
            "backlog",
            "classification",
            "loss",
            "garble",
            "duplicate",
            "reorder",
        ];
        fields.refuse_others(&known, problems);
        for key in ["from", "to", "channel", "speed"] {
            fields.require(key, problems);
        }
        let from = self.named_station(fields, "from", problems);
        let to = self.named_station(fields, "to", problems);
        let channel = fields.parsed("channel", channel, problems);
        let speed = fields.parsed("speed", str::parse::<Speed>, problems);
        let latency =
            fields.parsed("latency", value::duration, problems).map_or(Duration::ZERO, |time| time.value);
        let overhead = fields.count_to(u64::from(u32::MAX), "overhead", problems).unwrap_or(0);
        let redraw = fields.number("redraw", problems);
        let backlog = fields.parsed("backlog", value::duration, problems).map(|limit| limit.value);
        let approved = classes::approved(fields, problems);
        let mut chance = |key| fields.probability(key, problems).unwrap_or(0.0);
        let faults = Faults {
            loss: chance("loss"),
            garble: chance("garble"),
            duplicate: chance("duplicate"),
            reorder: chance("reorder"),
        };
        let (Some(from), Some(to), Some(channel), Some(speed)) = (from, to, channel, speed) else { return };
        if from.value == to.value {
            problems.add(&to.at, &fields.key("to"), "the circuit leads back to where it begins");
            return;
        }
        let Some(sender) = self.stations.get(from.value) else { return };
        let name = format!("{}:{}", sender.indicator, channel.value);
        if !self.names.insert(name.clone()) {
            let message = format!("{} sends on channel {} already", sender.indicator, channel.value);
            problems.add(&channel.at, &fields.key("channel"), message);
            return;
        }
        self.join(from.value, to.value);
        self.circuits.push(Circuit {
            from: from.value,
            to: to.value,
            label: channel.value.clone(),
            channel: channel.value,
            name,
            speed: speed.value,
            latency,
            overhead,
            redraw,
            faults,
            way_back: None,
            faulty: faults.loss > 0.0 || faults.garble > 0.0,
            patience: PATIENCE_MIN,
            backlog,
            approved,
        });
    }

    /// The classes for which some circuit is approved but for nothing above, the lowest first.
    pub(super) fn limits(&self) -> BTreeSet<Classification> {
        self.circuits.iter().filter_map(|circuit| circuit.approved).collect()
    }

    /// Whether a circuit carries what is above a class, up to the next that is a limit.
    pub(super) fn carries(&self, circuit: usize, above: Option<Classification>) -> bool {
        let circuit = self.circuits.get(circuit);
        above.is_none_or(|above| {
            circuit.is_some_and(|circuit| circuit.approved.is_none_or(|approved| approved > above))
        })
    }

    /// Tells both ends of the circuit that is about to be added.
    fn join(&mut self, from: usize, to: usize) {
        let place = self.circuits.len();
        if let Some(sender) = self.stations.get_mut(from) {
            sender.outgoing.push(place);
        }
        if let Some(receiver) = self.stations.get_mut(to) {
            receiver.incoming.push(place);
        }
    }

    /// A channel that two stations use is told apart by its sender.
    fn label_circuits(&mut self) {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for circuit in &self.circuits {
            *uses.entry(circuit.channel.clone()).or_default() += 1;
        }
        for circuit in &mut self.circuits {
            if uses.get(&circuit.channel).is_some_and(|uses| *uses > 1) {
                circuit.label.clone_from(&circuit.name);
            }
        }
    }

    /// Reads `[[fault]]`.
    pub(super) fn read_faults(
        &mut self,
        faults: &[Fields<'_>],
        start: Option<Timestamp>,
        problems: &mut Problems,
    ) {
        for fields in faults {
            fields.refuse_others(&["at", "for", "circuit", "station"], problems);
            if !fields.has("station") {
                fields.require("circuit", problems);
            } else if fields.has("circuit") {
                let message = "names a circuit and a station: write a `[[fault]]` for each";
                problems.add(&fields.key_place("station"), &fields.key("station"), message);
            }
            fields.require("at", problems);
            let from = fields.offset("at", start, problems);
            let length = fields.parsed("for", value::duration, problems);
            if let Some(none) = length.as_ref().filter(|length| length.value.is_zero()) {
                problems.add(&none.at, &fields.key("for"), "nothing fails in no time");
            }
            let circuit = fields.text("circuit", problems);
            let circuit =
                circuit.and_then(|name| self.named_circuit(&name, &fields.key("circuit"), problems));
            let station = self.named_station(fields, "station", problems);
            let Some(from) = from.map(|from| from.value) else { continue };
            let until = length.map(|length| from.saturating_add(length.value));
            if let Some(circuit) = circuit {
                self.outages.push(Outage { circuit, from, until });
                if let Some(circuit) = self.circuits.get_mut(circuit) {
                    circuit.faulty = true;
                }
            }
            if let Some(Located { value: station, .. }) = station {
                self.stop(Stop { station, from, until });
            }
        }
    }

    /// A station stops: what is sent to it or by it then is lost, so that its circuits are as those that can fail.
    fn stop(&mut self, stop: Stop) {
        self.stops.push(stop);
        if let Some(station) = self.stations.get_mut(stop.station) {
            station.stops = true;
        }
        let touched = |circuit: &&mut Circuit| circuit.from == stop.station || circuit.to == stop.station;
        for circuit in self.circuits.iter_mut().filter(touched) {
            circuit.faulty = true;
        }
    }

    /// The circuit `XRO` or, where two stations send on an XRO, `RUEH:XRO`.
    pub(super) fn named_circuit(
        &self,
        name: &Located<&str>,
        key: &str,
        problems: &mut Problems,
    ) -> Option<usize> {
        let places = |of: fn(&Circuit) -> &str| {
            let numbered = self.circuits.iter().enumerate();
            numbered
                .filter(move |(_, circuit)| of(circuit) == name.value)
                .map(|(place, _)| place)
                .collect::<Vec<_>>()
        };
        let named = [places(|circuit| &circuit.name), places(|circuit| &circuit.channel)].concat();
        match named.as_slice() {
            [place] => Some(*place),
            [] => {
                let help = meant(name.value, self.circuits.iter().map(|circuit| circuit.label.as_str()));
                problems.add_with_help(
                    &name.at,
                    key,
                    format!("there is no circuit `{}`", name.value.escape_debug()),
                    help,
                );
                None
            }
            several => {
                let circuits = several.iter().filter_map(|place| self.circuits.get(*place));
                let full: Vec<_> = circuits.map(|circuit| circuit.name.as_str()).collect();
                let message =
                    format!("several stations send on channel {}: say {}", name.value, full.join(" or "));
                problems.add(&name.at, key, message);
                None
            }
        }
    }

    /// The place of a station.
    pub(super) fn station(&self, indicator: &str) -> Option<usize> {
        self.by_indicator.get(&RoutingIndicator::new(indicator).ok()?).copied()
    }

    /// The station that a key names.
    pub(super) fn named_station(
        &self,
        fields: &Fields<'_>,
        key: &str,
        problems: &mut Problems,
    ) -> Option<Located<usize>> {
        let name = fields.text(key, problems)?;
        let value = self.station_at(&name, &fields.key(key), problems)?;
        Some(Located { value, at: name.at })
    }

    /// The station that a text names.
    pub(super) fn station_at(
        &self,
        name: &Located<&str>,
        key: &str,
        problems: &mut Problems,
    ) -> Option<usize> {
        let station = self.station(name.value);
        if station.is_none() {
            let help = meant(name.value, self.stations.iter().map(|station| station.indicator.as_str()));
            let message = format!("there is no station `{}`", name.value.escape_debug());
            problems.add_with_help(&name.at, key, message, help);
        }
        station
    }

    /// Pairs each circuit with its way back and works out how long an answer may take: twice the time of the longest
    /// section both ways, at least a minute.
    pub(super) fn settle(&mut self, section_length: usize) {
        let mut between: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (place, circuit) in self.circuits.iter().enumerate() {
            between.entry((circuit.from, circuit.to)).or_default().push(place);
        }
        let between = |from, to| between.get(&(from, to)).map_or(&[][..], Vec::as_slice);
        let time = |place: usize| {
            let circuit = self.circuits.get(place);
            circuit.map_or(Duration::ZERO, |circuit| {
                circuit.speed.time(section_length).saturating_add(circuit.latency)
            })
        };
        let mut settled = Vec::with_capacity(self.circuits.len());
        for (place, circuit) in self.circuits.iter().enumerate() {
            // Of several circuits side by side, the first answers the first, and the last all that are left.
            let nth = between(circuit.from, circuit.to).iter().position(|other| *other == place).unwrap_or(0);
            let backs = between(circuit.to, circuit.from);
            let way_back = backs.get(nth).or(backs.last()).copied();
            let both_ways = time(place).saturating_add(way_back.map_or(Duration::ZERO, time));
            settled.push((way_back, both_ways.saturating_mul(2).max(PATIENCE_MIN)));
        }
        for (circuit, (way_back, patience)) in self.circuits.iter_mut().zip(settled) {
            (circuit.way_back, circuit.patience) = (way_back, patience);
        }
    }
}

/// The tables, or none and a problem where there are too many.
fn at_most<'a>(most: usize, tables: Vec<Fields<'a>>, problems: &mut Problems) -> Vec<Fields<'a>> {
    let Some(first_past) = tables.get(most) else { return tables };
    problems.add(&first_past.at, first_past.name(), format!("a scenario has at most {most} of these"));
    Vec::new()
}

pub(super) fn indicator(written: &str) -> Result<RoutingIndicator<'static>, String> {
    RoutingIndicator::new(written.to_owned()).map_err(|error| error.to_string())
}

pub(super) fn plad(written: &str) -> Result<String, String> {
    if written.trim().is_empty() || written.chars().any(char::is_control) {
        return Err(format!(
            "expected a name such as \"AMEMBASSY MOSCOW\", but found `{}`",
            written.escape_debug()
        ));
    }
    Ok(written.to_owned())
}

/// A channel designator: three letters or figures (ACP 127(G) 112).
fn channel(written: &str) -> Result<String, String> {
    let fits =
        written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if fits {
        Ok(written.to_owned())
    } else {
        Err(format!(
            "expected three capital letters or figures such as \"XRA\", but found `{}`",
            written.escape_debug()
        ))
    }
}
