//! What is read off a head in one picture, before it is held against the neutral: the face's mesh, its axes and its
//! middle, and where nose and ears are over the shoulders.

use body::{Body, Face, ImagePoint, Landmark};

use crate::rigid_fit::centre;
use crate::shoulders::Shoulders;
use crate::space::{Rotation, Vector, atan2};

/// Mesh points in pairs, the person's right first: eye corners, cheeks, mouth corners.
const PAIRS: [(usize, usize); 6] = [(33, 263), (133, 362), (234, 454), (127, 356), (93, 323), (61, 291)];

/// The outer corners of the eyes, the person's right first.
pub(crate) const EYE_CORNERS: [usize; 2] = [33, 263];

const FOREHEAD: usize = 10;

const CHIN: usize = 152;

pub(crate) fn mesh(face: &Face) -> Vec<Vector> {
    face.points
        .iter()
        .map(|p| Vector::new(f64::from(p.x), f64::from(p.y), f64::from(p.z)))
        .collect()
}

/// The person's axes (left, back, up) as the face shows them, in the camera's axes.
///
/// The line from chin to top of the forehead is taken as upright: in the canonical face mesh it leans by less
/// than a degree.
pub(crate) fn face_axes(points: &[Vector]) -> Option<Rotation> {
    let pair_sum = PAIRS.iter().try_fold(Vector::default(), |sum, &(right, left)| {
        Some(sum + (*points.get(left)? - *points.get(right)?))
    })?;
    let left = pair_sum.unit()?;
    let upright = *points.get(FOREHEAD)? - *points.get(CHIN)?;
    let up = (upright - left * upright.dot(left)).unit()?;
    Some(Rotation::from_axes(left, up.cross(left), up))
}

pub(crate) fn face_centre(points: &[Vector]) -> Option<ImagePoint> {
    centre(points).map(|c| ImagePoint {
        x: c.x as f32,
        y: c.y as f32,
    })
}

/// What the body's landmarks show of the head, before the neutral is taken off.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HeadMarks {
    /// Where the nose is over the middle of the shoulders, pixels, right and down.
    pub nose: (f64, f64),
    /// Turn of the ear line in the world, degrees, free of its roll; + = the person's left.
    pub turn: f64,
    /// Roll of the ear line, degrees; + = the person's left ear lower.
    pub ear_roll: f64,
    /// Where the middle of the ears is below the middle of the shoulders, pixels; negative above.
    pub ears_down: f64,
}

impl HeadMarks {
    pub(crate) fn of(body: &Body, shoulders: &Shoulders) -> Self {
        let place = |name| body.landmark(name).image;
        let (left_ear, right_ear) = (place(Landmark::LeftEar), place(Landmark::RightEar));
        let (dx, dy) = (f64::from(left_ear.x - right_ear.x), f64::from(left_ear.y - right_ear.y));
        let world = |name| body.landmark(name).world;
        let (left, right) = (world(Landmark::LeftEar), world(Landmark::RightEar));
        let (across, down) = (f64::from(left.x - right.x), f64::from(left.y - right.y));
        let depth = f64::from(left.z - right.z);
        Self {
            nose: shoulders.way_to(place(Landmark::Nose)),
            turn: atan2(depth, (across * across + down * down).sqrt()),
            ear_roll: atan2(dy, dx.max(1.0)),
            ears_down: (shoulders.way_to(left_ear).1 + shoulders.way_to(right_ear).1) / 2.0,
        }
    }
}
