//! Elbows and wrists, from the world landmarks.

use body::{Body, ImageSize, Landmark, WorldPoint};

use crate::space::{Vector, acos};

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

/// Distance of the wrists and their mean height over the shoulder line, in shoulder widths of the same frame.
pub(crate) fn wrists(body: &Body) -> Option<(f64, f64)> {
    let (left, right) = (world(body, Landmark::LeftWrist), world(body, Landmark::RightWrist));
    let (left_shoulder, right_shoulder) = (
        world(body, Landmark::LeftShoulder),
        world(body, Landmark::RightShoulder),
    );
    let width = (left_shoulder - right_shoulder).length();
    if width < 1e-3 {
        return None;
    }
    let height = (left_shoulder.y + right_shoulder.y - left.y - right.y) / 2.0;
    Some(((left - right).length() / width, height / width))
}
