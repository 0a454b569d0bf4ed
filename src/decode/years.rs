//! Years that are written with two figures, or not at all.

use super::grammar::value;

/// A year as references write it, with two figures or four.
#[inline]
pub(super) fn written(year: &[u8], pivot: u8) -> Option<i16> {
    if !year.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = value(year);
    match year.len() {
        2 => Some(of_two_figures(number, pivot)),
        4 if (1900..2100).contains(&number) => i16::try_from(number).ok(),
        _ => None,
    }
}

/// `09` is 2009 and `79` is 1979 where the pivot is 60.
pub(super) fn of_two_figures(year: u32, pivot: u8) -> i16 {
    let year = i16::try_from(year % 100).unwrap_or(0);
    if year >= i16::from(pivot) { 1900 + year } else { 2000 + year }
}
