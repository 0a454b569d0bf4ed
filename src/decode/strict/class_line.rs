//! The classification line as State writes it: class, section label or none, message reference number.

use super::super::header::{Header, Stage};
use super::super::lines::Line;
use super::super::parse::Parse;
use super::super::posts::letters_of;
use super::super::{Part, Token, Trace, dialect, grammar, references};
use crate::message::{ClassLine, Classification, MessageReference, Section};

/// The classes as they are written, a blank behind each.
const CLASSES: [(&[u8], Classification); 5] = [
    (b"UNCLAS ", Classification::Unclassified),
    (b"C O N F I D E N T I A L ", Classification::Confidential),
    (b"S E C R E T ", Classification::Secret),
    (b"CONFIDENTIAL ", Classification::Confidential),
    (b"SECRET ", Classification::Secret),
];

/// A line cut into its pieces.
struct Plain<'a> {
    level: Classification,
    /// The words of the class.
    class: &'a [u8],
    /// The label as written.
    section: Option<(Section, &'a [u8])>,
    /// Station and figures.
    number: &'a [u8],
    station: &'a [u8],
    /// The same in identifications.
    letters: &'static str,
    figures: &'a [u8],
}

impl<'a> Plain<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        const FIGURES: std::ops::RangeInclusive<usize> = 1..=8;
        let (class, level) = CLASSES.into_iter().find(|(class, _)| line.starts_with(class))?;
        let (class, rest) = line.split_at_checked(class.len() - 1)?;
        let (section, number) = label(rest.get(1..)?);
        let rest = number;
        let figures = rest.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (named, figures) = rest.split_at_checked(rest.len() - figures)?;
        let station = named.strip_suffix(b" ").filter(|_| FIGURES.contains(&figures.len()))?;
        Some(Self { level, class, section, number, station, letters: letters_of(station)?, figures })
    }
}

/// `SECTION 01 OF 04 ` before the number.
fn label(rest: &[u8]) -> (Option<(Section, &[u8])>, &[u8]) {
    const LABEL: usize = b"SECTION 01 OF 04".len();
    let [
        b'S',
        b'E',
        b'C',
        b'T',
        b'I',
        b'O',
        b'N',
        b' ',
        a,
        b,
        b' ',
        b'O',
        b'F',
        b' ',
        c,
        d,
        b' ',
        behind @ ..,
    ] = rest
    else {
        return (None, rest);
    };
    if ![a, b, c, d].into_iter().all(u8::is_ascii_digit) {
        return (None, rest);
    }
    let of_two = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
    let (number, of) = (of_two(*a, *b), of_two(*c, *d));
    if number == 0 || number > of {
        return (None, rest);
    }
    (Some((Section { number, of, last: false }, rest.get(..LABEL).unwrap_or_default())), behind)
}

impl<'a> Header<'a> {
    /// Reads `UNCLAS SECTION 01 OF 04 STATE 097951`; `false` for all else.
    pub(super) fn strict_class_line<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
    ) -> bool {
        let cable = &parse.cable;
        let bears_number =
            cable.origin.is_none() || parse.places.serial_sign || dialect::has_state_address(cable);
        if !bears_number || cable.group_count.is_some() || cable.part.is_some() || cable.mrn.is_some() {
            return false;
        }
        let Some(written) = Plain::of(line.bytes) else { return false };
        self.enter_text(parse, line, Stage::Class);
        parse.begin_part(Part::ClassLine, line);
        self.listing = None;
        if let Some((section, label)) = written.section {
            parse.token(Token::SectionLabel, line, label);
            parse.places.section = line.place_of(label);
            parse.cable.section = Some(section);
        }
        parse.cable.classification =
            Some(ClassLine { level: written.level, text: line.text_of(written.class), caveats: Vec::new() });
        parse.token(Token::ReferenceNumber, line, written.number);
        let (year, figures) = (references::year_of(parse), line.text_of(written.figures));
        parse.cable.mrn = Some(MessageReference {
            station: line.text_of(written.station),
            number: grammar::value(written.figures),
            year,
            id: year.map(|year| MessageReference::id_of_letters(year, written.letters, &figures)),
        });
        true
    }
}
