//! The next circuit for a routing indicator: the longest prefix wins, alternates come after the first choice.

use std::collections::BTreeMap;

/// A station's routing table: prefixes of routing indicators and, for each, outgoing circuits by preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    by_prefix: BTreeMap<String, Vec<usize>>,
}

impl Routes {
    /// Sends what begins with `prefix` over the first of `circuits` that is up. A later call for the same prefix wins.
    ///
    /// ```
    /// let mut routes = torntape::directory::Routes::default();
    /// routes.insert("RUEH", vec![0]);
    /// routes.insert("RUEHM", vec![1, 0]);
    /// assert_eq!(routes.circuits("RUEHMO"), [1, 0]);
    /// assert_eq!(routes.circuits("RUEHLN"), [0]);
    /// assert!(routes.circuits("RHMFIUU").is_empty());
    /// ```
    pub fn insert(&mut self, prefix: &str, circuits: Vec<usize>) {
        self.by_prefix.insert(prefix.to_owned(), circuits);
    }

    /// The circuits for a routing indicator, first choice first; none where no prefix fits.
    pub fn circuits(&self, indicator: &str) -> &[usize] {
        (0..=indicator.len())
            .rev()
            .filter_map(|length| indicator.get(..length))
            .find_map(|prefix| self.by_prefix.get(prefix))
            .map_or(&[], Vec::as_slice)
    }
}
