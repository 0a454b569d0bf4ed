//! What is said about the sections of a cable.

use std::fmt;

/// Something about the sections of one cable that its reader has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// A section is not there.
    Missing {
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
        /// Of which cable.
        cable: String,
    },
    /// A section came more than once, each time with the same text.
    Double {
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
        /// Of which cable.
        cable: String,
        /// How many copies there are.
        copies: usize,
    },
    /// A section came with different texts; all are kept.
    Contradiction {
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
        /// Of which cable.
        cable: String,
    },
    /// There is no undamaged copy of a section.
    Damaged {
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
        /// Of which cable.
        cable: String,
    },
    /// Damaged transmissions of the cable do not tell their section.
    Unplaced {
        /// Of which cable.
        cable: String,
        /// How many.
        transmissions: usize,
    },
    /// A section's number is 0 or exceeds the total.
    OutOfRange {
        /// Which section.
        section: u8,
        /// Of how many.
        of: u8,
        /// Of which cable.
        cable: String,
    },
    /// Sections of one cable count different totals.
    Totals {
        /// Of which cable.
        cable: String,
        /// The totals, smallest first.
        totals: Vec<u8>,
    },
    /// Sections of one cable bear different date-time groups.
    DateTimeGroups {
        /// Of which cable.
        cable: String,
        /// The groups, each once.
        groups: Vec<String>,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { section, of, cable } => {
                write!(f, "missing: section {section:02} of {of:02} of {cable}")
            }
            Self::Double { section, of, cable, copies } => {
                write!(
                    f,
                    "double: section {section:02} of {of:02} of {cable} is there {copies} times, with one text"
                )
            }
            Self::Contradiction { section, of, cable } => {
                write!(
                    f,
                    "contradictory: section {section:02} of {of:02} of {cable} is there with different texts"
                )
            }
            Self::Damaged { section, of, cable } => {
                write!(f, "damaged: section {section:02} of {of:02} of {cable}")
            }
            Self::Unplaced { cable, transmissions } => {
                write!(f, "damaged: {transmissions} of {cable} without a readable section number")
            }
            Self::OutOfRange { section, of, cable } => {
                write!(f, "contradictory: section {section:02} of {of:02} of {cable} cannot be")
            }
            Self::Totals { cable, totals } => {
                let totals: Vec<String> = totals.iter().map(|total| format!("{total:02}")).collect();
                write!(f, "contradictory: {cable} is said to have {} sections", totals.join(" and "))
            }
            Self::DateTimeGroups { cable, groups } => {
                write!(f, "contradictory: sections of {cable} are dated {}", groups.join(" and "))
            }
        }
    }
}
