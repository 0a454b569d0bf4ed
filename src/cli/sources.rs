//! Which inputs a call names, in their order: files, folders, patterns, standard input.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::exit::Failure;
use super::io::Io;

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// One input, not read yet.
#[derive(Debug)]
pub(crate) enum Source {
    /// What comes on standard input.
    StandardInput,
    /// A file, under its name as given or as found in a folder as given.
    File(PathBuf),
}

impl Source {
    /// What was named by `-` or a file's name.
    pub(crate) fn named(path: &Path) -> Self {
        if path.as_os_str() == STANDARD_INPUT { Self::StandardInput } else { Self::File(path.to_path_buf()) }
    }
}

/// Each file that was named, each file of each folder in the order of its path, each file that a pattern fits.
#[derive(Debug)]
pub(crate) struct Sources {
    named: std::vec::IntoIter<Named>,
    open: Option<Open>,
}

#[derive(Debug)]
enum Named {
    One(PathBuf),
    Folder(PathBuf),
    Pattern(glob::Paths),
}

#[derive(Debug)]
enum Open {
    Folder(walkdir::IntoIter),
    Pattern(glob::Paths),
}

impl Sources {
    /// Looks at what was named; nothing named is standard input.
    ///
    /// # Errors
    ///
    /// A named file does not exist, a pattern fits none, or nothing is named and a person sits at standard input.
    pub(crate) fn new(named: &[PathBuf], io: &Io) -> Result<Self, Failure> {
        if named.is_empty() && io.input_is_terminal {
            let hint =
                "no file is named and standard input is a terminal: name a file, or - to type the input";
            return Err(Failure::Call(hint.to_owned()));
        }
        let named = if named.is_empty() {
            vec![Named::One(PathBuf::from(STANDARD_INPUT))]
        } else {
            named.iter().map(|path| look(path)).collect::<Result<Vec<_>, _>>()?
        };
        Ok(Self { named: named.into_iter(), open: None })
    }
}

/// Finds out what a name stands for. A file of the very name goes before a pattern.
fn look(path: &Path) -> Result<Named, Failure> {
    if path.as_os_str() == STANDARD_INPUT {
        return Ok(Named::One(path.to_path_buf()));
    }
    let fault = match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(Named::Folder(path.to_path_buf())),
        Ok(_) => return Ok(Named::One(path.to_path_buf())),
        Err(source) => Failure::Read { path: path.to_path_buf(), source },
    };
    let Some(pattern) = path.to_str().filter(|name| name.contains(['*', '?', '['])) else {
        return Err(fault);
    };
    let fits = |pattern| glob::glob(pattern).map_err(|error| Failure::Call(format!("{pattern}: {error}")));
    // Whether anything fits is asked before the work begins, as with files.
    if fits(pattern)?.next().is_none() {
        return Err(Failure::Call(format!("{pattern}: no file has a name of this pattern")));
    }
    Ok(Named::Pattern(fits(pattern)?))
}

impl Iterator for Sources {
    type Item = Result<Source, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match &mut self.open {
                Some(Open::Folder(folder)) => next_file(folder),
                Some(Open::Pattern(paths)) => next_fitting(paths),
                None => None,
            };
            if let Some(found) = found {
                return Some(found.map(Source::File));
            }
            self.open = match self.named.next()? {
                Named::One(path) => return Some(Ok(Source::named(&path))),
                Named::Folder(path) => Some(Open::Folder(WalkDir::new(path).sort_by_file_name().into_iter())),
                Named::Pattern(paths) => Some(Open::Pattern(paths)),
            };
        }
    }
}

fn next_file(folder: &mut walkdir::IntoIter) -> Option<Result<PathBuf, Failure>> {
    loop {
        match folder.next()? {
            Ok(entry) if entry.file_type().is_file() => return Some(Ok(entry.into_path())),
            // Folders are gone into, and what is neither folder nor file (a socket, a link) holds no cable.
            Ok(_) => {}
            Err(error) => {
                let path = error.path().map(Path::to_path_buf).unwrap_or_default();
                let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                return Some(Err(Failure::Read { path, source }));
            }
        }
    }
}

fn next_fitting(paths: &mut glob::Paths) -> Option<Result<PathBuf, Failure>> {
    loop {
        match paths.next()? {
            Ok(path) if path.is_dir() => {}
            Ok(path) => return Some(Ok(path)),
            Err(error) => {
                let path = error.path().to_path_buf();
                return Some(Err(Failure::Read { path, source: error.into() }));
            }
        }
    }
}
