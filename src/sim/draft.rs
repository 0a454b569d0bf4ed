//! The cables of random traffic, written out for circuits that carry bytes: a heading, a classification line, and a
//! neutral text of exactly as many characters as were drawn.

use std::time::Duration;

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use smallvec::SmallVec;

use super::offer::{self, Offer};
use super::scenario::{Addressed, Collective, Scenario, Station, Submission};
use crate::encode::class_word;
use crate::message::{Classification, Precedence, RoutingIndicator, in_figures, limits, month_letters};
use crate::reassembly::Form;
use crate::station::Urgency;

/// What the texts are made of. None of it means anything to a station, be it cut off anywhere.
const WORDS: [&str; 48] = [
    "THE",
    "WEATHER",
    "AT",
    "THIS",
    "HARBOUR",
    "WAS",
    "FAIR",
    "TODAY",
    "WITH",
    "A",
    "LIGHT",
    "WIND",
    "FROM",
    "SEAWARD",
    "AND",
    "SEVERAL",
    "VESSELS",
    "LAY",
    "AT",
    "ANCHOR",
    "WHILE",
    "THEIR",
    "CREWS",
    "TOOK",
    "ON",
    "WATER",
    "FLOUR",
    "AND",
    "COAL",
    "FOR",
    "LONGER",
    "JOURNEYS",
    "OTHERS",
    "WAITED",
    "UPON",
    "THEIR",
    "PAPERS",
    "OR",
    "MENDED",
    "SAILS",
    "BY",
    "LAMPLIGHT",
    "UNTIL",
    "HIGH",
    "WATER",
    "LATE",
    "AT",
    "EVENING",
];

/// Columns of a text line. One fewer than a line may have: the last of all may be a character longer.
const COLUMNS: usize = limits::LINE_COLUMNS_MAX - 1;

/// Room for what stands before most texts.
const HEADING_MOSTLY: usize = 256;

/// The longest text that is written out; a longer one is refused by its originator.
const TEXT_MAX: usize = limits::CABLE_BYTES_MAX / 2;

/// A cable of random traffic as it is handed in, and why its originator refuses it, if it does: then it has no text.
/// `ordinal` is its place among all cables of the run, from 1.
pub(crate) fn cable(
    scenario: &Scenario,
    texts: &Texts,
    offer: &Offer,
    ordinal: u64,
) -> (Submission, Option<String>) {
    let at = Duration::from_nanos(offer.at);
    let precedence = offer.precedence.unwrap_or(Precedence::Routine);
    let from = scenario.traffic.get(offer.stream).map_or(0, |traffic| traffic.from);
    let to = offer.to.iter().zip(offer.by.iter().copied().chain(std::iter::repeat(None)));
    let to = to.filter_map(|(station, by)| Some((*station, scenario.stations.get(*station)?, by)));
    let called = |by: &usize| scenario.collectives.get(*by).is_some_and(|collective| collective.at.is_some());
    let addressees = to.map(|(place, station, by)| Addressed {
        name: divided(station).0.into(),
        station: Some(place),
        by: by.filter(called),
        via: None,
        urgency: Urgency { precedence, night_action: offer.night_action },
    });
    let mut submission = Submission {
        at,
        from,
        id: offer::id(offer.stream, offer.number),
        bytes: bytes::Bytes::new(),
        text: bytes::Bytes::new(),
        class: offer.class,
        precedence,
        form: Form::Plain,
        sections: 1,
        addressees: addressees.collect(),
    };
    let length = usize::try_from(offer.length).unwrap_or(usize::MAX);
    if length > TEXT_MAX {
        return (submission, Some(format!("its text has more than {TEXT_MAX} characters")));
    }
    let named = named(scenario, offer);
    let origin = scenario.stations.get(from);
    let urgency = Urgency { precedence, night_action: offer.night_action };
    let mut cable = String::with_capacity(length + HEADING_MOSTLY);
    push_heading(&mut cable, scenario.start, at, (urgency, offer.class), origin, named.into_iter());
    let start = cable.len();
    push_class_line(&mut cable, offer.class, ordinal);
    texts.push(&mut cable, length, usize::try_from(ordinal).unwrap_or(0));
    cable.push('\n');
    submission.bytes = cable.into();
    submission.text = submission.bytes.slice(start..);
    (submission, None)
}

