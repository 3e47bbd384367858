//! Ctrl-C: asks the run to end after the current frame, so that what was judged so far can be said.
//!
//! Only runs that ask whether they should end listen; Ctrl-C ends all others at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that a second Ctrl-C ended, by the shells' custom (128 + SIGINT).
const STOPPED_HARD: i32 = 130;

/// Begins to listen. A second Ctrl-C ends the program at once, and what is not finished is gone.
pub fn listen() {
    let listening = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            footage::output::abandon_all();
            std::process::exit(STOPPED_HARD);
        }
    });
    // Without a handler Ctrl-C still ends the program, only less politely.
    drop(listening);
}

/// Whether the person asked to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
