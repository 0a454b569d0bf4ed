//! One test program; a module per subject.

#[cfg(feature = "codec")]
mod codec;
