//! Classifications: what circuits are approved for, and what random traffic has.

use super::fields::Fields;
use super::handling::choice;
use super::refusal::Problems;
use super::traffic::shares;
use crate::message::Classification;
use crate::sim::draw::Chance;

/// The classes as a scenario writes them, the lowest first.
const WORDS: [(&str, Classification); 5] = [
    ("unclassified", Classification::Unclassified),
    ("restricted", Classification::Restricted),
    ("confidential", Classification::Confidential),
    ("secret", Classification::Secret),
    ("top_secret", Classification::TopSecret),
];

/// The highest class for which a circuit is approved. `None` where it is approved for all.
pub(super) fn approved(fields: &Fields<'_>, problems: &mut Problems) -> Option<Classification> {
    choice(fields, "classification", &WORDS, problems).filter(|class| *class < Classification::TopSecret)
}

/// The classes of random cables and, summed up to each, their chances. Without any, all are unclassified.
pub(super) fn of_traffic(
    fields: &Fields<'_>,
    problems: &mut Problems,
) -> Option<Vec<(Classification, Chance)>> {
    if !fields.has("classification") {
        return Some(vec![(Classification::Unclassified, Chance::new(1.0))]);
    }
    shares(fields, "classification", "traffic.classification", &WORDS, problems)
}
