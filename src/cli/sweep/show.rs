//! What a sweep found, as tables, CSV and JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Found, Point};
use crate::cli::grid::{self, grid};
use crate::cli::ink::{Tone, one_line};
use crate::cli::io::Io;
use crate::sim::{Estimate, Quantity, Unit};

/// How the numbers of one column or panel are written: so many of the unit are one of these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::cli) struct Scale {
    pub(in crate::cli) per: f64,
    pub(in crate::cli) name: &'static str,
}

impl Scale {
    /// Seconds while they are few, then minutes, then hours.
    pub(in crate::cli) fn of(unit: Unit, most: f64) -> Self {
        match unit {
            Unit::Count => Self { per: 1.0, name: "" },
            Unit::Share => Self { per: 0.01, name: "%" },
            Unit::Seconds if most < 600.0 => Self { per: 1.0, name: "s" },
            Unit::Seconds if most < 36_000.0 => Self { per: 60.0, name: "min" },
            Unit::Seconds => Self { per: 3600.0, name: "h" },
        }
    }
}

/// Figures that stand side by side: those of one quantity, or those of the whole network.
pub(super) fn groups(found: &Found) -> Vec<(Option<Quantity>, Vec<usize>)> {
    let mut groups: Vec<(Option<Quantity>, Vec<usize>)> = Vec::new();
    for (place, figure) in found.figures.iter().enumerate() {
        let quantity = figure.of().is_some().then_some(figure.quantity);
        match groups.iter_mut().find(|(of, _)| *of == quantity) {
            Some((_, members)) => members.push(place),
            None => groups.push((quantity, vec![place])),
        }
    }
    groups
}

/// The greatest mean of some figures.
pub(super) fn most(found: &Found, places: &[usize]) -> f64 {
    let estimates =
        found.points.iter().flat_map(|point| places.iter().filter_map(|place| point.estimates.get(*place)));
    estimates.filter_map(Estimate::mean).fold(0.0, f64::max)
}

/// A table for each group.
pub(super) fn table(found: &Found, io: &mut Io) -> io::Result<()> {
    let ink = io.ink();
    let last = found.seed.wrapping_add(found.runs as u64 - 1);
    let (points, runs) = (found.points.len(), found.runs);
    let seeds = if runs == 1 { format!("seed {last}") } else { format!("seeds {} to {last}", found.seed) };
    writeln!(
        io.out,
        "{}: {points} {} of {runs} {}, {seeds} at each; {}",
        ink.paint(Tone::Title, one_line(&found.scenario)),
        if points == 1 { "point" } else { "points" },
        if runs == 1 { "run" } else { "runs" },
        if runs == 1 {
            "one run has no interval: --replications gives them"
        } else {
            "means and 95 % intervals"
        },
    )?;
    for (quantity, places) in groups(found) {
        let mut scales = Vec::with_capacity(places.len());
        let mut header: Vec<String> = found.keys.clone();
        for place in &places {
            let Some(figure) = found.figures.get(*place) else { continue };
            let of_all = if quantity.is_some() { most(found, &places) } else { most(found, &[*place]) };
            let scale = Scale::of(figure.quantity.unit(), of_all);
            let name = figure.of().unwrap_or_else(|| figure.quantity.word().to_owned());
            let unit = if quantity.is_none() && !scale.name.is_empty() {
                format!(", {}", scale.name)
            } else {
                String::new()
            };
            header.push(format!("{name}{unit}"));
            scales.push((*place, scale));
        }
        let unit = scales.first().map_or("", |(_, scale)| scale.name);
        match quantity {
            Some(quantity) if unit.is_empty() => {
                writeln!(io.out, "\n{}", ink.paint(Tone::Title, quantity.title()))?;
            }
            Some(quantity) => {
                writeln!(io.out, "\n{}, {unit}", ink.paint(Tone::Title, quantity.title()))?;
            }
            None => writeln!(io.out)?,
        }
        let mut table = grid(&header);
        grid::right(&mut table, found.keys.len()..header.len());
        table.add_rows(found.points.iter().map(|point| row(point, &scales)));
        grid::write(&table, ink, &mut io.out)?;
    }
    Ok(())
}

