//! The part of the picture that a model looks at: a square, turned with the person.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use body::ImageSize;

use crate::geometry::{Bounds, Point};

/// A turned square in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Region {
    /// Its middle, pixels.
    pub center: Point,
    /// Its side, pixels.
    pub side: f64,
    /// From upright, radians, clockwise in the picture, -pi..pi.
    pub rotation: f64,
}

/// The body's circle is widened by this before it is looked at.
const BODY_MARGIN: f64 = 1.25;

impl Region {
    /// The whole picture in the middle of a square.
    pub fn letterbox(size: ImageSize) -> Self {
        Self {
            center: Point {
                x: f64::from(size.width) / 2.0,
                y: f64::from(size.height) / 2.0,
            },
            side: f64::from(size.width.max(size.height)),
            rotation: 0.0,
        }
    }

    /// Around a body that is known by the middle of its hips and a point on the circle around it:
    /// the body's axis, from the hips to that point, stands upright in the region.
    pub fn of_body(hips: Point, on_circle: Point) -> Self {
        let towards = libm::atan2(-(on_circle.y - hips.y), on_circle.x - hips.x);
        Self {
            center: hips,
            side: 2.0 * hips.distance(on_circle) * BODY_MARGIN,
            rotation: wrapped(FRAC_PI_2 - towards),
        }
    }

    /// Around a face that fills `bounds`, `scale` times as large; the line from the person's right eye to the
    /// left one lies level in the region.
    pub fn of_face(bounds: &Bounds, right_eye: Point, left_eye: Point, scale: f64) -> Self {
        Self {
            center: bounds.center(),
            side: bounds.longer_side() * scale,
            rotation: wrapped(libm::atan2(left_eye.y - right_eye.y, left_eye.x - right_eye.x)),
        }
    }

    /// The way along the region's x side and the way along its y side, from corner to corner, pixels of the picture.
    pub fn axes(&self) -> (Point, Point) {
        let (sin, cos) = libm::sincos(self.rotation);
        (
            Point {
                x: cos * self.side,
                y: sin * self.side,
            },
            Point {
                x: -sin * self.side,
                y: cos * self.side,
            },
        )
    }

    /// From 0..1 along the region's sides to pixels of the picture.
    pub fn image_from_unit(&self, unit: Point) -> Point {
        let (across, down) = self.axes();
        let (u, v) = (unit.x - 0.5, unit.y - 0.5);
        Point {
            x: self.center.x + u * across.x + v * down.x,
            y: self.center.y + u * across.y + v * down.y,
        }
    }

    /// From pixels of the picture to 0..1 along the region's sides.
    pub fn unit_from_image(&self, at: Point) -> Point {
        let (across, down) = self.axes();
        let (x, y) = (at.x - self.center.x, at.y - self.center.y);
        let area = self.side * self.side;
        Point {
            x: (x * across.x + y * across.y) / area + 0.5,
            y: (x * down.x + y * down.y) / area + 0.5,
        }
    }

    /// Is it a square that can be cropped from a picture of this size: finite, of at least some pixels, and not
    /// many times the picture?
    pub fn is_sound(&self, size: ImageSize) -> bool {
        // A person of 4 pixels has no landmarks, and 8 pictures across hold no more of a person than one.
        let picture = f64::from(size.width.max(size.height));
        let reach = 8.0 * picture;
        self.rotation.is_finite()
            && self.center.x.abs() <= reach
            && self.center.y.abs() <= reach
            && self.side >= 4.0
            && self.side <= reach
    }
}

/// The same angle within -pi..pi.
fn wrapped(angle: f64) -> f64 {
    angle - TAU * ((angle + PI) / TAU).floor()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit_from_image(region: &Region, at: Point) -> Point {
        let (across, down) = region.axes();
        let (x, y) = (at.x - region.center.x, at.y - region.center.y);
        let area = region.side * region.side;
        Point {
            x: (x * across.x + y * across.y) / area + 0.5,
            y: (x * down.x + y * down.y) / area + 0.5,
        }
    }

    proptest! {
        #[test]
        fn a_place_comes_back_from_the_region(
            x in -500.0..1500.0_f64, y in -500.0..1500.0_f64, side in 4.0..3000.0_f64, rotation in -PI..PI,
            u in -1.0..2.0_f64, v in -1.0..2.0_f64,
        ) {
            let region = Region { center: Point { x, y }, side, rotation };
            let back = unit_from_image(&region, region.image_from_unit(Point { x: u, y: v }));
            prop_assert!((back.x - u).abs() < 1e-9 && (back.y - v).abs() < 1e-9);
        }

        #[test]
        fn a_body_stands_upright_in_its_region(
            x in 0.0..1000.0_f64, y in 0.0..1000.0_f64, dx in -400.0..400.0_f64, dy in -400.0..400.0_f64,
        ) {
            prop_assume!(dx.abs() + dy.abs() > 1.0);
            let (hips, top) = (Point { x, y }, Point { x: x + dx, y: y + dy });
            let region = Region::of_body(hips, top);
            // The circle's radius is 1 / (2 * 1.25) of the side.
            let seen = unit_from_image(&region, top);
            prop_assert!((seen.x - 0.5).abs() < 1e-9 && (seen.y - 0.1).abs() < 1e-9, "{seen:?}");
            prop_assert!(region.rotation.abs() <= PI + 1e-12);
        }
    }

    #[test]
    fn an_upright_body_is_not_turned() {
        let region = Region::of_body(Point { x: 50.0, y: 80.0 }, Point { x: 50.0, y: 40.0 });
        assert!(region.rotation.abs() < 1e-12);
        assert_eq!(region.side, 100.0);
        assert_eq!(
            region.image_from_unit(Point { x: 0.0, y: 0.0 }),
            Point { x: 0.0, y: 30.0 }
        );
    }

    #[test]
    fn broken_regions_are_known() {
        let size = ImageSize {
            width: 640,
            height: 480,
        };
        let sound = Region {
            center: Point { x: 300.0, y: 200.0 },
            side: 200.0,
            rotation: 0.1,
        };
        assert!(sound.is_sound(size));
        assert!(
            !Region {
                side: f64::NAN,
                ..sound
            }
            .is_sound(size)
        );
        assert!(!Region { side: 0.0, ..sound }.is_sound(size));
        assert!(!Region { side: 1e6, ..sound }.is_sound(size));
        assert!(
            !Region {
                rotation: f64::NAN,
                ..sound
            }
            .is_sound(size)
        );
        assert!(
            !Region {
                center: Point {
                    x: f64::INFINITY,
                    y: 0.0
                },
                ..sound
            }
            .is_sound(size)
        );
    }
}
