//! One test program; a module per subject.

mod architecture;
mod fixtures;
mod station;
mod wires;
