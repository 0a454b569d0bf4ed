//! Where cables come from: files, folders and standard input, one after the other.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::exit::Failure;
use super::io::Io;

/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// One input, read to its end.
#[derive(Debug)]
pub(crate) struct Input {
    /// Its name as given, or as found in a folder as given; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// All its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    /// Its name for people.
    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "<stdin>".to_owned(), |path| path.display().to_string())
    }
}

/// The inputs that a call names: each file, and each file of each folder in the order of its path.
///
/// They are read one at a time, so that no more than one lies in memory.
#[derive(Debug)]
pub(crate) struct Inputs {
    named: std::vec::IntoIter<PathBuf>,
    folder: Option<walkdir::IntoIter>,
}

impl Inputs {
    /// Looks at what was named; nothing named is standard input.
    ///
    /// # Errors
    ///
    /// A named file does not exist, or nothing is named and a person sits at standard input.
    pub(crate) fn new(named: &[PathBuf], io: &Io) -> Result<Self, Failure> {
        let named = if named.is_empty() {
            if io.input_is_terminal {
                let hint =
                    "no file is named and standard input is a terminal: name a file, or - to type the input";
                return Err(Failure::Call(hint.to_owned()));
            }
            vec![PathBuf::from(STANDARD_INPUT)]
        } else {
            named.to_vec()
        };
        for path in named.iter().filter(|path| !is_standard_input(path)) {
            fs::metadata(path).map_err(|source| Failure::Read { path: path.clone(), source })?;
        }
        Ok(Self { named: named.into_iter(), folder: None })
    }

    /// The next input; `None` after the last one.
    pub(crate) fn next(&mut self, io: &mut Io) -> Option<Result<Input, Failure>> {
        loop {
            if let Some(folder) = &mut self.folder {
                match next_file(folder) {
                    Some(found) => return Some(found.and_then(read_file)),
                    None => self.folder = None,
                }
            }
            let path = self.named.next()?;
            if is_standard_input(&path) {
                return Some(read_standard_input(io));
            }
            if path.is_dir() {
                self.folder = Some(WalkDir::new(path).sort_by_file_name().into_iter());
            } else {
                return Some(read_file(path));
            }
        }
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Reads one input that is not a folder: a file, or standard input where it is `-`.
///
/// # Errors
///
/// It cannot be read.
pub(crate) fn read_one(path: &Path, io: &mut Io) -> Result<Input, Failure> {
    if is_standard_input(path) { read_standard_input(io) } else { read_file(path.to_path_buf()) }
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

fn read_file(path: PathBuf) -> Result<Input, Failure> {
    match fs::read(&path) {
        Ok(bytes) => Ok(Input { path: Some(path), bytes }),
        Err(source) => Err(Failure::Read { path, source }),
    }
}

fn read_standard_input(io: &mut Io) -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    match io.input.read_to_end(&mut bytes) {
        Ok(_) => Ok(Input { path: None, bytes }),
        Err(source) => Err(Failure::Read { path: PathBuf::from("standard input"), source }),
    }
}
