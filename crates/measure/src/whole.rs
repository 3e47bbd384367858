//! The measures that are read off a whole figure: arms against the trunk, the trunk's own line, legs, and which way the
//! person faces. What each is stands in docs/measures.md.

use body::{Body, ImageSize, Kind, Measure, Side};

use crate::arms::Space;
use crate::figure::{BEHIND_DEG, Figure, HIPS, SHOULDERS, pair_turned};
use crate::lens::Lens;
use crate::measures::{Seen, UNSURE, Unseen};
use crate::space::{Vector, atan2};
use crate::{legs, reach};

/// What was read, before the neutral is taken off.
pub(crate) type Read = Result<Seen, Unseen>;

/// Landmarks in the picture, where nothing has to be guessed.
pub(crate) const SURE: f32 = 0.8;

pub(crate) fn sure(value: f64) -> Seen {
    Seen {
        value: value as f32,
        confidence: SURE,
    }
}

pub(crate) fn unsure(value: f64) -> Seen {
    Seen {
        value: value as f32,
        confidence: UNSURE,
    }
}

/// A figure at rest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rest {
    /// A shoulder width, pixels.
    pub ruler: f64,
    /// The shoulders stood one behind the other.
    pub side_on: bool,
    /// What offsets are taken from: medians of what was seen in most of the frames.
    values: Vec<(Measure, f32)>,
}

impl Rest {
    /// `None` where no frame shows how large the person is.
    pub(crate) fn of(frames: &[(&Body, ImageSize)]) -> Option<Self> {
        let rulers: Vec<(f64, bool)> = frames
            .iter()
            .filter_map(|(body, size)| Figure::ruler(body, *size))
            .collect();
        let side_on = 2 * rulers.iter().filter(|(_, side_on)| *side_on).count() > rulers.len();
        // A frame that says otherwise has another ruler.
        let alike = rulers.iter().filter(|(_, other)| *other == side_on);
        let ruler = middle(alike.map(|(ruler, _)| *ruler).collect())?;
        let mut read: Vec<(Measure, Vec<f64>)> = Vec::new();
        for (body, size) in frames {
            for (measure, value) in values(&Figure::new(body, *size, ruler), None) {
                let Ok(value) = value else { continue };
                if measure.kind() != Kind::Offset {
                    continue;
                }
                let value = f64::from(value.value);
                match read.iter_mut().find(|(name, _)| *name == measure) {
                    Some((_, values)) => values.push(value),
                    None => read.push((measure, vec![value])),
                }
            }
        }
        let mostly = read.into_iter().filter(|(_, values)| 2 * values.len() > frames.len());
        Some(Self {
            ruler,
            side_on,
            values: mostly
                .filter_map(|(measure, values)| Some((measure, middle(values)? as f32)))
                .collect(),
        })
    }

    /// A rest of which only the width of the shoulders is known, pixels: they lie at the picture's upper edge.
    pub(crate) fn by_width(ruler: f64) -> Self {
        Self {
            ruler,
            ..Self::default()
        }
    }

    /// The measures of a figure against this rest.
    pub(crate) fn measures(
        &self,
        body: &Body,
        size: ImageSize,
        lens: &Lens,
        space: Option<&Space>,
        up: Vector,
    ) -> Vec<(Measure, Read)> {
        let legs = Space::by_ruler(body, self.ruler, lens, size);
        let depth = Depth { arms: space, legs, up };
        let mut values = values(&Figure::new(body, size, self.ruler), Some(&depth));
        for (measure, value) in &mut values {
            if measure.kind() == Kind::Offset {
                let rest = self.values.iter().find(|(name, _)| name == measure);
                *value = value.and_then(|seen| match rest {
                    Some((_, rest)) => Ok(Seen {
                        value: seen.value - rest,
                        ..seen
                    }),
                    None => Err(Unseen::NoNeutral),
                });
            }
        }
        values
    }
}

/// The space before the camera.
pub(crate) struct Depth<'a> {
    /// By the shoulders of the frame, where they are seen.
    pub arms: Option<&'a Space<'a>>,
    /// By the shoulders at rest.
    pub legs: Space<'a>,
    /// Upwards, in the camera's axes.
    pub up: Vector,
}

/// Every measure of a figure, none of them against a rest. What needs `depth` is unseen without.
fn values(figure: &Figure, depth: Option<&Depth>) -> Vec<(Measure, Read)> {
    let mut values = vec![
        (Measure::TrunkRotation, trunk_rotation(figure)),
        (Measure::TrunkSideBend, trunk_side_bend(figure)),
        (Measure::TrunkFlexion, trunk_flexion(figure)),
        (Measure::Facing, facing(figure)),
        (Measure::ChinBack, chin_back(figure)),
    ];
    for side in [Side::Left, Side::Right] {
        values.extend(reach::values(figure, side, depth));
        values.extend(legs::of_one(figure, side));
    }
    values.extend(legs::of_both(figure, depth));
    values
}

/// The shoulders' turn against the hips', both by the world landmarks.
fn trunk_rotation(figure: &Figure) -> Read {
    figure.trunk()?;
    figure.seen_from_front()?;
    let turn = |pair| pair_turned(figure.body, &[pair]).ok_or(Unseen::Shoulders);
    Ok(unsure(wrapped(turn(SHOULDERS)? - turn(HIPS)?)))
}

fn trunk_side_bend(figure: &Figure) -> Read {
    figure.trunk()?;
    figure.seen_from_front()?;
    let up = figure.middle(SHOULDERS) - figure.middle(HIPS);
    Ok(sure(atan2(-up.x, -up.y)))
}

fn trunk_flexion(figure: &Figure) -> Read {
    figure.trunk()?;
    let (ahead, _) = figure.seen_from_side()?;
    let up = figure.middle(SHOULDERS) - figure.middle(HIPS);
    Ok(sure(atan2(up.x * ahead, -up.y)))
}

/// Which way the person is turned.
pub(crate) fn facing(figure: &Figure) -> Read {
    let turned = figure.facing?;
    if turned.abs() > BEHIND_DEG {
        return Err(Unseen::OtherView);
    }
    Ok(sure(turned))
}

fn chin_back(figure: &Figure) -> Read {
    figure.shoulders()?;
    let (ahead, near) = figure.seen_from_side()?;
    figure.ears()?;
    let ear = match near {
        Side::Left => body::Landmark::LeftEar,
        Side::Right => body::Landmark::RightEar,
    };
    let forward = (figure.at(ear) - figure.middle(SHOULDERS)).x * ahead;
    Ok(sure(-forward / figure.ruler))
}

fn wrapped(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// The median; `None` of nothing.
fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((values[half - 1] + upper) / 2.0)
}
