//! Which format lines a message has, and which it may leave out.

use serde::{Deserialize, Serialize};

/// The form of a message (ACP 127(G) 143-146, 405).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MessageForm {
    /// Originator and addressees stand in the heading.
    Plaindress,
    /// Format lines 5 to 9 are left out, since routing line and calling station say both ends.
    AbbreviatedPlaindress,
    /// The addresses stand in the enciphered text: format lines 6 to 9 are left out.
    Codress,
    /// A message between the operators of two connected stations, with no break and no serial.
    StationService,
    /// A message between operators that is relayed: its text opens with the class and `SVC`.
    Service,
}
