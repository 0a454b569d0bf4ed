//! Cables by their keys. A key is looked up with each transmission: it is found by numbers, not by words.

use smallvec::SmallVec;

use crate::station::{CableKey, begins};

/// The places of the cables with each key, in the order in which they were taken in.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    all: Vec<OfKey>,
    /// By what the number of a key comes to, the last key that came to it: its place among all, and one.
    last: Vec<usize>,
}

/// What the words of a key begin with: nearly always all of it. Keys of one number are told by their words.
type Number = (u64, u64, u64);

#[derive(Clone, Debug)]
struct OfKey {
    number: Number,
    key: CableKey,
    cables: SmallVec<[usize; 2]>,
    /// The key before this one whose number comes to the same: its place among all, and one; 0 where there is none.
    before: usize,
}

fn number(key: &CableKey) -> Number {
    (begins(&key.serial), begins(&key.filed), key.origin.packed())
}

impl Keys {
    /// The cables with a key, the first first; `None` where there is none.
    pub(super) fn of(&self, key: &CableKey) -> Option<&[usize]> {
        let place = self.place(key, number(key))?;
        self.all.get(place).map(|of_key| of_key.cables.as_slice())
    }

    /// Takes in a cable with a key; all cables with it, this one last.
    pub(super) fn add(&mut self, key: CableKey, cable: usize) -> &[usize] {
        let number = number(&key);
        let place = self.place(&key, number).unwrap_or_else(|| {
            self.all.push(OfKey { number, key, cables: SmallVec::new(), before: 0 });
            if self.all.len() > self.last.len() {
                self.last = vec![0; (2 * self.all.len()).next_power_of_two()];
                (0..self.all.len()).for_each(|place| self.link(place));
            } else {
                self.link(self.all.len() - 1);
            }
            self.all.len() - 1
        });
        self.all.get_mut(place).map_or(&[], |of_key| {
            of_key.cables.push(cable);
            of_key.cables.as_slice()
        })
    }

    fn link(&mut self, place: usize) {
        let Some(of_key) = self.all.get_mut(place) else { return };
        let comes_to = comes_to(of_key.number, self.last.len());
        if let Some(last) = self.last.get_mut(comes_to) {
            of_key.before = std::mem::replace(last, place + 1);
        }
    }

    fn place(&self, key: &CableKey, number: Number) -> Option<usize> {
        let mut next = *self.last.get(comes_to(number, self.last.len()))?;
        loop {
            let place = next.checked_sub(1)?;
            let of_key = self.all.get(place)?;
            if of_key.number == number && of_key.key == *key {
                return Some(place);
            }
            next = of_key.before;
        }
    }
}

/// Spreads numbers over so many places, a power of two.
fn comes_to((serial, filed, origin): Number, places: usize) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = [serial, filed, origin].into_iter().fold(0, |mixed: u64, word| {
        let mixed = (mixed ^ word).wrapping_mul(SPREAD);
        mixed ^ mixed >> 32
    });
    usize::try_from(mixed).unwrap_or(usize::MAX) & places.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::RoutingIndicator;

    #[test]
    fn keys_are_told_by_all_of_their_words() {
        let key = |origin: &str, serial: &str, filed: &str| CableKey {
            origin: RoutingIndicator::new(origin.to_owned()).unwrap(),
            serial: serial.into(),
            filed: filed.into(),
        };
        let all = [
            key("RUEHC", "0001", "2642216"),
            key("RUEHC", "0002", "2642216"),
            key("RUEHC", "0001", "2642217"),
            key("RUEHX", "0001", "2642216"),
            key("RUEHC", "1", "2642216"),
            key("RUEHC", "AB0000001", "2642216"),
            key("RUEHC", "AB0000002", "2642216"),
        ];
        let mut keys = Keys::default();
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(keys.of(key), None);
            assert_eq!(keys.add(key.clone(), cable), [cable]);
        }
        assert_eq!(keys.add(all[5].clone(), 9), [5, 9]);
        for serial in 0..1000 {
            let more = key("RUEHC", &format!("{serial:04}X"), "2642216");
            assert_eq!(keys.of(&more), None);
            assert_eq!(keys.add(more.clone(), serial), [serial]);
        }
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(keys.of(key).and_then(<[usize]>::first), Some(&cable));
        }
    }
}
