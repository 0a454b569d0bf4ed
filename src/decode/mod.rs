//! Bytes to message: one parser per format line, and a diagnostic for everything that does not fit.

#[cfg(feature = "codec")]
pub mod codec;
mod trace;

use crate::message::{Cable, limits};

pub use trace::{Layout, Part, Token, Trace};

/// Reads every cable in the input with the default settings.
pub fn decode(input: &[u8]) -> Vec<Cable<'_>> {
    Decoder::new().cables(input)
}

/// The settings of decoding.
#[derive(Clone, Debug)]
pub struct Decoder {
    pivot: u8,
    year: Option<i16>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// The default settings.
    pub const fn new() -> Self {
        Self { pivot: limits::YEAR_PIVOT, year: None }
    }

    /// The first two-digit year that is of the 1900s; lower ones are of the 2000s.
    #[must_use]
    pub const fn pivot(mut self, pivot: u8) -> Self {
        self.pivot = pivot;
        self
    }

    /// The year of references and numbers that name none, where no date-time group gives it.
    #[must_use]
    pub const fn year(mut self, year: i16) -> Self {
        self.year = Some(year);
        self
    }

    /// Finds and reads every cable in the input.
    pub fn cables<'a>(&self, input: &'a [u8]) -> Vec<Cable<'a>> {
        let _ = (self.pivot, self.year, input);
        Vec::new()
    }

    /// Reads bytes that are one cable from first to last, such as one transmission off a circuit.
    pub fn cable<'a>(&self, bytes: &'a [u8]) -> Cable<'a> {
        self.cable_traced(bytes, &mut ())
    }

    /// As [`cable`](Self::cable), and reports the place of each part and token.
    pub fn cable_traced<'a>(&self, bytes: &'a [u8], trace: &mut impl Trace) -> Cable<'a> {
        let _ = (bytes, trace);
        Cable::default()
    }

    /// Reads the header only: format lines 1 to 12 and the captions, nothing of the text below them. What a relay needs.
    pub fn heading<'a>(&self, bytes: &'a [u8]) -> Cable<'a> {
        self.cable(bytes)
    }
}
