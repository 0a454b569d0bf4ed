//! Sections in any order, several cables mixed, to whole cables; and what is missing, double or contradictory.

mod finding;
mod gather;
mod identity;
mod join;

pub use finding::Finding;
pub use gather::{Gather, Gathered, State};
pub use identity::Identity;
pub use join::{Form, JoinError, join};
