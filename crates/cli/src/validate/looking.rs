//! Looks at the videos that have no trace yet, several at a time.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use footage::{Camera, TraceReader, TraceWriter};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::cache::Cache;
use crate::args::{LookingOptions, ModelSize};
use crate::interrupt;
use crate::problem::{Problem, Result};
use crate::watch;

/// The trace of each video, in their order; `None` for those that Ctrl-C left out.
///
/// # Errors
/// [`Problem`] of the first video that can't be used; the others' traces stay.
pub fn traces(
    videos: &[&Path],
    cache: &Cache,
    model: ModelSize,
    jobs: Option<NonZeroUsize>,
) -> Result<Vec<Option<PathBuf>>> {
    let weights = footage::ModelSize::from(model).weights()?;
    let places = videos.iter().map(|video| cache.place(video, &weights));
    let places = places.collect::<Result<Vec<PathBuf>>>()?;
    // The same film may lie in two folders: it is looked at once.
    let mut wanted: Vec<usize> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let twin = wanted.iter().any(|&other| places[other] == *place);
        if !twin && !is_there(place) {
            wanted.push(index);
        }
    }
    let jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let progress = Left::new(wanted.len());
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<Box<Problem>>> = Mutex::new(None);
    let fail = |problem| {
        let mut failed = failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        failed.get_or_insert(problem);
        next.store(wanted.len(), Ordering::SeqCst);
    };
    let work = || {
        while let Some(&index) = wanted.get(next.fetch_add(1, Ordering::SeqCst)) {
            if interrupt::asked() {
                return;
            }
            match look(videos[index], &places[index], model, &progress) {
                Ok(()) => progress.clip(videos[index]),
                Err(problem) => fail(problem),
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.min(wanted.len()) {
            scope.spawn(work);
        }
    });
    drop(progress);
    if let Some(problem) = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(problem);
    }
    Ok(places
        .into_iter()
        .map(|place| place.is_file().then_some(place))
        .collect())
}

/// A trace that can't be opened, or is damaged, is made again.
fn is_there(place: &Path) -> bool {
    place.is_file() && TraceReader::open(place).is_ok_and(|trace| trace.verify().is_ok())
}

/// Makes one trace; it stands under its name only when it is whole.
fn look(video: &Path, place: &Path, model: ModelSize, progress: &Left) -> Result<()> {
    let looking = LookingOptions {
        model,
        fps: None,
        // Clips are shared among the jobs already.
        threads: 1,
    };
    let watching = watch::open(video, &looking)?;
    // Another run may make the same trace at this moment: each writes its own file, and the last one stays.
    let weights = footage::ModelSize::from(model).weights()?;
    let trace = TraceWriter::create(place, Camera::default(), &weights)?;
    let mut progress = progress.open(watching.clip().frames);
    let trace = watch::record(watching, trace, || progress.frame())?;
    if interrupt::asked() {
        // Dropped unfinished, the trace takes its file away.
        return Ok(());
    }
    Ok(trace.finish()?)
}

/// What is left to look at, on standard error: a bar on a terminal, else a line for each clip.
struct Left {
    bar: ProgressBar,
    clips: usize,
    done: AtomicUsize,
    terminal: bool,
}

/// Parts of a clip that the bar can show.
const PARTS: u64 = 1000;

impl Left {
    fn new(clips: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(clips as u64 * PARTS), ProgressDrawTarget::stderr_with_hz(4));
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %  {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(format!("0 of {clips} clips"));
        Self {
            bar,
            clips,
            done: AtomicUsize::new(0),
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// A video of so many frames, if that is known, was opened.
    fn open(&self, frames: Option<u64>) -> LeftOfClip<'_> {
        LeftOfClip {
            left: self,
            frames: frames.filter(|&frames| frames > 0),
            seen: 0,
            shown: 0,
        }
    }

    fn clip(&self, video: &Path) {
        let done = self.done.fetch_add(1, Ordering::SeqCst) + 1;
        self.bar.set_message(format!("{done} of {} clips", self.clips));
        if !self.terminal && !interrupt::asked() {
            anstream::eprintln!("{done} of {} clips: {}", self.clips, video.display());
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// One clip's share of the bar.
struct LeftOfClip<'a> {
    left: &'a Left,
    frames: Option<u64>,
    seen: u64,
    shown: u64,
}

impl LeftOfClip<'_> {
    fn frame(&mut self) {
        self.seen += 1;
        if let Some(frames) = self.frames {
            self.show(PARTS * self.seen.min(frames) / frames);
        }
    }

    fn show(&mut self, parts: u64) {
        self.left.bar.inc(parts - self.shown);
        self.shown = parts;
    }
}

impl Drop for LeftOfClip<'_> {
    fn drop(&mut self) {
        self.show(PARTS);
    }
}
