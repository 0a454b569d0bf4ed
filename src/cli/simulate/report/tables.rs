//! What the report says in rows.

use std::fmt::Write;
use std::time::Duration;

use super::journey::{End, Hop, Journey};
use crate::cli::simulate::spell::{Clock, counted, plainly, share, spell};
use crate::cli::svg::escape;
use crate::message::Precedence;
use crate::sim::Report;
use crate::sim::report::StationReport;
use crate::sim::scenario::{Scenario, Station};

/// So many of the busiest circuits are listed.
const BUSIEST: usize = 12;
/// So many of the posts that waited longest are listed.
const POSTS: usize = 12;
/// So many undelivered cables are listed by name.
const UNDELIVERED: usize = 20;

/// A table of more columns is wider than the page of a telephone.
const NARROW: usize = 4;

/// A table from its header and rows; a header that begins with `#` stands over numbers.
fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let class = |column: usize| {
        if header.get(column).is_some_and(|name| name.starts_with('#')) { " class=\"n\"" } else { "" }
    };
    let wide = if header.len() > NARROW { " wide" } else { "" };
    let mut table = format!("<div class=\"table{wide}\"><table><thead><tr>");
    for (column, name) in header.iter().enumerate() {
        // Writing to a string cannot fail.
        _ = write!(table, "<th{}>{}</th>", class(column), escape(name.trim_start_matches('#')));
    }
    table.push_str("</tr></thead><tbody>");
    for row in rows {
        table.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            _ = write!(table, "<td{}>{cell}</td>", class(column));
        }
        table.push_str("</tr>");
    }
    table + "</tbody></table></div>"
}

fn seconds(time: Option<f64>) -> String {
    said(time, spell)
}

fn said(time: Option<f64>, spell: fn(Duration) -> String) -> String {
    let time = time.and_then(|time| Duration::try_from_secs_f64(time).ok());
    time.map_or_else(|| "–".to_owned(), spell)
}

/// A figure, and half its interval below it where there is one.
fn with_interval(figure: &str, half: Option<String>) -> String {
    half.map_or_else(|| figure.to_owned(), |half| format!("{figure}<small>± {half}</small>"))
}

fn mean(mean: Option<f64>, half: Option<f64>) -> String {
    with_interval(&seconds(mean), half.map(|half| seconds(Some(half))))
}

fn bar(part: f64, half: Option<f64>) -> String {
    let half = half.map_or_else(String::new, |half| format!(" ± {:.1}", half * 100.0));
    format!(
        "<span class=\"one\"><span class=\"bar\"><i style=\"width:{:.0}%\"></i></span>{}{half}</span>",
        part.clamp(0.0, 1.0) * 100.0,
        escape(&share(part))
    )
}

/// Each precedence with its times, and the share that met its objective.
pub(super) fn objectives(report: &Report) -> String {
    let mut rows = Vec::new();
    for precedence in Precedence::ALL {
        let word = precedence.word();
        let Some(figures) = report.precedence.get(&word.to_lowercase()) else { continue };
        let in_time = figures.objective_met.map_or_else(
            || "–".to_owned(),
            |met| {
                let class = if met >= 1.0 { "met" } else { "missed" };
                format!("<span class=\"{class}\">{}</span>", escape(&share(met)))
            },
        );
        rows.push(vec![
            word.to_owned(),
            figures.deliveries.to_string(),
            mean(figures.wait_mean_s, figures.wait_ci95_s),
            mean(figures.transit_mean_s, figures.transit_ci95_s),
            seconds(figures.p50_s),
            seconds(figures.p95_s),
            seconds(figures.p99_s),
            seconds(figures.max_s),
            said(figures.objective_s, plainly),
            in_time,
        ]);
    }
    let header = [
        "precedence",
        "#deliveries",
        "#mean wait",
        "#mean",
        "#half within",
        "#95 %",
        "#99 %",
        "#longest",
        "#objective",
        "#in time",
    ];
    table(&header, &rows)
}

/// The circuits that were busy most of the time.
pub(super) fn busiest(report: &Report) -> String {
    let mut circuits: Vec<_> = report.circuits.iter().filter(|circuit| circuit.transmissions > 0).collect();
    circuits.sort_by(|one, other| other.utilisation.total_cmp(&one.utilisation));
    let of = circuits.len();
    circuits.truncate(BUSIEST);
    let limited = report.circuits.iter().any(|circuit| circuit.alternate_routed.is_some());
    let inverted = report.circuits.iter().any(|circuit| circuit.inversions > Some(0));
    let rows: Vec<_> = circuits
        .into_iter()
        .map(|circuit| {
            let mut row = vec![
                escape(&circuit.channel),
                format!("<span class=\"one\">{} → {}</span>", escape(&circuit.from), escape(&circuit.to)),
                bar(circuit.utilisation, circuit.utilisation_ci95),
                circuit.transmissions.to_string(),
                with_interval(
                    &format!("{:.2}", circuit.queue_mean),
                    circuit.queue_mean_ci95.map(|half| format!("{half:.2}")),
                ),
                circuit.queue_max.to_string(),
                seconds(circuit.wait_p95_s),
                (circuit.lost + circuit.garbled).to_string(),
                (circuit.preempted + circuit.cut).to_string(),
            ];
            if inverted {
                row.push(circuit.inversions.unwrap_or(0).to_string());
            }
            if limited {
                row.push(circuit.alternate_routed.unwrap_or(0).to_string());
            }
            row
        })
        .collect();
    let mut header = vec![
        "channel",
        "from → to",
        "busy",
        "#transmissions",
        "#mean queue",
        "#longest queue",
        "#95 % waited up to",
        "#lost or garbled",
        "#broken off",
    ];
    if inverted {
        header.push("#waited for a lower one");
    }
    if limited {
        header.push("#took an alternate");
    }
    let note = if of > rows.len() {
        format!("<p class=\"note\">{} of {of} circuits that carried anything.</p>", rows.len())
    } else {
        String::new()
    };
    table(&header, &rows) + &note
}

