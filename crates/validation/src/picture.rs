//! Whether a camera could see a fault at all: by the truth's places of the joints, never by what was estimated.

use body::{Measure, Side};

use crate::case::Case;
use crate::truth::Label;

/// A fault is in the picture when its joints are for at least this share of the dose.
const LEAST: f64 = 0.5;

/// The share of a dose in which a fault is in the picture, where that is under [`LEAST`]; `None` where it is more, or
/// where the truth does not tell.
///
/// The fault is in the picture while all joints of one of the measures are: of two bent elbows one is enough. The dose
/// is its frames of hold, or of movement where nothing is held.
pub(crate) fn out_of_picture(case: &Case, step: &str, side: Option<Side>, measures: &[Measure]) -> Option<f64> {
    let size = case.picture?;
    let track = &case.clip.track;
    let of_dose = |row: &usize| case.clip.about.step.is_some() || track.is_of(*row, step, side);
    let labelled = |label| {
        let rows = (0..track.times.len()).filter(|row| track.labels[*row] == label);
        rows.filter(of_dose).collect::<Vec<usize>>()
    };
    let mut rows = labelled(Label::Hold);
    if rows.is_empty() {
        rows = labelled(Label::Moving);
    }
    let (mut inside, mut told) = (0_u32, 0_u32);
    for row in rows {
        let seen = measures.iter().map(|&measure| {
            let joints = joints(measure).iter().map(|joint| {
                let place = |axis: &str, end: u32| {
                    let at = track.column(&format!("{joint}_{axis}"))?[row];
                    at.is_finite().then(|| (0.0..f64::from(end)).contains(&at))
                };
                Some(place("u", size.width)? && place("v", size.height)?)
            });
            joints
                .collect::<Option<Vec<bool>>>()
                .map(|joints| joints.into_iter().all(|joint| joint))
        });
        // A frame in which one of the joints is nowhere told says nothing.
        let Some(seen) = seen.collect::<Option<Vec<bool>>>() else {
            continue;
        };
        told += 1;
        inside += u32::from(seen.into_iter().any(|measure| measure));
    }
    let share = f64::from(inside) / f64::from(told);
    (told > 0 && share < LEAST).then_some(share)
}

/// The joints without which a measure can't be seen, as the truth's columns name them.
fn joints(measure: Measure) -> &'static [&'static str] {
    match measure {
        Measure::WristGap => &["wrist_L", "wrist_R"],
        Measure::WristHeight => &["shoulder_L", "shoulder_R", "wrist_L", "wrist_R"],
        Measure::ElbowFlexionLeft => &["shoulder_L", "elbow_L", "wrist_L"],
        Measure::ElbowFlexionRight => &["shoulder_R", "elbow_R", "wrist_R"],
        Measure::ShoulderElevationLeft => &["shoulder_L"],
        Measure::ShoulderElevationRight => &["shoulder_R"],
        Measure::TrunkLean | Measure::TrunkRotation | Measure::ShoulderRetraction | Measure::Breath => {
            &["shoulder_L", "shoulder_R"]
        }
        Measure::NeckLateralFlexion | Measure::NeckRotation | Measure::NeckTilt => {
            &["eye_L", "eye_R", "shoulder_L", "shoulder_R"]
        }
        Measure::NeckFlexion | Measure::HeadAzimuth | Measure::HeadDepression | Measure::HeadSpeed => {
            &["eye_L", "eye_R"]
        }
        Measure::ArmAbductionLeft | Measure::ArmFlexionLeft | Measure::ElbowAcrossLeft => &["shoulder_L", "elbow_L"],
        Measure::ArmAbductionRight | Measure::ArmFlexionRight | Measure::ElbowAcrossRight => &["shoulder_R", "elbow_R"],
        Measure::ElbowBendLeft => &["shoulder_L", "elbow_L", "wrist_L"],
        Measure::ElbowBendRight => &["shoulder_R", "elbow_R", "wrist_R"],
        Measure::WristHeightLeft => &["shoulder_L", "wrist_L"],
        Measure::WristHeightRight => &["shoulder_R", "wrist_R"],
        Measure::HandToHeadLeft => &["wrist_L", "eye_L", "eye_R"],
        Measure::HandToHeadRight => &["wrist_R", "eye_L", "eye_R"],
        Measure::HandToOtherShoulderLeft => &["wrist_L", "shoulder_R"],
        Measure::HandToOtherShoulderRight => &["wrist_R", "shoulder_L"],
        Measure::HandToOtherElbowLeft => &["wrist_L", "elbow_R"],
        Measure::HandToOtherElbowRight => &["wrist_R", "elbow_L"],
        Measure::TrunkSideBend | Measure::TrunkFlexion | Measure::Facing => {
            &["shoulder_L", "shoulder_R", "hip_L", "hip_R"]
        }
        Measure::HipFlexionLeft => &["shoulder_L", "hip_L", "knee_L"],
        Measure::HipFlexionRight => &["shoulder_R", "hip_R", "knee_R"],
        Measure::KneeFlexionLeft => &["hip_L", "knee_L", "ankle_L"],
        Measure::KneeFlexionRight => &["hip_R", "knee_R", "ankle_R"],
        Measure::AnkleFlexionLeft | Measure::HeelRiseLeft => &["knee_L", "ankle_L", "heel_L", "toe_L"],
        Measure::AnkleFlexionRight | Measure::HeelRiseRight => &["knee_R", "ankle_R", "heel_R", "toe_R"],
        Measure::StanceWidth | Measure::FootLift => &["ankle_L", "ankle_R"],
        Measure::WeightShift => &["hip_L", "hip_R", "ankle_L", "ankle_R"],
        Measure::ThighUpright => &["hip_L", "hip_R", "knee_L", "knee_R"],
        Measure::ChinBack => &["ear_L", "ear_R", "shoulder_L", "shoulder_R"],
    }
}
