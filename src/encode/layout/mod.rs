//! A cable laid out anew in the variant that is named.
//!
//! The way of a cable: `matter` takes it apart into fields and a text without page marks; `fit` makes the fields what
//! the variant can carry and lists what it cannot; `sections` divides a text that is too long; `sheet` writes.

mod archive;
mod fit;
mod heading;
mod loss;
mod matter;
mod names;
mod sections;
mod sheet;
mod stations;

use crate::message::{Cable, Dialect, MessageForm};

pub(crate) use fit::fit;
pub use loss::Loss;
use loss::Losses;
pub(crate) use sheet::Sheet;

/// How lines and messages end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineEnds {
    /// One line feed.
    Feed,
    /// A carriage return and a line feed.
    ReturnFeed,
    /// The machine functions of a teleprinter: two carriage returns and a line feed after a line, four line feeds
    /// between pages, eight before `NNNN`, and twelve letter shifts or deletes behind it (ACP 127(G) 137).
    Teleprinter,
}

/// How a cable is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `None` keeps the line ends that the cable has.
    pub line_ends: Option<LineEnds>,
}

/// A cable in another variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The messages in order: several where the variant sends a long text as messages of their own.
    pub messages: Vec<Vec<u8>>,
    /// What the variant could not carry.
    pub losses: Vec<Loss>,
}

impl Written {
    /// All messages, one behind the other.
    pub fn into_bytes(self) -> Vec<u8> {
        self.messages.concat()
    }
}

/// Lays a cable out in the variant that is named, whatever it was written in.
///
/// | variant | how it is laid out |
/// | --- | --- |
/// | `acp127_state` | one cable; what marks its sections in the text stays |
/// | `acp127`, `acp127_modified`, `janap128` | pages of 20 lines; after five pages of text another message with the next serial |
/// | `acp126`, `headless` | one message without pages |
/// | `archive_1973` | one document with page heads |
/// | `unknown` | the bytes of the cable as they are |
///
/// What the variant cannot carry is left out or changed, and listed; nothing is lost unseen.
///
/// ```
/// use torntape::encode::{Settings, encode_as};
/// use torntape::message::Dialect;
///
/// let cable = torntape::Decoder::new().cable(
///     b"VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
///       TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nUNCLAS STATE 097951\n\n1.  The clocks are right.\n",
/// );
/// let written = encode_as(&cable, Dialect::Acp127, &Settings::default());
/// assert_eq!(
///     String::from_utf8_lossy(&written.messages[0]),
///     "VZCZCXRO809\nPP RUEHMO\nDE RUEHC 7951 2642216\nZNR UUUUU\nP 212156Z SEP 2009\nFM SECSTATE WASHDC\n\
///      TO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 097951\n\n1.  The clocks are right.\nBT\nNNNN\n",
/// );
/// assert_eq!(
///     written.losses[0].to_string(),
///     "to[0].number (3941): message continuity numbers are the State Department's own",
/// );
/// ```
pub fn encode_as(cable: &Cable<'_>, dialect: Dialect, settings: &Settings) -> Written {
    let bytes = super::encode(cable);
    if dialect == Dialect::Unknown {
        return Written { messages: vec![bytes], losses: Vec::new() };
    }
    let mut losses = Vec::new();
    let serves = matches!(cable.form, Some(MessageForm::Service | MessageForm::StationService));
    if serves || cable.cancelled.is_some() {
        if dialect != cable.dialect {
            let value = if serves { "a service message" } else { "a cancelled transmission" };
            losses.lost(
                "form",
                value,
                "it is of the circuits of its own network and is written as it stands",
            );
        }
        return Written { messages: vec![bytes], losses };
    }
    let matter = matter::of(cable, &bytes, dialect, &mut losses);
    let fields = fit(&matter.fields, dialect, &mut losses);
    let ends = settings.line_ends.unwrap_or(match matter.line_end.as_bytes() {
        b"\n" => LineEnds::Feed,
        b"\r\n" => LineEnds::ReturnFeed,
        _ => LineEnds::Teleprinter,
    });
    let sheets = lay_out(&fields, &matter.body, ends);
    let messages = sheets.into_iter().map(|sheet| sheet.bytes).collect();
    Written { messages, losses }
}

/// Lays out fields that fit their dialect and the text below their header, free of marks: one message or several.
pub(crate) fn lay_out<'a>(fields: &Cable<'a>, body: &[u8], ends: LineEnds) -> Vec<Sheet<'a>> {
    sections::of(fields, body)
        .into_iter()
        .map(|section| Sheet::write(section.fields, body, section.place, ends))
        .collect()
}
