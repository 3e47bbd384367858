//! How the command line looks at a video: with its options, Ctrl-C and a progress bar; and what is written meanwhile.

use std::path::Path;

use footage::{Cut, Looking, Poses, TraceWriter, Watching};

use crate::args::{CheckOptions, LookingOptions};
use crate::interrupt;
use crate::many::Told;
use crate::overlay::Overlay;
use crate::problem::{Result, warn};
use crate::progress::Progress;

/// Opens a video, and makes the models ready.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be used.
pub fn open(video: &Path, options: &LookingOptions) -> Result<Watching> {
    let looking = Looking {
        model: options.model.into(),
        threads: options.threads,
        fps: options.fps,
        stop: interrupt::asked,
    };
    Ok(Watching::open(video, looking)?)
}

/// The same with a progress bar, and a word on a video that is slow motion.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be used.
pub fn open_shown(video: &Path, options: &LookingOptions) -> Result<Watching> {
    let mut watching = open(video, options)?;
    if let Some(words) = other_speed(&watching) {
        warn(&words);
    }
    let progress = Progress::new(watching.clip().frames);
    watching.tell(move |at| progress.frame(at));
    Ok(watching)
}

/// One of many videos: `told` hears of each frame. With it what is odd about it.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the video can't be used.
pub fn open_told(video: &Path, options: &LookingOptions, mut told: Told) -> Result<(Watching, Vec<String>)> {
    let mut watching = open(video, options)?;
    told.holds(watching.clip().frames);
    watching.tell(move |_| told.frame());
    let notes = other_speed(&watching).into_iter().collect();
    Ok((watching, notes))
}

/// What to say of a video that does not play at the speed at which it was taken.
fn other_speed(watching: &Watching) -> Option<String> {
    let name = watching.name();
    watching.clip().slower.map(|slower| {
        if slower > 1.0 {
            format!(
                "{name} is slow motion: what it shows took {slower:.3} times less time than it plays, and is judged so"
            )
        } else {
            let faster = 1.0 / slower;
            format!("{name} is time lapse: what it shows took {faster:.3} times as long as it plays, and is judged so")
        }
    })
}

/// What to say when the poses broke off before their end.
pub fn broke_off(poses: &impl Poses) -> Option<String> {
    let name = poses.name();
    poses.cut().map(|cut| match cut {
        Cut::Resized { frames } => {
            format!("in {name} the picture changes its size after {frames} frames: only these are judged")
        }
        Cut::Damaged { frames, why } => {
            let why = why.as_ref().map_or_else(String::new, |why| format!(" ({why})"));
            format!("{name} is damaged or cut off{why}: only the {frames} frames that can be read are judged")
        }
        Cut::Group { frames, group } => {
            format!("{name} is damaged at row group {group}: judged up to there ({frames} frames)")
        }
    })
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
    if let Some(words) = broke_off(&watching) {
        warn(&words);
    }
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
        let model = footage::ModelSize::from(options.input.looking.model).weights()?;
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
