//! A video as frames with their times, decoded by an ffmpeg process while earlier frames are looked at.
//!
//! Memory stays bounded: a few frames travel between the reading thread and the looking one, and go
//! back to be filled again.

mod nut;
mod probe;
mod stream;

use std::io::{self, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use body::{ImageSize, SessionTime};

use crate::ffmpeg::{
    FILES_ONLY, PATIENCE, Waited, Words, as_file, end, every_frame, gist, in_its_own_group, no_program, wait, words,
};
use crate::{Error, Result};
pub use nut::NutReader;
pub use probe::Clip;

/// Frames that may be ready before they are looked at.
const FRAMES_AHEAD: usize = 3;
/// While no frame comes, it is asked this often whether to stop.
const LOOK_UP: Duration = Duration::from_millis(100);
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
    decoder: Option<Decoder>,
    /// How long a frame may take. A stream may pause for ever.
    patience: Option<Duration>,
    count: u64,
    /// When the last frame is shown, by the file's own clock, in microseconds.
    played_to: i64,
    cut: Option<Cut>,
    stop: fn() -> bool,
}

/// ffmpeg at work, and the threads around it: they end by themselves when it does, so nobody waits for them.
struct Decoder {
    child: Child,
    frames: Receiver<io::Result<Decoded>>,
    empties: Sender<Frame>,
    words: Option<Words>,
}

/// A frame, and when it is shown by the file's own clock, in microseconds.
type Decoded = (Frame, i64);

/// How a video or a trace broke off before its end: after so many frames, and in ffmpeg's words why.
#[allow(missing_docs, reason = "said above")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The picture changes its size.
    Resized { frames: u64 },
    /// It is damaged or cut off.
    Damaged { frames: u64, why: Option<String> },
    /// A trace is damaged from this group of rows on, counted from one.
    Group { frames: u64, group: usize },
}

impl Video {
    /// Opens a file, or standard input for `-`. `fps` is the frames a second of Motion-JPEG on standard input. While no
    /// frame comes, `stop` is asked whether to stop waiting.
    ///
    /// # Errors
    /// [`Error`] when there is no such file, it can't be read, is empty or no video, or ffmpeg is missing or hangs.
    pub fn open(path: &Path, fps: Option<f64>, stop: fn() -> bool) -> Result<Self> {
        let name = path.display().to_string();
        if path.as_os_str() == "-" {
            return Self::from_standard_input(fps, stop);
        }
        let about = std::fs::metadata(path).map_err(|error| Error::reading(path, &error))?;
        if about.is_dir() {
            return Err(Error::Unreadable {
                path: name,
                why: "it is a folder".to_owned(),
            });
        }
        if about.is_file() && about.len() == 0 {
            return Err(Error::Empty { path: name });
        }
        let mut ffmpeg = ffmpeg();
        ffmpeg
            .args(FILES_ONLY)
            .arg("-i")
            .arg(as_file(path))
            .stdin(Stdio::null());
        let mut video = Self::new(name, stop);
        // A pipe gives its bytes once: whoever looked at them first would take them away.
        if about.is_file() {
            std::fs::File::open(path).map_err(|error| Error::reading(path, &error))?;
            let Some(clip) = probe::probe(path, stop)? else {
                return Ok(video);
            };
            (video.clip, video.patience) = (clip, Some(PATIENCE));
        }
        video.start(ffmpeg, None)?;
        Ok(video)
    }

    fn from_standard_input(fps: Option<f64>, stop: fn() -> bool) -> Result<Self> {
        let mut video = Self::new("standard input".to_owned(), stop);
        let Some(head) = stream::head(stop) else {
            return Ok(video);
        };
        let head = head.map_err(|error| Error::reading(Path::new("-"), &error))?;
        let mut ffmpeg = ffmpeg();
        ffmpeg.args(stream::arguments(&head, fps)?);
        ffmpeg
            .args(["-protocol_whitelist", "pipe", "-i", "pipe:0"])
            .stdin(Stdio::piped());
        video.start(ffmpeg, Some(head))?;
        Ok(video)
    }

    /// One without frames, as of somebody who stopped before the first.
    fn new(name: String, stop: fn() -> bool) -> Self {
        Self {
            name,
            clip: Clip::default(),
            decoder: None,
            patience: None,
            count: 0,
            played_to: 0,
            cut: None,
            stop,
        }
    }

