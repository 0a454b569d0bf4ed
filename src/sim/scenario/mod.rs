//! The scenario: a network, the cables handed in to it, and what goes wrong on its circuits.
//!
//! A [`Scenario`] is read from a TOML file and checked as a whole before anything runs. Whatever is wrong with it is
//! told at once in a [`Refusal`], each problem with its line, column and key.
//!
//! | key | meaning | when left out |
//! | --- | --- | --- |
//! | `name` | a title | the name of the file |
//! | `start` | date and time at the start | required |
//! | `duration` | means and utilisations are taken over this time | required |
//! | `seed` | what all random numbers follow from | 1 |
//! | `warm_up` | cables offered before this are left out of the statistics; `"auto"` finds it | `"0s"` |
//! | `fidelity` | `"wire"`: circuits carry bytes; `"timing"`: lengths | `"wire"` |
//! | `preemption` | what interrupts a transmission: `"none"`, `"flash"`, `"book"`, `"all"` | `"flash"` |
//! | `preemption_mode` | `"restart"`: it is sent again whole; `"resume"`: it goes on where it stopped | `"restart"` |
//! | `day_change` | channel numbers begin again at 0001 with each day, UTC, in wire fidelity | `false` |
//! | `ask_originator` | how long a post waits for sections that are missing before it asks their originator | it never asks |
//! | `flash_receipts` | every FLASH is receipted to the station that it came from | `false` |
//! | `tell_originators` | a relay that can send a cable no further tells its originator, in wire fidelity | `false` |
//! | `subject_to_correction` | relays pass FLASH and IMMEDIATE that are garbled in the text on at once | `false` |
//! | `station` | `indicator`, `plad`, `relay`, `processing`, `hours`, `zone`, `days`, `place` | `relay = false`, `processing = "0s"`; open day and night |
//! | `circuit` | `from`, `to`, `channel`, `speed`, `latency`, `overhead`, `redraw`, `backlog`, `classification`, `loss`, `garble`, `duplicate`, `reorder`; one direction | 0; `backlog`, `classification`: no limit |
//! | `route` | `at`, `prefix`, `via`; the longest prefix wins, alternates after the first choice | see below |
//! | `submit` | `at`, `from`, `file`, or `folder` and `every` | `at = "0s"`, `every = "0s"` |
//! | `replay` | `at`, `archive`, `from`, `speed`, `skip` | `at = "0s"`, `speed = 1`, `skip = false` |
//! | `traffic` | `from`, `from_weights`, `to`, `addressees`, `weights`, `arrivals`, `profile`, `rate`, `precedence`, `night_action`, `classification`, `length` | see below |
//! | `collective` | `name`, `indicator`, `members`, `at`: a name that stands for several stations | see below |
//! | `include` | files whose tables are taken in after its own; what the file says itself wins | none |
//! | `fault` | `at`, `for`, and `circuit`: it is down, or `station`: it stops, and comes back with what it had on disk | `for`: to the end |
//! | `minimize` | `at`, `for`, `below`, `from`, `to`: a time in which less urgent traffic is not sent | `for`: to the end; `from`, `to`: all |
//!
//! A station without any `[[route]]` has the routes that follow from the circuits: those with the fewest hops over
//! relays, and among these the first in the file while it is up.
//!
//! A station's `place = [55.75, 37.62]`, degrees north and east, says where the map of a report shows it; without one it
//! stands where the directory knows it to be.
//!
//! A station's `hours = "0830-1730"` are those in which it is open, in the `zone = "+03:00"` (UTC) where it lies, on its
//! `days = ["mon", "tue", "wed", "thu", "fri"]` (all). What comes for it when it is closed is delivered when it opens, but for
//! FLASH and what stands above it and for NIACT IMMEDIATE. A relay forwards day and night.
//!
//! A circuit's `redraw = 1800` draws the length of each transmission anew in timing fidelity, exponentially with this mean:
//! the independence that the theory of networks of queues asks for, and no network has.
//!
//! A circuit's `backlog = "30m"` is a time that is still reasonable to wait: what would wait longer, for what goes before it at
//! its precedence and above, takes an alternate that is up and has no such backlog, if there is one. So the second of
//! `via` helps a first that is only busy. A station sends a cable by an alternate once, and never back the way it came.
//!
//! A circuit's `classification = "confidential"` is the highest class for which it is approved: `"unclassified"`, `"restricted"`,
//! `"confidential"`, `"secret"` or `"top_secret"`. What is above that takes another way; where there is none it is held at
//! the station that has no circuit for it, and undelivered. What counts is format line 4 of the cable: without one, it needs
//! a circuit approved for all. Routes that follow from the circuits do so for each class.
//!
//! A `[[submit]]` hands in the cable of a `file`, or all cables of a `folder` in the order of their names, one `every` so often. A
//! `[[replay]]` hands in the cables of an `archive`, a folder or a file of many, each at its date-time group: the earliest at
//! `at`, the others as much later as they are, divided by `speed`. Each comes from the station that it names as its
//! originator, or all from `from`. What cannot be handed in is refused, or with `skip = true` left out.
//!
//! A `[[traffic]]` is a stream of random cables. `arrivals` is `"poisson"`, `"every"` (evenly) or `"profile"`, which is
//! poisson at a rate that follows the 24 hourly weights of `profile` and has `rate` as its mean. Each cable names
//! `addressees` (1) of the stations `to`, all alike or by their `weights`. `precedence` gives shares that add up to 1 (all
//! ROUTINE), `classification` likewise those of the classes (all unclassified), `night_action` the share of
//! the IMMEDIATE ones that are NIACT IMMEDIATE (0), `length` a `distribution` of characters: `"exponential"` or `"fixed"` with `mean`, `"lognormal"` with
//! `mean` and `sigma`, `"uniform"` with `min` and `max`. In wire fidelity such a cable has a heading, and below its
//! classification line a neutral text of that length, divided into sections like any other.
//!
//! `from = ["RUEHMO", "RUEHLN"]` stands for as many streams, one from each, which have the `rate` together: all alike, or by
//! their `from_weights`. Each of them sends to those of `to` that are not itself.
//!
//! A `[[collective]]` is a `name` (`"CHINA POSTS COLLECTIVE"`, `"AIG 205"`) and perhaps a routing `indicator` that cables may address
//! and `[[traffic]]` may name in `to`. It is expanded `at` a relay, to which its routing indicator leads; without `at` each originator
//! calls the members. `XMT` in a cable leaves members out, who is named by himself is served by that alone. `members` and
//! `indicator` may be left out where the directory has them: then they are its posts, as far as they are stations here.
//! Deliveries are counted at the members.
//!
//! A `[[minimize]]` keeps back the cables of `[[traffic]]` whose precedence is lower than `below`, from the stations `from` to
//! the stations `to`, each one or several. They are not offered, and the report counts them. A cable to stations on both
//! sides goes to those that are left. What is drawn does not change: whatever is sent all the same is handed in
//! at the moment and with the length that it would have had. Cables of a `[[submit]]` or `[[replay]]` count as considered: they are sent.
//!
//! With `ask_originator = "30m"` a post that has some sections of a cable and, so long after the last of them, not the others,
//! and whose circuits have no number open, asks the originator for them by a service message: again after the 2, 8 or 16 hours
//! that ACP 127 has for IMMEDIATE, PRIORITY and ROUTINE, and then the relay that serves the originator, which is itself or the
//! first relay with a circuit to it.
//!
//! With `flash_receipts = true` each station receipts each FLASH that comes in undamaged on a circuit with a way back, but for
//! those with `ZGC` in format line 4. A sender that has no receipt in the time that an answer may take asks at FLASH, or sends
//! it again as a suspected duplicate on a circuit that has no accounts.
//!
//! With `subject_to_correction = true` a relay passes a FLASH or IMMEDIATE on whose text came in garbled, and sends the corrected
//! copy after it when the repetition has come in. A delivery is made when the undamaged text is there.
//!
//! What one fidelity cannot follow yet is refused by name: in `"wire"` interrupted transmissions that go on where they stopped; in
//! `"timing"` `ask_originator`, `flash_receipts`, `subject_to_correction`, `tell_originators` and `day_change`.

