//! Outputs that would take the place of what is read, or of one another, are refused before anything is done.

use std::fs;
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::out_file::is_standard;

/// A file that a call writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'a> {
    /// The option that names it.
    pub(crate) option: &'static str,
    /// Its name as given.
    pub(crate) path: &'a Path,
}

impl<'a> Output<'a> {
    /// That of an option, where it was given.
    pub(crate) fn asked(option: &'static str, path: Option<&'a Path>) -> Option<Self> {
        path.map(|path| Self { option, path })
    }

    /// Refuses `-` where standard output is taken already.
    ///
    /// # Errors
    ///
    /// It is `-`.
    pub(crate) fn refuse_standard(&self, taken_by: &str) -> Result<(), Failure> {
        if !is_standard(self.path) {
            return Ok(());
        }
        Err(Failure::Call(format!("{} -: standard output has {taken_by}: name a file", self.option)))
    }

    /// Refuses to write over what is read; `what` is what that is.
    ///
    /// # Errors
    ///
    /// It is one of these files.
    pub(crate) fn refuse_any_of<'p>(
        &self,
        read: impl IntoIterator<Item = &'p Path>,
        what: &str,
    ) -> Result<(), Failure> {
        let Some(own) = Identity::of(self.path) else { return Ok(()) };
        if !read.into_iter().any(|path| Identity::of(path).is_some_and(|other| other == own)) {
            return Ok(());
        }
        Err(self.over(what))
    }

    /// Refuses to write over a file that the names of inputs stand for: files, folders, patterns, `-` or nothing for
    /// standard input.
    ///
    /// # Errors
    ///
    /// It is one of the inputs.
    pub(crate) fn refuse_inputs(&self, named: &[PathBuf]) -> Result<(), Failure> {
        const WHAT: &str = "one of the inputs";
        if is_standard(self.path) || !self.path.is_file() {
            return Ok(());
        }
        if named.is_empty() {
            return self.refuse_any_of([Path::new(STANDARD_INPUT)], WHAT);
        }
        for name in named {
            if name.is_dir() {
                let (own, folder) = (self.path.canonicalize(), name.canonicalize());
                if own.is_ok_and(|own| folder.is_ok_and(|folder| own.starts_with(folder))) {
                    return Err(self.over(WHAT));
                }
            } else if name.exists() || is_standard(name) {
                self.refuse_any_of([input(name)], WHAT)?;
            } else if let Some(fitting) = name.to_str().and_then(|pattern| glob::glob(pattern).ok()) {
                let fitting: Vec<PathBuf> = fitting.flatten().collect();
                self.refuse_any_of(fitting.iter().map(PathBuf::as_path), WHAT)?;
            }
        }
        Ok(())
    }

    fn over(&self, what: &str) -> Failure {
        let (option, path) = (self.option, self.path.display());
        Failure::Call(format!("{option} {path}: {what} would be written over: name another file"))
    }
}

/// Refuses two outputs that would be one file.
///
/// # Errors
///
/// Two of them would be.
pub(crate) fn refuse_one_file(outputs: &[Output<'_>]) -> Result<(), Failure> {
    for (place, output) in outputs.iter().enumerate() {
        let Some(own) = Identity::of(output.path) else { continue };
        let same = |other: &&Output<'_>| Identity::of(other.path).is_some_and(|other| other == own);
        if let Some(other) = outputs.iter().take(place).find(same) {
            return Err(Failure::Call(format!(
                "{} {} and {} {} would be one file: name another",
                output.option,
                output.path.display(),
                other.option,
                other.path.display(),
            )));
        }
    }
    Ok(())
}

/// Refuses outputs that are the file to which standard output goes.
///
/// # Errors
///
/// One of them is.
pub(crate) fn refuse_standard_output(outputs: &[Output<'_>]) -> Result<(), Failure> {
    let standard = Identity::of(Path::new(STANDARD_OUTPUT));
    let same = |output: &&Output<'_>| standard.is_some() && Identity::of(output.path) == standard;
    match outputs.iter().find(same) {
        None => Ok(()),
        Some(Output { option, path }) => Err(Failure::Call(format!(
            "{option} {} and standard output would be one file: name another",
            path.display()
        ))),
    }
}

/// The name of an input as the system knows it.
pub(crate) fn input(path: &Path) -> &Path {
    if is_standard(path) { Path::new(STANDARD_INPUT) } else { path }
}

/// Where the system has no such name, nothing is known of what the streams are.
const STANDARD_INPUT: &str = "/dev/stdin";
const STANDARD_OUTPUT: &str = "/dev/stdout";

/// What tells one file from others, whatever it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    /// A file that is there, by its device and its number there.
    #[cfg(unix)]
    There(u64, u64),
    /// Its whole path, links resolved as far as it is there.
    Path(PathBuf),
}

impl Identity {
    /// That of a file that is there or could be made; `None` for what nothing is kept in: devices, pipes, folders.
    fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => None,
            #[cfg(unix)]
            Ok(found) => {
                use std::os::unix::fs::MetadataExt;

                Some(Self::There(found.dev(), found.ino()))
            }
            #[cfg(not(unix))]
            Ok(_) => path.canonicalize().ok().map(Self::Path),
            Err(_) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
                Some(Self::Path(folder.join(path.file_name()?)))
            }
        }
    }
}
