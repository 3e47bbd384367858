//! Keeps the results of sessions, the guides that the person wrote, and how they rated guides, in one SQLite file: save,
//! list, read, delete.
//!
//! A session is what its id says: sent again, from whichever tab and in whichever order, it is stored once. Several
//! processes may use the file at the same time.
//!
//! Must not know: cameras, models, HTTP.

#![forbid(unsafe_code)]

mod error;
mod file;
mod merge;
mod own_guides;
mod ratings;

use std::path::{Path, PathBuf};

use results::Report;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqlitePool};

pub use error::RecordsError;
pub use own_guides::{LONGEST_NAME, MOST_GUIDES, OwnGuide, Replaces, is_guide_name};
pub use ratings::{Rating, Stars};

use crate::merge::merged;

/// Saved sessions. Clones share the file.
#[derive(Debug, Clone)]
pub struct Records {
    pool: SqlitePool,
    /// For errors.
    path: PathBuf,
}

/// What saving did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It was not there.
    New,
    /// It was there; its answers and feedback are up to date now.
    Updated,
}

impl Records {
    /// Opens the file at `path`. It and its folder are made when they are not there, for this user only where the
    /// system knows such a thing.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be made, is damaged, another program's, or a newer unhunch's. It is left
    /// as it is then.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, RecordsError> {
        let path = path.as_ref();
        let pool = file::open(path).await?;
        let path = path.to_owned();
        Ok(Self { pool, path })
    }

    /// Records that end with the program: for tests.
    ///
    /// # Errors
    /// [`RecordsError`] when there is no memory.
    pub async fn in_memory() -> Result<Self, RecordsError> {
        let pool = file::in_memory().await?;
        let path = PathBuf::from(":memory:");
        Ok(Self { pool, path })
    }

    /// Saves a session by its id. Of one that is there already only answers and feedback may change: what was said
    /// stays unless something else is said.
    ///
    /// `session.saved_at` of `report` is not looked at: it is set when the session is saved first.
    ///
    /// # Errors
    /// [`RecordsError::NoSession`], [`RecordsError::Conflict`] when another result has this id; or what went wrong
    /// with the file, which is as it was then.
    pub async fn save(&self, report: &Report) -> Result<Saved, RecordsError> {
        let session = report.session.as_ref().ok_or(RecordsError::NoSession)?;
        let failed = |source| RecordsError::query("save a session", &self.path, source);
        // Taken for writing at once: two savers of one session come one after the other.
        let mut transaction = self.pool.begin_with("begin immediate").await.map_err(failed)?;
        let stored = sqlx::query("select id, report from sessions where id = ?")
            .bind(&session.id)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(failed)?;
        let saved = match stored {
            Some(row) => {
                let merged = merged(self.report(&row)?, report)
                    .ok_or_else(|| RecordsError::Conflict { id: session.id.clone() })?;
                sqlx::query("update sessions set report = ? where id = ?")
                    .bind(json(&merged))
                    .bind(&session.id)
                    .execute(&mut *transaction)
                    .await
                    .map_err(failed)?;
                Saved::Updated
            }
            None => {
                // SQLite reads and tells the time. A start that it can't read counts as now.
                sqlx::query(
                    "insert into sessions (id, guide, started_at, started_unix_s, source, ending, saved_at, report)
                     values (?1, ?2, ?3, coalesce(unixepoch(?3, 'subsec'), unixepoch('subsec')), ?4, ?5,
                             strftime('%Y-%m-%dT%H:%M:%fZ'), ?6)",
                )
                .bind(&session.id)
                .bind(&report.guide.name)
                .bind(&session.started_at)
                .bind(session.source.name())
                .bind(session.ending.name())
                .bind(json(&without_saved_at(report)))
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
                Saved::New
            }
        };
        transaction.commit().await.map_err(failed)?;
        Ok(saved)
    }

    /// Every session, the one that began last first.
    ///
    /// # Errors
    /// [`RecordsError`] when the file or a session in it can't be read.
    pub async fn list(&self) -> Result<Vec<Report>, RecordsError> {
        let rows =
            sqlx::query("select id, saved_at, report from sessions order by started_unix_s desc, saved_at desc, id")
                .fetch_all(&self.pool)
                .await
                .map_err(|source| RecordsError::query("list the sessions", &self.path, source))?;
        rows.iter().map(|row| self.saved_report(row)).collect()
    }

    /// The session with this id; `None` when there is none.
    ///
    /// # Errors
    /// [`RecordsError`] when the file or the session can't be read.
    pub async fn get(&self, id: &str) -> Result<Option<Report>, RecordsError> {
        let row = sqlx::query("select id, saved_at, report from sessions where id = ?")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
            .map_err(|source| RecordsError::query("read a session", &self.path, source))?;
        row.map(|row| self.saved_report(&row)).transpose()
    }

    /// Deletes one session for good: its bytes are overwritten. Whether it was there.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete(&self, id: &str) -> Result<bool, RecordsError> {
        let failed = |source| RecordsError::query("delete a session", &self.path, source);
        let done = sqlx::query("delete from sessions where id = ?")
            .bind(id)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        self.empty_log().await;
        Ok(done.rows_affected() > 0)
    }

    /// Deletes every session for good. How many there were.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_all(&self) -> Result<u64, RecordsError> {
        let failed = |source| RecordsError::query("delete the sessions", &self.path, source);
        let done = sqlx::query("delete from sessions")
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        self.empty_log().await;
        Ok(done.rows_affected())
    }

    /// Writes what is open and lets go of the file. Every later call fails.
    pub async fn close(&self) {
        self.pool.close().await;
        // Had the connection not been back in the pool, it is by now, and still open.
        self.pool.close().await;
    }

    /// Moves the write-ahead log into the file and empties it: what was deleted stands in it too.
    async fn empty_log(&self) {
        // While somebody else reads it can't be emptied; the next one who closes the file does it.
        let _ = sqlx::query("pragma wal_checkpoint(truncate)").execute(&self.pool).await;
    }

    fn report(&self, row: &SqliteRow) -> Result<Report, RecordsError> {
        serde_json::from_str(row.get("report")).map_err(|source| RecordsError::Unreadable {
            id: row.get("id"),
            path: self.path.clone(),
            source,
        })
    }

    fn saved_report(&self, row: &SqliteRow) -> Result<Report, RecordsError> {
        let mut report = self.report(row)?;
        if let Some(session) = &mut report.session {
            session.saved_at = Some(row.get("saved_at"));
        }
        Ok(report)
    }
}

fn without_saved_at(report: &Report) -> Report {
    let mut report = report.clone();
    if let Some(session) = &mut report.session {
        session.saved_at = None;
    }
    report
}

fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("a report always has a JSON form")
}
