//! The true measures of a whole figure, from the places of its joints in space. Written down apart from the crate
//! `measure`, as the rotations of a head are.
//!
//! Axes of the places: x to the left of who faces the camera, y away from it, z up; metres (docs/validation.md, "NAME.csv").

use body::{Measure, Side};

use crate::truth::Track;

type Place = [f64; 3];

/// Where a joint is, row by row.
struct Joints<'a> {
    track: &'a Track,
}

impl Joints<'_> {
    /// `None` where the file has no such joint.
    fn rows(&self, name: &str) -> Option<Vec<Place>> {
        let [x, y, z] = ["x", "y", "z"].map(|axis| self.track.column(&format!("{name}_{axis}")));
        let (x, y, z) = (x?, y?, z?);
        Some((0..x.len()).map(|row| [x[row], y[row], z[row]]).collect())
    }

    /// In the picture, right and down, pixels.
    fn pixels(&self, name: &str) -> Option<Vec<Place>> {
        let [u, v] = ["u", "v"].map(|axis| self.track.column(&format!("{name}_{axis}")));
        let (u, v) = (u?, v?);
        Some((0..u.len()).map(|row| [u[row], v[row], 0.0]).collect())
    }

    fn of(&self, joint: &str, side: Side) -> Option<Vec<Place>> {
        self.rows(&format!("{joint}_{}", letter(side)))
    }
}

fn letter(side: Side) -> &'static str {
    match side {
        Side::Left => "L",
        Side::Right => "R",
    }
}

/// The side of one of a pair.
fn side_of(measure: Measure) -> Side {
    if measure.on(Side::Left) == measure {
        Side::Left
    } else {
        Side::Right
    }
}

/// The trunk of one row: down it, to the person's left and forward, each of length 1 and at right angles, and forward of
/// the pelvis.
struct Trunk {
    down: Place,
    left: Place,
    forward: Place,
    pelvis_forward: Place,
}

impl Trunk {
    fn of([shoulder_l, shoulder_r, hip_l, hip_r]: [Place; 4]) -> Self {
        let down = unit(minus(middle(hip_l, hip_r), middle(shoulder_l, shoulder_r)));
        let level = |line: Place| unit(minus(line, scaled(down, dot(line, down))));
        let left = level(minus(shoulder_l, shoulder_r));
        let pelvis_left = level(minus(hip_l, hip_r));
        Self {
            down,
            left,
            // Left by back is up, so left by up is forward.
            forward: cross(left, scaled(down, -1.0)),
            pelvis_forward: cross(pelvis_left, scaled(down, -1.0)),
        }
    }
}

/// Where an angle round the shoulder is cut: no arm gets there.
const CUT_DEG: f64 = -135.0;

/// An upper arm has an angle in a plane where so much of its length lies in it.
const LEAST_IN_PLANE: f64 = 0.5;

