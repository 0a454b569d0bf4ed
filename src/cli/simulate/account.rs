//! The report for people: which cable reached which post when, what it took, and how the circuits fared.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::time::Duration;

use comfy_table::Table;

use super::spell::{Clock, counted, share, spell};
use super::{missed, said};
use crate::cli::grid::{self, grid};
use crate::cli::ink::{Tone, one_line};
use crate::cli::io::Io;
use crate::sim::Report;
use crate::sim::report::{CircuitReport, Settled};
use crate::sim::scenario::Scenario;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What sets the addressees of a cable off from it.
const INDENT: &str = "  ";

/// What came of a delivery takes no more than so many columns: the rest of it goes on below.
const OUTCOME_MAX: u16 = 40;
/// Nor, on a narrow terminal, fewer than so many.
const OUTCOME_MIN: u16 = 16;

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
        let offered = counted(report.offered.deliveries, "delivery", "deliveries");
        let made = format!("{} of {offered}", report.delivered.deliveries);
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
        let random = report.offered.deliveries > self.deliveries.len() as u64;
        if !self.deliveries.is_empty() {
            writeln!(io.out)?;
            grid::write(&self.deliveries(width), ink, &mut io.out)?;
        }
        if random || self.deliveries.is_empty() {
            writeln!(io.out)?;
            grid::write(&self.precedences(width), ink, &mut io.out)?;
            let notes = [said::warm_up(self.scenario, report), said::no_intervals(self.scenario, report)];
            for note in said::arrivals(report).into_iter().chain(notes.into_iter().flatten()) {
                writeln!(io.out, "{note}")?;
            }
        }
        writeln!(io.out)?;
        grid::write(&self.circuits(width), ink, &mut io.out)?;
        let idle = report.circuits.iter().filter(|circuit| circuit.transmissions == 0).count() as u64;
        if idle > 0 {
            let of = counted(report.circuits.len() as u64, "circuit", "circuits");
            writeln!(io.out, "{idle} of {of} carried nothing.")?;
        }
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
        writeln!(io.out)?;
        for sentence in said::sentences(report) {
            writeln!(io.out, "{sentence}")?;
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
        // A long reason goes on below, so that no column is lost to it.
        let others = grid::width(&table).saturating_sub(grid::widest(&table, 2));
        let room = u16::try_from(width.saturating_sub(others)).unwrap_or(u16::MAX);
        grid::wrap(&mut table, 2, room.clamp(OUTCOME_MIN, OUTCOME_MAX));
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
        let clock = Clock::of(self.scenario, end);
        let day = |at| clock.at(at).split_once(' ').map(|(day, time)| (day.to_owned(), time.to_owned()));
        match (day(Duration::ZERO), day(at), day(end)) {
            (Some((first, _)), Some((_, time)), Some((last, _))) if first == last && end < DAY => time,
            _ => clock.at(at),
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

fn plain(header: &[&str], numbers: Range<usize>) -> Table {
    let mut table = grid(header);
    grid::right(&mut table, numbers);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(table: &Table) -> Vec<String> {
        table.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// A reason that is longer than its column goes on below, and costs no other row a column.
    #[test]
    fn a_long_reason_costs_no_column() {
        let scenario = Scenario::moscow().unwrap();
        let mut outcome = crate::sim::simulate(&scenario, ()).unwrap();
        let why = "held at RUEHMO: no circuit on the way is approved for SECRET, and nobody can do anything";
        outcome.deliveries.first_mut().unwrap().outcome = Err(why.to_owned());
        let account =
            Account { scenario: &scenario, report: &outcome.report, deliveries: &outcome.deliveries };
        for (width, last) in [(80, "sent"), (88, "again"), (100, "again"), (usize::MAX, "again")] {
            let table = account.deliveries(width);
            assert!(grid::width(&table) <= width.min(110), "{width}: {table}");
            assert!(lines(&table).remove(0).ends_with(last), "{width}: {table}");
            let said = table.to_string();
            assert!(why.split(' ').all(|word| said.contains(word)), "{said}");
        }
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
