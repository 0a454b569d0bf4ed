//! Reads, checks, relays and simulates telegraphic cables.

pub mod decode;
#[cfg(feature = "sim")]
pub mod directory;
pub mod message;
#[cfg(feature = "sim")]
pub mod station;

pub use decode::{Decoder, decode};
