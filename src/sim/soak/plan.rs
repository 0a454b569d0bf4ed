//! A network and what happens on it, as parts that can be left out one by one. Each kind of part has a file of its own: what it
//! is, how it is drawn, written as TOML, and made simpler.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use super::dice::Dice;
use super::group::Group;
use super::handed::{Called, Handed, Pace, Whom};
use super::network::{Line, Post, indicator};
use super::options::{self, Options};
use super::stream::Stream;
use super::trouble::{Fault, Minimize, Route, Touched};
use crate::sim::scenario::{Files, Refusal, Scenario};

/// Eleven in the evening: half of all runs cross midnight.
const START: &str = "2009-09-21T23:00:00Z";

/// The file that holds the traffic where it stands apart.
const APART: &str = "traffic.toml";

/// A scenario before it is written: whatever is left out of it, the rest can still be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub(super) seed: u64,
    pub(super) minutes: u32,
    pub(super) timing: bool,
    pub(super) options: Options,
    pub(super) stations: Vec<Post>,
    pub(super) circuits: Vec<Line>,
    pub(super) routes: Vec<Route>,
    pub(super) groups: Vec<Group>,
    pub(super) cables: Vec<Handed>,
    pub(super) pace: Pace,
    pub(super) traffic: Vec<Stream>,
    /// The traffic stands in a file of its own.
    pub(super) apart: bool,
    pub(super) minimize: Vec<Minimize>,
    pub(super) faults: Vec<Fault>,
}

/// Files in memory, by their names.
struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let text = self.0.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes())
    }

    fn list(&self, name: &str) -> io::Result<Vec<String>> {
        let folder = format!("{name}/");
        let names: Vec<String> =
            self.0.keys().filter_map(|file| file.strip_prefix(&folder)).map(str::to_owned).collect();
        if names.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(names) }
    }
}

