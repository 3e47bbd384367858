//! Who runs, and who writes: locks on files, which the system lets go of when a process ends in whichever way.
//!
//! Must not know: what is written.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

/// How long another writer is waited for. It holds the lock for a few milliseconds.
const WAIT: Duration = Duration::from_millis(20);
const TRIES: u32 = 50;
const TAKE_TRIES: u32 = 10;

/// A reminder's place in one session of the desktop. Let go of when it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

/// Why there is no lock.
#[derive(Debug, Error)]
pub enum LockError {
    /// Somebody else has it.
    #[error("a reminder runs already in this session (process {0})")]
    Taken(String),
    /// No file can be made.
    #[error("can't make {path}: {why}", path = .path.display())]
    Unwritable {
        /// The file of the lock.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
}

impl Lock {
    /// Takes the place of the reminder in the session `who`, and writes the number of this process down.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn take(folder: &Path, who: &str) -> Result<Self, LockError> {
        let path = path(folder, who);
        let unwritable = |why| LockError::Unwritable {
            path: path.clone(),
            why,
        };
        make(folder).map_err(unwritable)?;
        let mut file = open(&path).map_err(unwritable)?;
        // Who only asks whether one runs holds it for a moment, too.
        let mut taken = true;
        for _ in 0..TAKE_TRIES {
            match file.try_lock() {
                Ok(()) => taken = false,
                Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
                Err(TryLockError::Error(why)) => return Err(unwritable(why)),
            }
            if !taken {
                break;
            }
        }
        if taken {
            return Err(LockError::Taken(process(&path).unwrap_or_default()));
        }
        file.set_len(0)
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(unwritable)?;
        Ok(Self { file })
    }
}

impl Drop for Lock {
    /// Lets go of the file at once. Closing it is not enough: a program that another thread is just starting holds a copy of
    /// what is open, and the lock with it, until it runs.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// The process of the reminder that runs in the session `who`; `None` where none does.
pub fn is_running(folder: &Path, who: &str) -> Option<u32> {
    let path = path(folder, who);
    let file = File::open(&path).ok()?;
    // Shared: two who ask do not take each other for a reminder.
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => process(&path)?.parse().ok(),
        // It was free, and is again when `file` goes.
        _ => None,
    }
}

/// The processes of all reminders of this person that run.
#[cfg_attr(not(all(unix, not(target_os = "macos"))), allow(dead_code))]
pub(crate) fn running(folder: &Path) -> Vec<u32> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let sessions = names.filter_map(|name| Some(name.strip_prefix("remind-")?.strip_suffix(".lock")?.to_owned()));
    sessions.filter_map(|who| is_running(folder, &who)).collect()
}

/// Does something that only one reminder of a person may do at a time. Where the other one hangs, it is done all the
/// same: a reminder that hangs writes nothing.
///
/// # Errors
/// When the lock's file can't be made.
pub(crate) fn alone<T>(folder: &Path, work: impl FnOnce() -> T) -> io::Result<T> {
    let file = open(&folder.join("remind.lock"))?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) => std::thread::sleep(WAIT),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(work())
}

/// Makes the data folder where it is not there: for this person alone, as all that is kept in it.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn path(folder: &Path, who: &str) -> PathBuf {
    folder.join(format!("remind-{}.lock", who.replace('/', "-")))
}

fn process(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.read_to_string(&mut text).ok()?;
    Some(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_free_though_a_copy_of_the_file_is_still_open() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path(), "desk").unwrap();
        let _copy = held.file.try_clone().unwrap();
        drop(held);
        assert_eq!(is_running(folder.path(), "desk"), None);
    }

    #[test]
    fn one_session_has_one_reminder_and_two_sessions_have_two() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(is_running(folder.path(), "desk/_0"), None);
        let first = Lock::take(folder.path(), "desk/_0").unwrap();
        assert!(matches!(Lock::take(folder.path(), "desk/_0"), Err(LockError::Taken(_))));
        assert_eq!(is_running(folder.path(), "desk/_0"), Some(std::process::id()));
        let _other = Lock::take(folder.path(), "desk/_1").unwrap();
        drop(first);
        assert_eq!(is_running(folder.path(), "desk/_0"), None, "let go of");
        Lock::take(folder.path(), "desk/_0").unwrap();
    }
}
