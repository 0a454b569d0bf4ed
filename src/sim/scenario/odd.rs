//! What is odd about a scenario, though it can be run.

use std::time::Duration;

use super::held::{Held, Part};
use super::offered::Load;
use super::replay::Replay;
use super::{Circuit, Scenario};

/// So many of a kind are named one by one.
const NAMED_MAX: usize = 5;

/// So many pairs of stations are named in a line.
const PAIRS_NAMED_MAX: usize = 3;

/// An archive that goes on for so many times the duration is told.
const BEYOND: u32 = 2;

impl Scenario {
    /// What is most likely not meant, a line each: deliveries that can never be made, for want of a way or of circuits approved
    /// for their class; circuits that are offered more than they can carry, by the mean or in the busiest hour; what happens
    /// after the end.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// let star = BuiltIn::named("star").unwrap().source();
    /// assert!(star.read(&[])?.oddities().is_empty());
    /// let busy = star.read(&["traffic[0].rate=x2".parse().unwrap()])?;
    /// assert!(busy.oddities()[0].contains("of what it can carry"));
    /// # Ok::<(), torntape::sim::scenario::Refusal>(())
    /// ```
    pub fn oddities(&self) -> Vec<String> {
        let mut odd = Vec::new();
        match self.cut_off() {
            0 => {}
            1 => odd.push("no way leads to the station of 1 delivery: it will be undelivered".to_owned()),
            many => {
                odd.push(format!(
                    "no way leads to the stations of {many} deliveries: they will be undelivered"
                ));
            }
        }
        named(&self.held(), "deliveries of cables that are handed in", &mut odd, |held| {
            self.held_in_words(held)
        });
        named(&self.parts_held(), "parts of traffic", &mut odd, |part| self.part_in_words(part));
        odd.extend(self.untold());
        let loads = self.loads();
        let run = self.hours_run();
        let above: Vec<_> = self.circuits.iter().zip(&loads).filter_map(|one| overloaded(one, run)).collect();
        named(&above, "circuits", &mut odd, Clone::clone);
        let ends = in_words(self.duration);
        named(&self.late, "faults and times of MINIMIZE", &mut odd, |(what, at)| {
            format!("{what}: begins {} after the start, and `duration` ends after {ends}", in_words(*at))
        });
        let long = |replay: &&Replay| replay.last > self.duration.saturating_mul(BEYOND);
        odd.extend(self.replays.iter().filter(long).map(|replay| {
            format!(
                "replay of {}: its last cable is handed in {} after the start, and `duration` ends after {ends}: \
                 say a later start of the archive, or `speed`",
                replay.archive,
                in_words(replay.last)
            )
        }));
        odd
    }

    /// The circuits that are offered more than they can carry by the mean or in the busiest hour, in one line; `None`: there
    /// is none.
    ///
    /// ```
    /// use torntape::sim::scenario::BuiltIn;
    ///
    /// let star = BuiltIn::named("star").unwrap().source();
    /// assert_eq!(star.read(&[])?.overload(), None);
    /// let busy = star.read(&["traffic[0].rate=x2".parse().unwrap()])?.overload();
    /// assert!(busy.unwrap().contains("offered"));
    /// # Ok::<(), torntape::sim::scenario::Refusal>(())
    /// ```
    pub fn overload(&self) -> Option<String> {
        let run = self.hours_run();
        let loads = self.loads();
        let peak = |load: &Load| load.busiest(run).map_or(load.mean, |(_, peak)| peak.max(load.mean));
        let above = self.circuits.iter().zip(loads.iter().map(peak)).filter(|(_, load)| *load > 1.0);
        let above: Vec<_> = above.collect();
        let (worst, load) = above.iter().max_by(|one, other| one.1.total_cmp(&other.1))?;
        let (label, load) = (&worst.label, share(*load));
        Some(match above.len() {
            1 => format!("circuit {label} is offered {load} of what it can carry"),
            many => format!("{many} circuits are offered more than they can carry, {label} {load} of it"),
        })
    }

