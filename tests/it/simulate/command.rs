//! The command `torntape simulate` as it is called.
