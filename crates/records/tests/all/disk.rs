//! Disks that fill up, and files that go away while they are open.

use crate::common;

use std::fs;

use common::{ID, one, session};
use records::{Records, RecordsError, Saved};
use tempfile::tempdir;

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_saved_into_a_file_that_is_gone() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    let path = data.join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();

    // Moved away and back: it is the same file.
    let aside = folder.path().join("aside");
    fs::rename(&data, &aside).unwrap();
    for gone in [
        records.save(&one()).await.map(drop),
        records.list().await.map(drop),
        records.delete(ID).await.map(drop),
    ] {
        assert!(matches!(gone, Err(RecordsError::Gone { .. })), "{gone:?}");
    }
    assert!(!data.exists(), "no folder is made where a disk may have been");
    fs::rename(&aside, &data).unwrap();
    assert_eq!(records.save(&one()).await.unwrap(), Saved::Updated);

    fs::remove_dir_all(&data).unwrap();
    let error = records.save(&one()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{} is gone: put it back, or start unhunch again to begin a new one",
            path.display()
        )
    );
    // It ends as always.
    records.close().await;
    assert!(!data.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_took_the_place_of_another_is_used() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();

    fs::remove_file(&path).unwrap();
    fs::remove_file(folder.path().join("sessions.db-wal")).unwrap();
    fs::remove_file(folder.path().join("sessions.db-shm")).unwrap();
    // Another program, or a copy that was put back; it is still open, and what it wrote is in its log.
    let other = Records::open(&path).await.unwrap();
    other
        .save(&session("6a1f0c9e-0000-4000-8000-000000000002", "2026-11-23T09:30:00Z"))
        .await
        .unwrap();

    assert_eq!(
        records.save(&one()).await.unwrap(),
        Saved::New,
        "it is not in the new one yet"
    );
    assert_eq!(other.list().await.unwrap().len(), 2);
    records.close().await;
    other.close().await;
    assert_eq!(Records::open(&path).await.unwrap().list().await.unwrap().len(), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn the_log_of_another_file_outlives_the_end() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();
    for file in fs::read_dir(folder.path()).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    let other = Records::open(&path).await.unwrap();
    other.save(&one()).await.unwrap();
    // Not asked for anything in between: it closes a file whose name is the other's.
    records.close().await;
    assert!(folder.path().join("sessions.db-wal").exists());
    let third = Records::open(&path).await.unwrap();
    assert_eq!(third.list().await.unwrap().len(), 1);
}
