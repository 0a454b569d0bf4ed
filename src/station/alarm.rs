//! The times at which a station has to look at something of its own accord.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What has to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alarm {
    /// Transmissions that have been handled and go onward.
    Handling,
    /// Cables that wait for the post to open.
    Opening,
    /// Cables of which sections are missing.
    Wanting,
    /// The report and the account of an incoming circuit.
    Receiving(usize),
    /// The question on an outgoing circuit.
    Sending(usize),
}

/// At most one time for each thing to look at.
#[derive(Clone, Debug, Default)]
pub(super) struct Alarms {
    due: BTreeSet<(Duration, Alarm)>,
    at: BTreeMap<Alarm, Duration>,
    /// The earliest time for which a call was asked.
    called: Option<Duration>,
}

impl Alarms {
    /// Sets, changes or takes back a time.
    #[inline(always)]
    pub(super) fn set(&mut self, alarm: Alarm, at: Option<Duration>) {
        // Most have none and had none: all of them are set with each event.
        if at.is_some() || !self.at.is_empty() {
            self.change(alarm, at);
        }
    }

    fn change(&mut self, alarm: Alarm, at: Option<Duration>) {
        let before = match at {
            Some(at) => self.at.insert(alarm, at),
            None => self.at.remove(&alarm),
        };
        if before == at {
            return;
        }
        if let Some(before) = before {
            self.due.remove(&(before, alarm));
        }
        if let Some(at) = at {
            self.due.insert((at, alarm));
        }
    }

    /// Takes what is due, the earliest first.
    pub(super) fn take_due(&mut self, now: Duration) -> Option<Alarm> {
        let (at, alarm) = *self.due.first()?;
        if at > now {
            return None;
        }
        self.due.pop_first();
        self.at.remove(&alarm);
        Some(alarm)
    }

    /// Whether anything is due.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        self.due.first().is_some_and(|(at, _)| *at <= now)
    }

    /// The time for which to ask a call, unless one that is as early was asked for.
    pub(super) fn call(&mut self, now: Duration) -> Option<Duration> {
        self.called = self.called.filter(|called| *called > now);
        let next = self.due.first()?.0;
        if self.called.is_some_and(|called| called <= next) {
            return None;
        }
        self.called = Some(next);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_call_is_asked_for_once() {
        let mut alarms = Alarms::default();
        alarms.set(Alarm::Sending(0), Some(at(5)));
        assert_eq!(alarms.call(at(0)), Some(at(5)));
        alarms.set(Alarm::Receiving(0), Some(at(9)));
        assert_eq!(alarms.call(at(1)), None);
        alarms.set(Alarm::Receiving(0), Some(at(3)));
        assert_eq!(alarms.call(at(1)), Some(at(3)));
        assert_eq!(alarms.take_due(at(3)), Some(Alarm::Receiving(0)));
        assert_eq!(alarms.call(at(3)), Some(at(5)));
    }

    #[test]
    fn a_time_taken_back_is_not_due() {
        let mut alarms = Alarms::default();
        alarms.set(Alarm::Handling, Some(at(5)));
        alarms.set(Alarm::Handling, None);
        assert_eq!(alarms.take_due(at(9)), None);
        assert_eq!(alarms.call(at(0)), None);
    }
}
