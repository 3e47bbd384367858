//! The shoulder line: where it is, how it leans, how wide it is, how high it stands.

use body::{Body, ImagePoint, ImageSize, Landmark, ShoulderEdges};

use crate::neutral::NeutralBody;
use crate::space::{asin, atan2, sin_cos};

/// Both shoulders, seen in the picture.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shoulders {
    pub left: ImagePoint,
    pub right: ImagePoint,
    /// Turn of the shoulder line in the world, degrees; + = to the person's right.
    pub turn: f64,
}

impl Shoulders {
    /// `None` when a shoulder is outside the picture.
    pub(crate) fn of(body: &Body, size: ImageSize) -> Option<Self> {
        let (left, right) = (
            body.landmark(Landmark::LeftShoulder),
            body.landmark(Landmark::RightShoulder),
        );
        let inside = |p: ImagePoint| {
            (0.0..=size.width as f32).contains(&p.x) && (-0.1 * size.height as f32..=size.height as f32).contains(&p.y)
        };
        if !inside(left.image) || !inside(right.image) || left.visibility < 0.5 || right.visibility < 0.5 {
            return None;
        }
        let (dx, dz) = (
            f64::from(left.world.x - right.world.x),
            f64::from(left.world.z - right.world.z),
        );
        let shoulders = Self {
            left: left.image,
            right: right.image,
            turn: atan2(-dz, dx.abs().max(1e-6)),
        };
        (shoulders.width() > 4.0).then_some(shoulders)
    }

    /// Distance in the picture, pixels.
    pub(crate) fn width(&self) -> f64 {
        let (dx, dy) = self.span();
        (dx * dx + dy * dy).sqrt()
    }

    /// Slope of the line, degrees; + = the person's right shoulder lower (a lean to the right).
    pub(crate) fn slope(&self) -> f64 {
        let (dx, dy) = self.span();
        atan2(-dy, dx)
    }

    /// Way from the middle of the line to `place`, pixels, right and down.
    pub(crate) fn way_to(&self, place: ImagePoint) -> (f64, f64) {
        let (x, y) = self.middle();
        (f64::from(place.x) - x, f64::from(place.y) - y)
    }

    pub(crate) fn middle(&self) -> (f64, f64) {
        (
            f64::from(self.left.x + self.right.x) / 2.0,
            f64::from(self.left.y + self.right.y) / 2.0,
        )
    }

    fn span(&self) -> (f64, f64) {
        (
            f64::from(self.left.x - self.right.x),
            f64::from(self.left.y - self.right.y),
        )
    }
}

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

/// Height of the shoulder line over the seat, in shoulder widths: sitting shoulder height 0.58 m (ISO 7250)
/// less 0.12 m to the point about which a trunk leans, over a shoulder width of 0.33 m.
const LEAN_ARM_SW: f64 = 1.4;
/// The least it can be: who bends at the waist bends 0.30 m below the shoulders.
const LEAST_LEAN_ARM_SW: f64 = 0.9;

/// The outline over the outer shoulder rises by this share of what the joint under it rises: the shoulder swings about
/// its joint at the breastbone, so the skin slides inwards over it while it rises.
///
/// Source: shoulders lifted by 0.10 to 0.15 in rendered clips of 4 people, 12 shoulders: 0.83, SD 0.13; 0.73 to 0.96 for
/// one person.
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
