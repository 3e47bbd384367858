//! How ffmpeg is called, waited for and what it says: for the videos that are read here, and for whoever writes one.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::Error;

/// One that says and does nothing for so long hangs. A frame takes a fraction of a second, a disk that has to wake up
/// ten.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// What a program that has ended said is there at once, unless a child of its own still holds the pipe.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// Bytes that are kept of what is said on standard error: the last ones.
const WORDS_KEPT: usize = 16 * 1024;
/// Bytes that are kept of an answer; ffprobe's about a video has a few thousand.
const ANSWER_KEPT: u64 = 1 << 24;

/// Before `-i` of a file: a video may be a playlist, or describe a stream, and name any address on the network. Nothing but
/// files is opened for it.
pub(crate) const FILES_ONLY: [&str; 2] = ["-protocol_whitelist", "file"];

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
/// `-vsync` goes with ffmpeg 9. Asked of the program itself, as builds from its repository have no version to go by; once,
/// as it stays the same.
pub(crate) fn every_frame(stop: fn() -> bool) -> [&'static str; 2] {
    static ARGUMENTS: OnceLock<[&str; 2]> = OnceLock::new();
    *ARGUMENTS.get_or_init(|| {
        let newer = ["-fps_mode", "passthrough"];
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(newer).arg("-version");
        match ask(ffmpeg, PATIENCE, stop) {
            Ok(Asked::Ended { status, .. }) if !status.success() => ["-vsync", "passthrough"],
            // One that can't be started, or hangs, is told where it is needed.
            _ => newer,
        }
    })
}

/// How waiting for a program came out.
#[derive(Debug)]
pub enum Waited {
    /// It ended.
    Ended(ExitStatus),
    /// Whoever waits was asked to stop.
    Stopped,
    /// It did not end in time.
    Hung,
}

/// Waits until a program ends, but no longer than `patience` and until `stop` says so. It is not ended then.
///
/// # Errors
/// When the system does not say how it is.
pub fn wait(child: &mut Child, patience: Duration, stop: impl Fn() -> bool) -> io::Result<Waited> {
    /// Most have ended or are about to.
    const LOOK: Duration = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Waited::Ended(status));
        }
        if stop() {
            return Ok(Waited::Stopped);
        }
        if waited >= patience {
            return Ok(Waited::Hung);
        }
        std::thread::sleep(LOOK);
        waited += LOOK;
    }
}

/// Ends a program, and waits for it a little: one that waits for a disk that is gone can't even be ended.
pub fn end(child: &mut Child) {
    // One that has ended already needs nothing.
    let _ = child.kill();
    let _ = wait(child, LAST_WORDS, || false);
}

/// How a question to a program came out.
pub(crate) enum Asked {
    /// It ended, with an answer on standard output and words on standard error.
    Ended {
        status: ExitStatus,
        answer: Vec<u8>,
        said: String,
    },
    /// Whoever asked was asked to stop.
    Stopped,
    /// It did not answer in time.
    Hung,
}

/// Runs a program to its end, within `patience`, unless `stop` says so.
pub(crate) fn ask(mut program: Command, patience: Duration, stop: fn() -> bool) -> io::Result<Asked> {
    in_its_own_group(&mut program);
    let mut child = program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let answer = child.stdout.take().map(|stdout| {
        in_the_background(move || {
            let mut answer = Vec::new();
            // What was read before an error is what there is.
            let _ = stdout.take(ANSWER_KEPT).read_to_end(&mut answer);
            answer
        })
    });
    let said = child.stderr.take().map(words);
    let waited = wait(&mut child, patience, stop);
    if !matches!(waited, Ok(Waited::Ended(_))) {
        end(&mut child);
    }
    Ok(match waited? {
        Waited::Ended(status) => Asked::Ended {
            status,
            answer: answer
                .and_then(|answer| answer.recv_timeout(LAST_WORDS).ok())
                .unwrap_or_default(),
            said: said.map(|said| said.last()).unwrap_or_default(),
        },
        Waited::Stopped => Asked::Stopped,
        Waited::Hung => Asked::Hung,
    })
}

/// What a program says on standard error, read while it runs.
pub struct Words(Receiver<String>);

/// Begins to read what a program says on standard error.
pub fn words(stderr: impl Read + Send + 'static) -> Words {
    Words(in_the_background(move || keep_words(stderr)))
}

impl Words {
    /// The last of it, once the program has ended.
    pub fn last(self) -> String {
        self.0.recv_timeout(LAST_WORDS).unwrap_or_default()
    }
}

/// Nobody waits for such a thread: what it reads may stay open after the program that was started has ended, in a child of
/// its own.
fn in_the_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (done, outcome) = channel();
    std::thread::spawn(move || done.send(work()));
    outcome
}

fn keep_words(mut stderr: impl Read) -> String {
    let mut words = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(length @ 1..) = stderr.read(&mut chunk) {
        words.extend_from_slice(&chunk[..length]);
        if words.len() > WORDS_KEPT {
            words.drain(..words.len() - WORDS_KEPT);
        }
    }
    String::from_utf8_lossy(&words).into_owned()
}

/// The line that says most of what ffmpeg wrote on standard error: the last one, without addresses and names. `None`
/// when it wrote nothing. One that ends in dashes announces the reason, which stands before it.
pub fn gist(said: &str) -> Option<String> {
    let line = said
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty() && !line.ends_with("--"))?;
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_one_that_answers_is_heard() {
        let short = Duration::from_millis(100);
        assert!(matches!(ask(shell("sleep 100"), short, || false), Ok(Asked::Hung)));
        assert!(matches!(ask(shell("sleep 100"), PATIENCE, || true), Ok(Asked::Stopped)));
        // What it started may outlive it, and hold its pipes.
        let Ok(Asked::Ended { status, said, .. }) = ask(shell("sleep 20 & echo no >&2; exit 3"), PATIENCE, || false)
        else {
            panic!("it has ended")
        };
        assert_eq!((status.code(), said.as_str()), (Some(3), ""));
        let Ok(Asked::Ended { status, answer, said }) = ask(shell("echo yes; echo no >&2"), PATIENCE, || false) else {
            panic!("it has ended")
        };
        assert!(status.success() && answer == b"yes\n" && said == "no\n");
    }
}
