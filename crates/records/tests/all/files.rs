//! Real files: made, shared, left alone.

use crate::common;

use std::fs;
use std::path::Path;

use common::routine::routine;
use common::{ID, from_outside, one, session};
use records::{Records, RecordsError, Saved};
use tempfile::tempdir;

#[tokio::test]
async fn sessions_outlive_the_program() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a").join("b").join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();
    let saved = records.list().await.unwrap();
    records.close().await;

    let again = Records::open(&path).await.unwrap();
    assert_eq!(again.list().await.unwrap(), saved);
    assert_eq!(again.save(&one()).await.unwrap(), Saved::Updated);
}

#[tokio::test]
async fn sessions_outlive_a_program_that_was_killed() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let killed = Records::open(&path).await.unwrap();
    killed.save(&one()).await.unwrap();
    // Copied while it is open: what a power cut leaves behind.
    let left = folder.path().join("left.db");
    for ending in ["", "-wal"] {
        let name = |path: &Path| format!("{}{ending}", path.display());
        fs::copy(name(&path), name(&left)).unwrap();
    }
    let again = Records::open(&left).await.unwrap();
    assert!(again.get(ID).await.unwrap().is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_them() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempdir().unwrap();
    let made = folder.path().join("made");
    let path = made.join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&made), 0o700);
    let files: Vec<_> = fs::read_dir(&made).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 1, "the log lies beside the file: {files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn two_programs_make_and_use_one_file_at_the_same_time() {
    for _ in 0..5 {
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        let opening: Vec<_> = (0..4)
            .map(|_| {
                let path = path.clone();
                // Each with a connection of its own, as in another process.
                tokio::spawn(async move { Records::open(&path).await })
            })
            .collect();
        let mut saving = Vec::new();
        for (program, records) in opening.into_iter().enumerate() {
            let records = records.await.unwrap().unwrap();
            saving.push(tokio::spawn(async move {
                let mut new = 0;
                for number in 0..10 {
                    // Five of its own, and five that all of them save.
                    let owner = if number < 5 { program + 1 } else { 0 };
                    let id = format!("6a1f0c9e-0000-4000-8000-{owner:06}{number:06}");
                    let report = session(&id, "2026-11-23T09:30:00Z");
                    if records.save(&report).await.unwrap() == Saved::New {
                        new += 1;
                    }
                }
                new
            }));
        }
        let mut new = 0;
        for saved in saving {
            new += saved.await.unwrap();
        }
        assert_eq!(new, 4 * 5 + 5);
        let records = Records::open(&path).await.unwrap();
        assert_eq!(records.list().await.unwrap().len(), new);
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    for content in ["these are my notes\n".repeat(100), "short".to_owned()] {
        fs::write(&path, &content).unwrap();
        let error = Records::open(&path).await.unwrap_err();
        assert!(matches!(error, RecordsError::NotRecords { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "{} is not a file of saved sessions: move it away, or name another file",
                path.display()
            )
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("places.sqlite");
    from_outside(&path, "create table bookmarks (name text)");
    let before = fs::read(&path).unwrap();
    let error = Records::open(&path).await.unwrap_err();
    assert!(matches!(error, RecordsError::NotRecords { .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_file_is_left_alone() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    for number in 0..50 {
        let id = format!("6a1f0c9e-0000-4000-8000-{number:012}");
        records.save(&session(&id, "2026-11-23T09:30:00Z")).await.unwrap();
    }
    records.close().await;
    let mut bytes = fs::read(&path).unwrap();
    // The header stays; every page behind the first is gone.
    bytes[4096..].fill(0x55);
    fs::write(&path, &bytes).unwrap();

    let error = Records::open(&path).await.unwrap_err();
    assert!(matches!(error, RecordsError::Damaged { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        format!(
            "{} is damaged and was left as it is: move it away to begin a new one",
            path.display()
        )
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_newer_programs_file_is_refused() {
    let newer = [
        "pragma user_version = 9000",
        "create table _sqlx_migrations (version bigint); insert into _sqlx_migrations values (9000)",
    ];
    for newer in newer {
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        Records::open(&path).await.unwrap().close().await;
        from_outside(&path, newer);
        let error = Records::open(&path).await.unwrap_err();
        assert!(matches!(error, RecordsError::Newer { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "{} was written by a newer unhunch: use that one, or name another file",
                path.display()
            )
        );
    }
}

#[tokio::test]
async fn what_was_begun_ends_though_nobody_waits_for_it() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    let number = |number: u32| format!("6a1f0c9e-0000-4000-8000-{number:012}");
    for id in (0..50).map(number) {
        let report = session(&id, "2026-11-23T09:30:00Z");
        // As a client that closes its connection in the middle.
        let save = records.save(&report);
        let _ = tokio::time::timeout(std::time::Duration::from_micros(50), save).await;
    }
    // Writes after it are as good as ever, and stay.
    assert_eq!(records.save(&one()).await.unwrap(), Saved::Updated);
    assert!(records.delete(ID).await.unwrap());
    records.close().await;
    let again = Records::open(&path).await.unwrap();
    assert_eq!(again.list().await.unwrap().len(), 49);
}

#[tokio::test]
async fn a_closed_file_says_so() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.close().await;
    let error = records.list().await.unwrap_err();
    assert!(matches!(error, RecordsError::Closed { .. }), "{error:?}");
}

#[tokio::test]
async fn deleted_sessions_leave_no_trace_in_the_files() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    let words = "a-guide-that-nobody-else-does";
    let mut report = routine(ID, "2026-11-23T09:30:00Z", 0, 3);
    report.guide.name = words.to_owned();
    for step in &mut report.steps {
        // In columns of their own, too.
        step.step = format!("step-of-{words}");
        step.sentences[0].text = format!("A sentence of {words}.");
    }
    records.save(&report).await.unwrap();
    let found = || {
        let files = fs::read_dir(folder.path()).unwrap();
        let mut bytes = files.map(|file| fs::read(file.unwrap().path()).unwrap());
        bytes.any(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
    };
    assert!(found());
    records.delete_all().await.unwrap();
    assert!(!found());
}

#[tokio::test]
async fn a_folder_that_can_not_be_made_is_named() {
    let folder = tempdir().unwrap();
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "").unwrap();
    let error = Records::open(in_the_way.join("sessions.db")).await.unwrap_err();
    assert_eq!(error.to_string(), format!("can't make {}", in_the_way.display()));
}
