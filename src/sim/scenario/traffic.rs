//! `[[traffic]]`: cables that come at random, as the scenario describes them.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use super::classes;
use super::fields::{Fields, Located};
use super::handling::choice;
use super::network::Network;
use super::reach::Drawn;
use super::refusal::Problems;
use super::value::Rate;
use crate::message::{Classification, Precedence, limits};
use crate::sim::draft::{self, Named};
use crate::sim::draw::Chance;
use crate::station::Urgency;

/// The longest mean length that makes sense: what a transmission of ten years would be is told as a slip.
const LENGTH_MAX: f64 = 1e9;

/// One stream of random cables.
#[derive(Clone, Debug)]
pub(crate) struct Traffic {
    /// Which `[[traffic]]` of the file, from 0: one of several senders is as many streams.
    pub(super) table: usize,
    pub(crate) from: usize,
    /// Stations and, past the places of all stations, collectives.
    pub(crate) to: Vec<usize>,
    /// How many of `to` each cable names.
    pub(crate) addressees: usize,
    /// How likely each of `to` is to be named, in proportion; none where all are alike.
    pub(crate) weights: Option<Vec<u64>>,
    pub(crate) arrivals: Arrivals,
    pub(crate) rate: Rate,
    /// The precedences and, summed up to each, their chances.
    pub(crate) precedence: Vec<(Precedence, Chance)>,
    /// The classes and, summed up to each, their chances.
    pub(crate) classification: Vec<(Classification, Chance)>,
    /// How likely one that is IMMEDIATE asks for action in the night; `None`: none does.
    pub(crate) night_action: Option<Chance>,
    pub(crate) length: Length,
}

/// When cables come.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arrivals {
    Poisson,
    /// Evenly.
    Every,
    /// At random, with a share of the rate for each hour of the day, UTC; their mean is 1.
    Profile([f64; 24]),
}

/// How long cables are, in characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    Exponential { mean: f64 },
    Fixed(u32),
    LogNormal { mean: f64, sigma: f64 },
    Uniform { min: u32, max: u32 },
}

/// Reads one `[[traffic]]`: the stream of each station that it names as `from`, and the pairs that may be drawn.
pub(super) fn read(
    table: usize,
    fields: &Fields<'_>,
    network: &Network,
    problems: &mut Problems,
) -> Option<(Vec<Traffic>, Drawn)> {
    let known = [
        "from",
        "from_weights",
        "to",
        "addressees",
        "weights",
        "arrivals",
        "profile",
        "rate",
        "precedence",
        "classification",
        "night_action",
        "length",
    ];
    fields.refuse_others(&known, problems);
    for key in ["from", "to", "rate", "length"] {
        fields.require(key, problems);
    }
    let from = stations(fields, "from", network, None, problems);
    // Only a station that sends alone can be wrong to name itself: one of several leaves itself out.
    let alone = from.as_deref().and_then(|from| if let [only] = from { Some(*only) } else { None });
    let to = addressees(fields, network, alone, problems);
    let addressees = fields.count("addressees", problems).unwrap_or(1);
    let shares = weights(fields, "from_weights", from.as_ref().map(Vec::len), problems);
    let weights = weights(fields, "weights", to.as_ref().map(Vec::len), problems);
    let arrivals = arrivals(fields, problems);
    let rate = fields.parsed("rate", Rate::read, problems);
    let precedence = precedences(fields, problems);
    let classification = classes::of_traffic(fields, problems);
    let night_action = fields.probability("night_action", problems).filter(|share| *share > 0.0);
    let length = length(fields, problems);
    let (from, to) = (from?, to?);
    let addressees = usize::try_from(addressees).unwrap_or(usize::MAX);
    let shown = Traffic {
        table,
        from: usize::MAX,
        to,
        addressees,
        weights,
        arrivals: arrivals?,
        rate: rate?.value,
        precedence: precedence?,
        classification: classification?,
        night_action: night_action.map(Chance::new),
        length: length?,
    };
    if from.len() > 1 && shown.arrivals == Arrivals::Every {
        let message = "stations that each send evenly would all send at once";
        let help = "write a [[traffic]] for each".to_owned();
        problems.add_with_help(&fields.place("arrivals"), &fields.key("arrivals"), message, Some(help));
    }
    let streams = shown.of_each(&from, shares.as_deref());
    let likely = streams.iter().map(Traffic::likely).min().unwrap_or(0);
    if addressees == 0 || addressees > likely {
        let message = format!(
            "expected 1 to {likely}, the number of stations to choose from, but found `{addressees}`"
        );
        problems.add(&fields.place("addressees"), &fields.key("addressees"), message);
    }
    let from = streams.iter().map(|stream| stream.from).collect();
    let is_drawn = |place: usize| shown.weights.as_ref().is_none_or(|all| all.get(place) != Some(&0));
    let named = shown.to.iter().zip(fields.texts("to", problems)).enumerate();
    let to = named.filter(|(place, _)| is_drawn(*place)).map(|(_, (to, name))| (*to, name.at)).collect();
    Some((streams, Drawn { from, to }))
}

