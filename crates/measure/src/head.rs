//! How the head is held: from the face mesh against the person's own neutral face, or, when the face is
//! lost, from the nose and the ears over the shoulder line.

use body::{Face, ImageSize};

use crate::lens::Lens;
use crate::marks::{EYE_CORNERS, HeadMarks, face_centre, mesh};
use crate::measures::UNSURE;
use crate::neutral::{Neutral, NeutralFace};
use crate::rigid_fit::fit_by_what_is_seen;
use crate::shoulders::Shoulders;
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
        rotation: Rotation::from_face_and_midline(full_turn(azimuth), full_nod(depression), rotation.midline()),
        confidence: face_confidence(azimuth, depression).min(size_confidence(face)),
        scale: Some(fit.scale),
        roll_seen: true,
    })
}

/// Pixels between the outer corners of the eyes below which a mesh gives no angles: at 12 it read a level chin as dropped by
/// 17 degrees (a rendered person in a picture 160 pixels wide).
const NO_ANGLES_PX: f64 = 13.0;
/// Below this they are shown, but neither spoken of nor a fault: at 14 a tilt was right (a real person, 320 pixels wide), at
/// 16 a level chin was dropped for two seconds, at 25 all was right (the rendered person again, 200 and 320 pixels wide).
const SMALL_FACE_PX: f64 = 24.0;

/// Distance of the outer corners of the eyes, pixels; `None` in a mesh without them. It is taken in depth too, so that a
/// turned face is not a small one.
fn eyes_apart(face: &Face) -> Option<f64> {
    let [right, left] = EYE_CORNERS.map(|corner| face.points.get(corner).copied());
    let (right, left) = (right?, left?);
    let (across, down, deep) = (left.x - right.x, left.y - right.y, left.z - right.z);
    Some(f64::from(across * across + down * down + deep * deep).sqrt())
}

/// Whether the face is too small in the picture to give angles.
pub(crate) fn is_too_small(face: &Face) -> bool {
    eyes_apart(face).is_some_and(|apart| apart < NO_ANGLES_PX)
}

fn size_confidence(face: &Face) -> f32 {
    match eyes_apart(face) {
        Some(apart) if apart < SMALL_FACE_PX => UNSURE,
        _ => 1.0,
    }
}

/// The mesh shows this share of a nod, but it sees the midline of the face, from chin to forehead, as it is in the
/// picture.
///
/// A turned head that nods looks rolled to the network: its line of the eyes slopes by up to 20 degrees where the true
/// one is level, its midline is right within 5. The nod is therefore put right and the midline kept, and the roll
/// follows. Source: docs/sources.md, "Own measurements": the model study gives 0.80 (0.60 to 1.05). It is the network's
/// own: other depths of the mesh, perspective within the crop, a fit to the mesh in the picture alone, other turns and
/// sizes of the crop leave it where it is. Scans of 16 real heads show 0.86 (0.83 to 0.89) of a nod down, rendered people
/// 0.77; this stands between. A nod up is shown whole: 1.05 (1.00 to 1.09) on the same real heads.
const NOD_GAIN: f64 = 0.80;

fn full_nod(shown: f64) -> f64 {
    let full = if shown > 0.0 { shown / NOD_GAIN } else { shown };
    full.clamp(-89.0, 89.0)
}

/// Of a turn the mesh shows the less, the farther it goes: of 20, 40 and 60 degrees 0.95, 0.87 and 0.81 on 16 real heads, all
/// of it on rendered people. So much is added for each degree shown, which is right for neither and errs by as little for
/// both: `0.003` would be right for the real heads.
const TURN_GROWS: f64 = 0.002;
/// It grows no more past this, degrees: profiles tell little.
const TURN_GROWS_TO_DEG: f64 = 45.0;

fn full_turn(shown: f64) -> f64 {
    shown * (1.0 + TURN_GROWS * shown.abs().min(TURN_GROWS_TO_DEG))
}

