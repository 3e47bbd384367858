//! What another computer exported comes in once, over nothing that is here, and whole or not at all.

use crate::common;

use common::{damage, ids, session};
use records::{Brought, Rating, Records, Replaces, Stars};
use results::{Feedback, Report};
use tempfile::tempdir;

fn id(number: usize) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

fn some(numbers: std::ops::Range<usize>) -> Vec<Report> {
    numbers
        .map(|number| session(&id(number), "2026-11-23T09:30:00Z"))
        .collect()
}

fn rating(guide: &str, stars: u8) -> Rating {
    Rating {
        guide: guide.to_owned(),
        stars: Stars::new(stars).unwrap(),
        rated_at: "2025-01-02T03:04:05.678Z".to_owned(),
    }
}

#[tokio::test]
async fn what_is_here_stays_and_the_rest_comes_in_once() {
    let records = Records::in_memory().await.unwrap();
    for report in some(0..3) {
        records.save(&report).await.unwrap();
    }
    records.rate("upper-back", Stars::new(2).unwrap()).await.unwrap();
    records.write_guide("mine", "# Mine", Replaces::Nothing).await.unwrap();
    records.write_guide("same", "# Same", Replaces::Nothing).await.unwrap();

    let mut sessions = some(1..6);
    // Another result under a known id; and feedback that came later.
    sessions[0].stopped_early = true;
    sessions[1].session.as_mut().unwrap().feedback = Some(Feedback {
        stretch_felt: None,
        pain: Some(0),
        effort: None,
    });
    let mut nobody = session(&id(9), "2026-11-23T09:30:00Z");
    nobody.session = None;
    sessions.push(nobody);
    let brought = Brought {
        sessions,
        ratings: vec![rating("upper-back", 5), rating("neck", 4)],
        own_guides: ["mine", "same", "new", "No Name"]
            .map(|name| (name.to_owned(), None, "# Same".to_owned()))
            .to_vec(),
    };
    let taken = records.take_in(brought.clone()).await.unwrap();
    assert_eq!((taken.new, taken.known, taken.ratings, taken.own_guides), (3, 1, 1, 1));
    let refused: Vec<String> = taken
        .refused
        .iter()
        .map(|one| format!("{}: {}", one.what, one.why))
        .collect();
    assert_eq!(
        refused,
        [
            format!("{}: another result is saved here under this id", id(1)),
            ": it is a report without a session".to_owned(),
            "own guide mine: a guide of this name with another text is here, and stays".to_owned(),
            "own guide No Name: no guide can have this name".to_owned(),
        ]
    );
    let listed = records.list().await.unwrap();
    assert_eq!(ids(&listed).len(), 6);
    assert!(!records.get(&id(1)).await.unwrap().unwrap().stopped_early);
    let facts = records.get(&id(2)).await.unwrap().unwrap().session.unwrap();
    assert_eq!(facts.feedback.unwrap().pain, Some(0));
    let ratings = records.ratings().await.unwrap();
    assert_eq!(ratings[0], rating("neck", 4), "with its own time");
    assert_eq!(ratings[1].stars.get(), 2);
    assert_eq!(records.guide("mine").await.unwrap().unwrap().text, "# Mine");
    // The rows are there as for a session that the page saved.
    assert_eq!(
        records.session_rows(&records::Filter::default()).await.unwrap().len(),
        6
    );

    let again = records.take_in(brought).await.unwrap();
    assert_eq!((again.new, again.known, again.ratings, again.own_guides), (0, 4, 0, 0));
    assert_eq!(records.list().await.unwrap(), listed);
}

#[tokio::test]
async fn a_damaged_session_under_the_same_id_is_named_and_stays() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let records = Records::open(&path).await.unwrap();
    records.save(&some(1..2)[0]).await.unwrap();
    damage(&path, "sessions", "report", 1, "'{'");
    let brought = Brought {
        sessions: some(1..3),
        ..Brought::default()
    };
    let taken = records.take_in(brought).await.unwrap();
    assert_eq!((taken.new, taken.known, taken.refused.len()), (1, 0, 1));
    assert!(taken.refused[0].why.contains("damaged"), "{:?}", taken.refused);
    assert_eq!(records.damaged().await.unwrap().len(), 1);
}
