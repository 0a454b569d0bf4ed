//! A damaged classification line: the first word misspelt, letter-spaced by halves, or melted to what follows it.

use super::class::{self, CLEAR, LEVELS};
use super::lines::{first_word, trim, trim_start, words};
use super::parse::SUBSTITUTE;
use super::posts::known_post;
use super::{number_line, repair, section};
use crate::message::Classification;

/// A level told from damaged words, and what follows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repaired<'a> {
    pub(super) classification: Classification,
    /// The word that was sent.
    pub(super) word: &'static str,
    /// A caveat that stands before it.
    pub(super) caveat: Option<&'static str>,
    pub(super) written: &'a [u8],
    pub(super) rest: &'a [u8],
}

/// Reads a damaged line. The section label or the number behind the word gives away that it is a classification line.
pub(super) fn read(line: &[u8]) -> Option<Repaired<'_>> {
    // A character that is known to be lost is no slip of the hand.
    if line.contains(&SUBSTITUTE) {
        return None;
    }
    let damaged = spaced(line)
        .or_else(|| misspelt(line))
        .or_else(|| melted(line))
        .or_else(|| phrase(line))
        .or_else(|| caveat_first(line));
    damaged.filter(|repaired| follows(repaired.rest))
}

/// Reads a damaged line that stands where nothing but the class can: right below the break that opens the text.
pub(super) fn first_of_text(line: &[u8]) -> Option<Repaired<'_>> {
    if line.contains(&SUBSTITUTE) || line.iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    let alone = |repaired: &Repaired<'_>| {
        repaired.rest.is_empty() || repaired.rest.starts_with(b"//") || repaired.rest.starts_with(b"SVC")
    };
    spaced(line).or_else(|| misspelt(line)).filter(alone).or_else(|| read(line))
}

/// `LIMITED OFFICAL USE ASTANA 000272`: the level of three words.
fn phrase(line: &[u8]) -> Option<Repaired<'_>> {
    let (first, rest) = first_word(line);
    let (second, rest) = first_word(rest);
    let (third, rest) = first_word(rest);
    let joined = [first, second, third].concat();
    let (word, classification) = LEVELS.iter().find(|(word, _)| *word == "LIMITEDOFFICIALUSE")?;
    repair::near(std::str::from_utf8(&joined).ok()?, word, 2).then(|| Repaired {
        classification: *classification,
        word: "LIMITED OFFICIAL USE",
        caveat: None,
        written: trim(line.get(..line.len() - rest.len()).unwrap_or_default()),
        rest,
    })
}

/// `SENSITIVE UNCLAS MOSCOW 002976`: the caveat stands before the level.
fn caveat_first(line: &[u8]) -> Option<Repaired<'_>> {
    const CAVEAT: &str = "SENSITIVE";
    let level = class::level(trim_start(line.strip_prefix(CAVEAT.as_bytes())?))?;
    let (word, classification) = LEVELS.iter().find(|(word, _)| word.as_bytes() == level.written)?;
    Some(Repaired {
        classification: *classification,
        word,
        caveat: Some(CAVEAT),
        written: trim(line.get(..line.len() - level.rest.len())?),
        rest: level.rest,
    })
}

/// `EFTOBAKU 001165`: the blank behind the caveat was lost.
pub(super) fn is_glued_caveat(rest: &[u8]) -> bool {
    rest.strip_prefix(b"EFTO").is_some_and(|name| {
        let letters = name.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let post = name.get(..letters).and_then(|post| std::str::from_utf8(post).ok());
        name.iter().any(u8::is_ascii_digit) && post.is_some_and(|post| known_post(post).is_some())
    })
}

/// What follows the class: a section label, or a station and its number, and nothing that a list of addressees holds.
fn follows(rest: &[u8]) -> bool {
    section::is_anywhere(rest) || number_line::reference_number(trim(rest)).is_some()
}

