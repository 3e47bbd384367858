//! What keeps a session from seeing the person while it runs: told only when it lasts.

use body::{Down, Pose, SessionTime};
use guide::SetUpLimits;
use measure::{Outline, Unseen};

use crate::light::Hidden;
use crate::set_up::{Surroundings, out};
use crate::stage::Trouble;

/// A trouble is one, and is over, after this long, seconds: a blink of the light is none.
const LASTS_S: f64 = 1.0;

#[derive(Debug, Clone)]
pub(crate) struct Sight {
    limits: SetUpLimits,
    /// Someone said that it is well to coach one of several.
    pub several_are_well: bool,
    now: Option<Trouble>,
    /// What the frames say otherwise, since when.
    differs: Option<(SessionTime, Option<Trouble>)>,
}

impl Sight {
    pub fn new(limits: SetUpLimits) -> Self {
        Self {
            limits,
            several_are_well: false,
            now: None,
            differs: None,
        }
    }

    /// Looks at one frame, in which the person has to be seen so far down.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose, surroundings: &Surroundings, needed: Down) {
        let seen = self.of_frame(pose, surroundings, needed);
        if seen == self.now {
            self.differs = None;
            return;
        }
        match self.differs {
            Some((since, differs)) if differs == seen => {
                // A picture counts as frozen after a second already.
                if seen == Some(Trouble::Frozen) || at.since(since).as_secs_f64() >= LASTS_S {
                    (self.now, self.differs) = (seen, None);
                }
            }
            _ => self.differs = Some((at, seen)),
        }
    }

    /// What lasts.
    pub fn trouble(&self) -> Option<Trouble> {
        self.now
    }

    fn of_frame(&self, pose: &Pose, surroundings: &Surroundings, needed: Down) -> Option<Trouble> {
        if pose.frozen {
            return Some(Trouble::Frozen);
        }
        match Hidden::of(pose, &self.limits).map(Hidden::reason) {
            Some(Unseen::TooBright) => return Some(Trouble::TooBright),
            Some(_) => return Some(Trouble::TooDark),
            None => {}
        }
        if pose.body.is_none() {
            return Some(Trouble::Nobody);
        }
        let several = surroundings.people.is_some_and(|people| people > 1);
        if several && !self.several_are_well {
            return Some(Trouble::SeveralPeople);
        }
        if needed == Down::Shoulders {
            return None;
        }
        Some(Trouble::out(out(needed, Outline::of(pose)?.shows_down_to)?))
    }
}
