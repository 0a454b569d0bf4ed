//! The three standard streams, as a command sees them.

use std::fmt::Display;
use std::io::{self, IsTerminal, Read, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use super::ink::{Ink, one_line};

/// Where a command reads and writes. In tests: memory.
#[expect(clippy::struct_excessive_bools, reason = "each is one yes or no about one stream")]
pub(crate) struct Io {
    /// Results. Nothing is written but whole lines, until a flush.
    pub(crate) out: WholeLines,
    /// Progress, warnings, failures.
    pub(crate) err: Box<dyn Write>,
    /// Standard input.
    pub(crate) input: Box<dyn Read + Send>,
    /// `out` shows colours.
    pub(crate) colour: bool,
    /// `err` shows colours.
    pub(crate) err_colour: bool,
    /// A person reads `out` as it comes.
    pub(crate) out_is_terminal: bool,
    /// A person reads `err` as it comes.
    pub(crate) err_is_terminal: bool,
    /// A person would have to type the input.
    pub(crate) input_is_terminal: bool,
}

#[cfg(test)]
impl Io {
    /// Nobody reads the results, nobody types, and what goes wrong goes to `err`.
    pub(crate) fn with_err(err: Box<dyn Write>) -> Self {
        Self {
            out: WholeLines::new(Box::new(std::io::sink())),
            err,
            input: Box::new(std::io::empty()),
            colour: false,
            err_colour: false,
            out_is_terminal: false,
            err_is_terminal: false,
            input_is_terminal: false,
        }
    }
}

impl std::fmt::Debug for Io {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Io").field("colour", &self.colour).finish_non_exhaustive()
    }
}

impl Io {
    /// The streams of this process.
    pub(crate) fn standard() -> Self {
        Self {
            out: WholeLines::new(Box::new(io::stdout())),
            err: Box::new(io::stderr()),
            input: Box::new(io::stdin()),
            colour: coloured(&io::stdout()),
            err_colour: coloured(&io::stderr()),
            out_is_terminal: io::stdout().is_terminal(),
            err_is_terminal: io::stderr().is_terminal(),
            input_is_terminal: io::stdin().is_terminal(),
        }
    }

    /// Paints what goes to `out`.
    pub(crate) fn ink(&self) -> Ink {
        Ink { coloured: self.colour }
    }

    /// One line `torntape: …` on standard error, after all that was answered so far.
    pub(crate) fn complain(&mut self, what: &dyn Display) {
        let line = one_line(&what.to_string());
        // There is nobody left to tell where standard error is closed.
        _ = self.out.flush();
        _ = writeln!(self.err, "torntape: {line}");
    }
}

/// Whether a stream shows colours: it is a terminal that has them, and `NO_COLOR` is not set.
pub(crate) fn coloured(stream: &impl anstream::stream::RawStream) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && AutoStream::choice(stream) != ColorChoice::Never
}

/// Passes on whole lines only, so that an interrupted run leaves no half of one.
///
/// [`interrupt`](super::interrupt) ends the process only while it holds the lock of standard output, and
/// every write here takes that lock for a run of whole lines.
pub(crate) struct WholeLines {
    inner: Box<dyn Write>,
    kept: Vec<u8>,
    /// Held while a line that is too long to be kept is written in pieces.
    long: Option<StdoutLock<'static>>,
}

/// Bytes kept back before lines are passed on: few system calls, and the pipe's reader is not kept waiting.
const KEPT_MAX: usize = 64 * 1024;

/// A line longer than this is not kept whole.
const LINE_MAX: usize = 1024 * 1024;

impl WholeLines {
    pub(crate) fn new(inner: Box<dyn Write>) -> Self {
        Self { inner, kept: Vec::new(), long: None }
    }

    /// Passes on what was kept and these lines after it. Many lines are not copied first.
    fn pass_on(&mut self, mut lines: &[u8]) -> io::Result<()> {
        if lines.len() < KEPT_MAX {
            self.kept.extend_from_slice(lines);
            lines = &[];
        }
        let _lock = io::stdout().lock();
        let inner = &mut self.inner;
        let result =
            inner.write_all(&self.kept).and_then(|()| inner.write_all(lines)).and_then(|()| inner.flush());
        // What could not be written is not tried again: the one who reads it is gone.
        self.kept.clear();
        result
    }
}

impl Write for WholeLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let enough = self.long.is_some() || self.kept.len() + bytes.len() >= KEPT_MAX;
        let end = memchr::memrchr(b'\n', bytes).filter(|_| enough).map_or(0, |last| last + 1);
        let (lines, rest) = bytes.split_at(end);
        if !lines.is_empty() {
            self.pass_on(lines)?;
            self.long = None;
        }
        if self.long.is_some() || self.kept.len() + rest.len() > LINE_MAX {
            self.long.get_or_insert_with(|| io::stdout().lock());
            self.pass_on(rest)?;
        } else {
            self.kept.extend_from_slice(rest);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.kept.is_empty() { Ok(()) } else { self.pass_on(&[]) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use super::{KEPT_MAX, LINE_MAX, WholeLines};

    /// What came out, write by write.
    #[derive(Clone, Default)]
    struct Writes(Arc<Mutex<Vec<Vec<u8>>>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Writes {
        fn bytes(&self) -> Vec<u8> {
            self.0.lock().unwrap().concat()
        }
    }

    #[test]
    fn lines_pass_whole_and_a_long_one_in_pieces_under_one_lock() {
        let writes = Writes::default();
        let mut out = WholeLines::new(Box::new(writes.clone()));
        let piece = vec![b'a'; KEPT_MAX - 1];
        out.write_all(&piece).unwrap();
        assert_eq!(writes.bytes(), b"", "not a line yet");
        let mut written = piece.len();
        while written <= LINE_MAX {
            assert!(out.long.is_none());
            out.write_all(&piece).unwrap();
            written += piece.len();
        }
        assert_eq!((writes.bytes().len(), out.kept.len()), (written, 0), "too long to be kept");
        assert!(out.long.is_some(), "an interrupted run waits for the end of the line");
        out.write_all(b"b\nc").unwrap();
        assert!(out.long.is_none() && writes.bytes().ends_with(b"ab\n"), "and goes no further");
        out.flush().unwrap();
        assert!(writes.bytes().ends_with(b"ab\nc"));
    }
}
