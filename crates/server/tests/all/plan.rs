//! The plan over HTTP: read, written over what was read, and the file that it is by hand.

use crate::common;

use std::fs;

use axum::Router;
use axum::http::StatusCode;
use common::{Answer, FILES, HOST, get, send};
use records::Records;
use serde_json::{Value, json};
use server::{Entry, Hosts, Page, State, app};
use tempfile::{TempDir, tempdir};

async fn with_folder() -> (Router, TempDir) {
    let folder = tempdir().unwrap();
    let app = app(State {
        records: Records::in_memory().await.unwrap(),
        entry: Entry::open(),
        data_folder: folder.path().to_owned(),
        hosts: Hosts::new(HOST.parse().unwrap(), &[]).unwrap(),
        page: Page::new(FILES).unwrap(),
    });
    (app, folder)
}

async fn put(app: &Router, version: &str, plan: &Value) -> Answer {
    let version = format!("\"{version}\"");
    let headers = [("content-type", "application/json"), ("if-match", version.as_str())];
    send(app, "PUT", "/api/plan", &headers, plan.to_string()).await
}

fn plan() -> Value {
    json!({
        "quiet": [{"from": "22:00", "to": "07:00"}],
        "put_off_min": 15,
        "breaks": [
            {"guide": "upper-back", "often": {"kind": "times_a_day", "times": 3}, "days": ["monday", "friday"]},
            {"guide": "desk-break", "often": {"kind": "every", "minutes": 45}, "days": EVERY_DAY},
            {"guide": "neck", "often": {"kind": "at", "times": ["09:00", "12:30"]}, "days": EVERY_DAY},
        ],
    })
}

const EVERY_DAY: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

#[tokio::test]
async fn a_plan_is_written_and_read_and_edited_by_hand() {
    let (app, folder) = with_folder().await;
    let file = folder.path().join("plan.toml");
    let none = get(&app, "/api/plan").await;
    assert_eq!(none.status, StatusCode::OK);
    assert_eq!(
        none.json(),
        json!({"version": "", "quiet": [], "put_off_min": 30, "breaks": [], "mistakes": []})
    );
    assert!(!file.exists(), "reading makes no file");

    let written = put(&app, "", &plan()).await;
    assert_eq!(written.status, StatusCode::OK, "{written:?}");
    let shown = written.json();
    assert_eq!(shown, get(&app, "/api/plan").await.json());
    assert_eq!(
        written.header("etag"),
        format!("\"{}\"", shown["version"].as_str().unwrap())
    );
    insta::assert_snapshot!(fs::read_to_string(&file).unwrap());
    let mut wanted = plan();
    for (place, text) in [
        "3 times a day on monday, friday",
        "every 45 min at the desk",
        "at 9:00, 12:30",
    ]
    .iter()
    .enumerate()
    {
        wanted["breaks"][place]["text"] = json!(text);
    }
    for key in ["quiet", "put_off_min", "breaks"] {
        assert_eq!(shown[key], wanted[key], "{key}");
    }

    // By hand, and then on the page.
    let by_hand = fs::read_to_string(&file)
        .unwrap()
        .replace("[[break]]\nguide = \"neck\"", "# mornings\n[[break]]\nguide = \"neck\"");
    fs::write(&file, &by_hand).unwrap();
    let known = get(&app, "/api/plan").await.json();
    assert_ne!(known["version"], shown["version"]);
    let mut changed = plan();
    changed["put_off_min"] = json!(20);
    let written = put(&app, known["version"].as_str().unwrap(), &changed).await;
    assert_eq!(written.status, StatusCode::OK, "{written:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), by_hand.replace("15 min", "20 min"));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing half written is left: {left:?}");
}

#[tokio::test]
async fn a_plan_that_was_changed_meanwhile_is_not_written_over() {
    let (app, folder) = with_folder().await;
    let file = folder.path().join("plan.toml");
    let first = put(&app, "", &plan()).await.json();
    for late in ["", "0123", "*"] {
        let refused = put(&app, late, &plan()).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED, "{late}");
        refused.error();
    }
    fs::write(&file, "# all of it gone\n").unwrap();
    let refused = put(&app, first["version"].as_str().unwrap(), &plan()).await;
    assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(fs::read_to_string(&file).unwrap(), "# all of it gone\n");
    let without = send(
        &app,
        "PUT",
        "/api/plan",
        &[("content-type", "application/json")],
        plan().to_string(),
    )
    .await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    without.error();
}

#[tokio::test]
async fn a_file_with_mistakes_is_shown_with_them_and_left_alone() {
    let (app, folder) = with_folder().await;
    let file = folder.path().join("plan.toml");
    fs::write(
        &file,
        "put_off = \"30 min\"\n\n[[break]]\nguide = \"neck\"\noften = \"3 times a week\"\n",
    )
    .unwrap();
    let shown = get(&app, "/api/plan").await.json();
    assert_eq!(
        shown["mistakes"],
        json!([{"message": "\"week\" does not fit here", "help": "write it as in `3 times a day`", "line": 5, "column": 20}])
    );
    assert_eq!(shown["breaks"], json!([]));
    let refused = put(&app, shown["version"].as_str().unwrap(), &plan()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(
        refused.error(),
        "The plan's file has mistakes in line 5: \"week\" does not fit here."
    );
    assert!(fs::read_to_string(&file).unwrap().contains("3 times a week"));
    fs::write(&file, [0xff, 0xfe]).unwrap();
    let no_text = get(&app, "/api/plan").await;
    assert_eq!(
        (no_text.status, no_text.error().as_str()),
        (StatusCode::CONFLICT, "The plan's file is no text.")
    );
}

#[tokio::test]
async fn what_is_no_plan_is_refused_with_its_place() {
    let (app, folder) = with_folder().await;
    let changed = |pointer: &str, value: Value| {
        let mut plan = plan();
        *plan.pointer_mut(pointer).unwrap() = value;
        plan
    };
    let mut told = String::new();
    for wrong in [
        json!({}),
        json!([]),
        changed("/put_off_min", json!(-1)),
        changed("/put_off_min", json!(9999)),
        changed("/quiet/0", json!({"from": "22", "to": "7:00"})),
        changed("/quiet/0", json!({"from": "22:00", "to": "7:00", "why": "night"})),
        changed(
            "/quiet",
            json!([{"from": "0:00", "to": "12:00"}, {"from": "12:00", "to": "0:00"}]),
        ),
        changed("/breaks/0/often", json!({"kind": "sometimes"})),
        changed("/breaks/0/often", json!({"kind": "times_a_day", "times": 99})),
        changed("/breaks/0/days", json!([])),
        changed("/breaks/0/days", json!(["mon"])),
        changed("/breaks/0/guide", json!("../x")),
        changed("/breaks/1/guide", json!("upper-back")),
        changed("/breaks/2/often", json!({"kind": "at", "times": ["23:00"]})),
        changed("/breaks/2/often", json!({"kind": "at", "times": ["9:00 on monday"]})),
    ] {
        let refused = put(&app, "", &wrong).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong} {refused:?}");
        told += &format!(
            "{}\n    {}\n",
            refused.error(),
            refused.json()["help"].as_str().unwrap()
        );
    }
    insta::assert_snapshot!(told);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let text = send(
        &app,
        "PUT",
        "/api/plan",
        &[("content-type", "text/plain"), ("if-match", "\"\"")],
        "x",
    )
    .await;
    assert_eq!(text.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
