//! Where other computers can reach the server: one browser, with the key.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, ID, keyed, one, send_raw};
use records::Records;
use server::Entry;

const HOST: &str = "192.168.1.20:7373";
const ORIGIN: &str = "http://192.168.1.20:7373";

async fn server() -> (Router, Entry) {
    let entry = Entry::with_key().unwrap();
    (keyed(Records::in_memory().await.unwrap(), HOST, entry.clone()), entry)
}

async fn open(app: &Router, path: &str, also: &[(&str, &str)]) -> Answer {
    let headers = [&[("host", HOST)], also].concat();
    send_raw(app, "GET", path, &headers, Body::empty()).await
}

#[tokio::test]
async fn the_key_lets_one_browser_in_once() {
    let (app, entry) = server().await;
    let key = entry.key().unwrap();
    assert_eq!(key.len(), 32, "128 bits");
    let address = format!("/?key={key}");
    let entered = open(&app, &address, &[]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert_eq!(entered.header("location"), "/");
    let set = entered.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(set.split("; ").any(|set| set == part), "{set}");
    }
    let cookie = set.split(';').next().unwrap();
    assert!(!cookie.contains(&key), "the cookie is another secret");

    let known = [("cookie", cookie)];
    for path in ["/", "/api/sessions", &address] {
        assert_eq!(open(&app, path, &known).await.status, StatusCode::OK, "{path}");
    }
    let among_others = format!("theme=dark; {cookie}; a=b");
    assert_eq!(
        open(&app, "/", &[("cookie", &among_others)]).await.status,
        StatusCode::OK
    );
    let write = [
        ("host", HOST),
        ("origin", ORIGIN),
        ("cookie", cookie),
        ("content-type", "application/json"),
    ];
    let saved = send_raw(&app, "POST", "/api/sessions", &write, Body::from(one().to_string())).await;
    assert_eq!(saved.status, StatusCode::CREATED);

    assert_eq!(entry.key(), None);
    let again = open(&app, &address, &[]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(!again.headers.contains_key("set-cookie"));
    let (_, other) = server().await;
    assert_ne!(other.key().unwrap(), key, "another start, another key");
}

#[tokio::test]
async fn without_it_nothing_is_seen_and_nothing_deleted() {
    let (app, entry) = server().await;
    let key = entry.key().unwrap();
    let wrong = format!("/?key={}", "0".repeat(32));
    let elsewhere = format!("/api/sessions?key={key}");
    let shorter = format!("/?key={}", &key[..31]);
    for path in [
        "/",
        "/history",
        "/api/sessions",
        "/api/about",
        "/assets/main-1a2b.js",
        "/models/x",
    ] {
        assert_eq!(open(&app, path, &[]).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for path in ["/?key=", &wrong, &shorter, &elsewhere] {
        assert_eq!(open(&app, path, &[]).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for cookie in [
        "unhunch=",
        "unhunch=0",
        &format!("unhunch={key}"),
        "unhunch",
        "=",
        ";;;",
    ] {
        let answer = open(&app, "/api/sessions", &[("cookie", cookie)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cookie}");
        assert_eq!(answer.error(), "unhunch does not know this browser.");
    }
    for method in ["DELETE", "POST", "PUT"] {
        for path in ["/api/sessions", &format!("/api/sessions/{ID}"), &format!("/?key={key}")] {
            let headers = [("host", HOST), ("origin", ORIGIN)];
            let answer = send_raw(&app, method, path, &headers, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
    assert!(entry.key().is_some(), "none of these used it up");
}

#[tokio::test]
async fn there_it_is_nobodys_localhost() {
    let (app, entry) = server().await;
    let address = format!("/?key={}", entry.key().unwrap());
    for host in [
        "localhost:7373",
        "127.0.0.1:7373",
        "[::1]:7373",
        "localhost",
        "evil.example:7373",
    ] {
        let answer = send_raw(&app, "GET", &address, &[("host", host)], Body::empty()).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    let behind_a_proxy = send_raw(&app, "GET", &address, &[("host", "coach.home")], Body::empty()).await;
    assert_eq!(behind_a_proxy.status, StatusCode::SEE_OTHER);
}
