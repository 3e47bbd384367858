//! How long a year takes to look back on: 1,095 sessions of one report, three a day, through the API without a port.
//!
//! ```sh
//! unhunch check clips/s2_routine_correct.mp4 --format json > report.json
//! cargo run --release -p server --example year -- report.json
//! ```

use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use records::Records;
use results::{Ending, ModelName, Report, SessionFacts, Source};
use server::{Entry, File, Hosts, Page, State, app};
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:7373";
const PAGE: &[File] = &[File {
    path: "index.html",
    sha256: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    bytes: b"<!doctype html>",
    brotli: None,
}];
const SESSIONS: u32 = 1095;
/// The least of so many is told: the machine does other things, too.
const TIMES: u32 = 7;

#[tokio::main]
async fn main() {
    let path = std::env::args().nth(1).expect("a file: the JSON of `unhunch check`");
    let report = std::fs::read_to_string(&path).expect("the file can be read");
    let report: Report = serde_json::from_str(&report).expect("it is a report of `unhunch check --format json`");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sessions.sqlite");
    let records = Records::open(&file).await.expect("the file is made");
    for number in 0..SESSIONS {
        records.save(&session(&report, number)).await.expect("it is saved");
    }
    records.close().await;
    let size = std::fs::metadata(&file).expect("the file is there").len();
    println!("{SESSIONS} sessions, {:.1} MB", size as f64 / 1e6);

    let mut opened = Duration::MAX;
    for _ in 0..TIMES {
        opened = opened.min(taken(async || Records::open(&file).await.expect("it opens").close().await).await);
    }
    println!("{:>8.1} ms  the file opened and looked through for damage", ms(opened));
    let app = served(&file).await;
    let mut all = Duration::ZERO;
    for path in [
        "/api/history/sessions",
        "/api/history/week?of=2026-06-17",
        "/api/history/courses",
        "/api/history/ranges?guide=upper-back",
    ] {
        let (mut least, mut bytes) = (Duration::MAX, 0);
        for _ in 0..TIMES {
            least = least.min(taken(async || bytes = get(&app, path).await).await);
        }
        all += least;
        println!("{:>8.1} ms  GET {path}, {:.0} KB", ms(least), bytes as f64 / 1e3);
    }
    println!("{:>8.1} ms  all four", ms(all));
    let mut reports = Duration::MAX;
    for _ in 0..2 {
        reports = reports.min(taken(async || assert!(get(&app, "/api/sessions").await > 0)).await);
    }
    println!(
        "{:>8.1} ms  GET /api/sessions, for comparison: every report",
        ms(reports)
    );
}

/// The session of this number: three a day, from New Year on.
fn session(report: &Report, number: u32) -> Report {
    let (day, hour) = (number / 3, 9 + number % 3 * 3);
    let first = jiff::civil::date(2026, 1, 1);
    let date = first.saturating_add(jiff::Span::new().days(day));
    Report {
        session: Some(SessionFacts {
            id: format!("6a1f0c9e-{:04x}-4000-8000-{number:012x}", number % 0x10000),
            started_at: format!("{date}T{hour:02}:30:00+01:00"),
            source: Source::Camera,
            ending: Ending::Done,
            model: Some(ModelName::Full),
            answers: Vec::new(),
            feedback: None,
            skipped: None,
            saved_at: None,
        }),
        ..report.clone()
    }
}

async fn served(file: &Path) -> Router {
    app(State {
        records: Records::open(file).await.expect("it opens"),
        entry: Entry::open(),
        data_folder: "somewhere".into(),
        hosts: Hosts::new(HOST.parse().expect("an address"), &[]).expect("no further names"),
        page: Page::new(PAGE).expect("it has its first file"),
    })
}

/// How many bytes the answer has.
async fn get(app: &Router, path: &str) -> usize {
    let request = Request::get(path)
        .header("host", HOST)
        .body(Body::empty())
        .expect("a request");
    let answer = app.clone().oneshot(request).await.expect("it answers");
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer
        .into_body()
        .collect()
        .await
        .expect("a whole answer")
        .to_bytes()
        .len()
}

async fn taken(work: impl AsyncFnOnce()) -> Duration {
    #[allow(clippy::disallowed_methods, reason = "it measures the program")]
    let began = std::time::Instant::now();
    work().await;
    began.elapsed()
}

fn ms(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1e3
}
