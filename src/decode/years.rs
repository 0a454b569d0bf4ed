//! Years that are written with two figures, or not at all.

/// `09` is 2009 and `79` is 1979 where the pivot is 60.
pub(super) fn of_two_figures(year: u32, pivot: u8) -> i16 {
    let year = i16::try_from(year % 100).unwrap_or(0);
    if year >= i16::from(pivot) { 1900 + year } else { 2000 + year }
}
