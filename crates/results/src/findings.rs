//! What a report is made of.

use body::{ImageSize, SessionTime};
use coach::{DoseOutcome, Event};
use guide::Guide;
use measure::CameraView;

/// All that a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// What was followed.
    pub guide: &'a Guide,
    /// What was looked at; `None` when nobody watched.
    pub video: Option<VideoFacts>,
    /// Why there was no neutral.
    pub no_neutral: Option<&'a str>,
    /// What makes the figures less sure than they look, in plain words.
    pub doubts: &'a [String],
    /// Stopped with Ctrl-C.
    pub stopped_early: bool,
    /// How every step and side went.
    pub doses: &'a [DoseOutcome],
    /// What happened, oldest first.
    pub events: &'a [Event],
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VideoFacts {
    /// Size of the picture.
    pub size: ImageSize,
    /// Frames judged.
    pub frames: u64,
    /// Time of the last frame.
    pub duration: SessionTime,
    /// Share of frames in which a person was seen, 0..=1.
    pub coverage: f64,
    /// From where the camera looked; `None` without a neutral.
    pub view: Option<CameraView>,
}

/// To three decimals: a thousandth of a second, a degree, a share.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