/// The true values of a measure that is read off a figure, before a neutral is taken off; lengths in the unit of the places.
/// `None` for every other measure, and where the truth does not tell the joints.
fn raw(track: &Track, measure: Measure) -> Option<Vec<f64>> {
    let joints = Joints { track };
    let side = side_of(measure);
    let of = |joint: &str| joints.of(joint, side);
    let both = |joint: &str| Some((joints.of(joint, Side::Left)?, joints.of(joint, Side::Right)?));
    let (shoulders, hips) = (both("shoulder"), both("hip"));
    let trunks = || {
        let ((sl, sr), (hl, hr)) = (shoulders.clone()?, hips.clone()?);
        let trunk = |row: usize| Trunk::of([sl[row], sr[row], hl[row], hr[row]]);
        Some((0..sl.len()).map(trunk).collect::<Vec<_>>())
    };
    let rows = |value: &dyn Fn(usize) -> f64| Some((0..track.times.len()).map(value).collect::<Vec<f64>>());
    // Outwards for an arm, forward for any limb.
    let own = if side == Side::Left { 1.0 } else { -1.0 };
    let round = |degrees: f64| if degrees < CUT_DEG { degrees + 360.0 } else { degrees };
    use Measure as M;
    match measure {
        M::ArmAbductionLeft | M::ArmAbductionRight | M::ArmFlexionLeft | M::ArmFlexionRight => {
            let (trunks, shoulder, elbow) = (trunks()?, of("shoulder")?, of("elbow")?);
            let sideways = matches!(measure, M::ArmAbductionLeft | M::ArmAbductionRight);
            rows(&|row| {
                let (arm, trunk) = (minus(elbow[row], shoulder[row]), &trunks[row]);
                let raised = if sideways {
                    own * dot(arm, trunk.left)
                } else {
                    dot(arm, trunk.forward)
                };
                let down = dot(arm, trunk.down);
                // An arm that stands nearly upright on the plane has no angle in it.
                if (raised * raised + down * down).sqrt() < LEAST_IN_PLANE * length(arm) {
                    return f64::NAN;
                }
                round(atan2(raised, down))
            })
        }
        M::ElbowBendLeft | M::ElbowBendRight => {
            let (shoulder, elbow, wrist) = (of("shoulder")?, of("elbow")?, of("wrist")?);
            rows(&|row| bend(shoulder[row], elbow[row], wrist[row]))
        }
        M::WristHeightLeft | M::WristHeightRight => {
            let (shoulder, wrist) = (of("shoulder")?, of("wrist")?);
            rows(&|row| wrist[row][2] - shoulder[row][2])
        }
        M::ElbowAcrossLeft | M::ElbowAcrossRight => {
            let (trunks, shoulder, elbow) = (trunks()?, of("shoulder")?, of("elbow")?);
            rows(&|row| -own * dot(minus(elbow[row], shoulder[row]), trunks[row].left))
        }
        M::TrunkRotation => {
            let ((sl, sr), (hl, hr)) = (shoulders?, hips?);
            let right = |left: Place, right: Place| -atan2(left[1] - right[1], left[0] - right[0]);
            rows(&|row| wrapped(right(sl[row], sr[row]) - right(hl[row], hr[row])))
        }
        M::TrunkSideBend | M::TrunkFlexion => {
            let ((sl, sr), (hl, hr)) = (shoulders?, hips?);
            rows(&|row| {
                let up = minus(middle(sl[row], sr[row]), middle(hl[row], hr[row]));
                let left = level(minus(hl[row], hr[row]));
                let way = if measure == M::TrunkFlexion {
                    [left[1], -left[0], 0.0]
                } else {
                    scaled(left, -1.0)
                };
                atan2(dot(up, way), up[2])
            })
        }
        M::HipFlexionLeft | M::HipFlexionRight => {
            let (trunks, hip, knee) = (trunks()?, of("hip")?, of("knee")?);
            rows(&|row| {
                let (thigh, trunk) = (minus(knee[row], hip[row]), &trunks[row]);
                atan2(dot(thigh, trunk.pelvis_forward), dot(thigh, trunk.down))
            })
        }
        M::KneeFlexionLeft | M::KneeFlexionRight => {
            let (hip, knee, ankle) = (of("hip")?, of("knee")?, of("ankle")?);
            rows(&|row| bend(hip[row], knee[row], ankle[row]))
        }
        M::AnkleFlexionLeft | M::AnkleFlexionRight => {
            let (knee, ankle, heel, toe) = (of("knee")?, of("ankle")?, of("heel")?, of("toe")?);
            rows(&|row| 90.0 - between(minus(toe[row], heel[row]), minus(knee[row], ankle[row])))
        }
        M::HeelRiseLeft | M::HeelRiseRight => {
            let (ankle, heel, toe) = (of("ankle")?, of("heel")?, of("toe")?);
            rows(&|row| middle(heel[row], ankle[row])[2] - toe[row][2])
        }
        M::StanceWidth | M::WeightShift => {
            let ((al, ar), (hl, hr)) = (both("ankle")?, hips?);
            rows(&|row| {
                let left = level(minus(hl[row], hr[row]));
                match measure {
                    M::StanceWidth => dot(minus(al[row], ar[row]), left).abs(),
                    _ => -dot(minus(middle(hl[row], hr[row]), middle(al[row], ar[row])), left),
                }
            })
        }
        M::FootLift => {
            let (left, right) = both("ankle")?;
            rows(&|row| right[row][2] - left[row][2])
        }
        M::ThighUpright => {
            let ((hl, hr), (kl, kr)) = (hips?, both("knee")?);
            let upright = |hip: Place, knee: Place| -unit(minus(knee, hip))[2];
            rows(&|row| upright(hl[row], kl[row]).max(upright(hr[row], kr[row])))
        }
        // The column is positive to the left.
        M::Facing => rows(&{
            let left = track.column("facing")?;
            move |row| -left[row]
        }),
        M::ChinBack => rows(&{
            let forward = track.column("head_fwd_m")?;
            move |row| -forward[row]
        }),
        M::HandToHeadLeft | M::HandToHeadRight => hand_to_head(&joints, side),
        M::HandToOtherShoulderLeft | M::HandToOtherShoulderRight => hand_to(&joints, side, "shoulder"),
        M::HandToOtherElbowLeft | M::HandToOtherElbowRight => hand_to(&joints, side, "elbow"),
        _ => None,
    }
}

