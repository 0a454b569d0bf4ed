//! `[[collective]]`: names that stand for many stations (ACP 127(G) 205, 221).

use std::sync::Arc;

use super::fields::{Fields, Located};
use super::network::{Network, indicator, plad};
use super::refusal::Problems;
use super::suggest::meant;
use super::traffic::stations;
use crate::decode::Decoder;
use crate::directory;
use crate::message::RoutingIndicator;
use crate::station;

/// A name that stands for several stations.
#[derive(Clone, Debug)]
pub(crate) struct Collective {
    pub(crate) name: String,
    pub(crate) indicator: Option<RoutingIndicator<'static>>,
    pub(crate) members: Vec<usize>,
    /// The relay that expands it; `None`: each originator does.
    pub(crate) at: Option<usize>,
}

impl Collective {
    /// As an address names it: `RUEHOO/CHINA POSTS COLLECTIVE`.
    pub(crate) fn addressee(&self) -> String {
        let indicator = self.indicator.as_ref().map_or_else(String::new, |own| format!("{own}/"));
        indicator + &self.name
    }
}

/// What the stations know of the collectives of a network.
pub(super) fn known(collectives: &[Collective], stations: &[super::Station]) -> Arc<[station::Collective]> {
    let member = |place: &usize| {
        let station = stations.get(*place)?;
        Some((station.indicator.clone(), station.plad.clone()))
    };
    let known = collectives.iter().map(|collective| station::Collective {
        name: collective.name.clone(),
        indicator: collective.indicator.clone(),
        members: collective.members.iter().filter_map(member).collect(),
        at: collective.at.and_then(|at| stations.get(at)).map(|at| at.indicator.clone()),
    });
    known.collect()
}

/// Reads all of them.
pub(super) fn read(network: &mut Network, tables: &[Fields<'_>], problems: &mut Problems) {
    for fields in tables {
        if let Some(collective) = read_one(network, fields, problems) {
            network.collectives.push(collective);
        }
    }
}

fn read_one(network: &Network, fields: &Fields<'_>, problems: &mut Problems) -> Option<Collective> {
    fields.refuse_others(&["name", "indicator", "members", "at"], problems);
    fields.require("name", problems);
    let name = fields.parsed("name", name, problems);
    let own = fields.parsed("indicator", indicator, problems);
    let at = network.named_station(fields, "at", problems);
    let listed = name.as_ref().and_then(|name| directory::collective(&name.value));
    if let Some(Located { value: name, at }) = &name {
        let is_station = network.stations.iter().any(|station| station.plad == *name);
        if is_station || network.collectives.iter().any(|other| other.name == *name) {
            let what = if is_station { "station" } else { "collective" };
            problems.add(at, &fields.key("name"), format!("{name} is a {what} already"));
        }
    }
    let taken = |own: &RoutingIndicator<'_>| {
        network.station(own.as_str()).is_some()
            || network.collectives.iter().any(|other| other.indicator.as_ref() == Some(own))
    };
    if let Some(Located { value: own, at }) = own.as_ref().filter(|own| taken(&own.value)) {
        problems.add(at, &fields.key("indicator"), format!("{own} is the indicator of another"));
    }
    let by_directory = || RoutingIndicator::new(listed?.indicator?).ok().filter(|own| !taken(own));
    let indicator = own.map(|own| own.value).or_else(by_directory);
    if let Some(at) = &at {
        if indicator.is_none() && !fields.has("indicator") {
            let message = "is called by no routing indicator that could be expanded there";
            let help = Some("say indicator = \"RUEHOO\", or leave `at` out".to_owned());
            problems.add_with_help(&at.at, &fields.key("at"), message, help);
        }
        if let Some(station) = network.stations.get(at.value).filter(|station| !station.relay) {
            let message = format!("{} is no relay: it could send nothing on", station.indicator);
            problems.add(&at.at, &fields.key("at"), message);
        }
    }
    let members = members(network, fields, listed, problems);
    Some(Collective { name: name?.value, indicator, members: members?, at: at.map(|at| at.value) })
}

/// The stations that the table names, or those of the directory's that are stations here.
fn members(
    network: &Network,
    fields: &Fields<'_>,
    listed: Option<&directory::Collective>,
    problems: &mut Problems,
) -> Option<Vec<usize>> {
    if fields.has("members") {
        return stations(fields, "members", network, None, problems);
    }
    let known = listed.filter(|listed| listed.is_expandable());
    let Some(known) = known else {
        problems.add(&fields.at, &fields.key("members"), "is missing");
        return None;
    };
    let members: Vec<usize> = known.members().filter_map(|post| network.station(post.indicator)).collect();
    if members.is_empty() {
        problems.add(&fields.at, &fields.key("members"), "none of those in the directory is a station here");
        return None;
    }
    Some(members)
}

/// A name that whoever reads an address takes for that of many.
fn name(written: &str) -> Result<String, String> {
    let name = plad(written)?;
    let heading = format!("R 210000Z SEP 09\nFM POST\nTO {name}\nBT\nUNCLAS STATE 000001\n");
    let cable = Decoder::new().heading(heading.as_bytes());
    match cable.to.as_slice() {
        [addressee] if addressee.collective && addressee.plad == name => Ok(name),
        _ => Err(format!(
            "expected a name such as \"CHINA POSTS COLLECTIVE\" or \"AIG 205\", but found `{}`",
            written.escape_debug()
        )),
    }
}

impl Network {
    /// The place of the station or, past all stations, of the collective that a text names.
    pub(super) fn addressee_at(
        &self,
        name: &Located<&str>,
        key: &str,
        problems: &mut Problems,
    ) -> Option<usize> {
        let is = |collective: &Collective| {
            collective.name == name.value
                || collective.indicator.as_ref().is_some_and(|own| *own == name.value)
        };
        let collective = || self.collectives.iter().position(is).map(|place| self.stations.len() + place);
        if let Some(place) = self.station(name.value).or_else(collective) {
            return Some(place);
        }
        let stations = self.stations.iter().map(|station| station.indicator.as_str());
        let names = self.collectives.iter().map(|collective| collective.name.as_str());
        let help = meant(name.value, stations.chain(names));
        let message = format!("there is no station `{}`", name.value.escape_debug());
        problems.add_with_help(&name.at, key, message, help);
        None
    }
}
