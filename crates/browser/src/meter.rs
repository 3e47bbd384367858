//! How far the movement of a step has got: its first reach rule with a scale, as a bar and an arc.

use body::{Measure, Pose, Side};
use guide::{Compare, Demand, Guide, Phrase, PhraseSide, Step, Test};
use measure::Measures;

use crate::drawing::arc;
use crate::view::MeterView;

/// The scale ends at this multiple of what is done, or a little beyond good.
const BEYOND_DONE: f32 = 1.5;
/// For a value that must be small, the scale ends at this multiple of where it is lost.
const BEYOND_LOST: f32 = 2.0;

/// The meter of a dose; `None` when no reach rule of it has a scale.
pub(crate) fn meter(step: &Step, side: Option<Side>, measures: &Measures, pose: &Pose) -> Option<MeterView> {
    let (phrase, test) = first_reach(step)?;
    let towards = match phrase.side {
        PhraseSide::Fixed(side) => Some(side),
        PhraseSide::OfDose => side,
        PhraseSide::None => None,
    };
    let measure = test.measure_for(towards);
    let value = measures.get(measure).ok().map(|seen| test.read(seen.value, towards));
    let (most, band) = match test.compare {
        Compare::AtLeast => {
            let most = (test.met * BEYOND_DONE).max(test.good.unwrap_or(test.met) * 1.1);
            (most, [test.met, most])
        }
        Compare::AtMost => (test.lost * BEYOND_LOST, [0.0, test.met]),
    };
    let arc = towards
        .filter(|_| is_lateral(test.measure))
        .and_then(|side| arc(pose, side, [0.0, most], band, value));
    Some(MeterView {
        measure: measure.name(),
        unit: measure.unit().name(),
        value,
        least: 0.0,
        most,
        band,
        good: test.good,
        arc,
    })
}

/// Before the first step: how far the guide's first tilt must go, whichever step it belongs to.
pub(crate) fn preview(guide: &Guide, pose: &Pose, measures: &Measures) -> Option<MeterView> {
    let tilt = |step: &&Step| first_reach(step).is_some_and(|(_, test)| is_lateral(test.measure));
    let step = guide.steps.iter().find(tilt).or(guide.steps.first())?;
    meter(step, step.each_side.then_some(Side::Left), measures, pose)
}

/// The step's first reach rule and its first test; one with a scale that starts at rest comes before one without.
fn first_reach(step: &Step) -> Option<(&Phrase, &Test)> {
    let reaches = || {
        step.rules().filter_map(|(_, _, rule)| match &rule.demand {
            Demand::Reach(phrase) => Some((phrase, phrase.tests.first()?)),
            _ => None,
        })
    };
    reaches()
        .find(|(_, test)| test.compare == Compare::AtLeast && test.met > 0.0)
        .or_else(|| reaches().next())
}

fn is_lateral(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::NeckTilt | Measure::NeckLateralFlexion | Measure::TrunkLean
    )
}
