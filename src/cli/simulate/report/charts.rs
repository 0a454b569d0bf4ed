//! Queues and deliveries over time, and delays by precedence.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::recorder::{Recorder, Series};
use crate::cli::simulate::account::spell;
use crate::cli::simulate::live::clock;
use crate::cli::svg::{escape, float, line, place, seconds, step, text};
use crate::message::Precedence;
use crate::sim::Report;
use crate::sim::report::{ByPrecedence, Settled};
use crate::sim::scenario::Scenario;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 44.0;
/// So many circuits have a line of their own.
const LINES: usize = 4;
/// So many points make a curve.
const POINTS: usize = 240;
/// So many circuits of one outage are named.
const NAMED: usize = 6;
/// How much lower the bars of the hours are.
const LOWER: f64 = 120.0;

fn frame(title: &str, inner: &str) -> String {
    let title = escape(title);
    format!("<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">{inner}</svg>")
}

/// Room for seven figures on an axis: `5 M`, `20 k`, `800`.
fn compact(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} M", value / 1e6),
        value if value >= 1e4 => format!("{} k", value / 1e3),
        value => value.to_string(),
    }
}

/// Lines across for a scale from 0 on; gives its top.
fn scale(most: f64, up: &impl Fn(f64) -> f64, inner: &mut String) -> f64 {
    let by = step(most);
    let top = (most / by).ceil() * by;
    let mut value = 0.0;
    while value <= top {
        let y = up(value / top);
        *inner += &line((LEFT, y), (WIDTH - RIGHT, y), "grid");
        *inner += &text(LEFT - 8.0, y + 4.0, "end", "axis", compact(value));
        value += by;
    }
    top
}

/// Ticks of the time of day, so many seconds from the left to the right.
fn time_axis(scenario: &Scenario, span: f64, (base, below): (f64, f64), inner: &mut String) {
    for tick in times(span) {
        let x = across(tick / span);
        *inner += &line((x, base), (x, base + 5.0), "tick");
        let at = clock(scenario.start(), Duration::from_secs_f64(tick));
        let shown = if span > 86_400.0 { at.get(..8) } else { at.get(3..8) };
        *inner += &text(x, below, "middle", "axis", shown.unwrap_or(&at));
    }
    *inner += &text(WIDTH - RIGHT, below + 18.0, "end", "axis", "time of day, UTC");
}

fn across(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
}

/// The queues: of all circuits together, and of those with the longest.
pub(super) fn queues(scenario: &Scenario, recorder: &Recorder, end: Duration) -> String {
    let mut longest: Vec<(usize, &Series)> = recorder.circuits.iter().enumerate().collect();
    longest.sort_by_key(|(_, series)| std::cmp::Reverse(series.peak()));
    longest.retain(|(_, series)| series.peak() > 0);
    longest.truncate(LINES);
    let most = f64::from(recorder.all.peak()).max(1.0);
    let mut inner = String::new();
    let span = seconds(end).max(1.0);
    let outages = outages(scenario, span);
    inner += &outages;
    let top = scale(most, &up, &mut inner);
    time_axis(scenario, span, (up(0.0), HEIGHT - 24.0), &mut inner);
    inner += &text(LEFT, 11.0, "start", "axis", "transmissions waiting");
    let interval = float(recorder.interval) / 1e9;
    let mut draw = |series: &Series, class: &str| {
        let mut points = String::new();
        for (number, greatest) in series.greatest.iter().enumerate() {
            let y = up(f64::from(*greatest) / top);
            for edge in [place(number), place(number + 1)] {
                // Writing to a string cannot fail.
                _ = write!(points, "{:.1},{y:.1} ", across((edge * interval / span).min(1.0)));
            }
        }
        _ = write!(inner, "<polyline points=\"{}\" class=\"{class}\"/>", points.trim_end());
    };
    let mut legend = String::from("<span class=\"key k0\">all circuits</span>");
    for (number, (circuit, series)) in longest.iter().enumerate().rev() {
        draw(series, &format!("series s{}", number + 1));
        let label = scenario.circuits.get(*circuit).map_or("", |circuit| circuit.label.as_str());
        legend.insert_str(
            "<span class=\"key k0\">all circuits</span>".len(),
            &format!("<span class=\"key k{}\">{}</span>", number + 1, escape(label)),
        );
    }
    draw(&recorder.all, "series s0");
    if !outages.is_empty() {
        legend += "<span class=\"key outage\">a circuit is down, a station has stopped</span>";
    }
    format!("{}<p class=\"legend\">{legend}</p>", frame("Queues over time", &inner))
}

