//! The trunk and the shoulders against the neutral: lean, how high a shoulder stands, how narrow the line has
//! become.

use body::{ImagePoint, ShoulderEdges};

use crate::neutral::NeutralBody;
use crate::shoulders::Shoulders;
use crate::space::{asin, sin_cos};

/// Lean of the trunk against the neutral, degrees, right +.
pub(crate) fn trunk_lean(shoulders: &Shoulders, neutral: &NeutralBody) -> f64 {
    lean(shoulders, neutral, LEAST_LEAN_ARM_SW)
}

/// Lean of the trunk about a point `arm_sw` shoulder widths below the shoulder line, degrees, right +.
///
/// The smaller of what the line's slope and its sideways shift say, and nothing when they disagree on the side: a
/// leaning trunk shows both. A lifted shoulder slopes the line and hardly shifts it; the landmarks do the same when the
/// head tilts over them (by 3 degrees in the clips of 4 people), and so does whoever lets one shoulder hang.
fn lean(shoulders: &Shoulders, neutral: &NeutralBody, arm_sw: f64) -> f64 {
    let by_slope = shoulders.slope() - neutral.slope;
    let by_shift = asin(shift(shoulders, neutral) / arm_sw);
    if by_slope * by_shift > 0.0 {
        by_slope.signum() * by_slope.abs().min(by_shift.abs())
    } else {
        0.0
    }
}

/// How far the middle of the shoulders has gone aside in the picture, shoulder widths, to the person's right +.
fn shift(shoulders: &Shoulders, neutral: &NeutralBody) -> f64 {
    (neutral.middle.0 - shoulders.middle().0) / neutral.width
}

/// The same whichever side it went to.
pub(crate) fn aside(shoulders: &Shoulders, neutral: &NeutralBody) -> f64 {
    shift(shoulders, neutral).abs()
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

/// What the lean of the trunk adds to the rise of what lies `half` a shoulder width beside the middle: left and right.
fn by_lean(shoulders: &Shoulders, neutral: &NeutralBody, half: f64) -> [f64; 2] {
    let (sin, cos) = sin_cos(lean(shoulders, neutral, LEAN_ARM_SW));
    let sunk = LEAN_ARM_SW * (1.0 - cos);
    [half * sin - sunk, -half * sin - sunk]
}

/// Rise of the left and the right shoulder against the neutral, shoulder widths, without the trunk's lean, by the outline
/// over them; `None` where the neutral or this frame has no outline.
pub(crate) fn rises_by_outline(
    shoulders: &Shoulders,
    edges: Option<ShoulderEdges>,
    neutral: &NeutralBody,
) -> Option<[f64; 2]> {
    let (now, then) = edges.zip(neutral.edges)?;
    let half = f64::from(then.left.x - then.right.x).abs() / neutral.width / 2.0;
    let [left, right] = by_lean(shoulders, neutral, half);
    Some([
        (rise(now.left, then.left, neutral) - left) / OUTLINE_RISES,
        (rise(now.right, then.right, neutral) - right) / OUTLINE_RISES,
    ])
}

/// The same by the landmarks, which hardly follow one shoulder that is lifted beside a tilted head.
pub(crate) fn rises_by_landmarks(shoulders: &Shoulders, neutral: &NeutralBody) -> [f64; 2] {
    let [left, right] = by_lean(shoulders, neutral, 0.5);
    [
        rise(shoulders.left, neutral.left, neutral) - left,
        rise(shoulders.right, neutral.right, neutral) - right,
    ]
}

fn rise(now: ImagePoint, then: ImagePoint, neutral: &NeutralBody) -> f64 {
    f64::from(then.y - now.y) / neutral.width
}

/// Shoulders 8 % narrower than in the neutral are an index of 1, and so are elbows 15 % nearer to each other. Source:
/// docs/measures.md, "shoulder_retraction".
///
/// The width is not divided by the size of the face: in a correct squeeze the face itself recedes by 4 to 8 % (10 people), which
/// hides most of the 5 to 12 % by which the shoulders narrow.
const FULL_SQUEEZE: f64 = 0.08;
const FULL_BY_ELBOWS: f64 = 0.15;
/// What one of the two says counts up to so many times of what the other says: elbows that come in alone are no squeeze, nor is
/// one shoulder that goes back while the other comes forward.
const AT_MOST_OF_OTHER: f64 = 2.0;
/// The squeeze of the shoulder blades: 0 at neutral, 1 when it is full, negative forward. `elbows` is the distance of the
/// elbows, pixels, where they are seen; `scale` the face's size over its neutral size.
///
/// The mean of two signs, as either alone is small beside its noise and differs from person to person: the shoulders come
/// nearer to each other, and they take the elbows along.
///
/// In a squeeze the chest comes forward and the face recedes: whose face comes nearer while the shoulders get narrower does
/// something else, speaks or shrugs, and twice as much as it has come nearer is taken off. Source: the face had 0.93 to 0.97
/// of its size in correct squeezes of rendered people, 1.01 to 1.06 where real people who talked or shrugged were narrower
/// by 6 to 9 % (docs/measures.md, "shoulder_retraction").
pub(crate) fn retraction(shoulders: &Shoulders, elbows: Option<f64>, scale: f64, neutral: &NeutralBody) -> f64 {
    let narrower = 1.0 - shoulders.width() / neutral.width;
    let by_shoulders = (narrower - 2.0 * (scale - 1.0).max(0.0)) / FULL_SQUEEZE;
    match elbows.zip(neutral.elbows) {
        Some((now, then)) => {
            let by_elbows = (1.0 - now / then) / FULL_BY_ELBOWS;
            let bounded = |one: f64, other: f64| one.min(AT_MOST_OF_OTHER * other.max(0.0));
            (bounded(by_shoulders, by_elbows) + bounded(by_elbows, by_shoulders)) / 2.0
        }
        None => by_shoulders,
    }
}
