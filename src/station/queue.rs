//! What waits for a circuit: by the precedence of the routing line, then by order of receipt.

use std::cmp::Reverse;
use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::post::Name;
use super::{Incoming, Tape};
use crate::message::{Precedence, RoutingIndicator};

/// Stations that a copy calls: few, as a rule.
pub(super) type Stations = SmallVec<[RoutingIndicator<'static>; 4]>;

/// The cable's part of a transmission that waits, is on its way, or is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Copy {
    /// The transmission as it came in; its format lines 1 and 2 are written anew when it leaves.
    pub source: Tape,
    /// The stations that this copy calls.
    pub called: Stations,
    /// The precedence of the routing line.
    pub precedence: Precedence,
    /// Its place in the order of receipt at this station. It keeps that place however often it has to be sent.
    pub receipt: u64,
    /// The circuit it came in on; `None` where it was handed in here.
    pub from: Option<Incoming>,
    /// Which section of which cable it is, where its heading says so.
    pub name: Option<Name>,
}

impl Copy {
    /// The same for other stations.
    pub(super) fn calling(&self, called: Stations) -> Self {
        let Self { source, precedence, receipt, from, name, .. } = self;
        let (source, name) = (source.clone(), name.clone());
        Self { source, called, precedence: *precedence, receipt: *receipt, from: *from, name }
    }
}

/// What a place in the queue stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// A transmission of a cable.
    Cable(Copy),
    /// A service message, written when its turn comes so that it tells what is known then.
    Service,
}

/// The place of something in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    precedence: Reverse<Precedence>,
    receipt: u64,
    ticket: u64,
}

impl Place {
    /// The number under which it was announced.
    pub(super) const fn ticket(self) -> u64 {
        self.ticket
    }

    /// Its precedence.
    pub(super) const fn precedence(self) -> Precedence {
        self.precedence.0
    }
}

/// One circuit's queue (ACP 127(G) 151: precedence, then order of receipt; nothing else plays a part).
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    /// By precedence, the lowest first; each in the order of receipt.
    levels: [VecDeque<(Place, Waiting)>; Precedence::ALL.len()],
    count: usize,
    service: Option<Place>,
    /// By precedence, the characters of the cables' transmissions that wait.
    characters: [u64; Precedence::ALL.len()],
}

impl Queue {
    /// Adds a cable's transmission.
    pub(super) fn join(&mut self, ticket: u64, copy: Copy) {
        let place = Place { precedence: Reverse(copy.precedence), receipt: copy.receipt, ticket };
        if let Some(characters) = self.characters.get_mut(copy.precedence as usize) {
            *characters += copy.source.len() as u64;
        }
        self.insert(place, Waiting::Cable(copy));
    }

    fn insert(&mut self, place: Place, waiting: Waiting) {
        let Some(level) = self.levels.get_mut(place.precedence() as usize) else { return };
        // What comes back has its place before those that came after it: most come last.
        match level.back() {
            Some((last, _)) if *last > place => {
                let at = level.partition_point(|(other, _)| *other < place);
                level.insert(at, (place, waiting));
            }
            _ => level.push_back((place, waiting)),
        }
        self.count += 1;
    }

    fn remove(&mut self, place: Place) -> Option<Waiting> {
        let level = self.levels.get_mut(place.precedence() as usize)?;
        let (_, waiting) = if level.front().is_some_and(|(other, _)| *other == place) {
            level.pop_front()?
        } else {
            let at = level.binary_search_by_key(&place, |(other, _)| *other).ok()?;
            level.remove(at)?
        };
        self.count -= 1;
        match &waiting {
            Waiting::Cable(copy) => {
                if let Some(characters) = self.characters.get_mut(copy.precedence as usize) {
                    *characters -= copy.source.len() as u64;
                }
            }
            Waiting::Service => self.service = None,
        }
        Some(waiting)
    }

    fn first(&self) -> Option<Place> {
        if self.count == 0 {
            return None;
        }
        self.levels.iter().rev().find_map(VecDeque::front).map(|(place, _)| *place)
    }

