//! The trace in the Trace Event format, which Perfetto and `chrome://tracing` open: a process for each station, a
//! thread for each of its circuits, a slice for each transmission, a flow for each cable.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use serde_json::{Value, json};

use crate::message::RoutingIndicator;
use crate::sim::Happening;
use crate::sim::scenario::Scenario;
use crate::sim::watch::Transmission;

/// The thread of a station on which cables are handed in and delivered.
const DESK: usize = 0;
/// How long a slice is shown that takes no time, in nanoseconds.
const INSTANT: u64 = 1000;

/// Writes events as they come.
#[derive(Debug)]
pub(super) struct Tracks {
    /// The place of a station, and of its circuits by channel.
    stations: BTreeMap<String, (usize, BTreeMap<String, usize>)>,
    /// The transmission in progress on each circuit, until its end is known.
    open: BTreeMap<(usize, usize), Slice>,
    begun: bool,
    last: u64,
}

#[derive(Debug)]
struct Slice {
    from: u64,
    until: u64,
    name: String,
    category: &'static str,
    args: Value,
}

impl Tracks {
    /// The tracks of a scenario, and the events that name them.
    pub(super) fn begin(scenario: &Scenario, out: &mut impl Write) -> io::Result<Self> {
        let mut tracks = Self { stations: BTreeMap::new(), open: BTreeMap::new(), begun: false, last: 0 };
        out.write_all(b"{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n")?;
        for (place, station) in scenario.stations.iter().enumerate() {
            let process = place + 1;
            let mut channels = BTreeMap::new();
            let title = format!("{} {}", station.indicator, station.plad);
            tracks.name("process_name", process, DESK, &title, out)?;
            tracks.name("thread_name", process, DESK, "handed in and delivered", out)?;
            let circuits = station.outgoing.iter().filter_map(|place| scenario.circuits.get(*place));
            for (thread, circuit) in circuits.enumerate() {
                let to = scenario.stations.get(circuit.to).map_or("", |to| to.indicator.as_str());
                tracks.name(
                    "thread_name",
                    process,
                    thread + 1,
                    &format!("{} to {to}", circuit.channel),
                    out,
                )?;
                channels.insert(circuit.channel.clone(), thread + 1);
            }
            tracks.stations.insert(station.indicator.to_string(), (process, channels));
        }
        Ok(tracks)
    }

    /// Something has happened.
    pub(super) fn saw(
        &mut self,
        at: Duration,
        happening: &Happening<'_>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let now = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        self.last = now;
        match happening {
            Happening::Submitted { station, cable } => {
                self.at_desk(now, station, cable, "handed in", "s", out)
            }
            Happening::Delivered { station, cable } => {
                self.at_desk(now, station, cable, "delivered", "f", out)
            }
            Happening::Sent { station, transmission, waited_ns, takes_ns } => {
                self.sent(now, station, transmission, (*waited_ns, *takes_ns), out)
            }
            Happening::Cut { station, transmission } | Happening::Preempted { station, transmission } => {
                match self.track(station, transmission.channel) {
                    Some(track) => self.close(track, now, out),
                    None => Ok(()),
                }
            }
            Happening::Down { station, channel } => self.mark(now, station, Some(channel), "down", out),
            Happening::Up { station, channel } => self.mark(now, station, Some(channel), "up", out),
            Happening::Stopped { station } => self.mark(now, station, None, "stopped", out),
            Happening::Reopened { station } => self.mark(now, station, None, "reopened", out),
            Happening::Missed { station, transmission } => {
                let Transmission { channel, number, .. } = transmission;
                self.mark(now, station, None, &format!("missed {channel} {number:04}"), out)
            }
            Happening::Held { station, cable, .. } => {
                self.mark(now, station, None, &format!("{cable} waits for the post to open"), out)
            }
            _ => Ok(()),
        }
    }

