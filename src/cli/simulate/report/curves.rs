//! Delays by precedence.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use super::charts::{BOTTOM_TEXT, BOTTOM_TITLE, HEIGHT, LEFT, RIGHT, WIDTH, across, frame, up};
use crate::cli::simulate::spell::plainly;
use crate::cli::svg::{line, place, text};
use crate::message::Precedence;
use crate::sim::Report;

/// No delay is drawn as less than this: the axis is logarithmic.
const LEAST: f64 = 0.1;

/// The share delivered within a time, by precedence, over a logarithmic axis. Dashed: the objectives.
///
/// A curve goes through the delay of each hundredth of what its row in the table of precedences counts.
pub(super) fn delays(hundredths: &BTreeMap<String, Vec<f64>>, report: &Report) -> String {
    let all: Vec<(Precedence, &[f64])> = Precedence::ALL
        .into_iter()
        .filter_map(|precedence| {
            let curve = hundredths.get(&precedence.word().to_lowercase())?;
            (!curve.is_empty()).then_some((precedence, curve.as_slice()))
        })
        .collect();
    if all.is_empty() {
        let why = if report.delivered.deliveries > 0 { " of what was offered after the warm-up" } else { "" };
        return format!("<p>Nothing was delivered{why}.</p>");
    }
    let ends = |of: fn(&[f64]) -> Option<&f64>| {
        all.iter().filter_map(move |(_, curve)| of(curve)).map(|delay| delay.max(LEAST))
    };
    let (least, most) =
        (ends(<[f64]>::first).fold(f64::INFINITY, f64::min), ends(<[f64]>::last).fold(1.0, f64::max));
    let marks =
        [LEAST, 1.0, 10.0, 60.0, 600.0, 1800.0, 3600.0, 10_800.0, 21_600.0, 86_400.0, 604_800.0, 6_048_000.0];
    let low = marks.into_iter().rev().find(|mark| *mark <= least).unwrap_or(LEAST);
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
        let label = plainly(Duration::from_secs_f64(mark));
        inner += &text(at(mark), HEIGHT - BOTTOM_TEXT, anchor, "axis", label);
    }
    inner += &text(LEFT, 11.0, "start", "axis", "share delivered");
    let axis = "from hand-in to whole delivery, logarithmic";
    inner += &text(WIDTH - RIGHT, HEIGHT - BOTTOM_TITLE, "end", "axis", axis);
    let mut legend = String::new();
    for (precedence, curve) in &all {
        let word = precedence.word().to_lowercase();
        let objective = report.precedence.get(&word).and_then(|figures| figures.objective_s);
        if let Some(objective) = objective.filter(|time| (low..=high).contains(time)) {
            inner += &line((at(objective), up(0.0)), (at(objective), up(1.0)), &format!("objective {word}"));
        }
        let mut points = String::new();
        let mut before = 0.0;
        for (number, delay) in curve.iter().enumerate() {
            let share = place(number + 1) / place(curve.len());
            // Writing to a string cannot fail.
            _ = write!(points, "{:.1},{:.1} {0:.1},{:.1} ", at(*delay), up(before), up(share));
            before = share;
        }
        _ = write!(points, "{:.1},{:.1}", at(high), up(1.0));
        _ = write!(inner, "<polyline points=\"{points}\" class=\"series {word}\"/>");
        _ = write!(legend, "<span class=\"key {word}\">{}</span>", precedence.word());
    }
    legend += "<span class=\"key dashed\">objective</span>";
    let chart = frame("Delays by precedence", HEIGHT, &inner);
    format!("{chart}<p class=\"legend\">{legend}</p>")
}
