//! A scenario before it is read: its text, and whoever has the files that it names.

use std::path::Path;

use super::files::{Files, Folder, why};
use super::refusal::{Problem, Refusal};
use super::setting::Setting;
use super::{Scenario, read};

/// The text of a scenario and where the files lie that it names, to be read more than once.
pub struct Source {
    text: String,
    file: String,
    files: Box<dyn Files + Send + Sync>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Source {
    /// A text; `file` is its name in problems, `files` gives the cables and files that it names.
    pub fn new(text: String, file: String, files: impl Files + Send + Sync + 'static) -> Self {
        Self { text, file, files: Box::new(files) }
    }

    /// The file at `path`; the files it names are looked for beside it.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn load(path: &Path) -> Result<Self, Refusal> {
        Self::load_with(path, |folder| folder)
    }

    /// The same, for who wants to see which files are asked for: `files` gives them from the folder beside it.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn load_with<F: Files + Send + Sync + 'static>(
        path: &Path,
        files: impl FnOnce(Folder) -> F,
    ) -> Result<Self, Refusal> {
        let file = path.display().to_string();
        let folder = Folder(path.parent().map(Path::to_owned).unwrap_or_default());
        let text = std::fs::read(path).map_err(|error| why(&error));
        let text =
            text.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned()));
        match text {
            Ok(text) => Ok(Self::new(text, file, files(folder))),
            Err(message) => {
                let problem =
                    Problem { file: None, line: 0, column: 0, key: String::new(), message, help: None };
                Err(Refusal { file, problems: vec![problem] })
            }
        }
    }

    /// Reads it, with some keys set to other values than it says.
    ///
    /// ```
    /// use torntape::sim::scenario::{BuiltIn, Setting};
    ///
    /// let source = BuiltIn::named("star").unwrap().source();
    /// let scenario = source.read(&["seed=7".parse()?])?;
    /// assert_eq!(scenario.seed(), 7);
    /// let refusal = source.read(&["traffic[3].rate=10/h".parse()?]).unwrap_err();
    /// assert!(refusal.to_string().ends_with("traffic[3].rate: there is one table [[traffic]], traffic[0]"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of the text, and keys that it does not have.
    pub fn read(&self, settings: &[Setting]) -> Result<Scenario, Refusal> {
        read::scenario(&self.text, &self.file, &*self.files, settings)
    }
}
