//! Reading a scenario file from top to bottom.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use toml::Spanned;
use toml::de::DeTable;

use super::cables::{Desk, Submission};
use super::fields::Fields;
use super::files::Files;
use super::handling::Handling;
use super::network::Network;
use super::refusal::{Problems, Refusal};
use super::setting::{self, Edit, Setting};
use super::{Scenario, collectives, include, minimize, reach, replay, routing, traffic, unsupported, value};
use crate::message::RoutingIndicator;

const TOP: [&str; 27] = [
    "include",
    "name",
    "start",
    "duration",
    "warm_up",
    "seed",
    "fidelity",
    "preemption",
    "preemption_mode",
    "ask_originator",
    "flash_receipts",
    "tell_originators",
    "dual_precedence",
    "reroute",
    "alternates",
    "subject_to_correction",
    "day_change",
    "objectives",
    "station",
    "circuit",
    "route",
    "submit",
    "replay",
    "traffic",
    "fault",
    "minimize",
    "collective",
];

/// Reads and checks all of it, with some keys set to other values; every problem is told, not only the first.
pub(super) fn scenario(
    text: &str,
    file: &str,
    files: &dyn Files,
    settings: &[Setting],
) -> Result<Scenario, Refusal> {
    let mut problems = Problems::in_text(text);
    let sources = include::gather(text, file, files, &mut problems);
    // Each has been parsed once to find what it includes.
    let parse =
        || -> Vec<_> { sources.iter().filter_map(|source| DeTable::parse(&source.text).ok()).collect() };
    let edits = edits(settings, &parse(), &mut problems);
    let mut parsed = parse();
    if !problems.is_empty() || parsed.len() < sources.len() {
        return Err(problems.into_refusal(file));
    }
    setting::apply(&edits, &mut parsed);
    let mut tops: Vec<_> = sources
        .iter()
        .zip(&parsed)
        .map(|(source, table)| Fields::top(table, source.base, &source.folder))
        .collect();
    if tops.is_empty() {
        return Err(problems.into_refusal(file));
    }
    let own = tops.remove(0);
    let top = own.with(tops);
    let scenario = read_tables(&top, file, files, &mut problems);
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(problems.into_refusal(file)),
    }
}

fn edits(settings: &[Setting], parsed: &[Spanned<DeTable<'_>>], problems: &mut Problems) -> Vec<Edit> {
    let mut edits = Vec::new();
    for setting in settings {
        match setting::resolve(setting, parsed) {
            Ok(found) => edits.extend(found),
            Err((message, help)) => problems.add_outside(setting.key(), message, help),
        }
    }
    edits
}

fn read_tables(top: &Fields<'_>, file: &str, files: &dyn Files, problems: &mut Problems) -> Option<Scenario> {
    top.refuse_others(&TOP, problems);
    for key in ["start", "duration", "station", "circuit"] {
        top.require(key, problems);
    }
    let faults = top.tables("fault", problems);
    let name = top.text("name", problems).map(|name| name.value.to_owned());
    let start = top.timestamp("start", problems);
    let duration = top.parsed("duration", value::duration, problems);
    if let Some(duration) = duration.as_ref().filter(|duration| duration.value.is_zero()) {
        problems.add(&duration.at, "duration", "nothing happens in no time");
    }
    let handling = Handling::read(top, duration.as_ref().map(|duration| duration.value), problems);
    unsupported::refuse(top, &handling, problems);
    let seed = top.count("seed", problems).unwrap_or(1);
    let mut network = Network::read(top, problems);
    unsupported::refuse_redraw(&top.tables("circuit", &mut Problems::in_text("")), &handling, problems);
    network.read_faults(&faults, start, problems);
    collectives::read(&mut network, &top.tables("collective", problems), problems);
    let mut desk = Desk::new(&network, handling.rules.reroute, files);
    for submit in top.tables("submit", problems) {
        desk.take_in(&submit, start, problems);
    }
    let replays = top.tables("replay", problems).into_iter();
    let replays: Vec<_> = replays
        .filter_map(|fields| replay::take_in(&mut desk, &network, (&fields, start), problems))
        .collect();
    let (submissions, section_length, origins) = desk.close();
    let streams = top.tables("traffic", problems);
    let (mut traffic, mut drawn, mut offered) = (Vec::new(), Vec::new(), 0.0);
    for (table, fields) in streams.iter().enumerate() {
        if let Some((streams, pairs)) = traffic::read(table, fields, &network, problems) {
            let duration = duration.as_ref().map_or(Duration::ZERO, |duration| duration.value);
            traffic::refuse_endless(fields, &streams, duration, &mut offered, problems);
            traffic.extend(streams);
            drawn.push(pairs);
        }
    }
    unsupported::refuse_warm_up(top, &handling, &traffic, problems);
    let orders = top.tables("minimize", problems);
    let minimize =
        orders.iter().filter_map(|fields| minimize::read(fields, start, &network, problems)).collect();
    let mut strangers = strangers(&submissions);
    if handling.tell_originators {
        strangers.extend(origins);
    }
    let routes = (top.tables("route", problems), top.boolean("alternates", problems).unwrap_or(false));
    let given = routing::route(&mut network, (&routes.0, routes.1), &strangers, problems);
    if problems.is_empty() {
        reach::refuse(&network, &drawn, &given, handling.rules.reroute, problems);
    }
    let offered = start.map(|start| traffic::section_length(&traffic, &network, start));
    network.settle(section_length.max(offered.unwrap_or(0)));
    let duration = duration.map_or(Duration::ZERO, |duration| duration.value);
    let late = late(&faults, &orders, start, duration);
    Some(Scenario {
        name: name.unwrap_or_else(|| title(file)),
        start: start?,
        duration,
        seed,
        fidelity: handling.fidelity,
        preemption: handling.preemption,
        preemption_mode: handling.mode,
        warm_up: handling.warm_up,
        rules: handling.rules,
        tell_originators: handling.tell_originators,
        day_change: handling.day_change,
        objectives: handling.objectives,
        limits: network.limits().into_iter().collect(),
        stations: network.stations,
        circuits: network.circuits,
        submissions,
        late,
        replays,
        traffic,
        minimize,
        outages: network.outages,
        stops: network.stops,
        collectives: network.collectives,
    })
}

/// The faults and times of MINIMIZE that begin when the duration has gone, by their names as a setting has them.
fn late(
    faults: &[Fields<'_>],
    orders: &[Fields<'_>],
    start: Option<Timestamp>,
    duration: Duration,
) -> Vec<(String, Duration)> {
    // What is wrong with them is told where they are read.
    let mut read_elsewhere = Problems::in_text("");
    let numbered = [faults, orders].into_iter().flat_map(|tables| tables.iter().enumerate());
    let begin = numbered.filter_map(|(number, fields)| {
        let at = fields.offset("at", start, &mut read_elsewhere)?.value;
        (at >= duration).then(|| (format!("{}[{number}]", fields.name()), at))
    });
    begin.collect()
}

/// The name of the file without its folder and ending.
fn title(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The routing indicators that cables call and no station has: routes by a prefix may lead to them all the same.
fn strangers(submissions: &[Submission]) -> BTreeSet<RoutingIndicator<'static>> {
    let addressees = submissions.iter().flat_map(|submission| &submission.addressees);
    let strangers = addressees.filter(|addressed| addressed.station.is_none());
    strangers
        .filter_map(|stranger| {
            RoutingIndicator::read(stranger.name.as_str()).map(RoutingIndicator::into_owned)
        })
        .collect()
}
