//! Thresholds beyond what people can do, and beyond what is safe to ask of them.
//!
//! How far a body gets is the table's (`Measure::range`). Source of ranges and doses: docs/measures.md, "Ranges, doses
//! and words" (mean plus two standard deviations at 20 to 49 years). The caps are design decisions; beside each stands
//! what it was held against. `unhunch` asks for less by itself; these are for thresholds that a guide brings.

use std::ops::Range;

use body::{Measure, Unit};

use crate::finding::{Fault, Severity};
use crate::model::{Compare, Demand, Phrase, Reading, Test};
use crate::parse::Draft;

/// Longest hold that is asked for, seconds: 30 to 60 for older people, 10 to 30 for others.
const LONGEST_HOLD_S: f64 = 60.0;
/// Most repetitions that are asked for (docs/measures.md, "Ranges, doses and words").
const MOST_REPEATS: u32 = 15;
/// Head back no farther than coupled movement does by itself, degrees: nothing into extension.
const EXTENSION_DEG: f32 = 10.0;

/// How far a measure goes in one direction.
struct Limit {
    /// Farther, nobody gets.
    range: f32,
    /// Farther, nobody should be asked to go. The same as `range` where no cap is known.
    cap: f32,
    /// What goes that far.
    what: &'static str,
}

/// In the direction of the measure's sign.
fn limit(measure: Measure, positive: bool) -> Option<Limit> {
    use Measure as M;
    let (low, high) = measure.range();
    let range = if positive { high } else { -low };
    let to = |cap, what| Some(Limit { range, cap, what });
    let no_cap = |what| to(range, what);
    match (measure, positive) {
        // Flexion 50-60 (9-11); good at 40, cap 45.
        (M::NeckFlexion, true) => to(45.0, "a head bends forward"),
        // Past 45, depression is read with less confidence.
        (M::HeadDepression, true) => to(45.0, "a head is lowered"),
        // Extension 60-77 (10-13); nothing into extension.
        (M::NeckFlexion | M::HeadDepression, false) => to(EXTENSION_DEG, "a head bends back"),
        // Lateral flexion 42-46 (6-7); good at 30, cap 35.
        (M::NeckTilt | M::NeckLateralFlexion, _) => to(35.0, "a head tilts"),
        // Rotation 70-77 (6-7); good 30-50.
        (M::HeadAzimuth | M::NeckRotation, _) => to(50.0, "a head turns"),
        // Farther, one lies down, or turns the chair.
        (M::TrunkLean | M::TrunkRotation, _) => no_cap("a trunk moves"),
        // A full shrug is 25 (5) degrees of the clavicle, and 25 are 0.18.
        (M::ShoulderElevationLeft | M::ShoulderElevationRight, true) => no_cap("a shoulder rises"),
        // 1 is a squeeze of 8 %; the largest known is 9 %.
        (M::ShoulderRetraction, true) => no_cap("shoulder blades come together"),
        // The forearm then lies on the upper arm.
        (M::ElbowFlexionLeft | M::ElbowFlexionRight, true) => no_cap("an elbow bends"),
        // Both arms spread: twice 0.6 m and the shoulders' own 0.36 m, in shares of these.
        (M::WristGap, true) => no_cap("wrists are apart"),
        // An arm of 0.6 m, straight up or down, and a fifth for perspective.
        (M::WristHeight, _) => no_cap("a wrist is above or below the shoulders"),
        // Fast turns of healthy necks 348 (92); above 90 the coach says "slower".
        (M::HeadSpeed, true) => to(90.0, "a head moves"),
        // An arm goes up to 180 and back by 60 (AAOS 1965), and a little past either in the picture.
        (M::ArmAbductionLeft | M::ArmAbductionRight | M::ArmFlexionLeft | M::ArmFlexionRight, _) => {
            no_cap("an arm is raised")
        }
        (M::ElbowBendLeft | M::ElbowBendRight, true) => no_cap("an elbow bends"),
        (M::WristHeightLeft | M::WristHeightRight, _) => no_cap("a wrist is above or below its shoulder"),
        // An upper arm, level across the chest or out to the side.
        (M::ElbowAcrossLeft | M::ElbowAcrossRight, _) => no_cap("an elbow goes across"),
        // The other arm's length and the shoulders between.
        (M::HandToHeadLeft | M::HandToHeadRight, true) => no_cap("a hand is from the head"),
        (M::HandToOtherShoulderLeft | M::HandToOtherShoulderRight, true) => no_cap("a hand is from the other shoulder"),
        (M::HandToOtherElbowLeft | M::HandToOtherElbowRight, true) => no_cap("a hand is from the other elbow"),
        // A spine bends aside by 35 (AAOS 1965), and hips that go the other way add to it.
        (M::TrunkSideBend, _) => no_cap("a trunk bends aside"),
        // Back no farther than a standing stretch needs.
        (M::TrunkFlexion, false) => to(20.0, "a trunk leans back"),
        (M::TrunkFlexion, true) => no_cap("a trunk bends forward"),
        // Hip 120 and 30 back, knee 135, foot 20 up and 50 down (AAOS 1965), and what others are above the mean.
        (M::HipFlexionLeft | M::HipFlexionRight, _) => no_cap("a hip bends"),
        (M::KneeFlexionLeft | M::KneeFlexionRight, true) => no_cap("a knee bends"),
        (M::AnkleFlexionLeft | M::AnkleFlexionRight, _) => no_cap("a foot bends"),
        // A foot of 0.25 m on its toes.
        (M::HeelRiseLeft | M::HeelRiseRight, true) => no_cap("a heel rises"),
        (M::StanceWidth, true) => no_cap("feet are apart"),
        (M::FootLift, _) => no_cap("a foot is lifted"),
        (M::WeightShift, _) => no_cap("hips go aside"),
        (M::ThighUpright, true) => no_cap("thighs are upright"),
        (M::Facing, _) => no_cap("a person is seen turned"),
        // A head slides back by 0.03 to 0.05 m.
        (M::ChinBack, true) => no_cap("a chin goes back"),
        // In the other direction of these there is no movement that could go too far.
        (M::ShoulderElevationLeft | M::ShoulderElevationRight | M::ShoulderRetraction, false) => None,
        (M::ElbowFlexionLeft | M::ElbowFlexionRight | M::WristGap | M::HeadSpeed, false) => None,
        (M::ElbowBendLeft | M::ElbowBendRight | M::KneeFlexionLeft | M::KneeFlexionRight, false) => None,
        (M::HandToHeadLeft | M::HandToHeadRight, false) => None,
        (M::HandToOtherShoulderLeft | M::HandToOtherShoulderRight, false) => None,
        (M::HandToOtherElbowLeft | M::HandToOtherElbowRight, false) => None,
        (M::HeelRiseLeft | M::HeelRiseRight | M::StanceWidth | M::ThighUpright | M::ChinBack, false) => None,
        (M::Breath, _) => None,
    }
}

