//! A sweep as a picture: a panel a quantity, a curve a figure, an interval a point.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Found;
use super::show::{Scale, most};
use super::vary::measured;
use crate::cli::svg::{escape, line, place, step, text};
use crate::sim::{Quantity, Unit};

const WIDTH: f64 = 900.0;
const PANEL: f64 = 280.0;
const HEAD: f64 = 58.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 120.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;
/// The first and the last point stand so far within the panel.
const INSET: f64 = 12.0;
/// Half the width of the ends of an interval.
const CAP: f64 = 4.0;
/// Curves that are no precedence's take these in turn.
const CLASSES: [&str; 6] = ["other", "priority", "flash", "routine", "immediate", "emergency"];

/// Where the values of the first key stand from left to right.
struct Across {
    /// From 0 to 1, by the order of the values.
    shares: Vec<f64>,
    /// What is written below: a share and a text.
    ticks: Vec<(f64, String)>,
    /// Points between which nothing lies are not joined.
    joined: bool,
}

/// One picture of several: what is shown, and of which points.
struct Panel {
    quantity: Quantity,
    figures: Vec<usize>,
    /// The values of the keys after the first.
    others: Vec<String>,
    points: Vec<usize>,
}

/// Writes the picture.
pub(super) fn write(found: &Found, log: bool, mut file: impl Write) -> io::Result<()> {
    let panels = panels(found);
    let across = across(found);
    let height = HEAD + PANEL * place(panels.len());
    let mut inner = format!("<rect width=\"{WIDTH}\" height=\"{height}\" class=\"paper\"/>");
    inner += &text(LEFT, 28.0, "start", "head", &found.scenario);
    let runs = format!("means of {} runs and their 95 % intervals; the same seeds at each point", found.runs);
    inner += &text(LEFT, 46.0, "start", "axis", runs);
    for (number, panel) in panels.iter().enumerate() {
        let drawn = draw(found, panel, &across, log);
        // Writing to a string cannot fail.
        _ = write!(inner, "<g transform=\"translate(0 {})\">{drawn}</g>", HEAD + PANEL * place(number));
    }
    writeln!(
        file,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">\
         <title>{}</title><style>\n{}</style>{inner}</svg>",
        escape(&found.scenario),
        include_str!("plot.css"),
    )?;
    file.flush()
}

/// A panel for each quantity and each combination of the other keys.
fn panels(found: &Found) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::new();
    for (number, figure) in found.figures.iter().enumerate() {
        for (at, point) in found.points.iter().enumerate() {
            let others: Vec<String> = found
                .keys
                .iter()
                .zip(&point.shown)
                .skip(1)
                .map(|(key, value)| format!("{key} = {value}"))
                .collect();
            let same = |panel: &&mut Panel| panel.quantity == figure.quantity && panel.others == others;
            match panels.iter_mut().find(same) {
                Some(panel) => {
                    if !panel.figures.contains(&number) {
                        panel.figures.push(number);
                    }
                    if !panel.points.contains(&at) {
                        panel.points.push(at);
                    }
                }
                None => panels.push(Panel {
                    quantity: figure.quantity,
                    figures: vec![number],
                    others,
                    points: vec![at],
                }),
            }
        }
    }
    panels
}

fn across(found: &Found) -> Across {
    let (mut values, mut shown): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for point in &found.points {
        if let Some(value) = point.values.first().filter(|value| !values.contains(&value.as_str())) {
            values.push(value);
            shown.extend(point.shown.first().map(String::as_str));
        }
    }
    let numbers: Option<Vec<(f64, &str)>> = values.iter().map(|value| measured(value)).collect();
    let numbers = numbers.filter(|numbers| {
        numbers.iter().all(|(_, unit)| numbers.first().is_some_and(|(_, first)| unit == first))
    });
    let range = numbers.as_ref().map(|numbers| {
        let least = numbers.iter().map(|(number, _)| *number).fold(f64::INFINITY, f64::min);
        (least, numbers.iter().map(|(number, _)| *number).fold(f64::NEG_INFINITY, f64::max))
    });
    if let (Some(numbers), Some((least, most))) = (&numbers, range)
        && most > least
    {
        let shares: Vec<f64> = numbers.iter().map(|(number, _)| (number - least) / (most - least)).collect();
        let ticks =
            thinned(shares.iter().copied().zip(shown.iter().map(|value| (*value).to_owned())).collect());
        return Across { shares, ticks, joined: true };
    }
    let many = place(values.len());
    let shares: Vec<f64> = (0..values.len()).map(|number| (place(number) + 0.5) / many).collect();
    let ticks = shares.iter().copied().zip(shown.iter().map(|value| (*value).to_owned())).collect();
    Across { shares, ticks, joined: false }
}