    /// The run is over: what is in progress is shown up to now.
    pub(super) fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        let last = self.last;
        while let Some(track) = self.open.keys().next().copied() {
            self.close(track, last, out)?;
        }
        out.write_all(b"\n]}\n")
    }

    fn sent(
        &mut self,
        now: u64,
        station: &str,
        transmission: &Transmission<'_>,
        (waited, takes): (u64, u64),
        out: &mut impl Write,
    ) -> io::Result<()> {
        let Some(track) = self.track(station, transmission.channel) else { return Ok(()) };
        self.close(track, now, out)?;
        let Transmission { number, precedence, cable, section, calls, .. } = transmission;
        let name =
            cable.map_or_else(|| format!("service {number:04}"), |cable| format!("{cable} {number:04}"));
        let calls: Vec<_> = calls.iter().map(RoutingIndicator::as_str).collect();
        let args = json!({
            "number": number, "precedence": precedence, "section": section, "calls": calls, "waited_s": float(waited) / 1e9,
        });
        let category = if cable.is_some() { "cable" } else { "service" };
        self.open.insert(track, Slice { from: now, until: now.saturating_add(takes), name, category, args });
        match cable {
            Some(cable) => self.flow(now, track, cable, "t", out),
            None => Ok(()),
        }
    }

    fn at_desk(
        &mut self,
        now: u64,
        station: &str,
        cable: &str,
        what: &str,
        phase: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let Some(process) = self.stations.get(station).map(|(process, _)| *process) else { return Ok(()) };
        let event = json!({
            "ph": "X", "name": format!("{cable} {what}"), "cat": what, "pid": process, "tid": DESK,
            "ts": micro(now), "dur": micro(INSTANT),
        });
        self.write(&event, out)?;
        self.flow(now, (process, DESK), cable, phase, out)
    }

    /// Marks a moment of a circuit, or of a station as a whole.
    fn mark(
        &mut self,
        now: u64,
        station: &str,
        channel: Option<&str>,
        what: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let (track, scope, category) = match channel {
            Some(channel) => (self.track(station, channel), "t", "circuit"),
            None => (self.stations.get(station).map(|(process, _)| (*process, DESK)), "p", "station"),
        };
        let Some((process, thread)) = track else { return Ok(()) };
        let event = json!({"ph": "i", "s": scope, "name": what, "cat": category, "pid": process, "tid": thread, "ts": micro(now)});
        self.write(&event, out)
    }

    /// Ties a cable's slices together: what is drawn begins in the slice that is open here.
    fn flow(
        &mut self,
        now: u64,
        (process, thread): (usize, usize),
        cable: &str,
        phase: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let event = json!({
            "ph": phase, "bp": "e", "name": "cable", "cat": "cable", "id": cable, "pid": process, "tid": thread,
            "ts": micro(now),
        });
        self.write(&event, out)
    }

    fn close(&mut self, track: (usize, usize), now: u64, out: &mut impl Write) -> io::Result<()> {
        let Some(slice) = self.open.remove(&track) else { return Ok(()) };
        let Slice { from, until, name, category, args } = slice;
        let event = json!({
            "ph": "X", "name": name, "cat": category, "pid": track.0, "tid": track.1, "ts": micro(from),
            "dur": micro(until.min(now).saturating_sub(from)), "args": args,
        });
        self.write(&event, out)
    }

    fn name(
        &mut self,
        what: &str,
        process: usize,
        thread: usize,
        name: &str,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let event = json!({"ph": "M", "name": what, "pid": process, "tid": thread, "args": {"name": name}});
        self.write(&event, out)
    }

    fn track(&self, station: &str, channel: &str) -> Option<(usize, usize)> {
        let (process, channels) = self.stations.get(station)?;
        Some((*process, *channels.get(channel)?))
    }

    fn write(&mut self, event: &Value, out: &mut impl Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(out, event).map_err(io::Error::from)
    }
}

#[expect(clippy::cast_precision_loss, reason = "to the nanosecond for a hundred days")]
const fn float(number: u64) -> f64 {
    number as f64
}

/// The format counts in microseconds.
fn micro(nanoseconds: u64) -> f64 {
    float(nanoseconds) / 1000.0
}
