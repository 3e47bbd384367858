//! Elbows and wrists, from the world landmarks.

use body::{Body, ImageSize, Landmark, WorldPoint};

use crate::lens::Lens;
use crate::space::{Vector, acos};
use crate::torso::Shoulders;

fn world(body: &Body, name: Landmark) -> Vector {
    let WorldPoint { x, y, z } = body.landmark(name).world;
    Vector::new(f64::from(x), f64::from(y), f64::from(z))
}

/// Whether a landmark lies in the picture and the model believes to see it.
pub(crate) fn seen(body: &Body, name: Landmark, size: ImageSize) -> bool {
    let landmark = body.landmark(name);
    (0.0..=size.width as f32).contains(&landmark.image.x)
        && (0.0..=size.height as f32).contains(&landmark.image.y)
        && landmark.visibility >= 0.5
}

/// Flexion of an elbow, degrees, 0 = straight. `None` without length.
pub(crate) fn elbow_flexion(body: &Body, shoulder: Landmark, elbow: Landmark, wrist: Landmark) -> Option<f64> {
    let upper = (world(body, elbow) - world(body, shoulder)).unit()?;
    let lower = (world(body, wrist) - world(body, elbow)).unit()?;
    Some(acos(upper.dot(lower)))
}

/// Distance of the wrists, in shoulder widths of the same frame.
pub(crate) fn wrist_gap(body: &Body) -> Option<f64> {
    let width = shoulder_width(body)?;
    Some((world(body, Landmark::LeftWrist) - world(body, Landmark::RightWrist)).length() / width)
}

/// Mean height of the wrists over the shoulder line, up +, in shoulder widths.
///
/// Hands that reach for the camera look lower than they are (a camera at eye height, 1.5 m away: half a shoulder
/// width; measures.md, M14). Each point is therefore set back along its ray: the shoulders to the distance at
/// which they have their size, the wrists nearer by what the world landmarks say of the reach.
pub(crate) fn wrist_height(body: &Body, shoulders: &Shoulders, lens: &Lens, size: ImageSize) -> Option<f64> {
    let width = shoulder_width(body)?;
    let depth = |name| world(body, name).z;
    let shoulder_depth = (depth(Landmark::LeftShoulder) + depth(Landmark::RightShoulder)) / 2.0;
    let wrist_depth = (depth(Landmark::LeftWrist) + depth(Landmark::RightWrist)) / 2.0;
    let focal = lens.focal_px(size);
    let distance = focal / shoulders.width();
    let wrist_distance = distance - (shoulder_depth - wrist_depth) / width;
    let below_axis = |y: f64| (y - f64::from(size.height) / 2.0) / focal;
    let row = |name| f64::from(body.landmark(name).image.y);
    let wrists = (row(Landmark::LeftWrist) + row(Landmark::RightWrist)) / 2.0;
    Some(below_axis(shoulders.middle().1) * distance - below_axis(wrists) * wrist_distance)
}

fn shoulder_width(body: &Body) -> Option<f64> {
    let width = (world(body, Landmark::LeftShoulder) - world(body, Landmark::RightShoulder)).length();
    (width > 1e-3).then_some(width)
}
