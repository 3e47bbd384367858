//! Whether a phrase is so in this frame: which of its tests are met, with hysteresis.

use body::{Measure, SessionTime, Side};
use guide::{Phrase, PhraseSide, Test, Timing};
use measure::{Measures, Unseen};

use crate::dwell::{Standing, secs};
use crate::formula::{Weighed, weigh};

/// What one frame says about a phrase.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Look {
    pub standing: Standing,
    /// Met, and at its good value: every test of an "all", one that is met of an "any".
    pub good: bool,
    /// How sure, 0..=1, as the formula makes it of its tests; 0 when none was seen.
    pub confidence: f32,
    /// The value of each test as it reads it.
    pub values: Vec<Option<f32>>,
    /// Place of the test that decides, by the formula.
    pub deciding: usize,
}

/// A phrase with the memory that its hysteresis needs.
#[derive(Debug, Clone)]
pub(crate) struct PhraseWatch {
    pub phrase: Phrase,
    side: Option<Side>,
    before: Before,
    states: Vec<TestState>,
}

/// What counts as the state before the first frame: a guard is kept, a reach is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    Met,
    Missed,
}

#[derive(Debug, Clone, Copy)]
struct TestState {
    met: bool,
    /// The last frame was past the limit of a guard that is kept: another one in a row makes it bad.
    past: bool,
    seen_at: Option<SessionTime>,
}

impl PhraseWatch {
    pub fn new(phrase: &Phrase, dose_side: Option<Side>, before: Before) -> Self {
        Self {
            phrase: phrase.clone(),
            side: match phrase.side {
                PhraseSide::None => None,
                PhraseSide::OfDose => dose_side,
                PhraseSide::Fixed(side) => Some(side),
            },
            before,
            states: vec![
                TestState {
                    met: before == Before::Met,
                    past: false,
                    seen_at: None
                };
                phrase.tests.len()
            ],
        }
    }

    /// The value of a test as this phrase reads it, and its confidence.
    pub fn read(&self, test: &Test, measures: &Measures) -> Result<(f32, f32), Unseen> {
        let seen = measures.get(test.measure_for(self.side))?;
        Ok((test.read(seen.value, self.side), seen.confidence))
    }

    /// What a test of this phrase looks at.
    pub fn measure(&self, test: &Test) -> Measure {
        test.measure_for(self.side)
    }

    /// Judges one frame. A test that was not seen for longer than a gap starts afresh. A guard's test that is missed with less
    /// confidence than a cue needs was not seen: only what is surely bad is a fault.
    pub fn look(&mut self, at: SessionTime, measures: &Measures, timing: &Timing) -> Look {
        let mut values = Vec::with_capacity(self.phrase.tests.len());
        let mut tests = Vec::with_capacity(self.phrase.tests.len());
        for (index, test) in self.phrase.tests.iter().enumerate() {
            let state = &mut self.states[index];
            let seen = measures.get(test.measure_for(self.side));
            let read = seen.map(|seen| test.read(seen.value, self.side));
            let standing = match read {
                Err(reason) => Standing::Unseen(reason),
                Ok(value) => {
                    if state.seen_at.is_none_or(|seen_at| secs(seen_at, at) > timing.gap_s) {
                        (state.met, state.past) = (self.before == Before::Met, false);
                    }
                    let met = test.is_met(value, state.met);
                    let sure = seen.is_ok_and(|seen| f64::from(seen.confidence) + 1e-6 >= timing.cue_confidence);
                    if !met && !sure && self.before == Before::Met {
                        Standing::Unseen(Unseen::Unsure)
                    } else {
                        // One frame is no evidence: a guard at its limit would be lost by its noise, and stay so.
                        let first = !met && state.met && !state.past && self.before == Before::Met;
                        (state.met, state.past, state.seen_at) = (met || first, first, Some(at));
                        if state.met { Standing::Met } else { Standing::Missed }
                    }
                }
            };
            values.push(read.ok().filter(|_| standing != Standing::Unseen(Unseen::Unsure)));
            tests.push(Weighed {
                standing,
                good: standing == Standing::Met && read.is_ok_and(|value| test.is_good(value)),
                confidence: seen.ok().map(|seen| seen.confidence),
                deciding: index,
            });
        }
        let told = weigh(&self.phrase.formula, &tests);
        Look {
            standing: told.standing,
            good: told.good,
            confidence: told.confidence.unwrap_or(0.0),
            values,
            deciding: told.deciding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guide::{Demand, Vocabulary};
    use measure::Seen;

    /// How a kept chin stands after each of these frames: degrees lower than at rest, and how surely.
    fn chin(frames: &[(f32, f32)]) -> Vec<Standing> {
        let text = "---\ntitle: T\n---\n## S\n- Keep. `keep chin level` `reach head lowered`\n";
        let guide = guide::parse("t", text, Vocabulary::builtin()).unwrap();
        let Demand::Keep(phrase) = &guide.steps[0].sentences[0].rules[0].demand else {
            panic!("the rule is a guard")
        };
        let mut watch = PhraseWatch::new(phrase, None, Before::Met);
        let frames = frames.iter().enumerate().map(|(frame, &(value, confidence))| {
            let mut measures = Measures::unseen(Unseen::Face);
            measures.set(Measure::HeadDepression, Ok(Seen { value, confidence }));
            let at = SessionTime::from_secs_f64(frame as f64 / 15.0);
            watch.look(at, &measures, Vocabulary::builtin().timing()).standing
        });
        frames.collect()
    }

    #[test]
    fn one_frame_past_its_limit_breaks_no_guard() {
        use Standing::{Met, Missed};
        assert_eq!(chin(&[(0.0, 1.0), (30.0, 1.0), (0.0, 1.0), (30.0, 1.0)]), [Met; 4]);
        assert_eq!(chin(&[(30.0, 1.0), (30.0, 1.0), (30.0, 1.0)]), [Met, Missed, Missed]);
    }

    #[test]
    fn what_is_not_surely_bad_is_unseen_and_what_is_well_is_well() {
        let unsure = Standing::Unseen(Unseen::Unsure);
        assert_eq!(
            chin(&[(30.0, 0.6), (30.0, 0.6), (0.0, 0.6)]),
            [unsure, unsure, Standing::Met]
        );
        assert_eq!(chin(&[(30.0, 0.7), (30.0, 0.7)]), [Standing::Met, Standing::Missed]);
    }
}