pub(super) fn faults(draft: &Draft) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        for (id, rule) in step.rules() {
            let Some(at) = places.rule(id) else { continue };
            found.extend(rule.demand.phrase().and_then(|phrase| of_phrase(phrase, at)));
            match &rule.demand {
                Demand::Hold(hold) if hold.at_least_s > LONGEST_HOLD_S => found.push(past_cap(
                    format!("{} s is longer than a stretch should be held", hold.at_least_s),
                    format!("hold for 10 to 30 s, and for {LONGEST_HOLD_S} s at most"),
                    at,
                )),
                Demand::Repeat { at_least, .. } if *at_least > MOST_REPEATS => found.push(past_cap(
                    format!("{at_least} times is more than a movement should be repeated"),
                    format!("repeat 5 to 12 times, and {MOST_REPEATS} at most"),
                    at,
                )),
                _ => {}
            }
        }
    }
    found
}

/// The test that asks for most, if it asks for too much.
fn of_phrase(phrase: &Phrase, at: &Range<usize>) -> Option<Fault> {
    let asked = phrase.tests.iter().filter_map(|test| {
        let (limit, value) = asked(test)?;
        (value > limit.cap).then_some((test, limit, value))
    });
    let (test, limit, value) =
        asked.max_by(|(_, one, a), (_, other, b)| (a / one.range).total_cmp(&(b / other.range)))?;
    let unit = match test.measure.unit() {
        Unit::Index => "",
        unit => unit.name(),
    };
    let shown = |value: f32| format!("{value} {unit}").trim_end().to_owned();
    if value > limit.range {
        return Some(Fault {
            code: "beyond_human_range",
            severity: Severity::Error,
            message: format!("{} is farther than {}", shown(value), limit.what),
            help: format!("ask for {} at most", shown(limit.cap)),
            at: at.clone(),
            label: "nobody gets there".to_owned(),
            other: None,
        });
    }
    let message = format!("{} is farther than a guide should ask for", shown(value));
    Some(past_cap(message, format!("ask for {} at most", shown(limit.cap)), at))
}

/// How far from neutral a test makes one go, and how far one may: `None` when neutral itself will do.
fn asked(test: &Test) -> Option<(Limit, f32)> {
    let (value, positive) = match test.compare {
        Compare::AtLeast if test.met > 0.0 => (test.met, true),
        Compare::AtMost if test.met < 0.0 => (-test.met, false),
        _ => return None,
    };
    // Without its sign, either way will do, so that the easier one counts.
    let either = |measure| match (limit(measure, true), limit(measure, false)) {
        (Some(one), Some(other)) if other.cap > one.cap => Some(other),
        (one, other) => one.or(other),
    };
    let limit = match test.reading {
        Reading::Magnitude => either(test.measure),
        Reading::Plain | Reading::TowardsSide => limit(test.measure, positive),
    };
    Some((limit?, value))
}

fn past_cap(message: String, help: String, at: &Range<usize>) -> Fault {
    Fault {
        code: "past_safe_cap",
        severity: Severity::Warning,
        message,
        help,
        at: at.clone(),
        label: "too much to ask".to_owned(),
        other: None,
    }
}
