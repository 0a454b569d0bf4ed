//! The settings of decoding that several commands share.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::charset::Charset;
use super::number;
use crate::decode::Decoder;
use crate::message::{Dialect, limits};

/// How to read the input.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Reading {
    /// The year of references and numbers that name none, where no date-time group gives it
    #[arg(long, value_name = "YEAR", value_parser = number::within(1800_i16..=9999), allow_negative_numbers = true)]
    year: Option<i16>,
    /// The first two-digit year that is of the 1900s; lower ones are of the 2000s
    #[arg(long, value_name = "YY", default_value_t = limits::YEAR_PIVOT,
          value_parser = number::within(0_u8..=99), allow_negative_numbers = true)]
    pivot: u8,
    /// Read every cable as this dialect, whatever it looks like
    #[arg(long, value_name = "DIALECT", value_parser = dialects())]
    dialect: Option<Dialect>,
    /// The code of the input; places of findings are then those of the text it holds
    #[arg(long, value_enum, value_name = "CODE")]
    pub(crate) charset: Option<Charset>,
}

impl Reading {
    /// The decoder with these settings.
    pub(crate) fn decoder(&self) -> Decoder {
        let decoder = Decoder::new().pivot(self.pivot).dialect(self.dialect.unwrap_or_default());
        self.year.map_or(decoder.clone(), |year| decoder.year(year))
    }
}

/// The dialects by their names.
pub(crate) fn dialects() -> impl TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::as_str)).try_map(|name| name.parse::<Dialect>())
}
