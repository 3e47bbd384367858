//! One pose against the neutral: all measures of that frame.

use body::{Body, ImageSize, Landmark, Measure, Pose};

use crate::arms::{self, Arm, Space};
use crate::head::{self, Head};
use crate::lens::Lens;
use crate::lifts;
use crate::marks::HeadMarks;
use crate::measures::{HeadSource, Measures, Seen, Unseen};
use crate::neutral::{Neutral, NeutralBody};
use crate::shoulders::Shoulders;
use crate::space::{Rotation, Vector};
use crate::torso;

/// Measures one frame. Two measures stay unseen here: [`Measure::HeadSpeed`] needs more than one frame, and
/// [`Measure::Breath`] is not measured yet.
pub fn measure(pose: &Pose, neutral: &Neutral, lens: &Lens) -> Measures {
    if pose.frozen {
        return Measures::unseen(Unseen::Frozen);
    }
    let Some(body) = &pose.body else {
        return Measures::unseen(Unseen::Nobody);
    };
    let mut measures = Measures::unseen(Unseen::NotMeasured);
    measures.set(Measure::HeadSpeed, Err(Unseen::TooFewFrames));
    let shoulders = Shoulders::of(body, pose.image_size).ok_or(Unseen::Shoulders);
    // What is measured against the width of the shoulders, or a face before the camera, needs a neutral from the front.
    let shoulders = if neutral.whole.side_on {
        Err(Unseen::OtherView)
    } else {
        shoulders
    };
    let marks = shoulders.and_then(|shoulders| marks_of(pose, body, &shoulders).ok_or(Unseen::Face));
    let head = see_head(pose, shoulders, marks, neutral, lens);
    if let Ok(head) = head {
        // Only a mesh has a size.
        measures.set_head_source(if head.scale.is_some() {
            HeadSource::Face
        } else {
            HeadSource::Body
        });
    }
    put_torso(&mut measures, body, pose, shoulders, marks, head, neutral);
    put_head(&mut measures, shoulders, head, neutral);
    let space = shoulders.and_then(|shoulders| Space::new(body, &shoulders, lens, pose.image_size).ok_or(Unseen::Arms));
    put_arms(
        &mut measures,
        body,
        pose,
        shoulders,
        space.as_ref().map_err(|why| *why),
        neutral,
    );
    let (space, up) = (space.as_ref().ok(), up(neutral));
    for (measure, value) in neutral.whole.measures(body, pose.image_size, lens, space, up) {
        measures.set(measure, value);
    }
    measures
}

fn see_head(
    pose: &Pose,
    shoulders: Result<Shoulders, Unseen>,
    marks: Result<HeadMarks, Unseen>,
    neutral: &Neutral,
    lens: &Lens,
) -> Result<Head, Unseen> {
    if neutral.whole.side_on {
        return Err(Unseen::OtherView);
    }
    if pose.face.as_ref().is_some_and(head::is_too_small) {
        return Err(Unseen::SmallFace);
    }
    let by_face = pose.face.as_ref().zip(neutral.face.as_ref());
    let by_face = by_face.and_then(|(face, neutral)| head::from_face(face, neutral, pose.image_size, lens));
    match (by_face, shoulders.and_then(|shoulders| Ok((marks?, shoulders)))) {
        (Some(face), Ok((marks, shoulders))) => {
            let lean = torso::trunk_lean(&shoulders, &neutral.body);
            let with_nose = head::with_nose(face, marks, &shoulders, lean, neutral);
            with_nose
                .or_else(|| head::under_a_hand(face, marks, neutral))
                .or_else(|| head::from_body(marks, neutral))
                .ok_or(Unseen::Face)
        }
        (Some(face), Err(_)) => Ok(face),
        (None, marks) => marks.and_then(|(marks, _)| head::from_body(marks, neutral).ok_or(Unseen::Face)),
    }
}

