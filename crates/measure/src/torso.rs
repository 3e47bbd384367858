//! The shoulder line: where it is, how it leans, how wide it is, how high it stands.

use body::{Body, ImagePoint, ImageSize, Landmark};

use crate::neutral::NeutralBody;
use crate::space::{atan2, sin_cos};

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

    /// Height of `place` over the line, at right angles to it, pixels.
    pub(crate) fn height_over(&self, place: ImagePoint) -> f64 {
        let (dx, dy) = self.span();
        let (x, y) = (f64::from(place.x - self.right.x), f64::from(place.y - self.right.y));
        (x * dy - y * dx) / self.width()
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
    (shoulders.slope() - neutral.slope, shoulders.turn - neutral.turn)
}

/// Height of the shoulder line over the seat, in shoulder widths: sitting shoulder height 0.58 m (ISO 7250)
/// less 0.12 m to the point about which a trunk leans, over a shoulder width of 0.33 m.
const LEAN_ARM_SW: f64 = 1.4;

/// Rise of each shoulder (left, right) against the neutral, in shoulder widths, without the trunk's lean.
///
/// A leaning trunk carries the whole line sideways and one shoulder down; a lifted shoulder moves alone. The lean
/// that is taken off is therefore the smaller of what the slope and the sideways shift say, if both agree on the side.
pub(crate) fn elevations(shoulders: &Shoulders, neutral: &NeutralBody) -> (f64, f64) {
    let rise = |now: ImagePoint, then: ImagePoint| f64::from(then.y - now.y) / neutral.width;
    let by_slope = shoulders.slope() - neutral.slope;
    let shift = (neutral.middle.0 - shoulders.middle().0) / neutral.width;
    let by_shift = atan2(shift, LEAN_ARM_SW);
    let lean = if by_slope * by_shift > 0.0 {
        by_slope.signum() * by_slope.abs().min(by_shift.abs())
    } else {
        0.0
    };
    let (sin, cos) = sin_cos(lean);
    let sunk = LEAN_ARM_SW * (1.0 - cos);
    let left = rise(shoulders.left, neutral.left) - sin / 2.0 + sunk;
    let right = rise(shoulders.right, neutral.right) + sin / 2.0 + sunk;
    (left, right)
}

/// Shoulders 8 % narrower than in the neutral are an index of 1. Source: design.md, "Default thresholds".
///
/// The width is not divided by the size of the face: in a correct squeeze the face itself recedes by 4 to 7 %
/// (4 people), which hides most of the 6 to 10 % by which the shoulders narrow.
const FULL_SQUEEZE: f64 = 0.08;

/// The squeeze of the shoulder blades: 0 at neutral, 1 at [`FULL_SQUEEZE`], negative forward.
pub(crate) fn retraction(shoulders: &Shoulders, neutral: &NeutralBody) -> f64 {
    (1.0 - shoulders.width() / neutral.width) / FULL_SQUEEZE
}
