//! What the routing lines of JANAP 128 and ACP 126 say that those of ACP 127 do not.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What format line 2 of JANAP 128 holds besides precedence, stations, serial and filing time, which stand in `call`
/// and `origin`: `RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.` (US Navy training 14226, pages 19 to 21).
///
/// ```
/// let cable = torntape::Decoder::new().cable(b"RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.\nZNR UUUUU\n");
/// let janap = cable.janap.unwrap();
/// assert_eq!(janap.language_media_format.as_deref(), Some("TT"));
/// assert_eq!(janap.content_indicator.as_deref(), Some("ZYUW"));
/// assert_eq!(cable.call.unwrap().indicators, ["RUEBABB"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Janap<'a> {
    /// Positions 2 and 3: the sender's medium and the one that suits the receiver. `A` ASCII, `T` tape, `C` cards.
    pub language_media_format: Option<Cow<'a, str>>,
    /// Position 4: the classification, or a special handling, as one letter.
    pub class_letter: Option<Cow<'a, str>>,
    /// Positions 5 to 8: what kind of traffic it is. `ZYUW` is narrative.
    pub content_indicator: Option<Cow<'a, str>>,
    /// Positions 30 to 33: the class letter four times, or twice with a release code.
    pub marking: Option<Cow<'a, str>>,
    /// `SUSDUPE` in the header: a copy of it may have been delivered already.
    #[serde(default)]
    pub suspected_duplicate: bool,
}

/// The stations of ACP 126, named by call signs on one line: `NOIL DE NPG NR 051`. The number is the serial of
/// `origin`.
///
/// ```
/// let cable = torntape::Decoder::new().cable(b"VZCZC051 UU\nNOIL DE NPG NR 051\nR 221855Z APR 2015\nFM NPG\n");
/// let signs = cable.call_signs.unwrap();
/// assert_eq!((signs.called, signs.calling.as_deref()), (vec!["NOIL".into()], Some("NPG")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallSigns<'a> {
    /// Who is called.
    #[serde(default)]
    pub called: Vec<Cow<'a, str>>,
    /// Who calls.
    pub calling: Option<Cow<'a, str>>,
}
