//! The torntape command. All of it lives in the library's `cli` room.

use std::process::ExitCode;

fn main() -> ExitCode {
    torntape::cli::main()
}
