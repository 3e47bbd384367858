//! The person's own guides: written, read, coached as the others are, deleted; and what is no guide.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, HOST, get, one, post, send, send_raw, server};
use serde_json::{Value, json};

const AT: &str = "/api/own-guides/my-neck";
const RIGHT: &str = "---\ntitle: My neck\n---\n\nStop if it hurts.\n\n## Bow {#bow}\n\n- Bow. `reach chin to chest`\n";
const UNFINISHED: &str = "---\ntitle: My neck\n---\n\n## Bow {#bow}\n\n- Bow. `reach chin to chst`\n- Stay. `note`\n";

async fn put(app: &Router, path: &str, also: &[(&str, &str)], text: impl Into<Body>) -> Answer {
    let mut headers = vec![("content-type", "text/markdown; charset=utf-8")];
    headers.extend(also);
    send(app, "PUT", path, &headers, text).await
}

async fn list(app: &Router) -> Value {
    get(app, "/api/own-guides").await.json()
}

#[tokio::test]
async fn a_guide_is_kept_and_read_and_coached_as_the_others_are() {
    let app = server().await;
    assert_eq!(list(&app).await, json!([]));
    let first = put(&app, AT, &[("if-none-match", "*")], RIGHT).await;
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(first.json(), json!({"name": "my-neck", "version": 1}));
    assert_eq!((first.header("location"), first.header("etag")), (AT, "\"1\""));

    let read = get(&app, AT).await;
    assert_eq!(read.header("etag"), "\"1\"");
    assert_eq!(read.header("cache-control"), "no-store");
    assert_eq!(read.json()["text"], RIGHT);

    let cards = list(&app).await;
    assert_eq!(cards[0]["title"], "My neck");
    assert_eq!(cards[0]["steps"], 1);
    assert_eq!(cards[0]["has_mistakes"], false);

    let page = get(&app, "/api/guides/my-neck").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.json();
    assert_eq!(page["text"], RIGHT);
    assert_eq!(
        page["steps"][0]["sentences"][0]["rules"][0]["rule"],
        "reach chin to chest"
    );
    // They are not among those that come with the program.
    let shipped = get(&app, "/api/guides").await.json();
    assert!(shipped.as_array().unwrap().iter().all(|card| card["name"] != "my-neck"));

    // A session of it is kept as any other.
    let mut session = one();
    session["guide"]["name"] = json!("my-neck");
    assert_eq!(post(&app, &session).await.status, StatusCode::CREATED);
    assert_eq!(get(&app, "/api/sessions").await.json()[0]["guide"]["name"], "my-neck");
}

