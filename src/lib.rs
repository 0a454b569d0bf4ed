//! Reads, checks, relays and simulates telegraphic cables (ACP 127, the State Department's dialect).
//!
//! ```
//! let input = b"VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
//!     FM SECSTATE WASHDC\nTO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621\nUNCLAS STATE 097951\n";
//! let cables = torntape::decode(input);
//! let [cable] = cables.as_slice() else { panic!("one cable lies in these bytes") };
//! assert_eq!(cable.mrn.as_ref().and_then(|mrn| mrn.id.as_deref()), Some("09STATE97951"));
//! assert!(cable.diagnostics.is_empty());
//! assert_eq!(torntape::encode::encode(cable), input);
//! ```
//!
//! The layers, each naming only those before it:
//!
//! - [`message`]: the nouns; a [`Cable`](message::Cable) has the fields of the JSON that the command line prints.
//! - [`decode`](mod@decode): bytes to message. Never fails, loses nothing, says what it found wrong.
//! - [`encode`]: message to bytes, copies for relays, division into sections.
//! - [`reassembly`]: sections in any order to whole cables.
//! - [`directory`]: who is where: routing indicators, names and places of posts.
//! - `station`, `sim` (feature `sim`): one station as a pure function; a network on a virtual clock.
//! - `corpus` (feature `corpus`): made cables whose true fields are known.
//! - `bus`, `node` (feature `live`): the same stations as tokio tasks, paced by the clock.

#[cfg(feature = "live")]
pub mod bus;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "corpus")]
pub mod corpus;
pub mod decode;
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
