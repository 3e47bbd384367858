//! Poses over time, from wherever they come: looked at in a video, or read from a trace.

use std::path::Path;

use body::{Pose, SessionTime};

use crate::args::{CheckOptions, ModelSize, VideoOptions};
use crate::interrupt;
use crate::overlay::Overlay;
use crate::problem::{Problem, Result};
use crate::progress::Progress;
use crate::trace::{TraceReader, TraceWriter};
use crate::video::{Frame, Video};

/// Something that gives poses in the order of time.
pub trait Poses {
    /// The next one; `None` at the end, or when the person asked to stop.
    ///
    /// # Errors
    /// [`Problem`] when the source can't be used.
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>>;

    /// Whether the next poses should come with the outlines over the shoulders. A trace has what it has.
    fn want_shoulder_edges(&mut self, _wanted: bool) {}

    /// The picture that the last pose was seen in, if there is one.
    fn picture(&mut self) -> Option<&mut Frame> {
        None
    }

    /// What to call the source.
    fn name(&self) -> &str;
}

/// Looks at the frames of a video.
pub struct Watching {
    video: Video,
    tracker: pose::Tracker,
    frame: Option<Frame>,
    progress: Option<Progress>,
}

impl Watching {
    /// Opens the video, and makes the models ready.
    ///
    /// # Errors
    /// [`Problem`] when the video can't be used.
    pub fn open(options: &VideoOptions) -> Result<Self> {
        let watching = Self::silent(options)?;
        let progress = Some(Progress::new(watching.frames()));
        Ok(Self { progress, ..watching })
    }

    /// The same without a progress bar, for when several are open.
    ///
    /// # Errors
    /// [`Problem`] when the video can't be used.
    pub fn silent(options: &VideoOptions) -> Result<Self> {
        let video = Video::open(&options.video, options.fps)?;
        let models = pose::Models {
            detector: models::POSE_DETECTION.bytes,
            landmarks: landmark_model(options.model).bytes,
            face: models::FACE_LANDMARK.bytes,
        };
        let mut tracker = pose::Tracker::new(&models).map_err(|error| Problem::Models { why: error.to_string() })?;
        let threads = pose::Threads::new(options.threads).map_err(|error| Problem::Threads {
            count: options.threads,
            why: error.to_string(),
        })?;
        tracker.share_among(threads);
        Ok(Self {
            video,
            tracker,
            frame: None,
            progress: None,
        })
    }

    /// Frames in all, if the file says so.
    pub fn frames(&self) -> Option<u64> {
        self.video.clip().frames
    }

    /// Frames a second on average, if the file says so.
    pub fn rate(&self) -> Option<f64> {
        self.video.clip().rate
    }
}

impl Poses for Watching {
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        if let Some(frame) = self.frame.take() {
            self.video.recycle(frame);
        }
        if interrupt::asked() {
            return Ok(None);
        }
        let Some(frame) = self.video.next()? else {
            return Ok(None);
        };
        let image =
            pose::Image::new(frame.size.width, frame.size.height, &frame.rgb).map_err(|error| Problem::Frame {
                path: self.video.name().to_owned(),
                why: error.to_string(),
            })?;
        let at = frame.at;
        let pose = self.tracker.track(&image, at);
        if let Some(progress) = &self.progress {
            progress.frame(at);
        }
        self.frame = Some(frame);
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
}

/// Reads the poses of a trace.
pub struct Remembering {
    trace: TraceReader,
    name: String,
}

impl Remembering {
    /// Poses of an open trace.
    pub fn new(trace: TraceReader, path: &Path) -> Self {
        Self {
            trace,
            name: path.display().to_string(),
        }
    }
}

impl Poses for Remembering {
    fn next(&mut self) -> Result<Option<(SessionTime, Pose)>> {
        if interrupt::asked() {
            Ok(None)
        } else {
            self.trace.next()
        }
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// What is written while frames are judged.
#[derive(Default)]
pub struct Recordings {
    /// The landmarks of every frame.
    pub trace: Option<TraceWriter>,
    /// The video with what was seen drawn over it.
    pub overlay: Option<Overlay>,
}

impl Recordings {
    /// What `check` was asked to write.
    ///
    /// # Errors
    /// [`Problem::Unwritable`] when a file can't be made.
    pub fn asked_for(options: &CheckOptions, rate: Option<f64>) -> Result<Self> {
        let trace = options
            .trace
            .as_deref()
            .map(|path| TraceWriter::create(path, options.camera, &landmark_model(options.input.model)));
        let overlay = options.overlay.as_deref().map(|path| Overlay::new(path, rate));
        Ok(Self {
            trace: trace.transpose()?,
            overlay,
        })
    }

    /// Closes the files; only now they stand under their names.
    ///
    /// # Errors
    /// [`Problem::Unwritable`] when that fails.
    pub fn finish(self) -> Result<()> {
        if let Some(trace) = self.trace {
            trace.finish()?;
        }
        if let Some(overlay) = self.overlay {
            overlay.finish()?;
        }
        Ok(())
    }
}

/// The model of this size.
pub fn landmark_model(size: ModelSize) -> models::Model {
    match size {
        ModelSize::Lite => models::POSE_LITE,
        ModelSize::Full => models::POSE_FULL,
        ModelSize::Heavy => models::POSE_HEAVY,
    }
}
