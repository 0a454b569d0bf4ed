//! Which part of a message this is, and the marks between parts.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// `SECTION 01 OF 04`, or `FINAL SECTION OF 4`, whose number is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which part, from 1. Damaged input may carry one past `of`; a diagnostic then says so.
    pub number: u8,
    /// Of how many.
    pub of: u8,
    /// Written as `FINAL SECTION`.
    #[serde(rename = "final")]
    pub last: bool,
}

/// Which part of a long enciphered text this is: `PART ONE OF TWO`, `FINAL PART OF TWO` (ACP 127(G) 208e).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cryptopart {
    /// Which part, from 1; the number of a final part is the last.
    pub number: u8,
    /// Of how many.
    pub of: u8,
    /// Written as `FINAL PART`.
    #[serde(rename = "final")]
    pub last: bool,
}

/// A page or section mark inside the text: `STATE 00097951  002 OF 004`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<'a> {
    /// As written, without blanks at its end.
    pub text: Cow<'a, str>,
    /// Which page or section begins here.
    pub number: u16,
    /// Of how many, where the mark says so.
    pub of: Option<u16>,
    /// Line of the input, from 1.
    pub line: usize,
    /// Byte of the input, from 0.
    pub offset: usize,
}
