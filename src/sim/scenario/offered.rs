//! What random traffic asks of each circuit, before anything runs.

use super::reach::Walk;
use super::traffic::{Arrivals, Length, Traffic};
use super::{Circuit, Fidelity, Scenario};
use crate::message::{Classification, Precedence, limits};
use crate::sim::draft::{self, Named};
use crate::station::Urgency;

/// Of the stations and collectives that a stream chooses from, those whose cables take a circuit.
#[derive(Clone, Copy, Debug, Default)]
struct Behind {
    many: usize,
    weight: u64,
    /// The last one counted, so that none is counted twice.
    last: Option<usize>,
}

/// What a circuit is offered, as a share of what it can carry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Load {
    pub(super) mean: f64,
    /// What the hours of the day, UTC, add to the mean or take from it; none where all are alike.
    hours: Option<Box<[f64; 24]>>,
}

impl Load {
    /// Adds what a stream offers.
    fn add(&mut self, load: f64, arrivals: &Arrivals) {
        self.mean += load;
        if let Arrivals::Profile(weights) = arrivals {
            let hours = self.hours.get_or_insert_default();
            for (hour, weight) in hours.iter_mut().zip(weights) {
                *hour += load * (weight - 1.0);
            }
        }
    }

    /// The first of the busiest of these hours, and what is offered in it; none where all hours are alike.
    pub(super) fn busiest(&self, run: [bool; 24]) -> Option<(usize, f64)> {
        let hours = self.hours.as_deref()?.iter().zip(run).enumerate();
        let hours = hours.filter(|(_, (_, run))| *run).map(|(hour, (more, _))| (hour, self.mean + more));
        hours.reduce(|busiest, hour| if hour.1 > busiest.1 { hour } else { busiest })
    }
}

impl Scenario {
    /// The label of each circuit and what it is offered, as a share of what it can carry: mean rate times mean length, with
    /// what goes before the text, along the routes that are taken while every circuit is up. Above 1, what waits there grows
    /// without end.
    ///
    /// Cables that are handed in by name, MINIMIZE and repeats are not in it, nor is the heading of a second section. With `weights` and
    /// several `addressees` it is close, not exact. Empty where more pairs of stations may be drawn than are walked
    /// on reading.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// let star = BuiltIn::named("star").unwrap().source();
    /// let highest = |settings: &[&str]| {
    ///     let settings: Vec<_> = settings.iter().map(|one| one.parse().unwrap()).collect();
    ///     let loads = star.read(&settings).unwrap().offered_loads().into_iter().map(|(_, load)| load).fold(0.0, f64::max);
    ///     format!("{loads:.2}")
    /// };
    /// assert_eq!((highest(&[]), highest(&["traffic[0].rate=x2"])), ("0.71".to_owned(), "1.43".to_owned()));
    /// ```
    pub fn offered_loads(&self) -> Vec<(&str, f64)> {
        let loads = self.loads().into_iter().map(|load| load.mean);
        self.circuits.iter().map(|circuit| circuit.label.as_str()).zip(loads).collect()
    }

    /// What each circuit is offered. Empty where more pairs of stations may be drawn than are walked on reading.
    pub(super) fn loads(&self) -> Vec<Load> {
        let pairs = self.traffic.iter().map(|traffic| self.called(&traffic.to)).sum::<usize>();
        if pairs > limits::PAIRS_WALKED_MAX {
            return Vec::new();
        }
        let walk = self.walk();
        let mut loads = vec![Load::default(); self.circuits.len()];
        for traffic in &self.traffic {
            let (many, weight) = traffic.choice();
            let heading = self.heading(traffic);
            for (place, behind) in self.behind(&walk, traffic).into_iter().enumerate() {
                if behind.many == 0 {
                    continue;
                }
                let taken = chance(traffic.addressees, (many, weight), behind);
                if let (Some(circuit), Some(load)) = (self.circuits.get(place), loads.get_mut(place)) {
                    let time = seconds_on(circuit, traffic.length.mean(), heading);
                    load.add(1e9 / traffic.rate.spacing() * taken * time, &traffic.arrivals);
                }
            }
        }
        loads
    }

    /// The hours of the day, UTC, that lie in its time.
    pub(super) fn hours_run(&self) -> [bool; 24] {
        const HOUR: i128 = 3_600_000_000_000;
        let since = self.start.as_nanosecond().rem_euclid(24 * HOUR);
        let first = usize::try_from(since / HOUR).unwrap_or(0);
        let length = i128::try_from(self.duration.as_nanos()).unwrap_or(i128::MAX);
        let end = (since % HOUR).saturating_add(length);
        let many = usize::try_from(end.saturating_add(HOUR - 1) / HOUR).unwrap_or(24);
        let mut hours = [false; 24];
        for (place, run) in hours.iter_mut().enumerate() {
            *run = (place + 24 - first) % 24 < many;
        }
        hours
    }

