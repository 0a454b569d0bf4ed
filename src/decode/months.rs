//! The names of the months.

use crate::message::MONTHS;

/// Reads a month's three letters.
pub(super) fn month(word: &[u8]) -> Option<i8> {
    if word.len() != 3 {
        return None;
    }
    let place = MONTHS.iter().position(|name| name.as_bytes().starts_with(word))?;
    i8::try_from(place + 1).ok()
}

/// Whether a word names a month, in full or by three letters, in any case.
pub(super) fn is_month(word: &str) -> bool {
    let named = |name: &str| {
        word.eq_ignore_ascii_case(name) || name.get(..3).is_some_and(|name| word.eq_ignore_ascii_case(name))
    };
    word.len() >= 3 && MONTHS.into_iter().any(named)
}