fn put_head(
    measures: &mut Measures,
    shoulders: Result<Shoulders, Unseen>,
    head: Result<Head, Unseen>,
    neutral: &Neutral,
) {
    let of_head = |value: fn(Rotation) -> f64| head.map(|head| seen(value(head.rotation), head.confidence));
    measures.set(Measure::NeckFlexion, of_head(|head| head.isb_angles()[0]));
    measures.set(Measure::HeadAzimuth, of_head(|head| -head.face_normal().0));
    measures.set(Measure::HeadDepression, of_head(|head| head.face_normal().1));
    let against_trunk = head.and_then(|head| {
        // The trunk's turn is left in: where the hips are not seen, its only trace, the depth of the shoulders, follows the
        // head (docs/measures.md, "trunk_rotation_deg").
        let lean = torso::trunk_lean(&shoulders?, &neutral.body);
        // Lean is right +, the axes' own angle left +.
        let trunk = Rotation::about_y(-lean);
        Ok((trunk.inverse().after(head.rotation), lean, head))
    });
    let of_neck = |value: fn(Rotation) -> f64| against_trunk.map(|(neck, _, head)| seen(value(neck), head.confidence));
    measures.set(Measure::NeckRotation, of_neck(|neck| -neck.isb_angles()[2]));
    let sideways = against_trunk.and_then(|all| if all.2.roll_seen { Ok(all) } else { Err(Unseen::Face) });
    measures.set(
        Measure::NeckLateralFlexion,
        sideways.map(|(neck, _, head)| seen(-neck.isb_angles()[1], head.confidence)),
    );
    measures.set(
        Measure::NeckTilt,
        sideways.map(|(_, lean, head)| seen(-head.rotation.roll() - lean, head.confidence)),
    );
}

/// A nearer person looks like a wider one: past this change of the face's size, or without a face, the width of the
/// shoulders is shown but not spoken of.
const NEARER_OR_FARTHER: f64 = 0.1;
const WIDTH_AT_OTHER_DISTANCE: f32 = 0.5;
const LANDMARK_CONFIDENCE: f32 = 0.8;

fn put_torso(
    measures: &mut Measures,
    body: &Body,
    pose: &Pose,
    shoulders: Result<Shoulders, Unseen>,
    marks: Result<HeadMarks, Unseen>,
    head: Result<Head, Unseen>,
    neutral: &Neutral,
) {
    let of_shoulders =
        |value: &dyn Fn(&Shoulders) -> f64| shoulders.map(|shoulders| seen(value(&shoulders), LANDMARK_CONFIDENCE));
    let neutral = &neutral.body;
    measures.set(
        Measure::TrunkLean,
        of_shoulders(&|shoulders| torso::trunk_lean(shoulders, neutral)),
    );
    let [left, right] = match shoulders {
        Ok(shoulders) => lifts::lifts(body, &shoulders, pose.shoulder_edges, marks.ok(), neutral),
        Err(why) => [Err(why), Err(why)],
    };
    measures.set(Measure::ShoulderElevationLeft, left);
    measures.set(Measure::ShoulderElevationRight, right);
    measures.set(
        Measure::ShoulderRetraction,
        shoulders.and_then(|shoulders| squeeze(body, pose.image_size, &shoulders, head, neutral)),
    );
}

/// Nose and ears over the shoulders, where they are seen.
fn marks_of(pose: &Pose, body: &Body, shoulders: &Shoulders) -> Option<HeadMarks> {
    let marks = [Landmark::Nose, Landmark::LeftEar, Landmark::RightEar];
    let seen = marks.iter().all(|&name| arms::seen(body, name, pose.image_size));
    seen.then(|| HeadMarks::of(body, shoulders))
}

/// A head that is held otherwise than in the neutral by more, degrees, changes the width of the shoulders more than a squeeze
/// does: landmarks of real people who turned, tilted or looked down by 15 degrees were narrower by 8 to 10 %. Up it may go
/// farther: the face looks up by 6 to 11 degrees in a squeeze, as the chest comes forward (rendered people).
const HEAD_MOVED_DEG: f64 = 12.0;
const HEAD_UP_DEG: f64 = 18.0;
/// A trunk that leans aside by more, degrees, changes the widths too: leaning by 4 to 11 degrees, most of it back as well, read
/// as half to nearly all of a squeeze in rendered people who settled on their chairs; in a squeeze it leans by up to 2.
const TRUNK_LEANS_DEG: f64 = 4.0;
/// Shoulders whose middle has gone aside by more, in shoulder widths, belong to a trunk that moved: to 0.30 where people who
/// settled on their chairs, twisted and leaned back, read as half a squeeze; to 0.07 at most in 24 squeezes, right and wrong
/// (rendered people).
const TRUNK_ASIDE_SW: f64 = 0.15;
/// An elbow that has come nearer to the height of its shoulder by more, in shoulder widths, belongs to an arm that is raised: to
/// 0.36 and more at a hand that is at the head, of which the model sees little; to 0.06 at most in a squeeze (rendered people).
const ELBOW_RAISED_SW: f64 = 0.2;

