//! From what the coach found to the report.

use body::{Measure, Side};
use coach::{DoseOutcome, Event, EventKind, FigureUnit, HoldStretch, RuleOutcome, RuleVerdict};
use guide::{Guide, RuleId};
use measure::{CameraView, Unseen};

use crate::findings::{Findings, rounded};
use crate::names::{SideName, ViewName};
use crate::next::{Next, mixed_up};
use crate::report::{FRONT_DEG, GuideId, Happening, Hold, Report, Rule, SCHEMA, Sentence, Step, Video, View};

impl Report {
    /// The report of a session, without a `session` field. `version` is the program's.
    pub fn new(findings: &Findings<'_>, version: &str) -> Self {
        Self {
            schema: SCHEMA,
            unhunch: version.to_owned(),
            guide: GuideId {
                name: findings.guide.name.clone(),
                sha256: findings.guide.sha256.clone(),
            },
            video: findings.video.map(|video| Video {
                width: video.size.width,
                height: video.size.height,
                frames: video.frames,
                duration_s: rounded(video.duration.as_secs_f64()),
                coverage: rounded(video.coverage),
                view: video.view.map(View::from),
            }),
            no_neutral: findings.no_neutral.map(str::to_owned),
            doubts: findings.doubts.to_vec(),
            stopped_early: findings.stopped_early,
            steps: findings.doses.iter().map(|dose| step(dose, findings)).collect(),
            events: findings
                .events
                .iter()
                .map(|event| happening(event, findings.guide))
                .collect(),
            next: Next::of(findings),
            session: None,
        }
    }
}

impl From<CameraView> for View {
    fn from(view: CameraView) -> Self {
        let (turned_deg, above_deg) = (rounded(view.turned_deg), rounded(view.above_deg));
        let from = if turned_deg.abs() <= FRONT_DEG {
            ViewName::Front
        } else if turned_deg > 0.0 {
            ViewName::Right
        } else {
            ViewName::Left
        };
        Self {
            from,
            turned_deg,
            above_deg,
        }
    }
}

fn step(dose: &DoseOutcome, findings: &Findings<'_>) -> Step {
    let sentences = dose.sentences.iter().enumerate().map(|(index, sentence)| Sentence {
        text: sentence.text.clone(),
        rules: sentence
            .rules
            .iter()
            .enumerate()
            .map(|(place, outcome)| {
                let id = RuleId { sentence: index, place };
                rule(outcome, findings.guide.rule(&dose.step, id), dose.side)
            })
            .collect(),
    });
    Step {
        step: dose.step.clone(),
        side: dose.side.map(SideName::from),
        verdict: (&dose.verdict).into(),
        hold_s: rounded(dose.hold_s),
        holds: dose.holds.iter().map(Hold::from).collect(),
        reps: dose.reps,
        sets: dose.sets,
        other_side: mixed_up(findings.doses, dose).and_then(|figures| figures.decisive.map(rounded)),
        sentences: sentences.collect(),
    }
}

impl From<&HoldStretch> for Hold {
    fn from(stretch: &HoldStretch) -> Self {
        Self {
            start_s: rounded(stretch.start.as_secs_f64()),
            end_s: rounded(stretch.end.as_secs_f64()),
        }
    }
}

fn rule(rule: &RuleOutcome, written: Option<&guide::Rule>, side: Option<Side>) -> Rule {
    let judged = !matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note);
    let unseen = rule.unseen.filter(|_| rule.verdict == RuleVerdict::Unseen);
    Rule {
        rule: rule.rule.clone(),
        verb: Some((&rule.verb).into()),
        verdict: (&rule.verdict).into(),
        confidence: rule.confidence.map(|confidence| rounded(f64::from(confidence))),
        threshold: rule.figures.map(|figures| rounded(figures.threshold)),
        decisive: rule.figures.map(|figures| figures.decisive.map(rounded)),
        unit: rule.figures.map(|figures| figures.unit.into()),
        measure: measure_of(rule, written, side).map(|measure| measure.name().to_owned()),
        broken_s: judged.then(|| rounded(rule.broken_s)),
        first_broken_at_s: judged.then(|| rule.first_broken_at.map(|at| rounded(at.as_secs_f64()))),
        reason: unseen.map(|unseen: Unseen| unseen.reason().to_owned()),
    }
}

/// The measure that the figures of a rule are of. Of a pair that is held to the same threshold, the left one.
fn measure_of(rule: &RuleOutcome, written: Option<&guide::Rule>, side: Option<Side>) -> Option<Measure> {
    let figures = rule.figures?;
    let FigureUnit::Measure(unit) = figures.unit else {
        return None;
    };
    let phrase = written?.demand.phrase()?;
    // A guard's threshold is where it is lost, a reach's where it is done or good.
    let decides = |edge: f32| rounded(f64::from(edge)) == rounded(figures.threshold);
    let mut tests = phrase.tests.iter();
    let test = tests.find(|test| {
        let edges = [Some(test.lost), Some(test.met), test.good];
        test.measure.unit() == unit && edges.into_iter().flatten().any(decides)
    })?;
    Some(test.measure_for(side))
}

fn happening(event: &Event, guide: &Guide) -> Happening {
    Happening {
        at_s: rounded(event.at.as_secs_f64()),
        event: (&event.kind).into(),
        step: event.step.clone(),
        side: event.side.map(SideName::from),
        rule: event.rule_in(guide).map(|rule| rule.text_for(event.side)),
        text: match &event.kind {
            EventKind::Cue(text) => Some(text.clone()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_beside_the_screen_did_not_look_from_the_front() {
        let from = |turned_deg| {
            let view = View::from(CameraView {
                turned_deg,
                above_deg: 0.0,
            });
            view.from
        };
        assert_eq!(from(0.0), ViewName::Front);
        assert_eq!((from(15.0), from(-15.0)), (ViewName::Front, ViewName::Front));
        assert_eq!((from(15.1), from(-15.1)), (ViewName::Right, ViewName::Left));
    }
}
