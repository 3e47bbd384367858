//! Where a step leads: a value for each measure that its rules name, before the movement and at its end.
//!
//! For drawings: a figure that takes these values does what the guide says. Nothing is judged by them.
//!
//! Must not know: how a figure is drawn.

use std::collections::BTreeMap;

use body::{Kind, Measure, Side};

use crate::model::{Compare, Demand, Formula, Phrase, PhraseSide, Reading, Step, Test};

/// Values by measure, in the measure's own unit and sign. A measure that no rule names is not there: it is as at rest.
pub type Values = BTreeMap<Measure, f32>;

/// A step's two ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Aim {
    /// Before the movement: what `start` asks for.
    pub rest: Values,
    /// At its end: what `reach` and `keep` ask for, and of `rest` what they leave alone.
    pub target: Values,
}

/// How far past a threshold the drawing goes, in widths of the band between reached and lost. A neck tilt that is
/// reached at 20 and lost at 15 degrees is drawn at 30, which is what the vocabulary calls good.
const BANDS_BEYOND: f32 = 2.0;
/// Of what is no offset from rest, such as a gap between the wrists, this share of the most that is allowed.
const SHARE_OF_MOST: f32 = 0.25;

/// Where `step` leads for a side.
pub fn aim(step: &Step, side: Option<Side>) -> Aim {
    let phrases = |wanted: fn(&Demand) -> Option<&Phrase>| {
        let rules = step.rules().map(|(_, rule)| &rule.demand);
        rules.filter_map(wanted).collect::<Vec<_>>()
    };
    let rest = values(
        &phrases(|demand| match demand {
            Demand::Start(phrase) => Some(phrase),
            _ => None,
        }),
        side,
    );
    let mut target = rest.clone();
    target.extend(values(
        &phrases(|demand| match demand {
            Demand::Reach(phrase) | Demand::Keep(phrase) => Some(phrase),
            _ => None,
        }),
        side,
    ));
    Aim { rest, target }
}

/// The tests of one measure: the highest floor and the lowest ceiling.
#[derive(Default)]
struct Band<'p> {
    floor: Option<&'p Test>,
    ceiling: Option<&'p Test>,
    /// -1 where the tests read the measure as of the left side, whose values are negative.
    sign: f32,
}

fn values(phrases: &[&Phrase], side: Option<Side>) -> Values {
    let mut bands: BTreeMap<Measure, Band> = BTreeMap::new();
    for phrase in phrases {
        let side = match phrase.side {
            PhraseSide::None => None,
            PhraseSide::OfDose => side,
            PhraseSide::Fixed(side) => Some(side),
        };
        let mut places = Vec::new();
        needed(&phrase.formula, &mut places);
        for test in places.into_iter().filter_map(|place| phrase.tests.get(place)) {
            let measure = test.measure_for(side);
            // No posture can be drawn of it.
            if measure.kind() == Kind::Motion {
                continue;
            }
            let band = bands.entry(measure).or_default();
            band.sign = if test.reading == Reading::TowardsSide && test.read(1.0, side) < 0.0 {
                -1.0
            } else if band.sign == 0.0 {
                1.0
            } else {
                band.sign
            };
            match test.compare {
                Compare::AtLeast if band.floor.is_none_or(|known| test.met > known.met) => band.floor = Some(test),
                Compare::AtMost if band.ceiling.is_none_or(|known| test.met < known.met) => band.ceiling = Some(test),
                Compare::AtLeast | Compare::AtMost => {}
            }
        }
    }
    let valued = bands.into_iter().map(|(measure, band)| {
        // As many places as a threshold has: sums of floats have more.
        let value = (value(measure, band.floor, band.ceiling) * 1e4).round() / 1e4;
        // No -0: it would be written as such.
        (measure, if value == 0.0 { 0.0 } else { value * band.sign })
    });
    valued.collect()
}

/// The tests that hold together when the formula holds. Where one of several parts is enough, the first.
fn needed(formula: &Formula, places: &mut Vec<usize>) {
    match formula {
        Formula::Test(place) => places.push(*place),
        Formula::All(parts) => parts.iter().for_each(|part| needed(part, places)),
        Formula::Any(parts) => parts.iter().take(1).for_each(|part| needed(part, places)),
    }
}

fn value(measure: Measure, floor: Option<&Test>, ceiling: Option<&Test>) -> f32 {
    let beyond = |test: &Test| test.met + BANDS_BEYOND * (test.met - test.lost);
    match (floor, ceiling) {
        (Some(floor), Some(ceiling)) if floor.met > 0.0 || ceiling.met < 0.0 => {
            // Not past the ceiling; of two that exclude each other, the floor.
            beyond(floor).min((floor.met + ceiling.met) / 2.0).max(floor.met)
        }
        (Some(floor), None) if floor.met > 0.0 => beyond(floor),
        (None, Some(ceiling)) if ceiling.met < 0.0 => beyond(ceiling),
        (None, Some(ceiling)) if measure.kind() == Kind::Absolute => ceiling.met * SHARE_OF_MOST,
        // Rest is within the band.
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Vocabulary, builtin_guides, parse};

    fn of(rules: &str, side: Option<Side>) -> Aim {
        let text = format!(
            "---\ntitle: T\nphrases:\n  nose round: \"head_azimuth_deg between 40 deg and 50 deg\"\n---\n\n## S\n\n`each side`\n\n- Do. {rules}\n"
        );
        aim(&parse("t", &text, Vocabulary::builtin()).unwrap().steps[0], side)
    }

    #[test]
    fn a_side_turns_the_sign_and_a_guard_stays_at_rest() {
        let rules = "`reach neck tilt {side}` `keep chin level`";
        let left = of(rules, Some(Side::Left)).target;
        assert_eq!(left[&Measure::NeckTilt], -30.0);
        assert_eq!(left[&Measure::HeadDepression], 0.0);
        assert_eq!(of(rules, Some(Side::Right)).target[&Measure::NeckTilt], 30.0);
    }

    #[test]
    fn what_is_no_offset_lies_well_within_its_most() {
        let Aim { rest, target } = of("`start hands clasped` `reach arms straight`", None);
        assert_eq!(rest[&Measure::WristGap], 0.175);
        assert_eq!(target[&Measure::WristGap], 0.175, "nobody lets the hands go");
        assert_eq!(target[&Measure::ElbowFlexionLeft], 12.5);
        assert_eq!(rest.get(&Measure::ElbowFlexionLeft), None);
    }

    #[test]
    fn between_two_values_lies_the_middle() {
        assert_eq!(of("`reach nose round`", None).target[&Measure::HeadAzimuth], 45.0);
    }

    #[test]
    fn the_figure_of_each_shipped_guide_would_pass_its_own_rules() {
        for (name, text) in builtin_guides() {
            let guide = parse(name, text, Vocabulary::builtin()).unwrap();
            for step in &guide.steps {
                for side in step.sides() {
                    let aim = aim(step, *side);
                    for (_, rule) in step.rules() {
                        let (phrase, values) = match &rule.demand {
                            Demand::Start(phrase) => (phrase, &aim.rest),
                            Demand::Reach(phrase) | Demand::Keep(phrase) => (phrase, &aim.target),
                            _ => continue,
                        };
                        for test in &phrase.tests {
                            let value = values[&test.measure_for(*side)];
                            assert!(
                                test.is_met(test.read(value, *side), false),
                                "{name}: {} at {value}",
                                rule.text
                            );
                        }
                    }
                }
            }
        }
    }
}
