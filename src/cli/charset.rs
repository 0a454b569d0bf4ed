//! Inputs and outputs in another code than that of bytes as they are.

use crate::decode::Ita2;
use crate::message::{Cable, Diagnostic, Severity};

use super::exit::Exit;
use super::input::Input;
use super::io::Io;

/// The code of an input or output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Charset {
    /// The five-unit code of teleprinters, a code a byte, the first impulse in the lowest bit
    Ita2,
    /// The same with # on the figure of H, as American machines have it
    Ita2Us,
    /// ita2 with the first impulse in the highest of five bits
    Ita2High,
    /// ita2-us with the first impulse in the highest of five bits
    Ita2UsHigh,
}

impl Charset {
    /// The settings of the code.
    pub(crate) const fn code(self) -> Ita2 {
        match self {
            Self::Ita2 => Ita2::new(),
            Self::Ita2Us => Ita2::new().us(),
            Self::Ita2High => Ita2::new().first_high(),
            Self::Ita2UsHigh => Ita2::new().us().first_high(),
        }
    }
}

/// The input as text, and what of it is no text of that code.
pub(crate) fn read(charset: Option<Charset>, input: Input) -> (Input, Vec<Diagnostic<'static>>) {
    let Some(charset) = charset else { return (input, Vec::new()) };
    let read = charset.code().read(&input.bytes);
    (Input { bytes: read.bytes, ..input }, read.findings)
}

/// Puts bytes into the code. What it lacks is said of `what`; whether anything but capitals takes the place of something
/// is a finding.
pub(crate) fn write(charset: Option<Charset>, bytes: &mut Vec<u8>, what: &str, io: &mut Io) -> Exit {
    let Some(charset) = charset else { return Exit::Ok };
    let tape = charset.code().write(bytes);
    for finding in &tape.findings {
        let (code, message) = (finding.code, &finding.message);
        io.complain(&format!("{what}: {}:{}: {code}: {message}", finding.line, finding.column));
    }
    let changed = tape.findings.iter().any(|finding| finding.severity > Severity::Note);
    *bytes = tape.bytes;
    if changed { Exit::Findings } else { Exit::Ok }
}

/// Gives each finding to the cable in which it lies; says those that lie in none.
pub(crate) fn attach(
    findings: Vec<Diagnostic<'static>>,
    cables: &mut [Cable<'_>],
    input: &Input,
    io: &mut Io,
) {
    for finding in findings {
        let place = cables.partition_point(|cable| cable.source.offset <= finding.offset);
        let cable = place.checked_sub(1).and_then(|place| cables.get_mut(place));
        match cable.filter(|cable| finding.offset <= cable.source.offset + cable.source.length) {
            Some(cable) => {
                let at = cable.diagnostics.partition_point(|other| other.offset <= finding.offset);
                cable.diagnostics.insert(at, finding);
            }
            None => io.complain(&format!(
                "{}:{}:{}: {}: {}",
                input.name(),
                finding.line,
                finding.column,
                finding.code,
                finding.message
            )),
        }
    }
}
