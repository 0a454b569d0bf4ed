//! The folder that a command fills: made or empty before, and nothing in it that was not meant.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::exit::Failure;

/// A folder that may be filled.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Takes a folder that is empty or does not exist; it is made when the first file is written.
    ///
    /// # Errors
    ///
    /// It holds something, is no folder, or cannot be looked into.
    pub(crate) fn empty(path: &Path) -> Result<Self, Failure> {
        match fs::read_dir(path) {
            Ok(mut entries) => match entries.next() {
                None => Ok(Self { path: path.to_path_buf() }),
                Some(_) => Err(Failure::Call(format!("{}: the folder is not empty", path.display()))),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self { path: path.to_path_buf() }),
            Err(source) => Err(Failure::Read { path: path.to_path_buf(), source }),
        }
    }

    /// Writes one file and gives its path.
    ///
    /// # Errors
    ///
    /// The folder cannot be made, or the file not be written.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let fault = |path: &Path| {
            let path = path.to_path_buf();
            move |source| Failure::Write { path, source }
        };
        fs::create_dir_all(&self.path).map_err(fault(&self.path))?;
        let path = self.path.join(name);
        fs::write(&path, bytes).map_err(fault(&path))?;
        Ok(path)
    }
}

/// A name for a file: letters, figures and hyphens of `name`, and nothing that a file system could take amiss.
pub(crate) fn file_stem(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(FILE_STEM_MAX)
        .collect();
    if kept.chars().any(|letter| letter != '-') { kept } else { String::from("cable") }
}

/// Letters of a file's name: a garbled number line can be long, and file systems end at 255.
const FILE_STEM_MAX: usize = 80;
