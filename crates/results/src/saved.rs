//! What a saved session says beside the verdicts.

use serde::{Deserialize, Serialize};

use crate::names::SideName;

/// When it was, who saw it, how it ended, and what the person said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionFacts {
    /// A UUID in small letters, made by the page: the same session sent twice is stored once.
    pub id: String,
    /// RFC 3339, with the time and the offset of the place where it was done: `2026-01-31T10:30:00+01:00`.
    pub started_at: String,
    /// Who saw it.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
    /// Which model looked at it; `None` when no camera did.
    pub model: Option<ModelName>,
    /// Answers to the sentences that are asked.
    pub answers: Vec<Answer>,
    /// What the person says of it afterwards.
    pub feedback: Option<Feedback>,
    /// Steps and sides that the person chose to leave out. Absent in what older pages sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Vec<Skipped>>,
    /// RFC 3339, set by the server when it first kept it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<String>,
}

names! {
    /// Who saw it.
    Source {
        /// A camera watched.
        Camera = "camera",
        /// Nobody watched: the clock ran, and the person says so.
        SelfReported = "self-reported",
    }
}
names! {
    /// How a session ended.
    Ending {
        /// Every step came to its end.
        Done = "done",
        /// The person ended it, and what was done counts.
        EndedEarly = "ended_early",
        /// It hurt: nothing is scored.
        Stopped = "stopped",
    }
}
names! {
    /// Which model looked.
    ModelName { Full = "full", Lite = "lite" }
}

/// Answer to one sentence that is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the step.
    pub step: String,
    /// Its side; `None` for a step without sides.
    pub side: Option<SideName>,
    /// Number of the sentence in its step, from 0.
    pub sentence: u32,
    /// The sentence.
    pub text: String,
    /// `None`: not answered.
    pub answer: Option<AnswerWord>,
}

/// A step and side that the person chose to leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    /// Id of the step.
    pub step: String,
    /// Its side; `None` for a step without sides.
    pub side: Option<SideName>,
}

names! {
    /// Yes or no.
    AnswerWord { Yes = "yes", No = "no" }
}

/// What the person says of the session afterwards; each may be skipped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Whether a stretch was felt.
    pub stretch_felt: Option<StretchFelt>,
    /// How much it hurt, 0..=10.
    pub pain: Option<u8>,
    /// How hard it was, 0..=10.
    pub effort: Option<u8>,
}

names! {
    /// Whether a stretch was felt.
    StretchFelt { No = "no", ALittle = "a_little", Yes = "yes" }
}
