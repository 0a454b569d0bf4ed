//! Where cables come from, as the log and the report name them.

use sha2::{Digest, Sha256};

use crate::sim::ledger::hexadecimal;
use crate::sim::offer;
use crate::sim::scenario::Scenario;

/// A `[[traffic]]` or a known cable.
#[derive(Debug)]
pub(super) enum Source {
    /// Cables without a text, by their numbers: what their names begin with.
    Traffic { from: u32, stem: String },
    /// One cable: its name, the same as in JSON, and the SHA-256 of its text in quotes.
    Known { from: u32, name: String, escaped: String, text_sha256: String },
}

impl Source {
    /// All of a scenario: its streams of traffic, then its known cables.
    pub(super) fn all(scenario: &Scenario) -> Vec<Self> {
        let place = |station: usize| u32::try_from(station).unwrap_or(u32::MAX);
        let traffic = scenario.traffic.iter().enumerate().map(|(stream, traffic)| {
            let first = offer::id(stream, 0);
            Self::Traffic { from: place(traffic.from), stem: first.trim_end_matches('0').to_owned() }
        });
        let known = scenario.submissions.iter().map(|cable| Self::Known {
            from: place(cable.from),
            name: cable.id.to_string(),
            escaped: escaped(&cable.id),
            text_sha256: format!("\"{}\"", hexadecimal(Sha256::digest(&cable.text))),
        });
        traffic.chain(known).collect()
    }

    pub(super) const fn from(&self) -> u32 {
        match self {
            Self::Traffic { from, .. } | Self::Known { from, .. } => *from,
        }
    }

    /// The name of a cable.
    pub(super) fn id(&self, number: u64) -> String {
        match self {
            Self::Traffic { stem, .. } => format!("{stem}{number}"),
            Self::Known { name, .. } => name.clone(),
        }
    }

    /// What the name begins with, as in JSON: all of it but for a number.
    pub(super) fn begins(&self) -> &str {
        match self {
            Self::Traffic { stem, .. } => stem,
            Self::Known { escaped, .. } => escaped,
        }
    }

    /// Whether a number ends the name.
    pub(super) const fn is_numbered(&self) -> bool {
        matches!(self, Self::Traffic { .. })
    }

    /// The SHA-256 of the text as JSON. Random cables have a length and no text.
    pub(super) fn text_sha256(&self) -> &str {
        match self {
            Self::Traffic { .. } => "null",
            Self::Known { text_sha256, .. } => text_sha256,
        }
    }
}

/// A name as JSON has it, without the quotes.
fn escaped(name: &str) -> String {
    let quoted = serde_json::Value::from(name).to_string();
    let inner = quoted.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    inner.map_or_else(String::new, str::to_owned)
}
