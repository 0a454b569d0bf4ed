//! Exact figures, in whole nanoseconds: queues, circuits, waits. Divisions and roundings are left to the report.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use crate::message::Precedence;

use super::histogram::SmallHistogram;
use super::laws::balance;
use super::nanoseconds;

/// Time that a count of things has stood at a value, summed: over the run, and within the time of observation.
#[derive(Clone, Debug)]
struct Integral {
    observed_from: Duration,
    observed_until: Duration,
    last: Duration,
    whole: u128,
    observed: u128,
}

impl Integral {
    const fn new(observed_from: Duration, observed_until: Duration) -> Self {
        Self { observed_from, observed_until, last: Duration::ZERO, whole: 0, observed: 0 }
    }

    /// The count was `count` from the last time told until now.
    #[inline]
    fn advance(&mut self, now: Duration, count: usize) {
        if now != self.last {
            if count > 0 {
                self.add(now, count);
            }
            self.last = now;
        }
    }

    fn add(&mut self, now: Duration, count: usize) {
        let stood = now.saturating_sub(self.last).as_nanos() * count as u128;
        self.whole += stood;
        self.observed += if self.observed_from <= self.last && now <= self.observed_until {
            stood
        } else {
            let within = |time: Duration| time.max(self.observed_from).min(self.observed_until);
            within(now).saturating_sub(within(self.last)).as_nanos() * count as u128
        };
    }
}

/// Waits by precedence.
pub(crate) type Waits = BTreeMap<Precedence, Wait>;

/// How many waited, and for how long all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) count: u64,
    pub(crate) nanoseconds: u128,
}

impl Wait {
    pub(crate) fn add(&mut self, wait: Duration) {
        self.count += 1;
        self.nanoseconds += wait.as_nanos();
    }

    /// It waits on: what was added is none of it.
    fn take_back(&mut self, wait: Duration) {
        self.count -= 1;
        self.nanoseconds -= wait.as_nanos();
    }
}

/// What waits for a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) precedence: Precedence,
    /// When it joined this queue, for the first time where it was cut off and came back.
    pub(crate) joined: Duration,
    /// When it came into the queue this time.
    pub(crate) since: Duration,
    /// How long it was in queues of this station before.
    pub(crate) before: Duration,
    /// A service message.
    pub(crate) service: bool,
}

impl Waiting {
    /// Something that joins a queue now.
    pub(crate) const fn new(now: Duration, precedence: Precedence) -> Self {
        Self { precedence, joined: now, since: now, before: Duration::ZERO, service: false }
    }

    /// How long it has been in queues of this station by now.
    pub(crate) const fn in_queues(&self, now: Duration) -> Duration {
        self.before.saturating_add(now.saturating_sub(self.since))
    }
}

/// The queue of one circuit and its transmissions, as figures.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// By ticket, the lowest first: what joins has the highest.
    waiting: VecDeque<(u64, Waiting)>,
    /// How many wait, by precedence.
    counts: [usize; Precedence::ALL.len()],
    length: Integral,
    busy: Integral,
    is_busy: bool,
    waited: u128,
    carried: u128,
    pub(crate) queue_max: usize,
    pub(crate) waits: Waits,
    /// All of these waits; `None` where there are too many circuits.
    pub(crate) times: Option<SmallHistogram>,
    pub(crate) transmissions: u64,
    pub(crate) lost: u64,
    pub(crate) garbled: u64,
    pub(crate) duplicated: u64,
    pub(crate) overtaken: u64,
    pub(crate) cut: u64,
    /// How many would have waited too long and took an alternate.
    pub(crate) alternate_routed: u64,
    pub(crate) preempted: u64,
    /// How many had to wait for a lower precedence in progress.
    pub(crate) inversions: u64,
}

