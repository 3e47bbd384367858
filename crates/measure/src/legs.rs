//! Hips, knees and feet, as the picture shows them.

use body::{Landmark, Measure, Side};

use crate::figure::{Figure, HIPS, THIGH_SW, clockwise};
use crate::measures::Unseen;
use crate::whole::{Depth, Read, sure, unsure};

#[derive(Debug, Clone, Copy)]
struct Leg {
    hip: Landmark,
    knee: Landmark,
    ankle: Landmark,
    heel: Landmark,
    toe: Landmark,
}

fn leg(side: Side) -> Leg {
    match side {
        Side::Left => Leg {
            hip: Landmark::LeftHip,
            knee: Landmark::LeftKnee,
            ankle: Landmark::LeftAnkle,
            heel: Landmark::LeftHeel,
            toe: Landmark::LeftFootIndex,
        },
        Side::Right => Leg {
            hip: Landmark::RightHip,
            knee: Landmark::RightKnee,
            ankle: Landmark::RightAnkle,
            heel: Landmark::RightHeel,
            toe: Landmark::RightFootIndex,
        },
    }
}

/// Of the leg on this side.
pub(crate) fn of_one(figure: &Figure, side: Side) -> [(Measure, Read); 4] {
    [
        (Measure::HipFlexionLeft.on(side), hip(figure, side)),
        (Measure::KneeFlexionLeft.on(side), knee(figure, side)),
        (Measure::AnkleFlexionLeft.on(side), ankle(figure, side)),
        (Measure::HeelRiseLeft.on(side), heel(figure, side)),
    ]
}

/// Of both together.
pub(crate) fn of_both(figure: &Figure, depth: Option<&Depth>) -> [(Measure, Read); 4] {
    [
        (Measure::StanceWidth, stance(figure)),
        (Measure::FootLift, foot_lift(figure)),
        (Measure::WeightShift, weight(figure)),
        (Measure::ThighUpright, thigh_upright(figure, depth)),
    ]
}

/// The farther leg is often half hidden behind the nearer one.
fn by_side(side: Side, near: Side, value: f64) -> crate::measures::Seen {
    if side == near { sure(value) } else { unsure(value) }
}

fn hip(figure: &Figure, side: Side) -> Read {
    figure.trunk()?;
    let (ahead, near) = figure.seen_from_side()?;
    let Leg { hip, knee, .. } = leg(side);
    figure.limb(&[hip, knee], Unseen::Legs)?;
    let thigh = figure.at(knee) - figure.at(hip);
    Ok(by_side(side, near, -ahead * clockwise(figure.down(), thigh)))
}

fn knee(figure: &Figure, side: Side) -> Read {
    let Leg { hip, knee, ankle, .. } = leg(side);
    let (_, near) = figure.seen_from_side()?;
    figure.limb(&[hip, knee, ankle], Unseen::Legs)?;
    let thigh = figure.at(knee) - figure.at(hip);
    let shin = figure.at(ankle) - figure.at(knee);
    Ok(by_side(side, near, clockwise(thigh, shin).abs()))
}

/// From the right angle between foot and shin, before the neutral is taken off.
fn ankle(figure: &Figure, side: Side) -> Read {
    let Leg {
        knee, ankle, heel, toe, ..
    } = leg(side);
    let (_, near) = figure.seen_from_side()?;
    figure.limb(&[knee, ankle, heel, toe], Unseen::Legs)?;
    let foot = figure.at(toe) - figure.at(heel);
    let up_the_shin = figure.at(knee) - figure.at(ankle);
    Ok(by_side(side, near, 90.0 - clockwise(foot, up_the_shin).abs()))
}

/// Heel and ankle over the toes.
fn heel(figure: &Figure, side: Side) -> Read {
    let Leg { ankle, heel, toe, .. } = leg(side);
    figure.limb(&[ankle, heel, toe], Unseen::Legs)?;
    let back = figure.middle([ankle, heel]);
    Ok(sure((figure.at(toe) - back).y / figure.ruler))
}

fn ankles(figure: &Figure) -> Result<[Landmark; 2], Unseen> {
    let ankles = [leg(Side::Left).ankle, leg(Side::Right).ankle];
    figure.limb(&ankles, Unseen::Legs)?;
    Ok(ankles)
}

fn stance(figure: &Figure) -> Read {
    figure.seen_from_front()?;
    let [left, right] = ankles(figure)?;
    Ok(sure((figure.at(left) - figure.at(right)).x.abs() / figure.ruler))
}

fn foot_lift(figure: &Figure) -> Read {
    let [left, right] = ankles(figure)?;
    Ok(sure((figure.at(left) - figure.at(right)).y / figure.ruler))
}

fn weight(figure: &Figure) -> Read {
    figure.seen_from_front()?;
    figure.limb(&HIPS, Unseen::Legs)?;
    let ankles = figure.middle(ankles(figure)?);
    // The person's right is the picture's left.
    Ok(sure((ankles - figure.middle(HIPS)).x / figure.ruler))
}

/// Of the leg that hangs more: who stands on one leg stands. By way of space: before a camera that looks down, level thighs
/// look half upright.
fn thigh_upright(figure: &Figure, depth: Option<&Depth>) -> Read {
    let Depth { legs, up, .. } = depth.ok_or(Unseen::Legs)?;
    let of = |side: Side| {
        let Leg { hip, knee, .. } = leg(side);
        figure.limb(&[hip, knee], Unseen::Legs)?;
        Ok(-legs.rise(knee, hip, THIGH_SW, *up) / THIGH_SW)
    };
    let (left, right): (Result<f64, Unseen>, Result<f64, Unseen>) = (of(Side::Left), of(Side::Right));
    // From the side the nearer leg hides the other one.
    Ok(sure(match figure.seen_from_side() {
        Ok((_, Side::Left)) => left?.max(right.unwrap_or(f64::NEG_INFINITY)),
        Ok((_, Side::Right)) => right?.max(left.unwrap_or(f64::NEG_INFINITY)),
        Err(_) => left?.max(right?),
    }))
}
