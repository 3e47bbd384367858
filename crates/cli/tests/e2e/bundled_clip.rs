//! The bundled clip, its first seconds, through every command. Whether the verdicts are true is tested elsewhere.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::clips::make;
use super::{Said, bundled, program, unhunch};

/// The first frames of the bundled clip, with the index first so that a cut-off copy can still be read.
fn beginning(folder: &Path, frames: &str) -> PathBuf {
    let clip = folder.join("beginning.mp4");
    let bundled = bundled();
    let source = bundled.to_str().expect("the repository's path is UTF-8");
    make(&["-i", source, "-frames:v", frames, "-movflags", "+faststart"], &clip);
    clip
}

fn conforms(json: &str) -> serde_json::Value {
    let schema = include_str!("../../../../docs/check.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let report: serde_json::Value = serde_json::from_str(json).unwrap();
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    let mistakes: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    report
}

#[test]
fn two_threads_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let clip = beginning(folder.path(), "60");
    let check = |threads: &str| {
        unhunch([
            "check",
            clip.to_str().unwrap(),
            "--format",
            "json",
            "--threads",
            threads,
        ])
    };
    let (one, two) = (check("1"), check("2"));
    assert_eq!(one.code, Some(1), "{}", one.err);
    assert_eq!((two.code, two.out), (one.code, one.out), "{}", two.err);
    let none = check("0");
    assert!(none.code == Some(2) && none.err.contains("1 to 64"), "{}", none.err);
}

#[test]
fn check_conforms_to_its_schema_and_replay_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, trace) = (beginning(folder.path(), "90"), folder.path().join("a.parquet"));
    let (clip, trace) = (clip.to_str().unwrap(), trace.to_str().unwrap());
    let check = unhunch(["check", clip, "--format", "json", "--trace", trace]);
    assert_eq!(check.code, Some(1), "six seconds are no routine: {}", check.err);
    let report = conforms(&check.out);
    assert_eq!(report["video"]["frames"], 90);
    assert_eq!(report["guide"]["name"], "upper-back");
    let sides: Vec<_> = report["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (&step["step"], &step["side"]))
        .collect();
    assert_eq!(sides.len(), 6, "two steps have sides: {sides:?}");
    let replay = unhunch(["replay", trace, "--format", "json"]);
    assert_eq!((replay.code, &replay.out), (check.code, &check.out), "{}", replay.err);
    let one = unhunch([
        "replay",
        trace,
        "--format",
        "json",
        "--step",
        "neck-tilt",
        "--side",
        "left",
    ]);
    let one = conforms(&one.out);
    assert_eq!(one["steps"].as_array().unwrap().len(), 1);
    assert_eq!(one["steps"][0]["side"], "left");
    let text = unhunch(["replay", trace]);
    assert!(
        text.out.contains("neck-tilt") && !text.out.contains('\u{1b}'),
        "{}",
        text.out
    );
}

#[test]
fn measure_writes_one_row_a_frame() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, table) = (beginning(folder.path(), "45"), folder.path().join("a.csv"));
    let said = unhunch(["measure", clip.to_str().unwrap(), "--out", table.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let table = std::fs::read_to_string(table).unwrap();
    let mut lines = table.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("time_s,person_seen,face_seen,neck_flexion_deg,neck_lateral_flexion_deg,")
    );
    let times: Vec<&str> = lines.map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(times.len(), 45);
    assert_eq!(times[..3], ["0.000000", "0.066667", "0.133333"]);
}

#[test]
fn streams_on_standard_input_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let clip = beginning(folder.path(), "15");
    let cases: [(&str, &[&str], &str); 3] = [
        ("a.y4m", &[], "0.066667"),
        ("a.mjpeg", &[], "0.033333"),
        ("a.mjpeg", &["--fps", "15"], "0.066667"),
    ];
    for (name, options, second) in cases {
        let stream = folder.path().join(name);
        make(&["-i", clip.to_str().unwrap()], &stream);
        let stdin = Stdio::from(std::fs::File::open(stream).unwrap());
        let said = Said::from(
            program()
                .args(["measure", "-"])
                .args(options)
                .stdin(stdin)
                .output()
                .unwrap(),
        );
        assert_eq!(said.code, Some(0), "{name}: {}", said.err);
        assert_eq!(said.out.lines().count(), 16, "{name}");
        assert!(
            said.out.lines().nth(2).unwrap().starts_with(second),
            "{name} {options:?}: {}",
            said.out
        );
    }
}

#[test]
fn a_cut_off_clip_is_judged_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let clip = beginning(folder.path(), "60");
    let whole = std::fs::read(&clip).unwrap();
    std::fs::write(&clip, &whole[..whole.len() * 7 / 10]).unwrap();
    let said = unhunch(["measure", clip.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("damaged or cut off"), "{}", said.err);
    assert!(
        (10..60).contains(&said.out.lines().count()),
        "{}",
        said.out.lines().count()
    );
}

#[test]
fn an_overlay_is_a_video_of_the_same_length() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, overlay) = (beginning(folder.path(), "15"), folder.path().join("overlay.mp4"));
    let said = unhunch(["check", clip.to_str().unwrap(), "--overlay", overlay.to_str().unwrap()]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let said = unhunch(["measure", overlay.to_str().unwrap()]);
    assert_eq!(said.out.lines().count(), 16, "{}", said.err);
    let odd = folder.path().join("overlay.txt");
    let said = unhunch(["check", clip.to_str().unwrap(), "--overlay", odd.to_str().unwrap()]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    assert!(said.err.contains("overlay"), "{}", said.err);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
