//! What belongs to cables, by their keys. A key is looked up with each transmission: it is found by numbers, not by words.

use super::CableKey;
use super::key::begins;

/// One thing for each key, in the order in which the keys came.
#[derive(Clone, Debug)]
pub(crate) struct ByKey<T> {
    all: Vec<OfKey<T>>,
    /// By what the number of a key comes to, the last key that came to it: its place among all, and one.
    last: Vec<usize>,
}

/// What the words of a key begin with: nearly always all of it. Keys of one number are told by their words.
type Number = (u64, u64, u64);

#[derive(Clone, Debug)]
struct OfKey<T> {
    number: Number,
    key: CableKey,
    what: T,
    /// The key before this one whose number comes to the same: its place among all, and one; 0 where there is none.
    before: usize,
}

fn number(key: &CableKey) -> Number {
    (begins(&key.serial), begins(&key.filed), key.origin.packed())
}

impl<T> Default for ByKey<T> {
    fn default() -> Self {
        Self { all: Vec::new(), last: Vec::new() }
    }
}

impl<T> ByKey<T> {
    /// What a key has; `None` where it is not known.
    pub(crate) fn get(&self, key: &CableKey) -> Option<&T> {
        let place = self.place(key, number(key))?;
        self.all.get(place).map(|of_key| &of_key.what)
    }

    /// All keys, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&CableKey, &T)> {
        self.all.iter().map(|of_key| (&of_key.key, &of_key.what))
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

impl<T: Default> ByKey<T> {
    /// What a key has, to be changed. A key that is not known is taken in: there is always something.
    pub(crate) fn of(&mut self, key: &CableKey) -> Option<&mut T> {
        let number = number(key);
        let place = self.place(key, number).unwrap_or_else(|| {
            self.all.push(OfKey { number, key: key.clone(), what: T::default(), before: 0 });
            if self.all.len() > self.last.len() {
                self.last = vec![0; (2 * self.all.len()).next_power_of_two()];
                (0..self.all.len()).for_each(|place| self.link(place));
            } else {
                self.link(self.all.len() - 1);
            }
            self.all.len() - 1
        });
        self.all.get_mut(place).map(|of_key| &mut of_key.what)
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
        let mut all = vec![
            key("RUEHC", "0001", "2642216"),
            key("RUEHC", "0002", "2642216"),
            key("RUEHC", "0001", "2642217"),
            key("RUEHX", "0001", "2642216"),
            key("RUEHC", "1", "2642216"),
            key("RUEHC", "AB0000001", "2642216"),
            key("RUEHC", "AB0000002", "2642216"),
        ];
        all.extend((0..1000).map(|serial| key("RUEHC", &format!("{serial:04}X"), "2642216")));
        let mut by_key = ByKey::<Vec<usize>>::default();
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(by_key.get(key), None);
            by_key.of(key).unwrap().push(cable);
        }
        by_key.of(&all[5]).unwrap().push(9);
        assert_eq!(by_key.get(&all[5]).unwrap()[..], [5, 9]);
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(by_key.get(key).and_then(|cables| cables.first()), Some(&cable));
        }
        assert!(by_key.iter().map(|(key, _)| key).eq(&all), "they are in the order in which they came");
    }
}
