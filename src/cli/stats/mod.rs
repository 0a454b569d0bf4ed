//! `torntape decode --stats`: what a corpus holds and how well it was read, counted instead of printed.

mod presence;

use std::collections::BTreeMap;
use std::io::{self, Write};

use indicatif::{HumanBytes, HumanCount};
use serde_json::{Map, Value, json};

use super::columns::word;
use super::corpus::{Desk, HandOn, Work};
use super::exit::Failure;
use super::ink::{Ink, Tone};
use super::io::Io;
use crate::message::{Cable, Code, Severity};
use presence::Presence;

/// Fields that every cable has: they tell nothing about a corpus.
const EVERYWHERE: [&str; 5] = ["source", "dialect", "diagnostics", "coverage", "raw"];

/// Counts cables.
#[derive(Debug)]
pub(crate) struct Counter;

/// What was counted in some cables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stats {
    inputs: u64,
    bytes: u64,
    cables: u64,
    cable_bytes: u64,
    header_bytes: u64,
    attributed_bytes: u64,
    /// Cables whose whole header belongs to fields.
    attributed_whole: u64,
    dialects: BTreeMap<String, u64>,
    fields: Presence,
    codes: BTreeMap<Code, Counted>,
    severities: BTreeMap<Severity, Counted>,
    /// Cables without any finding.
    clean: u64,
}

/// How often something was found, and in how many cables.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    findings: u64,
    cables: u64,
}

impl Work for Counter {
    type Sheet = Stats;

    fn cable<'c>(
        &self,
        cable: &mut Cable<'c>,
        _: Option<&'c str>,
        sheet: &mut Stats,
        _: &mut HandOn<'_, Stats>,
    ) -> io::Result<()> {
        cable.raw = None;
        sheet.cables += 1;
        sheet.cable_bytes += cable.source.length as u64;
        sheet.header_bytes += cable.coverage.header_bytes as u64;
        sheet.attributed_bytes += cable.coverage.attributed_bytes as u64;
        sheet.attributed_whole += u64::from(cable.coverage.header_bytes == cable.coverage.attributed_bytes);
        *sheet.dialects.entry(word(cable.dialect).into_owned()).or_default() += 1;
        sheet.clean += u64::from(cable.diagnostics.is_empty());
        count(cable.diagnostics.iter().map(|found| found.code), &mut sheet.codes);
        count(cable.diagnostics.iter().map(|found| found.severity), &mut sheet.severities);
        cable.text = None;
        sheet.fields.add(cable);
        Ok(())
    }

    fn weight(_: &Stats) -> usize {
        0
    }
}

/// Counts the findings of one cable.
fn count<K: Copy + Ord>(found: impl Iterator<Item = K>, counts: &mut BTreeMap<K, Counted>) {
    let mut kinds: Vec<K> = found.collect();
    kinds.sort_unstable();
    for run in kinds.chunk_by(|one, other| one == other) {
        if let Some(kind) = run.first() {
            let counted = counts.entry(*kind).or_default();
            counted.findings += run.len() as u64;
            counted.cables += 1;
        }
    }
}

impl Desk<Stats> for Stats {
    fn take(&mut self, sheet: &mut Stats, _: &mut Io) -> Result<(), Failure> {
        let sheet = std::mem::take(sheet);
        self.cables += sheet.cables;
        self.cable_bytes += sheet.cable_bytes;
        self.header_bytes += sheet.header_bytes;
        self.attributed_bytes += sheet.attributed_bytes;
        self.attributed_whole += sheet.attributed_whole;
        self.clean += sheet.clean;
        self.fields.merge(&sheet.fields);
        for (dialect, cables) in sheet.dialects {
            *self.dialects.entry(dialect).or_default() += cables;
        }
        merge(&mut self.codes, sheet.codes);
        merge(&mut self.severities, sheet.severities);
        Ok(())
    }

    fn read(&mut self, inputs: u64, bytes: u64) {
        self.inputs += inputs;
        self.bytes += bytes;
    }
}

fn merge<K: Ord>(into: &mut BTreeMap<K, Counted>, from: BTreeMap<K, Counted>) {
    for (kind, counted) in from {
        let sum = into.entry(kind).or_default();
        sum.findings += counted.findings;
        sum.cables += counted.cables;
    }
}

impl Stats {
    /// A cable carried an error.
    pub(crate) fn bad(&self) -> bool {
        self.of(Severity::Error).cables > 0
    }

    fn of(&self, severity: Severity) -> Counted {
        self.severities.get(&severity).copied().unwrap_or_default()
    }

    /// Each field with the number of cables that carry it.
    fn fields(&self) -> Vec<(String, u64)> {
        let mut order = Presence::default();
        order.add(&Cable::default());
        let mut fields = self.fields.sorted(&order);
        fields.retain(|(name, _)| !EVERYWHERE.contains(&name.split('.').next().unwrap_or_default()));
        fields
    }

