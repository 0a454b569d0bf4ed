//! The classification line, which opens the text (ACP 127(G) 209; 5 FAH-2 H-222).

use std::borrow::Cow;

use super::class_repair::{self, Repaired};
use super::findings::quoted;
use super::lines::{Line, first_word, span, trim_end, trim_start, words};
use super::number_line;
use super::parse::Parse;
use super::section;
use super::{Token, Trace};
use super::{captions, cryptopart};
use crate::message::{ClassLine, Classification, Code};

/// The words of each level without blanks, those of one first letter together, a longer one before its own beginning.
pub(super) const LEVELS: [(&str, Classification); 8] = [
    ("TOPSECRET", Classification::TopSecret),
    ("LIMITEDOFFICIALUSE", Classification::LimitedOfficialUse),
    ("UNCLASSIFIED", Classification::Unclassified),
    ("UNCLAS", Classification::Unclassified),
    ("CONFIDENTIAL", Classification::Confidential),
    (CLEAR, Classification::Unclassified),
    ("RESTRICTED", Classification::Restricted),
    ("SECRET", Classification::Secret),
];

/// What stands in the place of a class where a message is sent in clear by authority (ACP 127(G) 209).
pub(super) const CLEAR: &str = "CLEAR";

/// Words that narrow the level, letter-spaced ones included.
const CAVEATS: [&[u8]; 8] = [
    b"EFTO",
    b"E F T O",
    b"FOR OFFICIAL USE ONLY",
    b"FOUO",
    b"NOFORN",
    b"ORCON",
    b"LIMITED OFFICIAL USE",
    b"SENSITIVE",
];

/// A level's words at the start of a line, and what follows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level<'a> {
    pub(super) classification: Classification,
    pub(super) written: &'a [u8],
    pub(super) rest: &'a [u8],
}

/// Finds the level that opens a line, letter-spaced or not, in any case.
pub(super) fn level(line: &[u8]) -> Option<Level<'_>> {
    // By its first letter, since most lines are asked.
    let levels = match line.first()?.to_ascii_uppercase() {
        b'T' => 0..1,
        b'L' => 1..2,
        b'U' => 2..4,
        b'C' => 4..6,
        b'R' => 6..7,
        b'S' => 7..8,
        _ => return None,
    };
    LEVELS.get(levels)?.iter().find_map(|(letters, classification)| {
        let length = length_of(line, letters.as_bytes())?;
        let (written, rest) = line.split_at(length);
        // It is a word of other texts, too.
        let alone = || {
            let rest = trim_start(rest);
            rest.is_empty() || section::is_label(rest) || number_line::reference_number(rest).is_some()
        };
        if *letters == CLEAR && !alone() {
            return None;
        }
        Some(Level { classification: *classification, written, rest: trim_start(rest) })
    })
}

/// How many bytes of the line spell these letters, blanks between them allowed.
fn length_of(line: &[u8], letters: &[u8]) -> Option<usize> {
    // Most words are written without blanks, or are others.
    let solid =
        line.iter().zip(letters).take_while(|(byte, letter)| byte.eq_ignore_ascii_case(letter)).count();
    if solid < letters.len() && line.get(solid) != Some(&b' ') {
        return None;
    }
    let (mut at, mut blanks) = (solid, 0);
    for letter in letters.get(solid..)? {
        let mut gap = 0;
        while line.get(at) == Some(&b' ') && gap < 3 {
            at += 1;
            gap += 1;
        }
        blanks += usize::from(gap > 0);
        if !line.get(at)?.eq_ignore_ascii_case(letter) {
            return None;
        }
        at += 1;
    }
    let rest = line.get(at..)?;
    let ends = rest.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    // Letter-spaced words go on as long as single letters follow.
    let spaced = blanks + 1 >= letters.len();
    let goes_on = spaced && {
        let (next, _) = first_word(trim_start(rest));
        next.len() == 1
            && next.first().is_some_and(u8::is_ascii_alphabetic)
            && !trim_start(rest).starts_with(b"E F T O")
            && !section::is_spaced(trim_start(rest))
    };
    (ends && !goes_on && (blanks <= 2 || spaced)).then_some(at)
}

