//! How the command line looks at a video: with its options, Ctrl-C and a progress bar; and what is written meanwhile.

use footage::{Cut, Looking, Poses, TraceWriter, Watching};

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

/// The same with a progress bar.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be used.
pub fn open_shown(options: &VideoOptions) -> Result<Watching> {
    let mut watching = open(options)?;
    if let Some(slower) = watching.clip().slower {
        let name = watching.name();
        warn(&if slower > 1.0 {
            format!(
                "{name} is slow motion: what it shows took {slower:.3} times less time than it plays, and is judged so"
            )
        } else {
            let faster = 1.0 / slower;
            format!("{name} is time lapse: what it shows took {faster:.3} times as long as it plays, and is judged so")
        });
    }
    let progress = Progress::new(watching.clip().frames);
    watching.tell(move |at| progress.frame(at));
    Ok(watching)
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
        Some(Cut::Group { frames, group }) => warn(&format!(
            "{name} is damaged at row group {group}: judged up to there ({frames} frames)"
        )),
        None => {}
    }
}

/// Looks at a whole video and writes its landmarks, all there are: the trace may be judged by any guide. `each` is called
/// after every frame. The trace is not finished yet: that is for who knows whether Ctrl-C was pressed.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be read on, or the trace can't be written.
pub fn record(mut watching: Watching, mut trace: TraceWriter, mut each: impl FnMut()) -> Result<TraceWriter> {
    watching.want_shoulder_edges(true);
    while let Some((at, pose)) = watching.next()? {
        trace.frame(at, &pose)?;
        each();
    }
    warn_of_cut(&watching);
    Ok(trace)
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
        let model = footage::ModelSize::from(options.input.model).weights()?;
        let trace = options
            .trace
            .as_deref()
            .map(|path| TraceWriter::create(path, options.camera.recorded(), &model));
        let overlay = options.overlay.as_deref().map(|path| Overlay::new(path, rate));
        Ok(Self {
            trace: trace.transpose()?,
            overlay: overlay.transpose()?,
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
