//! What a silence needs: nobody who only listens is left without the next thing to do.
//!
//! Must not know: words, what was said but for its number.

use body::{SessionTime, Side};
use session::Advice;

use crate::line::Line;
use crate::mouth::secs;
use crate::scene::Scene;
use crate::turn::{Missing, Turn};
use crate::wording::whole;

/// The longest silence while something is expected, seconds; the budget is 15.
const LONGEST_SILENCE_S: f64 = 13.0;
/// What lasts is said again after so long, seconds.
const LASTS_AGAIN_S: f64 = 15.0;
/// Another hint comes after so long at the earliest, seconds.
const OTHER_HINT_S: f64 = 3.0;

/// The reminders of one scene.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prompts {
    scene: Option<Scene>,
    since: SessionTime,
    /// How many were said in this scene.
    said: usize,
    last_at: Option<SessionTime>,
    last_advice: Option<Advice>,
}

/// After how long a reminder is due, seconds.
#[derive(Debug, Clone, Copy)]
struct Pace {
    in_scene_s: f64,
    silent_s: f64,
}

const fn after(in_scene_s: f64, silent_s: f64) -> Pace {
    Pace { in_scene_s, silent_s }
}

impl Prompts {
    /// The scene of this look; the one before, if it is another one.
    pub fn look(&mut self, at: SessionTime, scene: Scene) -> Option<Scene> {
        if self.scene == Some(scene) {
            return None;
        }
        (self.since, self.said) = (at, 0);
        self.scene.replace(scene)
    }

    /// The reminder that is due.
    pub fn due(&self, at: SessionTime, silent_s: f64, turn: Option<&Turn<'_>>, advice: Option<Advice>) -> Option<Line> {
        let scene = self.scene?;
        let pace = self.pace(at, scene, advice)?;
        let is_time = secs(self.since, at) >= pace.in_scene_s && silent_s >= pace.silent_s;
        if !is_time && silent_s < LONGEST_SILENCE_S {
            return None;
        }
        self.line(scene, turn, advice)
    }

    /// A reminder, or what makes one needless, was said.
    pub fn told(&mut self, at: SessionTime, line: &Line) {
        self.said += 1;
        self.last_at = Some(at);
        if let Line::Advice(advice) = line {
            self.last_advice = Some(*advice);
        }
    }

    fn pace(&self, at: SessionTime, scene: Scene, advice: Option<Advice>) -> Option<Pace> {
        let rests_s = |needed_s: f64| self.last_at.map_or(0.0, |last| needed_s - secs(last, at));
        Some(match (scene, self.said) {
            (Scene::Idle | Scene::ByClock | Scene::Pausing | Scene::Holding | Scene::MayStay, _) => return None,
            (Scene::SetUp(None), _) => after(0.0, 8.0),
            (Scene::SetUp(Some(_)), 0) => after(0.0, rests_s(OTHER_HINT_S)),
            (Scene::Trouble(_), 0) => after(0.0, 0.0),
            (Scene::SetUp(Some(_)) | Scene::Trouble(_), _) => after(0.0, rests_s(LASTS_AGAIN_S)),
            (Scene::Neutral, _) if advice.is_some() && advice != self.last_advice => after(0.5, 1.5),
            (Scene::Neutral, _) => after(0.0, 7.0),
            (Scene::Asking, _) => after(0.0, 12.0),
            (Scene::Ready, 0) => after(0.0, 8.0),
            // 20 s after the silence began, with what was said meanwhile.
            (Scene::Ready, 1) => after(0.0, 9.5),
            (Scene::Ready, 2) => after(0.0, 0.7),
            (Scene::Ready, _) => after(0.0, 12.0),
            (Scene::Underway, 0) => after(4.0, 1.5),
            (Scene::Underway, 1) => after(0.0, 5.0),
            (Scene::Underway, 2) => after(0.0, 7.0),
            (Scene::Underway, _) => after(0.0, 10.0),
            (Scene::WrongSide, 0) => after(0.7, 0.3),
            (Scene::WrongSide, 1) => after(0.0, 5.0),
            (Scene::WrongSide, _) => after(0.0, 8.0),
            (Scene::Stopped, 0) => after(2.2, 0.5),
            (Scene::Stopped, 1) => after(0.0, 6.0),
            (Scene::Stopped, _) => after(0.0, 9.0),
            (Scene::Lost, 0) => after(0.7, 0.3),
            (Scene::Lost, 1) => after(0.0, 4.0),
            (Scene::Lost, 2) => after(0.0, 6.0),
            (Scene::Lost, _) => after(0.0, 9.0),
            (Scene::Enough, 0) => after(0.0, 6.0),
            (Scene::Enough, _) => after(0.0, 9.0),
            (Scene::Returning | Scene::Turning, 0) => after(4.0, 3.0),
            (Scene::Returning | Scene::Turning, 1) => after(0.0, 6.0),
            (Scene::Returning | Scene::Turning, _) => after(0.0, 9.0),
            (Scene::Resting, 0) => after(4.0, 3.0),
            (Scene::Resting, 1) => after(0.0, 6.0),
            (Scene::Resting, _) => after(0.0, 9.0),
            (Scene::Rested, _) => after(0.0, 12.0),
        })
    }

