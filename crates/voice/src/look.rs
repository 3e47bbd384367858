//! What the voice is told at each look: the stage of the session, the coach's state, and what happened since.

use coach::{CoachState, Event};
use session::{Advice, Hint, Question, Renewal, Trouble};

/// How things stand now.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// What the session is about.
    pub stage: Stage<'a>,
    /// Where the coach stands.
    pub state: &'a CoachState,
    /// What happened since the last look.
    pub events: &'a [Event],
    /// False by the clock, where no camera looks.
    pub watched: bool,
}

/// What the session is about in this moment.
#[derive(Debug, Clone, Copy)]
pub enum Stage<'a> {
    /// The set-up look.
    SetUp {
        /// What to change, the most important first.
        hints: &'a [Hint],
    },
    /// The person's neutral is taken.
    Neutral {
        /// What is in its way.
        advice: Option<Advice>,
        /// Why a new one is taken in the middle of the session.
        again: Option<Renewal>,
    },
    /// The guide is followed.
    On {
        /// What keeps the coach from seeing.
        trouble: Option<Trouble>,
    },
    /// The person is asked what a camera can't see.
    Asking {
        /// What.
        question: &'a Question,
        /// Seconds since it was put.
        waited_s: f64,
    },
    /// The session is over.
    Over,
}
