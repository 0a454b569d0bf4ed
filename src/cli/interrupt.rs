//! Ctrl-C: the run ends between two lines of its output.

use std::io;
use std::process;
use std::thread;

/// The exit status of a run that was interrupted, as a shell counts it: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

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
                    process::exit(INTERRUPTED)
                });
                if tokio::signal::ctrl_c().await.is_ok() {
                    process::exit(INTERRUPTED);
                }
            }
        });
    });
}
