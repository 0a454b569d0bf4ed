//! Stations as tasks, in real time.

pub mod paced;
