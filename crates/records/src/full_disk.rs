//! Tests: a file that may not grow, as on a full disk.

use std::path::Path;

use rusqlite::Connection;
use tempfile::tempdir;

use crate::{Records, RecordsError, Replaces, Saved, Stars};

#[path = "../tests/all/common/mod.rs"]
mod common;

use common::session;

fn id(number: usize) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// Lets the file grow to so many pages at most.
async fn limit(records: &Records, pages: i64) {
    let work = move |connection: &mut Connection| {
        Ok(connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?)
    };
    records.file.run("limit the file", work).await.unwrap();
}

async fn listed(path: &Path) -> usize {
    let other = Records::open(path).await.unwrap();
    let listed = other.list().await.unwrap().len();
    other.close().await;
    listed
}

#[tokio::test]
async fn a_full_disk_is_said_and_loses_nothing_and_saving_goes_on_when_there_is_room() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    // As small as it may be: the pages that it has.
    limit(&records, 1).await;
    let mut saved = 0;
    let mut refused = 0;
    for number in 0..100 {
        match records.save(&session(&id(number), "2026-11-23T09:30:00Z")).await {
            Ok(_) => saved += 1,
            Err(RecordsError::Full { path: full }) => {
                assert_eq!(full, path);
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(refused > 50, "{refused}");
    let guide = records
        .write_guide("long", &"# A guide\n".repeat(10_000), Replaces::Anything)
        .await;
    assert!(matches!(guide, Err(RecordsError::Full { .. })), "{guide:?}");
    // Reading and deleting need no room, and what was answered with yes is there for others.
    assert_eq!(records.list().await.unwrap().len(), saved);
    assert_eq!(listed(&path).await, saved);
    assert!(saved == 0 || records.delete(&id(0)).await.unwrap());

    limit(&records, 1_000_000).await;
    for number in 0..100 {
        records
            .save(&session(&id(number), "2026-11-23T09:30:00Z"))
            .await
            .unwrap();
    }
    assert_eq!(
        records.rate("upper-back", Stars::new(4).unwrap()).await.unwrap(),
        Saved::New
    );
    assert_eq!(listed(&path).await, 100);
    records.close().await;
    assert_eq!(listed(&path).await, 100);
}