mod cables;
mod changing;
mod circles;
mod classes;
mod collectives;
mod fields;
mod files;
mod handling;
mod hours;
mod include;
mod minimize;
mod network;
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
pub use handling::{Fidelity, Preemption, PreemptionMode, WarmUp};
pub(crate) use minimize::Minimize;
pub use refusal::{Problem, Refusal};
pub use setting::Setting;
pub use source::Source;
pub(crate) use suggest::meant;
pub(crate) use traffic::{Arrivals, Length, Traffic};
pub use value::Speed;

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
    pub(crate) stations: Vec<Station>,
    pub(crate) circuits: Vec<Circuit>,
    /// The classes above which some circuits carry nothing, the lowest first: the routes of each station have a place for each.
    pub(crate) limits: Vec<Classification>,
    pub(crate) submissions: Vec<Submission>,
    /// Cables of archives that cannot be handed in.
    pub(crate) left_out: usize,
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
        let left_out =
            if self.left_out == 0 { String::new() } else { format!(" ({} left out)", self.left_out) };
        [
            counted(self.stations.len(), "station", "stations"),
            counted(self.circuits.len(), "circuit", "circuits"),
            counted(self.submissions.len(), "cable", "cables") + &left_out,
            counted(self.traffic.len(), "stream of traffic", "streams of traffic"),
        ]
        .join(", ")
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
