//! The look back over HTTP: pages of sessions, a week, courses, ranges; and what can't be asked for.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{FILES, HOST, get, post, send, server, session};
use records::Records;
use serde_json::{Value, json};
use server::{Entry, Hosts, Page, State, app};

fn id(number: u32) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// A neck tilt to one side that got so far, in a session of this start.
fn tilt(number: u32, started_at: &str, side: &str, far: f64) -> Value {
    let mut session = session(&id(number), started_at);
    session["video"]["view"] = json!({"from": "front", "turned_deg": 3.5, "above_deg": -2.0});
    session["steps"][0]["side"] = json!(side);
    session["steps"][0]["sentences"].as_array_mut().unwrap().push(json!({
        "text": format!("Let your {side} ear sink."),
        "rules": [{
            "rule": format!("reach neck tilt {side}"),
            "verb": "reach",
            "verdict": "met",
            "confidence": 0.9,
            "threshold": 20.0,
            "decisive": far,
            "unit": "deg",
            "measure": "neck_rotation_deg",
            "broken_s": 0.0,
            "first_broken_at_s": null
        }]
    }));
    session
}

async fn saved(sessions: &[Value]) -> Router {
    let app = server().await;
    for session in sessions {
        let answer = post(&app, session).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    }
    app
}

async fn found(app: &Router, path: &str) -> Value {
    let answer = get(app, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

#[tokio::test]
async fn sessions_come_page_by_page_newest_first_without_their_reports() {
    let starts = (1..=5).map(|number| session(&id(number), &format!("2026-11-2{number}T09:30:00+01:00")));
    let app = saved(&starts.collect::<Vec<_>>()).await;
    let page = found(&app, "/api/history/sessions?limit=2").await;
    assert_eq!(
        page[0],
        json!({
            "id": id(5), "guide": "upper-back", "started_at": "2026-11-25T09:30:00+01:00", "source": "camera",
            "ending": "done", "parts": 1, "done": 1, "skipped": 0, "hold_s": 12.345, "duration_s": 66.667
        })
    );
    assert_eq!(page.as_array().unwrap().len(), 2);
    // A plus sign is a blank where it is not encoded.
    let before = "2026-11-24T09:30:00%2B01:00";
    let rest = found(&app, &format!("/api/history/sessions?before={before}")).await;
    let ids: Vec<&Value> = rest.as_array().unwrap().iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, [&id(3), &id(2), &id(1)]);
    assert_eq!(found(&server().await, "/api/history/sessions").await, json!([]));
}

#[tokio::test]
async fn a_week_says_what_was_done_on_each_of_its_days() {
    let mut stopped = session(&id(3), "2026-11-25T09:30:00Z");
    stopped["session"]["ending"] = json!("stopped");
    let mut told = session(&id(2), "2026-11-25T08:30:00Z");
    told["session"]["source"] = json!("self-reported");
    told["video"] = Value::Null;
    told["session"]["model"] = Value::Null;
    told["steps"][0]["verdict"] = json!("self_reported");
    let app = saved(&[session(&id(1), "2026-11-20T23:30:00-08:00"), told, stopped]).await;
    let week = found(&app, "/api/history/week?of=2026-11-26").await;
    assert_eq!(week["monday"], "2026-11-23");
    assert_eq!(week["earliest"], "2026-11-20");
    assert_eq!(week["days"].as_array().unwrap().len(), 7);
    let wanted = json!({"date": "2026-11-25", "planned": null, "done": 1, "seen": 0, "self_reported": 1, "stopped": 1});
    assert_eq!(week["days"][2], wanted);
    assert_eq!(
        week["kind"],
        json!({"kind": "done", "done": 1, "parts": 1, "hold_s": 12.345})
    );

    let empty = found(&server().await, "/api/history/week?of=2026-11-26").await;
    assert_eq!(
        (&empty["earliest"], &empty["kind"]),
        (&Value::Null, &json!({"kind": "open"}))
    );
}

#[tokio::test]
async fn a_week_says_what_the_plan_in_the_data_folder_has_for_its_days() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(State {
        records: Records::in_memory().await.unwrap(),
        entry: Entry::open(),
        data_folder: folder.path().to_owned(),
        hosts: Hosts::new(HOST.parse().unwrap(), &[]).unwrap(),
        page: Page::new(FILES).unwrap(),
    });
    // Long after the plan was written.
    let planned = async || {
        let week = found(&app, "/api/history/week?of=9999-12-20").await;
        let days = week["days"].as_array().unwrap().iter();
        days.map(|day| day["planned"].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(planned().await, vec![Value::Null; 7]);
    let plan = "[[break]]\nguide = \"neck\"\noften = \"3 times a day on monday to friday\"\n";
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    assert_eq!(json!(planned().await), json!([3, 3, 3, 3, 3, 0, 0]));
    std::fs::write(folder.path().join("plan.toml"), "[[break]]\n").unwrap();
    assert_eq!(
        planned().await,
        vec![Value::Null; 7],
        "a plan with mistakes says nothing"
    );
}

#[tokio::test]
async fn a_course_tells_of_every_session_and_of_what_broke() {
    let app = saved(&[
        session(&id(2), "2026-11-25T09:30:00Z"),
        session(&id(1), "2026-11-24T09:30:00Z"),
    ])
    .await;
    let courses = found(&app, "/api/history/courses").await;
    let course = &courses[0];
    assert_eq!(
        (&course["guide"], &course["sessions"]),
        (&json!("upper-back"), &json!(2))
    );
    assert_eq!(
        (&course["first"], &course["last"]),
        (&json!("2026-11-24T09:30:00Z"), &json!("2026-11-25T09:30:00Z"))
    );
    let point = json!({
        "id": id(1), "started_at": "2026-11-24T09:30:00Z", "done": 1, "parts": 1, "source": "camera", "ending": "done"
    });
    assert_eq!(course["points"][0], point);
    // The rule has no verb of its own, as in the first shape.
    let broken = json!({
        "step": "neck-tilt", "side": "left", "text": "Your chin stays where it was.", "rule": "keep chin level",
        "sessions": 2, "of": 2, "broken_s": 4.2
    });
    assert_eq!(course["breaks"], json!([broken]));
}

#[tokio::test]
async fn a_range_has_each_side_with_its_error_and_the_view() {
    let app = saved(&[
        tilt(1, "2026-11-24T09:30:00Z", "left", 30.0),
        tilt(2, "2026-11-25T09:30:00Z", "left", 34.0),
        tilt(3, "2026-11-26T09:30:00Z", "right", 28.0),
    ])
    .await;
    let ranges = found(&app, "/api/history/ranges?guide=upper-back").await;
    let range = &ranges[0];
    assert_eq!(
        (&range["step"], &range["rule"]),
        (&json!("neck-tilt"), &json!("reach neck tilt"))
    );
    assert_eq!((&range["unit"], &range["sided"]), (&json!("deg"), &json!(true)));
    assert_eq!(
        (&range["error"], &range["error_source"]),
        (&json!(2.1), &json!("docs/accuracy.md"))
    );
    assert_eq!(range["left"], json!({"median": 32.0, "sessions": 2, "error": 2.1}));
    assert_eq!(range["right"], json!({"median": 28.0, "sessions": 1, "error": 2.1}));
    let point = json!({
        "id": id(1), "started_at": "2026-11-24T09:30:00Z", "side": "left", "value": 30.0, "threshold": 20.0,
        "confidence": 0.9, "view": "front", "turned_deg": 3.5, "above_deg": -2.0
    });
    assert_eq!(range["points"][0], point);
    assert_eq!(found(&app, "/api/history/ranges?guide=neck").await, json!([]));
}

#[tokio::test]
async fn what_can_not_be_asked_for_is_refused_and_says_how() {
    let app = saved(&[session(&id(1), "2026-11-24T09:30:00Z")]).await;
    let long = format!("/api/history/ranges?guide={}", "a".repeat(101));
    for (path, help) in [
        ("/api/history/sessions?limit=0", "Write it like this: limit=100."),
        ("/api/history/sessions?limit=1001", "Write it like this: limit=100."),
        ("/api/history/sessions?limit=-1", "Write it like this: limit=100."),
        (
            "/api/history/sessions?limit=99999999999999999999",
            "Write it like this: limit=100.",
        ),
        (
            "/api/history/sessions?before=yesterday",
            "Write it like this: before=2026-11-30T09:00:00Z.",
        ),
        (
            "/api/history/sessions?before=2026-11-30T09:00:00",
            "Write it like this: before=2026-11-30T09:00:00Z.",
        ),
        (
            "/api/history/sessions?from=1",
            "Behind the question mark may stand, each once: before, limit.",
        ),
        (
            "/api/history/sessions?limit=1&limit=2",
            "Behind the question mark may stand, each once: before, limit.",
        ),
        ("/api/history/week", "Write it like this: of=2026-11-30."),
        ("/api/history/week?of=", "Write it like this: of=2026-11-30."),
        ("/api/history/week?of=2026-02-30", "Write it like this: of=2026-11-30."),
        ("/api/history/week?of=20261130", "Write it like this: of=2026-11-30."),
        (
            "/api/history/week?of=2026-11-30T10:00:00",
            "Write it like this: of=2026-11-30.",
        ),
        ("/api/history/week?of=%00%ff", "Write it like this: of=2026-11-30."),
        (
            "/api/history/courses?guide=a",
            "Nothing may stand behind the question mark.",
        ),
        ("/api/history/ranges", "Write it like this: guide=upper-back."),
        ("/api/history/ranges?guide=", "Write it like this: guide=upper-back."),
        (&long, "Write it like this: guide=upper-back."),
    ] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}: {answer:?}");
        answer.error();
        assert_eq!(answer.json()["help"], help, "{path}");
    }
    // The last week of the calendar is not whole.
    let answer = get(&app, "/api/history/week?of=9999-12-31").await;
    assert_eq!(
        (answer.status, &*answer.error()),
        (StatusCode::NOT_FOUND, "There is no such week.")
    );
    for of in ["0000-01-01", "9999-12-26", "-009999-01-01"] {
        assert_eq!(
            get(&app, &format!("/api/history/week?of={of}")).await.status,
            StatusCode::OK,
            "{of}"
        );
    }
    let posted = send(&app, "POST", "/api/history/courses", &[], Body::empty()).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    let nowhere = get(&app, "/api/history").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}
