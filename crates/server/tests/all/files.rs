//! The page, the models, the guides and what the program says of itself.

use crate::common;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, HOST, get, send, server};
use server::{File, Page};

const FOREVER: &str = "public, max-age=31536000, immutable";

async fn open(app: &Router, path: &str) -> Answer {
    send(app, "GET", path, &[("sec-fetch-mode", "navigate")], Body::empty()).await
}

#[tokio::test]
async fn the_pages_own_addresses_get_the_page() {
    let app = server().await;
    let routes = [
        "/",
        "/guides/upper-back",
        "/guides/upper-back/session",
        "/history",
        "/settings",
        "/about",
        "/?a=b",
    ];
    for path in routes {
        let answer = open(&app, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.body, "<!doctype html>");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    // A browser that does not say how it asks.
    let old = common::send_raw(
        &app,
        "GET",
        "/history",
        &[("host", HOST), ("accept", "text/html,*/*")],
        Body::empty(),
    )
    .await;
    assert_eq!(old.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_not_there_is_not_the_page() {
    let app = server().await;
    for path in [
        "/nothing.js",
        "/assets/nothing",
        "/assets/main-0000.js",
        "/guides/x.png",
        "/api/history",
        "/api",
        "/models/x",
        "/models/",
    ] {
        let answer = open(&app, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_ne!(answer.header("cache-control"), FOREVER);
        answer.error();
    }
    // A script asks for it, not a browser that opens it.
    assert_eq!(get(&app, "/history").await.status, StatusCode::NOT_FOUND);
    for path in [
        "/../Cargo.toml",
        "/assets/../index.html",
        "/%2e%2e/Cargo.toml",
        "/assets//main-1a2b.js",
    ] {
        assert_eq!(get(&app, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn files_say_how_long_they_hold() {
    let app = server().await;
    let script = get(&app, "/assets/main-1a2b.js").await;
    assert_eq!(script.header("cache-control"), FOREVER);
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.header("content-length"), "14");
    for (path, kind) in [
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/index.html", "text/html; charset=utf-8"),
    ] {
        let answer = get(&app, path).await;
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        assert_eq!(answer.header("content-type"), kind);
        let tag = answer.header("etag").to_owned();
        let again = send(&app, "GET", path, &[("if-none-match", &tag)], Body::empty()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), tag);
        let changed = send(&app, "GET", path, &[("if-none-match", "\"old\"")], Body::empty()).await;
        assert_eq!(changed.status, StatusCode::OK);
    }
    let head = send(&app, "HEAD", "/assets/main-1a2b.js", &[], Body::empty()).await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.header("content-length"), "14");
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn the_compressed_form_goes_to_those_who_take_it() {
    let app = server().await;
    let path = "/assets/main-1a2b.js";
    let brotli = send(&app, "GET", path, &[("accept-encoding", "gzip, br")], Body::empty()).await;
    assert_eq!(brotli.header("content-encoding"), "br");
    assert_eq!(brotli.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(brotli.body, "compressed");
    let plain = send(&app, "GET", path, &[("accept-encoding", "gzip")], Body::empty()).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.body, "console.log(1)");
    assert_ne!(plain.header("etag"), brotli.header("etag"));
    for answer in [plain, brotli] {
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    assert_eq!(get(&app, "/sw.js").await.header("vary"), "");
}

#[tokio::test]
async fn models_are_where_the_program_says() {
    let app = server().await;
    let about = get(&app, "/api/about").await.json();
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(about["data_folder"], "somewhere");
    let models = about["models"].as_object().unwrap();
    let names: Vec<&str> = models.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "face_landmark",
            "pose_detection",
            "pose_landmark_full",
            "pose_landmark_lite"
        ]
    );
    for (name, model) in models {
        let sha256 = model["sha256"].as_str().unwrap();
        let path = model["path"].as_str().unwrap();
        assert_eq!(path, format!("/models/{name}-{}.tflite", &sha256[..16]));
        let answer = get(&app, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), FOREVER);
        assert_eq!(answer.header("content-type"), "application/octet-stream");
        assert_eq!(answer.header("content-length"), model["bytes"].to_string());
        assert_eq!(answer.header("etag"), format!("\"{}\"", &sha256[..16]));
        assert_eq!(&answer.body[4..8], b"TFL3");
    }
    let old = get(&app, "/models/pose_detection-0000000000000000.tflite").await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_guides_are_listed_and_told_in_full() {
    let app = server().await;
    let cards = get(&app, "/api/guides").await.json();
    let line = |card: &serde_json::Value| {
        let (name, title) = (card["name"].as_str().unwrap(), card["title"].as_str().unwrap());
        format!("{name}: {title}, {} steps\n", card["steps"])
    };
    let listed: String = cards.as_array().unwrap().iter().map(line).collect();
    insta::assert_snapshot!(listed, @r#"
    upper-back: How to Stretch the Upper Back, 4 steps
    chest-opener: How to Open Your Chest, 3 steps
    wall-angels: Wall Angels, 3 steps
    doorway-chest: Chest Stretch in a Doorway, 3 steps
    neck: How to Stretch Your Neck, 3 steps
    chin-tucks: Chin Tucks, 3 steps
    shoulders: How to Loosen Your Shoulders, 4 steps
    wrists: Wrists and Forearms, 4 steps
    seated-twist: Seated Twist, 3 steps
    side-bend: Side Bends on a Chair, 3 steps
    cat-and-cow: Cat and Cow on a Chair, 3 steps
    calves-and-thighs: Calves and Thighs, 4 steps
    sit-to-stand: Sit to Stand, 3 steps
    balance: Balance on One Leg, 3 steps
    desk-break: A Two-Minute Desk Break, 4 steps
    breathe-and-reset: Breathe and Sit Up Anew, 3 steps
    gentle: A Gentle Routine for Older People, 4 steps
    "#);
    insta::with_settings!({sort_maps => true}, { insta::assert_json_snapshot!(cards[0]) });
    let page = get(&app, "/api/guides/upper-back").await.json();
    for (name, value) in cards[0].as_object().unwrap() {
        if name == "steps" {
            assert_eq!(
                page["steps"].as_array().unwrap().len(),
                value.as_u64().unwrap() as usize
            );
        } else if name == "figure" {
            assert_eq!(&page["steps"][0]["figure"], value);
        } else if name == "figures" {
            let drawn: Vec<&serde_json::Value> = page["steps"]
                .as_array()
                .unwrap()
                .iter()
                .map(|step| &step["figure"])
                .collect();
            assert_eq!(drawn, value.as_array().unwrap().iter().collect::<Vec<_>>());
        } else {
            assert_eq!(&page[name], value);
        }
    }
    assert_eq!(page["text"], guide::UPPER_BACK.1);
    assert_eq!(page["sha256"].as_str().unwrap().len(), 64);
    insta::with_settings!({sort_maps => true}, { insta::assert_json_snapshot!(page["steps"][2]) });
    assert_eq!(get(&app, "/api/guides/none").await.error(), "There is no such guide.");
}

#[test]
fn a_page_without_its_index_is_none() {
    let script = File {
        path: "assets/main.js",
        sha256: "",
        bytes: b"",
        brotli: None,
    };
    let files: &'static [File] = Box::leak(Box::new([script]));
    assert!(Page::new(files).is_none());
    assert!(Page::new(&[]).is_none());
}

#[tokio::test]
async fn addresses_that_are_not_text_are_not_found() {
    let app = server().await;
    for path in ["/api/guides/%ff", "/api/sessions/%ff", "/models/%ff"] {
        let answer = get(&app, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            answer.json().as_object().map(|shown| shown.contains_key("error")),
            Some(true)
        );
    }
}
