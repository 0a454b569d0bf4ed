//! The scenario: a network, the cables handed in to it, and what goes wrong on its circuits.
//!
//! A [`Scenario`] is read from a TOML file and checked as a whole before anything runs. Whatever is wrong with it is
//! told at once in a [`Refusal`], each problem with its line, column and key.
//!
#![doc = include_str!("keys.md")]

mod cables;
mod changing;
mod circles;
mod classes;
mod collectives;
mod fields;
mod files;
mod handling;
mod held;
mod hours;
mod include;
mod minimize;
mod network;
mod odd;
mod offered;
mod reach;
mod read;
mod refusal;
mod replay;
mod routing;
mod setting;
mod source;
mod suggest;
mod traffic;
mod twice;
mod unsupported;
mod value;
mod ways;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::directory::Routes;
use crate::message::{Classification, RoutingIndicator};
use crate::station::{self, Incoming, IncomingCircuit, OpeningHours, Outgoing, OutgoingCircuit, Plan, Rules};

use super::builtin;
use super::weather::Faults;

pub use super::builtin::BuiltIn;
pub(crate) use cables::{Addressed, Submission};
pub(crate) use collectives::Collective;
pub use files::{Files, Folder};
pub(crate) use handling::Objectives;
pub use handling::{Fidelity, Preemption, PreemptionMode, WarmUp};
pub(crate) use minimize::Minimize;
pub use refusal::{Problem, Refusal};
pub(crate) use replay::Replay;
pub use setting::Setting;
pub use source::Source;
pub(crate) use suggest::meant;
pub(crate) use traffic::{Arrivals, Length, Traffic};
pub use value::Speed;

/// All keys of a scenario, as Markdown: a table, and what there is to say of them.
pub const KEYS: &str = include_str!("keys.md");

/// A checked scenario. It can always be run.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(crate) name: String,
    pub(crate) start: Timestamp,
    pub(crate) duration: Duration,
    pub(crate) seed: u64,
    pub(crate) fidelity: Fidelity,
    pub(crate) preemption: Preemption,
    pub(crate) preemption_mode: PreemptionMode,
    pub(crate) warm_up: WarmUp,
    pub(crate) rules: Rules,
    /// Relays tell originators of what they cannot send on.
    pub(crate) tell_originators: bool,
    /// Channel numbers begin again with each day.
    pub(crate) day_change: bool,
    pub(crate) objectives: Objectives,
    pub(crate) stations: Vec<Station>,
    pub(crate) circuits: Vec<Circuit>,
    /// The classes above which some circuits carry nothing, the lowest first: the routes of each station have a place for each.
    pub(crate) limits: Vec<Classification>,
    pub(crate) submissions: Vec<Submission>,
    pub(crate) replays: Vec<Replay>,
    /// Faults and times of MINIMIZE that begin when the duration has gone, and when.
    pub(crate) late: Vec<(String, Duration)>,
    pub(crate) traffic: Vec<Traffic>,
    pub(crate) minimize: Vec<Minimize>,
    pub(crate) outages: Vec<Outage>,
    pub(crate) stops: Vec<Stop>,
    pub(crate) collectives: Vec<Collective>,
}

/// One station of the network.
#[derive(Clone, Debug)]
pub(crate) struct Station {
    pub(crate) indicator: RoutingIndicator<'static>,
    pub(crate) plad: String,
    /// How random traffic addresses it: `RUEHMO/AMEMBASSY MOSCOW`.
    pub(crate) entry: String,
    pub(crate) relay: bool,
    pub(crate) processing: Duration,
    pub(crate) hours: Option<OpeningHours>,
    /// It stops at times: it keeps a journal.
    pub(crate) stops: bool,
    /// Degrees north and east, where the scenario says where it is.
    pub(crate) place: Option<(f64, f64)>,
    /// Its circuits out, by their places among all circuits, in the order of the file. A route names places here.
    pub(crate) outgoing: Vec<usize>,
    /// Its circuits in.
    pub(crate) incoming: Vec<usize>,
    pub(crate) routes: Routes,
}

