//! Reads guides: Markdown in, a [`Guide`] out, or diagnostics that point at the words.
//!
//! Must not know: measures' arithmetic, cameras, files.

#![forbid(unsafe_code)]

mod model;
mod timing;

pub use model::{Compare, Demand, Guide, Hold, Phrase, PhraseSide, Reading, Rule, Sentence, SpeedLimit, Step, Test};
pub use timing::{NeutralLimits, Timing};
