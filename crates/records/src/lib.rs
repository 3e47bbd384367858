//! Keeps the results of sessions, the guides that the person wrote, and how they rated guides, in one SQLite file:
//! save, list, read, delete.
//!
//! A session is what its id says: sent again, from whichever tab and in whichever order, it is stored once. Several
//! processes may use the file at the same time.
//!
//! Must not know: cameras, models, HTTP.

#![forbid(unsafe_code)]

mod columns;
mod connection;
mod damaged;
mod error;
mod file;
mod merge;
mod own_guides;
mod ratings;
mod rows;
mod taken_in;

#[cfg(test)]
mod full_disk;

use std::path::Path;

use results::{Report, Rows};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

pub use damaged::{Damaged, Table};
pub use error::RecordsError;
pub use own_guides::{LONGEST_NAME, LONGEST_TEXT, MOST_GUIDES, OwnGuide, Replaces, is_guide_name};
pub use ratings::{Rating, Stars};
pub use rows::Filter;
pub use taken_in::{Brought, Refused, TakenIn};

use crate::connection::{Shared, Trouble};
use crate::damaged::{Flaw, Kept, find, readable, text};
use crate::merge::merged;

/// Saved sessions, ratings and the person's own guides. Clones share the file.
///
/// Whatever was begun with the file ends, also when whoever asked for it does not wait.
#[derive(Debug, Clone)]
pub struct Records {
    file: Shared,
}

/// What saving did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It was not there.
    New,
    /// It was there, and is up to date now: of a session its answers and feedback, of a rating or guide all of it.
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
        let file = Shared::new(path.as_ref().to_owned(), file::open).await?;
        Ok(Self { file })
    }

    /// Records that end with the program: for tests.
    ///
    /// # Errors
    /// [`RecordsError`] when there is no memory.
    pub async fn in_memory() -> Result<Self, RecordsError> {
        let file = Shared::new(":memory:".into(), file::in_memory).await?;
        Ok(Self { file })
    }

    /// Saves a session by its id. Of one that is there already only answers and feedback may change: what was said
    /// stays unless something else is said.
    ///
    /// `session.saved_at` of `report` is not looked at: it is set when the session is saved first.
    ///
    /// # Errors
    /// [`RecordsError::NoSession`], [`RecordsError::Conflict`] when another result has this id,
    /// [`RecordsError::Unreadable`] when the one that has it is damaged, [`RecordsError::Full`]; or what else went
    /// wrong with the file, which is as it was then.
    pub async fn save(&self, report: &Report) -> Result<Saved, RecordsError> {
        if report.session.is_none() {
            return Err(RecordsError::NoSession);
        }
        let report = report.clone();
        let work = move |connection: &mut Connection| save(connection, &report);
        self.file.run("save a session", work).await
    }

    /// Every session that can be read, the one that began last first. [`Self::damaged`] tells of the others.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn list(&self) -> Result<Vec<Report>, RecordsError> {
        let work = |connection: &mut Connection| {
            let query = "select * from sessions order by started_unix_s desc, saved_at desc, id";
            readable(connection, query)
        };
        self.file.run("list the sessions", work).await
    }

    /// The session with this id; `None` when there is none.
    ///
    /// # Errors
    /// [`RecordsError::Unreadable`], or another when the file can't be read.
    pub async fn get(&self, id: &str) -> Result<Option<Report>, RecordsError> {
        let id = id.to_owned();
        let work = move |connection: &mut Connection| stored(connection, &id);
        self.file.run("read a session", work).await
    }

    /// Deletes one session for good: its bytes are overwritten. Whether it was there.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete(&self, id: &str) -> Result<bool, RecordsError> {
        let sql = "delete from sessions where id = ?";
        Ok(self.file.delete("delete a session", sql, &[id]).await? > 0)
    }

    /// Deletes every session for good. How many there were.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_all(&self) -> Result<u64, RecordsError> {
        self.file
            .delete("delete the sessions", "delete from sessions", &[])
            .await
    }

    /// Writes what is open and lets go of the file. Every later call fails.
    pub async fn close(&self) {
        self.file.close().await;
    }
}

fn save(connection: &mut Connection, report: &Report) -> Result<Saved, Trouble> {
    // Taken for writing at once: two savers of one session come one after the other.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let saved = save_in(&transaction, report)?;
    transaction.commit()?;
    Ok(saved)
}

fn save_in(transaction: &Transaction<'_>, report: &Report) -> Result<Saved, Trouble> {
    let session = report.session.as_ref().ok_or(RecordsError::NoSession)?;
    let known = stored(transaction, &session.id)?;
    let saved = if known.is_none() { Saved::New } else { Saved::Updated };
    let conflict = || RecordsError::Conflict { id: session.id.clone() };
    let report = without_saved_at(match known {
        Some(known) => merged(known, report).ok_or_else(conflict)?,
        None => report.clone(),
    });
    // SQLite reads and tells the time. A start that it can't read counts as now. Of one that is there all is written
    // but when it was saved first: where another column was damaged, the row is whole again.
    transaction.execute(
        "insert into sessions (id, guide, started_at, started_unix_s, source, ending, saved_at, report)
         values (?1, ?2, ?3, coalesce(unixepoch(?3, 'subsec'), unixepoch('subsec')), ?4, ?5,
                 strftime('%Y-%m-%dT%H:%M:%fZ'), ?6)
         on conflict (id) do update set guide = excluded.guide, started_at = excluded.started_at,
             started_unix_s = excluded.started_unix_s, source = excluded.source, ending = excluded.ending,
             report = excluded.report",
        params![
            session.id,
            report.guide.name,
            session.started_at,
            session.source.name(),
            session.ending.name(),
            json(&report),
        ],
    )?;
    if let Some(rows) = Rows::of(&report) {
        columns::write(transaction, &rows)?;
    }
    Ok(saved)
}

fn stored(connection: &Connection, id: &str) -> Result<Option<Report>, Trouble> {
    match find(connection, "select * from sessions where id = ?", [id])? {
        None => Ok(None),
        Some(Ok(report)) => Ok(Some(report)),
        Some(Err(Flaw(why))) => Err(Trouble::Unreadable {
            name: format!("session {id}"),
            why,
        }),
    }
}

impl Kept for Report {
    fn of(row: &Row<'_>) -> Result<Self, Flaw> {
        let id = text(row, "id")?;
        // Where in the text, not what stands there: it is the person's.
        let unread = |error: serde_json::Error| {
            Flaw(format!(
                "report is none, from line {}, column {} on",
                error.line(),
                error.column()
            ))
        };
        let mut report: Report = serde_json::from_str(&text(row, "report")?).map_err(unread)?;
        let Some(session) = report.session.as_mut().filter(|session| session.id == id) else {
            return Err(Flaw("report is not of this session".to_owned()));
        };
        session.saved_at = Some(text(row, "saved_at")?);
        report.check().map_err(|error| Flaw(error.to_string()))?;
        Ok(report)
    }
}

fn without_saved_at(mut report: Report) -> Report {
    if let Some(session) = &mut report.session {
        session.saved_at = None;
    }
    report
}

fn json(report: &Report) -> String {
    serde_json::to_string(report).expect("a report always has a JSON form")
}
