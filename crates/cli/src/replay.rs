//! `unhunch replay`: judges a recorded trace as `check` judged the video.

use std::path::Path;

use footage::{Remembering, TraceReader};

use crate::Ending;
use crate::args::{CameraOptions, ReplayOptions};
use crate::check::{Judge, show};
use crate::interrupt;
use crate::outputs::{apart, named};
use crate::problem::{Result, warn};
use crate::watch::Recordings;

/// Runs `unhunch replay`.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the trace or the guide can't be used.
pub fn run(options: &ReplayOptions) -> Result<Ending> {
    let inputs = [
        named("the trace", &options.trace),
        named("the guide", Path::new(&options.judging.guide)),
    ];
    apart(&inputs, &[])?;
    let trace = TraceReader::open(&options.trace)?;
    let recorded = trace.camera();
    // What is said now goes before what was said at the recording.
    let camera = CameraOptions {
        mirrored: options.camera.mirrored || recorded.mirrored,
        fov: options.camera.fov.or(recorded.fov_deg),
    };
    let judge = Judge::new(&options.judging, camera.settings())?;
    let poses = Remembering::new(trace, &options.trace, interrupt::asked);
    let mut notes = Vec::new();
    let findings = judge.watch(poses, Recordings::default(), &mut notes);
    notes.iter().for_each(|note| warn(note));
    let findings = findings?;
    show(&findings, options.judging.format)
}
