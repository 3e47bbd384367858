//! How the head is held: from the face mesh against the person's own neutral face, or, when the face is
//! lost, from the nose and the ears over the shoulder line.

use body::{Face, ImageSize};

use crate::lens::Lens;
use crate::marks::{HeadMarks, face_centre, mesh};
use crate::neutral::{Neutral, NeutralFace};
use crate::rigid_fit::fit_by_what_is_seen;
use crate::space::{Rotation, sin_cos};

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

/// The head by a rigid fit of the mesh to the neutral mesh; `None` when it can't be fitted.
pub(crate) fn from_face(face: &Face, neutral: &NeutralFace, size: ImageSize, lens: &Lens) -> Option<Head> {
    let points = mesh(face);
    if points.len() != neutral.points.len() {
        return None;
    }
    let fit = fit_by_what_is_seen(&neutral.points, &points)?;
    let ray = lens.ray(face_centre(&points)?, size);
    let in_room = neutral.ray.inverse().after(ray).after(fit.rotation);
    let rotation = neutral.axes.inverse().after(in_room).after(neutral.axes);
    let (azimuth, depression) = rotation.face_normal();
    Some(Head {
        rotation: Rotation::from_face_and_midline(
            azimuth,
            (depression / NOD_GAIN).clamp(-89.0, 89.0),
            rotation.midline(),
        ),
        confidence: face_confidence(azimuth, depression),
        scale: Some(fit.scale),
        roll_seen: true,
    })
}

/// The mesh shows this share of a nod, but it sees the midline of the face, from chin to forehead, as it is in the
/// picture.
///
/// A turned head that nods looks rolled to the network: its line of the eyes slopes by up to 20 degrees where the true
/// one is level, its midline is right within 5. The nod is therefore put right and the midline kept, and the roll
/// follows. Source: docs/sources.md, "Own measurements": the model study gives 0.80 (0.60 to 1.05). It is the network's
/// own: other depths of the mesh, perspective within the crop, a fit to the mesh in the picture alone, other turns and
/// sizes of the crop leave it where it is.
const NOD_GAIN: f64 = 0.80;

/// Confidence in the mesh (docs/measures.md, "Signal rules"): 1 up to 45 degrees of turn or nod from the neutral, 0.5
/// from 60 on. The nod is the mesh's own, [`NOD_GAIN`] of the true one.
fn face_confidence(azimuth: f64, depression: f64) -> f32 {
    let turned = (azimuth.abs() - 45.0) / 15.0;
    let lowered = (depression.abs() - 45.0) / 15.0;
    (1.0 - 0.5 * turned.max(lowered).clamp(0.0, 1.0)) as f32
}

/// The ear line shows this share of a tilt. Source: docs/sources.md, "Own measurements": model study.
const EAR_ROLL_GAIN: f64 = 0.71;
/// A fallback is shown but not spoken of (docs/measures.md, "Signal rules").
const FALLBACK_CONFIDENCE: f32 = 0.6;
/// Past this turn the ear line is no measure of tilt (docs/measures.md, "Signal rules"), nor past such a nod: with the
/// chin on the chest it reads up to 12 degrees in level heads.
const EARS_HIDE_AT_DEG: f64 = 25.0;
/// A mesh whose head would have its nose so far from where it is, in shoulder widths, has caught hold of something
/// else: as far as a movement by 25 degrees carries it. In 70 clips the two differ by 0.03 in the median and by less
/// than 0.10 in 98 of 100 frames; past 0.2 the mesh is wrong by 34 degrees in the median.
const NOSE_STRAYS_SW: f64 = 0.2;

/// The head by mesh and nose; `None` when the nose is not where the mesh would have it.
///
/// In a turned head the mesh's nod is off by a share of it that grows with the turn, the nose's fall by about the same
/// everywhere: the surer one counts more.
pub(crate) fn with_nose(face: Head, marks: HeadMarks, lean: f64, neutral: &Neutral) -> Option<Head> {
    let width = neutral.body.width;
    let (right, down) = (marks.nose.0 / width, marks.nose.1 / width);
    let (expected_right, expected_down) = neutral.neck.nose_at(face.rotation, lean);
    let strays = (right - expected_right, down - expected_down);
    if (strays.0 * strays.0 + strays.1 * strays.1).sqrt() > NOSE_STRAYS_SW {
        return None;
    }
    let (azimuth, depression) = face.rotation.face_normal();
    let unsure = MESH_UNSURE * depression * sin_cos(azimuth).0;
    let share = unsure * unsure / (unsure * unsure + NOSE_UNSURE_DEG * NOSE_UNSURE_DEG);
    let by_nose = neutral.neck.depression(azimuth, down);
    let depression = depression + share * (by_nose - depression);
    Some(Head {
        rotation: Rotation::from_face_and_midline(azimuth, depression.clamp(-89.0, 89.0), face.rotation.midline()),
        ..face
    })
}

/// Share of a nod by which the mesh is off in a head turned by 90 degrees, and degrees by which the nose's fall is.
/// Source: rendered clips, look-downs turned by 40 degrees: 5 of 36 and 4.
const MESH_UNSURE: f64 = 0.2;
const NOSE_UNSURE_DEG: f64 = 4.0;

/// Ears that sank so far, in shoulder widths, are not there: a face behind a hand is drawn on the neck.
///
/// The ears turn about the neck some 0.35 below them: a nod by 60 degrees lowers them by 0.2. With the chin on the
/// chest they sank by 0.12 to 0.27 (rendered clips of 4 people), behind a covered face by 0.5.
const EARS_SINK_SW: f64 = 0.4;

/// The head from the body's landmarks alone; `None` when they are where no head can be.
pub(crate) fn from_body(marks: HeadMarks, neutral: &Neutral) -> Option<Head> {
    let rest = neutral.body.head;
    if (marks.ears_down - rest.ears_down) / neutral.body.width > EARS_SINK_SW {
        return None;
    }
    let azimuth = wrapped(marks.turn - rest.turn).clamp(-89.0, 89.0);
    let depression = neutral.neck.depression(azimuth, marks.nose.1 / neutral.body.width);
    let roll_seen = azimuth.abs().max(depression.abs()) <= EARS_HIDE_AT_DEG;
    let roll = if roll_seen {
        (marks.ear_roll - rest.ear_roll) / EAR_ROLL_GAIN
    } else {
        0.0
    };
    let rotation = Rotation::about_z(azimuth)
        .after(Rotation::about_y(roll.clamp(-80.0, 80.0)))
        .after(Rotation::about_x(depression.clamp(-80.0, 80.0)));
    Some(Head {
        rotation,
        confidence: FALLBACK_CONFIDENCE,
        scale: None,
        roll_seen,
    })
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
