//! Whatever stands in the file: every address answers, and what can be read is shown.

use crate::common;
use crate::kept;

use std::path::Path;

use axum::Router;
use axum::http::StatusCode;
use common::{Answer, get, one, post, send, session};
use fastrand::Rng;
use records::Records;
use serde_json::json;
use tempfile::tempdir;

const COLUMNS: [(&str, &[&str]); 3] = [
    (
        "sessions",
        &[
            "id",
            "guide",
            "started_at",
            "started_unix_s",
            "source",
            "ending",
            "saved_at",
            "report",
        ],
    ),
    ("ratings", &["guide", "stars", "rated_at"]),
    ("own_guides", &["name", "version", "changed_at", "text"]),
];

const GUIDE: &str = "# Mine\n";
const MARKDOWN: [(&str, &str); 1] = [("content-type", "text/markdown")];
const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

fn id(number: u32) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// A value as a damaged disk leaves it, in SQL.
fn any_value(random: &mut Rng) -> String {
    let bytes: String = (0..random.usize(..40))
        .map(|_| format!("{:02x}", random.u8(..)))
        .collect();
    match random.u8(..9) {
        0 => "null".to_owned(),
        1 => random.i64(..).to_string(),
        2 => format!("{:e}", f64::from_bits(random.u64(..)))
            .replace("inf", "9e999")
            .replace("NaN", "null"),
        3 => format!("x'{bytes}'"),
        4 => format!("cast(x'{bytes}' as text)"),
        5 => "''".to_owned(),
        6 => "9223372036854775807".to_owned(),
        7 => format!("replace(hex(zeroblob({})), '00', '[{{\"a\":')", random.u32(..100_000)),
        _ => "'{\"schema\": 1e999}'".to_owned(),
    }
}

/// Three sessions, guides and ratings, then as many columns of them damaged.
async fn damaged_file(path: &Path, random: &mut Rng, columns: usize) -> Vec<String> {
    let app = common::server_with(Records::open(path).await.unwrap());
    for number in 1..=3 {
        post(&app, &session(&id(number), "2026-11-23T09:30:00Z")).await;
        send(&app, "PUT", &format!("/api/own-guides/mine-{number}"), &MARKDOWN, GUIDE).await;
        let rated = send(
            &app,
            "PUT",
            &format!("/api/ratings/mine-{number}"),
            &JSON,
            "{\"stars\": 3}",
        )
        .await;
        assert_eq!(rated.status, StatusCode::CREATED);
    }
    let mut done = Vec::new();
    for _ in 0..columns {
        let (table, columns) = COLUMNS[random.usize(..COLUMNS.len())];
        let column = columns[random.usize(..columns.len())];
        let (row, value) = (random.i64(1..=3), any_value(random));
        done.push(format!("{table}.{column} of {row} = {value:.60}"));
        // Two rows may come to have the same key: then the damage stays out.
        kept::try_damage(path, table, column, row, &value);
    }
    done
}

async fn ask_everything(app: &Router) -> Vec<(String, Answer)> {
    let guide = "/api/own-guides/mine-2".to_owned();
    let session = format!("/api/sessions/{}", id(2));
    let asked = [
        ("GET", "/api/sessions".to_owned()),
        ("GET", session.clone()),
        ("GET", format!("{session}/raw")),
        ("GET", "/api/ratings".to_owned()),
        ("GET", "/api/own-guides".to_owned()),
        ("GET", guide.clone()),
        ("GET", "/api/guides/mine-2".to_owned()),
        ("GET", "/api/damaged".to_owned()),
        ("GET", "/api/damaged/sessions/2".to_owned()),
        ("GET", "/api/damaged/own-guides/2".to_owned()),
        ("GET", "/api/damaged/ratings/2".to_owned()),
        ("PUT", guide.clone()),
        ("PUT", "/api/ratings/mine-2".to_owned()),
        ("POST", "/api/sessions".to_owned()),
        ("DELETE", "/api/ratings/mine-2".to_owned()),
        ("DELETE", guide),
        ("DELETE", "/api/own-guides".to_owned()),
        ("DELETE", session),
    ];
    let mut answers = Vec::new();
    for (method, path) in asked {
        let (kind, body) = match (method, path.as_str()) {
            ("POST", _) => (JSON, common::session(&id(2), "2026-11-23T09:30:00Z").to_string()),
            (_, "/api/ratings/mine-2") => (JSON, "{\"stars\": 5}".to_owned()),
            _ => (MARKDOWN, GUIDE.to_owned()),
        };
        let body = if matches!(method, "GET" | "DELETE") {
            String::new()
        } else {
            body
        };
        let answer = send(app, method, &path, &kind, body).await;
        answers.push((format!("{method} {path}"), answer));
    }
    answers
}

