//! What the person is in the middle of: what is expected of them decides what a silence needs.
//!
//! Must not know: words, times.

use coach::Phase;
use session::{Hint, Stage, Trouble};

use crate::look::Now;
use crate::turn::Turn;

/// What the person is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Scene {
    /// Nothing is expected.
    Idle,
    /// The clock leads: nothing is seen, so there is nothing to remind of.
    ByClock,
    SetUp(Option<Hint>),
    Neutral,
    Trouble(Trouble),
    Asking,
    /// Has not moved.
    Ready,
    /// Has moved, and is not there.
    Underway,
    /// Is there, on the wrong side.
    WrongSide,
    /// The clock runs.
    Holding,
    /// A guard stops the clock.
    Stopped,
    /// Has left the position too early.
    Lost,
    /// Has held for long enough, and may stay.
    MayStay,
    /// Has held for long enough, and should come out of it.
    Enough,
    /// On the way back.
    Returning,
    /// At rest between repetitions that are still needed.
    Resting,
    /// At rest after as many as are needed.
    Rested,
    /// At the turn of a repetition.
    Turning,
    /// A rest that the guide gives: nothing is expected.
    Pausing,
}

/// Seconds come as sums of frames: a hold of 20 s may end at 19.98.
pub(crate) const NEARLY_S: f64 = 0.05;

impl Scene {
    /// `base_s`: of the seconds held, those of repetitions that are over.
    pub fn of(now: &Now<'_>, turn: Option<&Turn<'_>>, base_s: f64) -> Self {
        match now.stage {
            Stage::SetUp { hints } => Scene::SetUp(hints.first().copied()),
            Stage::Neutral {
                trouble: Some(trouble), ..
            }
            | Stage::On { trouble: Some(trouble) } => Scene::Trouble(trouble),
            Stage::Neutral { .. } => Scene::Neutral,
            Stage::On { trouble: None } if now.state.phase == Phase::Resting => Scene::Pausing,
            Stage::On { trouble: None } if !now.watched => Scene::ByClock,
            Stage::On { trouble: None } if now.state.is_on_the_clock() => {
                turn.map_or(Scene::ByClock, Self::on_the_clock)
            }
            Stage::On { trouble: None } => turn.map_or(Scene::Idle, |turn| Self::on(turn, base_s)),
            Stage::Asking { .. } => Scene::Asking,
            Stage::Over => Scene::Idle,
        }
    }

    /// A step whose movement no camera sees: its guards, and what it begins with, are seen all the same.
    fn on_the_clock(turn: &Turn<'_>) -> Self {
        match turn.state.phase {
            Phase::Paused => Scene::Stopped,
            Phase::Ready if turn.missing().is_some() => Scene::Ready,
            _ => Scene::ByClock,
        }
    }

    fn on(turn: &Turn<'_>, base_s: f64) -> Self {
        let state = turn.state;
        let repeats = turn.times().is_some();
        let goal_s = turn.hold().map(|hold| hold.at_least_s);
        let most_s = turn.hold().and_then(|hold| hold.at_most_s);
        let held_s = state.hold_s - base_s;
        let is_long_enough = goal_s.is_none_or(|goal_s| held_s >= goal_s - NEARLY_S);
        match state.phase {
            Phase::Setup => Scene::Neutral,
            Phase::Done => Scene::Idle,
            Phase::Ready | Phase::Reaching if state.other_side => Scene::WrongSide,
            Phase::Ready => Scene::Ready,
            Phase::Reaching if repeats && turn.is_at_rest() && state.reps > Some(0) => {
                if state.reps >= state.reps_goal {
                    Scene::Rested
                } else {
                    Scene::Resting
                }
            }
            Phase::Reaching if !repeats && state.hold_s > 0.0 => Scene::Lost,
            Phase::Reaching => Scene::Underway,
            Phase::Holding if repeats && is_long_enough => Scene::Turning,
            Phase::Holding | Phase::Paused if is_long_enough && !repeats => match most_s {
                Some(most_s) if held_s < most_s && Some(most_s) > goal_s => Scene::MayStay,
                _ => Scene::Enough,
            },
            Phase::Holding => Scene::Holding,
            Phase::Paused => Scene::Stopped,
            Phase::Returning if repeats => Scene::Turning,
            Phase::Returning => Scene::Returning,
            Phase::Resting => Scene::Pausing,
        }
    }
}
