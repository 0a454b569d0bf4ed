//! Channel numbers, out and in: 0001 to 9999 and round again, what is open, what is damaged, what was seen.
//!
//! On the wire a number has four figures. Inside the station a transmission has its *ordinal*, which counts on
//! past 9999, so that order is plain order. A number read off the wire stands for the ordinal nearest to those in use;
//! that is unambiguous as long as fewer than half of the numbers are in use at a time ([`CABLES_AHEAD_MAX`]).

use std::collections::BTreeMap;
use std::time::Duration;

use smallvec::SmallVec;

use crate::message::limits::CHANNEL_NUMBER_MAX;

/// How far a number may lie from those in use, either way, before it is taken to be on the other side of the wrap.
const REACH: u64 = 4999;

/// How far ahead of the oldest unconfirmed number a cable may be sent: less than [`REACH`], so that numbers compare.
pub(crate) const CABLES_AHEAD_MAX: u64 = 4000;

/// The same for service messages, which have to get through when cables must wait.
pub(crate) const SERVICE_AHEAD_MAX: u64 = 4900;

/// How long an overtaken transmission is held at most, and so how long a number is open before it is reported.
pub(crate) const GRACE: Duration = Duration::from_secs(10);

/// Runs of open numbers that one report names at most; the rest is reported when these are answered.
pub(super) const RUNS_MAX: usize = 64;

/// Ordinals of one day: where numbers begin again with the day, the first of each lies this much further.
const DAY_SPAN: u64 = 1 << 32;

/// The day of an ordinal: 0 for all where numbers do not begin again.
pub(super) const fn day(ordinal: u64) -> u64 {
    ordinal / DAY_SPAN
}

/// What comes before the first ordinal of a day.
pub(super) const fn before(day: u64) -> u64 {
    day.saturating_mul(DAY_SPAN)
}

/// The number on the wire: 1 for the first ordinal, 9999 for the 9999th, 1 again for the next.
pub(crate) fn number(ordinal: u64) -> u32 {
    let past = (ordinal % DAY_SPAN).saturating_sub(1) % u64::from(CHANNEL_NUMBER_MAX);
    u32::try_from(past).unwrap_or(0) + 1
}

/// `VZCZCXMO0007`: what a transmission begins with, on a channel and under a number on the wire.
pub(super) fn identification(channel: &str, number: u32) -> Identification {
    let mut figures = [b'0'; 4];
    let mut left = number;
    for figure in figures.iter_mut().rev() {
        *figure = u8::try_from(left % 10).map_or(b'0', |figure| b'0' + figure);
        left /= 10;
    }
    let mut id = Identification::from_slice(b"VZCZC");
    id.extend_from_slice(channel.as_bytes());
    id.extend_from_slice(&figures);
    id
}

/// What stands on format line 1: bytes that are put before others, and seldom looked at as a word.
pub(super) type Identification = SmallVec<[u8; 24]>;

/// The ordinal that a number on the wire stands for: the one nearest to `near`, of the same day. `None` for what is no channel
/// number and for numbers before the first.
pub(super) fn ordinal(number: u32, near: u64) -> Option<u64> {
    if number == 0 || number > CHANNEL_NUMBER_MAX {
        return None;
    }
    let round = u64::from(CHANNEL_NUMBER_MAX);
    let before = before(day(near));
    let near = near - before;
    let lowest = (near + 1).saturating_sub(REACH).max(1);
    let past = (u64::from(number) + round - u64::from(self::number(lowest))) % round;
    let at_or_above = lowest + past;
    // Near the very start the window is cut off below; what lies past its upper end there is before the first.
    (at_or_above <= near + REACH).then_some(before + at_or_above)
}

/// Ordinals from the first to the last, both included.
pub(crate) type Run = (u64, u64);

/// Adds an ordinal to runs that grow upwards.
pub(super) fn extend_runs(runs: &mut Vec<Run>, ordinal: u64) {
    match runs.last_mut() {
        Some(run) if run.1 + 1 == ordinal => run.1 = ordinal,
        _ => runs.push((ordinal, ordinal)),
    }
}

/// Whether a transmission is the first copy under its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copies {
    /// It counts.
    First,
    /// It was received before: drop it.
    Second,
}

