//! What happens to a network: faults, times of MINIMIZE, and routes that are not the shortest.

use std::fmt::Write;

use super::dice::Dice;
use super::handed::ELSEWHERE;
use super::network::{channel, indicator, indicators};
use super::plan::Plan;
use crate::message::Precedence;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    Circuit(u32),
    Station(u32),
}

/// An outage of a circuit or a stop of a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    at_s: u32,
    /// `None`: to the end.
    pub(super) for_s: Option<u32>,
    pub(super) touched: Touched,
}

/// A time in which what is less urgent is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Minimize {
    at_s: u32,
    for_s: Option<u32>,
    below: Precedence,
    /// The senders; none: all.
    from: Vec<u32>,
    /// The addressees; none: all.
    to: Vec<u32>,
}

/// A route that the scenario gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) at: u32,
    prefix: String,
    /// Circuits by their numbers, the first choice first.
    pub(super) via: Vec<u32>,
}

impl Route {
    /// Whether it leads to what is no station.
    pub(super) fn leads_elsewhere(&self) -> bool {
        ELSEWHERE.starts_with(&self.prefix)
    }
}

impl Plan {
    pub(super) fn draw_faults(&mut self, dice: &mut Dice) {
        if dice.in_hundred(40) {
            return;
        }
        let for_ever = dice.in_hundred(20);
        let circuits: Vec<u32> = self.circuits.iter().map(|line| line.number).collect();
        let stations = self.station_numbers();
        for _ in 0..dice.from(1, 6) {
            let touched = if dice.in_hundred(60) {
                Touched::Circuit(dice.one_of(&circuits))
            } else {
                Touched::Station(dice.one_of(&stations))
            };
            let ends = !(for_ever && dice.in_hundred(40));
            let for_s = ends.then(|| dice.one_of(&[1, 7, 60, 600, 5000]));
            self.faults.push(Fault { at_s: self.moment(dice), for_s, touched });
        }
    }

    pub(super) fn draw_minimize(&mut self, dice: &mut Dice) {
        let stations = self.station_numbers();
        for _ in 0..dice.one_of(&[0, 0, 0, 0, 1, 2]) {
            let mut area = || {
                let many = dice.one_of(&[0, 0, 1, 3]);
                dice.some_of(&stations, many)
            };
            let (from, to) = (area(), area());
            let for_s = dice.in_hundred(60).then(|| dice.one_of(&[60, 600, 3000]));
            let below = dice.precedence().max(Precedence::Priority);
            self.minimize.push(Minimize { at_s: self.moment(dice), for_s, below, from, to });
        }
    }

    /// Routes with alternates, at some stations: all that each knows then. Whatever would lead in a circle is not taken.
    pub(super) fn draw_routes(&mut self, dice: &mut Dice) {
        if dice.in_hundred(75) {
            return;
        }
        let stations = self.station_numbers();
        for at in dice.some_of(&stations, 3) {
            let own: Vec<u32> =
                self.circuits.iter().filter(|line| line.from == at).map(|line| line.number).collect();
            if own.is_empty() {
                continue;
            }
            let before = self.routes.clone();
            let others = dice.from(0, 4);
            let all = dice.in_hundred(90).then(String::new);
            let some = dice.some_of(&stations, others).into_iter().map(|to| {
                let mut prefix = indicator(to);
                // A prefix may be that of several.
                prefix.truncate(if to % 2 == 0 { 4 } else { 7 });
                prefix
            });
            for prefix in some.chain(all) {
                let many = dice.from(1, 3);
                let via = dice.some_of(&own, many);
                if !self.routes.iter().any(|route| route.at == at && route.prefix == prefix) {
                    self.routes.push(Route { at, prefix, via });
                }
            }
            if self.scenario().is_err() {
                self.routes = before;
            }
        }
    }

    /// A time of the run; now and then its very start.
    pub(super) fn moment(&self, dice: &mut Dice) -> u32 {
        if dice.in_hundred(20) { 0 } else { dice.from(0, self.minutes * 60) }
    }

    pub(super) fn station_numbers(&self) -> Vec<u32> {
        self.stations.iter().map(|post| post.number).collect()
    }
}

impl Fault {
    pub(super) const SIMPLER: [fn(&mut Self); 2] = [Self::earlier, Self::shorter];

    pub(super) fn write(&self, plan: &Plan, text: &mut String) -> std::fmt::Result {
        write_time("fault", self.at_s, self.for_s, text)?;
        match self.touched {
            Touched::Station(number) => writeln!(text, "station = \"{}\"", indicator(number)),
            Touched::Circuit(number) => {
                let line = plan.circuits.iter().find(|line| line.number == number);
                let from = line.map_or_else(String::new, |line| indicator(line.from));
                writeln!(text, "circuit = \"{from}:{}\"", channel(number))
            }
        }
    }

    const fn earlier(&mut self) {
        self.at_s /= 2;
    }

    fn shorter(&mut self) {
        self.for_s = self.for_s.map(|seconds| seconds.div_ceil(2));
    }
}

impl Minimize {
    pub(super) const SIMPLER: [fn(&mut Self); 2] = [Self::everywhere, Self::for_ever];

    /// Takes out stations that are no longer there; whether it is still for some, where it was for some.
    pub(super) fn tidy(&mut self, there: impl Fn(u32) -> bool) -> bool {
        let left = |stations: &mut Vec<u32>| {
            let all = stations.is_empty();
            stations.retain(|station| there(*station));
            all || !stations.is_empty()
        };
        left(&mut self.from) && left(&mut self.to)
    }

    pub(super) fn write(&self, text: &mut String) -> std::fmt::Result {
        write_time("minimize", self.at_s, self.for_s, text)?;
        writeln!(text, "below = \"{}\"", self.below.word().to_lowercase())?;
        for (key, stations) in [("from", &self.from), ("to", &self.to)] {
            if !stations.is_empty() {
                writeln!(text, "{key} = {}", indicators(stations))?;
            }
        }
        Ok(())
    }

    fn everywhere(&mut self) {
        self.from.clear();
        self.to.clear();
    }

    const fn for_ever(&mut self) {
        (self.at_s, self.for_s) = (0, None);
    }
}

impl Route {
    pub(super) const SIMPLER: [fn(&mut Self); 1] = [Self::without_alternates];

    pub(super) fn write(&self, text: &mut String) -> std::fmt::Result {
        let (at, prefix) = (indicator(self.at), &self.prefix);
        let via: Vec<_> = self.via.iter().map(|number| format!("\"{}\"", channel(*number))).collect();
        writeln!(text, "\n[[route]]\nat = \"{at}\"\nprefix = \"{prefix}\"\nvia = [{}]", via.join(", "))
    }

    fn without_alternates(&mut self) {
        self.via.truncate(1);
    }
}

fn write_time(table: &str, at_s: u32, for_s: Option<u32>, text: &mut String) -> std::fmt::Result {
    writeln!(text, "\n[[{table}]]\nat = \"{at_s}s\"")?;
    for_s.map_or(Ok(()), |seconds| writeln!(text, "for = \"{seconds}s\""))
}
