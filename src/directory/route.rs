//! The next circuit for a routing indicator: the longest prefix wins, alternates come after the first choice.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::message::{Classification, RoutingIndicator};

/// A station's routing table: prefixes of routing indicators and, for each, outgoing circuits by preference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    by_prefix: BTreeMap<String, Vec<usize>>,
    by_name: Option<ByName>,
    /// For what is above a classification, routes of its own, the lowest first.
    above: Vec<(Classification, Self)>,
}

/// Whole indicators and their numbers, which many stations share.
pub(crate) type Names = Arc<BTreeMap<RoutingIndicator<'static>, u32>>;

/// Routes to whole indicators: four bytes for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ByName {
    names: Names,
    /// By the number of a name, the place of its circuits among the choices, if there are any.
    chosen: Vec<u32>,
    choices: Vec<Vec<usize>>,
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

    /// The routes of what needs circuits approved for a class.
    pub fn of_class(&self, class: Classification) -> &Self {
        self.table(self.place_of(class))
    }

    /// Whether all classes go the same way.
    pub const fn is_for_all_classes(&self) -> bool {
        self.above.is_empty()
    }

    /// Which of the tables a class has: 0 for these routes themselves, then those for what is above some class.
    pub(crate) fn place_of(&self, class: Classification) -> usize {
        self.above.iter().filter(|(limit, _)| class > *limit).count()
    }

    /// The routes in a place.
    pub(crate) fn table(&self, place: usize) -> &Self {
        let above = place.checked_sub(1).and_then(|place| self.above.get(place));
        above.map_or(self, |(_, routes)| routes)
    }

    /// Gives what is above a class routes of its own. Called for the lowest class first.
    ///
    /// ```
    /// use torntape::directory::Routes;
    /// use torntape::message::Classification::{Confidential, Secret};
    ///
    /// let (mut routes, mut above) = (Routes::default(), Routes::default());
    /// routes.insert("RUEH", vec![0, 1]);
    /// above.insert("RUEH", vec![1]);
    /// routes.restrict(Confidential, above);
    /// assert_eq!(routes.of_class(Confidential).circuits("RUEHMO"), [0, 1]);
    /// assert_eq!(routes.of_class(Secret).circuits("RUEHMO"), [1]);
    /// ```
    pub fn restrict(&mut self, class: Classification, above: Self) {
        self.above.push((class, above));
    }

    /// Adds routes to whole indicators: by the number of a name, the place of its circuits among `choices`, or a place
    /// past them. They are prefixes as those that were inserted, which go before them.
    #[cfg(feature = "sim")]
    pub(crate) fn add_names(&mut self, names: Names, chosen: Vec<u32>, choices: Vec<Vec<usize>>) {
        self.by_name = Some(ByName { names, chosen, choices });
    }

    /// The circuits for a routing indicator, first choice first; none where no prefix fits.
    pub fn circuits(&self, indicator: &str) -> &[usize] {
        (0..=indicator.len())
            .rev()
            .filter_map(|length| indicator.get(..length))
            .find_map(|prefix| self.of_prefix(prefix))
            .map_or(&[], Vec::as_slice)
    }

    /// The same for an indicator that has been read.
    #[cfg(feature = "sim")]
    pub(crate) fn circuits_to(&self, indicator: &RoutingIndicator<'static>) -> &[usize] {
        // The whole of it is the longest prefix: where none was inserted, nothing goes before its name.
        let name = self.by_prefix.is_empty().then(|| self.of_name(indicator)).flatten();
        name.map_or_else(|| self.circuits(indicator.as_str()), Vec::as_slice)
    }

    /// The same for the indicator of a number, as `add_names` counts them.
    #[cfg(feature = "sim")]
    pub(crate) fn circuits_to_number(
        &self,
        number: usize,
        indicator: &RoutingIndicator<'static>,
    ) -> &[usize] {
        let names = self.by_name.as_ref().filter(|_| self.by_prefix.is_empty());
        let place = names.and_then(|names| Some((names, *names.chosen.get(number)?)));
        let found = place.and_then(|(names, place)| names.choices.get(place as usize));
        found
            .map(Vec::as_slice)
            .or_else(|| self.for_all())
            .unwrap_or_else(|| self.circuits(indicator.as_str()))
    }

    fn of_prefix(&self, prefix: &str) -> Option<&Vec<usize>> {
        let of_name = || self.of_name(&RoutingIndicator::of(prefix.as_bytes())?.into_owned());
        self.by_prefix.get(prefix).or_else(of_name)
    }

    fn of_name(&self, indicator: &RoutingIndicator<'static>) -> Option<&Vec<usize>> {
        let ByName { names, chosen, choices } = self.by_name.as_ref()?;
        let place = chosen.get(*names.get(indicator)? as usize)?;
        choices.get(*place as usize)
    }

    /// The circuits for all indicators, where all take the same.
    #[cfg(feature = "sim")]
    pub(crate) fn for_all(&self) -> Option<&[usize]> {
        let alone = self.by_name.is_none() && self.by_prefix.len() == 1;
        self.by_prefix.get("").filter(|_| alone).map(Vec::as_slice)
    }
}
