//! The torntape command.

fn main() {}
