//! Follows a guide: measures over time in, events and verdicts out. A pure state machine; time is an argument.
//!
//! Must not know: cameras, files, clocks, screens.

#![forbid(unsafe_code)]

mod coach;
mod cues;
mod cycle;
mod dose;
mod dwell;
mod guard;
mod hold;
mod outcome;
mod phrase;
mod report;
mod slowly;
mod state;

pub use coach::{Coach, Plan, PlanError};
pub use outcome::{
    DoseOutcome, Event, EventKind, FigureUnit, Figures, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome,
    StepVerdict,
};
pub use state::{CoachState, Live, Phase, RuleState, SentenceState};

#[cfg(test)]
mod tests;
