//! Rows that no version of this program wrote: the disk's fault, or another program's. They hide no other row, are
//! named, can be taken out as they are, and deleted.

use results::Report;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Params, Row, TransactionBehavior};
use serde_json::{Map, json};

use crate::connection::{Trouble, empty_log};
use crate::{OwnGuide, Rating, Records, RecordsError};

/// What is kept in a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Saved sessions.
    Sessions,
    /// Ratings of guides.
    Ratings,
    /// Guides that the person wrote.
    OwnGuides,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Ratings, Self::OwnGuides];

    fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Ratings => "ratings",
            Self::OwnGuides => "own_guides",
        }
    }

    /// What is wrong with a row, if anything.
    fn flaw(self, row: &Row<'_>) -> Option<Flaw> {
        match self {
            Self::Sessions => Report::of(row).err(),
            Self::Ratings => Rating::of(row).err(),
            Self::OwnGuides => OwnGuide::of(row).err(),
        }
    }

    /// The column that names a row to people.
    fn key(self) -> &'static str {
        match self {
            Self::Sessions => "id",
            Self::Ratings => "guide",
            Self::OwnGuides => "name",
        }
    }
}

/// A row that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is.
    pub table: Table,
    /// Its number in its table: its own name may be what is damaged.
    pub row: i64,
    /// The session's id or the guide's name, where that can be read.
    pub name: Option<String>,
    /// What is wrong with it, for people; may tell a number of it.
    pub why: String,
}

/// Why a row can't be read: the column, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Flaw(pub String);

/// A row of a table, as one of what the table keeps.
pub(crate) trait Kept: Sized {
    fn of(row: &Row<'_>) -> Result<Self, Flaw>;
}

/// The text in a column.
pub(crate) fn text(row: &Row<'_>, column: &str) -> Result<String, Flaw> {
    match value(row, column)? {
        ValueRef::Text(bytes) => match str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Flaw(format!("{column} is not in UTF-8"))),
        },
        _ => Err(Flaw(format!("{column} is no text"))),
    }
}

/// The whole number in a column, if it is in this range.
pub(crate) fn whole(row: &Row<'_>, column: &str, range: std::ops::RangeInclusive<i64>) -> Result<i64, Flaw> {
    match value(row, column)? {
        ValueRef::Integer(number) if range.contains(&number) => Ok(number),
        ValueRef::Integer(_) => Err(Flaw(format!("{column} is out of range"))),
        _ => Err(Flaw(format!("{column} is no whole number"))),
    }
}

fn value<'r>(row: &'r Row<'_>, column: &str) -> Result<ValueRef<'r>, Flaw> {
    row.get_ref(column).map_err(|_| Flaw(format!("{column} is missing")))
}

/// Every row that `query` finds and that can be read.
pub(crate) fn readable<K: Kept>(connection: &Connection, query: &str) -> Result<Vec<K>, Trouble> {
    let mut query = connection.prepare(query)?;
    let mut rows = query.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        // `Records::damaged` tells of the others.
        found.extend(K::of(row).ok());
    }
    Ok(found)
}

/// The one row that `query` finds.
pub(crate) fn find<K: Kept>(
    connection: &Connection,
    query: &str,
    key: impl Params,
) -> rusqlite::Result<Option<Result<K, Flaw>>> {
    connection.query_row(query, key, |row| Ok(K::of(row))).optional()
}

impl Records {
    /// Every row that can't be read, and is left out of all lists.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn damaged(&self) -> Result<Vec<Damaged>, RecordsError> {
        let work = |connection: &mut Connection| {
            let mut damaged = Vec::new();
            for table in Table::ALL {
                let mut query = connection.prepare(&format!("select rowid as number_, * from {}", table.name()))?;
                let mut rows = query.query([])?;
                while let Some(row) = rows.next()? {
                    let Some(Flaw(why)) = table.flaw(row) else { continue };
                    let (row, name) = (row.get("number_")?, text(row, table.key()).ok());
                    damaged.push(Damaged { table, row, name, why });
                }
            }
            Ok(damaged)
        };
        self.file.run("look for damaged rows", work).await
    }

    /// A row as it is in the file, column by column, whether it can be read or not. What JSON has no form for is given
    /// as its bytes, in hexadecimal: `{"hex": "ff"}`.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn raw(&self, table: Table, row: i64) -> Result<Option<serde_json::Value>, RecordsError> {
        let work = move |connection: &mut Connection| {
            let query = format!("select * from {} where rowid = ?", table.name());
            Ok(connection.query_row(&query, [row], as_it_is).optional()?)
        };
        self.file.run("read a row", work).await
    }

    /// The session with this id as it is in the file: as [`Self::raw`].
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn raw_session(&self, id: &str) -> Result<Option<serde_json::Value>, RecordsError> {
        let id = id.to_owned();
        let work = move |connection: &mut Connection| {
            let query = "select * from sessions where id = ?";
            Ok(connection.query_row(query, [id], as_it_is).optional()?)
        };
        self.file.run("read a session", work).await
    }

    /// Deletes a row that can't be read, for good. Whether there was one: a row that can be read stays.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_damaged(&self, table: Table, row: i64) -> Result<bool, RecordsError> {
        let work = move |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Looked at again: numbers of rows that were deleted are given to others.
            let query = format!("select * from {} where rowid = ?", table.name());
            let flaw = transaction.query_row(&query, [row], |row| Ok(table.flaw(row)));
            if flaw.optional()?.flatten().is_none() {
                return Ok(false);
            }
            transaction.execute(&format!("delete from {} where rowid = ?", table.name()), [row])?;
            // Its id may be what is damaged: then its rows do not go with it.
            for rows in ["steps", "rules"] {
                let orphans = format!("delete from {rows} where session not in (select id from sessions)");
                transaction.execute(&orphans, [])?;
            }
            transaction.commit()?;
            empty_log(connection);
            Ok(true)
        };
        self.file.run("delete a damaged row", work).await
    }
}

fn as_it_is(row: &Row<'_>) -> rusqlite::Result<serde_json::Value> {
    let names: Vec<String> = row.as_ref().column_names().map(str::to_owned).collect();
    let mut columns = Map::new();
    for (number, name) in names.into_iter().enumerate() {
        let shown = match row.get_ref(number)? {
            ValueRef::Null => serde_json::Value::Null,
            ValueRef::Integer(number) => json!(number),
            // Infinite ones have no form in JSON.
            ValueRef::Real(number) if number.is_finite() => json!(number),
            ValueRef::Real(number) => json!(number.to_string()),
            ValueRef::Text(bytes) => str::from_utf8(bytes).map_or_else(|_| hexadecimal(bytes), |text| json!(text)),
            ValueRef::Blob(bytes) => hexadecimal(bytes),
        };
        columns.insert(name, shown);
    }
    Ok(serde_json::Value::Object(columns))
}

fn hexadecimal(bytes: &[u8]) -> serde_json::Value {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({ "hex": digits })
}
