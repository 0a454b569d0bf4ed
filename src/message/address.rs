//! Format lines 6 to 9: from whom, to whom, and who is left out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{DateTimeGroup, DualPrecedence, Precedence, RoutingIndicator};

/// Format line 6: `FM SECSTATE WASHDC`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Originator<'a> {
    /// The routing indicator before the stroke, rarely written.
    pub indicator: Option<RoutingIndicator<'a>>,
    /// The plain language address designator.
    pub plad: Cow<'a, str>,
    /// The office between double strokes: `//N02319//`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Cow<'a, str>>,
}

/// One addressee of format line 7 or 8: `RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee<'a> {
    /// The station that delivers to it.
    pub indicator: Option<RoutingIndicator<'a>>,
    /// The plain language address designator.
    pub plad: Cow<'a, str>,
    /// The word after the name; `None` where there is none.
    pub precedence: Option<Precedence>,
    /// `NIACT`: act at once, in the night too.
    #[serde(default)]
    pub night_action: bool,
    /// The message continuity number, the sender's own count of what it sent to this post.
    pub number: Option<u32>,
    /// It stands for many posts.
    #[serde(default)]
    pub collective: bool,
    /// The members left out by `XMT` after a collective, as written.
    #[serde(default)]
    pub exempt: Vec<Cow<'a, str>>,
    /// `ZEN/`: it has the message already by other means, and is not called (ACP 127(G) 206b).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub served: bool,
    /// The office between double strokes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Cow<'a, str>>,
}

/// The older heading inside a readdressed message, format lines 5 to 9 (ACP 127(G) 503).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readdressed<'a> {
    /// Its precedence.
    pub precedence: Option<DualPrecedence>,
    /// Its date-time group.
    pub dtg: Option<DateTimeGroup<'a>>,
    /// Its originator.
    pub from: Option<Originator<'a>>,
    /// Its action addressees.
    pub to: Vec<Addressee<'a>>,
    /// Its information addressees.
    pub info: Vec<Addressee<'a>>,
    /// Its exempt posts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exempt: Vec<Cow<'a, str>>,
}
