//! What the State archive of 1973-79 adds to a cable: who got copies, who drafted it, and what archivists noted.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

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
    /// The word that opens the block.
    #[serde(default)]
    pub kind: Option<DistributionKind>,
    /// Offices after `ACTION` or `ORIGIN`.
    pub action: Vec<OfficeCopies<'a>>,
    /// Offices after `INFO`.
    pub info: Vec<OfficeCopies<'a>>,
    /// The sum the block states.
    pub total: Option<u16>,
    /// The letter behind the sum: `R` of `/089 R`. Its meaning is not recorded.
    #[serde(default)]
    pub letter: Option<char>,
    /// The figures that stand alone above the block: `62`. Their meaning is not recorded.
    #[serde(default)]
    pub mark: Option<Cow<'a, str>>,
}

/// Which way a telegram of 1973-79 went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistributionKind {
    /// `ACTION`: it came in, and this office is to act on it.
    Action,
    /// `ORIGIN`: it went out, and this office wrote it.
    Origin,
}

/// `EUR-12`: an office and its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeCopies<'a> {
    /// The office.
    pub office: Cow<'a, str>,
    /// Its copies.
    pub copies: u16,
}

/// The drafting block of outgoing telegrams of 1973-79. An entry that is wrapped is joined by one blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafting<'a> {
    /// After `DRAFTED BY`: `INR/RES:LHARROW`.
    #[serde(default)]
    pub drafted_by: Vec<Cow<'a, str>>,
    /// After `APPROVED BY`.
    #[serde(default)]
    pub approved_by: Vec<Cow<'a, str>>,
    /// After `CLEARED BY`, and the offices listed below the one who approved.
    #[serde(default)]
    pub cleared_by: Vec<Cow<'a, str>>,
}

/// One line of the archive's attributes: `Document Number: 1976STATE290286`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute<'a> {
    /// What stands before the colon.
    pub key: Cow<'a, str>,
    /// What follows it. A value over several lines keeps them, with a line feed between.
    pub value: Cow<'a, str>,
}
