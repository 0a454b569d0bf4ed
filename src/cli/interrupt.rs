//! Ctrl-C, and what a supervisor sends: the run ends between two lines of its output, and takes its unfinished files away.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use tempfile::NamedTempFile;

/// The exit status of a run that was interrupted, as a shell counts it: 128 and the number of the signal.
const INTERRUPTED: i32 = 128 + 2;

/// The same where it was asked to end.
#[cfg(unix)]
const TERMINATED: i32 = 128 + 15;

/// The files that an interrupted run leaves unfinished. Whoever holds it keeps the run from ending.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is taken away where the run is interrupted, for as long as this lives.
#[derive(Debug)]
pub(crate) struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes such a file: there is no moment at which it is there and not known here.
    ///
    /// # Errors
    ///
    /// It cannot be made.
    pub(crate) fn make(
        make: impl FnOnce() -> io::Result<NamedTempFile>,
    ) -> io::Result<(NamedTempFile, Self)> {
        let mut all = unfinished();
        let file = make()?;
        let path = file.path().to_path_buf();
        all.insert(path.clone());
        Ok((file, Self(path)))
    }

    /// Gives it the name under which it stays. A run that is being ended gives none any more.
    ///
    /// # Errors
    ///
    /// It cannot be given.
    pub(crate) fn named(self, name: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let mut all = unfinished();
        let named = name();
        all.remove(&self.0);
        named
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        unfinished().remove(&self.0);
    }
}

fn end(status: i32) -> ! {
    // Held to the end: what works on beside this begins and names no file any more.
    let files = unfinished();
    for file in files.iter() {
        // Where it cannot be removed, it stays under its own odd name.
        _ = fs::remove_file(file);
    }
    process::exit(status)
}

/// Waits for a signal beside the work. The first one ends the process as soon as no line is being written,
/// the second one at once.
///
/// Where the thread or the handlers cannot be had, signals end the process as they always do.
pub(crate) fn keep_lines_whole() {
    // A failure to start leaves the system's own way of ending the process.
    _ = thread::Builder::new().name("interrupt".to_owned()).spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
        runtime.block_on(async {
            let Ok(mut signals) = Signals::new() else { return };
            if let Some(status) = signals.next().await {
                thread::spawn(move || {
                    let _whole_lines = io::stdout().lock();
                    end(status)
                });
                if let Some(status) = signals.next().await {
                    end(status);
                }
            }
        });
    });
}

/// The signals that ask a process to end.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// The exit status that the next one asks for.
    async fn next(&mut self) -> Option<i32> {
        tokio::select! {
            told = self.interrupt.recv() => told.map(|()| INTERRUPTED),
            told = self.terminate.recv() => told.map(|()| TERMINATED),
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Option<i32> {
        tokio::signal::ctrl_c().await.ok().map(|()| INTERRUPTED)
    }
}
