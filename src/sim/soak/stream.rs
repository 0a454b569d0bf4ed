//! Random traffic.

use std::fmt::Write;

use super::dice::Dice;
use super::group::Group;
use super::network::{indicator, indicators, share};
use super::options::{self, Options};
use super::plan::Plan;
use crate::message::Precedence;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    from: Vec<u32>,
    to: Vec<u32>,
    /// Collectives.
    groups: Vec<u32>,
    /// Senders and addressees have weights.
    weighted: [bool; 2],
    addressees: u32,
    arrivals: &'static str,
    per_hour: u32,
    /// Hundredths by precedence, the most urgent first; their sum is 100. None: all ROUTINE.
    mix: [u32; 5],
    length: Length,
    pub(super) options: Options,
}

/// A distribution of lengths, and its mean in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Length {
    distribution: &'static str,
    mean: u32,
}

impl Plan {
    pub(super) fn draw_traffic(&mut self, dice: &mut Dice) {
        let numbers = self.station_numbers();
        let least = u32::from(self.cables.is_empty());
        for _ in 0..dice.from(least, 4) {
            let many = if dice.in_hundred(70) { 1 } else { dice.from(1, 4) };
            let from = dice.some_of(&numbers, many);
            let others: Vec<u32> =
                numbers.iter().copied().filter(|one| from.len() > 1 || !from.contains(one)).collect();
            let many = dice.from(1, 5).max(u32::from(from.len() > 1) * 2);
            let to = dice.some_of(&others, many);
            let groups: Vec<u32> =
                self.groups.iter().map(|group| group.number).filter(|_| dice.in_hundred(30)).collect();
            let choice =
                u32::try_from(to.len() + groups.len()).unwrap_or(1).saturating_sub(u32::from(from.len() > 1));
            let arrivals =
                if from.len() > 1 { &["poisson", "profile"][..] } else { &["poisson", "every", "profile"] };
            let mut mix = [0; 5];
            for _ in 0..if dice.in_hundred(90) { 5 } else { 0 } {
                let level = usize::try_from(dice.from(0, 4)).unwrap_or(0);
                if let Some(share) = mix.get_mut(level) {
                    *share += 20;
                }
            }
            let length = Length {
                distribution: dice.one_of(&["exponential", "fixed", "lognormal", "uniform"]),
                mean: dice.one_of(&[1, 60, 600, 2000, 6000]),
            };
            let per_hour =
                if self.timing { dice.one_of(&[5, 60, 600, 3000]) } else { dice.one_of(&[3, 20, 60]) };
            self.traffic.push(Stream {
                addressees: dice.from(1, choice.max(1)),
                arrivals: dice.one_of(arrivals),
                weighted: [(); 2].map(|()| dice.in_hundred(30)),
                from,
                to,
                groups,
                per_hour,
                mix,
                length,
                options: options::draw(options::TRAFFIC, self, dice),
            });
        }
    }
}

impl Stream {
    pub(super) const SIMPLER: [fn(&mut Self); 5] =
        [Self::one_to_one, Self::plain, Self::even, Self::rarer, Self::shorter];

    /// Whether it follows a daily curve.
    pub(super) fn is_daily(&self) -> bool {
        self.arrivals == "profile"
    }

    /// Takes out stations that are no longer there; whether anything is left of it.
    pub(super) fn tidy(&mut self, there: impl Fn(u32) -> bool, groups: &[Group]) -> bool {
        self.from.retain(|from| there(*from));
        self.to.retain(|to| there(*to));
        if let [from] = self.from.as_slice() {
            self.to.retain(|to| to != from);
        }
        // One of a sender alone would be for nobody.
        let of_several =
            |number: &u32| groups.iter().any(|group| group.number == *number && group.members.len() > 1);
        self.groups.retain(of_several);
        // Each of several senders leaves itself out.
        let own = usize::from(self.from.len() > 1 && self.from.iter().any(|from| self.to.contains(from)));
        let many = self.to.len() + self.groups.len();
        let choice = u32::try_from(many - own.min(many)).unwrap_or(u32::MAX);
        self.addressees = self.addressees.clamp(1, choice.max(1));
        !self.from.is_empty() && choice > 0
    }