/// A number that a later one has overtaken, or under which only damaged copies came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    since: Duration,
    reported: bool,
}

/// What a receiver can account for: every ordinal up to `last` was received, or is in `open`, and more that is open may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    /// The last ordinal accounted for; 0 for none.
    pub last: u64,
    /// The open and damaged ones up to it, and those of days after it whose time has come: their answer says how it closed.
    pub open: Vec<Run>,
}

/// The receiving station's record of one channel (ACP 127(G) 412, 433).
#[derive(Clone, Debug, Default)]
pub(crate) struct Register {
    last: u64,
    open: BTreeMap<u64, Open>,
    /// Closed by the sender without a copy having come in, and when. One that comes in yet is welcome for a while.
    closed: BTreeMap<u64, Duration>,
    /// Days before that of the last.
    earlier: BTreeMap<u64, Earlier>,
}

/// A day that is over.
#[derive(Clone, Copy, Debug)]
struct Earlier {
    /// The highest ordinal of it that was heard, or that its sender closed it with.
    last: u64,
    /// The sender has said that there are no more.
    closed: bool,
}

impl Register {
    /// The highest ordinal of a day that was heard.
    pub(super) fn last_of(&self, day: u64) -> u64 {
        if day == self::day(self.last) {
            return self.last;
        }
        self.earlier.get(&day).map_or(before(day), |earlier| earlier.last)
    }

    /// Notes an undamaged transmission of a day.
    pub(crate) fn intact(&mut self, day: u64, number: u32, now: Duration) -> Copies {
        let Some(ordinal) = ordinal(number, self.last_of(day)) else {
            return Copies::Second;
        };
        self.forget(now);
        if self.hear(ordinal, ordinal, now) {
            return Copies::First;
        }
        if self.open.remove(&ordinal).is_some() || self.closed.remove(&ordinal).is_some() {
            Copies::First
        } else {
            Copies::Second
        }
    }

    /// Notes a damaged transmission of a day whose number could be read. It was heard, but does not count as received: says
    /// whether the number is open by now.
    pub(crate) fn damaged(&mut self, day: u64, number: u32, now: Duration) -> bool {
        let Some(ordinal) = ordinal(number, self.last_of(day)) else {
            return false;
        };
        self.forget(now);
        self.hear(ordinal, ordinal + 1, now);
        self.open.contains_key(&ordinal)
    }

    /// Notes the highest ordinal of its day; what is below `end` and was not heard is open. Whether it is the highest.
    fn hear(&mut self, ordinal: u64, end: u64, now: Duration) -> bool {
        let day = day(ordinal);
        let last = self.last_of(day);
        let today = self::day(self.last);
        if ordinal <= last || (day < today && self.earlier.get(&day).is_some_and(|earlier| earlier.closed)) {
            return false;
        }
        self.open_after(last, end, now);
        if day < today {
            self.earlier.insert(day, Earlier { last: ordinal, closed: false });
        } else {
            if day > today {
                self.earlier.insert(today, Earlier { last: self.last, closed: false });
            }
            self.last = ordinal;
        }
        true
    }

    /// The sender has closed the days before one: those that it names with these ordinals, the others with what was heard.
    /// Whether anything is known by that that was not before.
    pub(super) fn close_days(&mut self, day: u64, ends: &BTreeMap<u64, u64>, now: Duration) -> bool {
        let mut new = false;
        for (day, end) in ends.range(..day) {
            let last = self.last_of(*day);
            if self::day(self.last) > *day && self.earlier.get(day).is_none_or(|earlier| !earlier.closed) {
                self.open_after(last, end + 1, now);
                self.earlier.insert(*day, Earlier { last: last.max(*end), closed: true });
                new = true;
            }
        }
        for (_, earlier) in self.earlier.range_mut(..day).filter(|(_, earlier)| !earlier.closed) {
            earlier.closed = true;
            new = true;
        }
        new
    }

    /// Whether an open number was reported before.
    pub(super) fn was_reported(&self, ordinal: u64) -> bool {
        self.open.get(&ordinal).is_some_and(|open| open.reported)
    }

