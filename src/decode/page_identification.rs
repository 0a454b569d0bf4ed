//! The page identification line of ACP 127: `PAGE 2 RBDTRQ 115B R E S T R I C T E D` (ACP 127(G) 208c).

use std::ops::Range;

use super::class;
use super::findings::quoted;
use super::grammar::{serial, whole};
use super::lines::{first_word, words};
use super::parse::Parse;
use super::{Trace, routing};
use crate::message::{Classification, Code};

/// Whether a mark is the page line of this message: where the pages of a long heading end, one stands inside it
/// (ACP 127(G) 208b).
pub(super) fn is_own<T: Trace>(parse: &Parse<'_, '_, T>, mark: &[u8]) -> bool {
    let mut words = words(mark).skip(2);
    let Some(origin) = &parse.cable.origin else { return false };
    let (Some(calling), Some(number)) = (&origin.indicator, &origin.serial) else { return false };
    words.next() == Some(calling.as_str().as_bytes()) && words.next() == Some(number.as_bytes())
}

/// Compares the station, serial and class of a page line with those of the heading.
pub(super) fn check<T: Trace>(parse: &mut Parse<'_, '_, T>, mark: &[u8], place: Range<usize>) {
    let (_, rest) = first_word(mark);
    let (_, rest) = first_word(rest);
    let (station, rest) = first_word(rest);
    let (number, said) = first_word(rest);
    // The archive's marks name post, number and time: `PAGE 02 ROME 01196 01 OF 02 082030Z`.
    let level = class::level(said);
    if !routing::is_continuation(station) || !(said.is_empty() || level.is_some()) {
        return;
    }
    let Some((_, number, _)) = whole(serial, number) else { return };
    identification(parse, mark, place.clone(), station, number);
    let Some(level) = level else { return };
    let Some(class) = &parse.cable.classification else { return };
    let alike = class.level == level.classification || class.level == Classification::LimitedOfficialUse;
    if !alike {
        let message =
            format!("the page says {}, the classification line `{}`", quoted(level.written), class.text);
        parse.findings.add(
            Code::PageClassDiffers,
            place,
            message,
            "handle the message as the higher of the two",
        );
    }
}

fn identification<T: Trace>(
    parse: &mut Parse<'_, '_, T>,
    mark: &[u8],
    place: Range<usize>,
    station: &[u8],
    number: &[u8],
) {
    let Some(origin) = &parse.cable.origin else { return };
    let (Some(calling), Some(serial)) = (&origin.indicator, &origin.serial) else { return };
    if calling.as_str().as_bytes() != station || serial.as_bytes() != number {
        let message = format!("{} is not of the message `{calling}` `{serial}`", quoted(mark));
        parse.findings.add(
            Code::PageSerialDiffers,
            place,
            message,
            "a page of another message may stand here; readdressed messages may keep their old page lines",
        );
    }
}
