//! Outputs are there whole or not at all: on a full disk, where nothing can be written, after Ctrl-C and after a kill.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::clips::{NOBODY, make};
use super::unusable::refused;
use super::{Said, bundled, program};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Runs the program with a small file system of its own at `disk`, and says what lies there afterwards. `None` where the
/// system does not let one have such a thing.
fn with_disk(disk: &Path, options: &str, arguments: &[&str]) -> Option<(Said, String)> {
    let mount = format!("mount -t tmpfs -o {options} tmpfs \"$0\"");
    let unshare = |script: &str| {
        let mut unshare = Command::new("unshare");
        unshare
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
            .arg(disk);
        unshare.env("NO_COLOR", "1").env("COLUMNS", "80");
        unshare
    };
    let can = unshare(&mount).stderr(Stdio::null()).status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no file system can be mounted here");
        return None;
    }
    let after = disk.with_extension("after");
    let script = format!(
        "{mount} && {{ \"$@\"; code=$?; ls -A \"$0\" > {}; exit $code; }}",
        after.display()
    );
    let mut run = unshare(&script);
    run.arg(env!("CARGO_BIN_EXE_unhunch")).args(arguments);
    let said = Said::from(run.output().unwrap());
    Some((said, fs::read_to_string(after).unwrap()))
}

#[test]
fn on_a_full_disk_there_is_nothing_and_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, disk) = (folder.path().join("me.mp4"), folder.path().join("disk"));
    fs::create_dir(&disk).unwrap();
    let bundled = bundled();
    make(&["-i", bundled.to_str().unwrap(), "-frames:v", "12"], &clip);
    let clip = clip.to_str().unwrap();
    // One page for the note beside it, and none or two for the output: too few for all but a short table.
    let (full, nearly) = ("size=4k", "size=12k");
    for (command, option, name, sizes) in [
        ("measure", "--out", "a.csv", &[full][..]),
        ("check", "--trace", "a.parquet", &[full, nearly]),
        ("check", "--overlay", "a.mp4", &[full, nearly]),
    ] {
        let out = disk.join(name);
        let arguments = [command, clip, option, out.to_str().unwrap()];
        for size in sizes {
            let Some((said, there)) = with_disk(&disk, size, &arguments) else {
                return;
            };
            refused(&said, "No space left on device");
            assert_eq!(there, "", "{name}");
        }
    }
}

#[test]
fn where_nothing_can_be_written_it_says_so_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, disk) = (folder.path().join("me.mp4"), folder.path().join("disk"));
    fs::create_dir(&disk).unwrap();
    make(&NOBODY, &clip);
    let clip = clip.to_str().unwrap();
    for (command, option) in [("measure", "--out"), ("check", "--trace"), ("check", "--overlay")] {
        let out = disk.join("a.mp4");
        let Some((said, _)) = with_disk(&disk, "ro", &[command, clip, option, out.to_str().unwrap()]) else {
            return;
        };
        refused(&said, "no file can be made in the folder");
        refused(&said, "Read-only file system (os error 30)");
        assert!(!said.err.contains(".unhunch-"), "{}", said.err);
        refused(&said, "check that the folder is there, that you may write to it");
    }
}

/// A run that waits for its video, with both outputs begun.
fn waiting(folder: &Path) -> (Child, PathBuf) {
    let pipe = folder.join("camera");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let out = folder.join("out");
    fs::create_dir(&out).unwrap();
    let mut check = program();
    check.arg("check").arg(pipe).arg("--trace").arg(out.join("a.parquet"));
    check.arg("--overlay").arg(out.join("a.mp4"));
    let check = check.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = check.spawn().unwrap();
    for _ in 0..1000 {
        if names(&out).len() == 2 {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(names(&out).len(), 2, "a place for each output");
    (child, out)
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

#[test]
fn ctrl_c_once_or_twice_leaves_nothing_that_is_not_whole() {
    for times in [1, 2] {
        let folder = tempfile::tempdir().unwrap();
        let (mut child, out) = waiting(folder.path());
        for _ in 0..times {
            signal(&child, "-INT");
        }
        let code = child.wait().unwrap().code();
        // The second may come when it has ended already.
        let ended = names(&out) == ["a.parquet"] && code == Some(1);
        let at_once = names(&out).is_empty() && code == Some(130);
        assert!(ended || at_once && times == 2, "{code:?} {:?}", names(&out));
    }
}

#[test]
fn what_a_killed_run_leaves_the_next_one_takes_away() {
    let folder = tempfile::tempdir().unwrap();
    let (mut child, out) = waiting(folder.path());
    let clip = folder.path().join("me.mp4");
    make(&NOBODY, &clip);
    let measure = || {
        let mut measure = program();
        measure.arg("measure").arg(&clip).arg("--out").arg(out.join("a.csv"));
        refused(&measure.output().unwrap().into(), "nobody was seen");
    };
    measure();
    assert_eq!(names(&out).len(), 3, "somebody is at work there: {:?}", names(&out));
    signal(&child, "-KILL");
    child.wait().unwrap();
    assert_eq!(names(&out).len(), 3);
    measure();
    assert_eq!(names(&out), ["a.csv"]);
}
