//! The working side: from batches of cables to sheets of answers.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};

use super::batch::Part;
use super::{Job, Told, Work};
use crate::cli::exit::Failure;
use crate::cli::input::unreadable;
use crate::cli::unpack;
use crate::decode::{Decoder, Stream};
use crate::message::Cable;

/// A sheet of so many bytes is handed on.
const SHEET_BYTES: usize = 256 * 1024;

/// Works until there are no more jobs.
pub(super) fn run<W: Work>(jobs: &Mutex<Receiver<Job<W::Sheet>>>, work: &W, decoder: &Decoder) {
    let mut bytes = Vec::new();
    loop {
        // A worker that died holding the queue leaves it as it was.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { batch, tell }) = job else { return };
        let (inputs, read) = (batch.inputs, batch.bytes);
        let mut bench = Bench { work, decoder, tell, sheet: W::Sheet::default(), inputs, read };
        // Where nobody listens any more the rest of the batch is of no use.
        _ = batch
            .parts
            .into_iter()
            .try_for_each(|part| bench.part(part, &mut bytes))
            .and_then(|()| bench.end());
    }
}

/// Nobody listens.
struct Unheard;

struct Bench<'w, W: Work> {
    work: &'w W,
    decoder: &'w Decoder,
    tell: SyncSender<Told<W::Sheet>>,
    sheet: W::Sheet,
    /// Inputs that are done, and bytes that were read.
    inputs: u64,
    read: u64,
}

impl<W: Work> Bench<'_, W> {
    fn part(&mut self, part: Part, bytes: &mut Vec<u8>) -> Result<(), Unheard> {
        match part {
            Part::File(path) => self.file(path, bytes),
            Part::Found(stretch) => {
                let path = stretch.path.as_deref().map(Path::to_string_lossy);
                let path = path.as_deref();
                let (decoder, mut cables) = (self.decoder, stretch.cables());
                cables.try_for_each(|found| self.cable(decoder.found(found), path))
            }
            Part::Failed(failure) => self.fail(failure),
        }
    }

    fn file(&mut self, path: PathBuf, bytes: &mut Vec<u8>) -> Result<(), Unheard> {
        bytes.clear();
        let outcome = File::open(&path).and_then(|mut file| file.read_to_end(bytes));
        let outcome = match outcome {
            Ok(_) if unpack::is_packed(bytes) => self.packed(bytes, &path)?,
            Ok(_) => {
                let (decoder, name) = (self.decoder, path.to_string_lossy());
                decoder.cables(bytes).into_iter().try_for_each(|cable| self.cable(cable, Some(&name)))?;
                Ok(())
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
                self.cable(decoder.found(found), Some(&name))?;
            }
            if length == 0 {
                return Ok(outcome);
            }
        }
    }

    fn cable<'c>(&mut self, cable: Cable<'c>, path: Option<&'c str>) -> Result<(), Unheard> {
        if let Err(error) = self.work.cable(cable, path, &mut self.sheet) {
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
        let sheet = std::mem::take(&mut self.sheet);
        self.tell(Told::Sheet(sheet))
    }

    fn tell(&self, told: Told<W::Sheet>) -> Result<(), Unheard> {
        self.tell.send(told).map_err(|_| Unheard)
    }
}
