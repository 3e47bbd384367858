//! Goes on by itself when a step that is done by its count ("five to twelve times") has come to rest: the coach waits
//! for more, and the person's hands should not be needed.

use body::SessionTime;
use coach::{CoachState, Phase};

/// Longer than the pause between two slow repetitions, seconds.
const RESTS_S: f64 = 8.0;
/// A longer gap between two frames is a pause, not rest, seconds.
const LONGEST_FRAME_S: f64 = 1.0;

#[derive(Debug, Clone, Default)]
pub(crate) struct Onward {
    reps: u32,
    rested_s: f64,
    last: Option<SessionTime>,
}

impl Onward {
    /// Whether it is time to leave the step that is open.
    pub fn is_due(&mut self, at: SessionTime, state: &CoachState) -> bool {
        let frame_s = self.last.map_or(0.0, |last| at.since(last).as_secs_f64());
        self.last = Some(at);
        let (reps, goal) = (state.reps.unwrap_or(0), state.reps_goal);
        let enough = goal.is_some_and(|goal| reps >= goal) && state.is_enough();
        if reps != self.reps || !enough || state.phase == Phase::Holding {
            (self.reps, self.rested_s) = (reps, 0.0);
            return false;
        }
        if frame_s <= LONGEST_FRAME_S {
            self.rested_s += frame_s;
        }
        if self.rested_s < RESTS_S {
            return false;
        }
        self.rested_s = 0.0;
        true
    }
}
