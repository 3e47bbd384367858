//! What the voice is told at each look: the stage of the session, the coach's state, and what happened since.

use coach::{CoachState, Event};
use session::Stage;

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
