//! One clip: what was seen and said, beside what was true and what the same coach says of the truth.

use std::sync::Arc;

use body::{ImageSize, Measure, SessionTime, Side};
use coach::{Coach, DoseOutcome, Event, EventKind, Plan, PlanError};
use guide::{Guide, Vocabulary};
use measure::{HeadSource, Measures, Seen, Unseen};

use crate::reference::{Reference, shoulders_back};
use crate::truth::{About, Fault, Label, Track};

/// An event, and when it was told: a fault is dated from its first frame, and told when it has lasted for a second.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Time of the frame with which it was told.
    pub at: SessionTime,
    /// What.
    pub event: Event,
}

impl Told {
    /// Whether a fault was spoken. That a hold has been long enough is said by a cue too, without a rule, and is none.
    pub fn is_fault(&self) -> bool {
        matches!(self.event.kind, EventKind::Cue(_)) && self.event.rule.is_some()
    }
}

/// What the coach said, in the end and on the way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// Oldest first.
    pub events: Vec<Told>,
    /// One for each planned dose.
    pub outcomes: Vec<DoseOutcome>,
}

impl Judged {
    /// The outcome of one dose.
    pub fn outcome(&self, step: &str, side: Option<Side>) -> Option<&DoseOutcome> {
        self.outcomes
            .iter()
            .find(|outcome| outcome.step == step && outcome.side == side)
    }
}

/// What the program made of a video: the very measures that its coach judged, and what that said.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    /// Every frame that was judged, in order.
    pub frames: Vec<(SessionTime, Measures)>,
    /// When the neutral stood; `None` when it never did.
    pub neutral_at: Option<SessionTime>,
    /// Size of the video's pictures; `None` when it is not known, and then nothing counts as out of the picture.
    pub picture: Option<ImageSize>,
    /// What was said.
    pub judged: Judged,
}

/// A clip with its truth.
#[derive(Debug, Clone)]
pub struct Clip {
    /// Name to show, unique among the clips: the path under the folder that was asked for, without ending.
    pub name: String,
    /// Path or address of the video, for links.
    pub video: String,
    /// The camera's view: clips of one folder are of one view.
    pub view: String,
    /// What it shows.
    pub about: About,
    /// The true angles.
    pub track: Track,
}

impl Clip {
    /// What is judged in it: the step that it shows, or the whole guide.
    pub fn plan(&self) -> Plan {
        match &self.about.step {
            None => Plan::WholeGuide,
            Some((step, side)) => Plan::Step {
                id: step.clone(),
                side: *side,
            },
        }
    }

    /// What was performed; the same under several cameras.
    pub fn motion(&self) -> String {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name).to_owned()
    }
}

/// One frame of a [`Case`].
#[derive(Debug, Clone)]
pub struct Frame {
    /// Seconds since the first frame.
    pub at: f64,
    /// What the person does.
    pub label: Label,
    /// Step that is done, by the truth.
    pub step: Option<String>,
    /// Whether offsets could be measured yet.
    pub after_neutral: bool,
    /// The true values, [`Measure::ALL`] in order.
    truth: Vec<Option<f32>>,
    /// How far the shoulders are truly back, shoulder widths.
    pub shoulders_back: Option<f64>,
    /// What was measured.
    seen: Measures,
}

impl Frame {
    /// The true value; `None` when it is not known.
    pub fn truth(&self, measure: Measure) -> Option<f64> {
        self.truth.get(measure as usize).copied().flatten().map(f64::from)
    }

    /// The measured value; `None` when it was not seen.
    pub fn seen(&self, measure: Measure) -> Option<f64> {
        self.seen.get(measure).ok().map(|seen| f64::from(seen.value))
    }

    /// What the head's angles were taken from.
    pub fn head_source(&self) -> Option<HeadSource> {
        self.seen.head_source()
    }
}

