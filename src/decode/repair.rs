//! What a damaged word most likely was: one of a closed list, told by as few slips as possible.
//!
//! Whoever asks has first made sure that a word of the list belongs where the damaged one stands. A word of the list
//! itself is never taken for another.

use strsim::osa_distance;

/// The longest damaged word that is looked at: names of posts are shorter.
const LENGTH_MAX: usize = 24;

/// What a word most likely was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likely {
    /// The word of the list that is nearest.
    pub(super) word: &'static str,
    /// Another one that is as near: then neither may be put in the place of what was received.
    pub(super) other: Option<&'static str>,
}

impl Likely {
    /// The word, where there is but one.
    pub(super) fn sure(self) -> Option<&'static str> {
        self.other.is_none().then_some(self.word)
    }

    /// `ADANA`, or `ADANA or ASTANA`, to be offered.
    pub(super) fn offer(self) -> String {
        self.other.map_or_else(|| format!("`{}`", self.word), |other| format!("`{}` or `{other}`", self.word))
    }
}

/// Whether a damaged word is one listed word with no more than so many slips.
#[cold]
pub(super) fn near(word: &str, listed: &str, slips: usize) -> bool {
    word.len().abs_diff(listed.len()) <= slips
        && !(word.is_ascii() && Signs::of(word.bytes()).differ_by_more(Signs::of(listed.bytes()), slips))
        && osa_distance(word, listed) <= slips
}

/// Which characters a word has: a look at them is far quicker than counting slips.
#[derive(Clone, Copy)]
struct Signs {
    /// A bit for each, that of letters and figures for them alone.
    seen: u64,
    count: usize,
}

impl Signs {
    fn of(word: impl Iterator<Item = u8>) -> Self {
        let none = Self { seen: 0, count: 0 };
        word.fold(none, |signs, byte| Self { seen: signs.seen | 1 << (byte % 64), count: signs.count + 1 })
    }

    /// Whether more slips than so many lead from one word to the other: each character that only one of them has is one
    /// at least, and so is each that one has more.
    fn differ_by_more(self, other: Self, slips: usize) -> bool {
        let lacks = |one: Self, other: Self| (one.seen & !other.seen).count_ones() as usize;
        lacks(self, other).max(lacks(other, self)).max(self.count.abs_diff(other.count)) > slips
    }
}

/// Finds the nearest words of a list. How many slips are forgiven grows with the length of the word.
#[cold]
pub(super) fn likely(word: &str, list: impl Iterator<Item = &'static str> + Clone) -> Option<Likely> {
    let word = squeezed(word)?;
    let forgiven = match word.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let mut nearest = Nearest::default();
    let signs = Signs::of(word.bytes());
    // What figures of the other shift and a `Q` stand for is no matter of letters that are alike.
    let lettered = word.bytes().all(|byte| byte.is_ascii_uppercase() && byte != b'Q');
    for listed in list {
        let letters = listed.bytes().filter(u8::is_ascii_alphanumeric);
        if lettered && signs.differ_by_more(Signs::of(letters), forgiven) {
            continue;
        }
        let letters: String = listed.chars().filter(char::is_ascii_alphanumeric).collect();
        if letters == word {
            return None;
        }
        if let Some(slips) = slips(&word, &letters, forgiven) {
            nearest.offer(listed, slips);
        }
    }
    nearest.found
}

/// The nearest so far.
#[derive(Default)]
struct Nearest {
    found: Option<Likely>,
    slips: usize,
}

impl Nearest {
    fn offer(&mut self, word: &'static str, slips: usize) {
        match &mut self.found {
            Some(found) if slips == self.slips => found.other = found.other.or(Some(word)),
            Some(_) if slips > self.slips => {}
            found => {
                *found = Some(Likely { word, other: None });
                self.slips = slips;
            }
        }
    }
}

/// How many slips lead from a word of the list to the damaged one, where they are no more than are forgiven.
fn slips(damaged: &str, listed: &str, forgiven: usize) -> Option<usize> {
    // A shift that was lost or caught, and letters that look like figures, are one slip however long they last.
    if damaged.bytes().any(|byte| byte.is_ascii_digit())
        && damaged.len() == listed.len()
        && damaged.bytes().zip(listed.bytes()).all(|(got, sent)| got == sent || is_other_shift(got, sent))
    {
        return Some(1);
    }
    if noise(damaged, listed) {
        return Some(1);
    }
    if damaged.len().abs_diff(listed.len()) > forgiven {
        return None;
    }
    let distance = osa_distance(damaged, listed);
    (distance <= forgiven).then_some(distance)
}

/// A `Q` that belongs to no word stands where one to three characters were lost: `BUENOSQRES`, `AQNA`, `QRIPOLI`.
fn noise(damaged: &str, listed: &str) -> bool {
    let Some((before, after)) = damaged.split_once('Q') else { return false };
    let lost = listed.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    !after.contains('Q') && damaged.len() >= 4 && lost.is_some_and(|lost| (1..=3).contains(&lost.len()))
}

