//! The names of the months.

/// The months in full; date-time groups write the first three letters.
pub(super) const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

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
