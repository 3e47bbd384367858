//! `unhunch validate`: a bundled clip with its truth, looked at once, judged again from the cache.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Said, bundled, program};

/// The chin drops in a tilt: 216 frames.
const CLIP: &str = "s2_lateral_neck_chin_drops_left";

fn clips() -> PathBuf {
    bundled().parent().expect("it lies in a folder").to_owned()
}

/// A folder with the clip and its truth.
fn with_clip(folder: &Path) -> PathBuf {
    let truth = folder.join("truth");
    fs::create_dir_all(&truth).unwrap();
    for ending in ["mp4", "csv", "json"] {
        let name = format!("{CLIP}.{ending}");
        fs::copy(clips().join(&name), truth.join(&name)).unwrap();
    }
    truth
}

fn validate(folder: &Path, cache: &Path, more: &[&str]) -> Command {
    let mut command = program();
    command.arg("validate").arg(folder).arg("--cache").arg(cache).args(more);
    // The lightest model: how right it is does not matter here.
    command.args(["--model", "lite"]);
    command
}

fn run(folder: &Path, cache: &Path, more: &[&str]) -> Said {
    validate(folder, cache, more).output().unwrap().into()
}

fn traces(cache: &Path) -> Vec<PathBuf> {
    fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

#[test]
fn a_clip_is_looked_at_once_and_judged_alike_from_its_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (truth, cache) = (with_clip(folder.path()), folder.path().join("cache"));
    let report = folder.path().join("report.html");

    let text = run(&truth, &cache, &["--jobs", "2", "--report", report.to_str().unwrap()]);
    assert!(matches!(text.code, Some(0 | 1)), "{}", text.err);
    assert!(text.err.contains("1 of 1 clips"), "{}", text.err);
    for part in ["neck lateral flexion, deg", "chin drops", "Sentences: ", "Targets"] {
        assert!(text.out.contains(part), "{part}: {}", text.out);
    }
    assert!(text.out.lines().all(|line| line.chars().count() <= 80), "{}", text.out);
    let page = fs::read_to_string(&report).unwrap();
    assert!(
        page.contains(&format!("href=\"truth/{CLIP}.mp4#t=")),
        "links are relative to the report"
    );

    let again = run(&truth, &cache, &[]);
    assert_eq!(
        (&again.out, again.err.as_str()),
        (&text.out, ""),
        "nothing is left to look at"
    );

    let json = run(&truth, &cache, &["--format", "json"]);
    let table = conforms(&json.out);
    assert_eq!(table["clips"]["frames"], 216);
    assert_eq!(table["clips"]["frames_without_truth"], 0);
    let tilt = &table["measures"][0];
    assert_eq!(tilt["measure"], "neck_lateral_flexion_deg");
    let error = tilt["within"]["mae"].as_f64().unwrap();
    assert!(
        error < 10.0,
        "the truth's columns are read with the right signs: {error}"
    );
    let faults = table["faults"].as_array().unwrap();
    assert!(
        faults
            .iter()
            .any(|fault| fault["name"] == "chin_drops" && fault["f1"] == 1.0),
        "{faults:#?}"
    );

    // A trace that was cut off, as by a full disk, is made again.
    let [trace] = &traces(&cache)[..] else {
        panic!("one trace")
    };
    let whole = fs::read(trace).unwrap();
    fs::write(trace, &whole[..whole.len() / 2]).unwrap();
    let mended = run(&truth, &cache, &[]);
    assert!(mended.err.contains("1 of 1 clips"), "{}", mended.err);
    assert_eq!(mended.out, text.out);
    assert_eq!(fs::read(trace).unwrap(), whole);

    // So is one with a bit that flipped on the disk.
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    fs::write(trace, flipped).unwrap();
    let mended = run(&truth, &cache, &[]);
    assert!(mended.err.contains("1 of 1 clips"), "{}", mended.err);
    assert_eq!(fs::read(trace).unwrap(), whole);
}

fn conforms(json: &str) -> Value {
    let schema: Value = serde_json::from_str(include_str!("../../../../docs/validate.schema.json")).unwrap();
    let table: Value = serde_json::from_str(json).unwrap();
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let mistakes: Vec<String> = validator
        .iter_errors(&table)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    let mut more = table.clone();
    more["targets"][0]["mood"] = "good".into();
    assert!(!validator.is_valid(&more), "the schema names every field");
    table
}

/// Changes a file of the truth.
type Break = fn(&Path);

