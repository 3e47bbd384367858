//! Poses over time, from wherever they come: looked at in a video, or read from a trace.

use std::path::Path;

use body::{Pose, SessionTime};

use crate::trace::TraceReader;
use crate::video::{Clip, Cut, Frame, Video};
use crate::{Error, Result};

/// Something that gives poses in the order of time.
pub trait Poses {
    /// The next one; `None` at the end, or when it was asked to stop.
    ///
    /// # Errors
    /// [`Error`] when the source can't be used.
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>>;

    /// Whether the next poses should come with the outlines over the shoulders. A trace has what it has.
    fn want_shoulder_edges(&mut self, _wanted: bool) {}

    /// The picture that the last pose was seen in, if there is one.
    fn picture(&mut self) -> Option<&mut Frame> {
        None
    }

    /// What to call the source.
    fn name(&self) -> &str;

    /// How it broke off before its end, if it did.
    fn cut(&self) -> Option<&Cut> {
        None
    }
}

/// The size of the landmark model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ModelSize {
    /// Fastest.
    Lite,
    /// The usual one.
    #[default]
    Full,
    /// Largest.
    Heavy,
}

impl ModelSize {
    /// Its weights. Those of the heavy one lie in a file beside the program.
    ///
    /// # Errors
    /// [`Error::NoWeights`] when that file is not there, can't be read, or is another one.
    pub fn weights(self) -> Result<models::Model> {
        match self {
            ModelSize::Lite => Ok(models::POSE_LITE),
            ModelSize::Full => Ok(models::POSE_FULL),
            ModelSize::Heavy => Ok(models::pose_heavy()?),
        }
    }
}

/// How a video is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Looking {
    /// The landmark model.
    pub model: ModelSize,
    /// Threads that share the work on a frame, 1 to 64. How many changes no bit of what comes out.
    pub threads: usize,
    /// Frames a second of Motion-JPEG on standard input, which carries no times; 30 where it is not said.
    pub fps: Option<f64>,
    /// Whether to stop: asked with each frame, and while one is waited for.
    pub stop: fn() -> bool,
}

/// Looks at the frames of a video.
pub struct Watching {
    video: Video,
    tracker: pose::Tracker,
    frame: Option<Frame>,
    stop: fn() -> bool,
    /// Hears the time of each frame.
    each: Option<Box<dyn FnMut(SessionTime)>>,
}

impl Watching {
    /// Opens the video, or standard input for `-`, and makes the models ready.
    ///
    /// # Errors
    /// [`Error`] when the video or the models can't be used, or the system gives no more threads.
    pub fn open(path: &Path, looking: Looking) -> Result<Self> {
        let video = Video::open(path, looking.fps, looking.stop)?;
        let models = pose::Models {
            detector: models::POSE_DETECTION.bytes,
            landmarks: looking.model.weights()?.bytes,
            face: models::FACE_LANDMARK.bytes,
        };
        let mut tracker = pose::Tracker::new(&models).map_err(|error| Error::Models { why: error.to_string() })?;
        let threads = pose::Threads::new(looking.threads).map_err(|error| Error::Threads {
            count: looking.threads,
            why: error.to_string(),
        })?;
        tracker.share_among(threads);
        Ok(Self {
            video,
            tracker,
            frame: None,
            stop: looking.stop,
            each: None,
        })
    }

    /// From now on `each` hears the time of each frame that was looked at: for whoever shows how far it is.
    pub fn tell(&mut self, each: impl FnMut(SessionTime) + 'static) {
        self.each = Some(Box::new(each));
    }

    /// What the file says of itself.
    pub fn clip(&self) -> Clip {
        self.video.clip()
    }
}

impl Poses for Watching {
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        if let Some(frame) = self.frame.take() {
            self.video.recycle(frame);
        }
        if (self.stop)() {
            return Ok(None);
        }
        let Some(frame) = self.video.next_frame()? else {
            return Ok(None);
        };
        let image =
            pose::Image::new(frame.size.width, frame.size.height, &frame.rgb).map_err(|error| Error::Frame {
                path: self.video.name().to_owned(),
                why: error.to_string(),
            })?;
        let at = frame.at;
        let pose = self.tracker.track(&image, at);
        self.frame = Some(frame);
        if let Some(each) = &mut self.each {
            each(at);
        }
        Ok(Some((at, pose)))
    }

    fn want_shoulder_edges(&mut self, wanted: bool) {
        self.tracker.want_shoulder_edges(wanted);
    }

    fn picture(&mut self) -> Option<&mut Frame> {
        self.frame.as_mut()
    }

    fn name(&self) -> &str {
        self.video.name()
    }

    fn cut(&self) -> Option<&Cut> {
        self.video.cut()
    }
}

/// Reads the poses of a trace.
pub struct Remembering {
    trace: TraceReader,
    name: String,
    stop: fn() -> bool,
    frames: u64,
    cut: Option<Cut>,
}

impl Remembering {
    /// Poses of an open trace; `path` is its name. Ends early when `stop` says so.
    pub fn new(trace: TraceReader, path: &Path, stop: fn() -> bool) -> Self {
        Self {
            trace,
            name: path.display().to_string(),
            stop,
            frames: 0,
            cut: None,
        }
    }
}

impl Poses for Remembering {
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        if (self.stop)() {
            return Ok(None);
        }
        match self.trace.next_frame() {
            // As with a video: what came before the damage is sound, and is judged.
            Err(Error::DamagedTrace { group, .. }) if self.frames > 0 => {
                self.cut = Some(Cut::Group {
                    frames: self.frames,
                    group,
                });
                Ok(None)
            }
            next => {
                self.frames += u64::from(matches!(next, Ok(Some(_))));
                next
            }
        }
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }
}
