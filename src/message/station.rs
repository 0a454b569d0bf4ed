//! How stations are named.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::capitals;

/// A routing indicator: four to seven capital letters that name a station to the relays (ACP 117, 3).
///
/// The letters are its own: to clone it asks for no memory. The lifetime is that of the bytes in which it was read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RoutingIndicator<'a> {
    /// The letters, zeros behind them, and how many letters there are: in order as the words are.
    letters: [u8; 8],
    read_in: PhantomData<&'a str>,
}

/// Said of a word that cannot be a routing indicator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a routing indicator, four to seven capital letters, but found `{0}`")]
pub struct NotARoutingIndicator(pub String);

impl<'a> RoutingIndicator<'a> {
    /// The shortest routing indicator, a major relay.
    pub const LENGTH_MIN: usize = 4;
    /// The longest routing indicator.
    pub const LENGTH_MAX: usize = 7;

    /// Takes a word for a routing indicator.
    ///
    /// ```
    /// # use torntape::message::RoutingIndicator;
    /// assert_eq!(RoutingIndicator::new("RUEHMO")?.as_str(), "RUEHMO");
    /// assert!(RoutingIndicator::new("39OS").is_err());
    /// # Ok::<(), torntape::message::NotARoutingIndicator>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The word, where it is not four to seven letters A to Z.
    pub fn new(word: impl Into<Cow<'a, str>>) -> Result<Self, NotARoutingIndicator> {
        let word = word.into();
        Self::of(word.as_bytes()).ok_or_else(|| NotARoutingIndicator(word.into_owned()))
    }

    /// Takes a word for a routing indicator; `None` where it is not four to seven letters A to Z.
    pub fn read(word: impl Into<Cow<'a, str>>) -> Option<Self> {
        Self::of(word.into().as_bytes())
    }

    /// Takes a word for a routing indicator; `None` where it is not four to seven letters A to Z.
    pub(crate) fn of(word: &[u8]) -> Option<Self> {
        Self::fits(word).then(|| Self::fitting(word))
    }

    /// Takes letters that were counted and found to fit.
    pub(crate) fn fitting(word: &[u8]) -> Self {
        debug_assert!(Self::fits(word), "the caller has counted the letters");
        // The first four letters, and over their end the last four: each is as many bytes as a number of the machine has.
        let (first, last) = (word.first_chunk::<4>(), word.last_chunk::<4>());
        let four = |letters: Option<&[u8; 4]>| u64::from(letters.map_or(0, |four| u32::from_le_bytes(*four)));
        let length = word.len().clamp(Self::LENGTH_MIN, Self::LENGTH_MAX);
        let letters = four(first) | four(last) << (8 * (length - Self::LENGTH_MIN)) | (length as u64) << 56;
        Self { letters: letters.to_le_bytes(), read_in: PhantomData }
    }

    /// Whether these bytes have the form of a routing indicator.
    pub fn fits(word: &[u8]) -> bool {
        (Self::LENGTH_MIN..=Self::LENGTH_MAX).contains(&word.len()) && capitals::only(word)
    }

    /// The letters as one number, another one for each: compared at once.
    pub(crate) const fn packed(&self) -> u64 {
        u64::from_be_bytes(self.letters)
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The same as bytes, which need no second look.
    pub(crate) fn bytes(&self) -> &[u8] {
        let [.., length] = self.letters;
        self.letters.get(..usize::from(length)).unwrap_or_default()
    }

    /// Lets it outlive the bytes it came from.
    pub const fn into_owned(self) -> RoutingIndicator<'static> {
        RoutingIndicator { letters: self.letters, read_in: PhantomData }
    }
}

impl Ord for RoutingIndicator<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.packed().cmp(&other.packed())
    }
}

impl PartialOrd for RoutingIndicator<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for RoutingIndicator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RoutingIndicator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RoutingIndicator").field(&self.as_str()).finish()
    }
}

impl Serialize for RoutingIndicator<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RoutingIndicator<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl PartialEq<str> for RoutingIndicator<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for RoutingIndicator<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
