//! Input that can't be used: every one ends with 2 and says what, why and what to do.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use super::clips::{NOBODY, SOUND, make};
use super::{Said, program, unhunch};

fn check(video: &Path) -> Said {
    unhunch(["check".as_ref(), video.as_os_str()])
}

/// Whether it ended with 2, nothing on standard output, and these words.
pub fn refused(said: &Said, words: &str) {
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    assert!(said.out.is_empty(), "{}", said.out);
    // miette breaks long lines, and draws with what the locale has.
    let err = said
        .err
        .replace("\n  │ ", " ")
        .replace("\n  | ", " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(err.contains(words), "{words:?} is not in: {}", said.err);
    assert!(!said.err.contains("panicked"), "{}", said.err);
}

#[test]
fn no_such_file() {
    refused(&check(Path::new("no-such.mp4")), "there is no file \"no-such.mp4\"");
}

#[test]
fn files_that_are_no_videos() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    refused(&check(folder.path()), "no folder for what comes of each");
    std::fs::write(path("empty.mp4"), "").unwrap();
    refused(&check(&path("empty.mp4")), "is empty");
    std::fs::write(path("note.txt"), "Dear diary, today I sat up straight.\n".repeat(40)).unwrap();
    refused(&check(&path("note.txt")), "is not a video");
    std::fs::write(path("noise.mp4"), [0x5A; 5000]).unwrap();
    refused(&check(&path("noise.mp4")), "is not a video");
    make(&SOUND, &path("sound.m4a"));
    refused(&check(&path("sound.m4a")), "has no video stream");
}

#[test]
fn nobody_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("wall.mp4");
    make(&NOBODY, &clip);
    refused(&check(&clip), "nobody was seen");
}

#[test]
fn the_heavy_model_lies_beside_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("wall.mp4");
    make(&NOBODY, &clip);
    let home = Path::new(env!("CARGO_BIN_EXE_unhunch"));
    let heavy = |program: &Path, models: &Path| -> Said {
        let mut check = std::process::Command::new(program);
        check.args(["check", "--model", "heavy"]).arg(&clip);
        check.env("NO_COLOR", "1").env("UNHUNCH_MODELS", models);
        check.output().unwrap().into()
    };
    refused(&heavy(home, Path::new("")), "nobody was seen");
    // A program that was copied without it says what is missing, and takes it from elsewhere.
    let alone = folder.path().join("bin").join("unhunch");
    std::fs::create_dir(folder.path().join("bin")).unwrap();
    std::fs::copy(home, &alone).unwrap();
    let said = heavy(&alone, Path::new(""));
    refused(&said, "pose_landmark_heavy.tflite is not there; looked into");
    refused(&said, "or take --model full");
    refused(&heavy(&alone, home.parent().unwrap()), "nobody was seen");
}

#[test]
fn cut_off_before_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("cut.mp4");
    // ffmpeg writes the index last unless told otherwise.
    make(&NOBODY, &clip);
    let whole = std::fs::read(&clip).unwrap();
    std::fs::write(&clip, &whole[..whole.len() / 2]).unwrap();
    refused(&check(&clip), "was cut off before its index was written");
}

#[test]
fn a_stream_of_another_kind() {
    let mut child = program()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"RIFF....AVI LIST").unwrap();
    drop(stdin);
    refused(
        &Said::from(child.wait_with_output().unwrap()),
        "neither Motion-JPEG nor Y4M",
    );
}

#[test]
fn a_trace_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.parquet");
    std::fs::write(&file, "PAR1 and nothing behind it").unwrap();
    refused(&unhunch(["replay".as_ref(), file.as_os_str()]), "is not a trace");
    refused(&unhunch(["replay", "no-such.parquet"]), "there is no file");
}

#[test]
fn an_output_that_can_not_be_written() {
    let clip = super::bundled();
    let said = unhunch(["check", clip.to_str().unwrap(), "--trace", "no-such-folder/a.parquet"]);
    refused(&said, "can't write no-such-folder/a.parquet");
}
