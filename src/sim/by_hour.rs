//! How many deliveries were made in each hour: of the run, and of the day.

use jiff::Timestamp;

const HOUR: u64 = 3600 * 1_000_000_000;

const HOURS_A_DAY: usize = 24;

/// A run of more hours than this has no list of them: 31 days.
const HOURS_MAX: usize = 31 * HOURS_A_DAY;

/// Deliveries by hour, in memory that does not grow with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct ByHour {
    /// Nanoseconds from the hour before the start to the start, and that hour of the day, UTC.
    into: u64,
    first: u64,
    /// Until when all deliveries fall into one hour of the run and one of the day.
    until: u64,
    /// A time within these hours, and how many were made in them so far.
    at: u64,
    count: u64,
    of_run: Vec<u64>,
    of_day: [u64; HOURS_A_DAY],
}

impl ByHour {
    /// Nothing has been delivered yet.
    pub(crate) fn from(start: Timestamp) -> Self {
        let hour = i128::from(HOUR);
        let since = start.as_nanosecond().rem_euclid(hour * 24);
        let part = |number: i128| u64::try_from(number).unwrap_or(0);
        Self { into: part(since % hour), first: part(since / hour), ..Self::default() }
    }

    /// A delivery is made, no earlier than the one before.
    #[inline]
    pub(crate) fn add(&mut self, now: u64) {
        if now >= self.until {
            self.turn(now);
        }
        self.count += 1;
    }

    /// Another hour begins, of the run or of the day.
    #[cold]
    fn turn(&mut self, now: u64) {
        let many = std::mem::take(&mut self.count);
        self.put(self.at, many);
        self.at = now;
        let of_run = (now / HOUR + 1).saturating_mul(HOUR);
        let of_day = ((now.saturating_add(self.into)) / HOUR + 1).saturating_mul(HOUR) - self.into;
        self.until = of_run.min(of_day);
    }

    /// So many deliveries were made at a time.
    pub(crate) fn put(&mut self, at: u64, many: u64) {
        let hour = usize::try_from(at / HOUR).unwrap_or(usize::MAX);
        if hour < HOURS_MAX {
            if self.of_run.len() <= hour {
                self.of_run.resize(hour + 1, 0);
            }
            if let Some(count) = self.of_run.get_mut(hour) {
                *count += many;
            }
        }
        let of_day = (at.saturating_add(self.into) / HOUR).wrapping_add(self.first) % 24;
        if let Some(count) = usize::try_from(of_day).ok().and_then(|hour| self.of_day.get_mut(hour)) {
            *count += many;
        }
    }

    /// The run is over.
    pub(crate) fn close(&mut self, ended: u64) {
        let many = std::mem::take(&mut self.count);
        self.put(self.at, many);
        self.put(ended, 0);
    }

    /// Adds those of another run that is over.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.of_run.len() < other.of_run.len() {
            self.of_run.resize(other.of_run.len(), 0);
        }
        for (mine, theirs) in self.of_run.iter_mut().zip(&other.of_run) {
            *mine += theirs;
        }
        for (mine, theirs) in self.of_day.iter_mut().zip(other.of_day) {
            *mine += theirs;
        }
    }

    /// By hour since the start, up to the end of a run; `None` where it was too long.
    pub(crate) fn of_run(&self, ended: u64) -> Option<Vec<u64>> {
        (ended / HOUR < HOURS_MAX as u64).then(|| self.of_run.clone())
    }

    /// By hour of the day, UTC.
    pub(crate) fn of_day(&self) -> Vec<u64> {
        self.of_day.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(start: &str) -> ByHour {
        ByHour::from(start.parse().unwrap())
    }

    /// Hours of the run begin with it, those of the day with the clock.
    #[test]
    fn each_delivery_counts_once_in_its_hours() {
        let minute = HOUR / 60;
        let mut hours = from("2009-09-21T22:40:00Z");
        for at in [0, 19, 20, 59, 60, 79, 80, 200] {
            hours.add(at * minute);
        }
        hours.close(250 * minute);
        assert_eq!(hours.of_run(250 * minute), Some(vec![4, 3, 0, 1, 0]));
        let of_day: Vec<_> = hours.of_day().into_iter().enumerate().filter(|(_, many)| *many > 0).collect();
        assert_eq!(of_day, [(0, 1), (2, 1), (22, 2), (23, 4)]);
        let twice = hours.clone();
        hours.merge(&twice);
        assert_eq!(hours.of_run(250 * minute), Some(vec![8, 6, 0, 2, 0]));
    }

    /// One by one in order, or each by its time: the same. A long run keeps the hours of the day alone.
    #[test]
    fn a_long_run_has_hours_of_the_day() {
        let (mut one, mut other) = (from("1969-12-31T23:59:59.5Z"), from("1969-12-31T23:59:59.5Z"));
        let times = (0..5000).map(|number| number * HOUR / 7);
        for at in times.clone() {
            one.add(at);
        }
        times.for_each(|at| other.put(at, 1));
        let ended = 5000 * HOUR / 7;
        for hours in [&mut one, &mut other] {
            hours.close(ended);
        }
        assert_eq!((one.of_run(ended), one.of_day()), (other.of_run(ended), other.of_day()));
        assert_eq!(
            (one.of_run(ended).map(|hours| hours.len()), one.of_day().iter().sum()),
            (Some(715), 5000)
        );
        assert_eq!(one.of_run(HOURS_MAX as u64 * HOUR), None);
    }
}