/// Refuses traffic of which there is more than a run can come to the end of: the table with which there is too much.
/// `before` is what others offer, and with this one all.
#[expect(clippy::cast_precision_loss, reason = "fifteen figures of a count are enough")]
pub(super) fn refuse_endless(
    fields: &Fields<'_>,
    streams: &[Traffic],
    duration: Duration,
    before: &mut f64,
    problems: &mut Problems,
) {
    let most = limits::CABLES_OFFERED_MAX as f64;
    let rate: f64 = streams.iter().map(|stream| 1.0 / stream.rate.spacing()).sum();
    let others = *before;
    *before += rate * duration.as_nanos() as f64;
    if others <= most && *before > most {
        let message = format!("a run would offer {before:.3e} cables, and {most:.0e} are more than enough");
        let help = "take a shorter `duration` or a lower rate, and more runs with --replications".to_owned();
        problems.add_with_help(&fields.place("rate"), &fields.key("rate"), message, Some(help));
    }
}

/// Characters of the longest section that random cables may have.
pub(super) fn section_length(all: &[Traffic], network: &Network, start: Timestamp) -> usize {
    let longest = |traffic: &Traffic| {
        let from = network.stations.get(traffic.from);
        let named =
            traffic.to.iter().filter_map(|to| Named::of(&network.stations, &network.collectives, *to));
        let mut to: Vec<_> = named.collect();
        to.sort_by_key(|to| std::cmp::Reverse(to.length()));
        let class = traffic.classification.iter().map(|(class, _)| *class).max();
        let class = class.unwrap_or(Classification::Unclassified);
        let urgency =
            Urgency { precedence: Precedence::Routine, night_action: traffic.night_action.is_some() };
        let overhead =
            draft::overhead(start, (urgency, class), from, to.into_iter().take(traffic.addressees));
        let text = match traffic.length {
            Length::Fixed(length) | Length::Uniform { max: length, .. } => {
                usize::try_from(length).unwrap_or(usize::MAX)
            }
            Length::Exponential { .. } | Length::LogNormal { .. } => usize::MAX,
        };
        overhead.saturating_add(text.min(limits::SECTION_LINES_MAX * limits::LINE_COLUMNS_MAX))
    };
    all.iter().map(longest).max().unwrap_or(0)
}

impl Traffic {
    /// The same from each of these stations, to all but itself; what none of them sends is no stream.
    fn of_each(&self, from: &[usize], shares: Option<&[u64]>) -> Vec<Self> {
        let many = from.len() as u64;
        let sum = shares.map_or(many, |shares| shares.iter().sum());
        let mut streams = Vec::with_capacity(from.len());
        for (place, station) in from.iter().enumerate() {
            let share = shares.map_or(1, |shares| shares.get(place).copied().unwrap_or(0));
            if share > 0 {
                let rate = if share == sum { self.rate } else { self.rate.share(share, sum) };
                streams.push(Self { from: *station, rate, ..self.without(*station) });
            }
        }
        streams
    }

    fn without(&self, station: usize) -> Self {
        let mut stream = self.clone();
        if let Some(own) = stream.to.iter().position(|to| *to == station) {
            stream.to.remove(own);
            if let Some(weights) = &mut stream.weights {
                weights.remove(own);
            }
        }
        stream
    }

    /// The classes and the share of each.
    pub(super) fn class_shares(&self) -> impl Iterator<Item = (Classification, f64)> {
        let mut before = 0.0;
        self.classification.iter().map(move |(class, chance)| {
            let sum = chance.probability();
            (*class, sum - std::mem::replace(&mut before, sum))
        })
    }

    /// How many stations there are to choose from.
    pub(super) fn likely(&self) -> usize {
        let weights = self.weights.as_ref();
        weights.map_or(self.to.len(), |weights| weights.iter().filter(|one| **one > 0).count())
    }
}

