//! The cables that one item of the REF list names: year, station and number in every order that is met.

use nom::Offset;
use smallvec::SmallVec;

use super::grammar::value;
use super::months::is_month;
use super::posts::known_post;
use super::years;

/// Words that stand before a number and are no station.
const NO_STATIONS: [&str; 31] = [
    "FAM", "FAH", "FY", "PARA", "PARAS", "TD", "IIR", "EMAIL", "EMAILS", "E-MAIL", "TELCON", "TELCONS",
    "MEMCON", "MEMCONS", "MEMO", "LETTER", "NOTE", "DIPNOTE", "FAX", "OSC", "UNSCR", "MEETING", "CALL",
    "ARTICLE", "USC", "CFR", "PL", "AND", "OF", "DATED", "PAGE",
];

/// Words between a station and its number that mean nothing.
const BETWEEN: [&str; 10] =
    ["CABLE", "CABLES", "TEL", "TELS", "TELEGRAM", "TELEGRAMS", "MSG", "NO", "WASHDC", "WASHINGTON"];

/// A cable named by station and number.
#[derive(Clone, Debug)]
pub(super) struct Cited<'t> {
    /// As written: from the year or the station to the number and its year.
    pub(super) text: &'t str,
    pub(super) year: Option<i16>,
    pub(super) station: Option<&'t str>,
    pub(super) number: u32,
    /// What is odd about it.
    pub(super) oddity: Option<Oddity>,
}

/// What is odd about the way a cable is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// `870 ULAANBAATAR`
    NumberFirst,
    /// `1 01684`: a blank inside the number.
    NumberSplit,
    /// `KUWAIT (C)02293`: the class of the message stands between.
    ClassBetween,
    /// `ROME 2196-2199`: the last of a run of numbers.
    To(u32),
    /// `094 QUITO 841`: the year has three figures and may be either of two.
    Year(i16, i16),
}

impl Cited<'_> {
    /// A number that can be nothing else: it has its own station, or is long.
    fn is_sure(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_alphabetic())
            || self.text.bytes().filter(u8::is_ascii_digit).count() >= 3
    }
}

