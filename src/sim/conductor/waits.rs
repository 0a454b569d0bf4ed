//! How long each section waited in queues on its way to a station.

use std::time::Duration;

use smallvec::SmallVec;

/// The waits of sections by cable: a cable has few of them.
#[derive(Debug, Default)]
pub(super) struct Waits(Vec<SmallVec<[(Place, Duration); 3]>>);

/// A section, and a station to which it came.
type Place = (u8, usize);

impl Waits {
    /// That of a section of a cable on its way to a station; none where it was not noted.
    pub(super) fn of(&self, cable: usize, place: Place) -> Duration {
        let waits = self.0.get(cable).map_or(&[][..], SmallVec::as_slice);
        let noted = waits.binary_search_by_key(&place, |(place, _)| *place).ok();
        noted.and_then(|noted| waits.get(noted)).map_or(Duration::ZERO, |(_, wait)| *wait)
    }

    /// Notes the wait of a section that has come to a station, where it has not come there before.
    pub(super) fn note(&mut self, cable: usize, place: Place, wait: Duration) {
        if self.0.len() <= cable {
            self.0.resize_with(cable + 1, SmallVec::new);
        }
        if let Some(waits) = self.0.get_mut(cable)
            && let Err(at) = waits.binary_search_by_key(&place, |(place, _)| *place)
        {
            waits.insert(at, (place, wait));
        }
    }
}
