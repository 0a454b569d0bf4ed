//! Reads, checks, relays and simulates telegraphic cables.

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod decode;
#[cfg(feature = "sim")]
pub mod directory;
pub mod message;
#[cfg(feature = "sim")]
pub mod station;

pub use decode::{Decoder, decode};