/// A shade over each time in which circuits are down or stations stopped, with their names to hover for.
fn outages(scenario: &Scenario, span: f64) -> String {
    let circuit = |place: usize| scenario.circuits.get(place).map_or("", |circuit| circuit.label.as_str());
    let station =
        |place: usize| scenario.stations.get(place).map_or("", |station| station.indicator.as_str());
    let down = scenario.outages.iter().map(|outage| (outage.from, outage.until, circuit(outage.circuit)));
    let stopped = scenario.stops.iter().map(|stop| (stop.from, stop.until, station(stop.station)));
    let mut together: BTreeMap<(Duration, Duration), Vec<&str>> = BTreeMap::new();
    for (from, until, name) in down.chain(stopped) {
        together.entry((from, until.unwrap_or(Duration::MAX))).or_default().push(name);
    }
    let mut shades = String::new();
    for ((from, until), names) in together {
        let (from, until) = (seconds(from) / span, (seconds(until) / span).min(1.0));
        if from < until {
            let (left, top) = (across(from), up(1.0));
            let (wide, high) = ((across(until) - left).max(1.0), up(0.0) - top);
            let more = if names.len() > NAMED {
                format!(" and {} more", names.len() - NAMED)
            } else {
                String::new()
            };
            let names = names.get(..NAMED).unwrap_or(&names).join(", ");
            // Writing to a string cannot fail.
            _ = write!(
                shades,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" class=\"outage\">\
                 <title>{}{more}</title></rect>",
                escape(&names)
            );
        }
    }
    shades
}

/// Deliveries in each hour of the run, or of the day where the run was too long; nothing where it was over in two hours.
pub(super) fn hours(scenario: &Scenario, report: &Report) -> Option<String> {
    let of_run = report.deliveries_by_hour.as_deref();
    let hours = of_run.unwrap_or(&report.deliveries_by_hour_of_day);
    let most = hours.iter().copied().max().filter(|most| *most > 0 && hours.len() > 2)?;
    let height = HEIGHT - LOWER;
    let base = height - BOTTOM;
    let up = |share: f64| base - share * (base - TOP);
    let mut inner = String::new();
    let top = scale(float(most), &up, &mut inner);
    let many = place(hours.len());
    for (hour, count) in hours.iter().enumerate() {
        let (left, right) = (across(place(hour) / many), across((place(hour) + 1.0) / many));
        let (y, gap) = (up(float(*count) / top), if hours.len() > 96 { 0.0 } else { 1.0 });
        _ = write!(
            inner,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"hour\"><title>{count}</title></rect>",
            right - left - gap,
            base - y
        );
    }
    if of_run.is_some() {
        time_axis(scenario, many * 3600.0, (base, height - 24.0), &mut inner);
    } else {
        for hour in (0..24_u8).step_by(3) {
            let x = across(f64::from(hour) / 24.0);
            inner += &line((x, base), (x, base + 5.0), "tick");
            inner += &text(x, height - 24.0, "middle", "axis", format!("{hour:02}00"));
        }
        inner += &text(WIDTH - RIGHT, height - 6.0, "end", "axis", "hour of the day, UTC");
    }
    inner += &text(LEFT, 11.0, "start", "axis", "deliveries made");
    Some(format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Deliveries by hour\">{inner}</svg>"
    ))
}

/// Ticks of a time axis, in seconds.
fn times(span: f64) -> Vec<f64> {
    let steps = [
        10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0, 86_400.0,
        172_800.0, 604_800.0,
    ];
    let by = steps.into_iter().find(|by| span / by <= 9.0).unwrap_or(span / 8.0);
    let mut ticks = vec![0.0];
    while let Some(next) = ticks.last().map(|last| last + by).filter(|next| *next <= span * 0.985) {
        ticks.push(next);
    }
    ticks
}

