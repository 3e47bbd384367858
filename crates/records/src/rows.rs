//! Sessions as rows: the columns that are kept beside each report, for what is shown over time and exported.
//!
//! The report is the whole of a session. Where a column does not say what one can, the rows are made of the report anew,
//! so that a damaged column hides nothing; where the report can't be read either, [`Records::damaged`] names the session.

use jiff::Timestamp;
use jiff::civil::Date;
use results::{Report, Rows, RuleRow, SessionRow, Tables, VerbName};
use rusqlite::{Connection, OptionalExtension, Params, Row, Statement, Transaction};

use crate::columns::{self, RULE, SESSION, STEP};
use crate::connection::Trouble;
use crate::damaged::{Flaw, find};
use crate::{Records, RecordsError};

/// Which sessions. The empty filter is of all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of the guide with this name only.
    pub guide: Option<String>,
    /// The first day: the date on the clock of the place where the session was done.
    pub from: Option<Date>,
    /// The last day, with it.
    pub to: Option<Date>,
}

impl Filter {
    fn takes(&self, session: &SessionRow) -> bool {
        // Dates of four digits are in the order of their letters.
        let day = session.started_at.get(..10).unwrap_or_default();
        let is =
            |date: Option<Date>, fits: fn(&str, &str) -> bool| date.is_none_or(|date| fits(day, &date.to_string()));
        self.guide.as_ref().is_none_or(|guide| *guide == session.guide)
            && is(self.from, |day, from| day >= from)
            && is(self.to, |day, to| day <= to)
    }
}

impl Records {
    /// The rows of these sessions, of all three tables. The session that began first comes first.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn rows(&self, filter: &Filter) -> Result<Tables, RecordsError> {
        let filter = filter.clone();
        let work = move |connection: &mut Connection| {
            let connection = connection.transaction()?;
            let mut tables = Tables::default();
            let mut steps = connection.prepare(&format!("select {STEP} from steps where session = ? order by part"))?;
            let mut rules = connection.prepare(&format!(
                "select {RULE} from rules where session = ? order by part, sentence, place"
            ))?;
            for session in sessions(&connection, &filter)? {
                let id = &session.session;
                let steps = all(&mut steps, [id], columns::step)?;
                let rules = all(&mut rules, [id], columns::rule)?;
                let rows = match (steps, rules) {
                    (Ok(steps), Ok(rules)) if steps.len() as u64 == u64::from(session.parts) => {
                        Some(Rows { session, steps, rules })
                    }
                    _ => of_report(&connection, id)?,
                };
                tables.sessions.extend(rows.iter().map(|rows| rows.session.clone()));
                let (steps, rules) = rows.map(|rows| (rows.steps, rows.rules)).unwrap_or_default();
                tables.steps.extend(steps);
                tables.rules.extend(rules);
            }
            Ok(tables)
        };
        self.file.run("read the rows of the sessions", work).await
    }

    /// The rows of the sessions alone: quick, however many there are. The session that began first comes first.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn session_rows(&self, filter: &Filter) -> Result<Vec<SessionRow>, RecordsError> {
        let filter = filter.clone();
        let work = move |connection: &mut Connection| sessions(connection, &filter);
        self.file.run("read the rows of the sessions", work).await
    }

    /// The rows of these sessions and of their rules with this verb. The session that began first comes first.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn rule_rows(
        &self,
        filter: &Filter,
        verb: VerbName,
    ) -> Result<(Vec<SessionRow>, Vec<RuleRow>), RecordsError> {
        let filter = filter.clone();
        let work = move |connection: &mut Connection| {
            let connection = connection.transaction()?;
            let sessions = sessions(&connection, &filter)?;
            // A word that is no verb is a damaged one, which may have been this.
            let verbs: Vec<String> = VerbName::ALL.iter().map(|verb| format!("'{}'", verb.name())).collect();
            let mut with_verb = connection.prepare(&format!(
                "select {RULE} from rules where session = ?1 and (verb = ?2 or verb not in ({}))
                 order by part, sentence, place",
                verbs.join(", ")
            ))?;
            let mut rules = Vec::new();
            for session in &sessions {
                let id = &session.session;
                match all(&mut with_verb, [&**id, verb.name()], columns::rule)? {
                    Ok(found) => rules.extend(found),
                    Err(Flaw(_)) => {
                        let made = of_report(&connection, id)?.map(|rows| rows.rules).unwrap_or_default();
                        rules.extend(made.into_iter().filter(|rule| rule.verb == Some(verb)));
                    }
                }
            }
            Ok((sessions, rules))
        };
        self.file.run("read the rows of the sessions", work).await
    }

    /// The rows of the sessions that began last, at most `most`, the last first; with `before`, of those that began
    /// before it. There are more than `most` where others began in the same moment as the last of them, so that who
    /// goes on from there misses none.
    ///
    /// # Errors
    /// [`RecordsError`] when the file can't be read.
    pub async fn newest_sessions(&self, before: Option<Timestamp>, most: u32) -> Result<Vec<SessionRow>, RecordsError> {
        let work = move |connection: &mut Connection| {
            let connection = connection.transaction()?;
            // Told by SQLite, as when it was saved: thousandths of a second, rounded alike.
            let before = before.map(|at| at.to_string());
            let is_before = "(?1 is null or started_unix_s < unixepoch(?1, 'subsec'))";
            let oldest = format!(
                "select started_unix_s from sessions where {is_before} order by started_unix_s desc limit 1 offset ?2"
            );
            let oldest: Option<f64> = connection
                .query_row(&oldest, (&before, most.saturating_sub(1)), |row| row.get(0))
                .optional()?;
            let query = format!(
                "select {SESSION}, rowid from sessions where {is_before} and (?2 is null or started_unix_s >= ?2)
                 order by started_unix_s desc, saved_at desc, id"
            );
            readable_sessions(&connection, &query, (&before, oldest))
        };
        self.file.run("read the rows of the sessions", work).await
    }
}

