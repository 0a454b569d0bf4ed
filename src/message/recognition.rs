//! How a cable's dialect was recognised, and how surely.

use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// How the dialect of a cable was told.
///
/// ```
/// # use torntape::message::{Confidence, Reason};
/// let cable = torntape::Decoder::new().cable(b"PP RUEHLN\nDE RUEHC #7951 2642216\nFM SECSTATE WASHDC\n");
/// assert_eq!(cable.recognition.confidence, Confidence::Certain);
/// assert!(cable.recognition.reasons.contains(Reason::SerialSign));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// How surely the text is of the dialect that is given for it.
    pub confidence: Confidence,
    /// The caller named the dialect; the text was read as that.
    #[serde(default)]
    pub forced: bool,
    /// What in the text speaks for a dialect, strongest first.
    #[serde(default)]
    pub reasons: Reasons,
}

/// How surely a text is of a dialect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Little speaks for it, or something against it.
    #[default]
    Doubtful,
    /// It has the marks of the dialect, but not all that would settle it.
    Likely,
    /// No other dialect writes what was found.
    Certain,
}

impl Confidence {
    /// The word of the JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

macro_rules! reasons {
    ($($name:ident $words:literal)*) => {
        /// One thing in a text that tells its dialect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Reason {
            $(#[doc = $words] #[serde(rename = $words)] $name,)*
        }

        impl Reason {
            /// Every reason, strongest first.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The reason in words, as the JSON has it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

reasons! {
    Attributes "attributes of the archive below the text"
    PageFirst "page mark before everything else"
    Distribution "block of offices and copies"
    FixedHeader "fixed positions in format line 2"
    CallSigns "call signs with DE between them on one line"
    CallNumber "NR and a number behind the call signs"
    SerialSign "serial with # in format line 3"
    SerialPlain "serial without # in format line 3"
    Pilot "pilot before format line 3"
    MessageNumbers "message numbers behind addressees"
    PrecedenceWords "precedence words behind addressees"
    StateNames "State names in the address"
    ReferenceNumber "message reference number"
    TagsLine "TAGS line"
    StateRouting "RUEH in format line 3"
    Validation "# and serial in format line 15"
    RoutingLine "routing line"
    NoStateMarks "no mark of the State Department"
    DateTimeFirst "begins with format line 5"
    AddressFirst "begins with the address"
    SecurityFirst "begins with format line 4"
    ClassFirst "begins with the classification line"
    CaptionFirst "begins with a caption"
}

/// A set of reasons.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u32);

impl Reasons {
    /// None.
    pub const NONE: Self = Self(0);

    /// Adds one.
    pub const fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u32;
    }

    /// Whether it is among them.
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u32) != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All of them, strongest first.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.contains(*reason))
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        let mut set = Self::NONE;
        reasons.into_iter().for_each(|reason| set.insert(reason));
        set
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Reasons {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;

        impl<'de> Visitor<'de> for List {
            type Value = Reasons;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of reasons")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Reasons, A::Error> {
                let mut reasons = Reasons::NONE;
                while let Some(reason) = list.next_element()? {
                    reasons.insert(reason);
                }
                Ok(reasons)
            }
        }

        deserializer.deserialize_seq(List)
    }
}
