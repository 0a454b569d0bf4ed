//! One test program; a module per subject.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of a test fails as a test does")]
#![expect(clippy::naive_bytecount, reason = "inputs of tests are short")]

mod architecture;
mod codec;
mod decode_properties;
mod encode;
mod fixtures;
mod sections_cli;
mod simulate;
mod split_join;
mod station;
mod station_networks;
mod wires;
