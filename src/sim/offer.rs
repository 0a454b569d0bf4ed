//! The cables that a scenario's `[[traffic]]` offers, one after the other in virtual time.
//!
//! Each stream draws from random numbers of its own, so that a stream more changes nothing of the others. Times are whole
//! nanoseconds since the start of the scenario.

use jiff::Timestamp;
use smol_str::{SmolStr, SmolStrBuilder};

use super::draw::{Chance, Draw};
use super::report::Minimized;
use super::scenario::{Arrivals, Collective, Length, Minimize, Scenario, Traffic};
use crate::message::{Classification, Precedence, in_figures};

const HOUR: u64 = 3_600_000_000_000;

/// One cable that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    /// Nanoseconds since the start of the scenario.
    pub(crate) at: u64,
    /// Its `[[traffic]]`, by its place in the scenario.
    pub(crate) stream: usize,
    /// Which of this stream it is, from 1.
    pub(crate) number: u64,
    pub(crate) precedence: Option<Precedence>,
    /// It asks for action in the night.
    pub(crate) night_action: bool,
    /// The class for which circuits have to be approved to carry it.
    pub(crate) class: Classification,
    /// Characters.
    pub(crate) length: u32,
    /// The stations, in the order in which they are named; none where MINIMIZE keeps the whole cable back.
    pub(crate) to: Vec<usize>,
    /// For each of them the collective as whose member it is named; empty where no collective is.
    pub(crate) by: Vec<Option<usize>>,
}

impl Default for Offer {
    fn default() -> Self {
        Self {
            at: 0,
            stream: 0,
            number: 0,
            precedence: None,
            night_action: false,
            class: Classification::Unclassified,
            length: 0,
            to: Vec::new(),
            by: Vec::new(),
        }
    }
}

/// How the report names a cable of random traffic: `T2-17` is the seventeenth of the second `[[traffic]]`.
pub(crate) fn id(stream: usize, number: u64) -> SmolStr {
    let mut id = SmolStrBuilder::new();
    id.push('T');
    in_figures(stream as u64 + 1, 1, |figures| id.push_str(figures));
    id.push('-');
    in_figures(number, 1, |figures| id.push_str(figures));
    id.finish()
}

/// All streams of a scenario, merged in the order of time; of those at one time, the first in the scenario is first.
#[derive(Debug)]
pub(crate) struct Offers<'s> {
    streams: Vec<Stream<'s>>,
    collectives: &'s [Collective],
    minimize: &'s [Minimize],
    minimized: Minimized,
    end: u64,
}

/// One `[[traffic]]` and how far it has come.
#[derive(Debug)]
struct Stream<'s> {
    traffic: &'s Traffic,
    draw: Draw,
    /// What decides the classes: a class more changes nothing else.
    classes: Draw,
    /// What decides whether one asks for action in the night.
    nights: Draw,
    /// The time of day at the start of the scenario.
    clock: u64,
    number: u64,
    next: u64,
    /// Places among the stations to choose from, for shuffling.
    places: Vec<usize>,
    /// How many stations there are: past them, places are those of collectives.
    stations: usize,
    names_collectives: bool,
}

impl<'s> Offers<'s> {
    /// What a scenario offers with its seed, up to its duration.
    pub(crate) fn new(scenario: &'s Scenario) -> Self {
        let clock = time_of_day(scenario.start);
        let stream = |(place, traffic): (usize, &'s Traffic)| {
            let places = (0..traffic.to.len()).collect();
            let draw = Draw::of_traffic(scenario.seed, place + 1);
            let classes = Draw::of_classes(scenario.seed, place + 1);
            let nights = Draw::of_nights(scenario.seed, place + 1);
            let stations = scenario.stations.len();
            let names_collectives = traffic.to.iter().any(|to| *to >= stations);
            let (number, next) = (0, 0);
            let mut stream = Stream {
                traffic,
                draw,
                classes,
                nights,
                clock,
                number,
                next,
                places,
                stations,
                names_collectives,
            };
            stream.advance();
            stream
        };
        Self {
            streams: scenario.traffic.iter().enumerate().map(stream).collect(),
            collectives: &scenario.collectives,
            minimize: &scenario.minimize,
            minimized: Minimized::default(),
            end: u64::try_from(scenario.duration.as_nanos()).unwrap_or(u64::MAX),
        }
    }

    /// When the next cable comes; `None` where none comes any more.
    pub(crate) fn next_at(&self) -> Option<u64> {
        self.earliest().map(|(_, at)| at)
    }

