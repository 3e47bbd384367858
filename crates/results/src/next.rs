//! The one thing to try next time, decided once: the terminal's report and the page only word it.

use coach::{DoseOutcome, FigureUnit, Figures, RuleOutcome, RuleVerdict, SentenceOutcome, StepVerdict};
use guide::Verb;
use measure::Unseen;
use serde::{Deserialize, Serialize};

use crate::findings::{Findings, rounded};
use crate::names::SideName;

/// The one thing to try next time.
// The variants that say all by their name have braces, too: only then is a field that is not known here refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Next {
    /// Sit still and face the camera before beginning: there was no neutral.
    SitStill {},
    /// Keep to what was broken for longest.
    Keep {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
        /// The sentence, side filled in.
        sentence: String,
        /// What to say of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cue: Option<String>,
        /// For how many seconds it was broken.
        broken_s: f64,
    },
    /// Get there: what was not reached.
    Reach {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
        /// The sentence, side filled in.
        sentence: String,
        /// What to say of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cue: Option<String>,
    },
    /// Stay in it: the hold was too short.
    Hold {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
        /// How many seconds longer, whole ones, at least 1.
        missing_s: f64,
    },
    /// Do it more often: there were too few repetitions.
    Repeat {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
        /// How many more, at least 1.
        missing: u32,
    },
    /// Do it to this side: it was the other one that got there, or the picture is a mirror image.
    OtherSide {
        /// Id of the step.
        step: String,
        /// The side that was asked for.
        side: Option<SideName>,
    },
    /// Let the camera see it.
    Show {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
        /// Why it was not seen.
        reason: Option<String>,
    },
    /// Do the part that was left undone, of which nothing more is known.
    Finish {
        /// Id of the step.
        step: String,
        /// Its side.
        side: Option<SideName>,
    },
    /// Do it before the camera: nobody watched.
    Watched {},
    /// Do it the same way again: everything was as the guide says.
    Same {},
}

/// One rule with the dose and the sentence that it belongs to.
type Place<'a> = (&'a DoseOutcome, &'a SentenceOutcome, &'a RuleOutcome);

impl Next {
    /// Where somebody watched and there was a neutral: first what was wrong for longest, then what was not reached,
    /// then what the camera did not see, then what was left undone. `None` where nothing is scored.
    pub fn of(findings: &Findings<'_>) -> Option<Self> {
        if findings.doses.is_empty() {
            return None;
        }
        if findings.video.is_none() {
            return Some(Next::Watched {});
        }
        if findings.no_neutral.is_some() {
            return Some(Next::SitStill {});
        }
        Some(of_doses(findings.doses))
    }
}

fn of_doses(doses: &[DoseOutcome]) -> Next {
    let rules = || {
        doses.iter().flat_map(|dose| {
            let sentences = dose.sentences.iter();
            sentences.flat_map(move |sentence| sentence.rules.iter().map(move |rule| (dose, sentence, rule)))
        })
    };
    let with = |verdict: RuleVerdict| rules().filter(move |(.., rule)| rule.verdict == verdict);
    let longest = with(RuleVerdict::Broken).max_by(|(.., a), (.., b)| a.broken_s.total_cmp(&b.broken_s));
    if let Some((dose, sentence, rule)) = longest {
        return Next::Keep {
            step: dose.step.clone(),
            side: dose.side.map(SideName::from),
            sentence: sentence.text.clone(),
            cue: rule.cue.clone(),
            broken_s: rounded(rule.broken_s),
        };
    }
    // What was tried goes before what was left out. And a hold that is too short is what follows from a reach that was
    // not reached: the reach goes first.
    let order = |(dose, _, rule): &Place<'_>| (!was_tried(dose), !of_a_measure(rule));
    let missing = with(RuleVerdict::NotReached).filter(|(.., rule)| !rule.is_of_no_movement());
    if let Some(place) = missing.min_by_key(order) {
        return match mixed_up(doses, place.0) {
            Some(_) => Next::OtherSide {
                step: place.0.step.clone(),
                side: place.0.side.map(SideName::from),
            },
            None => not_reached(place),
        };
    }
    if let Some((dose, _, rule)) = with(RuleVerdict::Unseen).next() {
        return Next::Show {
            step: dose.step.clone(),
            side: dose.side.map(SideName::from),
            reason: rule.unseen.map(|unseen: Unseen| unseen.reason().to_owned()),
        };
    }
    let undone = |dose: &&DoseOutcome| matches!(dose.verdict, StepVerdict::NotDone | StepVerdict::Unseen);
    doses.iter().find(undone).map_or(Next::Same {}, finish)
}

