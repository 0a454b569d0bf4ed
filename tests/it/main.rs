//! One test program; a module per subject.

mod architecture;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "codec")]
mod codec;
mod decode_properties;
mod encode;
#[cfg(feature = "cli")]
mod explain;
mod fixtures;
mod split_join;
mod station;
mod wires;
