//! Other programs that hang, or are of another version. (How long one is waited for is tested in `footage`.)

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::clips::{NOBODY, make};
use super::unusable::refused;
use super::{Said, program};

/// A folder with a program of this name, in the shell's language; `real` in it is the real one.
fn instead_of(folder: &Path, name: &str, script: &str) -> PathBuf {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let path = std::env::var("PATH").unwrap();
    let real = std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.exists())
        .unwrap();
    let script = format!("#!/bin/sh\n{}\n", script.replace("real", real.to_str().unwrap()));
    fs::write(bin.join(name), script).unwrap();
    fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    bin
}

fn with(bin: &Path) -> Command {
    let mut command = program();
    command.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()));
    command
}

#[test]
fn ctrl_c_ends_a_run_whose_other_program_hangs() {
    // The third one hangs while it writes the overlay.
    let writes = "case \"$*\" in *pad=*) ;; *) exec real \"$@\";; esac";
    for (name, unless) in [("ffprobe", ""), ("ffmpeg", ""), ("ffmpeg", writes)] {
        let folder = tempfile::tempdir().unwrap();
        let clip = folder.path().join("me.mp4");
        make(&NOBODY, &clip);
        let begun = folder.path().join("begun");
        let bin = instead_of(
            folder.path(),
            name,
            &format!("{unless}\necho > {}\nexec sleep 30", begun.display()),
        );
        let mut check = with(&bin);
        check
            .arg("check")
            .arg(&clip)
            .arg("--overlay")
            .arg(folder.path().join("a.mp4"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = check.spawn().unwrap();
        let tick = || std::thread::sleep(Duration::from_millis(20));
        for _ in 0..500 {
            if begun.exists() {
                break;
            }
            tick();
        }
        assert!(begun.exists(), "{name} was not asked");
        assert!(
            ends_by_ctrl_c(&mut child),
            "{name} hangs, and Ctrl-C did not end the run"
        );
    }
}

/// Whether one Ctrl-C ends it within ten seconds.
fn ends_by_ctrl_c(child: &mut Child) -> bool {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
    let ended = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        child.try_wait().unwrap().is_some()
    });
    if !ended {
        child.kill().unwrap();
    }
    ended
}

#[test]
fn ctrl_c_ends_a_run_that_waits_for_the_other_end_of_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    make(&NOBODY, Path::new(&path("me.mp4")));
    assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    for arguments in [
        &["check", &path("me.mp4"), "--trace", &path("pipe")][..],
        &["check", &path("me.mp4"), "--overlay", &path("pipe")],
        &["measure", &path("me.mp4"), "--out", &path("pipe")],
        &["replay", &path("pipe")],
        &["check", &path("pipe")],
        &["check", "-"],
        &["guide", "import", "-"],
        &["guide", "new", &path("new.md")],
    ] {
        let mut run = program();
        run.args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = run.spawn().unwrap();
        // Long enough to come to the pipe.
        std::thread::sleep(Duration::from_secs(3));
        assert_eq!(child.try_wait().unwrap(), None, "{arguments:?} does not wait");
        assert!(ends_by_ctrl_c(&mut child), "{arguments:?}");
    }
    assert!(!Path::new(&path("new.md")).exists());
}

#[test]
fn every_version_of_ffmpeg_will_do_and_is_asked_once() {
    for (refused_option, version) in [("-fps_mode", "4.4"), ("-vsync", "9.0")] {
        let folder = tempfile::tempdir().unwrap();
        let clips = folder.path().join("walls");
        fs::create_dir(&clips).unwrap();
        for name in ["one.mp4", "two.mkv"] {
            make(&NOBODY, &clips.join(name));
        }
        let log = folder.path().join("log");
        let script = format!(
            "echo \"$*\" >> {log}\nfor a in \"$@\"; do\n[ \"$a\" = {refused_option} ] && {{ echo \"Unrecognized option '$a'\" >&2; exit 1; }}\n\
             [ \"$a\" = -version ] && {{ echo 'ffmpeg version {version}'; exit 0; }}\ndone\nexec real \"$@\"",
            log = log.display()
        );
        let bin = instead_of(folder.path(), "ffmpeg", &script);
        let truth = folder.path().join("truth");
        fs::create_dir(&truth).unwrap();
        let bundled = super::bundled();
        for ending in ["mp4", "csv", "json"] {
            let name = format!("s2_lateral_neck_chin_drops_left.{ending}");
            fs::copy(bundled.parent().unwrap().join(&name), truth.join(&name)).unwrap();
        }
        let mut validate = with(&bin);
        validate.arg("validate").arg(&truth).arg("--nobody").arg(&clips);
        validate
            .arg("--cache")
            .arg(folder.path().join("cache"))
            .args(["--model", "lite"]);
        let said = Said::from(validate.output().unwrap());
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
        assert!(!said.err.contains("warning"), "{}", said.err);
        let log = fs::read_to_string(log).unwrap();
        let asked = log.lines().filter(|line| line.contains("-version")).count();
        assert_eq!((asked, log.lines().count()), (1, 4), "three clips: {log}");
    }
}

#[test]
fn an_overlay_that_ffmpeg_can_not_finish_is_told_in_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let clip = folder.path().join("me.mp4");
    make(&NOBODY, &clip);
    let fails = "\
                 case \"$*\" in *pad=*) cat > /dev/null; echo 'Error writing trailer: Input/output error' >&2; exit 1;; esac\n\
                 exec real \"$@\"";
    let bin = instead_of(folder.path(), "ffmpeg", fails);
    let mut check = with(&bin);
    check
        .arg("check")
        .arg(&clip)
        .arg("--overlay")
        .arg(folder.path().join("a.mp4"));
    let said = Said::from(check.output().unwrap());
    refused(&said, "Error writing trailer: Input/output error");
    assert!(!folder.path().join("a.mp4").exists());
}