    /// Puts the next cable into `offer`; whether there is one.
    pub(crate) fn next_into(&mut self, offer: &mut Offer) -> bool {
        let Some((place, at)) = self.earliest() else { return false };
        let Some(stream) = self.streams.get_mut(place) else { return false };
        (offer.at, offer.stream) = (at, place);
        stream.fill(offer);
        if stream.names_collectives {
            stream.expand(offer, self.collectives);
        }
        stream.advance();
        if !self.minimize.is_empty() {
            let from = stream.traffic.from;
            self.keep_back(offer, from);
        }
        true
    }

    /// What MINIMIZE has kept back so far; `None` where the scenario never imposes it.
    pub(crate) fn minimized(&self) -> Option<Minimized> {
        (!self.minimize.is_empty()).then_some(self.minimized)
    }

    /// Takes out the addressees to whom nothing so low is sent now.
    fn keep_back(&mut self, offer: &mut Offer, from: usize) {
        let precedence = offer.precedence.unwrap_or(Precedence::Routine);
        let named = offer.to.len();
        for minimize in self.minimize.iter().filter(|minimize| minimize.holds(offer.at, precedence, from)) {
            if offer.by.is_empty() {
                offer.to.retain(|to| !minimize.spares(*to));
                continue;
            }
            let left = offer.to.iter().copied().zip(offer.by.iter().copied());
            (offer.to, offer.by) = left.filter(|(to, _)| !minimize.spares(*to)).unzip();
        }
        self.minimized.cables += u64::from(offer.to.is_empty() && named > 0);
        self.minimized.deliveries += (named - offer.to.len()) as u64;
    }

    fn earliest(&self) -> Option<(usize, u64)> {
        let times = self.streams.iter().map(|stream| stream.next).enumerate();
        times.min_by_key(|(_, at)| *at).filter(|(_, at)| *at < self.end)
    }
}

impl Scenario {
    /// How many deliveries a run has to make: those of the known cables, and of the random ones that its seed offers.
    pub fn deliveries_offered(&self) -> usize {
        self.deliveries().count() + Offers::new(self).map(|offer| offer.to.len()).sum::<usize>()
    }
}

impl Iterator for Offers<'_> {
    type Item = Offer;

    fn next(&mut self) -> Option<Offer> {
        let mut offer = Offer::default();
        while self.next_into(&mut offer) {
            if !offer.to.is_empty() {
                return Some(offer);
            }
        }
        None
    }
}

impl Stream<'_> {
    /// Draws the time of the next cable.
    fn advance(&mut self) {
        self.number += 1;
        self.next = match &self.traffic.arrivals {
            Arrivals::Every => self.traffic.rate.time_of(self.number),
            Arrivals::Poisson => {
                let gap = self.draw.exponential() * self.traffic.rate.spacing();
                self.next.saturating_add(nanoseconds(gap))
            }
            Arrivals::Profile(hours) => {
                let work = self.draw.exponential() * self.traffic.rate.spacing();
                after_work(self.next, self.clock, work, hours)
            }
        };
    }

    /// Draws everything else about a cable.
    fn fill(&mut self, offer: &mut Offer) {
        offer.number = self.number;
        offer.precedence = drawn(&mut self.draw, &self.traffic.precedence);
        let class = drawn(&mut self.classes, &self.traffic.classification);
        offer.class = class.unwrap_or(Classification::Unclassified);
        let night = self.traffic.night_action.filter(|_| offer.precedence == Some(Precedence::Immediate));
        offer.night_action = night.is_some_and(|chance| self.nights.happens(chance));
        offer.length = self.length();
        offer.to.clear();
        offer.by.clear();
        match &self.traffic.weights {
            Some(weights) => choose_weighted(&mut self.draw, self.traffic, weights, &mut offer.to),
            None => choose(&mut self.draw, self.traffic, &mut self.places, &mut offer.to),
        }
    }

    /// Puts the members in the place of collectives: all but the sender, and none who is named by himself or before.
    fn expand(&self, offer: &mut Offer, collectives: &[Collective]) {
        let named = std::mem::take(&mut offer.to);
        offer.by.clear();
        for place in &named {
            let Some(by) = place.checked_sub(self.stations) else {
                offer.to.push(*place);
                offer.by.push(None);
                continue;
            };
            for member in collectives.get(by).into_iter().flat_map(|collective| &collective.members) {
                if *member != self.traffic.from && !named.contains(member) && !offer.to.contains(member) {
                    offer.to.push(*member);
                    offer.by.push(Some(by));
                }
            }
        }
    }

    fn length(&mut self) -> u32 {
        match self.traffic.length {
            Length::Fixed(length) => length,
            Length::Exponential { mean } => characters(self.draw.exponential() * mean),
            Length::LogNormal { mean, sigma } => {
                let middle = libm::log(mean) - sigma * sigma / 2.0;
                characters(libm::exp(middle + sigma * self.draw.normal()))
            }
            Length::Uniform { min, max } => {
                let span = usize::try_from(max - min).unwrap_or(usize::MAX).saturating_add(1);
                min + u32::try_from(self.draw.below(span)).unwrap_or(0)
            }
        }
    }
}

