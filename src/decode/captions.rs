//! Captions and passing lines below the classification line (5 FAH-2 H-252, H-442).

use std::borrow::Cow;

use super::findings::quoted;
use super::lines::{Line, trim, words};
use super::parse::Parse;
use super::{Part, Token, Trace};
use crate::message::Code;

/// Captions of one word.
const WORDS: [&str; 19] = [
    "SENSITIVE",
    "SIPDIS",
    "NODIS",
    "EXDIS",
    "STADIS",
    "LIMDIS",
    "NOFORN",
    "ORCON",
    "PROPIN",
    "RELIDO",
    "NOCONTRACT",
    "FOUO",
    "SBU",
    "AIDAC",
    "TERREP",
    "EFTO",
    "NOTAL",
    "MINIMIZE",
    "SPECAT",
];

/// Captions of several words.
const PHRASES: [&str; 9] = [
    "EYES ONLY",
    "FOR OFFICIAL USE ONLY",
    "MINIMIZE CONSIDERED",
    "CORRECTED COPY",
    "C O R R E C T E D C O P Y",
    "SUSPECTED DUPLICATE",
    "NO DISTRIBUTION",
    "LIMITED OFFICIAL USE",
    "NOT FOR PUBLICATION",
];

/// Words by which a line passes the cable on or names its reader.
const PASSING: [&str; 10] = ["FOR", "PASS", "ATTN", "FROM", "ALSO", "PLEASE", "INFO", "TO", "ONLY", "DEPT"];

/// Whether every word of a line is a caption we list.
pub(super) fn is_listed_caption(line: &[u8]) -> bool {
    let opens = match line.first() {
        Some(b'A' | b'C' | b'E' | b'F' | b'L' | b'M' | b'N' | b'O' | b'P' | b'R' | b'S' | b'T') => true,
        Some(b'A'..=b'Z') => line.ends_with(b"CHANNEL"),
        _ => false,
    };
    opens && (is_phrase(line) || split(line).all(is_listed_word))
}

/// Whether this is a caption of one word that we list.
pub(super) fn is_listed_word(word: &[u8]) -> bool {
    WORDS.iter().any(|listed| listed.as_bytes() == word)
}

/// Phrases, and `ROGER CHANNEL`, `AGRMENT CHANNEL` of up to four words.
fn is_phrase(text: &[u8]) -> bool {
    if text.starts_with(b"C O R R") {
        let letters = text.iter().filter(|byte| !byte.is_ascii_whitespace());
        return letters.eq(b"CORRECTEDCOPY") && words(text).all(|word| word.len() == 1);
    }
    PHRASES.iter().any(|phrase| phrase.as_bytes() == text)
        || (text.ends_with(b" CHANNEL")
            && words(text).count() <= 4
            && !text.iter().any(u8::is_ascii_lowercase))
}

/// The captions on one line: words between blanks, commas and strokes.
fn split(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| matches!(byte, b' ' | b'\t' | b',' | b';' | b'/')).filter(|word| !word.is_empty())
}

/// Reads a line of listed captions.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    parse.begin_or_extend(Part::Captions, line);
    read_words(parse, line, line.bytes);
}

/// Reads captions that stand on the classification line, or alone.
pub(super) fn read_words<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8]) {
    let written = trim(written);
    let phrase = line.text_of(written);
    if is_phrase(written) {
        parse.token(Token::Caption, line, written);
        parse.cable.captions.push(phrase);
    } else if split(written).all(is_listed_word) {
        for word in split(written) {
            parse.token(Token::Caption, line, word);
            parse.cable.captions.push(line.text_of(word));
        }
    } else {
        parse.token(Token::Caption, line, written);
        parse.cable.captions.push(phrase);
        parse.findings.add(
            Code::CaptionUnlisted,
            line.place_of(written),
            format!("{} is kept as a caption, but is not among the known ones", quoted(written)),
            "nothing, if it is one",
        );
    }
}

/// Reads a line between the classification line and the labels that is no listed caption.
pub(super) fn read_unlisted<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    if is_passing(line.bytes) {
        parse.begin_part(Part::Passing, line);
        parse.token(Token::PassingLine, line, line.bytes);
        let text: Cow<'a, str> = line.text();
        parse.cable.passing.push(text);
    } else if super::address::is_entry(line.bytes) {
        parse.begin_part(Part::Captions, line);
        read_words(parse, line, line.bytes);
    } else {
        let message = format!("a line of no known form stands among the captions: {}", quoted(line.bytes));
        parse.leftover_line(
            Code::LineUnreadable,
            line,
            message,
            "compare it with other copies of the message",
        );
    }
}

fn is_passing(line: &[u8]) -> bool {
    let plain =
        |word: &[u8]| String::from_utf8_lossy(word).trim_matches([':', ',', '.', ';']).to_ascii_uppercase();
    words(line).any(|word| PASSING.contains(&plain(word).as_str()))
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, WORDS, is_listed_caption};

    #[test]
    fn every_listed_caption_is_told_by_its_first_letter() {
        for caption in WORDS.iter().chain(&PHRASES).chain(&["ROGER CHANNEL", "ZEBRA CHANNEL"]) {
            assert!(is_listed_caption(caption.as_bytes()), "{caption}");
        }
    }
}
