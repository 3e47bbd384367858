//! Follows a guide: measures over time in, events and verdicts out. A pure state machine; time is an argument.
//!
//! Must not know: cameras, files, clocks, screens.

#![forbid(unsafe_code)]

mod outcome;

pub use outcome::{
    DoseOutcome, Event, EventKind, FigureUnit, Figures, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome, StepVerdict,
};