    fn start(&mut self, mut ffmpeg: Command, head: Option<Vec<u8>>) -> Result<()> {
        ffmpeg
            .args(["-map", "0:V:0", "-an", "-sn", "-dn", "-vf", SCALE])
            .args(every_frame(self.stop))
            // Times in microseconds.
            .args(["-enc_time_base", "1:1000000"])
            .args(["-c:v", "rawvideo", "-pix_fmt", "rgb24"])
            .args(["-write_index", "0", "-f", "nut", "pipe:1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = ffmpeg.spawn().map_err(|error| no_program("ffmpeg", &error))?;
        let stdout = child.stdout.take().expect("it was asked to be piped");
        let stderr = child.stderr.take().expect("it was asked to be piped");
        if let (Some(head), Some(stdin)) = (head, child.stdin.take()) {
            // Ends with its input, or with the program: nobody waits for it.
            std::thread::spawn(move || stream::pass_through(&head, stdin));
        }
        let (full, frames) = sync_channel(FRAMES_AHEAD);
        let (empties, empty) = channel();
        let slower = self.clip.slower.unwrap_or(1.0);
        std::thread::spawn(move || read_frames(stdout, slower, &full, &empty));
        self.decoder = Some(Decoder {
            child,
            frames,
            empties,
            words: Some(words(stderr)),
        });
        Ok(())
    }

    /// The next frame; `None` at the end, or when it was asked to stop.
    ///
    /// A file that breaks off ends there: [`Self::cut`] says so.
    ///
    /// # Errors
    /// [`Error`] when there is not one frame in it, or ffmpeg hangs before the first.
    pub fn next_frame(&mut self) -> Result<Option<Frame>> {
        let Some(decoder) = &self.decoder else { return Ok(None) };
        let mut waited = Duration::ZERO;
        let received = loop {
            match decoder.frames.recv_timeout(LOOK_UP) {
                Err(RecvTimeoutError::Timeout) if (self.stop)() => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {
                    waited += LOOK_UP;
                    if let Some(patience) = self.patience.filter(|&patience| waited >= patience) {
                        return self.hung(patience).map(|()| None);
                    }
                }
                received => break received,
            }
        };
        let why = match received {
            Ok(Ok((frame, played_to))) => {
                self.count += 1;
                self.played_to = played_to;
                return Ok(Some(frame));
            }
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        self.ended(why.as_ref())?;
        Ok(None)
    }

    /// Takes a frame back, to be filled again.
    pub fn recycle(&self, frame: Frame) {
        if let Some(decoder) = &self.decoder {
            // The reader may be gone by now: then nobody needs it.
            let _ = decoder.empties.send(frame);
        }
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

    /// ffmpeg gives no more frames, and does not end.
    fn hung(&mut self, patience: Duration) -> Result<()> {
        self.decoder = None;
        let seconds = patience.as_secs();
        if self.count == 0 {
            return Err(Error::Hung {
                program: "ffmpeg",
                path: self.name.clone(),
                seconds,
            });
        }
        self.cut = Some(Cut::Damaged {
            frames: self.count,
            why: Some(format!("ffmpeg did nothing for {seconds} s")),
        });
        Ok(())
    }

    /// Looks at how ffmpeg ended.
    fn ended(&mut self, why: Option<&io::Error>) -> Result<()> {
        let Some(mut decoder) = self.decoder.take() else {
            return Ok(());
        };
        let resized = why.is_some_and(|error| error.kind() == io::ErrorKind::InvalidInput);
        if why.is_some() {
            let _ = decoder.child.kill();
        }
        let patience = self.patience.unwrap_or(PATIENCE);
        let went_well = match wait(&mut decoder.child, patience, self.stop) {
            Ok(Waited::Ended(status)) => status.success(),
            Ok(Waited::Stopped) => return Ok(()),
            Ok(Waited::Hung) => {
                self.decoder = Some(decoder);
                return self.hung(patience);
            }
            Err(_) => false,
        };
        let said = decoder.words.take().map(Words::last).unwrap_or_default();
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

    /// Whether the file says that it holds far more frames than there were, and ended far too early. Either alone may be
    /// so in a sound file: frames that were never taken are counted in AVI, and a picture may come later than the sound.
    fn is_short(&self) -> bool {
        let most = |whole: f64| whole * (1.0 - MISSING_SHARE);
        let few = |expected: u64| (self.count as f64) < most(expected as f64) - 2.0;
        let early = |end_s: f64| (self.played_to as f64 / 1e6) < most(end_s);
        self.clip.frames.is_some_and(few) && self.clip.end_s.is_none_or(early)
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn ffmpeg() -> Command {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-hide_banner", "-nostdin", "-loglevel", "error"]);
    in_its_own_group(&mut ffmpeg);
    ffmpeg
}

/// Times are divided by `slower`: how much slower the file plays than what it shows happened.
fn read_frames(stdout: ChildStdout, slower: f64, full: &SyncSender<io::Result<Decoded>>, empty: &Receiver<Frame>) {
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
                Ok((frame, micros))
            }
            Err(error) => Err(error),
        };
        let failed = message.is_err();
        if full.send(message).is_err() || failed {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
