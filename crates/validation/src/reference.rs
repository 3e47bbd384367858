//! The true measures of every frame, by the definitions and signs of [`body::Measure`].
//!
//! Offsets are from the median of the rows at rest, column by column, before a rotation is built from them, as
//! docs/validation.md, "NAME.csv" has it. Taking the neutral off as a rotation instead changes the angles by 0.1 to 0.3
//! degrees on average (rendered clips, 4 degrees at most).

use body::Measure;

use crate::figure;
use crate::rotation::Angles;
use crate::statistics::quantile;
use crate::truth::Track;

/// The true value of every measure that the truth's columns tell, one a row; `None` where a row does not know it.
#[derive(Debug, Clone)]
pub struct Reference {
    values: Vec<Vec<Option<f32>>>,
}

/// Shoulders 8 % narrower than at rest are an index of 1. Source: docs/measures.md, "shoulder_retraction".
const FULL_SQUEEZE: f64 = 0.08;

impl Reference {
    /// From the columns of a truth.
    pub fn of(track: &Track) -> Self {
        let columns = Columns { track };
        let values = Measure::ALL.iter().map(|&measure| {
            let column = columns.measure(measure);
            let known = |value: f64| value.is_finite().then_some(value as f32);
            column.map_or_else(Vec::new, |column| column.into_iter().map(known).collect())
        });
        Self {
            values: values.collect(),
        }
    }

    /// The true value in a row; `None` where it is not known.
    pub fn value(&self, measure: Measure, row: usize) -> Option<f32> {
        self.values[measure as usize].get(row).copied().flatten()
    }

    /// Whether the truth tells this measure at all.
    pub fn tells(&self, measure: Measure) -> bool {
        !self.values[measure as usize].is_empty()
    }
}

/// How far the shoulders have come back, in shoulder widths: what a squeeze of the blades is, whatever a camera shows.
/// `None` when the truth does not tell.
pub fn shoulders_back(track: &Track) -> Option<Vec<f64>> {
    let columns = Columns { track };
    let (left, right, width) = (
        columns.offset("gh_fwd_L")?,
        columns.offset("gh_fwd_R")?,
        columns.at_rest("shoulder_width_m")?,
    );
    Some(
        left.iter()
            .zip(right)
            .map(|(left, right)| -(left + right) / 2.0 / width)
            .collect(),
    )
}

struct Columns<'a> {
    track: &'a Track,
}

impl Columns<'_> {
    fn measure(&self, measure: Measure) -> Option<Vec<f64>> {
        match measure {
            Measure::NeckFlexion => self.head("head", |head| head.isb().flexion),
            Measure::NeckLateralFlexion => self.head("neck", |neck| neck.isb().lateral),
            Measure::NeckRotation => self.head("neck", |neck| neck.isb().rotation),
            Measure::HeadAzimuth => self.head("head", |head| head.face_normal().0),
            Measure::HeadDepression => self.head("head", |head| head.face_normal().1),
            // `head_roll` is positive to the left; the slope is positive with the left shoulder higher, a roll to the
            // right. So their difference as rolls is their sum as columns.
            Measure::NeckTilt => {
                let slope = self.offset("shoulder_line_deg")?;
                Some(zip(self.offset("head_roll")?, slope, |roll, slope| -(roll + slope)))
            }
            Measure::TrunkLean => Some(map(self.offset("trunk_lat")?, |left| -left)),
            // By the joints where the truth has them.
            Measure::TrunkRotation => {
                figure::values(self.track, measure).or_else(|| Some(map(self.offset("trunk_rot")?, |left| -left)))
            }
            Measure::ShoulderElevationLeft => self.rise("gh_up_L"),
            Measure::ShoulderElevationRight => self.rise("gh_up_R"),
            Measure::ShoulderRetraction => self.squeeze(),
            Measure::ElbowFlexionLeft => Some(map(self.plain("elbow_L")?, |straight| 180.0 - straight)),
            Measure::ElbowFlexionRight => Some(map(self.plain("elbow_R")?, |straight| 180.0 - straight)),
            Measure::WristGap => {
                let width = self.at_rest("shoulder_width_m")?;
                Some(map(self.plain("wrist_gap_m")?, |metres| metres / width))
            }
            Measure::WristHeight | Measure::Breath | Measure::HeadSpeed => None,
            _ => figure::values(self.track, measure),
        }
    }

    fn head(&self, of: &str, angle: fn(Angles) -> f64) -> Option<Vec<f64>> {
        let names = if of == "head" {
            ["head_yaw", "head_roll", "head_pitch"]
        } else {
            ["neck_rot", "neck_lat", "neck_flex"]
        };
        let [turn, tilt, nod] = names.map(|name| self.offset(name));
        let (turn, tilt, nod) = (turn?, tilt?, nod?);
        let angles = (0..turn.len()).map(|row| Angles {
            turn: turn[row],
            tilt: tilt[row],
            nod: nod[row],
        });
        Some(angles.map(angle).collect())
    }

    /// Rise of a shoulder joint over the base of the neck, in shoulder widths.
    fn rise(&self, name: &str) -> Option<Vec<f64>> {
        let width = self.at_rest("shoulder_width_m")?;
        Some(map(self.offset(name)?, |metres| metres / width))
    }

    /// The index by its definition, read off the true places of the joints in the picture.
    fn squeeze(&self) -> Option<Vec<f64>> {
        let [left_u, left_v, right_u, right_v] =
            ["shoulder_L_u", "shoulder_L_v", "shoulder_R_u", "shoulder_R_v"].map(|name| self.plain(name));
        let (across, down) = (
            zip(left_u?, right_u?, |left, right| left - right),
            zip(left_v?, right_v?, |left, right| left - right),
        );
        let width = zip(across, down, |across, down| (across * across + down * down).sqrt());
        let at_rest = median(width.get(..self.track.rest())?)?;
        Some(map(width, |width| (1.0 - width / at_rest) / FULL_SQUEEZE))
    }

    fn plain(&self, name: &str) -> Option<Vec<f64>> {
        self.track.column(name).map(<[f64]>::to_vec)
    }

    fn at_rest(&self, name: &str) -> Option<f64> {
        median(self.track.column(name)?.get(..self.track.rest())?)
    }

    fn offset(&self, name: &str) -> Option<Vec<f64>> {
        let at_rest = self.at_rest(name)?;
        Some(map(self.plain(name)?, |value| value - at_rest))
    }
}

fn map(values: Vec<f64>, change: impl Fn(f64) -> f64) -> Vec<f64> {
    values.into_iter().map(change).collect()
}

fn zip(one: Vec<f64>, other: Vec<f64>, change: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    one.into_iter()
        .zip(other)
        .map(|(one, other)| change(one, other))
        .collect()
}

/// Of the values that are known.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    quantile(&known, 0.5)
}
