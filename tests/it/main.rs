//! One test program; a module per subject.

mod architecture;
#[cfg(feature = "codec")]
mod codec;
mod decode_properties;
mod encode;
mod fixtures;
mod simulate;
mod split_join;
mod station;
mod station_networks;
mod wires;
