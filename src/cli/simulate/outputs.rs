//! The files that a run writes: whole, or not at all.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::perfetto::Tracks;
use super::report::Recorder;
use super::{Args, TraceFormat};
use crate::cli::apart::{self, Output};
use crate::cli::exit::Failure;
use crate::cli::out_file::Filling;
use crate::cli::scenario::Asked;
use crate::sim::Happening;
use crate::sim::scenario::Scenario;

/// The delivery log, the trace and the report, each where it was asked for.
#[derive(Debug)]
pub(super) struct Outputs {
    deliveries: Option<Filling>,
    trace: Option<Filling>,
    /// The tracks of the trace, where it has the format that knows them.
    tracks: Option<Tracks>,
    report: Option<(Filling, Recorder)>,
    /// The first failure to write the trace. The run goes on; its end tells.
    failed: Option<io::Error>,
    /// The first failure to write the delivery log.
    log_failed: Option<io::Error>,
}

/// One line of the trace.
#[derive(Serialize)]
struct Line<'a> {
    time_ns: u64,
    #[serde(flatten)]
    happening: &'a Happening<'a>,
}

/// Refuses files that would be written over what is read, or over one another.
pub(super) fn refuse_mixed(args: &Args, asked: &Asked) -> Result<(), Failure> {
    let outputs = [
        Output::asked("--report", args.report.as_deref()),
        Output::asked("--deliveries", args.deliveries.as_deref()),
        Output::asked("--trace", args.trace.as_deref()),
    ];
    let outputs: Vec<_> = outputs.into_iter().flatten().collect();
    for output in &outputs {
        output.refuse_standard("the account of the run")?;
        asked.refuse_as(output)?;
    }
    apart::refuse_one_file(&outputs)?;
    apart::refuse_standard_output(&outputs)
}

impl Outputs {
    /// Opens what was asked for, before anything runs: a folder that cannot be written is told at once.
    pub(super) fn open(args: &Args, scenario: &Scenario) -> Result<Self, Failure> {
        let open = |path: &Option<PathBuf>| path.as_deref().map(Filling::begin).transpose();
        let mut trace = open(&args.trace)?;
        let (mut tracks, mut failed) = (None, None);
        if let (Some(trace), TraceFormat::Perfetto) = (&mut trace, args.trace_format) {
            match Tracks::begin(scenario, trace) {
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
            self.log_failed = deliveries.write_all(lines.as_bytes()).err();
        }
    }

    /// Adds to the trace.
    fn trace(&mut self, at: Duration, happening: &Happening<'_>) {
        let (Some(trace), None) = (&mut self.trace, &self.failed) else { return };
        if let Some(tracks) = &mut self.tracks {
            self.failed = tracks.saw(at, happening, trace).err();
            return;
        }
        let time_ns = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        let written = serde_json::to_writer(&mut *trace, &Line { time_ns, happening });
        let written = written.map_err(io::Error::from).and_then(|()| trace.write_all(b"\n"));
        self.failed = written.err();
    }

    /// The run is complete: both files take their names.
    pub(super) fn keep(&mut self) -> Result<(), Failure> {
        self.keep_trace()?;
        let written = self.log_failed.take().map_or(Ok(()), Err);
        self.deliveries.take().map_or(Ok(()), |deliveries| keep(deliveries, written))
    }

    /// The report is written from what was recorded, and takes its name.
    pub(super) fn keep_report(&mut self, page: impl FnOnce(Recorder) -> String) -> Result<(), Failure> {
        let Some((mut report, recorder)) = self.report.take() else { return Ok(()) };
        let written = report.write_all(page(recorder).as_bytes());
        keep(report, written)
    }

    /// The trace takes its name.
    pub(super) fn keep_trace(&mut self) -> Result<(), Failure> {
        let mut written = self.failed.take().map_or(Ok(()), Err);
        if let (Some(tracks), Some(trace), Ok(())) = (&mut self.tracks, &mut self.trace, &written) {
            written = tracks.end(trace);
        }
        self.trace.take().map_or(Ok(()), |trace| keep(trace, written))
    }
}

/// The file takes its name.
fn keep(file: Filling, written: io::Result<()>) -> Result<(), Failure> {
    let kept = match written {
        Ok(()) => file.keep(),
        Err(error) => Err(file.fault(error)),
    };
    match kept {
        // Whoever reads a pipe of ours may have seen enough: the report is for somebody else.
        Err(Failure::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        kept => kept,
    }
}
