//! Many videos: a file for each, a table, one bad file stops nothing, and a run that was stopped goes on.

use std::fs;
use std::path::{Path, PathBuf};

use super::clips::{NOBODY, SOUND, make};
use super::unusable::refused;
use super::{Said, bundled, unhunch};

/// A folder with two short clips of a person, one of them below, a wall, a text that calls itself a video, and a sound.
fn day(folder: &Path) -> PathBuf {
    let day = folder.join("day");
    fs::create_dir_all(day.join("late")).unwrap();
    let bundled = bundled();
    make(&["-i", bundled.to_str().unwrap(), "-frames:v", "8"], &day.join("a.mp4"));
    make(
        &["-ss", "1", "-i", bundled.to_str().unwrap(), "-frames:v", "6"],
        &day.join("late/b.mkv"),
    );
    make(&NOBODY, &day.join("wall.mp4"));
    make(&SOUND, &day.join("talk.m4a"));
    fs::write(
        day.join("diary.mov"),
        "Dear diary, today I sat up straight.\n".repeat(40),
    )
    .unwrap();
    day
}

fn over(command: &str, what: &Path, out: &Path, more: &[&str]) -> Said {
    let arguments = [command.as_ref(), what.as_os_str(), "--out".as_ref(), out.as_os_str()];
    unhunch(arguments.into_iter().chain(more.iter().map(std::ffi::OsStr::new)))
}

/// Every file under a folder, by its path there.
fn files(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => files.extend(self::files(&entry.path()).iter().map(|below| format!("{name}/{below}"))),
            false => files.push(name),
        }
    }
    files.sort();
    files
}

/// The line of the table that begins with this name.
fn line<'a>(said: &'a Said, name: &str) -> &'a str {
    let mut lines = said.out.lines();
    lines
        .find(|line| line.starts_with(name))
        .unwrap_or_else(|| panic!("{name}: {}{}", said.out, said.err))
}

#[test]
fn one_bad_file_stops_nothing_and_what_is_done_is_not_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (day, out) = (day(folder.path()), folder.path().join("tables"));
    let said = over("measure", &day, &out, &["--jobs", "2"]);
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    assert_eq!(files(&out), ["a.csv", "late/b.csv", "unhunch-measure.jsonl"]);
    assert!(
        line(&said, "a.mp4").contains("8  somebody in 100 % of the frames"),
        "{}",
        said.out
    );
    assert!(line(&said, "diary.mov").contains("failed: ") && line(&said, "diary.mov").contains("is not a video"));
    assert!(line(&said, "wall.mp4").contains("nobody was seen"), "{}", said.out);
    assert!(
        said.out.ends_with("4 videos: 2 measured, 2 failed; 0:00, 14 frames\n"),
        "{}",
        said.out
    );
    assert!(
        said.err.contains("4 of 4: ") && said.err.contains("2 of 4 videos failed"),
        "{}",
        said.err
    );

    let alone = unhunch(["measure".as_ref(), day.join("a.mp4").as_os_str()]);
    assert_eq!(
        fs::read_to_string(out.join("a.csv")).unwrap(),
        alone.out,
        "as if it were measured alone"
    );

    fs::remove_file(day.join("diary.mov")).unwrap();
    fs::remove_file(day.join("wall.mp4")).unwrap();
    fs::remove_file(out.join("late/b.csv")).unwrap();
    let again = over("measure", &day, &out, &[]);
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.err);
    assert!(line(&again, "a.mp4").ends_with("(done before)"), "{}", again.out);
    assert!(
        again
            .out
            .ends_with("2 videos: 1 measured, 1 done before; 0:00, 14 frames\n"),
        "{}",
        again.out
    );
    assert_eq!(files(&out), ["a.csv", "late/b.csv", "unhunch-measure.jsonl"]);

    let german = over("measure", &day, &out, &["--separator", ";", "--decimal", ","]);
    assert!(
        german.out.contains("2 videos: 2 measured; "),
        "asked for otherwise, it is done anew: {}",
        german.out
    );
    assert!(fs::read_to_string(out.join("a.csv")).unwrap().starts_with("time_s;"));
}

#[test]
fn a_report_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("reports");
    let clip = folder.path().join("a.mp4");
    make(&["-i", bundled().to_str().unwrap(), "-frames:v", "8"], &clip);
    let said = over("check", &clip, &out, &["--format", "json", "--step", "neck-tilt"]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert!(
        line(&said, "a.mp4").contains("not judged: there was no neutral"),
        "{}",
        said.out
    );
    let arguments = [
        "check",
        clip.to_str().unwrap(),
        "--format",
        "json",
        "--step",
        "neck-tilt",
    ];
    assert_eq!(fs::read_to_string(out.join("a.json")).unwrap(), unhunch(arguments).out);
    let said = over("check", &clip, &out, &[]);
    assert!(said.out.contains("1 video: 1 judged; "), "{}", said.out);
    let report = fs::read_to_string(out.join("a.txt")).unwrap();
    assert!(
        report.contains("Nothing could be judged") && !report.contains('\u{1b}'),
        "{report}"
    );
}

