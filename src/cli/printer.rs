//! The answers of `decode`, laid out beside each other on many threads and joined in their order.

use std::borrow::Cow;
use std::io::{self, Write};

use super::corpus::{Desk, HandOn, Work};
use super::exit::Failure;
use super::finding::{self, Piece};
use super::ink::Ink;
use super::input::STANDARD_INPUT;
use super::io::Io;
use super::{columns, table};
use crate::message::{Cable, Severity};

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

/// What is laid out of a long cable is handed on in pieces of about this length.
const PIECE_BYTES: usize = 64 * 1024;

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
    /// The first of the cables began on the sheet before.
    goes_on: bool,
    bad: bool,
}

impl Work for Printer {
    type Sheet = Sheet;

    fn cable<'c>(
        &self,
        cable: &mut Cable<'c>,
        path: Option<&'c str>,
        sheet: &mut Sheet,
        hand_on: &mut HandOn<'_, Sheet>,
    ) -> io::Result<()> {
        cable.source.path = path.map(Cow::Borrowed);
        sheet.bad |= cable.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if sheet.cables > 0 {
            sheet.bytes.extend_from_slice(between(self.format));
        }
        sheet.cables += 1;
        let length = cable.raw.as_ref().map_or(0, |raw| raw.as_ref().len());
        if self.with_text && length > LONG_BYTES {
            let mut out = Passing { sheet, hand_on };
            return self.lay_out(cable, &mut out);
        }
        self.lay_out(cable, &mut sheet.bytes)
    }

    fn weight(sheet: &Sheet) -> usize {
        sheet.bytes.len()
    }
}

impl Printer {
    fn lay_out(&self, cable: &mut Cable<'_>, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Table => return self.table(cable, out),
            Format::Csv => return columns::write_row(cable, self.with_text, out),
            _ => {}
        }
        if !self.with_text {
            cable.raw = None;
            cable.text = None;
        }
        if self.format == Format::Json {
            return Ok(serde_json::to_writer_pretty(out, cable)?);
        }
        serde_json::to_writer(&mut *out, cable)?;
        out.write_all(b"\n")
    }

    fn table(&self, cable: &Cable<'_>, out: &mut impl Write) -> io::Result<()> {
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

/// Takes what one long cable gives, and hands it on piece by piece: it may be many times as long as the cable.
struct Passing<'p, 'h> {
    sheet: &'p mut Sheet,
    hand_on: &'p mut HandOn<'h, Sheet>,
}

impl Write for Passing<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.sheet.bytes.len() >= PIECE_BYTES {
            (self.hand_on)(self.sheet)?;
            (self.sheet.goes_on, self.sheet.cables) = (true, 1);
        }
        let piece = bytes.get(..PIECE_BYTES).unwrap_or(bytes);
        self.sheet.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
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
            _ if sheet.goes_on => &b""[..],
            Format::Json if !self.begun => b"[\n",
            format if self.begun => between(format),
            _ => b"",
        };
        self.begun = true;
        io.out.write_all(join)?;
        io.out.write_all(&sheet.bytes)?;
        sheet.bytes.clear();
        (sheet.cables, sheet.goes_on, sheet.bad) = (0, false, false);
        Ok(())
    }
}