    /// Takes out whom the senders do not all reach; whether anybody is left.
    pub(super) fn keep_reached(&mut self, leads: impl Fn(u32, u32) -> bool, groups: &[Group]) -> bool {
        let from = &self.from;
        self.to.retain(|to| from.iter().all(|from| leads(*from, *to)));
        let member = |at: Option<u32>, from: u32, to: u32| {
            from == to || at.map_or_else(|| leads(from, to), |at| leads(from, at) && leads(at, to))
        };
        self.groups.retain(|number| {
            let group = groups.iter().find(|group| group.number == *number);
            group.is_some_and(|group| {
                let mut members = group.members.iter();
                members.all(|to| from.iter().all(|from| member(group.at, *from, *to)))
            })
        });
        !(self.to.is_empty() && self.groups.is_empty())
    }

    pub(super) fn write(&self, groups: &[Group], text: &mut String) -> std::fmt::Result {
        let from = indicators(&self.from);
        let groups = groups.iter().filter(|group| self.groups.contains(&group.number)).map(Group::name);
        let to: Vec<_> = self.to.iter().copied().map(indicator).chain(groups).collect();
        writeln!(text, "\n[[traffic]]\nfrom = {from}\nto = [\"{}\"]", to.join("\", \""))?;
        let all = [self.to.as_slice(), &self.groups].concat();
        let lists = [("from_weights", &self.from), ("weights", &all)];
        for ((key, stations), _) in lists.into_iter().zip(self.weighted).filter(|(_, weighted)| *weighted) {
            let weights: Vec<_> = stations.iter().map(|number| (number % 4 + 1).to_string()).collect();
            writeln!(text, "{key} = [{}]", weights.join(", "))?;
        }
        writeln!(text, "addressees = {}\narrivals = \"{}\"", self.addressees, self.arrivals)?;
        if self.is_daily() {
            let hours: Vec<_> = (0..24_u32).map(|hour| ((hour + 5) % 12).to_string()).collect();
            writeln!(text, "profile = [{}]", hours.join(", "))?;
        }
        writeln!(text, "rate = \"{}/h\"", self.per_hour)?;
        let mix = Precedence::ALL.iter().zip(self.mix).filter(|(_, hundredths)| *hundredths > 0);
        let mix: Vec<_> = mix
            .map(|(level, hundredths)| format!("{} = {}", level.word().to_lowercase(), share(hundredths)))
            .collect();
        if !mix.is_empty() {
            writeln!(text, "precedence = {{ {} }}", mix.join(", "))?;
        }
        let Length { distribution, mean } = self.length;
        let more = match distribution {
            "uniform" => format!("min = 1, max = {mean}"),
            "lognormal" => format!("mean = {mean}, sigma = 0.9"),
            _ => format!("mean = {mean}"),
        };
        writeln!(text, "length = {{ distribution = \"{distribution}\", {more} }}")?;
        options::write(&self.options, text)
    }

    fn one_to_one(&mut self) {
        self.from.truncate(1);
        let from = self.from.clone();
        self.to.retain(|to| !from.contains(to));
        self.to.truncate(1);
        if !self.to.is_empty() {
            self.groups.clear();
        }
        self.addressees = 1;
    }

    const fn plain(&mut self) {
        (self.weighted, self.mix) = ([false; 2], [0; 5]);
    }

    const fn even(&mut self) {
        self.arrivals = "every";
        self.length.distribution = "fixed";
    }

    const fn rarer(&mut self) {
        self.per_hour = self.per_hour.div_ceil(2);
    }

    const fn shorter(&mut self) {
        self.length.mean = self.length.mean.div_ceil(2);
    }
}