/// Writes the rows of every session that can be read, for a file in which there are none. The others stay as they are.
pub(crate) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut numbers = transaction.prepare("select rowid from sessions")?;
    let numbers: Vec<i64> = numbers.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for number in numbers {
        let report = find::<Report>(transaction, "select * from sessions where rowid = ?", [number])?;
        if let Some(rows) = report.and_then(Result::ok).as_ref().and_then(Rows::of) {
            columns::write(transaction, &rows)?;
        }
    }
    Ok(())
}

/// The session that began first comes first.
fn sessions(connection: &Connection, filter: &Filter) -> Result<Vec<SessionRow>, Trouble> {
    let query = format!("select {SESSION}, rowid from sessions order by started_unix_s, saved_at, id");
    let mut sessions = readable_sessions(connection, &query, [])?;
    // Not by the query: a guide's name or a date may be what is damaged, and stands in the report.
    sessions.retain(|session| filter.takes(session));
    Ok(sessions)
}

/// The sessions that `query` finds: [`SESSION`], and the number of the row behind it.
fn readable_sessions(connection: &Connection, query: &str, key: impl Params) -> Result<Vec<SessionRow>, Trouble> {
    let mut query = connection.prepare(query)?;
    let mut rows = query.query(key)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match columns::session(row) {
            Ok(session) => found.push(session),
            Err(Flaw(_)) => {
                let number: i64 = row.get("rowid")?;
                let query = "select * from sessions where rowid = ?";
                let report = find::<Report>(connection, query, [number])?.and_then(Result::ok);
                found.extend(report.as_ref().and_then(Rows::of).map(|rows| rows.session));
            }
        }
    }
    Ok(found)
}

/// The rows of a session that is there, made of its report; `None` where that can't be read.
fn of_report(connection: &Connection, id: &str) -> Result<Option<Rows>, Trouble> {
    let report = find::<Report>(connection, "select * from sessions where id = ?", [id])?;
    Ok(report.and_then(Result::ok).as_ref().and_then(Rows::of))
}

/// Every row that `query` finds, or what is wrong with the first that can't be read.
fn all<T>(
    query: &mut Statement<'_>,
    key: impl Params,
    read: fn(&Row<'_>) -> Result<T, Flaw>,
) -> rusqlite::Result<Result<Vec<T>, Flaw>> {
    let mut rows = query.query(key)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Ok(row) => found.push(row),
            Err(flaw) => return Ok(Err(flaw)),
        }
    }
    Ok(Ok(found))
}
