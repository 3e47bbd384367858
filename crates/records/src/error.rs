//! What can go wrong with saved sessions, and with which file.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why saved sessions can't be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The folder or the empty file.
    #[error("can't make {path}")]
    Create {
        /// What could not be made.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program's file.
    #[error("{path} is not a file of saved sessions: move it away, or name another file")]
    NotRecords {
        /// The file.
        path: PathBuf,
    },
    /// Broken by the disk or by another program.
    #[error("{path} is damaged and was left as it is: move it away to begin a new one")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A newer program changed the form of the file.
    #[error("{path} was written by a newer unhunch: use that one, or name another file")]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that the database did not do.
    #[error("can't {doing} in {path}")]
    Query {
        /// What was being done: "list the sessions".
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// After [`crate::Records::close`].
    #[error("{path} was closed")]
    Closed {
        /// The file.
        path: PathBuf,
    },
    /// A row that no version of this program wrote.
    #[error("the {name} in {path} can't be read ({why}): delete it to go on")]
    Unreadable {
        /// What it is and how it is called: "session 6a1f…".
        name: String,
        /// The file.
        path: PathBuf,
        /// What is wrong with it; may tell a number of it.
        why: String,
    },
    /// There is no room for more. What was saved is there.
    #[error("the disk with {path} is full: nothing was saved, and nothing is lost")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// It was open, and was moved, deleted or unmounted.
    #[error("{path} is gone: put it back, or start unhunch again to begin a new one")]
    Gone {
        /// Where the file was.
        path: PathBuf,
    },
    /// A report of a video, not of a session.
    #[error("a report without a session can't be saved")]
    NoSession,
    /// Only answers and feedback of a saved session may change.
    #[error("another result is saved as session {id}")]
    Conflict {
        /// Of the session.
        id: String,
    },
    /// It would make a bad address or file name.
    #[error("no guide can be called {name:?}: use small letters, digits and hyphens")]
    GuideName {
        /// As it was given.
        name: String,
    },
    /// Somebody else wrote it, changed it or deleted it meanwhile.
    #[error("the guide {name} is not the one that was read")]
    GuideChanged {
        /// Of the guide.
        name: String,
    },
    /// More would make the list slow.
    #[error("no more than {} guides are kept", crate::MOST_GUIDES)]
    TooManyGuides,
}

impl RecordsError {
    /// An error of the database while `doing` something with the file at `path`.
    pub(crate) fn query(doing: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path },
            Some(ErrorCode::NotADatabase) => Self::NotRecords { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            _ if is_no_room_for_the_index(&source) => Self::Full { path },
            _ => Self::Query { doing, path, source },
        }
    }

    /// What the system said when `path` was to be made.
    pub(crate) fn create(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Create { path, source },
        }
    }

    /// Whether another process may be the reason, and a moment later it goes well.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Query { .. })
    }
}

/// The index of the log lies beside it; SQLite has an error of its own where it can't grow.
fn is_no_room_for_the_index(error: &rusqlite::Error) -> bool {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    extended == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}