/// The palm in the picture: the middle of wrist and outer knuckles.
fn palm(joints: &Joints, side: Side) -> Option<Vec<Place>> {
    let [wrist, index, pinky] =
        ["wrist", "index", "pinky"].map(|name| joints.pixels(&format!("{name}_{}", letter(side))));
    let (wrist, index, pinky) = (wrist?, index?, pinky?);
    let palm = |row: usize| scaled(plus(plus(wrist[row], index[row]), pinky[row]), 1.0 / 3.0);
    Some((0..wrist.len()).map(palm).collect())
}

/// In pixels, as the measure is one of the picture.
fn hand_to(joints: &Joints, side: Side, joint: &str) -> Option<Vec<f64>> {
    let (palm, place) = (
        palm(joints, side)?,
        joints.pixels(&format!("{joint}_{}", letter(side.other())))?,
    );
    Some(
        (0..palm.len())
            .map(|row| length(minus(palm[row], place[row])))
            .collect(),
    )
}

/// From the middle of the ears to the top of the head, shoulder widths: 0.13 m over 0.33 m.
const CROWN_SW: f64 = 0.39;

fn hand_to_head(joints: &Joints, side: Side) -> Option<Vec<f64>> {
    let palm = palm(joints, side)?;
    let [ear_l, ear_r, shoulder_l, shoulder_r] =
        ["ear_L", "ear_R", "shoulder_L", "shoulder_R"].map(|name| joints.pixels(name));
    let (ear_l, ear_r, shoulder_l, shoulder_r) = (ear_l?, ear_r?, shoulder_l?, shoulder_r?);
    let width = width_px(joints.track)?;
    let nearest = |row: usize| {
        let ears = middle(ear_l[row], ear_r[row]);
        let up = unit(minus(ears, middle(shoulder_l[row], shoulder_r[row])));
        let crown = plus(ears, scaled(up, CROWN_SW * width));
        let to = |ear: Place| {
            let (line, way) = (minus(crown, ear), minus(palm[row], ear));
            let share = (dot(way, line) / dot(line, line)).clamp(0.0, 1.0);
            length(minus(way, scaled(line, share)))
        };
        to(ear_l[row]).min(to(ear_r[row]))
    };
    Some((0..palm.len()).map(nearest).collect())
}

/// Shoulder width in the picture at rest, pixels.
fn width_px(track: &Track) -> Option<f64> {
    let joints = Joints { track };
    let (left, right) = (joints.pixels("shoulder_L")?, joints.pixels("shoulder_R")?);
    let widths: Vec<f64> = (0..track.rest())
        .map(|row| length(minus(left[row], right[row])))
        .collect();
    crate::reference::median(&widths)
}

/// The true values of a measure that is read off a figure, in its unit; `None` where the truth does not tell them, or it is
/// none of these.
pub(crate) fn values(track: &Track, measure: Measure) -> Option<Vec<f64>> {
    let mut values = raw(track, measure)?;
    if measure.kind() == body::Kind::Offset {
        let rest = crate::reference::median(values.get(..track.rest())?)?;
        values.iter_mut().for_each(|value| *value -= rest);
    }
    if measure.unit() == body::Unit::ShoulderWidths {
        let in_picture = matches!(
            measure.on(Side::Left),
            Measure::HandToHeadLeft | Measure::HandToOtherShoulderLeft | Measure::HandToOtherElbowLeft
        );
        let width = if in_picture {
            width_px(track)?
        } else {
            crate::reference::median(track.column("shoulder_width_m")?.get(..track.rest())?)?
        };
        values.iter_mut().for_each(|value| *value /= width);
    }
    Some(values)
}

fn bend(from: Place, joint: Place, to: Place) -> f64 {
    between(minus(joint, from), minus(to, joint))
}

/// The angle between two directions, degrees.
fn between(one: Place, other: Place) -> f64 {
    libm::acos(dot(unit(one), unit(other)).clamp(-1.0, 1.0)).to_degrees()
}

/// Without what goes up or down, of length 1.
fn level([x, y, _]: Place) -> Place {
    unit([x, y, 0.0])
}

fn minus(a: Place, b: Place) -> Place {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn plus(a: Place, b: Place) -> Place {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

fn scaled(a: Place, by: f64) -> Place {
    a.map(|value| value * by)
}

fn middle(a: Place, b: Place) -> Place {
    scaled(plus(a, b), 0.5)
}

fn dot(a: Place, b: Place) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: Place, b: Place) -> Place {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

fn length(a: Place) -> f64 {
    dot(a, a).sqrt()
}

/// NaN without a length: such a row is not known.
fn unit(a: Place) -> Place {
    scaled(a, 1.0 / length(a))
}

fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x).to_degrees()
}

fn wrapped(degrees: f64) -> f64 {
    degrees - 360.0 * (degrees / 360.0).round()
}
