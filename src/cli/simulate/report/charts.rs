//! Queues and deliveries over time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::recorder::{Recorder, Series};
use crate::cli::simulate::spell::Clock;
use crate::cli::svg::{escape, float, line, place, seconds, step, text};
use crate::sim::Report;
use crate::sim::scenario::Scenario;

pub(super) const WIDTH: f64 = 960.0;
pub(super) const HEIGHT: f64 = 280.0;
pub(super) const LEFT: f64 = 56.0;
pub(super) const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 44.0;
/// How far above the lower edge the labels of an axis stand, and its title.
pub(super) const BOTTOM_TEXT: f64 = 24.0;
pub(super) const BOTTOM_TITLE: f64 = 6.0;
/// So many circuits have a line of their own.
const LINES: usize = 4;
/// So many circuits of one outage are named.
const NAMED: usize = 6;
/// How much lower the bars of the hours are.
const LOWER: f64 = 120.0;
const DAY: f64 = 86_400.0;

/// A picture in a box that scrolls where the page is narrower than what can be read.
pub(super) fn frame(title: &str, height: f64, inner: &str) -> String {
    let title = escape(title);
    format!(
        "<div class=\"scroll\"><svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{title}\">{inner}</svg></div>"
    )
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

pub(super) fn across(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

pub(super) fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
}

/// The time of a run from left to right: the same in every chart over time, so that they can be compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times<'a> {
    scenario: &'a Scenario,
    clock: Clock,
    /// Seconds from the left to the right.
    span: f64,
}

impl<'a> Times<'a> {
    /// Those of a run that took so long: whole hours where deliveries are told by hour.
    pub(super) fn of(scenario: &'a Scenario, clock: Clock, report: &Report, end: Duration) -> Self {
        let hours = hours_of_run(report).map_or(0.0, |hours| place(hours.len()) * 3600.0);
        Self { scenario, clock, span: seconds(end).max(hours).max(1.0) }
    }

    /// Ticks below a chart that is so high.
    fn axis(&self, height: f64, inner: &mut String) {
        let base = height - BOTTOM;
        let days = self.span > DAY;
        // A date takes more room than a time.
        for tick in times(self.span, if self.clock.dated { 6.0 } else { 9.0 }) {
            let x = across(tick / self.span);
            *inner += &line((x, base), (x, base + 5.0), "tick");
            let at = self.clock.at(Duration::from_secs_f64(tick));
            let shown = match (self.clock.dated, days) {
                (true, _) => None,
                (false, true) => at.get(..8),
                (false, false) => at.get(3..8),
            };
            let anchor = if self.clock.dated && x > WIDTH - 60.0 { "end" } else { "middle" };
            *inner += &text(x, height - BOTTOM_TEXT, anchor, "axis", shown.unwrap_or(&at));
        }
        let title = match (self.clock.dated, days) {
            (true, _) => "date and time, UTC",
            (false, true) => "day and time, UTC",
            (false, false) => "time of day, UTC",
        };
        *inner += &text(WIDTH - RIGHT, height - BOTTOM_TITLE, "end", "axis", title);
    }

    /// A shade over each time in which circuits are down or stations stopped, with their names to hover for, and over each in
    /// which MINIMIZE is imposed; and what to say of them in the legend.
    fn shades(&self, height: f64) -> (String, String) {
        let scenario = self.scenario;
        let circuit =
            |place: usize| scenario.circuits.get(place).map_or("", |circuit| circuit.label.as_str());
        let station =
            |place: usize| scenario.stations.get(place).map_or("", |station| station.indicator.as_str());
        let down = scenario.outages.iter().map(|outage| (outage.from, outage.until, circuit(outage.circuit)));
        let stopped = scenario.stops.iter().map(|stop| (stop.from, stop.until, station(stop.station)));
        let mut together: BTreeMap<(Duration, Duration), Vec<&str>> = BTreeMap::new();
        for (from, until, name) in down.chain(stopped) {
            together.entry((from, until.unwrap_or(Duration::MAX))).or_default().push(name);
        }
        let (mut shades, mut legend) = (String::new(), String::new());
        for minimize in &scenario.minimize {
            let (from, until) = minimize.times();
            shades += &self.shade((from, until.unwrap_or(Duration::MAX)), height, "minimize", "MINIMIZE");
        }
        if !shades.is_empty() {
            legend += "<span class=\"key minimize\">MINIMIZE is imposed</span>";
        }
        let before = shades.len();
        for (when, names) in together {
            let more = if names.len() > NAMED {
                format!(" and {} more", names.len() - NAMED)
            } else {
                String::new()
            };
            let names = names.get(..NAMED).unwrap_or(&names).join(", ") + &more;
            shades += &self.shade(when, height, "outage", &names);
        }
        if shades.len() > before {
            legend += "<span class=\"key outage\">a circuit is down, a station has stopped</span>";
        }
        (shades, legend)
    }

    fn shade(&self, (from, until): (Duration, Duration), height: f64, class: &str, title: &str) -> String {
        let (from, until) = (seconds(from) / self.span, (seconds(until) / self.span).min(1.0));
        if from >= until {
            return String::new();
        }
        let (left, high) = (across(from), height - BOTTOM - TOP);
        let wide = (across(until) - left).max(1.0);
        format!(
            "<rect x=\"{left:.1}\" y=\"{TOP:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" class=\"{class}\">\
             <title>{}</title></rect>",
            escape(title)
        )
    }
}

