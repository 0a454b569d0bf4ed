//! What tells one cable from all others.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::message::RoutingIndicator;

/// What makes a cable the same cable at every station: originator, serial and filing time (ACP 127(G) 116).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CableKey {
    /// The originating station.
    pub origin: RoutingIndicator<'static>,
    /// The station serial number as written.
    pub serial: SmolStr,
    /// The filing time as written, day and time together: `2642216`.
    pub filed: SmolStr,
}

/// By originator, serial and filing time, each as words are in order.
impl Ord for CableKey {
    fn cmp(&self, other: &Self) -> Ordering {
        // The first letters tell most of them apart, at once.
        let word = |one: &str, other: &str| begins(one).cmp(&begins(other)).then_with(|| one.cmp(other));
        let origin = self.origin.cmp(&other.origin);
        let serial = origin.then_with(|| word(&self.serial, &other.serial));
        serial.then_with(|| word(&self.filed, &other.filed))
    }
}

impl PartialOrd for CableKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The first eight bytes of a word as one number: where two differ, the words are in the order of the numbers.
pub(super) fn begins(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if let Some(first) = bytes.first_chunk() {
        return u64::from_be_bytes(*first);
    }
    // The first four bytes, and over their end the last four: each is as many as a number of the machine has.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let four = |bytes: &[u8; 4]| u64::from(u32::from_be_bytes(*bytes));
        return four(first) << 32 | four(last) << (8 * (8 - bytes.len()));
    }
    let shift = |place: usize| 8 * (7 - place);
    bytes.iter().enumerate().fold(0, |number, (place, byte)| number | u64::from(*byte) << shift(place))
}
