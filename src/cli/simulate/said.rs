//! What repair and the rules of a network came to, a sentence each: for the text and for the page.

use super::spell::{counted, plainly, seconds, share, spell};
use crate::message::Precedence;
use crate::sim::Report;
use crate::sim::report::{Corrections, Inquiries, Minimized, Receipts, Strays};
use crate::sim::scenario::Scenario;

/// A line for all that went over the circuits, and one for each rule that the network has.
pub(super) fn sentences(report: &Report) -> Vec<String> {
    let service = &report.service;
    let mut said = vec![format!(
        "{}. Reported open or damaged: {}. Sent again: {}. Second copies put aside: {}.",
        counted(report.delivered.transmissions, "transmission", "transmissions"),
        service.repeats_requested,
        service.repeats_sent,
        report.delivered.duplicates_suppressed,
    )];
    if let Some(suspected @ 1..) = service.suspected_duplicates {
        said.push(format!("Sent as suspected duplicates: {}.", counted(suspected, "copy", "copies")));
    }
    if let Some(Inquiries { requests, sections }) = service.inquiries {
        said.push(format!(
            "Asked of originators: {}. Sections sent again on that: {sections}.",
            counted(requests, "time", "times")
        ));
    }
    if let Some(Receipts { given, overdue }) = service.receipts {
        said.push(format!("Receipts of FLASH: {given}. Overdue: {overdue}."));
    }
    if let Some(Corrections { passed, corrected, advance }) = service.corrections {
        said.push(format!(
            "Passed on subject to correction: {}, corrected: {corrected}. Sections that posts had so first: {advance}.",
            counted(passed, "transmission", "transmissions"),
        ));
    }
    if let Some(Strays { misrouted, missent }) = service.strays {
        said.push(format!(
            "Passed on as misrouted: {}, as missent: {missent}.",
            counted(misrouted, "section", "sections")
        ));
    }
    if let Some(Minimized { cables, deliveries }) = report.minimized {
        said.push(format!(
            "Kept back by MINIMIZE: {}, {}.",
            counted(deliveries, "delivery", "deliveries"),
            counted(cables, "whole cable", "whole cables")
        ));
    }
    if let Some(held) = report.held() {
        said.push(format!("Waited for a post to open: {}.", counted(held, "delivery", "deliveries")));
    }
    if let Some(told) = report.told() {
        let told = counted(told, "message", "messages");
        said.push(format!("Told by relays that they could not send on: {told}."));
    }
    said
}

/// Where posts close: what the network did, without the hours that they keep. A sentence for each precedence.
pub(super) fn arrivals(report: &Report) -> Vec<String> {
    let time = |time: Option<f64>| time.and_then(seconds).map_or_else(|| "–".to_owned(), spell);
    let of_each = Precedence::ALL.into_iter().filter_map(|precedence| {
        let word = precedence.word();
        let arrival = report.precedence.get(&word.to_lowercase())?.arrival.as_ref()?;
        arrival.mean_s?;
        let in_time =
            arrival.objective_met.map(|met| format!(", {} in time", share(met))).unwrap_or_default();
        Some(format!(
            "At posts, open or not, {word} was after {}{} on average, 95 % within {}{in_time}.",
            time(arrival.mean_s),
            arrival.ci95_s.map_or_else(String::new, |half| format!(" ± {}", time(Some(half)))),
            time(arrival.p95_s)
        ))
    });
    of_each.collect()
}

/// Of which cables the figures by precedence and by post are, where it is not all.
pub(super) fn warm_up(scenario: &Scenario, report: &Report) -> Option<String> {
    let after = report.warm_up_s.and_then(seconds).unwrap_or_default();
    match (scenario.finds_warm_up(), report.runs.len() > 1) {
        (true, true) => Some(format!(
            "Of cables offered after the warm-up, which each run found for itself: up to {}.",
            spell(after)
        )),
        (true, false) => {
            Some(format!("Of cables offered from {} on, the warm-up that was found.", spell(after)))
        }
        (false, _) if after.is_zero() => None,
        (false, _) => Some(format!("Of cables offered from {} on.", plainly(after))),
    }
}

/// Why no mean has an interval, where the network is at fault, and what to do.
pub(super) fn no_intervals(scenario: &Scenario, report: &Report) -> Option<String> {
    let reason = scenario.changes_in_time().filter(|_| report.runs.len() < 2)?;
    Some(format!(
        "One run gives no intervals for a network that changes in time ({reason}): repeat it with --replications."
    ))
}
