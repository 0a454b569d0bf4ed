//! The report for people: which cable reached which post when, what it took, and how the circuits fared.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::time::Duration;

use comfy_table::Table;

use super::live::clock;
use super::missed;
use crate::cli::grid::{self, grid};
use crate::cli::ink::{Tone, one_line};
use crate::cli::io::Io;
use crate::sim::Report;
use crate::sim::report::{CircuitReport, Corrections, Inquiries, Minimized, Receipts, Settled, Strays};
use crate::sim::scenario::Scenario;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What sets the addressees of a cable off from it.
const INDENT: &str = "  ";

/// A column of counts: its name, whether it is shown, and what it counts.
type Counted = (&'static str, bool, fn(&CircuitReport) -> u64);

/// A finished run, to be told.
#[derive(Debug)]
pub(super) struct Account<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) report: &'a Report,
    pub(super) deliveries: &'a [Settled],
}

impl Account<'_> {
    /// Writes all of it.
    pub(super) fn write(&self, io: &mut Io) -> io::Result<()> {
        let ink = io.ink();
        let report = self.report;
        let made = format!("{} of {} deliveries", report.delivered.deliveries, report.offered.deliveries);
        let tone = if report.undelivered.is_empty() { Tone::Good } else { Tone::Bad };
        let last = report.runs.last().map(|run| run.seed).filter(|last| *last != report.seed);
        let seeds = last.map_or_else(
            || format!("seed {}", report.seed),
            |last| format!("{} runs, seeds {} to {last}", report.runs.len(), report.seed),
        );
        writeln!(
            io.out,
            "{}, {seeds}: {} in {}",
            ink.paint(Tone::Title, one_line(&report.scenario)),
            ink.paint(tone, made),
            spell(Duration::try_from_secs_f64(report.virtual_s).unwrap_or_default())
        )?;
        // On a terminal a table keeps to its width; a pipe takes lines of any length.
        let width = if io.out_is_terminal { grid::terminal_width() } else { None }.unwrap_or(usize::MAX);
        // Random cables are too many for a row each: what became of them is told by precedence.
        let fared = if self.deliveries.is_empty() { self.precedences(width) } else { self.deliveries(width) };
        writeln!(io.out)?;
        grid::write(&fared, ink, &mut io.out)?;
        if let Some(why) = no_intervals(self.scenario, report).filter(|_| self.deliveries.is_empty()) {
            writeln!(io.out, "{why}")?;
        }
        writeln!(io.out)?;
        grid::write(&self.circuits(width), ink, &mut io.out)?;
        // The rows of known cables say it themselves.
        let known: BTreeSet<_> = self.deliveries.iter().map(|known| (&known.cable, &known.to)).collect();
        let others = report.undelivered.iter().filter(|other| !known.contains(&(&other.cable, &other.to)));
        let others: Vec<_> = others.collect();
        if !others.is_empty() {
            writeln!(io.out, "\n{}", ink.paint(Tone::Label, "not delivered"))?;
            for line in missed::lines(&others) {
                writeln!(io.out, "{}", one_line(&line))?;
            }
        }
        writeln!(
            io.out,
            "\n{} transmissions. Reported open or damaged: {}. Sent again: {}. Second copies put aside: {}.",
            report.delivered.transmissions,
            report.service.repeats_requested,
            report.service.repeats_sent,
            report.delivered.duplicates_suppressed,
        )?;
        if let Some(suspected @ 1..) = report.service.suspected_duplicates {
            writeln!(io.out, "Sent as suspected duplicates: {suspected}.")?;
        }
        if let Some(Inquiries { requests, sections }) = report.service.inquiries {
            writeln!(
                io.out,
                "Asked of originators: {requests} times. Sections sent again on that: {sections}."
            )?;
        }
        if let Some(Receipts { given, overdue }) = report.service.receipts {
            writeln!(io.out, "Receipts of FLASH: {given}. Overdue: {overdue}.")?;
        }
        if let Some(Corrections { passed, corrected, advance }) = report.service.corrections {
            writeln!(
                io.out,
                "Passed on subject to correction: {passed}, corrected: {corrected}. Sections that posts had so first: {advance}.",
            )?;
        }
        if let Some(Strays { misrouted, missent }) = report.service.strays {
            writeln!(io.out, "Passed on as misrouted: {misrouted}, as missent: {missent}.")?;
        }
        if let Some(Minimized { cables, deliveries }) = report.minimized {
            writeln!(io.out, "Kept back by MINIMIZE: {deliveries} deliveries, {cables} whole cables.")?;
        }
        if let Some(held) = report.held() {
            writeln!(io.out, "Waited for a post to open: {held} deliveries.")?;
        }
        if let Some(told) = report.told() {
            writeln!(io.out, "Told by relays that they could not send on: {told} messages.")?;
        }
        if self.scenario.finds_warm_up() {
            let found = Duration::try_from_secs_f64(report.warm_up_s.unwrap_or(0.0)).unwrap_or_default();
            writeln!(
                io.out,
                "Warmed up after {}: what was offered before is not in the means.",
                spell(found)
            )?;
        }
        writeln!(io.out, "{}", ink.paint(Tone::Faint, format!("digest {}", report.digest)))
    }

    /// A row for each cable, and below it one for each of its addressees, in the order of the scenario.
    fn deliveries(&self, width: usize) -> Table {
        let mut table = plain(&["cable, and to whom", "", "delivered", "took", "sent", "again"], 3..6);
        let mut before = None;
        for settled in self.deliveries {
            let Settled { cable, to, plad, precedence, submitted, outcome, transmissions, repeats } = settled;
            if before.replace(cable) != Some(cable) {
                table.add_row([format!("{} at {}", one_line(cable), self.clock(*submitted))]);
            }
            let (delivered, took) = match outcome {
                Ok(at) => (self.clock(*at), spell(at.saturating_sub(*submitted))),
                Err(why) => (format!("not: {}", one_line(why)), String::new()),
            };
            let plad = plad.as_deref().unwrap_or_default();
            table.add_row([
                one_line(&format!("{INDENT}{to} {plad}")),
                precedence.word().to_owned(),
                delivered,
                took,
                transmissions.map_or_else(String::new, |many| many.to_string()),
                repeats.filter(|many| *many > 0).map_or_else(String::new, |many| many.to_string()),
            ]);
        }
        grid::narrow(&mut table, width, [5, 4, 1, 3]);
        table
    }

    /// A row for each precedence, highest first, in which cables were delivered. Where there is little room intervals go first.
    fn precedences(&self, width: usize) -> Table {
        let intervals = [(true, true), (true, false), (false, false)];
        let tables = intervals.map(|shown| self.precedences_with(shown));
        let [.., plainest] = &tables;
        let mut table = tables.iter().find(|table| grid::width(table) <= width).unwrap_or(plainest).clone();
        grid::narrow(&mut table, width, [4, 6, 2, 5, 1]);
        table
    }

    fn precedences_with(&self, (of_wait, of_transit): (bool, bool)) -> Table {
        let mut table = plain(
            &["precedence", "delivered", "mean wait", "mean", "half in", "95 % in", "all in", "in time"],
            1..8,
        );
        let time = |seconds: Option<f64>| {
            seconds.and_then(|time| Duration::try_from_secs_f64(time).ok()).map_or_else(String::new, spell)
        };
        for (name, figures) in &self.report.precedence {
            let interval = |shown: bool, half: Option<f64>| {
                half.filter(|_| shown).map_or_else(String::new, |half| format!(" ± {}", time(Some(half))))
            };
            table.add_row([
                name.to_uppercase(),
                figures.deliveries.to_string(),
                time(figures.wait_mean_s) + &interval(of_wait, figures.wait_ci95_s),
                time(figures.transit_mean_s) + &interval(of_transit, figures.transit_ci95_s),
                time(figures.p50_s),
                time(figures.p95_s),
                time(figures.max_s),
                figures.objective_met.map_or_else(String::new, share),
            ]);
        }
        table
    }

    /// The time of day; with the day of the month where the run goes on to another one.
    fn clock(&self, at: Duration) -> String {
        let end = Duration::try_from_secs_f64(self.report.virtual_s).unwrap_or_default();
        let day = |at| {
            clock(self.scenario.start(), at)
                .split_once(' ')
                .map(|(day, time)| (day.to_owned(), time.to_owned()))
        };
        match (day(Duration::ZERO), day(at), day(end)) {
            (Some((first, _)), Some((_, time)), Some((last, _))) if first == last && end < DAY => time,
            _ => clock(self.scenario.start(), at),
        }
    }

    /// A row for each circuit that carried anything.
    fn circuits(&self, width: usize) -> Table {
        let circuits = || self.report.circuits.iter().filter(|circuit| circuit.transmissions > 0);
        let limited = self.report.circuits.iter().any(|circuit| circuit.alternate_routed.is_some());
        let inverted = circuits().any(|circuit| circuit.inversions > Some(0));
        let count = |count: u64| if count == 0 { String::new() } else { count.to_string() };
        let columns: [Counted; 8] = [
            ("lost", true, |circuit| circuit.lost),
            ("garbled", true, |circuit| circuit.garbled),
            ("doubled", true, |circuit| circuit.duplicated),
            ("late", true, |circuit| circuit.reordered),
            ("cut", true, |circuit| circuit.cut),
            ("inverted", inverted, |circuit| circuit.inversions.unwrap_or(0)),
            ("queue", true, |circuit| circuit.queue_max),
            ("alternate", limited, |circuit| circuit.alternate_routed.unwrap_or(0)),
        ];
        let shown = || columns.iter().filter(|(_, shown, _)| *shown);
        let header = ["circuit", "from", "to", "busy", "sent"].into_iter();
        let header: Vec<&str> = header.chain(shown().map(|(name, ..)| *name)).collect();
        let mut table = plain(&header, 3..header.len());
        for circuit in circuits() {
            let CircuitReport { channel, from, to, utilisation, transmissions, .. } = circuit;
            let mut row = vec![
                channel.clone(),
                from.clone(),
                to.clone(),
                share(*utilisation),
                transmissions.to_string(),
            ];
            row.extend(shown().map(|(_, _, of)| count(of(circuit))));
            table.add_row(row);
        }
        // What counts nothing goes first, then what is rare.
        let place = |name: &str| header.iter().position(|other| *other == name);
        let empty = shown().filter(|(_, _, of)| circuits().all(|circuit| of(circuit) == 0));
        let rare = ["doubled", "late", "alternate", "inverted", "garbled", "lost", "cut", "sent", "from"];
        let least = empty.map(|(name, ..)| *name).chain(rare).filter_map(place);
        grid::narrow(&mut table, width, least);
        table
    }
}

