//! How long each section waited in queues on its way to a station.

use std::time::Duration;

use smallvec::SmallVec;

use crate::sim::nanoseconds;

/// The waits of sections by cable: a cable has few of them.
#[derive(Debug, Default)]
pub(super) struct Waits(Vec<SmallVec<[Wait; 3]>>);

/// A section, and a station where it is.
type Place = (u8, usize);

/// The wait of a section up to a station, from where it goes on to those whom this copy calls. A run has one for each copy that
/// comes to a relay: it is kept small.
#[derive(Clone, Debug)]
struct Wait {
    section: u8,
    station: u32,
    called: SmallVec<[u32; 4]>,
    nanoseconds: u64,
}

impl Wait {
    fn new((section, station): Place, called: &[usize], wait: Duration) -> Self {
        Self {
            section,
            station: number(station),
            called: called.iter().map(|to| number(*to)).collect(),
            nanoseconds: nanoseconds(wait),
        }
    }

    fn is_at(&self, (section, station): Place) -> bool {
        self.section == section && self.station == number(station)
    }

    /// Whether it is that of a copy for one of these stations.
    fn is_for(&self, place: Place, called: &[usize]) -> bool {
        self.is_at(place) && called.iter().any(|to| self.called.contains(&number(*to)))
    }
}

impl Waits {
    /// That of a section of a cable at a station, of the copy that calls these; none where it was not noted.
    pub(super) fn of(&self, cable: usize, place: Place, called: &[usize]) -> Duration {
        let waits = self.0.get(cable).map_or(&[][..], SmallVec::as_slice);
        let noted = waits.iter().find(|noted| noted.is_for(place, called));
        // One that calls others than came is that of the copy which brought them here under another name.
        let noted = noted.or_else(|| waits.iter().find(|noted| noted.is_at(place)));
        noted.map_or(Duration::ZERO, |noted| Duration::from_nanos(noted.nanoseconds))
    }

    /// Notes the wait of a section that has come to a station, where no copy for the same has come there before.
    pub(super) fn note(&mut self, cable: usize, place: Place, called: &[usize], wait: Duration) {
        let Some(waits) = self.of_cable(cable) else { return };
        if !waits.iter().any(|noted| noted.is_for(place, called)) {
            waits.push(Wait::new(place, called, wait));
        }
    }

    /// Notes the wait of a section that has left a station and arrived nowhere: where it is sent again, it waits on.
    pub(super) fn keep(&mut self, cable: usize, place: Place, called: &[usize], wait: Duration) {
        let Some(waits) = self.of_cable(cable) else { return };
        match waits.iter_mut().find(|noted| noted.is_for(place, called)) {
            Some(noted) => noted.nanoseconds = nanoseconds(wait),
            None => waits.push(Wait::new(place, called, wait)),
        }
    }

    fn of_cable(&mut self, cable: usize) -> Option<&mut SmallVec<[Wait; 3]>> {
        if self.0.len() <= cable {
            self.0.resize_with(cable + 1, SmallVec::new);
        }
        self.0.get_mut(cable)
    }
}

/// A station's place in four bytes; a scenario has far fewer.
fn number(station: usize) -> u32 {
    u32::try_from(station).unwrap_or(u32::MAX)
}
