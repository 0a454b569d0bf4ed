//! The classification line's captions and labels, as the books write them.

use super::super::header::{Header, Stage};
use super::super::labels::Label;
use super::super::lines::Line;
use super::super::parse::Parse;
use super::super::references::{self, Item};
use super::super::{Part, Trace, captions, form, inner, order, subject, tags};

/// Whether captions and labels stand below the classification line: no service message, no enciphered text.
pub(super) fn is_plain_text<T>(parse: &Parse<'_, '_, T>) -> bool {
    parse.cable.classification.is_some() && !form::is_service(parse.cable)
}

impl<'a> Header<'a> {
    /// Reads a line of the captions. `false` where it is not written as the books have it: then it is not read.
    pub(super) fn strict_caption<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        match line.bytes {
            [b'A'..=b'Z', b'.', b' ', ..] => self.strict_reference(parse, line),
            [b'R', b'E', b'F', b':', b' ', item @ ..] => self.strict_references(parse, line, item),
            [b'T', b'A', b'G', b'S', b':', b' ', list @ ..] => self.strict_tags(parse, line, list),
            [b'S', b'U', b'B', b'J', b'E', b'C', b'T', b':', b' ', ..] => self.strict_subject(parse, line),
            [b'E', b'.', b'O', b'.', b' ', ..] => self.strict_order(parse, line),
            word if self.label.is_none() && captions::is_listed_word(word) => {
                if T::LISTENS {
                    parse.begin_or_extend(Part::Captions, line);
                }
                parse.cable.captions.push(line.text());
                true
            }
            _ => false,
        }
    }

    /// `B. 2007 STATE 150188` below another item.
    fn strict_reference<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if self.label != Some(Label::References) || self.after_blank || inner::may_hold_mark(line.bytes) {
            return false;
        }
        let Some(item) = Item::plain(parse, line, line.bytes) else { return false };
        if T::LISTENS {
            parse.extend(line);
        }
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
        if parse.cable.subject.is_some() {
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
        const NUMBER: usize = b"12958".len();
        let Some((number, text)) = line.after(b"E.O. ".len()).split_at_checked(NUMBER) else { return false };
        let Some(text) = text.strip_prefix(b": ") else { return false };
        let numbered = number.iter().all(u8::is_ascii_digit);
        let date = text.strip_prefix(b"DECL: ");
        let dated = || date.is_some_and(|date| date.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'/')));
        if !numbered || !(text == b"N/A" || dated()) || parse.cable.executive_order.is_some() {
            return false;
        }
        self.strict_label(parse, line, Label::ExecutiveOrder);
        order::take(parse, line, number, text);
        true
    }

    fn strict_label<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: Label) {
        self.enter_text(parse, line, Stage::Captions);
        self.begin_label(parse, line, label);
    }
}
