//! Lines that are written as the books have them, read without a question about damage.
//!
//! Where nobody listens, these readers go before those that know every slip, and give what those would give; a test
//! compares the two. A line that may be anything else is none of theirs.

use super::Trace;
use super::form;
use super::header::{Header, Stage};
use super::inner;
use super::labels::Label;
use super::lines::Line;
use super::parse::Parse;
use super::references::{self, Item};
use super::tags;
use super::{order, subject};

/// Whether the lines below the classification line are captions and labels, whatever stands above it: no service message,
/// no enciphered text, no text of the archive.
pub(super) fn is_plain_text<T>(parse: &Parse<'_, '_, T>) -> bool {
    parse.cable.classification.is_some()
        && parse.cable.pilots.is_empty()
        && parse.places.archive.is_none()
        && !parse.places.without_serial
        && !form::is_service(parse.cable)
}

impl<'a> Header<'a> {
    /// Reads a line of the captions. `false` where it is not written as the books have it: then it is not read.
    #[inline]
    pub(super) fn strict_caption<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if T::LISTENS || !self.plain_text || !self.unknown.is_empty() || self.above == line.bytes {
            return false;
        }
        let read = match line.bytes {
            b"SENSITIVE" | b"SIPDIS" if self.label.is_none() => {
                parse.cable.captions.push(line.text());
                true
            }
            [b'R', b'E', b'F', b':', b' ', item @ ..] => self.strict_references(parse, line, item),
            [b'T', b'A', b'G', b'S', b':', b' ', list @ ..] => self.strict_tags(parse, line, list),
            [b'S', b'U', b'B', b'J', b'E', b'C', b'T', b':', b' ', ..] => self.strict_subject(parse, line),
            [b'E', b'.', b'O', b'.', b' ', ..] => self.strict_order(parse, line),
            [b'A'..=b'Z', b'.', b' ', ..] => self.strict_reference(parse, line),
            _ => false,
        };
        if read {
            self.above = line.bytes;
            self.known(parse, line);
        }
        read
    }

    /// `B. 2007 STATE 150188` below another item.
    fn strict_reference<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if self.label != Some(Label::References) || self.after_blank || inner::may_hold_mark(line.bytes) {
            return false;
        }
        let Some(item) = Item::plain(parse, line, line.bytes) else { return false };
        references::follow(parse, item);
        true
    }

    /// `REF: A. 2008 STATE 132759`
    fn strict_references<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        item: &'a [u8],
    ) -> bool {
        if inner::may_hold_mark(line.bytes) {
            return false;
        }
        let Some(item) = Item::plain(parse, line, item) else { return false };
        self.strict_label(parse, line, Label::References);
        references::open_list(parse, line.place_of(line.bytes.get(..4).unwrap_or_default()));
        references::follow(parse, item);
        true
    }

    /// `TAGS: KCRM KWMN PHUM`
    fn strict_tags<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        list: &'a [u8],
    ) -> bool {
        let read = tags::take_plain(parse, line, list);
        if read {
            self.strict_label(parse, line, Label::Tags);
        }
        read
    }

    /// `SUBJECT: TEACHERS AND LIBRARIES`
    fn strict_subject<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        const LABEL: usize = b"SUBJECT:".len();
        if parse.cable.subject.is_some() || line.may_end_in_mark() {
            return false;
        }
        if inner::may_be_in(line.bytes, true) && inner::find(line.bytes, true).is_some() {
            return false;
        }
        self.strict_label(parse, line, Label::Subject);
        subject::read(parse, line, LABEL);
        true
    }

    /// `E.O. 12958: N/A`, `E.O. 13526: DECL: 10/16/2016`
    fn strict_order<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        const LABEL: usize = b"E.O.".len();
        let Some((number, text)) = line.bytes.split_at_checked(b"E.O. 12958".len()) else { return false };
        let numbered = number.iter().skip(LABEL + 1).all(u8::is_ascii_digit);
        let dated = matches!(text, [b':', b' ', b'D', b'E', b'C', b'L', b':', b' ', date @ ..]
            if date.iter().all(|byte| byte.is_ascii_digit() || *byte == b'/'));
        if !numbered || !(dated || text == b": N/A") || parse.cable.executive_order.is_some() {
            return false;
        }
        self.strict_label(parse, line, Label::ExecutiveOrder);
        order::read_order(parse, line, LABEL);
        true
    }

    fn strict_label<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: Label) {
        self.enter_text(parse, line, Stage::Captions);
        self.begin_label(parse, line, label);
    }
}
