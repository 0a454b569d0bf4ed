//! Cables laid out anew in another variant, and what is said of what it cannot carry.

use clap::ValueEnum;

use super::exit::Exit;
use super::io::Io;
use crate::encode::{self, Settings, encode_as};
use crate::message::{Cable, Dialect};

/// How a variant is written.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Manner {
    /// How lines end; without it as in the cable
    #[arg(long, value_name = "ENDS", requires = "to")]
    line_ends: Option<LineEnds>,
    /// Exit status 1 where anything could not be carried over
    #[arg(long, requires = "to")]
    strict: bool,
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineEnds {
    /// One line feed
    Lf,
    /// Carriage return and line feed
    Crlf,
    /// The machine functions of a teleprinter
    Teleprinter,
}

impl From<LineEnds> for encode::LineEnds {
    fn from(ends: LineEnds) -> Self {
        match ends {
            LineEnds::Lf => Self::Feed,
            LineEnds::Crlf => Self::ReturnFeed,
            LineEnds::Teleprinter => Self::Teleprinter,
        }
    }
}

impl Manner {
    /// The messages of a cable in this variant. What it cannot carry is said of `what`.
    pub(crate) fn lay_out(
        self,
        cable: &Cable<'_>,
        to: Dialect,
        what: &str,
        io: &mut Io,
    ) -> (Vec<Vec<u8>>, Exit) {
        let settings = Settings { line_ends: self.line_ends.map(encode::LineEnds::from) };
        let written = encode_as(cable, to, &settings);
        for loss in &written.losses {
            io.complain(&format!("{what}: not carried over: {loss}"));
        }
        let exit = if self.strict && !written.losses.is_empty() { Exit::Findings } else { Exit::Ok };
        (written.messages, exit)
    }
}
