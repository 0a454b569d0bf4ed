//! The working side: from batches of cables to sheets of answers.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};

use super::batch::{Part, Stretch};
use super::{Job, Stores, Told, Work};
use crate::cli::exit::Failure;
use crate::cli::input::unreadable;
use crate::cli::unpack;
use crate::decode::{Decoder, Stream};
use crate::message::Cable;

/// A sheet of so many bytes is handed on.
pub(super) const SHEET_BYTES: usize = 256 * 1024;

/// Works until there are no more jobs.
pub(super) fn run<W: Work>(
    jobs: &Mutex<Receiver<Job<W::Sheet>>>,
    stores: &Stores<W::Sheet>,
    work: &W,
    decoder: &Decoder,
) {
    let (mut bytes, mut kept) = (Vec::new(), Cable::default());
    loop {
        // A worker that died holding the queue leaves it as it was.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { batch, tell }) = job else { return };
        let (inputs, read) = (batch.inputs, batch.bytes);
        let sheet = stores.sheets.take();
        let mut bench = Bench { work, decoder, stores, tell, sheet, kept, inputs, read };
        // Where nobody listens any more the rest of the batch is of no use.
        _ = batch
            .parts
            .into_iter()
            .try_for_each(|part| bench.part(part, &mut bytes))
            .and_then(|()| bench.end());
        kept = bench.kept;
        stores.sheets.put(bench.sheet);
    }
}

/// Nobody listens.
struct Unheard;

struct Bench<'w, W: Work> {
    work: &'w W,
    decoder: &'w Decoder,
    stores: &'w Stores<W::Sheet>,
    tell: SyncSender<Told<W::Sheet>>,
    sheet: W::Sheet,
    /// The memory of the cable before.
    kept: Cable<'static>,
    /// Inputs that are done, and bytes that were read.
    inputs: u64,
    read: u64,
}

impl<W: Work> Bench<'_, W> {
    fn part(&mut self, part: Part, bytes: &mut Vec<u8>) -> Result<(), Unheard> {
        match part {
            Part::File(path) => self.file(path, bytes),
            Part::Found(stretch) => self.stretch(stretch),
            Part::Failed(failure) => self.fail(failure),
        }
    }

    fn stretch(&mut self, mut stretch: Stretch) -> Result<(), Unheard> {
        let path = stretch.path.take();
        let path = path.as_deref().map(Path::to_string_lossy);
        let mut cable = std::mem::take(&mut self.kept).recycle();
        for found in stretch.cables() {
            self.decoder.found_into(found, &mut cable);
            self.cable(&mut cable, path.as_deref())?;
        }
        let kept = cable.recycle();
        if stretch.is_usual() {
            self.kept = kept;
            stretch.clear();
            self.stores.stretches.put(stretch);
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, bytes: &mut Vec<u8>) -> Result<(), Unheard> {
        bytes.clear();
        let outcome = File::open(&path).and_then(|mut file| file.read_to_end(bytes));
        let outcome = match outcome {
            Ok(_) if unpack::is_packed(bytes) => self.packed(bytes, &path)?,
            Ok(_) => {
                let (decoder, name) = (self.decoder, path.to_string_lossy());
                let mut outcome = Ok(());
                decoder.each(bytes, |cable| {
                    if outcome.is_ok() {
                        outcome = self.cable(cable, Some(&name));
                    }
                });
                outcome.map(Ok)?
            }
            Err(error) => Err(error),
        };
        self.inputs += 1;
        self.read += bytes.len() as u64;
        outcome.or_else(|source| self.fail(unreadable(Some(path), source)))
    }

    /// A small file may hold much: it is unpacked piece by piece.
    fn packed(&mut self, bytes: &[u8], path: &Path) -> Result<io::Result<()>, Unheard> {
        let mut reader = match unpack::reader(bytes) {
            Ok((reader, _)) => reader,
            Err(error) => return Ok(Err(error)),
        };
        let (mut stream, name) = (Stream::new(), path.to_string_lossy());
        let mut piece = vec![0; SHEET_BYTES];
        loop {
            let (length, outcome) = match reader.read(&mut piece) {
                Ok(length) => (length, Ok(())),
                Err(error) => (0, Err(error)),
            };
            stream.feed(piece.get(..length).unwrap_or_default());
            if length == 0 {
                stream.end();
            }
            let decoder = self.decoder;
            while let Some(found) = stream.next_found() {
                self.cable(&mut decoder.found(found), Some(&name))?;
            }
            if length == 0 {
                return Ok(outcome);
            }
        }
    }

    fn cable<'c>(&mut self, cable: &mut Cable<'c>, path: Option<&'c str>) -> Result<(), Unheard> {
        let Self { work, stores, tell, sheet, .. } = self;
        let mut hand_on = |sheet: &mut W::Sheet| {
            let full = std::mem::replace(sheet, stores.sheets.take());
            tell.send(Told::Sheet(full)).map_err(|_| io::ErrorKind::BrokenPipe.into())
        };
        if let Err(error) = work.cable(cable, path, sheet, &mut hand_on) {
            return self.fail(Failure::Output(error));
        }
        if W::weight(&self.sheet) >= SHEET_BYTES { self.hand_on() } else { Ok(()) }
    }

    /// Says what failed, after all that was answered before it.
    fn fail(&mut self, failure: Failure) -> Result<(), Unheard> {
        self.hand_on()?;
        self.tell(Told::Failed(failure))
    }

    fn end(&mut self) -> Result<(), Unheard> {
        self.hand_on()?;
        self.tell(Told::Read(self.inputs, self.read))
    }

    fn hand_on(&mut self) -> Result<(), Unheard> {
        let sheet = std::mem::replace(&mut self.sheet, self.stores.sheets.take());
        self.tell(Told::Sheet(sheet))
    }

    fn tell(&self, told: Told<W::Sheet>) -> Result<(), Unheard> {
        self.tell.send(told).map_err(|_| Unheard)
    }
}
