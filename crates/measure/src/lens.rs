//! The camera's view: which way a place in the picture lies from the lens.

use body::{ImagePoint, ImageSize};

use crate::space::{Rotation, atan2, sin_cos};

/// What is known of the camera.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lens {
    fov_deg: f32,
}

impl Lens {
    /// Field of view along the picture's longer side that is assumed when nobody says otherwise: built-in webcams have
    /// 60 to 78 degrees.
    pub const ASSUMED_FOV_DEG: f32 = 66.0;

    /// A lens with a field of view of `fov_deg` degrees along the picture's longer side. `None` outside 20..=150.
    pub fn new(fov_deg: f32) -> Option<Self> {
        (20.0..=150.0).contains(&fov_deg).then_some(Self { fov_deg })
    }

    /// Focal length in pixels of a picture of this size.
    pub(crate) fn focal_px(&self, size: ImageSize) -> f64 {
        let (sin, cos) = sin_cos(f64::from(self.fov_deg) / 2.0);
        f64::from(size.width.max(size.height)) / 2.0 * cos / sin
    }

    /// The rotation that carries the optical axis onto the ray through `place`.
    ///
    /// A face seen off the middle of the picture shows more of one cheek without being turned: a model that
    /// looks at a crop reads this as a turn. By geometry, 20 cm off at 0.7 m make 16 degrees.
    pub(crate) fn ray(&self, place: ImagePoint, size: ImageSize) -> Rotation {
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        let focal = self.focal_px(size);
        let (right, down) = (f64::from(place.x) - width / 2.0, f64::from(place.y) - height / 2.0);
        let pan = atan2(right, focal);
        let tilt = atan2(down, (focal * focal + right * right).sqrt());
        // Camera axes: x right, y down, z away. A positive turn about y carries z to x, about x carries y to z.
        Rotation::about_y(pan).after(Rotation::about_x(-tilt))
    }
}

impl Default for Lens {
    fn default() -> Self {
        Self {
            fov_deg: Self::ASSUMED_FOV_DEG,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::Vector;

    #[test]
    fn the_ray_goes_through_the_place() {
        let size = ImageSize {
            width: 640,
            height: 480,
        };
        let ray = Lens::new(90.0).unwrap().ray(ImagePoint { x: 480.0, y: 400.0 }, size);
        let direction = ray.apply(Vector::new(0.0, 0.0, 1.0));
        assert!((direction.x / direction.z - 0.5).abs() < 1e-9);
        assert!((direction.y / direction.z - 0.5).abs() < 1e-9);
    }
}
