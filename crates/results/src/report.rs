//! The shape of a report. Field by field in the order in which they are written.

use serde::{Deserialize, Deserializer, Serialize};

use crate::names::{EventName, RuleVerdictName, SideName, StepVerdictName, UnitName, VerbName, ViewName};
use crate::next::Next;
use crate::saved::SessionFacts;

/// Number of this shape. A field that goes or changes its meaning raises it; a new field does not.
pub const SCHEMA: u32 = 2;

/// A whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// [`SCHEMA`], also where the report was written with the first shape, which is read as this one.
    #[serde(deserialize_with = "as_this_shape")]
    pub schema: u32,
    /// Version of the program that judged.
    pub unhunch: String,
    /// What was followed.
    pub guide: GuideId,
    /// What was looked at; `None` when nobody watched.
    pub video: Option<Video>,
    /// Why there was no neutral; only when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_neutral: Option<String>,
    /// What makes the figures less sure than they look: how the head was held in the neutral.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// Stopped with Ctrl-C.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stopped_early: bool,
    /// One for each step and side, in the guide's order.
    pub steps: Vec<Step>,
    /// What happened, oldest first.
    pub events: Vec<Happening>,
    /// The one thing to try next time. `None` where nothing is scored, and in what older programs wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// When it was, who saw it, how it ended, and what the person said: only in saved sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionFacts>,
}

/// Which guide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideId {
    /// Its name.
    pub name: String,
    /// Of its file, hexadecimal.
    pub sha256: String,
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Frames judged.
    pub frames: u64,
    /// Time of the last frame.
    pub duration_s: f64,
    /// Share of frames in which a person was seen, 0..=1.
    pub coverage: f64,
    /// From where the camera looked while the person sat still. `None` without a neutral, and in what older programs
    /// wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
}

/// A camera that stands farther aside than this, degrees, did not look from the front: one beside the screen does not.
pub const FRONT_DEG: f64 = 15.0;

/// From where the camera looked, out of the neutral: beside where the face looked while the person sat still.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// In one word: `front` within [`FRONT_DEG`].
    pub from: ViewName,
    /// How far to the person's right the camera stood, degrees, -180..=180; to the left is below 0. Within 3 of the
    /// truth in rendered clips (docs/history.md, "The camera's view").
    pub turned_deg: f64,
    /// How far above the camera stood, degrees, -90..=90. Coarse: a chin that is lowered looks the same, and faces
    /// differ by 9.
    pub above_deg: f64,
}

/// How one step and side went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Id of the step.
    pub step: String,
    /// `None` for a step without sides.
    pub side: Option<SideName>,
    /// The verdict.
    pub verdict: StepVerdictName,
    /// Seconds held, all stretches together.
    pub hold_s: f64,
    /// Stretches of at least half a second.
    pub holds: Vec<Hold>,
    /// Of all sets together; `None` for a step without repetitions.
    pub reps: Option<u32>,
    /// Sets done; only of a step that has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// How far the other side got, in the unit of the first reach; only where that one got there, this one did not, and
    /// the other side was no part that was done by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_side: Option<f64>,
    /// One for each sentence.
    pub sentences: Vec<Sentence>,
}

/// One stretch of hold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Time of its first frame.
    pub start_s: f64,
    /// Time of its last frame.
    pub end_s: f64,
}

/// How one sentence went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Side filled in.
    pub text: String,
    /// One for each of its rules.
    pub rules: Vec<Rule>,
}

/// How one rule went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The rule, side filled in.
    pub rule: String,
    /// Its first word. `None` in what was written with the first shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<VerbName>,
    /// The verdict.
    pub verdict: RuleVerdictName,
    /// 0..=1; `None` where nothing was measured.
    pub confidence: Option<f64>,
    /// The number that decides, in `unit`. There for rules with a number, together with `decisive` and `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// The worst value of a guard, the best of a reach; `Some(None)` when nothing was seen.
    /// Called `worst` in the first shape.
    #[serde(
        default,
        alias = "worst",
        skip_serializing_if = "Option::is_none",
        with = "twice_optional"
    )]
    pub decisive: Option<Option<f64>>,
    /// Unit of both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitName>,
    /// The measure that they are of, as a column of `measure`. Not there for clocks and counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Seconds for which it was broken. There for rules that are judged, together with `first_broken_at_s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_s: Option<f64>,
    /// When first; `Some(None)` when never.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "twice_optional")]
    pub first_broken_at_s: Option<Option<f64>>,
    /// Why it was not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    /// When.
    pub at_s: f64,
    /// What.
    pub event: EventName,
    /// Step it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Side it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<SideName>,
    /// Rule it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The words of a cue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The first shape differs from this one in the name of one field only, so what is read of it is of this one.
fn as_this_shape<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let schema = u32::deserialize(from)?;
    Ok(if schema == 1 { SCHEMA } else { schema })
}

/// A field that may be absent, null, or a number: absent is `None`, null is `Some(None)`.
mod twice_optional {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::ref_option)] // The form that serde calls.
    pub fn serialize<S: Serializer>(value: &Option<Option<f64>>, to: S) -> Result<S::Ok, S::Error> {
        value.flatten().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<f64>>, D::Error> {
        Option::<f64>::deserialize(from).map(Some)
    }
}
