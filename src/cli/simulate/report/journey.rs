//! The deliveries that took longest, and the way of each hop by hop.

use std::time::Duration;

use crate::sim::report::Settled;
use crate::sim::watch::Transmission;
use crate::sim::{Happening, scenario::Scenario, simulate};

/// A journey of more lines is cut short.
const HOPS_MAX: usize = 200;

/// One delivery and its way.
#[derive(Debug)]
pub(super) struct Journey<'a> {
    pub(super) settled: &'a Settled,
    pub(super) delivered: Duration,
    /// When it was whole, where the post was closed, and when that opened.
    pub(super) held: Option<(Duration, Duration)>,
    pub(super) hops: Vec<Hop>,
    /// Lines that there was no room for.
    pub(super) left_out: usize,
}

/// One transmission of it.
#[derive(Debug)]
pub(super) struct Hop {
    pub(super) from: String,
    pub(super) channel: String,
    pub(super) number: u32,
    pub(super) section: u8,
    pub(super) waited: Duration,
    pub(super) started: Duration,
    pub(super) end: Option<(Duration, End)>,
}

/// What became of a transmission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At a station.
    Arrived(String),
    Damaged(String),
    Lost,
    Cut,
}

/// The journeys of the slowest deliveries. The run is made once more to see them: the same scenario and seed tell
/// the same story, and nothing has to be kept of all the others.
pub(super) fn of<'a>(scenario: &Scenario, slowest: &'a [Settled]) -> Vec<Journey<'a>> {
    let mut journeys: Vec<Journey<'a>> = slowest
        .iter()
        .map(|settled| {
            let delivered = settled.outcome.clone().unwrap_or_default();
            Journey { settled, delivered, held: None, hops: Vec::new(), left_out: 0 }
        })
        .collect();
    let watch = |at: Duration, happening: &Happening<'_>| {
        for journey in journeys.iter_mut().filter(|journey| at <= journey.delivered) {
            journey.saw(at, happening);
        }
    };
    // The first run kept the laws, and this is the same.
    _ = simulate(scenario, watch);
    journeys
}

impl Journey<'_> {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        match happening {
            Happening::Sent { station, transmission, waited_ns, .. } if self.concerns(transmission) => {
                if self.hops.len() >= HOPS_MAX {
                    self.left_out += 1;
                    return;
                }
                self.hops.push(Hop {
                    from: (*station).to_owned(),
                    channel: transmission.channel.to_owned(),
                    number: transmission.number,
                    section: transmission.section.unwrap_or(1),
                    waited: Duration::from_nanos(*waited_ns),
                    started: at,
                    end: None,
                });
            }
            Happening::Held { station, cable, opens_ns }
                if *cable == self.settled.cable && *station == self.settled.to =>
            {
                self.held = Some((at, Duration::from_nanos(*opens_ns)));
            }
            Happening::Arrived { station, transmission, damaged, .. } => {
                let station = (*station).to_owned();
                let end = if *damaged { End::Damaged(station) } else { End::Arrived(station) };
                self.end(at, transmission, end);
            }
            Happening::Lost { transmission, .. } | Happening::Missed { transmission, .. } => {
                self.end(at, transmission, End::Lost);
            }
            Happening::Cut { transmission, .. } | Happening::Preempted { transmission, .. } => {
                self.end(at, transmission, End::Cut);
            }
            _ => {}
        }
    }

    /// When the cable was whole.
    pub(super) fn whole(&self) -> Duration {
        self.held.map_or(self.delivered, |(whole, _)| whole)
    }

    fn concerns(&self, transmission: &Transmission<'_>) -> bool {
        transmission.cable == Some(self.settled.cable.as_str())
            && transmission.calls.iter().any(|called| called.as_str() == self.settled.to)
    }

    fn end(&mut self, at: Duration, transmission: &Transmission<'_>, end: End) {
        if !self.concerns(transmission) {
            return;
        }
        let same = |hop: &&mut Hop| {
            hop.end.is_none() && hop.channel == transmission.channel && hop.number == transmission.number
        };
        if let Some(hop) = self.hops.iter_mut().find(same) {
            hop.end = Some((at, end));
        }
    }
}
