//! A plan drawn from a seed.

use super::plan::{Called, Fault, Handed, Length, Line, Plan, Post, Stream, Touched, WarmUp, Whom};
use crate::message::{Classification, Precedence};
use crate::sim::draw::Draw;

/// Draws what plans are made of.
pub(super) struct Dice(Draw);

impl Dice {
    /// From one number to another, both included.
    pub(super) fn from(&mut self, low: u32, high: u32) -> u32 {
        let many = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + u32::try_from(self.0.below(many)).unwrap_or(0)
    }

    /// True so many times of a hundred.
    pub(super) fn in_hundred(&mut self, times: u32) -> bool {
        self.from(1, 100) <= times
    }

    /// One of some; the default of its kind where there are none.
    pub(super) fn one_of<T: Copy + Default>(&mut self, some: &[T]) -> T {
        let place = self.0.below(some.len());
        some.get(place).copied().unwrap_or_default()
    }

    fn precedence(&mut self) -> Precedence {
        let place = self.0.below(Precedence::ALL.len());
        Precedence::ALL.get(place).copied().unwrap_or(Precedence::Routine)
    }

    /// Some of a list, each once, in an order of their own.
    fn some_of(&mut self, all: &[u32], many: u32) -> Vec<u32> {
        let mut left = all.to_vec();
        let mut some = Vec::new();
        while !left.is_empty() && some.len() < usize::try_from(many).unwrap_or(0) {
            some.push(left.swap_remove(self.0.below(left.len())));
        }
        some
    }
}

