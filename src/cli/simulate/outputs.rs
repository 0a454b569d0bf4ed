//! The files that a run writes: whole, or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use tempfile::NamedTempFile;

use super::perfetto::Tracks;
use super::report::Recorder;
use super::{Args, TraceFormat};
use crate::cli::exit::Failure;
use crate::sim::Happening;
use crate::sim::scenario::Scenario;

/// The delivery log, the trace and the report, each where it was asked for.
#[derive(Debug)]
pub(super) struct Outputs {
    deliveries: Option<Output>,
    trace: Option<Output>,
    /// The tracks of the trace, where it has the format that knows them.
    tracks: Option<Tracks>,
    report: Option<(Output, Recorder)>,
    /// The first failure to write the trace. The run goes on; its end tells.
    failed: Option<io::Error>,
    /// The first failure to write the delivery log.
    log_failed: Option<io::Error>,
}

/// A file that takes its name when it is whole. What stood under that name stays until then.
#[derive(Debug)]
struct Output {
    path: PathBuf,
    file: BufWriter<Target>,
}

/// Where the bytes go.
#[derive(Debug)]
enum Target {
    /// A file without its name yet.
    Unnamed(NamedTempFile),
    /// A pipe or a device, which has nothing to keep whole.
    Direct(File),
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Unnamed(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Unnamed(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

/// One line of the trace.
#[derive(Serialize)]
struct Line<'a> {
    time_ns: u64,
    #[serde(flatten)]
    happening: &'a Happening<'a>,
}

impl Outputs {
    /// Opens what was asked for, before anything runs: a folder that cannot be written is told at once.
    pub(super) fn open(args: &Args, scenario: &Scenario) -> Result<Self, Failure> {
        let open = |path: &Option<PathBuf>| path.as_deref().map(Output::open).transpose();
        let mut trace = open(&args.trace)?;
        let (mut tracks, mut failed) = (None, None);
        if let (Some(trace), TraceFormat::Perfetto) = (&mut trace, args.trace_format) {
            match Tracks::begin(scenario, &mut trace.file) {
                Ok(begun) => tracks = Some(begun),
                Err(error) => failed = Some(error),
            }
        }
        let report = open(&args.report)?.map(|report| (report, Recorder::new(scenario)));
        Ok(Self { deliveries: open(&args.deliveries)?, trace, tracks, report, failed, log_failed: None })
    }

    /// Something has happened: it goes into the trace and into what the report shows.
    pub(super) fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        if let Some((_, recorder)) = &mut self.report {
            recorder.saw(at, happening);
        }
        self.trace(at, happening);
    }

    /// Lines of the delivery log have come.
    pub(super) fn logged(&mut self, lines: &str) {
        if let (Some(deliveries), None) = (&mut self.deliveries, &self.log_failed) {
            self.log_failed = deliveries.file.write_all(lines.as_bytes()).err();
        }
    }

    /// Adds to the trace.
    fn trace(&mut self, at: Duration, happening: &Happening<'_>) {
        let (Some(trace), None) = (&mut self.trace, &self.failed) else { return };
        if let Some(tracks) = &mut self.tracks {
            self.failed = tracks.saw(at, happening, &mut trace.file).err();
            return;
        }
        let time_ns = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        let written = serde_json::to_writer(&mut trace.file, &Line { time_ns, happening });
        let written = written.map_err(io::Error::from).and_then(|()| trace.file.write_all(b"\n"));
        self.failed = written.err();
    }

    /// The run is complete: both files take their names.
    pub(super) fn keep(&mut self) -> Result<(), Failure> {
        self.keep_trace()?;
        let written = self.log_failed.take().map_or(Ok(()), Err);
        self.deliveries.take().map_or(Ok(()), |deliveries| deliveries.keep(written))
    }

    /// The report is written from what was recorded, and takes its name.
    pub(super) fn keep_report(&mut self, page: impl FnOnce(Recorder) -> String) -> Result<(), Failure> {
        let Some((mut report, recorder)) = self.report.take() else { return Ok(()) };
        let written = report.file.write_all(page(recorder).as_bytes());
        report.keep(written)
    }

    /// The trace takes its name.
    pub(super) fn keep_trace(&mut self) -> Result<(), Failure> {
        let mut written = self.failed.take().map_or(Ok(()), Err);
        if let (Some(tracks), Some(trace), Ok(())) = (&mut self.tracks, &mut self.trace, &written) {
            written = tracks.end(&mut trace.file);
        }
        self.trace.take().map_or(Ok(()), |trace| trace.keep(written))
    }
}

impl Output {
    fn open(path: &Path) -> Result<Self, Failure> {
        let failure = |source| Failure::Write { path: path.to_owned(), source };
        if path.is_dir() {
            return Err(failure(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        // A link stays one: what it leads to is replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let target = if path.exists() && !path.is_file() {
            File::options().write(true).open(&path).map(Target::Direct)
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            named(folder.unwrap_or(Path::new("."))).map(Target::Unnamed)
        };
        let file = BufWriter::new(target.map_err(failure)?);
        Ok(Self { path, file })
    }

    fn keep(self, written: io::Result<()>) -> Result<(), Failure> {
        let Self { path, file } = self;
        let whole = written.and_then(|()| file.into_inner().map_err(io::IntoInnerError::into_error));
        let kept = whole.and_then(|target| match target {
            Target::Unnamed(file) => file.persist(&path).map(drop).map_err(|error| error.error),
            Target::Direct(_) => Ok(()),
        });
        match kept {
            // Whoever reads a pipe of ours may have seen enough: the report is for somebody else.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            kept => kept.map_err(|source| Failure::Write { path, source }),
        }
    }
}

/// A file without its name yet, with the rights of any new file.
fn named(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".torntape-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
