//! A video as frames with their times, decoded by an ffmpeg process while earlier frames are looked at.
//!
//! Memory stays bounded: a few frames travel between the reading thread and the looking one, and go
//! back to be filled again.

mod nut;
mod probe;

use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use body::{ImageSize, SessionTime};

use crate::ffmpeg::{as_file, every_frame, gist, in_its_own_group, no_program};
use crate::{Error, Result};
pub use nut::NutReader;
pub use probe::Clip;

/// Frames that may be ready before they are looked at.
const FRAMES_AHEAD: usize = 3;
/// While no frame comes, it is asked this often whether to stop.
const LOOK_UP: Duration = Duration::from_millis(100);
/// Bytes that are kept of what ffmpeg says on standard error: the last ones.
const WORDS_KEPT: usize = 16 * 1024;
/// Frames a second of Motion-JPEG on standard input, which carries no times, where it is not said.
const MJPEG_RATE: f64 = 30.0;
/// A file that says it holds more frames than there were, by over this share, was cut off.
const MISSING_SHARE: f64 = 0.1;

/// Square pixels, at most 1920 on the long side: more shows the models nothing and costs memory.
const SCALE: &str = "scale=w='trunc(iw*sar*min(1,1920/max(iw*sar,ih)))':h='trunc(ih*min(1,1920/max(iw*sar,ih)))'";

/// One decoded frame. Give it back with [`Video::recycle`].
#[derive(Debug)]
pub struct Frame {
    /// Presentation time since the first frame.
    pub at: SessionTime,
    /// Size of the picture, as it is seen (rotated, square pixels).
    pub size: ImageSize,
    /// Rows of red, green, blue, one byte each.
    pub rgb: Vec<u8>,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            at: SessionTime::START,
            size: ImageSize { width: 0, height: 0 },
            rgb: Vec::new(),
        }
    }
}

/// A video that is being read.
pub struct Video {
    name: String,
    clip: Clip,
    child: Child,
    frames: Option<Receiver<io::Result<Frame>>>,
    empties: Sender<Frame>,
    reader: Option<JoinHandle<()>>,
    words: Option<JoinHandle<String>>,
    count: u64,
    cut: Option<Cut>,
    stop: fn() -> bool,
}

/// How a video broke off before its end: after so many frames, and in ffmpeg's words why.
#[allow(missing_docs, reason = "said above")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The picture changes its size.
    Resized { frames: u64 },
    /// It is damaged or cut off.
    Damaged { frames: u64, why: Option<String> },
}

impl Video {
    /// Opens a file, or standard input for `-`. `fps` is the frames a second of Motion-JPEG on standard input. While no
    /// frame comes, `stop` is asked whether to stop waiting.
    ///
    /// # Errors
    /// [`Error`] when there is no such file, it can't be read, is empty or no video, or ffmpeg is missing.
    pub fn open(path: &Path, fps: Option<f64>, stop: fn() -> bool) -> Result<Self> {
        if path.as_os_str() == "-" {
            return Self::from_standard_input(fps, stop);
        }
        let about = std::fs::metadata(path).map_err(|error| Error::reading(path, &error))?;
        let name = path.display().to_string();
        if about.is_dir() {
            return Err(Error::Unreadable {
                path: name,
                why: "it is a folder".to_owned(),
            });
        }
        if about.is_file() && about.len() == 0 {
            return Err(Error::Empty { path: name });
        }
        // A pipe gives its bytes once: whoever looked at them first would take them away.
        let clip = if about.is_file() {
            std::fs::File::open(path).map_err(|error| Error::reading(path, &error))?;
            probe::probe(path)?
        } else {
            Clip::default()
        };
        let mut ffmpeg = ffmpeg();
        ffmpeg.arg("-i").arg(as_file(path)).stdin(Stdio::null());
        Self::start(name, clip, ffmpeg, None, stop)
    }

    fn from_standard_input(fps: Option<f64>, stop: fn() -> bool) -> Result<Self> {
        let name = "standard input".to_owned();
        let mut stdin = io::stdin().lock();
        let mut head = Vec::new();
        let read = (&mut stdin).take(16).read_to_end(&mut head);
        drop(stdin);
        if let Err(error) = read {
            return Err(Error::reading(&PathBuf::from("-"), &error));
        }
        let mut ffmpeg = ffmpeg();
        let rate = fps.unwrap_or(MJPEG_RATE);
        match stream_kind(&head) {
            None if head.is_empty() => return Err(Error::Empty { path: name }),
            None => return Err(Error::UnknownStream),
            Some(StreamKind::Y4m) => ffmpeg.args(["-f", "yuv4mpegpipe"]),
            Some(StreamKind::Mjpeg) => ffmpeg.args(["-f", "mjpeg", "-framerate", &rate.to_string()]),
        };
        ffmpeg.args(["-i", "pipe:0"]).stdin(Stdio::piped());
        Self::start(name, Clip::default(), ffmpeg, Some(head), stop)
    }

