//! Who is answered, and what every answer carries.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, HOST, ID, ORIGIN, get, one, send, send_raw, server};

async fn ask(app: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    send_raw(app, "GET", path, headers, Body::empty()).await
}

/// Saves with these headers, besides those that say what the body is.
async fn write(app: &Router, headers: &[(&str, &str)]) -> StatusCode {
    let mut all = vec![("content-type", "application/json")];
    all.extend(headers);
    let body = Body::from(one().to_string());
    send_raw(app, "POST", "/api/sessions", &all, body).await.status
}

#[tokio::test]
async fn only_its_own_names_are_answered() {
    let app = server().await;
    for host in [HOST, "localhost:7373", "[::1]:7373", "coach.home", "coach.home:8443"] {
        assert_eq!(
            ask(&app, "/api/guides", &[("host", host)]).await.status,
            StatusCode::OK,
            "{host}"
        );
    }
    for path in [
        "/",
        "/api/sessions",
        "/api/nothing",
        "/assets/main-1a2b.js",
        "/models/x",
    ] {
        for host in [
            "evil.example",
            "evil.example:7373",
            "127.0.0.1",
            "localhost:80",
            "127.0.0.1.evil.example:7373",
        ] {
            let answer = ask(&app, path, &[("host", host)]).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
            assert_eq!(answer.error(), "unhunch does not answer to this name.");
        }
    }
    let none = ask(&app, "/", &[]).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    let two = ask(&app, "/", &[("host", HOST), ("host", "evil.example")]).await;
    assert_eq!(two.status, StatusCode::BAD_REQUEST);
    let other_in_address = ask(&app, "http://evil.example/api/sessions", &[("host", HOST)]).await;
    assert_eq!(other_in_address.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn only_its_own_page_writes() {
    let app = server().await;
    let host = ("host", HOST);
    let refused = [
        vec![],
        vec![("origin", "null")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "http://localhost:7373")],
        vec![("origin", "http://127.0.0.1:8080")],
        vec![("origin", "")],
        vec![("origin", ORIGIN), ("sec-fetch-site", "cross-site")],
        vec![("origin", ORIGIN), ("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("sec-fetch-site", "cross-site")],
    ];
    for headers in refused {
        let all: Vec<_> = [vec![host], headers].concat();
        assert_eq!(write(&app, &all).await, StatusCode::FORBIDDEN, "{all:?}");
        for path in ["/api/sessions", "/api/sessions/x", "/"] {
            let answer = send_raw(&app, "DELETE", path, &all, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{all:?}");
        }
    }
    assert_eq!(get(&app, "/api/sessions").await.json(), serde_json::json!([]));

    assert_eq!(write(&app, &[host, ("origin", ORIGIN)]).await, StatusCode::CREATED);
    let by_browser = [host, ("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
    assert_eq!(write(&app, &by_browser).await, StatusCode::OK);
    assert_eq!(
        write(&app, &[host, ("sec-fetch-site", "same-origin")]).await,
        StatusCode::OK
    );
    let by_proxy = [("host", "coach.home"), ("origin", "https://coach.home")];
    assert_eq!(write(&app, &by_proxy).await, StatusCode::OK);
}

#[tokio::test]
async fn other_pages_read_nothing_either() {
    let app = server().await;
    for site in ["cross-site", "same-site"] {
        let answer = ask(&app, "/api/sessions", &[("host", HOST), ("sec-fetch-site", site)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site}");
    }
    // A link from elsewhere opens the page, and a person may look at the list by hand.
    let link = [
        ("host", HOST),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
    ];
    assert_eq!(ask(&app, "/history", &link).await.status, StatusCode::OK);
    let by_hand = [("host", HOST), ("sec-fetch-site", "none")];
    assert_eq!(ask(&app, "/api/sessions", &by_hand).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_none_opens_a_door() {
    let app = server().await;
    let json = [("content-type", "application/json")];
    let answers = [
        get(&app, "/").await,
        get(&app, "/assets/main-1a2b.js").await,
        get(&app, "/nothing.js").await,
        get(&app, "/api/guides").await,
        get(&app, "/api/nothing").await,
        get(&app, &format!("/api/sessions/{ID}")).await,
        get(&app, "/models/none").await,
        send(&app, "POST", "/api/sessions", &json, "{").await,
        send(&app, "POST", "/api/sessions", &json, " ".repeat(2_000_000)).await,
        send(&app, "OPTIONS", "/api/sessions", &[], "").await,
        send(&app, "PUT", "/", &[], "").await,
        ask(&app, "/", &[("host", "evil.example")]).await,
        ask(&app, "/", &[]).await,
        send_raw(&app, "DELETE", "/api/sessions", &[("host", HOST)], Body::empty()).await,
    ];
    let wanted = [
        "content-security-policy",
        "permissions-policy",
        "cross-origin-opener-policy",
        "cross-origin-embedder-policy",
        "cross-origin-resource-policy",
        "x-content-type-options",
        "referrer-policy",
    ];
    for answer in &answers {
        for name in wanted {
            assert!(answer.headers.contains_key(name), "{name}: {answer:?}");
        }
        assert!(
            !answer
                .headers
                .keys()
                .any(|name| name.as_str().starts_with("access-control-")),
            "{answer:?}"
        );
        if !answer.status.is_success() {
            answer.error();
        }
    }
    let shown: Vec<String> = wanted
        .iter()
        .map(|name| format!("{name}: {}", answers[0].header(name)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[tokio::test]
async fn a_way_that_is_not_there_is_said() {
    let app = server().await;
    for (method, path) in [
        ("PUT", "/api/sessions"),
        ("POST", "/api/guides"),
        ("OPTIONS", "/api/sessions"),
        ("POST", "/"),
        ("DELETE", "/guides/upper-back"),
        ("POST", "/models/x"),
    ] {
        let answer = send(&app, method, path, &[], "").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        answer.error();
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let app = server().await;
    // From here on the clock jumps ahead whenever there is nothing to do but wait.
    tokio::time::pause();
    let endless = Body::from_stream(tokio_stream::pending::<Result<&[u8], std::convert::Infallible>>());
    let answer = send(
        &app,
        "POST",
        "/api/sessions",
        &[("content-type", "application/json")],
        endless,
    )
    .await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(answer.error(), "The request took longer than 10 seconds.");
}