/// The share delivered within a time, by precedence, over a logarithmic axis. Dashed: the objectives.
///
/// Where single deliveries are not kept, the curve goes through the delay of each hundredth of them.
pub(super) fn delays(
    deliveries: &[Settled],
    hundredths: &BTreeMap<String, Vec<f64>>,
    figures: &BTreeMap<String, ByPrecedence>,
) -> String {
    let all = if deliveries.is_empty() { from_hundredths(hundredths) } else { from_deliveries(deliveries) };
    let least =
        all.values().filter_map(|curve| curve.first()).map(|point| point.0).fold(f64::INFINITY, f64::min);
    let most = all.values().filter_map(|curve| curve.last()).map(|point| point.0).fold(1.0, f64::max);
    if all.is_empty() {
        return "<p>Nothing was delivered.</p>".to_owned();
    }
    let marks =
        [0.1, 1.0, 10.0, 60.0, 600.0, 1800.0, 3600.0, 10_800.0, 21_600.0, 86_400.0, 604_800.0, 6_048_000.0];
    let low = marks.into_iter().rev().find(|mark| *mark <= least).unwrap_or(0.1);
    let high = marks.into_iter().find(|mark| *mark >= most).unwrap_or(most);
    let at = |time: f64| across((time.clamp(low, high) / low).ln() / (high / low).ln().max(1e-9));
    let mut inner = String::new();
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        inner += &line((LEFT, up(share)), (WIDTH - RIGHT, up(share)), "grid");
        inner += &text(LEFT - 8.0, up(share) + 4.0, "end", "axis", format!("{:.0} %", share * 100.0));
    }
    for mark in marks.into_iter().filter(|mark| (low..=high).contains(mark)) {
        inner += &line((at(mark), up(0.0)), (at(mark), up(1.0)), "grid");
        let anchor = if at(mark) > WIDTH - 60.0 { "end" } else { "middle" };
        inner += &text(at(mark), HEIGHT - 24.0, anchor, "axis", round(mark));
    }
    inner += &text(LEFT, 11.0, "start", "axis", "share delivered");
    inner += &text(WIDTH - RIGHT, HEIGHT - 6.0, "end", "axis", "from hand-in to whole delivery, logarithmic");
    let mut legend = String::new();
    for (precedence, curve) in all.iter().rev() {
        let word = precedence.word().to_lowercase();
        let objective = figures.get(&word).and_then(|figures| figures.objective_s);
        if let Some(objective) = objective.filter(|time| (low..=high).contains(time)) {
            inner += &line((at(objective), up(0.0)), (at(objective), up(1.0)), &format!("objective {word}"));
        }
        let mut points = String::new();
        let mut before = 0.0;
        for (delay, share) in curve {
            _ = write!(points, "{:.1},{:.1} {0:.1},{:.1} ", at(*delay), up(before), up(*share));
            before = *share;
        }
        _ = write!(points, "{:.1},{:.1}", at(high), up(1.0));
        _ = write!(inner, "<polyline points=\"{points}\" class=\"series {word}\"/>");
        _ = write!(legend, "<span class=\"key {word}\">{}</span>", precedence.word());
    }
    legend += "<span class=\"key dashed\">objective</span>";
    format!("{}<p class=\"legend\">{legend}</p>", frame("Delays by precedence", &inner))
}

/// Delays in seconds, and the share delivered within each, by precedence.
type Curves = BTreeMap<Precedence, Vec<(f64, f64)>>;

fn from_deliveries(deliveries: &[Settled]) -> Curves {
    let mut all: BTreeMap<Precedence, Vec<f64>> = BTreeMap::new();
    for settled in deliveries {
        if let Ok(at) = settled.outcome {
            all.entry(settled.precedence)
                .or_default()
                .push(seconds(at.saturating_sub(settled.submitted)).max(0.1));
        }
    }
    let curve = |mut delays: Vec<f64>| {
        delays.sort_by(f64::total_cmp);
        let stride = (delays.len() / POINTS).max(1);
        let numbered = delays.iter().enumerate();
        let shown = numbered.filter(|(number, _)| number % stride == 0 || number + 1 == delays.len());
        shown.map(|(number, delay)| (*delay, place(number + 1) / place(delays.len()))).collect()
    };
    all.into_iter().map(|(precedence, delays)| (precedence, curve(delays))).collect()
}

fn from_hundredths(hundredths: &BTreeMap<String, Vec<f64>>) -> Curves {
    let curve = |precedence: Precedence| {
        let delays = hundredths.get(&precedence.word().to_lowercase())?;
        let shares = delays.iter().enumerate();
        let curve: Vec<_> =
            shares.map(|(number, delay)| (delay.max(0.1), place(number + 1) / place(delays.len()))).collect();
        (!curve.is_empty()).then_some((precedence, curve))
    };
    Precedence::ALL.into_iter().filter_map(curve).collect()
}

/// `10 min`, without what is nothing.
fn round(time: f64) -> String {
    if time < 1.0 {
        return format!("{time} s");
    }
    let spelt = spell(Duration::from_secs_f64(time));
    spelt.replace(" 00 min", "").replace(" 00 s", "").replace(" 00 h", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No label is wider than there is room to the left of the axis.
    #[test]
    fn large_numbers_have_short_labels() {
        let labels = [0.0, 800.0, 5000.0, 20_000.0, 500_000.0, 1_000_000.0, 8_000_000.0, 2e8].map(compact);
        assert_eq!(labels, ["0", "800", "5000", "20 k", "500 k", "1 M", "8 M", "200 M"]);
    }
}
