//! The journal of a station: what it must not forget, in the order in which it came about.
//!
//! A station whose [`Plan`] asks for it names the facts that each event brought in an [`Entry`], ahead of
//! the actions that follow from them ([`Action::Record`](super::Action::Record)). Whoever drives the station writes the
//! entry down before it does anything else; [`Station::reopen`](super::Station::reopen) makes a station of what was
//! written. An entry is written whole or counts for nothing, so no cable lies between two facts when a station stops.
//!
//! On disk are the cables that wait and those that are unconfirmed, the channel numbers given and heard, the sections at
//! the post and the seals of those delivered, and the counters of the originator. Not on disk are service messages, which
//! tell what is known at the time, and requests, which a station makes anew when it is back. What was being transmitted
//! goes back to its place in the queue as a suspected duplicate, and its number is spent.
//!
//! # Form
//!
//! ```text
//! "torntape journal 1\n"
//! length    4 bytes, little-endian: the bytes of the payload
//! check     4 bytes, little-endian: CRC-32 (IEEE 802.3) of the four bytes of the length
//! check     4 bytes, little-endian: CRC-32 of the payload
//! payload   in the wire format of postcard 1
//! length    …
//! ```
//!
//! The first payload names the station and its circuits, in order; each of the others is a list of facts. A fact is
//! told by its place in the list of facts, so new facts go to the end; any other change takes another figure in the
//! first line, and a journal of another figure is refused.
//!
//! # What a stop can do to it
//!
//! An entry that was being written is torn: it is cut short, or the file has its length already and holds something else, or
//! zeros. That is the last one, and it is left out and told ([`Torn`]); whoever goes on writing cuts the file off there.
//! Anything else that does not fit is damage, and the journal is refused ([`Unreadable`]). The length has a check of its
//! own, so that a damaged one is never taken for an entry that reaches past the end, and all after it for torn.

mod fact;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(super) use fact::Fact;

use super::Plan;
use crate::message::RoutingIndicator;

/// The first line, with the version.
const TITLE: &[u8] = b"torntape journal 1\n";

/// Bytes of length and checks.
const FRAME: usize = 12;

/// The facts of one event, to be written down together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry(Vec<Fact>);

/// The last entry of a journal was not written to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torn {
    /// Where it begins, in bytes from the start: there the next entry goes. At 0 the journal is to be begun anew.
    pub at: usize,
    /// How many bytes of it there are.
    pub bytes: usize,
}

/// Why a journal cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It does not begin as a journal of this version does.
    #[error("expected `torntape journal 1` in the first line of the journal")]
    Title,
    /// An entry is damaged, and others follow it.
    #[error("the journal is damaged at byte {at}, and entries follow: restore it from a copy")]
    Damaged {
        /// Where the entry begins, in bytes from the start.
        at: usize,
    },
    /// An entry is undamaged, but does not say anything that this version knows.
    #[error("the entry at byte {at} of the journal is not of this version")]
    Unknown {
        /// Where the entry begins, in bytes from the start.
        at: usize,
    },
    /// It was written by another station, or the circuits of this one have changed.
    #[error("the journal is that of {0}, or of other circuits: open the station with those")]
    OtherStation(RoutingIndicator<'static>),
    /// A fact contradicts those before it.
    #[error("the entry at byte {at} of the journal contradicts those before it")]
    Contradiction {
        /// Where the entry begins, in bytes from the start.
        at: usize,
    },
}

/// Whose journal it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    indicator: RoutingIndicator<'static>,
    /// The channels it sends on, with the stations at the far end.
    outgoing: Vec<(String, RoutingIndicator<'static>)>,
    /// Those it receives on.
    incoming: Vec<(String, RoutingIndicator<'static>)>,
}

impl Head {
    fn of(plan: &Plan) -> Self {
        let outgoing = plan.outgoing.iter().map(|circuit| (circuit.channel.clone(), circuit.to.clone()));
        let incoming = plan.incoming.iter().map(|circuit| (circuit.channel.clone(), circuit.from.clone()));
        Self { indicator: plan.indicator.clone(), outgoing: outgoing.collect(), incoming: incoming.collect() }
    }
}

impl Entry {
    pub(super) const fn of(facts: Vec<Fact>) -> Self {
        Self(facts)
    }

    /// Adds it to the end of a journal.
    pub fn write_to(&self, journal: &mut Vec<u8>) {
        frame(&self.0, journal);
    }
}

/// The journal of a station to which nothing has happened yet.
///
/// ```
/// use torntape::sim::scenario::Scenario;
/// use torntape::station::{Station, journal};
///
/// let plan = Scenario::moscow()?.plans().remove(0);
/// let written = journal::begin(&plan);
/// assert!(written.starts_with(b"torntape journal 1\n"));
/// let (_, torn) = Station::reopen(plan, &written)?;
/// assert_eq!(torn, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn begin(plan: &Plan) -> Vec<u8> {
    let mut journal = TITLE.to_vec();
    frame(&Head::of(plan), &mut journal);
    journal
}