/// The squeeze of the shoulder blades; unseen while the head is held otherwise, the trunk leans or went aside, or an arm is raised.
fn squeeze(
    body: &Body,
    size: ImageSize,
    shoulders: &Shoulders,
    head: Result<Head, Unseen>,
    neutral: &NeutralBody,
) -> Result<Seen, Unseen> {
    let head = head?;
    let scale = head.scale.ok_or(Unseen::Face)?;
    let (azimuth, depression) = head.rotation.face_normal();
    let aside = azimuth.abs().max(head.rotation.roll().abs()).max(depression);
    if aside > HEAD_MOVED_DEG || -depression > HEAD_UP_DEG {
        return Err(Unseen::HeadMoved);
    }
    let leans = torso::trunk_lean(shoulders, neutral).abs();
    if leans > TRUNK_LEANS_DEG || torso::aside(shoulders, neutral) > TRUNK_ASIDE_SW {
        return Err(Unseen::TrunkMoved);
    }
    let raised = |(now, then): (f64, f64)| (then - now) / neutral.width > ELBOW_RAISED_SW;
    let elbows_now = arms::elbows_down(body);
    let any_raised = elbows_now.into_iter().zip(neutral.elbows_down).any(raised);
    if any_raised || lifts::any_covered(body, shoulders, neutral.width) {
        return Err(Unseen::ArmOverShoulder);
    }
    let confidence = if (scale - 1.0).abs() < NEARER_OR_FARTHER {
        LANDMARK_CONFIDENCE
    } else {
        WIDTH_AT_OTHER_DISTANCE
    };
    let elbows = arms::elbow_gap(body, size, shoulders.width());
    Ok(seen(torso::retraction(shoulders, elbows, scale, neutral), confidence))
}

/// Depth of the arms is the model's guess: coarse (docs/sources.md, "Own measurements": model study).
const ARM_CONFIDENCE: f32 = 0.7;

fn put_arms(
    measures: &mut Measures,
    body: &Body,
    pose: &Pose,
    shoulders: Result<Shoulders, Unseen>,
    space: Result<&Space, Unseen>,
    neutral: &Neutral,
) {
    let width = shoulders.map(|shoulders| shoulders.width());
    let in_picture = |names: &[Landmark]| {
        let width = width?;
        if names
            .iter()
            .all(|&name| arms::arm_seen(body, name, pose.image_size, width))
        {
            Ok(())
        } else {
            Err(Unseen::Arms)
        }
    };
    let elbow = |arm: Arm| {
        in_picture(&[arm.elbow, arm.wrist])?;
        let flexion = space?.elbow_flexion(arm);
        Ok(seen(flexion.ok_or(Unseen::Arms)?, ARM_CONFIDENCE))
    };
    measures.set(Measure::ElbowFlexionLeft, elbow(arms::LEFT));
    measures.set(Measure::ElbowFlexionRight, elbow(arms::RIGHT));
    let wrists = in_picture(&[arms::LEFT.wrist, arms::RIGHT.wrist]);
    let gap = wrists.and_then(|()| arms::wrist_gap(body).ok_or(Unseen::Arms));
    measures.set(Measure::WristGap, gap.map(|gap| seen(gap, ARM_CONFIDENCE)));
    let height = wrists.and(space);
    let height = height.and_then(|space| space.wrist_height(up(neutral)).ok_or(Unseen::Arms));
    measures.set(Measure::WristHeight, height.map(|height| seen(height, ARM_CONFIDENCE)));
}

/// Upwards in the camera's axes: the face at rest tells how the camera is tilted.
fn up(neutral: &Neutral) -> Vector {
    let of_face = neutral.face.as_ref().map(|face| arms::up(face.ray, face.axes));
    of_face.unwrap_or(Vector::new(0.0, -1.0, 0.0))
}

fn seen(value: f64, confidence: f32) -> Seen {
    Seen {
        value: value as f32,
        confidence,
    }
}
