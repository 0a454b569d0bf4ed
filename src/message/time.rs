//! When: date-time groups, filing times, and the year that neither of them spells out.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// The months in full; date-time groups write the first three letters.
pub(crate) const MONTHS: [&str; 12] = [
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

/// The three letters of a month from 1 to 12, as format line 5 has them; empty for any other number.
pub(crate) fn month_letters(month: i8) -> &'static str {
    let place = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    place.and_then(|place| MONTHS.get(place)).and_then(|name| name.get(..3)).unwrap_or_default()
}

/// The date-time group of format line 5: `212156Z SEP 09` (ACP 127(G) 113).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateTimeGroup<'a> {
    /// As written.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The instant; `None` where the group is damaged or has no month or year.
    pub at: Option<Timestamp>,
    /// The signals after the year, each with its arguments after a blank.
    #[serde(default)]
    pub operating_signals: Vec<Cow<'a, str>>,
    /// The indicator of the cipher of a CODRESS message, five figures behind the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Cow<'a, str>>,
}

/// Gives the instant of a filing time, a day of the year and a time of day without year.
///
/// The year is the one that brings the filing time nearest to `near`, usually the date-time group; so
/// day 1 belongs to the year after a date-time group of 31 December. `None` where no such day or time
/// exists in any of the three years around `near`.
///
/// ```
/// # use torntape::message::filing_time;
/// let dtg = "2008-12-31T23:50:00Z".parse()?;
/// assert_eq!(filing_time(1, 0, 5, dtg), Some("2009-01-01T00:05:00Z".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn filing_time(day: u16, hour: u8, minute: u8, near: Timestamp) -> Option<Timestamp> {
    let year = TimeZone::UTC.to_datetime(near).year();
    // Within half a year of `near` no other year can bring it nearer.
    let here = ordinal(year, day, hour, minute);
    if here.is_some_and(|filed| (filed.as_second() - near.as_second()).abs() < HALF_YEAR_S) {
        return here;
    }
    (year.saturating_sub(1)..=year.saturating_add(1))
        .filter_map(|year| ordinal(year, day, hour, minute))
        .min_by_key(|filed| (filed.as_second() - near.as_second()).abs())
}

/// Gives the instant of a filing time that is written with the day of the month, as in `11/1215Z`.
///
/// The month is the one that brings the filing time nearest to `near`. `None` where no such day or time exists in any
/// of the three months around `near`.
///
/// ```
/// # use torntape::message::filing_time_of_month;
/// let dtg = "2017-03-31T23:50:00Z".parse()?;
/// assert_eq!(filing_time_of_month(1, 0, 5, dtg), Some("2017-04-01T00:05:00Z".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn filing_time_of_month(day: u16, hour: u8, minute: u8, near: Timestamp) -> Option<Timestamp> {
    let month = TimeZone::UTC.to_datetime(near).date().first_of_month();
    let (day, hour, minute) = (i8::try_from(day).ok()?, i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
    if hour > 23 || minute > 59 {
        return None;
    }
    let months = [-1, 0, 1].into_iter().filter_map(|past| month.checked_add(Span::new().months(past)).ok());
    months
        .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
        .filter_map(|date| TimeZone::UTC.to_timestamp(date.at(hour, minute, 0, 0)).ok())
        .min_by_key(|filed| (filed.as_second() - near.as_second()).abs())
}

const HALF_YEAR_S: i64 = 182 * 24 * 60 * 60;

/// A minute of a day of a year, counted in seconds from the first of January.
fn ordinal(year: i16, day: u16, hour: u8, minute: u8) -> Option<Timestamp> {
    let first = Date::new(year, 1, 1).ok()?;
    let past = day.checked_sub(1).filter(|past| *past < first.days_in_year().unsigned_abs())?;
    if hour > 23 || minute > 59 {
        return None;
    }
    let start = TimeZone::UTC.to_timestamp(first.at(0, 0, 0, 0)).ok()?;
    let seconds = (i64::from(past) * 24 + i64::from(hour)) * 3600 + i64::from(minute) * 60;
    Timestamp::from_second(start.as_second() + seconds).ok()
}
