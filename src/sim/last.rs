//! What happened last where a law broke. Nothing is kept of a run that goes well: the run is made once more to see it.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::Serialize;

use super::laws::BrokenLaw;
use super::scenario::{Scenario, WarmUp};
use super::virtually::simulate;
use super::watch::{Happening, Watch};

/// So many are kept of each station.
const KEPT: usize = 20;

/// An event as a trace tells it.
#[derive(Serialize)]
struct Line<'a> {
    time_ns: u64,
    #[serde(flatten)]
    happening: &'a Happening<'a>,
}

/// Lines by station, each with its place in the run.
struct Last {
    until: Duration,
    seen: u64,
    /// Empty where all stations are meant.
    stations: Vec<String>,
    kept: BTreeMap<String, VecDeque<(u64, String)>>,
}

impl Watch for &mut Last {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        if at > self.until {
            return;
        }
        let station = if self.stations.is_empty() {
            ""
        } else if self.stations.iter().any(|station| station == happening.station()) {
            happening.station()
        } else {
            return;
        };
        let time_ns = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        let Ok(line) = serde_json::to_string(&Line { time_ns, happening }) else { return };
        if !self.kept.contains_key(station) {
            self.kept.insert(station.to_owned(), VecDeque::new());
        }
        let Some(kept) = self.kept.get_mut(station) else { return };
        self.seen += 1;
        kept.push_back((self.seen, line));
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

/// The last twenty events of each station concerned up to the time at which a law broke, in their order: lines of JSON, as
/// `torntape simulate --trace` writes them. Of a circuit both ends are concerned; of the network, all stations together.
///
/// Scenario and seed decide a run, so that it is made once more to see them.
///
/// ```
/// use std::time::Duration;
/// use torntape::sim::scenario::Scenario;
/// use torntape::sim::{BrokenLaw, last_events};
///
/// let scenario = Scenario::moscow()?;
/// let (place, law) = ("RUEHC:XRA".to_owned(), "made up".to_owned());
/// let events = last_events(&scenario, &BrokenLaw { seed: 1, at: Duration::from_secs(60), place, law });
/// assert!(events[0].starts_with(r#"{"time_ns":0,"event":"submitted","station":"RUEHC""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn last_events(scenario: &Scenario, broken: &BrokenLaw) -> Vec<String> {
    let mut again = scenario.clone().with_seed(broken.seed);
    // To find the time to warm up a run would be made that nobody watches; what happens is the same without.
    if again.warm_up == WarmUp::Auto {
        again.warm_up = WarmUp::Fixed(Duration::ZERO);
    }
    let stations = concerned(scenario, &broken.place);
    let mut last = Last { until: broken.at, seen: 0, stations, kept: BTreeMap::new() };
    // It breaks the law again.
    _ = simulate(&again, &mut last);
    let mut lines: Vec<_> = last.kept.into_values().flatten().collect();
    lines.sort_unstable();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The stations at a place: itself, or the ends of a circuit; none where all are meant.
fn concerned(scenario: &Scenario, place: &str) -> Vec<String> {
    let indicator = |station: usize| Some(scenario.stations.get(station)?.indicator.to_string());
    let circuit = scenario.circuits.iter().find(|circuit| circuit.name == place);
    if let Some(circuit) = circuit {
        return [circuit.from, circuit.to].into_iter().filter_map(indicator).collect();
    }
    let station = scenario.stations.iter().position(|station| station.indicator.as_str() == place);
    station.and_then(indicator).into_iter().collect()
}
