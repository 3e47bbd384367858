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
/// The whole guide is judged, and then each step of it alone, which a guide that waits at an earlier step says nothing of.
///
/// # Errors
/// [`Problem`] when the trace can't be read.
pub fn nobody(name: &str, trace: &Path, guide: &Arc<Guide>, settings: Settings) -> Result<Nobody> {
    let mut frames = Vec::new();
    let mut reader = TraceReader::open(trace)?;
    while let Some(frame) = reader.next_frame()? {
        frames.push(frame);
    }
    let whole = Judging::new(guide, Plan::WholeGuide, settings)?.over(&frames);
    let kept = match whole.neutral_at {
        Some(_) => None,
        None => first_posture(&frames, guide, settings)?,
    };
    let judged = |plan| -> Result<Judged> {
        let mut judging = Judging::new(guide, plan, settings)?;
        let watched = match kept {
            None => judging.over(&frames),
            Some(first) => {
                judging.keep_still(&frames[first].1);
                judging.go_on(&frames[first..])
            }
        };
        Ok(watched.judged)
    };
    let neutral = match (whole.neutral_at, kept) {
        (Some(_), _) => NeutralFrom::Rest,
        (None, Some(_)) => NeutralFrom::FirstPosture,
        (None, None) => NeutralFrom::Nothing,
    };
    let whole = match kept {
        None => whole.judged,
        Some(_) => judged(Plan::WholeGuide)?,
    };
    let mut clip = Nobody {
        clip: name.to_owned(),
        done: done(&whole).collect(),
        repetitions: 0,
        spoken: whole.events.iter().filter(|told| told.is_fault()).count(),
        neutral,
    };
    for step in &guide.steps {
        let alone = judged(Plan::Step {
            id: step.id.clone(),
            side: None,
        })?;
        for step in done(&alone) {
            if !clip.done.contains(&step) {
                clip.done.push(step);
            }
        }
        let repetitions = alone.outcomes.iter().filter_map(|outcome| outcome.reps);
        clip.repetitions += repetitions.sum::<u32>();
    }
    Ok(clip)
}

/// The first frame whose posture, kept for long enough, is taken for a neutral.
fn first_posture(frames: &[(SessionTime, Pose)], guide: &Arc<Guide>, settings: Settings) -> Result<Option<usize>> {
    for (first, (_, pose)) in frames.iter().enumerate() {
        if pose.body.is_none() || pose.face.is_none() {
            continue;
        }
        let mut judging = Judging::new(guide, Plan::WholeGuide, settings)?;
        if judging.keep_still(pose) {
            return Ok(Some(first));
        }
    }
    Ok(None)
}

fn done(judged: &Judged) -> impl Iterator<Item = String> {
    judged
        .outcomes
        .iter()
        .filter(|outcome| matches!(outcome.verdict, StepVerdict::Done | StepVerdict::Good))
        .map(|outcome| match outcome.side {
            Some(side) => format!("{} {side}", outcome.step),
            None => outcome.step.clone(),
        })
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

    /// All frames, as they are.
    fn over(mut self, frames: &[(SessionTime, Pose)]) -> Watched {
        for (at, pose) in frames {
            self.frame(*at, pose);
        }
        self.finish()
    }

    /// One posture, kept; whether it was taken for a neutral.
    fn keep_still(&mut self, pose: &Pose) -> bool {
        for frame in 0..STILL_FRAMES {
            self.frame(SessionTime::from_micros(frame * STILL_FRAME_US), pose);
        }
        self.watched.neutral_at.is_some()
    }

    /// Frames that follow on a posture that was kept.
    fn go_on(mut self, frames: &[(SessionTime, Pose)]) -> Watched {
        let begin = SessionTime::from_micros(STILL_FRAMES * STILL_FRAME_US);
        if let Some((first, _)) = frames.first() {
            for (at, pose) in frames {
                self.frame(begin + at.since(*first), pose);
            }
        }
        self.finish()
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
