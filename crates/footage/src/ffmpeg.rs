//! How ffmpeg is called and what it says: for the videos that are read here, and for whoever writes one.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::Error;

/// For ffmpeg: a file and nothing else, whatever its name looks like (`-x.mp4`, `http:a.mp4`).
pub fn as_file(path: &Path) -> OsString {
    let mut name = OsString::from("file:");
    name.push(path);
    name
}

/// Keeps the terminal's Ctrl-C away from a child: it is ours to end it, in order.
pub fn in_its_own_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Arguments with which ffmpeg keeps every frame once, at its own time: `-fps_mode` came with ffmpeg 5.1, and the older
/// `-vsync` goes with ffmpeg 9. Asked of the program itself, as builds from its repository have no version to go by.
pub fn every_frame() -> [&'static str; 2] {
    static ARGUMENTS: OnceLock<[&str; 2]> = OnceLock::new();
    *ARGUMENTS.get_or_init(|| {
        let newer = ["-fps_mode", "passthrough"];
        let known = Command::new("ffmpeg")
            .args(newer)
            .arg("-version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match known {
            Ok(status) if !status.success() => ["-vsync", "passthrough"],
            // One that can't be started is told where it is needed.
            _ => newer,
        }
    })
}

/// The line that says most of what ffmpeg wrote on standard error: the last one, without addresses and names. `None`
/// when it wrote nothing.
pub fn gist(said: &str) -> Option<String> {
    let line = said.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    let line = if line.starts_with('[') {
        line.split_once("] ").map_or(line, |(_, rest)| rest)
    } else {
        line
    };
    let line = if line.starts_with("file:") {
        line.rsplit_once(": ").map_or(line, |(_, rest)| rest)
    } else {
        line
    };
    Some(line.to_owned())
}

/// For a program that could not be started.
pub fn no_program(program: &'static str, error: &std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::NoProgram { program },
        _ => Error::Unreadable {
            path: program.to_owned(),
            why: error.to_string(),
        },
    }
}
