//! `unhunch history`: out of one folder, into another, and nothing lost or twice on the way.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

use super::{Said, unhunch};

fn id(number: usize) -> String {
    format!("{number:08x}-0000-4000-8000-000000000000")
}

fn session(number: usize, started_at: &str) -> Value {
    json!({
        "schema": 2, "unhunch": "0.1.0",
        "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
        "video": {"width": 640, "height": 480, "frames": 2000, "duration_s": 66.667, "coverage": 0.998},
        "steps": [
            {"step": "neck-tilt", "side": "left", "verdict": "good", "hold_s": 12.3, "holds": [], "reps": null,
             "sentences": [{"text": "Your chin stays where it was.", "rules": [
                {"rule": "keep chin level", "verb": "keep", "verdict": "broken", "confidence": 0.9, "threshold": 12.0,
                 "decisive": 14.2, "unit": "deg", "measure": "neck_flexion_deg", "broken_s": 2.1, "first_broken_at_s": 3.0}]}]},
            {"step": "neck-tilt", "side": "right", "verdict": "not_done", "hold_s": 0.0, "holds": [], "reps": null,
             "sentences": [{"text": "=Let your right ear sink towards your right shoulder, 慢.", "rules": [
                {"rule": "reach neck tilt right", "verb": "reach", "verdict": "not_reached", "confidence": 0.9,
                 "threshold": 30.0, "decisive": 25.5, "unit": "deg", "measure": "neck_tilt_deg", "broken_s": 0.0,
                 "first_broken_at_s": null}]}]},
            {"step": "round-back", "side": null, "verdict": "unseen", "hold_s": 0.0, "holds": [], "reps": null, "sentences": []}
        ],
        "events": [{"at_s": 66.667, "event": "session_ended"}],
        "session": {"id": id(number), "started_at": started_at, "source": "camera", "ending": "ended_early", "model": "full",
            "answers": [], "feedback": {"stretch_felt": "a_little", "pain": 0, "effort": null},
            "skipped": [{"step": "round-back", "side": null}]}
    })
}

/// A folder for data with three sessions of two days, out of the page's list.
fn lived_in() -> TempDir {
    let folder = tempdir().unwrap();
    let list = json!([
        session(3, "2026-11-24T07:05:00+01:00"),
        session(2, "2026-11-23T16:30:00+01:00"),
        session(1, "2026-11-23T09:30:00+01:00"),
    ]);
    let file = folder.path().join("unhunch-sessions.json");
    fs::write(&file, list.to_string()).unwrap();
    let said = history(&folder.path().join("data"), &["import", file.to_str().unwrap()]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (Some(0), "3 sessions new, 0 known already\n"),
        "{}",
        said.err
    );
    folder
}

fn history(data: &Path, arguments: &[&str]) -> Said {
    let all = ["history", "--data", data.to_str().unwrap()];
    unhunch(all.iter().chain(arguments))
}

fn ok(data: &Path, arguments: &[&str]) -> String {
    let said = history(data, arguments);
    assert_eq!(said.code, Some(0), "{arguments:?}: {}", said.err);
    said.out
}

/// All sessions, without when they were saved here.
fn sessions(data: &Path) -> Value {
    let mut all: Value = serde_json::from_str(&ok(data, &["list", "--format", "json"])).unwrap();
    for session in all.as_array_mut().unwrap() {
        session["session"].as_object_mut().unwrap().remove("saved_at");
    }
    all
}

#[test]
fn history_reads_well() {
    let folder = lived_in();
    let data = folder.path().join("data");
    insta::assert_snapshot!("history_list", ok(&data, &["list"]));
    insta::assert_snapshot!("history_show", ok(&data, &["show", "00000002"]));
    let one: Value = serde_json::from_str(&ok(&data, &["show", &id(2), "--format", "json"])).unwrap();
    assert_eq!(one["session"]["id"], id(2));
    let of_a_day = ok(&data, &["list", "--from", "2026-11-24", "--to", "2026-11-24"]);
    assert!(
        of_a_day.starts_with("2026-11-24\n") && of_a_day.lines().count() == 2,
        "{of_a_day}"
    );
    assert_eq!(
        ok(&data, &["list", "--guide", "neck"]),
        "No session was saved in these days.\n"
    );
}

