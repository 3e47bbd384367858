//! What is left of many videos, on standard error: a bar with rate and time left on a terminal, else a line for each video.

use std::fs;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Line;
use super::find::Video;
use crate::interrupt;

/// The bar of a run. A video counts by its size: how many frames it has is only known once it is open.
pub struct Left {
    bar: Arc<Bar>,
    terminal: bool,
}

struct Bar {
    bar: ProgressBar,
    frames: AtomicU64,
    done: AtomicUsize,
    of: usize,
}

/// How often rate and time are written anew.
const SHOWN_EVERY: u64 = 16;

impl Left {
    /// For the videos that are to be looked at, out of so many.
    pub fn new<'a>(wanted: impl ExactSizeIterator<Item = &'a Video>, of: usize) -> Self {
        let before = of - wanted.len();
        let bytes = wanted.map(|video| size(&video.path)).sum();
        // indicatif hides a bar whose standard error is no terminal.
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr_with_hz(4));
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %  {eta} left") {
            bar.set_style(style);
        }
        let bar = Bar {
            bar,
            frames: AtomicU64::new(0),
            done: AtomicUsize::new(before),
            of,
        };
        bar.tell();
        Self {
            bar: Arc::new(bar),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// A video's share of the bar.
    pub fn open(&self, video: &Video) -> Told {
        Told {
            bar: Arc::clone(&self.bar),
            bytes: size(&video.path),
            shown: 0,
            frames: None,
            seen: 0,
        }
    }

    /// A video is done, one way or another.
    pub fn video(&self, video: &Video, line: &Line) {
        let words = match line {
            Line::Now(done) | Line::Before(done) => &done.outcome,
            Line::Failed(why) => why,
            Line::Left => return,
        };
        let done = self.bar.done.fetch_add(1, Ordering::SeqCst) + 1;
        self.bar.tell();
        if !self.terminal && !interrupt::asked() {
            anstream::eprintln!("{done} of {}: {}: {words}", self.bar.of, video.name);
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        self.bar.bar.finish_and_clear();
    }
}

impl Bar {
    fn tell(&self) {
        let (done, of) = (self.done.load(Ordering::SeqCst), self.of);
        let rate = rate(self.frames.load(Ordering::SeqCst), self.bar.elapsed());
        let rate = rate.map_or_else(String::new, |rate| format!("  {rate:.0} frames/s"));
        self.bar.set_message(format!("{done} of {of} videos{rate}"));
    }
}

/// Frames a second; `None` in the first moments.
fn rate(frames: u64, within: Duration) -> Option<f64> {
    let seconds = within.as_secs_f64();
    (seconds >= 1.0).then(|| frames as f64 / seconds)
}

/// Hears of each frame of one video.
pub struct Told {
    bar: Arc<Bar>,
    bytes: u64,
    shown: u64,
    frames: Option<u64>,
    seen: u64,
}

impl Told {
    /// It holds so many frames, if that is known.
    pub fn holds(&mut self, frames: Option<u64>) {
        self.frames = frames.filter(|&frames| frames > 0);
    }

    /// One more frame.
    pub fn frame(&mut self) {
        self.seen += 1;
        if let Some(frames) = self.frames {
            self.show((self.bytes as f64 * self.seen.min(frames) as f64 / frames as f64) as u64);
        }
        if self
            .bar
            .frames
            .fetch_add(1, Ordering::SeqCst)
            .is_multiple_of(SHOWN_EVERY)
        {
            self.bar.tell();
        }
    }

    fn show(&mut self, bytes: u64) {
        self.bar.bar.inc(bytes.saturating_sub(self.shown));
        self.shown = bytes;
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.show(self.bytes);
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}
