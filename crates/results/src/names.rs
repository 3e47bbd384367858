//! The names of a report: each a fixed list, made from the type that the coach, the guide or the body has for it.

use body::{Side, Unit};
use coach::{EventKind, FigureUnit, RuleVerdict, StepVerdict};
use guide::Verb;
use serde::{Deserialize, Serialize};

/// A name of a fixed list, written with the words that the program uses elsewhere. With `from`, it has one for each
/// value of another room's type: a value that has no name here does not compile.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident from $of:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        names! { $(#[$doc])* $name { $($variant = $text),* } }

        impl From<&$of> for $name {
            fn from(value: &$of) -> Self {
                match value { $($of::$variant { .. } => Self::$variant),* }
            }
        }
    };
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)] // The names are the definition.
        pub enum $name { $($(#[$of])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it is written.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The one that is written so.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// The person's own side.
    SideName { Left = "left", Right = "right" }
}
names! {
    /// From where the camera looked; left and right are the person's own.
    ViewName { Front = "front", Left = "left", Right = "right" }
}
names! {
    /// Verdict on a step.
    StepVerdictName from StepVerdict {
        Good = "good", Done = "done", NotDone = "not_done", Unseen = "unseen", SelfReported = "self_reported",
    }
}
names! {
    /// Verdict on a rule.
    RuleVerdictName from RuleVerdict {
        Broken = "broken", Unseen = "unseen", NotReached = "not_reached", Asked = "asked", Met = "met", Note = "note",
    }
}
names! {
    /// First word of a rule.
    VerbName from Verb {
        Start = "start", Reach = "reach", Keep = "keep", Hold = "hold", Return = "return", Slowly = "slowly",
        Repeat = "repeat", Sets = "sets", Rest = "rest", Ask = "ask", Note = "note",
    }
}
names! {
    /// Unit of a threshold.
    UnitName {
        Degrees = "deg", ShoulderWidths = "sw", DegreesPerSecond = "deg/s", Index = "index", Seconds = "s", Reps = "reps",
        Sets = "sets",
    }
}
impl From<Side> for SideName {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => SideName::Left,
            Side::Right => SideName::Right,
        }
    }
}

impl From<FigureUnit> for UnitName {
    fn from(unit: FigureUnit) -> Self {
        match unit {
            FigureUnit::Measure(Unit::Degrees) => UnitName::Degrees,
            FigureUnit::Measure(Unit::ShoulderWidths) => UnitName::ShoulderWidths,
            FigureUnit::Measure(Unit::DegreesPerSecond) => UnitName::DegreesPerSecond,
            FigureUnit::Measure(Unit::Index) => UnitName::Index,
            FigureUnit::Seconds => UnitName::Seconds,
            FigureUnit::Reps => UnitName::Reps,
            FigureUnit::Sets => UnitName::Sets,
        }
    }
}

names! {
    /// What happened.
    EventName from EventKind {
        PersonSeen = "person_seen", PersonLost = "person_lost", NeutralSet = "neutral_set",
        NeutralLost = "neutral_lost",
        StepStarted = "step_started", Reached = "reached", HoldStarted = "hold_started", HoldPaused = "hold_paused",
        HoldResumed = "hold_resumed", HoldEnded = "hold_ended", Rep = "rep", SetDone = "set_done",
        RestStarted = "rest_started", RestEnded = "rest_ended", RuleBroken = "rule_broken",
        RuleMended = "rule_mended", Cue = "cue", Returned = "returned", StepDone = "step_done",
        SessionEnded = "session_ended",
    }
}
