//! One test program; a module per subject.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of a test fails as a test does")]
#![expect(clippy::naive_bytecount, reason = "inputs of tests are short")]

mod architecture;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "codec")]
mod codec;
mod conformance;
mod convert;
#[cfg(feature = "cli")]
mod decode_cli;
mod decode_properties;
mod directory;
#[cfg(feature = "cli")]
mod directory_cli;
mod encode;
#[cfg(feature = "cli")]
mod explain;
mod fixtures;
mod generate;
#[cfg(feature = "cli")]
mod lint;
mod nets;
#[cfg(feature = "cli")]
mod out_files;
#[cfg(all(unix, feature = "cli"))]
mod readme;
mod rules;
#[cfg(feature = "cli")]
mod sarif;
mod sections_cli;
#[cfg(feature = "sim")]
mod simulate;
mod split_join;
mod station;
mod station_networks;
mod stream;
mod strict;
mod tolerance;
#[cfg(feature = "cli")]
mod usage;
mod wires;
