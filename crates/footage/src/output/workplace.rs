//! A folder of our own beside an output, where it lies until it is whole.
//!
//! A run that ends takes its folder away. One that was killed can't: whoever works beside it next does, when the folder is
//! surely ours (its name, and a note in it) and nobody works in it (the note is locked for as long as somebody does).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the folder's name begins with.
const PREFIX: &str = ".unhunch-";
/// The file that says whose the folder is. Locked while there is work in it.
const NOTE: &str = "note";
const WORDS: &[u8] = b"unhunch keeps here what is not finished. When it does not run, this folder can be deleted.\n";

/// Folders of this process, for the end that drops nothing.
static UNDERWAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder for work that is not finished. It goes with all that is in it.
#[derive(Debug)]
pub struct Workplace {
    /// `None` while it is taken away.
    note: Option<File>,
    folder: tempfile::TempDir,
}

impl Workplace {
    /// Makes one within `folder`, and takes away what killed runs left there.
    ///
    /// # Errors
    /// When nothing can be made in that folder.
    pub fn within(folder: &Path) -> io::Result<Self> {
        sweep(folder);
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir_in(folder)
            .map_err(without_path)?;
        let mut note = File::create_new(folder.path().join(NOTE))?;
        // The words come after the lock: without them nobody takes the folder for one that was left. Where files can't be
        // locked they never come, and the folder of a killed run stays.
        if note.lock().is_ok() {
            note.write_all(WORDS)?;
        }
        underway(|all| all.push(folder.path().to_owned()));
        let note = Some(note);
        Ok(Self { note, folder })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Without the name of the folder, which nobody knows and which was not even made: `tempfile` adds it.
fn without_path(error: io::Error) -> io::Error {
    let words = error.to_string();
    io::Error::new(
        error.kind(),
        words.split(" at path ").next().unwrap_or(&words).to_owned(),
    )
}

impl Drop for Workplace {
    fn drop(&mut self) {
        underway(|all| all.retain(|path| path != self.folder.path()));
        // Closed before it goes: elsewhere than on Unix a folder with an open file in it would stay.
        self.note = None;
    }
}

/// Takes away all that is not finished: for a process that ends without dropping anything.
pub fn abandon_all() {
    for folder in underway(std::mem::take) {
        // Nobody is left to be told.
        let _ = fs::remove_dir_all(folder);
    }
}

fn underway<T>(change: impl FnOnce(&mut Vec<PathBuf>) -> T) -> T {
    change(&mut UNDERWAY.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Takes away the folders in which nobody works any more.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && was_left(&entry.path().join(NOTE)).unwrap_or(false);
        if ours {
            // What can't be taken away harms nobody.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether the note is ours, and nobody holds it.
fn was_left(note: &Path) -> io::Result<bool> {
    let mut note = OpenOptions::new().read(true).write(true).open(note)?;
    match note.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(false),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mut words = Vec::new();
    (&mut note).take(WORDS.len() as u64 + 1).read_to_end(&mut words)?;
    Ok(words == WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_run_left_goes_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let left = |name: &str, note: &[u8]| {
            let left = folder.path().join(name);
            fs::create_dir(&left).unwrap();
            fs::write(left.join("a.csv"), "half").unwrap();
            fs::write(left.join(NOTE), note).unwrap();
        };
        left(".unhunch-killed", WORDS);
        left(".unhunch-begun", b"");
        left(".unhunch-other", b"my own notes");
        fs::create_dir(folder.path().join(".unhunch-bare")).unwrap();
        left("unhunch-mine", WORDS);
        let other = Workplace::within(folder.path()).unwrap();
        fs::write(other.path().join("a.csv"), "more").unwrap();
        let one = Workplace::within(folder.path()).unwrap();
        assert!(other.path().join("a.csv").exists(), "somebody works there");
        drop((one, other));
        assert_eq!(
            names(folder.path()),
            [".unhunch-bare", ".unhunch-begun", ".unhunch-other", "unhunch-mine"]
        );
    }
}
