//! The E.O. line and the CLASSIFIED BY lines: why a cable is classified, and until when.

use std::borrow::Cow;

use jiff::civil::Date;
use memchr::memmem;

use super::findings::quoted;
use super::grammar::{figures, value, whole};
use super::lines::{Line, first_word, trim};
use super::parse::Parse;
use super::{Token, Trace, declassification, years};
use crate::message::{ClassifiedBy, Code, ExecutiveOrder};

/// Reads `E.O. 12958: DECL: 10/16/2016`.
pub(super) fn read_order<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    let (word, rest) = first_word(line.after(label));
    if let Some((right, length)) = super::order_repair::number(word)
        && let (written, behind) = word.split_at(length)
        && written != right.as_bytes()
    {
        return read_damaged(parse, line, written, right, behind);
    }
    let number = word.split(|byte| matches!(byte, b':' | b',' | b';')).next().unwrap_or_default();
    let glued = word.get(number.len()..).unwrap_or_default().trim_ascii_start();
    if whole(figures(4, 5), number).is_none() {
        let message = format!("expected the number of an executive order, but found {}", quoted(word));
        parse.leftover(Code::ExecutiveOrderUnreadable, line, word, message, "as in `E.O. 12958: N/A`");
        return read_leftover_text(parse, line, rest);
    }
    // `E.O. 12958:N/A` and `E.O. 12958 : N/A`
    let text = if glued.len() > 1 { super::lines::span(line.bytes, glued, trim_end_of(line)) } else { rest };
    take(parse, line, number, trim(text.strip_prefix(b":").unwrap_or(text)));
}

/// Takes the number and what stands behind it.
pub(super) fn take<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    number: &'a [u8],
    text: &'a [u8],
) {
    parse.token(Token::OrderNumber, line, number);
    parse.token(Token::LabelText, line, text);
    let declassify_on = declassification(parse, line, text);
    parse.cable.executive_order =
        Some(ExecutiveOrder { order: line.text_of(number), text: line.text_of(text), declassify_on });
}

/// `E.O. I2958: N/A`: letters among the figures.
fn read_damaged<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    written: &'a [u8],
    right: &'static str,
    behind: &'a [u8],
) {
    parse.token(Token::OrderNumber, line, written);
    let message = format!("{} is read as {right}", quoted(written));
    let help = "compare it with the date on which the cable may be declassified";
    parse.findings.add(Code::ExecutiveOrderUnreadable, line.place_of(written), message, help);
    let text = trim(super::lines::span(line.bytes, behind, trim_end_of(line)));
    let text = trim(text.strip_prefix(b":").unwrap_or(text));
    parse.token(Token::LabelText, line, text);
    let declassify_on = declassification(parse, line, text);
    parse.cable.executive_order =
        Some(ExecutiveOrder { order: Cow::Borrowed(right), text: line.text_of(text), declassify_on });
}

fn trim_end_of<'a>(line: &Line<'a>) -> &'a [u8] {
    line.bytes.get(line.bytes.len()..).unwrap_or_default()
}

fn read_leftover_text<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) {
    if !rest.is_empty() {
        parse.token(Token::LabelText, line, rest);
    }
}

/// The first date of the line: `10/16/2016`, `10-16-16`; one in another order is read and said.
fn declassification<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, text: &[u8]) -> Option<Date> {
    if !text.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let is_date = |word: &&[u8]| {
        word.iter().filter(|byte| matches!(byte, b'/' | b'-')).count() == 2
            && word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-'))
    };
    let stop = |byte: &u8| matches!(byte, b' ' | b',' | b';' | b':' | b'(' | b')' | b'.');
    let word = text.split(stop).find(is_date);
    word.and_then(|word| month_day_year(word, parse.settings.pivot))
        .or_else(|| in_other_order(parse, line, text, word))
}

/// `10/16/2016`
fn month_day_year(word: &[u8], pivot: u8) -> Option<Date> {
    let mut parts = word.split(|byte| matches!(byte, b'/' | b'-'));
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year = match year.len() {
        2 => years::of_two_figures(value(year), pivot),
        _ => i16::try_from(value(year)).ok()?,
    };
    let (month, day) = i8::try_from(value(month)).ok().zip(i8::try_from(value(day)).ok())?;
    Date::new(year, month, day).ok()
}

