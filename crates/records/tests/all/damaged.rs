//! Rows that no version of this program wrote.

use crate::common;

use std::path::{Path, PathBuf};

use common::{damage, ids, one, session};
use records::{Damaged, Records, RecordsError, Replaces, Stars, Table};
use serde_json::json;
use tempfile::{TempDir, tempdir};

/// What a damaged disk or another program may leave in any column.
const VALUES: [&str; 13] = [
    "null",
    "0",
    "-1",
    "9223372036854775807",
    "1e308",
    "-9e999",
    "x''",
    "x'ff00ff'",
    "''",
    "cast(x'ffc328' as text)",
    "'{'",
    "hex(zeroblob(200000))",
    "char(0) || hex(zeroblob(100000))",
];

fn id(number: u32) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// A closed file with three rows in each table.
async fn three_of_each() -> (TempDir, PathBuf) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    for number in 1..=3 {
        records
            .save(&session(&id(number), "2026-11-23T09:30:00Z"))
            .await
            .unwrap();
        let name = format!("guide-{number}");
        records
            .write_guide(&name, "# A guide\n", Replaces::Nothing)
            .await
            .unwrap();
        records.rate(&name, Stars::new(3).unwrap()).await.unwrap();
    }
    records.close().await;
    (folder, path)
}

async fn counts(records: &Records) -> [usize; 3] {
    [
        records.list().await.unwrap().len(),
        records.ratings().await.unwrap().len(),
        records.guides().await.unwrap().len(),
    ]
}

/// Damages one column of the second row of a table in every way.
async fn every_way(table: &str, column: &str) -> usize {
    let mut found = 0;
    for value in VALUES {
        let (_folder, path) = three_of_each().await;
        damage(&path, table, column, 2, value);
        let what = format!("{table}.{column} = {value}");
        let records = Records::open(&path)
            .await
            .unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let damaged = records.damaged().await.unwrap();
        // What is only for questions, or a text like any other, may be anything.
        assert!(damaged.len() <= 1, "{what}: {damaged:?}");
        let shown: usize = counts(&records).await.iter().sum();
        assert_eq!(shown, 9 - damaged.len(), "{what}: the others are shown");
        found += damaged.len();
        if let Some(Damaged { table, row, .. }) = damaged.first() {
            assert!(records.raw(*table, *row).await.unwrap().is_some(), "{what}");
            assert!(records.delete_damaged(*table, *row).await.unwrap(), "{what}");
            assert_eq!(records.damaged().await.unwrap(), [], "{what}");
            assert_eq!(counts(&records).await.iter().sum::<usize>(), 8, "{what}");
        }
        // It goes on.
        records.save(&session(&id(9), "2026-11-23T09:30:00Z")).await.unwrap();
        records.rate("guide-2", Stars::new(5).unwrap()).await.unwrap();
    }
    found
}

#[tokio::test]
async fn whatever_stands_in_a_session_the_others_are_shown() {
    for column in ["guide", "started_at", "started_unix_s", "source", "ending", "parts"] {
        // Only for questions: the report is the whole of it.
        assert_eq!(every_way("sessions", column).await, 0, "{column}");
    }
    for column in ["id", "saved_at", "report"] {
        assert_eq!(every_way("sessions", column).await, VALUES.len(), "{column}");
    }
}

#[tokio::test]
async fn whatever_stands_in_a_rating_or_a_guide_the_others_are_shown() {
    for column in ["guide", "stars", "rated_at"] {
        assert!(every_way("ratings", column).await >= 4, "{column}");
    }
    for column in ["name", "version", "changed_at", "text"] {
        assert!(every_way("own_guides", column).await >= 4, "{column}");
    }
}

async fn damaged_by(path: &Path, column: &str, value: &str) -> (Records, Vec<Damaged>) {
    damage(path, "sessions", column, 2, value);
    let records = Records::open(path).await.unwrap();
    let damaged = records.damaged().await.unwrap();
    (records, damaged)
}

#[tokio::test]
async fn a_session_that_can_not_be_read_is_named_given_as_it_is_and_deleted() {
    let (_folder, path) = three_of_each().await;
    let (records, damaged) = damaged_by(&path, "report", "'{'").await;
    let wanted = Damaged {
        table: Table::Sessions,
        row: 2,
        name: Some(id(2)),
        why: "report is none, from line 1, column 1 on".to_owned(),
    };
    assert_eq!(damaged, [wanted]);
    assert_eq!(ids(&records.list().await.unwrap()), [id(3), id(1)]);
    for again in [
        records.get(&id(2)).await.map(drop),
        records.save(&session(&id(2), "2026-11-23T09:30:00Z")).await.map(drop),
    ] {
        assert!(matches!(again, Err(RecordsError::Unreadable { .. })), "{again:?}");
    }
    let raw = records.raw(Table::Sessions, 2).await.unwrap().unwrap();
    assert_eq!(raw["report"], json!("{"));
    assert_eq!(raw["guide"], json!("upper-back"));
    assert_eq!(records.raw_session(&id(2)).await.unwrap(), Some(raw));
    // It is one like any other to whoever deletes it by its id.
    assert!(records.delete(&id(2)).await.unwrap());
    assert_eq!(records.damaged().await.unwrap(), []);
}

#[tokio::test]
async fn bytes_that_are_no_text_are_given_in_hexadecimal() {
    let (_folder, path) = three_of_each().await;
    let (records, damaged) = damaged_by(&path, "id", "x'00ff'").await;
    assert_eq!(damaged[0].name, None);
    let raw = records.raw(Table::Sessions, 2).await.unwrap().unwrap();
    assert_eq!(raw["id"], json!({"hex": "00ff"}));
}

#[tokio::test]
async fn a_result_under_the_id_of_another_is_damaged() {
    let (_folder, path) = three_of_each().await;
    // It would be listed under an id that nobody can read or delete.
    let (_, damaged) = damaged_by(&path, "id", "'6a1f0c9e-0000-4000-8000-00000000000f'").await;
    assert_eq!(damaged[0].why, "report is not of this session");
}

#[tokio::test]
async fn what_can_be_read_is_not_deleted_as_damaged() {
    let records = Records::in_memory().await.unwrap();
    records.save(&one()).await.unwrap();
    for row in [0, 1, 2, i64::MAX] {
        assert!(!records.delete_damaged(Table::Sessions, row).await.unwrap());
    }
    assert_eq!(records.list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_column_or_table_that_is_missing_is_an_error() {
    for sql in [
        "alter table sessions rename column report to rapport",
        "alter table ratings drop column stars",
        "drop table own_guides",
    ] {
        let (_folder, path) = three_of_each().await;
        let records = Records::open(&path).await.unwrap();
        common::from_outside(&path, sql);
        let _ = (records.list().await, records.ratings().await, records.guides().await);
        let _ = (records.damaged().await, records.raw(Table::OwnGuides, 1).await);
        let _ = (records.get(&id(1)).await, records.guide("guide-1").await);
        let _ = (
            records.save(&one()).await,
            records.rate("guide-1", Stars::new(1).unwrap()).await,
        );
        let _ = records.write_guide("guide-1", "", Replaces::Anything).await;
        for table in Table::ALL {
            let _ = records.delete_damaged(table, 1).await;
        }
    }
}
