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