/// Whether a figure stands where a letter was sent: its twin on the other shift of the teleprinter (ACP 127(G) 140), or
/// one that it is mistaken for.
pub(super) fn is_other_shift(figure: u8, letter: u8) -> bool {
    letter_of(figure) == Some(letter) || matches!((figure, letter), (b'0', b'O') | (b'1', b'I' | b'L'))
}

/// The letter that shares its combination with a figure in the teleprinter alphabet (ACP 127(G) 140).
pub(super) const fn letter_of(figure: u8) -> Option<u8> {
    Some(match figure {
        b'1' => b'Q',
        b'2' => b'W',
        b'3' => b'E',
        b'4' => b'R',
        b'5' => b'T',
        b'6' => b'Y',
        b'7' => b'U',
        b'8' => b'I',
        b'9' => b'O',
        b'0' => b'P',
        _ => return None,
    })
}

/// A word whose figures and stops are read in the letters of the other shift (ACP 127(G) 140); a lost character stays.
pub(super) fn unshifted(word: &[u8]) -> Option<String> {
    let letter = |byte: &u8| match byte {
        b'A'..=b'Z' | b'?' => Some(char::from(*byte)),
        b'-' => Some('A'),
        b':' => Some('C'),
        b'(' => Some('K'),
        b')' => Some('L'),
        b'.' => Some('M'),
        b',' => Some('N'),
        b'/' => Some('X'),
        figure => letter_of(*figure).map(char::from),
    };
    word.iter().map(letter).collect()
}

/// The figure that shares its combination with a letter.
pub(super) fn figure_of(letter: u8) -> Option<u8> {
    if !letter.is_ascii_uppercase() {
        return None;
    }
    (b'0'..=b'9').find(|figure| letter_of(*figure) == Some(letter))
}

/// Figures in which letters stand for figures: the O and I that look like them, or letters of the other shift. `None`
/// where every character is a figure, or one is neither.
pub(super) fn figures(word: &str) -> Option<String> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let alike = word.bytes().filter(|byte| matches!(byte, b'O' | b'I' | b'l')).count();
    // A word of letters alone is a word, and letters of the other shift must be few.
    if digits == 0 || digits == word.len() || word.len() > 2 * (digits + alike) || word.len() > LENGTH_MAX {
        return None;
    }
    word.chars()
        .map(|character| match character {
            '0'..='9' => Some(character),
            'O' => Some('0'),
            'I' | 'l' => Some('1'),
            letter => u8::try_from(letter).ok().and_then(figure_of).map(char::from),
        })
        .collect()
}

/// A word without blanks and stops, in capitals; `None` where it is too long to be a word of any list.
fn squeezed(word: &str) -> Option<String> {
    if word.len() > LENGTH_MAX {
        return None;
    }
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    Some(letters.map(|letter| letter.to_ascii_uppercase()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::posts::{all, likely_post};
    use super::{Signs, figures, likely, near};
    use proptest::prelude::*;
    use strsim::osa_distance;

    proptest! {
        #[test]
        fn near_is_what_the_distance_says(word in "[A-C0Éq]{0,7}", listed in "[A-D0]{0,7}", slips in 0_usize..4) {
            let distance = osa_distance(&word, &listed);
            let close = distance <= slips && word.len().abs_diff(listed.len()) <= slips;
            prop_assert_eq!(near(&word, &listed, slips), close);
        }

        #[test]
        fn words_that_differ_by_more_signs_are_more_slips_apart(one in "[A-D0-2]{0,8}", other in "[A-D0-2]{0,8}") {
            let differ = |slips| Signs::of(one.bytes()).differ_by_more(Signs::of(other.bytes()), slips);
            for slips in (0..4).filter(|slips| differ(*slips)) {
                prop_assert!(osa_distance(&one, &other) > slips);
            }
        }
    }

    #[test]
    fn a_good_word_is_never_taken_for_another() {
        for post in all() {
            assert_eq!(likely_post(post), None, "{post}");
            assert_eq!(likely(post, all()), None, "{post}");
        }
    }

    #[test]
    fn damaged_posts_are_told_where_one_alone_is_near() {
        for (damaged, post) in [
            ("ARIS", "PARIS"),
            ("BISHIEK", "BISHKEK"),
            ("BUENOSQRES", "BUENOS AIRES"),
            ("QRIPOLI", "TRIPOLI"),
            ("SANTIAG0", "SANTIAGO"),
            ("2ARSA2", "WARSAW"),
            ("COLOMOBO", "COLOMBO"),
            ("LENINGARD", "LENINGRAD"),
        ] {
            assert_eq!(likely_post(damaged).and_then(super::Likely::sure), Some(post), "{damaged}");
        }
    }

    #[test]
    fn two_that_are_as_near_are_both_offered() {
        assert_eq!(likely_post("AQNA").map(super::Likely::offer), Some("`ADANA` or `ASTANA`".to_owned()));
    }

    #[test]
    fn figures_are_read_through_their_letters() {
        assert_eq!(figures("O1512").as_deref(), Some("01512"));
        assert_eq!(figures("00W1").as_deref(), Some("0021"));
        assert_eq!(figures("1512"), None);
        assert_eq!(figures("ROOM"), None);
    }
}
