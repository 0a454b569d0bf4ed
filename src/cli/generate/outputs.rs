//! Where made cables and their truth go.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::exit::Failure;
use crate::cli::folder::Folder;
use crate::cli::io::Io;
use crate::corpus::Sample;

/// Cables of one folder inside the folder: file systems are slow with many thousands in one.
const FILES_A_FOLDER: u64 = 1000;

/// Where the cables go.
pub(super) enum Cables {
    Standard,
    File { path: PathBuf, file: BufWriter<File> },
    Folder { path: PathBuf },
}

impl Cables {
    /// Opens it; `files` are many in a folder.
    pub(super) fn open(path: &Path, files: bool) -> Result<Self, Failure> {
        if files {
            // Looks that the folder is empty or missing.
            _ = Folder::empty(path)?;
            return Ok(Self::Folder { path: path.to_path_buf() });
        }
        if path.as_os_str() == "-" {
            return Ok(Self::Standard);
        }
        Ok(Self::File { path: path.to_path_buf(), file: create(path)? })
    }

    /// The file of a cable, where each has one.
    pub(super) fn name(&self, place: u64) -> Option<String> {
        match self {
            Self::Folder { .. } => Some(format!("{:04}/{place:09}.txt", place / FILES_A_FOLDER)),
            _ => None,
        }
    }

    pub(super) fn write(&mut self, sample: &Sample, place: u64, io: &mut Io) -> Result<(), Failure> {
        let name = self.name(place);
        match self {
            Self::Standard => Ok(io.out.write_all(&sample.bytes)?),
            Self::File { path, file } => {
                file.write_all(&sample.bytes).map_err(|source| Failure::Write { path: path.clone(), source })
            }
            Self::Folder { path } => {
                let path = path.join(name.unwrap_or_default());
                let folder = path.parent().unwrap_or(&path);
                let result = fs::create_dir_all(folder).and_then(|()| fs::write(&path, &sample.bytes));
                result.map_err(|source| Failure::Write { path, source })
            }
        }
    }

    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::File { path, mut file } => file.flush().map_err(|source| Failure::Write { path, source }),
            _ => Ok(()),
        }
    }
}

/// Where the truth goes.
pub(super) struct Truths {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Truths {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self { path: path.to_path_buf(), file: create(path)? })
    }

    pub(super) fn write(&mut self, lines: &[u8]) -> Result<(), Failure> {
        self.file.write_all(lines).map_err(|source| Failure::Write { path: self.path.clone(), source })
    }

    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.file.flush().map_err(|source| Failure::Write { path: self.path, source })
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    let file = File::create(path).map_err(|source| Failure::Write { path: path.to_path_buf(), source })?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
