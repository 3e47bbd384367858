//! Guides that the person wrote: kept, not overwritten by accident, gone when they are deleted.

use crate::common;

use std::fs;

use common::one;
use records::{MOST_GUIDES, Records, RecordsError, Replaces, Saved, is_guide_name};
use tempfile::tempdir;

async fn names(records: &Records) -> Vec<String> {
    let guides = records.guides().await.unwrap();
    guides.into_iter().map(|guide| guide.name).collect()
}

#[tokio::test]
async fn a_guide_outlives_the_program_as_it_was_written() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let text = "---\ntitle: Füße\r\n---\n\u{0}no end";
    let records = Records::open(&path).await.unwrap();
    let written = records.write_guide("my-neck", text, Replaces::Nothing).await.unwrap();
    assert_eq!(written, (Saved::New, 1));
    records.close().await;

    let again = Records::open(&path).await.unwrap();
    let read = again.guide("my-neck").await.unwrap().unwrap();
    assert_eq!(
        (read.name.as_str(), read.version, read.text.as_str()),
        ("my-neck", 1, text)
    );
    assert!(read.changed_at.ends_with('Z'), "{}", read.changed_at);
    assert_eq!(again.guide("other").await.unwrap(), None);
}

#[tokio::test]
async fn who_read_an_older_version_does_not_overwrite_a_newer() {
    let records = Records::in_memory().await.unwrap();
    let write = async |text: &str, replaces| records.write_guide("a", text, replaces).await;
    write("1", Replaces::Nothing).await.unwrap();
    assert_eq!(write("2", Replaces::Version(1)).await.unwrap(), (Saved::Updated, 2));
    for late in [Replaces::Version(1), Replaces::Nothing] {
        let refused = write("late", late).await;
        assert!(
            matches!(&refused, Err(RecordsError::GuideChanged { name }) if name == "a"),
            "{refused:?}"
        );
    }
    assert_eq!(records.guide("a").await.unwrap().unwrap().text, "2");
    assert_eq!(write("3", Replaces::Anything).await.unwrap(), (Saved::Updated, 3));
    // One that was deleted meanwhile does not come back by itself.
    records.delete_guide("a").await.unwrap();
    assert!(matches!(
        write("4", Replaces::Version(3)).await,
        Err(RecordsError::GuideChanged { .. })
    ));
}

#[tokio::test]
async fn two_programs_that_write_one_guide_come_one_after_the_other() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let (one, other) = (Records::open(&path).await.unwrap(), Records::open(&path).await.unwrap());
    let (first, second) = tokio::join!(
        one.write_guide("a", "one", Replaces::Nothing),
        other.write_guide("a", "other", Replaces::Nothing)
    );
    assert_ne!(first.is_ok(), second.is_ok(), "{first:?} {second:?}");
}

#[tokio::test]
async fn deleted_guides_leave_no_trace_and_sessions_stay() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&one()).await.unwrap();
    for name in ["a", "b", "c"] {
        let text = "words-that-nobody-else-writes";
        records.write_guide(name, text, Replaces::Nothing).await.unwrap();
    }
    let found = || {
        let files = fs::read_dir(folder.path()).unwrap();
        let mut bytes = files.map(|file| fs::read(file.unwrap().path()).unwrap());
        bytes.any(|bytes| {
            bytes
                .windows(29)
                .any(|window| window == b"words-that-nobody-else-writes")
        })
    };
    assert!(found());
    assert!(records.delete_guide("b").await.unwrap());
    assert!(!records.delete_guide("b").await.unwrap());
    assert_eq!(names(&records).await, ["a", "c"]);
    assert_eq!(records.delete_guides().await.unwrap(), 2);
    assert_eq!(names(&records).await, [""; 0]);
    assert!(!found());
    assert_eq!(records.list().await.unwrap().len(), 1);
    // And the other way round.
    records.write_guide("a", "text", Replaces::Nothing).await.unwrap();
    records.delete_all().await.unwrap();
    assert_eq!(names(&records).await, ["a"]);
}

#[tokio::test]
async fn there_is_an_end_to_how_many_are_kept() {
    let records = Records::in_memory().await.unwrap();
    for number in 0..MOST_GUIDES {
        records
            .write_guide(&format!("g{number}"), "", Replaces::Nothing)
            .await
            .unwrap();
    }
    let refused = records.write_guide("more", "", Replaces::Anything).await;
    assert!(matches!(refused, Err(RecordsError::TooManyGuides)), "{refused:?}");
    // Those that are there can still be changed.
    records.write_guide("g0", "new", Replaces::Anything).await.unwrap();
}

#[tokio::test]
async fn a_name_that_would_make_a_bad_address_is_refused() {
    for good in ["a", "my-neck", "2-minutes", &"x".repeat(64)] {
        assert!(is_guide_name(good), "{good}");
    }
    let records = Records::in_memory().await.unwrap();
    for bad in [
        "",
        "-",
        "a-",
        "-a",
        "a--b",
        "A",
        "ä",
        "a b",
        "a/b",
        "..",
        "a.md",
        "a\n",
        &"x".repeat(65),
    ] {
        let refused = records.write_guide(bad, "", Replaces::Anything).await;
        assert!(matches!(refused, Err(RecordsError::GuideName { .. })), "{bad:?}");
    }
}
