//! Tells whether a movement has begun that may be a dose.

use body::{Kind, Measure};
use guide::{Compare, Timing};
use measure::Measures;

use crate::dose::Candidates;
use crate::dose_rules::DoseRules;
use crate::dwell::{Sign, Standing};

/// The movement of a step that turns the head has begun when one of these is off neutral: the ways in which head and
/// trunk move, in the measures that are read best.
const MOVEMENT: [Measure; 5] = [
    Measure::HeadAzimuth,
    Measure::HeadDepression,
    Measure::NeckTilt,
    Measure::NeckFlexion,
    Measure::TrunkLean,
];

impl DoseRules {
    /// Whether its position turns the head.
    pub fn turns_the_head(&self) -> bool {
        let mut tests = self.reaches.iter().flat_map(|rule| &rule.phrase().tests);
        tests.any(|test| test.measure.turns_the_head())
    }

    /// Whether a movement goes on that may be this dose; `None` when nothing is seen that could tell.
    ///
    /// Of the only dose of a plan, where it does not turn the head, a guard that is bad is a movement too: who shrugs
    /// instead of drawing the blades together hears of the shrug. With several doses the guard could be about another
    /// one's movement.
    pub fn has_begun(&self, measures: &Measures, timing: &Timing, candidates: Candidates) -> Option<bool> {
        if self.reach_sign() == Sign::Met {
            return Some(true);
        }
        let moved_deg = timing.moved_deg as f32;
        let head: &[Measure] = if self.moves_head { &MOVEMENT } else { &[] };
        let far = head
            .iter()
            .filter_map(|measure| Some(measures.get(*measure).ok()?.value.abs() >= moved_deg));
        let on_its_way = self.reaches.iter().flat_map(|rule| {
            rule.phrase().tests.iter().filter_map(move |test| {
                // At rest it is not 0, so that its way can't be told.
                if test.measure.kind() != Kind::Offset {
                    return None;
                }
                let (value, _) = rule.watch.read(test, measures).ok()?;
                let edge = test.met * timing.moved_share as f32;
                Some(match test.compare {
                    Compare::AtLeast => test.met > 0.0 && value >= edge,
                    Compare::AtMost => test.met < 0.0 && value <= edge,
                })
            })
        });
        let gone_wrong = self.keeps.iter().filter_map(|rule| match rule.standing()? {
            Standing::Met => Some(false),
            Standing::Missed => Some(candidates == Candidates::One && !self.moves_head),
            Standing::Unseen(_) => None,
        });
        far.chain(on_its_way)
            .chain(gone_wrong)
            .fold(None, |any, moved| Some(any.unwrap_or(false) | moved))
    }
}
