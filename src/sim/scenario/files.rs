//! Where the files lie that a scenario names.

use std::io;
use std::path::PathBuf;

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
}

/// The files in a folder, and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.0.join(name))
    }

    fn list(&self, name: &str) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(self.0.join(name))? {
            let entry = entry?;
            // What is no text cannot be named in a scenario.
            let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with('.'));
            if let Some(name) = name
                && entry.path().is_file()
            {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// What the system says, without its number.
pub(super) fn why(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    format!("cannot be read: {}", words.to_lowercase())
}
