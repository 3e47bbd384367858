//! Reports that come from outside: the known shape passes unchanged, everything else is refused.

use results::{Report, ReportError};
use serde_json::{Value, json};

/// A whole session, with every optional field but `other_side`.
fn saved() -> Value {
    serde_json::from_str(SAVED).unwrap()
}

const SAVED: &str = include_str!("saved.json");

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
    let report: Report = serde_json::from_str(SAVED).unwrap();
    report.check().unwrap();
    // The same fields in the same order, not only the same values.
    assert_eq!(serde_json::to_string_pretty(&report).unwrap(), SAVED.trim_end());
}

#[test]
fn what_the_first_version_saved_is_read_as_what_is_saved_now() {
    let now: Report = serde_json::from_str(
        &SAVED
            .replace(r#""verb": "keep","#, "")
            .replace(r#""verb": "note","#, ""),
    )
    .unwrap();
    let then = serde_json::to_string(&now)
        .unwrap()
        .replace(r#""schema":2"#, r#""schema":1"#)
        .replace(r#""decisive":"#, r#""worst":"#);
    let read: Report = serde_json::from_str(&then).unwrap();
    read.check().unwrap();
    assert_eq!(read, now);
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
        "/video/view/picture",
        "/steps/0/trace",
        "/steps/0/holds/0/image",
        "/steps/0/sentences/0/face",
        "/steps/0/sentences/0/rules/0/values",
        "/events/0/pose",
        "/next/posture",
        "/session/name",
        "/session/skipped/0/why",
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
        ("/schema", json!(3), "schema is 3"),
        ("/guide/sha256", json!("abc"), "64 hexadecimal"),
        ("/guide/name", json!(""), "guide.name has 0"),
        ("/video/coverage", json!(1.5), "video.coverage is 1.5"),
        ("/video/view/from", json!("above"), "unknown variant"),
        ("/video/view/turned_deg", json!(181), "video.view.turned_deg is 181"),
        ("/video/view/above_deg", json!(-90.5), "video.view.above_deg is -90.5"),
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
        (
            "/session/id",
            json!("123E4567-E89B-12D3-A456-426614174000"),
            "not a UUID",
        ),
        ("/session/feedback/pain", json!(11), "pain is 11"),
        ("/session/feedback/effort", json!(2.5), "invalid type"),
        ("/session/source", json!("film"), "unknown variant"),
        ("/session/answers/0/answer", json!("maybe"), "unknown variant"),
        ("/session/answers/0/step", json!("a".repeat(101)), "has 101 characters"),
        ("/steps/0/step", json!("a".repeat(101)), "steps.step has 101 characters"),
        ("/steps/0/sentences/0/rules/0/unit", json!("px"), "unknown variant"),
        ("/steps/0/sentences/0/rules/0/verdict", json!("good"), "unknown variant"),
        ("/events/1/side", Value::from("up"), "unknown variant"),
        ("/session/feedback/pain", json!(-1), "invalid value"),
        ("/session/skipped/0/step", json!(""), "session.skipped.step has 0"),
        (
            "/steps/0/sentences/0/rules/0/measure",
            json!("left_eye_x"),
            "no measure",
        ),
        ("/next/kind", json!("perfect"), "unknown variant"),
        ("/next/broken_s", json!(-1.0), "next.broken_s is -1"),
    ] {
        let refused = check(with(path, value)).unwrap_err();
        assert!(refused.contains(says), "{path}: {refused}");
    }
    let many = vec![json!({"at_s": 0.0, "event": "rep"}); 20_001];
    assert_eq!(
        check(with("/events", json!(many))).unwrap_err(),
        "20001 events are too many: at most 20000"
    );
    assert_eq!(
        check(with("/steps", json!(vec![saved()["steps"][0].clone(); 1001]))).unwrap_err(),
        "1001 steps are too many: at most 1000"
    );
    let mut nan: Report = serde_json::from_value(saved()).unwrap();
    nan.steps[0].hold_s = f64::NAN;
    assert!(matches!(nan.check(), Err(ReportError::Range { .. })));
}

#[test]
fn every_next_thing_is_read_strictly() {
    let at = |more: Value| {
        let mut next = json!({"step": "neck-tilt", "side": "left"});
        let fields = next.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        next
    };
    for next in [
        json!({"kind": "sit_still"}),
        json!({"kind": "watched"}),
        json!({"kind": "same"}),
        at(json!({"kind": "reach", "sentence": "Let your ear sink."})),
        at(json!({"kind": "hold", "missing_s": 4.0})),
        at(json!({"kind": "repeat", "missing": 2})),
        at(json!({"kind": "show", "reason": "the face was hidden"})),
        at(json!({"kind": "show", "reason": null})),
        at(json!({"kind": "other_side"})),
        at(json!({"kind": "finish"})),
    ] {
        check(with("/next", next.clone())).unwrap_or_else(|refused| panic!("{next}: {refused}"));
        let mut more = next.clone();
        more["picture"] = json!("data:image/png;base64,AAAA");
        let refused = check(with("/next", more)).unwrap_err();
        assert!(refused.contains("unknown field"), "{next}: {refused}");
    }
}

#[test]
fn what_older_pages_sent_is_still_taken() {
    let mut older = with("/session/started_at", json!("2026-11-23T09:30:00.123Z"));
    older.as_object_mut().unwrap().remove("next");
    older["video"].as_object_mut().unwrap().remove("view");
    older["session"].as_object_mut().unwrap().remove("skipped");
    check(older).unwrap();
}

#[test]
fn times_are_written_in_one_way() {
    for time in [
        "2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00.123Z",
        "2026-01-31T09:30:00.123456789+05:30",
        "2026-01-31T09:30:00-08:00",
    ] {
        assert_eq!(check(with("/session/started_at", json!(time))), Ok(()), "{time}");
        assert_eq!(check(with("/session/saved_at", json!(time))), Ok(()), "{time}");
    }
    for time in [
        "",
        "2026-01-31",
        "2026-01-31T09:30:00",
        "2026-01-31 09:30:00Z",
        "20260131T093000Z",
        "2026-02-30T09:30:00Z",
        "2026-01-31T25:30:00Z",
        "2026-01-31T09:30:00.Z",
        "2026-01-31T09:30:00.1234567890Z",
        "2026-01-31T09:30:00Z[u-ca=any-words-at-all]",
        "2026-01-31T09:30:0\u{661}Z",
    ] {
        let refused = check(with("/session/started_at", json!(time))).unwrap_err();
        assert!(refused.contains("started_at is not a time"), "{time}: {refused}");
        let refused = check(with("/session/saved_at", json!(time))).unwrap_err();
        assert!(refused.contains("saved_at is not a time"), "{time}: {refused}");
    }
}
