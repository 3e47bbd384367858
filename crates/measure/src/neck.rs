//! The head on its neck: where the nose goes in the picture when the head moves, and back from there.
//!
//! The face mesh says how the head is turned, the nose where it is. The two know nothing of each other, so each can put
//! the other right: a mesh that lies on something else than the face leaves the nose unexplained.

use crate::space::{Rotation, Vector, asin, atan2, sin_cos};

/// How far the tip of the nose lies before and above the point about which the head moves, in shoulder widths: 0.10 m
/// and 0.11 m over a shoulder width of 0.33 m, the middle of the neck's spine.
///
/// Least squares over the 70 rendered clips and all movements; one person alone gives 0.24 to 0.32 and 0.25 to 0.44.
const NOSE_BEFORE_SW: f64 = 0.307;
const NOSE_ABOVE_SW: f64 = 0.341;

/// The neck of one person before one camera.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Neck {
    /// The person's axes (left, back, up) in those of the line of sight to the face (right, down, away).
    axes: Rotation,
    /// Where the nose rests over the middle of the shoulders, shoulder widths, right and down.
    nose: (f64, f64),
}

impl Neck {
    /// `axes` are the neutral face's; without a face the person is taken to look along the line of sight.
    pub(crate) fn new(axes: Option<Rotation>, nose: (f64, f64)) -> Self {
        let facing = || {
            Rotation::from_axes(
                Vector::new(1.0, 0.0, 0.0),
                Vector::new(0.0, 0.0, 1.0),
                Vector::new(0.0, -1.0, 0.0),
            )
        };
        Self {
            axes: axes.unwrap_or_else(facing),
            nose,
        }
    }

    /// Where the nose is over the middle of the shoulders when the head is held like this on a trunk that leans by
    /// `lean` degrees, right +; shoulder widths, right and down.
    pub(crate) fn nose_at(&self, head: Rotation, lean: f64) -> (f64, f64) {
        let rest = self.axes.apply(NOSE);
        let moved = self.axes.apply(head.apply(NOSE));
        // From the shoulders to the point about which the head moves; it leans with the trunk.
        let (x, y) = (self.nose.0 - rest.x, self.nose.1 - rest.y);
        let (sin, cos) = sin_cos(lean);
        (x * cos + y * sin + moved.x, y * cos - x * sin + moved.y)
    }

    /// Depression of a head that looks to `azimuth` (left +) and has its nose `down` below the middle of the shoulders
    /// (shoulder widths), degrees. The head's roll is left out: it lowers the nose by less than a degree's worth up to
    /// 10 degrees.
    pub(crate) fn depression(&self, azimuth: f64, down: f64) -> f64 {
        // Of a head nodded by n before it turns, the nose is forward by f = before cos n + above sin n, and up by
        // u = above cos n - before sin n. Its way down in the picture is forward * f + up * u = r sin(n + phase).
        let [_, picture_down, _] = self.axes.0;
        let (sin, cos) = sin_cos(azimuth);
        let forward = picture_down[0] * sin - picture_down[1] * cos;
        let up = picture_down[2];
        let of_cos = forward * NOSE_BEFORE_SW + up * NOSE_ABOVE_SW;
        let of_sin = forward * NOSE_ABOVE_SW - up * NOSE_BEFORE_SW;
        let way = down - self.nose.1 + self.axes.apply(NOSE).y;
        let length = (of_cos * of_cos + of_sin * of_sin).sqrt().max(1e-6);
        asin(way / length) - atan2(of_cos, of_sin)
    }
}

const NOSE: Vector = Vector::new(0.0, -NOSE_BEFORE_SW, NOSE_ABOVE_SW);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A camera 20 degrees to the side of the face and 10 below it.
    fn aside() -> Neck {
        let facing = Neck::new(None, (0.0, 0.0)).axes;
        let axes = facing.after(Rotation::about_x(10.0)).after(Rotation::about_z(20.0));
        Neck::new(Some(axes), (0.1, -0.8))
    }

    #[test]
    fn at_rest_the_nose_is_where_it_rests_and_a_lean_carries_it_along() {
        let rest = Rotation::about_z(0.0);
        let (x, y) = aside().nose_at(rest, 0.0);
        assert!((x - 0.1).abs() < 1e-9 && (y + 0.8).abs() < 1e-9);
        // Leaning to the right carries what is above the shoulders to the left of the picture.
        assert!(aside().nose_at(rest, 15.0).0 < -0.01);
        assert!((aside().depression(0.0, -0.8)).abs() < 1e-6);
    }

    #[test]
    fn a_nod_of_40_degrees_lowers_the_nose_by_28_hundredths() {
        let neck = Neck::new(None, (0.0, -0.8));
        let (_, down) = neck.nose_at(Rotation::about_x(40.0), 0.0);
        assert!((down + 0.8 - 0.277).abs() < 0.001, "{down}");
    }

    proptest! {
        #[test]
        fn the_depression_is_found_again(azimuth in -60.0..60.0_f64, depression in -30.0..70.0_f64) {
            let head = Rotation::about_z(azimuth).after(Rotation::about_x(depression));
            let (_, down) = aside().nose_at(head, 0.0);
            prop_assert!((aside().depression(azimuth, down) - depression).abs() < 1e-6);
        }
    }
}
