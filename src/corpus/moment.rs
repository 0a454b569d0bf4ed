//! When: date-time groups and filing times.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::draw::Draw;
use crate::message::{DateTimeGroup, month_letters};

/// The moment of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) at: Timestamp,
    pub(super) year: i16,
    /// From 1 to 12.
    month: i8,
    day: usize,
    hour: usize,
    minute: usize,
}

impl Moment {
    /// Some minute of the years from `first` to `last`.
    pub(super) fn draw(draw: &mut Draw, first: i16, last: i16) -> Self {
        let year =
            first + i16::try_from(draw.below(usize::from((last - first).unsigned_abs()) + 1)).unwrap_or(0);
        let small = |number: usize| i8::try_from(number).unwrap_or(1);
        let (month, day) = (small(draw.between(1, 12)), draw.between(1, 28));
        // 0000Z belongs to two days and is not written.
        let (hour, minute) = (draw.below(24), draw.between(1, 59));
        let at = Date::new(year, month, small(day))
            .ok()
            .and_then(|date| TimeZone::UTC.to_timestamp(date.at(small(hour), small(minute), 0, 0)).ok())
            .unwrap_or_default();
        Self { at, year, month, day, hour, minute }
    }

    /// The moment with this timestamp.
    pub(super) fn of(at: Timestamp) -> Self {
        let there = at.to_zoned(TimeZone::UTC);
        let number = |number: i8| usize::from(number.unsigned_abs());
        Self {
            at,
            year: there.year(),
            month: there.month(),
            day: number(there.day()),
            hour: number(there.hour()),
            minute: number(there.minute()),
        }
    }

    /// The same time of a day so many days before.
    pub(super) fn days_before(self, days: usize) -> Self {
        let earlier = SignedDuration::from_hours(24 * i64::try_from(days).unwrap_or(0));
        Self::of(self.at.checked_sub(earlier).unwrap_or(self.at))
    }

    /// `212156Z SEP 09`
    pub(super) fn group(self, signals: Vec<Cow<'static, str>>) -> DateTimeGroup<'static> {
        let Self { day, hour, minute, .. } = self;
        let month = month_letters(self.month);
        let text = format!("{day:02}{hour:02}{minute:02}Z {month} {:02}", self.year.rem_euclid(100));
        DateTimeGroup {
            text: Cow::Owned(text),
            at: Some(self.at),
            operating_signals: signals,
            indicator: None,
        }
    }

    /// The day of the year and the time at which it is filed, so many minutes later.
    pub(super) fn filed(self, minutes: usize) -> (u16, Cow<'static, str>, Timestamp) {
        let later = SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(0));
        let filed = self.at.checked_add(later).unwrap_or(self.at);
        let there = filed.to_zoned(TimeZone::UTC);
        let time = format!("{:02}{:02}", there.hour(), there.minute());
        (there.day_of_year().unsigned_abs(), Cow::Owned(time), filed)
    }

    /// `021750Z`: day and time alone, so many minutes later.
    pub(super) fn stamp(self, minutes: usize) -> String {
        let later = SignedDuration::from_mins(i64::try_from(minutes).unwrap_or(0));
        let there = self.at.checked_add(later).unwrap_or(self.at).to_zoned(TimeZone::UTC);
        format!("{:02}{:02}{:02}Z", there.day(), there.hour(), there.minute())
    }
}
