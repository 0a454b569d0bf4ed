//! The marks of the text itself, and of its end.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A numbered paragraph: from its number to the end of its last line, marks inside it included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph<'a> {
    /// Its number.
    pub number: u16,
    /// Its portion mark, without parentheses.
    pub portion: Option<Cow<'a, str>>,
    /// Line of the input, from 1.
    pub line: usize,
    /// Byte of the input, from 0.
    pub offset: usize,
    /// Bytes to the end of its last line, blanks at the end and line end not counted.
    pub length: usize,
}

/// Format line 15: `#7951`, the serial of format line 3 again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation<'a> {
    /// The serial as written, without `#`.
    pub serial: Cow<'a, str>,
}

/// The dashed line of 1973-79 texts: `------------------201212Z 109980 /20`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayCounter<'a> {
    /// The relay's running number.
    pub counter: Option<u32>,
    /// Day and time of filing, as written.
    pub filed: Option<Cow<'a, str>>,
    /// Number of copies.
    pub copies: Option<u16>,
}

/// The distribution block of 1973-79 texts: who got how many copies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution<'a> {
    /// Offices after `ACTION` or `ORIGIN`.
    pub action: Vec<OfficeCopies<'a>>,
    /// Offices after `INFO`.
    pub info: Vec<OfficeCopies<'a>>,
    /// The sum the block states.
    pub total: Option<u16>,
}

/// `EUR-12`: an office and its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeCopies<'a> {
    /// The office.
    pub office: Cow<'a, str>,
    /// Its copies.
    pub copies: u16,
}
