//! One test program; a module per subject.