/// Every cable that the item names; `None` where it begins with none.
/// Nearly every item names one, which needs no memory of its own.
pub(super) fn cables(text: &str, pivot: u8) -> Option<SmallVec<[Cited<'_>; 1]>> {
    let mut cited: SmallVec<[Cited<'_>; 1]> = SmallVec::new();
    let mut cursor = Cursor { text, at: 0, pivot };
    let first = cursor.cable(None, None)?;
    cited.push(first);
    loop {
        let (station, year) = cited.last().map(|last| (last.station, last.year))?;
        match cursor.further(station, year) {
            Some(more) => cited.push(more),
            None => break,
        }
    }
    if let [only] = cited.as_mut_slice() {
        // Captions and remarks after a single number belong to the reference as written.
        only.text = text;
    }
    Some(cited)
}

/// A place in the item.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    pivot: u8,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether this name stands at a place, in any case.
    fn names(&self, start: usize, name: &str) -> bool {
        let end = start.saturating_add(name.len());
        self.text.get(start..end).is_some_and(|written| written.eq_ignore_ascii_case(name))
    }

    fn skip(&mut self, stops: &[char]) {
        self.at = self.text.len() - self.rest().trim_start_matches(stops).len();
    }

    /// A run of bytes of one kind.
    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().take_while(|byte| belongs(*byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn figures(&mut self) -> &'t str {
        self.run(|byte| byte.is_ascii_digit())
    }

    /// `[year] station [year] number [year]`; without a station the number alone, where `station` is already known or
    /// the item names none.
    fn cable(&mut self, station: Option<&'t str>, year: Option<i16>) -> Option<Cited<'t>> {
        self.skip(&[' ']);
        let start = self.at;
        let mut oddity = self.doubtful_year();
        let before = self.year_before();
        let named = self.station();
        if named.is_some()
            && let Some(length) = class_between(self.rest())
        {
            self.at += length;
            oddity = Some(Oddity::ClassBetween);
        }
        if named.is_none() && station.is_none() && before.is_some() {
            return None;
        }
        self.skip(&[' ', '-', '#']);
        let (between, figures) = match (named, before.or(year.filter(|_| oddity.is_some()))) {
            (Some(_), None) => (self.year_between(), self.figures()),
            _ => (None, self.figures()),
        };
        let (mut number, mut length) = (value(figures.as_bytes()), figures.len());
        if length == 1
            && before.is_some()
            && let Some(more) = self.more_figures()
        {
            number = value(figures.as_bytes()) * 100_000 + value(more.as_bytes());
            length += more.len();
            oddity = Some(Oddity::NumberSplit);
        }
        let bare = named.is_none();
        if length == 0
            || length > 8
            || (bare && station.is_none() && length < 3)
            || self.rest().starts_with(|next: char| next.is_alphanumeric())
        {
            self.at = start;
            return None;
        }
        let mut end = self.at;
        let after = if before.or(between).is_none() { self.year_after() } else { None };
        if after.is_some() {
            end = self.at;
        }
        if after.is_none()
            && oddity.is_none()
            && let Some(last) = self.last_of_run(number, length)
        {
            (end, oddity) = (self.at, Some(Oddity::To(last)));
        }
        let mut named = named;
        if bare
            && station.is_none()
            && let Some(post) = self.post_behind()
        {
            (named, end, oddity) = (Some(post), self.at, Some(Oddity::NumberFirst));
        }
        let text = self.text.get(start..end).unwrap_or_default();
        let year = before.or(between).or(after).or(if bare { year } else { None });
        Some(Cited { text, year, station: named.or(station), number, oddity })
    }

    /// The last five figures of a number that a blank divides.
    fn more_figures(&mut self) -> Option<&'t str> {
        let figures = self.rest().strip_prefix(' ')?;
        let length = figures.bytes().take_while(u8::is_ascii_digit).count();
        let more = figures.get(..length).filter(|_| length == 5)?;
        self.at += 6;
        Some(more)
    }

    /// The higher number behind a hyphen, of as many figures.
    fn last_of_run(&mut self, first: u32, length: usize) -> Option<u32> {
        const RUN_MAX: u32 = 50;
        let behind = self.rest().strip_prefix('-')?;
        let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
        let ends =
            behind.get(figures..).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()));
        let last =
            value(behind.as_bytes().get(..figures).filter(|_| figures == length && length >= 3 && ends)?);
        (first < last && last - first <= RUN_MAX).then(|| {
            self.at += 1 + figures;
            last
        })
    }

    /// The post behind a number, where nothing else follows: `870 ULAANBAATAR`.
    fn post_behind(&mut self) -> Option<&'t str> {
        let rest = self.rest().strip_prefix([' ', '-'])?;
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b' ').count();
        let name = rest.get(..length)?.trim_end();
        known_post(name)?;
        self.at += 1 + name.len();
        Some(name)
    }

    /// What may follow a number: `AND 44603`, `, 44603`, `/317`, `AND MOSCOW 2345`.
    fn further(&mut self, station: Option<&'t str>, year: Option<i16>) -> Option<Cited<'t>> {
        let start = self.at;
        self.skip_remarks();
        let rest = self.rest();
        let joined =
            ["AND ", "and ", "& ", ", ", ",", "/", "; "].iter().find(|join| rest.starts_with(**join));
        // `ROME 2196 PARIS 1234`: a cable by its own station needs no word before it.
        let next = || super::bullets::names_cable(rest.as_bytes()).then_some(&" ");
        let joined = *joined.or_else(next)?;
        if joined == " " {
            return self
                .cable(None, None)
                .filter(|more| more.station.is_some_and(|name| known_post(name).is_some()));
        }
        self.at += joined.len();
        self.skip(&[' ']);
        if self.rest().starts_with("AND ") || self.rest().starts_with("and ") {
            self.at += 4;
        }
        // After `AND` a short number is one too; after a comma or a stroke it may be anything.
        let more = self
            .cable(station, year)
            .filter(|more| more.is_sure() || joined.ends_with(' ') && !joined.starts_with([',', ';']));
        if more.is_none() {
            self.at = start;
        }
        more
    }

    /// `(NOTAL)` and its like.
    fn skip_remarks(&mut self) {
        self.skip(&[' ']);
        while self.rest().starts_with('(') {
            let Some(end) = self.rest().find(')') else { return };
            self.at += end + 1;
            self.skip(&[' ']);
        }
    }

    /// `094 ` before a station: nothing tells which of the three figures is too much.
    fn doubtful_year(&mut self) -> Option<Oddity> {
        let start = self.at;
        let figures = self.figures();
        self.skip(&[' ']);
        let station = figures.len() == 3 && self.station().is_some();
        self.at = start;
        if !station {
            return None;
        }
        self.at += figures.len() + 1;
        let first = self.year(figures.get(..2)?)?;
        let last = self.year(figures.get(1..)?)?;
        Some(Oddity::Year(first, last))
    }

    /// `2008 `, `08 `, `'08 `, `(99) `, `10-`, or glued to the station as in `09CAIRO0561`.
    fn year_before(&mut self) -> Option<i16> {
        let start = self.at;
        let open = self.rest().starts_with(['(', '[']);
        self.skip(&['(', '[', '\'']);
        let figures = self.figures();
        let closed = !open || self.rest().starts_with([')', ']']);
        self.skip(&[')', ']', '-', ' ']);
        let year = self.year(figures);
        let station_follows = self.rest().starts_with(|next: char| next.is_ascii_alphabetic());
        if year.is_none() || !closed || !station_follows {
            self.at = start;
            return None;
        }
        year
    }

    /// `STATE 08 41252`, `STATE (01) 201265`, `STATE-08-41252`: a year between station and number.
    fn year_between(&mut self) -> Option<i16> {
        let start = self.at;
        let open = self.rest().starts_with(['(', '[']);
        self.skip(&['(', '[', '\'']);
        let figures = self.figures();
        let closed = !open || self.rest().starts_with([')', ']']);
        let stroke = self.rest().starts_with('/') && figures.starts_with('0');
        self.skip(if stroke { &['/'] } else { &[] });
        let stops = self.run(|byte| matches!(byte, b')' | b']' | b'-' | b' '));
        let stops = if stroke { "/" } else { stops };
        let number = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year = self.year(figures).filter(|_| closed && !stops.is_empty());
        // `701 (08)`, `4525-91` have the year behind; what follows a year is longer than a year.
        if year.is_none() || number < if open { 1 } else { 3 } {
            self.at = start;
            return None;
        }
        year
    }

    /// `(08)`, ` 99`, `-91`, `/08` behind the number.
    fn year_after(&mut self) -> Option<i16> {
        let start = self.at;
        let stops = self.run(|byte| matches!(byte, b' ' | b'(' | b'-' | b'/' | b'\''));
        let figures = self.figures();
        let ends = !self.rest().starts_with(|next: char| next.is_alphanumeric());
        let year = self.year(figures).filter(|_| ends && !stops.is_empty());
        let next_number = stops.starts_with('/') && self.rest().starts_with('/');
        if year.is_none() || next_number {
            self.at = start;
            return self.date_behind();
        }
        if stops.contains('(') {
            self.skip(&[')']);
        }
        year
    }

    /// `DTD 01 SEP 08`, `(DATED SEP 1, 2008)`: the year of a date behind the number.
    fn date_behind(&mut self) -> Option<i16> {
        let rest = self.rest();
        let date = rest.trim_start_matches([' ', ',', '(']);
        let date = ["DTD ", "DATED ", "OF "].iter().find_map(|word| {
            let (start, rest) = date.split_at_checked(word.len())?;
            start.eq_ignore_ascii_case(word).then_some(rest)
        })?;
        // `ROME 2196 OF 2008`
        let mut first = date.split([' ', ',', ')']);
        if let Some(year) = first.next().filter(|year| year.len() == 4).and_then(|word| self.year(word)) {
            self.at = self.text.len() - date.len() + 4;
            self.skip(&[')']);
            return Some(year);
        }
        let (mut month, mut found) = (false, None);
        for word in date.split([' ', ',', ')']).filter(|word| !word.is_empty()).take(3) {
            month |= is_month(word.trim_end_matches('.'));
            let year = self.year(word).filter(|_| month);
            if !is_month(word.trim_end_matches('.')) && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
            if year.is_some() {
                found = year.map(|year| (year, word));
            }
        }
        let (year, word) = found?;
        self.at = self.text.as_bytes().offset(word.as_bytes()) + word.len();
        self.skip(&[')']);
        Some(year)
    }

    fn year(&self, figures: &str) -> Option<i16> {
        years::written(figures.as_bytes(), self.pivot)
    }

    /// One to five words of letters before a number.
    fn station(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut end = start;
        for _ in 0..5 {
            let word = self.run(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'\''));
            let glued = self.rest().starts_with(|next: char| next.is_ascii_digit());
            if glued && !word.is_empty() && end > start && known_post(self.between(start, self.at)).is_none()
            {
                // `LAGOS O1512`: a letter in the number, not a word of the station.
                self.at = start;
                return None;
            }
            if end > start && is_one_of(word.trim_end_matches('.'), &BETWEEN) {
                self.skip(&[' ']);
                break;
            }
            let inner = word.eq_ignore_ascii_case("OF") && self.names(start, "PORT OF SPAIN");
            if !inner && (is_one_of(word, &NO_STATIONS) || is_month(word)) {
                // `CAIRO IIR 6 899`, `PARIS POINTS JULY 15`
                self.at = start;
                return None;
            }
            if word.is_empty() {
                break;
            }
            end = self.at;
            // `PORT-AU-PRINCE 12`
            let hyphen = self.rest().strip_prefix('-');
            if hyphen.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphabetic())) {
                self.at += 1;
                continue;
            }
            self.skip(&[' ']);
            if self.rest().starts_with(|next: char| next.is_ascii_digit() || matches!(next, '-' | '#')) {
                break;
            }
        }
        let station = self.between(start, end);
        if self.rest().starts_with(", ") && known_post(station).is_some() {
            // `PRAGUE, 1228`
            self.at += 2;
        }
        if class_between(self.rest()).is_some() {
            return Some(station);
        }
        let year = self.rest().starts_with('(');
        let next = self.rest().trim_start_matches([' ', '-', '#', '(', '\'']);
        if station.len() < 2
            || !next.starts_with(|next: char| next.is_ascii_digit())
            || (year && !self.rest().contains(')'))
        {
            self.at = start;
            return None;
        }
        Some(station)
    }

    fn between(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// `(C)`, `(NOTAL) `: what stands in parentheses before the figures of a number; how long it is.
fn class_between(rest: &str) -> Option<usize> {
    let end = rest.strip_prefix('(')?.find(')')?;
    let word = rest.get(1..=end)?;
    let marks = ["U", "C", "S", "TS", "SBU", "LOU", "NOTAL", "EXDIS", "NODIS", "STADIS", "LIMDIS"];
    let number = rest.get(end + 2..)?.trim_start_matches(' ');
    (is_one_of(word, &marks) && number.starts_with(|next: char| next.is_ascii_digit()))
        .then(|| rest.len() - number.len())
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| other.eq_ignore_ascii_case(word))
}
