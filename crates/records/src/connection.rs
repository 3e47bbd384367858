//! The one connection to the file, and the threads that wait for the disk.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::error::RecordsError;
use crate::file;

/// One person's sessions: one connection is quick enough, and whoever uses it has it alone.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    connection: Arc<Mutex<State>>,
    /// For errors, and to open it again.
    path: PathBuf,
}

#[derive(Debug)]
enum State {
    Open(Connection),
    /// It came back in the middle of a transaction that could not be ended, and was thrown away.
    Lost,
    Closed,
}

/// Why something was not done, before the file is known.
#[derive(Debug)]
pub(crate) enum Trouble {
    Database(rusqlite::Error),
    Unreadable { id: String, source: serde_json::Error },
    Other(RecordsError),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<RecordsError> for Trouble {
    fn from(error: RecordsError) -> Self {
        Self::Other(error)
    }
}

impl Shared {
    pub async fn open(path: PathBuf) -> Result<Self, RecordsError> {
        let of = path.clone();
        let connection = waiting(move || file::open(&of)).await?;
        Ok(Self::of(connection, path))
    }

    pub fn in_memory() -> Result<Self, RecordsError> {
        Ok(Self::of(file::in_memory()?, PathBuf::from(":memory:")))
    }

    fn of(connection: Connection, path: PathBuf) -> Self {
        let connection = Arc::new(Mutex::new(State::Open(connection)));
        Self { connection, path }
    }

    /// Does `work` on a thread that may wait for the disk. Once begun it ends, whatever becomes of whoever waits for it;
    /// a transaction that it leaves open is undone.
    pub async fn run<T, W>(&self, doing: &'static str, work: W) -> Result<T, RecordsError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T, Trouble> + Send + 'static,
    {
        let Self { connection, path } = self.clone();
        waiting(move || {
            let mut state = connection.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(*state, State::Lost) {
                *state = State::Open(file::open(&path)?);
            }
            let State::Open(connection) = &mut *state else {
                return Err(RecordsError::Closed { path });
            };
            let done = work(connection);
            if !connection.is_autocommit() && connection.execute_batch("rollback").is_err() {
                *state = State::Lost;
            }
            done.map_err(|trouble| match trouble {
                Trouble::Database(source) => RecordsError::query(doing, &path, source),
                Trouble::Unreadable { id, source } => RecordsError::Unreadable { id, path, source },
                Trouble::Other(error) => error,
            })
        })
        .await
    }

    pub async fn close(&self) {
        let connection = Arc::clone(&self.connection);
        waiting(move || {
            *connection.lock().unwrap_or_else(PoisonError::into_inner) = State::Closed;
        })
        .await;
    }
}

async fn waiting<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // Only a panic can end it early: it is passed on to whoever waits.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// Moves the write-ahead log into the file and empties it: what was deleted stands in it too.
pub(crate) fn empty_log(connection: &Connection) {
    // While somebody else reads it can't be emptied; the next one who closes the file does it.
    let _ = connection.pragma_update_and_check(None, "wal_checkpoint", "truncate", |_| Ok(()));
}