/// One direction between two stations.
#[derive(Clone, Debug)]
pub(crate) struct Circuit {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) channel: String,
    /// `RUEH:XRO`, unique.
    pub(crate) name: String,
    /// `XRO`, or `RUEH:XRO` where another station has a channel of that name.
    pub(crate) label: String,
    pub(crate) speed: Speed,
    pub(crate) latency: Duration,
    /// Characters added to each transmission in timing fidelity.
    pub(crate) overhead: u64,
    /// In timing fidelity: the mean of the length that is drawn anew for each transmission, exponentially.
    pub(crate) redraw: Option<f64>,
    pub(crate) faults: Faults,
    /// The circuit on which the far end answers.
    pub(crate) way_back: Option<usize>,
    /// It can lose, garble or fail.
    pub(crate) faulty: bool,
    pub(crate) patience: Duration,
    /// What would wait longer than this takes an alternate.
    pub(crate) backlog: Option<Duration>,
    /// The highest class that it may carry; `None`: all.
    pub(crate) approved: Option<Classification>,
}

/// A time during which a circuit is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outage {
    pub(crate) circuit: usize,
    pub(crate) from: Duration,
    /// `None`: to the end.
    pub(crate) until: Option<Duration>,
}

/// A time during which a station is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) station: usize,
    pub(crate) from: Duration,
    /// `None`: to the end.
    pub(crate) until: Option<Duration>,
}

impl BuiltIn {
    /// All of them, in the order in which they are listed.
    pub const ALL: &[Self] = builtin::ALL;

    /// The one of this name.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// assert_eq!(BuiltIn::named("moscow").unwrap().read()?.name(), "Moscow dispatch");
    /// # Ok::<(), torntape::sim::scenario::Refusal>(())
    /// ```
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|built_in| built_in.name == name)
    }

    /// What to say to who asked for another one: the names of all, and the one that is near.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// assert!(BuiltIn::instead_of("strom").ends_with(": is `storm` meant?"));
    /// ```
    pub fn instead_of(name: &str) -> String {
        let names = || Self::ALL.iter().map(|built_in| built_in.name);
        let all = format!("the built-in scenarios are {}", names().collect::<Vec<_>>().join(", "));
        suggest::meant(name, names()).map_or(all.clone(), |meant| format!("{all}: {meant}"))
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// None: its files are part of the program.
    pub fn read(&self) -> Result<Scenario, Refusal> {
        self.source().read(&[])
    }

    /// Its text, for reading it with other values.
    pub fn source(&self) -> Source {
        Source::new(self.text.to_owned(), self.name.to_owned(), builtin::Embedded)
    }
}

impl Scenario {
    /// The built-in scenario "moscow": the State Department's cable of four sections on its way to four posts.
    ///
    /// # Errors
    ///
    /// None: its files are part of the program.
    pub fn moscow() -> Result<Self, Refusal> {
        builtin::MOSCOW.read()
    }

    /// Reads the scenario file at `path`; the files it names are looked for beside it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, or that it cannot be read.
    pub fn load(path: &Path) -> Result<Self, Refusal> {
        Source::load(path)?.read(&[])
    }

    /// Reads a scenario from TOML text. `file` is its name in problems; `files` gives the cables it names.
    ///
    /// ```
    /// use torntape::sim::scenario::{Folder, Scenario};
    ///
    /// let refusal = Scenario::read("start = \"yesterday\"", "mine.toml", &Folder(".".into())).unwrap_err();
    /// assert_eq!(
    ///     refusal.to_string().lines().last(),
    ///     Some("mine.toml:1:9: start: expected a date and time such as \"2009-09-21T21:56:00Z\", but found `yesterday`")
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of the text.
    pub fn read(text: &str, file: &str, files: &dyn Files) -> Result<Self, Refusal> {
        read::scenario(text, file, files, &[])
    }

    /// How closely its circuits are modelled.
    pub const fn fidelity(&self) -> Fidelity {
        self.fidelity
    }

    /// Whether its runs find out how long the network takes to warm up.
    pub fn finds_warm_up(&self) -> bool {
        self.warm_up == WarmUp::Auto
    }

    /// Cables offered before this time are left out of the statistics, where it is known before the run.
    pub(crate) const fn warm_up_time(&self) -> Duration {
        match self.warm_up {
            WarmUp::Fixed(time) => time,
            WarmUp::Auto => Duration::ZERO,
        }
    }

    /// The same with another seed.
    #[must_use]
    pub const fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Its title.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What all random numbers of a run follow from.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The date and time at its start.
    pub const fn start(&self) -> Timestamp {
        self.start
    }

    /// The deliveries it asks for: each cable to each of its addressees, as (cable, station or name).
    pub fn deliveries(&self) -> impl Iterator<Item = (&str, &str)> {
        let cables = self.submissions.iter();
        cables.flat_map(|cable| cable.addressees.iter().map(|to| (cable.id.as_str(), to.name.as_str())))
    }

