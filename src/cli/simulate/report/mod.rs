//! The report as one page of HTML that needs nothing else: no network, no script.

mod charts;
mod curves;
mod journey;
mod map;
mod recorder;
mod tables;

use std::collections::BTreeMap;
use std::time::Duration;

pub(super) use recorder::Recorder;

use super::said;
use super::spell::{Clock, counted, spell};
use crate::cli::svg::escape;
use crate::sim::Report;
use crate::sim::report::Settled;
use crate::sim::scenario::Scenario;

/// What a run tells of its deliveries beside the report: how long their hundredths took, and the slowest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) slowest: &'a [Settled],
    pub(super) delays: &'a BTreeMap<String, Vec<f64>>,
    /// When the run ended that was watched: of several, the first.
    pub(super) ended: Duration,
}

/// Writes the page.
pub(super) fn page(
    scenario: &Scenario,
    report: &Report,
    Told { slowest, delays, ended }: Told<'_>,
    mut recorder: Recorder,
) -> String {
    recorder.close(ended);
    let longest = Duration::try_from_secs_f64(report.virtual_s).unwrap_or_default();
    let clock = Clock::of(scenario, longest);
    let times = charts::Times::of(scenario, clock, report, ended);
    let name = escape(&report.scenario);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
         <style>\n{}</style></head><body>\n<h1>{name}</h1>\n<p class=\"lead\">From {}, {}, {} fidelity: {}.</p>\n{}",
        include_str!("style.css"),
        scenario.start(),
        seeds(report),
        escape(&report.fidelity),
        size(scenario),
        of_all(report),
    );
    page += &tiles(report);
    let mut section = |title: &str, note: &str, body: &str| {
        let note = if note.is_empty() { String::new() } else { format!("<p class=\"note\">{note}</p>") };
        page.extend(["<h2>", title, "</h2>\n", &note, body, "\n"]);
    };
    let warm_up = said::warm_up(scenario, report);
    let notes = |notes: &[Option<&str>]| notes.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    let no_intervals = said::no_intervals(scenario, report);
    let times_note = notes(&[
        Some("Times from hand-in to whole delivery; waits are those in queues."),
        warm_up.as_deref(),
        no_intervals.as_deref(),
    ]);
    section("The network", "", &map::network(scenario, report));
    let arrivals = said::arrivals(report);
    let arrivals =
        arrivals.iter().fold(String::new(), |all, said| all + "<p class=\"note\">" + &escape(said) + "</p>");
    section("Speed of service", &times_note, &(tables::objectives(report) + &arrivals));
    let made = (!report.undelivered.is_empty()).then_some("Of the deliveries that were made.");
    section("Delays by precedence", &notes(&[made, warm_up.as_deref()]), &curves::delays(delays, report));
    if recorder.all.peak() > 0 {
        section(
            "Queues over time",
            "The greatest number that waited in each interval: all circuits together, and the circuits with the longest queues.",
            &charts::queues(times, &recorder, ended),
        );
    }
    if let Some(hours) = charts::hours(times, report) {
        section("Deliveries by hour", "", &hours);
    }
    section("The busiest circuits", "", &tables::busiest(report));
    if report.stations.iter().any(|post| post.transit_mean_s.is_some()) {
        let note =
            notes(&[Some("From hand-in to whole delivery, the longest mean first."), warm_up.as_deref()]);
        section("Posts that waited longest", &note, &tables::posts(scenario, report));
    }
    section("Repair and service", "", &service(report));
    if !report.undelivered.is_empty() {
        section("Not delivered", "", &tables::undelivered(report));
    }
    let worst = journey::of(scenario, slowest);
    let hops: String =
        worst.iter().enumerate().map(|(place, worst)| tables::journey(clock, place + 1, worst)).collect();
    if !worst.is_empty() {
        let days =
            if clock.dated { "dates and times are UTC." } else { "days of the month and times are UTC." };
        let note = format!(
            "The transmissions that called the addressee, in the order in which they started; {days}"
        );
        section("The slowest deliveries", &notes(&[Some(&note), warm_up.as_deref()]), &hops);
    }
    page + &format!(
        "<p class=\"note\">Digest of the delivery log <code>{}</code></p>\n</body></html>\n",
        escape(&report.digest)
    )
}

/// How large the network is, and what goes into it.
fn size(scenario: &Scenario) -> String {
    let of = |many: usize, one, more| counted(many as u64, one, more);
    [
        of(scenario.stations.len(), "station", "stations"),
        of(scenario.circuits.len(), "circuit", "circuits"),
        of(scenario.submissions.len(), "named cable", "named cables"),
        of(scenario.traffic.len(), "stream of random traffic", "streams of random traffic"),
    ]
    .join(", ")
}

/// What repair and the rules of the network came to, as the text has it.
fn service(report: &Report) -> String {
    let line = |sentence: &String| format!("<li>{}</li>", escape(sentence));
    format!("<ul>{}</ul>", said::sentences(report).iter().map(line).collect::<String>())
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
        "<p class=\"note\">Figures and curves of delays are those of all {} runs together, with 95 % intervals from run to run; \
         deliveries by hour are the mean of a run; queues over time and the slowest deliveries are those of the first, seed {}.</p>\n",
        report.runs.len(),
        report.seed
    )
}

fn tiles(report: &Report) -> String {
    let undelivered = report.undelivered.len();
    let end = Duration::try_from_secs_f64(report.virtual_s).unwrap_or_default();
    let longest = if report.runs.len() > 1 { "of virtual time, the longest run" } else { "of virtual time" };
    let of = |many: u64, one: &str, more: &str| {
        (many.to_string(), if many == 1 { one.to_owned() } else { more.to_owned() })
    };
    let offered = counted(report.offered.deliveries, "delivery", "deliveries");
    let mut tiles = vec![
        (report.delivered.deliveries.to_string(), format!("of {offered} made")),
        (undelivered.to_string(), "undelivered".to_owned()),
        of(report.offered.cables, "cable handed in", "cables handed in"),
        (report.delivered.transmissions.to_string(), "transmissions, service messages included".to_owned()),
        of(report.service.repeats_sent, "repeat of a lost or damaged one", "repeats of lost or damaged ones"),
        (spell(end), longest.to_owned()),
    ];
    if let Some(minimized) = report.minimized {
        tiles.insert(
            2,
            of(minimized.deliveries, "delivery kept back by MINIMIZE", "deliveries kept back by MINIMIZE"),
        );
    }
    if let Some(held) = report.held() {
        tiles.insert(
            2,
            of(held, "delivery waited for a post to open", "deliveries waited for a post to open"),
        );
    }
    let tile = |(figure, what): &(String, String)| {
        format!("<div class=\"tile\"><b>{figure}</b><span>{what}</span></div>")
    };
    format!("<div class=\"tiles\">{}</div>\n", tiles.iter().map(tile).collect::<String>())
}