/// The stations that a key names, each once. `from` is one that would send to itself.
pub(super) fn stations(
    fields: &Fields<'_>,
    key: &'static str,
    network: &Network,
    from: Option<usize>,
    problems: &mut Problems,
) -> Option<Vec<usize>> {
    let find =
        |name: &Located<&str>, problems: &mut Problems| network.station_at(name, &fields.key(key), problems);
    places(fields, key, |place| Some(place) == from, find, problems)
}

/// The stations and collectives to choose from: a collective has its place past all stations.
fn addressees(
    fields: &Fields<'_>,
    network: &Network,
    from: Option<usize>,
    problems: &mut Problems,
) -> Option<Vec<usize>> {
    let own = |place: usize| match place.checked_sub(network.stations.len()) {
        None => Some(place) == from,
        Some(collective) => {
            let members = network.collectives.get(collective).map(|collective| collective.members.as_slice());
            matches!(members, Some([only]) if Some(*only) == from)
        }
    };
    let find = |name: &Located<&str>, problems: &mut Problems| {
        network.addressee_at(name, &fields.key("to"), problems)
    };
    places(fields, "to", own, find, problems)
}

/// The places of what a key names, each once; `own` says what would send to itself.
fn places(
    fields: &Fields<'_>,
    key: &'static str,
    own: impl Fn(usize) -> bool,
    find: impl Fn(&Located<&str>, &mut Problems) -> Option<usize>,
    problems: &mut Problems,
) -> Option<Vec<usize>> {
    let named = fields.texts(key, problems);
    let full = fields.key(key);
    if fields.has(key) && named.is_empty() {
        problems.add(&fields.place(key), &full, "names no station");
    }
    let mut places = Vec::with_capacity(named.len());
    let mut seen = BTreeSet::new();
    for name in &named {
        let Some(place) = find(name, problems) else { continue };
        if own(place) {
            problems.add(&name.at, &full, "the cables would go to where they come from");
        } else if !seen.insert(place) {
            problems.add(&name.at, &full, format!("{} is named already", name.value));
        } else {
            places.push(place);
        }
    }
    (!places.is_empty() && places.len() == named.len()).then_some(places)
}

fn weights(
    fields: &Fields<'_>,
    key: &'static str,
    stations: Option<usize>,
    problems: &mut Problems,
) -> Option<Vec<u64>> {
    let weights = fields.numbers(key, problems)?;
    let most = weights.value.iter().copied().fold(0.0, f64::max);
    if let Some(stations) = stations
        && stations != weights.value.len()
    {
        let message = format!(
            "expected a weight for each of the {stations} stations, but found {}",
            weights.value.len()
        );
        problems.add(&weights.at, &fields.key(key), message);
        return None;
    }
    if most <= 0.0 {
        problems.add(&weights.at, &fields.key(key), "no station has a weight above 0");
        return None;
    }
    // Two to the fortieth for the greatest: sums stay far below what 64 bits hold.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 2^40")]
    let scaled = weights.value.iter().map(|weight| (weight / most * 1_099_511_627_776.0) as u64);
    Some(scaled.collect())
}

fn arrivals(fields: &Fields<'_>, problems: &mut Problems) -> Option<Arrivals> {
    #[derive(Clone, Copy)]
    enum Word {
        Poisson,
        Every,
        Profile,
    }
    let known = [("poisson", Word::Poisson), ("every", Word::Every), ("profile", Word::Profile)];
    let word =
        if fields.has("arrivals") { choice(fields, "arrivals", &known, problems)? } else { Word::Poisson };
    if !matches!(word, Word::Profile) {
        if fields.has("profile") {
            problems.add_with_help(
                &fields.key_place("profile"),
                &fields.key("profile"),
                "has no effect here",
                Some("say arrivals = \"profile\"".to_owned()),
            );
        }
        return Some(if matches!(word, Word::Every) { Arrivals::Every } else { Arrivals::Poisson });
    }
    fields.require("profile", problems);
    let weights = fields.numbers("profile", problems)?;
    let sum: f64 = weights.value.iter().sum();
    let Ok(hours) = <[f64; 24]>::try_from(weights.value.as_slice()) else {
        let message =
            format!("expected 24 weights, one for each hour of the day, but found {}", weights.value.len());
        problems.add(&weights.at, &fields.key("profile"), message);
        return None;
    };
    if sum <= 0.0 || !sum.is_finite() {
        problems.add(&weights.at, &fields.key("profile"), "no hour has a weight above 0");
        return None;
    }
    Some(Arrivals::Profile(hours.map(|weight| weight * 24.0 / sum)))
}