fn not_reached((dose, sentence, rule): Place<'_>) -> Next {
    let (step, side) = (dose.step.clone(), dose.side.map(SideName::from));
    match rule.figures {
        Some(Figures {
            threshold,
            decisive: Some(best),
            unit: FigureUnit::Seconds,
        }) if rule.verb == Verb::Hold && best > 0.0 => Next::Hold {
            step,
            side,
            missing_s: (threshold - best).max(1.0).ceil(),
        },
        Some(Figures {
            threshold,
            decisive: Some(best),
            unit: FigureUnit::Reps,
        }) if best > 0.0 => Next::Repeat {
            step,
            side,
            // Repetitions are few, and the difference is at least one.
            missing: (threshold - best).max(1.0) as u32,
        },
        _ if !was_tried(dose) => finish(dose),
        _ => Next::Reach {
            step,
            side,
            sentence: sentence.text.clone(),
            cue: rule.cue.clone(),
        },
    }
}

/// How far the other side got where `dose`, one of `doses`, was not done: left and right were mixed up, or the picture
/// is a mirror image. `None` where the other side is a part that was done by itself.
pub fn mixed_up(doses: &[DoseOutcome], dose: &DoseOutcome) -> Option<Figures> {
    let was_done = |other: &DoseOutcome| {
        other.step == dose.step
            && other.side != dose.side
            && matches!(other.verdict, StepVerdict::Good | StepVerdict::Done)
    };
    dose.other_side.filter(|_| !doses.iter().any(was_done))
}

fn finish(dose: &DoseOutcome) -> Next {
    Next::Finish {
        step: dose.step.clone(),
        side: dose.side.map(SideName::from),
    }
}

/// Whether anything of the dose was measured: of a step that was left out nothing is.
fn was_tried(dose: &DoseOutcome) -> bool {
    dose.hold_s > 0.0
        || dose
            .rules()
            .any(|rule| of_a_measure(rule) && rule.figures.is_some_and(|known| known.decisive.is_some()))
}

/// Whether a rule is neither a clock nor a count.
fn of_a_measure(rule: &RuleOutcome) -> bool {
    !matches!(rule.verb, Verb::Hold | Verb::Repeat | Verb::Slowly)
}

#[cfg(test)]
mod tests {
    use body::{Side, Unit};

    use super::*;

    const DEGREES: FigureUnit = FigureUnit::Measure(Unit::Degrees);

    fn rule(text: &str, verdict: RuleVerdict, figures: Option<(f64, Option<f64>, FigureUnit)>) -> RuleOutcome {
        RuleOutcome {
            verb: match text.split(' ').next() {
                Some("hold") => Verb::Hold,
                Some("repeat") => Verb::Repeat,
                Some("keep") => Verb::Keep,
                _ => Verb::Reach,
            },
            rule: text.to_owned(),
            verdict,
            confidence: Some(1.0),
            figures: figures.map(|(threshold, decisive, unit)| Figures {
                threshold,
                decisive,
                unit,
            }),
            broken_s: 0.0,
            first_broken_at: None,
            unseen: (verdict == RuleVerdict::Unseen).then_some(Unseen::Shoulders),
            cue: None,
        }
    }

    fn broken(text: &str, broken_s: f64) -> RuleOutcome {
        RuleOutcome {
            broken_s,
            ..rule(text, RuleVerdict::Broken, Some((12.0, Some(17.0), DEGREES)))
        }
    }

    fn dose(step: &str, verdict: StepVerdict, rules: Vec<RuleOutcome>) -> DoseOutcome {
        let sentences = rules.into_iter().map(|rule| SentenceOutcome {
            text: format!("Sentence of {}.", rule.rule),
            rules: vec![rule],
        });
        DoseOutcome {
            step: step.to_owned(),
            title: step.to_owned(),
            side: Some(Side::Left),
            verdict,
            hold_s: 0.0,
            holds: Vec::new(),
            reps: None,
            sets: None,
            other_side: None,
            sentences: sentences.collect(),
        }
    }

