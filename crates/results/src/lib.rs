//! How a session went, as JSON: what `check` prints, what the page sends and what the server keeps. One shape, version
//! 2: `docs/check.schema.json`, and `docs/session.schema.json` for a saved session.
//!
//! Read strictly: a field that is not known here is refused, so nothing but a result can be sent as one.
//!
//! Must not know: files, cameras, databases, HTTP.

#![forbid(unsafe_code)]

mod check;
mod findings;
mod made;
#[macro_use]
mod names;
mod next;
mod report;
mod rows;
mod saved;

pub use check::ReportError;
pub use findings::{Findings, VideoFacts};
pub use names::{EventName, RuleVerdictName, SideName, StepVerdictName, UnitName, VerbName, ViewName};
pub use next::{Next, mixed_up};
pub use report::{FRONT_DEG, GuideId, Happening, Hold, Report, Rule, SCHEMA, Sentence, Step, Video, View};
pub use rows::{Rows, RuleRow, SessionRow, StepRow, Tables};
pub use saved::{Answer, AnswerWord, Ending, Feedback, ModelName, SessionFacts, Skipped, Source, StretchFelt};
