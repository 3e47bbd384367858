//! `measure` and `check` over many videos: several at a time, a file for each in one folder, a table at the end.
//!
//! One bad file stops nothing. What is done is written down beside what came of it (`ledger`), so that a run that was
//! stopped, by Ctrl-C or a power cut, goes on where it was.
//!
//! Must not know: what is measured or judged, or how an outcome is written.

mod find;
mod ledger;
mod left;
mod table;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Ending;
use crate::args::VideosOptions;
use crate::interrupt;
use crate::problem::{Problem, Result, with_causes};
use find::Video;
pub use find::is_video;
use ledger::Ledger;
use left::Left;
pub use left::Told;

/// What is to be done with each video.
pub struct Work<'a> {
    /// The command, as it is typed.
    pub command: &'static str,
    /// What was done to a video, in a word of the last line: "measured".
    pub word: &'static str,
    /// Ending of the files that are written, without its point.
    pub ending: &'static str,
    /// All that the outcome depends on beside the video and the program: another value, and it is done anew.
    pub how: String,
    /// Looks at a video, and writes what comes of it; `None` where Ctrl-C ended it.
    pub each: &'a Each<'a>,
}

/// From a video to the file that is written, and who is told of each frame.
pub type Each<'a> = dyn Fn(&Path, &Path, Told) -> Result<Option<Done>> + Sync + 'a;

/// What came of a video.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// How long it is, in seconds.
    pub seconds: f64,
    /// Frames that were looked at.
    pub frames: u64,
    /// In a few words.
    pub outcome: String,
    /// What is odd, but no reason to give up.
    pub notes: Vec<String>,
    /// Whether all was as the guide says; true where no guide is followed.
    pub as_the_guide_says: bool,
}

/// A line of the table.
#[derive(Debug)]
enum Line {
    /// Looked at in this run.
    Now(Done),
    /// Looked at before, and neither the video nor what was asked for has changed.
    Before(Done),
    /// Why it could not be used.
    Failed(String),
    /// Ctrl-C came first.
    Left,
}

/// Whether this is about many videos: then `out` is a folder.
pub fn asked(options: &VideosOptions, out: Option<&Path>) -> bool {
    options.videos.len() > 1
        || options.jobs.is_some()
        || options.videos.iter().any(|video| video.is_dir())
        || out.is_some_and(Path::is_dir)
}

/// Does the work on every video, and shows the table.
///
/// # Errors
/// [`Problem`] when there are no videos, the folder can't be written, or two videos would be written to one file.
pub fn run(options: &VideosOptions, out: Option<&Path>, work: &Work<'_>) -> Result<Ending> {
    let folder = out.ok_or(Problem::ManyNeedAFolder { command: work.command })?;
    if folder.exists() && !folder.is_dir() {
        return Err(Box::new(Problem::NotTheirFolder {
            path: folder.display().to_string(),
        }));
    }
    let videos = find::find(&options.videos, folder, work.ending)?;
    fs::create_dir_all(folder).map_err(|error| Problem::writing(folder, error))?;
    let ledger = Ledger::open(folder, work.command, &how(work))?;
    let lines = look_at_all(&videos, &ledger, options.jobs, work)?;
    table::show(&videos, &lines, work.word)?;
    ending(&lines)
}

/// The work's own part and the program's: other code may say other things.
fn how(work: &Work<'_>) -> String {
    let all = [env!("CARGO_PKG_VERSION"), env!("UNHUNCH_LANDMARK_CODE"), &work.how].join("\n");
    format!("{:x}", Sha256::digest(all))
}

fn look_at_all(videos: &[Video], ledger: &Ledger, jobs: Option<NonZeroUsize>, work: &Work<'_>) -> Result<Vec<Line>> {
    let lines: Vec<Option<Line>> = videos
        .iter()
        .map(|video| ledger.done(video).map(Line::Before))
        .collect();
    let wanted: Vec<usize> = (0..videos.len()).filter(|&index| lines[index].is_none()).collect();
    let jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(wanted.len());
    let left = Left::new(wanted.iter().map(|&index| &videos[index]), videos.len());
    let lines = Mutex::new(lines);
    let next = AtomicUsize::new(0);
    // A ledger that can't be written is no fault of a video: the disk is full, and nothing more can be done.
    let ended: Mutex<Option<Box<Problem>>> = Mutex::new(None);
    let job = || {
        while let Some(&index) = wanted.get(next.fetch_add(1, Ordering::SeqCst)) {
            if interrupt::asked() {
                return;
            }
            match look_at(&videos[index], ledger, &left, work) {
                Ok(line) => {
                    left.video(&videos[index], &line);
                    lock(&lines)[index] = Some(line);
                }
                Err(problem) => {
                    lock(&ended).get_or_insert(problem);
                    next.store(wanted.len(), Ordering::SeqCst);
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(job);
        }
    });
    drop(left);
    if let Some(problem) = ended.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(problem);
    }
    let lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(lines.into_iter().map(|line| line.unwrap_or(Line::Left)).collect())
}

/// # Errors
/// [`Problem`] when the ledger can't be written. All other is a line of the table.
fn look_at(video: &Video, ledger: &Ledger, left: &Left, work: &Work<'_>) -> Result<Line> {
    if video.out.exists() && !ledger.is_ours(video) {
        return Ok(Line::Failed(format!(
            "{} is there, and was not written by such a run: it is left alone",
            video.out.display()
        )));
    }
    let about = ledger.begin(video)?;
    let folder: PathBuf = video.out.parent().map(Path::to_owned).unwrap_or_default();
    let outcome = fs::create_dir_all(&folder)
        .map_err(|error| Problem::writing(&folder, error))
        .and_then(|()| (work.each)(&video.path, &video.out, left.open(video)));
    match outcome {
        Ok(Some(done)) => {
            ledger.end(video, about, &done)?;
            Ok(Line::Now(done))
        }
        Ok(None) => Ok(Line::Left),
        Err(problem) => Ok(Line::Failed(with_causes(&*problem))),
    }
}

fn ending(lines: &[Line]) -> Result<Ending> {
    let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
    let left = count(|line| matches!(line, Line::Left));
    if left > 0 {
        let of = lines.len();
        return Err(Box::new(Problem::ManyStopped { done: of - left, of }));
    }
    let failed = count(|line| matches!(line, Line::Failed(_)));
    if failed > 0 {
        return Err(Box::new(Problem::ManyFailed {
            failed,
            of: lines.len(),
        }));
    }
    let all = lines.iter().all(|line| match line {
        Line::Now(done) | Line::Before(done) => done.as_the_guide_says,
        Line::Failed(_) | Line::Left => false,
    });
    Ok(if all {
        Ending::AsTheGuideSays
    } else {
        Ending::NotAsTheGuideSays
    })
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
