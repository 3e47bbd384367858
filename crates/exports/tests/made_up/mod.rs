//! Made-up sessions: a few by hand, and a season of them for the page.
#![allow(dead_code, reason = "each test file uses some")]

use exports::{Archive, OwnGuide, Rating, Titles};
use jiff::{ToSpan, civil::date};
use results::Report;
use serde_json::{Value, json};

pub fn id(number: usize) -> String {
    format!("6a1f0c9e-0000-4000-8000-{number:012}")
}

/// A session before the camera, of two sides.
pub fn seen(number: usize, started_at: &str, left: f64, right: f64) -> Value {
    let step = |side: &str, reached: f64| {
        json!({
            "step": "neck-tilt", "side": side, "verdict": if reached >= 30.0 { "good" } else { "not_done" },
            "hold_s": 10.5, "holds": [{"start_s": 10.0, "end_s": 20.5}], "reps": null,
            "sentences": [
                {"text": format!("Let your {side} ear sink towards your {side} shoulder."), "rules": [{
                    "rule": format!("reach neck tilt {side}"), "verb": "reach",
                    "verdict": if reached >= 30.0 { "met" } else { "not_reached" }, "confidence": 0.93,
                    "threshold": 30.0, "decisive": reached, "unit": "deg", "measure": "neck_tilt_deg",
                    "broken_s": 0.0, "first_broken_at_s": null}]},
                {"text": "Your chin stays where it was.", "rules": [{
                    "rule": "keep chin level", "verb": "keep", "verdict": if number.is_multiple_of(3) { "broken" } else { "met" },
                    "confidence": 0.87, "threshold": 12.0, "decisive": 14.2, "unit": "deg", "measure": "neck_flexion_deg",
                    "broken_s": if number.is_multiple_of(3) { 2.1 } else { 0.0 }, "first_broken_at_s": null}]}
            ]
        })
    };
    json!({
        "schema": 2, "unhunch": "0.1.0",
        "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
        "video": {"width": 640, "height": 480, "frames": 2000, "duration_s": 66.667, "coverage": 0.998,
            "view": {"from": "front", "turned_deg": 4.5, "above_deg": -2.0}},
        "steps": [step("left", left), step("right", right)],
        "events": [{"at_s": 66.667, "event": "session_ended"}],
        "session": {
            "id": id(number), "started_at": started_at, "source": "camera", "ending": "done", "model": "full",
            "answers": [{"step": "round-back", "side": null, "sentence": 2, "text": "Your shoulders follow.", "answer": "yes"}],
            "feedback": {"stretch_felt": "a_little", "pain": 0, "effort": 3},
            "saved_at": "2026-11-23T10:00:00.000Z"
        }
    })
}

/// A session by the clock, with words that a spreadsheet would take for a formula, and those of other scripts.
pub fn told(number: usize, started_at: &str) -> Value {
    json!({
        "schema": 2, "unhunch": "0.1.0",
        "guide": {"name": "my-neck", "sha256": "1".repeat(64)},
        "video": null,
        "steps": [{
            "step": "turn", "side": null, "verdict": "self_reported", "hold_s": 0.0, "holds": [], "reps": 5,
            "sentences": [
                {"text": "=HYPERLINK(\"https://example.org\") turn; gently", "rules": [
                    {"rule": "ask =1+1", "verb": "ask", "verdict": "asked", "confidence": null}]},
                {"text": "Zähle bis fünf, \"ganz\" langsam, 慢慢地", "rules": [
                    {"rule": "note", "verb": "note", "verdict": "note", "confidence": null}]}
            ]
        }],
        "events": [{"at_s": 90.0, "event": "session_ended"}],
        "session": {
            "id": id(number), "started_at": started_at, "source": "self-reported", "ending": "ended_early", "model": null,
            "answers": [{"step": "turn", "side": null, "sentence": 0, "text": "+ did you feel it?", "answer": null}],
            "feedback": null
        }
    })
}

pub fn report(json: &Value) -> Report {
    let report: Report = serde_json::from_value(json.clone()).unwrap();
    report.check().unwrap();
    report
}

pub fn few() -> Archive {
    Archive {
        sessions: vec![
            report(&seen(1, "2026-11-23T09:30:00+01:00", 33.25, -0.5)),
            report(&told(2, "2026-11-23T23:30:00-05:00")),
            report(&seen(3, "2026-11-24T09:30:00Z", 35.1, 31.0)),
        ],
        ratings: vec![Rating {
            guide: "upper-back".to_owned(),
            stars: 4,
            rated_at: "2026-11-23T09:40:00.000Z".to_owned(),
        }],
        own_guides: vec![OwnGuide {
            name: "my-neck".to_owned(),
            changed_at: Some("2026-11-22T09:40:00.000Z".to_owned()),
            text: "---\ntitle: Mein Nacken\n---\n\n## Turn {#turn}\n\n- Turn. `note`\n".to_owned(),
        }],
    }
}

/// Ninety days with up to three sessions a day.
pub fn season() -> Vec<Report> {
    let first = date(2026, 9, 1);
    let mut sessions = Vec::new();
    for day in 0..90_i32 {
        for time in 0..(day % 4) {
            let number = sessions.len();
            let at = format!(
                "{}T{:02}:30:00+02:00",
                first.checked_add(day.days()).unwrap(),
                9 + 3 * time
            );
            let wave = f64::from((number * 37 % 23) as u32) / 3.0;
            sessions.push(report(&match number % 5 {
                4 => told(number, &at),
                _ => seen(
                    number,
                    &at,
                    27.0 + wave + f64::from(day) / 18.0,
                    23.0 + wave + f64::from(day) / 15.0,
                ),
            }));
        }
    }
    sessions
}

pub fn titles() -> Titles {
    let mut titles = Titles::default();
    let steps = [("neck-tilt".to_owned(), "Tilt your neck".to_owned())];
    titles.add("upper-back", "How to Stretch the Upper Back", steps);
    titles.add("my-neck", "Übungen für den Nacken, Шея, αυχένας, 首", []);
    titles
}
