//! What the way the head was held in the neutral leaves unsure.

use body::Measure;
use coach::{DoseOutcome, FigureUnit, RuleOutcome};
use guide::{Demand, Guide, NeutralLimits, Rule, RuleId, Test};
use measure::UNSURE;

use crate::neutral_search::Rest;

/// In plain words, for a report. In a mirror image left and right change places.
pub(crate) fn told(rest: Rest, limits: &NeutralLimits, mirrored: bool) -> Vec<String> {
    let mut doubts = Vec::new();
    let leaned = rest.head_roll_deg;
    if leaned.abs() >= limits.tilted_deg {
        let side = if (leaned > 0.0) == mirrored { "right" } else { "left" };
        doubts.push(rest.rolled_picture().unwrap_or_else(|| {
            format!(
                "your head leaned {:.0}° to the {side} while you sat still: tilts are measured from there, and may be off \
                 by as much",
                leaned.abs()
            )
        }));
    }
    if rest.face_over_camera_deg >= limits.raised_deg {
        doubts.push(format!(
            "your face looked {:.0}° over the camera while you sat still: if your chin was raised, the way down is measured \
             from there",
            rest.face_over_camera_deg
        ));
    }
    doubts
}

/// Takes the sureness off every verdict on a tilt that a head held upright in the neutral might have turned.
pub(crate) fn make_unsure(outcomes: &mut [DoseOutcome], guide: &Guide, rest: Rest, limits: &NeutralLimits) {
    let leaned = rest.head_roll_deg.abs();
    if leaned < limits.tilted_deg {
        return;
    }
    for outcome in outcomes {
        for (index, sentence) in outcome.sentences.iter_mut().enumerate() {
            for (place, verdict) in sentence.rules.iter_mut().enumerate() {
                let rule = guide.rule(&outcome.step, RuleId { sentence: index, place });
                if rule.is_some_and(is_about_a_tilt) && hangs_on(leaned, verdict) {
                    verdict.confidence = verdict.confidence.map(|confidence| confidence.min(UNSURE));
                }
            }
        }
    }
}

fn is_about_a_tilt(rule: &Rule) -> bool {
    let tilts = |test: &Test| matches!(test.measure, Measure::NeckTilt | Measure::NeckLateralFlexion);
    match &rule.demand {
        Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => {
            phrase.tests.iter().any(tilts)
        }
        _ => false,
    }
}

/// Whether the verdict would be another one, were the decisive value `by` more or less.
fn hangs_on(by: f64, verdict: &RuleOutcome) -> bool {
    let figures = verdict
        .figures
        .filter(|figures| matches!(figures.unit, FigureUnit::Measure(_)));
    let decisive = figures.and_then(|figures| Some((figures.decisive?, figures.threshold)));
    decisive.is_some_and(|(value, threshold)| (value - threshold).abs() < by)
}
