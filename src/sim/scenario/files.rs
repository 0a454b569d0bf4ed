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
}

/// The files in a folder, and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder(pub PathBuf);

impl Files for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.0.join(name))
    }
}

/// What the system says, without its number.
pub(super) fn why(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    format!("cannot be read: {}", words.to_lowercase())
}
