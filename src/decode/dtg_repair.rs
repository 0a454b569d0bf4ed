//! A damaged format line 5: letters among its figures, a garbled month, blanks lost or come in between.

use jiff::civil::Date;

use super::grammar::{figures, value, whole};
use super::lines::{first_word, trim_end, trim_start};
use super::months::month;
use super::repair;
use crate::message::{MONTHS, Origin, Precedence, month_letters};

/// What is left of a line, and what it may have meant.
#[derive(Clone, Debug)]
pub(super) struct Damaged<'a> {
    /// The prosigns as written, and what they say.
    pub(super) prosigns: &'a [u8],
    pub(super) action: Option<Precedence>,
    pub(super) info: Option<Precedence>,
    /// From the day to the year, as written.
    pub(super) written: &'a [u8],
    /// Two or four figures.
    pub(super) year: String,
    pub(super) rest: &'a [u8],
    /// Every group that it can have been; more than one, or none, where too much is lost.
    meant: Vec<Meant>,
}

/// Day, hour and minute, and the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    /// `ddhhmm`
    pub(super) figures: String,
    pub(super) month: i8,
}

impl Meant {
    /// `212156Z SEP 09`
    pub(super) fn written(&self, year: &str) -> String {
        format!("{}Z {} {year}", self.figures, month_letters(self.month))
    }
}

impl Damaged<'_> {
    /// The group that it was, where it can have been one alone.
    pub(super) fn sure(&self) -> Option<&Meant> {
        match self.meant.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// `212156Z JAN 09` or `212156Z JUN 09`, where there are few.
    pub(super) fn offers(&self) -> Option<String> {
        let few = (2..=3).contains(&self.meant.len());
        let offers = self.meant.iter().map(|meant| format!("`{}`", meant.written(&self.year)));
        few.then(|| offers.collect::<Vec<_>>().join(" or "))
    }
}

/// Whether a line can be nothing else than a damaged format line 5.
pub(super) fn is_one(line: &[u8]) -> bool {
    let first = matches!(line.first(), Some(b'P' | b'O' | b'R' | b'Z' | b'Y' | b'0'..=b'9'));
    first && line.len() <= 69 && read(line, None).is_some_and(|found| found.sure().is_some())
}

/// Reads a line that is damaged; `None` where too little of it is left. A line that is right is read too. The filing
/// time decides where the line alone leaves a choice.
pub(super) fn read(line: &[u8], filed: Option<Filed>) -> Option<Damaged<'_>> {
    let (action, after) = prosign(line);
    let (info, rest) = if action.is_some() { prosign(after) } else { (None, after) };
    // `OO`: the one letter was doubled as on the routing line.
    let doubled = action.is_some() && line.get(1) == line.first();
    let info = if doubled { action } else { info };
    let prosigns = trim_end(line.get(..line.len() - rest.len())?);
    let mut cursor = Cursor { rest };
    let mut digits = String::new();
    let mut right = 0;
    while digits.len() < 6
        && let Some((figure, plain)) = cursor.figure()
    {
        digits.push(figure);
        right += usize::from(plain);
    }
    // `12156Z SEP 09`: one of the six figures was lost.
    let short = digits.len() == 5 && right == 5;
    if digits.len() < 6 && !short {
        return None;
    }
    let zone = cursor.zone(right == digits.len())?;
    // Either a few letters stand among the figures, or the whole word came in the other shift.
    if zone != b'Z' || (1..4).contains(&right) {
        return None;
    }
    let (months, certain) = cursor.month()?;
    let year = cursor.year()?;
    let all = if short { with_figure(&digits) } else { vec![digits] };
    let all = all.into_iter().filter(|figures| is_time(figures));
    let mut meant: Vec<Meant> = all
        .flat_map(|figures| months.iter().map(move |&month| Meant { figures: figures.clone(), month }))
        .collect();
    if !short && meant.is_empty() {
        return None;
    }
    match filed {
        Some(filed) if short || !certain => meant.retain(|meant| filed.follows(meant, &year)),
        None if short => meant.clear(),
        _ => {}
    }
    let behind = cursor.rest;
    let written = trim_end(rest.get(..rest.len() - behind.len())?);
    Some(Damaged { prosigns, action, info, written, year, rest: trim_start(behind), meant })
}

