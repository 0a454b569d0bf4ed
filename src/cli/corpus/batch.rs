//! A batch of work: cables that were found in a stream, and small files that a worker reads by itself.

use std::ops::Range;
use std::path::PathBuf;

use crate::cli::exit::Failure;
use crate::decode::Found;
use crate::message::limits;

/// Bytes of input in one batch: enough that handing it over costs nothing, few enough that answers come soon.
pub(super) const BATCH_BYTES: usize = 256 * 1024;

/// Room for the longest cable, and more.
const LONG_ROOM: usize = 2 * limits::CABLE_BYTES_MAX + BATCH_BYTES;

/// What a file costs besides its bytes: looking it up, opening it, closing it.
const FILE_COST: usize = 2 * 1024;

/// So many bytes without a cable are worth telling.
const NOISE_BYTES: u64 = 4 * 1024 * 1024;

/// Work for one thread, in the order of the input.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) parts: Vec<Part>,
    pub(super) weight: usize,
    /// Inputs that were streamed to their end.
    pub(super) inputs: u64,
    /// Bytes of streams that were read.
    pub(super) bytes: u64,
}

#[derive(Debug)]
pub(super) enum Part {
    /// A small file.
    File(PathBuf),
    /// Cables out of a stream.
    Found(Stretch),
    /// An input that could not be read.
    Failed(Failure),
}

/// Cables that were found in one stream.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// Its file; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    bytes: Vec<u8>,
    /// Where each has its bytes, and what else is known of it.
    cables: Vec<(Range<usize>, Found<'static>)>,
}

impl Stretch {
    /// Gives out the cables with their bytes.
    pub(super) fn cables(&mut self) -> impl Iterator<Item = Found<'_>> {
        let bytes = &self.bytes;
        self.cables.drain(..).map(|(range, found)| found.with_bytes(bytes.get(range).unwrap_or_default()))
    }

    /// So much as one batch has, not far more: its memory is worth keeping.
    pub(super) const fn is_usual(&self) -> bool {
        self.bytes.len() < 2 * BATCH_BYTES
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.cables.clear();
    }
}

impl Batch {
    pub(super) fn push(&mut self, part: Part) {
        if matches!(part, Part::File(_)) {
            self.weight += FILE_COST;
        }
        self.parts.push(part);
    }

    /// Takes a file of about so many bytes.
    pub(super) fn push_file(&mut self, path: PathBuf, length: usize) {
        self.push(Part::File(path));
        self.weight += length;
    }

    /// Takes a cable; one after the other is of the same stream. `empty` gives the memory for the first.
    pub(super) fn push_found(
        &mut self,
        found: Found<'_>,
        path: Option<&PathBuf>,
        empty: impl FnOnce() -> Stretch,
    ) {
        if !matches!(self.parts.last(), Some(Part::Found(_))) {
            self.parts.push(Part::Found(Stretch { path: path.cloned(), ..empty() }));
        }
        if let Some(Part::Found(stretch)) = self.parts.last_mut() {
            if found.bytes.len() > 2 * BATCH_BYTES {
                // Room is memory only where it fills, and so large a block goes back to the system as soon as it is
                // done with, where allocators keep smaller ones.
                stretch.bytes.reserve_exact(LONG_ROOM);
            }
            let start = stretch.bytes.len();
            stretch.bytes.extend_from_slice(found.bytes);
            self.weight += found.weight();
            stretch.cables.push((start..stretch.bytes.len(), found.with_bytes(&[])));
        }
    }

    pub(super) const fn is_full(&self) -> bool {
        self.weight >= BATCH_BYTES
    }

    /// Nothing is to be done or told.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.inputs == 0 && self.bytes < NOISE_BYTES
    }
}
