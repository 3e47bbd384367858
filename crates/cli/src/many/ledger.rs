//! What was done in a folder, so that a run that was stopped goes on: `unhunch-COMMAND.jsonl`, one line for each video that
//! is begun, and one when its outcome stands under its name. The last line of a video counts.
//!
//! Lines are only added, so that a run that is killed leaves at most its last line broken; such a line is no line.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::find::Video;
use super::{Done, lock};
use crate::problem::{Problem, Result};

/// What tells a video from another that has its name later.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct About {
    bytes: u64,
    modified_ns: u64,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The outcome's path in the folder.
    output: String,
    video: String,
    #[serde(flatten)]
    about: About,
    /// SHA-256 of all that the outcome depends on beside the video.
    how: String,
    /// `None`: it was begun.
    done: Option<Done>,
}

/// The file, held by one run at a time.
pub struct Ledger {
    file: Mutex<File>,
    path: PathBuf,
    folder: PathBuf,
    how: String,
    entries: HashMap<String, Entry>,
}

impl Ledger {
    /// Opens the ledger of this folder, and makes it where there is none.
    ///
    /// # Errors
    /// [`Problem`] when it can't be written, or another run holds it.
    pub fn open(folder: &Path, command: &str, how: &str) -> Result<Self> {
        let path = folder.join(format!("unhunch-{command}.jsonl"));
        let problem = |error: std::io::Error| Problem::writing(&path, error);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(problem)?;
        match file.try_lock() {
            // Where files can't be locked, two runs at once do some videos twice, and nothing worse.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Box::new(Problem::ManyRuns {
                    path: folder.display().to_string(),
                }));
            }
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(problem)?;
        let text = String::from_utf8_lossy(&bytes);
        let whole = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
        let entries = whole.map(|entry| (entry.output.clone(), entry)).collect();
        if !text.is_empty() && !text.ends_with('\n') {
            // What comes next must not stand on the broken line.
            file.write_all(b"\n").map_err(problem)?;
        }
        Ok(Self {
            file: Mutex::new(file),
            path,
            folder: folder.to_owned(),
            how: how.to_owned(),
            entries,
        })
    }

    /// What came of the video, where it was done as it would be now, and is still there.
    pub fn done(&self, video: &Video) -> Option<Done> {
        let entry = self.entries.get(&self.key(video))?;
        let same = entry.how == self.how
            && entry.video == video.name
            && about(&video.path).is_some_and(|about| about == entry.about);
        entry.done.clone().filter(|_| same && video.out.is_file())
    }

    /// Whether the outcome that is there was written by such a run, and may be written again.
    pub fn is_ours(&self, video: &Video) -> bool {
        self.entries.contains_key(&self.key(video))
    }

    /// Notes that the video's outcome will be ours.
    ///
    /// # Errors
    /// [`Problem`] when that can't be written.
    pub fn begin(&self, video: &Video) -> Result<Option<About>> {
        let about = about(&video.path);
        self.note(video, about, None)?;
        Ok(about)
    }

    /// Notes what came of it.
    ///
    /// # Errors
    /// [`Problem`] when that can't be written.
    pub fn end(&self, video: &Video, about: Option<About>, done: &Done) -> Result<()> {
        self.note(video, about, Some(done.clone()))
    }

    fn note(&self, video: &Video, about: Option<About>, done: Option<Done>) -> Result<()> {
        // Of what can't even be asked for its size nothing is known again.
        let Some(about) = about else { return Ok(()) };
        let entry = Entry {
            output: self.key(video),
            video: video.name.clone(),
            about,
            how: self.how.clone(),
            done,
        };
        let mut line = serde_json::to_string(&entry).expect("plain values always have a JSON form");
        line.push('\n');
        let written = lock(&self.file).write_all(line.as_bytes());
        written.map_err(|error| Problem::writing(&self.path, error))
    }

    fn key(&self, video: &Video) -> String {
        let below = video.out.strip_prefix(&self.folder).unwrap_or(&video.out);
        below.to_string_lossy().replace('\\', "/")
    }
}

