//! Opens the file: makes it when it is not there, leaves it alone when it is not ours, brings it up to date.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::RecordsError;
use crate::rows;

/// A new file is made by all of them, one after the other. What stands here is never changed: more is added.
const MIGRATIONS: [Migration; 4] = [
    sql(include_str!("../migrations/0001_sessions.sql")),
    sql(include_str!("../migrations/0002_ratings.sql")),
    sql(include_str!("../migrations/0003_own_guides.sql")),
    Migration {
        then: rows::fill,
        ..sql(include_str!("../migrations/0004_rows.sql"))
    },
];

/// One step in the form of the file.
struct Migration {
    sql: &'static str,
    /// What SQL can't do, after it.
    then: fn(&Transaction<'_>) -> rusqlite::Result<()>,
}

const fn sql(sql: &'static str) -> Migration {
    Migration { sql, then: |_| Ok(()) }
}

/// "unhu" in ASCII: the first migration writes it.
const APPLICATION_ID: i64 = 0x756e_6875;

/// How long one process waits while another writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// Two processes that make a new file at the same moment get in each other's way: its journal changes without a lock.
const TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Opens the file at `path`. Waits, where another process writes.
pub(crate) fn open(path: &Path) -> Result<Connection, RecordsError> {
    make(path)?;
    let mut tries = 1;
    loop {
        match try_open(path) {
            Err(error) if error.may_pass() && tries < TRIES => std::thread::sleep(BETWEEN_TRIES * tries),
            ended => return ended,
        }
        tries += 1;
    }
}

/// A database that ends with its connection. `path` is for errors.
pub(crate) fn in_memory(path: &Path) -> Result<Connection, RecordsError> {
    let failed = |source| RecordsError::query("make the table of sessions", path, source);
    let mut connection = Connection::open_in_memory().map_err(failed)?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

fn try_open(path: &Path) -> Result<Connection, RecordsError> {
    let failed = |source| RecordsError::query("open the sessions", path, source);
    // No address of the kind "file:…" is understood: a path is a path.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    look_at(&mut connection, path)?;
    connection
        .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
        .map_err(failed)?;
    connection.pragma_update(None, "synchronous", "full").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    // What is deleted is overwritten, not only forgotten.
    connection
        .pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))
        .map_err(failed)?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

/// Looks at the file before anything is written to it: it must be new or ours, and whole.
fn look_at(connection: &mut Connection, path: &Path) -> Result<(), RecordsError> {
    let mut looked = || -> rusqlite::Result<(i64, i64, String)> {
        // In one transaction: another program may just be making the table.
        let transaction = connection.transaction()?;
        let application_id = transaction.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables = transaction.query_row(
            "select count(*) from sqlite_master where tbl_name <> '_sqlx_migrations'",
            [],
            |row| row.get(0),
        )?;
        let state = transaction.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
        transaction.commit()?;
        Ok((application_id, tables, state))
    };
    let (application_id, tables, state) =
        looked().map_err(|source| RecordsError::query("open the sessions", path, source))?;
    let path = path.to_owned();
    // The first versions made their own table a moment before the others.
    let is_new = application_id == 0 && tables == 0;
    if application_id != APPLICATION_ID && !is_new {
        return Err(RecordsError::NotRecords { path });
    }
    if state != "ok" && !is_of_one_row(&state) {
        return Err(RecordsError::Damaged { path });
    }
    Ok(())
}

/// Whether what SQLite found is wrong with a row only: the file itself is whole then, for that is looked at first, and
/// [`crate::Records::damaged`] names the row.
fn is_of_one_row(state: &str) -> bool {
    state.contains(" value in ") || state.starts_with("CHECK constraint failed in ")
}

/// Which file a path leads to now; `None` when there is none.
///
/// Asked without opening it: to close any handle of a file lets go of all the locks that SQLite has on it.
pub(crate) fn identity(path: &Path) -> Option<FileId> {
    let about = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let id = {
        use std::os::unix::fs::MetadataExt;
        FileId(about.dev(), about.ino())
    };
    // Elsewhere the system lets nobody move or delete a file that is open.
    #[cfg(not(unix))]
    let id = FileId(0, u64::from(about.is_dir()));
    Some(id)
}

/// A file, whatever it is called: no two that are there have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileId(u64, u64);

/// Brings the file up to date, in one transaction.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), RecordsError> {
    let migrated = |connection: &mut Connection| -> rusqlite::Result<bool> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = version(&transaction)?;
        let Some(missing) = MIGRATIONS.get(done..) else {
            return Ok(false);
        };
        for migration in missing {
            transaction.execute_batch(migration.sql)?;
            (migration.then)(&transaction)?;
        }
        if !missing.is_empty() {
            transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
        }
        transaction.commit()?;
        Ok(true)
    };
    match migrated(connection) {
        Ok(true) => Ok(()),
        Ok(false) => Err(RecordsError::Newer { path: path.to_owned() }),
        Err(source) => Err(RecordsError::query("make the table of sessions", path, source)),
    }
}

/// How many migrations the file has been through. The first versions wrote them into a table, which stays as it is:
/// those programs can still use the file.
fn version(transaction: &Transaction<'_>) -> rusqlite::Result<usize> {
    let own: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let listed = "select exists (select 1 from sqlite_master where name = '_sqlx_migrations')";
    let of_table: i64 = if transaction.query_row(listed, [], |row| row.get(0))? {
        let last = "select coalesce(max(version), 0) from _sqlx_migrations";
        transaction.query_row(last, [], |row| row.get(0))?
    } else {
        0
    };
    // A number below zero is nobody's: as good as one that is too high.
    Ok(usize::try_from(own.max(of_table)).unwrap_or(usize::MAX))
}

/// Makes the folder and an empty file, which SQLite takes for a new database. Its log gets the same permissions.
fn make(path: &Path) -> Result<(), RecordsError> {
    let failed = |made: &Path| {
        let path = made.to_owned();
        move |source| RecordsError::create(&path, source)
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder().create(folder).map_err(failed(folder))?;
    }
    match private_file().open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(failed(path)(error)),
    }
}

fn private_folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
