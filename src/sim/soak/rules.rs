//! Rules that a scenario may ask for, drawn after all else: what is drawn without them stays as it is.

use super::drawn::Dice;
use super::plan::Plan;

impl Plan {
    pub(super) fn draw_rules(&mut self, dice: &mut Dice) {
        if dice.in_hundred(30) {
            for line in &mut self.circuits {
                line.backlog = dice.in_hundred(50).then(|| dice.one_of(&[0, 1, 30, 600]));
            }
        }
    }
}