#[cold]
fn in_other_order<T: Trace>(
    parse: &mut Parse<'_, '_, T>,
    line: &Line<'_>,
    text: &[u8],
    word: Option<&[u8]>,
) -> Option<Date> {
    let found = declassification::find(text, parse.settings.pivot);
    if let Some(date) = found.and_then(|found| found.date) {
        let written = found.map_or(text, |found| found.text);
        let message = format!("{} is read as {date}", quoted(written));
        let place = line.place_of(written);
        parse.findings.add(
            Code::DeclassificationDateOdd,
            place,
            message,
            "write month, day, year, as in `10/16/2016`",
        );
        return Some(date);
    }
    if let Some(word) = found.map(|found| found.text).or(word) {
        let message = format!("{} is no date written month, day, year", quoted(word));
        let offer = found.and_then(|found| found.offer).map(|date| format!("it may have been {date}"));
        let help = offer.unwrap_or_else(|| "as in `DECL: 10/16/2016`".to_owned());
        parse.findings.add(Code::DeclassificationDateImpossible, line.place_of(word), message, help);
    }
    None
}

/// Reads one line of the CLASSIFIED BY entry; the text grows line by line.
pub(super) fn read_classifier<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, label: usize) {
    parse.token(Token::Label, line, line.bytes.get(..label).unwrap_or_default());
    let text = line.after(label);
    if !text.is_empty() {
        parse.token(Token::LabelText, line, text);
    }
    parse.cable.classified_by =
        Some(ClassifiedBy { name: Cow::Borrowed(""), text: line.text_of(text), reasons: Vec::new() });
}

/// Takes a continuation line into the CLASSIFIED BY entry.
pub(super) fn go_on_classifier<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.token(Token::LabelText, line, line.bytes);
    if let Some(classified_by) = &mut parse.cable.classified_by {
        super::subject::join(&mut classified_by.text, &line.text());
    }
}

/// Takes name and reasons out of the text, when it is complete.
pub(super) fn finish_classifier(classified_by: &mut ClassifiedBy<'_>) {
    let upper = classified_by.text.to_ascii_uppercase();
    let reason = memmem::find(upper.as_bytes(), b"REASON");
    let before = classified_by.text.get(..reason.unwrap_or(upper.len())).unwrap_or_default();
    classified_by.name = Cow::Owned(name_of(before));
    let after = reason.and_then(|at| classified_by.text.get(at..)).unwrap_or_default();
    classified_by.reasons = reasons(after).into_iter().map(Cow::Owned).collect();
}

/// What stands before the reasons, without the words that lead to them.
fn name_of(before: &str) -> String {
    let mut name = before.trim_end();
    loop {
        let shorter = name.trim_end_matches([',', ';', ':', '(', '-', ' ']);
        let shorter = strip_word(shorter, "FOR").or_else(|| strip_word(shorter, "PER")).unwrap_or(shorter);
        if shorter.len() == name.len() {
            break;
        }
        name = shorter;
    }
    // A full stop ends the name, but the one of an abbreviation or an initial belongs to it.
    let last = name.rsplit(' ').next().unwrap_or_default();
    let name = if last.len() > 3 { name.trim_end_matches('.') } else { name };
    name.to_owned()
}

fn strip_word<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(word.len())?;
    let (before, last) = name.split_at_checked(at)?;
    (last.eq_ignore_ascii_case(word) && before.ends_with(' ')).then_some(before)
}

/// `REASONS 1.4 (B) AND (D)`: every letter belongs to the number before it.
fn reasons(text: &str) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut number = "";
    for word in text.split([' ', '(', ')', ',', ';', '/', ':']) {
        let word = word.trim_end_matches('.');
        let figures = word.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let (figures, letter) = word.split_at_checked(figures).unwrap_or((word, ""));
        if figures.len() == 3 && figures.get(1..2) == Some(".") {
            number = figures;
        } else if !figures.is_empty() {
            continue;
        }
        if letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic()) && !number.is_empty() {
            reasons.push(format!("{number}({})", letter.to_ascii_lowercase()));
        }
    }
    reasons
}