/// The figures with one more, in every place and of every value.
fn with_figure(figures: &str) -> Vec<String> {
    let mut all: Vec<String> = (0..=figures.len())
        .filter_map(|at| figures.split_at_checked(at))
        .flat_map(|(before, after)| ('0'..='9').map(move |lost| format!("{before}{lost}{after}")))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// When format line 3 says that the message was filed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filed {
    day: i32,
    minute: i32,
}

impl Filed {
    /// `None` where the line names no day of the year.
    pub(super) fn of(origin: &Origin<'_>) -> Option<Self> {
        let day = origin.day.filter(|_| !origin.day_of_month)?;
        let time: i32 = origin.time.as_deref()?.parse().ok()?;
        Some(Self { day: day.into(), minute: time / 100 * 60 + time % 100 })
    }

    /// Whether a message of that time can have been filed then: in the day after it (ACP 127(G) 115).
    fn follows(self, meant: &Meant, year: &str) -> bool {
        const DAY: i32 = 24 * 60;
        let part = |at: usize| meant.figures.get(at..at + 2).and_then(|part| part.parse().ok());
        // Of the year only matters whether it has a February 29.
        let year = 2000 + year.parse::<i16>().map_or(0, |year| year % 100);
        let Some((day, hour, minute)) = part(0).zip(part(2)).zip(part(4)).map(|((a, b), c)| (a, b, c)) else {
            return false;
        };
        let Ok(date) = Date::new(year, meant.month, day) else { return false };
        let at = i32::from(hour) * 60 + i32::from(minute);
        let later = (self.day - i32::from(date.day_of_year())) * DAY + self.minute - at;
        let turned = later + i32::from(date.days_in_year()) * DAY;
        (0..=DAY).contains(&later) || (0..=DAY).contains(&turned)
    }
}

/// Whether six figures are a day of a month, an hour and a minute.
fn is_time(digits: &str) -> bool {
    let part = |at: usize| digits.get(at..at + 2).map_or(u32::MAX, |part| value(part.as_bytes()));
    (1..=31).contains(&part(0)) && part(2) < 24 && part(4) < 60
}

