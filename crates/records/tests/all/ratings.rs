//! Rating guides: one rating a guide, changed, taken back, and still there when the file is opened again.

use records::{Records, Saved, Stars};

fn stars(number: u8) -> Stars {
    Stars::new(number).unwrap()
}

/// Guides and stars, as they are listed.
async fn listed(records: &Records) -> Vec<(String, u8)> {
    let ratings = records.ratings().await.unwrap();
    ratings
        .into_iter()
        .map(|rating| (rating.guide, rating.stars.get()))
        .collect()
}

#[test]
fn stars_are_one_to_five() {
    let taken: Vec<u8> = (0..=u8::MAX).filter(|number| Stars::new(*number).is_some()).collect();
    assert_eq!(taken, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_guide_has_one_rating_which_may_change() {
    let records = Records::in_memory().await.unwrap();
    assert_eq!(listed(&records).await, []);
    assert_eq!(records.rate("upper-back", stars(3)).await.unwrap(), Saved::New);
    assert_eq!(records.rate("neck", stars(5)).await.unwrap(), Saved::New);
    assert_eq!(records.rate("upper-back", stars(4)).await.unwrap(), Saved::Updated);
    assert_eq!(
        listed(&records).await,
        [("neck".to_owned(), 5), ("upper-back".to_owned(), 4)]
    );
    let rated_at = records.ratings().await.unwrap().remove(0).rated_at;
    assert!(rated_at.starts_with("20") && rated_at.ends_with('Z'), "{rated_at}");
}

#[tokio::test]
async fn ratings_are_taken_back_one_by_one_or_all() {
    let records = Records::in_memory().await.unwrap();
    for guide in ["gentle", "neck", "shoulders"] {
        records.rate(guide, stars(2)).await.unwrap();
    }
    assert!(records.delete_rating("neck").await.unwrap());
    assert!(!records.delete_rating("neck").await.unwrap());
    assert_eq!(
        listed(&records).await,
        [("gentle".to_owned(), 2), ("shoulders".to_owned(), 2)]
    );
    assert_eq!(records.delete_all_ratings().await.unwrap(), 2);
    assert_eq!(listed(&records).await, []);
}

#[tokio::test]
async fn ratings_outlive_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.sqlite");
    let records = Records::open(&path).await.unwrap();
    records.rate("neck", stars(1)).await.unwrap();
    records.close().await;
    let records = Records::open(&path).await.unwrap();
    assert_eq!(listed(&records).await, [("neck".to_owned(), 1)]);
    records.close().await;
}