/// A clip, compared.
#[derive(Debug, Clone)]
pub struct Case {
    /// The clip.
    pub clip: Clip,
    /// Frames that have a row of the truth.
    pub frames: Vec<Frame>,
    /// Frames that have none: left out of every figure.
    pub frames_without_truth: usize,
    /// The neutral never stood.
    pub no_neutral: bool,
    /// Size of the video's pictures.
    pub picture: Option<ImageSize>,
    /// What the program said.
    pub seen: Judged,
    /// What the same coach says of the true measures, which come without noise, delay or gap.
    pub truth: Judged,
    /// Measures that the truth tells.
    pub told: Vec<Measure>,
}

impl Case {
    /// Compares what was watched with the truth.
    ///
    /// # Errors
    /// [`PlanError`] when the clip's step or side is not in the guide.
    pub fn new(clip: Clip, watched: Watched, guide: &Arc<Guide>, vocabulary: &Vocabulary) -> Result<Self, PlanError> {
        let reference = Reference::of(&clip.track);
        let back = shoulders_back(&clip.track);
        let mut coach = Coach::new(Arc::clone(guide), *vocabulary.timing(), clip.plan())?;
        let mut truth = Judged::default();
        let (mut frames, mut without, mut last) = (Vec::new(), 0, SessionTime::START);
        for (at, seen) in watched.frames {
            let Some(row) = clip.track.row_at(at.as_secs_f64()) else {
                without += 1;
                continue;
            };
            let label = clip.track.labels[row];
            let true_measures = true_measures(&reference, row, label, &seen);
            last = at;
            let events = coach.frame(at, &true_measures);
            truth.events.extend(events.into_iter().map(|event| Told { at, event }));
            frames.push(Frame {
                at: at.as_secs_f64(),
                label,
                step: match (&clip.about.step, &clip.track.steps) {
                    (Some((step, _)), _) => Some(step.clone()),
                    (None, Some(steps)) => steps[row].clone(),
                    (None, None) => None,
                },
                after_neutral: watched.neutral_at.is_some_and(|neutral_at| at >= neutral_at),
                truth: Measure::ALL
                    .iter()
                    .map(|&measure| reference.value(measure, row))
                    .collect(),
                shoulders_back: back.as_ref().map(|back| back[row]),
                seen,
            });
        }
        let events = coach.finish(last);
        truth
            .events
            .extend(events.into_iter().map(|event| Told { at: last, event }));
        truth.outcomes = coach.outcomes();
        Ok(Self {
            told: Measure::ALL
                .iter()
                .copied()
                .filter(|&name| reference.tells(name))
                .collect(),
            clip,
            frames,
            frames_without_truth: without,
            no_neutral: watched.neutral_at.is_none(),
            picture: watched.picture,
            seen: watched.judged,
            truth,
        })
    }

    /// Whether nothing in it was done wrong on purpose.
    pub fn is_correct(&self) -> bool {
        self.clip.about.faults.is_empty()
    }

    /// The faults done on purpose in one dose.
    pub fn faults(&self, step: &str, side: Option<Side>) -> impl Iterator<Item = &Fault> {
        let of_dose = move |fault: &&Fault| fault.step == step && fault.side == side;
        self.clip.about.faults.iter().filter(of_dose)
    }

    /// Length, seconds.
    pub fn seconds(&self) -> f64 {
        self.frames.last().map_or(0.0, |frame| frame.at)
    }
}

/// What the coach would get if nothing stood between it and the person.
///
/// What the truth does not tell is taken as it was seen, so that only the known readings differ.
fn true_measures(reference: &Reference, row: usize, label: Label, seen: &Measures) -> Measures {
    if label == Label::Away {
        return Measures::unseen(Unseen::Nobody);
    }
    let mut measures = Measures::unseen(Unseen::NotMeasured);
    for &measure in Measure::ALL {
        let value = if reference.tells(measure) {
            let known = reference.value(measure, row);
            known
                .map(|value| Seen { value, confidence: 1.0 })
                .ok_or(Unseen::NotMeasured)
        } else {
            seen.get(measure)
        };
        measures.set(measure, value);
    }
    measures
}
