//! Guides that the person wrote: list, read, write, delete.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Records, RecordsError, Saved};

/// Most guides that are kept, so that a list of them is quick.
pub const MOST_GUIDES: i64 = 200;
/// Longest name, in bytes: it stands in addresses and file names.
pub const LONGEST_NAME: usize = 64;

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
    /// Every guide that the person wrote, by name.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn guides(&self) -> Result<Vec<OwnGuide>, RecordsError> {
        let rows = sqlx::query("select name, version, changed_at, text from own_guides order by name")
            .fetch_all(&self.pool)
            .await
            .map_err(|source| RecordsError::query("list the guides", &self.path, source))?;
        Ok(rows.iter().map(guide).collect())
    }

    /// The guide with this name; `None` when there is none.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn guide(&self, name: &str) -> Result<Option<OwnGuide>, RecordsError> {
        let row = sqlx::query("select name, version, changed_at, text from own_guides where name = ?")
            .bind(name)
            .fetch_optional(&self.pool)
            .await
            .map_err(|source| RecordsError::query("read a guide", &self.path, source))?;
        Ok(row.as_ref().map(guide))
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
        let failed = |source| RecordsError::query("write a guide", &self.path, source);
        // Taken for writing at once: two writers of one guide come one after the other.
        let mut transaction = self.pool.begin_with("begin immediate").await.map_err(failed)?;
        let known: Option<i64> = sqlx::query_scalar("select version from own_guides where name = ?")
            .bind(name)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(failed)?;
        let fits = match replaces {
            Replaces::Nothing => known.is_none(),
            Replaces::Version(version) => known == Some(version),
            Replaces::Anything => true,
        };
        if !fits {
            return Err(RecordsError::GuideChanged { name: name.to_owned() });
        }
        if known.is_none() {
            let count: i64 = sqlx::query_scalar("select count(*) from own_guides")
                .fetch_one(&mut *transaction)
                .await
                .map_err(failed)?;
            if count >= MOST_GUIDES {
                return Err(RecordsError::TooManyGuides);
            }
        }
        let version = known.unwrap_or(0) + 1;
        sqlx::query(
            "insert into own_guides (name, version, changed_at, text)
             values (?1, ?2, strftime('%Y-%m-%dT%H:%M:%fZ'), ?3)
             on conflict (name) do update set version = ?2, changed_at = excluded.changed_at, text = ?3",
        )
        .bind(name)
        .bind(version)
        .bind(text)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        let saved = if known.is_none() { Saved::New } else { Saved::Updated };
        Ok((saved, version))
    }

    /// Deletes one guide for good: its bytes are overwritten. Whether it was there. Its sessions stay.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_guide(&self, name: &str) -> Result<bool, RecordsError> {
        let failed = |source| RecordsError::query("delete a guide", &self.path, source);
        let done = sqlx::query("delete from own_guides where name = ?")
            .bind(name)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        self.empty_log().await;
        Ok(done.rows_affected() > 0)
    }

    /// Deletes every guide that the person wrote, for good. How many there were.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_guides(&self) -> Result<u64, RecordsError> {
        let failed = |source| RecordsError::query("delete the guides", &self.path, source);
        let done = sqlx::query("delete from own_guides")
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        self.empty_log().await;
        Ok(done.rows_affected())
    }
}

fn guide(row: &SqliteRow) -> OwnGuide {
    OwnGuide {
        name: row.get("name"),
        version: row.get("version"),
        changed_at: row.get("changed_at"),
        text: row.get("text"),
    }
}
