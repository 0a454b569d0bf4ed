//! How long the queues were over time, in memory that does not grow with the run.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::sim::Happening;
use crate::sim::scenario::Scenario;

/// A series has at most so many intervals: when the run is longer, each becomes twice as long.
const INTERVALS_MAX: usize = 480;
/// Only so many circuits have a series of their own; what waits for the others is in the sum.
const CIRCUITS_MAX: usize = 4096;
/// The shortest interval, in nanoseconds.
const INTERVAL_MIN: u64 = 1_000_000_000;

/// The greatest length of a queue in each interval: of those that lasted. What starts in the moment in which it joined has not
/// waited.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    length: u32,
    /// Nanoseconds up to which the lengths are in the intervals.
    until: u64,
    pub(super) greatest: Vec<u32>,
}

/// Watches the queues of a run.
#[derive(Debug)]
pub(in crate::cli::simulate) struct Recorder {
    /// Station, channel, place among the circuits.
    places: BTreeMap<String, BTreeMap<String, usize>>,
    pub(super) interval: u64,
    pub(super) all: Series,
    pub(super) circuits: Vec<Series>,
}

impl Series {
    /// The length has lasted until now.
    fn advance(&mut self, now: u64, interval: u64) {
        if now <= self.until {
            return;
        }
        let place = |time: u64| usize::try_from(time / interval).unwrap_or(usize::MAX);
        let (first, last) = (place(self.until), place(now - 1));
        self.greatest.resize(last + 1, 0);
        for greatest in self.greatest.iter_mut().skip(first) {
            *greatest = (*greatest).max(self.length);
        }
        self.until = now;
    }

    fn change(&mut self, now: u64, interval: u64, joins: bool) {
        self.advance(now, interval);
        self.length = if joins { self.length.saturating_add(1) } else { self.length.saturating_sub(1) };
    }

    fn halve(&mut self) {
        self.greatest = self.greatest.chunks(2).filter_map(|two| two.iter().max().copied()).collect();
    }

    /// The greatest length of all.
    pub(super) fn peak(&self) -> u32 {
        self.greatest.iter().copied().max().unwrap_or(0)
    }
}

impl Recorder {
    pub(in crate::cli::simulate) fn new(scenario: &Scenario) -> Self {
        let mut places: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for (place, circuit) in scenario.circuits.iter().enumerate().take(CIRCUITS_MAX) {
            if let Some(from) = scenario.stations.get(circuit.from) {
                places.entry(from.indicator.to_string()).or_default().insert(circuit.channel.clone(), place);
            }
        }
        let circuits = vec![Series::default(); scenario.circuits.len().min(CIRCUITS_MAX)];
        Self { places, interval: INTERVAL_MIN, all: Series::default(), circuits }
    }

    /// Something has happened.
    pub(in crate::cli::simulate) fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        let (station, channel, joins) = match happening {
            Happening::Queued { station, channel, .. } => (*station, *channel, true),
            Happening::Withdrawn { station, channel } => (*station, *channel, false),
            Happening::Sent { station, transmission, .. } => (*station, transmission.channel, false),
            _ => return,
        };
        let now = self.make_room(at);
        self.all.change(now, self.interval, joins);
        let place = self.places.get(station).and_then(|channels| channels.get(channel));
        if let Some(series) = place.and_then(|place| self.circuits.get_mut(*place)) {
            series.change(now, self.interval, joins);
        }
    }

    /// The run ended then: every series goes up to there.
    pub(super) fn close(&mut self, at: Duration) {
        let now = self.make_room(at);
        for series in std::iter::once(&mut self.all).chain(&mut self.circuits) {
            series.advance(now, self.interval);
        }
    }

    /// Makes intervals longer until there is one for a time; that time in nanoseconds.
    fn make_room(&mut self, at: Duration) -> u64 {
        let now = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        let most = INTERVALS_MAX as u64;
        while now / self.interval >= most {
            // Time never goes back: nothing more happens before the end of the last interval.
            for series in std::iter::once(&mut self.all).chain(&mut self.circuits) {
                series.advance(self.interval.saturating_mul(most), self.interval);
                series.halve();
            }
            self.interval = self.interval.saturating_mul(2);
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queued(recorder: &mut Recorder, seconds: u64) {
        let precedence = crate::message::Precedence::Routine;
        let happening = Happening::Queued { station: "RUEH", channel: "XMO", precedence, service: false };
        recorder.saw(Duration::from_secs(seconds), &happening);
    }

    /// A month or a minute: the peaks that lasted stay, the memory too.
    #[test]
    fn series_are_bounded_and_keep_their_peaks() -> Result<(), crate::sim::scenario::Refusal> {
        let scenario = Scenario::moscow()?;
        let mut recorder = Recorder::new(&scenario);
        let xmo = scenario.circuits.iter().position(|circuit| circuit.channel == "XMO").unwrap_or(0);
        for _ in 0..5 {
            queued(&mut recorder, 3);
        }
        for _ in 0..5 {
            recorder.saw(Duration::from_secs(9), &Happening::Withdrawn { station: "RUEH", channel: "XMO" });
        }
        queued(&mut recorder, 2_592_000);
        // One that starts as it joins is not one more that waits.
        queued(&mut recorder, 2_700_000);
        recorder
            .saw(Duration::from_secs(2_700_000), &Happening::Withdrawn { station: "RUEH", channel: "XMO" });
        recorder.close(Duration::from_secs(3_000_000));
        let series = recorder.circuits.get(xmo).cloned().unwrap_or_default();
        assert!(
            series.greatest.len() <= INTERVALS_MAX && series.greatest.len() == recorder.all.greatest.len()
        );
        assert_eq!(
            (series.greatest.first(), series.greatest.get(1), series.greatest.last()),
            (Some(&5), Some(&0), Some(&1))
        );
        assert_eq!((series.peak(), recorder.all.peak()), (5, 5));
        Ok(())
    }
}