/// Characters of the longest transmission without its text: the heading that names the longest of the stations,
/// classification line and ending, and what the stations fill in.
pub(crate) fn overhead<'a>(
    start: Timestamp,
    (urgency, class): (Urgency, Classification),
    from: Option<&Station>,
    to: impl Iterator<Item = Named<'a>>,
) -> usize {
    let mut cable = String::new();
    push_heading(&mut cable, start, Duration::ZERO, (urgency, class), from, to);
    push_class_line(&mut cable, class, 1);
    cable.len() + 3 * limits::LINE_COLUMNS_MAX
}

/// Adds format lines 4 to 10. Line 3 and the message numbers are the originator's to fill in.
fn push_heading<'a>(
    heading: &mut String,
    start: Timestamp,
    at: Duration,
    (urgency, class): (Urgency, Classification),
    from: Option<&Station>,
    to: impl Iterator<Item = Named<'a>>,
) {
    let past = SignedDuration::try_from(at).unwrap_or(SignedDuration::MAX);
    let now = Offset::UTC.to_datetime(start.checked_add(past).unwrap_or(Timestamp::MAX));
    heading.extend([security_line(class), "\n"]);
    heading.extend([urgency.precedence.prosign(), ' ']);
    for of_time in [now.day(), now.hour(), now.minute()] {
        in_figures(of_time.unsigned_abs(), 2, |figures| heading.push_str(figures));
    }
    heading.extend(["Z ", month_letters(now.month()), " "]);
    in_figures(now.year().rem_euclid(100).unsigned_abs(), 2, |figures| heading.push_str(figures));
    heading.push('\n');
    heading.push_str("FM ");
    if let Some(from) = from {
        heading.push_str(divided(from).1);
    }
    heading.push('\n');
    for (place, to) in to.enumerate() {
        heading.push_str(if place == 0 { "TO " } else { "" });
        let exempt = to.write(heading);
        heading.push_str(if urgency.night_action { " NIACT IMMEDIATE\n" } else { "\n" });
        for station in exempt {
            heading.push_str("XMT ");
            heading.push_str(&station.entry);
            heading.push('\n');
        }
    }
    heading.push_str("BT\n");
}

/// An addressee.
#[derive(Clone, Debug)]
pub(crate) enum Named<'s> {
    Station(&'s Station),
    /// A collective, and the members that it is without.
    Collective(&'s Collective, Vec<&'s Station>),
}

impl<'s> Named<'s> {
    /// What has a place among the stations or, past them, among the collectives.
    pub(crate) fn of(stations: &'s [Station], collectives: &'s [Collective], place: usize) -> Option<Self> {
        let collective = || collectives.get(place.checked_sub(stations.len())?);
        let station = stations.get(place).map(Self::Station);
        station.or_else(|| collective().map(|collective| Self::Collective(collective, Vec::new())))
    }

    /// Characters that it takes, about.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::Station(station) => station.indicator.as_str().len() + station.plad.len(),
            Self::Collective(collective, _) => collective.addressee().len(),
        }
    }

    /// Adds it to a heading; whom it is without follows on lines of their own.
    fn write(self, heading: &mut String) -> Vec<&'s Station> {
        match self {
            Self::Station(station) => {
                heading.push_str(&station.entry);
                Vec::new()
            }
            Self::Collective(collective, exempt) => {
                heading.push_str(&collective.addressee());
                exempt
            }
        }
    }
}

/// Whom a cable names: a collective where the first of its members stands, without those to whom it does not go.
fn named<'s>(scenario: &'s Scenario, offer: &Offer) -> SmallVec<[Named<'s>; 4]> {
    let mut named = SmallVec::new();
    let mut before = Vec::new();
    let by = offer.by.iter().copied().chain(std::iter::repeat(None));
    for (station, by) in offer.to.iter().zip(by) {
        let Some(by) = by else {
            named.extend(scenario.stations.get(*station).map(Named::Station));
            continue;
        };
        let Some(collective) = scenario.collectives.get(by).filter(|_| !before.contains(&by)) else {
            continue;
        };
        before.push(by);
        let left_out = collective.members.iter().filter(|member| !offer.to.contains(member));
        let exempt = left_out.filter_map(|member| scenario.stations.get(*member)).collect();
        named.push(Named::Collective(collective, exempt));
    }
    named
}

