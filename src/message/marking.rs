//! What a message may be shown to: classification, and the lines that justify it.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The level of classification, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// `UNCLAS`
    Unclassified,
    /// `RESTRICTED`
    Restricted,
    /// `LIMITED OFFICIAL USE`, of 1973-79 texts.
    LimitedOfficialUse,
    /// `CONFIDENTIAL`
    Confidential,
    /// `SECRET`
    Secret,
    /// `TOP SECRET`
    TopSecret,
}

impl Classification {
    /// What it is called, without the blanks that spell it in a text: `TOP SECRET`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unclassified => "UNCLASSIFIED",
            Self::Restricted => "RESTRICTED",
            Self::LimitedOfficialUse => "LIMITED OFFICIAL USE",
            Self::Confidential => "CONFIDENTIAL",
            Self::Secret => "SECRET",
            Self::TopSecret => "TOP SECRET",
        }
    }
}

/// The classification line, which opens the text (ACP 127(G) 209).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassLine<'a> {
    /// What it says.
    pub level: Classification,
    /// The words of the level as written.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The words after it that narrow it: `EFTO`, `NOFORN`.
    #[serde(default)]
    pub caveats: Vec<Cow<'a, str>>,
}

/// The line `E.O. 12958: DECL: 10/16/2016`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutiveOrder<'a> {
    /// The number of the order.
    pub order: Cow<'a, str>,
    /// What follows the colon.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The date of declassification, where the line gives one.
    pub declassify_on: Option<Date>,
}

/// The line `CLASSIFIED BY: AMBASSADOR, REASONS 1.4(B) AND (D)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassifiedBy<'a> {
    /// Who classified.
    #[serde(default)]
    pub name: Cow<'a, str>,
    /// What follows the label.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The reasons, each in full: `1.4(b)`.
    #[serde(default)]
    pub reasons: Vec<Cow<'a, str>>,
}
