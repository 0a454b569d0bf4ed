//! Delivery: sections in any order until a cable is whole, whole duplicates put aside.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use smol_str::{SmolStr, SmolStrBuilder, ToSmolStr};

use super::asking::Wanted;
use super::{ByKey, CableKey, Delivery, Tape};
use crate::message::{Cable, Origin, Precedence, in_figures};

/// Which section of which cable a transmission is.
pub(super) type Name = (CableKey, u8);

/// The place of a transmission in a cable, as its heading tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Label {
    /// Of which cable.
    pub(crate) key: CableKey,
    /// The message reference number, and of how many sections: two cables that share a key differ here.
    pub(crate) identity: (SmolStr, u8),
    /// Which section, from 1.
    pub(crate) section: u8,
}

/// One transmission as a post sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Which section of which cable it is.
    pub label: Label,
    /// The whole transmission.
    pub tape: Tape,
}

impl Part {
    /// A transmission whose heading tells its place. `None` where it does not.
    pub(super) fn of(tape: &Tape) -> Option<Self> {
        Some(Self { label: tape.label()?.clone(), tape: tape.clone() })
    }
}

impl Label {
    /// What a heading says of the place in a cable. `None` without originator, serial or filing time: then nobody can
    /// tell which cable it is.
    pub(super) fn of(cable: &Cable<'_>) -> Option<Self> {
        let key = Self::key(cable.origin.as_ref())?;
        let label = cable.section.filter(|section| (1..=section.of).contains(&section.number));
        let (section, of) = label.map_or((1, 1), |label| (label.number, label.of));
        let reference = cable.mrn.as_ref().map(|mrn| {
            let mut reference = SmolStrBuilder::new();
            reference.push_str(&mrn.station);
            reference.push(' ');
            in_figures(mrn.number, 1, |figures| reference.push_str(figures));
            reference.finish()
        });
        Some(Self { key, identity: (reference.unwrap_or_default(), of), section })
    }

    /// Which section of which cable it is.
    pub(super) fn name(&self) -> Name {
        (self.key.clone(), self.section)
    }

    /// The identification of a message on format line 3 (ACP 127(G) 116). `None` where a part of it is missing.
    pub(super) fn key(origin: Option<&Origin<'_>>) -> Option<CableKey> {
        let origin = origin?;
        Some(CableKey {
            origin: origin.indicator.clone()?.into_owned(),
            serial: origin.serial.as_ref()?.to_smolstr(),
            filed: filed(origin.day?, origin.time.as_deref()?),
        })
    }
}

/// Day and time of filing as format line 3 has them.
fn filed(day: u16, time: &str) -> SmolStr {
    let mut filed = SmolStrBuilder::new();
    in_figures(day, 3, |figures| filed.push_str(figures));
    filed.push_str(time);
    filed.finish()
}

/// What a section does to the cables at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Receipt {
    /// More sections are missing.
    Partial,
    /// The cable is whole.
    Whole(Delivery),
    /// It was here before.
    Duplicate,
}

/// A cable at hand. The bytes go when it is delivered; what they were is remembered.
#[derive(Clone, Debug)]
struct Assembly {
    identity: (SmolStr, u8),
    /// What the sections were that have come in, and the sections themselves while they are here, each in no order: most
    /// cables have one.
    seen: SmallVec<[(u8, [u8; 32]); 1]>,
    sections: SmallVec<[(u8, Tape); 1]>,
}

impl Assembly {
    fn is_incomplete(&self) -> bool {
        self.seen.len() < usize::from(self.identity.1)
    }

    /// What a section was, if it has come in.
    fn seal(&self, section: u8) -> Option<&[u8; 32]> {
        self.seen.iter().find(|(seen, _)| *seen == section).map(|(_, seal)| seal)
    }

    /// The sections in their order, which go.
    fn take_sections(&mut self) -> Vec<Tape> {
        let mut sections = std::mem::take(&mut self.sections);
        sections.sort_unstable_by_key(|(section, _)| *section);
        sections.into_iter().map(|(_, tape)| tape).collect()
    }
}

