//! Transmissions in any order, sorted into cables.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::decode::Decoder;
use crate::message::{Cable, Code};

use super::{Gathered, Identity};

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
    /// What is damaged may name its cable in part only, so its place is looked for when all the others are known.
    damaged: Vec<(Identity, Piece<T>)>,
    unnamed: Vec<T>,
}

#[derive(Clone, Debug)]
pub(super) struct Piece<T> {
    /// `None` where a damaged one does not tell.
    pub(super) section: Option<u8>,
    pub(super) dtg: Option<Dated>,
    pub(super) bytes: T,
}

/// A date-time group: its instant where it has one, and as written.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) at: Option<Timestamp>,
    pub(super) text: String,
}

impl<T: AsRef<[u8]>> Default for Gather<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: AsRef<[u8]>> Gather<T> {
    /// Nothing has come in yet.
    pub const fn new() -> Self {
        Self { cables: BTreeMap::new(), damaged: Vec::new(), unnamed: Vec::new() }
    }

    /// Takes in one transmission, and says of which cable it is; `None` where its heading names none.
    pub fn insert(&mut self, transmission: T) -> Option<Identity> {
        let bytes = transmission.as_ref();
        let cable = Decoder::new().heading(bytes);
        let Some(identity) = Identity::of(&cable) else {
            self.unnamed.push(transmission);
            return None;
        };
        let damaged = is_damaged(&cable, bytes);
        let piece = Piece {
            section: cable.section.map(|section| section.number).or((!damaged).then_some(1)),
            dtg: cable.dtg.as_ref().map(|dtg| Dated { at: dtg.at, text: dtg.text.clone().into_owned() }),
            bytes: transmission,
        };
        if damaged {
            self.damaged.push((identity.clone(), piece));
        } else {
            self.cables.entry(identity.clone()).or_default().push(piece);
        }
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
        for identity in self.cables.keys().filter(|identity| identity.year.is_some()) {
            dated.entry(identity.without_year()).or_default().push(identity);
        }
        let mut gathered: BTreeMap<&Identity, Pieces<'_, T>> = BTreeMap::new();
        for (identity, pieces) in &self.cables {
            let whose = match dated.get(identity).map(Vec::as_slice) {
                Some(&[only]) => only,
                _ => identity,
            };
            gathered.entry(whose).or_default().intact.extend(pieces);
        }
        for (identity, piece) in &self.damaged {
            let mut fitting =
                self.cables.keys().filter(|cable| identity.may_be(cable, piece.section.is_some()));
            let whose = match (gathered.contains_key(identity), fitting.next(), fitting.next()) {
                (false, Some(only), None) => only,
                _ => identity,
            };
            gathered.entry(whose).or_default().damaged.push(piece);
        }
        let mut totals: BTreeMap<Identity, Vec<u8>> = BTreeMap::new();
        for identity in gathered.keys() {
            totals.entry(identity.without_total()).or_default().push(identity.of);
        }
        gathered
            .into_iter()
            .map(|(identity, pieces)| {
                let totals = totals.get(&identity.without_total()).filter(|totals| totals.len() > 1);
                Gathered::new(identity, &pieces, totals.cloned().unwrap_or_default())
            })
            .collect()
    }
}

impl Dated {
    /// Whether both name one instant; where one of them names none, whether they are written alike.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self.at, other.at) {
            (Some(one), Some(other)) => one == other,
            _ => self.text == other.text,
        }
    }
}

/// What has come in of one cable.
#[derive(Debug)]
pub(super) struct Pieces<'a, T> {
    pub(super) intact: Vec<&'a Piece<T>>,
    pub(super) damaged: Vec<&'a Piece<T>>,
}

impl<T> Default for Pieces<'_, T> {
    fn default() -> Self {
        Self { intact: Vec::new(), damaged: Vec::new() }
    }
}

/// A receiver with parity puts SUB in place of a damaged character.
fn is_damaged(cable: &Cable<'_>, bytes: &[u8]) -> bool {
    memchr::memchr(0x1a, bytes).is_some()
        || cable.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::CharacterDamaged)
}