    #[test]
    fn what_was_broken_for_longest_goes_before_what_was_not_done() {
        let short = rule(
            "hold 20 s",
            RuleVerdict::NotReached,
            Some((20.0, Some(8.0), FigureUnit::Seconds)),
        );
        let doses = [
            dose("a", StepVerdict::NotDone, vec![short]),
            dose("b", StepVerdict::Done, vec![broken("keep chin level", 2.0)]),
            dose("c", StepVerdict::Done, vec![broken("keep shoulders down", 6.0)]),
        ];
        let Next::Keep {
            step,
            sentence,
            broken_s,
            ..
        } = of_doses(&doses)
        else {
            panic!("{:?}", of_doses(&doses));
        };
        assert_eq!(
            (&*step, &*sentence, broken_s),
            ("c", "Sentence of keep shoulders down.", 6.0)
        );
    }

    #[test]
    fn a_reach_goes_before_the_hold_that_hangs_on_it() {
        let short = rule(
            "hold 20 s",
            RuleVerdict::NotReached,
            Some((20.0, Some(8.0), FigureUnit::Seconds)),
        );
        let reach = rule(
            "reach neck tilt left",
            RuleVerdict::NotReached,
            Some((20.0, Some(11.0), DEGREES)),
        );
        let both = [dose("a", StepVerdict::NotDone, vec![short.clone(), reach])];
        assert!(matches!(of_doses(&both), Next::Reach { sentence, .. } if sentence.contains("neck tilt")));
        let one = [dose("a", StepVerdict::NotDone, vec![short])];
        assert!(matches!(of_doses(&one), Next::Hold { missing_s, .. } if missing_s == 12.0));
    }

    #[test]
    fn a_step_that_was_left_out_comes_after_one_that_was_tried() {
        let left_out = rule(
            "reach neck tilt left",
            RuleVerdict::NotReached,
            Some((20.0, None, DEGREES)),
        );
        let few = rule(
            "repeat 8",
            RuleVerdict::NotReached,
            Some((8.0, Some(5.0), FigureUnit::Reps)),
        );
        let tried = rule("keep chin level", RuleVerdict::Met, Some((12.0, Some(3.0), DEGREES)));
        let skipped = dose("a", StepVerdict::NotDone, vec![left_out]);
        let doses = [skipped.clone(), dose("b", StepVerdict::NotDone, vec![few, tried])];
        assert!(matches!(of_doses(&doses), Next::Repeat { step, missing: 3, .. } if step == "b"));
        assert!(matches!(of_doses(&[skipped]), Next::Finish { step, .. } if step == "a"));
    }

    #[test]
    fn the_other_side_is_named_unless_it_was_a_part_of_its_own() {
        let reach = rule(
            "reach neck tilt left",
            RuleVerdict::NotReached,
            Some((20.0, Some(0.0), DEGREES)),
        );
        let mut left = dose("a", StepVerdict::NotDone, vec![reach]);
        left.other_side = Some(Figures {
            threshold: 20.0,
            decisive: Some(37.0),
            unit: DEGREES,
        });
        let mut right = dose("a", StepVerdict::Good, Vec::new());
        right.side = Some(Side::Right);
        assert!(matches!(
            of_doses(&[left.clone()]),
            Next::OtherSide {
                side: Some(SideName::Left),
                ..
            }
        ));
        assert!(matches!(of_doses(&[left.clone(), right.clone()]), Next::Reach { .. }));
        right.verdict = StepVerdict::NotDone;
        assert!(matches!(of_doses(&[left, right]), Next::OtherSide { .. }));
    }

    #[test]
    fn what_was_not_seen_says_why_and_what_was_well_done_is_done_again() {
        let unseen = dose(
            "a",
            StepVerdict::Unseen,
            vec![rule("keep shoulders down", RuleVerdict::Unseen, None)],
        );
        assert!(matches!(of_doses(&[unseen]), Next::Show { reason: Some(_), .. }));
        assert_eq!(of_doses(&[dose("a", StepVerdict::Good, Vec::new())]), Next::Same {});
    }
}
