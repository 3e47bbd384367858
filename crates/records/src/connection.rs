//! The one connection to the file, and the threads that wait for the disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params_from_iter};

use crate::error::RecordsError;
use crate::file::{FileId, identity};

/// The file is one person's: one connection is quick enough, and whoever uses it has it alone.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    connection: Arc<Mutex<State>>,
    open: Open,
    path: PathBuf,
}

/// Opens the file, at first and again.
type Open = fn(&Path) -> Result<Connection, RecordsError>;

#[derive(Debug)]
enum State {
    Open(Connection, Option<FileId>),
    /// It came back in the middle of a transaction, or another file took its place: it was thrown away.
    Lost,
    Closed,
}

/// Why something was not done, before the file is known.
#[derive(Debug)]
pub(crate) enum Trouble {
    Database(rusqlite::Error),
    Unreadable { name: String, why: String },
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
    pub async fn new(path: PathBuf, open: Open) -> Result<Self, RecordsError> {
        let of = path.clone();
        let state = waiting(move || open(&of).map(|connection| State::of(connection, &of))).await?;
        let connection = Arc::new(Mutex::new(state));
        Ok(Self { connection, open, path })
    }

    /// Does `work` on a thread that may wait for the disk. Once begun it ends, whatever becomes of whoever waits for
    /// it; a transaction that it leaves open is undone.
    pub async fn run<T, W>(&self, doing: &'static str, work: W) -> Result<T, RecordsError>
    where
        T: Send + 'static,
        W: FnOnce(&mut Connection) -> Result<T, Trouble> + Send + 'static,
    {
        let shared = self.clone();
        waiting(move || shared.run_here(doing, work)).await
    }

    fn run_here<T, W>(&self, doing: &'static str, work: W) -> Result<T, RecordsError>
    where
        W: FnOnce(&mut Connection) -> Result<T, Trouble>,
    {
        let Self { connection, open, path } = self;
        let gone = || RecordsError::Gone { path: path.clone() };
        let mut state = connection.lock().unwrap_or_else(PoisonError::into_inner);
        if state.was_replaced(path)? {
            *state = State::Lost;
        }
        if matches!(*state, State::Lost) {
            // Where its folder is gone none is made: it may be on a disk that was pulled out.
            identity(path).ok_or_else(gone)?;
            *state = State::of(open(path)?, path);
        }
        let State::Open(connection, file) = &mut *state else {
            return Err(RecordsError::Closed { path: path.clone() });
        };
        let done = work(connection);
        if !connection.is_autocommit() {
            *state = State::Lost;
        } else if done.is_ok() && identity(path) != *file {
            // Moved away meanwhile: what was written may be in a file that nobody finds again.
            return Err(gone());
        }
        let done = done.map_err(|trouble| match trouble {
            Trouble::Database(source) => RecordsError::query(doing, path, source),
            Trouble::Unreadable { name, why } => RecordsError::Unreadable {
                name,
                path: path.clone(),
                why,
            },
            Trouble::Other(error) => error,
        });
        if let (Err(RecordsError::Full { .. }), State::Open(connection, _)) = (&done, &*state) {
            // It may be the log that takes the room, some megabytes: the next one finds it free.
            empty_log(connection);
        }
        done
    }

    /// Deletes the rows that `sql` names, for good: from the log, too. How many there were.
    pub async fn delete(&self, doing: &'static str, sql: &'static str, key: &[&str]) -> Result<u64, RecordsError> {
        let key: Vec<String> = key.iter().map(|&part| part.to_owned()).collect();
        let work = move |connection: &mut Connection| {
            let done = connection.execute(sql, params_from_iter(key))?;
            empty_log(connection);
            Ok(done as u64)
        };
        self.run(doing, work).await
    }

    pub async fn close(&self) {
        let Self { connection, path, .. } = self.clone();
        waiting(move || {
            let mut state = connection.lock().unwrap_or_else(PoisonError::into_inner);
            // Whether it is gone no longer matters.
            let _ = state.was_replaced(&path);
            *state = State::Closed;
        })
        .await;
    }
}

impl State {
    fn of(connection: Connection, path: &Path) -> Self {
        Self::Open(connection, identity(path))
    }

    /// Whether another file lies where ours was.
    ///
    /// # Errors
    /// [`RecordsError::Gone`] when none does.
    fn was_replaced(&self, path: &Path) -> Result<bool, RecordsError> {
        let Self::Open(connection, file) = self else {
            return Ok(false);
        };
        let now = identity(path);
        if now == *file {
            return Ok(false);
        }
        if now.is_none() {
            return Err(RecordsError::Gone { path: path.to_owned() });
        }
        // Closing a file deletes its log, by its name: that is the other's now.
        let kept = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        kept.map_err(|source| RecordsError::query("let go of a file", path, source))?;
        Ok(true)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    #[tokio::test]
    async fn what_is_left_half_done_is_undone_and_stands_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let shared = Shared::new(folder.path().join("sessions.db"), file::open)
            .await
            .unwrap();
        let half = |connection: &mut Connection| {
            connection.execute_batch("begin immediate; insert into ratings values ('a', 1, '')")?;
            Ok(())
        };
        shared.run("begin", half).await.unwrap();
        let count = |connection: &mut Connection| {
            Ok(connection.query_row("select count(*) from ratings", [], |row| row.get::<_, i64>(0))?)
        };
        assert_eq!(shared.run("count", count).await.unwrap(), 0);
        let whole =
            |connection: &mut Connection| Ok(connection.execute("insert into ratings values ('a', 1, '')", [])?);
        shared.run("write", whole).await.unwrap();
        assert_eq!(shared.run("count", count).await.unwrap(), 1);
    }
}
