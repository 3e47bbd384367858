//! Takes in what another computer exported: all of it in one step, nothing twice, and nothing over what is here.

use results::Report;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::connection::Trouble;
use crate::own_guides::{MOST_GUIDES, is_guide_name};
use crate::{Rating, Records, RecordsError, Saved, save_in};

/// What was brought. Its texts are not looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brought {
    /// Sessions.
    pub sessions: Vec<Report>,
    /// Ratings, with their own times.
    pub ratings: Vec<Rating>,
    /// Name, time of the last change (RFC 3339, UTC; now without one) and text of each guide.
    pub own_guides: Vec<(String, Option<String>, String)>,
}

/// What became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Sessions that were not here.
    pub new: u64,
    /// Sessions that were here. Answers and feedback that were not are here now.
    pub known: u64,
    /// Ratings of guides that had none here. Where one has, that stays.
    pub ratings: u64,
    /// Guides that were not here.
    pub own_guides: u64,
    /// What was not taken in.
    pub refused: Vec<Refused>,
}

/// What was not taken in, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The session's id, or "own guide NAME".
    pub what: String,
    /// For people.
    pub why: String,
}

impl Records {
    /// Takes in what was brought. A session whose id has another result here is refused, and so is a guide whose name
    /// has another text: what is here stays, and all else comes in. When it fails, nothing has come in.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be written, for one when the disk is full.
    pub async fn take_in(&self, brought: Brought) -> Result<TakenIn, RecordsError> {
        let work = move |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut taken = TakenIn::default();
            for report in &brought.sessions {
                taken.session(&transaction, report)?;
            }
            for rating in &brought.ratings {
                let Rating { guide, stars, rated_at } = rating;
                let sql = "insert into ratings (guide, stars, rated_at) values (?1, ?2, ?3) on conflict do nothing";
                taken.ratings += transaction.execute(sql, params![guide, stars.get(), rated_at])? as u64;
            }
            for (name, changed_at, text) in &brought.own_guides {
                taken.own_guide(&transaction, name, changed_at.as_deref(), text)?;
            }
            transaction.commit()?;
            Ok(taken)
        };
        self.file.run("take in what was exported", work).await
    }
}

impl TakenIn {
    fn session(&mut self, transaction: &Transaction<'_>, report: &Report) -> Result<(), Trouble> {
        let id = || {
            report
                .session
                .as_ref()
                .map_or_else(String::new, |session| session.id.clone())
        };
        let why = match save_in(transaction, report) {
            Ok(Saved::New) => return Ok(self.new += 1),
            Ok(Saved::Updated) => return Ok(self.known += 1),
            Err(Trouble::Other(RecordsError::Conflict { .. })) => {
                "another result is saved here under this id".to_owned()
            }
            Err(Trouble::Other(RecordsError::NoSession)) => "it is a report without a session".to_owned(),
            Err(Trouble::Unreadable { why, .. }) => format!("what is saved here under this id is damaged ({why})"),
            Err(other) => return Err(other),
        };
        self.refused.push(Refused { what: id(), why });
        Ok(())
    }

    fn own_guide(
        &mut self,
        transaction: &Transaction<'_>,
        name: &str,
        changed_at: Option<&str>,
        text: &str,
    ) -> Result<(), Trouble> {
        let query = "select text = ?2 from own_guides where name = ?1";
        let is_same: Option<Option<bool>> = transaction
            .query_row(query, [name, text], |row| row.get(0))
            .optional()?;
        let count: i64 = transaction.query_row("select count(*) from own_guides", [], |row| row.get(0))?;
        let why = match is_same {
            Some(Some(true)) => return Ok(()),
            Some(_) => "a guide of this name with another text is here, and stays".to_owned(),
            None if !is_guide_name(name) => "no guide can have this name".to_owned(),
            None if count >= MOST_GUIDES => format!("no more than {MOST_GUIDES} guides are kept"),
            None => {
                let sql = "insert into own_guides (name, version, changed_at, text)
                    values (?1, 1, coalesce(?2, strftime('%Y-%m-%dT%H:%M:%fZ')), ?3)";
                transaction.execute(sql, params![name, changed_at, text])?;
                return Ok(self.own_guides += 1);
            }
        };
        self.refused.push(Refused {
            what: format!("own guide {name}"),
            why,
        });
        Ok(())
    }
}