/// The first whose summed chance is above a number of the stream; the only one without drawing.
fn drawn<T: Copy>(draw: &mut Draw, shares: &[(T, Chance)]) -> Option<T> {
    if let [(only, _)] = shares {
        return Some(*only);
    }
    let word = draw.word();
    shares.iter().find(|(_, summed)| summed.is_above(word)).map(|(what, _)| *what)
}

/// When so much work is done that is worth a nanosecond each at the mean rate, at rates that change with the hour.
fn after_work(from: u64, clock: u64, mut work: f64, hours: &[f64; 24]) -> u64 {
    let mut now = from;
    loop {
        let of_day = now.saturating_add(clock);
        let hour = usize::try_from((of_day / HOUR) % 24).unwrap_or(0);
        let rate = hours.get(hour).copied().unwrap_or(1.0);
        let left = HOUR - of_day % HOUR;
        #[expect(clippy::cast_precision_loss, reason = "an hour of nanoseconds is exact")]
        let possible = left as f64 * rate;
        if work <= possible && rate > 0.0 {
            return now.saturating_add(nanoseconds(work / rate).min(left));
        }
        work -= possible;
        now = match now.checked_add(left) {
            Some(next) => next,
            None => return u64::MAX,
        };
    }
}

/// `addressees` of the stations, each set alike.
fn choose(draw: &mut Draw, traffic: &Traffic, places: &mut [usize], chosen: &mut Vec<usize>) {
    let (many, wanted) = (traffic.to.len(), traffic.addressees);
    if wanted == many {
        chosen.extend_from_slice(&traffic.to);
    } else if wanted * 2 <= many {
        while chosen.len() < wanted {
            let Some(station) = traffic.to.get(draw.below(many)) else { return };
            if !chosen.contains(station) {
                chosen.push(*station);
            }
        }
    } else {
        for place in 0..wanted {
            places.swap(place, place + draw.below(many - place));
        }
        chosen.extend(places.iter().take(wanted).filter_map(|place| traffic.to.get(*place)));
    }
}

/// `addressees` of the stations one after the other, each in proportion to its weight among those that are left.
fn choose_weighted(draw: &mut Draw, traffic: &Traffic, weights: &[u64], chosen: &mut Vec<usize>) {
    let mut total: u64 = weights.iter().sum();
    for _ in 0..traffic.addressees {
        let mut left = draw.below(usize::try_from(total).unwrap_or(usize::MAX)) as u64;
        let open = traffic.to.iter().zip(weights).filter(|(station, _)| !chosen.contains(station));
        let mut taken = None;
        for (station, weight) in open {
            if left < *weight {
                taken = Some((*station, *weight));
                break;
            }
            left -= weight;
        }
        let Some((station, weight)) = taken else { return };
        chosen.push(station);
        total -= weight;
    }
}

/// At least one character, at most what 32 bits hold.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range")]
fn characters(length: f64) -> u32 {
    libm::round(length).clamp(1.0, f64::from(u32::MAX)) as u32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast stops at the ends of the range"
)]
fn nanoseconds(time: f64) -> u64 {
    libm::round(time) as u64
}

