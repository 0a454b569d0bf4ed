//! The rules of the format, one test each, named after the rule; a module per dialect or matter.

mod acp126;
mod headless;
mod ita2;
mod janap128;
#[cfg(feature = "cli")]
mod overview;
mod recognition;

use torntape::decode;
use torntape::message::Cable;

/// The one cable of an input.
fn one(input: &str) -> Cable<'_> {
    let mut cables = decode(input.as_bytes());
    assert_eq!(cables.len(), 1, "{input}");
    cables.remove(0)
}

/// The diagnostics as `T0301 3:10`.
fn codes(cable: &Cable<'_>) -> Vec<String> {
    cable.diagnostics.iter().map(|found| format!("{} {}:{}", found.code, found.line, found.column)).collect()
}
