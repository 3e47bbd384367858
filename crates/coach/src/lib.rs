//! Follows a guide: measures over time in, events and verdicts out; or, without a camera, by the clock alone. Before a
//! camera a step whose movement none can see runs by the same clock. Pure state machines; time is an argument.
//!
//! Must not know: cameras, files, clocks, screens.

#![forbid(unsafe_code)]

mod across;
mod attempt;
mod begun;
mod by_clock;
mod clock_plan;
mod coach;
mod cues;
mod cycle;
mod dose;
mod dose_clock;
mod dose_rules;
mod dwell;
mod formula;
mod guard;
mod hold;
mod live;
mod look;
mod outcome;
mod own_size;
mod plan;
mod record;
mod report;
mod rules;
mod sets;
mod slowly;
mod state;
mod too_small;
mod turned;

pub use by_clock::ByClock;
pub use coach::{Coach, Looks};
pub use outcome::{
    DoseOutcome, Event, EventKind, FigureUnit, Figures, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome,
    StepVerdict,
};
pub use plan::{Order, Plan, PlanError};
pub use sets::Rest;
pub use state::{
    CoachState, DoseStanding, DoseState, Live, NoRep, Phase, RuleState, SentenceStanding, SentenceState, SetCount,
    Uncounted,
};

#[cfg(test)]
mod tests;