/// What a journal holds.
pub(super) struct Read {
    /// Each entry's facts, with the place at which it begins.
    pub(super) entries: Vec<(usize, Vec<Fact>)>,
    pub(super) torn: Option<Torn>,
}

/// Reads the journal of a station.
pub(super) fn read(plan: &Plan, journal: &[u8]) -> Result<Read, Unreadable> {
    let mut read = Read { entries: Vec::new(), torn: None };
    // The file may have been torn while its very beginning was being written.
    let Some(mut rest) = journal.strip_prefix(TITLE) else {
        let same = journal.iter().zip(TITLE).take_while(|(one, other)| one == other).count();
        if !is_blank(journal, same) {
            return Err(Unreadable::Title);
        }
        read.torn = Some(Torn { at: 0, bytes: journal.len() }).filter(|torn| torn.bytes > 0);
        return Ok(read);
    };
    let mut is_first = true;
    while !rest.is_empty() {
        let at = journal.len() - rest.len();
        let Some((payload, after)) = unframe(rest) else {
            if is_torn(rest) {
                // Without a head there is nothing: the next one to write begins anew.
                let at = if is_first { 0 } else { at };
                read.torn = Some(Torn { at, bytes: journal.len() - at });
                return Ok(read);
            }
            return Err(Unreadable::Damaged { at });
        };
        if is_first {
            let head: Head = decode(payload, at)?;
            if head != Head::of(plan) {
                return Err(Unreadable::OtherStation(head.indicator));
            }
        } else {
            read.entries.push((at, decode(payload, at)?));
        }
        (rest, is_first) = (after, false);
    }
    // A title alone is no journal yet.
    read.torn = is_first.then_some(Torn { at: 0, bytes: journal.len() });
    Ok(read)
}

fn decode<T: DeserializeOwned>(payload: &[u8], at: usize) -> Result<T, Unreadable> {
    match postcard::take_from_bytes(payload) {
        Ok((value, [])) => Ok(value),
        _ => Err(Unreadable::Unknown { at }),
    }
}

/// Puts a payload into its frame.
fn frame<T: Serialize>(what: &T, journal: &mut Vec<u8>) {
    // Facts are lists, numbers and text, and memory takes whatever is written: nothing here can fail.
    let payload = postcard::to_allocvec(what).unwrap_or_default();
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
    for part in [
        &length[..],
        &crc32fast::hash(&length).to_le_bytes(),
        &crc32fast::hash(&payload).to_le_bytes(),
        &payload,
    ] {
        journal.extend_from_slice(part);
    }
}

/// Takes the first payload out of its frame, and gives what follows. `None` where it is not whole.
fn unframe(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = length(bytes)?;
    let (check, rest) = bytes.get(8..)?.split_first_chunk::<4>()?;
    let (payload, after) = rest.split_at_checked(length)?;
    (crc32fast::hash(payload) == u32::from_le_bytes(*check)).then_some((payload, after))
}

/// The length of the first payload. `None` where it is not whole.
fn length(bytes: &[u8]) -> Option<usize> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (check, _) = rest.split_first_chunk::<4>()?;
    let is_whole = crc32fast::hash(length) == u32::from_le_bytes(*check);
    usize::try_from(u32::from_le_bytes(*length)).ok().filter(|_| is_whole)
}

/// Whether what is not whole is the last entry: nothing comes after it, nor, where its length has not been written, after
/// its frame.
fn is_torn(bytes: &[u8]) -> bool {
    is_blank(bytes, FRAME.saturating_add(length(bytes).unwrap_or(0)))
}

/// Whether there is nothing from a place on, or nothing but the zeros of a file that was made longer first.
fn is_blank(bytes: &[u8], from: usize) -> bool {
    bytes.iter().skip(from).all(|byte| *byte == 0)
}

/// Puts another byte into the payload of an entry, and makes its check fit.
#[cfg(test)]
pub(super) fn spoil(journal: &mut [u8], place: usize, instead: u8) {
    let mut at = TITLE.len();
    while let Some(length) = journal.get(at..).and_then(length) {
        let payload = at + FRAME..at + FRAME + length;
        if payload.contains(&place) {
            journal[place] = instead;
            let check = crc32fast::hash(&journal[payload]).to_le_bytes();
            journal[at + 8..at + FRAME].copy_from_slice(&check);
            return;
        }
        at = payload.end;
    }
}