    /// How many stations these are, with the members of collectives.
    pub(super) fn called(&self, to: &[usize]) -> usize {
        to.iter().map(|to| self.members(to).len()).sum()
    }

    /// A station, or the members of a collective.
    pub(super) fn members<'a>(&'a self, to: &'a usize) -> &'a [usize] {
        let collective = to.checked_sub(self.stations.len()).and_then(|by| self.collectives.get(by));
        collective.map_or(std::slice::from_ref(to), |collective| collective.members.as_slice())
    }

    /// By circuit, whom it leads to from the sender of a stream.
    fn behind(&self, walk: &Walk<'_>, traffic: &Traffic) -> Vec<Behind> {
        let mut all = vec![Behind::default(); self.circuits.len()];
        for (place, to) in traffic.to.iter().enumerate() {
            let weight =
                traffic.weights.as_ref().map_or(1, |weights| weights.get(place).copied().unwrap_or(0));
            let mut count = |circuit: usize| {
                if let Some(behind) =
                    all.get_mut(circuit).filter(|behind| behind.last != Some(place) && weight > 0)
                {
                    *behind =
                        Behind { many: behind.many + 1, weight: behind.weight + weight, last: Some(place) };
                }
            };
            let collective = to.checked_sub(self.stations.len()).and_then(|by| self.collectives.get(by));
            let at = collective.and_then(|collective| collective.at);
            // Where there is no way, the circuits before the end are taken all the same.
            for member in self.members(to).iter().filter(|member| **member != traffic.from) {
                _ = match at {
                    None => walk.follow(traffic.from, *member, &mut count),
                    Some(at) => walk
                        .follow(traffic.from, at, &mut count)
                        .and_then(|()| walk.follow(at, *member, &mut count)),
                };
            }
        }
        all
    }

    /// Characters that go before the text of a stream's cables on the wire; in timing fidelity circuits say it.
    #[expect(clippy::cast_precision_loss, reason = "a heading is short")]
    fn heading(&self, traffic: &Traffic) -> Option<f64> {
        if self.fidelity == Fidelity::Timing {
            return None;
        }
        let named = traffic.to.iter().filter_map(|to| Named::of(&self.stations, &self.collectives, *to));
        let class = traffic.classification.first().map_or(Classification::Unclassified, |(class, _)| *class);
        let urgency = Urgency { precedence: Precedence::Routine, night_action: false };
        let from = self.stations.get(traffic.from);
        Some(draft::overhead(self.start, (urgency, class), from, named.take(traffic.addressees)) as f64)
    }
}

impl Traffic {
    /// How many there are to choose from, and the sum of their weights.
    fn choice(&self) -> (usize, u64) {
        let weights = self.weights.as_ref();
        (self.likely(), weights.map_or(self.to.len() as u64, |weights| weights.iter().sum()))
    }
}

impl Length {
    /// The mean, in characters.
    fn mean(self) -> f64 {
        match self {
            Self::Exponential { mean } | Self::LogNormal { mean, .. } => mean,
            Self::Fixed(length) => f64::from(length),
            Self::Uniform { min, max } => f64::midpoint(f64::from(min), f64::from(max)),
        }
    }
}

/// How long a cable of this length occupies a circuit on average, in seconds.
#[expect(clippy::cast_precision_loss, reason = "fifteen figures are enough")]
fn seconds_on(circuit: &Circuit, length: f64, heading: Option<f64>) -> f64 {
    let text = circuit.redraw.filter(|_| heading.is_none()).unwrap_or(length);
    let characters = text + heading.unwrap_or(circuit.overhead as f64);
    let (nanoseconds, of_characters) = circuit.speed.pace();
    characters * nanoseconds as f64 / of_characters as f64 / 1e9
}

/// How likely one of those behind a circuit is among the addressees of a cable.
#[expect(clippy::cast_precision_loss, reason = "fifteen figures are enough")]
fn chance(addressees: usize, (many, weight): (usize, u64), behind: Behind) -> f64 {
    let others = many - behind.many;
    if others < addressees {
        return 1.0;
    }
    let (of_all, of_these) = (weight as f64, behind.weight as f64);
    let of_another = (of_all - of_these) / others as f64;
    // One after the other, none of them is behind it; each takes its weight out of what is left.
    let none: f64 =
        (0..addressees).map(|taken| 1.0 - of_these / (of_all - taken as f64 * of_another)).product();
    1.0 - none
}
