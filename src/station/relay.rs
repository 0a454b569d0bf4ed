//! Segregation of the routing line: which stations of a received copy leave on which circuit.

use smallvec::{SmallVec, smallvec};

use super::queue::Stations;
use crate::message::RoutingIndicator;

/// Circuits, each with the stations whose copy leaves on it.
pub(super) type Branches = SmallVec<[(usize, Stations); 2]>;

/// The routing line of a copy, taken apart (ACP 127(G) 301 to 303).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Segregation {
    /// This station is called itself.
    pub local: bool,
    /// One copy for each circuit, in the order in which the routing line first names a station of that branch, with
    /// the stations in the order of the routing line.
    pub branches: Branches,
    /// Stations to which no circuit leads.
    pub unroutable: Stations,
}

/// Takes a routing line apart. A station named twice is served once (ACP 127(G) 204c).
pub(super) fn segregate(
    called: &[RoutingIndicator<'static>],
    own: &RoutingIndicator<'static>,
    circuit: impl Fn(&RoutingIndicator<'static>) -> Option<usize>,
) -> Segregation {
    let mut parts = Segregation::default();
    for (place, indicator) in called.iter().enumerate() {
        if called.iter().take(place).any(|earlier| earlier == indicator) {
            continue;
        }
        if indicator == own {
            parts.local = true;
            continue;
        }
        let Some(circuit) = circuit(indicator) else {
            parts.unroutable.push(indicator.clone());
            continue;
        };
        match parts.branches.iter_mut().find(|branch| branch.0 == circuit) {
            Some((_, stations)) => stations.push(indicator.clone()),
            None => parts.branches.push((circuit, smallvec![indicator.clone()])),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::directory::Routes;

    fn indicator(letters: &str) -> RoutingIndicator<'static> {
        RoutingIndicator::new(letters.to_owned()).unwrap()
    }

    /// The worked example: `PP RUFDAE RXFPSA RXFPC RFFWBG` at RUFD (ACP 127(G) 311).
    #[test]
    fn the_book_s_example() {
        let mut routes = Routes::default();
        routes.insert("RUFD", vec![0]);
        routes.insert("R", vec![1]);
        let called = ["RUFDAE", "RXFPSA", "RXFPC", "RFFWBG"].map(indicator);
        let parts =
            segregate(&called, &indicator("RUFD"), |to| routes.circuits(to.as_str()).first().copied());
        let [_, rest @ ..] = called.clone();
        assert_eq!(
            parts.branches[..],
            [(0, smallvec![indicator("RUFDAE")]), (1, rest.into_iter().collect())]
        );
        assert!(!parts.local && parts.unroutable.is_empty());
    }

    fn routing_line() -> impl Strategy<Value = Vec<RoutingIndicator<'static>>> {
        prop::collection::vec("R[A-C]{3,4}".prop_map(|letters| indicator(&letters)), 0..30)
    }

    fn cut(
        called: &[RoutingIndicator<'static>],
        own: &RoutingIndicator<'static>,
        ways: &[Option<usize>],
    ) -> Segregation {
        segregate(called, own, |to| ways[to.as_str().bytes().map(usize::from).sum::<usize>() % ways.len()])
    }

    fn ways() -> impl Strategy<Value = Vec<Option<usize>>> {
        prop::collection::vec(prop::option::weighted(0.9, 0_usize..5), 1..9)
    }

    proptest! {
        /// The branches together are the received routing line less the local station and those nobody can reach.
        #[test]
        fn the_branches_together_are_the_routing_line(called in routing_line(), ways in ways()) {
            let own = indicator("RAAA");
            let parts = cut(&called, &own, &ways);
            let mut out: BTreeSet<_> = parts.branches.iter().flat_map(|(_, stations)| stations).chain(&parts.unroutable).cloned().collect();
            prop_assert_eq!(parts.local, called.contains(&own));
            if parts.local {
                prop_assert!(out.insert(own));
            }
            prop_assert_eq!(out, called.into_iter().collect::<BTreeSet<_>>());
        }

        /// No station is on two branches, nor twice on one.
        #[test]
        fn the_branches_are_disjoint(called in routing_line(), ways in ways()) {
            let parts = cut(&called, &indicator("RAAA"), &ways);
            let all: Vec<_> = parts.branches.iter().flat_map(|(_, stations)| stations).collect();
            prop_assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
            let circuits: BTreeSet<_> = parts.branches.iter().map(|(circuit, _)| circuit).collect();
            prop_assert_eq!(circuits.len(), parts.branches.len());
        }

        /// No copy is made that calls nobody.
        #[test]
        fn no_branch_is_empty(called in routing_line(), ways in ways()) {
            let parts = cut(&called, &indicator("RAAA"), &ways);
            prop_assert!(parts.branches.iter().all(|(_, stations)| !stations.is_empty()));
        }

        /// Each branch keeps the order of the routing line.
        #[test]
        fn the_order_is_kept(called in routing_line(), ways in ways()) {
            for (_, stations) in cut(&called, &indicator("RAAA"), &ways).branches {
                let places: Vec<_> = stations.iter().map(|station| called.iter().position(|other| other == station)).collect();
                prop_assert!(places.is_sorted());
            }
        }
    }
}