/// The posts that waited longest for their cables, on average.
pub(super) fn posts(scenario: &Scenario, report: &Report) -> String {
    let mut posts: Vec<_> = scenario.stations.iter().zip(&report.stations).collect();
    posts.retain(|(_, post)| post.transit_mean_s.is_some());
    posts.sort_by(|(_, one), (_, other)| {
        other.transit_mean_s.unwrap_or(0.0).total_cmp(&one.transit_mean_s.unwrap_or(0.0))
    });
    let of = posts.len();
    posts.truncate(POSTS);
    let row = |(station, post): &(&Station, &StationReport)| {
        vec![
            format!("{} {}", escape(&post.indicator), escape(&station.plad)),
            post.counted.unwrap_or(post.delivered).to_string(),
            mean(post.transit_mean_s, post.transit_ci95_s),
            seconds(post.p50_s),
            seconds(post.p95_s),
            seconds(post.p99_s),
            seconds(post.max_s),
        ]
    };
    let rows: Vec<_> = posts.iter().map(row).collect();
    let note = if of > rows.len() {
        format!("<p class=\"note\">{} of {of} posts to which anything came.</p>", rows.len())
    } else {
        String::new()
    };
    let header = ["post", "#deliveries", "#mean", "#half within", "#95 %", "#99 %", "#longest"];
    table(&header, &rows) + &note
}

/// What was not delivered, and why.
pub(super) fn undelivered(report: &Report) -> String {
    let row = |undelivered: &crate::sim::report::Undelivered| {
        vec![escape(&undelivered.cable), escape(&undelivered.to), escape(&undelivered.why)]
    };
    let rows: Vec<_> = report.undelivered.iter().take(UNDELIVERED).map(row).collect();
    let more = report.undelivered.len() - rows.len();
    let note = if more > 0 { format!("<p class=\"note\">And {more} more.</p>") } else { String::new() };
    table(&["cable", "to", "why"], &rows) + &note
}

/// One delivery with its hops, and how long it lay at a closed post.
pub(super) fn journey(clock: Clock, rank: usize, journey: &Journey<'_>) -> String {
    let Journey { settled, delivered, held, hops, left_out } = journey;
    let mut rows: Vec<_> = hops.iter().map(|hop| row(hop, clock)).collect();
    let to = escape(&settled.to);
    let mut opened = String::new();
    if let Some((whole, opens)) = held {
        let waited = spell(delivered.saturating_sub(*whole));
        let end = format!("held until {to} opened, {waited}");
        rows.push(vec![to.clone(), String::new(), String::new(), String::new(), clock.at(*whole), end]);
        opened = format!(", delivered when {to} opened on {}", clock.at(*opens));
    }
    let took = spell(delivered.saturating_sub(settled.submitted));
    let plad = settled.plad.as_deref().unwrap_or_default();
    let more = if *left_out > 0 {
        let more = counted(*left_out as u64, "transmission", "transmissions");
        format!("<p class=\"note\">And {more} more.</p>")
    } else {
        String::new()
    };
    format!(
        "<h3>{rank}. {} {} to {to} {}: {took}</h3><p class=\"note\">Handed in on {}, whole on {}{opened}.</p>{}{more}",
        settled.precedence.word(),
        escape(&settled.cable),
        escape(plad),
        clock.at(settled.submitted),
        clock.at(journey.whole()),
        table(
            &["from", "channel and number", "#section", "#waited", "started on", "what became of it"],
            &rows
        )
    )
}

fn row(hop: &Hop, clock: Clock) -> Vec<String> {
    let end = match &hop.end {
        None => "on its way at the end".to_owned(),
        Some((at, end)) => match end {
            End::Arrived(at_station) => format!("at {} on {}", escape(at_station), clock.at(*at)),
            End::Damaged(at_station) => {
                format!(
                    "<span class=\"missed\">damaged</span> at {} on {}",
                    escape(at_station),
                    clock.at(*at)
                )
            }
            End::Lost => "<span class=\"missed\">lost</span>".to_owned(),
            End::Cut => format!("<span class=\"missed\">broken off</span> on {}", clock.at(*at)),
        },
    };
    vec![
        escape(&hop.from),
        format!("{} {:04}", escape(&hop.channel), hop.number),
        hop.section.to_string(),
        spell(hop.waited),
        clock.at(hop.started),
        end,
    ]
}
