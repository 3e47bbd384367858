//! Nothing leaves this computer: every command runs under strace, which sees each connection and each message, also those
//! of ffmpeg. Only this computer's own addresses may be spoken to.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::serve::Serving;

/// Ways to speak to somebody.
const CALLS: &str = "trace=connect,sendto,sendmsg,sendmmsg,bind";

/// Runs a program and all that it starts under strace; what it notes comes into `log`.
fn watched(program: &Path, log: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["--follow-forks", "--seccomp-bpf", "--quiet=all", "-e", CALLS, "-o"])
        .arg(log)
        .arg("--")
        .arg(program);
    strace
}

/// Whether programs can be watched here: strace may be missing, or forbidden.
fn can_watch(folder: &Path) -> bool {
    let tried = watched(Path::new("true"), &folder.join("probe")).output();
    let can = tried.is_ok_and(|done| done.status.success());
    if !can {
        eprintln!("skipped: strace is missing or may not watch here");
    }
    can
}

/// Lines of the log that speak to another computer.
fn outward(log: &Path) -> Vec<String> {
    let is_outward = |line: &&str| {
        let internet = line.contains("sa_family=AF_INET");
        let here = ["inet_addr(\"127.", "inet_pton(AF_INET6, \"::1\""];
        let named = line.contains("/nscd/") || line.contains("/resolve");
        named || internet && !here.iter().any(|own| line.contains(own))
    };
    let text = fs::read_to_string(log).unwrap();
    text.lines().filter(is_outward).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_unhunch");

#[test]
fn a_connection_to_another_computer_would_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    if !can_watch(folder.path()) {
        return;
    }
    let log = folder.path().join("log");
    // An address for documentation: nobody has it.
    let mut shell = watched(Path::new("timeout"), &log);
    let tried = shell
        .args(["1", "bash", "-c", "echo a > /dev/udp/192.0.2.1/9"])
        .output();
    assert!(tried.is_ok());
    assert!(!outward(&log).is_empty(), "{}", fs::read_to_string(&log).unwrap());
}

#[test]
fn videos_articles_and_guides_are_read_without_a_word_to_anybody() {
    let folder = tempfile::tempdir().unwrap();
    if !can_watch(folder.path()) {
        return;
    }
    let in_folder = |name: &str| folder.path().join(name).into_os_string();
    let clip = root()
        .join("clips/s2_lateral_neck_chin_drops_left.mp4")
        .into_os_string();
    let article = root()
        .join("crates/import/tests/articles/wordpress.html")
        .into_os_string();
    let (trace, csv, seen) = (in_folder("a.parquet"), in_folder("a.csv"), in_folder("seen.mp4"));
    let words = |text: &str| text.split(' ').map(Into::into).collect::<Vec<std::ffi::OsString>>();
    let check = [
        words("check --step neck-tilt --side left --trace"),
        vec![trace.clone(), "--overlay".into(), seen, clip.clone()],
    ];
    let commands = [
        check.concat(),
        vec!["replay".into(), trace],
        vec!["measure".into(), clip, "--out".into(), csv],
        vec!["guide".into(), "import".into(), article],
        words("guide list"),
    ];
    for command in commands {
        let log = folder.path().join("log");
        let done = watched(Path::new(PROGRAM), &log).args(&command).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(matches!(done.status.code(), Some(0 | 1)), "{command:?}: {said}");
        assert_eq!(outward(&log), Vec::<String>::new(), "{command:?}");
    }
}

#[test]
fn a_video_that_names_an_address_opens_no_connection() {
    let folder = tempfile::tempdir().unwrap();
    if !can_watch(folder.path()) {
        return;
    }
    let playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://192.0.2.1/a.ts\n#EXT-X-ENDLIST\n";
    let session = "v=0\no=- 0 0 IN IP4 192.0.2.1\ns=a\nc=IN IP4 192.0.2.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n";
    let joined = "ffconcat version 1.0\nfile http://192.0.2.1/a.mp4\n";
    for (name, text) in [
        ("a.mp4", playlist),
        ("a.m3u8", playlist),
        ("a.mp4", session),
        ("a.sdp", session),
        ("a.ffconcat", joined),
    ] {
        let video = folder.path().join(name);
        fs::write(&video, text).unwrap();
        let log = folder.path().join("log");
        let done = watched(Path::new(PROGRAM), &log)
            .arg("check")
            .arg(&video)
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(2), "{text}");
        assert_eq!(outward(&log), Vec::<String>::new(), "{name}: {text}");
    }
}

#[test]
fn the_server_speaks_to_this_computer_only() {
    let folder = tempfile::tempdir().unwrap();
    if !can_watch(folder.path()) {
        return;
    }
    let log = folder.path().join("log");
    let serving = Serving::with(watched(Path::new(PROGRAM), &log), &[]);
    for path in [
        "/",
        "/api/about",
        "/api/guides",
        "/api/guides/upper-back",
        "/api/sessions",
    ] {
        let answer = serving.ask("GET", path, &serving.own_host());
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    // strace keeps Ctrl-C from itself, and ends with what it watches.
    let strace = serving.id();
    let children = fs::read_to_string(format!("/proc/{strace}/task/{strace}/children")).unwrap();
    let kill = format!("kill -INT {}", children.trim());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    serving.ended();
    let bound = fs::read_to_string(&log).unwrap();
    assert!(bound.contains("bind(") && bound.contains("127.0.0.1"), "{bound}");
    assert_eq!(outward(&log), Vec::<String>::new());
}
