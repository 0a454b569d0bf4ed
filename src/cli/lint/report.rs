//! The report in its three forms: each finding by itself, what joins them, and what stands around.

use std::io::{self, Write};

use serde_json::json;

use super::levels::Levels;
use super::{Format, sarif};
use crate::cli::exit::Exit;
use crate::cli::finding::{self, Piece};
use crate::cli::ink::Ink;
use crate::cli::input::STANDARD_INPUT;
use crate::message::{Cable, Diagnostic};

/// Findings laid out, and how many there were.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) bytes: Vec<u8>,
    pub(super) cables: u64,
    pub(super) errors: u64,
    pub(super) warnings: u64,
    pub(super) notes: u64,
    pub(super) allowed: u64,
}

impl Sheet {
    /// Lays out the next finding.
    pub(super) fn push(
        &mut self,
        found: &Diagnostic<'_>,
        cable: &Cable<'_>,
        path: Option<&str>,
        format: Format,
        ink: Ink,
    ) -> io::Result<()> {
        if !self.bytes.is_empty() {
            self.bytes.extend_from_slice(between(format));
        }
        let bytes = cable.raw.as_ref().map(AsRef::as_ref).unwrap_or_default();
        let piece = Piece { bytes, offset: cable.source.offset };
        match format {
            Format::Text => {
                let text = finding::render(found, piece, path.unwrap_or(STANDARD_INPUT), ink.coloured);
                self.bytes.extend_from_slice(text.as_bytes());
            }
            Format::Json => {
                let id = cable.mrn.as_ref().and_then(|mrn| mrn.id.as_deref());
                let Diagnostic { code, severity, line, column, offset, length, message, help } = found;
                let entry = json!({
                    "path": path, "cable": id, "code": code, "level": severity, "line": line, "column": column,
                    "offset": offset, "length": length, "message": message, "help": help,
                });
                serde_json::to_writer(&mut self.bytes, &entry)?;
            }
            Format::Sarif => serde_json::to_writer(&mut self.bytes, &sarif::result(found, piece, path))?,
        }
        Ok(())
    }

    /// Counts those of another one too.
    pub(super) const fn add(&mut self, other: &Self) {
        self.cables += other.cables;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.allowed += other.allowed;
    }

    /// What was found, in one line.
    pub(super) fn summary(&self) -> String {
        let count = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let found = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let found = found.map(|(number, what)| count(number, what)).join(", ");
        let allowed = if self.allowed > 0 { format!(" ({} allowed)", self.allowed) } else { String::new() };
        format!("{found} in {}{allowed}", count(self.cables, "cable"))
    }
}

/// What stands between two findings.
pub(super) const fn between(format: Format) -> &'static [u8] {
    match format {
        Format::Text => b"\n",
        Format::Json | Format::Sarif => b",\n",
    }
}

/// What stands before the first one.
pub(super) fn begin(format: Format, levels: &Levels, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => Ok(()),
        Format::Json => out.write_all(b"["),
        Format::Sarif => sarif::begin(levels, out),
    }
}

/// What stands after the last one, if there was any.
pub(super) fn end(format: Format, any: bool, exit: Exit, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => Ok(()),
        Format::Json => out.write_all(b"]\n"),
        Format::Sarif => sarif::end(any, exit != Exit::Incomplete, out),
    }
}
