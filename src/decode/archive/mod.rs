//! The State archive of 1973-79: telegrams as the National Archives publish them.
//!
//! A document is framed by `Message Text` and `Message Attributes`, opens with a page head and the distribution block
//! instead of format lines 1 to 4, and is interrupted by page heads and class banners at any place. Blanks stand inside
//! words, most of all in 1973. What is read here is taken out before the lines reach the parsers of the format lines.

mod attributes;
mod body;
mod date;
mod distribution;
mod drafting;
mod ending;
pub(super) mod frame;
mod head;
mod pages;
mod relay_counter;
mod relay_repair;
pub(super) mod spaced;
mod torn;

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use super::Trace;
use super::lines::{is_blank, trim_start};
use super::parse::Parse;
use crate::message::{Code, MessageReference};

/// Where things lie in a text of the archive.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// The first class that stands alone above or below a page.
    banner: Option<Range<usize>>,
    /// Where lines begin that were set around the pages and are no text, in their order.
    pub(super) set_off: Vec<usize>,
    /// The message reference number.
    pub(super) reference_number: Range<usize>,
}

/// What the attributes say that the text may lack.
#[derive(Clone, Debug, Default)]
struct Facts<'a> {
    /// The document number: year, station, number.
    document: Option<(i16, Cow<'a, str>, u32)>,
    drafted: Option<Date>,
    /// Where the locator stands, if it names no text.
    without_text: Option<Range<usize>>,
}

impl Facts<'_> {
    /// The year of the document.
    fn year(&self) -> Option<i16> {
        self.document.as_ref().map(|(year, ..)| *year).or_else(|| self.drafted.map(Date::year))
    }
}

/// Whether the bytes are a document of the archive, told by their first line, or by the attributes of a text that
/// begins below its first lines. Cables with format lines 1 to 3 are passed by after a byte or two.
#[inline]
pub(super) fn opens(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match bytes.first() {
        None | Some(b'V') => false,
        Some(b'D') if bytes.starts_with(b"DE ") => false,
        Some(b'Z') if bytes.starts_with(b"ZCZC") || bytes.starts_with(b"ZZ ") => false,
        Some(b'P' | b'O' | b'R') if bytes.first() == bytes.get(1) => false,
        _ => frame::opens(bytes),
    }
}

/// Whether an input begins with a document of the archive: a look at its first lines.
pub(super) fn opens_input(input: &[u8]) -> bool {
    let content = trim_start(input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input));
    !matches!(content.first(), None | Some(b'V' | b'Z' | b'F' | b'<')) && frame::first_lines_open(input)
}

/// Reads a document; `whole` with its text.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>, whole: bool) {
    parse.places.archive = Some(Box::default());
    parse.places.anything_seen = true;
    let bytes = parse.bytes;
    let attributes = attributes::find(bytes);
    let facts = match &attributes {
        Some(title) => attributes::read(parse, title.clone()),
        None => Facts::default(),
    };
    parse.dtg_year = facts.year();
    parse.bytes = bytes.get(..attributes.as_ref().map_or(bytes.len(), |title| title.start)).unwrap_or(bytes);
    head::read(parse, &facts);
    let empty = parse.bytes.get(parse.places.header_end..).is_none_or(|text| {
        let blank = |byte: &u8| is_blank(*byte) || *byte == b'\n';
        text.iter().all(blank)
    }) && parse.cable.from.is_none()
        && parse.cable.classification.is_none();
    if whole {
        body::read(parse);
    }
    parse.bytes = bytes;
    if let Some(title) = attributes {
        attributes::report(parse, title);
    }
    number(parse, &facts);
    if let Some(place) = facts.without_text.filter(|_| empty) {
        parse.findings.add(
            Code::TextNotInArchive,
            place,
            "the locator does not say `TEXT ON-LINE`: the archive holds no text of this document",
            "ask the archive for its microfilm, by the film number of the attributes",
        );
    }
}

/// The document number stands in for a message reference number that the text does not give.
fn number<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, facts: &Facts<'a>) {
    let Some((year, station, number)) = &facts.document else { return };
    let id = MessageReference::id(*year, station, *number);
    match &parse.cable.mrn {
        None => {
            parse.cable.mrn = Some(MessageReference {
                station: station.clone(),
                number: *number,
                year: Some(*year),
                id: Some(id),
            });
        }
        Some(mrn) => {
            let own = MessageReference::id(*year, &mrn.station, mrn.number);
            if own != id {
                let places = parse.places.archive.as_deref();
                let place = places.map(|places| places.reference_number.clone()).unwrap_or_default();
                let message = format!(
                    "the classification line says {} {}, the attributes {id}",
                    mrn.station, mrn.number
                );
                parse.findings.add(
                    Code::ReferenceDiffersFromDocument,
                    place,
                    message,
                    "compare it with the page heads, which repeat the number",
                );
            }
        }
    }
}

/// How many bytes of a line spell these capitals, blanks between them allowed, with no letter or figure behind them;
/// and whether there are such blanks.
fn spelt(line: &[u8], letters: &[u8]) -> Option<(usize, bool)> {
    let (mut at, mut spaced) = (0, false);
    for (place, letter) in letters.iter().enumerate() {
        if *letter == b' ' {
            let rest = line.get(at..)?;
            at += rest.len() - trim_start(rest).len();
            continue;
        }
        let rest = line.get(at..)?;
        let blanks = rest.iter().take(3).take_while(|byte| **byte == b' ').count();
        spaced |= blanks > 0 && letters.get(place.wrapping_sub(1)).is_some_and(|before| *before != b' ');
        at += blanks;
        if line.get(at) != Some(letter) {
            return None;
        }
        at += 1;
    }
    let ends = line.get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    ends.then_some((at, spaced))
}
