//! Where made cables and their truth go.

use std::io::Write;
use std::path::Path;

use crate::cli::exit::Failure;
use crate::cli::folder::Folder;
use crate::cli::io::Io;
use crate::cli::out_file::{Filling, is_standard};
use crate::corpus::Sample;

/// Cables of one folder inside the folder: file systems are slow with many thousands in one.
const FILES_A_FOLDER: u64 = 1000;

/// Where the cables go.
pub(super) enum Cables {
    Standard,
    File(Filling),
    Folder(Folder),
}

impl Cables {
    /// Opens it; `files` are many in a folder.
    pub(super) fn open(path: &Path, files: bool) -> Result<Self, Failure> {
        if files {
            return Ok(Self::Folder(Folder::empty(path)?));
        }
        if is_standard(path) { Ok(Self::Standard) } else { Ok(Self::File(Filling::begin(path)?)) }
    }

    /// The file of a cable, where each has one.
    pub(super) fn name(&self, place: u64) -> Option<String> {
        matches!(self, Self::Folder(_)).then(|| name(place))
    }

    pub(super) fn write(&mut self, sample: &Sample, place: u64, io: &mut Io) -> Result<(), Failure> {
        match self {
            Self::Standard => Ok(io.out.write_all(&sample.bytes)?),
            Self::File(file) => file.write_all(&sample.bytes).map_err(|source| file.fault(source)),
            Self::Folder(folder) => folder.write(&name(place), &sample.bytes).map(drop),
        }
    }

    /// All are written: a file takes its name.
    pub(super) fn keep(self) -> Result<(), Failure> {
        if let Self::File(file) = self { file.keep() } else { Ok(()) }
    }
}

fn name(place: u64) -> String {
    format!("{:04}/{place:09}.txt", place / FILES_A_FOLDER)
}

/// Where the truth goes.
pub(super) enum Truths {
    Standard,
    File(Filling),
}

impl Truths {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        if is_standard(path) { Ok(Self::Standard) } else { Ok(Self::File(Filling::begin(path)?)) }
    }

    pub(super) fn write(&mut self, lines: &[u8], io: &mut Io) -> Result<(), Failure> {
        match self {
            Self::Standard => Ok(io.out.write_all(lines)?),
            Self::File(file) => file.write_all(lines).map_err(|source| file.fault(source)),
        }
    }

    /// All of it is written: a file takes its name.
    pub(super) fn keep(self) -> Result<(), Failure> {
        if let Self::File(file) = self { file.keep() } else { Ok(()) }
    }
}
