//! `--out FILE`: a file that appears whole, or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::exit::{Exit, Failure};
use super::interrupt;
use super::io::{Io, WholeLines};

/// A file that is being written beside the place it will have.
#[derive(Debug)]
pub(crate) struct OutFile {
    path: PathBuf,
    beside: Option<TempPath>,
}

impl OutFile {
    /// Begins a file; what stood under the name stays until the new one is whole.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub(crate) fn begin(path: &Path) -> Result<(Self, File), Failure> {
        let fault = |source| Failure::Write { path: path.to_path_buf(), source };
        // A link stays a link. What is no file, such as a pipe or a device, is written into as it is.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
            let file = File::options().write(true).open(&target).map_err(fault)?;
            return Ok((Self { path: target, beside: None }, file));
        }
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, beside) = new_file(folder).map_err(fault)?.into_parts();
        interrupt::remove_at_end(Some(beside.to_path_buf()));
        Ok((Self { path: target, beside: Some(beside) }, file))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    ///
    /// It cannot be moved there.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        let Self { path, beside } = self;
        let kept = beside.map_or(Ok(()), |beside| beside.persist(&path).map_err(|error| error.error));
        interrupt::remove_at_end(None);
        kept.map_err(|source| Failure::Write { path, source })
    }

    /// Lets a command write its results into the file instead of standard output.
    ///
    /// # Errors
    ///
    /// The command failed, or the file cannot be written.
    pub(crate) fn filled(
        path: &Path,
        io: &mut Io,
        command: impl FnOnce(&mut Io) -> Result<Exit, Failure>,
    ) -> Result<Exit, Failure> {
        let (out_file, file) = Self::begin(path)?;
        let standard = std::mem::replace(&mut io.out, WholeLines::new(Box::new(file)));
        let colour = std::mem::replace(&mut io.colour, false);
        let shown = std::mem::replace(&mut io.out_is_terminal, false);
        let result = command(io).and_then(|exit| {
            io.out.flush()?;
            Ok(exit)
        });
        io.out = standard;
        io.colour = colour;
        io.out_is_terminal = shown;
        match result {
            Ok(exit) => out_file.keep().map(|()| exit),
            Err(Failure::Output(source)) => Err(Failure::Write { path: path.to_path_buf(), source }),
            Err(failure) => Err(failure),
        }
    }
}

/// A file of a name of its own, open to whom files usually are.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".torntape-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
