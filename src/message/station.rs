//! How stations are named.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::capitals;

/// A routing indicator: four to seven capital letters that name a station to the relays (ACP 117, 3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RoutingIndicator<'a>(Cow<'a, str>);

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
        if Self::fits(word.as_bytes()) {
            Ok(Self(word))
        } else {
            Err(NotARoutingIndicator(word.into_owned()))
        }
    }

    /// Takes a word for a routing indicator; `None` where it is not four to seven letters A to Z.
    pub fn read(word: impl Into<Cow<'a, str>>) -> Option<Self> {
        let word = word.into();
        Self::fits(word.as_bytes()).then_some(Self(word))
    }

    /// Takes letters that were counted and found to fit.
    pub(crate) fn fitting(word: Cow<'a, str>) -> Self {
        debug_assert!(Self::fits(word.as_bytes()), "the caller has counted the letters of `{word}`");
        Self(word)
    }

    /// Whether these bytes have the form of a routing indicator.
    pub fn fits(word: &[u8]) -> bool {
        (Self::LENGTH_MIN..=Self::LENGTH_MAX).contains(&word.len()) && capitals::only(word)
    }

    /// The letters as one number, another one for each: compared at once.
    pub(crate) fn packed(&self) -> u64 {
        capitals::packed(self.0.as_bytes())
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Lets it outlive the bytes it came from.
    pub fn into_owned(self) -> RoutingIndicator<'static> {
        RoutingIndicator(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Display for RoutingIndicator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RoutingIndicator<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl PartialEq<str> for RoutingIndicator<'_> {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for RoutingIndicator<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
