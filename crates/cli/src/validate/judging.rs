//! Judges traces as `check` and `replay` do, and keeps what was measured.

use std::path::Path;
use std::sync::Arc;

use body::{Pose, SessionTime};
use coach::{EventKind, Plan, StepVerdict};
use footage::TraceReader;
use guide::{Guide, Vocabulary};
use session::{Session, Settings};
use validation::{Judged, NeutralFrom, Nobody, Told, Watched};

use crate::problem::{Problem, Result};

/// Judges the trace of a clip with truth.
///
/// # Errors
/// [`Problem`] when the trace can't be read, or the guide has no such step.
pub fn clip(trace: &Path, guide: &Arc<Guide>, plan: Plan, settings: Settings) -> Result<Watched> {
    let mut judging = Judging::new(guide, plan, settings)?;
    let mut reader = TraceReader::open(trace)?;
    while let Some((at, pose)) = reader.next_frame()? {
        judging.frame(at, &pose);
    }
    Ok(judging.finish())
}

/// Judges a clip in which nobody follows the guide.
///
/// Such clips seldom begin with a rest. Without one nothing is judged, and that no step is done would say nothing. So
/// where there is no neutral, the first posture that can be one is kept for long enough, and the clip goes on from
/// there.
///
/// # Errors
/// [`Problem`] when the trace can't be read.
pub fn nobody(name: &str, trace: &Path, guide: &Arc<Guide>, settings: Settings) -> Result<Nobody> {
    let mut frames = Vec::new();
    let mut reader = TraceReader::open(trace)?;
    while let Some(frame) = reader.next_frame()? {
        frames.push(frame);
    }
    let mut judging = Judging::new(guide, Plan::WholeGuide, settings)?;
    for (at, pose) in &frames {
        judging.frame(*at, pose);
    }
    let watched = judging.finish();
    if watched.neutral_at.is_some() {
        return Ok(of(name, &watched.judged, NeutralFrom::Rest));
    }
    for (first, (_, pose)) in frames.iter().enumerate() {
        if pose.body.is_none() || pose.face.is_none() {
            continue;
        }
        let mut judging = Judging::new(guide, Plan::WholeGuide, settings)?;
        if judging.keep_still(pose) {
            judging.go_on(&frames[first..]);
            return Ok(of(name, &judging.finish().judged, NeutralFrom::FirstPosture));
        }
    }
    Ok(of(name, &watched.judged, NeutralFrom::Nothing))
}

/// Longer than the two seconds of a neutral, whatever its search asks besides: 60 frames, 20 a second.
const STILL_FRAMES: u64 = 60;
const STILL_FRAME_US: u64 = 50_000;

/// A session, and what came of it so far.
struct Judging {
    session: Session,
    watched: Watched,
    last: SessionTime,
}

impl Judging {
    fn new(guide: &Arc<Guide>, plan: Plan, settings: Settings) -> Result<Self> {
        let session = Session::new(Arc::clone(guide), Vocabulary::builtin(), plan, settings);
        Ok(Self {
            session: session.map_err(|error| Problem::Plan { why: error.to_string() })?,
            watched: Watched::default(),
            last: SessionTime::default(),
        })
    }

    fn frame(&mut self, at: SessionTime, pose: &Pose) {
        self.watched.picture = Some(pose.image_size);
        for event in self.session.frame(at, pose) {
            if event.kind == EventKind::NeutralSet {
                self.watched.neutral_at = Some(at);
            }
            self.watched.judged.events.push(Told { at, event });
        }
        self.watched.frames.push((at, self.session.measures().clone()));
        self.last = at;
    }

    /// One posture, kept; whether it was taken for a neutral.
    fn keep_still(&mut self, pose: &Pose) -> bool {
        for frame in 0..STILL_FRAMES {
            self.frame(SessionTime::from_micros(frame * STILL_FRAME_US), pose);
        }
        self.watched.neutral_at.is_some()
    }

    /// Frames that follow on what was seen.
    fn go_on(&mut self, frames: &[(SessionTime, Pose)]) {
        let Some((first, _)) = frames.first() else { return };
        let begin = SessionTime::from_micros(STILL_FRAMES * STILL_FRAME_US);
        for (at, pose) in frames {
            self.frame(begin + at.since(*first), pose);
        }
    }

    fn finish(mut self) -> Watched {
        let last = self.last;
        let events = self.session.finish().into_iter();
        self.watched
            .judged
            .events
            .extend(events.map(|event| Told { at: last, event }));
        self.watched.judged.outcomes = self.session.outcomes();
        self.watched
    }
}

fn of(name: &str, judged: &Judged, neutral: NeutralFrom) -> Nobody {
    let done = judged
        .outcomes
        .iter()
        .filter(|outcome| matches!(outcome.verdict, StepVerdict::Done | StepVerdict::Good))
        .map(|outcome| match outcome.side {
            Some(side) => format!("{} {side}", outcome.step),
            None => outcome.step.clone(),
        });
    let spoken = judged.events.iter().filter(|told| told.is_fault());
    Nobody {
        clip: name.to_owned(),
        done: done.collect(),
        spoken: spoken.count(),
        neutral,
    }
}
