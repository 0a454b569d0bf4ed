//! What is whole and waits for the post to open.

use std::collections::VecDeque;
use std::time::Duration;

use super::hours::Urgency;
use super::machine::Station;
use super::upper::upper;
use super::{Action, CableKey, Delivery, Notice, Tape};
use crate::decode::Decoder;

/// Cables that came while the post was closed, each with the time at which it opens.
pub(super) type Desk = VecDeque<(Duration, Delivery)>;

impl Station {
    /// Delivers a cable here, now if the post is open or has to act on it at once, else when it opens.
    pub(super) fn act_on(&mut self, now: Duration, delivery: Delivery, actions: &mut Vec<Action>) {
        // Who minds the circuits reads what is for them, day and night.
        if delivery.sections.first().and_then(Notice::read).is_some() {
            self.hand_over(delivery, actions);
            return;
        }
        let hours = self.plan.hours.as_ref();
        let opens = hours.map_or(now, |hours| hours.open_from(self.plan.start, now));
        if opens <= now || self.urgency(&delivery).wakes() {
            self.hand_over(delivery, actions);
            return;
        }
        actions.push(Action::Held { key: delivery.key.clone(), seal: delivery.seal(), until: opens });
        self.desk.push_back((opens, delivery));
    }

    /// Delivers what waited for the post to open.
    pub(super) fn open_desk(&mut self, now: Duration, actions: &mut Vec<Action>) {
        while self.desk.front().is_some_and(|(opens, _)| *opens <= now) {
            if let Some((_, delivery)) = self.desk.pop_front() {
                self.hand_over(delivery, actions);
            }
        }
    }

    /// Strikes off what was delivered before the station stopped; `None` where it has nothing by that name. Of two cables of
    /// one identification the post has delivered the one that does not wait for it to open.
    pub(super) fn strike_off(&mut self, key: &CableKey) -> Option<()> {
        let received = self.undelivered.iter().enumerate();
        let mut named = received.filter(|(_, delivery)| delivery.key == *key);
        let (first, _) = named.clone().next()?;
        let several = named.clone().nth(1).is_some();
        let urgent = named.find(|(_, delivery)| several && self.urgency(delivery).wakes());
        let place = urgent.map_or(first, |(place, _)| place);
        self.undelivered.remove(place);
        Some(())
    }

    fn urgency(&self, delivery: &Delivery) -> Urgency {
        let first = delivery.sections.first().map(Tape::to_bytes).unwrap_or_default();
        let heading = Decoder::new().heading(upper(&first));
        let (book, own) = (self.book(), &self.plan.indicator);
        Urgency::of(&heading, |addressee| book.is_meant(addressee, own))
    }
}
