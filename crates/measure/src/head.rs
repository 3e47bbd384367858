//! How the head is held: from the face mesh against the person's own neutral face, or, when the face is
//! lost, from the nose and the ears over the shoulder line.

use body::{Body, Face, ImagePoint, ImageSize, Landmark};

use crate::lens::Lens;
use crate::neutral::{NeutralBody, NeutralFace};
use crate::rigid_fit::{centre, rigid_fit};
use crate::space::{Rotation, Vector, atan2};
use crate::torso::Shoulders;

/// The head in the room, as an offset from the neutral, in the person's axes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub rotation: Rotation,
    pub confidence: f32,
    /// Size of the face over its neutral size; `None` when the face is lost.
    pub scale: Option<f64>,
    /// Whether the roll in `rotation` was seen, or is only set to zero.
    pub roll_seen: bool,
}

/// Mesh points in pairs, the person's right first: eye corners, cheeks, mouth corners.
const PAIRS: [(usize, usize); 6] = [(33, 263), (133, 362), (234, 454), (127, 356), (93, 323), (61, 291)];
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

/// The head by a rigid fit of the whole mesh to the neutral mesh; `None` when it can't be fitted.
pub(crate) fn from_face(face: &Face, neutral: &NeutralFace, size: ImageSize, lens: &Lens) -> Option<Head> {
    let points = mesh(face);
    if points.len() != neutral.points.len() {
        return None;
    }
    let fit = rigid_fit(&neutral.points, &points)?;
    let ray = lens.ray(face_centre(&points)?, size);
    let in_room = neutral.ray.inverse().after(ray).after(fit.rotation);
    let rotation = nod_corrected(neutral.axes.inverse().after(in_room).after(neutral.axes));
    let (azimuth, depression) = rotation.face_normal();
    let confidence = face_confidence(azimuth, depression);
    Some(Head {
        rotation,
        confidence,
        scale: Some(fit.scale),
        roll_seen: true,
    })
}

/// The mesh shows this share of a nod: its depth is flatter than a face, which a turn hides and a nod shows.
///
/// Source: observability.md gives 0.80 (0.60 to 1.05). On its 70 clips 0.85 takes the mean error of the neck's flexion
/// from 2.8 to 2.4 degrees and of the head's depression from 2.3 to 1.9, and leaves the turn as it is.
const NOD_GAIN: f64 = 0.85;

/// The rotation with its nod put right; turn and roll stay.
fn nod_corrected(rotation: Rotation) -> Rotation {
    let [turn, roll, nod] = rotation.camera_angles();
    Rotation::about_z(turn)
        .after(Rotation::about_y(roll))
        .after(Rotation::about_x((nod / NOD_GAIN).clamp(-89.0, 89.0)))
}

/// measures.md section 1, signal rules: the mesh is valid to 60 degrees of turn and 45 of look-down.
fn face_confidence(azimuth: f64, depression: f64) -> f32 {
    let turned = (azimuth.abs() - 45.0) / 15.0;
    let lowered = (depression.abs() - 45.0) / 15.0;
    (1.0 - 0.5 * turned.max(lowered).clamp(0.0, 1.0)) as f32
}

/// What the body's landmarks show of the head, before the neutral is taken off.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HeadMarks {
    /// Height of the nose over the shoulder line, pixels.
    pub nose_height: f64,
    /// Turn of the ear line in the world, degrees, free of its roll; + = the person's left.
    pub turn: f64,
    /// Roll of the ear line, degrees; + = the person's left ear lower.
    pub ear_roll: f64,
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
            nose_height: shoulders.height_over(place(Landmark::Nose)),
            turn: atan2(depth, (across * across + down * down).sqrt()),
            ear_roll: atan2(dy, dx.max(1.0)),
        }
    }
}

/// Fall of the nose over the shoulder line, in shoulder widths, for one degree of look-down.
/// Source: observability.md, 34 clips, r 0.99.
const NOSE_FALL_SW_PER_DEG: f64 = 0.0070;
/// The ear line shows this share of a tilt. Source: observability.md.
const EAR_ROLL_GAIN: f64 = 0.71;
/// A fallback is shown but not spoken of (design.md: cues from 0.7).
const FALLBACK_CONFIDENCE: f32 = 0.6;
/// Past this turn the ear line is no measure of tilt. Source: observability.md, "From real people".
const EARS_HIDE_AT_DEG: f64 = 25.0;
/// A mesh that has caught hold of something else than the face shows another turn of the head than the ears do.
///
/// The ears under-read a turn towards the camera by up to 30 degrees; turned farther than 45 from the camera, where
/// the mesh ends (measures.md section 1), they are good to 20. Fitted on the clips of 4 people.
const FACE_DISAGREES_DEG: f64 = 40.0;
const TURNED_AWAY_DEG: f64 = 45.0;
const FACE_DISAGREES_TURNED_AWAY_DEG: f64 = 25.0;

/// Whether the mesh may be believed, by what the body's landmarks show.
pub(crate) fn believable(face: &Head, body: &Head, marks: HeadMarks) -> bool {
    let difference = face.rotation.face_normal().0 - body.rotation.face_normal().0;
    let turned_away = marks.turn.abs() >= TURNED_AWAY_DEG;
    difference.abs()
        <= if turned_away {
            FACE_DISAGREES_TURNED_AWAY_DEG
        } else {
            FACE_DISAGREES_DEG
        }
}

/// The head from the body's landmarks alone.
pub(crate) fn from_body(marks: HeadMarks, neutral: &NeutralBody) -> Head {
    let depression = (neutral.head.nose_height - marks.nose_height) / neutral.width / NOSE_FALL_SW_PER_DEG;
    let azimuth = wrapped(marks.turn - neutral.head.turn).clamp(-89.0, 89.0);
    let roll_seen = azimuth.abs() <= EARS_HIDE_AT_DEG;
    let roll = if roll_seen {
        (marks.ear_roll - neutral.head.ear_roll) / EAR_ROLL_GAIN
    } else {
        0.0
    };
    let rotation = Rotation::about_z(azimuth)
        .after(Rotation::about_y(roll.clamp(-80.0, 80.0)))
        .after(Rotation::about_x(depression.clamp(-80.0, 80.0)));
    Head {
        rotation,
        confidence: FALLBACK_CONFIDENCE,
        scale: None,
        roll_seen,
    }
}

fn wrapped(degrees: f64) -> f64 {
    let turned = libm::fmod(degrees, 360.0);
    if turned > 180.0 {
        turned - 360.0
    } else if turned < -180.0 {
        turned + 360.0
    } else {
        turned
    }
}