fn time_of_day(start: Timestamp) -> u64 {
    const DAY: i128 = 24 * HOUR as i128;
    u64::try_from(start.as_nanosecond().rem_euclid(DAY)).unwrap_or(0)
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
mod tests {
    use super::*;
    use crate::sim::scenario::Folder;

    fn scenario(traffic: &str) -> Scenario {
        let mut text =
            "start = \"2009-09-21T06:00:00Z\"\nduration = \"30d\"\nfidelity = \"timing\"\n".to_owned();
        for indicator in ["RUEHC", "RUEHMO", "RUEHLN", "RUEHVK"] {
            let table = format!("[[station]]\nindicator = \"{indicator}\"\nplad = \"POST {indicator}\"\n");
            text.push_str(&table);
        }
        for (to, channel) in [("RUEHMO", "XMO"), ("RUEHLN", "XLN"), ("RUEHVK", "XVK")] {
            let ends = format!("from = \"RUEHC\"\nto = \"{to}\"\nchannel = \"{channel}\"");
            text.push_str("[[circuit]]\n");
            text.push_str(&ends);
            text.push_str("\nspeed = \"10cps\"\n");
        }
        text += "[[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\", \"RUEHLN\", \"RUEHVK\"]\n";
        Scenario::read(&format!("{text}{traffic}"), "test", &Folder(".".into())).unwrap()
    }

    fn offers(traffic: &str) -> Vec<Offer> {
        Offers::new(&scenario(traffic)).collect()
    }

    fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
        let count = values.clone().count();
        values.sum::<f64>() / count as f64
    }

    #[test]
    fn even_spacing_has_no_drift_and_ends_with_the_duration() {
        let offers =
            offers("arrivals = \"every\"\nrate = \"7/h\"\nlength = { distribution = \"fixed\", mean = 9 }\n");
        assert_eq!(offers.len(), 7 * 24 * 30 - 1, "the last would come at the end");
        assert_eq!(offers[6].at, HOUR);
        assert!(offers.iter().all(|offer| offer.length == 9 && offer.to.len() == 1));
    }

    #[test]
    fn means_and_shares_are_those_asked_for() {
        let shares = "precedence = { flash = 0.1, routine = 0.9 }\n";
        for (length, mean_length) in [
            ("{ distribution = \"exponential\", mean = 1800 }", 1800.0),
            ("{ distribution = \"lognormal\", mean = 1800, sigma = 0.5 }", 1800.0),
            ("{ distribution = \"uniform\", min = 100, max = 300 }", 200.0),
        ] {
            let offers = offers(&format!("addressees = 2\nrate = \"60/h\"\n{shares}length = {length}\n"));
            let many = offers.len() as f64;
            assert!((many / 43_200.0 - 1.0).abs() < 0.02, "{many}");
            let lengths = mean(offers.iter().map(|offer| f64::from(offer.length)));
            assert!((lengths / mean_length - 1.0).abs() < 0.02, "{length}: {lengths}");
            let flash = offers.iter().filter(|offer| offer.precedence == Some(Precedence::Flash)).count();
            assert!((flash as f64 / many - 0.1).abs() < 0.01, "{flash}");
            for station in 1..=3 {
                let named = offers.iter().filter(|offer| offer.to.contains(&station)).count();
                assert!((named as f64 / many - 2.0 / 3.0).abs() < 0.02, "{named}");
            }
            assert!(offers.iter().all(|offer| offer.to[0] != offer.to[1]));
            assert!(offers.is_sorted_by_key(|offer| offer.at));
        }
    }

    #[test]
    fn weights_decide_who_is_named() {
        let offers =
            offers("weights = [3, 1, 0]\nrate = \"60/h\"\nlength = { distribution = \"fixed\", mean = 9 }\n");
        let share = offers.iter().filter(|offer| offer.to == [1]).count() as f64 / offers.len() as f64;
        assert!((share - 0.75).abs() < 0.01, "{share}");
        assert!(offers.iter().all(|offer| offer.to != [3]));
    }

    #[test]
    fn a_profile_follows_the_hours_and_keeps_the_mean() {
        let profile = "arrivals = \"profile\"\nprofile = [0,0,0,0,0,0,0,0,1,1,1,1,3,3,3,3,0,0,0,0,0,0,0,0]\n";
        let offers =
            offers(&format!("{profile}rate = \"60/h\"\nlength = {{ distribution = \"fixed\", mean = 9 }}\n"));
        assert!((offers.len() as f64 / 43_200.0 - 1.0).abs() < 0.02, "{}", offers.len());
        let hours = |hours: std::ops::Range<u64>| {
            offers.iter().filter(|offer| hours.contains(&((offer.at / HOUR + 6) % 24))).count() as f64
        };
        assert!((hours(12..16) / hours(8..12) - 3.0).abs() < 0.1);
        assert!((hours(8..16) - offers.len() as f64).abs() < 0.5, "none outside of them");
    }

    #[test]
    fn seed_and_stream_decide_what_comes() {
        let traffic = "rate = \"60/h\"\nlength = { distribution = \"exponential\", mean = 9 }\n";
        let one = scenario(traffic);
        let other = one.clone().with_seed(2);
        assert_eq!(Offers::new(&one).collect::<Vec<_>>(), Offers::new(&one).collect::<Vec<_>>());
        assert_ne!(Offers::new(&one).next(), Offers::new(&other).next());
    }
}
