//! The reading side: from the inputs to batches of cables.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};

use super::batch::{BATCH_BYTES, Batch, Part};
use super::{Job, Slot, Stores};
use crate::cli::input::unreadable;
use crate::cli::sources::{Source, Sources};
use crate::cli::unpack;
use crate::decode::Stream;

/// Bytes that are read in one go.
const READ_BYTES: usize = 256 * 1024;

/// What a pipe holds: where less comes in one go, the sender pauses.
const PIPE_BYTES: usize = 64 * 1024;

/// Files up to this length are left to a worker to read.
const SMALL_FILE_MAX: u64 = 512 * 1024;

/// Batches one after the other.
pub(super) struct Feed<S> {
    batch: Batch,
    line_up: SyncSender<Slot<S>>,
    hand_out: SyncSender<Job<S>>,
    stores: Arc<Stores<S>>,
}

/// Nobody waits for answers any more.
#[derive(Debug)]
pub(super) struct Stopped;

impl<S> Feed<S> {
    pub(super) fn new(
        line_up: SyncSender<Slot<S>>,
        hand_out: SyncSender<Job<S>>,
        stores: Arc<Stores<S>>,
    ) -> Self {
        Self { batch: Batch::default(), line_up, hand_out, stores }
    }

    /// Reads all inputs to their end.
    pub(super) fn all(mut self, sources: Sources, mut input: Box<dyn Read + Send>) -> Result<(), Stopped> {
        for source in sources {
            match source {
                Err(failure) => self.batch.push(Part::Failed(failure)),
                Ok(Source::StandardInput) => self.stream(&mut input, None)?,
                Ok(Source::File(path)) => self.file(path)?,
            }
            if self.batch.is_full() {
                self.ship()?;
            }
        }
        self.ship()
    }

    fn file(&mut self, path: PathBuf) -> Result<(), Stopped> {
        // A file that cannot be looked at is named by the worker who opens it.
        let small = fs::metadata(&path).map_or(Some(0), |found| {
            Some(found.len()).filter(|length| found.is_file() && *length <= SMALL_FILE_MAX)
        });
        if let Some(length) = small.and_then(|length| usize::try_from(length).ok()) {
            self.batch.push_file(path, length);
            return Ok(());
        }
        match File::open(&path) {
            Ok(file) => self.stream(file, Some(path)),
            Err(source) => {
                self.batch.push(Part::Failed(unreadable(Some(path), source)));
                Ok(())
            }
        }
    }

    /// Finds the cables of one input as it comes.
    fn stream(&mut self, input: impl Read + Send, path: Option<PathBuf>) -> Result<(), Stopped> {
        // A batch names one stream only.
        self.ship()?;
        let outcome = match unpack::reader(input) {
            Ok((mut reader, packed)) => self.pieces(&mut reader, packed, path.as_ref())?,
            Err(error) => Err(error),
        };
        if let Err(source) = outcome {
            self.batch.push(Part::Failed(unreadable(path, source)));
        }
        self.batch.inputs += 1;
        self.ship()
    }

    fn pieces(
        &mut self,
        reader: &mut dyn Read,
        packed: bool,
        path: Option<&PathBuf>,
    ) -> Result<io::Result<()>, Stopped> {
        let mut stream = Stream::new();
        let mut piece = vec![0; READ_BYTES];
        loop {
            let (length, outcome) = match reader.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => (0, Err(error)),
                Ok(length) => (length, Ok(())),
            };
            stream.feed(piece.get(..length).unwrap_or_default());
            self.batch.bytes += length as u64;
            if length == 0 {
                stream.end();
            }
            while let Some(found) = stream.next_found() {
                self.batch.push_found(found, path, || self.stores.stretches.take());
                if self.batch.is_full() {
                    // Sending a heavy batch may take a while, and its cables need not be kept twice.
                    stream.let_go();
                    self.ship()?;
                }
            }
            if length == 0 {
                return Ok(outcome);
            }
            // What was sent before a pause is answered.
            if length < PIPE_BYTES && !packed {
                self.ship()?;
            }
        }
    }

    /// Hands out the batch, if there is anything in it.
    fn ship(&mut self) -> Result<(), Stopped> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        let (tell, answer) = mpsc::sync_channel(2);
        let weight = batch.weight;
        self.line_up.send(Slot::Answer(answer)).map_err(|_| Stopped)?;
        self.hand_out.send(Job { batch, tell }).map_err(|_| Stopped)?;
        // No more is read while what was read is past the bound.
        for _ in 1..weight.div_ceil(BATCH_BYTES) {
            self.line_up.send(Slot::Weight).map_err(|_| Stopped)?;
        }
        Ok(())
    }
}
