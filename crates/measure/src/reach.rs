//! Arms against the trunk, as the picture shows them: how far they are raised and bent, and where the hands are.

use body::{Landmark, Measure, Side};

use crate::arms::{self, Arm, FOREARM_SW, UPPER_ARM_SW};
use crate::figure::{EARS, Figure, SHOULDERS, clockwise};
use crate::measures::Unseen;
use crate::space::Vector;
use crate::whole::{Depth, Read, sure};

/// An upper arm that has less than this share of its length in the picture points at the camera, or away: which way it is
/// raised is then noise. An arm that is level and 53 degrees before the frontal plane has so much (geometry).
const LEAST_LENGTH: f64 = 0.6;
/// Upper arm and forearm that have this share of theirs lie within 37 degrees of the picture's plane, and so does the
/// angle between them.
const IN_PLANE: f64 = 0.8;
/// Where an angle round the shoulder is cut: no arm gets there.
const CUT_DEG: f64 = -135.0;
/// From the middle of the ears to the top of the head: 0.13 m over a shoulder width of 0.33 m.
const CROWN_SW: f64 = 0.39;

fn arm(side: Side) -> Arm {
    match side {
        Side::Left => arms::LEFT,
        Side::Right => arms::RIGHT,
    }
}

/// Of the arm on this side.
pub(crate) fn values(figure: &Figure, side: Side, depth: Option<&Depth>) -> [(Measure, Read); 8] {
    [
        (Measure::ArmAbductionLeft.on(side), abduction(figure, side)),
        (Measure::ArmFlexionLeft.on(side), flexion(figure, side)),
        (Measure::ElbowBendLeft.on(side), bend(figure, side)),
        (Measure::WristHeightLeft.on(side), wrist_height(figure, side, depth)),
        (Measure::ElbowAcrossLeft.on(side), elbow_across(figure, side)),
        (Measure::HandToHeadLeft.on(side), hand_to_head(figure, side)),
        (
            Measure::HandToOtherShoulderLeft.on(side),
            hand_to(figure, side, arm(side.other()).shoulder),
        ),
        (
            Measure::HandToOtherElbowLeft.on(side),
            hand_to(figure, side, arm(side.other()).elbow),
        ),
    ]
}

/// The upper arm in the picture, where it is long enough to have a direction.
fn upper_arm(figure: &Figure, side: Side) -> Result<Vector, Unseen> {
    figure.shoulders()?;
    figure.limb(&[arm(side).elbow], Unseen::Arms)?;
    let upper = figure.at(arm(side).elbow) - figure.at(arm(side).shoulder);
    if upper.length() < LEAST_LENGTH * UPPER_ARM_SW * figure.ruler {
        return Err(Unseen::OtherView);
    }
    Ok(upper)
}

fn round_the_shoulder(degrees: f64) -> f64 {
    if degrees < CUT_DEG { degrees + 360.0 } else { degrees }
}

fn abduction(figure: &Figure, side: Side) -> Read {
    figure.seen_from_front()?;
    let upper = upper_arm(figure, side)?;
    // Of a person who faces the camera the left arm is on the picture's right and rises counterclockwise.
    let outwards = match side {
        Side::Left => -1.0,
        Side::Right => 1.0,
    };
    Ok(sure(round_the_shoulder(outwards * clockwise(figure.down(), upper))))
}

fn flexion(figure: &Figure, side: Side) -> Read {
    let (ahead, _) = figure.seen_from_side()?;
    let upper = upper_arm(figure, side)?;
    // Who faces the picture's right raises an arm counterclockwise.
    Ok(sure(round_the_shoulder(-ahead * clockwise(figure.down(), upper))))
}

fn bend(figure: &Figure, side: Side) -> Read {
    let Arm { shoulder, elbow, wrist } = arm(side);
    figure.shoulders()?;
    figure.limb(&[elbow, wrist], Unseen::Arms)?;
    let upper = figure.at(elbow) - figure.at(shoulder);
    let lower = figure.at(wrist) - figure.at(elbow);
    let in_plane = |part: Vector, length_sw: f64| part.length() >= IN_PLANE * length_sw * figure.ruler;
    if !in_plane(upper, UPPER_ARM_SW) || !in_plane(lower, FOREARM_SW) {
        return Err(Unseen::OtherView);
    }
    Ok(sure(clockwise(upper, lower).abs()))
}

/// From the front by way of space, as the mean of both is; from the side as it stands in the picture.
fn wrist_height(figure: &Figure, side: Side, depth: Option<&Depth>) -> Read {
    figure.shoulders()?;
    let arm = arm(side);
    figure.limb(&[arm.wrist], Unseen::Arms)?;
    if figure.seen_from_side().is_ok() {
        let up = figure.at(arm.shoulder) - figure.at(arm.wrist);
        return Ok(sure(up.y / figure.ruler));
    }
    figure.seen_from_front()?;
    let height = depth.and_then(|depth| depth.arms?.height(arm, depth.up));
    height.map(sure).ok_or(Unseen::Arms)
}

fn elbow_across(figure: &Figure, side: Side) -> Read {
    figure.seen_from_front()?;
    figure.shoulders()?;
    figure.limb(&[arm(side).elbow], Unseen::Arms)?;
    let down = figure.down();
    let to_the_pictures_right = Vector::new(down.y, -down.x, 0.0);
    let inwards = match side {
        Side::Left => -1.0,
        Side::Right => 1.0,
    };
    let off = figure.at(arm(side).elbow) - figure.at(arm(side).shoulder);
    Ok(sure(inwards * off.dot(to_the_pictures_right) / figure.ruler))
}

/// The palm, in the picture: the middle of wrist and knuckles.
fn hand(figure: &Figure, side: Side) -> Result<Vector, Unseen> {
    let (wrist, index, pinky) = match side {
        Side::Left => (Landmark::LeftWrist, Landmark::LeftIndex, Landmark::LeftPinky),
        Side::Right => (Landmark::RightWrist, Landmark::RightIndex, Landmark::RightPinky),
    };
    figure.limb(&[wrist], Unseen::Arms)?;
    Ok((figure.at(wrist) + figure.at(index) + figure.at(pinky)) * (1.0 / 3.0))
}

fn hand_to(figure: &Figure, side: Side, place: Landmark) -> Read {
    figure.seen_from_front()?;
    figure.shoulders()?;
    if !SHOULDERS.contains(&place) {
        figure.limb(&[place], Unseen::Arms)?;
    }
    Ok(sure((hand(figure, side)? - figure.at(place)).length() / figure.ruler))
}

/// To the nearest place of the line from ear over crown to ear.
fn hand_to_head(figure: &Figure, side: Side) -> Read {
    figure.shoulders()?;
    figure.ears()?;
    let hand = hand(figure, side)?;
    let ears = figure.middle(EARS);
    let up = (ears - figure.middle(SHOULDERS)).unit().ok_or(Unseen::Face)?;
    let crown = ears + up * (CROWN_SW * figure.ruler);
    let nearest = EARS
        .map(|ear| distance_to_line(hand, figure.at(ear), crown))
        .into_iter()
        .fold(f64::INFINITY, f64::min);
    Ok(sure(nearest / figure.ruler))
}

/// From a place to the nearest point between two others.
fn distance_to_line(place: Vector, from: Vector, to: Vector) -> f64 {
    let (line, way) = (to - from, place - from);
    let square = line.dot(line);
    let share = if square > 0.0 {
        (way.dot(line) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (way - line * share).length()
}