    /// Closes numbers, since the sender has nothing behind them or repeats them under others. Says how many were open.
    pub(crate) fn close(&mut self, run: Run, now: Duration) -> usize {
        let (first, last) = (run.0, run.1.min(self.last));
        if first > last {
            return 0;
        }
        let closing: Vec<u64> = self.open.range(first..=last).map(|(ordinal, _)| *ordinal).collect();
        for ordinal in &closing {
            self.open.remove(ordinal);
            self.closed.insert(*ordinal, now);
        }
        closing.len()
    }

    /// What can be accounted for now. A number that has been open for less than [`GRACE`] may yet come in: the account
    /// ends before it. It also ends where there are more runs than one report takes, and with a day of which it is not known
    /// with what number it closed.
    pub(crate) fn account(&self, now: Duration) -> Account {
        let unknown = self.earlier.values().find(|earlier| !earlier.closed);
        let mut account =
            Account { last: unknown.map_or(self.last, |earlier| earlier.last), open: Vec::new() };
        for (ordinal, open) in &self.open {
            let starts_run = account.open.last().is_none_or(|run| run.1 + 1 != *ordinal);
            if open.since + GRACE > now || (starts_run && account.open.len() == RUNS_MAX) {
                if *ordinal > account.last {
                    break;
                }
                account.last = ordinal - 1;
                let day = day(*ordinal);
                if account.last == before(day) {
                    let earlier = self.earlier.range(..day).next_back();
                    account.last = earlier.map_or(0, |(_, earlier)| earlier.last);
                }
                break;
            }
            extend_runs(&mut account.open, *ordinal);
        }
        account
    }

    /// Notes that these were reported, and gives those that never were before.
    pub(crate) fn reported(&mut self, runs: &[Run]) -> Vec<u64> {
        let mut new = Vec::new();
        for run in runs {
            for (ordinal, open) in self.open.range_mut(run.0..=run.1) {
                if !std::mem::replace(&mut open.reported, true) {
                    new.push(*ordinal);
                }
            }
        }
        new
    }

    /// Whether some number is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether some number is open that was reported.
    pub(super) fn awaits_answer(&self) -> bool {
        self.open.values().any(|open| open.reported)
    }

    /// When the first open number may be reported.
    pub(super) fn ripe_at(&self) -> Option<Duration> {
        self.open.first_key_value().map(|(_, open)| open.since + GRACE)
    }

    /// When the last of the open numbers may be reported.
    pub(super) fn all_ripe_at(&self) -> Option<Duration> {
        self.open.last_key_value().map(|(_, open)| open.since + GRACE)
    }

    /// Opens all that follows an ordinal of a day, up to the end.
    fn open_after(&mut self, last: u64, end: u64, now: Duration) {
        // A sender keeps within the reach; numbers beyond it could not be told from those of the next round.
        let first = before(day(last)) + 1;
        let lowest = end.saturating_sub(REACH).max(first);
        for ordinal in (last + 1).max(lowest)..end {
            self.open.insert(ordinal, Open { since: now, reported: false });
        }
        while let Some((&ordinal, _)) = self.open.range(first..lowest).next() {
            self.open.remove(&ordinal);
        }
    }

