//! The trunk and the shoulders against the neutral: lean, turn, how high a shoulder stands, how narrow the line has
//! become.

use body::{ImagePoint, ShoulderEdges};

use crate::neutral::NeutralBody;
use crate::shoulders::Shoulders;
use crate::space::{asin, sin_cos};

/// The trunk against the neutral, degrees: lean and turn, right +.
pub(crate) fn trunk(shoulders: &Shoulders, neutral: &NeutralBody) -> (f64, f64) {
    let lean = lean(shoulders, neutral, LEAST_LEAN_ARM_SW);
    (lean, shoulders.turn - neutral.turn)
}

/// Lean of the trunk about a point `arm_sw` shoulder widths below the shoulder line, degrees, right +.
///
/// The smaller of what the line's slope and its sideways shift say, and nothing when they disagree on the side: a
/// leaning trunk shows both. A lifted shoulder slopes the line and hardly shifts it; the landmarks do the same when the
/// head tilts over them (by 3 degrees in the clips of 4 people), and so does whoever lets one shoulder hang.
fn lean(shoulders: &Shoulders, neutral: &NeutralBody, arm_sw: f64) -> f64 {
    let by_slope = shoulders.slope() - neutral.slope;
    let shift = (neutral.middle.0 - shoulders.middle().0) / neutral.width;
    let by_shift = asin(shift / arm_sw);
    if by_slope * by_shift > 0.0 {
        by_slope.signum() * by_slope.abs().min(by_shift.abs())
    } else {
        0.0
    }
}

/// Height of the shoulder line over the point about which a trunk leans, in shoulder widths: sitting shoulder height
/// 0.58 m (ISO 7250) less the 0.12 m from the seat up to that point, over a shoulder width of 0.33 m.
const LEAN_ARM_SW: f64 = 1.4;
/// The least it can be: who bends at the waist bends 0.30 m below the shoulders.
const LEAST_LEAN_ARM_SW: f64 = 0.9;

/// The outline over the outer shoulder rises by this share of what the joint under it rises: the shoulder swings about
/// its joint at the breastbone, so the skin slides inwards over it while it rises.
///
/// Source: shoulders lifted by 0.10 to 0.15 in rendered clips of 4 people, 12 shoulders: 0.83, SD 0.13; 0.73 to 0.96
/// for one person.
const OUTLINE_RISES: f64 = 0.83;

/// Rise of each shoulder (left, right) against the neutral, in shoulder widths, without the trunk's lean.
///
/// By the outline over the shoulders where the neutral has it too, or else by the landmarks, which hardly follow one
/// shoulder that is lifted beside a tilted head.
pub(crate) fn elevations(shoulders: &Shoulders, edges: Option<ShoulderEdges>, neutral: &NeutralBody) -> (f64, f64) {
    let rise = |now: ImagePoint, then: ImagePoint| f64::from(then.y - now.y) / neutral.width;
    let (sin, cos) = sin_cos(lean(shoulders, neutral, LEAN_ARM_SW));
    let sunk = LEAN_ARM_SW * (1.0 - cos);
    // What lies `half` a shoulder width from the middle is carried so far up or down by the lean.
    let upright = |half: f64, left: f64, right: f64| (left - half * sin + sunk, right + half * sin + sunk);
    match edges.zip(neutral.edges) {
        Some((now, then)) => {
            let half = f64::from(then.left.x - then.right.x).abs() / neutral.width / 2.0;
            let (left, right) = upright(half, rise(now.left, then.left), rise(now.right, then.right));
            (left / OUTLINE_RISES, right / OUTLINE_RISES)
        }
        None => upright(
            0.5,
            rise(shoulders.left, neutral.left),
            rise(shoulders.right, neutral.right),
        ),
    }
}

/// Shoulders 8 % narrower than in the neutral are an index of 1. Source: docs/measures.md,
/// "shoulder_retraction".
///
/// The width is not divided by the size of the face: in a correct squeeze the face itself recedes by 4 to 7 %
/// (4 people), which hides most of the 6 to 10 % by which the shoulders narrow.
const FULL_SQUEEZE: f64 = 0.08;

/// The squeeze of the shoulder blades: 0 at neutral, 1 at [`FULL_SQUEEZE`], negative forward.
pub(crate) fn retraction(shoulders: &Shoulders, neutral: &NeutralBody) -> f64 {
    (1.0 - shoulders.width() / neutral.width) / FULL_SQUEEZE
}
