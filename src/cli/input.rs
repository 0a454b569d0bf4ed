//! Inputs that are read whole, one after the other.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::io::Io;
use super::sources::{Source, Sources};
use super::unpack;

/// One input, read to its end.
#[derive(Debug)]
pub(crate) struct Input {
    /// Its name as given, or as found in a folder as given; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// All its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    /// Its name for people.
    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| STANDARD_INPUT.to_owned(), |path| path.display().to_string())
    }
}

/// The name of standard input for people.
pub(crate) const STANDARD_INPUT: &str = "<stdin>";

/// The inputs that a call names. They are read one at a time, so that no more than one lies in memory.
#[derive(Debug)]
pub(crate) struct Inputs {
    sources: Sources,
}

impl Inputs {
    /// Looks at what was named; nothing named is standard input.
    ///
    /// # Errors
    ///
    /// A named file does not exist, or nothing is named and a person sits at standard input.
    pub(crate) fn new(named: &[PathBuf], io: &Io) -> Result<Self, Failure> {
        Ok(Self { sources: Sources::new(named, io)? })
    }

    /// The next input; `None` after the last one.
    pub(crate) fn next(&mut self, io: &mut Io) -> Option<Result<Input, Failure>> {
        Some(self.sources.next()?.and_then(|source| read(source, io)))
    }
}

/// Reads one input that is not a folder: a file, or standard input where it is `-`.
///
/// # Errors
///
/// It cannot be read.
pub(crate) fn read_one(path: &Path, io: &mut Io) -> Result<Input, Failure> {
    read(Source::named(path), io)
}

fn read(source: Source, io: &mut Io) -> Result<Input, Failure> {
    match source {
        Source::StandardInput => match read_to_end(&mut io.input) {
            Ok(bytes) => Ok(Input { path: None, bytes }),
            Err(source) => Err(unreadable(None, source)),
        },
        Source::File(path) => match File::open(&path).and_then(read_to_end) {
            Ok(bytes) => Ok(Input { path: Some(path), bytes }),
            Err(source) => Err(unreadable(Some(path), source)),
        },
    }
}

fn read_to_end(input: impl Read + Send) -> io::Result<Vec<u8>> {
    let (mut reader, _) = unpack::reader(input)?;
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says that an input cannot be read.
pub(crate) fn unreadable(path: Option<PathBuf>, source: io::Error) -> Failure {
    Failure::Read { path: path.unwrap_or_else(|| PathBuf::from("standard input")), source }
}
