//! What was done, out as files and in again.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, ID, get, one, post, send, server, session};
use serde_json::{Value, json};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

async fn export(app: &Router, query: &str) -> Answer {
    get(app, &format!("/api/history/export?{query}")).await
}

async fn import(app: &Router, body: impl Into<Body>) -> Answer {
    send(app, "POST", "/api/history/import", &JSON, body).await
}

/// Two sessions, a rating and an own guide.
async fn lived_in() -> Router {
    let app = server().await;
    post(&app, &one()).await;
    let other = session("6a1f0c9e-0000-4000-8000-000000000002", "2026-11-25T09:30:00+01:00");
    post(&app, &other).await;
    let rated = send(&app, "PUT", "/api/ratings/upper-back", &JSON, r#"{"stars":4}"#).await;
    assert!(rated.status.is_success(), "{rated:?}");
    let markdown = [("content-type", "text/markdown")];
    let written = send(
        &app,
        "PUT",
        "/api/own-guides/mine",
        &markdown,
        "---\ntitle: Mine\n---\n",
    )
    .await;
    assert_eq!(written.status, StatusCode::CREATED);
    app
}

#[tokio::test]
async fn everything_goes_out_and_comes_in_elsewhere_once() {
    let here = lived_in().await;
    let file = export(&here, "format=json").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "application/json");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"unhunch-history.json\""
    );
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(file.json()["sessions"].as_array().unwrap().len(), 2);

    let there = server().await;
    let taken = import(&there, file.body.clone()).await;
    assert_eq!(taken.status, StatusCode::OK, "{taken:?}");
    let all_new = json!({"new": 2, "known": 0, "ratings": 1, "own_guides": 1, "refused": []});
    assert_eq!(taken.json(), all_new);
    let again = import(&there, file.body).await.json();
    assert_eq!(
        again,
        json!({"new": 0, "known": 2, "ratings": 0, "own_guides": 0, "refused": []})
    );
    let without_saved_at = |mut list: Value| {
        for session in list.as_array_mut().unwrap() {
            session["session"]["saved_at"] = Value::Null;
        }
        list
    };
    let [left, right] = [
        get(&here, "/api/sessions").await.json(),
        get(&there, "/api/sessions").await.json(),
    ];
    assert_eq!(without_saved_at(left), without_saved_at(right));
    assert_eq!(
        get(&here, "/api/ratings").await.json(),
        get(&there, "/api/ratings").await.json()
    );
    assert_eq!(
        get(&there, "/api/own-guides/mine").await.json()["text"],
        "---\ntitle: Mine\n---\n"
    );
}

#[tokio::test]
async fn the_page_s_list_of_sessions_is_taken_and_what_can_not_be_is_named() {
    let app = server().await;
    let mut other = one();
    other["steps"][0]["hold_s"] = json!(1.5);
    post(&app, &one()).await;
    let mut wrong = session("6a1f0c9e-0000-4000-8000-000000000002", "2026-11-25T09:30:00Z");
    wrong["landmarks"] = json!([]);
    let good = session("6a1f0c9e-0000-4000-8000-000000000003", "2026-11-25T09:30:00Z");
    let taken = import(&app, json!([other, wrong, good]).to_string()).await.json();
    assert_eq!((&taken["new"], &taken["known"]), (&json!(1), &json!(0)));
    let refused: Vec<&str> = taken["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(refused, ["6a1f0c9e-0000-4000-8000-000000000002", ID]);
    assert_eq!(taken["refused"][1]["why"], "another result is saved here under this id");
    // A guide of the program keeps its text.
    let guides = json!({"unhunch_history": 1, "own_guides": [{"name": "upper-back", "text": "# Mine"}]});
    let taken = import(&app, guides.to_string()).await.json();
    assert_eq!(taken["refused"][0]["id"], "own guide upper-back");
}

#[tokio::test]
async fn a_table_has_the_signs_and_the_days_that_are_asked_for() {
    let app = lived_in().await;
    let table = export(&app, "format=csv&table=sessions&separator=%3B&decimal=,&bom=1").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"unhunch-sessions.csv\""
    );
    let text = String::from_utf8(table.body.to_vec()).unwrap();
    assert!(
        text.starts_with("\u{feff}session;guide;") && text.contains(";66,667;"),
        "{text}"
    );
    assert_eq!(text.matches("\r\n").count(), 3);
    for (days, rows) in [
        ("from=2026-11-24", 1),
        ("to=2026-11-24", 1),
        ("from=2026-11-23&to=2026-11-25", 2),
        ("from=2026-11-26", 0),
        ("guide=neck", 0),
        ("guide=upper-back&to=2026-11-23", 1),
    ] {
        let table = export(&app, &format!("format=csv&table=steps&{days}")).await;
        let text = String::from_utf8(table.body.to_vec()).unwrap();
        assert_eq!(text.matches("\r\n").count(), rows + 1, "{days}");
    }
}

#[tokio::test]
async fn a_bundle_and_a_page_go_out_with_their_types() {
    let app = lived_in().await;
    let bundle = export(&app, "format=fhir").await;
    assert_eq!(bundle.header("content-type"), "application/fhir+json");
    assert_eq!(bundle.json()["resourceType"], "Bundle");
    assert!(bundle.json().to_string().contains("How to Stretch the Upper Back"));
    for query in ["format=pdf", "format=pdf&lang=de", "format=pdf&lang=es&from=2030-01-01"] {
        let page = export(&app, query).await;
        assert_eq!(page.header("content-type"), "application/pdf", "{page:?}");
        assert!(page.body.starts_with(b"%PDF-"));
    }
}

#[tokio::test]
async fn what_can_not_be_asked_for_is_refused_with_what_can() {
    let app = server().await;
    for query in [
        "",
        "format=xml",
        "format=parquet",
        "format=csv",
        "format=csv&table=own_guides",
        "format=csv&table=people",
        "format=csv&table=steps&separator=a",
        "format=csv&table=steps&separator=,&decimal=,",
        "format=csv&table=steps&decimal=%3B",
        "format=csv&table=steps&bom=yes",
        "format=json&from=yesterday",
        "format=json&to=2026-13-01",
        "format=pdf&lang=fr",
        "format=json&form=json",
        "format=json&format=json",
    ] {
        let answer = export(&app, query).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        answer.error();
    }
}

#[tokio::test]
async fn what_is_no_history_is_refused_and_nothing_of_it_comes_in() {
    let app = server().await;
    let refused = async |body: &'static str| {
        let answer = import(&app, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        answer.error()
    };
    let told = [
        refused("").await,
        refused("{").await,
        refused("{}").await,
        refused("\"hello\"").await,
        refused("{\"unhunch_history\":7,\"sessions\":[]}").await,
        refused("{\"resourceType\":\"Bundle\"}").await,
        refused("session,guide\r\n").await,
    ];
    insta::assert_snapshot!(told.join("\n"));
    let plain = [("content-type", "text/plain")];
    let answer = send(&app, "POST", "/api/history/import", &plain, "[]").await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(get(&app, "/api/sessions").await.json(), json!([]));
}

#[tokio::test]
async fn a_history_may_be_larger_than_a_session_up_to_a_limit() {
    let app = server().await;
    let padded = format!("[{}{}]", one(), " ".repeat(3 * 1024 * 1024));
    assert_eq!(import(&app, padded).await.json()["new"], 1);
    let too_large = format!("[{}]", " ".repeat(64 * 1024 * 1024));
    let answer = import(&app, too_large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.error(), "This is too large to be taken in here.");
}