/// The delivery desk of a station.
#[derive(Clone, Debug, Default)]
pub(super) struct Post {
    cables: ByKey<SmallVec<[Assembly; 1]>>,
    /// Copies subject to correction, by the section that they stand for until it comes.
    advance: BTreeMap<Label, SmolStr>,
    missing: usize,
}

impl Post {
    /// How many sections are missing of cables of which some have come in.
    pub(super) const fn sections_missing(&self) -> usize {
        self.missing
    }

    /// Takes in a copy subject to correction; says whether it tells anything new.
    pub(super) fn advance(&mut self, label: Label, id: SmolStr) -> bool {
        let cables = self.cables.get(&label.key).into_iter().flatten();
        let mut same = cables.filter(|cable| cable.identity == label.identity);
        let known = same.any(|cable| cable.seal(label.section).is_some());
        !known && self.advance.insert(label, id).is_none()
    }

    /// What came in of a cable subject to correction, which is now whole.
    fn corrects(&mut self, key: &CableKey, identity: &(SmolStr, u8)) -> Vec<SmolStr> {
        let labels =
            (1..=identity.1).map(|section| Label { key: key.clone(), identity: identity.clone(), section });
        labels.filter_map(|label| self.advance.remove(&label)).collect()
    }

    /// The cables of which some sections have come in and others have not.
    pub(super) fn incomplete(&self) -> Vec<Wanted> {
        let all = self.cables.iter().flat_map(|(key, cables)| cables.iter().map(move |cable| (key, cable)));
        let some = all.filter(|(_, cable)| cable.is_incomplete());
        let mut wanted: Vec<_> = some.map(|(key, cable)| (key.clone(), cable.identity.clone())).collect();
        wanted.sort_by(|(one, _), (other, _)| one.cmp(other));
        wanted
    }

    /// Which sections of a cable are missing, and its precedence, as those say that have come in; `None` where none is.
    pub(super) fn missing(&self, (key, identity): &Wanted) -> Option<(Vec<u8>, Precedence)> {
        let mut cables = self.cables.get(key)?.iter();
        let cable = cables.find(|cable| cable.identity == *identity && cable.is_incomplete())?;
        let missing = (1..=identity.1).filter(|section| cable.seal(*section).is_none()).collect();
        let said =
            cable.sections.iter().filter_map(|(section, tape)| Some((section, tape.call()?.precedence?)));
        let precedence = said.min_by_key(|(section, _)| **section).map(|(_, precedence)| precedence);
        Some((missing, precedence.unwrap_or(Precedence::Routine)))
    }

