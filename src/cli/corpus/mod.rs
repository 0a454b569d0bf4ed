//! Work on every cable of a corpus: on all processors, in bounded memory, with answers in the order of the input.
//!
//! One thread reads and finds where cables begin and end, workers read the cables and lay out what is answered, and
//! the calling thread hands the answers on. Each batch of work waits in a bounded queue beside the place where its
//! answer will come, so the order of the queue is the order of the answers, and a slow reader of the answers halts
//! the reading of the input.

mod batch;
mod feed;
mod spares;
mod transcribed;
mod worker;

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvError, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::charset::Charset;
use super::exit::{Exit, Failure};
use super::io::Io;
use super::number;
use super::progress::Progress;
use super::sources::Sources;
use crate::decode::Decoder;
use crate::message::Cable;
use batch::{BATCH_BYTES, Batch, Stretch};
use spares::Spares;

/// Hands on what is on a sheet so far, and leaves an empty one.
pub(crate) type HandOn<'h, S> = dyn FnMut(&mut S) -> io::Result<()> + 'h;

/// What is done with each cable, on whichever thread.
pub(crate) trait Work: Send + Sync + 'static {
    /// What a run of cables gives.
    type Sheet: Default + Send + 'static;

    /// Works on the next cable of a sheet, from the file of this name or from standard input. A sheet that grows long
    /// with this cable alone may be handed on before the cable is done, so that it is not kept whole.
    ///
    /// # Errors
    ///
    /// What it gives cannot be laid out or handed on.
    fn cable<'c>(
        &self,
        cable: &mut Cable<'c>,
        path: Option<&'c str>,
        sheet: &mut Self::Sheet,
        hand_on: &mut HandOn<'_, Self::Sheet>,
    ) -> io::Result<()>;

    /// Bytes that a sheet takes, roughly: past a bound it is handed on.
    fn weight(sheet: &Self::Sheet) -> usize;
}

/// What is done with the sheets, in the order of the input.
pub(crate) trait Desk<S> {
    /// Takes what is on the next sheet, which is left empty: its memory is used again.
    ///
    /// # Errors
    ///
    /// It cannot be handed on.
    fn take(&mut self, sheet: &mut S, io: &mut Io) -> Result<(), Failure>;

    /// So many more inputs and bytes of them were read.
    fn read(&mut self, _inputs: u64, _bytes: u64) {}
}

/// What a worker tells about its batch, in order.
enum Told<S> {
    Sheet(S),
    /// An input could not be read.
    Failed(Failure),
    /// So many inputs and bytes of them are done.
    Read(u64, u64),
}

/// What waits in the queue of answers.
enum Slot<S> {
    Answer(Receiver<Told<S>>),
    /// The batch before it is heavier than one place in the queue.
    Weight,
}

/// A batch, and where to tell about it.
struct Job<S> {
    batch: Batch,
    tell: mpsc::SyncSender<Told<S>>,
}

/// How many threads work at once.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Threads {
    /// Threads that read cables at once; the answer is the same [default: one a processor]
    #[arg(long, value_name = "N", value_parser = number::from_one, allow_negative_numbers = true)]
    threads: Option<NonZeroUsize>,
}

impl Threads {
    fn count(self) -> usize {
        let count =
            self.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        count.min(THREADS_MAX)
    }
}

/// How the inputs are read.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) decoder: Decoder,
    /// The code of the inputs, where it is not that of bytes as they are.
    pub(crate) charset: Option<Charset>,
    pub(crate) threads: Threads,
}

/// More threads than this help nobody: the finding of cables is done by one.
const THREADS_MAX: usize = 64;

/// Bytes of input that wait or are worked on: enough that nobody waits while one batch is slow or the writing pauses,
/// few enough that memory stays small.
const IN_FLIGHT_BYTES: usize = 8 * 1024 * 1024;

/// What is emptied and used again.
struct Stores<S> {
    stretches: Spares<Stretch>,
    sheets: Spares<S>,
}

/// Works on every cable of the named inputs.
///
/// # Errors
///
/// The call was wrong, or the answers cannot be written.
pub(crate) fn run<W: Work>(
    named: &[PathBuf],
    plan: Plan,
    work: W,
    desk: &mut impl Desk<W::Sheet>,
    io: &mut Io,
) -> Result<Exit, Failure> {
    if plan.charset.is_some() {
        return transcribed::run(named, &plan, &work, desk, io);
    }
    let sources = Sources::new(named, io)?;
    let (decoder, threads) = (plan.decoder, plan.threads.count());
    let (line_up, answers) = mpsc::sync_channel((IN_FLIGHT_BYTES / BATCH_BYTES).max(threads));
    let (hand_out, jobs) = mpsc::sync_channel::<Job<W::Sheet>>(threads);
    let input = std::mem::replace(&mut io.input, Box::new(io::empty()));
    let stores = Arc::new(Stores { stretches: Spares::new(), sheets: Spares::new() });
    let feed = feed::Feed::new(line_up, hand_out, Arc::clone(&stores));
    let mut at_work = vec![spawn("reader", move || {
        // Nobody waits for answers any more: then there is nothing left to do.
        _ = feed.all(sources, input);
    })?];
    let (jobs, work) = (Arc::new(Mutex::new(jobs)), Arc::new((work, decoder)));
    for _ in 0..threads {
        let (jobs, work, stores) = (Arc::clone(&jobs), Arc::clone(&work), Arc::clone(&stores));
        at_work.push(spawn("worker", move || worker::run(&jobs, &stores, &work.0, &work.1))?);
    }
    let exit = answer::<W>(&answers, &stores, desk, io)?;
    // Here every thread has told all it had to; one that fell silent before its time has died.
    for thread in at_work {
        if let Err(panic) = thread.join() {
            std::panic::resume_unwind(panic);
        }
    }
    Ok(exit)
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Failure> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).map_err(|error| Failure::Call(format!("cannot start a thread: {error}")))
}

/// Hands on what the workers tell, batch by batch.
fn answer<W: Work>(
    answers: &Receiver<Slot<W::Sheet>>,
    stores: &Stores<W::Sheet>,
    desk: &mut impl Desk<W::Sheet>,
    io: &mut Io,
) -> Result<Exit, Failure> {
    let mut progress = Progress::new(io);
    let mut exit = Exit::Ok;
    while let Some(slot) = next(answers, io)? {
        let Slot::Answer(told) = slot else { continue };
        for told in told {
            match told {
                Told::Sheet(mut sheet) => {
                    let usual = W::weight(&sheet) < 2 * worker::SHEET_BYTES;
                    desk.take(&mut sheet, io)?;
                    if usual {
                        stores.sheets.put(sheet);
                    }
                }
                Told::Failed(failure @ Failure::Output(_)) => return Err(failure),
                Told::Failed(failure) => {
                    progress.suspend(|| io.complain(&failure));
                    exit = Exit::Incomplete;
                }
                Told::Read(inputs, bytes) => {
                    desk.read(inputs, bytes);
                    progress.step(inputs, bytes);
                }
            }
        }
    }
    progress.clear();
    Ok(exit)
}

/// The next batch's answer. Before waiting for input, what was answered so far is written.
fn next<S>(answers: &Receiver<Slot<S>>, io: &mut Io) -> Result<Option<Slot<S>>, Failure> {
    match answers.try_recv() {
        Ok(slot) => Ok(Some(slot)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            io::Write::flush(&mut io.out)?;
            match answers.recv() {
                Ok(slot) => Ok(Some(slot)),
                Err(RecvError) => Ok(None),
            }
        }
    }
}
