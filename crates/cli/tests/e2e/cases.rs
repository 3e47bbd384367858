//! Clips as people send them who say that it went wrong: each is made on the spot from the bundled one, and stands for a
//! kind.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::clips::make;
use crate::{Said, bundled, program, unhunch};

/// Of the part that is taken from the bundled clip: rest, the same backwards, and the left tilt: 0 to 5.8 s, 5.8 to 14 s.
const REST_AND_TILT: &str = "[0]split[a][b];[a]trim=0:2.9,setpts=PTS-STARTPTS,split[one][two];[two]reverse[back];\
    [b]trim=2.9:11.1,setpts=PTS-STARTPTS[tilt];[one][back][tilt]concat=n=3";

/// The clip with `then` done to it, which begins with a comma where there is something to do.
fn clip(folder: &Path, name: &str, then: &str) -> PathBuf {
    let out = folder.join(name);
    let filter = format!("{REST_AND_TILT}{then}[out]");
    let input = bundled();
    let input = input.to_str().expect("a UTF-8 path");
    let part = ["-ss", "81.3", "-t", "11.1", "-i", input];
    make(
        &[
            &part[..],
            &["-filter_complex", &filter, "-map", "[out]", "-r", "15", "-crf", "18"],
        ]
        .concat(),
        &out,
    );
    out
}

fn check(clip: &Path, more: &[&str]) -> Said {
    let mut arguments = vec![
        "check",
        clip.to_str().expect("a UTF-8 path"),
        "--step",
        "neck-tilt",
        "--side",
        "left",
    ];
    arguments.extend(more);
    unhunch(arguments)
}

fn report(clip: &Path) -> Value {
    serde_json::from_str(&check(clip, &["--format", "json"]).out).expect("a report")
}

fn verdict(report: &Value, name: &str) -> (String, Option<String>) {
    let sentences = report["steps"][0]["sentences"].as_array().expect("sentences").iter();
    let mut rules = sentences.flat_map(|sentence| sentence["rules"].as_array().expect("rules"));
    let rule = rules
        .find(|rule| rule["rule"] == name)
        .unwrap_or_else(|| panic!("no {name}"));
    let text = |value: &Value| value.as_str().map(str::to_owned);
    (text(&rule["verdict"]).expect("a verdict"), text(&rule["reason"]))
}

fn events(report: &Value, name: &str) -> usize {
    let events = report["events"].as_array().expect("events");
    events.iter().filter(|event| event["event"] == name).count()
}

/// Words without the line breaks of a page.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_lid_that_is_moved_at_rest_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let moved = clip(
        folder.path(),
        "lid.mp4",
        ",pad=640:560:0:40:gray,crop=640:480:0:'if(gte(t,2.9),40,0)'",
    );
    let report = report(&moved);
    assert_eq!(
        (events(&report, "neutral_lost"), events(&report, "neutral_set")),
        (1, 2),
        "{report:#}"
    );
    assert_eq!(events(&report, "rule_broken"), 0);
    assert!(report["steps"][0]["hold_s"].as_f64().unwrap() > 4.0);
}

#[test]
fn a_picture_that_stands_still_is_not_a_person_who_holds_still() {
    let folder = tempfile::tempdir().unwrap();
    let frozen = clip(
        folder.path(),
        "frozen.mp4",
        ",trim=0:9.5,setpts=PTS-STARTPTS,tpad=stop_mode=clone:stop_duration=12",
    );
    let report = report(&frozen);
    let held = report["steps"][0]["hold_s"].as_f64().unwrap();
    assert!(held < 5.0, "{held}");
    let stands_still = Some("the picture stands still".to_owned());
    assert_eq!(verdict(&report, "keep chin level").1, stands_still);
}

#[test]
fn a_face_that_is_too_small_breaks_no_guard() {
    let folder = tempfile::tempdir().unwrap();
    let small = report(&clip(folder.path(), "small.mp4", ",scale=160:120"));
    assert_ne!(verdict(&small, "keep chin level").0, "broken");
    let (_, why) = verdict(&small, "reach neck tilt left");
    assert_eq!(why.as_deref(), Some("the face is too small in the picture"));
}

