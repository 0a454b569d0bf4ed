//! One post of the State Department: what it is called, and where it is.

use std::fmt;

use serde::Serialize;

use crate::message::RoutingIndicator;

/// A post, and everything the directory knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Post {
    /// The routing indicator: `RUEHMO`.
    pub indicator: &'static str,
    /// The plain language address designator: `AMEMBASSY MOSCOW`.
    pub plad: &'static str,
    /// What it is.
    pub kind: PostKind,
    /// What stands for it in a message reference number: `MOSCOW`, `STATE`, `USUN NEW YORK`; `None` where none is known.
    pub station: Option<&'static str>,
    /// The city, as English spells it, without accents.
    pub city: &'static str,
    /// The country, as English calls it for short, without accents.
    pub country: &'static str,
    /// Degrees north of the equator; south of it below zero.
    pub latitude: f64,
    /// Degrees east of Greenwich; west of it below zero.
    pub longitude: f64,
}

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PostKind {
    /// The Department of State itself.
    Department,
    /// An embassy, `AMEMBASSY`.
    Embassy,
    /// A consulate or consulate general, `AMCONSUL`.
    Consulate,
    /// A mission to an international organisation, `USMISSION`.
    Mission,
    /// The interests section inside another state's embassy, `USINT`.
    InterestsSection,
    /// The American Institute in Taiwan, `AIT`.
    Institute,
    /// An office away from its embassy: a presence post, a regional embassy office, a reconstruction team.
    BranchOffice,
    /// An office with a service of its own: finance, couriers, training, communications.
    Office,
}

impl PostKind {
    /// `embassy`, `interests section`
    pub const fn word(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Embassy => "embassy",
            Self::Consulate => "consulate",
            Self::Mission => "mission",
            Self::InterestsSection => "interests section",
            Self::Institute => "institute",
            Self::BranchOffice => "branch office",
            Self::Office => "office",
        }
    }
}

impl Post {
    /// `Moscow, Russia`; the name once where city and country are called the same.
    pub const fn place(&self) -> Place {
        Place { city: self.city, country: self.country }
    }
}

/// A city and its country, to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    city: &'static str,
    country: &'static str,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.city == self.country {
            f.write_str(self.city)
        } else {
            write!(f, "{}, {}", self.city, self.country)
        }
    }
}

/// A row of the table; `=` for the station is the designator without its first word.
pub(super) const fn row(
    indicator: &'static str,
    plad: &'static str,
    kind: PostKind,
    station: &'static str,
    (city, country): (&'static str, &'static str),
    (latitude, longitude): (f64, f64),
) -> Post {
    let station = match station.as_bytes() {
        [] => None,
        b"=" => Some(after_blank(plad)),
        _ => Some(station),
    };
    Post { indicator, plad, kind, station, city, country, latitude, longitude }
}

/// What follows the first blank; all of it where there is none.
const fn after_blank(name: &'static str) -> &'static str {
    let (mut start, mut rest) = (0, name.as_bytes());
    while let [first, after @ ..] = rest {
        start += 1;
        if *first == b' ' {
            return name.split_at(start).1;
        }
        rest = after;
    }
    name
}

/// The letters of a routing indicator as a number of the same order, so that a search compares no text. Longer words
/// are cut: a directory holds none.
pub(super) const fn packed(letters: &[u8]) -> u64 {
    let (mut key, mut places, mut rest) = (0, 0, letters);
    while places < RoutingIndicator::LENGTH_MAX + 1 {
        let letter = match rest.split_first() {
            Some((first, after)) => {
                rest = after;
                *first
            }
            None => 0,
        };
        key = (key << 8) | letter as u64;
        places += 1;
    }
    key
}
