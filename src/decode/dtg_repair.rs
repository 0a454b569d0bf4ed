//! A damaged format line 5: letters among its figures, a garbled month, blanks lost or come in between.

use super::grammar::{figures, value, whole};
use super::lines::{first_word, trim_end, trim_start};
use super::months::month;
use super::repair;
use crate::message::{MONTHS, Precedence, month_letters};

/// The line as it was meant.
#[derive(Clone, Debug)]
pub(super) struct Repaired<'a> {
    /// The prosigns as written, and what they say.
    pub(super) prosigns: &'a [u8],
    pub(super) action: Option<Precedence>,
    pub(super) info: Option<Precedence>,
    /// From the day to the year, as written.
    pub(super) written: &'a [u8],
    /// `ddhhmm`
    pub(super) figures: String,
    pub(super) month: i8,
    /// Two or four figures.
    pub(super) year: String,
    pub(super) rest: &'a [u8],
}

impl Repaired<'_> {
    /// `212156Z SEP 09`
    pub(super) fn meant(&self) -> String {
        format!("{}Z {} {}", self.figures, month_letters(self.month), self.year)
    }
}

/// Whether a line can be nothing else than a damaged format line 5.
pub(super) fn is_one(line: &[u8]) -> bool {
    let first = matches!(line.first(), Some(b'P' | b'O' | b'R' | b'Z' | b'Y' | b'0'..=b'9'));
    first && line.len() <= 69 && read(line).is_some()
}

/// Reads a line that is damaged; `None` where too little of it is left. A line that is right is read too.
pub(super) fn read(line: &[u8]) -> Option<Repaired<'_>> {
    let (action, after) = prosign(line);
    let (info, rest) = if action.is_some() { prosign(after) } else { (None, after) };
    let prosigns = trim_end(line.get(..line.len() - rest.len())?);
    let mut cursor = Cursor { rest };
    let mut digits = String::new();
    let mut right = 0;
    while digits.len() < 6 {
        let (figure, plain) = cursor.figure()?;
        digits.push(figure);
        right += usize::from(plain);
    }
    // `212156 SEP 09`: only the zone was lost.
    let unzoned = right == 6 && whole_month(first_word(trim_start(cursor.rest)).0).is_some();
    let zone = if unzoned { b'Z' } else { cursor.letter()? };
    // Either a few letters stand among the figures, or the whole word came in the other shift.
    if zone != b'Z' || (1..4).contains(&right) {
        return None;
    }
    let month = cursor.month()?;
    let year = cursor.year()?;
    let behind = cursor.rest;
    let written = trim_end(rest.get(..rest.len() - behind.len())?);
    let day = value(digits.get(..2)?.as_bytes());
    let plausible = (1..=31).contains(&day)
        && value(digits.get(2..4)?.as_bytes()) < 24
        && value(digits.get(4..)?.as_bytes()) < 60;
    let rest = trim_start(behind);
    plausible.then_some(Repaired { prosigns, action, info, written, figures: digits, month, year, rest })
}

/// A precedence prosign, blanks behind it lost or not.
fn prosign(rest: &[u8]) -> (Option<Precedence>, &[u8]) {
    let Some((first, after)) = rest.split_first() else { return (None, rest) };
    let behind = trim_start(after);
    let follows = behind.first().is_some_and(|next| next.is_ascii_digit() || after.len() > behind.len());
    match char::from(*first) {
        'Y' | 'Z' | 'O' | 'P' | 'R' if follows => (Precedence::from_prosign(*first), behind),
        _ => (None, rest),
    }
}