/// Why no mean has an interval, where the network is at fault, and what to do.
pub(super) fn no_intervals(scenario: &Scenario, report: &Report) -> Option<String> {
    let reason = scenario.changes_in_time().filter(|_| report.runs.len() < 2)?;
    Some(format!(
        "One run gives no intervals for a network that changes in time ({reason}): repeat it with --replications."
    ))
}

fn plain(header: &[&str], numbers: Range<usize>) -> Table {
    let mut table = grid(header);
    grid::right(&mut table, numbers);
    table
}

/// `13 %`
pub(super) fn share(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.5 { "<1 %".to_owned() } else { format!("{percent:.0} %") }
}

/// `17 min 27 s`
pub(super) fn spell(time: Duration) -> String {
    let seconds = time.as_secs() + u64::from(time.subsec_millis() >= 500);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {seconds:02} s"),
        (1..48, _) => format!("{hours} h {minutes:02} min"),
        _ => format!("{} d {:02} h", hours / 24, hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_say_them() {
        let spelt = |milliseconds| spell(Duration::from_millis(milliseconds));
        let times = [400, 9_600, 1_047_227, 3_600_000, 86_400_000, 259_200_000];
        assert_eq!(times.map(spelt), ["0 s", "10 s", "17 min 27 s", "1 h 00 min", "24 h 00 min", "3 d 00 h"]);
    }

    fn lines(table: &Table) -> Vec<String> {
        table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// On a narrow terminal columns are left out, and no word is broken in two: what is cut short nobody can read.
    #[test]
    fn tables_fit_a_narrow_terminal_or_are_left_to_it() {
        for name in ["moscow", "storm"] {
            let scenario = crate::sim::scenario::BuiltIn::named(name).unwrap().source().read(&[]).unwrap();
            let outcome = crate::sim::simulate(&scenario, ()).unwrap();
            let account =
                Account { scenario: &scenario, report: &outcome.report, deliveries: &outcome.deliveries };
            let tables = |width| {
                let fared = if account.deliveries.is_empty() {
                    account.precedences(width)
                } else {
                    account.deliveries(width)
                };
                [fared, account.circuits(width)]
            };
            let whole = tables(usize::MAX);
            for width in [100, 80, 72, 60, 40, 20] {
                for (table, whole) in tables(width).iter().zip(&whole) {
                    let (narrow, whole) = (lines(table), lines(whole));
                    assert_eq!(narrow.len(), whole.len(), "{name} {width}: no row takes two lines");
                    assert!(width < 60 || grid::width(table) <= width, "{name} {width}: {narrow:#?}");
                    for (narrow, whole) in narrow.iter().zip(&whole) {
                        let words: Vec<&str> = whole.split_whitespace().collect();
                        assert!(narrow.split_whitespace().all(|word| words.contains(&word)), "{narrow}");
                    }
                }
            }
        }
    }
}
