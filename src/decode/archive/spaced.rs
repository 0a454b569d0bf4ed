//! Words that the archive's copies tore apart: blanks between the letters of a word, O for 0, I for 1.

use super::spelt;
use crate::decode::labels::Label;
use crate::decode::lines::{first_word, span, trim_start};
use crate::decode::number_line::Found;

/// The value of a figure, or of the letter that was written for it.
pub(super) const fn figure(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'O' => Some(0),
        b'I' => Some(1),
        _ => None,
    }
}

/// A station and its number, where the number is in pieces or has letters for figures: `STATE 0 12345`,
/// `STATE 1 O1684`. The pieces have three to six
/// figures together and the first one, two at most: more are two numbers.
pub(in crate::decode) fn number(words: &[u8]) -> Option<Found<'_>> {
    let (first, mut rest) = first_word(words);
    let letters = |word: &[u8]| word.len() >= 2 && word.iter().all(u8::is_ascii_uppercase);
    if !letters(first) || matches!(first, b"SECTION" | b"FINAL" | b"PAGE" | b"OF") {
        return None;
    }
    let mut station = first;
    for _ in 0..4 {
        let (word, after) = first_word(rest);
        if word.iter().all(|byte| figure(*byte).is_some()) {
            break;
        }
        if !letters(word) || word == b"SECTION" {
            return None;
        }
        station = span(words, first, word);
        rest = after;
    }
    let (mut value, mut figures, mut pieces, mut last) = (0_u32, 0, 0, station);
    let mut torn = false;
    while pieces < 3 {
        let (word, after) = first_word(rest);
        let whole = !word.is_empty() && word.iter().all(|byte| figure(*byte).is_some());
        if !whole || figures + word.len() > 6 || (pieces > 0 && figures > 2) {
            break;
        }
        for byte in word {
            value = value * 10 + u32::from(figure(*byte).unwrap_or_default());
        }
        torn |= word.iter().any(|byte| !byte.is_ascii_digit()) || pieces > 0;
        figures += word.len();
        pieces += 1;
        last = word;
        rest = after;
    }
    // What is left must not be more figures.
    let more = rest.first().is_some_and(u8::is_ascii_digit);
    (torn && !more && (3..=6).contains(&figures)).then(|| Found {
        station,
        number: value,
        written: span(words, first, last),
        rest,
    })
}

/// An item of the REF list with the number in one piece, where it names a cable whose number is torn:
/// `73 STATE 1 O1684`.
pub(in crate::decode) fn reference(text: &str) -> Option<String> {
    let bytes = text.trim_end_matches(['.', ' ', ',']).as_bytes();
    let (year, rest) = first_word(bytes);
    let (year, rest) = if year.len() == 2 && year.iter().all(|byte| figure(*byte).is_some()) {
        (year, rest)
    } else {
        (&[][..], bytes)
    };
    let found = number(rest).filter(|found| found.rest.is_empty())?;
    let station = std::str::from_utf8(found.station).ok()?;
    let figures =
        found.written.iter().rev().take_while(|byte| !byte.is_ascii_alphabetic() || figure(**byte).is_some());
    let width = figures.filter(|byte| figure(**byte).is_some()).count().min(6);
    let year = year.iter().filter_map(|byte| figure(*byte)).map(|figure| char::from(b'0' + figure));
    let year: String = year.chain(std::iter::once(' ')).collect();
    Some(format!("{}{station} {:0width$}", year.trim_start(), found.number))
}

/// A label with blanks between its letters: `T AGS:`, `SUB JECT:`, `E. O. 1 1652:` up to its number.
pub(super) fn label(line: &[u8]) -> Option<(Label, usize)> {
    const LABELS: [(&[u8], Label); 7] = [
        (b"TAGS", Label::Tags),
        (b"SUBJECT", Label::Subject),
        (b"SUBJ", Label::Subject),
        (b"REFERENCES", Label::References),
        (b"REFTEL", Label::References),
        (b"REFS", Label::References),
        (b"REF", Label::References),
    ];
    LABELS.iter().find_map(|(letters, label)| {
        let (length, spaced) = spelt(line, letters).filter(|(_, spaced)| *spaced)?;
        let rest = line.get(length..)?;
        let blanks = rest.len() - trim_start(rest).len();
        (spaced && rest.get(blanks) == Some(&b':')).then_some((*label, length + blanks + 1))
    })
}

/// `E.O.` with or without blanks inside, and what follows it.
pub(super) fn order_label(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    for letter in [b'E', b'.', b'O', b'.'] {
        let rest = line.get(at..)?;
        at += rest.iter().take(2).take_while(|byte| **byte == b' ').count();
        let byte = *line.get(at)?;
        if byte != letter && !(letter == b'O' && byte == b'0') {
            return None;
        }
        at += 1;
    }
    let (label, rest) = line.split_at_checked(at)?;
    Some((label, trim_start(rest)))
}
