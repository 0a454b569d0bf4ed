//! The report as one page of HTML that needs nothing else: no network, no script.

mod charts;
mod journey;
mod map;
mod recorder;
mod tables;

use std::collections::BTreeMap;
use std::time::Duration;

pub(super) use recorder::Recorder;

use super::account::{no_intervals, spell};
use crate::cli::svg::escape;
use crate::sim::Report;
use crate::sim::report::Settled;
use crate::sim::scenario::Scenario;

/// What a run tells of its deliveries beside the report: each, or how long their hundredths took, and the slowest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) deliveries: &'a [Settled],
    pub(super) slowest: &'a [Settled],
    pub(super) delays: &'a BTreeMap<String, Vec<f64>>,
    /// When the run ended that was watched: of several, the first.
    pub(super) ended: Duration,
}

/// Writes the page.
pub(super) fn page(
    scenario: &Scenario,
    report: &Report,
    Told { deliveries, slowest, delays, ended }: Told<'_>,
    mut recorder: Recorder,
) -> String {
    recorder.close(ended);
    let name = escape(&report.scenario);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
         <style>\n{}</style></head><body>\n<h1>{name}</h1>\n<p class=\"lead\">From {}, {}, {} fidelity: {}.</p>\n{}",
        include_str!("style.css"),
        scenario.start(),
        seeds(report),
        escape(&report.fidelity),
        scenario.size(),
        of_all(report),
    );
    page += &tiles(report);
    let mut section = |title: &str, note: &str, body: &str| {
        let note = if note.is_empty() { String::new() } else { format!("<p class=\"note\">{note}</p>") };
        page.extend(["<h2>", title, "</h2>\n", &note, body, "\n"]);
    };
    let mut times_note = "Times from hand-in to whole delivery; waits are those in queues.".to_owned();
    if let Some(why) = no_intervals(scenario, report) {
        times_note.extend([" ", &why]);
    }
    section("The network", "", &map::network(scenario, report));
    section("Speed of service", &times_note, &tables::objectives(report));
    let note = if report.undelivered.is_empty() { "" } else { "Of the deliveries that were made." };
    section("Delays by precedence", note, &charts::delays(deliveries, delays, &report.precedence));
    if recorder.all.peak() > 0 {
        section(
            "Queues over time",
            "The greatest number that waited in each interval: all circuits together, and the circuits with the longest queues.",
            &charts::queues(scenario, &recorder, ended),
        );
    }
    if let Some(hours) = charts::hours(scenario, report) {
        section("Deliveries by hour", "", &hours);
    }
    section("The busiest circuits", "", &tables::busiest(report));
    if report.stations.iter().any(|post| post.transit_mean_s.is_some()) {
        let note = "From hand-in to whole delivery, the longest mean first.";
        section("Posts that waited longest", note, &tables::posts(scenario, report));
    }
    if !report.undelivered.is_empty() {
        section("Not delivered", "", &tables::undelivered(report));
    }
    let worst = journey::of(scenario, slowest);
    let hops: String =
        worst.iter().enumerate().map(|(place, worst)| tables::journey(scenario, place + 1, worst)).collect();
    if !worst.is_empty() {
        let note = "The transmissions that called the addressee, in the order in which they started; days of the month and times are UTC.";
        section("The slowest deliveries", note, &hops);
    }
    page + &format!(
        "<p class=\"note\">Digest of the delivery log <code>{}</code></p>\n</body></html>\n",
        escape(&report.digest)
    )
}

fn seeds(report: &Report) -> String {
    match report.runs.as_slice() {
        [first, .., last] => format!("{} runs, seeds {} to {}", report.runs.len(), first.seed, last.seed),
        _ => format!("seed {}", report.seed),
    }
}

/// Of which run what is, where there were several.
fn of_all(report: &Report) -> String {
    if report.runs.len() < 2 {
        return String::new();
    }
    format!(
        "<p class=\"note\">Figures, curves of delays and deliveries by hour are those of all {} runs together, with 95 % intervals from \
         run to run; queues over time and the slowest deliveries are those of the first, seed {}.</p>\n",
        report.runs.len(),
        report.seed
    )
}

fn tiles(report: &Report) -> String {
    let undelivered = report.undelivered.len();
    let end = Duration::try_from_secs_f64(report.virtual_s).unwrap_or_default();
    let longest = if report.runs.len() > 1 { "of virtual time, the longest run" } else { "of virtual time" };
    let mut tiles = vec![
        (
            report.delivered.deliveries.to_string(),
            format!("of {} deliveries made", report.offered.deliveries),
        ),
        (undelivered.to_string(), "undelivered".to_owned()),
        (report.offered.cables.to_string(), "cables handed in".to_owned()),
        (report.delivered.transmissions.to_string(), "transmissions, service messages included".to_owned()),
        (report.service.repeats_sent.to_string(), "transmissions sent again".to_owned()),
        (spell(end), longest.to_owned()),
    ];
    if let Some(minimized) = report.minimized {
        let what = "deliveries kept back by MINIMIZE".to_owned();
        tiles.insert(2, (minimized.deliveries.to_string(), what));
    }
    if let Some(held) = report.held() {
        tiles.insert(2, (held.to_string(), "deliveries waited for a post to open".to_owned()));
    }
    let tile = |(figure, what): &(String, String)| {
        format!("<div class=\"tile\"><b>{figure}</b><span>{what}</span></div>")
    };
    format!("<div class=\"tiles\">{}</div>\n", tiles.iter().map(tile).collect::<String>())
}
