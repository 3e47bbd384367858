//! Rating guides over HTTP, and what is no rating; guides in another language.

use crate::common;

use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, HOST, get, send, send_raw, server};
use serde_json::{Value, json};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

async fn put(app: &axum::Router, guide: &str, body: &str) -> Answer {
    send(app, "PUT", &format!("/api/ratings/{guide}"), &JSON, body.to_owned()).await
}

/// Guides and stars, as they are listed.
async fn listed(app: &axum::Router) -> Vec<(String, u64)> {
    let list = get(app, "/api/ratings").await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(list.header("cache-control"), "no-store");
    let Value::Array(list) = list.json() else {
        panic!("no list")
    };
    list.iter()
        .map(|rating| {
            assert!(rating["rated_at"].is_string());
            (
                rating["guide"].as_str().unwrap().to_owned(),
                rating["stars"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_guide_is_rated_once_and_the_rating_may_change() {
    let app = server().await;
    assert_eq!(listed(&app).await, []);
    assert_eq!(put(&app, "neck", r#"{"stars": 2}"#).await.status, StatusCode::CREATED);
    assert_eq!(
        put(&app, "neck", r#"{"stars": 5}"#).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(listed(&app).await, [("neck".to_owned(), 5)]);
}

#[tokio::test]
async fn ratings_are_taken_back_one_by_one_or_all() {
    let app = server().await;
    for guide in ["neck", "gentle", "shoulders"] {
        put(&app, guide, r#"{"stars": 3}"#).await;
    }
    let delete = async |path: &str| send(&app, "DELETE", path, &[], Body::empty()).await;
    assert_eq!(delete("/api/ratings/neck").await.status, StatusCode::NO_CONTENT);
    let gone = delete("/api/ratings/neck").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert_eq!(gone.error(), "There is no such rating.");
    assert_eq!(listed(&app).await.len(), 2);
    assert_eq!(delete("/api/ratings").await.status, StatusCode::NO_CONTENT);
    assert_eq!(listed(&app).await, []);
}

#[tokio::test]
async fn what_is_no_rating_is_refused() {
    let app = server().await;
    for body in [
        "",
        "5",
        "{}",
        r#"{"stars": 0}"#,
        r#"{"stars": 6}"#,
        r#"{"stars": 4.5}"#,
        r#"{"stars": "4"}"#,
        r#"{"stars": 4, "who": "me"}"#,
    ] {
        let answer = put(&app, "neck", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.error(), "This is no rating.");
    }
    let unknown = put(&app, "no-such-guide", r#"{"stars": 4}"#).await;
    assert_eq!(
        (unknown.status, unknown.error().as_str()),
        (StatusCode::NOT_FOUND, "There is no such guide.")
    );
    let plain = send(&app, "PUT", "/api/ratings/neck", &[], r#"{"stars": 4}"#).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(listed(&app).await, []);
}

#[tokio::test]
async fn another_site_can_neither_rate_nor_take_back() {
    let app = server().await;
    put(&app, "neck", r#"{"stars": 3}"#).await;
    let foreign = [
        ("host", HOST),
        ("origin", "http://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/json"),
    ];
    for (method, path, body) in [
        ("PUT", "/api/ratings/neck", r#"{"stars": 1}"#),
        ("DELETE", "/api/ratings/neck", ""),
        ("DELETE", "/api/ratings", ""),
    ] {
        let answer = send_raw(&app, method, path, &foreign, body.into()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
    }
    assert_eq!(listed(&app).await, [("neck".to_owned(), 3)]);
}

#[tokio::test]
async fn guides_come_in_the_language_that_is_wished_for() {
    let app = server().await;
    let told = async |query: &str| {
        let page = get(&app, &format!("/api/guides/upper-back{query}")).await.json();
        json!([page["language"], page["title"], page["sides"]["left"]])
    };
    assert_eq!(told("").await, json!(["en", "How to Stretch the Upper Back", "left"]));
    assert_eq!(
        told("?language=de").await,
        json!(["de", "So dehnst du den oberen Rücken", "links"])
    );
    assert_eq!(told("?language=fr").await[0], "en");
    let page = get(&app, "/api/guides/upper-back?a=b&language=es").await.json();
    assert_eq!(page["languages"], json!(["en", "de", "es"]));
    assert_eq!(page["language"], "es");
    // Each guide once; what is not translated is there all the same.
    for (wished, given) in [("de", "de"), ("fr", "en")] {
        let cards = get(&app, &format!("/api/guides?language={wished}")).await.json();
        let languages: Vec<&Value> = cards.as_array().unwrap().iter().map(|card| &card["language"]).collect();
        assert_eq!(languages, vec![&json!(given); guide::builtin_guides().len()]);
    }
}
