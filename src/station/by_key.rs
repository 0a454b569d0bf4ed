//! What belongs to cables, by their keys. A key is looked up with each transmission: it is found by numbers, not by words.

use super::CableKey;
use super::key::begins;

/// One thing for each key, in the order in which the keys came.
#[derive(Clone, Debug)]
pub(crate) struct ByKey<T> {
    /// In pieces: what is there stays where it is when more come.
    all: Vec<Vec<OfKey<T>>>,
    count: usize,
    /// By what the number of a key comes to, the last key that came to it: its place among all, and one.
    last: Vec<usize>,
}

/// How many keys stand together.
const TOGETHER: usize = 16;

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
        Self { all: Vec::new(), count: 0, last: Vec::new() }
    }
}

impl<T> ByKey<T> {
    /// What a key has; `None` where it is not known.
    pub(crate) fn get(&self, key: &CableKey) -> Option<&T> {
        let place = self.place(key, number(key))?;
        self.at(place).map(|of_key| &of_key.what)
    }

    /// All keys, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&CableKey, &T)> {
        self.all.iter().flatten().map(|of_key| (&of_key.key, &of_key.what))
    }

    fn at(&self, place: usize) -> Option<&OfKey<T>> {
        self.all.get(place / TOGETHER)?.get(place % TOGETHER)
    }

    fn at_mut(&mut self, place: usize) -> Option<&mut OfKey<T>> {
        self.all.get_mut(place / TOGETHER)?.get_mut(place % TOGETHER)
    }

    /// Adds a key that is not known; gives its place.
    fn add(&mut self, of_key: OfKey<T>) -> usize {
        let place = self.count;
        if let Some(last) = self.all.last_mut().filter(|last| last.len() < TOGETHER) {
            last.push(of_key);
        } else {
            let mut more = Vec::with_capacity(TOGETHER);
            more.push(of_key);
            self.all.push(more);
        }
        self.count += 1;
        if self.count > self.last.len() {
            self.last = vec![0; (2 * self.count).next_power_of_two()];
            (0..self.count).for_each(|place| self.link(place));
        } else {
            self.link(place);
        }
        place
    }

    fn link(&mut self, place: usize) {
        let places = self.last.len();
        let Some(of_key) = self.all.get_mut(place / TOGETHER).and_then(|all| all.get_mut(place % TOGETHER))
        else {
            return;
        };
        let comes_to = comes_to(of_key.number, places);
        if let Some(last) = self.last.get_mut(comes_to) {
            of_key.before = std::mem::replace(last, place + 1);
        }
    }

    fn place(&self, key: &CableKey, number: Number) -> Option<usize> {
        let mut next = *self.last.get(comes_to(number, self.last.len()))?;
        loop {
            let place = next.checked_sub(1)?;
            let of_key = self.at(place)?;
            if of_key.number == number && is_same(&of_key.key, key) {
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
        let place = match self.place(key, number) {
            Some(place) => place,
            None => self.add(OfKey { number, key: key.clone(), what: T::default(), before: 0 }),
        };
        self.at_mut(place).map(|of_key| &mut of_key.what)
    }
}

/// Whether two keys of one number are the same.
fn is_same(one: &CableKey, other: &CableKey) -> bool {
    // Of words so short the number holds all.
    let short = |one: &str, other: &str| one.len() == other.len() && one.len() <= 8;
    short(&one.serial, &other.serial) && short(&one.filed, &other.filed) || one == other
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
            key("RUEHC", "1\0", "2642216"),
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