#[test]
fn history_that_is_exported_comes_in_on_another_computer_once() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (format, name) in [("json", "history.json"), ("parquet", "tables")] {
        let wrote = ok(&data, &["export", "--format", format, "--out", &out(name)]);
        assert_eq!(wrote, format!("Wrote 3 sessions to {}\n", out(name)));
        let other = folder.path().join(format!("other-{format}"));
        assert_eq!(ok(&other, &["import", &out(name)]), "3 sessions new, 0 known already\n");
        assert_eq!(sessions(&other), sessions(&data), "{format}");
        assert_eq!(ok(&other, &["import", &out(name)]), "0 sessions new, 3 known already\n");
        assert_eq!(sessions(&other), sessions(&data), "{format}");
    }
    let single = out("tables/sessions.parquet");
    assert_eq!(
        ok(&folder.path().join("third"), &["import", &single]),
        "3 sessions new, 0 known already\n"
    );
}

#[test]
fn history_leaves_out_what_it_must_and_names_it() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let mut other = session(1, "2026-11-23T09:30:00+01:00");
    other["steps"][0]["hold_s"] = json!(1.0);
    let mut wrong = session(7, "2026-11-23T09:30:00+01:00");
    wrong["picture"] = json!("data:");
    let file = folder.path().join("more.json");
    fs::write(
        &file,
        json!([other, wrong, session(8, "2026-11-23T09:30:00+01:00")]).to_string(),
    )
    .unwrap();
    let said = history(&data, &["import", file.to_str().unwrap()]);
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(said.out);
}

#[test]
fn history_goes_out_in_every_form() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let out = folder.path().join("tables");
    let csv = [
        "export",
        "--format",
        "csv",
        "--separator",
        ";",
        "--decimal",
        ",",
        "--bom",
        "--out",
        out.to_str().unwrap(),
    ];
    ok(&data, &csv);
    let mut files: Vec<String> = fs::read_dir(&out)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["answers.csv", "ratings.csv", "rules.csv", "sessions.csv", "steps.csv"]
    );
    let rules = fs::read_to_string(out.join("rules.csv")).unwrap();
    assert!(rules.starts_with("\u{feff}session;part;step;"), "{rules}");
    assert!(
        rules.contains(";14,2;12;deg;2,1\r\n") && rules.contains(";'=Let your right ear"),
        "{rules}"
    );

    let bundle = folder.path().join("history.fhir.json");
    ok(
        &data,
        &[
            "export",
            "--format",
            "fhir",
            "--to",
            "2026-11-23",
            "--out",
            bundle.to_str().unwrap(),
        ],
    );
    let bundle: Value = serde_json::from_str(&fs::read_to_string(bundle).unwrap()).unwrap();
    let groups = bundle["entry"].as_array().unwrap().iter();
    let groups = groups.filter(|entry| entry["resource"]["hasMember"].is_array());
    assert_eq!(groups.count(), 2);

    let page = folder.path().join("history.pdf");
    let pdf = [
        "export",
        "--format",
        "pdf",
        "--language",
        "de",
        "--out",
        page.to_str().unwrap(),
    ];
    let said = history(&data, &pdf);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(fs::read(&page).unwrap().starts_with(b"%PDF-"));
    // The letter that the page's font lacks is in a sentence that is not on it.
    assert_eq!(said.err, "");
}