impl Drop for Ledger {
    /// Lets go of the file at once. Closing it is not enough: a program that another thread is just starting holds a copy of
    /// what is open, and the lock with it, until it runs.
    fn drop(&mut self) {
        let _ = lock(&self.file).unlock();
    }
}

fn about(path: &Path) -> Option<About> {
    let about = fs::metadata(path).ok()?;
    let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(About {
        bytes: about.len(),
        modified_ns: u64::try_from(modified.as_nanos()).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn video(folder: &Path) -> Video {
        Video {
            path: folder.join("a.mp4"),
            name: "a.mp4".to_owned(),
            out: folder.join("out/a.csv"),
        }
    }

    fn done() -> Done {
        Done {
            seconds: 1.5,
            frames: 45,
            outcome: "measured".to_owned(),
            notes: vec!["odd".to_owned()],
            as_the_guide_says: true,
        }
    }

    fn ready() -> (tempfile::TempDir, Video, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir(&out).unwrap();
        let video = video(folder.path());
        fs::write(&video.path, "frames").unwrap();
        let ledger = Ledger::open(&out, "measure", "so").unwrap();
        let about = ledger.begin(&video).unwrap();
        fs::write(&video.out, "angles").unwrap();
        ledger.end(&video, about, &done()).unwrap();
        (folder, video, out)
    }

    #[test]
    fn what_is_done_is_known_until_something_changes() {
        let (_folder, video, out) = ready();
        let known = |how: &str| Ledger::open(&out, "measure", how).unwrap().done(&video);
        assert_eq!(known("so"), Some(done()));
        assert_eq!(known("otherwise"), None);
        fs::write(&video.path, "other frames").unwrap();
        assert_eq!(known("so"), None);
        assert!(Ledger::open(&out, "measure", "otherwise").unwrap().is_ours(&video));
        assert!(!Ledger::open(&out, "check", "so").unwrap().is_ours(&video));
    }

    #[test]
    fn an_outcome_that_went_is_made_again() {
        let (_folder, video, out) = ready();
        fs::remove_file(&video.out).unwrap();
        assert_eq!(Ledger::open(&out, "measure", "so").unwrap().done(&video), None);
    }

    #[test]
    fn a_ledger_that_was_cut_off_anywhere_gives_what_is_whole_in_it() {
        let (_folder, video, out) = ready();
        let path = out.join("unhunch-measure.jsonl");
        let whole = fs::read(&path).unwrap();
        for bytes in 0..whole.len() {
            fs::write(&path, &whole[..bytes]).unwrap();
            let ledger = Ledger::open(&out, "measure", "so").unwrap();
            // Without its line's end the last line may be whole all the same.
            let known = ledger.done(&video);
            assert!(known.is_none() || bytes + 1 == whole.len(), "{bytes}");
            ledger.end(&video, about(&video.path), &done()).unwrap();
            drop(ledger);
            assert_eq!(
                Ledger::open(&out, "measure", "so").unwrap().done(&video),
                Some(done()),
                "{bytes}"
            );
        }
    }

    #[test]
    fn one_run_at_a_time() {
        let (_folder, _video, out) = ready();
        let held = Ledger::open(&out, "measure", "so").unwrap();
        assert!(Ledger::open(&out, "measure", "so").is_err());
        drop(held);
        assert!(Ledger::open(&out, "measure", "so").is_ok());
    }

    #[test]
    fn it_is_free_though_a_copy_of_the_file_is_still_open() {
        let (_folder, _video, out) = ready();
        let held = Ledger::open(&out, "measure", "so").unwrap();
        let _copy = lock(&held.file).try_clone().unwrap();
        drop(held);
        assert!(Ledger::open(&out, "measure", "so").is_ok());
    }
}
