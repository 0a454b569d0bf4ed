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
        let mut id = SmolStrBuilder::new();
        let two = year.rem_euclid(100).unsigned_abs();
        // A hundred more has a zero where the year needs one.
        id.push_str(itoa(100 + u32::from(two), &mut [0; 10]).get(1..).unwrap_or_default());
        if station.bytes().all(|byte| byte.is_ascii_uppercase()) {
            id.push_str(station);
        } else {
            for word in station.split_ascii_whitespace() {
                id.push_str(&word.to_ascii_uppercase());
            }
        }
        id.push_str(itoa(number, &mut [0; 10]));
        id.finish()
    }
}

/// Decimal digits without the machinery of formatting; identifications are made for every reference read.
fn itoa(mut number: u32, digits: &mut [u8; 10]) -> &str {
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        length += 1;
        if number == 0 {
            break;
        }
    }
    digits.get(10 - length..).and_then(|used| std::str::from_utf8(used).ok()).unwrap_or("0")
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
