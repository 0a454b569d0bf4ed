//! How long each section waited in queues on its way to a station.

use std::time::Duration;

use smallvec::SmallVec;

/// The waits of sections by cable: a cable has few of them.
#[derive(Debug, Default)]
pub(super) struct Waits(Vec<SmallVec<[Wait; 2]>>);

/// A section, and a station where it is.
type Place = (u8, usize);

/// The wait of a section up to a station, from where it goes on to those whom this copy calls.
#[derive(Clone, Debug)]
struct Wait {
    place: Place,
    called: Called,
    wait: Duration,
}

/// Stations that a copy calls.
type Called = SmallVec<[usize; 4]>;

impl Wait {
    /// Whether it is that of a copy for one of these stations.
    fn is_for(&self, place: Place, called: &Called) -> bool {
        self.place == place && called.iter().any(|to| self.called.contains(to))
    }
}

impl Waits {
    /// That of a section of a cable at a station, of the copy that calls these; none where it was not noted.
    pub(super) fn of(&self, cable: usize, place: Place, called: &Called) -> Duration {
        let waits = self.0.get(cable).map_or(&[][..], SmallVec::as_slice);
        let noted = waits.iter().find(|noted| noted.is_for(place, called));
        // One that calls others than came is that of the copy which brought them here under another name.
        let noted = noted.or_else(|| waits.iter().find(|noted| noted.place == place));
        noted.map_or(Duration::ZERO, |noted| noted.wait)
    }

    /// Notes the wait of a section that has come to a station, where no copy for the same has come there before.
    pub(super) fn note(&mut self, cable: usize, place: Place, called: &Called, wait: Duration) {
        let Some(waits) = self.of_cable(cable) else { return };
        if !waits.iter().any(|noted| noted.is_for(place, called)) {
            waits.push(Wait { place, called: called.clone(), wait });
        }
    }

    /// Notes the wait of a section that has left a station and arrived nowhere: where it is sent again, it waits on.
    pub(super) fn keep(&mut self, cable: usize, place: Place, called: &Called, wait: Duration) {
        let Some(waits) = self.of_cable(cable) else { return };
        match waits.iter_mut().find(|noted| noted.is_for(place, called)) {
            Some(noted) => noted.wait = wait,
            None => waits.push(Wait { place, called: called.clone(), wait }),
        }
    }

    fn of_cable(&mut self, cable: usize) -> Option<&mut SmallVec<[Wait; 2]>> {
        if self.0.len() <= cable {
            self.0.resize_with(cable + 1, SmallVec::new);
        }
        self.0.get_mut(cable)
    }
}
