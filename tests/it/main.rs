//! One test program; a module per subject.

mod architecture;
mod decode_properties;
mod fixtures;