/// Whether a line has the form of a classification line from first word to last.
pub(super) fn opens_with_class(line: &[u8]) -> bool {
    let Some(level) = level(line) else { return false };
    let rest = skip_caveats(level.rest);
    if rest.is_empty() || section::is_label(rest) || first_word(rest).0 == b"SVC" {
        return true;
    }
    if first_word(rest).0.eq_ignore_ascii_case(b"SERVICE") {
        return false;
    }
    if number_line::reference_number(rest).is_some() || captions::is_listed_caption(rest) {
        return true;
    }
    // `UNCLAS STATE ?97951`: damaged, but nothing else on a line of capitals ends in a number.
    let loud = !line.iter().any(u8::is_ascii_lowercase);
    loud && words(rest).count() <= 8
        && words(rest)
            .next_back()
            .is_some_and(|word| word.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2)
}

fn caveat(rest: &[u8]) -> Option<&'static [u8]> {
    CAVEATS.into_iter().find(|caveat| {
        rest.strip_prefix(*caveat)
            .is_some_and(|after| after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric()))
    })
}

fn skip_caveats(rest: &[u8]) -> &[u8] {
    let mut rest = strip_strokes(rest);
    while let Some(caveat) = caveat(rest) {
        rest = strip_strokes(rest.get(caveat.len()..).unwrap_or_default());
    }
    rest
}

fn strip_strokes(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = trim_start(rest);
        match rest.strip_prefix(b"/") {
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

/// Reads `UNCLAS SECTION 01 OF 04 STATE 097951`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let rest = if let Some(level) = level(line.bytes) {
        parse.token(Token::ClassWord, line, level.written);
        let mut read =
            ClassLine { level: level.classification, text: line.text_of(level.written), caveats: Vec::new() };
        let rest = read_caveats(parse, line, level.rest, &mut read.caveats);
        parse.cable.classification = Some(read);
        rest
    } else if opens_enciphered(line.bytes) {
        line.bytes
    } else if let Some(repaired) = if parse.places.broken {
        class_repair::first_of_text(line.bytes)
    } else {
        class_repair::read(line.bytes)
    }
    .filter(|repaired| is_safe(parse, repaired))
    {
        parse.token(Token::ClassWord, line, repaired.written);
        let message = if repaired.written == repaired.word.as_bytes() {
            format!("no blank stands behind {}", quoted(repaired.written))
        } else {
            format!("{} is read as `{}`", quoted(repaired.written), repaired.word)
        };
        let help = "compare it with the security warning of format line 4";
        parse.findings.add(Code::ClassWordRepaired, line.place_of(repaired.written), message, help);
        let text = line.text_of(repaired.written);
        let caveats = repaired.caveat.map(Cow::Borrowed).into_iter().collect();
        let mut read = ClassLine { level: repaired.classification, text, caveats };
        let rest = read_caveats(parse, line, repaired.rest, &mut read.caveats);
        parse.cable.classification = Some(read);
        rest
    } else {
        let (word, rest) = first_word(line.bytes);
        let message = format!("expected a classification, but found {}", quoted(word));
        parse.leftover(
            Code::ClassLineUnreadable,
            line,
            word,
            message,
            "the security warning of format line 4 says the class too",
        );
        rest
    };
    let rest = section::read(parse, line, rest);
    let rest = office_behind_section(parse, line, rest);
    let rest = cryptopart::read(parse, line, rest);
    number_line::read(parse, line, rest);
}