/// A precedence prosign, blanks behind it lost or not; one that was doubled by hand counts once.
fn prosign(rest: &[u8]) -> (Option<Precedence>, &[u8]) {
    let Some((first, after)) = rest.split_first() else { return (None, rest) };
    let after = after.strip_prefix(&[*first]).filter(|after| after.starts_with(b" ")).unwrap_or(after);
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

    /// The zone. Behind six figures it may be lost, as in `212156 SEP 09`, or look like one of them.
    fn zone(&mut self, figures: bool) -> Option<u8> {
        let behind =
            self.rest.strip_prefix(b"2").filter(|behind| behind.starts_with(b" ")).unwrap_or(self.rest);
        let word = first_word(trim_start(behind)).0;
        if figures && whole_month(word).is_some() {
            self.rest = behind;
            return Some(b'Z');
        }
        self.letter()
    }

    /// Three letters, the name in full, or letters that a month is near: every month that they may be, and whether they
    /// are enough to tell it.
    fn month(&mut self) -> Option<(Vec<i8>, bool)> {
        let rest = trim_start(self.rest);
        let (word, after) = first_word(rest);
        let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if let Some(found) = word.get(..letters).and_then(whole_month) {
            self.rest = rest.get(letters..)?;
            return Some((vec![found], true));
        }
        if word.len() == 1 {
            // `J U N`
            let mut spaced = Self { rest };
            let name = [spaced.letter()?, spaced.letter()?, spaced.letter()?];
            let found = month(&name)?;
            self.rest = spaced.rest;
            return Some((vec![found], true));
        }
        // `SPE`, `0CT`, `SEPR`: figures that belong to the year stay behind.
        let name = if (2..=4).contains(&word.len()) { word } else { word.get(..3)? };
        let near = near_month(name).map(|found| (vec![found], true));
        let found =
            near.or_else(|| Some((likely_months(name), false)).filter(|(found, _)| !found.is_empty()))?;
        self.rest = if name.len() == word.len() { after } else { rest.get(name.len()..)? };
        Some(found)
    }

    /// Two or four figures, nothing glued to them; of one figure the zero before it was left out.
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
        if year.len() == 1 && self.rest.first().is_none_or(|byte| *byte == b' ') {
            year.insert(0, '0');
        }
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

/// The one month that letters in the wrong order, or figures for letters, lead to: `SPE`, `0CT`, `FE8`.
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

/// The months from which a letter was changed or lost: `SXP`, `SE`. It may be too little to tell `JUN` from `JAN`. Letters
/// that open as an operating signal does may be one.
fn likely_months(word: &[u8]) -> Vec<i8> {
    let letters = (2..=3).contains(&word.len()) && word.iter().all(u8::is_ascii_uppercase);
    let Some(word) = std::str::from_utf8(word).ok().filter(|_| letters && !matches!(word, [b'Z' | b'Q', ..]))
    else {
        return Vec::new();
    };
    let near = |name: &str| name.get(..3).is_some_and(|name| repair::near(word, name, 1));
    (1i8..=12).zip(MONTHS).filter(|(_, name)| near(name)).map(|(month, _)| month).collect()
}

#[cfg(test)]
mod tests {
    use super::{Filed, read};

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
            ("P 212156Z SEP 9", "212156Z SEP 09"),
            ("P 212156Z SEP 9 ZEX", "212156Z SEP 09"),
            ("P 2121562 SEP 09", "212156Z SEP 09"),
            ("P 212156Z SXP 09", "212156Z SEP 09"),
            ("P 212156Z SE 09", "212156Z SEP 09"),
            ("OO 212156Z SEP 09", "212156Z SEP 09"),
            ("O O 212156Z SEP 09", "212156Z SEP 09"),
        ] {
            let found = read(line.as_bytes(), None).unwrap();
            assert_eq!(found.sure().unwrap().written(&found.year), meant, "{line}");
        }
    }

    #[test]
    fn the_filing_time_tells_what_the_group_does_not() {
        let filed = Some(Filed { day: 264, minute: 22 * 60 + 16 });
        let meant = |line: &str| {
            let found = read(line.as_bytes(), filed).unwrap();
            (found.sure().map(|meant| meant.written(&found.year)), found.offers())
        };
        assert_eq!(meant("P 12156Z SEP 09"), (Some("212156Z SEP 09".to_owned()), None));
        assert_eq!(meant("P 21215Z SEP 09"), (None, None), "any of ten minutes");
        assert_eq!(meant("P 212156Z JXN 09"), (None, None), "filed in September");
        let filed = Some(Filed { day: 21, minute: 22 * 60 + 16 });
        let found = read(b"P 212156Z JXN 09", filed).unwrap();
        assert_eq!(found.sure().unwrap().written(&found.year), "212156Z JAN 09");
        let found = read(b"P 212156Z JXN 09", None).unwrap();
        assert_eq!(found.offers().unwrap(), "`212156Z JAN 09` or `212156Z JUN 09`");
        let turned = Some(Filed { day: 1, minute: 5 });
        let found = read(b"P 31350Z DEC 08", turned).unwrap();
        assert_eq!(found.sure(), None, "312350, 313 and what else");
    }

    #[test]
    fn too_little_is_left_of_others() {
        for line in
            ["P 212156Z ZXN 09", "P 212156Z", "PRIORITY 12 SEP 09", "P 992156Z SEP 09", "P 2121 SEP 09"]
        {
            assert!(read(line.as_bytes(), None).is_none(), "{line}");
        }
    }
}
