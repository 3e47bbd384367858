//! Reports that come from outside: the known shape passes unchanged, everything else is refused.

use results::{Report, ReportError};
use serde_json::{Value, json};

fn saved() -> Value {
    json!({
        "schema": 1, "unhunch": "0.1.0",
        "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
        "video": {"width": 640, "height": 480, "frames": 100, "duration_s": 10.5, "coverage": 0.99},
        "steps": [{
            "step": "neck-tilt", "side": "left", "verdict": "done", "hold_s": 12.1,
            "holds": [{"start_s": 1.0, "end_s": 13.1}], "reps": null,
            "sentences": [{"text": "Your chin stays where it was.", "rules": [
                {"rule": "keep chin level", "verdict": "broken", "confidence": 0.9, "threshold": 12.0, "worst": 15.2,
                 "unit": "deg", "broken_s": 2.5, "first_broken_at_s": 4.0},
                {"rule": "keep shoulders down", "verdict": "unseen", "confidence": null, "threshold": 0.08,
                 "worst": null, "unit": "sw", "broken_s": 0.0, "first_broken_at_s": null, "reason": "nobody"},
                {"rule": "note", "verdict": "note", "confidence": null}
            ]}]
        }],
        "events": [{"at_s": 0.5, "event": "person_seen"},
                   {"at_s": 4.0, "event": "cue", "step": "neck-tilt", "side": "left", "text": "Lift your chin a little."}],
        "session": {"id": "123e4567-e89b-12d3-a456-426614174000", "started_at": "2026-11-23T09:30:00Z",
                    "source": "camera", "ending": "done", "model": "full",
                    "answers": [{"step": "round-back", "side": null, "sentence": 2, "text": "Rounded?", "answer": "yes"}],
                    "feedback": {"stretch_felt": "a_little", "pain": 0, "effort": 10}}
    })
}

fn with(path: &str, value: Value) -> Value {
    let mut saved = saved();
    let (parent, name) = path.rsplit_once('/').unwrap();
    let parent = saved.pointer_mut(parent).unwrap_or_else(|| panic!("{path}"));
    match parent {
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        other => other[name] = value,
    }
    saved
}

fn check(value: Value) -> Result<(), String> {
    let report: Report = serde_json::from_value(value).map_err(|error| error.to_string())?;
    report.check().map_err(|error| error.to_string())
}

#[test]
fn what_is_read_is_written_the_same() {
    let text = serde_json::to_string(&saved()).unwrap();
    let report: Report = serde_json::from_str(&text).unwrap();
    report.check().unwrap();
    assert_eq!(serde_json::to_value(&report).unwrap(), saved());
}

#[test]
fn nobody_watched() {
    let mut on_the_clock = with("/video", Value::Null);
    on_the_clock["session"]["source"] = json!("self-reported");
    on_the_clock["steps"][0]["verdict"] = json!("self_reported");
    check(on_the_clock).unwrap();
}

#[test]
fn nothing_but_a_result_passes() {
    for path in [
        "/picture",
        "/landmarks",
        "/guide/text",
        "/video/frame",
        "/steps/0/trace",
        "/steps/0/holds/0/image",
        "/steps/0/sentences/0/face",
        "/steps/0/sentences/0/rules/0/values",
        "/events/0/pose",
        "/session/name",
        "/session/answers/0/sound",
        "/session/feedback/words",
    ] {
        let refused = check(with(path, json!("data:image/png;base64,AAAA"))).unwrap_err();
        assert!(refused.contains("unknown field"), "{path}: {refused}");
    }
}

#[test]
fn what_can_not_be_is_refused_and_named() {
    for (path, value, says) in [
        ("/schema", json!(2), "schema is 2"),
        ("/guide/sha256", json!("abc"), "64 hexadecimal"),
        ("/guide/name", json!(""), "guide.name has 0"),
        ("/video/coverage", json!(1.5), "video.coverage is 1.5"),
        ("/steps/0/verdict", json!("perfect"), "unknown variant"),
        ("/steps/0/side", json!("up"), "unknown variant"),
        ("/steps/0/hold_s", json!(-1.0), "steps.hold_s is -1"),
        ("/steps/0/holds/0/end_s", json!(0.5), "holds.end_s is 0.5"),
        (
            "/steps/0/sentences/0/text",
            json!("a".repeat(2001)),
            "has 2001 characters",
        ),
        ("/events/0/event", json!("sneezed"), "unknown variant"),
        ("/events/0/at_s", json!("now"), "invalid type"),
        ("/session/id", json!("1"), "not a UUID"),
        ("/session/started_at", json!("yesterday"), "started_at is not a time"),
        ("/session/feedback/pain", json!(11), "pain is 11"),
        ("/session/feedback/pain", json!(-1), "invalid value"),
    ] {
        let refused = check(with(path, value)).unwrap_err();
        assert!(refused.contains(says), "{path}: {refused}");
    }
    let many = vec![json!({"at_s": 0.0, "event": "rep"}); 20_001];
    assert_eq!(
        check(with("/events", json!(many))).unwrap_err(),
        "20001 events are too many: at most 20000"
    );
    let mut nan: Report = serde_json::from_value(saved()).unwrap();
    nan.steps[0].hold_s = f64::NAN;
    assert!(matches!(nan.check(), Err(ReportError::Range { .. })));
}
