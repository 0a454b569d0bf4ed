//! The SUBJECT lines.

use std::borrow::Cow;

use super::lines::Line;
use super::marks::portion;
use super::parse::Parse;
use super::{Token, Trace};

/// Reads the labelled line; the mark of the subject's own portion is left out.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    let text = line.after(label);
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
