//! Where the files lie that a scenario names.

use std::io;
use std::path::{Path, PathBuf};

use super::fields::within;

/// Gives the files that a scenario names.
pub trait Files {
    /// The bytes of the file of this name, as the scenario writes it.
    ///
    /// # Errors
    ///
    /// Where there is no such file, or it cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;

    /// The names of the files in the folder of this name, sorted; hidden ones and folders in it are left out.
    ///
    /// # Errors
    ///
    /// Where it is no folder, or cannot be read. Whoever has no folders needs no more than this.
    fn list(&self, name: &str) -> io::Result<Vec<String>> {
        Err(io::Error::new(io::ErrorKind::NotFound, format!("there is no folder {name}")))
    }

    /// The names of the folders in the folder of this name, sorted, without hidden ones: for who finds no file there. There
    /// are none where nobody says otherwise.
    ///
    /// # Errors
    ///
    /// Where it is no folder, or cannot be read.
    fn folders(&self, _name: &str) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }
}

/// The files in a folder, and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.0.join(name))
    }

    fn list(&self, name: &str) -> io::Result<Vec<String>> {
        entries(&self.0.join(name), Path::is_file)
    }

    fn folders(&self, name: &str) -> io::Result<Vec<String>> {
        entries(&self.0.join(name), Path::is_dir)
    }
}

/// The names of what is of one kind in a folder, sorted.
fn entries(folder: &Path, kind: fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // What is no text cannot be named in a scenario.
        let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'));
        if let Some(name) = name
            && kind(&entry.path())
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// What to say of a folder that holds no file: that it holds `what`, or which folder may be meant.
pub(super) fn without_file(files: &dyn Files, path: &str, shown: &str, what: &str) -> String {
    let folders = files.folders(path).unwrap_or_default();
    folders.first().map_or_else(
        || format!("holds no {what}"),
        |first| {
            format!("holds folders and no file: `{}` is one of them", within(shown, first).escape_debug())
        },
    )
}

/// What the system says, without its number.
pub(super) fn why(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    format!("cannot be read: {}", words.to_lowercase())
}