    /// As JSON; shares are of all cables, from 0 to 1.
    pub(crate) fn json(&self) -> Value {
        let cables = |count: u64| json!({"cables": count, "share": share(count, self.cables)});
        let found = |counted: Counted| {
            json!({"findings": counted.findings, "cables": counted.cables,
                   "share": share(counted.cables, self.cables)})
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let object = |pairs: Vec<(String, Value)>| Value::Object(pairs.into_iter().collect::<Map<_, _>>());
        let code = |(code, counted): (&Code, &Counted)| {
            let told = json!({
                "severity": code.severity(), "summary": code.summary(), "findings": counted.findings,
                "cables": counted.cables, "share": share(counted.cables, self.cables),
            });
            (code.as_str().to_owned(), told)
        };
        json!({
            "inputs": self.inputs,
            "bytes": self.bytes,
            "cables": self.cables,
            "cable_bytes": self.cable_bytes,
            "header": {
                "bytes": self.header_bytes,
                "attributed_bytes": self.attributed_bytes,
                "share": share(self.attributed_bytes, self.header_bytes),
                "cables_attributed_whole": self.attributed_whole,
            },
            "clean": cables(self.clean),
            "damaged": cables(self.of(Severity::Error).cables),
            "dialects": object(self.dialects.iter().map(|(name, count)| (name.clone(), cables(*count))).collect()),
            "fields": object(self.fields().into_iter().map(|(name, count)| (name, cables(count))).collect()),
            "severities":
                object(severities.iter().map(|one| (one.as_str().to_owned(), found(self.of(*one)))).collect()),
            "codes": object(self.codes.iter().map(code).collect()),
        })
    }

    /// As a table for people.
    pub(crate) fn table(&self, ink: Ink, out: &mut dyn Write) -> io::Result<()> {
        let head = |title: &str| format!("{}", ink.paint(Tone::Title, title));
        let (inputs, cables) = (plural(self.inputs, "input"), plural(self.cables, "cable"));
        writeln!(out, "{}", head(&format!("{cables} in {inputs} of {}", HumanBytes(self.bytes))))?;
        let attributed = percent(self.attributed_bytes, self.header_bytes);
        writeln!(
            out,
            "{attributed} of {} header bytes belong to a field; of {} cables all do ({})",
            grouped(self.header_bytes),
            grouped(self.attributed_whole),
            percent(self.attributed_whole, self.cables).trim_start()
        )?;
        let bad = self.of(Severity::Error).cables;
        let share = |count| percent(count, self.cables);
        writeln!(
            out,
            "{} of the cables carry no finding, {} an error",
            share(self.clean),
            share(bad).trim_start()
        )?;

        writeln!(out, "\n{}", head("dialect                          cables    share"))?;
        for (name, count) in &self.dialects {
            writeln!(out, "{name:28} {:>10} {:>8}", grouped(*count), share(*count))?;
        }
        writeln!(out, "\n{}", head("field                            cables    share"))?;
        for (name, count) in self.fields() {
            let name = name.split_once('.').map_or(name.clone(), |(_, part)| format!("  {part}"));
            writeln!(out, "{name:28} {:>10} {:>8}", grouped(count), share(count))?;
        }
        writeln!(out, "\n{}", head("finding                        findings     cables    share"))?;
        let row = |out: &mut dyn Write, name: &str, counted: Counted, what: &str| {
            let (findings, cables) = (grouped(counted.findings), grouped(counted.cables));
            writeln!(out, "{name:28} {findings:>10} {cables:>10} {:>8}{what}", share(counted.cables))
        };
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            row(out, &format!("all {}s", severity.as_str()), self.of(severity), "")?;
        }
        // The most frequent first.
        let mut codes: Vec<_> = self.codes.iter().collect();
        codes.sort_by_key(|(code, counted)| (std::cmp::Reverse(counted.cables), **code));
        for (code, counted) in codes {
            row(
                out,
                &format!("{} ({})", code.as_str(), code.severity().as_str()),
                *counted,
                &format!("  {}", code.summary()),
            )?;
        }
        Ok(())
    }
}

fn plural(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with its thousands set apart.
fn grouped(count: u64) -> String {
    HumanCount(count).to_string()
}

/// A part of a whole; nothing of nothing is none.
#[expect(clippy::cast_precision_loss, reason = "a share is shown with few figures")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A share as people read it. All is said of all only, and none of none.
fn percent(part: u64, whole: u64) -> String {
    let percent = 100.0 * share(part, whole);
    match (part, whole) {
        (0, _) => "0 %".to_owned(),
        _ if part == whole => "100 %".to_owned(),
        _ if percent < 0.01 => "<0.01 %".to_owned(),
        _ if percent > 99.99 => ">99.99 %".to_owned(),
        _ => format!("{percent:.2} %"),
    }
}
