//! Message to bytes: the bytes a cable came from with the changed fields written anew, a new cable laid out by the
//! book, a relay's copy, and a cable divided into transmissions.

mod change;
mod compose;
#[cfg(feature = "sim")]
mod fill;
mod frame;
mod heading;
mod ita2;
mod layout;
mod lines;
mod marks;
mod note;
mod pages;
mod patch;
mod pilot;
mod plan;
mod relay;
mod render;
mod section;
mod settle;
mod split;
mod spot;
mod stations;
mod text;
mod words;

use crate::message::Cable;

#[cfg(feature = "sim")]
pub(crate) use fill::Unfilled;
pub(crate) use frame::Frame;
pub use layout::{LineEnds, Loss, Settings, Written, encode_as};
#[cfg(feature = "corpus")]
pub(crate) use layout::{Sheet, fit, lay_out};
#[cfg(feature = "sim")]
pub(crate) use lines::LineEnd;
pub(crate) use marks::{block as mark_block, opens_with_mark};
pub use note::SplitNote;
#[cfg(feature = "sim")]
pub(crate) use pilot::{PilotSignal, piloted};
pub use relay::relay_copy;
#[cfg(feature = "sim")]
pub(crate) use relay::{Procedure, push_procedure};
#[cfg(feature = "sim")]
pub(crate) use split::transmissions;
pub use split::{Division, SplitError, divide, split};
#[cfg(feature = "sim")]
pub(crate) use text::{class_word, section_label};

/// Writes a cable.
///
/// A cable that carries its bytes (`raw`) is written as those bytes; only the lines of a field that has been changed
/// since are written anew, in the order and with the words of the book. A cable without `raw` is laid out by the book,
/// around its `text` where it has one.
///
/// Some fields follow from others, and are written through them:
///
/// | field | is written as |
/// | --- | --- |
/// | `transmission.channel`, `transmission.number` | `transmission.id` |
/// | `origin.filed` | `origin.day`, `origin.time` |
/// | `security.classification`, `security.release` | `security.marking` |
/// | `dtg.at` | `dtg.text` |
/// | `classification.level` | `classification.text` |
/// | `mrn.id` | `mrn.number` |
/// | `executive_order.declassify_on` | `executive_order.text` |
/// | `classified_by.name`, `classified_by.reasons` | `classified_by.text` |
/// | `references[].id` | `references[].text` |
///
/// Where both are changed, the one on the right wins. `source`, `dialect`, `mrn.year`, `diagnostics`, `coverage` and
/// the places of pages and paragraphs say how a cable was read, and are not written.
///
/// ```
/// let mut cable = torntape::Decoder::new().cable(b"P 212156Z SEP 09\r\nFM SECSTATE WASHDC\r\nTO AMEMBASSY  MOSCOW\r\n");
/// assert_eq!(torntape::encode::encode(&cable), cable.raw.as_ref().unwrap().as_ref());
///
/// cable.precedence.as_mut().unwrap().action = torntape::message::Precedence::Flash;
/// assert_eq!(
///     torntape::encode::encode(&cable),
///     b"Z 212156Z SEP 09\r\nFM SECSTATE WASHDC\r\nTO AMEMBASSY  MOSCOW\r\n",
/// );
/// ```
pub fn encode(cable: &Cable<'_>) -> Vec<u8> {
    match &cable.raw {
        Some(raw) => change::rewrite(raw.as_ref(), cable),
        None => compose::compose(cable),
    }
}