    /// Takes in one transmission.
    ///
    /// A second copy of a section (same originator, serial, section and filing time) is put aside. Where the text differs
    /// it is another cable that carries the same number by mistake, and is kept apart.
    pub(super) fn take_in(&mut self, part: Part) -> Receipt {
        let Part { label: Label { key, identity, section }, tape } = part;
        let of = identity.1;
        let seal = *tape.seal();
        let Some(cables) = self.cables.of(&key) else {
            return Receipt::Partial;
        };
        let same = |cable: &Assembly| cable.identity == identity;
        if cables.iter().any(|cable| same(cable) && cable.seal(section) == Some(&seal)) {
            return Receipt::Duplicate;
        }
        let found = cables.iter().position(|cable| same(cable) && cable.seal(section).is_none());
        let place = found.unwrap_or_else(|| {
            cables.push(Assembly { identity, seen: SmallVec::new(), sections: SmallVec::new() });
            self.missing += usize::from(of);
            cables.len() - 1
        });
        let Some(cable) = cables.get_mut(place) else {
            return Receipt::Partial;
        };
        cable.seen.push((section, seal));
        cable.sections.push((section, tape));
        self.missing -= 1;
        if cable.is_incomplete() {
            return Receipt::Partial;
        }
        let sections = cable.take_sections();
        let identity = (!self.advance.is_empty()).then(|| cable.identity.clone());
        let corrects = identity.map_or_else(Vec::new, |identity| self.corrects(&key, &identity));
        Receipt::Whole(Delivery { key, sections, corrects })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::message::RoutingIndicator;

    fn part(serial: &str, section: u8, of: u8, way: u8) -> Part {
        let origin = RoutingIndicator::new("RUEHC").unwrap();
        let bytes = format!(
            "VZCZCXMO000{way}\nPP RUEHMO\nDE RUEHC #{serial}/{section:02} 2642216\nTEXT {section}\nNNNN\n"
        );
        let label = Label {
            key: CableKey { origin, serial: serial.into(), filed: "2642216".into() },
            identity: ("STATE 1".into(), of),
            section,
        };
        Part { label, tape: bytes.into_bytes().into() }
    }

    proptest! {
        /// Sections in any order, with copies of any of them at any time: one delivery, its sections in order.
        #[test]
        fn a_cable_is_delivered_once_when_whole(mut order in prop::collection::vec((1_u8..=6, 0_u8..9), 0..30), last in Just((1_u8..=6).collect::<Vec<_>>()).prop_shuffle()) {
            order.extend(last.into_iter().map(|section| (section, 9)));
            let mut post = Post::default();
            let mut delivered = Vec::new();
            let mut seen = std::collections::BTreeSet::new();
            for (section, way) in order {
                match post.take_in(part("7951", section, 6, way)) {
                    Receipt::Whole(delivery) => {
                        seen.insert(section);
                        prop_assert_eq!(seen.len(), 6);
                        delivered.push(delivery);
                    }
                    Receipt::Partial => prop_assert!(seen.insert(section)),
                    Receipt::Duplicate => prop_assert!(!seen.insert(section)),
                }
            }
            prop_assert_eq!(delivered.len(), 1);
            prop_assert_eq!(post.sections_missing(), 0);
            for (place, tape) in delivered[0].sections.iter().enumerate() {
                let text = format!("TEXT {}\n", place + 1);
                prop_assert!(String::from_utf8_lossy(&tape.to_bytes()).contains(&text));
            }
        }
    }

    proptest! {
        /// Keys are in the order of their words.
        #[test]
        fn keys_are_in_the_order_of_their_words(words in prop::array::uniform4("[\\x00A-C0-1]{0,10}")) {
            let key = |serial: &str, filed: &str| CableKey {
                origin: RoutingIndicator::new("RUEHC").unwrap(),
                serial: serial.into(),
                filed: filed.into(),
            };
            let [one, two, three, four] = &words;
            prop_assert_eq!(key(one, two).cmp(&key(three, four)), (one, two).cmp(&(three, four)));
        }
    }

    #[test]
    fn missing_sections_are_counted() {
        let mut post = Post::default();
        post.take_in(part("7951", 2, 4, 1));
        post.take_in(part("7952", 1, 2, 1));
        assert_eq!(post.sections_missing(), 4);
        assert!(matches!(post.take_in(part("7952", 2, 2, 1)), Receipt::Whole(_)));
        assert_eq!(post.sections_missing(), 3);
    }

    /// A copy that came over another channel is the same section: lines 1 and 2 are not compared.
    #[test]
    fn a_duplicate_is_one_by_line_3_on() {
        let mut post = Post::default();
        assert!(matches!(post.take_in(part("7951", 1, 1, 1)), Receipt::Whole(_)));
        assert_eq!(post.take_in(part("7951", 1, 1, 2)), Receipt::Duplicate);
    }

    /// Two texts under one number are two cables, never one put aside.
    #[test]
    fn one_number_on_two_texts_is_two_cables() {
        let mut post = Post::default();
        let other = Part {
            tape: b"VZCZCXMO0001\nPP RUEHMO\nDE RUEHC\nOTHER\n".to_vec().into(),
            ..part("7951", 1, 1, 1)
        };
        assert!(matches!(post.take_in(part("7951", 1, 1, 1)), Receipt::Whole(_)));
        assert!(matches!(post.take_in(other.clone()), Receipt::Whole(_)));
        assert_eq!(post.take_in(other), Receipt::Duplicate);
    }
}
