//! The shoulder line in one picture: where it is, how it leans, how wide it is.

use body::{Body, ImagePoint, ImageSize, Landmark};

use crate::space::atan2;

/// Both shoulders, seen in the picture.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shoulders {
    pub left: ImagePoint,
    pub right: ImagePoint,
}

impl Shoulders {
    /// `None` when a shoulder is hidden or outside the picture (a tenth of its height above it still counts as inside),
    /// or when the two lie within 4 pixels of each other.
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
        let shoulders = Self {
            left: left.image,
            right: right.image,
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
