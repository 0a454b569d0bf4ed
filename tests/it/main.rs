//! One test program; a module per subject.

mod architecture;
#[cfg(feature = "codec")]
mod codec;
mod decode_properties;
mod encode;
mod fixtures;
mod sections_cli;
mod split_join;
mod station;
mod wires;