/// A place on the line.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    /// A figure, or the letter that looks like it; and whether it is one.
    fn figure(&mut self) -> Option<(char, bool)> {
        let (byte, after) = trim_start(self.rest).split_first()?;
        let found = match byte {
            b'0'..=b'9' => (char::from(*byte), true),
            b'O' => ('0', false),
            b'I' | b'l' => ('1', false),
            letter => (char::from(repair::figure_of(*letter)?), false),
        };
        self.rest = after;
        Some(found)
    }

    fn letter(&mut self) -> Option<u8> {
        let (byte, after) = trim_start(self.rest).split_first()?;
        self.rest = after;
        Some(*byte)
    }

    /// Three letters, the name in full, or letters that only one month is near.
    fn month(&mut self) -> Option<i8> {
        let rest = trim_start(self.rest);
        let (word, after) = first_word(rest);
        let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if let Some(found) = word.get(..letters).and_then(whole_month) {
            self.rest = rest.get(letters..)?;
            return Some(found);
        }
        if word.len() == 1 {
            // `J U N`
            let mut spaced = Self { rest };
            let name = [spaced.letter()?, spaced.letter()?, spaced.letter()?];
            let found = month(&name)?;
            self.rest = spaced.rest;
            return Some(found);
        }
        // `SPE`, `0CT`, `SEPR`: figures that belong to the year stay behind.
        let name = if (3..=4).contains(&word.len()) { word } else { word.get(..3)? };
        let found = near_month(name)?;
        self.rest = if name.len() == word.len() { after } else { rest.get(name.len()..)? };
        Some(found)
    }

    /// Two or four figures, nothing glued to them.
    fn year(&mut self) -> Option<String> {
        let mut year = String::new();
        let mut after = Self { rest: self.rest };
        while year.len() < 4 {
            let mut next = Self { rest: after.rest };
            let Some((figure, plain)) = next.figure() else { break };
            // The next word is a signal, not the year.
            let gap = after.rest.first() == Some(&b' ');
            if !plain && gap && trim_start(after.rest).get(1).is_some_and(u8::is_ascii_alphabetic) {
                break;
            }
            if year.len() == 2 && gap {
                break;
            }
            year.push(figure);
            after = next;
        }
        let ends = after.rest.first().is_none_or(|next| *next == b' ');
        if !ends || whole(figures(2, 4), year.as_bytes()).is_none() || year.len() == 3 {
            return None;
        }
        self.rest = after.rest;
        Some(year)
    }
}

/// A month of three letters or in full.
fn whole_month(word: &[u8]) -> Option<i8> {
    month(word).or_else(|| {
        let place = MONTHS.iter().position(|name| word.len() > 3 && name.as_bytes() == word)?;
        i8::try_from(place + 1).ok()
    })
}

/// The one month that is a slip away: `SPE`, `0CT`, `FE8`. A letter changed in three is too little to tell `JUN` from
/// `JAN`, so that only letters in the wrong order and figures for letters count.
fn near_month(word: &[u8]) -> Option<i8> {
    let word = std::str::from_utf8(word).ok()?;
    let is_near = |name: &str| {
        let same = |(got, sent): (u8, u8)| {
            got == sent
                || repair::is_other_shift(got, sent)
                || matches!((got, sent), (b'8', b'B') | (b'5', b'S'))
        };
        let figures = word.len() == 3 && word.bytes().zip(name.bytes()).all(same);
        let mut sorted: [Vec<u8>; 2] = [word.bytes().collect(), name.bytes().collect()];
        for letters in &mut sorted {
            letters.sort_unstable();
        }
        let [got, sent] = sorted;
        let swapped = got == sent && repair::near(word, name, 1);
        let doubled = word.len() == 4 && repair::near(word, name, 1);
        figures || swapped || doubled
    };
    let mut near = (1i8..=12).zip(MONTHS).filter(|(_, name)| name.get(..3).is_some_and(is_near));
    let (found, _) = near.next()?;
    near.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn damaged_groups_are_told() {
        for (line, meant) in [
            ("P 212156Z SPE 09", "212156Z SEP 09"),
            ("P 212156Z 0CT 09", "212156Z OCT 09"),
            ("P 212156 Z JUN O9", "212156Z JUN 09"),
            ("P 21 2156Z OCT 09", "212156Z OCT 09"),
            ("O P 2I2156Z JUNE 09", "212156Z JUN 09"),
            ("P 2 1 2 1 5 6 Z J U L 0 9", "212156Z JUL 09"),
            ("P2I2156Z JUN 09", "212156Z JUN 09"),
            ("P 212156ZJUN 09", "212156Z JUN 09"),
            ("P 212156Z JUN09 ZFF4", "212156Z JUN 09"),
            ("P 2W2156Z MRA 2009", "222156Z MAR 2009"),
        ] {
            assert_eq!(read(line.as_bytes()).unwrap().meant(), meant, "{line}");
        }
    }

    #[test]
    fn too_little_is_left_of_others() {
        for line in
            ["P 212156Z JXN 09", "P 212156Z", "PRIORITY 12 SEP 09", "P 992156Z SEP 09", "P 2121 SEP 09"]
        {
            assert!(read(line.as_bytes()).is_none(), "{line}");
        }
    }
}
