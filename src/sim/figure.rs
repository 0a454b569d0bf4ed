//! Single figures of a report, by name: `wait.flash`, `utilisation.XRO`, `deliveries`.

use std::fmt;

use super::report::{ByPrecedence, CircuitReport, Report};
use super::scenario::{Scenario, meant};
use crate::message::Precedence;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Mean time in queues.
    Wait,
    /// Mean time from hand-in to whole delivery.
    Transit,
    /// The time from hand-in to delivery that half of the deliveries keep to.
    P50,
    /// That 95 % keep to.
    P95,
    /// That 99 % keep to.
    P99,
    /// The longest.
    Max,
    /// The share of the deliveries offered that were made and met the objective.
    InTime,
    /// Mean time from hand-in to the post, whether that was open or not. Where no post closes nothing is said of it.
    Arrival,
    /// The share of the deliveries offered that had come to the post within the objective.
    ArrivedInTime,
    /// The share of the time in which a circuit was busy; the highest of all circuits where none is named.
    Utilisation,
    /// The mean number waiting for a circuit; the highest of all circuits where none is named.
    Queue,
    /// Transmissions interrupted for a higher precedence.
    Preempted,
    /// Deliveries made.
    Deliveries,
    /// Deliveries that could not be made.
    Undelivered,
    /// Transmissions, service messages included.
    Transmissions,
    /// Transmissions sent again because the first copy was lost or damaged.
    Repeats,
}

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// A part of one.
    Share,
    /// A number of something.
    Count,
}

/// Of what a quantity may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Precedences,
    Circuits,
    Whole,
}

impl Quantity {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 16] = [
        Self::Wait,
        Self::Transit,
        Self::P50,
        Self::P95,
        Self::P99,
        Self::Max,
        Self::InTime,
        Self::Arrival,
        Self::ArrivedInTime,
        Self::Utilisation,
        Self::Queue,
        Self::Preempted,
        Self::Deliveries,
        Self::Undelivered,
        Self::Transmissions,
        Self::Repeats,
    ];

    /// `in_time`
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Transit => "transit",
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::Max => "max",
            Self::InTime => "in_time",
            Self::Arrival => "arrival",
            Self::ArrivedInTime => "arrived_in_time",
            Self::Utilisation => "utilisation",
            Self::Queue => "queue",
            Self::Preempted => "preempted",
            Self::Deliveries => "deliveries",
            Self::Undelivered => "undelivered",
            Self::Transmissions => "transmissions",
            Self::Repeats => "repeats",
        }
    }

    /// What it is, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Wait => "mean time in queues",
            Self::Transit => "mean time from hand-in to delivery",
            Self::P50 => "half delivered within",
            Self::P95 => "95 % delivered within",
            Self::P99 => "99 % delivered within",
            Self::Max => "longest time from hand-in to delivery",
            Self::InTime => "share that met the objective",
            Self::Arrival => "mean time from hand-in to the post, open or not",
            Self::ArrivedInTime => "share that had come to the post within the objective",
            Self::Utilisation => "share of the time in which a circuit was busy",
            Self::Queue => "mean number waiting for a circuit",
            Self::Preempted => "transmissions interrupted",
            Self::Deliveries => "deliveries made",
            Self::Undelivered => "deliveries that could not be made",
            Self::Transmissions => "transmissions",
            Self::Repeats => "transmissions sent again",
        }
    }

    /// In what it is counted.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Wait | Self::Transit | Self::P50 | Self::P95 | Self::P99 | Self::Max | Self::Arrival => {
                Unit::Seconds
            }
            Self::InTime | Self::ArrivedInTime | Self::Utilisation => Unit::Share,
            _ => Unit::Count,
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Wait
            | Self::Transit
            | Self::P50
            | Self::P95
            | Self::P99
            | Self::Max
            | Self::InTime
            | Self::Arrival
            | Self::ArrivedInTime => Kind::Precedences,
            Self::Utilisation | Self::Queue | Self::Preempted => Kind::Circuits,
            _ => Kind::Whole,
        }
    }
}

/// One figure: a quantity, and of what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// What is measured.
    pub quantity: Quantity,
    of: Of,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Whole,
    Precedence(Precedence),
    /// The channel, or sender and channel.
    Circuit(String),
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.quantity.word())?;
        if let Some(of) = self.of() {
            write!(f, ".{of}")?;
        }
        Ok(())
    }
}

