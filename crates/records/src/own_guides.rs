//! Guides that the person wrote: list, read, write, delete.

use rusqlite::{Connection, Row, TransactionBehavior, params};

use crate::connection::Trouble;
use crate::damaged::{Flaw, Kept, find, readable, text, whole};
use crate::{Records, RecordsError, Saved};

/// Most guides that are kept, so that a list of them is quick.
pub const MOST_GUIDES: i64 = 200;
/// Longest name, in bytes: it stands in addresses and file names.
pub const LONGEST_NAME: usize = 64;

/// Longest text that is a guide's, in bytes: the reader of guides takes no more.
pub const LONGEST_TEXT: usize = 256 * 1024;
/// Nobody changes a guide so often; a page reads it without loss.
const HIGHEST_VERSION: i64 = i32::MAX as i64;

/// A guide that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnGuide {
    /// As in [`is_guide_name`].
    pub name: String,
    /// 1 for a new one; rises with every change.
    pub version: i64,
    /// RFC 3339, UTC.
    pub changed_at: String,
    /// Markdown.
    pub text: String,
}

/// What a guide that is written takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaces {
    /// It is new.
    Nothing,
    /// The version that was read.
    Version(i64),
    /// Whatever is there, or nothing.
    Anything,
}

/// Whether a guide may be called so: 1 to 64 small letters, digits and single hyphens between them.
pub fn is_guide_name(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.len() <= LONGEST_NAME && name.split('-').all(is_word)
}

impl Records {
    /// Every guide that the person wrote and that can be read, by name.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn guides(&self) -> Result<Vec<OwnGuide>, RecordsError> {
        let work = |connection: &mut Connection| readable(connection, "select * from own_guides order by name");
        self.file.run("list the guides", work).await
    }

    /// The guide with this name; `None` when there is none.
    ///
    /// # Errors
    /// [`RecordsError`] when the file or the guide can't be read.
    pub async fn guide(&self, name: &str) -> Result<Option<OwnGuide>, RecordsError> {
        let name = name.to_owned();
        let work = move |connection: &mut Connection| known(connection, &name);
        self.file.run("read a guide", work).await
    }

    /// Writes a guide; gives its new version. Its text is not looked at.
    ///
    /// # Errors
    /// [`RecordsError::GuideName`], [`RecordsError::GuideChanged`] when it would take the place of another than
    /// `replaces` says, [`RecordsError::TooManyGuides`]; or what went wrong with the file, which is as it was then.
    pub async fn write_guide(&self, name: &str, text: &str, replaces: Replaces) -> Result<(Saved, i64), RecordsError> {
        if !is_guide_name(name) {
            return Err(RecordsError::GuideName { name: name.to_owned() });
        }
        let (name, text) = (name.to_owned(), text.to_owned());
        let work = move |connection: &mut Connection| write(connection, &name, &text, replaces);
        self.file.run("write a guide", work).await
    }

    /// Deletes one guide for good: its bytes are overwritten. Whether it was there. Its sessions stay.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_guide(&self, name: &str) -> Result<bool, RecordsError> {
        let sql = "delete from own_guides where name = ?";
        Ok(self.file.delete("delete a guide", sql, &[name]).await? > 0)
    }

    /// Deletes every guide that the person wrote, for good. How many there were.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_guides(&self) -> Result<u64, RecordsError> {
        self.file
            .delete("delete the guides", "delete from own_guides", &[])
            .await
    }
}

fn write(connection: &mut Connection, name: &str, text: &str, replaces: Replaces) -> Result<(Saved, i64), Trouble> {
    // Taken for writing at once: two writers of one guide come one after the other.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known = known(&transaction, name)?.map(|guide| guide.version);
    let fits = match replaces {
        Replaces::Nothing => known.is_none(),
        Replaces::Version(version) => known == Some(version),
        Replaces::Anything => true,
    };
    if !fits {
        return Err(RecordsError::GuideChanged { name: name.to_owned() }.into());
    }
    if known.is_none() {
        let count: i64 = transaction.query_row("select count(*) from own_guides", [], |row| row.get(0))?;
        if count >= MOST_GUIDES {
            return Err(RecordsError::TooManyGuides.into());
        }
    }
    let version = known.unwrap_or(0) + 1;
    transaction.execute(
        "insert into own_guides (name, version, changed_at, text)
         values (?1, ?2, strftime('%Y-%m-%dT%H:%M:%fZ'), ?3)
         on conflict (name) do update set version = ?2, changed_at = excluded.changed_at, text = ?3",
        params![name, version, text],
    )?;
    transaction.commit()?;
    let saved = if known.is_none() { Saved::New } else { Saved::Updated };
    Ok((saved, version))
}

fn known(connection: &Connection, name: &str) -> Result<Option<OwnGuide>, Trouble> {
    match find(connection, "select * from own_guides where name = ?", [name])? {
        None => Ok(None),
        Some(Ok(guide)) => Ok(Some(guide)),
        Some(Err(Flaw(why))) => Err(Trouble::Unreadable {
            name: format!("guide {name}"),
            why,
        }),
    }
}

impl Kept for OwnGuide {
    fn of(row: &Row<'_>) -> Result<Self, Flaw> {
        let name = text(row, "name")?;
        if !is_guide_name(&name) {
            return Err(Flaw("name is no guide's".to_owned()));
        }
        let markdown = text(row, "text")?;
        if markdown.len() > LONGEST_TEXT {
            return Err(Flaw("text is too long for a guide".to_owned()));
        }
        Ok(Self {
            name,
            version: whole(row, "version", 1..=HIGHEST_VERSION)?,
            changed_at: text(row, "changed_at")?,
            text: markdown,
        })
    }
}
