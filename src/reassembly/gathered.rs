//! The sections of one cable that have come in: what is there, what is missing, what speaks against what.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::decode::line_marks;
use crate::encode::Frame;

use super::gather::{Dated, Pieces};
use super::{Finding, Identity};

/// How far a cable has come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Sections are missing.
    Partial,
    /// Every section is there, and nothing speaks against any of them.
    Complete,
    /// Sections contradict each other.
    Conflict,
}

/// One cable's sections.
#[derive(Clone, Debug)]
pub struct Gathered<'a, T> {
    identity: &'a Identity,
    /// Per section the copies with different texts, intact ones first, and how many copies there are.
    sections: BTreeMap<u8, Copies<'a, T>>,
    /// Damaged transmissions that do not tell their section.
    unplaced: usize,
    totals: Vec<u8>,
    groups: Vec<String>,
}

#[derive(Clone, Debug)]
struct Copies<'a, T> {
    intact: Vec<&'a T>,
    damaged: Vec<&'a T>,
    count: usize,
}

impl<T> Default for Copies<'_, T> {
    fn default() -> Self {
        Self { intact: Vec::new(), damaged: Vec::new(), count: 0 }
    }
}

impl<'a, T: AsRef<[u8]>> Gathered<'a, T> {
    pub(super) fn new(identity: &'a Identity, pieces: &Pieces<'a, T>, totals: Vec<u8>) -> Self {
        let mut sections: BTreeMap<u8, Copies<'a, T>> = BTreeMap::new();
        let mut groups: Vec<&Dated> = Vec::new();
        let mut texts: BTreeSet<(u8, Cow<'_, [u8]>)> = BTreeSet::new();
        for piece in &pieces.intact {
            let section = piece.section.unwrap_or(1);
            let copies = sections.entry(section).or_default();
            copies.count += 1;
            if texts.insert((section, text_of(piece.bytes.as_ref()))) {
                copies.intact.push(&piece.bytes);
            }
            let group = piece.dtg.as_ref().filter(|group| groups.iter().all(|known| !known.is_same(group)));
            groups.extend(group);
        }
        let mut unplaced = 0;
        for piece in &pieces.damaged {
            // A cable that is not divided has only one section that it can be.
            match piece.section.or((identity.of == 1).then_some(1)) {
                Some(section) => sections.entry(section).or_default().damaged.push(&piece.bytes),
                None => unplaced += 1,
            }
        }
        let mut groups: Vec<String> = groups.into_iter().map(|group| group.text.clone()).collect();
        groups.sort_unstable();
        Self { identity, sections, unplaced, totals, groups }
    }

    /// Which cable it is.
    pub const fn identity(&self) -> &'a Identity {
        self.identity
    }

    /// Whether all sections are there and agree.
    pub fn state(&self) -> State {
        let findings = self.findings();
        if findings.iter().any(|finding| matches!(finding, Finding::Missing { .. })) {
            return State::Partial;
        }
        let contradicts = |finding: &Finding| {
            matches!(
                finding,
                Finding::Contradiction { .. } | Finding::OutOfRange { .. } | Finding::DateTimeGroups { .. }
            )
        };
        if findings.iter().any(contradicts) { State::Conflict } else { State::Complete }
    }

    /// Whether there is a section of which only damaged copies have come.
    pub fn is_damaged(&self) -> bool {
        self.sections.values().any(|copies| copies.intact.is_empty())
    }

    /// One transmission of each section that is there, in order: an intact copy where there is one.
    pub fn sections(&self) -> Vec<&'a T> {
        self.sections
            .values()
            .filter_map(|copies| copies.intact.iter().chain(&copies.damaged).next().copied())
            .collect()
    }

    /// Every copy of one section that has a text of its own, intact ones first.
    pub fn copies(&self, section: u8) -> Vec<&'a T> {
        self.sections
            .get(&section)
            .map(|copies| copies.intact.iter().chain(&copies.damaged).copied().collect())
            .unwrap_or_default()
    }

    /// What is missing, double, contradictory or damaged, in order of section.
    pub fn findings(&self) -> Vec<Finding> {
        let (of, cable) = (self.identity.of, self.identity.to_string());
        let mut findings = Vec::new();
        for section in 1..=of {
            let cable = cable.clone();
            match self.sections.get(&section) {
                None => findings.push(Finding::Missing { section, of, cable }),
                Some(copies) if copies.intact.len() > 1 => {
                    findings.push(Finding::Contradiction { section, of, cable });
                }
                Some(copies) if copies.intact.is_empty() => {
                    findings.push(Finding::Damaged { section, of, cable });
                }
                Some(&Copies { count: copies @ 2.., .. }) => {
                    findings.push(Finding::Double { section, of, cable, copies });
                }
                Some(_) => {}
            }
        }
        let outside = self.sections.keys().copied().filter(|section| !(1..=of).contains(section));
        findings.extend(outside.map(|section| Finding::OutOfRange { section, of, cable: cable.clone() }));
        if self.unplaced > 0 {
            findings.push(Finding::Unplaced { cable: cable.clone(), transmissions: self.unplaced });
        }
        if !self.totals.is_empty() {
            findings.push(Finding::Totals { cable: cable.clone(), totals: self.totals.clone() });
        }
        if self.groups.len() > 1 {
            findings.push(Finding::DateTimeGroups { cable, groups: self.groups.clone() });
        }
        findings
    }
}

/// The text as sent: copies of one section that went over different relays differ in format lines 1 and 2 only.
fn text_of(transmission: &[u8]) -> Cow<'_, [u8]> {
    match line_marks::fed(transmission) {
        Cow::Borrowed(bytes) => Cow::Borrowed(text_with_line_feeds(bytes)),
        Cow::Owned(bytes) => Cow::Owned(text_with_line_feeds(&bytes).to_vec()),
    }
}

fn text_with_line_feeds(transmission: &[u8]) -> &[u8] {
    let frame = Frame::of(transmission);
    frame.part(&frame.text)
}
