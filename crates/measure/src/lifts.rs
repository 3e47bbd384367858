//! How far each shoulder is lifted, and how surely.
//!
//! The outline over a shoulder follows a lift, but it may as well be hair, a scarf or an arm; the landmark is the shoulder's
//! alone, and hardly follows. So a lift is sure where the two bear each other out, and unseen where an arm is in the way.

use body::{Body, ImagePoint, Landmark, ShoulderEdges};

use crate::arms::{self, Arm};
use crate::marks::HeadMarks;
use crate::measures::{Seen, UNSURE, Unseen};
use crate::neutral::NeutralBody;
use crate::shoulders::Shoulders;
use crate::torso;

const SURE: f32 = 0.8;

/// Outline and landmark can't both be right when they are farther apart, in shoulder widths.
///
/// Source: shoulders lifted by 0.10 to 0.15 in rendered clips, where the outline rises by 0.07 to 0.10 more than the
/// landmark; 0.16 where a scarf bulges over a shoulder that is down (a real person).
const APART_SW: f64 = 0.13;
/// An outline that has risen less is a lift only where the landmark bears it out: hair and cloth over shoulders that are
/// down raise it by up to 0.10, and the landmark by no more than half as much (four real people); a lift of 0.10 raises it
/// by 0.11 and more (rendered people).
const SURE_BY_OUTLINE_SW: f64 = 0.115;
/// An outline that has hardly risen is that of a shoulder that is down: half a lift that would be a fault.
const NO_LIFT_SW: f64 = 0.04;
/// The landmark bears it out when it has risen by so much more than half as far as the outline.
const MORE_THAN_HALF_SW: f64 = 0.02;

/// An elbow or a wrist that is raised this near to the height of a shoulder, in shoulder widths, may be what the outline
/// shows; and a shoulder under a raised arm rises by itself.
const ARM_BELOW_SW: f64 = 0.35;
/// A wrist so near to a shoulder sideways lies before it.
const WRIST_BESIDE_SW: f64 = 0.5;

/// Rise of the left and the right shoulder, shoulder widths. `marks` are the head's, where nose and ears are seen.
pub(crate) fn lifts(
    body: &Body,
    shoulders: &Shoulders,
    edges: Option<ShoulderEdges>,
    marks: Option<HeadMarks>,
    neutral: &NeutralBody,
) -> [Result<Seen, Unseen>; 2] {
    // Whoever sits up, comes nearer or has their camera moved carries the head along; a lifted shoulder does not. A head that
    // nods or tilts only lowers the middle of the ears.
    let carried = marks.map_or(0.0, |marks| {
        let ears = shoulders.middle().1 + marks.ears_down;
        let rest = neutral.middle.1 + neutral.head.ears_down;
        ((rest - ears) / neutral.width).max(0.0)
    });
    let by_landmarks = torso::rises_by_landmarks(shoulders, neutral);
    let by_outline = torso::rises_by_outline(shoulders, edges, neutral);
    // An arm that is raised, or reaches across, takes both shoulders along.
    let covered = any_covered(body, shoulders, neutral.width);
    std::array::from_fn(|side| {
        if covered {
            return Err(Unseen::ArmOverShoulder);
        }
        let (rise, confidence) = match by_outline {
            Some(outline) => (outline[side], sureness(outline[side], by_landmarks[side])),
            // It was looked for and not found: something covers it.
            None if neutral.edges.is_some() => (by_landmarks[side], UNSURE),
            None => (by_landmarks[side], SURE),
        };
        Ok(Seen {
            value: (rise - carried) as f32,
            confidence,
        })
    })
}

fn sureness(outline: f64, landmark: f64) -> f32 {
    let borne_out = landmark >= outline / 2.0 + MORE_THAN_HALF_SW;
    let down = outline < NO_LIFT_SW;
    if (outline - landmark).abs() <= APART_SW && (down || borne_out || outline >= SURE_BY_OUTLINE_SW) {
        SURE
    } else {
        UNSURE
    }
}

/// Whether an arm is raised before or beside this shoulder: its own elbow, or either hand.
fn is_covered(body: &Body, arm: Arm, shoulder: ImagePoint, width: f64) -> bool {
    let raised = |name: Landmark, beside_sw: f64| {
        let landmark = body.landmark(name);
        let up = f64::from(shoulder.y - landmark.image.y) / width;
        let beside = f64::from(shoulder.x - landmark.image.x).abs() / width;
        landmark.visibility >= 0.5 && up > -ARM_BELOW_SW && beside <= beside_sw
    };
    raised(arm.elbow, f64::INFINITY)
        || raised(arms::LEFT.wrist, WRIST_BESIDE_SW)
        || raised(arms::RIGHT.wrist, WRIST_BESIDE_SW)
}

/// Whether an arm is raised on either side.
pub(crate) fn any_covered(body: &Body, shoulders: &Shoulders, width: f64) -> bool {
    is_covered(body, arms::LEFT, shoulders.left, width) || is_covered(body, arms::RIGHT, shoulders.right, width)
}
