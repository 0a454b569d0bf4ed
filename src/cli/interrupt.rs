//! Ctrl-C: the run ends between two lines of its output.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The exit status of a run that was interrupted, as a shell counts it: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// The file that an interrupted run leaves unfinished.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Has this file taken away where the run is interrupted; none where there is nothing unfinished.
pub(crate) fn remove_at_end(file: Option<PathBuf>) {
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = file;
}

fn end() -> ! {
    if let Some(file) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // Where it cannot be removed, it stays under its own odd name.
        _ = fs::remove_file(file);
    }
    process::exit(INTERRUPTED)
}

/// Waits for Ctrl-C beside the work. The first one ends the process as soon as no line is being written,
/// the second one at once.
///
/// Where the thread or the handler cannot be had, Ctrl-C ends the process as it always does.
pub(crate) fn keep_lines_whole() {
    // A failure to start leaves the system's own way of ending the process.
    _ = thread::Builder::new().name("interrupt".to_owned()).spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                thread::spawn(|| {
                    let _whole_lines = io::stdout().lock();
                    end()
                });
                if tokio::signal::ctrl_c().await.is_ok() {
                    end();
                }
            }
        });
    });
}
