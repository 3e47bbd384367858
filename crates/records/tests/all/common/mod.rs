//! Reports to save.
#![allow(dead_code, reason = "each test file uses some")]

pub mod routine;

use std::path::Path;

use results::{
    Answer, AnswerWord, Ending, Feedback, GuideId, Report, SCHEMA, SessionFacts, Source, StretchFelt, Video,
};
use rusqlite::Connection;

pub const ID: &str = "6a1f0c9e-0000-4000-8000-000000000001";

/// A session with this id that began at this time.
pub fn session(id: &str, started_at: &str) -> Report {
    Report {
        schema: SCHEMA,
        unhunch: "0.1.0".to_owned(),
        guide: GuideId {
            name: "upper-back".to_owned(),
            sha256: "0".repeat(64),
        },
        // Numbers that have no short binary form.
        video: Some(Video {
            width: 640,
            height: 480,
            frames: 1000,
            duration_s: 66.667,
            coverage: 0.1 + 0.2,
            view: None,
        }),
        no_neutral: None,
        doubts: Vec::new(),
        stopped_early: false,
        steps: Vec::new(),
        events: Vec::new(),
        next: None,
        session: Some(SessionFacts {
            id: id.to_owned(),
            started_at: started_at.to_owned(),
            source: Source::Camera,
            ending: Ending::Done,
            model: None,
            answers: Vec::new(),
            feedback: None,
            skipped: None,
            saved_at: None,
        }),
    }
}

pub fn one() -> Report {
    session(ID, "2026-11-23T09:30:00Z")
}

/// The same with answers by sentence, and feedback.
pub fn said(answers: &[(u32, Option<AnswerWord>)], feedback: Option<Feedback>) -> Report {
    let mut report = one();
    let facts = report.session.as_mut().unwrap();
    facts.answers = answers
        .iter()
        .map(|(sentence, answer)| Answer {
            step: "round-back".to_owned(),
            side: None,
            sentence: *sentence,
            text: "Your shoulders follow.".to_owned(),
            answer: *answer,
        })
        .collect();
    facts.feedback = feedback;
    report
}

pub fn feedback(stretch_felt: Option<StretchFelt>, pain: Option<u8>) -> Feedback {
    Feedback {
        stretch_felt,
        pain,
        effort: None,
    }
}

pub fn ids(reports: &[Report]) -> Vec<&str> {
    reports
        .iter()
        .map(|report| report.session.as_ref().unwrap().id.as_str())
        .collect()
}

/// Runs SQL on a file as another program would.
pub fn from_outside(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap();
}

/// Puts `value`, an expression of SQL, into a column as a damaged disk would: no rule of the table keeps it out.
pub fn damage(path: &Path, table: &str, column: &str, row: i64, value: &str) {
    assert!(
        try_damage(path, table, column, row, value),
        "{table} {column} {row} {value}"
    );
}

/// The same; false where two rows would come to have the same key.
pub fn try_damage(path: &Path, table: &str, column: &str, row: i64, value: &str) -> bool {
    let rewritten = |rule: &str, by: &str| {
        format!(
            "pragma writable_schema = on;
             update sqlite_master set sql = replace(sql, '{rule}', '{by}') where name = '{table}';
             pragma writable_schema = reset;"
        )
    };
    // The words can be found again, and so put back.
    let rules = [
        ("not null", "/*nnll*/"),
        (") strict", ")/*stri*/"),
        ("primary key", "unique /*key*/"),
    ];
    let lax: String = rules.iter().map(|(rule, by)| rewritten(rule, by)).collect();
    let strict: String = rules.iter().map(|(rule, by)| rewritten(by, rule)).collect();
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(&format!("pragma ignore_check_constraints = on; {lax}"))
        .unwrap();
    let done = connection.execute(
        &format!("update {table} set {column} = {value} where rowid = {row}"),
        [],
    );
    connection.execute_batch(&strict).unwrap();
    done == Ok(1)
}
