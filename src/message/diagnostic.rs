//! What was wrong, where, and what to do about it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Code;

/// Where in which input a cable lay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source<'a> {
    /// The file; `None` for bytes without a name.
    pub path: Option<Cow<'a, str>>,
    /// First byte, from 0.
    pub offset: usize,
    /// Bytes.
    pub length: usize,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not as meant.
    Warning,
    /// A rule is broken or a field is lost.
    Error,
}

impl Severity {
    /// The word in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding about a cable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic<'a> {
    /// Its stable code, which `torntape explain` explains.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Line of the input, from 1.
    pub line: usize,
    /// Byte of the line, from 1.
    pub column: usize,
    /// Byte of the input, from 0.
    pub offset: usize,
    /// Bytes that it points at.
    pub length: usize,
    /// What is wrong.
    pub message: Cow<'a, str>,
    /// What to do.
    pub help: Cow<'a, str>,
}

/// How much of the header the decoder accounts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// From the first byte of the cable to the end of its last heading or caption line.
    pub header_bytes: usize,
    /// Those that belong to a field; every other one lies under a diagnostic.
    pub attributed_bytes: usize,
}
