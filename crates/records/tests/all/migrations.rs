//! Files of every earlier version are brought up to date, with all that is in them.

use crate::common;

use std::path::Path;

use common::from_outside;
use common::routine::routine;
use records::{Filter, Records, Table};
use results::{Report, Rows, Tables};
use rusqlite::{Connection, params};
use tempfile::tempdir;

/// The form of each version, on top of the one before.
const VERSIONS: [&str; 3] = [
    include_str!("../../migrations/0001_sessions.sql"),
    include_str!("../../migrations/0002_ratings.sql"),
    include_str!("../../migrations/0003_own_guides.sql"),
];

fn id(number: u32) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

fn of(number: u32) -> Report {
    routine(&id(number), &format!("2026-11-{:02}T09:30:00Z", 1 + number), number, 2)
}

/// A file as an earlier version left it, with these sessions. The first two versions noted theirs in a table.
fn file(path: &Path, version: usize, in_a_table: bool, reports: &[Report]) {
    let connection = Connection::open(path).unwrap();
    for sql in &VERSIONS[..version] {
        connection.execute_batch(sql).unwrap();
    }
    if in_a_table {
        let table = "create table _sqlx_migrations (version bigint primary key, description text not null,
            installed_on timestamp not null default current_timestamp, success boolean not null, checksum blob not null,
            execution_time bigint not null);";
        connection.execute_batch(table).unwrap();
        for number in 1..=version {
            let note = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                values (?, '', 1, x'00', 0)";
            connection.execute(note, [number as i64]).unwrap();
        }
    } else {
        connection.pragma_update(None, "user_version", version as i64).unwrap();
    }
    for report in reports {
        let facts = report.session.as_ref().unwrap();
        connection
            .execute(
                "insert into sessions (id, guide, started_at, started_unix_s, source, ending, saved_at, report)
                 values (?1, ?2, ?3, unixepoch(?3, 'subsec'), ?4, ?5, ?3, ?6)",
                params![
                    facts.id,
                    report.guide.name,
                    facts.started_at,
                    facts.source.name(),
                    facts.ending.name(),
                    serde_json::to_string(report).unwrap(),
                ],
            )
            .unwrap();
    }
}

fn tables(reports: &[Report]) -> Tables {
    let mut tables = Tables::default();
    for rows in reports.iter().filter_map(Rows::of) {
        tables.sessions.push(rows.session);
        tables.steps.extend(rows.steps);
        tables.rules.extend(rows.rules);
    }
    tables
}

#[tokio::test]
async fn a_file_of_every_earlier_version_is_brought_up_to_date() {
    let reports: Vec<Report> = (0..5).map(of).collect();
    for (version, in_a_table) in [(1, true), (2, true), (1, false), (2, false), (3, false)] {
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        file(&path, version, in_a_table, &reports);
        for round in 0..2 {
            let what = format!("version {version}, in a table {in_a_table}, opened {round} times before");
            let records = Records::open(&path)
                .await
                .unwrap_or_else(|error| panic!("{what}: {error:?}"));
            assert_eq!(records.list().await.unwrap().len(), 5, "{what}");
            assert_eq!(
                records.rows(&Filter::default()).await.unwrap(),
                tables(&reports),
                "{what}"
            );
            assert_eq!(records.guides().await.unwrap(), [], "{what}: its table was made");
            records.close().await;
            // The columns, and not the reports that stand in for them.
            let connection = Connection::open(&path).unwrap();
            let known = "select count(*) from sessions where parts = (select count(*) from steps where session = id)";
            assert_eq!(connection.query_row(known, [], |row| row.get(0)), Ok(5), "{what}");
        }
    }
}

#[tokio::test]
async fn a_row_that_can_not_be_read_stays_as_it_is_and_is_named() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    file(&path, 3, false, &[of(0), of(1), of(2)]);
    from_outside(&path, "update sessions set report = '{\"schema\": 2' where rowid = 2");
    let records = Records::open(&path).await.unwrap();
    let damaged = records.damaged().await.unwrap();
    assert_eq!(damaged.len(), 1);
    assert_eq!((damaged[0].row, damaged[0].name.clone()), (2, Some(id(1))));
    let raw = records.raw(Table::Sessions, 2).await.unwrap().unwrap();
    assert_eq!(
        (&raw["report"], &raw["parts"]),
        (&"{\"schema\": 2".into(), &serde_json::Value::Null)
    );
    assert_eq!(records.rows(&Filter::default()).await.unwrap(), tables(&[of(0), of(2)]));
}

#[tokio::test]
async fn several_programs_bring_one_file_up_to_date_at_the_same_time() {
    let reports: Vec<Report> = (0..20).map(of).collect();
    for _ in 0..3 {
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        file(&path, 3, false, &reports);
        let opening = (0..4).map(|_| {
            let path = path.clone();
            // Each with a connection of its own, as in another process.
            tokio::spawn(async move {
                let records = Records::open(&path).await.unwrap();
                records.rows(&Filter::default()).await.unwrap()
            })
        });
        for opened in opening.collect::<Vec<_>>() {
            assert_eq!(opened.await.unwrap(), tables(&reports));
        }
    }
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_file_as_it_was() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    file(&path, 3, false, &[of(0)]);
    // Somebody has made a table that the step wants to make.
    from_outside(&path, "create table rules (a text)");
    let before = std::fs::read(&path).unwrap();
    assert!(Records::open(&path).await.is_err());
    let connection = Connection::open(&path).unwrap();
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 3);
    let columns = "select count(*) from pragma_table_info('sessions') where name = 'parts'";
    assert_eq!(connection.query_row(columns, [], |row| row.get(0)), Ok(0));
    drop(connection);
    // But for the two bytes that say that it has a log beside it, and its counters.
    assert_eq!(std::fs::read(&path).unwrap().len(), before.len());
}