/// Ticks that have room for what is written below them.
fn thinned(ticks: Vec<(f64, String)>) -> Vec<(f64, String)> {
    let mut kept: Vec<(f64, String)> = Vec::new();
    let width = WIDTH - LEFT - RIGHT;
    for (share, name) in ticks {
        let room = 6.5 * place(name.len()) + 8.0;
        if kept.iter().all(|(other, _)| (other - share).abs() * width >= room) {
            kept.push((share, name));
        }
    }
    kept
}

/// A scale from below to above.
struct Up {
    least: f64,
    most: f64,
    log: bool,
    ticks: Vec<f64>,
}

impl Up {
    fn new(values: &[f64], log: bool) -> Self {
        let most = values.iter().copied().fold(0.0, f64::max);
        let positive = values.iter().copied().filter(|value| *value > 0.0).fold(f64::INFINITY, f64::min);
        if log && positive.is_finite() {
            // At most six decades: what lies below them lies on the ground.
            let top = most.log10().ceil();
            let bottom = positive.log10().floor().max(top - 6.0).min(top - 1.0);
            let mut ticks = Vec::new();
            let mut decade = bottom;
            while decade <= top {
                ticks.push(10_f64.powf(decade));
                decade += 1.0;
            }
            return Self { least: 10_f64.powf(bottom), most: 10_f64.powf(top), log: true, ticks };
        }
        // Below one the scale of whole steps is taken of a part of it.
        let part = if most > 0.0 { 10_f64.powf(most.log10().floor().min(0.0) - 1.0) } else { 1.0 };
        let by = step(if most > 0.0 { most / part } else { 1.0 }) * part;
        let steps = (most / by - 1e-9).ceil().max(1.0);
        let mut ticks = Vec::new();
        let mut tick = 0.0;
        while tick <= steps {
            ticks.push(tick * by);
            tick += 1.0;
        }
        Self { least: 0.0, most: steps * by, log: false, ticks }
    }

    fn at(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.max(self.least) / self.least).ln() / (self.most / self.least).ln()
        } else {
            value / self.most
        };
        PANEL - BOTTOM - share.clamp(0.0, 1.0) * (PANEL - TOP - BOTTOM)
    }
}

