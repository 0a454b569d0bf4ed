//! How the text and the page say times, shares and numbers: one way for both.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::live;
use crate::sim::scenario::Scenario;

const SECOND: u128 = 1_000_000_000;
const MINUTE: u128 = 60 * SECOND;
const HOUR: u128 = 60 * MINUTE;

/// In a longer run a day of the month says no longer which day it was.
const MONTH: Duration = Duration::from_secs(31 * 24 * 3600);

/// `13 %`. What is less than all is never said to be all, nor what is more than nothing to be nothing.
pub(super) fn share(share: f64) -> String {
    let percent = (share * 100.0 + 0.5).floor();
    if share > 0.0 && percent < 1.0 {
        "< 1 %".to_owned()
    } else if share < 1.0 && percent > 99.0 {
        "> 99 %".to_owned()
    } else {
        format!("{percent:.0} %")
    }
}

/// `17 min 27 s`: the greatest unit that there is any of and the next, rounded half up. Tenths below ten seconds.
pub(super) fn spell(time: Duration) -> String {
    let rounded = |unit: u128| (time.as_nanos() + unit / 2) / unit;
    let (tenths, seconds, minutes) = (rounded(SECOND / 10), rounded(SECOND), rounded(MINUTE));
    if time.is_zero() {
        "0 s".to_owned()
    } else if tenths < 100 {
        format!("{}.{} s", tenths / 10, tenths % 10)
    } else if seconds < 60 {
        format!("{seconds} s")
    } else if seconds < 3600 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if minutes < 24 * 60 {
        format!("{} h {:02} min", minutes / 60, minutes % 60)
    } else {
        let hours = rounded(HOUR);
        format!("{} d {:02} h", hours / 24, hours % 24)
    }
}

/// The same without a second unit of which there is nothing: `10 min`.
pub(super) fn plainly(time: Duration) -> String {
    let spelt = spell(time);
    let plain = [" 00 s", " 00 min", " 00 h"].into_iter().find_map(|nothing| spelt.strip_suffix(nothing));
    plain.map_or_else(|| spelt.replace(".0 s", " s"), str::to_owned)
}

/// A time of a report.
pub(super) fn seconds(time: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(time).ok()
}

/// `1 message`, `2 messages`.
pub(super) fn counted(many: u64, one: &str, more: &str) -> String {
    format!("{many} {}", if many == 1 { one } else { more })
}

/// Says when something happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: Timestamp,
    /// The run takes more than a month.
    pub(super) dated: bool,
}

impl Clock {
    /// The clock of a run that takes so long.
    pub(super) fn of(scenario: &Scenario, run: Duration) -> Self {
        Self { start: scenario.start(), dated: run > MONTH }
    }

    /// The day of the month and the time of day, `21 22:03:12Z`; the date where the run takes more than a month,
    /// `2003-05-02 16:48Z`.
    pub(super) fn at(&self, at: Duration) -> String {
        if !self.dated {
            return live::clock(self.start, at);
        }
        let past = SignedDuration::try_from(at).unwrap_or(SignedDuration::MAX);
        let at = self.start.checked_add(past).unwrap_or(Timestamp::MAX).to_zoned(TimeZone::UTC);
        format!("{:04}-{:02}-{:02} {:02}:{:02}Z", at.year(), at.month(), at.day(), at.hour(), at.minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(milliseconds: u64) -> String {
        spell(Duration::from_millis(milliseconds))
    }

    #[test]
    fn times_as_people_say_them() {
        let times = [0, 400, 9_600, 46_200, 1_047_227, 3_600_000, 86_400_000, 259_200_000];
        let said = ["0 s", "0.4 s", "9.6 s", "46 s", "17 min 27 s", "1 h 00 min", "1 d 00 h", "3 d 00 h"];
        assert_eq!(times.map(spelt), said);
        let plain = |milliseconds| plainly(Duration::from_millis(milliseconds));
        assert_eq!(
            [100, 1_000, 10_000, 600_000, 10_800_000].map(plain),
            ["0.1 s", "1 s", "10 s", "10 min", "3 h"]
        );
    }

    /// Rounded half up in every unit, so that what is nearly the next one is said to be that.
    #[test]
    fn times_are_rounded_and_not_cut_off() {
        let times =
            [49, 9_950, 59_499, 59_960, 3_599_400, 3_599_600, 7_195_000, 86_369_000, 86_370_000, 221_400_000];
        let said = [
            "0.0 s",
            "10 s",
            "59 s",
            "1 min 00 s",
            "59 min 59 s",
            "1 h 00 min",
            "2 h 00 min",
            "23 h 59 min",
            "1 d 00 h",
            "2 d 14 h",
        ];
        assert_eq!(times.map(spelt), said);
        assert_eq!(spelt(107_340_000), "1 d 06 h", "a column of days says them all in days");
    }

    #[test]
    fn nearly_all_is_not_all_and_hardly_any_not_none() {
        let shares = [0.0, 0.0004, 0.0051, 0.125, 0.77, 0.994, 0.9956, 1.0 - 1e-9, 1.0];
        let said = ["0 %", "< 1 %", "1 %", "13 %", "77 %", "99 %", "> 99 %", "> 99 %", "100 %"];
        assert_eq!(shares.map(share), said);
    }

    /// A day of the month says enough of a month and no longer.
    #[test]
    fn a_long_run_has_dates() {
        let scenario = Scenario::moscow().unwrap();
        let day = Duration::from_secs(24 * 3600);
        let at = |run| Clock::of(&scenario, run).at(40 * day);
        assert_eq!((at(31 * day).as_str(), at(32 * day).as_str()), ("31 21:56:00Z", "2009-10-31 21:56Z"));
    }
}
