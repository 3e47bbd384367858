//! A routine out of steps of several guides, and a guide that is looked at before it is taken.

use crate::common;

use axum::Router;
use axum::http::StatusCode;
use common::{Answer, get, send, server};
use serde_json::{Value, json};

const MINE: &str = "---\ntitle: My neck\nplan: 3 times a day\n---\n\nStop if it hurts.\n\n## Bow {#bow}\n\n- Bow. `reach chin to chest`\n\n\
    ## Turn {#turn}\n\n- Turn. `reach head turned left`\n";

async fn routine(app: &Router, wanted: &Value) -> Answer {
    post(app, "/api/routine", "application/json", &wanted.to_string()).await
}

async fn post(app: &Router, path: &str, content_type: &str, body: &str) -> Answer {
    send(app, "POST", path, &[("content-type", content_type)], body.to_owned()).await
}

async fn keep(app: &Router, name: &str, text: &str) {
    let headers = [("content-type", "text/markdown")];
    let kept = send(
        app,
        "PUT",
        &format!("/api/own-guides/{name}"),
        &headers,
        text.to_owned(),
    )
    .await;
    assert!(kept.status.is_success(), "{kept:?}");
}

fn part(guide: &str, step: &str) -> Value {
    json!({"guide": guide, "step": step})
}

#[tokio::test]
async fn a_routine_is_made_of_steps_and_can_be_kept() {
    let app = server().await;
    keep(&app, "my-neck", MINE).await;
    let parts = [
        part("upper-back", "neck-tilt"),
        part("my-neck", "bow"),
        part("upper-back", "neck-tilt"),
    ];
    let made = routine(&app, &json!({"title": "My morning", "parts": parts})).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    let made = made.json();
    assert_eq!(made["name"], "my-morning");
    keep(&app, "my-morning", made["text"].as_str().unwrap()).await;
    let page = get(&app, "/api/guides/my-morning").await.json();
    let ids: Vec<&str> = page["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["neck-tilt", "bow", "neck-tilt-2"]);
    assert_eq!(page["plan"], Value::Null);

    // Another of the same title takes another name; so does one that is called as a guide of the program.
    let plan = json!({"often": {"kind": "every", "minutes": 60}, "days": ["monday"]});
    let again = routine(&app, &json!({"title": "My morning", "parts": parts, "plan": plan}))
        .await
        .json();
    assert_eq!(again["name"], "my-morning-2");
    assert!(
        again["text"]
            .as_str()
            .unwrap()
            .contains("\nplan: every 1 h at the desk on monday\n"),
        "{again}"
    );
    assert_eq!(
        routine(&app, &json!({"title": "Neck", "parts": parts})).await.json()["name"],
        "neck-2"
    );
    let long = routine(&app, &json!({"title": "a ".repeat(100), "parts": parts}))
        .await
        .json();
    assert!(long["name"].as_str().unwrap().len() <= 64, "{long}");

    let german = json!({"title": "Mein Morgen", "parts": [part("upper-back", "neck-tilt")]});
    let german = post(
        &app,
        "/api/routine?language=de",
        "application/json",
        &german.to_string(),
    )
    .await
    .json();
    assert!(
        german["text"].as_str().unwrap().contains("sides: links, rechts"),
        "{german}"
    );
}

#[tokio::test]
async fn what_can_not_be_put_together_is_told() {
    let app = server().await;
    keep(
        &app,
        "broken",
        "---\ntitle: B\n---\n## Bow {#bow}\n- Bow. `reach chin`\n",
    )
    .await;
    for (wanted, status, error) in [
        (
            json!({"title": "T"}),
            StatusCode::BAD_REQUEST,
            "This is no routine: missing field `parts` at line 1 column 13.",
        ),
        (
            json!({"title": "T", "parts": []}),
            StatusCode::BAD_REQUEST,
            "The routine needs at least one step.",
        ),
        (
            json!({"title": " ", "parts": [part("neck", "x")]}),
            StatusCode::BAD_REQUEST,
            "The routine needs a title, in one line.",
        ),
        (
            json!({"title": "T", "parts": [part("nothing", "x")]}),
            StatusCode::NOT_FOUND,
            "There is no such guide.",
        ),
        (
            json!({"title": "T", "parts": [part("../x", "x")]}),
            StatusCode::NOT_FOUND,
            "There is no such guide.",
        ),
        (
            json!({"title": "T", "parts": [part("upper-back", "x")]}),
            StatusCode::NOT_FOUND,
            "The guide upper-back has no step \"x\".",
        ),
        (
            json!({"title": "T", "parts": [part("broken", "bow")]}),
            StatusCode::CONFLICT,
            "The guide broken has a mistake.",
        ),
        (
            json!({"title": "T", "parts": vec![part("neck", "x"); 201]}),
            StatusCode::CONFLICT,
            "A guide has at most 200 steps, these are 201.",
        ),
    ] {
        let refused = routine(&app, &wanted).await;
        assert_eq!((refused.status, refused.error().as_str()), (status, error));
    }
    let text = post(&app, "/api/routine", "text/plain", "{}").await;
    assert_eq!(text.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_guide_is_looked_at_before_it_is_taken() {
    let app = server().await;
    let at = "/api/own-guides/my-neck/compare";
    let first = post(&app, at, "text/markdown", MINE).await;
    assert_eq!(first.status, StatusCode::OK);
    let every_day = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    assert_eq!(
        first.json(),
        json!({
            "title": "My neck",
            "plan": {"often": {"kind": "times_a_day", "times": 3}, "days": every_day, "text": "3 times a day"},
            "text": "3 times a day",
            "replaces": false,
            "mistakes": [],
            "changes": [],
        })
    );
    assert_eq!(
        get(&app, "/api/own-guides").await.json(),
        json!([]),
        "looking keeps nothing"
    );

    keep(&app, "my-neck", MINE).await;
    let newer = MINE
        .replace("3 times a day", "twice a day")
        .replace("## Turn {#turn}", "## Look {#look}");
    let second = post(&app, at, "text/markdown; charset=utf-8", &newer).await.json();
    assert_eq!(second["replaces"], true);
    let change = |kind: &str, step: Option<&str>, title: Option<&str>, before: Option<&str>, after: Option<&str>| json!({"kind": kind, "step": step, "title": title, "before": before, "after": after});
    assert_eq!(
        second["changes"],
        json!([
            change("plan", None, None, Some("3 times a day"), Some("twice a day")),
            change("step_added", Some("look"), Some("Look"), None, None),
            change("step_removed", Some("turn"), Some("Turn"), None, None),
        ])
    );
    // With mistakes it is shown as far as it can be read.
    let broken = post(
        &app,
        at,
        "text/markdown",
        &MINE.replace("chin to chest", "chin to chst"),
    )
    .await
    .json();
    let mistake = &broken["mistakes"][0];
    assert_eq!(
        (&mistake["code"], &mistake["line"], &mistake["length"]),
        (&json!("guide::unknown_phrase"), &json!(10), &json!(12))
    );
    assert_eq!(post(&app, at, "text/markdown", "").await.json()["title"], "");
    for (path, content_type, status) in [
        (
            "/api/own-guides/My%20Neck/compare",
            "text/markdown",
            StatusCode::BAD_REQUEST,
        ),
        (at, "application/json", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        assert_eq!(post(&app, path, content_type, MINE).await.status, status, "{path}");
    }
    let long = post(&app, at, "text/markdown", &"a".repeat(300_000)).await.json();
    assert_eq!(long["mistakes"][0]["code"], "guide::too_long");
}
