//! `torntape explain`: the long text of a diagnostic's code, or a cable's heading, token by token.

mod catalog;
mod code;
mod lesson;
mod meaning;
mod part;
mod signal;
mod wrap;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::charset;
use super::exit::{Exit, Failure};
use super::input::{self, Input};
use super::io::Io;
use super::reading::Reading;
use crate::decode::Decoder;
use crate::message::{Code, Diagnostic};

/// What is said of a code, for those who show it elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning {
    /// What the rule is.
    pub(crate) rule: &'static str,
    /// Where the rule stands.
    pub(crate) source: &'static str,
    /// What the decoder did.
    pub(crate) answer: &'static str,
}

/// Looks a code up.
pub(crate) const fn meaning_of(code: Code) -> Meaning {
    let catalog::Entry { rule, source, answer, .. } = *catalog::entry(code);
    Meaning { rule, source, answer }
}

const EXAMPLES: &str = "\
Examples:
  torntape explain T0301                 what the code means, with an example
  torntape explain 09STATE97951.txt      the heading of a cable, token by token
  torntape explain - < cable.txt         the same from standard input
  torntape explain --list                every code in one line";

/// Explain a diagnostic's code, or the heading of a cable, token by token
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A code such as T0301, a file of that or another name, or - for standard input
    #[arg(value_name = "CODE|FILE", required_unless_present = "list")]
    what: Option<PathBuf>,
    /// List every code
    #[arg(long, conflicts_with = "what")]
    list: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let Some(what) = &args.what else {
        code::list(io.ink(), &mut io.out)?;
        return Ok(Exit::Ok);
    };
    if let Some(code) = code_named(what) {
        code::write(code, io.ink(), &mut io.out)?;
        return Ok(Exit::Ok);
    }
    let input = input::read_one(what, io).map_err(|failure| neither(what, failure))?;
    let (input, findings) = charset::read(args.reading.charset, input);
    explain_cables(&args.reading.decoder(), &input, findings, io)
}

/// The code of this name, unless a file has the name.
fn code_named(what: &Path) -> Option<Code> {
    let code = what.to_str()?.parse().ok()?;
    (!what.exists()).then_some(code)
}

/// Says more where a word that looks like a code is neither that nor a file.
fn neither(what: &Path, failure: Failure) -> Failure {
    let looks_like_code = what.to_str().is_some_and(|word| {
        word.strip_prefix(['T', 't'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if looks_like_code && !what.exists() {
        let what = what.display();
        Failure::Call(format!("`{what}` is neither a diagnostic's code (--list shows them) nor a file"))
    } else {
        failure
    }
}

fn explain_cables(
    decoder: &Decoder,
    input: &Input,
    findings: Vec<Diagnostic<'static>>,
    io: &mut Io,
) -> Result<Exit, Failure> {
    let name = input.name();
    let mut cables = decoder.cables(&input.bytes);
    if cables.is_empty() {
        return Err(Failure::Call(format!("{name}: holds nothing to explain")));
    }
    charset::attach(findings, &mut cables, input, io);
    let mut lines = Lines::default();
    for (place, cable) in cables.into_iter().enumerate() {
        let first = place == 0;
        if !first {
            writeln!(io.out)?;
        }
        let first_line = lines.number_at(cable.source.offset, &input.bytes);
        let lesson =
            lesson::Lesson { decoder, cable: &cable, input: &input.bytes, first_line, first, ink: io.ink() };
        lesson.write(&name, &mut io.out)?;
    }
    Ok(Exit::Ok)
}

/// Counts lines up to places that only grow.
#[derive(Debug)]
struct Lines {
    offset: usize,
    line: usize,
}

impl Default for Lines {
    fn default() -> Self {
        Self { offset: 0, line: 1 }
    }
}

impl Lines {
    fn number_at(&mut self, offset: usize, input: &[u8]) -> usize {
        let between = input.get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.offset = offset;
        self.line
    }
}