impl Tally {
    /// Means are taken of the time from the one to the other.
    pub(crate) const fn new(observed_from: Duration, observed_until: Duration) -> Self {
        Self {
            waiting: VecDeque::new(),
            counts: [0; Precedence::ALL.len()],
            length: Integral::new(observed_from, observed_until),
            busy: Integral::new(observed_from, observed_until),
            is_busy: false,
            waited: 0,
            carried: 0,
            queue_max: 0,
            waits: Waits::new(),
            times: None,
            transmissions: 0,
            lost: 0,
            garbled: 0,
            duplicated: 0,
            overtaken: 0,
            cut: 0,
            alternate_routed: 0,
            preempted: 0,
            inversions: 0,
        }
    }

    /// The same, with the percentiles of waits where there are any.
    pub(crate) fn with_times(self, times: Option<SmallHistogram>) -> Self {
        Self { times, ..self }
    }

    /// Something joins the queue.
    pub(crate) fn join(&mut self, ticket: u64, waiting: Waiting) {
        self.advance(waiting.since);
        if self.waiting.back().is_none_or(|(last, _)| *last < ticket) {
            self.waiting.push_back((ticket, waiting));
        } else {
            let place = self.waiting.partition_point(|(other, _)| *other < ticket);
            self.waiting.insert(place, (ticket, waiting));
        }
        if let Some(count) = self.counts.get_mut(waiting.precedence as usize) {
            *count += 1;
        }
    }

    /// Something leaves the queue; how it waited. `None` where it was not there.
    pub(crate) fn leave(&mut self, now: Duration, ticket: u64) -> Option<Waiting> {
        self.advance(now);
        let (_, waiting) = if self.waiting.front()?.0 == ticket {
            self.waiting.pop_front()?
        } else {
            let place = self.waiting.binary_search_by_key(&ticket, |(ticket, _)| *ticket).ok()?;
            self.waiting.remove(place)?
        };
        if let Some(count) = self.counts.get_mut(waiting.precedence as usize) {
            *count -= 1;
        }
        self.waited += now.saturating_sub(waiting.since).as_nanos();
        Some(waiting)
    }

    /// The service messages that wait are gone. Says how many there were.
    pub(crate) fn drop_service(&mut self, now: Duration) -> usize {
        let service = self.waiting.iter().filter(|(_, waiting)| waiting.service);
        let tickets: Vec<u64> = service.map(|(ticket, _)| *ticket).collect();
        for ticket in &tickets {
            self.leave(now, *ticket);
        }
        tickets.len()
    }

    /// The highest precedence that waits.
    pub(crate) fn highest(&self) -> Option<Precedence> {
        let waits =
            |precedence: &Precedence| self.counts.get(*precedence as usize).is_some_and(|count| *count > 0);
        Precedence::ALL.into_iter().find(waits)
    }

    /// A transmission starts, so long after it joined the queue; `None` where that does not count.
    pub(crate) fn start(&mut self, now: Duration, precedence: Precedence, wait: Option<Duration>) {
        self.advance(now);
        self.is_busy = true;
        self.transmissions += 1;
        if let Some(wait) = wait {
            self.waits.entry(precedence).or_default().add(wait);
            if let Some(times) = &mut self.times {
                times.add(nanoseconds(wait));
            }
        }
    }

    /// The transmission that started after this wait is cut off: it waits on, to the start of the last.
    pub(crate) fn cut_off(&mut self, precedence: Precedence, wait: Option<Duration>) {
        if let Some((waits, wait)) = self.waits.get_mut(&precedence).zip(wait) {
            waits.take_back(wait);
            if let Some(times) = &mut self.times {
                times.take_back(nanoseconds(wait));
            }
        }
    }

    /// A transmission ends that took so long.
    pub(crate) fn end(&mut self, now: Duration, took: Duration) {
        self.advance(now);
        self.is_busy = false;
        self.carried += took.as_nanos();
    }

    fn advance(&mut self, now: Duration) {
        // What starts in the moment in which it joined has not waited: only a length that lasted counts.
        if now > self.length.last {
            self.queue_max = self.queue_max.max(self.waiting.len());
        }
        self.length.advance(now, self.waiting.len());
        self.busy.advance(now, usize::from(self.is_busy));
    }