/// `C O N F I D EN T I A L`, `C O N F I D E N T I A`, `L I M I T E D OFFICIAL USE`: the first words are letters, most of
/// them single.
fn spaced(line: &[u8]) -> Option<Repaired<'_>> {
    let mut letters = String::new();
    let (mut singles, mut count, mut rest) = (0, 0, line);
    loop {
        let (word, after) = first_word(rest);
        if word.is_empty()
            || word.len() > 3
            || !(word.iter().all(u8::is_ascii_alphabetic) || lone_letter(word).is_some())
            || section::is_spaced(rest)
        {
            break;
        }
        let letter = |byte: &u8| lone_letter(&[*byte]).unwrap_or(char::from(byte.to_ascii_uppercase()));
        letters.extend(word.iter().map(letter));
        singles += usize::from(word.len() == 1);
        count += 1;
        rest = after;
    }
    if count < 4 || singles * 4 < count * 3 {
        return None;
    }
    if repair::near(&letters, "LIMITED", 1)
        && let Some(behind) = rest.strip_prefix(b"OFFICIAL USE")
    {
        letters.push_str("OFFICIALUSE");
        rest = trim_start(behind);
    }
    level_near(&letters).map(|(word, classification)| {
        let written = line.get(..line.len() - rest.len()).map(trim).unwrap_or_default();
        Repaired { classification, word, caveat: None, written, rest }
    })
}

/// The letter that a figure or a lost character stands for among letters that are set apart: `C 0 N F I D E N T I A L`.
fn lone_letter(word: &[u8]) -> Option<char> {
    match word {
        b"0" => Some('O'),
        b"1" => Some('I'),
        b"?" => Some('?'),
        [figure] if figure.is_ascii_digit() => repair::letter_of(*figure).map(char::from),
        _ => None,
    }
}

/// `UNCLSA STATE 097951`, `CONFIDENTAL SECTION 01 OF 02`.
fn misspelt(line: &[u8]) -> Option<Repaired<'_>> {
    let (word, _) = first_word(line);
    let word = word.split(|byte| *byte == b'/').next()?;
    let rest = trim_start(line.get(word.len()..)?);
    let letters = std::str::from_utf8(word).ok().filter(|word| word.len() >= 5)?;
    // `7,:)-S STATE 097951`: the whole word came in the other shift.
    let shifted = if word.iter().all(u8::is_ascii_alphabetic) { None } else { repair::unshifted(word) };
    let (sent, classification) = level_near(shifted.as_deref().unwrap_or(letters))?;
    Some(Repaired { classification, word: sent, caveat: None, written: word, rest })
}

/// `CONFIDENTIALNAIROBI 001938`, `UNCLASSECTION 01 OF 02`: the blank behind the word was lost.
fn melted(line: &[u8]) -> Option<Repaired<'_>> {
    const PHRASE: (&str, Classification) = ("LIMITED OFFICIAL USE", Classification::LimitedOfficialUse);
    let levels = LEVELS.iter().filter(|(letters, _)| letters.len() >= 6).chain([&PHRASE]);
    levels.into_iter().find_map(|(letters, classification)| {
        let rest = line.strip_prefix(letters.as_bytes())?;
        let name = words(rest).take_while(|word| word.iter().all(u8::is_ascii_alphabetic));
        let name: Vec<&str> = name.filter_map(|word| std::str::from_utf8(word).ok()).collect();
        let follows = section::is_label(rest) || known_post(&name.join(" ")).is_some();
        follows.then(|| Repaired {
            classification: *classification,
            word: letters,
            caveat: None,
            written: line.get(..letters.len()).unwrap_or_default(),
            rest: trim_start(rest),
        })
    })
}

/// The one level that the letters are near.
fn level_near(letters: &str) -> Option<(&'static str, Classification)> {
    // A word of five letters is near too many others.
    let mut near = LEVELS.iter().filter(|(word, _)| {
        let slips = if word.len() >= 6 { 2 } else { 1 };
        *word != CLEAR && repair::near(letters, word, slips)
    });
    let (word, classification) = near.next()?;
    near.all(|(_, other)| other == classification).then_some((*word, *classification))
}
