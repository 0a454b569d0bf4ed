//! Message reference numbers into which other words of the classification line were melted:
//! `08SECTION01OF02CHISINAU976`, `06EFTOBAKU1165`, `90STATE255577TOSEC140323`.

use super::posts::{known_post, likely_post};
use super::repair::{self, Likely};
use crate::message::Section;

/// Words of the classification line that may stand before the station, a longer one before its own beginning.
const BEFORE: [&str; 18] = [
    "UNCLASSIFIED",
    "UNCLAS",
    "CONFIDENTIAL",
    "SECRET",
    "EFTO",
    "NOFORN",
    "SENSITIVE",
    "SIPDIS",
    "NODIS",
    "EXDIS",
    "STADIS",
    "FINAL",
    "AMEMBASSY",
    "AMCONSULATE",
    "AMCONSUL",
    "EMBASSY",
    "CONSULATE",
    "USMISSION",
];

/// Words that may stand behind the number, with or without a number of their own.
const BEHIND: [&str; 8] =
    ["SUSPECTEDDUPLICATE", "CORRECTEDCOPY", "TOSEC", "SECTO", "SIPDIS", "NODIS", "EXDIS", "NOFORN"];

/// The longest run of characters that is looked at.
const LENGTH_MAX: usize = 64;

/// What is left when the other words are taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Melted {
    /// The two figures before all else.
    pub(super) year: Option<u32>,
    pub(super) section: Option<Section>,
    pub(super) station: Station,
    pub(super) number: u32,
}

/// The station that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Station {
    /// A known one, perhaps after a repair that no other could have been.
    Sure(&'static str),
    /// Letters that are no known post, and what they may have been.
    Unknown(String, Option<Likely>),
}

impl Station {
    /// Looks letters up among the posts.
    pub(super) fn of(letters: &str) -> Self {
        known_post(letters).map_or_else(
            || {
                let likely = likely_post(letters);
                let unknown = || Self::Unknown(letters.to_owned(), likely);
                likely.and_then(Likely::sure).map_or_else(unknown, Self::Sure)
            },
            Self::Sure,
        )
    }
}

/// Takes the number out of the words that it was melted with. `None` where there are none, or where what is left is no
/// station and number.
pub(super) fn read(text: &str) -> Option<Melted> {
    if text.len() > LENGTH_MAX {
        return None;
    }
    let run: String = text
        .chars()
        .filter(|character| !matches!(character, ' ' | '-' | '.' | '#' | '/'))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    let (year, rest) = year(&run);
    let mut words = Words { rest, section: None, taken: 0 };
    while words.take() {}
    let letters = words.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (station, rest) = words.rest.split_at_checked(letters)?;
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(figures)?;
    let tail = BEHIND.iter().find_map(|word| behind.strip_prefix(word));
    let whole = behind.is_empty() || tail.is_some_and(|tail| tail.bytes().all(|byte| byte.is_ascii_digit()));
    let known = Station::of(station);
    let sure = matches!(known, Station::Sure(_));
    if !whole || !(1..=8).contains(&number.len()) || station.len() < 3 {
        return None;
    }
    // Letters that are no post may begin with anything: only what was taken out for sure tells where they begin.
    if !sure && words.taken == 0 && tail.is_none() {
        return None;
    }
    Some(Melted { year, section: words.section, station: known, number: number.parse().ok()? })
}

/// Two figures before a letter, or before the figures of a section.
fn year(run: &str) -> (Option<u32>, &str) {
    let figures = run.bytes().take_while(u8::is_ascii_digit).count();
    let length = match figures {
        0 | 1 => return (None, run),
        4 if run.starts_with("19") || run.starts_with("20") => 4,
        _ => 2,
    };
    let (year, rest) = run.split_at_checked(length).unwrap_or((run, ""));
    let section = figures == length || section(rest).is_some();
    (year.parse::<u32>().ok().filter(|_| section).map(|year| year % 100), if section { rest } else { run })
}

