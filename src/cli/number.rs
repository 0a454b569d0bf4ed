//! Whole numbers of options, and what is said to who gives something else.

use std::fmt::Display;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Reads a number from 1.
///
/// # Errors
///
/// What was expected.
pub(crate) fn from_one(word: &str) -> Result<NonZeroUsize, String> {
    let is_long = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    let most = if is_long { format!(" to {}", usize::MAX) } else { String::new() };
    word.parse().map_err(|_| format!("expected a whole number from 1{most}"))
}

/// Reads a number from 0.
///
/// # Errors
///
/// What was expected.
pub(crate) fn from_zero(word: &str) -> Result<u64, String> {
    word.parse().map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

/// Reads a number of a range; what is none is answered with what was expected.
pub(crate) fn within<T>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    T: FromStr + PartialOrd + Display + Clone,
{
    move |word| {
        let number = word.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| format!("expected a whole number from {} to {}", range.start(), range.end()))
    }
}
