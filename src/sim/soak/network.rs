//! Stations and the circuits between them.

use std::fmt::Write;

use super::dice::Dice;
use super::options::{self, Options};
use super::plan::Plan;

/// A station. Others name it by its number, which it keeps when others are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) number: u32,
    pub(super) relay: bool,
    pub(super) options: Options,
}

/// A circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    speed: &'static str,
    /// Loss, garbles, doubles and late ones, in hundredths.
    weather: [u32; 4],
    pub(super) options: Options,
}

const WEATHER: [&str; 4] = ["loss", "garble", "duplicate", "reorder"];

/// What circuits of one network have in common.
struct Common {
    slow: bool,
    /// The worst weather there is, in hundredths.
    worst: u32,
}

/// `RUEA`, or longer, so that indicators have many lengths.
pub(super) fn indicator(number: u32) -> String {
    let letter = char::from_digit(number % 16 + 10, 36).unwrap_or('a').to_ascii_uppercase();
    let more = ["", "H", "HA", "HAB"];
    let more = usize::try_from(number % 4).ok().and_then(|place| more.get(place)).unwrap_or(&"");
    format!("RUE{letter}{more}")
}

/// Both directions of a pair bear one name, as two stations may each have a circuit of that name.
pub(super) fn channel(line: u32) -> String {
    format!("X{:02}", line.div_ceil(2))
}

/// Stations as a list of TOML.
pub(super) fn indicators(stations: &[u32]) -> String {
    let names: Vec<_> = stations.iter().map(|number| format!("\"{}\"", indicator(*number))).collect();
    format!("[{}]", names.join(", "))
}

/// Hundredths as TOML has a share.
pub(super) fn share(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Plan {
    /// A chain, a star, a tree or a mesh, with all ways back or not.
    pub(super) fn draw_network(&mut self, dice: &mut Dice) {
        let many = dice.from(2, 12);
        let shape = dice.from(1, 4);
        let one_way = dice.in_hundred(20);
        let common = Common { slow: dice.in_hundred(30), worst: dice.one_of(&[0, 0, 10, 30, 50]) };
        let mut relays = Vec::new();
        let mut pairs = Vec::new();
        for number in 0..many {
            let parent = match shape {
                1 => relays.last().copied(),
                2 => relays.first().copied(),
                _ => Some(dice.one_of(&relays)),
            };
            pairs.extend(parent.filter(|_| number > 0).map(|parent| (parent, number)));
            let relay = dice.in_hundred(if shape == 1 { 90 } else { 40 }) || number == 0 && many > 2;
            if relay || number == 0 {
                relays.push(number);
            }
            let options = options::draw(options::STATION, self, dice);
            self.stations.push(Post { number, relay, options });
        }
        for _ in 0..if shape == 4 { dice.from(1, many) } else { dice.one_of(&[0, 0, 1]) } {
            let (one, other) = (dice.from(0, many - 1), dice.from(0, many - 1));
            if one != other {
                pairs.push((one, other));
            }
        }
        let mut number = 0;
        for (one, other) in pairs {
            for (from, to) in [(one, other), (other, one)] {
                number += 1;
                // There is always a first one.
                if !(one_way && number > 1 && dice.in_hundred(20)) {
                    let line = self.draw_line(dice, (number, from, to), &common);
                    self.circuits.push(line);
                }
            }
        }
        // Whom no circuit touches is no part of a network.
        let circuits = &self.circuits;
        let touched = |post: &Post| circuits.iter().any(|line| [line.from, line.to].contains(&post.number));
        self.stations.retain(touched);
    }

    fn draw_line(&self, dice: &mut Dice, (number, from, to): (u32, u32, u32), common: &Common) -> Line {
        let weather = WEATHER.map(|_| if dice.in_hundred(60) { dice.from(0, common.worst) } else { 0 });
        let speeds: &[&'static str] = if common.slow {
            &["5cps", "50baud", "100wpm", "150baud"]
        } else {
            &["75baud", "400bps", "100cps", "2400bps", "1000cps"]
        };
        let speed = dice.one_of(speeds);
        Line { number, from, to, speed, weather, options: options::draw(options::CIRCUIT, self, dice) }
    }
}

impl Post {
    pub(super) fn write(&self, text: &mut String) -> std::fmt::Result {
        let name = indicator(self.number);
        writeln!(text, "\n[[station]]\nindicator = \"{name}\"\nplad = \"POST {name}\"")?;
        if self.relay {
            writeln!(text, "relay = true")?;
        }
        options::write(&self.options, text)
    }
}

impl Line {
    /// The ways in which one is made simpler.
    pub(super) const SIMPLER: [fn(&mut Self); 2] = [Self::fair, Self::fairer];

    pub(super) fn write(&self, text: &mut String) -> std::fmt::Result {
        let (from, to, channel) = (indicator(self.from), indicator(self.to), channel(self.number));
        writeln!(text, "\n[[circuit]]\nfrom = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"")?;
        writeln!(text, "speed = \"{}\"", self.speed)?;
        let weather = WEATHER.into_iter().zip(self.weather).filter(|(_, hundredths)| *hundredths > 0);
        for (key, hundredths) in weather {
            writeln!(text, "{key} = {}", share(hundredths))?;
        }
        options::write(&self.options, text)
    }

    /// Nothing is lost on it, nor damaged.
    pub(super) const fn is_fair(&self) -> bool {
        let [loss, garble, ..] = self.weather;
        loss == 0 && garble == 0
    }

    fn fair(&mut self) {
        self.weather = [0; 4];
    }

    fn fairer(&mut self) {
        self.weather = self.weather.map(|hundredths| hundredths / 2);
    }
}
