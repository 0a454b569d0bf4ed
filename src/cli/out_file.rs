//! `--out FILE`: a file that appears whole, or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::exit::{Exit, Failure};
use super::interrupt::Unfinished;
use super::io::{Io, WholeLines};

/// A file that is being written beside the place it will have.
#[derive(Debug)]
pub(crate) struct OutFile {
    path: PathBuf,
    beside: Option<(TempPath, Unfinished)>,
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
        let (file, unfinished) = Unfinished::make(|| new_file(folder)).map_err(fault)?;
        let (file, beside) = file.into_parts();
        Ok((Self { path: target, beside: Some((beside, unfinished)) }, file))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    ///
    /// It cannot be moved there.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        let Self { path, beside } = self;
        let kept = beside.map_or(Ok(()), |(beside, unfinished)| {
            unfinished.named(|| beside.persist(&path).map_err(|error| error.error))
        });
        kept.map_err(|source| Failure::Write { path, source })
    }

    /// Lets a command write its results into the file instead of standard output, unless it is `-`.
    ///
    /// # Errors
    ///
    /// The command failed, or the file cannot be written.
    pub(crate) fn filled(
        path: &Path,
        io: &mut Io,
        command: impl FnOnce(&mut Io) -> Result<Exit, Failure>,
    ) -> Result<Exit, Failure> {
        if is_standard(path) {
            return command(io);
        }
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

/// A file that is filled piece by piece beside other work.
#[derive(Debug)]
pub(crate) struct Filling {
    out_file: OutFile,
    file: BufWriter<File>,
}

/// Bytes that are gathered before they are written.
const GATHERED: usize = 256 * 1024;

impl Filling {
    /// Begins it as [`OutFile::begin`] does.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub(crate) fn begin(path: &Path) -> Result<Self, Failure> {
        let (out_file, file) = OutFile::begin(path)?;
        Ok(Self { out_file, file: BufWriter::with_capacity(GATHERED, file) })
    }

    /// Says that it cannot be written.
    pub(crate) fn fault(&self, source: io::Error) -> Failure {
        Failure::Write { path: self.out_file.path.clone(), source }
    }

    /// Gives it its name, now that all of it was written.
    ///
    /// # Errors
    ///
    /// The rest of it cannot be written, or it cannot be moved to its place.
    pub(crate) fn keep(mut self) -> Result<(), Failure> {
        self.file.flush().map_err(|source| self.fault(source))?;
        self.out_file.keep()
    }
}

impl Write for Filling {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether a name is `-`, which stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file of a name of its own, open to whom files usually are.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".torntape-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