/// Confidence in the mesh (docs/measures.md, "Signal rules"): 1 up to 45 degrees of turn or nod from the neutral, 0.5
/// from 60 on. The nod is the mesh's own, [`NOD_GAIN`] of the true one.
fn face_confidence(azimuth: f64, depression: f64) -> f32 {
    let turned = (azimuth.abs() - 45.0) / 15.0;
    let lowered = (depression.abs() - 45.0) / 15.0;
    (1.0 - 0.5 * turned.max(lowered).clamp(0.0, 1.0)) as f32
}

/// The ear line shows this share of a tilt. Source: docs/sources.md, "Own measurements": model study.
const EAR_ROLL_GAIN: f64 = 0.71;
/// Past this turn the ear line is no measure of tilt (docs/measures.md, "Signal rules"), nor past such a nod: with the
/// chin on the chest it reads up to 12 degrees in level heads.
const EARS_HIDE_AT_DEG: f64 = 25.0;
/// A mesh whose head would have its nose so far from where it is, in shoulder widths, has caught hold of something
/// else: as far as a movement by 25 degrees carries it. In 70 clips the two differ by 0.03 in the median and by less
/// than 0.10 in 98 of 100 frames; past 0.2 the mesh is wrong by 34 degrees in the median.
const NOSE_STRAYS_SW: f64 = 0.2;

/// The head by mesh and nose; `None` when the nose is not where the mesh would have it, neither over the shoulders as they
/// are nor, where the ears agree on the tilt, over where they rest: shoulders that rise or come forward leave the
/// head where it is.
///
/// In a turned head the mesh's nod is off by a share of it that grows with the turn, the nose's fall by about the same
/// everywhere: the surer one counts more.
pub(crate) fn with_nose(
    face: Head,
    marks: HeadMarks,
    shoulders: &Shoulders,
    lean: f64,
    neutral: &Neutral,
) -> Option<Head> {
    let (width, rest) = (neutral.body.width, neutral.body.middle);
    let expected = neutral.neck.nose_at(face.rotation, lean);
    let over = |(x, y): (f64, f64)| ((marks.nose.0 + x) / width, (marks.nose.1 + y) / width);
    let middle = shoulders.middle();
    let at_rest = over((middle.0 - rest.0, middle.1 - rest.1));
    let places = [
        Some(over((0.0, 0.0))),
        Some(at_rest).filter(|_| is_tilted_as(&face, marks, neutral)),
    ];
    let (_, down) = places.into_iter().flatten().find(|(right, down)| {
        let strays = (right - expected.0, down - expected.1);
        (strays.0 * strays.0 + strays.1 * strays.1).sqrt() <= NOSE_STRAYS_SW
    })?;
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

/// Mesh and ears agree on the tilt within so many degrees when they are of the same head. An allowance, not a measured limit:
/// within 5 in a real head that was tilted under a hand; the ears' share of a tilt is coarse.
const SAME_TILT_DEG: f64 = 10.0;
/// A head that is tilted by less keeps its nose where it should be over the shoulders: as far as "neck tilt" asks for.
const FAR_TILTED_DEG: f64 = 20.0;

/// Whether the ears say the same of the tilt.
fn is_tilted_as(head: &Head, marks: HeadMarks, neutral: &Neutral) -> bool {
    let by_ears = (marks.ear_roll - neutral.body.head.ear_roll) / EAR_ROLL_GAIN;
    (by_ears - head.rotation.roll()).abs() <= SAME_TILT_DEG
}

/// The head by the mesh of a face that is far tilted, as the ears are, though the nose is not where it should be: a hand that
/// pulls it takes the shoulders along. It is shown, neither spoken of nor a fault.
pub(crate) fn under_a_hand(face: Head, marks: HeadMarks, neutral: &Neutral) -> Option<Head> {
    let kept = face.rotation.roll().abs() >= FAR_TILTED_DEG && is_tilted_as(&face, marks, neutral);
    kept.then(|| Head {
        confidence: face.confidence.min(UNSURE),
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
        confidence: UNSURE,
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
