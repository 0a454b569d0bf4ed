//! The ways of writing a cable.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Which way of writing a cable follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dialect {
    /// The State Department's ACP 127.
    #[serde(rename = "acp127_state")]
    Acp127State,
    /// Military ACP 127(G).
    Acp127,
    /// The US supplement's ACP 127, with `#0051` serials.
    Acp127Modified,
    /// JANAP 128 of AUTODIN.
    Janap128,
    /// ACP 126.
    Acp126,
    /// The State archive of 1973-79.
    #[serde(rename = "archive_1973")]
    Archive1973,
    /// A text that lacks its first lines.
    Headless,
    /// Nothing was recognised.
    #[default]
    Unknown,
}

impl Dialect {
    /// Those that a text can be read as, in the order of the documentation.
    pub const ALL: [Self; 7] = [
        Self::Acp127State,
        Self::Acp127,
        Self::Acp127Modified,
        Self::Janap128,
        Self::Acp126,
        Self::Archive1973,
        Self::Headless,
    ];

    /// The name in the JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acp127State => "acp127_state",
            Self::Acp127 => "acp127",
            Self::Acp127Modified => "acp127_modified",
            Self::Janap128 => "janap128",
            Self::Acp126 => "acp126",
            Self::Archive1973 => "archive_1973",
            Self::Headless => "headless",
            Self::Unknown => "unknown",
        }
    }

    /// The name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Acp127State => "ACP 127, State Department",
            Self::Acp127 => "ACP 127",
            Self::Acp127Modified => "ACP 127, US supplement",
            Self::Janap128 => "JANAP 128",
            Self::Acp126 => "ACP 126",
            Self::Archive1973 => "State archive of 1973-79",
            Self::Headless => "a text without its first lines",
            Self::Unknown => "unknown",
        }
    }
}

/// Said of a word that names no dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no dialect")]
pub struct UnknownDialect(String);

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str() == word)
            .ok_or_else(|| UnknownDialect(word.to_owned()))
    }
}