#[test]
fn a_broken_truth_is_named_before_anything_is_looked_at() {
    fn change(path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }
    let cases: [(&str, Break, &str); 7] = [
        (
            "csv",
            |path| change(path, "0.0667,neutral", "0.0667,resting"),
            "line 3, column \"label\": \"resting\"",
        ),
        (
            "csv",
            |path| change(path, "0.0667,neutral,", "0.0667,neutral,many"),
            "is not a number",
        ),
        (
            "csv",
            |path| change(path, "0.0667,", "0.0000,"),
            "line 3: its time is not later",
        ),
        (
            "csv",
            |path| change(path, "label", "mood"),
            "it has no column \"label\"",
        ),
        (
            "json",
            |path| change(path, "\"lateral_neck\"", "\"handstand\""),
            "the movement \"handstand\" is not known",
        ),
        (
            "json",
            |path| change(path, "\"movement\": \"lateral_neck\"", "\"step\": \"handstand\""),
            "handstand",
        ),
        ("json", |path| fs::remove_file(path).unwrap(), "lacks its JSON"),
    ];
    for (ending, break_it, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let (truth, cache) = (with_clip(folder.path()), folder.path().join("cache"));
        break_it(&truth.join(CLIP).with_extension(ending));
        let said = run(&truth, &cache, &[]);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{expected}");
        let one_line = said
            .err
            .split_whitespace()
            .filter(|word| *word != "│")
            .collect::<Vec<_>>()
            .join(" ");
        assert!(one_line.contains(expected), "{expected}: {}", said.err);
        assert!(one_line.contains(CLIP), "it says which clip: {}", said.err);
        assert!(!said.err.contains("of 1 clips"), "nothing was looked at: {}", said.err);
    }
    let empty = tempfile::tempdir().unwrap();
    let said = run(empty.path(), &empty.path().join("cache"), &[]);
    assert!(
        said.code == Some(2) && said.err.contains("no clips with truth"),
        "{}",
        said.err
    );
}

/// Ctrl-C while the second clip is looked at: what is done is kept, what is not is taken away.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_the_cache_sound() {
    let folder = tempfile::tempdir().unwrap();
    let (truth, cache) = (with_clip(folder.path()), folder.path().join("cache"));
    for ending in ["mp4", "csv", "json"] {
        // 155 s, and later by its name.
        let name = format!("s2_routine_correct.{ending}");
        fs::copy(clips().join(&name), truth.join(&name)).unwrap();
    }
    let mut running = validate(&truth, &cache, &["--jobs", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert!(first.contains("1 of 2 clips"), "{first}");
    let id = running.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let rest: Vec<String> = lines.map(|line| line.unwrap()).collect();
    assert_eq!(running.wait().unwrap().code(), Some(2), "{rest:?}");
    assert!(rest.join(" ").contains("1 of 2 clips are looked at"), "{rest:?}");
    let kept = traces(&cache);
    assert!(kept.len() == 1 && kept[0].extension().unwrap() == "parquet", "{kept:?}");

    fs::remove_file(truth.join("s2_routine_correct.csv")).unwrap();
    let said = run(&truth, &cache, &[]);
    assert!(said.out.contains("1 clip, 1 person, 1 motion"), "{}", said.out);
    assert!(
        !said.err.contains("of 1 clips"),
        "the first clip is not looked at again: {}",
        said.err
    );
    assert!(said.err.contains("has no truth beside it"), "{}", said.err);
}

fn labels(folder: &Path, labels: &Path) -> Said {
    let truth = with_clip(folder);
    run(
        &truth,
        &folder.join("cache"),
        &["--format", "json", "--labels", labels.to_str().unwrap()],
    )
}

#[test]
fn labels_by_eye_are_right_or_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("labels.json");
    let traces = clips().join("traces");
    let written = serde_json::json!({
        "traces": traces,
        "labels": [{
            "trace": format!("{CLIP}.parquet"), "step": "neck-tilt", "side": "left",
            "held_s": [8, 12], "broken": ["keep chin level"], "kept": ["keep shoulders down"],
        }],
    });
    fs::write(&file, written.to_string()).unwrap();
    let said = labels(folder.path(), &file);
    let table: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.err));
    let right: Vec<_> = table["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label["right"].clone())
        .collect();
    // The chin stops the clock, so it was not held for so long.
    assert_eq!(right, [false, true, true], "{:#}", table["labels"]);
    for (text, words) in [
        (
            r#"{"labels": [{"trace": "a.parquet", "done": true}]}"#,
            "there is no file",
        ),
        (r#"{"labels": [{"trace": "a.parquet"}]}"#, "of a.parquet nothing"),
        ("{", "can't be used"),
    ] {
        fs::write(&file, text).unwrap();
        let said = labels(folder.path(), &file);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
        assert!(
            said.err
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(words),
            "{}",
            said.err
        );
    }
}

/// Every label on the recordings of real people, which do not come with the project.
#[test]
#[cfg_attr(
    not(real_traces),
    ignore = "the recordings of real people are not beside the project"
)]
fn real_people_are_judged_as_they_are_labelled() {
    let folder = tempfile::tempdir().unwrap();
    let said = labels(folder.path(), &clips().join("../truth/labels.json"));
    let table: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.err));
    let all = table["labels"].as_array().unwrap();
    let wrong: Vec<_> = all.iter().filter(|label| label["right"] != true).collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), all.len());
}
