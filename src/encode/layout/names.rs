//! Fixed words of the layouts.

/// The end of message, format line 16.
pub(super) const END: &str = "NNNN";

/// The break, format lines 11 and 13.
pub(super) const BREAK: &str = "BT";
