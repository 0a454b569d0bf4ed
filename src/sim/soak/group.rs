//! Collectives.

use std::fmt::Write;

use super::dice::Dice;
use super::network::{indicator, indicators};
use super::plan::Plan;

/// A collective. Cables name it by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) number: u32,
    /// The relay that expands it.
    pub(super) at: Option<u32>,
    pub(super) members: Vec<u32>,
}

impl Plan {
    pub(super) fn draw_groups(&mut self, dice: &mut Dice) {
        let stations = self.station_numbers();
        let relays: Vec<u32> =
            self.stations.iter().filter(|post| post.relay).map(|post| post.number).collect();
        for number in 1..=dice.one_of(&[0, 0, 1, 2, 3]) {
            let at = (dice.in_hundred(65) && !relays.is_empty()).then(|| dice.one_of(&relays));
            let many = dice.from(2, 6);
            self.groups.push(Group { number, at, members: dice.some_of(&stations, many) });
        }
    }
}

impl Group {
    pub(super) const SIMPLER: [fn(&mut Self); 2] = [Self::by_originators, Self::of_few];

    /// As cables name it.
    pub(super) fn name(&self) -> String {
        let number = self.number;
        if number.is_multiple_of(2) {
            format!("AIG {}", 200 + number)
        } else {
            format!("GROUP {number} COLLECTIVE")
        }
    }

    /// What calls it on routing lines. One that is expanded by originators may have none.
    fn indicator(&self) -> Option<String> {
        let letter = char::from_digit(self.number % 16 + 10, 36).unwrap_or('a').to_ascii_uppercase();
        (self.at.is_some() || self.number.is_multiple_of(3)).then(|| format!("RUCG{letter}"))
    }

    /// An addressee of a cable, without some of the members.
    pub(super) fn addressee(&self) -> String {
        self.indicator().map_or_else(String::new, |own| format!("{own}/")) + &self.name()
    }

    /// The members that `XMT` leaves out, where it does: there is always one that is not.
    pub(super) fn exempt(&self) -> impl Iterator<Item = u32> {
        self.members.iter().copied().skip(1).step_by(2)
    }

    /// Takes out stations that are no longer there; whether anything is left of it.
    pub(super) fn tidy(&mut self, there: impl Fn(u32) -> bool, is_relay: impl Fn(u32) -> bool) -> bool {
        self.members.retain(|member| there(*member));
        self.at = self.at.filter(|at| is_relay(*at));
        !self.members.is_empty()
    }

    pub(super) fn write(&self, text: &mut String) -> std::fmt::Result {
        let (name, members) = (self.name(), indicators(&self.members));
        writeln!(text, "\n[[collective]]\nname = \"{name}\"\nmembers = {members}")?;
        if let Some(own) = self.indicator() {
            writeln!(text, "indicator = \"{own}\"")?;
        }
        self.at.map_or(Ok(()), |at| writeln!(text, "at = \"{}\"", indicator(at)))
    }

    const fn by_originators(&mut self) {
        self.at = None;
    }

    fn of_few(&mut self) {
        self.members.truncate(2);
    }
}
