//! Ctrl-C: asks the run to end after the current frame, so that what was judged so far can be said.
//!
//! Only runs that ask whether they should end listen; Ctrl-C ends all others at once. One that listens and does not hear,
//! as it waits for the other end of a pipe, is ended a little later.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

static ASKED: AtomicBool = AtomicBool::new(false);
static HEARD: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that Ctrl-C ended without a word, by the shells' custom (128 + SIGINT).
const STOPPED_HARD: i32 = 130;
/// A frame takes less than this with the heaviest model.
const HEARS_WITHIN: Duration = Duration::from_secs(4);

/// Begins to listen. A second Ctrl-C ends the program at once, and what is not finished is gone.
pub fn listen() {
    let listening = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            stop_hard();
        }
        // Not here: a second Ctrl-C would wait for it.
        thread::spawn(|| {
            thread::sleep(HEARS_WITHIN);
            if !HEARD.load(Ordering::SeqCst) {
                stop_hard();
            }
        });
    });
    // Without a handler Ctrl-C still ends the program, only less politely.
    drop(listening);
}

/// Whether the person asked to stop.
pub fn asked() -> bool {
    let asked = ASKED.load(Ordering::SeqCst);
    if asked {
        HEARD.store(true, Ordering::SeqCst);
    }
    asked
}

fn stop_hard() {
    footage::output::abandon_all();
    std::process::exit(STOPPED_HARD);
}