    fn forget(&mut self, now: Duration) {
        // Twice the hold: what was overtaken may itself be held once more.
        while self.closed.first_key_value().is_some_and(|(_, closed)| *closed + 2 * GRACE < now) {
            self.closed.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const T0: Duration = Duration::ZERO;
    const LATER: Duration = Duration::from_secs(60);

    /// 9999 is followed by 0001.
    #[test]
    fn numbers_go_round() {
        assert_eq!([1, 9998, 9999, 10_000, 19_998, 19_999].map(number), [1, 9998, 9999, 1, 9999, 1]);
    }

    #[test]
    fn an_identification_has_four_figures() {
        let ids = [1, 120, 9999].map(|number| identification("XMO", number));
        let ids = ids.each_ref().map(|id| std::str::from_utf8(id).unwrap());
        assert_eq!(ids, ["VZCZCXMO0001", "VZCZCXMO0120", "VZCZCXMO9999"]);
    }

    proptest! {
        /// Comparison is made round the wrap: a number stands for the nearest ordinal.
        #[test]
        fn a_number_stands_for_the_nearest_ordinal(near in 0_u64..40_000, off in -4998_i64..4999) {
            let Some(meant) = near.checked_add_signed(off).filter(|ordinal| *ordinal > 0) else { return Ok(()) };
            prop_assert_eq!(ordinal(number(meant), near), Some(meant));
        }

        #[test]
        fn a_register_counts_each_number_once(start in 9_900_u64..10_100, order in Just((1_u64..60).collect::<Vec<_>>()).prop_shuffle(), twice in prop::collection::vec(any::<bool>(), 60)) {
            let mut register = Register { last: start, ..Register::default() };
            for past in order {
                let number = number(start + past);
                if twice[usize::try_from(past).unwrap()] {
                    register.damaged(0, number, T0);
                }
                prop_assert_eq!(register.intact(0, number, T0), Copies::First);
                prop_assert_eq!(register.intact(0, number, LATER), Copies::Second);
            }
            prop_assert_eq!(register.ripe_at(), None);
            prop_assert_eq!(register.account(T0), Account { last: start + 59, open: vec![] });
        }

        /// The account never claims more than was received: the sender throws its copies away on it.
        #[test]
        fn an_account_covers_only_what_came_in(arrived in prop::collection::btree_set(1_u64..400, 0..200), at in prop::collection::vec(0_u64..30, 400)) {
            let mut register = Register::default();
            let mut now = T0;
            for ordinal in &arrived {
                now += Duration::from_secs(at[usize::try_from(*ordinal).unwrap()]);
                register.intact(0, number(*ordinal), now);
            }
            let account = register.account(now);
            prop_assert!(account.open.len() <= RUNS_MAX);
            for ordinal in 1..=account.last {
                let open = account.open.iter().any(|run| (run.0..=run.1).contains(&ordinal));
                prop_assert_ne!(open, arrived.contains(&ordinal), "{}", ordinal);
            }
        }
    }

    /// An open number is noted when a later one comes in (ACP 127(G) 433), but may yet arrive for a while.
    #[test]
    fn an_open_number_is_reported_after_the_grace() {
        let mut register = Register::default();
        register.intact(0, 1, T0);
        register.intact(0, 4, T0);
        assert_eq!(register.account(T0), Account { last: 1, open: vec![] });
        assert_eq!(register.account(GRACE), Account { last: 4, open: vec![(2, 3)] });
        assert_eq!(register.ripe_at(), Some(GRACE));
        register.intact(0, 2, GRACE);
        assert_eq!(register.account(GRACE), Account { last: 4, open: vec![(3, 3)] });
    }

    /// A damaged copy never counts as received; an intact one under the same number does.
    #[test]
    fn a_damaged_number_is_heard_but_open() {
        let mut register = Register::default();
        register.damaged(0, 2, T0);
        assert_eq!(register.account(GRACE), Account { last: 2, open: vec![(1, 2)] });
        assert_eq!(register.intact(0, 2, GRACE), Copies::First);
        register.damaged(0, 2, GRACE);
        assert_eq!(register.account(GRACE), Account { last: 2, open: vec![(1, 1)] });
    }

    /// What the sender closed is settled; a copy that was only slow is still taken once.
    #[test]
    fn a_closed_number_is_settled() {
        let mut register = Register::default();
        register.intact(0, 5, T0);
        assert_eq!(register.close((1, 3), T0), 3);
        assert_eq!(register.account(GRACE), Account { last: 5, open: vec![(4, 4)] });
        assert_eq!(register.intact(0, 2, GRACE), Copies::First);
        assert_eq!(register.intact(0, 2, GRACE), Copies::Second);
        assert_eq!(register.intact(0, 3, LATER), Copies::Second, "too late: it was repeated long since");
    }

    #[test]
    fn a_number_is_new_in_a_report_once() {
        let mut register = Register::default();
        register.intact(0, 4, T0);
        assert!(!register.awaits_answer());
        assert_eq!(register.reported(&[(1, 2)]), [1, 2]);
        assert_eq!(register.reported(&[(1, 3)]), [3]);
        assert!(register.awaits_answer());
    }

    /// More gaps than one report takes: the account ends before the first that is not named.
    #[test]
    fn a_long_account_is_cut_where_it_stays_true() {
        let mut register = Register::default();
        for ordinal in 1..200 {
            register.intact(0, number(ordinal * 2), T0);
        }
        let account = register.account(GRACE);
        assert_eq!((account.open.len(), account.last), (RUNS_MAX, 128));
    }
}
