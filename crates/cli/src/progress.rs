//! The progress bar on standard error; nothing when that is not a terminal.

use body::SessionTime;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a long run is.
pub struct Progress(ProgressBar);

impl Progress {
    /// For a clip of about this many frames, if that is known.
    pub fn new(frames: Option<u64>) -> Self {
        // indicatif hides a bar whose standard error is no terminal.
        let bar = ProgressBar::with_draw_target(frames, ProgressDrawTarget::stderr_with_hz(8));
        let template = match frames {
            Some(_) => "{msg} {wide_bar} {percent:>3} %  {eta} left",
            None => "{spinner} {msg}  {pos} frames",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One more frame, seen at `at`.
    pub fn frame(&self, at: SessionTime) {
        self.0.inc(1);
        if self.0.position() % 8 == 1 {
            self.0.set_message(crate::wording::clock(at.as_secs_f64()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
