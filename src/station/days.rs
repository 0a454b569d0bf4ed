//! Channel numbers that begin again at 0001 with the day (ACP 127(G) 112b, 413).
//!
//! A number does not say its day. Both ends know it all the same, by their clocks: what began before midnight bears
//! yesterday's number, and a receiver knows from the length of what came in when it began. A copy may have been held for
//! [`GRACE`] for the next to overtake it; so that no number of today can be taken for one of yesterday that was held, a
//! sender begins nothing under a new day's numbers until [`PAUSE`] after midnight.
//!
//! In service messages a number bears its day, as filing times have it: `XMO0164/264`. The receiver opens the day with the
//! last number that it has of yesterday, and says what repeats it awaits (`ZID XMO0164/264 AWAITING ZDK XMO0137/264`). The
//! sender says with what number each day closed (`ZKJ XMO0166/264`) until the receiver has accounted for it: what is
//! between the two is open, and is reported like any number. Days of which it says nothing had no more numbers than came in.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::channel::{self, GRACE};
use super::journal::Fact;
use super::machine::Station;

const DAY: u64 = 24 * 3600;

/// No transmission takes a new day's number before this much after midnight: a second more than a copy may be held.
pub(super) const PAUSE: Duration = Duration::from_secs(11);

/// The days of a run, UTC, counted from that of its start, which is 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    start: Timestamp,
}

impl Days {
    pub(super) const fn from(start: Timestamp) -> Self {
        Self { start }
    }

    /// From the midnight before the start.
    fn since_midnight(self, now: Duration) -> Duration {
        let of_day = u64::try_from(self.start.as_second().rem_euclid(i64::from(24 * 3600))).unwrap_or(0);
        let part = Duration::from_nanos(u64::try_from(self.start.subsec_nanosecond()).unwrap_or(0));
        now.saturating_add(Duration::from_secs(of_day)).saturating_add(part)
    }

    /// Which day it is.
    pub(super) fn at(self, now: Duration) -> u64 {
        self.since_midnight(now).as_secs() / DAY
    }

    /// The day of a transmission that came in now and took so long from its beginning.
    pub(super) fn of_arrival(self, now: Duration, took: Duration) -> u64 {
        self.since_midnight(now).saturating_sub(took).saturating_sub(GRACE).as_secs() / DAY
    }

    /// The first moment of a day at which its numbers may be used, since the start of the scenario.
    pub(super) fn opens(self, day: u64) -> Duration {
        let midnight = Duration::from_secs(day.saturating_mul(DAY));
        midnight.saturating_sub(self.since_midnight(Duration::ZERO)).saturating_add(PAUSE)
    }

    /// The day of the year.
    pub(super) fn of_year(self, day: u64) -> u16 {
        self.date(day).map_or(0, |date| date.day_of_year().unsigned_abs())
    }

    /// The last day, up to `today`, that was this one of its year.
    pub(super) fn named(self, of_year: u16, today: u64) -> Option<u64> {
        let now = self.date(today)?;
        let past = |year: i16| {
            let date =
                Date::new(year, 1, 1).ok()?.checked_add(Span::new().days(i64::from(of_year) - 1)).ok()?;
            let back = u64::try_from(date.until(now).ok()?.get_days()).ok()?;
            (date.year() == year && date <= now).then(|| today.checked_sub(back)).flatten()
        };
        (of_year > 0).then(|| past(now.year()).or_else(|| past(now.year() - 1))).flatten()
    }

    fn date(self, day: u64) -> Option<Date> {
        let first = self.start.to_zoned(TimeZone::UTC).date();
        first.checked_add(Span::new().try_days(i64::try_from(day).ok()?).ok()?).ok()
    }
}

impl Station {
    /// The days of the run, where numbers begin again with them.
    pub(super) fn days(&self) -> Option<Days> {
        self.plan.day_change.then(|| Days::from(self.plan.start))
    }

    /// Until when nothing may begin, since the day is too young for its numbers.
    pub(super) fn paused_until(&self, now: Duration, circuit: usize) -> Option<Duration> {
        let (days, side) = self.days().zip(self.sending.get(circuit))?;
        let today = days.at(now);
        let waits = channel::day(side.last) < today && side.queue.highest().is_some();
        Some(days.opens(today)).filter(|opens| waits && *opens > now)
    }

    /// Turns to today's numbers. Whether anything may begin.
    pub(super) fn begin_day(&mut self, now: Duration, circuit: usize) -> bool {
        if self.paused_until(now, circuit).is_some() {
            return false;
        }
        if let Some((days, side)) = self.days().zip(self.sending.get_mut(circuit)) {
            let before = channel::before(days.at(now));
            if before > side.last {
                side.begin_day(before);
                self.note(|| Fact::DayBegun { circuit, before });
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn days_are_counted_and_named() {
        let days = Days::from("2009-12-30T23:59:30Z".parse().unwrap());
        assert_eq!([0, 29, 30, 30 + DAY].map(|now| days.at(seconds(now))), [0, 0, 1, 2]);
        assert_eq!([0, 1, 2].map(|day| days.of_year(day)), [364, 365, 1]);
        assert_eq!(
            [364, 365, 1, 2, 0, 366].map(|named| days.named(named, 2)),
            [Some(0), Some(1), Some(2), None, None, None]
        );
        assert_eq!(days.named(1, 3), Some(2));
        assert_eq!((days.opens(1), days.opens(0)), (seconds(41), seconds(0) + PAUSE));
    }

    /// What began before midnight is yesterday's, though it was held; what began after the pause is today's.
    #[test]
    fn the_day_of_an_arrival_is_that_of_its_beginning() {
        let days = Days::from("2009-09-21T23:00:00Z".parse().unwrap());
        let midnight = 3600;
        for (came, took, day) in
            [(-5, 0, 0), (5, 6, 0), (9, 0, 0), (11, 0, 1), (60, 49, 1), (60, 61, 0), (70, 61, 0)]
        {
            let now = seconds(u64::try_from(midnight + came).unwrap());
            assert_eq!(days.of_arrival(now, seconds(took)), day, "{came} {took}");
        }
        assert_eq!(days.of_arrival(seconds(1), seconds(9)), 0, "never before the first");
    }
}