impl Plan {
    /// The plan of a seed: the same on any machine.
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice::of(seed);
        let mut plan = Self {
            seed,
            minutes: dice.from(10, 150),
            timing: dice.in_hundred(30),
            options: Options::new(),
            stations: Vec::new(),
            circuits: Vec::new(),
            routes: Vec::new(),
            groups: Vec::new(),
            cables: Vec::new(),
            pace: Pace::default(),
            traffic: Vec::new(),
            apart: dice.in_hundred(20),
            minimize: Vec::new(),
            faults: Vec::new(),
        };
        plan.draw_network(&mut dice);
        plan.draw_faults(&mut dice);
        plan.draw_routes(&mut dice);
        plan.draw_groups(&mut dice);
        plan.draw_cables(&mut dice);
        plan.draw_traffic(&mut dice);
        plan.draw_minimize(&mut dice);
        plan.options = options::draw(options::SCENARIO, &plan, &mut dice);
        plan.tidy();
        plan
    }

    /// Whether circuits carry lengths only.
    pub const fn is_timing(&self) -> bool {
        self.timing
    }

    /// How many parts it has: stations, circuits, routes, collectives, cables handed in, streams of traffic, times of MINIMIZE, faults.
    pub const fn parts(&self) -> usize {
        let network = self.stations.len() + self.circuits.len() + self.routes.len() + self.groups.len();
        network + self.cables.len() + self.traffic.len() + self.minimize.len() + self.faults.len()
    }

    /// Reads it as any scenario is read.
    ///
    /// # Errors
    ///
    /// What is wrong with it: then whoever drew it, or the reader, has a fault.
    pub fn scenario(&self) -> Result<Scenario, Refusal> {
        Scenario::read(&self.text(), "scenario.toml", &Memory(self.files()))
    }

    /// The scenario as TOML.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // A text takes in whatever is written into it.
        _ = self.write(&mut text);
        text
    }

    /// The files that the scenario names: name and content.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<_, _> =
            self.cables.iter().map(|cable| (cable.file(), cable.text(&self.groups))).collect();
        if self.apart {
            let mut text = String::new();
            _ = self.write_traffic(&mut text);
            files.insert(APART.to_owned(), text);
        }
        files
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "start = \"{START}\"\nduration = \"{}m\"\nseed = {}", self.minutes, self.seed)?;
        if self.apart {
            writeln!(text, "include = [\"{APART}\"]")?;
        }
        if self.timing {
            writeln!(text, "fidelity = \"timing\"")?;
        }
        options::write(&self.options, text)?;
        self.stations.iter().try_for_each(|post| post.write(text))?;
        self.circuits.iter().try_for_each(|line| line.write(text))?;
        self.routes.iter().try_for_each(|route| route.write(text))?;
        self.groups.iter().try_for_each(|group| group.write(text))?;
        self.write_cables(text)?;
        if !self.apart {
            self.write_traffic(text)?;
        }
        self.minimize.iter().try_for_each(|minimize| minimize.write(text))?;
        self.faults.iter().try_for_each(|fault| fault.write(self, text))
    }

    fn write_traffic(&self, text: &mut String) -> std::fmt::Result {
        self.traffic.iter().try_for_each(|stream| stream.write(&self.groups, text))
    }

    /// Whether a delivery may stay undone for this reason.
    ///
    /// What is down for ever and what nobody can ask for again excuses whatever is said of it. Else everything has to arrive, but
    /// for who is no station of the network, and for who cannot be reached.
    pub(super) fn may_say(&self, why: &str) -> bool {
        let none_stops = !self.faults.iter().any(|fault| matches!(fault.touched, Touched::Station(_)));
        let answered = |line: &Line| {
            // Where lengths are carried, nothing is lost but by weather and stops.
            let loses_nothing = self.timing && none_stops && line.is_fair();
            loses_nothing || self.circuits.iter().any(|back| (back.from, back.to) == (line.to, line.from))
        };
        let mends =
            self.circuits.iter().all(answered) && self.faults.iter().all(|fault| fault.for_s.is_some());
        let mut called = self.cables.iter().flat_map(|cable| cable.to.iter().chain(&cable.info));
        let reached =
            || self.stations.iter().all(|from| self.reached_from(from.number) == self.stations.len());
        let has = |line: &Line, key| line.options.iter().any(|(name, _)| *name == key);
        match why {
            _ if !mends => true,
            "no such station" => !called.all(Called::is_station),
            "no route" => !self.routes.is_empty() || !reached(),
            // A station that is no relay passes on what it should not have had, and gets it again.
            _ if why.ends_with(": missent twice") => !self.routes.is_empty() || !reached(),
            _ if why.starts_with("held at ") => self.circuits.iter().any(|line| has(line, "classification")),
            _ => false,
        }
    }

    /// How many stations can be reached from one over relays, itself included.
    fn reached_from(&self, from: u32) -> usize {
        let relays = |number| self.stations.iter().any(|post| post.number == number && post.relay);
        let (mut reached, mut next) = (vec![from], vec![from]);
        while let Some(here) = next.pop() {
            for line in self.circuits.iter().filter(|line| line.from == here) {
                if !reached.contains(&line.to) {
                    reached.push(line.to);
                    if relays(line.to) {
                        next.push(line.to);
                    }
                }
            }
        }
        reached.len()
    }

    /// All that its tables have of keys that may be left out.
    pub(super) fn options(&mut self) -> impl Iterator<Item = &mut Options> {
        let stations = self.stations.iter_mut().map(|post| &mut post.options);
        let circuits = self.circuits.iter_mut().map(|line| &mut line.options);
        let traffic = self.traffic.iter_mut().map(|stream| &mut stream.options);
        std::iter::once(&mut self.options).chain(stations).chain(circuits).chain(traffic)
    }

    /// Takes out whatever names a part that is no longer there.
    pub(super) fn tidy(&mut self) {
        let stations = self.station_numbers();
        let there = |number: u32| stations.contains(&number);
        self.circuits.retain(|line| there(line.from) && there(line.to));
        // What is called and no station is led in a circle by default routes that face each other: that is refused.
        let elsewhere = !self.routes.iter().any(Route::leads_elsewhere);
        let relays: Vec<u32> =
            self.stations.iter().filter(|post| post.relay).map(|post| post.number).collect();
        self.groups.retain_mut(|group| group.tidy(there, |at| relays.contains(&at)));
        let groups = &self.groups;
        let called = |called: &Called| match called.whom {
            Whom::Station(number) => there(number),
            Whom::Elsewhere => elsewhere,
            Whom::Nameless => true,
            Whom::Group { number, .. } => groups.iter().any(|group| group.number == number),
        };
        for cable in &mut self.cables {
            cable.to.retain(called);
            cable.info.retain(called);
        }
        self.cables.retain(|cable| there(cable.from) && !cable.to.is_empty());
        self.traffic.retain_mut(|stream| stream.tidy(there, groups));
        self.minimize.retain_mut(|minimize| minimize.tidy(there));
        let circuits: Vec<u32> = self.circuits.iter().map(|line| line.number).collect();
        self.routes.retain_mut(|route| {
            route.via.retain(|number| circuits.contains(number));
            there(route.at) && !route.via.is_empty()
        });
        self.faults.retain(|fault| match fault.touched {
            Touched::Circuit(number) => circuits.contains(&number),
            Touched::Station(number) => there(number),
        });
        self.keep_what_has_a_way();
    }

    /// Takes out of the traffic whom the routes do not reach: that would be refused.
    fn keep_what_has_a_way(&mut self) {
        if self.traffic.is_empty() {
            return;
        }
        let (traffic, cables, minimize) = (Vec::new(), Vec::new(), Vec::new());
        let Ok(bare) = (Self { cables, traffic, minimize, ..self.clone() }).scenario() else { return };
        let leads = |from: u32, to: u32| from == to || bare.leads(&indicator(from), &indicator(to));
        let (stations, groups) = (self.station_numbers(), &self.groups);
        self.traffic.retain_mut(|stream| {
            stream.keep_reached(leads, groups) && stream.tidy(|number| stations.contains(&number), groups)
        });
    }
}
