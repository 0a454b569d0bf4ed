//! Rules that a scenario may ask for, drawn after all else: what is drawn without them stays as it is.

use super::drawn::Dice;
use super::plan::Plan;
use crate::message::Classification;

impl Plan {
    pub(super) fn draw_rules(&mut self, dice: &mut Dice) {
        if dice.in_hundred(30) {
            for line in &mut self.circuits {
                line.backlog = dice.in_hundred(50).then(|| dice.one_of(&[0, 1, 30, 600]));
            }
        }
        if dice.in_hundred(15) {
            self.draw_classes(dice);
        }
    }

    /// Circuits that may not carry everything, and what they may not carry.
    fn draw_classes(&mut self, dice: &mut Dice) {
        use Classification::{Confidential, Secret, TopSecret, Unclassified};
        for line in &mut self.circuits {
            line.approved = match dice.from(1, 8) {
                1 => Some(Unclassified),
                2 => Some(Confidential),
                _ => None,
            };
        }
        for cable in &mut self.cables {
            cable.class = match dice.from(1, 6) {
                1 => Confidential,
                2 => Secret,
                3 => TopSecret,
                _ => Unclassified,
            };
        }
        for stream in &mut self.traffic {
            stream.secret = dice.one_of(&[0, 20, 100]);
        }
    }
}
