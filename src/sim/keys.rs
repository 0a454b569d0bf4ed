//! Cables by their keys. A key is looked up with each transmission: it is found by numbers, not by words.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::station::CableKey;

/// The places of the cables with each key, in the order in which they were taken in.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(BTreeMap<Number, SmallVec<[OfKey; 1]>>);

/// What the words of a key begin with: nearly always all of it. Keys of one number are told by their words.
type Number = (u64, u64, u64);

#[derive(Clone, Debug)]
struct OfKey {
    key: CableKey,
    cables: SmallVec<[usize; 2]>,
}

fn number(key: &CableKey) -> Number {
    (begins(&key.serial), begins(&key.filed), key.origin.packed())
}

/// The first eight bytes.
fn begins(word: &str) -> u64 {
    word.bytes().take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

impl Keys {
    /// The cables with a key, the first first; `None` where there is none.
    pub(super) fn of(&self, key: &CableKey) -> Option<&[usize]> {
        let of_number = self.0.get(&number(key))?;
        of_number.iter().find(|of_key| of_key.key == *key).map(|of_key| of_key.cables.as_slice())
    }

    /// Takes in a cable with a key; all cables with it, this one last.
    pub(super) fn add(&mut self, key: CableKey, cable: usize) -> &[usize] {
        let of_number = self.0.entry(number(&key)).or_default();
        let place = of_number.iter().position(|of_key| of_key.key == key).unwrap_or_else(|| {
            of_number.push(OfKey { key, cables: SmallVec::new() });
            of_number.len() - 1
        });
        of_number.get_mut(place).map_or(&[], |of_key| {
            of_key.cables.push(cable);
            of_key.cables.as_slice()
        })
    }
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
            key("RUEHC", "AB0000001", "2642216"),
            key("RUEHC", "AB0000002", "2642216"),
        ];
        let mut keys = Keys::default();
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(keys.of(key), None);
            assert_eq!(keys.add(key.clone(), cable), [cable]);
        }
        assert_eq!(keys.add(all[4].clone(), 9), [4, 9]);
        for (cable, key) in all.iter().enumerate() {
            assert_eq!(keys.of(key).and_then(<[usize]>::first), Some(&cable));
        }
    }
}