    /// The characters of what goes before a transmission that joins at a precedence: all of it and above.
    pub(super) fn characters_before(&self, precedence: Precedence) -> u64 {
        self.characters.iter().skip(precedence as usize).sum()
    }

    /// Adds the place of a service message. There is at most one; it takes the place of the one before.
    pub(super) fn join_service(&mut self, ticket: u64, precedence: Precedence, receipt: u64) {
        if let Some(earlier) = self.service.take() {
            self.remove(earlier);
        }
        let place = Place { precedence: Reverse(precedence), receipt, ticket };
        self.insert(place, Waiting::Service);
        self.service = Some(place);
    }

    /// The place of the service message, if one waits.
    pub(super) const fn service(&self) -> Option<Place> {
        self.service
    }

    /// The precedence of what would leave first.
    pub(super) fn highest(&self) -> Option<Precedence> {
        self.first().map(Place::precedence)
    }

    /// Takes what is next: anything, or the service message only.
    pub(super) fn take(&mut self, service_only: bool) -> Option<(Place, Waiting)> {
        let place = if service_only { self.service? } else { self.first()? };
        Some((place, self.remove(place)?))
    }

    /// The cables' transmissions that wait, in the order in which they would leave.
    pub(super) fn cables(&self) -> impl Iterator<Item = (Place, &Copy)> {
        self.levels.iter().rev().flatten().filter_map(|(place, waiting)| match waiting {
            Waiting::Cable(copy) => Some((*place, copy)),
            Waiting::Service => None,
        })
    }

    /// Takes one cable's transmission out of the middle.
    pub(super) fn withdraw(&mut self, place: Place) -> Option<Copy> {
        match self.remove(place)? {
            Waiting::Cable(copy) => Some(copy),
            Waiting::Service => None,
        }
    }

    /// How many cables' transmissions wait.
    pub(super) fn cables_count(&self) -> usize {
        self.count - usize::from(self.service.is_some())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn copy(precedence: Precedence, receipt: u64) -> Copy {
        Copy {
            source: Vec::new().into(),
            called: Stations::new(),
            precedence,
            receipt,
            from: None,
            name: None,
        }
    }

    proptest! {
        /// Precedence first, order of receipt within it, whatever the order of joining (ACP 127(G) 151b to e).
        #[test]
        fn the_queue_is_by_precedence_then_receipt(levels in prop::collection::vec(0_usize..5, 0..40)) {
            let mut queue = Queue::default();
            for (receipt, level) in levels.iter().enumerate().rev() {
                queue.join(100 - receipt as u64, copy(Precedence::ALL[*level], receipt as u64));
            }
            let mut expected: Vec<_> = levels.iter().copied().enumerate().map(|(receipt, level)| (level, receipt as u64)).collect();
            expected.sort_unstable();
            let mut left = Vec::new();
            while let Some((_, Waiting::Cable(copy))) = queue.take(false) {
                left.push((Precedence::ALL.iter().position(|level| *level == copy.precedence).unwrap(), copy.receipt));
            }
            prop_assert_eq!(left, expected);
        }
    }

    #[test]
    fn a_service_message_goes_at_its_own_precedence() {
        let mut queue = Queue::default();
        queue.join(1, copy(Precedence::Flash, 1));
        queue.join(2, copy(Precedence::Routine, 2));
        queue.join_service(3, Precedence::Immediate, 3);
        let order: Vec<u64> =
            std::iter::from_fn(|| queue.take(false)).map(|(place, _)| place.ticket()).collect();
        assert_eq!(order, [1, 3, 2]);
    }

    #[test]
    fn one_service_message_waits_at_a_time() {
        let mut queue = Queue::default();
        queue.join_service(1, Precedence::Priority, 1);
        queue.join_service(2, Precedence::Immediate, 1);
        assert_eq!(queue.cables_count(), 0);
        assert_eq!(queue.take(true).map(|(place, _)| place.ticket()), Some(2));
        assert_eq!(queue.take(false), None);
    }

    #[test]
    fn service_only_leaves_cables_where_they_are() {
        let mut queue = Queue::default();
        queue.join(1, copy(Precedence::Flash, 1));
        assert_eq!(queue.take(true), None);
        assert_eq!(queue.cables_count(), 1);
    }
}
