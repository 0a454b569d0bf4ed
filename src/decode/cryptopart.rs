//! The label of a part of a long enciphered text: `PART ONE OF TWO`, `FINAL PART OF TWO` (ACP 127(G) 208e, 223b).

use super::grammar::{number, whole};
use super::lines::{Line, first_word, span};
use super::parse::Parse;
use super::{Token, Trace};
use crate::message::{Code, Cryptopart};

/// Numbers as they are spelled out.
const WORDS: [&[u8]; 20] = [
    b"ONE",
    b"TWO",
    b"THREE",
    b"FOUR",
    b"FIVE",
    b"SIX",
    b"SEVEN",
    b"EIGHT",
    b"NINE",
    b"TEN",
    b"ELEVEN",
    b"TWELVE",
    b"THIRTEEN",
    b"FOURTEEN",
    b"FIFTEEN",
    b"SIXTEEN",
    b"SEVENTEEN",
    b"EIGHTEEN",
    b"NINETEEN",
    b"TWENTY",
];

/// Whether these words begin with a label.
pub(super) fn is_label(rest: &[u8]) -> bool {
    label(rest).is_some()
}

/// Takes the label off the beginning of these words and gives back what follows it.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, rest: &'a [u8]) -> &'a [u8] {
    if !matches!(rest.first(), Some(b'P' | b'F')) {
        return rest;
    }
    let Some((part, written, after)) = label(rest) else { return rest };
    parse.token(Token::PartLabel, line, written);
    parse.cable.part = Some(part);
    if part.number > part.of {
        parse.findings.add(
            Code::PartPastTotal,
            line.place_of(written),
            format!("part {} is past the last of {}", part.number, part.of),
            "compare it with the other parts of the message",
        );
    }
    after
}

fn label(rest: &[u8]) -> Option<(Cryptopart, &[u8], &[u8])> {
    let (first, after) = first_word(rest);
    let last = first == b"FINAL";
    let (word, after) = if last { first_word(after) } else { (first, after) };
    if word != b"PART" {
        return None;
    }
    let (word, behind) = first_word(after);
    let number = count(word);
    let (word, behind) = if number.is_some() { first_word(behind) } else { (word, behind) };
    let (total, behind) = first_word(behind);
    let of = count(total).filter(|_| word == b"OF")?;
    let number = if last { of } else { number? };
    Some((Cryptopart { number, of, last }, span(rest, first, total), behind))
}

/// A number spelled out or in figures.
pub(super) fn count(word: &[u8]) -> Option<u8> {
    let spelled = WORDS.iter().position(|listed| *listed == word).and_then(|at| u8::try_from(at + 1).ok());
    spelled.or_else(|| whole(number(1, 2), word).and_then(|number| u8::try_from(number).ok()))
}
