//! Hours in which a post is open, and what it acts on in the night (5 FAH-2 H-421).

use std::time::Duration;

use jiff::Timestamp;

use crate::message::{Addressee, Cable, Precedence};

const DAY: i128 = 24 * 3600 * NANOSECONDS;
const NANOSECONDS: i128 = 1_000_000_000;

/// The first of January 1970 was a Thursday: days after the Monday before.
const FIRST_WEEKDAY: i128 = 3;

/// The hours of a post that is not open day and night, in its own time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    /// When it opens, since midnight.
    pub opens: Duration,
    /// When it closes; where that is not later, on the next day.
    pub closes: Duration,
    /// How many seconds its time is ahead of UTC.
    pub ahead_s: i32,
    /// The days on which it opens, Monday first.
    pub days: [bool; 7],
}

impl OpeningHours {
    /// The first time from `now` on at which it is open, since `start`: `now` itself where it is.
    ///
    /// ```
    /// use std::time::Duration;
    /// use torntape::station::OpeningHours;
    ///
    /// let hour = |hours: u64| Duration::from_secs(3600 * hours);
    /// let mut days = [true; 7];
    /// (days[5], days[6]) = (false, false);
    /// let moscow = OpeningHours { opens: hour(9), closes: hour(18), ahead_s: 3 * 3600, days };
    /// let friday = "2009-09-25T00:00:00Z".parse()?;
    /// assert_eq!(moscow.open_from(friday, hour(1)), hour(6), "at nine in Moscow");
    /// assert_eq!(moscow.open_from(friday, hour(14)), hour(14));
    /// assert_eq!(moscow.open_from(friday, hour(15)), hour(3 * 24 + 6), "on Monday");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn open_from(&self, start: Timestamp, now: Duration) -> Duration {
        let whole = |time: Duration| i128::try_from(time.as_nanos()).unwrap_or(i128::MAX / 4);
        let local = start.as_nanosecond() + i128::from(self.ahead_s) * NANOSECONDS + whole(now);
        let lasts = (whole(self.closes) - whole(self.opens) - 1).rem_euclid(DAY) + 1;
        let today = local.div_euclid(DAY);
        // What opened yesterday may last over midnight, and each week has a day on which it opens.
        for day in today - 1..=today + 7 {
            let weekday = usize::try_from((day + FIRST_WEEKDAY).rem_euclid(7)).unwrap_or(0);
            let opens = day * DAY + whole(self.opens);
            if self.days.get(weekday) == Some(&true) && local < opens + lasts {
                let wait = u64::try_from((opens - local).max(0)).unwrap_or(u64::MAX);
                return now.saturating_add(Duration::from_nanos(wait));
            }
        }
        now
    }
}

/// How urgent a cable is for one addressee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Urgency {
    pub(crate) precedence: Precedence,
    /// It asks for action in the night (`NIACT IMMEDIATE`).
    pub(crate) night_action: bool,
}

impl Urgency {
    /// That of a cable for whoever `is_called`: by the word of the addressee, else by its format line.
    pub(crate) fn of(cable: &Cable<'_>, is_called: impl Fn(&Addressee<'_>) -> bool) -> Self {
        Self::among(cable, is_called).unwrap_or(Self { precedence: Precedence::Routine, night_action: false })
    }

    /// The same; `None` where nobody is called.
    pub(super) fn among(cable: &Cable<'_>, is_called: impl Fn(&Addressee<'_>) -> bool) -> Option<Self> {
        let action = cable.precedence.map(|dual| dual.action);
        let info = cable.precedence.and_then(|dual| dual.info).or(action);
        let lines = [(&cable.to, action), (&cable.info, info)];
        let all =
            lines.into_iter().flat_map(|(list, line)| list.iter().map(move |addressee| (addressee, line)));
        let own = all.filter(|(addressee, _)| is_called(addressee)).map(|(addressee, line)| Self {
            precedence: addressee.precedence.or(line).unwrap_or(Precedence::Routine),
            night_action: addressee.night_action,
        });
        own.reduce(|one, other| Self {
            precedence: one.precedence.max(other.precedence),
            night_action: one.night_action || other.night_action,
        })
    }

    /// Whether a post acts on it at once, day or night: FLASH and above, and NIACT IMMEDIATE.
    pub(crate) fn wakes(self) -> bool {
        self.night_action || self.precedence >= Precedence::Flash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn hours(hours: u64) -> Duration {
        Duration::from_secs(3600 * hours)
    }

    /// It opens where the last time closed, round the clock and over midnight, and never before now.
    #[test]
    fn a_post_opens_over_midnight_too() {
        let start = "2009-09-21T00:00:00Z".parse().unwrap();
        let night = OpeningHours { opens: hours(22), closes: hours(6), ahead_s: 0, days: [true; 7] };
        for (now, expected) in [(0, 0), (5, 5), (6, 22), (21, 22), (23, 23), (29, 29), (30, 46)] {
            assert_eq!(night.open_from(start, hours(now)), hours(expected), "{now}");
        }
        let mut days = [false; 7];
        days[0] = true;
        let mondays = OpeningHours { opens: hours(22), closes: hours(6), ahead_s: 0, days };
        assert_eq!(mondays.open_from(start, hours(0)), hours(22), "that Sunday it did not open");
        assert_eq!(mondays.open_from(start, hours(29)), hours(29), "Monday night");
        assert_eq!(mondays.open_from(start, hours(30)), hours(7 * 24 + 22));
    }
}