fn row(point: &Point, scales: &[(usize, Scale)]) -> Vec<String> {
    let mut row: Vec<String> = point.shown.iter().map(|value| one_line(value)).collect();
    row.extend(scales.iter().map(|(place, scale)| {
        point.estimates.get(*place).map_or_else(String::new, |estimate| written(estimate, *scale))
    }));
    row
}

/// `45.1 ± 3.2`: as many figures as the interval lets one read.
pub(super) fn written(estimate: &Estimate, scale: Scale) -> String {
    let Some(mean) = estimate.mean().map(|mean| mean / scale.per) else { return "-".to_owned() };
    match estimate.half_width().map(|half| half / scale.per) {
        Some(half) if half > 0.0 => {
            let places = decimals(half, 2);
            format!("{mean:.places$} \u{b1} {half:.places$}")
        }
        _ => format!("{mean:.0$}", decimals(mean, 4)),
    }
}

/// Figures after the point that show so many of a number in all.
pub(in crate::cli) fn decimals(number: f64, figures: i32) -> usize {
    let order = if number.abs() > 0.0 { number.abs().log10().floor() } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "the order of a number is small")]
    let places = figures - 1 - order as i32;
    usize::try_from(places.clamp(0, 6)).unwrap_or(0)
}

pub(in crate::cli) const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "s",
        Unit::Share => "share",
        Unit::Count => "count",
    }
}

/// A line for each point and figure.
pub(super) fn csv(found: &Found, io: &mut Io) -> io::Result<()> {
    let mut lines = csv::Writer::from_writer(&mut io.out);
    let header = found.keys.iter().map(String::as_str);
    lines.write_record(header.chain(["figure", "unit", "mean", "half_width_95", "runs"]))?;
    for point in &found.points {
        for (figure, estimate) in found.figures.iter().zip(&point.estimates) {
            let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
            let own = [
                figure.to_string(),
                unit_name(figure.quantity.unit()).to_owned(),
                number(estimate.mean()),
                number(estimate.half_width()),
                estimate.values.len().to_string(),
            ];
            lines.write_record(point.values.iter().chain(&own))?;
        }
    }
    lines.flush()
}

/// One object with everything.
pub(super) fn json(found: &Found, io: &mut Io) -> io::Result<()> {
    #[derive(Serialize)]
    struct OfFigure<'a> {
        unit: &'static str,
        mean: Option<f64>,
        ci95: Option<f64>,
        runs: &'a [f64],
    }
    let point = |point: &Point| {
        let values: Map<String, Value> =
            found.keys.iter().cloned().zip(point.values.iter().map(|value| json!(value))).collect();
        let figures: Map<String, Value> = found
            .figures
            .iter()
            .zip(&point.estimates)
            .map(|(figure, estimate)| {
                let of_figure = OfFigure {
                    unit: unit_name(figure.quantity.unit()),
                    mean: estimate.mean(),
                    ci95: estimate.half_width(),
                    runs: &estimate.values,
                };
                (figure.to_string(), json!(of_figure))
            })
            .collect();
        json!({ "values": values, "figures": figures })
    };
    let whole = json!({
        "scenario": found.scenario,
        "seed": found.seed,
        "replications": found.runs,
        "points": found.points.iter().map(point).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut io.out, &whole)?;
    io.out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_figures_that_their_interval_allows() {
        let seconds = Scale { per: 1.0, name: "s" };
        let of = |values: &[f64]| written(&Estimate { values: values.to_vec() }, seconds);
        assert_eq!(of(&[]), "-");
        assert_eq!(of(&[3.0]), "3.000");
        assert_eq!(of(&[3.0, 3.0]), "3.000");
        assert_eq!(of(&[100.0, 120.0, 140.0]), "120 \u{b1} 50");
        assert_eq!(of(&[1.0, 1.02, 1.01]), "1.010 \u{b1} 0.025");
        assert_eq!(of(&[0.0, 0.0]), "0.000");
        let minutes = Scale::of(Unit::Seconds, 700.0);
        assert_eq!(written(&Estimate { values: vec![600.0, 720.0, 660.0] }, minutes), "11.0 \u{b1} 2.5");
    }
}