impl Figure {
    /// The figures that a name stands for: that of a precedence, of a circuit of `scenario`, of the whole; all precedences
    /// where a time names none, the most urgent first.
    ///
    /// ```
    /// use torntape::sim::Figure;
    /// use torntape::sim::scenario::Scenario;
    ///
    /// let moscow = Scenario::moscow()?;
    /// assert_eq!(Figure::named("utilisation.XRO", &moscow)?.len(), 1);
    /// assert_eq!(Figure::named("wait", &moscow)?.last().map(ToString::to_string).as_deref(), Some("wait.routine"));
    /// assert_eq!(Figure::named("wiat.flash", &moscow), Err("there is no figure `wiat`: is `wait` meant?".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such figure: what is wrong with the name, and which one is near.
    pub fn named(name: &str, scenario: &Scenario) -> Result<Vec<Self>, String> {
        let (word, of) = name.split_once('.').map_or((name, None), |(word, of)| (word, Some(of)));
        let quantity = Quantity::ALL.into_iter().find(|quantity| quantity.word() == word);
        let Some(quantity) = quantity else {
            let words = Quantity::ALL.map(Quantity::word);
            let way = meant(word, words).unwrap_or_else(|| format!("there are {}", words.join(", ")));
            return Err(format!("there is no figure `{}`: {way}", word.escape_debug()));
        };
        let none = |what: &str, of: &str, known: &mut dyn Iterator<Item = &str>| {
            let way = meant(of, known).map_or_else(String::new, |meant| format!(": {meant}"));
            format!("there is no {what} `{}`{way}", of.escape_debug())
        };
        let figure = |of| Self { quantity, of };
        match (quantity.kind(), of) {
            (Kind::Precedences, None) => {
                Ok(Precedence::ALL.map(|precedence| figure(Of::Precedence(precedence))).into())
            }
            (Kind::Precedences, Some(of)) => {
                let words = Precedence::ALL.map(|precedence| precedence.word().to_lowercase());
                let place = words.iter().position(|word| word == of);
                let found = place.and_then(|place| Precedence::ALL.get(place));
                let found = found.map(|found| vec![figure(Of::Precedence(*found))]);
                found.ok_or_else(|| none("precedence", of, &mut words.iter().map(String::as_str)))
            }
            (Kind::Circuits, Some(of)) => {
                let known = scenario.circuits.iter().flat_map(|circuit| [&circuit.label, &circuit.name]);
                let mut known = known.map(String::as_str);
                if known.clone().any(|name| name == of) {
                    return Ok(vec![figure(Of::Circuit(of.to_owned()))]);
                }
                Err(none("circuit", of, &mut known))
            }
            (_, None) => Ok(vec![figure(Of::Whole)]),
            (Kind::Whole, Some(of)) => {
                Err(format!("`{word}` is of the whole: there is none of `{}`", of.escape_debug()))
            }
        }
    }

    /// Those that are kept of each of several runs.
    pub(crate) fn usual() -> Vec<Self> {
        let mut figures = Vec::new();
        let of_precedences = [
            Quantity::Wait,
            Quantity::Transit,
            Quantity::P95,
            Quantity::InTime,
            Quantity::Arrival,
            Quantity::ArrivedInTime,
        ];
        for quantity in of_precedences {
            let of_each = Precedence::ALL.map(|precedence| Self { quantity, of: Of::Precedence(precedence) });
            figures.extend(of_each);
        }
        let of_all = [
            Quantity::Utilisation,
            Quantity::Queue,
            Quantity::Preempted,
            Quantity::Deliveries,
            Quantity::Undelivered,
        ];
        figures.extend(of_all.map(|quantity| Self { quantity, of: Of::Whole }));
        figures
    }

    /// Of what it is: `flash`, `XRO`; `None` where of the whole.
    pub fn of(&self) -> Option<String> {
        match &self.of {
            Of::Whole => None,
            Of::Precedence(precedence) => Some(precedence.word().to_lowercase()),
            Of::Circuit(name) => Some(name.clone()),
        }
    }

    /// What a report says of it; `None` where it says nothing.
    pub fn in_report(&self, report: &Report) -> Option<f64> {
        match &self.of {
            Of::Precedence(precedence) => {
                self.of_precedence(report.precedence.get(&precedence.word().to_lowercase())?)
            }
            Of::Circuit(name) => {
                let is_it = |circuit: &&CircuitReport| {
                    circuit.channel == *name || format!("{}:{}", circuit.from, circuit.channel) == *name
                };
                report.circuits.iter().find(is_it).and_then(|circuit| self.of_circuit(circuit))
            }
            Of::Whole => self.of_whole(report),
        }
    }

    fn of_precedence(&self, figures: &ByPrecedence) -> Option<f64> {
        match self.quantity {
            Quantity::Wait => figures.wait_mean_s,
            Quantity::Transit => figures.transit_mean_s,
            Quantity::P50 => figures.p50_s,
            Quantity::P95 => figures.p95_s,
            Quantity::P99 => figures.p99_s,
            Quantity::Max => figures.max_s,
            Quantity::InTime => figures.objective_met,
            Quantity::Arrival => figures.arrival.as_ref()?.mean_s,
            Quantity::ArrivedInTime => figures.arrival.as_ref()?.objective_met,
            _ => None,
        }
    }

    fn of_circuit(&self, circuit: &CircuitReport) -> Option<f64> {
        match self.quantity {
            Quantity::Utilisation => Some(circuit.utilisation),
            Quantity::Queue => Some(circuit.queue_mean),
            Quantity::Preempted => Some(count(circuit.preempted)),
            _ => None,
        }
    }

    fn of_whole(&self, report: &Report) -> Option<f64> {
        let circuits = || report.circuits.iter().filter_map(|circuit| self.of_circuit(circuit));
        match self.quantity {
            Quantity::Utilisation | Quantity::Queue => circuits().reduce(f64::max),
            Quantity::Preempted => Some(circuits().sum()),
            Quantity::Deliveries => Some(count(report.delivered.deliveries)),
            Quantity::Undelivered => Some(count(report.undelivered.len() as u64)),
            Quantity::Transmissions => Some(count(report.delivered.transmissions)),
            Quantity::Repeats => Some(count(report.service.repeats_sent)),
            _ => None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a count are enough")]
const fn count(number: u64) -> f64 {
    number as f64
}
