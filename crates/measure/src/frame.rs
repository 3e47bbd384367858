//! One pose against the neutral: all measures of that frame.

use body::{Body, Landmark, Measure, Pose};

use crate::arms;
use crate::head::{self, Head, HeadMarks};
use crate::lens::Lens;
use crate::measures::{HeadSource, Measures, Seen, Unseen};
use crate::neutral::Neutral;
use crate::space::Rotation;
use crate::torso::{self, Shoulders};

/// Measures one frame. [`Measure::HeadSpeed`] and [`Measure::Breath`] need more than one frame and stay unseen here.
pub fn measure(pose: &Pose, neutral: &Neutral, lens: &Lens) -> Measures {
    let Some(body) = &pose.body else {
        return Measures::unseen(Unseen::Nobody);
    };
    let mut measures = Measures::unseen(Unseen::NotMeasured);
    measures.set(Measure::HeadSpeed, Err(Unseen::TooFewFrames));
    let shoulders = Shoulders::of(body, pose.image_size).ok_or(Unseen::Shoulders);
    let head = see_head(pose, body, shoulders, neutral, lens);
    if let Ok(head) = head {
        // Only a mesh has a size.
        measures.set_head_source(if head.scale.is_some() {
            HeadSource::Face
        } else {
            HeadSource::Body
        });
    }
    put_torso(&mut measures, shoulders, head, neutral);
    put_head(&mut measures, shoulders, head, neutral);
    put_arms(&mut measures, body, pose, shoulders, lens);
    measures
}

fn see_head(
    pose: &Pose,
    body: &Body,
    shoulders: Result<Shoulders, Unseen>,
    neutral: &Neutral,
    lens: &Lens,
) -> Result<Head, Unseen> {
    let by_face = pose.face.as_ref().zip(neutral.face.as_ref());
    let by_face = by_face.and_then(|(face, neutral)| head::from_face(face, neutral, pose.image_size, lens));
    let marks = [Landmark::Nose, Landmark::LeftEar, Landmark::RightEar];
    let marks_seen = marks.iter().all(|&name| arms::seen(body, name, pose.image_size));
    let by_body = match shoulders {
        Ok(shoulders) if marks_seen => {
            let marks = HeadMarks::of(body, &shoulders);
            Ok((head::from_body(marks, &neutral.body), marks))
        }
        Ok(_) => Err(Unseen::Face),
        Err(why) => Err(why),
    };
    match (by_face, by_body) {
        (Some(face), Ok((body, marks))) => Ok(if head::believable(&face, &body, marks) {
            face
        } else {
            body
        }),
        (Some(face), Err(_)) => Ok(face),
        (None, by_body) => by_body.map(|(body, _)| body),
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
        // The trunk's turn is left in: its only trace, the depth of the shoulders, follows the head (observability.md).
        let (lean, _) = torso::trunk(&shoulders?, &neutral.body);
        // Lean is right +, the axes' own angle left +.
        let trunk = Rotation::about_y(-lean);
        Ok((trunk.inverse().after(head.rotation), lean, head))
    });
    let of_neck = |value: fn(Rotation) -> f64| against_trunk.map(|(neck, _, head)| seen(value(neck), head.confidence));
    measures.set(Measure::NeckLateralFlexion, of_neck(|neck| -neck.isb_angles()[1]));
    measures.set(Measure::NeckRotation, of_neck(|neck| -neck.isb_angles()[2]));
    let tilt = against_trunk.and_then(|(_, lean, head)| {
        if head.roll_seen {
            Ok(seen(-head.rotation.roll() - lean, head.confidence))
        } else {
            Err(Unseen::Face)
        }
    });
    measures.set(Measure::NeckTilt, tilt);
}

/// A nearer person looks like a wider one: past this change of the face's size, or without a face, the width of the
/// shoulders is shown but not spoken of.
const NEARER_OR_FARTHER: f64 = 0.1;
const WIDTH_AT_OTHER_DISTANCE: f32 = 0.5;
const LANDMARK_CONFIDENCE: f32 = 0.8;
/// The turn of the trunk comes from guessed depth and follows the head: a hint.
const TURN_CONFIDENCE: f32 = 0.3;

fn put_torso(
    measures: &mut Measures,
    shoulders: Result<Shoulders, Unseen>,
    head: Result<Head, Unseen>,
    neutral: &Neutral,
) {
    let of_shoulders =
        |value: &dyn Fn(&Shoulders) -> f64| shoulders.map(|shoulders| seen(value(&shoulders), LANDMARK_CONFIDENCE));
    let neutral = &neutral.body;
    measures.set(
        Measure::TrunkLean,
        of_shoulders(&|shoulders| torso::trunk(shoulders, neutral).0),
    );
    let turn = shoulders.map(|shoulders| seen(torso::trunk(&shoulders, neutral).1, TURN_CONFIDENCE));
    measures.set(Measure::TrunkRotation, turn);
    measures.set(
        Measure::ShoulderElevationLeft,
        of_shoulders(&|shoulders| torso::elevations(shoulders, neutral).0),
    );
    measures.set(
        Measure::ShoulderElevationRight,
        of_shoulders(&|shoulders| torso::elevations(shoulders, neutral).1),
    );
    let distance_known = head
        .ok()
        .and_then(|head| head.scale)
        .is_some_and(|scale| (scale - 1.0).abs() < NEARER_OR_FARTHER);
    let squeeze = shoulders.map(|shoulders| {
        let confidence = if distance_known {
            LANDMARK_CONFIDENCE
        } else {
            WIDTH_AT_OTHER_DISTANCE
        };
        seen(torso::retraction(&shoulders, neutral), confidence)
    });
    measures.set(Measure::ShoulderRetraction, squeeze);
}

/// Depth of the arms is the model's guess: coarse (observability.md).
const ARM_CONFIDENCE: f32 = 0.7;

fn put_arms(measures: &mut Measures, body: &Body, pose: &Pose, shoulders: Result<Shoulders, Unseen>, lens: &Lens) {
    use Landmark::{LeftElbow, LeftShoulder, LeftWrist, RightElbow, RightShoulder, RightWrist};
    let in_picture = |names: &[Landmark]| {
        if names.iter().all(|&name| arms::seen(body, name, pose.image_size)) {
            Ok(())
        } else {
            Err(Unseen::Arms)
        }
    };
    let elbow = |shoulder, elbow, wrist| {
        in_picture(&[elbow, wrist])?;
        let flexion = arms::elbow_flexion(body, shoulder, elbow, wrist).ok_or(Unseen::Arms)?;
        Ok(seen(flexion, ARM_CONFIDENCE))
    };
    measures.set(Measure::ElbowFlexionLeft, elbow(LeftShoulder, LeftElbow, LeftWrist));
    measures.set(Measure::ElbowFlexionRight, elbow(RightShoulder, RightElbow, RightWrist));
    let wrists = in_picture(&[LeftWrist, RightWrist]);
    let gap = wrists.and_then(|()| arms::wrist_gap(body).ok_or(Unseen::Arms));
    measures.set(Measure::WristGap, gap.map(|gap| seen(gap, ARM_CONFIDENCE)));
    let height = wrists
        .and(shoulders)
        .and_then(|shoulders| arms::wrist_height(body, &shoulders, lens, pose.image_size).ok_or(Unseen::Arms));
    measures.set(Measure::WristHeight, height.map(|height| seen(height, ARM_CONFIDENCE)));
}

fn seen(value: f64, confidence: f32) -> Seen {
    Seen {
        value: value as f32,
        confidence,
    }
}