impl Plan {
    /// The plan of a seed: the same on any machine.
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice(Draw::of_soak(seed));
        let timing = dice.in_hundred(30);
        let preemption = dice.one_of(&["none", "flash", "book", "all"]);
        let minutes = dice.from(10, 150);
        let resume = dice.in_hundred(if timing { 40 } else { 20 }) && (timing || preemption == "none");
        let mut plan = Self {
            seed,
            minutes,
            timing,
            preemption,
            resume,
            warm_up: WarmUp::None,
            stations: Vec::new(),
            circuits: Vec::new(),
            cables: Vec::new(),
            traffic: Vec::new(),
            faults: Vec::new(),
        };
        plan.draw_network(&mut dice);
        plan.draw_cables(&mut dice);
        plan.draw_traffic(&mut dice);
        plan.draw_faults(&mut dice);
        let daily = plan.traffic.iter().any(|stream| stream.arrivals == "profile");
        plan.warm_up = match dice.from(1, 4) {
            1 => WarmUp::Minutes(dice.from(1, minutes - 1)),
            2 if timing && !daily && !plan.traffic.is_empty() => WarmUp::Auto,
            _ => WarmUp::None,
        };
        plan.draw_rules(&mut dice);
        plan.tidy();
        plan
    }

    /// A chain, a star, a tree or a mesh, with all ways back or not.
    fn draw_network(&mut self, dice: &mut Dice) {
        let many = dice.from(2, 12);
        let shape = dice.from(1, 4);
        let one_way = dice.in_hundred(20);
        let weather = dice.one_of(&[0, 0, 10, 30, 50]);
        let slow = dice.in_hundred(30);
        let mut relays = vec![0];
        self.stations.push(Post { number: 0, relay: many > 2 || dice.in_hundred(50), processing_ms: 0 });
        let mut pairs = Vec::new();
        for number in 1..many {
            let parent = match shape {
                1 => relays.last().copied().unwrap_or(0),
                2 => 0,
                _ => dice.one_of(&relays),
            };
            let relay = dice.in_hundred(if shape == 1 { 90 } else { 40 });
            if relay {
                relays.push(number);
            }
            let processing_ms = dice.one_of(&[0, 0, 1, 500, 2000, 90_000]);
            self.stations.push(Post { number, relay, processing_ms });
            pairs.push((parent, number));
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
                if !(one_way && dice.in_hundred(20)) {
                    let line = self.draw_line(dice, (number, from, to), weather, slow);
                    self.circuits.push(line);
                }
            }
        }
        // Whom no circuit touches is no part of a network.
        let circuits = &self.circuits;
        let touched = |post: &Post| circuits.iter().any(|line| [line.from, line.to].contains(&post.number));
        self.stations.retain(touched);
    }

    fn draw_line(
        &self,
        dice: &mut Dice,
        (number, from, to): (u32, u32, u32),
        worst: u32,
        slow: bool,
    ) -> Line {
        let worst = if self.timing { 0 } else { worst };
        let chance = |dice: &mut Dice| if dice.in_hundred(60) { dice.from(0, worst) } else { 0 };
        let [loss, garble, duplicate, reorder] = [(); 4].map(|()| chance(dice));
        let speed = if slow { dice.one_of(&[5, 10, 20]) } else { dice.one_of(&[10, 50, 100, 300, 1000]) };
        Line {
            number,
            from,
            to,
            speed,
            latency_ms: dice.one_of(&[0, 0, 1, 250, 3000, 45_000]),
            overhead: if self.timing { dice.one_of(&[0, 300]) } else { 0 },
            redraw: (self.timing && dice.in_hundred(10)).then(|| dice.from(100, 3000)),
            backlog: None,
            approved: None,
            loss,
            garble,
            duplicate,
            reorder,
        }
    }

    fn draw_cables(&mut self, dice: &mut Dice) {
        let numbers: Vec<u32> = self.stations.iter().map(|post| post.number).collect();
        let strangers = dice.in_hundred(15);
        let most = dice.one_of(&[0, 1, 3, 8, 20]);
        for number in 1..=most {
            let many = dice.from(1, 6);
            let mut called: Vec<Called> = Vec::new();
            for station in dice.some_of(&numbers, many) {
                let precedence = dice.in_hundred(50).then(|| dice.precedence());
                called.push(Called { whom: Whom::Station(station), precedence });
            }
            if strangers && dice.in_hundred(50) {
                let whom = if dice.in_hundred(50) { Whom::Elsewhere } else { Whom::Nameless };
                called.push(Called { whom, precedence: None });
            }
            let info =
                if dice.in_hundred(40) { called.split_off(called.len().div_ceil(2)) } else { Vec::new() };
            let lines = match dice.from(1, 10) {
                1..=6 => dice.from(1, 20),
                7..=8 => dice.from(70, 130),
                _ => dice.from(130, 500),
            };
            let action = dice.precedence();
            let info_precedence =
                (!info.is_empty() && dice.in_hundred(50)).then(|| dice.precedence().min(action));
            let at_s = if dice.in_hundred(30) { 0 } else { dice.from(0, self.minutes * 60) };
            let from = dice.one_of(&numbers);
            let class = Classification::Unclassified;
            let to = called;
            self.cables.push(Handed { number, at_s, from, action, info_precedence, to, info, class, lines });
        }
    }

    fn draw_traffic(&mut self, dice: &mut Dice) {
        let numbers: Vec<u32> = self.stations.iter().map(|post| post.number).collect();
        let least = u32::from(self.cables.is_empty());
        for _ in 0..dice.from(least, 4) {
            let many = if dice.in_hundred(70) { 1 } else { dice.from(1, 4) };
            let from = dice.some_of(&numbers, many);
            let others: Vec<u32> =
                numbers.iter().copied().filter(|one| from.len() > 1 || !from.contains(one)).collect();
            let many = dice.from(1, 5).max(u32::from(from.len() > 1) * 2);
            let to = dice.some_of(&others, many);
            let choice = u32::try_from(to.len()).unwrap_or(1).saturating_sub(u32::from(from.len() > 1));
            let arrivals =
                if from.len() > 1 { &["poisson", "profile"][..] } else { &["poisson", "every", "profile"] };
            let mut mix = [0; 5];
            for _ in 0..5 {
                let level = dice.0.below(5);
                if let Some(share) = mix.get_mut(level) {
                    *share += 20;
                }
            }
            let mean = dice.one_of(&[1, 60, 600, 2000, 6000]);
            let length = match dice.from(1, 4) {
                1 => Length::Exponential(mean),
                2 => Length::Fixed(mean),
                3 => Length::LogNormal(mean),
                _ => Length::Uniform(1, mean),
            };
            let per_hour =
                if self.timing { dice.one_of(&[5, 60, 600, 3000]) } else { dice.one_of(&[3, 20, 60]) };
            self.traffic.push(Stream {
                addressees: dice.from(1, choice.max(1)),
                arrivals: dice.one_of(arrivals),
                from,
                to,
                per_hour,
                mix,
                secret: 0,
                length,
            });
        }
    }

    fn draw_faults(&mut self, dice: &mut Dice) {
        if dice.in_hundred(40) {
            return;
        }
        let for_ever = dice.in_hundred(20);
        let circuits: Vec<u32> = self.circuits.iter().map(|line| line.number).collect();
        let stations: Vec<u32> = self.stations.iter().map(|post| post.number).collect();
        for _ in 0..dice.from(1, 6) {
            let touched = if self.timing || dice.in_hundred(60) {
                Touched::Circuit(dice.one_of(&circuits))
            } else {
                Touched::Station(dice.one_of(&stations))
            };
            let at_s = if dice.in_hundred(20) { 0 } else { dice.from(0, self.minutes * 60) };
            let ends = !(for_ever && dice.in_hundred(40));
            let for_s = ends.then(|| dice.one_of(&[1, 7, 60, 600, 5000]));
            self.faults.push(Fault { at_s, for_s, touched });
        }
    }
}