fn draw(found: &Found, panel: &Panel, across: &Across, log: bool) -> String {
    let scale = Scale::of(panel.quantity.unit(), most(found, &panel.figures));
    let left_to_right = |share: f64| LEFT + INSET + share * (WIDTH - LEFT - RIGHT - 2.0 * INSET);
    // All panels of a quantity have one scale, so that they can be compared.
    let tops = found.points.iter().flat_map(|point| {
        panel.figures.iter().filter_map(|figure| {
            let estimate = point.estimates.get(*figure)?;
            let (mean, half) = (estimate.mean()?, estimate.half_width().unwrap_or(0.0));
            // No share is above the whole.
            let most = if panel.quantity.unit() == Unit::Share { mean.max(1.0) } else { f64::INFINITY };
            Some((mean + half).min(most) / scale.per)
        })
    });
    let up = Up::new(&tops.collect::<Vec<_>>(), log);
    let mut inner = String::new();
    let unit = if scale.name.is_empty() { String::new() } else { format!(", {}", scale.name) };
    let others =
        if panel.others.is_empty() { String::new() } else { format!("; {}", panel.others.join(", ")) };
    inner += &text(LEFT, 18.0, "start", "title", format!("{}{unit}{others}", panel.quantity.title()));
    for tick in &up.ticks {
        let y = up.at(*tick);
        inner += &line((LEFT, y), (WIDTH - RIGHT, y), "grid");
        inner += &text(LEFT - 8.0, y + 4.0, "end", "axis", short(*tick));
    }
    for (share, name) in &across.ticks {
        let x = left_to_right(*share);
        inner += &line((x, PANEL - BOTTOM), (x, PANEL - BOTTOM + 5.0), "tick");
        inner += &text(x, PANEL - BOTTOM + 18.0, "middle", "axis", name);
    }
    let key = found.keys.first().map_or("", String::as_str);
    inner += &text(WIDTH - RIGHT, PANEL - 10.0, "end", "axis", key);
    let mut names: Vec<(f64, String, &str)> = Vec::new();
    for (number, figure) in panel.figures.iter().enumerate() {
        let name = found.figures.get(*figure).and_then(crate::sim::Figure::of).unwrap_or_default();
        let class = CLASSES
            .into_iter()
            .find(|class| *class == name)
            .or(CLASSES.get(number % CLASSES.len()).copied())
            .unwrap_or("other");
        // Side by side, so that intervals at one place are told apart.
        let aside = (place(number) - (place(panel.figures.len()) - 1.0) / 2.0)
            * if across.joined { 3.0 } else { 14.0 };
        let (mut curve, mut marks, mut last) = (Vec::new(), String::new(), None);
        for (share, point) in across.shares.iter().zip(&panel.points) {
            let estimate = found.points.get(*point).and_then(|point| point.estimates.get(*figure));
            let Some((estimate, mean)) = estimate.and_then(|one| Some((one, one.mean()? / scale.per))) else {
                continue;
            };
            let (x, y) = (left_to_right(*share) + aside, up.at(mean));
            curve.push((x, y));
            last = Some(y);
            if let Some(half) = estimate.half_width().map(|half| half / scale.per) {
                let (above, below) = (up.at(mean + half), up.at((mean - half).max(0.0)));
                let class = format!("bar {class}");
                marks += &line((x, above), (x, below), &class);
                marks += &line((x - CAP, above), (x + CAP, above), &class);
                marks += &line((x - CAP, below), (x + CAP, below), &class);
            }
            _ = write!(marks, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" class=\"dot {class}\"/>");
        }
        if across.joined {
            curve.sort_by(|one, other| one.0.total_cmp(&other.0));
            let points: Vec<_> = curve.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            last = curve.last().map(|(_, y)| *y);
            _ = write!(inner, "<polyline points=\"{}\" class=\"curve {class}\"/>", points.join(" "));
        }
        inner += &marks;
        if let Some(y) = last.filter(|_| !name.is_empty()) {
            names.push((y, name, class));
        }
    }
    inner + &named(names)
}

/// The names of the curves at their ends, none upon another.
fn named(mut names: Vec<(f64, String, &str)>) -> String {
    names.sort_by(|one, other| one.0.total_cmp(&other.0));
    let room = 15.0 * place(names.len().saturating_sub(1));
    let (mut inner, mut above) = (String::new(), f64::NEG_INFINITY);
    for (number, (y, name, class)) in names.iter().enumerate() {
        // Those that follow need their room below.
        let lowest = PANEL - BOTTOM - room + 15.0 * place(number);
        let y = y.min(lowest).max(above + 15.0);
        above = y;
        inner += &line((WIDTH - RIGHT + 14.0, y), (WIDTH - RIGHT + 32.0, y), &format!("curve {class}"));
        inner += &text(WIDTH - RIGHT + 38.0, y + 4.0, "start", "name", name);
    }
    inner
}

/// A number on an axis, without noughts that say nothing.
fn short(number: f64) -> String {
    if number != 0.0 && number.abs() < 1e-3 {
        return format!("{number:e}");
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_hold_all_values_and_end_in_round_numbers() {
        for (values, log, ticks) in [
            (vec![0.0, 37.0], false, "0 10 20 30 40"),
            (vec![0.35], false, "0 0.1 0.2 0.3 0.4"),
            (vec![0.0], false, "0 1"),
            (vec![0.02, 30.0], true, "0.01 0.1 1 10 100"),
            (vec![5.0], true, "1 10"),
        ] {
            let up = Up::new(&values, log);
            let shown: Vec<_> = up.ticks.iter().map(|tick| short(*tick)).collect();
            assert_eq!(shown.join(" "), ticks, "{values:?}");
            assert!(values.iter().all(|value| (TOP..=PANEL - BOTTOM).contains(&up.at(*value))), "{values:?}");
        }
    }

    #[test]
    fn unit_of_the_scale_follows_the_greatest() {
        assert_eq!(Scale::of(Unit::Seconds, 40_000.0).name, "h");
        assert_eq!(Scale::of(Unit::Share, 0.4), Scale { per: 0.01, name: "%" });
    }
}