#[test]
fn a_picture_that_can_not_be_judged_says_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, then, words) in [
        (
            "sideways.mp4",
            ",transpose=1",
            "the picture lies on its side, turned clockwise by",
        ),
        (
            "rolled.mp4",
            ",rotate=-0.21:fillcolor=gray",
            "the picture is tilted counterclockwise by 1",
        ),
        (
            "dark.mp4",
            ",lutyuv=y=16+(val-16)/5,noise=alls=20:allf=t",
            "it was too dark to see the face",
        ),
    ] {
        let clip = clip(folder.path(), name, &format!(",trim=0:4{then}"));
        let said = flat(&check(&clip, &[]).out);
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn a_mirror_image_names_the_side_that_was_reached() {
    let folder = tempfile::tempdir().unwrap();
    let said = flat(&check(&clip(folder.path(), "mirror.mp4", ",hflip"), &[]).out);
    assert!(said.contains("It was the right side that got there"), "{said}");
    assert!(said.contains("add --mirrored"), "{said}");
}

#[test]
fn a_part_of_a_longer_recording_is_not_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let whole = clip(folder.path(), "whole.mp4", ",trim=0:3");
    let part = folder.path().join("part.mkv");
    let whole = whole.to_str().unwrap();
    make(&["-i", whole, "-c", "copy", "-output_ts_offset", "5400"], &part);
    let said = check(&part, &[]);
    assert!(!said.err.contains("damaged"), "{}", said.err);
    assert!(said.out.contains("0:02, 45 frames"), "{}", said.out);
}

#[test]
fn slow_motion_takes_the_time_that_it_took() {
    let folder = tempfile::tempdir().unwrap();
    let usual = clip(folder.path(), "usual.mp4", ",trim=0:3");
    let slow = folder.path().join("slow.mp4");
    let declared = [
        "-metadata",
        "com.android.capture.fps=15",
        "-movflags",
        "use_metadata_tags",
    ];
    let mut arguments = vec![
        "-i",
        usual.to_str().unwrap(),
        "-vf",
        "setpts=4*PTS",
        "-r",
        "15",
        "-vsync",
        "0",
    ];
    arguments.extend(declared);
    make(&arguments, &slow);
    let table = unhunch(["measure", slow.to_str().unwrap()]);
    let last: f64 = table
        .out
        .lines()
        .last()
        .and_then(|row| row.split(',').next())
        .unwrap()
        .parse()
        .unwrap();
    assert!((2.5..3.2).contains(&last), "{last}");
    assert!(flat(&table.err).contains("is slow motion"), "{}", table.err);
}

#[test]
fn a_table_for_a_spreadsheet_that_writes_a_comma() {
    let folder = tempfile::tempdir().unwrap();
    let clip = clip(folder.path(), "short.mp4", ",trim=0:2.4");
    let clip = clip.to_str().unwrap();
    let table = unhunch(["measure", clip, "--separator", ";", "--decimal", ","]);
    let (head, rows) = table.out.split_once('\n').unwrap();
    assert!(head.starts_with("time_s;person_seen;face_seen;"), "{head}");
    let second = rows.lines().nth(1).unwrap();
    assert!(second.starts_with("0,066667;1;1;"), "{second}");
    assert!(!second.contains('.'), "{second}");
    let same = unhunch(["measure", clip, "--decimal", ","]);
    assert_eq!((same.code, same.out.as_str()), (Some(2), ""));
    assert!(
        flat(&same.err).contains("write --separator ';' --decimal ','"),
        "{}",
        same.err
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_named_pipe_is_read_once_and_from_its_start() {
        let folder = tempfile::tempdir().unwrap();
        let clip = clip(folder.path(), "clip.mkv", ",trim=0:3");
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut cat = Command::new("sh")
            .args(["-c", "exec cat \"$0\" > \"$1\""])
            .args([&clip, &pipe])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let said = check(&pipe, &[]);
        cat.wait().unwrap();
        assert!(said.out.contains("45 frames"), "{}{}", said.out, said.err);
        assert!(!said.err.contains("warning"), "{}", said.err);
    }

    /// One that does not know `-fps_mode`, as those before 5.1.
    #[test]
    fn an_older_ffmpeg_will_do() {
        let folder = tempfile::tempdir().unwrap();
        let clip = clip(folder.path(), "clip.mp4", ",trim=0:3");
        let path = std::env::var("PATH").unwrap();
        let real = std::env::split_paths(&path)
            .map(|folder| folder.join("ffmpeg"))
            .find(|file| file.exists());
        let stub = folder.path().join("bin/ffmpeg");
        std::fs::create_dir(folder.path().join("bin")).unwrap();
        let refuses =
            "for a in \"$@\"; do if [ \"$a\" = -fps_mode ]; then echo 'Option not found' >&2; exit 1; fi; done";
        let script = format!("#!/bin/sh\n{refuses}\nexec {} \"$@\"\n", real.unwrap().display());
        std::fs::write(&stub, script).unwrap();
        std::fs::set_permissions(&stub, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut check = program();
        check.env("PATH", format!("{}:{path}", folder.path().join("bin").display()));
        check.args(["check", clip.to_str().unwrap(), "--step", "neck-tilt", "--side", "left"]);
        let said = Said::from(check.output().unwrap());
        assert!(said.out.contains("45 frames"), "{}{}", said.out, said.err);
    }
}
