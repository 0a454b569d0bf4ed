//! Stations that stop, and come back with what they had on disk.

use std::time::Duration;

use bytes::Bytes;

use super::{Asked, Conductor, Outlook, Ready, Reopening, name_of, outgoing};
use crate::sim::laws::BrokenLaw;
use crate::sim::scenario::Scenario;
use crate::sim::watch::{Happening, Watch};
use crate::station::journal::{self, Unreadable};
use crate::station::{Entry, Event};

/// A station, as far as it can stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Power {
    /// How many faults it is in: they may overlap.
    stopped: usize,
    for_good: bool,
    /// When it was opened last.
    open_since: Duration,
    /// Its journal; empty for a station that never stops.
    disk: Vec<u8>,
    /// Cables to be handed in when it is back.
    at_the_desk: Vec<usize>,
}

impl Power {
    /// The stations of a scenario, all of them open.
    pub(super) fn all(scenario: &Scenario) -> Vec<Self> {
        let plans = scenario.plans().into_iter();
        plans
            .map(|plan| Self {
                disk: if plan.journal { journal::begin(&plan) } else { Vec::new() },
                ..Self::default()
            })
            .collect()
    }

    /// Stopped at present.
    pub(super) const fn is_stopped(&self) -> bool {
        self.stopped > 0
    }

    /// Stopped, and never back.
    pub(super) const fn is_stopped_for_good(&self) -> bool {
        self.for_good
    }

    /// Whether it was stopped at any time since then.
    fn was_stopped_since(&self, then: Duration) -> bool {
        self.is_stopped() || self.open_since > then
    }
}

impl<W: Watch> Conductor<'_, W> {
    /// Writes down what a station says it must not forget.
    pub(super) fn write_down(&mut self, station: usize, entry: &Entry) {
        if let Some(power) = self.power.get_mut(station) {
            entry.write_to(&mut power.disk);
        }
    }

    /// A station stops. What it was sending is cut off, and service messages that wait are gone with it.
    pub(super) fn stop(&mut self, stop: usize) {
        let Some(stop) = self.scenario.stops.get(stop) else { return };
        let station = stop.station;
        let Some(power) = self.power.get_mut(station) else { return };
        power.stopped += 1;
        power.for_good |= stop.until.is_none();
        self.outlook = Outlook::Unknown;
        if power.for_good {
            self.moving -= std::mem::take(&mut power.at_the_desk).len();
        }
        if power.stopped > 1 {
            return;
        }
        self.watch.saw(self.now, &Happening::Stopped { station: name_of(self.scenario, station) });
        // Its journal does not know what has left of a transmission.
        self.paused.retain(|(of, _), _| *of != station);
        let circuits = self.station(station).map_or(&[][..], |plan| plan.outgoing.as_slice());
        for circuit in circuits {
            self.cut(*circuit);
            let (Some(plan), Some(line)) = (self.circuit(*circuit), self.lines.get_mut(*circuit)) else {
                continue;
            };
            let (station, channel) = (name_of(self.scenario, station), plan.channel.as_str());
            let dropped = line.tally.drop_service(self.now);
            if let Some(figures) = self.stations.get_mut(stop.station) {
                figures.waiting -= dropped;
            }
            for _ in 0..dropped {
                self.watch.saw(self.now, &Happening::Withdrawn { station, channel });
            }
        }
    }

    /// A station comes back: it is opened from its journal, told which circuits are down, and given what lies at its desk.
    pub(super) fn come_back(&mut self, stop: usize) {
        let Some(station) = self.scenario.stops.get(stop).map(|stop| stop.station) else { return };
        let Some(power) = self.power.get_mut(station) else { return };
        power.stopped -= 1;
        self.outlook = Outlook::Unknown;
        if power.is_stopped() {
            return;
        }
        power.open_since = self.now;
        let journal = Bytes::copy_from_slice(&power.disk);
        let cables = std::mem::take(&mut power.at_the_desk);
        self.watch.saw(self.now, &Happening::Reopened { station: name_of(self.scenario, station) });
        self.ready.push_back(Ready::Reopen(Reopening { at: self.now, station, journal }));
        let is_down = |circuit: &usize| self.lines.get(*circuit).is_some_and(|line| line.down > 0);
        let plan = self.station(station);
        let down = plan.iter().flat_map(|plan| &plan.outgoing).filter(|circuit| is_down(circuit));
        let down = down.filter_map(|circuit| outgoing(self.scenario, *circuit)).map(|(_, own)| own).collect();
        self.tell(station, Event::Opened { down }, Asked::Other);
        for cable in cables {
            self.hand_in(cable);
        }
    }

    /// Whether a cable has to wait at the desk of its originator, or will never be handed in.
    pub(super) fn waits_at_the_desk(&mut self, cable: usize, station: usize) -> bool {
        let Some(power) = self.power.get_mut(station).filter(|power| power.is_stopped()) else {
            return false;
        };
        if power.for_good {
            self.moving -= 1;
        } else {
            power.at_the_desk.push(cable);
        }
        true
    }

    pub(super) fn is_stopped(&self, station: usize) -> bool {
        self.power.get(station).is_some_and(Power::is_stopped)
    }

    pub(super) fn is_stopped_for_good(&self, station: usize) -> bool {
        self.power.get(station).is_some_and(Power::is_stopped_for_good)
    }

    /// Whether a station was stopped while something came in that took so long.
    pub(super) fn missed(&self, station: usize, takes: Duration) -> bool {
        let begun = self.now.saturating_sub(takes);
        self.power.get(station).is_some_and(|power| power.was_stopped_since(begun))
    }

    /// A journal cannot be read: the law that what was written can be read is broken.
    pub fn unreadable(&self, station: usize, error: &Unreadable) -> BrokenLaw {
        self.broken(name_of(self.scenario, station), error.to_string())
    }
}