    fn line(&self, scene: Scene, turn: Option<&Turn<'_>>, advice: Option<Advice>) -> Option<Line> {
        let missing = turn.and_then(Turn::missing);
        let unseen = missing.as_ref().and_then(|missing| missing.unseen);
        let said = self.said;
        Some(match scene {
            Scene::Idle | Scene::ByClock | Scene::Pausing | Scene::Holding | Scene::MayStay => return None,
            Scene::SetUp(None) => Line::Looking,
            Scene::SetUp(Some(hint)) => Line::Hint(hint),
            Scene::Trouble(trouble) => Line::Trouble(trouble),
            Scene::Neutral => match advice {
                Some(advice) if said.is_multiple_of(2) || self.last_advice != Some(advice) => Line::Advice(advice),
                _ => turn.map_or(Line::SitStill, Turn::still),
            },
            Scene::Asking => Line::StillAsking,
            Scene::Ready | Scene::Underway if unseen.is_some() => match (said % 4, unseen) {
                (0 | 2, Some(reason)) => Line::Unseen(reason),
                (1, _) => sentence(missing.as_ref()),
                _ => Line::Skip,
            },
            Scene::Ready => match said % 3 {
                0 => begin(missing.as_ref()),
                1 => sentence(missing.as_ref()),
                _ => Line::Skip,
            },
            Scene::Underway => match said % 4 {
                0 | 2 => cue(missing.as_ref()),
                1 => sentence(missing.as_ref()),
                _ => Line::Skip,
            },
            Scene::WrongSide => match (said % 3, turn.and_then(|turn| turn.key.side)) {
                (0, Some(side)) => Line::WrongSide(other(side)),
                (2, _) => Line::Skip,
                _ => begin(missing.as_ref()),
            },
            Scene::Stopped => match (said % 3, turn.and_then(Turn::broken_sentence)) {
                (1, Some(kept)) => Line::Sentence(kept),
                (2, _) => Line::Skip,
                _ => Line::ClockWaits,
            },
            Scene::Lost => match (said % 4, turn) {
                (0 | 2, Some(turn)) => lost(turn, missing.as_ref()),
                (1, _) => cue(missing.as_ref()),
                _ => Line::Skip,
            },
            Scene::Enough | Scene::Returning | Scene::Turning => {
                let back = turn.and_then(Turn::return_sentence);
                match (said % 3, back) {
                    (1, Some(back)) => Line::Sentence(back),
                    (2, _) => Line::Skip,
                    _ => Line::Release(turn.and_then(Turn::way_back)),
                }
            }
            Scene::Resting => match said % 3 {
                0 => turn.and_then(Turn::first_movement).map_or(Line::Skip, Line::Begin),
                1 => sentence(missing.as_ref()),
                _ => Line::Skip,
            },
            Scene::Rested => Line::More,
        })
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    }
}

/// For one who has not moved.
fn begin(missing: Option<&Missing>) -> Line {
    match missing {
        Some(Missing {
            unseen: Some(reason), ..
        }) => Line::Unseen(*reason),
        Some(missing) => match &missing.begin {
            Some(begin) => Line::Begin(begin.clone()),
            None => Line::Sentence(missing.sentence.clone()),
        },
        None => Line::Skip,
    }
}

/// For one who is under way.
fn cue(missing: Option<&Missing>) -> Line {
    match missing {
        Some(Missing {
            unseen: None,
            cue: Some(cue),
            ..
        }) => Line::Correction(cue.clone()),
        _ => begin(missing),
    }
}

fn sentence(missing: Option<&Missing>) -> Line {
    missing.map_or(Line::Skip, |missing| Line::Sentence(missing.sentence.clone()))
}

/// For one who has left the hold; who is not seen may be in it.
fn lost(turn: &Turn<'_>, missing: Option<&Missing>) -> Line {
    if let Some(reason) = missing.and_then(|missing| missing.unseen) {
        return Line::Unseen(reason);
    }
    let left_s = turn.hold().map_or(0.0, |hold| hold.at_least_s - turn.state.hold_s);
    Line::Lost {
        seconds: whole(left_s.ceil()).max(1),
    }
}
