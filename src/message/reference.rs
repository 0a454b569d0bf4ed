//! How messages name themselves and each other.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, SmolStrBuilder};

/// The message reference number that ends the classification line: `STATE 097951`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReference<'a> {
    /// The station as written.
    pub station: Cow<'a, str>,
    /// Its number.
    pub number: u32,
    /// The year of the date-time group.
    pub year: Option<i16>,
    /// Two-digit year, station without blanks, number without leading zeros: `09STATE97951`.
    pub id: Option<SmolStr>,
}

impl MessageReference<'_> {
    /// Writes the identification of a cable: `09STATE97951`.
    ///
    /// ```
    /// # use torntape::message::MessageReference;
    /// assert_eq!(MessageReference::id(2008, "SECSTATE", 5577), "08STATE5577");
    /// assert_eq!(MessageReference::id(1976, "ST PETERSBURG", 12), "76STPETERSBURG12");
    /// ```
    pub fn id(year: i16, station: &str, number: u32) -> SmolStr {
        let station = if station == "SECSTATE" { "STATE" } else { station };
        let year = u8::try_from(year.rem_euclid(100)).unwrap_or(0);
        short_id(year, station, number).unwrap_or_else(|| {
            let words: String = station.split_ascii_whitespace().collect();
            format!("{year:02}{}{number}", words.to_ascii_uppercase()).into()
        })
    }
}

impl MessageReference<'_> {
    /// The same of a station's letters, which are capitals without blanks, and of the figures of the number.
    pub(crate) fn id_of_letters(year: i16, letters: &str, figures: &str) -> SmolStr {
        let year = u8::try_from(year.rem_euclid(100)).unwrap_or(0);
        let mut id = SmolStrBuilder::new();
        id.push(char::from(b'0' + year / 10));
        id.push(char::from(b'0' + year % 10));
        id.push_str(letters);
        let significant = figures.trim_start_matches('0');
        id.push_str(if significant.is_empty() { "0" } else { significant });
        id.finish()
    }
}

/// An identification that a [`SmolStr`] holds without memory of its own, as nearly all are: made for every reference
/// read, without the machinery of formatting.
fn short_id(year: u8, station: &str, number: u32) -> Option<SmolStr> {
    const LENGTH_MAX: usize = 23;
    let mut letters = [0; LENGTH_MAX];
    let [tens, ones, room @ ..] = &mut letters;
    (*tens, *ones) = (b'0' + year / 10, b'0' + year % 10);
    let mut length = 0;
    for byte in station.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        *room.get_mut(length)? = byte.to_ascii_uppercase();
        length += 1;
    }
    let mut figures = [0; 10];
    let figures = decimal(number, &mut figures);
    room.get_mut(length..)?.get_mut(..figures.len())?.copy_from_slice(figures);
    SmolStr::from_utf8(letters.get(..2 + length + figures.len())?).ok()
}

/// Decimal digits.
fn decimal(mut number: u32, digits: &mut [u8; 10]) -> &[u8] {
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        length += 1;
        if number == 0 {
            break;
        }
    }
    digits.get(10 - length..).unwrap_or_default()
}

/// One entry of the REF list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference<'a> {
    /// The letter before it.
    pub label: Option<Cow<'a, str>>,
    /// What is referred to.
    pub kind: ReferenceKind,
    /// As written, without label.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The cable's identification, in the form of [`MessageReference::id`].
    pub id: Option<SmolStr>,
}

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A cable by its number.
    Cable,
    /// An electronic mail.
    Email,
    /// A message by its date-time group.
    Dtg,
    /// Anything else.
    Document,
}
