//! How the person rated guides: one rating a guide, which may be changed and taken back.

use rusqlite::{Connection, Row, TransactionBehavior, params};

use crate::damaged::{Flaw, Kept, readable, text, whole};
use crate::{Records, RecordsError, Saved};

/// 1 to 5 stars; 5 is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stars(u8);

impl Stars {
    /// `None` when it is not 1 to 5.
    pub fn new(stars: u8) -> Option<Self> {
        (1..=5).contains(&stars).then_some(Self(stars))
    }

    /// As a number, 1 to 5.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// What the person thinks of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The guide's name: `upper-back`.
    pub guide: String,
    /// How many stars.
    pub stars: Stars,
    /// When it was given or changed last: RFC 3339, UTC.
    pub rated_at: String,
}

impl Records {
    /// Rates a guide, over an earlier rating.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn rate(&self, guide: &str, stars: Stars) -> Result<Saved, RecordsError> {
        let guide = guide.to_owned();
        let work = move |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let query = "select exists (select 1 from ratings where guide = ?)";
            let known: bool = transaction.query_row(query, [&guide], |row| row.get(0))?;
            transaction.execute(
                "insert into ratings (guide, stars, rated_at) values (?1, ?2, strftime('%Y-%m-%dT%H:%M:%fZ'))
                 on conflict (guide) do update set stars = excluded.stars, rated_at = excluded.rated_at",
                params![guide, stars.get()],
            )?;
            transaction.commit()?;
            Ok(if known { Saved::Updated } else { Saved::New })
        };
        self.file.run("save a rating", work).await
    }

    /// Every rating that can be read, by the names of the guides.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn ratings(&self) -> Result<Vec<Rating>, RecordsError> {
        let work = |connection: &mut Connection| readable(connection, "select * from ratings order by guide");
        self.file.run("list the ratings", work).await
    }

    /// Takes the rating of one guide back, for good. Whether it was there.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_rating(&self, guide: &str) -> Result<bool, RecordsError> {
        let sql = "delete from ratings where guide = ?";
        Ok(self.file.delete("delete a rating", sql, &[guide]).await? > 0)
    }

    /// Takes all ratings back, for good; says how many.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_all_ratings(&self) -> Result<u64, RecordsError> {
        self.file.delete("delete the ratings", "delete from ratings", &[]).await
    }
}

impl Kept for Rating {
    fn of(row: &Row<'_>) -> Result<Self, Flaw> {
        let stars = whole(row, "stars", 1..=5)?;
        Ok(Self {
            guide: text(row, "guide")?,
            stars: u8::try_from(stars)
                .ok()
                .and_then(Stars::new)
                .expect("it is in their range"),
            rated_at: text(row, "rated_at")?,
        })
    }
}
