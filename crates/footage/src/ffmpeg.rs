//! How ffmpeg is called and what it says: for the videos that are read here, and for whoever writes one.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

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
