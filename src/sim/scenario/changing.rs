//! Whether a network is the same from its start to its end, but for chance.

use std::time::Duration;

use super::{Arrivals, Scenario};

impl Scenario {
    /// What changes in its time, so that one run of it tells nothing of how much its means are due to chance; `None` where
    /// its load stays the same.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// assert_eq!(BuiltIn::named("star").unwrap().read()?.changes_in_time(), None);
    /// assert_eq!(BuiltIn::named("storm").unwrap().read()?.changes_in_time(), Some("a circuit goes down"));
    /// # Ok::<(), torntape::sim::scenario::Refusal>(())
    /// ```
    pub fn changes_in_time(&self) -> Option<&'static str> {
        // What lasts from the start to the end is no change.
        let changes = |(from, until): (Duration, Option<Duration>)| {
            from > Duration::ZERO || until.is_some_and(|until| until < self.duration)
        };
        let reasons = [
            (self.outages.iter().any(|outage| changes((outage.from, outage.until))), "a circuit goes down"),
            (self.stops.iter().any(|stop| changes((stop.from, stop.until))), "a station stops"),
            (self.minimize.iter().any(|order| changes(order.times())), "MINIMIZE is imposed"),
            (
                self.traffic.iter().any(|traffic| matches!(traffic.arrivals, Arrivals::Profile(_))),
                "traffic follows the hours of the day",
            ),
            (self.stations.iter().any(|station| station.hours.is_some()), "posts open and close"),
            (self.traffic.is_empty(), "each cable is handed in at a time of its own"),
        ];
        reasons.into_iter().find(|(changes, _)| *changes).map(|(_, reason)| reason)
    }
}
