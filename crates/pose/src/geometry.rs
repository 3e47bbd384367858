//! Points and boxes, in pixels of the picture or in 0..1 of a square in it; and the logistic function.

/// A place: x to the right, y down, in pixels of the picture; where a name says `unit`, in 0..1 of a region or of a
/// model's input. May lie outside.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// Pixels between two places.
    pub fn distance(self, other: Self) -> f64 {
        let (across, down) = (self.x - other.x, self.y - other.y);
        (across * across + down * down).sqrt()
    }
}

impl From<body::ImagePoint> for Point {
    fn from(point: body::ImagePoint) -> Self {
        Self {
            x: f64::from(point.x),
            y: f64::from(point.y),
        }
    }
}

/// A box with upright sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub least: Point,
    pub most: Point,
}

impl Bounds {
    /// The smallest box around `points`; `None` when there are none.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |bounds: Option<Self>, point| {
            let Some(Self { least, most }) = bounds else {
                return Some(Self {
                    least: point,
                    most: point,
                });
            };
            Some(Self {
                least: Point {
                    x: least.x.min(point.x),
                    y: least.y.min(point.y),
                },
                most: Point {
                    x: most.x.max(point.x),
                    y: most.y.max(point.y),
                },
            })
        })
    }

    pub fn center(&self) -> Point {
        Point {
            x: (self.least.x + self.most.x) / 2.0,
            y: (self.least.y + self.most.y) / 2.0,
        }
    }

    /// The longer side.
    pub fn longer_side(&self) -> f64 {
        (self.most.x - self.least.x).max(self.most.y - self.least.y)
    }

    fn area(&self) -> f64 {
        (self.most.x - self.least.x).max(0.0) * (self.most.y - self.least.y).max(0.0)
    }

    /// Shared area over joint area, 0..=1: 1 for equal boxes, 0 for boxes apart or without area.
    pub fn overlap(&self, other: &Self) -> f64 {
        let shared = Self {
            least: Point {
                x: self.least.x.max(other.least.x),
                y: self.least.y.max(other.least.y),
            },
            most: Point {
                x: self.most.x.min(other.most.x),
                y: self.most.y.min(other.most.y),
            },
        }
        .area();
        let joint = self.area() + other.area() - shared;
        if joint > 0.0 { shared / joint } else { 0.0 }
    }
}

/// The logistic function: a logit as a probability, 0..=1.
// libm, so that every machine has the same last bit.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-logit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Bounds {
        Bounds {
            least: Point { x, y },
            most: Point {
                x: x + side,
                y: y + side,
            },
        }
    }

    #[test]
    fn overlap_is_shared_over_joint_area() {
        assert_eq!(square(0.0, 0.0, 2.0).overlap(&square(0.0, 0.0, 2.0)), 1.0);
        assert_eq!(square(0.0, 0.0, 2.0).overlap(&square(1.0, 0.0, 2.0)), 2.0 / 6.0);
        assert_eq!(square(0.0, 0.0, 2.0).overlap(&square(5.0, 5.0, 2.0)), 0.0);
        assert_eq!(square(0.0, 0.0, 0.0).overlap(&square(0.0, 0.0, 0.0)), 0.0);
    }

    #[test]
    fn bounds_hold_every_point() {
        let bounds = Bounds::around([
            Point { x: 3.0, y: -1.0 },
            Point { x: 1.0, y: 4.0 },
            Point { x: 2.0, y: 2.0 },
        ])
        .unwrap();
        assert_eq!(bounds.center(), Point { x: 2.0, y: 1.5 });
        assert_eq!(bounds.longer_side(), 5.0);
        assert_eq!(Bounds::around([]), None);
    }

    #[test]
    fn sigmoid_does_not_overflow() {
        assert_eq!([sigmoid(0.0), sigmoid(-1e9), sigmoid(1e9)], [0.5, 0.0, 1.0]);
    }
}
