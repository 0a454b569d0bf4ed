//! Format lines 1 to 4: how a transmission is numbered, called, identified and guarded.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Classification, Precedence, RoutingIndicator};

/// Format line 1, the transmission identification: `VZCZCXRO0809` (ACP 127(G) 112, 202).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmission<'a> {
    /// The identification without `VV` and the security prosign.
    #[serde(default)]
    pub id: Cow<'a, str>,
    /// The channel designator, three letters or figures.
    pub channel: Option<Cow<'a, str>>,
    /// The channel number: counts the transmissions of one channel.
    pub number: Option<u32>,
    /// The security prosign that may end the line.
    pub prosign: Option<SecurityProsign>,
    /// The identifications that earlier relays left behind this one, newest first.
    #[serde(default)]
    pub earlier: Vec<Cow<'a, str>>,
}

/// Which circuits a transmission may go over (ACP 127(G) 124a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecurityProsign {
    /// Any circuit.
    #[serde(rename = "UU")]
    Unclassified,
    /// Approved circuits only.
    #[serde(rename = "HH")]
    Approved,
}

impl SecurityProsign {
    /// The two letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unclassified => "UU",
            Self::Approved => "HH",
        }
    }
}

/// Format line 2, the routing line: `PP RUEHLN RUEHVK RUEHYG` (ACP 127(G) 204).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call<'a> {
    /// The precedence prosign, written twice on the line.
    pub precedence: Option<Precedence>,
    /// The stations this copy is for, in their order. A relay leaves only those of the branch.
    #[serde(default)]
    pub indicators: Vec<RoutingIndicator<'a>>,
}

/// Format line 3: who prepared the message, under which number, when: `DE RUEHC #7951/01 2642216`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin<'a> {
    /// The originating station's routing indicator.
    pub indicator: Option<RoutingIndicator<'a>>,
    /// The station serial number as written, without `#`.
    pub serial: Option<Cow<'a, str>>,
    /// The section under that serial, `/01`.
    pub section: Option<u8>,
    /// Day of the year, 1 to 366; where `day_of_month` is set, day of the month.
    pub day: Option<u16>,
    /// The filing time is written with the day of the month, as in `11/1215Z` (ACP 127(G) 115).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day_of_month: bool,
    /// Hour and minute as written, `2216`, always in UTC.
    pub time: Option<Cow<'a, str>>,
    /// When the message was filed; the year, and the month where it is not written, are taken from the date-time group.
    pub filed: Option<Timestamp>,
}

/// Format line 4: the security warning and the operating signals: `ZNR UUUUU ZZH` (ACP 127(G) 124b).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security<'a> {
    /// Whether the message may go in clear.
    pub signal: Option<SecuritySignal>,
    /// The five letters as written, release code included.
    pub marking: Option<Cow<'a, str>>,
    /// What the letters say.
    pub classification: Option<Classification>,
    /// The transmission release code: `AA` of `UUUAA` (ACP 117, 7d).
    pub release: Option<Cow<'a, str>>,
    /// The special handling letters: `BBBBB` of `SSSSS/BBBBB`.
    pub handling: Option<Cow<'a, str>>,
    /// The signals after the marking, each with its arguments after a blank.
    #[serde(default)]
    pub operating_signals: Vec<Cow<'a, str>>,
}

/// The operating signal that opens format line 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecuritySignal {
    /// May go in clear over any circuit.
    #[serde(rename = "ZNR")]
    Znr,
    /// Only over circuits approved for the class.
    #[serde(rename = "ZNY")]
    Zny,
}

impl SecuritySignal {
    /// The three letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Znr => "ZNR",
            Self::Zny => "ZNY",
        }
    }
}
