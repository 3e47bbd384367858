//! How far the movement of a step has got: the first of its reach rules that is missing, or else its first one, as a
//! bar and an arc.

use body::{Measure, Plane, Side, Sides};
use coach::{CoachState, Live};
use guide::{Compare, Demand, Guide, Phrase, PhraseSide, Step, Test};
use serde::Serialize;

use crate::Seen;
use crate::drawing::{Arc, arc};

/// How far the movement has got.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meter {
    /// Name of the measure.
    pub measure: &'static str,
    /// Its rule is not met yet.
    pub missing: bool,
    /// Unit of all numbers here.
    pub unit: &'static str,
    /// `None` while it is not seen.
    pub value: Option<f32>,
    /// Where the scale begins.
    pub least: f32,
    /// Where it ends.
    pub most: f32,
    /// The target band, from and to.
    pub band: [f32; 2],
    /// From here it is more than done.
    pub good: Option<f32>,
    /// Where to draw it on the person.
    pub arc: Option<Arc>,
}

/// The scale ends at this multiple of what is done, or a little beyond good.
const BEYOND_DONE: f32 = 1.5;
/// For a value that must be small, the scale ends at this multiple of where it is lost.
const BEYOND_LOST: f32 = 2.0;

/// The meter of a dose; `None` when no reach rule of it has a scale.
pub(crate) fn meter(step: &Step, state: &CoachState, seen: Seen<'_>) -> Option<Meter> {
    let missing = first_missing(step, state);
    let (phrase, test) = missing.or_else(|| first_reach(step))?;
    Some(Meter {
        missing: missing.is_some(),
        ..draw(phrase, test, state.side, seen)
    })
}

/// Before the first step: how far the guide's first tilt must go, whichever step it belongs to; in a guide without a
/// tilt, its first step.
pub(crate) fn preview(guide: &Guide, seen: Seen<'_>) -> Option<Meter> {
    let tilt = |step: &&Step| first_reach(step).is_some_and(|(_, test)| is_lateral(test.measure));
    let step = guide.steps.iter().find(tilt).or(guide.steps.first())?;
    let (phrase, test) = first_reach(step)?;
    let side = step.each_side.then_some(Side::Left);
    Some(draw(phrase, test, side, seen))
}

fn draw(phrase: &Phrase, test: &Test, side: Option<Side>, seen: Seen<'_>) -> Meter {
    let towards = match phrase.side {
        PhraseSide::Fixed(side) => Some(side),
        PhraseSide::OfDose => side,
        PhraseSide::None => None,
    };
    let measure = test.measure_for(towards);
    let value = seen.measures.get(measure).ok().map(|one| test.read(one.value, towards));
    let (most, band) = match test.compare {
        Compare::AtLeast => {
            let most = (test.met * BEYOND_DONE).max(test.good.unwrap_or(test.met) * 1.1);
            (most, [test.met, most])
        }
        Compare::AtMost => (test.lost * BEYOND_LOST, [0.0, test.met]),
    };
    // A mirror image shows the person's left where their right would be.
    let shown = |side: Side| match (side, seen.mirrored) {
        (Side::Left, false) | (Side::Right, true) => Side::Left,
        (Side::Right, false) | (Side::Left, true) => Side::Right,
    };
    let arc = towards
        .filter(|_| is_lateral(test.measure))
        .and_then(|side| arc(seen.pose, shown(side), [0.0, most], band, value));
    Meter {
        measure: measure.name(),
        missing: true,
        unit: measure.unit().name(),
        value,
        least: 0.0,
        most,
        band,
        good: test.good,
        arc,
    }
}

/// The step's first reach rule that is not met, and its first test.
fn first_missing<'a>(step: &'a Step, state: &CoachState) -> Option<(&'a Phrase, &'a Test)> {
    let sentences = step.sentences.iter().zip(&state.sentences);
    let mut rules = sentences.flat_map(|(sentence, stands)| sentence.rules.iter().zip(&stands.rules));
    rules.find_map(|(rule, stands)| match &rule.demand {
        Demand::Reach(phrase) if stands.live != Live::Met => Some((phrase, phrase.tests.first()?)),
        _ => None,
    })
}

/// The step's first reach rule and its first test; one with a scale that starts at rest comes before one without.
fn first_reach(step: &Step) -> Option<(&Phrase, &Test)> {
    let reaches = || {
        step.rules().filter_map(|(_, rule)| match &rule.demand {
            Demand::Reach(phrase) => Some((phrase, phrase.tests.first()?)),
            _ => None,
        })
    };
    reaches()
        .find(|(_, test)| test.compare == Compare::AtLeast && test.met > 0.0)
        .or_else(|| reaches().next())
}

fn is_lateral(measure: Measure) -> bool {
    measure.sides() == Sides::BySign && measure.plane() == Plane::Frontal
}
