//! A reader against cables whose truth is known.
//!
//! ```text
//!   seed, place ──► Corpus ──► bytes ──► decode ──► what was read ─┐
//!                     │                                            ├─► alike?
//!                     └──────────────► truth ──────────────────────┘
//! ```
//!
//! Makes so many cables of all dialects, reads each, and counts those in which any field differs from what was put in:
//! `cargo run --release --example made_cables --features corpus -- 10000000`.

use std::io::{self, Write};
use std::thread;

use torntape::corpus::Corpus;
use torntape::message::{Cable, Recognition};

const SEED: u64 = 2009;

/// Whether every field reads as it was made. How sure the reader was of the dialect is its own affair.
fn alike(truth: &Cable<'_>, mut read: Cable<'_>) -> bool {
    (read.raw, read.text, read.recognition) = (None, None, Recognition::default());
    *truth == read
}

/// Reads every cable of a run of places: bytes, cables, and the places of those that differ.
fn check(corpus: Corpus, first: u64, count: u64, step: u64) -> (usize, u64, Vec<u64>) {
    let (mut bytes, mut cables, mut differing) = (0, 0, Vec::new());
    for place in (first..count).step_by(usize::try_from(step).unwrap_or(1)) {
        let sample = corpus.sample(place);
        let read = torntape::decode(&sample.bytes);
        let same = read.len() == sample.truth.len()
            && sample.truth.iter().zip(read).all(|(truth, read)| alike(truth, read));
        if !same {
            differing.push(place);
        }
        bytes += sample.bytes.len();
        cables += sample.truth.len() as u64;
    }
    (bytes, cables, differing)
}

fn main() -> io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1000);
    // One cable an input, so that texts without a start of message may be among them.
    let corpus = Corpus::new(SEED).apart();
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let (mut bytes, mut cables, mut differing) = (0, 0, Vec::new());
    thread::scope(|scope| {
        let parts: Vec<_> =
            (0..workers).map(|first| scope.spawn(move || check(corpus, first, count, workers))).collect();
        for part in parts {
            let Ok(part) = part.join() else { panic!("the decoder never panics") };
            bytes += part.0;
            cables += part.1;
            differing.extend(part.2);
        }
    });
    differing.sort_unstable();
    let mut out = io::stdout().lock();
    writeln!(out, "{count} made, {cables} messages, {bytes} bytes: {} read otherwise", differing.len())?;
    for place in differing.iter().take(10) {
        writeln!(out, "  seed {SEED}, place {place}")?;
    }
    assert!(differing.is_empty(), "what was put in has to come out");
    Ok(())
}
