//! Opens the file: makes it when it is not there, leaves it alone when it is not ours, brings it up to date.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlitePool};

use crate::error::RecordsError;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// "unhu" in ASCII: the first migration writes it.
const APPLICATION_ID: i64 = 0x756e_6875;

/// How long one process waits while another writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// Two processes that make a new file at the same moment get in each other's way: SQLite's migrations have no lock.
const TRIES: u32 = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Opens the file at `path`.
pub(crate) async fn open(path: &Path) -> Result<SqlitePool, RecordsError> {
    make(path)?;
    let mut tries = 1;
    loop {
        match try_open(path).await {
            Err(error) if error.may_pass() && tries < TRIES => tokio::time::sleep(BETWEEN_TRIES * tries).await,
            ended => return ended,
        }
        tries += 1;
    }
}

/// A database that ends with its one connection.
pub(crate) async fn in_memory() -> Result<SqlitePool, RecordsError> {
    let path = Path::new(":memory:");
    let failed = |source| RecordsError::query("make the table of sessions", path, source);
    let options = SqliteConnectOptions::from_str("sqlite::memory:").map_err(failed)?;
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await
        .map_err(failed)?;
    migrate(&pool, path).await?;
    Ok(pool)
}

async fn try_open(path: &Path) -> Result<SqlitePool, RecordsError> {
    look_at(path).await?;
    let options = plain(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted is overwritten, not only forgotten.
        .pragma("secure_delete", "on");
    let pool = SqlitePoolOptions::new()
        // One person's sessions: one connection is quick enough, and can be closed for sure. sqlx 0.8 does not wait
        // for those of several that are on their way back to the pool.
        .max_connections(1)
        .connect_with(options)
        .await
        .map_err(|source| RecordsError::query("open the sessions", path, source))?;
    match migrate(&pool, path).await {
        Ok(()) => Ok(pool),
        Err(error) => {
            pool.close().await;
            Err(error)
        }
    }
}

async fn migrate(pool: &SqlitePool, path: &Path) -> Result<(), RecordsError> {
    MIGRATIONS
        .run(pool)
        .await
        .map_err(|source| RecordsError::migrate(path, source))
}

/// Looks at the file before anything is written to it: it must be new or ours, and whole.
async fn look_at(path: &Path) -> Result<(), RecordsError> {
    let failed = |source| RecordsError::query("open the sessions", path, source);
    let mut connection = plain(path).connect().await.map_err(failed)?;
    // In one transaction: another program may just be making the table.
    let mut transaction = connection.begin().await.map_err(failed)?;
    let application_id: i64 = sqlx::query_scalar("pragma application_id")
        .fetch_one(&mut *transaction)
        .await
        .map_err(failed)?;
    let tables: i64 = sqlx::query_scalar("select count(*) from sqlite_master where tbl_name <> '_sqlx_migrations'")
        .fetch_one(&mut *transaction)
        .await
        .map_err(failed)?;
    let state: String = sqlx::query_scalar("pragma quick_check(1)")
        .fetch_one(&mut *transaction)
        .await
        .map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    let path = path.to_owned();
    // The migrations' own table stands there a moment before the first migration.
    let is_new = application_id == 0 && tables == 0;
    if application_id != APPLICATION_ID && !is_new {
        return Err(RecordsError::NotRecords { path });
    }
    if state != "ok" {
        return Err(RecordsError::Damaged { path });
    }
    Ok(())
}

fn plain(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
}

/// Makes the folder and an empty file, which SQLite takes for a new database. Its log gets the same permissions.
fn make(path: &Path) -> Result<(), RecordsError> {
    let failed = |made: &Path| {
        let path = made.to_owned();
        move |source| RecordsError::Create { path, source }
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
