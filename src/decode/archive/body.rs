//! The text of a document: as that of other cables, with the pages taken out.

use crate::decode::body::{TextLine, close, look};
use crate::decode::lines::Line;
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};

use super::{ending, pages};

/// Reads the text from the end of the head on.
pub(super) fn read<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let mut at = parse.places.header_end;
    let mut number = parse.places.line_at_header_end;
    let (mut text_end, mut section_below) = (None, parse.places.header_end);
    let mut none_before = 0;
    while let Some(line) = Line::at(parse.bytes, parse.text, at) {
        at = line.next;
        if line.is_blank() {
            number += 1;
            continue;
        }
        if let Some(run) = pages::run(parse.bytes, parse.text, &line, true, &mut none_before) {
            at = run.next;
            let first = number;
            number += run.lines;
            run.take_from_text(parse, first);
            continue;
        }
        if ending::ends_document(line.bytes) {
            if text_end.is_none() && line.next >= section_below {
                section_below = pages::section_below(parse.bytes, parse.text, line.next);
            }
            if text_end.is_none() && section_below < parse.bytes.len() {
                // Another section follows: this one's end mark is no text, and not the end.
                ending::set_off(parse, &line);
                number += 1;
                continue;
            }
            text_end.get_or_insert(line.first);
            ending::read(parse, line.start, line.bytes.len());
        } else if line.bytes == b"BT" {
            text_end.get_or_insert(line.first);
            parse.trace.part(Part::TextBreak, line.place());
            parse.trace.token(Token::Break, line.place());
        } else if text_end.is_none() {
            look(parse, &TextLine { bytes: line.bytes, start: line.start, first: line.first, number });
        }
        number += 1;
    }
    if parse.cable.classification.is_none() {
        pages::class_of_banner(parse);
    }
    close(parse, text_end.unwrap_or(parse.bytes.len()), true);
}
