//! Pictures on standard input: which kind they are, and how they come to ffmpeg.

use std::io::{self, Read, Write};
use std::process::ChildStdin;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};

use super::LOOK_UP;
use crate::{Error, Result};

/// Frames a second of Motion-JPEG, which carries no times, where it is not said.
const MJPEG_RATE: f64 = 30.0;
/// Bytes that tell the kinds apart, and more.
const HEAD: u64 = 16;

/// The first bytes; `None` when `stop` said so before they came.
pub fn head(stop: fn() -> bool) -> Option<io::Result<Vec<u8>>> {
    let (read, head) = sync_channel(1);
    // Nobody can interrupt it while it waits for a sender that pauses; it ends with the program.
    std::thread::spawn(move || {
        let mut head = Vec::new();
        let outcome = io::stdin().lock().take(HEAD).read_to_end(&mut head);
        // Whoever was asked to stop hears it no more.
        let _ = read.send(outcome.map(|_| head));
    });
    loop {
        match head.recv_timeout(LOOK_UP) {
            Ok(head) => return Some(head),
            Err(RecvTimeoutError::Timeout) if !stop() => {}
            Err(_) => return None,
        }
    }
}

/// Passes on what was read already, and then all that comes.
pub fn pass_through(head: &[u8], mut to: ChildStdin) {
    // An error means that ffmpeg has enough, or that the sender went away: both end the stream.
    let _ = to
        .write_all(head)
        .and_then(|()| io::copy(&mut io::stdin().lock(), &mut to).map(drop));
}

/// What ffmpeg has to be told of a stream that begins so.
///
/// # Errors
/// [`Error`] when it is empty, or of no kind that is understood.
pub fn arguments(head: &[u8], fps: Option<f64>) -> Result<Vec<String>> {
    let of = |arguments: &[&str]| Ok(arguments.iter().map(|&argument| argument.to_owned()).collect());
    if head.starts_with(b"YUV4MPEG2") {
        of(&["-f", "yuv4mpegpipe"])
    } else if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        of(&["-f", "mjpeg", "-framerate", &fps.unwrap_or(MJPEG_RATE).to_string()])
    } else if head.is_empty() {
        Err(Error::Empty {
            path: "standard input".to_owned(),
        })
    } else {
        Err(Error::UnknownStream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_known_by_their_first_bytes() {
        let kind = |head: &[u8]| arguments(head, None).map(|arguments| arguments[1].clone()).ok();
        assert_eq!(kind(b"YUV4MPEG2 W640 H480").as_deref(), Some("yuv4mpegpipe"));
        assert_eq!(kind(&[0xFF, 0xD8, 0xFF, 0xE0]).as_deref(), Some("mjpeg"));
        assert_eq!(kind(b"hello"), None);
        assert_eq!(kind(b""), None);
    }
}
