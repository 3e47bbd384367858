//! How the person rated guides: one rating a guide, which may be changed and taken back.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

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
        let failed = |source| RecordsError::query("save a rating", &self.path, source);
        let mut transaction = self.pool.begin_with("begin immediate").await.map_err(failed)?;
        let known: bool = sqlx::query_scalar("select exists (select 1 from ratings where guide = ?)")
            .bind(guide)
            .fetch_one(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query(
            "insert into ratings (guide, stars, rated_at) values (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))
             on conflict (guide) do update set stars = excluded.stars, rated_at = excluded.rated_at",
        )
        .bind(guide)
        .bind(stars.get())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
        Ok(if known { Saved::Updated } else { Saved::New })
    }

    /// Every rating, by the names of the guides.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn ratings(&self) -> Result<Vec<Rating>, RecordsError> {
        let rows = sqlx::query("select guide, stars, rated_at from ratings order by guide")
            .fetch_all(&self.pool)
            .await
            .map_err(|source| RecordsError::query("list the ratings", &self.path, source))?;
        Ok(rows.iter().filter_map(rating).collect())
    }

    /// Takes the rating of one guide back, for good. Whether it was there.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_rating(&self, guide: &str) -> Result<bool, RecordsError> {
        let done = sqlx::query("delete from ratings where guide = ?")
            .bind(guide)
            .execute(&self.pool)
            .await
            .map_err(|source| RecordsError::query("delete a rating", &self.path, source))?;
        self.empty_log().await;
        Ok(done.rows_affected() > 0)
    }

    /// Takes all ratings back, for good; says how many.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written.
    pub async fn delete_all_ratings(&self) -> Result<u64, RecordsError> {
        let done = sqlx::query("delete from ratings")
            .execute(&self.pool)
            .await
            .map_err(|source| RecordsError::query("delete the ratings", &self.path, source))?;
        self.empty_log().await;
        Ok(done.rows_affected())
    }
}

/// The table's check lets no other number in, so that nothing is left out.
fn rating(row: &SqliteRow) -> Option<Rating> {
    Some(Rating {
        guide: row.get("guide"),
        stars: Stars::new(row.get("stars"))?,
        rated_at: row.get("rated_at"),
    })
}
