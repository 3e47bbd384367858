//! A server without a port, with a page of four files, and a session to send.
#![allow(dead_code, reason = "each test file uses some")]

use std::path::PathBuf;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt;
use records::Records;
use serde_json::{Value, json};
use server::{Entry, File, Hosts, Page, State, app};
use tower::ServiceExt;

pub const HOST: &str = "127.0.0.1:7373";
pub const ORIGIN: &str = "http://127.0.0.1:7373";
pub const ID: &str = "6a1f0c9e-0000-4000-8000-000000000001";

pub const FILES: &[File] = &[
    file("assets/main-1a2b.js", b"console.log(1)", Some(b"compressed")),
    file("index.html", b"<!doctype html>", None),
    file("sw.js", b"self", None),
    file("manifest.webmanifest", b"{}", None),
];

const fn file(path: &'static str, bytes: &'static [u8], brotli: Option<&'static [u8]>) -> File {
    File {
        path,
        sha256: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        bytes,
        brotli,
    }
}

pub async fn server() -> Router {
    server_with(Records::in_memory().await.unwrap())
}

pub fn server_with(records: Records) -> Router {
    keyed(records, HOST, Entry::open())
}

/// A server that listens on this address and lets in whom `entry` does.
pub fn keyed(records: Records, bound: &str, entry: Entry) -> Router {
    app(State {
        records,
        entry,
        data_folder: PathBuf::from("somewhere"),
        hosts: Hosts::new(bound.parse().unwrap(), &["coach.home".to_owned()]).unwrap(),
        page: Page::new(FILES).unwrap(),
    })
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("plain text"))
    }

    /// The words of an error.
    pub fn error(&self) -> String {
        let shown = self.json();
        let fields: Vec<&str> = shown.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["error", "help"], "{shown}");
        shown["error"].as_str().unwrap().to_owned()
    }
}

/// Sends one request with exactly these headers.
pub async fn send_raw(app: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response: Response<Body> = app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes(),
    }
}

/// Sends one request as a page of this server would, with these headers besides.
pub async fn send(app: &Router, method: &str, path: &str, also: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut headers = vec![("host", HOST), ("sec-fetch-site", "same-origin")];
    if method != "GET" && method != "HEAD" {
        headers.push(("origin", ORIGIN));
    }
    headers.extend(also);
    send_raw(app, method, path, &headers, body.into()).await
}

pub async fn get(app: &Router, path: &str) -> Answer {
    send(app, "GET", path, &[], Body::empty()).await
}

pub async fn post(app: &Router, session: &Value) -> Answer {
    let json = [("content-type", "application/json")];
    send(app, "POST", "/api/sessions", &json, session.to_string()).await
}

/// A whole session, as the page sends it.
pub fn session(id: &str, started_at: &str) -> Value {
    json!({
        "schema": 2,
        "unhunch": "0.1.0",
        "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
        "video": {"width": 640, "height": 480, "frames": 2000, "duration_s": 66.667, "coverage": 0.998},
        "steps": [{
            "step": "neck-tilt",
            "side": "left",
            "verdict": "done",
            "hold_s": 12.345,
            "holds": [{"start_s": 10.0, "end_s": 22.345}],
            "reps": null,
            "sentences": [{
                "text": "Your chin stays where it was.",
                "rules": [{
                    "rule": "keep chin level",
                    "verdict": "broken",
                    "confidence": 0.87,
                    "threshold": 12.0,
                    "decisive": 14.2,
                    "unit": "deg",
                    "broken_s": 2.1,
                    "first_broken_at_s": 15.033
                }]
            }]
        }],
        "events": [{"at_s": 66.667, "event": "session_ended"}],
        "session": {
            "id": id,
            "started_at": started_at,
            "source": "camera",
            "ending": "done",
            "model": "full",
            "answers": [{"step": "round-back", "side": null, "sentence": 2, "text": "Your shoulders follow.", "answer": null}],
            "feedback": null
        }
    })
}

pub fn one() -> Value {
    session(ID, "2026-11-23T09:30:00Z")
}