    /// The archives that are handed in again and the time that they span, a line each.
    pub fn replays(&self) -> impl Iterator<Item = String> {
        self.replays.iter().map(|Replay { archive, taken, sent: (first, last), .. }| {
            let cables = if *taken == 1 { "cable" } else { "cables" };
            let day = |at: &jiff::Timestamp| at.strftime("%Y-%m-%d").to_string();
            let (first, last) = (day(first), day(last));
            let when = if first == last { format!("of {first}") } else { format!("from {first} to {last}") };
            format!("replay of {archive}: {taken} {cables} {when}")
        })
    }

    fn held_in_words(&self, Held { cable, to, cut }: &Held<'_>) -> String {
        format!(
            "cable {} will be undelivered at {}: no way from {} to {} is approved for {}",
            cable.id,
            to.name,
            self.indicator(cut.from),
            self.indicator(cut.to),
            cable.class.word()
        )
    }

    fn part_in_words(&self, Part { table, class, share, pairs }: &Part) -> String {
        let pair = |(from, to): &(usize, usize)| {
            format!("from {} to {}", self.indicator(*from), self.indicator(*to))
        };
        let shown: Vec<_> = pairs.iter().take(PAIRS_NAMED_MAX).map(pair).collect();
        let more = match pairs.len().saturating_sub(PAIRS_NAMED_MAX) {
            0 => String::new(),
            1 => ", nor between 1 more pair".to_owned(),
            more => format!(", nor between {more} more pairs"),
        };
        format!(
            "traffic[{table}]: {} of its cables are {}, and no way approved for that leads {}{more}: they will be undelivered there",
            percent(*share),
            class.word(),
            shown.join(", ")
        )
    }

    /// Who cannot be told of what goes no further.
    fn untold(&self) -> Option<String> {
        let cuts = self.cannot_tell();
        let first = cuts.first()?;
        let more =
            if cuts.len() > 1 { format!(" (and {} more such pairs)", cuts.len() - 1) } else { String::new() };
        Some(format!(
            "tell_originators: no way leads from {0} back to {1}{more}: it cannot be told of what goes no further there",
            self.indicator(first.from),
            self.indicator(first.to)
        ))
    }

    fn indicator(&self, station: usize) -> &str {
        self.stations.get(station).map_or("", |station| station.indicator.as_str())
    }
}

/// Adds a line for each of the first, and how many more there are.
fn named<T>(all: &[T], what: &str, odd: &mut Vec<String>, line: impl Fn(&T) -> String) {
    odd.extend(all.iter().take(NAMED_MAX).map(line));
    if let Some(more @ 1..) = all.len().checked_sub(NAMED_MAX) {
        odd.push(format!("and {more} more {what}"));
    }
}

/// That a circuit is offered more than it can carry.
fn overloaded((circuit, load): (&Circuit, &Load), run: [bool; 24]) -> Option<String> {
    let busiest = load.busiest(run).filter(|(_, peak)| *peak > load.mean.max(1.0));
    let when = busiest.map(|(hour, peak)| (share(peak), hour, hour + 1));
    let label = &circuit.label;
    Some(match (load.mean > 1.0, when) {
        (false, None) => return None,
        (false, Some((peak, from, to))) => format!(
            "circuit {label} is offered {peak} of what it can carry from {from} to {to} h UTC: what waits there grows in that time"
        ),
        (true, None) => format!(
            "circuit {label} is offered {} of what it can carry: what waits there grows without end",
            share(load.mean)
        ),
        (true, Some((peak, from, to))) => format!(
            "circuit {label} is offered {} of what it can carry, and {peak} from {from} to {to} h UTC: what waits there grows without end",
            share(load.mean)
        ),
    })
}

fn share(load: f64) -> String {
    if load < 1.0005 { "just more than 1".to_owned() } else { format!("{load:.3}") }
}

/// `7.5 %`, to a hundredth.
fn percent(share: f64) -> String {
    let text = format!("{:.2}", 100.0 * share);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `2534 d 05 h`, `1 h 30 min`, `45 s`: the two greatest units.
fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let units = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds % 60, "s")];
    let first = units.iter().position(|(many, _)| *many > 0).unwrap_or(units.len() - 1);
    let shown = units.iter().skip(first).take(2).filter(|(many, _)| *many > 0);
    let shown: Vec<_> = shown.map(|(many, unit)| format!("{many} {unit}")).collect();
    if shown.is_empty() { format!("{} ms", time.as_millis()) } else { shown.join(" ") }
}
