//! Headings that stations put before a message on its way.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Call, Origin, Security, Transmission};

/// A pilot: a heading put before the whole of a received message, to send it on with an instruction
/// (ACP 127(G) 419, 420, 426, 427).
///
/// The fields are in the order of the lines. The pilot's own format lines 1 and 2 stand above it: they are the
/// cable's `transmission` and `call` where it is the newest, else those of the pilot before it. `transmission` and
/// `call` here are what it was put before, so that those of the last pilot are the message's own.
///
/// ```
/// let cables = torntape::decode(
///     b"VV   EUC093     UU\nPP RXFPSA\nZNR UUUUU ZOV RFFWBG\nVV   WNA114     UU\nPP RFFWBG\nDE RUWSKT 123 0461425\n",
/// );
/// let cable = &cables[0];
/// assert_eq!(cable.transmission.as_ref().unwrap().id, "EUC093");
/// let pilot = &cable.pilots[0];
/// assert_eq!(pilot.security.as_ref().unwrap().operating_signals, ["ZOV RFFWBG"]);
/// assert_eq!(pilot.transmission.as_ref().unwrap().id, "WNA114");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pilot<'a> {
    /// The calling station of a pilot that is a service message: `DE RUFDDO 131 2031417`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin<'a>>,
    /// Its security warning and its instruction: `ZNR UUUUU ZOV RFFWBG`.
    pub security: Option<Security<'a>>,
    /// The text of a pilot that is a service message: `UNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Cow<'a, str>>,
    /// Format line 1 of the heading below it.
    pub transmission: Option<Transmission<'a>>,
    /// Format line 2 of the heading below it.
    pub call: Option<Call<'a>>,
}