    fn start(name: String, clip: Clip, mut ffmpeg: Command, head: Option<Vec<u8>>, stop: fn() -> bool) -> Result<Self> {
        ffmpeg
            .args(["-map", "0:V:0", "-an", "-sn", "-dn", "-vf", SCALE])
            .args(every_frame())
            // Times in microseconds.
            .args(["-enc_time_base", "1:1000000"])
            .args([
                "-c:v",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-write_index",
                "0",
                "-f",
                "nut",
                "pipe:1",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = ffmpeg.spawn().map_err(|error| no_program("ffmpeg", &error))?;
        let stdout = child.stdout.take().expect("it was asked to be piped");
        let stderr = child.stderr.take().expect("it was asked to be piped");
        if let (Some(head), Some(stdin)) = (head, child.stdin.take()) {
            // Ends with its input, or with the program: nobody waits for it.
            std::thread::spawn(move || pass_through(&head, stdin));
        }
        let (full, frames) = sync_channel(FRAMES_AHEAD);
        let (empties, empty) = channel();
        let slower = clip.slower.unwrap_or(1.0);
        let reader = std::thread::spawn(move || read_frames(stdout, slower, &full, &empty));
        let words = std::thread::spawn(move || keep_words(stderr));
        Ok(Self {
            name,
            clip,
            child,
            frames: Some(frames),
            empties,
            reader: Some(reader),
            words: Some(words),
            count: 0,
            cut: None,
            stop,
        })
    }

    /// The next frame; `None` at the end, or when it was asked to stop.
    ///
    /// A file that breaks off ends there: [`Self::cut`] says so.
    ///
    /// # Errors
    /// [`Error`] when there is not one frame in it.
    pub fn next_frame(&mut self) -> Result<Option<Frame>> {
        let Some(frames) = &self.frames else { return Ok(None) };
        let received = loop {
            match frames.recv_timeout(LOOK_UP) {
                // A stream may pause for ever.
                Err(RecvTimeoutError::Timeout) if (self.stop)() => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
                received => break received,
            }
        };
        let why = match received {
            Ok(Ok(frame)) => {
                self.count += 1;
                return Ok(Some(frame));
            }
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        self.frames = None;
        self.ended(why.as_ref())?;
        Ok(None)
    }

    /// Takes a frame back, to be filled again.
    pub fn recycle(&self, frame: Frame) {
        // The reader may be gone by now: then nobody needs it.
        let _ = self.empties.send(frame);
    }

    /// What the file said about itself.
    pub fn clip(&self) -> Clip {
        self.clip
    }

    /// How it broke off before its end, once it is over.
    pub fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }

    /// What to call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Looks at how ffmpeg ended.
    fn ended(&mut self, why: Option<&io::Error>) -> Result<()> {
        let resized = why.is_some_and(|error| error.kind() == io::ErrorKind::InvalidInput);
        if why.is_some() {
            let _ = self.child.kill();
        }
        let went_well = self.child.wait().is_ok_and(|status| status.success());
        let said = self
            .words
            .take()
            .and_then(|thread| thread.join().ok())
            .unwrap_or_default();
        if self.count == 0 {
            let no_video = said.contains("moov atom not found") || said.contains("Invalid data found");
            return Err(if no_video {
                probe::unreadable(Path::new(&self.name), &said)
            } else {
                Error::NoFrames {
                    path: self.name.clone(),
                    why: gist(&said),
                }
            });
        }
        let frames = self.count;
        if resized {
            self.cut = Some(Cut::Resized { frames });
        } else if !went_well || !said.trim().is_empty() || self.is_short() {
            let why = gist(&said);
            self.cut = Some(Cut::Damaged { frames, why });
        }
        Ok(())
    }

    /// Whether the file says that it holds far more frames than there were.
    fn is_short(&self) -> bool {
        self.clip
            .frames
            .is_some_and(|expected| (self.count as f64) < expected as f64 * (1.0 - MISSING_SHARE) - 2.0)
    }
}

impl Drop for Video {
    fn drop(&mut self) {
        // First the receiver, so that a reader that waits to hand over a frame gives up.
        self.frames = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

fn ffmpeg() -> Command {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-hide_banner", "-nostdin", "-loglevel", "error"]);
    in_its_own_group(&mut ffmpeg);
    ffmpeg
}

/// Times are divided by `slower`: how much slower the file plays than what it shows happened.
fn read_frames(stdout: ChildStdout, slower: f64, full: &SyncSender<io::Result<Frame>>, empty: &Receiver<Frame>) {
    let mut reader = match NutReader::new(BufReader::with_capacity(1 << 16, stdout)) {
        Ok(reader) => reader,
        // ffmpeg gave up before it began: its own words say why.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return,
        Err(error) => return drop(full.send(Err(error))),
    };
    let mut first = None;
    let mut last = None;
    loop {
        let mut frame = empty.try_recv().unwrap_or_default();
        let message = match reader.next(&mut frame.rgb) {
            Ok(None) => return,
            Ok(Some((micros, size))) => {
                let played = micros.saturating_sub(*first.get_or_insert(micros)).max(0);
                let at = SessionTime::from_micros((played as f64 / slower).round() as u64);
                // Time must go on: a frame at the time of the last one shows nothing new in time.
                if last.is_some_and(|last| at <= last) {
                    continue;
                }
                last = Some(at);
                frame.at = at;
                frame.size = size;
                Ok(frame)
            }
            Err(error) => Err(error),
        };
        let failed = message.is_err();
        if full.send(message).is_err() || failed {
            return;
        }
    }
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

fn pass_through(head: &[u8], mut to: ChildStdin) {
    // An error means that ffmpeg has enough, or that the sender went away: both end the stream.
    let _ = to
        .write_all(head)
        .and_then(|()| io::copy(&mut io::stdin().lock(), &mut to).map(drop));
}

#[derive(Debug, PartialEq, Eq)]
enum StreamKind {
    Mjpeg,
    Y4m,
}

fn stream_kind(head: &[u8]) -> Option<StreamKind> {
    if head.starts_with(b"YUV4MPEG2") {
        Some(StreamKind::Y4m)
    } else if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(StreamKind::Mjpeg)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_known_by_their_first_bytes() {
        assert_eq!(stream_kind(b"YUV4MPEG2 W640 H480"), Some(StreamKind::Y4m));
        assert_eq!(stream_kind(&[0xFF, 0xD8, 0xFF, 0xE0]), Some(StreamKind::Mjpeg));
        assert_eq!(stream_kind(b"hello"), None);
        assert_eq!(stream_kind(b""), None);
    }

    /// The container's own times come through, uneven as they are, and the picture as it is seen.
    #[test]
    fn uneven_times_and_rotation_come_through() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, rotated) = (folder.path().join("plain.mp4"), folder.path().join("rotated.mp4"));
        let make = |arguments: &[&str], out: &Path| {
            let status = Command::new("ffmpeg")
                .args(["-v", "error", "-y"])
                .args(arguments)
                .arg(out)
                .status()
                .unwrap();
            assert!(status.success());
        };
        let uneven = "select='not(eq(n,2)+eq(n,3)+eq(n,7))'";
        let source = [
            "-f",
            "lavfi",
            "-i",
            "testsrc=size=64x48:rate=10:duration=1",
            "-vf",
            uneven,
            "-fps_mode",
            "vfr",
        ];
        make(&source, &plain);
        make(
            &[
                "-i",
                plain.to_str().unwrap(),
                "-c",
                "copy",
                "-metadata:s:v",
                "rotate=90",
            ],
            &rotated,
        );
        let mut video = Video::open(&rotated, None, || false).unwrap();
        let mut times = Vec::new();
        let mut size = None;
        while let Some(frame) = video.next_frame().unwrap() {
            assert_eq!(frame.rgb.len(), 64 * 48 * 3);
            times.push(frame.at.as_micros());
            size = Some(frame.size);
            video.recycle(frame);
        }
        assert_eq!(times, [0, 100_000, 400_000, 500_000, 600_000, 800_000, 900_000]);
        let size = size.unwrap();
        // Newer ffmpeg ignores the old `rotate` tag when writing; then the picture stays as it was.
        assert!([(48, 64), (64, 48)].contains(&(size.width, size.height)));
    }
}