/// The shares of the precedences, the most urgent first. Without any, all is ROUTINE.
fn precedences(fields: &Fields<'_>, problems: &mut Problems) -> Option<Vec<(Precedence, Chance)>> {
    if !fields.has("precedence") {
        return Some(vec![(Precedence::Routine, Chance::new(1.0))]);
    }
    let words = Precedence::ALL.map(|precedence| (precedence.word().to_lowercase(), precedence));
    let words: Vec<_> = words.iter().map(|(word, precedence)| (word.as_str(), *precedence)).collect();
    shares(fields, "precedence", "traffic.precedence", &words, problems)
}

/// The shares of words that a table `key` gives, which problems name `full`: each word that it has and, summed up to it,
/// its chance.
pub(super) fn shares<T: Copy>(
    fields: &Fields<'_>,
    key: &'static str,
    full: &'static str,
    words: &[(&str, T)],
    problems: &mut Problems,
) -> Option<Vec<(T, Chance)>> {
    let shares = fields.table(key, full, problems)?;
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    shares.refuse_others(&known, problems);
    let all_known = shares.keys().all(|key| known.contains(&key));
    let (mut sum, mut summed, mut whole) = (0.0, Vec::new(), all_known);
    for (word, what) in words.iter().filter(|(word, _)| shares.has(word)) {
        let share = shares.probability(word, problems);
        whole &= share.is_some();
        sum += share.unwrap_or(0.0);
        summed.push((*what, Chance::new(sum)));
    }
    if !whole {
        return None;
    }
    if (sum - 1.0).abs() > 1e-9 {
        // As many figures as tell it from 1.
        let shown = (sum * 1e12).round() / 1e12;
        problems.add(&shares.at, full, format!("the shares add up to {shown}, not to 1"));
        return None;
    }
    // What rounding left of the whole goes to the last.
    if let Some((_, chance)) = summed.last_mut() {
        *chance = Chance::new(1.0);
    }
    Some(summed)
}

fn length(fields: &Fields<'_>, problems: &mut Problems) -> Option<Length> {
    #[derive(Clone, Copy)]
    enum Word {
        Exponential,
        Fixed,
        LogNormal,
        Uniform,
    }
    let table = fields.table("length", "traffic.length", problems)?;
    let known = [
        ("exponential", Word::Exponential),
        ("fixed", Word::Fixed),
        ("lognormal", Word::LogNormal),
        ("uniform", Word::Uniform),
    ];
    table.require("distribution", problems);
    let word = choice(&table, "distribution", &known, problems)?;
    let keys: &[&str] = match word {
        Word::Exponential | Word::Fixed => &["mean"],
        Word::LogNormal => &["mean", "sigma"],
        Word::Uniform => &["min", "max"],
    };
    let all: Vec<&str> = std::iter::once("distribution").chain(keys.iter().copied()).collect();
    table.refuse_others(&all, problems);
    for key in keys {
        table.require(key, problems);
    }
    let mut mean = || {
        let mean = table.number("mean", problems)?;
        if (1.0..=LENGTH_MAX).contains(&mean) {
            return Some(mean);
        }
        let message = format!("expected 1 to {LENGTH_MAX} characters, but found `{mean}`");
        problems.add(&table.place("mean"), &table.key("mean"), message);
        None
    };
    match word {
        Word::Exponential => Some(Length::Exponential { mean: mean()? }),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 1 to a thousand million"
        )]
        Word::Fixed => Some(Length::Fixed(libm::round(mean()?) as u32)),
        Word::LogNormal => {
            let mean = mean()?;
            let sigma = table.number("sigma", problems)?;
            if sigma > 5.0 {
                let message = format!("expected 0 to 5, but found `{sigma}`");
                problems.add(&table.place("sigma"), &table.key("sigma"), message);
                return None;
            }
            Some(Length::LogNormal { mean, sigma })
        }
        Word::Uniform => {
            let most = 1_000_000_000;
            let min = table.count_to(most, "min", problems).and_then(|count| u32::try_from(count).ok())?;
            let max = table.count_to(most, "max", problems).and_then(|count| u32::try_from(count).ok())?;
            if min == 0 || max < min {
                let message = format!("expected at least 1 and at most `max`, but found `{min}` and `{max}`");
                problems.add(&table.place("min"), &table.key("min"), message);
                return None;
            }
            Some(Length::Uniform { min, max })
        }
    }
}