/// The words before the station, taken off one by one.
struct Words<'t> {
    rest: &'t str,
    section: Option<Section>,
    taken: usize,
}

impl Words<'_> {
    fn take(&mut self) -> bool {
        if self.section.is_none()
            && let Some((found, rest)) = section(self.rest)
        {
            (self.section, self.rest) = (Some(found), rest);
            self.taken += 1;
            return true;
        }
        let Some(rest) = BEFORE.iter().find_map(|word| self.rest.strip_prefix(word)) else { return false };
        // `SECRET`, `EMBASSY` before a number are no words before a station.
        if !rest.starts_with(|next: char| next.is_ascii_alphanumeric()) {
            return false;
        }
        self.rest = rest;
        self.taken += 1;
        true
    }
}

/// `SECTION01OF02`, `SQCTION02OF02`, `SECTIOQ1OF06`, `SECTION01GF02`, `01OF02`.
fn section(run: &str) -> Option<(Section, &str)> {
    let letters = run.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = run.split_at_checked(letters)?;
    if !(word.is_empty() || is_section(word)) {
        return None;
    }
    let (number, rest) = figures(rest)?;
    let (of, rest) = rest.split_at_checked(2)?;
    let last_letter = of == "OF" || of == "0F" || (of.ends_with('F') != of.starts_with('O'));
    let (total, rest) = figures(rest)?;
    let right = of == "OF" || (!word.is_empty() && last_letter);
    let section = Section { number, of: total, last: false };
    (right && number > 0 && number <= total && rest.starts_with(|next: char| next.is_ascii_alphabetic()))
        .then_some((section, rest))
}

/// `SECTION` with a letter or two lost or changed.
fn is_section(word: &str) -> bool {
    (5..=8).contains(&word.len()) && repair::near(word, "SECTION", 2)
}

/// One or two figures.
fn figures(run: &str) -> Option<(u8, &str)> {
    let length = run.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (figures, rest) = run.split_at_checked(length)?;
    Some((figures.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{Station, read};

    #[test]
    fn melted_words_are_taken_out() {
        for (melted, year, station, number) in [
            ("08SECTION01OF02CHISINAU976", 8, "CHISINAU", 976),
            ("08ECTION02OF02ATHENS959", 8, "ATHENS", 959),
            ("09SQCTION02OF02DUSHANBE143", 9, "DUSHANBE", 143),
            ("0901OF02RPODUBAI288", 9, "RPO DUBAI", 288),
            ("06EFTOBAKU1165", 6, "BAKU", 1165),
            ("09AMEMBASSYHANOI1284", 9, "HANOI", 1284),
            ("90STATE255577TOSEC140323", 90, "STATE", 255_577),
            ("08ACCRA001382SUSPECTEDDUPLICATE1392", 8, "ACCRA", 1382),
            ("07BUENOSQRES633", 7, "BUENOS AIRES", 633),
            ("09SECTIOQ1OF06HARARE876", 9, "HARARE", 876),
            ("08SECTION01GF02BISHIEK21", 8, "BISHKEK", 21),
            ("09SECTION02OF03QRIPOLI583", 9, "TRIPOLI", 583),
            ("08SCTION02OF02SAOPAULO335", 8, "SAO PAULO", 335),
            ("10NODISEXDISMOSCOW12", 10, "MOSCOW", 12),
            ("2008 SECTION 03 OF 12 THE HAGUE 00044", 8, "THE HAGUE", 44),
        ] {
            let found = read(melted).unwrap();
            assert_eq!(found.year, Some(year), "{melted}");
            assert_eq!(found.station, Station::Sure(station), "{melted}");
            assert_eq!(found.number, number, "{melted}");
        }
    }

    #[test]
    fn what_is_no_number_stays_what_it_is() {
        for text in ["LUNCH12", "SECRET12", "A1", "UNSCR1737", "08SECTION03OF02PARIS1", "PARIS", "12"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