    /// Each station by its routing indicator, and the degrees north and east where the scenario says that it is.
    pub fn places(&self) -> impl Iterator<Item = (&RoutingIndicator<'static>, Option<(f64, f64)>)> {
        self.stations.iter().map(|station| (&station.indicator, station.place))
    }

    /// How much it is, in words: `7 stations, 12 circuits, 5 cables, 0 streams of traffic`.
    pub fn size(&self) -> String {
        let counted =
            |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
        let left_out = match self.left_out().count() {
            0 => String::new(),
            many => format!(" ({many} left out)"),
        };
        [
            counted(self.stations.len(), "station", "stations"),
            counted(self.circuits.len(), "circuit", "circuits"),
            counted(self.submissions.len(), "cable", "cables") + &left_out,
            counted(self.traffic.len(), "stream of traffic", "streams of traffic"),
        ]
        .join(", ")
    }

    /// The cables of archives that cannot be handed in and were left out, each by its file with the reason, in the order of
    /// the archives.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        self.replays.iter().flat_map(|replay| replay.left_out.iter()).map(String::as_str)
    }

    /// What each station is told when it opens, in the order of the file.
    pub fn plans(&self) -> Vec<Plan> {
        let by_name = self.stations_by_name();
        let mut rules = self.rules.clone();
        if rules.ask_originator.is_some() {
            rules.serving = self.serving();
        }
        let by_name = Arc::new(by_name);
        let collectives = self.collectives_known();
        let plan = |station: &Station| Plan {
            indicator: station.indicator.clone(),
            plad: station.plad.clone(),
            stations: Arc::clone(&by_name),
            collectives: Arc::clone(&collectives),
            relay: station.relay,
            processing: station.processing,
            hours: station.hours.clone(),
            preemption: self.preemption,
            preemption_mode: self.preemption_mode,
            rules: rules.clone(),
            journal: station.stops,
            tell_originators: self.tell_originators,
            day_change: self.day_change,
            start: self.start,
            outgoing: self
                .circuits_at(&station.outgoing)
                .filter_map(|circuit| self.outgoing(station, circuit))
                .collect(),
            incoming: self
                .circuits_at(&station.incoming)
                .filter_map(|circuit| self.incoming(station, circuit))
                .collect(),
            routes: station.routes.clone(),
        };
        self.stations.iter().map(plan).collect()
    }

    /// The relay that serves each station: itself, or the first with a circuit to it.
    fn serving(&self) -> BTreeMap<RoutingIndicator<'static>, RoutingIndicator<'static>> {
        let relay = |circuit: &Circuit| self.stations.get(circuit.from).filter(|station| station.relay);
        let relays = self.stations.iter().filter_map(|station| {
            let own = station.relay.then_some(station);
            let relay = own.or_else(|| self.circuits_at(&station.incoming).find_map(relay))?;
            Some((station.indicator.clone(), relay.indicator.clone()))
        });
        relays.collect()
    }

    /// The stations by their plain language address designators; of two of one name, the first.
    pub(crate) fn stations_by_name(&self) -> BTreeMap<String, RoutingIndicator<'static>> {
        let stations = self.stations.iter().rev();
        stations.map(|station| (station.plad.clone(), station.indicator.clone())).collect()
    }

    /// What the stations know of its collectives.
    pub(crate) fn collectives_known(&self) -> Arc<[station::Collective]> {
        collectives::known(&self.collectives, &self.stations)
    }

    fn circuits_at<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = &'a Circuit> {
        places.iter().filter_map(|place| self.circuits.get(*place))
    }

    fn outgoing(&self, station: &Station, circuit: &Circuit) -> Option<OutgoingCircuit> {
        let back = circuit.way_back.and_then(|back| station.incoming.iter().position(|place| *place == back));
        Some(OutgoingCircuit {
            channel: circuit.channel.clone(),
            to: self.stations.get(circuit.to)?.indicator.clone(),
            character: circuit.speed.time(1),
            way_back: back.map(Incoming),
            faulty: circuit.faulty,
            patience: circuit.patience,
            backlog: circuit.backlog,
        })
    }

    fn incoming(&self, station: &Station, circuit: &Circuit) -> Option<IncomingCircuit> {
        let back = circuit.way_back.and_then(|back| station.outgoing.iter().position(|place| *place == back));
        Some(IncomingCircuit {
            channel: circuit.channel.clone(),
            from: self.stations.get(circuit.from)?.indicator.clone(),
            character: circuit.speed.time(1),
            latency: circuit.latency,
            way_back: back.map(Outgoing),
            faulty: circuit.faulty,
            patience: circuit.patience,
        })
    }
}