#[tokio::test]
async fn an_unfinished_guide_is_kept_and_not_coached() {
    let app = server().await;
    assert_eq!(put(&app, AT, &[], UNFINISHED).await.status, StatusCode::CREATED);
    assert_eq!(list(&app).await[0]["has_mistakes"], true);
    assert_eq!(get(&app, AT).await.json()["text"], UNFINISHED);
    let page = get(&app, "/api/guides/my-neck").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_eq!(page.error(), "This guide still has mistakes.");
    // Even an empty one, and bytes that no editor writes.
    assert_eq!(
        put(&app, "/api/own-guides/empty", &[], "").await.status,
        StatusCode::CREATED
    );
    assert_eq!(
        put(&app, "/api/own-guides/nul", &[], "\0## \u{202e}\0").await.status,
        StatusCode::CREATED
    );
    assert_eq!(list(&app).await.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn nothing_is_overwritten_by_accident() {
    let app = server().await;
    put(&app, AT, &[("if-none-match", "*")], RIGHT).await;
    let second = put(&app, AT, &[("if-match", "\"1\"")], UNFINISHED).await;
    assert_eq!((second.status, second.header("etag")), (StatusCode::OK, "\"2\""));
    for late in [("if-none-match", "*"), ("if-match", "\"1\""), ("if-match", "\"x\"")] {
        let refused = put(&app, AT, &[late], "late").await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED, "{late:?}");
        refused.error();
    }
    let unclear = put(&app, AT, &[("if-none-match", "*"), ("if-match", "\"2\"")], "late").await;
    assert_eq!(unclear.status, StatusCode::BAD_REQUEST);
    assert_eq!(get(&app, AT).await.json()["text"], UNFINISHED);
}

#[tokio::test]
async fn what_is_no_guide_is_refused() {
    let app = server().await;
    let shipped = put(&app, "/api/own-guides/upper-back", &[], RIGHT).await;
    assert_eq!(shipped.status, StatusCode::CONFLICT);
    assert_eq!(shipped.error(), "A guide that comes with the program has this name.");
    for bad in ["My-Neck", "a--b", "a.md", "%2e%2e", "a%2Fb", "%C3%A4", &"x".repeat(65)] {
        let refused = put(&app, &format!("/api/own-guides/{bad}"), &[], RIGHT).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad}");
        assert_eq!(refused.error(), "No guide can have this name.");
    }
    let most = guide::LONGEST_BYTES;
    for (bytes, status) in [
        (vec![b'a'; most], StatusCode::CREATED),
        (vec![b'a'; most + 1], StatusCode::PAYLOAD_TOO_LARGE),
        (vec![b'a'; 10 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE),
        (vec![0xff; 10], StatusCode::BAD_REQUEST),
    ] {
        let length = bytes.len();
        assert_eq!(put(&app, AT, &[], bytes).await.status, status, "{length}");
    }
    let json = send(&app, "PUT", AT, &[("content-type", "application/json")], "{}").await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let posted = send(
        &app,
        "POST",
        "/api/own-guides",
        &[("content-type", "text/markdown")],
        RIGHT,
    )
    .await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let app = server().await;
    for name in ["a", "b", "c"] {
        put(&app, &format!("/api/own-guides/{name}"), &[], RIGHT).await;
    }
    let delete = async |path: &str| send(&app, "DELETE", path, &[], Body::empty()).await.status;
    assert_eq!(delete("/api/own-guides/b").await, StatusCode::NO_CONTENT);
    assert_eq!(delete("/api/own-guides/b").await, StatusCode::NOT_FOUND);
    assert_eq!(get(&app, "/api/own-guides/b").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&app, "/api/guides/b").await.status, StatusCode::NOT_FOUND);
    assert_eq!(list(&app).await.as_array().unwrap().len(), 2);
    assert_eq!(delete("/api/own-guides").await, StatusCode::NO_CONTENT);
    assert_eq!(list(&app).await, json!([]));
}

#[tokio::test]
async fn no_other_page_may_write_or_read() {
    let app = server().await;
    put(&app, AT, &[], RIGHT).await;
    let elsewhere = [
        ("host", HOST),
        ("origin", "http://evil.example"),
        ("content-type", "text/markdown"),
    ];
    let unsaid = [("host", HOST), ("content-type", "text/markdown")];
    for headers in [&elsewhere[..], &unsaid[..]] {
        for (method, path) in [("PUT", AT), ("DELETE", AT), ("DELETE", "/api/own-guides")] {
            let refused = send_raw(&app, method, path, headers, Body::from("evil")).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{method} {path}");
        }
    }
    let read = send_raw(
        &app,
        "GET",
        AT,
        &[("host", HOST), ("sec-fetch-site", "cross-site")],
        Body::empty(),
    )
    .await;
    assert_eq!(read.status, StatusCode::FORBIDDEN);
    assert_eq!(get(&app, AT).await.json()["text"], RIGHT);
}

#[tokio::test]
async fn a_guide_of_ones_own_is_rated_as_long_as_it_is_there() {
    let app = server().await;
    let rate = async || {
        let stars = r#"{"stars": 4}"#;
        send(
            &app,
            "PUT",
            "/api/ratings/my-neck",
            &[("content-type", "application/json")],
            stars,
        )
        .await
        .status
    };
    let rated = async || get(&app, "/api/ratings").await.json();
    assert_eq!(rate().await, StatusCode::NOT_FOUND);
    put(&app, AT, &[], RIGHT).await;
    assert_eq!(rate().await, StatusCode::CREATED);
    assert_eq!(rated().await[0]["guide"], "my-neck");
    send(&app, "DELETE", AT, &[], Body::empty()).await;
    assert_eq!(rated().await, json!([]));
    put(&app, AT, &[], RIGHT).await;
    assert_eq!(rate().await, StatusCode::CREATED);
    let kept = send(
        &app,
        "PUT",
        "/api/ratings/neck",
        &[("content-type", "application/json")],
        r#"{"stars": 2}"#,
    )
    .await;
    assert_eq!(kept.status, StatusCode::CREATED);
    send(&app, "DELETE", "/api/own-guides", &[], Body::empty()).await;
    assert_eq!(rated().await.as_array().unwrap().len(), 1);
    assert_eq!(rated().await[0]["guide"], "neck");
}
