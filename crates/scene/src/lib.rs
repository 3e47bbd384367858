//! What to draw of a session, as plain values: the lines on the person that matter now, how far the movement has got,
//! and the sentence that counts. The page and the overlay video draw the same.
//!
//! Must not know: colours, screens, videos, words.

#![forbid(unsafe_code)]

mod drawing;
mod focus;
mod meter;

use body::Pose;
use coach::{CoachState, Phase};
use guide::Guide;
use measure::Measures;

pub use drawing::{Arc, Drawing, Point};
pub use focus::focus;
pub use meter::Meter;

/// What is drawn over one frame.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// Lines and dots on the person.
    pub drawing: Drawing,
    /// How far the movement has got; `None` where nothing of the step has a scale.
    pub meter: Option<Meter>,
}

/// One frame, as it was seen.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The landmarks, in the picture as it was given.
    pub pose: &'a Pose,
    /// What was measured of them.
    pub measures: &'a Measures,
    /// The picture is a mirror image: the person's left is where their right would be.
    pub mirrored: bool,
}

impl Scene {
    /// Of the step that is under way or comes next; as [`Scene::before`] while the neutral is not known, and nothing
    /// when all is over.
    pub fn now(guide: &Guide, state: &CoachState, seen: Seen<'_>) -> Self {
        if state.phase == Phase::Setup {
            return Self::before(guide, seen);
        }
        let Some(step) = state.step.as_deref().and_then(|id| guide.step(id)) else {
            return Self::default();
        };
        Self {
            drawing: drawing::drawing(seen.pose, Some(step)),
            meter: meter::meter(step, state, seen),
        }
    }

    /// Before the first step: shoulder line and neck, and how far the guide's first tilt must go.
    pub fn before(guide: &Guide, seen: Seen<'_>) -> Self {
        Self {
            drawing: drawing::drawing(seen.pose, None),
            meter: meter::preview(guide, seen),
        }
    }
}
