//! One test program; a module per subject.

mod architecture;
mod codec;
mod decode_properties;
mod fixtures;
mod station;
mod wires;