/// The queues: of all circuits together, and of those with the longest.
pub(super) fn queues(times: Times<'_>, recorder: &Recorder, end: Duration) -> String {
    let mut longest: Vec<(usize, &Series)> = recorder.circuits.iter().enumerate().collect();
    longest.sort_by_key(|(_, series)| std::cmp::Reverse(series.peak()));
    longest.retain(|(_, series)| series.peak() > 0);
    longest.truncate(LINES);
    let most = f64::from(recorder.all.peak()).max(1.0);
    let (mut inner, shaded) = times.shades(HEIGHT);
    let top = scale(most, &up, &mut inner);
    times.axis(HEIGHT, &mut inner);
    inner += &text(LEFT, 11.0, "start", "axis", "transmissions waiting");
    let interval = float(recorder.interval) / 1e9;
    let mut draw = |series: &Series, class: &str| {
        let mut points = String::new();
        for (number, greatest) in series.greatest.iter().enumerate() {
            let y = up(f64::from(*greatest) / top);
            for edge in [place(number), place(number + 1)] {
                let x = across((edge * interval).min(seconds(end)) / times.span);
                // Writing to a string cannot fail.
                _ = write!(points, "{x:.1},{y:.1} ");
            }
        }
        _ = write!(inner, "<polyline points=\"{}\" class=\"{class}\"/>", points.trim_end());
    };
    let mut legend = Vec::new();
    for (number, (circuit, series)) in longest.iter().enumerate().rev() {
        draw(series, &format!("series s{}", number + 1));
        let label = times.scenario.circuits.get(*circuit).map_or("", |circuit| circuit.label.as_str());
        legend.push(format!("<span class=\"key k{}\">{}</span>", number + 1, escape(label)));
    }
    draw(&recorder.all, "series s0");
    legend.push("<span class=\"key k0\">all circuits</span>".to_owned());
    legend.reverse();
    format!(
        "{}<p class=\"legend\">{}{shaded}</p>",
        frame("Queues over time", HEIGHT, &inner),
        legend.concat()
    )
}

/// Deliveries in each hour of the run, where it was not too long; nothing where it was over in two hours.
fn hours_of_run(report: &Report) -> Option<&[u64]> {
    report.deliveries_by_hour.as_deref().filter(|hours| hours.len() > 2 && hours.iter().any(|many| *many > 0))
}

/// Deliveries in each hour of the run, or of the day where the run was too long: of several runs, their mean.
pub(super) fn hours(times: Times<'_>, report: &Report) -> Option<String> {
    let of_run = hours_of_run(report);
    let of_day =
        || Some(report.deliveries_by_hour_of_day.as_slice()).filter(|_| report.deliveries_by_hour.is_none());
    let hours = of_run.or_else(of_day)?;
    let runs = place(report.runs.len().max(1));
    let most = hours.iter().copied().max().filter(|most| *most > 0)?;
    let height = HEIGHT - LOWER;
    let base = height - BOTTOM;
    let up = |share: f64| base - share * (base - TOP);
    let (mut inner, shaded) = if of_run.is_some() { times.shades(height) } else { Default::default() };
    let top = scale((float(most) / runs).max(1.0), &up, &mut inner);
    let wide = if of_run.is_some() { 3600.0 / times.span } else { 1.0 / 24.0 };
    for (hour, count) in hours.iter().enumerate() {
        let (left, right) = (across(place(hour) * wide), across(place(hour + 1) * wide));
        let count = float(*count) / runs;
        let (y, gap) = (up(count / top), if hours.len() > 96 { 0.0 } else { 1.0 });
        let said = if runs > 1.0 { format!("{count:.1}") } else { count.to_string() };
        // Writing to a string cannot fail.
        _ = write!(
            inner,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"hour\"><title>{said}</title></rect>",
            right - left - gap,
            base - y
        );
    }
    if of_run.is_some() {
        times.axis(height, &mut inner);
    } else {
        for hour in (0..24_u8).step_by(3) {
            let x = across(f64::from(hour) / 24.0);
            inner += &line((x, base), (x, base + 5.0), "tick");
            inner += &text(x, height - BOTTOM_TEXT, "middle", "axis", format!("{hour:02}00"));
        }
        inner += &text(WIDTH - RIGHT, height - BOTTOM_TITLE, "end", "axis", "hour of the day, UTC");
    }
    let of = if runs > 1.0 {
        format!("deliveries made, mean of {runs} runs")
    } else {
        "deliveries made".to_owned()
    };
    inner += &text(LEFT, 11.0, "start", "axis", of);
    let legend = if shaded.is_empty() { String::new() } else { format!("<p class=\"legend\">{shaded}</p>") };
    Some(frame("Deliveries by hour", height, &inner) + &legend)
}

/// Ticks of a time axis, in seconds: at most so many and one.
fn times(span: f64, most: f64) -> Vec<f64> {
    let steps = [
        10.0,
        30.0,
        60.0,
        300.0,
        600.0,
        1800.0,
        3600.0,
        7200.0,
        10_800.0,
        21_600.0,
        43_200.0,
        DAY,
        172_800.0,
        604_800.0,
        1_209_600.0,
    ];
    let by =
        steps.into_iter().find(|by| span / by <= most).unwrap_or_else(|| (span / most / DAY).ceil() * DAY);
    let mut ticks = vec![0.0];
    while let Some(next) = ticks.last().map(|last| last + by).filter(|next| *next <= span * 0.985) {
        ticks.push(next);
    }
    ticks
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
