//! How urgent a message is.

use serde::{Deserialize, Serialize};

/// The precedence of a message, lowest first, so that `max` is the most urgent.
///
/// The order is that of ACP 127(G) 150, with the emergency command precedence of AUTODIN above FLASH.
/// `NIACT IMMEDIATE` is no level of its own: it is [`Immediate`](Self::Immediate) with
/// [`night_action`](crate::message::Addressee::night_action).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// `R`
    Routine,
    /// `P`
    Priority,
    /// `O`
    Immediate,
    /// `Z`
    Flash,
    /// `Y`
    Emergency,
}

impl Precedence {
    /// Every level, most urgent first.
    pub const ALL: [Self; 5] = [Self::Emergency, Self::Flash, Self::Immediate, Self::Priority, Self::Routine];

    /// Reads the letter that stands once in format line 5 and twice in format line 2 (ACP 127(G) 151).
    ///
    /// Returns `None` for any other byte, lower case included: operators send capitals only.
    ///
    /// ```
    /// # use torntape::message::Precedence;
    /// assert_eq!(Precedence::from_prosign(b'O'), Some(Precedence::Immediate));
    /// assert_eq!(Precedence::from_prosign(b'o'), None);
    /// ```
    pub const fn from_prosign(letter: u8) -> Option<Self> {
        Some(match letter {
            b'Y' => Self::Emergency,
            b'Z' => Self::Flash,
            b'O' => Self::Immediate,
            b'P' => Self::Priority,
            b'R' => Self::Routine,
            _ => return None,
        })
    }

    /// The letter of format line 5.
    pub const fn prosign(self) -> char {
        match self {
            Self::Emergency => 'Y',
            Self::Flash => 'Z',
            Self::Immediate => 'O',
            Self::Priority => 'P',
            Self::Routine => 'R',
        }
    }

    /// The word that stands after an addressee of a State cable.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Emergency => "EMERGENCY",
            Self::Flash => "FLASH",
            Self::Immediate => "IMMEDIATE",
            Self::Priority => "PRIORITY",
            Self::Routine => "ROUTINE",
        }
    }

    /// Reads [`word`](Self::word) back.
    pub fn from_word(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"EMERGENCY" => Self::Emergency,
            b"FLASH" => Self::Flash,
            b"IMMEDIATE" => Self::Immediate,
            b"PRIORITY" => Self::Priority,
            b"ROUTINE" => Self::Routine,
            _ => return None,
        })
    }
}

/// The prosigns of format line 5: one for all, or a higher one for action and a lower one for information
/// addressees (ACP 127(G) 152).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DualPrecedence {
    /// For the action addressees, and for all where `info` is absent.
    pub action: Precedence,
    /// For the information addressees.
    pub info: Option<Precedence>,
}
