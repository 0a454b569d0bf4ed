//! A damaged classification line: the first word misspelt, letter-spaced by halves, or melted to what follows it.

use super::class::LEVELS;
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
    pub(super) written: &'a [u8],
    pub(super) rest: &'a [u8],
}

/// Reads a damaged line. The section label or the number behind the word gives away that it is a classification line.
pub(super) fn read(line: &[u8]) -> Option<Repaired<'_>> {
    // A character that is known to be lost is no slip of the hand.
    if line.contains(&SUBSTITUTE) {
        return None;
    }
    spaced(line).or_else(|| misspelt(line)).or_else(|| melted(line)).filter(|repaired| follows(repaired.rest))
}

/// What follows the class: a section label, or a station and its number, and nothing that a list of addressees holds.
fn follows(rest: &[u8]) -> bool {
    section::is_anywhere(rest) || number_line::reference_number(trim(rest)).is_some()
}

/// `C O N F I D EN T I A L`, `C O N F I D E N T I A`: the first words are letters, most of them single.
fn spaced(line: &[u8]) -> Option<Repaired<'_>> {
    let mut letters = String::new();
    let (mut singles, mut count, mut rest) = (0, 0, line);
    loop {
        let (word, after) = first_word(rest);
        if word.is_empty()
            || word.len() > 3
            || !word.iter().all(u8::is_ascii_alphabetic)
            || section::is_spaced(rest)
        {
            break;
        }
        letters.extend(word.iter().map(|byte| char::from(byte.to_ascii_uppercase())));
        singles += usize::from(word.len() == 1);
        count += 1;
        rest = after;
    }
    if count < 4 || singles * 4 < count * 3 {
        return None;
    }
    level_near(&letters).map(|(word, classification)| {
        let written = line.get(..line.len() - rest.len()).map(trim).unwrap_or_default();
        Repaired { classification, word, written, rest }
    })
}

/// `UNCLSA STATE 097951`, `CONFIDENTAL SECTION 01 OF 02`.
fn misspelt(line: &[u8]) -> Option<Repaired<'_>> {
    let (word, rest) = first_word(line);
    let letters = std::str::from_utf8(word).ok().filter(|word| word.len() >= 5)?;
    let (sent, classification) = level_near(letters)?;
    Some(Repaired { classification, word: sent, written: word, rest })
}

/// `CONFIDENTIALNAIROBI 001938`, `UNCLASSECTION 01 OF 02`: the blank behind the word was lost.
fn melted(line: &[u8]) -> Option<Repaired<'_>> {
    LEVELS.iter().filter(|(letters, _)| letters.len() >= 6).find_map(|(letters, classification)| {
        let rest = line.strip_prefix(letters.as_bytes())?;
        let name = words(rest).take_while(|word| word.iter().all(u8::is_ascii_alphabetic));
        let name: Vec<&str> = name.filter_map(|word| std::str::from_utf8(word).ok()).collect();
        let follows = section::is_label(rest) || known_post(&name.join(" ")).is_some();
        follows.then(|| Repaired {
            classification: *classification,
            word: letters,
            written: line.get(..letters.len()).unwrap_or_default(),
            rest: trim_start(rest),
        })
    })
}

/// The one level that the letters are near.
fn level_near(letters: &str) -> Option<(&'static str, Classification)> {
    let mut near = LEVELS.iter().filter(|(word, _)| {
        let slips = if word.len() >= 6 { 2 } else { 1 };
        repair::near(letters, word, slips)
    });
    let (word, classification) = near.next()?;
    near.all(|(_, other)| other == classification).then_some((*word, *classification))
}
