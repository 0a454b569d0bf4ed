//! The answers of `decode`, laid out beside each other on many threads and joined in their order.

use std::borrow::Cow;
use std::io::{self, Write};

use super::corpus::{Desk, Work};
use super::exit::Failure;
use super::finding::{self, Piece};
use super::ink::Ink;
use super::input::STANDARD_INPUT;
use super::io::Io;
use super::{columns, table};
use crate::message::{Cable, Severity, limits};

/// How cables are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One array of all cables
    Json,
    /// One cable a line
    Ndjson,
    /// One row a cable (--columns lists the columns)
    Csv,
    /// The same columns as a table of Apache Parquet; --out names the file
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A cable longer than this is a rare one.
const LONG_BYTES: usize = 1024 * 1024;

/// Lays out cables.
#[derive(Debug)]
pub(crate) struct Printer {
    pub(crate) format: Format,
    pub(crate) with_text: bool,
    pub(crate) ink: Ink,
}

/// Some cables laid out, without what joins them to others.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    bytes: Vec<u8>,
    cables: usize,
    bad: bool,
}

impl Work for Printer {
    type Sheet = Sheet;

    fn cable<'c>(&self, cable: &mut Cable<'c>, path: Option<&'c str>, sheet: &mut Sheet) -> io::Result<()> {
        cable.source.path = path.map(Cow::Borrowed);
        sheet.bad |= cable.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if sheet.cables > 0 {
            sheet.bytes.extend_from_slice(between(self.format));
        }
        sheet.cables += 1;
        if self.format == Format::Table {
            return self.table(cable, &mut sheet.bytes);
        }
        if self.format == Format::Csv {
            return columns::write_row(cable, self.with_text, &mut sheet.bytes);
        }
        if self.with_text {
            let length = cable.raw.as_ref().map_or(0, |raw| raw.as_ref().len());
            if length > LONG_BYTES {
                // As in the batches. Bytes and text of a cable, with what JSON puts before line ends.
                sheet.bytes.reserve(4 * limits::CABLE_BYTES_MAX);
            }
        } else {
            cable.raw = None;
            cable.text = None;
        }
        if self.format == Format::Json {
            return Ok(serde_json::to_writer_pretty(&mut sheet.bytes, cable)?);
        }
        serde_json::to_writer(&mut sheet.bytes, cable)?;
        sheet.bytes.push(b'\n');
        Ok(())
    }

    fn weight(sheet: &Sheet) -> usize {
        sheet.bytes.len()
    }
}

impl Printer {
    fn table(&self, cable: &Cable<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        let name = cable.source.path.as_deref().unwrap_or(STANDARD_INPUT);
        table::write(cable, name, self.ink, out)?;
        let bytes = cable.raw.as_ref().map(AsRef::as_ref).unwrap_or_default();
        let piece = Piece { bytes, offset: cable.source.offset };
        for found in &cable.diagnostics {
            let text = finding::render(found, piece, name, self.ink.coloured);
            write!(out, "\n{text}")?;
        }
        Ok(())
    }
}

/// What stands between two cables.
const fn between(format: Format) -> &'static [u8] {
    match format {
        Format::Table => b"\n",
        Format::Json => b",\n",
        _ => b"",
    }
}

/// Joins what was laid out.
#[derive(Debug)]
pub(crate) struct Joined {
    format: Format,
    with_text: bool,
    begun: bool,
    /// A cable carried an error.
    pub(crate) bad: bool,
}

impl Joined {
    pub(crate) const fn new(format: Format, with_text: bool) -> Self {
        Self { format, with_text, begun: false, bad: false }
    }

    /// Writes what stands before the first cable.
    pub(crate) fn begin(&self, io: &mut Io) -> io::Result<()> {
        match self.format {
            Format::Csv => columns::write_head(self.with_text, &mut io.out),
            _ => Ok(()),
        }
    }

    /// Writes what stands after the last one.
    pub(crate) fn end(&self, io: &mut Io) -> io::Result<()> {
        match (self.format, self.begun) {
            (Format::Json, false) => io.out.write_all(b"[]\n"),
            (Format::Json, true) => io.out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }
}

impl Desk<Sheet> for Joined {
    fn take(&mut self, sheet: &mut Sheet, io: &mut Io) -> Result<(), Failure> {
        self.bad |= sheet.bad;
        if sheet.cables == 0 {
            return Ok(());
        }
        let join = match self.format {
            Format::Json if !self.begun => &b"[\n"[..],
            format if self.begun => between(format),
            _ => b"",
        };
        self.begun = true;
        io.out.write_all(join)?;
        io.out.write_all(&sheet.bytes)?;
        sheet.bytes.clear();
        (sheet.cables, sheet.bad) = (0, false);
        Ok(())
    }
}
