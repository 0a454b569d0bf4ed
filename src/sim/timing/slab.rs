//! Numbered slots that are used again: what waits is named by a number of four bytes.

/// The number of no slot.
pub(super) const NONE: u32 = u32::MAX;

/// Slots that are made at first.
const SLOTS_MIN: usize = 256;

/// A part of what there is comes to it where more is needed: to double it would leave half of a long queue's memory idle.
const GROWS_BY: usize = 4;

/// Values in slots.
#[derive(Debug)]
pub(super) struct Slab<T> {
    slots: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Takes a slot; [`NONE`] where four bytes count no further.
    pub(super) fn put(&mut self, value: T) -> u32 {
        if let Some(place) = self.free.pop() {
            if let Some(slot) = self.get_mut(place) {
                *slot = value;
            }
            return place;
        }
        self.grow(value)
    }

    #[cold]
    fn grow(&mut self, value: T) -> u32 {
        let place = u32::try_from(self.slots.len()).unwrap_or(NONE);
        if self.slots.len() == self.slots.capacity() {
            self.slots.reserve_exact(self.slots.len() / GROWS_BY + SLOTS_MIN);
        }
        if place != NONE {
            self.slots.push(value);
        }
        place
    }

    /// Gives a slot back.
    pub(super) fn free(&mut self, place: u32) {
        self.free.push(place);
    }

    pub(super) fn get(&self, place: u32) -> Option<&T> {
        self.slots.get(place as usize)
    }

    pub(super) fn get_mut(&mut self, place: u32) -> Option<&mut T> {
        self.slots.get_mut(place as usize)
    }
}
