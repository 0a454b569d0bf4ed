//! Sections in any order, several cables mixed, to whole cables; and what is missing, double or contradictory.

mod finding;
mod gather;
mod gathered;
mod identity;
mod join;

pub use finding::Finding;
pub use gather::Gather;
pub use gathered::{Gathered, State};
pub use identity::Identity;
pub use join::{Form, JoinError, join};
