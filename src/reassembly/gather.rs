//! Transmissions in any order, sorted into cables.

use std::collections::BTreeMap;

use crate::decode::Decoder;
use crate::encode::Frame;
use crate::message::{Cable, Code};

use super::{Finding, Identity};

/// Takes transmissions in, in any order and of any cables, and says which cables are whole.
///
/// ```
/// use torntape::reassembly::{Gather, State};
///
/// let section = |number: u8| {
///     format!("VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012/0{number} 2642216\nZNR UUUUU\nR 212156Z SEP 09\n\
///              FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\n\
///              UNCLAS SECTION 0{number} OF 02 STATE 000012\n{number}. TEXT\nBT\n#0012\nNNNN\n")
/// };
/// let mut gather = Gather::new();
/// gather.insert(section(2).into_bytes());
/// let said: Vec<String> = gather.cables()[0].findings().iter().map(ToString::to_string).collect();
/// assert_eq!(said, ["missing: section 01 of 02 of 09STATE12"]);
///
/// gather.insert(section(1).into_bytes());
/// assert_eq!(gather.cables()[0].state(), State::Complete);
/// ```
#[derive(Clone, Debug)]
pub struct Gather<T> {
    cables: BTreeMap<Identity, Vec<Piece<T>>>,
    unnamed: Vec<T>,
}

#[derive(Clone, Debug)]
struct Piece<T> {
    section: u8,
    dtg: Option<String>,
    damaged: bool,
    bytes: T,
}

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

impl<T: AsRef<[u8]>> Default for Gather<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: AsRef<[u8]>> Gather<T> {
    /// Nothing has come in yet.
    pub const fn new() -> Self {
        Self { cables: BTreeMap::new(), unnamed: Vec::new() }
    }

    /// Takes in one transmission, and says of which cable it is; `None` where its heading names none.
    pub fn insert(&mut self, transmission: T) -> Option<Identity> {
        let bytes = transmission.as_ref();
        let cable = Decoder::new().heading(bytes);
        let Some(identity) = Identity::of(&cable) else {
            self.unnamed.push(transmission);
            return None;
        };
        let piece = Piece {
            section: cable.section.map_or(1, |section| section.number),
            dtg: cable.dtg.as_ref().map(|dtg| dtg.text.clone().into_owned()),
            damaged: is_damaged(&cable, bytes),
            bytes: transmission,
        };
        self.cables.entry(identity.clone()).or_default().push(piece);
        Some(identity)
    }

    /// The transmissions that name no cable: no serial, no reference number, no date-time group.
    pub fn unnamed(&self) -> &[T] {
        &self.unnamed
    }

    /// The cables that have come in so far, sorted by their identities.
    pub fn cables(&self) -> Vec<Gathered<'_, T>> {
        // A section whose date cannot be read belongs to the only cable of its name, if there is one only.
        let mut dated: BTreeMap<Identity, Vec<&Identity>> = BTreeMap::new();
        let mut totals: BTreeMap<Identity, Vec<u8>> = BTreeMap::new();
        for identity in self.cables.keys() {
            if identity.year.is_some() {
                dated.entry(identity.without_year()).or_default().push(identity);
            }
            totals.entry(identity.without_total()).or_default().push(identity.of);
        }
        let mut gathered: BTreeMap<&Identity, Vec<&Piece<T>>> = BTreeMap::new();
        for (identity, pieces) in &self.cables {
            let whose = match dated.get(identity).map(Vec::as_slice) {
                Some(&[only]) => only,
                _ => identity,
            };
            gathered.entry(whose).or_default().extend(pieces);
        }
        gathered
            .into_iter()
            .map(|(identity, pieces)| {
                let totals = totals.get(&identity.without_total()).filter(|totals| totals.len() > 1);
                Gathered::new(identity, pieces, totals.cloned().unwrap_or_default())
            })
            .collect()
    }
}

/// A receiver with parity puts SUB in place of a damaged character.
fn is_damaged(cable: &Cable<'_>, bytes: &[u8]) -> bool {
    memchr::memchr(0x1a, bytes).is_some()
        || cable.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::CharacterDamaged)
}

/// One cable's sections.
#[derive(Clone, Debug)]
pub struct Gathered<'a, T> {
    identity: &'a Identity,
    /// Per section the copies with different texts, intact ones first, and how many copies there are.
    sections: BTreeMap<u8, Copies<'a, T>>,
    totals: Vec<u8>,
    groups: Vec<String>,
}

#[derive(Clone, Debug)]
struct Copies<'a, T> {
    intact: Vec<&'a T>,
    damaged: Vec<&'a T>,
    count: usize,
}

impl<'a, T: AsRef<[u8]>> Gathered<'a, T> {
    fn new(identity: &'a Identity, pieces: Vec<&'a Piece<T>>, totals: Vec<u8>) -> Self {
        let mut groups: Vec<String> = pieces.iter().filter_map(|piece| piece.dtg.clone()).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut sections: BTreeMap<u8, Copies<'a, T>> = BTreeMap::new();
        for piece in pieces {
            let none = Copies { intact: Vec::new(), damaged: Vec::new(), count: 0 };
            let copies = sections.entry(piece.section).or_insert(none);
            if piece.damaged {
                copies.damaged.push(&piece.bytes);
            } else {
                copies.count += 1;
                let text = text_of(piece.bytes.as_ref());
                if copies.intact.iter().all(|kept| text_of(kept.as_ref()) != text) {
                    copies.intact.push(&piece.bytes);
                }
            }
        }
        Self { identity, sections, totals, groups }
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

    /// Whether there is a section of which only damaged copies came.
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
fn text_of(transmission: &[u8]) -> &[u8] {
    let frame = Frame::of(transmission);
    frame.part(&frame.text)
}