#[test]
fn history_is_never_written_over() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let kept = data.join("sessions.sqlite");
    let before = sessions(&data);
    for format in ["json", "fhir", "pdf"] {
        let said = history(&data, &["export", "--format", format, "--out", kept.to_str().unwrap()]);
        assert_eq!(said.code, Some(2));
        assert!(said.err.contains("would write over what is read"), "{}", said.err);
    }
    let said = history(&data, &["export", "--format", "csv", "--out", kept.to_str().unwrap()]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("csv is a folder"), "{}", said.err);
    assert_eq!(sessions(&data), before);
    let same = ["export", "--format", "csv", "--decimal", ",", "--out", "nowhere"];
    assert_eq!(history(&data, &same).code, Some(2));
}

#[test]
fn history_that_is_not_there_is_said_and_not_made() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("nowhere");
    for arguments in [
        vec!["list"],
        vec!["show", "1"],
        vec!["delete", "--all", "--yes"],
        vec!["export", "--format", "json", "--out", "x.json"],
    ] {
        let said = history(&data, &arguments);
        assert_eq!(said.code, Some(2), "{arguments:?}");
        assert!(said.err.contains("there are no saved sessions in"), "{}", said.err);
    }
    let absent = history(&data, &["import", "no-such-file.json"]);
    assert_eq!(absent.code, Some(2));
    assert!(!data.exists(), "nothing was made");
}

#[test]
fn history_says_what_can_not_be_imported_and_what_to_do() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (format, name) in [
        ("csv", "csv"),
        ("fhir", "fhir.json"),
        ("pdf", "page.pdf"),
        ("parquet", "parquet"),
    ] {
        ok(&data, &["export", "--format", format, "--out", &out(name)]);
    }
    fs::write(out("broken.json"), "{\"unhunch_history\":1,\"sessions\":[").unwrap();
    fs::write(out("words.txt"), "hello").unwrap();
    let mut told = String::new();
    for name in [
        "csv",
        "csv/steps.csv",
        "fhir.json",
        "page.pdf",
        "parquet/steps.parquet",
        "broken.json",
        "words.txt",
    ] {
        let said = history(&data, &["import", &out(name)]);
        assert_eq!(said.code, Some(2), "{name}");
        // Wrapped where the terminal ends.
        told.push_str(&said.err.replace("\n  | ", " ").replace("\n  │ ", " "));
    }
    for part in [
        "import of CSV",
        "import of FHIR",
        "import of PDF",
        "--format json",
        "damaged",
        "no export of unhunch",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn history_is_deleted_one_by_one_or_all_when_it_is_meant() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let count = || sessions(&data).as_array().unwrap().len();
    let which = history(&data, &["delete", "0000000"]);
    assert_eq!(which.code, Some(2));
    assert!(which.err.contains("3 saved sessions have an id"), "{}", which.err);
    assert_eq!(history(&data, &["delete", "ffff"]).code, Some(2));
    assert_eq!(history(&data, &["delete"]).code, Some(2));
    assert_eq!(ok(&data, &["delete", "00000002"]), "Deleted: 1 session\n");
    assert_eq!(count(), 2);
    let meant = history(&data, &["delete", "--all"]);
    assert_eq!(meant.code, Some(2));
    assert!(meant.err.contains("all 2 saved sessions"), "{}", meant.err);
    assert_eq!(count(), 2);
    assert_eq!(ok(&data, &["delete", "--all", "--yes"]), "Deleted: 2 sessions\n");
    assert_eq!(count(), 0);
}

#[test]
fn history_names_what_is_damaged_and_shows_the_rest() {
    let folder = lived_in();
    let data = folder.path().join("data");
    let connection = rusqlite::Connection::open(data.join("sessions.sqlite")).unwrap();
    let broken = "update sessions set report = '{' where id like '00000001%'";
    assert_eq!(connection.execute(broken, []), Ok(1));
    drop(connection);
    let said = history(&data, &["list"]);
    assert_eq!(said.code, Some(0));
    assert!(
        said.err.contains("00000001-0000") && said.err.contains("is damaged"),
        "{}",
        said.err
    );
    assert_eq!(sessions(&data).as_array().unwrap().len(), 2);
}
