//! Two precedences in one message: a branch goes at the highest of those that it serves.
//!
//! A message may be of one precedence for those who act and of a lower one for those who are informed (ACP 127(G) 152); State
//! cables give each addressee one of its own (5 FAH-2 H-321.2). The routing line has the highest of them. Where the stations of a
//! network look so closely, a branch that serves nobody of the highest goes at what it serves (152d): FLASH does not go to
//! stations that have it for information at a lower precedence (152e). Machines that only take a routing line apart cannot do it
//! (152f).

use super::hours::Urgency;
use super::machine::Station;
use super::queue::{Copy, Stations};
use crate::message::{Addressee, Cable, Precedence, RoutingIndicator};

/// Whether a message is not as urgent for all of its addressees.
pub(super) fn is_mixed(cable: &Cable<'_>) -> bool {
    let line = cable.precedence.map(|dual| dual.action);
    let words = cable.to.iter().chain(&cable.info).filter_map(|addressee| addressee.precedence);
    cable.precedence.is_some_and(|dual| dual.info.is_some()) || words.map(Some).any(|word| word != line)
}

impl Station {
    /// The copy for one branch.
    pub(super) fn branch(&self, copy: &Copy, called: Stations) -> Copy {
        let precedence =
            self.highest_served(copy, &called).map_or(copy.precedence, |own| own.min(copy.precedence));
        Copy { precedence, ..copy.calling(called) }
    }

    /// `None` where that is of no account, or a station is called for whom no addressee stands.
    fn highest_served(&self, copy: &Copy, called: &[RoutingIndicator<'static>]) -> Option<Precedence> {
        if !self.plan.rules.dual_precedence || !copy.source.is_mixed() {
            return None;
        }
        let book = self.book();
        copy.source.with_heading(|heading| {
            let served = called.iter().map(|to| {
                let is_meant = |addressee: &Addressee<'_>| {
                    addressee.indicator.as_ref() == Some(to) || book.is_meant(addressee, to)
                };
                Urgency::among(heading, is_meant).map(|urgency| urgency.precedence)
            });
            served.collect::<Option<Vec<_>>>()?.into_iter().max()
        })
    }
}
