//! What a variant cannot carry.

use std::fmt;

/// One field that was left out or changed, because the variant has no place for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The field, by its name in the JSON: `to[0].number`.
    pub field: String,
    /// What it says.
    pub value: String,
    /// Why it cannot stand there, and what stands in its place.
    pub reason: &'static str,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.field, self.value, self.reason)
    }
}

/// The list that is being made.
pub(super) trait Losses {
    /// Adds one.
    fn lost(&mut self, field: impl Into<String>, value: impl fmt::Display, reason: &'static str);
}

impl Losses for Vec<Loss> {
    fn lost(&mut self, field: impl Into<String>, value: impl fmt::Display, reason: &'static str) {
        self.push(Loss { field: field.into(), value: value.to_string(), reason });
    }
}
