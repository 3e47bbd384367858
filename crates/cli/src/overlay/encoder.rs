//! An ffmpeg process that takes raw pictures and writes a video.
//!
//! Must not know: what is in the pictures.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use body::{ImageSize, SessionTime};
use footage::ffmpeg::{PATIENCE, Waited, Words, as_file, end, gist, in_its_own_group, no_program, wait, words};
use footage::output::Place;

use crate::interrupt;
use crate::problem::{Problem, Result};

/// While ffmpeg takes no picture, it is looked up this often.
const LOOK_UP: Duration = Duration::from_millis(2);
/// After Ctrl-C one that does nothing is waited for no longer than this.
const GRACE: Duration = Duration::from_secs(2);

/// A video that is being written. It stands under its name when it is finished.
pub struct Encoder {
    child: Child,
    pictures: Option<SyncSender<Arc<Vec<u8>>>>,
    /// How handing over the pictures ended.
    handed_over: Receiver<std::io::Result<()>>,
    words: Option<Words>,
    place: Option<Place>,
    /// As it was named, and where it is written meanwhile.
    named: PathBuf,
    written_to: PathBuf,
    rate: f64,
    last: Option<Arc<Vec<u8>>>,
    shown: u64,
}

impl Encoder {
    /// Starts to write pictures of this size, at this many a second.
    ///
    /// # Errors
    /// [`Problem`] when ffmpeg can't be started.
    pub fn start(place: Place, named: &Path, size: ImageSize, rate: f64) -> Result<Self> {
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg
            // What goes wrong with a file at its very end is else told, and called a success.
            .args(["-hide_banner", "-nostdin", "-loglevel", "error", "-xerror", "-y"])
            .args(["-f", "rawvideo", "-pix_fmt", "rgb24"])
            .args(["-video_size", &format!("{}x{}", size.width, size.height)])
            .args(["-framerate", &rate.to_string(), "-i", "pipe:0"])
            // Most encoders want even sides.
            .args(["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"])
            .args(container(&place))
            .arg(as_file(place.path()))
            .stdin(Stdio::piped())
            .stdout(through_standard_output(&place))
            .stderr(Stdio::piped());
        in_its_own_group(&mut ffmpeg);
        let mut child = ffmpeg.spawn().map_err(|error| no_program("ffmpeg", &error))?;
        // One waits while one is taken.
        let (pictures, waiting) = sync_channel(1);
        let (ended, handed_over) = sync_channel(1);
        if let Some(stdin) = child.stdin.take() {
            // Ends with the pictures, or with ffmpeg: nobody waits for it who should not wait for ffmpeg.
            std::thread::spawn(move || ended.send(hand_over(stdin, &waiting)));
        }
        let words = child.stderr.take().map(words);
        Ok(Self {
            child,
            pictures: Some(pictures),
            handed_over,
            words,
            written_to: place.path().to_owned(),
            place: Some(place),
            named: named.to_owned(),
            rate,
            last: None,
            shown: 0,
        })
    }

    /// Shows the last picture until `at`, and this one from then on.
    ///
    /// # Errors
    /// [`Problem::Overlay`] when ffmpeg does not take it.
    pub fn show(&mut self, at: SessionTime, rgb: &[u8]) -> Result<()> {
        let due = (at.as_secs_f64() * self.rate).round() as u64;
        while self.last.is_some() && self.shown < due {
            self.write_last()?;
        }
        self.last = Some(Arc::new(rgb.to_vec()));
        Ok(())
    }

    fn write_last(&mut self) -> Result<()> {
        self.shown += 1;
        let (Some(pictures), Some(last)) = (&self.pictures, &self.last) else {
            return Ok(());
        };
        let mut picture = Arc::clone(last);
        let mut waited = Duration::ZERO;
        loop {
            match pictures.try_send(picture) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(self.failed()),
                Err(TrySendError::Full(back)) => picture = back,
            }
            if waited >= if interrupt::asked() { GRACE } else { PATIENCE } {
                return Err(self.hung());
            }
            std::thread::sleep(LOOK_UP);
            waited += LOOK_UP;
        }
    }

    /// Ends the file, and gives it its name.
    ///
    /// # Errors
    /// [`Problem::Overlay`] when ffmpeg could not write it.
    pub fn finish(mut self) -> Result<()> {
        self.write_last()?;
        self.pictures = None;
        loop {
            // At the end many pictures may be coded at once: as long as the file grows, something is done.
            let length = self.length();
            let patience = if interrupt::asked() { GRACE } else { PATIENCE };
            match wait(&mut self.child, patience, || false) {
                Ok(Waited::Ended(status)) if status.success() => break,
                Ok(Waited::Hung) if self.length() != length => {}
                Ok(Waited::Hung) => return Err(self.hung()),
                _ => return Err(self.failed()),
            }
        }
        match self.place.take() {
            Some(place) => Ok(place.finish()?),
            None => Ok(()),
        }
    }

    fn length(&self) -> Option<u64> {
        self.written_to.metadata().ok().map(|about| about.len())
    }

    /// ffmpeg gave up: in its own words why.
    fn failed(&mut self) -> Box<Problem> {
        self.pictures = None;
        if !matches!(wait(&mut self.child, PATIENCE, interrupt::asked), Ok(Waited::Ended(_))) {
            return self.hung();
        }
        let said = self.words.take().map(Words::last).unwrap_or_default();
        let why = gist(&said).or_else(|| {
            let handed_over = self.handed_over.try_recv().ok()?;
            handed_over.err().map(|error| error.to_string())
        });
        self.problem(why.unwrap_or_else(|| "it ended with an error".to_owned()))
    }

    fn hung(&mut self) -> Box<Problem> {
        self.problem("it did nothing any more, and was ended".to_owned())
    }

    fn problem(&self, why: String) -> Box<Problem> {
        Box::new(Problem::Overlay {
            path: self.named.display().to_string(),
            why,
        })
    }
}

impl Drop for Encoder {
    fn drop(&mut self) {
        self.pictures = None;
        // Before its place goes: elsewhere than on Unix a file that is open stays.
        end(&mut self.child);
    }
}

fn hand_over(mut stdin: ChildStdin, pictures: &Receiver<Arc<Vec<u8>>>) -> std::io::Result<()> {
    pictures.iter().try_for_each(|picture| stdin.write_all(&picture))
}

/// What ffmpeg has to be told of the container. It takes it from the ending of the name; a pipe or a device may have none,
/// and in one nothing can be written a second time.
fn container(place: &Place) -> &'static [&'static str] {
    let Place::Through(path) = place else { return &[] };
    match path.extension().and_then(OsStr::to_str) {
        Some("mp4" | "mov" | "m4v") => &["-movflags", "frag_keyframe+empty_moov"],
        Some(_) => &[],
        None => &["-f", "matroska"],
    }
}

/// `/dev/stdout` is ffmpeg's own standard output.
fn through_standard_output(place: &Place) -> Stdio {
    match place {
        Place::Through(_) => Stdio::inherit(),
        Place::Unfinished(_) => Stdio::null(),
    }
}
