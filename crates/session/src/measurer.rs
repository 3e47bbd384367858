//! Measures alone, without a guide: what `unhunch measure` writes, one row a frame.

use body::{Measure, Pose, SessionTime};
use guide::{NeutralLimits, SetUpLimits, Vocabulary};
use measure::{Lens, Measures, Neutral, Outline, Seen, Unseen, measure};

use crate::history::History;
use crate::light::Hidden;
use crate::neutral_search::{LookedFrom, NeutralSearch};
use crate::settings::{Settings, SettingsError};

/// One frame's measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// When.
    pub at: SessionTime,
    /// A person was seen.
    pub person_seen: bool,
    /// The face was seen.
    pub face_seen: bool,
    /// All measures.
    pub measures: Measures,
}

/// Measures frame by frame against the plain median of the first two seconds with a person in them.
#[derive(Debug)]
pub struct Measurer {
    stream: MeasureStream,
    limits: NeutralLimits,
    search: NeutralSearch,
    first_seen: Option<SessionTime>,
    waiting: Vec<(SessionTime, Pose)>,
    was_neutral: bool,
}

impl Measurer {
    /// A measurer that has seen nothing yet.
    ///
    /// # Errors
    /// [`SettingsError`] for a lens that can't be.
    pub fn new(vocabulary: &Vocabulary, settings: Settings) -> Result<Self, SettingsError> {
        let limits = *vocabulary.neutral();
        let mut search = NeutralSearch::new(limits);
        search.look_from(LookedFrom::FrontOrSide);
        Ok(Self {
            stream: MeasureStream::new(vocabulary, settings)?,
            limits,
            search,
            first_seen: None,
            waiting: Vec::new(),
            was_neutral: false,
        })
    }

    /// One more frame. Rows come in order, but late: the first ones once the neutral stands.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose) -> Vec<Row> {
        if self.stream.neutral.is_some() {
            return vec![self.stream.row(at, pose)];
        }
        if pose.body.is_none() && self.first_seen.is_none() {
            return vec![self.stream.row(at, pose)];
        }
        let first = *self.first_seen.get_or_insert(at);
        let hidden = self.stream.hidden(pose);
        self.was_neutral |= self.search.frame(at, pose, hidden, &self.stream.lens).is_some();
        self.waiting.push((at, pose.clone()));
        if at.since(first).as_secs_f64() < self.limits.lasts_s {
            return Vec::new();
        }
        self.settle()
    }

    /// The rows that are still waiting.
    pub fn finish(&mut self) -> Vec<Row> {
        self.settle()
    }

    /// What to say when the first two seconds were no neutral: the offsets then start from another posture.
    pub fn neutral_note(&self) -> Option<String> {
        if self.first_seen.is_none() || self.was_neutral {
            return None;
        }
        let why = self.search.reason();
        Some(format!(
            "the first two seconds were not a neutral ({why}): offsets are from their median all the same"
        ))
    }

    fn settle(&mut self) -> Vec<Row> {
        let waiting = std::mem::take(&mut self.waiting);
        if self.stream.neutral.is_none() {
            self.stream.neutral = Neutral::from_poses(waiting.iter().map(|(_, pose)| pose), &self.stream.lens);
        }
        waiting.iter().map(|(at, pose)| self.stream.row(*at, pose)).collect()
    }
}

/// Poses to smoothed measures: the part that the session and the measurer share.
#[derive(Debug)]
pub(crate) struct MeasureStream {
    pub lens: Lens,
    pub neutral: Option<Neutral>,
    pub mirrored: bool,
    light: SetUpLimits,
    history: History,
}

impl MeasureStream {
    pub(crate) fn new(vocabulary: &Vocabulary, settings: Settings) -> Result<Self, SettingsError> {
        Ok(Self {
            light: *vocabulary.set_up(),
            lens: settings.lens()?,
            neutral: None,
            mirrored: settings.mirrored,
            history: History::new(),
        })
    }

    /// What the light hides in this frame.
    pub(crate) fn hidden(&self, pose: &Pose) -> Option<Hidden> {
        Hidden::of(pose, &self.light)
    }

    pub(crate) fn measures(&mut self, at: SessionTime, pose: &Pose) -> Measures {
        let hidden = self.hidden(pose);
        let raw = match (&self.neutral, hidden) {
            _ if pose.frozen => Measures::unseen(Unseen::Frozen),
            (_, Some(Hidden::All(why))) => Measures::unseen(why),
            (None, _) => without_neutral(pose),
            (Some(neutral), hidden) => {
                let mut measures = measure(pose, neutral, &self.lens);
                if let Some(Hidden::Face(why)) = hidden {
                    measures.explain(Unseen::Face, why);
                }
                measures
            }
        };
        let smooth = self.history.smooth(at, &raw, pose.face.as_ref().map(|face| face.score));
        if self.mirrored { mirror(&smooth) } else { smooth }
    }

    fn row(&mut self, at: SessionTime, pose: &Pose) -> Row {
        let measures = self.measures(at, pose);
        Row {
            at,
            person_seen: pose.body.is_some(),
            face_seen: pose.face.is_some(),
            measures,
        }
    }
}

/// Which way one is turned needs no neutral.
fn without_neutral(pose: &Pose) -> Measures {
    if pose.body.is_none() {
        return Measures::unseen(Unseen::Nobody);
    }
    let mut measures = Measures::unseen(Unseen::NoNeutral);
    let turned = Outline::of(pose).map_or(Err(Unseen::Shoulders), |outline| outline.turned_deg);
    let facing = turned.map(|turned_deg| Seen {
        value: turned_deg as f32,
        confidence: 1.0,
    });
    measures.set(Measure::Facing, facing);
    measures
}

/// The measures of the person in a mirror image: left and right change places.
fn mirror(measures: &Measures) -> Measures {
    let mut out = measures.clone();
    for &name in Measure::ALL {
        let (from, sign) = name.mirrored();
        out.set(
            name,
            measures.get(from).map(|seen| Seen {
                value: sign * seen.value,
                ..seen
            }),
        );
    }
    out
}
