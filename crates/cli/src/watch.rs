//! How the command line looks at a video: with its options, Ctrl-C and a progress bar; and what is written meanwhile.

use body::{Pose, SessionTime};
use footage::{Cut, Frame, Looking, Poses, TraceWriter, Watching};

use crate::args::{CheckOptions, VideoOptions};
use crate::interrupt;
use crate::overlay::Overlay;
use crate::problem::{Result, warn};
use crate::progress::Progress;

/// Opens the video that was asked for, and makes the models ready.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be used.
pub fn open(options: &VideoOptions) -> Result<Watching> {
    let looking = Looking {
        model: options.model.into(),
        threads: options.threads,
        fps: options.fps,
        stop: interrupt::asked,
    };
    Ok(Watching::open(&options.video, looking)?)
}

/// Poses with a progress bar.
pub struct Shown<P> {
    poses: P,
    progress: Progress,
}

impl Shown<Watching> {
    /// Shows how far a video is.
    pub fn new(poses: Watching) -> Self {
        let progress = Progress::new(poses.clip().frames);
        Self { poses, progress }
    }
}

impl<P: Poses> Poses for Shown<P> {
    fn next(&mut self) -> footage::Result<Option<(SessionTime, Pose)>> {
        let next = self.poses.next()?;
        if let Some((at, _)) = &next {
            self.progress.frame(*at);
        }
        Ok(next)
    }

    fn want_shoulder_edges(&mut self, wanted: bool) {
        self.poses.want_shoulder_edges(wanted);
    }

    fn picture(&mut self) -> Option<&mut Frame> {
        self.poses.picture()
    }

    fn name(&self) -> &str {
        self.poses.name()
    }

    fn cut(&self) -> Option<&Cut> {
        self.poses.cut()
    }
}

/// Warns when the poses broke off before their end.
pub fn warn_of_cut(poses: &impl Poses) {
    let name = poses.name();
    match poses.cut() {
        Some(Cut::Resized { frames }) => warn(&format!(
            "in {name} the picture changes its size after {frames} frames: only these are judged"
        )),
        Some(Cut::Damaged { frames, why }) => {
            let why = why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
            warn(&format!(
                "{name} is damaged or cut off{why}: only the {frames} frames that can be read are judged"
            ));
        }
        None => {}
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
    /// [`Problem`](crate::problem::Problem) when a file can't be made.
    pub fn asked_for(options: &CheckOptions, rate: Option<f64>) -> Result<Self> {
        let model = footage::ModelSize::from(options.input.model).weights();
        let trace = options
            .trace
            .as_deref()
            .map(|path| TraceWriter::create(path, options.camera.recorded(), &model));
        let overlay = options.overlay.as_deref().map(|path| Overlay::new(path, rate));
        Ok(Self {
            trace: trace.transpose()?,
            overlay,
        })
    }

    /// Closes the files; only now they stand under their names.
    ///
    /// # Errors
    /// [`Problem`](crate::problem::Problem) when that fails.
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
