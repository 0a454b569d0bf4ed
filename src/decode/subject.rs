//! The SUBJECT lines.

use std::borrow::Cow;

use memchr::memmem;

use super::lines::{Line, trim_end};
use super::marks::portion;
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::Code;

/// Reads the labelled line; the mark of the subject's own portion is left out.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    let text = line.after(label);
    if let Some(text) = without_references(parse, line, text) {
        return parse.cable.subject = Some(text);
    }
    if text.is_empty() {
        parse.cable.subject = Some(Cow::Borrowed(""));
        return;
    }
    parse.token(Token::SubjectText, line, text);
    let text = portion(text).map_or(text, |(_, rest)| rest);
    parse.cable.subject = Some(line.text_of(text));
}

/// Takes a continuation line into the subject.
pub(super) fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.token(Token::SubjectText, line, line.bytes);
    let Some(subject) = &mut parse.cable.subject else { return };
    if subject.is_empty() {
        let text = portion(line.bytes).map_or(line.bytes, |(_, rest)| rest);
        *subject = line.text_of(text);
    } else {
        if let Cow::Borrowed(first) = *subject {
            let mut text = std::mem::take(&mut parse.spare.subject);
            text.push_str(first);
            *subject = Cow::Owned(text);
        }
        join(subject, &line.text());
    }
}

/// Adds a line to a text with one blank between.
pub(super) fn join(text: &mut Cow<'_, str>, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.to_mut().push(' ');
    }
    text.to_mut().push_str(more);
}

/// `… VISIT TO EGYPTREF: CAIRO 493`: the line end before the REF list was lost. Reads both.
fn without_references<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    text: &'a [u8],
) -> Option<Cow<'a, str>> {
    let at = memmem::find(text, b"REF: ").filter(|at| *at > 0)?;
    let (subject, list) = text.split_at(at);
    let subject = trim_end(subject);
    parse.token(Token::SubjectText, line, subject);
    parse.findings.add(
        Code::LabelMisspelt,
        line.place_of(list.get(..4).unwrap_or_default()),
        "`REF:` stands on the line of the subject and is read as a label",
        "write it on a line of its own",
    );
    super::references::read_list(parse, line, list, 4);
    let subject = portion(subject).map_or(subject, |(_, rest)| rest);
    Some(line.text_of(subject))
}