    /// The laws of one queue and one circuit, at the end of the run.
    pub(crate) fn check(&mut self, now: Duration, in_progress: Option<Duration>) -> Result<(), String> {
        self.advance(now);
        let still = self
            .waiting
            .iter()
            .map(|(_, waiting)| now.saturating_sub(waiting.since).as_nanos())
            .sum::<u128>();
        balance(
            "the queue's length over time against the sum of its waits",
            self.length.whole,
            self.waited + still,
        )?;
        let carried = self.carried + in_progress.map_or(0, |started| now.saturating_sub(started).as_nanos());
        balance("the circuit's busy time against the sum of its transmissions", self.busy.whole, carried)
    }

    /// What is left waits on to the end of the time of observation; the line stays silent.
    pub(crate) fn close(&mut self, now: Duration) {
        self.advance(now);
        self.is_busy = false;
        self.advance(now.max(self.length.observed_until));
    }

    /// How many wait.
    pub(crate) fn queue_length(&self) -> usize {
        self.waiting.len()
    }

    /// The queue's length over the time of observation, in nanoseconds.
    pub(crate) const fn queue_time(&self) -> u128 {
        self.length.observed
    }

    /// How long of the time of observation the circuit was busy, in nanoseconds.
    pub(crate) const fn busy_time(&self) -> u128 {
        self.busy.observed
    }
}

/// The value below which a share of the samples lies, by nearest rank: with 4 samples, 0.5 gives the second.
pub(crate) fn percentile<T: Copy>(sorted: &[T], hundredths: usize) -> Option<T> {
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn percentiles_by_nearest_rank() {
        let samples: Vec<_> = (1..=200).map(at).collect();
        let ranks = [50, 95, 99, 100].map(|hundredths| percentile(&samples, hundredths));
        assert_eq!(ranks, [100, 190, 198, 200].map(|seconds| Some(at(seconds))));
        assert_eq!(percentile(&samples[..1], 50), Some(at(1)));
        assert_eq!(percentile::<Duration>(&[], 50), None);
    }

    /// Means and utilisation are taken over the time of observation, whenever the run ends.
    #[test]
    fn only_the_time_of_observation_counts() {
        let mut tally = Tally::new(at(0), at(10));
        tally.join(1, Waiting::new(at(0), Precedence::Routine));
        tally.join(2, Waiting::new(at(4), Precedence::Flash));
        assert_eq!(tally.highest(), Some(Precedence::Flash));
        assert_eq!(tally.leave(at(8), 2).unwrap().in_queues(at(8)), at(4));
        tally.start(at(8), Precedence::Flash, Some(at(4)));
        tally.end(at(20), at(12));
        assert_eq!(tally.check(at(20), None), Ok(()));
        tally.close(at(20));
        assert_eq!((tally.queue_time(), tally.busy_time()), (at(14).as_nanos(), at(2).as_nanos()));
        assert_eq!(tally.queue_max, 2);
    }

    /// A law that could not break would be none.
    #[test]
    fn a_wrong_time_breaks_the_law() {
        let mut tally = Tally::new(at(0), at(10));
        tally.start(at(0), Precedence::Routine, Some(at(0)));
        tally.end(at(5), at(4));
        assert!(tally.check(at(6), None).unwrap_err().contains("5000000000 is not 4000000000"));
    }

    proptest! {
        /// Little's law holds in whole nanoseconds whatever comes and goes when.
        #[test]
        fn littles_law_is_exact(steps in prop::collection::vec((0_u64..1_000_000_007, any::<bool>()), 0..60)) {
            let (mut tally, mut now, mut inside) = (Tally::new(at(2), at(7)), Duration::ZERO, Vec::new());
            for (ticket, (nanoseconds, joins)) in (0_u64..).zip(steps) {
                now += Duration::from_nanos(nanoseconds);
                if joins {
                    tally.join(ticket, Waiting::new(now, Precedence::Routine));
                    inside.push(ticket);
                } else if !inside.is_empty() {
                    prop_assert!(tally.leave(now, inside.remove(0)).is_some());
                }
            }
            prop_assert_eq!(tally.check(now + at(1), None), Ok(()));
        }
    }
}
