//! What is saved, and what a second save may change.

use crate::common;

use common::{ID, feedback, ids, one, said, session};
use records::{Records, RecordsError, Saved};
use results::{AnswerWord, Feedback, Report, StretchFelt};

/// Every save in order, then the one session that is there.
async fn after(saves: &[Report]) -> Report {
    let records = Records::in_memory().await.unwrap();
    for report in saves {
        records.save(report).await.unwrap();
    }
    let mut list = records.list().await.unwrap();
    assert_eq!(list.len(), 1);
    list.pop().unwrap()
}

fn answers(report: &Report) -> Vec<(u32, Option<AnswerWord>)> {
    let facts = report.session.as_ref().unwrap();
    facts
        .answers
        .iter()
        .map(|answer| (answer.sentence, answer.answer))
        .collect()
}

fn feedback_of(report: &Report) -> Option<&Feedback> {
    report.session.as_ref().unwrap().feedback.as_ref()
}

#[tokio::test]
async fn a_session_comes_back_as_it_was_and_says_when_it_was_saved() {
    let records = Records::in_memory().await.unwrap();
    assert_eq!(records.save(&one()).await.unwrap(), Saved::New);

    let mut read = records.get(ID).await.unwrap().unwrap();
    let saved_at = read.session.as_mut().unwrap().saved_at.take().unwrap();
    assert_eq!(read, one());
    // The check of a report reads the time as RFC 3339.
    read.session.as_mut().unwrap().saved_at = Some(saved_at);
    assert_eq!(read.check(), Ok(()));
}

#[tokio::test]
async fn the_same_session_is_stored_once() {
    let records = Records::in_memory().await.unwrap();
    assert_eq!(records.save(&one()).await.unwrap(), Saved::New);
    let first = records.list().await.unwrap();
    assert_eq!(records.save(&one()).await.unwrap(), Saved::Updated);
    // Even as it was read: with the time at which it was saved.
    assert_eq!(records.save(&first[0]).await.unwrap(), Saved::Updated);
    assert_eq!(records.list().await.unwrap(), first);
}

#[tokio::test]
async fn another_result_under_the_same_id_is_refused_and_changes_nothing() {
    let records = Records::in_memory().await.unwrap();
    records.save(&one()).await.unwrap();
    let before = records.list().await.unwrap();

    let mut other = one();
    other.video.as_mut().unwrap().frames += 1;
    let refused = records.save(&other).await;
    assert!(
        matches!(&refused, Err(RecordsError::Conflict { id }) if id == ID),
        "{refused:?}"
    );
    let later = session(ID, "2026-11-23T09:30:01Z");
    assert!(matches!(records.save(&later).await, Err(RecordsError::Conflict { .. })));
    assert_eq!(records.list().await.unwrap(), before);
}

#[tokio::test]
async fn answers_come_together_in_whatever_order_they_are_sent() {
    let (yes, no) = (Some(AnswerWord::Yes), Some(AnswerWord::No));
    let early = said(&[(2, None), (3, None)], None);
    let middle = said(&[(2, yes), (3, None)], None);
    let late = said(&[(2, yes), (3, no)], None);
    for order in [
        [&early, &middle, &late],
        [&late, &middle, &early],
        [&middle, &late, &early],
    ] {
        let report = after(&order.map(Report::clone)).await;
        assert_eq!(answers(&report), [(2, yes), (3, no)]);
    }
    // Changed one's mind.
    let report = after(&[late, said(&[(2, no)], None)]).await;
    assert_eq!(answers(&report), [(2, no), (3, no)]);
}

#[tokio::test]
async fn feedback_is_not_unsaid_by_an_older_copy() {
    let all = feedback(Some(StretchFelt::ALittle), Some(2));
    let part = feedback(None, Some(3));
    let report = after(&[said(&[], Some(all.clone())), said(&[], None)]).await;
    assert_eq!(feedback_of(&report), Some(&all));
    let report = after(&[said(&[], None), said(&[], Some(all.clone()))]).await;
    assert_eq!(feedback_of(&report), Some(&all));
    let report = after(&[said(&[], Some(all)), said(&[], Some(part))]).await;
    let both = feedback(Some(StretchFelt::ALittle), Some(3));
    assert_eq!(feedback_of(&report), Some(&both));
}

#[tokio::test]
async fn a_report_of_a_video_is_no_session() {
    let records = Records::in_memory().await.unwrap();
    let mut report = one();
    report.session = None;
    assert!(matches!(records.save(&report).await, Err(RecordsError::NoSession)));
}

#[tokio::test]
async fn the_session_that_began_last_comes_first_whatever_its_time_zone() {
    let records = Records::in_memory().await.unwrap();
    let id = |number: u32| format!("6a1f0c9e-0000-4000-8000-{number:012}");
    // In the order in which they began.
    let starts = [
        "2026-11-23T10:00:00+02:00",
        "2026-11-23T08:30:00.250Z",
        "2026-11-23T08:30:00.500Z",
        "2026-11-23T05:00:00-04:00",
    ];
    for place in [2, 0, 3, 1] {
        records
            .save(&session(&id(place), starts[place as usize]))
            .await
            .unwrap();
    }
    let list = records.list().await.unwrap();
    assert_eq!(ids(&list), [id(3), id(2), id(1), id(0)]);
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_may_come_again() {
    let records = Records::in_memory().await.unwrap();
    let other = session("6a1f0c9e-0000-4000-8000-000000000002", "2026-11-24T09:30:00Z");
    records.save(&one()).await.unwrap();
    records.save(&other).await.unwrap();

    assert!(records.delete(ID).await.unwrap());
    assert!(!records.delete(ID).await.unwrap());
    assert_eq!(records.get(ID).await.unwrap(), None);
    assert_eq!(records.list().await.unwrap().len(), 1);
    assert_eq!(records.delete_all().await.unwrap(), 1);
    assert_eq!(records.list().await.unwrap(), []);
    assert_eq!(records.save(&one()).await.unwrap(), Saved::New);
}
