//! Programs of the system that are asked something, and never waited for without end.
//!
//! Must not know: what is asked.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What such a program may print. `pw-dump` of a large studio takes two megabytes.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Whoever takes longer hangs.
pub(crate) const LIMIT: Duration = Duration::from_secs(3);

/// What a program said.
pub(crate) struct Said {
    /// Whether it was content.
    pub ok: bool,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// Why it said nothing.
pub(crate) enum Silent {
    /// It is not on this computer.
    NotThere,
    /// Something else.
    Failed(String),
}

/// Runs a program to its end, at most [`LIMIT`] long. Blocks.
pub(crate) fn ask(command: &mut Command) -> Result<Said, Silent> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Silent::NotThere,
        _ => Silent::Failed(format!("{name}: {error}")),
    })?;
    let (sender, receiver) = mpsc::channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    for (place, stream) in streams.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(stream) = stream {
                // What was read up to an error is what there is.
                let _ = stream.take(MOST_BYTES).read_to_end(&mut bytes);
            }
            let _ = sender.send((place, String::from_utf8_lossy(&bytes).into_owned()));
        });
    }
    let mut texts = [String::new(), String::new()];
    for _ in 0..texts.len() {
        match receiver.recv_timeout(LIMIT) {
            Ok((place, text)) => texts[place] = text,
            Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Silent::Failed(format!("{name} does not answer")));
            }
        }
    }
    let status = child
        .wait()
        .map_err(|error| Silent::Failed(format!("{name}: {error}")))?;
    let [out, err] = texts;
    Ok(Said {
        ok: status.success(),
        out,
        err: err.trim().to_owned(),
    })
}

#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) use off::off_the_loop;

#[cfg(all(unix, not(target_os = "macos")))]
mod off {
    use super::LIMIT;

    /// Asks something that may block on a thread of its own, so that what hangs never holds the reminder.
    ///
    /// # Errors
    /// In words, when there is no answer within [`LIMIT`].
    pub(crate) async fn off_the_loop<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
        match tokio::time::timeout(LIMIT, tokio::task::spawn_blocking(ask)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer".to_owned()),
        }
    }
}
