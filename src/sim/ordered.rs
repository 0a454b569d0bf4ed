//! A set of what comes nearly in order: a list, at whose end most is put.

/// Each value once, in order.
#[derive(Clone, Debug)]
pub(crate) struct Ordered<T>(Vec<T>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Ordered<T> {
    /// Adds a value that may be there.
    pub(crate) fn insert(&mut self, value: T) {
        if self.0.last().is_none_or(|last| *last < value) {
            self.0.push(value);
        } else if let Err(place) = self.0.binary_search(&value) {
            self.0.insert(place, value);
        }
    }

    /// Whether a value is there.
    pub(crate) fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// It is a set, whatever the order in which values come.
        #[test]
        fn what_came_is_there_once(values in prop::collection::vec(0_u8..40, 0..60)) {
            let mut ordered = Ordered::default();
            for value in &values {
                ordered.insert(*value);
            }
            prop_assert_eq!(&ordered.0, &values.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
            prop_assert!((0..40).all(|value| ordered.contains(&value) == values.contains(&value)));
        }
    }
}
