//! The lines that matter for a step, and the arc that shows how far it must go.

use body::{Body, ImagePoint, ImageSize, Landmark, Measure, Part, Pose, Side};
use guide::Step;
use serde::Serialize;

/// A point of the picture as it was given, 0..=1 from its left and top edge. May lie outside.
pub type Point = [f32; 2];

/// Lines and dots.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Drawing {
    /// Lines of two points or more.
    pub lines: Vec<Vec<Point>>,
    /// Dots.
    pub dots: Vec<Point>,
}

/// An arc, laid out as points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arc {
    /// The whole scale.
    pub scale: Vec<Point>,
    /// The target band.
    pub band: Vec<Point>,
    /// From the start to the value.
    pub filled: Vec<Point>,
    /// Where the value is written.
    pub label: Point,
}

/// A landmark counts as seen from this presence on.
const LEAST_PRESENCE: f32 = 0.5;
/// Degrees from one point of an arc to the next, at most.
const ARC_STEP_DEG: f32 = 2.0;
/// Radius of the arc, in ways from the base of the neck to the nose: it lies a little outside the face.
const ARC_RADIUS: f32 = 1.15;

const ARMS: [[Landmark; 3]; 2] = [
    [Landmark::LeftShoulder, Landmark::LeftElbow, Landmark::LeftWrist],
    [Landmark::RightShoulder, Landmark::RightElbow, Landmark::RightWrist],
];

/// Lines and dots on the person for the measures that the step looks at; for no step the shoulder line and the neck.
pub(crate) fn drawing(pose: &Pose, step: Option<&Step>) -> Drawing {
    let Some(body) = &pose.body else {
        return Drawing::default();
    };
    let seen = |landmark: Landmark| {
        let landmark = body.landmark(landmark);
        (landmark.presence >= LEAST_PRESENCE).then_some(landmark.image)
    };
    let unit = |point: ImagePoint| in_unit(point, pose.image_size);
    let mut drawing = Drawing::default();
    let mut line = |points: &[ImagePoint]| {
        drawing.lines.push(points.iter().copied().map(unit).collect());
        for point in points {
            let dot = unit(*point);
            if !drawing.dots.contains(&dot) {
                drawing.dots.push(dot);
            }
        }
    };
    let (left, right) = (seen(Landmark::LeftShoulder), seen(Landmark::RightShoulder));
    if let (Some(left), Some(right)) = (left, right) {
        line(&[left, right]);
        if step.is_none_or(|step| looks_at(step, Measure::is_of_the_head))
            && let Some(nose) = seen(Landmark::Nose)
        {
            line(&[middle(left, right), nose]);
        }
    }
    if step.is_some_and(|step| looks_at(step, |measure| measure.part() == Part::Arms)) {
        for arm in ARMS {
            if let [Some(shoulder), Some(elbow), Some(wrist)] = arm.map(seen) {
                line(&[shoulder, elbow, wrist]);
            }
        }
    }
    drawing
}

/// An arc about the base of the neck, from upright over the shoulder line towards a side as the picture shows it.
/// Scale, band and value are in degrees.
///
/// `None` without both shoulders and the nose.
pub(crate) fn arc(pose: &Pose, side: Side, scale: [f32; 2], band: [f32; 2], value: Option<f32>) -> Option<Arc> {
    let body = pose.body.as_ref()?;
    let pivot = Pivot::of(body)?;
    let at = |degrees: f32, share: f32| in_unit(pivot.at(degrees, share, side), pose.image_size);
    let points = |from: f32, to: f32| {
        let count = ((to - from).abs() / ARC_STEP_DEG).ceil().max(1.0) as u32;
        let step = (to - from) / count as f32;
        (0..=count)
            .map(|index| at(from + step * index as f32, ARC_RADIUS))
            .collect()
    };
    let shown = value.unwrap_or(scale[0]).clamp(scale[0], scale[1]);
    Some(Arc {
        scale: points(scale[0], scale[1]),
        band: points(band[0], band[1]),
        filled: points(scale[0], shown),
        label: at(scale[1].midpoint(band[1]) + 8.0, ARC_RADIUS),
    })
}

/// The base of the neck, which way is up over the shoulder line, and how far the nose is.
struct Pivot {
    base: ImagePoint,
    up: (f32, f32),
    radius: f32,
}

impl Pivot {
    fn of(body: &Body) -> Option<Self> {
        let seen = |landmark: Landmark| {
            let landmark = body.landmark(landmark);
            (landmark.presence >= LEAST_PRESENCE).then_some(landmark.image)
        };
        let (left, right) = (seen(Landmark::LeftShoulder)?, seen(Landmark::RightShoulder)?);
        let nose = seen(Landmark::Nose)?;
        let base = middle(left, right);
        let (across, down) = (left.x - right.x, left.y - right.y);
        let width = (across * across + down * down).sqrt();
        let (beside, below) = (nose.x - base.x, nose.y - base.y);
        let radius = (beside * beside + below * below).sqrt();
        // A person who faces the camera has the left shoulder on the picture's right: up is a quarter turn from there.
        (width > 4.0 && radius > 4.0).then_some(Self {
            base,
            up: (down / width, -across / width),
            radius,
        })
    }

    fn at(&self, degrees: f32, share: f32, side: Side) -> ImagePoint {
        // The person's left is the picture's right, where x grows.
        let degrees = match side {
            Side::Left => degrees,
            Side::Right => -degrees,
        };
        let (sin, cos) = body::Degrees::new(degrees).unwrap_or_default().sin_cos();
        let (x, y) = (self.up.0 * cos - self.up.1 * sin, self.up.0 * sin + self.up.1 * cos);
        ImagePoint {
            x: self.base.x + x * self.radius * share,
            y: self.base.y + y * self.radius * share,
        }
    }
}

/// Whether any rule of the step tests a measure of this kind.
fn looks_at(step: &Step, kind: fn(Measure) -> bool) -> bool {
    let mut tests = step
        .rules()
        .filter_map(|(_, rule)| rule.demand.phrase())
        .flat_map(|phrase| &phrase.tests);
    tests.any(|test| kind(test.measure))
}

fn middle(one: ImagePoint, other: ImagePoint) -> ImagePoint {
    ImagePoint {
        x: one.x.midpoint(other.x),
        y: one.y.midpoint(other.y),
    }
}

fn in_unit(point: ImagePoint, size: ImageSize) -> Point {
    [point.x / size.width as f32, point.y / size.height as f32]
}