#[test]
fn a_file_that_is_somebody_s_own_stays() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("a.mp4");
    make(&["-i", bundled().to_str().unwrap(), "-frames:v", "2"], &clip);
    fs::write(folder.path().join("a.csv"), "my own notes").unwrap();
    let said = over("measure", folder.path(), folder.path(), &[]);
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    assert!(
        line(&said, "a.mp4").contains("was not written by such a run: it is left alone"),
        "{}",
        said.out
    );
    assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "my own notes");
}

#[test]
fn what_can_t_be_asked_of_many_is_said_before_anything_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let day = folder.path().join("day");
    fs::create_dir(&day).unwrap();
    fs::write(day.join("a.mp4"), "no video").unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    let (day, out, file) = (
        day.to_str().unwrap(),
        folder.path().join("out"),
        folder.path().join("file"),
    );
    let (out, file) = (out.to_str().unwrap(), file.to_str().unwrap());
    for (arguments, words) in [
        (vec!["measure", day], "no folder for what comes of each"),
        (vec!["check", day], "unhunch check VIDEOS --out DIR"),
        (
            vec!["measure", day, "--out", file],
            "is a file, and what comes of several videos",
        ),
        (
            vec!["measure", day, "-", "--out", out],
            "standard input can't be one of several videos",
        ),
        (vec!["measure", day, "no-such.mp4", "--out", out], "there is no file"),
        (
            vec![
                "measure",
                folder.path().join("none").to_str().unwrap(),
                day,
                "--out",
                out,
            ],
            "there is no file",
        ),
        (
            vec!["check", day, "--out", out, "--trace", "a.parquet"],
            "--trace is for one video",
        ),
        (vec!["check", day, "--out", out, "--step", "no-such"], "has no step"),
        (
            vec!["measure", day, "--out", out, "--separator", ",", "--decimal", ","],
            "can't stand both",
        ),
    ] {
        refused(&unhunch(&arguments), words);
        assert!(!Path::new(out).exists(), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
    fs::create_dir(out).unwrap();
    refused(&unhunch(["measure", out, "--out", out]), "there are no videos in");
}

#[cfg(unix)]
mod stopped {
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;

    use super::*;
    use crate::program;

    /// A run that has done one video, and waits for another, a pipe that never says anything.
    fn waiting(folder: &Path, out: &Path) -> Child {
        let clip = folder.join("a.mp4");
        make(&["-i", bundled().to_str().unwrap(), "-frames:v", "2"], &clip);
        let pipe = folder.join("pipe.mp4");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut measure = program();
        measure
            .arg("measure")
            .args([&clip, &pipe])
            .args(["--jobs", "2", "--out"])
            .arg(out);
        let measure = measure
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let child = measure.spawn().unwrap();
        let done = (0..1000).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            out.join("a.csv").exists()
        });
        assert!(done, "the first video is done while another is waited for");
        child
    }

    /// The pipe is a video by now: the run goes on with it alone.
    fn goes_on(folder: &Path, out: &Path) {
        let pipe = folder.join("pipe.mp4");
        fs::remove_file(&pipe).unwrap();
        fs::copy(folder.join("a.mp4"), &pipe).unwrap();
        let arguments = [folder.join("a.mp4"), pipe, "--out".into(), out.to_owned()];
        let said = unhunch(std::iter::once("measure".into()).chain(arguments));
        assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
        assert!(
            said.out.contains("2 videos: 1 measured, 1 done before; "),
            "{}",
            said.out
        );
        assert_eq!(files(out), ["a.csv", "pipe.csv", "unhunch-measure.jsonl"]);
    }

    #[test]
    fn ctrl_c_keeps_what_is_done_and_the_next_run_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let child = waiting(folder.path(), &out);
        // The line of the first video may still be on its way into the ledger.
        std::thread::sleep(Duration::from_millis(200));
        assert!(
            Command::new("kill")
                .args(["-INT", &child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        let said = Said::from(child.wait_with_output().unwrap());
        assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
        assert!(said.err.contains("stopped: 1 of 2 videos are done"), "{}", said.err);
        assert!(line(&said, "pipe.mp4").ends_with("not done"), "{}", said.out);
        assert_eq!(files(&out), ["a.csv", "unhunch-measure.jsonl"]);
        goes_on(folder.path(), &out);
    }

    #[test]
    fn a_run_that_was_killed_is_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let mut child = waiting(folder.path(), &out);
        std::thread::sleep(Duration::from_millis(200));
        child.kill().unwrap();
        child.wait().unwrap();
        goes_on(folder.path(), &out);
    }
}
