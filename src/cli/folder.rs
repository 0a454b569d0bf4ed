//! The folder that a command fills: made or empty before, and nothing in it that was not meant.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
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

    /// Writes one file, there or in a folder below it, and gives its path.
    ///
    /// # Errors
    ///
    /// A folder cannot be made, or the file not be written.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let fault = |path: &Path| {
            let path = path.to_path_buf();
            move |source| Failure::Write { path, source }
        };
        let path = self.path.join(name);
        let folder = path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder).map_err(fault(folder))?;
        // An interrupted run ends only while it holds this lock: it leaves no half of a file.
        let _whole = io::stdout().lock();
        fs::write(&path, bytes).map_err(fault(&path))?;
        Ok(path)
    }
}

/// The names of the files that one call writes.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// For each name taken, the number to try next for a second file of that name.
    taken: BTreeMap<String, usize>,
}

impl Names {
    /// `STEM.txt`, or `STEM-copy-2.txt` where that is taken, and so on.
    pub(crate) fn unused(&mut self, stem: &str) -> String {
        let mut next = self.taken.get(stem).copied().unwrap_or(1);
        loop {
            let name = if next == 1 { stem.to_owned() } else { format!("{stem}-copy-{next}") };
            next += 1;
            if next == 2 || !self.taken.contains_key(&name) {
                self.taken.insert(stem.to_owned(), next);
                self.taken.entry(name.clone()).or_insert(2);
                return format!("{name}.txt");
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_get_one_name() {
        let mut names = Names::default();
        let got: Vec<String> =
            ["A", "A", "A-copy-2", "B", "A", "A-copy-2"].map(|stem| names.unused(stem)).into_iter().collect();
        assert_eq!(
            got,
            ["A.txt", "A-copy-2.txt", "A-copy-2-copy-2.txt", "B.txt", "A-copy-3.txt", "A-copy-2-copy-3.txt"]
        );
    }

    #[test]
    fn a_stem_holds_nothing_that_a_file_system_takes_amiss() {
        assert_eq!(file_stem("RUEHC 7951"), "RUEHC-7951");
        assert_eq!(file_stem("../.."), "cable");
        assert_eq!(file_stem(""), "cable");
        assert_eq!(file_stem(&"A".repeat(300)).len(), 80);
    }
}
