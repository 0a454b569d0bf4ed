//! The scenario that was asked for, and the files that it is made of.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::apart::{self, Output};
use crate::cli::exit::Failure;
use crate::cli::io::Io;
use crate::cli::out_file::is_standard;
use crate::sim::scenario::{BuiltIn, Files, Folder, Refusal, Source};

/// A scenario to be read.
pub(in crate::cli) struct Asked {
    pub(in crate::cli) source: Source,
    /// Its file as the system knows it; `None` for a built-in one.
    own: Option<PathBuf>,
    /// All other files that it was read from so far.
    named: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Asked {
    /// Refuses to write over one of its files, now that it has been read.
    pub(in crate::cli) fn refuse_as(&self, output: &Output<'_>) -> Result<(), Failure> {
        output.refuse_any_of(self.own.as_deref(), "the scenario itself")?;
        let named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        output.refuse_any_of(named.iter().map(PathBuf::as_path), "what the scenario includes or names")
    }
}

/// The files beside a scenario, and which of them were asked for.
struct Noted {
    folder: Folder,
    named: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Files for Noted {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner).insert(self.folder.0.join(name));
        self.folder.read(name)
    }

    fn list(&self, name: &str) -> io::Result<Vec<String>> {
        self.folder.list(name)
    }

    fn folders(&self, name: &str) -> io::Result<Vec<String>> {
        self.folder.folders(name)
    }
}

/// The scenario that was asked for, to be read; from standard input its files are looked for in the working folder.
pub(in crate::cli) fn source(path: &Path, io: &mut Io) -> Result<Result<Asked, Refusal>, Failure> {
    let named = Arc::default();
    let own = Some(apart::input(path).to_owned());
    let noted = |folder| Noted { folder, named: Arc::clone(&named) };
    if is_standard(path) {
        let mut text = String::new();
        let failure = |source| Failure::Read { path: PathBuf::from("<stdin>"), source };
        io.input.read_to_string(&mut text).map_err(failure)?;
        let source = Source::new(text, "<stdin>".to_owned(), noted(Folder(PathBuf::new())));
        return Ok(Ok(Asked { source, own, named }));
    }
    if let Some(name) = path.to_str().filter(|_| !path.exists()) {
        if let Some(built_in) = BuiltIn::named(name) {
            return Ok(Ok(Asked { source: built_in.source(), own: None, named }));
        }
        // A file would most likely have an ending.
        if path.extension().is_none() {
            let instead = BuiltIn::instead_of(name);
            let message = format!("there is no file of the name `{}`; {instead}", name.escape_debug());
            return Err(Failure::Call(message));
        }
    }
    Ok(Source::load_with(path, noted).map(|source| Asked { source, own, named }))
}