/// `UNCLAS SECTION 1 OF 2 //N02319//`: JANAP 128 may put the office behind the section.
fn office_behind_section<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> &'a [u8] {
    let Some(mut class) = parse.cable.classification.take() else { return rest };
    let after =
        if rest.starts_with(b"//") { read_caveats(parse, line, rest, &mut class.caveats) } else { rest };
    parse.cable.classification = Some(class);
    after
}

fn read_caveats<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    caveats: &mut Vec<Cow<'a, str>>,
) -> &'a [u8] {
    let mut rest = rest;
    loop {
        let bare = strip_strokes(rest);
        if let Some(found) = caveat(bare) {
            let (written, after) = bare.split_at(found.len());
            parse.token(Token::Caveat, line, written);
            caveats.push(if found == b"E F T O" { Cow::Borrowed("EFTO") } else { line.text_of(written) });
            rest = after;
        } else if let Some((office, after)) = office(rest) {
            parse.token(Token::Caveat, line, office);
            caveats.push(line.text_of(office));
            rest = after;
        } else if class_repair::is_glued_caveat(bare) {
            let (written, after) = bare.split_at(b"EFTO".len());
            parse.token(Token::Caveat, line, written);
            caveats.push(line.text_of(written));
            let message = format!("no blank stands behind {}", quoted(written));
            let help = "as in `UNCLAS EFTO BAKU 001165`";
            parse.findings.add(Code::ReferenceNumberRepaired, line.place_of(written), message, help);
            return after;
        } else {
            return bare;
        }
    }
}

/// `//N02319//`: a subject or office code between double strokes, kept with its strokes.
fn office(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = trim_start(rest);
    let inside = rest.strip_prefix(b"//")?;
    let end = inside.windows(2).position(|pair| pair == b"//").filter(|end| *end > 0)?;
    let (office, after) = rest.split_at(end + 4);
    Some((office, after))
}

/// A guess must not be too low: format line 4 may not say a higher class.
fn is_safe<T>(parse: &Parse<'_, '_, T>, repaired: &Repaired<'_>) -> bool {
    let marked = parse.cable.security.as_ref().and_then(|security| security.classification);
    marked.is_none_or(|marked| marked <= repaired.classification)
}

/// An enciphered text bears no class, and opens with the labels of its section and part (ACP 127(G) 208e).
pub(super) fn opens_enciphered(line: &[u8]) -> bool {
    section::is_label(line) || cryptopart::is_label(line)
}

/// Whether the first line below the break opens with a class; the text may go on behind it (ACP 127(G) 209).
pub(super) fn opens_text(line: &[u8]) -> bool {
    level(line).is_some_and(|level| !level.written.iter().any(u8::is_ascii_lowercase))
        || opens_enciphered(line)
}

/// Whether a line opens with a class that no name begins with, `UNCLAS` or one whose letters are set apart. Such a
/// line opens the text, though the break above it may be lost.
pub(super) fn opens_unmistakably(line: &[u8]) -> bool {
    let spaced = matches!(line, [b'A'..=b'Z', b' ', b'A'..=b'Z', b' ', ..])
        && opens_text(line)
        && level(line).is_some();
    spaced || line.starts_with(b"UNCLAS ")
}

/// A classification line whose first word is damaged: it stands below the address, and its section label or its
/// number gives it away.
pub(super) fn is_damaged(line: &[u8]) -> bool {
    if level(line).is_some() || line.contains(&b'/') {
        return false;
    }
    let (_, rest) = first_word(line);
    (words(rest).any(|word| word == b"SECTION") && section::is_anywhere(rest))
        || class_repair::read(line).is_some()
}

/// Whether a line right below the break is a classification line whose first words are damaged.
pub(super) fn is_near(line: &[u8]) -> bool {
    level(line).is_none() && class_repair::first_of_text(line).is_some()
}

/// What stands between two pieces of a line, without blanks around it.
pub(super) fn between<'a>(line: &'a [u8], rest: &'a [u8], end: &'a [u8]) -> &'a [u8] {
    trim_end(span(line, rest, end.get(..0).unwrap_or_default()))
}
