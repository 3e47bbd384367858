//! Whether light, or the lack of it, keeps the person from being seen.

use body::Pose;
use guide::SetUpLimits;
use measure::Unseen;

/// What the light hides in a frame, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// What is seen all the same are guesses.
    All(Unseen),
    /// A face that was not found; the body is seen.
    Face(Unseen),
}

impl Hidden {
    /// What the light hides in this frame; `None` where it hides nothing, or nobody looked.
    pub fn of(pose: &Pose, limits: &SetUpLimits) -> Option<Self> {
        let light = f64::from(pose.brightness?);
        let faceless = pose.face.is_none() && pose.body.is_some();
        if light < limits.darkest {
            Some(Hidden::All(Unseen::TooDark))
        } else if faceless && light < limits.dim {
            Some(Hidden::Face(Unseen::TooDark))
        } else if faceless && light > limits.brightest {
            Some(Hidden::Face(Unseen::TooBright))
        } else {
            None
        }
    }

    /// Why.
    pub fn reason(self) -> Unseen {
        match self {
            Hidden::All(reason) | Hidden::Face(reason) => reason,
        }
    }
}