/// Format line 4.
const fn security_line(class: Classification) -> &'static str {
    match class {
        Classification::Unclassified => "ZNR UUUUU",
        Classification::Restricted | Classification::LimitedOfficialUse => "ZNY RRRRR",
        Classification::Confidential => "ZNY CCCCC",
        Classification::Secret => "ZNY SSSSS",
        Classification::TopSecret => "ZNY TTTTT",
    }
}

/// A station as an addressee: its name where that can stand in a heading.
pub(crate) fn entry(indicator: &RoutingIndicator<'_>, plad: &str) -> String {
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ';
    if plad.len() < 40 && plad.bytes().all(fits) {
        format!("{indicator}/{plad}")
    } else {
        format!("{indicator}/POST {indicator}")
    }
}

/// The routing indicator and the name of a station as an addressee.
fn divided(station: &Station) -> (&str, &str) {
    station.entry.split_once('/').unwrap_or_default()
}

/// Adds the classification line and the blank line after it. All random cables of a run share one series of message
/// reference numbers, that of the Department: a post that no decoder knows would be looked for among all that it knows.
fn push_class_line(cable: &mut String, class: Classification, ordinal: u64) {
    cable.extend([class_word(class), " STATE "]);
    in_figures(ordinal % 1_000_000, 6, |figures| cable.push_str(figures));
    cable.push_str("\n\n");
}

/// The texts of random traffic: words in lines. What follows a line begins with a word, and so is one of a few.
#[derive(Clone, Debug)]
pub(crate) struct Texts([Lines; WORDS.len()]);

/// Lines that begin with one word, and the word with which the line below them begins.
#[derive(Clone, Debug)]
struct Lines {
    written: String,
    next: usize,
}

/// Lines that are added to a text together.
const LINES_TOGETHER: usize = 8;

impl Default for Texts {
    fn default() -> Self {
        let lines: [Lines; WORDS.len()] = std::array::from_fn(Lines::one);
        Self(std::array::from_fn(|first| {
            let mut together = Lines { written: String::new(), next: first };
            for _ in 0..LINES_TOGETHER {
                let Some(line) = lines.get(together.next) else { break };
                together.written.push_str(&line.written);
                together.next = line.next;
            }
            together
        }))
    }
}

impl Texts {
    /// Adds words in lines, exactly so many characters, the last of which is a letter. Where they begin differs by cable.
    fn push(&self, cable: &mut String, length: usize, first: usize) {
        let (mut next, mut left) = (first % WORDS.len(), length);
        while left > 0 {
            let Some(lines) = self.0.get(next) else { break };
            let written = lines.written.get(..left).unwrap_or(&lines.written);
            cable.push_str(written);
            (next, left) = (lines.next, left - written.len());
        }
        if cable.ends_with([' ', '\n']) {
            cable.pop();
            cable.push('S');
        }
    }
}

impl Lines {
    /// A single line: as many words as it has columns for.
    fn one(first: usize) -> Self {
        let (mut written, mut next) = (String::new(), first);
        while let Some(word) = WORDS.get(next)
            && written.len() + word.len() <= COLUMNS
        {
            written.push_str(word);
            written.push(' ');
            next = (next + 1) % WORDS.len();
        }
        written.pop();
        written.push('\n');
        Self { written, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The length is the one drawn, line ends included; lines fit a heading's columns, are not empty and end in letters.
    #[test]
    fn a_text_has_exactly_the_length_that_was_drawn() {
        let texts = Texts::default();
        for first in [0, 7, 46] {
            for length in (1..700).chain([6_900, 20_001, 65_543]) {
                let mut text = String::new();
                texts.push(&mut text, length, first);
                assert_eq!(text.len(), length);
                assert!(
                    text.lines().all(|line| (1..=limits::LINE_COLUMNS_MAX).contains(&line.len())),
                    "{text}"
                );
                assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || b" \n".contains(&byte)));
                assert!(text.lines().all(|line| line.ends_with(|letter: char| letter.is_ascii_uppercase())));
            }
        }
    }
}
