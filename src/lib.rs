//! Reads, checks, relays and simulates telegraphic cables.

#[cfg(feature = "live")]
pub mod bus;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod decode;
#[cfg(feature = "sim")]
pub mod directory;
pub mod encode;
pub mod message;
#[cfg(feature = "live")]
pub mod node;
pub mod reassembly;
#[cfg(feature = "sim")]
pub mod sim;
#[cfg(feature = "sim")]
pub mod station;

pub use decode::{Decoder, decode};

/// The examples of the README are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