#[tokio::test]
async fn whatever_stands_in_the_file_every_address_answers() {
    for seed in 0..24 {
        let mut random = Rng::with_seed(seed);
        let folder = tempdir().unwrap();
        let path = folder.path().join("sessions.db");
        let columns = random.usize(1..6);
        let done = damaged_file(&path, &mut random, columns).await;
        let app = common::server_with(Records::open(&path).await.unwrap());

        let damaged = get(&app, "/api/damaged").await.json();
        let damaged = damaged.as_array().unwrap();
        let of = |name: &str| damaged.iter().filter(|row| row["of"] == name).count();
        for (list, name) in [("/api/sessions", "sessions"), ("/api/ratings", "ratings")] {
            let listed = get(&app, list).await;
            assert_eq!(
                listed.json().as_array().unwrap().len() + of(name),
                3,
                "{seed}: {done:?}"
            );
        }
        for row in damaged {
            let at = format!("/api/damaged/{}/{}", row["of"].as_str().unwrap(), row["row"]);
            let raw = get(&app, &at).await;
            assert_eq!(raw.status, StatusCode::OK, "{seed}: {done:?}");
            assert!(raw.header("content-disposition").starts_with("attachment"));
        }
        for (asked, answer) in ask_everything(&app).await {
            // Refused for a reason is well; "the program could not do this" is not.
            assert!(answer.status.as_u16() < 500, "{seed}: {done:?}: {asked}: {answer:?}");
        }
        for row in get(&app, "/api/damaged").await.json().as_array().unwrap() {
            let at = format!("/api/damaged/{}/{}", row["of"].as_str().unwrap(), row["row"]);
            assert_eq!(send(&app, "DELETE", &at, &[], "").await.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(get(&app, "/api/damaged").await.json(), json!([]), "{seed}: {done:?}");
        assert_eq!(
            post(&app, &session(&id(7), "2026-11-23T09:30:00Z")).await.status,
            StatusCode::CREATED
        );
    }
}

#[tokio::test]
async fn a_damaged_session_is_named_kept_as_a_file_and_deleted() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("sessions.db");
    let app = common::server_with(Records::open(&path).await.unwrap());
    for number in 1..=2 {
        post(&app, &session(&id(number), "2026-11-23T09:30:00Z")).await;
    }
    kept::damage(&path, "sessions", "report", 2, "'{\"half'");

    let listed = get(&app, "/api/sessions").await.json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["session"]["id"], id(1));
    assert_eq!(
        get(&app, "/api/damaged").await.json(),
        json!([{"of": "sessions", "row": 2, "name": id(2), "why": "report is none, from line 1, column 6 on"}])
    );
    let one_of_them = get(&app, &format!("/api/sessions/{}", id(2))).await;
    assert_eq!(one_of_them.status, StatusCode::CONFLICT);
    assert_eq!(
        one_of_them.error(),
        "What is saved under this name is damaged and can't be read."
    );
    let raw = get(&app, &format!("/api/sessions/{}/raw", id(2))).await;
    assert_eq!(raw.json()["report"], "{\"half");
    assert_eq!(get(&app, "/api/damaged/sessions/2").await.body, raw.body);

    let delete = async |at: &str| send(&app, "DELETE", at, &[], "").await.status;
    assert_eq!(
        delete("/api/damaged/sessions/1").await,
        StatusCode::NOT_FOUND,
        "it can be read"
    );
    assert_eq!(delete("/api/damaged/sessions/2").await, StatusCode::NO_CONTENT);
    assert_eq!(delete("/api/damaged/sessions/2").await, StatusCode::NOT_FOUND);
    assert_eq!(get(&app, "/api/damaged").await.json(), json!([]));
    for nowhere in [
        "/api/damaged/sessions/x",
        "/api/damaged/nothing/1",
        "/api/sessions/x/raw",
    ] {
        assert_eq!(get(&app, nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
    assert_eq!(post(&app, &one()).await.status, StatusCode::OK);
}
